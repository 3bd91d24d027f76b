"""A page of the lesson as one plain HTML file, which opens without a server: for reading, with its figures at work."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.model import Course, Exercise
from autograder.kinds.registry import exercises_like, kind_of
from autograder.pages.lesson import Lesson, LessonPage
from autograder.pages.page import render


def lesson_files(course: Course, lesson: Lesson) -> Mapping[str, str]:
    """File name -> text, for every page; the pages lead to each other by relative links."""
    names = [file_name(place, page) for place, page in enumerate(lesson.pages)]
    return {
        name: render(
            "autograder.pages",
            "lesson.html.j2",
            course=course,
            page=page,
            contents=list(zip(names, lesson.pages, strict=True)),
            before=names[place - 1] if place else "",
            after=names[place + 1] if place + 1 < len(names) else "",
            figures={name: lesson.figures[name] for name in page.names("figure")},
            exercises={exercise.id: exercise for exercise in course.exercises},
            commands={exercise.id: _command(course, exercise) for exercise in course.exercises},
            style=lesson.style,
        )
        for place, (name, page) in enumerate(zip(names, lesson.pages, strict=True))
    }


def _command(course: Course, exercise: Exercise) -> str:
    return kind_of(exercise).command(exercise, alone=len(exercises_like(course, exercise)) == 1)


def file_name(place: int, page: LessonPage) -> str:
    """``index.html`` for the first page, ``03-softer.html`` for ``03-softer.md``."""
    return f"{page.stem}.html" if place else "index.html"
