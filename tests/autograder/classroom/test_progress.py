"""How far a class is, in a sentence."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

from autograder.classroom.told import Standing
from autograder.commands import progress as module
from autograder.commands.progress import progress, sentence


@pytest.mark.parametrize(
    ("standing", "seconds", "said"),
    [
        (Standing(0, 300, 0, 0, ("ada",)), 0.0, "graded 0 of 300 · now: ada"),
        (Standing(100, 300, 40, 0, ("ada", "bob")), 10.0, "graded 100 of 300 · 4 a second · 50 s left · now: ada, bob"),
        (Standing(10, 310, 5, 1, ()), 10.0, "graded 10 of 310 · 30 a minute · 10 min left · 1 fault"),
        (Standing(1000, 9000, 1000, 0, ()), 8.0, "graded 1000 of 9000 · 125 a second · 64 s left"),
        (Standing(1, 77, 1, 0, ("b", "c")), 60.0, "graded 1 of 77 · 1 a minute · now: b, c"),
        (Standing(0, 9, 0, 0, ("ada",), 0), 1.0, "graded 0 of 9 · waiting for a worker"),
        (Standing(300, 300, 300, 2, ()), 60.0, "graded 300 of 300 · 2 faults"),
        (Standing(1, 9, 0, 0, ("a", "b", "c", "d")), 1.0, "graded 1 of 9 · now: a, b and 2 more"),
        (Standing(1, 9, 0, 3, ("a" * 30,), 2), 1.0, f"graded 1 of 9 · 2 workers · 3 faults · now: {'a' * 23}…"),
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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What time it is, in seconds; the last one counts."""
    times = [1000.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: times[-1]))
    return times


def test_without_a_terminal_slow_students_are_told_of_too(clock: list[float]) -> None:
    """A line a minute at least while results come, and their rate is that since the first was begun."""
    file = io.StringIO()
    with progress(Console(file=file, width=80)) as tell:
        clock.append(2000.0)  # the course took that long
        for done in range(4):
            tell(Standing(done, 9, done, 0, ()))
            clock.append(clock[-1] + 40)
    assert file.getvalue() == "graded 2 of 9 · 1.5 a minute · 5 min left\n"


def test_in_a_terminal_something_is_said_at_once(clock: list[float]) -> None:
    """Making a course ready takes a while; faults are seen in a narrow terminal; nothing of it stays."""
    file = io.StringIO()
    console = Console(file=file, width=40, force_terminal=True, color_system=None)
    with progress(console) as tell:
        assert "getting the course ready" in file.getvalue()
        clock.append(1001.0)
        tell(Standing(5, 9, 5, 2, ("somebody with a long name", "another one with a longer name")))
        assert "2 faults" in file.getvalue()
    assert file.getvalue().endswith("\x1b[2K")


def test_in_a_terminal_one_sees_who_is_being_graded(clock: list[float]) -> None:
    """With one job too, where each student is written just before the next is begun."""
    file = io.StringIO()
    with progress(Console(file=file, width=60, force_terminal=True, color_system=None)) as tell:
        for done, name in enumerate(("ada", "bob")):
            tell(Standing(done, 3, done, 0, (name,)))
            clock.append(clock[-1] + 5)
            tell(Standing(done + 1, 3, done + 1, 0, ()))
    assert "now: bob" in file.getvalue()


def test_in_a_terminal_those_who_are_kept_are_counted_too(clock: list[float]) -> None:
    """A class that need not be graded moves on all the same, and at the end it says what takes the time then."""
    file = io.StringIO()
    with progress(Console(file=file, width=80, force_terminal=True)) as tell:
        for done in range(1, 4):
            clock.append(clock[-1] + 1)
            tell(Standing(done, 3, 0, 0, ()))
    for said in ("graded 1 of 3", "graded 2 of 3", "graded 3 of 3 \u00b7 writing the gradebook"):
        assert said in file.getvalue()


def test_in_a_terminal_the_name_does_not_flicker(clock: list[float]) -> None:
    """Between one student who was written and the next who is begun nothing is shown."""
    file = io.StringIO()
    with progress(Console(file=file, width=80, force_terminal=True)) as tell:
        for done in range(3):
            clock.append(clock[-1] + 1)
            tell(Standing(done, 9, done, 0, ("ada",)))
            clock.append(clock[-1] + 1)
            tell(Standing(done + 1, 9, done + 1, 0, ()))
    lines = [line for line in file.getvalue().split("\x1b[2K") if "graded" in line]
    assert len(lines) >= 3
    assert all("now: ada" in line for line in lines)
