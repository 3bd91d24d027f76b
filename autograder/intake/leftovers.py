"""What a student handed in beside the files that count: words written online, archives, files of another name.

Where an exercise is missing, one of these may be it. Then it waits for a person, and costs nobody a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from autograder.course.model import Exercise, SubmittedFile
from autograder.files import MAX_BYTES
from autograder.intake.download import Note, Work
from autograder.intake.entries import Entry, Walked
from autograder.intake.exported import exported
from autograder.intake.finder import Finder
from autograder.intake.found import TAKE, Found, lack, whole_path
from autograder.intake.lms.online_text import NO_WORDS
from autograder.intake.names import readable_name
from autograder.intake.stand_ins import COMPILED, DOCUMENTS, NEVER, PICTURES, PROGRAM, is_test
from autograder.kinds.registry import kind_of

_READ_IT = "Read it and mark it in reviews.csv."
_TEXTS = frozenset({".txt", ".text"})
_MAY_BE = DOCUMENTS - _TEXTS | {".ipynb"}
"""Endings of what may be an exercise whatever it is called: plain texts are mostly notes."""


def written_online(found: dict[str, Found], exercises: Sequence[Exercise], work: Work, key: str) -> list[Note]:
    """Takes what was written into the platform's text field for the written answer, where there is just one."""
    text = work.text() if work.text is not None else ""
    if not text:
        return []
    written = [exercise for exercise in exercises if kind_of(exercise).cell == "prose"]
    open_ones = [exercise for exercise in written if found[exercise.id].is_open]
    if len(written) == 1 and open_ones and not text.startswith(NO_WORDS):
        name = open_ones[0].file
        done = f"The text written online was taken for {name}."
        found[open_ones[0].id] = Found(SubmittedFile(name, text[:MAX_BYTES] + "\n", read_as=done))
        return [Note(key, name, done, "", open_ones[0].id)]
    shown = " ".join(text.split())[:120]
    missing = [exercise for exercise in exercises if found[exercise.id].is_open]
    if not open_ones and not (missing and (len(missing) == len(exercises) or PROGRAM.search(text))):
        return [Note(key, "", f"wrote online, which was not graded: {shown}")]
    if not open_ones or (text.startswith(NO_WORDS) and len(missing) == len(exercises)):
        open_ones = missing  # behind a link or on a picture may be all of it
    said = f"online there are {shown}" if text.startswith(NO_WORDS) else f"a text was written online: {shown}"
    for exercise in open_ones:
        problem = f"{lack(exercise.file, found[exercise.id])}; {said}"
        found[exercise.id] = Found(SubmittedFile(exercise.file, None, problem, ask=True))
    files = ", ".join(exercise.file for exercise in open_ones)
    return [Note(key, "", f"wrote online, and which of {files} it answers is not clear: {shown}", _READ_IT)]


def written_out(found: dict[str, Found], exercises: Sequence[Exercise], key: str) -> list[Note]:
    """Names programs with a notebook's commands in them; they are judged as they are, and one word reads them all."""
    to_do = "Grade with --notebooks to read such programs without it."
    notes = []
    for exercise in exercises:
        file = found[exercise.id].file
        text = file.text if file is not None and kind_of(exercise).runs_code else None
        if file is not None and text is not None and (made := exported(text)) is not None:
            done = f"{file.path} was written out from a notebook: {made.first} is no Python. It was graded as it is."
            notes.append(Note(key, file.path, done, to_do, exercise.id))
    return notes


def not_looked_at(found: dict[str, Found], exercises: Sequence[Exercise], walked: Walked, key: str) -> list[Note]:
    """Where something could not be looked at, what was not found may be there: a person is asked."""
    if not walked.problem:
        return []
    for exercise in exercises:
        before = found[exercise.id]
        if before.is_open:
            what = "was not found" if before.file is None else "is as it was handed out"
            problem = f"{exercise.file} {what}, and not everything could be looked at: {walked.problem}."
            found[exercise.id] = Found(SubmittedFile(exercise.file, None, problem, ask=True), used=before.used)
    return [Note(key, "", f"Not everything could be looked at: {walked.problem}.", "Unpack it, or ask for the files.")]


def in_earlier(
    found: dict[str, Found], exercises: Sequence[Exercise], work: Work, key: str, finder: Finder
) -> list[Note]:
    """Names what only an attempt before the newest holds: the newest counts whole, and may be meant to add to it."""
    lacking = [exercise for exercise in exercises if found[exercise.id].is_open]
    if not lacking:
        return []
    before = finder.find(work.earlier().entries)
    notes = []
    for exercise in lacking:
        old = before[exercise.id]
        if old.is_open:
            continue
        lies = ", ".join(whole_path(entry) for entry in ((old.entry,) if old.entry else old.used[:5]))
        now = f"There is no {exercise.file} with work in the newest attempt, which alone counts"
        done = f"{now}; an earlier one has {lies}."
        notes.append(Note(key, lies, done, f"If that should count, {TAKE}.", exercise.id))
    return notes


def left_over(
    found: dict[str, Found], exercises: Sequence[Exercise], walked: Walked, key: str, finder: Finder
) -> list[Note]:
    """What lies there where an exercise is missing, or its stub is empty: it may be that exercise under another name.

    Of whoever has no exercise at all everything is named, and also that there is nothing. Where one exercise is
    missing, or all are, what lies there may be it, and a person is asked; where some are, it is mostly something else,
    unless it is a program that defines what the exercise asks for.
    """
    missing = [exercise for exercise in exercises if found[exercise.id].file is None]
    empty = [exercise for exercise in exercises if found[exercise.id].untouched]
    if len(missing) == len(exercises) and not walked.entries:
        return [Note(key, "", "handed in, and there is no file in it; hidden folders are not looked into.")]
    used = {entry.path for each in found.values() for entry in each.used}
    left = [entry for entry in walked.entries if entry.path not in used and not is_test(entry.path.name)]
    alone = len(empty) + len(missing) in (1, len(exercises))
    lost = missing if len(missing) > 1 else []
    notes = _likely(found, [*empty, *lost], left, key, finder, alone=alone)
    missing, left = _still(found, missing, left, notes)
    if len(missing) == len(exercises):
        left_work = [entry for entry in left if _may_hold_work(entry, exercises, finder)]
        return notes + _beside_nothing(found, missing, left, left_work, key)
    notes += _answers(found, exercises, left, key, finder)
    missing, left = _still(found, missing, left, notes)
    suffixes = {Path(exercise.file).suffix for exercise in missing} | _MAY_BE
    fit = [entry for entry in left if entry.path.suffix.casefold() in suffixes]
    return notes + _beside_nothing(found, missing, fit, fit if len(missing) == 1 else [], key)


def _still(
    found: dict[str, Found], missing: Sequence[Exercise], left: Sequence[Entry], notes: Sequence[Note]
) -> tuple[list[Exercise], list[Entry]]:
    """Those exercises that are missing still, and what no note has named."""
    named = {path for note in notes for path in note.file.split(", ")}
    return (
        [exercise for exercise in missing if found[exercise.id].file is None],
        [entry for entry in left if readable_name(str(entry.path)) not in named],
    )


def _likely(
    found: dict[str, Found], open_ones: Sequence[Exercise], left: list[Entry], key: str, finder: Finder, *, alone: bool
) -> list[Note]:
    """Asks about what is likely to be an exercise whose own file is the stub still, or one of several that are missing.

    The rest of what was handed out lies there too, so a program has to define what is asked for, unless its name is the
    exercise's but for a slip. A document may be anything: it counts where there is one exercise only that it can be, or
    where nothing at all is written; so does a picture beside the stub, for a lesson has some elsewhere.
    """
    names = [exercise.file for exercise in open_ones]
    documents = [entry for entry in left if alone and entry.path.suffix.casefold() in _MAY_BE]
    beside = {entry.path.parent for each in open_ones for entry in found[each.id].used} | {PurePosixPath()}
    documents += [e for e in left if alone and e.path.suffix.casefold() in PICTURES and e.path.parent in beside]
    notes = []
    for exercise in open_ones:
        before = found[exercise.id]
        others = [entry for entry in left if entry not in documents]
        definers = finder.definers(exercise, others)
        likely = [entry for entry in others if entry in definers or finder.is_slip(entry, exercise, names)]
        if not (fit := likely + documents * before.untouched):
            continue
        lies = listed(fit)
        done = f"{lack(exercise.file, before)}; there is {lies}, and it may be it."
        file = SubmittedFile(exercise.file, None, done, ask=True)
        found[exercise.id] = Found(file, used=(*before.used, *fit))
        notes.append(Note(key, lies, done, f"If it is, {TAKE}; else mark the exercise in reviews.csv.", exercise.id))
    return notes


def _answers(
    found: dict[str, Found], exercises: Sequence[Exercise], left: list[Entry], key: str, finder: Finder
) -> list[Note]:
    """Asks about documents of another name where written answers are missing: several may stand in one."""
    written = [e for e in exercises if kind_of(e).cell == "prose" and found[e.id].is_open]
    beside = {entry.path.parent for each in written for entry in found[each.id].used} | {PurePosixPath()}
    missing = [exercise for exercise in written if found[exercise.id].file is None]
    near = [entry for entry in left if missing or entry.path.parent in beside]  # a lesson has documents elsewhere
    fit = [entry for entry in near if finder.may_answer(entry)] if written else []
    notes = []
    for exercise in written if fit else ():
        lies, before = listed(fit), found[exercise.id]
        done = f"{lack(exercise.file, before)}; there is {lies}, and its answer may stand there."
        found[exercise.id] = Found(SubmittedFile(exercise.file, None, done, ask=True), used=(*before.used, *fit))
        to_do = f"If one of these is the answer alone, {TAKE}; else read it and mark the exercise in reviews.csv."
        notes.append(Note(key, lies, done, to_do, exercise.id))
    return notes


def _beside_nothing(
    found: dict[str, Found], missing: Sequence[Exercise], named: list[Entry], asked: list[Entry], key: str
) -> list[Note]:
    """Names what lies there, and asks where something of it may be what is missing."""
    if not missing or not named:
        return []
    names = ", ".join(exercise.file for exercise in missing[:3]) + (" ..." if len(missing) > 3 else "")
    lies, done = listed(named), f"There is no {names}."
    for exercise in missing if asked else ():
        problem = f"There is no {exercise.file}; there is {lies}, and it may be it."
        found[exercise.id] = Found(SubmittedFile(exercise.file, None, problem, ask=True))
    only = missing[0].id if len(missing) == 1 else ""
    where = "" if only else " and the exercise's id into `exercise`"
    to_do = f"If one of these is it, write its path into the column `take`{where}, and grade again."
    return [Note(key, lies, done, to_do, only)]


def _may_hold_work(entry: Entry, exercises: Sequence[Exercise], finder: Finder) -> bool:
    """Whether it may be what somebody worked on who handed in nothing else: a picture, a mail, a link.

    Plain texts are mostly notes, unless one is a program of the course's.
    """
    ending = entry.path.suffix.casefold()
    if ending in _TEXTS:
        written = any(kind_of(exercise).cell == "prose" for exercise in exercises)
        return any(finder.defines(entry, each) for each in exercises) or (written and finder.may_answer(entry))
    return ending in COMPILED or ending not in NEVER


def listed(entries: Sequence[Entry]) -> str:
    """Their paths, in order, as a cell shows them."""
    named = sorted(readable_name(str(entry.path)) for entry in entries)
    return ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
