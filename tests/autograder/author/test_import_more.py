"""Six further notebooks of both graders: what must come of each was written down before it was imported."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("nbformat", reason="notebooks are read with nbgrader's packages")
pytest.importorskip("pandas")
pytest.importorskip("matplotlib")

from autograder.author.importing.course import import_course
from autograder.author.importing.nbgrader import read_nbgrader
from autograder.author.importing.otter import read_otter
from autograder.course.manifest import load_course
from tests.autograder.author.more_notebooks import MORE, WEATHER
from tests.autograder.author.notebooks import Example
from tests.autograder.author.test_import_notebooks import Made


@pytest.mark.parametrize("example", MORE, ids=lambda example: f"{example.grader}-{example.name}")
def test_right_and_wrong_get_what_they_are_due(example: Example, tmp_path: Path) -> None:
    """Points, a right and each wrong program, what is a person's work, and what is marked by one."""
    (tmp_path / "weather.csv").write_text(WEATHER)
    read = read_otter if example.grader == "otter" else read_nbgrader
    result = import_course([read(example.save(tmp_path))], tmp_path / "course")
    made = Made(example, tmp_path / "course", result.todos)
    course = load_course(made.root)
    assert course.exercise(example.name).points == pytest.approx(example.points)
    assert made.score(made.solution) == pytest.approx(example.points)
    for what, (right, wrong, points) in example.wrong.items():
        assert right in made.solution, what
        assert made.score(made.solution.replace(right, wrong)) == pytest.approx(points, abs=0.01), what
    work = [todo for todo in result.todos if not todo.note]
    assert [todo.cell for todo in work] == [cell for cell, _ in example.todos], work
    assert all(why in todo.what for todo, (_, why) in zip(work, example.todos, strict=True))
    assert {one.id: one.points for one in course.exercises if one.kind == "written"} == example.written
