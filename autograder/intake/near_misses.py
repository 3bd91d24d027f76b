"""Which of a student's files is the exercise: the one of its name, or the only one that is nearly called so.

Rules: the exact name counts, the nearest to the top. Else the only candidate whose name differs by case or by what
browsers, platforms and people append is taken, and said. Where candidates differ in content nobody guesses: a person
is asked.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from autograder.course.model import Exercise, SubmittedFile
from autograder.errors import IntakeError
from autograder.files import MAX_BYTES, Decoded, decode_source
from autograder.intake.entries import Entry
from autograder.intake.names import readable_name
from autograder.intake.notebooks import MAX_NOTEBOOK, code_of

# What is appended to a name when a file is downloaded, uploaded or saved a second time.
_APPENDED = re.compile(
    r"\s*\(\d{1,3}\)$|[-_ ]\d{1,2}$|[-_ ]+(final|copy|kopie|copie|copia)$|[-_ ]v\d{1,2}$"
    r"|-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
)
_IN_FRONT = re.compile(r"^(copy of|kopie von|copie de|copia de|kopie van) +")
_SUFFIXES = {".yml": ".yaml", ".markdown": ".md"}


@dataclass(frozen=True, slots=True)
class Found:
    """What counts for one exercise, the entry it came from, and what a person should hear of it."""

    file: SubmittedFile | None
    entry: Entry | None = None
    done: str = ""
    to_do: str = ""
    used: tuple[Entry, ...] = field(default=(), compare=False)
    """All entries that were looked at for it."""


def near_names(name: str) -> Iterator[str]:
    """`name` folded, then with one thing after the other taken off that was appended to it."""
    folded = unicodedata.normalize("NFC", name).casefold().strip()
    yield folded
    if folded.endswith(".txt") and "." in folded[:-4]:
        folded = folded[:-4]
        yield folded
    stem, dot, suffix = folded.rpartition(".")
    suffix = f"{dot}{suffix}"
    if suffix in _SUFFIXES:
        suffix = _SUFFIXES[suffix]
        yield f"{stem}{suffix}"
    if copied := _IN_FRONT.match(stem):
        stem = stem[copied.end() :]
        yield f"{stem}{suffix}"
    while shorter := _APPENDED.search(stem):
        stem = stem[: shorter.start()]
        yield f"{stem}{suffix}"


def exercise_called(name: str, files: Sequence[str]) -> str | None:
    """The exercise file among `files` that `name` is, exactly or nearly; a name that is exact for one is no other's."""
    known = {unicodedata.normalize("NFC", file).casefold(): file for file in files}
    return next((known[near] for near in near_names(name) if near in known), None)


class Finder:
    """Finds the files of a course among a student's entries."""

    def __init__(self, exercises: Sequence[Exercise], *, notebooks: bool = False) -> None:
        self._exercises = exercises
        self._files = [exercise.file for exercise in exercises]
        self._notebook_of = {f"{PurePosixPath(file).stem}.ipynb": file for file in self._files if file.endswith(".py")}
        self._notebooks = notebooks

    def any_of(self, entries: Sequence[Entry]) -> bool:
        """Whether one of these is called like an exercise, or like a notebook of one."""
        known = [*self._files, *self._notebook_of]
        return any(exercise_called(entry.path.name, known) is not None for entry in entries)

    def find(self, entries: Sequence[Entry]) -> dict[str, Found]:
        """Exercise id -> what was found, in the course's order."""
        by_file: dict[str, list[Entry]] = {}
        notebooks: dict[str, list[Entry]] = {}
        for entry in entries:
            name = entry.path.name
            if (file := exercise_called(name, self._files)) is not None:
                by_file.setdefault(file, []).append(entry)
            elif (notebook := exercise_called(name, list(self._notebook_of))) is not None:
                notebooks.setdefault(self._notebook_of[notebook], []).append(entry)
        return {
            exercise.id: self._one(exercise.file, by_file.get(exercise.file, []), notebooks.get(exercise.file, []))
            for exercise in self._exercises
        }

    def _one(self, name: str, candidates: list[Entry], notebooks: list[Entry]) -> Found:
        if not candidates and not notebooks:
            return Found(None)
        if not candidates:
            return self._notebook(name, notebooks)
        exact = _nearest([entry for entry in candidates if entry.path.name == name])
        other = [entry for entry in candidates if entry.path.name != name]
        # Beside the exact name another case is no rival, a copy with other content is.
        rivals = [entry for entry in other if not exact or _near(entry.path.name) != _near(name)]
        pool = exact + rivals
        if len({_content(entry) for entry in pool}) > 1:
            return _asked(name, pool, candidates)
        chosen = min(pool, key=lambda entry: (entry.path.name != name, len(entry.path.parts), str(entry.path)))
        raw = _decoded(chosen, name)
        if raw.ask:
            return Found(raw, None, raw.problem, f"Ask for {name}, and grade again.", tuple(candidates))
        if chosen.path.name == name:
            return Found(raw, chosen, used=tuple(candidates))
        said = f"{readable_name(str(chosen.path))} was taken for {name}."
        return Found(raw, chosen, said, "", tuple(candidates))

    def _notebook(self, name: str, notebooks: list[Entry]) -> Found:
        shown = " and ".join(readable_name(str(entry.path)) for entry in notebooks[:3])
        if not self._notebooks or len({_content(entry) for entry in notebooks}) > 1:
            problem = f"There is no {name}, there is {shown}: hand in {name}."
            to_do = "Grade with --notebooks to join its code cells, or ask for the file."
            if self._notebooks:
                to_do = "Keep one of the notebooks and grade again."
            return Found(SubmittedFile(shown, None, problem, ask=True), None, problem, to_do, tuple(notebooks))
        chosen = notebooks[0]
        file = _decoded(chosen, name, code_of, MAX_NOTEBOOK)
        if file.text is None:
            asked = replace(file, ask=True)
            return Found(asked, None, file.problem, f"Ask for {name}, and grade again.", tuple(notebooks))
        return Found(file, chosen, f"The code cells of {shown} were joined for {name}.", "", tuple(notebooks))


def _nearest(entries: list[Entry]) -> list[Entry]:
    """Those nearest to the top, where each archive has a top of its own: what lies in one is not further away."""
    top: dict[tuple[str, ...], int] = {}
    for entry in entries:
        depth = len(entry.path.parts)
        top[entry.origin[:-1]] = min(depth, top.get(entry.origin[:-1], depth))
    return [entry for entry in entries if len(entry.path.parts) == top[entry.origin[:-1]]]


def _near(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _content(entry: Entry) -> str:
    try:
        return hashlib.sha256(entry.read()).hexdigest()
    except OSError as error:
        return f"unreadable: {error}: {entry.path}"


def _asked(name: str, pool: list[Entry], candidates: list[Entry]) -> Found:
    paths = [readable_name(str(entry.path)) for entry in pool]
    shown = " and ".join(paths[:3]) + (" and others" if len(paths) > 3 else "")
    same = {entry.path.name for entry in pool} == {name}
    what = "There are several files of this name" if same else f"There are several files for {name}"
    problem = f"{what}: {shown}. Keep one."
    to_do = "Ask which one counts, write its path into the column `take` of this row, and grade again."
    return Found(SubmittedFile(paths[0], None, problem, ask=True), None, problem, to_do, tuple(candidates))


def _decoded(
    entry: Entry, name: str, decode: Callable[[bytes, str], Decoded] = decode_source, most: int = MAX_BYTES
) -> SubmittedFile:
    path = readable_name(str(entry.path))
    try:
        raw = entry.read(most + 1)
    except OSError as error:
        return SubmittedFile(path, None, f"{name} cannot be read: {error.strerror or error}.", ask=True)
    decoded = decode(raw, name)
    return SubmittedFile(path, decoded.text, decoded.problem)


def taken(name: str, path: str, entries: Sequence[Entry], place: str) -> Found:
    """The entry that a person chose. IntakeError where it is not there."""
    for entry in entries:
        if path in (readable_name(str(entry.path)), *entry.origin):
            return Found(_decoded(entry, name), entry, f"{path} was taken for {name}, as you said.")
    raise IntakeError(f"{place}: there is no file {path!r} among what this student handed in.")
