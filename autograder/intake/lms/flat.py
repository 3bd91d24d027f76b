"""Files side by side with a student's name before or behind the exercise's: `jdoe_median.py`, `median-jdoe.py`.

That is how people save what they got by mail, and how platforms that nobody told us of name their downloads. It is read
so where nothing else fits, and where there are several students by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Note, Work, of_entries
from autograder.intake.entries import Entry
from autograder.intake.names import common_head, readable_name
from autograder.intake.near_misses import exercise_called

KIND = "flat"
TITLE = "folder of files with a name before or behind each"
FEWEST = 3
_NUMBER = re.compile(r" \(?\d{1,2}\)?$", re.ASCII)
_BETWEEN = "_-. "
_ENDINGS = (".ipynb", ".txt", ".docx", ".odt", ".rtf", ".pdf")
"""Of what may be an exercise under another ending."""


def read(names: Names) -> Download | None:
    """None where that is not how files are named here: most of them, and those of several students."""
    splits = {name: split for name in names.files if (split := _split(name, names.exercises)) is not None}
    heads = {student for student, _ in splits.values()}
    if len(heads) < FEWEST or 2 * len(splits) <= len(names.files):
        return None
    every = common_head(heads)
    common = every[: max((every.rfind(c) for c in _BETWEEN), default=-1) + 1]  # `hw1_` before everybody's name
    people: dict[str, list[Entry]] = {}
    for name, (student, file) in splits.items():
        people.setdefault(_bare(student, heads), []).append(names.place.file(name).called(file))
    works = []
    for student, entries in sorted(people.items()):
        called = readable_name(student[len(common) :].strip(_BETWEEN) or student)
        works.append(Work(called, Who(name=" ".join(called.replace("_", " ").split())), of_entries(entries)))
    done = "carries nobody's name, so it was graded for nobody."
    to_do = "Put it into a folder with the student's name."
    notes = tuple(Note("", readable_name(name), done, to_do) for name in names.files if name not in splits)
    return Download(KIND, TITLE, tuple(works), notes)


def _split(name: str, exercises: tuple[str, ...]) -> tuple[str, str] | None:
    """The student and the file; None where an exercise's name is not all of it but a student's."""
    if exercise_called(name, exercises):
        return None
    return next((parted for known in _known(name, exercises) for parted in _parted(name, known)), None)


def _bare(student: str, students: Collection[str]) -> str:
    """The name without the number that a second upload of the same name got behind it: `Jane Doe` of `Jane Doe 1`."""
    found = _NUMBER.search(student)
    return student[: found.start()] if found and student[: found.start()] in students else student


def _known(name: str, exercises: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The exercises' files; then the same with the ending that this one has."""
    yield exercises
    suffix = PurePosixPath(name).suffix.casefold()
    if suffix in _ENDINGS:
        yield tuple(f"{PurePosixPath(file).stem}{suffix}" for file in exercises)


def _parted(name: str, files: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What stands before an exercise's name, or behind it, and that name."""
    stem, dot, suffix = name.rpartition(".")
    places = [place for place, c in enumerate(stem) if c in _BETWEEN]
    before = [(name[:place], name[place + 1 :]) for place in places]
    behind = [(stem[place:], f"{stem[:place]}{dot}{suffix}") for place in reversed(places)]
    for student, file in (*before, *behind):
        if student.strip(_BETWEEN) and exercise_called(file, files):
            yield student.strip(_BETWEEN), file
