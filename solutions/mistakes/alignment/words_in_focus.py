"""You write the words that were looked at most into "focus", and it is their positions that are asked for. A word may
stand at two places, and then its name does not say at which of them the attention went.
"""


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    rows = []
    for position, (output, weights) in enumerate(zip(target, A, strict=True)):
        if len(weights) != len(source):
            raise ValueError("one weight for each input word")
        if abs(sum(weights) - 1) > 0.001:
            raise ValueError("a line adds up to 1")
        words = [source[place] for place in focus(weights, k)]
        rows.append(
            {
                "position": position,
                "output": output,
                "source": list(source),
                "weights": list(weights),
                "focus": words,
            }
        )
    return rows
