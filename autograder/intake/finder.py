"""Which of a student's files is the exercise.

Rules: the exact name counts, the nearest to the top. Else the only candidate whose name differs by case or by what
browsers, platforms and people append is taken, and said; else one whose name has another ending. A file in which there
is no work never comes before one with work in it. Where candidates differ in content nobody guesses: a person is asked.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.course.model import Course, Exercise, SubmittedFile
from autograder.course.slips import slip_of
from autograder.intake.entries import Entry
from autograder.intake.found import TAKE, Found, asked_between, beside, called_so, exchanged, may_be, shown_paths
from autograder.intake.names import readable_name
from autograder.intake.near_misses import exercise_called
from autograder.intake.notebooks import MAX_NOTEBOOK
from autograder.intake.reading import Reading
from autograder.intake.stand_ins import DOCUMENTS, is_like, is_test, may_hold_answers, stands_in_for
from autograder.kinds.registry import kind_of


@dataclass(slots=True)
class _Candidates:
    """What may be one exercise: by its name, as a notebook, by its name but for the ending."""

    named: list[Entry] = field(default_factory=list)
    notebooks: list[Entry] = field(default_factory=list)
    stand_ins: list[Entry] = field(default_factory=list)

    @property
    def all(self) -> tuple[Entry, ...]:
        return (*self.named, *self.notebooks, *self.stand_ins)


class Finder:
    """Finds the files of a course among a student's entries."""

    def __init__(self, course: Course, *, notebooks: bool = False) -> None:
        self._exercises = course.exercises
        self._files = [exercise.file for exercise in self._exercises]
        self._notebook_of = {f"{PurePosixPath(file).stem}.ipynb": file for file in self._files if file.endswith(".py")}
        self._data = {data.name.casefold() for exercise in self._exercises for data in exercise.data}
        self._reading = Reading(course, notebooks=notebooks)
        self._notebooks = notebooks

    def any_of(self, entries: Sequence[Entry]) -> bool:
        """Whether one of these may be an exercise, by its name."""
        candidates = self._candidates(entries)
        return any(each.all for each in candidates.values()) or any(
            self._likes(exercise, entries) for exercise in self._exercises
        )

    def find(self, entries: Sequence[Entry]) -> dict[str, Found]:
        """Exercise id -> what was found, in the course's order."""
        candidates = self._candidates(entries)
        found = {exercise.id: self._one(exercise, candidates[exercise.file]) for exercise in self._exercises}
        used = {entry.path for each in candidates.values() for entry in each.all}
        left = [entry for entry in entries if entry.path not in used]
        for exercise in self._exercises if left else ():
            if found[exercise.id].is_open and (likes := self._worked_likes(exercise, left)):
                found[exercise.id] = may_be(exercise.file, likes, found[exercise.id])
            elif rivals := [entry for entry in self._likes(exercise, left) if self.defines(entry, exercise)]:
                found[exercise.id] = beside(exercise.file, rivals, found[exercise.id])
        for exercise in self._exercises:
            if others := self._elsewhere(exercise, found[exercise.id], entries):
                found[exercise.id] = exchanged(exercise.file, found[exercise.id], others)
        return {name: each.told() for name, each in found.items()}

    def _elsewhere(self, exercise: Exercise, found: Found, entries: Sequence[Entry]) -> list[Entry]:
        """Programs with all that an exercise asks for, where its own file has nothing of it: two that were exchanged.

        A file of another exercise that lends it to everybody says nothing.
        """
        text = found.file.text if found.file is not None and kind_of(exercise).runs_code else None
        if found.entry is None or found.untouched or text is None or self._reading.asks_for(exercise, text):
            return []
        lent = {each.file for each in self._exercises if each != exercise and self._reading.lends(each, exercise)}
        return [
            entry
            for entry in entries
            if entry.path.suffix.casefold() == ".py"
            and not is_test(entry.path.name)
            and exercise_called(entry.path.name, self._files) not in lent
            and self.defines(entry, exercise)
            and self._reading.defines_all(entry, exercise)
        ]

    def defines(self, entry: Entry, exercise: Exercise) -> bool:
        """Whether a program, whatever it is called, defines what this exercise asks for."""
        return kind_of(exercise).runs_code and self._reading.defines(entry, exercise)

    def definers(self, exercise: Exercise, entries: Sequence[Entry]) -> list[Entry]:
        """The programs that define what this exercise asks for: those with all of it, where there are any."""
        likely = [entry for entry in entries if self.defines(entry, exercise)]
        whole = [entry for entry in likely if self._reading.defines_all(entry, exercise)]
        return whole or likely

    def may_answer(self, entry: Entry) -> bool:
        """Whether it is a document of any name that may hold written answers."""
        return may_hold_answers(entry.path.name) and self._reading.holds_sentences(entry)

    def is_slip(self, entry: Entry, exercise: Exercise, files: Sequence[str]) -> bool:
        """Whether it has work in it and is called like this one of `files` but for a slip of the fingers."""
        return slip_of(entry.path.name, files) == exercise.file and self._reading.is_worked(entry, exercise)

    def taken(self, exercise: Exercise, path: str, entries: Sequence[Entry]) -> Found | None:
        """The entry that a person chose; None where it is not there."""
        entry = called_so(path, entries)
        if entry is None:
            return None
        read = self._reading.read(entry, exercise)
        if read.file.ask:
            return Found(read.file, None, read.done, read.to_do, (entry,))
        done = f"{path} was taken for {exercise.file}"
        return Found(read.file, entry, f"{done}, as you said.", read.to_do, (entry,)).told(f"{done}.")

    def _candidates(self, entries: Sequence[Entry]) -> dict[str, _Candidates]:
        found = {file: _Candidates() for file in self._files}
        for entry in entries:
            name = entry.path.name
            if (file := exercise_called(name, self._files)) is not None:
                found[file].named.append(entry)
            elif (notebook := exercise_called(name, list(self._notebook_of))) is not None:
                found[self._notebook_of[notebook]].notebooks.append(entry)
            elif name.casefold() not in self._data:
                for file in stands_in_for(name, self._files):
                    found[file].stand_ins.append(entry)
        return found

    def _likes(self, exercise: Exercise, entries: Sequence[Entry]) -> list[Entry]:
        suffixes = {PurePosixPath(exercise.file).suffix, ".ipynb", *DOCUMENTS}
        return [
            entry
            for entry in entries
            if entry.path.suffix.casefold() in suffixes
            and entry.path.name.casefold() not in self._data
            and is_like(entry.path.name, exercise.file, self._files)
        ]

    def _worked_likes(self, exercise: Exercise, entries: Sequence[Entry]) -> list[Entry]:
        """Those of them in which there is work: a stub that was saved under another name is still a stub."""
        return [entry for entry in self._likes(exercise, entries) if self._reading.is_worked(entry, exercise)]

    def _one(self, exercise: Exercise, found: _Candidates) -> Found:
        """What counts, of all that may be it."""
        alone = len(found.all) == 1
        worked = [entry for entry in found.named if alone or self._reading.is_worked(entry, exercise)]
        if not worked and found.notebooks:
            return self._notebook(exercise, found.notebooks, found.all)
        if not worked and found.stand_ins:
            others = [entry for entry in found.stand_ins if self._reading.is_worked(entry, exercise)]
            if others or not found.named:
                return self._stood_in(exercise, others or found.stand_ins, found.all)
        if not found.named:
            return Found(None)
        return self._named(exercise, worked or found.named, found)

    def _named(self, exercise: Exercise, candidates: list[Entry], found: _Candidates) -> Found:
        name = exercise.file
        exact = [entry for entry in candidates if entry.path.name == name]
        full = [entry for entry in exact if len(exact) < 2 or not self._reading.is_bare(entry, exercise)]
        nearest = _nearest(full or exact)
        # Beside the exact name another case is no rival, a copy with other content is.
        other = [entry for entry in candidates if entry.path.name != name]
        rivals = [entry for entry in other if not exact or _near(entry.path.name) != _near(name)]
        pool = nearest + rivals
        if len(pool) > 1 and len({_content(entry) for entry in pool}) > 1:
            return asked_between(name, pool, found.all)
        chosen = min(pool, key=lambda entry: (entry.path.name != name, len(entry.path.parts), str(entry.path)))
        read = self._reading.read(chosen, exercise)
        if read.file.ask:
            return Found(read.file, None, read.done, read.to_do, found.all)
        path = readable_name(str(chosen.path))
        said = [] if chosen.path.name == name else [f"{path} was taken for {name}."]
        said += [read.done] * bool(read.done)
        deeper = [e for e in (full or exact) if e not in nearest and _content(e) != _content(chosen)]
        if deeper:
            said.append(f"{path} counts, the nearest to the top; {shown_paths(deeper)} differs from it.")
        to_do = f"Look which one counts; if it is not {path}, {TAKE}." if deeper else read.to_do
        beside = [
            e for e in found.stand_ins if e.path.suffix.casefold() in DOCUMENTS and not kind_of(exercise).runs_code
        ]
        if beside:
            said.append(f"{shown_paths(beside)} lies beside {name} and was not read.")
        untouched = not self._reading.has_work(chosen, exercise)
        return Found(read.file, chosen, " ".join(said), to_do, found.all, untouched)

    def _notebook(self, exercise: Exercise, notebooks: list[Entry], used: tuple[Entry, ...]) -> Found:
        name, shown = exercise.file, " and ".join(readable_name(str(entry.path)) for entry in notebooks[:3])
        if not self._notebooks or len({_content(entry) for entry in notebooks}) > 1:
            problem = f"There is no {name}, there is {shown}: hand in {name}."
            to_do = "Grade with --notebooks to join its code cells, or ask for the file."
            if self._notebooks:
                to_do = "Keep one of the notebooks and grade again."
            return Found(SubmittedFile(shown, None, problem, ask=True), None, problem, to_do, used)
        try:
            raw = notebooks[0].read(MAX_NOTEBOOK + 1)
        except OSError as error:
            problem = f"{name} cannot be read: {error.strerror or error}."
            return Found(
                SubmittedFile(shown, None, problem, ask=True), None, problem, f"Ask for {name}, and grade again.", used
            )
        read = self._reading.notebook(raw, readable_name(str(notebooks[0].path)), exercise)
        return Found(read.file, None if read.file.ask else notebooks[0], read.done, read.to_do, used)

    def _stood_in(self, exercise: Exercise, others: list[Entry], used: tuple[Entry, ...]) -> Found:
        """A file with another ending than the exercise's, where it can be read as one; else a person is asked."""
        name = exercise.file
        reads = [(entry, self._reading.read(entry, exercise)) for entry in sorted(others, key=lambda e: str(e.path))]
        good = [(entry, read) for entry, read in reads if self._reading.fits(read, exercise)]
        if len({read.file.text for _, read in good}) > 1:
            return asked_between(name, [entry for entry, _ in good], used)
        shared = any(len(stands_in_for(entry.path.name, self._files)) > 1 for entry, _ in good)
        if good and not shared:
            entry, read = good[0]
            done = read.done or f"There is no {name}; {readable_name(str(entry.path))} was taken for it."
            return Found(read.file, entry, done, read.to_do, used)
        if len(reads) == 1 and reads[0][1].file.ask:
            read = reads[0][1]
            return Found(read.file, None, read.done, read.to_do, used)
        why = "which may be another exercise's" if shared else "which cannot be read as one here"
        problem = f"There is no {name}, there is {shown_paths(others)}, {why}."
        to_do = f"Look at it and mark it in reviews.csv, or ask for {name} and grade again."
        return Found(SubmittedFile(shown_paths(others), None, problem, ask=True), None, problem, to_do, used)


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
