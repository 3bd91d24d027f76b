"""merging: what two programs changed in a third, brought together."""

from __future__ import annotations

import pytest

from autograder.course.merging import merged

BASE = """def area(a, b):
    \"\"\"Of a rectangle.\"\"\"
    if a < 0:
        raise ValueError("negative")
    size = a * b
    return size
"""


def test_changes_in_two_places_are_both_made() -> None:
    """Each program's change is in the result; documentation and the words of errors are nobody's change."""
    one = BASE.replace("a * b", "a + b").replace('"negative"', '"no"')
    other = BASE.replace("return size", "return -size").replace("Of a rectangle.", "A number.")
    text = merged(BASE, one, other)
    assert text is not None
    space: dict[str, object] = {}
    exec(text, space)
    assert space["area"](2, 3) == -5  # type: ignore[operator]
    with pytest.raises(ValueError):
        space["area"](-1, 3)  # type: ignore[operator]


def test_a_statement_may_go_while_another_changes() -> None:
    """Lines that came or went are merged as well."""
    lines = BASE.splitlines(keepends=True)
    one = "".join([*lines[:2], *lines[4:]])
    text = merged(BASE, one, BASE.replace("a * b", "a + b"))
    assert text is not None
    space: dict[str, object] = {}
    exec(text, space)
    assert space["area"](-2, 3) == 1  # type: ignore[operator]


def test_new_definitions_come_along() -> None:
    """A helper that only one of them has is in the result."""
    one = f"{BASE}\n\ndef half(x):\n    return x / 2\n"
    text = merged(BASE, one, BASE.replace("a * b", "half(a * b)"))
    assert text is not None
    space: dict[str, object] = {}
    exec(text, space)
    assert space["area"](2, 3) == 3  # type: ignore[operator]


def test_one_place_changed_in_two_ways_is_a_conflict() -> None:
    """Nobody knows what was meant."""
    assert merged(BASE, BASE.replace("a * b", "a + b"), BASE.replace("a * b", "a - b")) is None


def test_the_same_change_twice_is_one() -> None:
    """What both changed alike is no conflict."""
    one = BASE.replace("a * b", "a + b")
    assert merged(BASE, one, one) == merged(BASE, BASE, one)


def answers(base: str, one: str, other: str, *args: object) -> object:
    """What the merged program's `f` answers."""
    text = merged(base, one, other)
    assert text is not None
    space: dict[str, object] = {}
    exec(text, space)
    return space["f"](*args)  # type: ignore[operator]


SHARES = "def f(a):\n    total = sum(a)\n    return [x / total for x in a]\n"


def test_style_is_no_conflict() -> None:
    """Names within a function, and whether a thing has a name at all, are nobody's change."""
    one = "def f(a):\n    return [share / sum(a) + 1 for share in a]\n"
    other = "def f(numbers):\n    return [n / sum(numbers) for n in numbers if n > 1]\n".replace("numbers", "a")
    assert answers(SHARES, one, other, [1, 3]) == [1.75]


def test_what_is_put_around_leaves_room_for_a_change_within() -> None:
    """`round(...)` of whatever another program computes."""
    one = SHARES.replace("x / total", "round(x / total, 1)")
    assert answers(SHARES, one, SHARES.replace("x / total", "x / total / 2"), [1, 3]) == [0.1, 0.4]


def test_what_is_taken_away_leaves_room_for_a_change_within() -> None:
    """A step that one leaves out does not stand in the way of what another changes in the step before."""
    base = "def f(a):\n    return abs(sum(a) - max(a))\n"
    assert answers(base, base.replace("abs", ""), base.replace("max", "min"), [1, -3, 1]) == 2


def test_parts_in_another_order_may_change_too() -> None:
    """Who gives a pair the other way round may have one of the two wrong."""
    base = "def f(a):\n    return max(a), min(a)\n"
    assert answers(base, base.replace("max(a), min(a)", "min(a), max(a)"), base.replace("max", "sum"), [1, 3]) == (1, 4)


def test_the_same_statement_put_in_by_both_is_put_in_once() -> None:
    """Both ask first what the base leaves to a call; then each has its own change."""
    asks = "def f(a):\n    if not a:\n        raise ValueError('none')\n    return [{} for x in a]\n"
    base = "def f(a):\n    return [x for x in a]\n"
    assert answers(base, asks.format("x + 1"), asks.format("x").replace("in a]", "in a if x]"), [0, 2]) == [3]


def test_a_branch_that_both_empty_is_still_a_branch() -> None:
    """One takes the first statement of a branch away, the other the second: what is left can be run."""
    base = "def f(a):\n    if a:\n        a[0] = 5\n        a[1] = 6\n    return a\n"
    assert answers(base, base.replace("        a[0] = 5\n", ""), base.replace("        a[1] = 6\n", ""), [1, 2]) == [
        1,
        2,
    ]
