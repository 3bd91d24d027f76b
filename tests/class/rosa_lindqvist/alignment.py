"""Alignment: which output word looked at which input words.

"Attention was used" convinces nobody. What convinces is a table that shows, for every output word, the input words,
the weight of each, and where most of the attention went. Such a table also shows what went wrong, before anyone has
read the translation.

    source   n input words, for example ["i", "love", "nlp"]
    target   t output words, for example ["ich", "liebe", "nlp"]
    A        the weights, a list of t lists of n numbers: A[i][j] says how much output word i looked at input word j.
             Each line of A is the attention of one output step, so it adds up to 1. Nothing makes a COLUMN add up to 1.

Words are not places. In ["the", "cat", "saw", "the", "dog"] the word "the" stands at the positions 0 and 3, and each
has a weight of its own. So this exercise names places by their position, counted from 0.

Worked example, t = n = 3:

    A = [[0.7, 0.2, 0.1],      "ich" looks mostly at "i"
         [0.1, 0.7, 0.2],      "liebe" looks mostly at "love"
         [0.1, 0.2, 0.7]]      "nlp" looks mostly at "nlp"

    alignment_table(source, target, A)[1] is
        {"position": 1, "output": "liebe", "source": ["i", "love", "nlp"], "weights": [0.1, 0.7, 0.2], "focus": [1]}
    focus([0.1, 0.2, 0.7], 2) is [2, 1]
    coverage(A) is [0.9, 1.1, 1.0]: no input word was skipped, none was read twice
    failure_checks(A, [0, 1, 2]) is {"omission": [], "repetition": [], "wrong_alignment": []}

Computers write 0.7 with a tiny error: 0.7 + 0.2 + 0.1 gives 0.9999999999999999. And printed weights are rounded. So a
line "adds up to 1" when its sum is within 0.001 of 1. Leave the lists you are given as they are.
"""


def focus(weights, k=1):
    """The positions of the k largest weights, the largest first.

    Of two equal weights the one at the lower position comes first.
    raises ValueError when k is less than 1 or more than the number of weights
    """
    if k < 1 or k > len(weights):
        raise ValueError("k")
    return sorted(range(len(weights)), key=lambda i: (-weights[i], i))[:k]


def alignment_table(source, target, A, k=1):
    """One dict for each output word, in order, with exactly these keys:

    "position"  which output word it is, counted from 0
    "output"    the output word
    "source"    all input words, in their order
    "weights"   the weight of each input word, in the same order
    "focus"     the positions of the k largest weights, as `focus` gives them

    raises ValueError when A does not hold one line for each output word, when a line does not hold one weight for each
    input word, or when the sum of a line is further than 0.001 from 1
    """
    if len(A) != len(target):
        raise ValueError("target")
    rows = []
    for i, word in enumerate(target):
        if len(A[i]) != len(source):
            raise ValueError("source")
        rows.append({"position": i, "output": word, "source": source, "weights": A[i], "focus": focus(A[i], k)})
    return rows


def coverage(A):
    """How much attention each input word got in all: n numbers, each a sum over the output words. They add up to t.

    raises ValueError when the lines of A are not all equally long
    """
    if len({len(r) for r in A}) > 1:
        raise ValueError("A")
    return [sum(r[j] for r in A) for j in range(len(A[0]))]


def failure_checks(A, expected, low=0.5, high=1.5):
    """What may have gone wrong, as a dict of three lists of positions, each in rising order:

    "omission"         input positions whose coverage is below `low`: hardly anyone looked there
    "repetition"       input positions whose coverage is above `high`: read again and again
    "wrong_alignment"  output positions i whose first focus is not the input position expected[i]

    expected  one input position for each output word
    raises ValueError when there are not as many expected positions as lines of A
    """
    if len(A) != len(expected):
        raise ValueError("expected")
    c = coverage(A)
    return {
        "omission": [j for j, x in enumerate(c) if x < low],
        "repetition": [j for j, x in enumerate(c) if x > high],
        "wrong_alignment": [i for i, r in enumerate(A) if focus(r)[0] != expected[i]],
    }
