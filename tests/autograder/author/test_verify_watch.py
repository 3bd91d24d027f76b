"""verify --watch: its logic step by step, and the real thing in a terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pexpect
import pytest

from autograder.author.watching import (
    Doing,
    Examine,
    Examined,
    Found,
    Saved,
    Watching,
    begin,
    changed,
    found_in,
    step,
)
from autograder.commands.verify_watch import marks_of, screen

GOOD, BAD = Found(figures="3 checks"), Found(("median: wrong",))


def test_it_begins_with_an_exam() -> None:
    """The exercise is examined first of all."""
    assert begin(Watching("median")) == (Watching("median", running=True), (Examine(),))


def test_a_save_begins_anew() -> None:
    """Whatever runs is dropped; what was found before stays on the screen meanwhile."""
    state, effects = step(Watching("median", found=BAD, running=True, doing="x"), Saved("solutions/median.py"))
    assert effects == (Examine(),)
    assert (state.found, state.running, state.doing, state.saved) == (BAD, True, "", "solutions/median.py")


def test_an_exam_that_ends_is_shown() -> None:
    """It takes the place of the one before, and nothing runs until the next save."""
    state, effects = step(Watching("median", found=BAD, running=True), Examined(GOOD))
    assert (state.found, state.running, effects) == (GOOD, False, ())
    assert step(state, Doing("late"))[0] == state


def test_what_is_done_is_told() -> None:
    """The file that is being loaded stands on the screen: one that hangs is seen while it hangs."""
    state, _ = step(begin(Watching("median"))[0], Doing("solutions/mistakes/median/slow.py"))
    from rich.console import Console

    console = Console(width=120)
    with console.capture() as shown:
        console.print(screen(state))
    assert "examining: solutions/mistakes/median/slow.py ..." in shown.get()


def test_a_file_is_saved_added_or_taken_away() -> None:
    """Each is a change; nothing else is."""
    assert changed({"a": (1, 1)}, {"a": (2, 1)}) == "a"
    assert changed({}, {"b": (1, 1)}) == "b"
    assert changed({"c": (1, 1)}, {}) == "c"
    assert changed({"c": (1, 1)}, {"c": (1, 1)}) is None


def test_warnings_fail_nothing() -> None:
    """A wish, and all that is said of a draft, is a warning."""
    rows = [{"exercise": "a", "what": "one", "wish": True}, {"exercise": "d", "what": "two", "wish": False}]
    data = {"problems": rows, "exercises": [], "drafts": ["d"]}
    assert found_in(data) == Found((), ("a: one", "d: two"))
    assert found_in(data | {"drafts": []}).problems == ("d: two",)


def test_a_data_file_is_a_file_of_the_course(measuring: Path) -> None:
    """A table that a stub reads is watched as the stub is, whichever folder it lies in and whatever its size stays."""
    table = measuring / "exercises" / "data" / "houses.csv"
    table.parent.mkdir()
    table.write_text("a\n1\n")
    before = marks_of(measuring)
    assert changed(before, marks_of(measuring)) is None
    table.write_text("a\n2\n")
    os.utime(table, ns=(1, 1))
    assert changed(before, marks_of(measuring)) == "exercises/data/houses.csv"
    table.unlink()
    assert changed(before, marks_of(measuring)) == "exercises/data/houses.csv"


def heard() -> None:
    """Who starts the tests in the background may have told them not to hear Ctrl-C; a terminal's programs do."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
def test_in_a_terminal(measuring: Path) -> None:
    """It passes, is broken by a save, mended by the next, and ends on Ctrl-C; a hurried second save is no harm."""
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    solution = measuring / "solutions" / "median.py"
    right = solution.read_text(encoding="utf-8")
    words = ["-P", "-m", "autograder.cli", "verify", "--watch", "median", "--course", str(measuring)]
    child = pexpect.spawn(
        sys.executable,
        words,
        env={**os.environ, "TERM": "xterm"},
        dimensions=(40, 160),
        encoding="utf-8",
        timeout=180,
        preexec_fn=heard,
    )
    try:
        child.expect_exact("It passes its exam.")
        solution.write_text("def median(values):\n    return 1 /\n", encoding="utf-8")
        child.expect_exact("solutions/median.py was saved")
        solution.write_text("def median(values:\n", encoding="utf-8")
        child.expect_exact("this is not valid Python")
        solution.write_text(right, encoding="utf-8")
        child.expect_exact("It passes its exam.")
        child.sendintr()
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    finally:
        child.close(force=True)
