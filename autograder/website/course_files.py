"""What of the course the page holds: what students are handed out, or, for self-study, all of it."""

from __future__ import annotations

from typing import Any

from autograder.author.release import course_texts
from autograder.course.data_files import data_of
from autograder.course.model import Course, Exercise
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import stub_of

WHOLE = ("course.yaml", "solutions", "tests/visible", "tests/hidden")


def course_files(course: Course, *, self_study: bool) -> dict[str, bytes]:
    """Path below the course's root -> content. Without `self_study` nothing of it is hidden from students."""
    data = {name: path.read_bytes() for name, path in data_of(course).items()}
    if not self_study:
        return {name: text.encode() for name, text in course_texts(course).items()} | data
    files = data | {f"exercises/{one.file}": stub_of(course, one).encode() for one in course.exercises}
    for name in WHOLE:
        place = course.root / name
        found = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
        files |= {
            path.relative_to(course.root).as_posix(): path.read_bytes()
            for path in found
            if path.suffix != ".pyc" and not path.name.startswith(".")
        }
    for exercise in course.exercises:
        files |= kind_of(exercise).learned_files(course, exercise)
    return files


def exercise_data(course: Course, exercise: Exercise) -> dict[str, Any]:
    """What the page's script knows of an exercise."""
    return {
        "id": exercise.id,
        "title": exercise.title,
        "file": exercise.file,
        "points": exercise.points,
        "bonus": exercise.bonus,
        "stub": stub_of(course, exercise),
        "seconds": exercise.limits.seconds,
        "total": exercise.limits.total_seconds,
        "hints": {"": list(exercise.hints)} | {name: list(texts) for name, texts in exercise.function_hints},
    }
