"""course.yaml to a Course. Every mistake is named with its file, its line and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.course.data_files import joined, read_data, require_apart, require_data
from autograder.course.fields import Fields
from autograder.course.model import (
    Course,
    DataFile,
    Exam,
    Exercise,
    Feedback,
    LatePolicy,
    Limits,
    Tolerance,
    WrittenPolicy,
)
from autograder.course.policies import read_curve, read_drop_lowest
from autograder.course.registry import KINDS
from autograder.course.solutions import read_source
from autograder.course.when import parse_when
from autograder.course.yamlfile import Document, Place, read_yaml
from autograder.distribution import distribution_name
from autograder.errors import CourseError

MANIFEST = "course.yaml"
VERSION = 1
GENERAL = ("", "general")
"""Under these names stand the hints for a whole exercise, beside those for its functions."""
_COURSE_KEYS = (
    *("version", "name", "title", "seed", "tolerance", "limits", "allowed_imports"),
    *("data", "due", "late", "drop_lowest", "curve", "hidden_feedback", "written", "python", "exercises"),
)
_EXERCISE_KEYS = (
    *("id", "title", "kind", "file", "points", "lesson", "hints"),
    *("tolerance", "limits", "allowed_imports", "bonus", "data", "given", "draft", "exam"),
)


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds course.yaml, or None."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / MANIFEST).is_file()), None)


def load_course(
    root: Path,
    *,
    with_solutions: bool = False,
    require_stubs: bool = True,
    require_data_files: bool = False,
    only: Sequence[str] = (),
) -> Course:
    """Reads and validates the course at `root`; with `with_solutions`, each exercise's reference must be there too.

    Stubs bring data files along, which may be asked for without them.
    Files are asked for of the exercises in `only`, of all where it is empty, and of no draft. Raises CourseError with
    file and line.
    """
    path = root / MANIFEST
    if not path.exists():
        raise CourseError("there is no course.yaml.", where=root, fix="Give the course's folder.")
    document = read_yaml(read_source(path), path)
    course = _Reader(document, root).course()
    _require_files(course, document, require_stubs, with_solutions, require_data_files, only)
    return course


def with_drafts(course: Course) -> Course:
    """The course as its author sees it: drafts are exercises like all others, and come last."""
    return replace(course, exercises=course.exercises + course.drafts, drafts=())


def chosen(course: Course, only: Sequence[str]) -> tuple[Exercise, ...]:
    """The exercises with these ids, in the course's order; all where none is named. CourseError for an unknown id."""
    ids = [exercise.id for exercise in course.exercises]
    for name in only:
        if name in [draft.id for draft in course.drafts]:
            what = f"exercise {name!r} is a draft."
            raise CourseError(what, course.root / MANIFEST, fix="Take `draft: true` away once it is ready.")
        if name not in ids:
            raise CourseError(f"there is no exercise {name!r}.", fix=f"Exercises: {', '.join(ids)}.")
    return tuple(exercise for exercise in course.exercises if not only or exercise.id in only)


def _require_files(
    course: Course, document: Document, stubs: bool, solutions: bool, data: bool, only: Sequence[str]
) -> None:
    rows = [row["id"] for row in document.data["exercises"]]
    for exercise in course.exercises:
        if only and exercise.id not in only:
            continue
        index = rows.index(exercise.id)
        wanted = [course.stub(exercise)] * stubs + [course.solution(exercise)] * solutions
        for file in wanted:
            if not file.is_file():
                name = file.relative_to(course.root)
                place = ("exercises", index, "file")
                raise document.error(f"exercise {exercise.id!r} needs {name}, which is not there.", place)
        if stubs or data:
            require_data(document, index, exercise)


class _Reader:
    """Walks one manifest, part by part, and builds the Course, or raises at the first part that is wrong."""

    def __init__(self, document: Document, root: Path) -> None:
        self.document = document
        self.read = Fields(document)
        self.root = root

    def course(self) -> Course:
        data = self.read.mapping((), self.document.data)
        self._version(data)
        self.read.known_keys((), data, _COURSE_KEYS)
        name = self.read.text(("name",), self.read.need((), data, "name"))
        tolerance = self._tolerance(("tolerance",), data.get("tolerance"), Tolerance())
        limits = self._limits(("limits",), data.get("limits"), Limits())
        allowed = self._allowed((), data, None)
        rows = self.read.rows(("exercises",), self.read.need((), data, "exercises"))
        if not rows:
            raise self.document.error("the course has no exercises.", ("exercises",), "Add one.")
        data_files = read_data(self.read, self.root, ("data",), data.get("data", []))
        defaults = (tolerance, limits, allowed, data_files)
        exercises = tuple(self._exercise(("exercises", i), row, *defaults) for i, row in enumerate(rows))
        self._unique("id", [exercise.id for exercise in exercises])
        self._unique("file", [exercise.file.casefold() for exercise in exercises])
        require_apart(self.document, exercises)
        return Course(
            root=self.root,
            name=name,
            title=self.read.text(("title",), data.get("title", name)),
            exercises=tuple(exercise for exercise in exercises if not exercise.draft),
            drafts=tuple(exercise for exercise in exercises if exercise.draft),
            seed=self.read.whole(("seed",), data.get("seed", 0)),
            hidden_feedback=self.read.choice(("hidden_feedback",), data.get("hidden_feedback", "diagnosis"), Feedback),
            written=self.read.choice(("written",), data.get("written", "propose"), WrittenPolicy),
            late=self._late(("late",), data.get("late")),
            due=self._due(("due",), data.get("due")),
            drop_lowest=read_drop_lowest(self.read, data.get("drop_lowest", 0), exercises),
            curve=read_curve(self.document, data.get("curve")),
            python=self._python(("python",), data.get("python")),
        )

    def _version(self, data: dict[str, Any]) -> None:
        version = self.read.need((), data, "version")
        if type(version) is not int or version < 1:
            raise self.document.error(f"version must be a whole number, not {version!r}.", ("version",), "Use 1.")
        if version > VERSION:
            what = f"this course is written for format {version}; this autograder reads up to {VERSION}."
            fix = f"Upgrade it: pip install --upgrade {distribution_name()}."
            raise self.document.error(what, ("version",), fix)

    def _exercise(
        self,
        place: Place,
        row: Any,
        tolerance: Tolerance,
        limits: Limits,
        allowed: tuple[str, ...] | None,
        data_files: tuple[DataFile, ...],
    ) -> Exercise:
        data = self.read.mapping(place, row)
        self.read.known_keys(place, data, _EXERCISE_KEYS)
        kind = self.read.choice((*place, "kind"), data.get("kind", "code"), tuple(KINDS))
        identifier = self._identifier((*place, "id"), self.read.need(place, data, "id"))
        hints = self._hints((*place, "hints"), data.get("hints", []))
        return Exercise(
            id=identifier,
            title=self.read.text((*place, "title"), data.get("title", identifier)),
            kind=kind,
            file=self._file((*place, "file"), self.read.need(place, data, "file"), kind),
            points=self.read.not_negative((*place, "points"), self.read.need(place, data, "points")),
            bonus=self.read.yes_or_no((*place, "bonus"), data.get("bonus", False)),
            lesson=self.read.text((*place, "lesson"), data.get("lesson", "")),
            hints=hints.get("", ()),
            function_hints=tuple((function, texts) for function, texts in hints.items() if function),
            tolerance=self._tolerance((*place, "tolerance"), data.get("tolerance"), tolerance),
            limits=self._limits((*place, "limits"), data.get("limits"), limits),
            allowed_imports=self._allowed(place, data, allowed),
            data=joined(data_files, read_data(self.read, self.root, (*place, "data"), data.get("data", []))),
            given=self.read.texts((*place, "given"), data.get("given", [])),
            draft=self.read.yes_or_no((*place, "draft"), data.get("draft", False)),
            exam=self.read.choice((*place, "exam"), data.get("exam", "full"), Exam),
        )

    def _allowed(self, place: Place, data: dict[str, Any], default: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Unlike elsewhere an empty value is not the default: written out, it allows everything."""
        if "allowed_imports" not in data:
            return default
        given = data["allowed_imports"]
        return None if given is None else self.read.texts((*place, "allowed_imports"), given)

    def _hints(self, place: Place, value: Any) -> dict[str, tuple[str, ...]]:
        """Function -> its hints; those of the whole exercise, a plain list too, stand under an empty name."""
        if not isinstance(value, dict):
            return {"": self.read.texts(place, value)}
        found: dict[str, tuple[str, ...]] = {}
        for name, texts in value.items():
            if not isinstance(name, str) or not (name == "" or name.isidentifier()):
                what = f"{name!r} cannot be the name of a function."
                raise self.document.error(what, (*place, name), "Name a function, or write `general`.")
            found["" if name in GENERAL else name] = self.read.texts((*place, name), texts)
        return found

    def _tolerance(self, place: Place, value: Any, default: Tolerance) -> Tolerance:
        data = self.read.optional_mapping(place, value, ("rtol", "atol"))
        return Tolerance(
            rtol=self.read.not_negative((*place, "rtol"), data.get("rtol", default.rtol)),
            atol=self.read.not_negative((*place, "atol"), data.get("atol", default.atol)),
        )

    def _limits(self, place: Place, value: Any, default: Limits) -> Limits:
        data = self.read.optional_mapping(place, value, ("seconds", "memory_mb", "total_seconds"))
        return Limits(
            seconds=self.read.positive((*place, "seconds"), data.get("seconds", default.seconds)),
            memory_mb=int(self.read.at_least_one((*place, "memory_mb"), data.get("memory_mb", default.memory_mb))),
            total_seconds=self.read.positive(
                (*place, "total_seconds"), data.get("total_seconds", default.total_seconds)
            ),
        )

    def _late(self, place: Place, value: Any) -> LatePolicy:
        data = self.read.optional_mapping(place, value, ("percent_per_day", "max_percent"))
        policy = LatePolicy(
            percent_per_day=self.read.not_negative((*place, "percent_per_day"), data.get("percent_per_day", 0.0)),
            max_percent=self.read.not_negative((*place, "max_percent"), data.get("max_percent", 100.0)),
        )
        if policy.max_percent > 100:
            raise self.document.error("max_percent cannot be more than 100.", (*place, "max_percent"))
        return policy

    def _due(self, place: Place, value: Any) -> str:
        text = "" if value is None else self.read.text(place, value)
        if text and parse_when(text) is None:
            what = f"{text!r} is no date and time."
            raise self.document.error(what, place, "Write it like 2026-11-03 23:59, with +01:00 behind it if you like.")
        return text

    def _python(self, place: Place, value: Any) -> str:
        if value is not None and not (isinstance(value, str) and re.fullmatch(r"3\.\d{1,2}", value)):
            fix = 'Write the Python that grades in quotes: python: "3.11".'
            raise self.document.error(f"{value!r} is no version of Python.", place, fix)
        return value or ""

    def _identifier(self, place: Place, value: Any) -> str:
        text = self.read.text(place, value)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
            fix = "Use lower-case letters, digits and _, a letter first."
            raise self.document.error(f"{text!r} cannot be an exercise's id.", place, fix)
        return text

    def _file(self, place: Place, value: Any, kind: str) -> str:
        text = self.read.text(place, value)
        if Path(text).name != text or "\\" in text or text.startswith("."):
            raise self.document.error(f"file must be a plain file name, not {text!r}.", place)
        suffixes = KINDS[kind].suffixes
        if Path(text).suffix not in suffixes:
            fix = f"Its name must end in {' or '.join(suffixes)}."
            raise self.document.error(f"{text!r} cannot hold an exercise of kind {kind}.", place, fix)
        return text

    def _unique(self, key: str, values: list[str]) -> None:
        for index, value in enumerate(values):
            if value in values[:index]:
                place = ("exercises", index, key)
                first = self.document.line(("exercises", values.index(value), key))
                raise self.document.error(f"the {key} {value!r} is used twice (first in line {first}).", place)
