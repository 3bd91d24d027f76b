"""You raise an alarm also where the coverage is exactly at a bound. It says below `low` and above `high`: what is just
as much as the bound is still well read.
"""


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c <= low],
        "repetition": [j for j, c in enumerate(covered) if c >= high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }


def shows_failure_checks(answer, right, A, expected, low=0.5, high=1.5):
    """At one bound or at both: what is alarmed at beside what is right lies exactly there."""
    covered = coverage(A)
    more = {name: [j for j in answer[name] if j not in right[name]] for name in right}
    at = [(j, bound) for name, bound in (("omission", low), ("repetition", high)) for j in more[name]]
    missing = any(j not in answer[name] for name in right for j in right[name])
    return at and not more["wrong_alignment"] and not missing and all(abs(covered[j] - b) <= 1e-9 for j, b in at)
