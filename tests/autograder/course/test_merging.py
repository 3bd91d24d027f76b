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
