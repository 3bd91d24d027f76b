"""You compare with one half and one and a half whatever the caller asks for. How much coverage is too little depends
on the languages and the task, which is why both bars can be chosen. What do you do with `low` and `high`?
"""


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c < 0.5],
        "repetition": [j for j, c in enumerate(covered) if c > 1.5],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
