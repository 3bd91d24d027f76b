"""A file of results to look things up in: the same as all of it in memory, and a line that is no result is named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.lines import to_line
from autograder.classroom.resultfile import ResultFile
from autograder.course.model import CheckResult, ExerciseResult, StudentResult
from autograder.errors import UserError


def result(student: str, score: float = 1.0) -> StudentResult:
    check = CheckResult("hidden/test_f.py::test_a", "A", False, "passed", score, 1.0, "é " * 9)
    exercise = ExerciseResult("f", "code", score, 1.0, "graded", "", (check,))
    return StudentResult("c", student, score, 1.0, False, "none", (exercise,))


def write(path: Path, results: list[StudentResult]) -> Path:
    path.write_text("".join(f"{to_line(one)}\n" for one in results), encoding="ascii")
    return path


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9)


@given(st.lists(names, unique=True, max_size=9), st.booleans())
def test_it_reads_like_a_list(tmp_path_factory: pytest.TempPathFactory, students: list[str], zipped: bool) -> None:
    """In order, by place, by slice and by student, packed by whatever made one gzip member of it a line or not."""
    results = [result(student, number / 9) for number, student in enumerate(students)]
    path = write(tmp_path_factory.mktemp("file") / "results.jsonl", results)
    if zipped:
        lines = path.read_bytes().splitlines(keepends=True)
        path.with_name("results.jsonl.gz").write_bytes(b"".join(gzip.compress(line) for line in lines))
        path.unlink()
    found = ResultFile(path)
    assert list(found) == results
    assert len(found) == len(results)
    assert found[1:3] == results[1:3]
    assert [found(student) for student in reversed(students)] == results[::-1]
    assert list(found.starts) == students
    if results:
        assert found[-1] == results[-1]


def test_of_a_student_who_stands_there_twice_the_last_line_counts(tmp_path: Path) -> None:
    """As after a run that was broken off: nobody is in a report twice, or counted so."""
    ada, bob, again = result("ada", 0.0), result("bob", 0.5), result("ada", 1.0)
    found = ResultFile(write(tmp_path / "results.jsonl", [ada, bob, again]))
    assert list(found) == [found[0], found[1]] == [bob, again]
    assert len(found) == 2
    assert found("ada") == again


def test_nobody_of_that_name(tmp_path: Path) -> None:
    """Who is not there is not found, and not taken for another."""
    found = ResultFile(write(tmp_path / "results.jsonl", [result("ada")]))
    with pytest.raises(KeyError):
        found("bob")
    with pytest.raises(IndexError):
        found[1]


@pytest.mark.parametrize("line", ["", "{", "[]", '{"schema": "other", "student": "x"}', '{"student": "x"}', "no"])
def test_a_line_that_is_no_result_is_named(tmp_path: Path, line: str) -> None:
    """Before anything is done with the others, with its number and what to do."""
    path = write(tmp_path / "results.jsonl", [result("ada"), result("bob")])
    path.write_text(path.read_text(encoding="ascii") + line + "\n", encoding="ascii")
    with pytest.raises(UserError, match=r"results\.jsonl:3: cannot be read as results: .* keeps what is whole, "):
        ResultFile(path, "Grade first.")


@pytest.mark.parametrize("whole", [False, True])
def test_a_line_without_a_part_is_named_when_it_is_read(tmp_path: Path, whole: bool) -> None:
    """Only the heads are read at first; what lacks further back is said with its line when somebody asks for it."""
    path = write(tmp_path / "results.jsonl", [result("ada"), result("bob")])
    first, second = path.read_text(encoding="ascii").splitlines()
    data = json.loads(second)
    del data["exercises"][0]["checks"][0]["outcome"]
    path.write_text(f"{first}\n{json.dumps(data)}\n", encoding="ascii")
    found = ResultFile(path)
    assert found("ada") == result("ada")
    with pytest.raises(UserError, match=r"results\.jsonl:2: "):
        list(found) if whole else found("bob")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is named, without a traceback."""
    with pytest.raises(UserError, match=r"results\.jsonl: cannot be read"):
        ResultFile(tmp_path / "results.jsonl")
