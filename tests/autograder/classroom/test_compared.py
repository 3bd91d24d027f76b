"""What is kept of a class's answers until all have been read, and what becomes of it where the disk is full."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.compared import Compared
from autograder.course.manifest import load_course
from autograder.course.model import Submission, SubmittedFile, Who
from autograder.errors import GraderFault

COURSE = Path(__file__).parents[2] / "courses" / "trusting"


def test_a_submission_comes_back_as_it_was_read() -> None:
    """With the files that are compared and no others; of whom nothing was read there is nothing."""
    course = load_course(COURSE, with_solutions=True)
    answer = SubmittedFile("why.md", "Twice \ud800 as much.")
    files = {"why": answer, "doubled": SubmittedFile("doubled.py", "x = 1\n")}
    who = Who(name="Ada", id="7")
    compared = Compared(course, course.exercises)
    compared.take(Submission("ada\ud800", files, who=who, names=("ada", "Ada L.")))
    assert compared.submission("ada\ud800") == Submission(
        "ada\ud800", {"why": answer}, who=who, names=("ada", "Ada L.")
    )
    assert compared.submission("ben") == Submission("ben", {})
    compared.close()


def test_a_full_disk_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees a database's traceback; what is graded is kept, and there is something to do."""
    course = load_course(COURSE, with_solutions=True)
    compared = Compared(course, course.exercises)

    class Full:
        def add(self, name: str, text: str) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setitem(compared._found, "why", Full())
    with pytest.raises(GraderFault, match=r"database or disk is full.*make room"):
        compared.take(Submission("ada", {"why": SubmittedFile("why.md", "Twice as much.")}))
