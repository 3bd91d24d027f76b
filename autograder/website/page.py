"""index.html, which holds the whole lesson, and the scripts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files as package
from urllib.parse import urlsplit

from autograder.course.model import Course
from autograder.pages.lesson import Block, Lesson
from autograder.pages.page import embed, render
from autograder.website.controls import shown
from autograder.website.course_files import exercise_data
from autograder.website.distribution import Distribution
from autograder.website.libraries import Needs

SCRIPTS = (
    *("store.js", "zip.js", "colours.js", "editor.js", "python.js", "result.js", "yaml.js", "controls.js", "site.js"),
    "handin.js",
)
SHARED = ("marking.js", "quiz.js")
"""Those of the quiz's own page."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page as the reader meets it: `text` beside the exercises that are placed on it."""

    slug: str
    title: str
    blocks: tuple[Block, ...]
    exercises: tuple[str, ...]


def steps(course: Course, lesson: Lesson | None) -> list[Step]:
    """The lesson's pages, then a page for each exercise that is placed on none."""
    pages = lesson.pages if lesson else ()
    made = [Step(page.slug, page.title, page.blocks, page.names("exercise")) for page in pages]
    placed = {name for step in made for name in step.exercises}
    made += [
        Step(f"exercise-page-{one.id}", one.title, (), (one.id,)) for one in course.exercises if one.id not in placed
    ]
    return made


def index(
    course: Course,
    lesson: Lesson | None,
    python: Distribution,
    needs: Mapping[str, Needs],
    version: str,
    *,
    self_study: bool,
) -> str:
    """The page's text."""
    figures = lesson.figures if lesson else {}
    controls = {one.id: shown(course, one, self_study=self_study) for one in course.exercises}
    exercises = {
        one.id: exercise_data(course, one) | libraries_data(needs[one.id]) | controls[one.id].data
        for one in course.exercises
    }
    data = {
        "course": course.name,
        "title": course.title,
        "version": version,
        "selfStudy": self_study,
        "python": python.address,
        "files": python.files,
        "exercises": list(exercises.values()),
        "figures": {function: one.name for one in reversed(list(figures.values())) for function in one.functions},
    }
    return render(
        "autograder.website",
        "index.html.j2",
        course=course,
        steps=steps(course, lesson),
        figures=figures,
        style=lesson.style if lesson else "",
        exercises=exercises,
        self_study=self_study,
        views={name: one.view for name, one in controls.items()},
        data=embed(data),
        origin=_origin(python.address),
        scripts=(*SHARED, *SCRIPTS),
    )


def libraries_data(needs: Needs) -> dict[str, list[str]]:
    """What the page's script knows of them."""
    return {"needs": [one.package for one in needs.libraries], "lacks": list(needs.lacking)}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def scripts(lesson: Lesson | None) -> dict[str, str]:
    """Every other file of text: the page's scripts and those of the figures."""
    folder = package("autograder.website") / "templates"
    made = {f"app/{name}": (folder / name).read_text(encoding="utf-8") for name in (*SCRIPTS, "worker.js")}
    pages = package("autograder.pages") / "templates"
    made |= {f"app/{name}": (pages / name).read_text(encoding="utf-8") for name in SHARED}
    made["sw.js"] = (folder / "sw.js").read_text(encoding="utf-8")
    made |= {f"figures/{one.name}.js": one.script for one in (lesson.figures.values() if lesson else ()) if one.script}
    return made
