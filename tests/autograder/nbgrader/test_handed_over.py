"""Every example of what a check can hand over and get back: at home, in class under strict, and in nbgrader."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from nbgrader.api import Gradebook

pytest.importorskip("pandas")
pytest.importorskip("matplotlib")

_spec = importlib.util.spec_from_file_location("handed_over_table", Path(__file__).with_name("handed_over.py"))
assert _spec is not None
assert _spec.loader is not None
_table = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = _table
_spec.loader.exec_module(_table)
NAMES = [example.name for example in _table.EXAMPLES]
STUDENTS = ("right", "wrong")
PASSED = {"right": True, "wrong": False}


@pytest.fixture(scope="module")
def at_home(handed_over, python, tmp_path_factory):
    """Student -> example -> whether pytest passes it in the handed-out folder."""
    found = {}
    for student in STUDENTS:
        folder = tmp_path_factory.mktemp("home") / student
        shutil.copytree(handed_over / "handout", folder)
        shutil.copy(handed_over / "class" / student / "examples.py", folder / "exercises")
        report = folder / "report.xml"
        words = (
            "-m",
            "pytest",
            "-p",
            "autograder.student.pytest.plugin",
            "-p",
            "no:cacheprovider",
            "-q",
            "-o",
            "required_plugins=",
        )
        said = python(*words, f"--junitxml={report}", cwd=folder)
        assert report.is_file(), said.stdout + said.stderr
        cases = ElementTree.parse(report).iter("testcase")
        found[student] = {case.get("name").removeprefix("test_"): len(case) == 0 for case in cases}
    return found


@pytest.fixture(scope="module")
def in_class(handed_over):
    """The same of `autograder grade`, whose wall has to be the strict one."""
    rows = map(json.loads, (handed_over / "graded" / "results.jsonl").read_text().splitlines())
    found = {}
    for row in rows:
        assert row["isolation"] == "strict" or sys.platform != "linux"
        checks = row["exercises"][0]["checks"]
        found[row["student"]] = {_name(check["id"]): check["outcome"] == "passed" for check in checks}
    return found


def _name(check: str) -> str:
    return check.rpartition("::test_")[2]


def points_in_class(handed_over):
    """Student -> example -> its points by `autograder grade`."""
    rows = map(json.loads, (handed_over / "graded" / "results.jsonl").read_text().splitlines())
    return {
        row["student"]: {_name(check["id"]): check["score"] for check in row["exercises"][0]["checks"]} for row in rows
    }


def points_under_nbgrader(course):
    """The same of the cells in nbgrader's gradebook."""
    cells = {cell.grade_id: _name(cell.check) for cell in course.desk.sheets["examples"].cells if cell.check}
    found = {}
    for student in STUDENTS:
        with Gradebook(course.url, course.assignment) as book:
            notebook = book.find_submission_notebook("examples", course.assignment, student)
            found[student] = {cells[grade.name]: grade.score for grade in notebook.grades if grade.name in cells}
    return found


def under_nbgrader(course):
    """Student -> example -> whether the cell has points."""
    rows = points_under_nbgrader(course).items()
    return {student: {name: points > 0 for name, points in row.items()} for student, row in rows}


@pytest.mark.parametrize("name", NAMES)
def test_each_example_works_at_home_and_in_class(name, at_home, in_class):
    """Right work passes and wrong work fails, in the student's pytest and behind the wall."""
    places = {"at home": at_home, "in class": in_class}
    found = {place: {student: rows[student].get(name) for student in STUDENTS} for place, rows in places.items()}
    assert found == dict.fromkeys(places, PASSED)


@pytest.mark.whole
@pytest.mark.parametrize("name", NAMES)
def test_each_example_works_in_nbgrader_with_us(name, handed_notebooks):
    """There too right work passes and wrong work fails."""
    found = under_nbgrader(handed_notebooks)
    assert {student: found[student].get(name) for student in STUDENTS} == PASSED


@pytest.mark.whole
@pytest.mark.parametrize("name", NAMES)
def test_each_example_works_in_nbgraders_own_kernel(name, handed_plain):
    """There too right work passes and wrong work fails."""
    found = under_nbgrader(handed_plain)
    assert {student: found[student].get(name) for student in STUDENTS} == PASSED


@pytest.mark.whole
@pytest.mark.parametrize("graded", ["handed_notebooks", "handed_plain"])
def test_nbgrader_gives_each_example_the_points_that_class_gives(graded, handed_over, request):
    """Through the wall and in a kernel alike, to a student who is right and to one who is wrong."""
    in_class, there = points_in_class(handed_over), points_under_nbgrader(request.getfixturevalue(graded))
    share = {name: points / sum(in_class["right"].values()) for name, points in in_class["right"].items()}
    whole = sum(there["right"].values())
    assert there["right"] == pytest.approx({name: whole * part for name, part in share.items()})
    assert there["wrong"] == in_class["wrong"] == dict.fromkeys(NAMES, 0.0)
