"""The lists and folders of a course that nothing in course.yaml names: what is wrong in them is said, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.author.check_lint import lint_course
from autograder.author.cross import known_unnamed
from autograder.author.mutants import known_equivalent
from autograder.author.new import new_course
from autograder.course.manifest import load_course

BOTH = [
    ("unnamed.yaml", "{mistake: first_and_last, where: the reference, why: alike}"),
    ("equivalent_mutants.yaml", "{mutant: a -> b, why: the same}"),
]


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    new_course(tmp_path / "lab", ["code", "written"])
    return tmp_path / "lab"


def told(lab: Path) -> list[str]:
    return lint_course(load_course(lab))


@pytest.mark.parametrize(("file", "row"), BOTH, ids=["unnamed", "equivalent"])
@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("- {row}\n", 1, "here must stand exercises, each with its list of rows"),
        ("spread\n", 1, "here must stand exercises"),
        ("why_not_range:\n  - {row}\nspred:\n  - {row}\n", 3, "there is no exercise 'spred'"),
        ("spread: {row}\n", 1, "here must stand a list of rows"),
        ("spread:\n  - {row}\n  - nothing\n", 3, "a row holds `"),
        ("spread:\n  - {row}\n  - {{why: alike}}\n", 3, "a row holds `"),
        ("1: [{row}]\n", 1, "must be text"),
    ],
    ids=["rows", "a word", "no exercise", "no list", "no row", "half a row", "a number"],
)
def test_what_is_no_such_list_is_said(lab: Path, file: str, row: str, text: str, line: int, says: str) -> None:
    """Never a traceback, and no row is passed over: each is named with file and line."""
    (lab / "solutions" / file).write_text(text.format(row=row), encoding="utf-8")
    (said,) = told(lab)
    assert said.startswith(f"{lab}/solutions/{file}:{line}: ")
    assert says in said


@pytest.mark.parametrize(("file", "row"), BOTH, ids=["unnamed", "equivalent"])
@pytest.mark.parametrize("text", ["", "spread:\n  - {row}\n"], ids=["empty", "whole"])
def test_a_list_as_the_guide_has_it_is_read(lab: Path, file: str, row: str, text: str) -> None:
    """A map of exercises, each with its rows; an empty file lists nothing."""
    (lab / "solutions" / file).write_text(text.format(row=row), encoding="utf-8")
    course = load_course(lab)
    assert told(lab) == []
    assert len(known_unnamed(course, course.exercise("spread"))) + len(known_equivalent(course)) == (1 if text else 0)
    assert known_unnamed(course, course.exercise("why_not_range")) == {}


@pytest.mark.parametrize(
    ("folder", "meant"),
    [
        ("solutions/acepted", "solutions/accepted"),
        ("solutions/Mistakes", "solutions/mistakes"),
        ("solutions/rubric", "solutions/rubrics"),
        ("tests/hiden", "tests/hidden"),
    ],
)
def test_a_folder_with_nearly_the_name_of_one_that_is_read_is_named(lab: Path, folder: str, meant: str) -> None:
    """All that lies in it would be without effect, unseen."""
    (lab / folder).mkdir()
    (lab / "solutions" / "figures").mkdir()  # an author may keep other things there
    assert told(lab) == [f"{folder} is read by nobody; did you mean {meant}?"]


@pytest.mark.parametrize("kind", ["mistakes", "accepted"])
def test_a_folder_of_no_exercise_is_named(lab: Path, kind: str) -> None:
    """What lies under a misspelt id would be without effect, unseen."""
    folder = lab / "solutions" / kind / "spred"
    folder.mkdir(parents=True)
    assert told(lab) == []
    (folder / "mine.py").write_text('"""Mine."""\n', encoding="utf-8")
    (said,) = told(lab)
    assert said.startswith(f"solutions/{kind}/spred belongs to no exercise")
    assert said.endswith("did you mean spread?")
