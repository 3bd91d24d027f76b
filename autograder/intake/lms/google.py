"""A Google Drive folder: `Jane Doe - median.py`, side by side; or `median - Jane Doe.py`, as Google Forms has it.

Forms makes a folder for each question, `Your file (File responses)`. Whose an upload without a name is nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Note, Work, of_entries
from autograder.intake.entries import Entry, Place
from autograder.intake.near_misses import IN_FRONT, exercise_called

KIND = "google"
TITLE = "Google Drive folder"
_QUESTION = re.compile(r".+ \([^()]+\)", re.DOTALL)
"""`(File responses)` in the teacher's language."""
_AGAIN = re.compile(r" ?\(\d{1,2}\)$")


def recognised(names: Names) -> set[str]:
    """Names with a student's in them, where at least one has that of an exercise too; and the folders of questions."""
    splits = {name: split for name in names.files if (split := _split(name, names.exercises)) is not None}
    known = any(exercise_called(file, names.exercises) for _, file in splits.values())
    return (set(splits) if known else set()) | set(_questions(names))


def read(names: Names) -> Download:
    people: dict[str, list[Entry]] = {}
    notes = []
    for place, name in _files(names):
        split = _split(name, names.exercises)
        if split is not None:
            people.setdefault(split[0], []).append(place.file(name).called(split[1]))
            if IN_FRONT.match(name):
                notes.append(Note(split[0], name, f"{name} was taken for a file of {split[0]}."))
        elif exercise_called(name, names.exercises):
            done = f"{name} carries nobody's name, so it was graded for nobody."
            notes.append(Note("", name, done, "Put the student's name before it, like `Jane Doe - file`."))
    for name in [name for name in people if _AGAIN.sub("", name) in people.keys() - {name}]:
        people[_AGAIN.sub("", name)] += people.pop(name)  # Drive counts files of one name, not students
    works = [Work(name, Who(name=name), of_entries(entries)) for name, entries in sorted(people.items())]
    return Download(KIND, TITLE, tuple(works), tuple(notes))


def _files(names: Names) -> Iterator[tuple[Place, str]]:
    yield from ((names.place, name) for name in names.files)
    for folder in _questions(names):
        inside = names.place.folder(folder)
        yield from ((inside, name) for name in inside.listing().files)


def _questions(names: Names) -> list[str]:
    """The folders of a form's questions: most files in them are called like an exercise and somebody."""
    return [name for name in names.folders if _QUESTION.fullmatch(name) and _is_question(names, name)]


def _is_question(names: Names, folder: str) -> bool:
    try:
        files = names.place.folder(folder).listing().files
    except OSError:
        return False
    return 2 * sum(_with_name_behind(name, names.exercises) is not None for name in files) > len(files)


def _split(name: str, exercises: tuple[str, ...]) -> tuple[str, str] | None:
    """The student and the file: parted where what follows or precedes is an exercise, else at the first ` - `."""
    if exercise_called(name, exercises):  # `median - Copy.py` is a copy, and nobody is called Median
        return None
    splits = [(IN_FRONT.sub("", name[:place]).strip(), name[place + 3 :].strip()) for place in _dashes(name)]
    splits = [split for split in splits if all(split)]
    exact = next((split for split in splits if exercise_called(split[1], exercises)), None)
    return exact or _with_name_behind(name, exercises) or (splits[0] if splits else None)


def _with_name_behind(name: str, exercises: tuple[str, ...]) -> tuple[str, str] | None:
    """`median - Jane Doe.py` as Jane Doe's median.py."""
    stem, dot, suffix = name.rpartition(".")
    if exercise_called(name, exercises):
        return None
    for place in _dashes(stem):
        student, file = stem[place + 3 :].strip(), f"{stem[:place].strip()}{dot}{suffix}"
        if student and exercise_called(file, exercises):
            return student, file
    return None


def _dashes(name: str) -> list[int]:
    return [place for place in range(1, len(name)) if name.startswith(" - ", place)]
