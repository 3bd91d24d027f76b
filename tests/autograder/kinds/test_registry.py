"""A kind of exercise is one package and one line in the registry: a tiny further kind, made here."""

from __future__ import annotations

import ast
import json
import re
import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from autograder.author.release import release
from autograder.author.verify import examine
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Check, CheckResult, Course, Exercise, ExerciseResult, Submission, SubmittedFile
from autograder.course.registry import KINDS, Registered
from autograder.kinds.base import Kind
from autograder.kinds.controls.base import Controls
from autograder.kinds.controls.fields import Fields
from autograder.kinds.registry import kind_named
from autograder.kinds.stubs import stub_changes
from autograder.nbgrader.build import build
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host
from autograder.student.check import Study
from autograder.website.build import build as build_site
from autograder.website.distribution import Distribution


class EchoGrader:
    """Full points for the solution's words."""

    def __init__(self, wanted: str, exercise: Exercise) -> None:
        self.broken: dict[str, str] = {}
        self._wanted = wanted
        self._exercise = exercise

    def grade(self, file: SubmittedFile | None, host: Host, student: str | None) -> ExerciseResult:
        text = "" if file is None else (file.text or "").strip()
        points = self._exercise.points
        right = text == self._wanted
        row = CheckResult("echo/words", "The words are there.", False, "passed" if right else "failed", right, 1.0)
        status = "missing" if file is None else "graded" if text else "not_started"
        return ExerciseResult(self._exercise.id, "echo", points * right, points, status, "", (row,))


class Echo(Kind):
    """Words to be repeated."""

    name = "echo"

    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> EchoGrader:
        return EchoGrader(course.solution(exercise).read_text().strip(), exercise)

    def stub(self, course: Course, exercise: Exercise) -> str | None:
        return "\n"

    def visible_problems(self, exercise: Exercise, text: str) -> list[str]:
        return [] if any(map(str.isalpha, text)) else [f"{exercise.file}: there are no words yet."]

    def controls(self, course: Course, exercise: Exercise, stub: str, *, told: bool = False) -> Controls:
        return Fields("# Say it again.\nwords: <what you heard>\n")


class Silent(Echo):
    """It says nothing of a page."""

    name = "silent"

    def controls(self, course: Course, exercise: Exercise, stub: str, *, told: bool = False) -> Controls:
        return Kind.controls(self, course, exercise, stub, told=told)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    kind_named.cache_clear()
    package = types.ModuleType("echo_kind")
    package.__dict__["KIND"] = Echo()
    monkeypatch.setitem(sys.modules, "echo_kind", package)
    monkeypatch.setitem(KINDS, "echo", Registered((".txt",), "echo_kind"))
    for room, text in (("exercises", "\n"), ("solutions", "hear hear\n")):
        (tmp_path / room).mkdir()
        (tmp_path / room / "call.txt").write_text(text)
    manifest = "version: 1\nname: echo\nexercises:\n  - {id: call, kind: echo, file: call.txt, points: 2}\n"
    (tmp_path / "course.yaml").write_text(manifest)
    return load_course(tmp_path, with_solutions=True)


def test_it_is_graded(course: Course) -> None:
    """A further kind gives results like every other."""
    file = SubmittedFile("call.txt", "hear hear")
    result = Grader(course).grade(Submission("ada", {"call": file}), LocalHost(), "none")
    assert (result.score, result.exercises[0].kind) == (2.0, "echo")


def test_it_passes_the_exam_and_is_handed_out(course: Course, tmp_path: Path) -> None:
    """Stub, exam and release know it."""
    assert stub_changes(course) == {}
    grader = Grader(course)
    (exam,) = examine(grader, lambda submission: grader.grade(submission, LocalHost(), "none"))
    assert exam.problems == ()
    assert Path("exercises/call.txt") in release(course, tmp_path / "handout")


def test_a_student_hears_what_is_missing(course: Course) -> None:
    """In a folder without solutions the kind itself says what can be seen."""
    course.solution(course.exercise("call")).unlink()
    course.stub(course.exercise("call")).write_text("...\n")
    assert "no words yet" in Study(course).check()[0].exercises[0].message


def test_it_becomes_a_notebook(course: Course, tmp_path: Path) -> None:
    """nbgrader gets it as prose that is marked as a whole."""
    (notebook,) = build(Grader(course), tmp_path / "nbgrader")
    assert "hear hear" in notebook.read_text()


def test_its_controls_are_in_the_page(course: Course, tmp_path: Path) -> None:
    """The site shows the shape that the kind chose, with what the kind says of it, and its script gets the parts."""
    build_site(course, tmp_path / "site", Distribution("pyodide/", ()))
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 'data-field="words"' in page
    assert "what you heard" in page
    assert "Say it again." in page
    assert data_of_page(page)["control"] == "fields"
    assert [part["name"] for part in data_of_page(page)["parts"] if isinstance(part, dict)] == ["words"]


def test_without_controls_its_text_is_edited(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that says nothing of a page has the plain editor."""
    monkeypatch.setattr(sys.modules["echo_kind"], "KIND", Silent())
    kind_named.cache_clear()
    build_site(course, tmp_path / "site", Distribution("pyodide/", ()))
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert data_of_page(page)["control"] == "text"
    assert '<div class="editor">' in page


def data_of_page(page: str) -> dict[str, Any]:
    """What the page's script knows of the one exercise."""
    (found,) = re.findall(r'<script type="application/json" id="settings">(.*?)</script>', page)
    (exercise,) = json.loads(found)["exercises"]
    return dict(exercise)


def test_the_page_asks_for_no_kind_by_name(repository: Path) -> None:
    """Template and scripts know shapes of controls, no kinds."""
    asked = re.compile(r"(exercise|one)\.kind\b|^const EDITORS = .*\b(code|quiz|form|written):", re.MULTILINE)
    files = [
        path for path in (repository / "autograder" / "website").rglob("*") if path.suffix in (".py", ".js", ".j2")
    ]
    assert len(files) > 15
    assert [path.name for path in files if asked.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_else_asks_for_a_kind_by_name(repository: Path) -> None:
    """`exercise.kind` is compared in the registry of kinds and nowhere else."""
    found = set()
    for path in (repository / "autograder").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and re.search(r"\bexercise\.kind\b", ast.unparse(node)):
                found.add(path.relative_to(repository / "autograder").as_posix())
    assert found == {"kinds/registry.py"}
