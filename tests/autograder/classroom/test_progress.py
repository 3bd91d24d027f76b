"""How far a class is, in a sentence."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from autograder.classroom.run import Standing
from autograder.commands.progress import progress, sentence


@pytest.mark.parametrize(
    ("standing", "seconds", "said"),
    [
        (Standing(0, 300, 0, 0, ("ada",)), 0.0, "graded 0 of 300 · now: ada"),
        (Standing(100, 300, 40, 0, ("ada", "bob")), 10.0, "graded 100 of 300 · 4 a second · 50 s left · now: ada, bob"),
        (Standing(10, 310, 5, 1, ()), 10.0, "graded 10 of 310 · 30 a minute · 10 min left · 1 fault"),
        (Standing(300, 300, 300, 2, ()), 60.0, "graded 300 of 300 · 2 faults"),
        (Standing(1, 9, 0, 0, ("a", "b", "c", "d")), 1.0, "graded 1 of 9 · now: a, b and 2 more"),
    ],
)
def test_one_line_says_it(standing: Standing, seconds: float, said: str) -> None:
    """Done, rate, time left, who, faults; those kept from an earlier run count in no rate."""
    assert sentence(standing, seconds) == said


def test_without_a_terminal_there_are_few_lines() -> None:
    """A line every fifty students and one at the end, for a log."""
    file = io.StringIO()
    with progress(Console(file=file, width=80)) as tell:
        for done in range(121):
            tell(Standing(done, 120, done, 0, ()))
            tell(Standing(done, 120, done, 0, ("next",)))
    lines = file.getvalue().splitlines()
    assert [line.split(" · ")[0] for line in lines] == [f"graded {done} of 120" for done in (50, 100, 120)]


def test_in_a_terminal_control_characters_of_a_name_do_nothing() -> None:
    """A name is shown as text."""
    assert "\x1b" not in sentence(Standing(0, 1, 0, 0, ("\x1b[2Jada",)), 0.0)
