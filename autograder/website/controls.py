"""An exercise's controls as the page's template and script take them, by their shape."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from autograder.course.model import Course, Exercise
from autograder.kinds.controls.base import Controls, Prose
from autograder.kinds.controls.fields import Fields
from autograder.kinds.quiz.controls import Sheet
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import stub_of
from autograder.pages.lesson import rendered
from autograder.pages.quiz_page import item_keys, item_views, question_view


@dataclass(frozen=True, slots=True)
class Shown:
    """What the template shows of an exercise beside its editor, and what the script needs of it."""

    view: dict[str, Any]
    data: dict[str, Any]


def shown(course: Course, exercise: Exercise, *, self_study: bool) -> Shown:
    """Of one exercise; for self-study with the key."""
    controls = kind_of(exercise).controls(course, exercise, stub_of(course, exercise), told=self_study)
    data = {"control": controls.shape} | controls.data()
    if isinstance(controls, Sheet):
        data["keys"] = item_keys(controls.items)
    return Shown(_view(controls), data)


def _view(controls: Controls) -> dict[str, Any]:
    match controls:
        case Sheet(items=items) if items:
            return {"items": [view | {"redraws": False} for view in item_views(items)], "marked": True}
        case Sheet(questions=questions):
            return {"items": [question_view(question) for question in questions], "marked": False}
        case Fields(fields=fields, intro=intro):
            groups = itertools.groupby(fields, key=lambda field: field.group)
            return {"groups": [(name, list(members)) for name, members in groups], "intro": intro}
        case Prose(question=question):
            return {"question": rendered(question, without_title=True)}
    return {}
