"""Which platform a download is from, told by all names together; and the reader of that platform."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import IntakeError
from autograder.intake.download import Download, Names, Note, not_followed
from autograder.intake.entries import Place
from autograder.intake.lms import (
    blackboard,
    brightspace,
    canvas,
    flat,
    git,
    google,
    gradescope,
    ilias,
    mail,
    moodle,
    openolat,
    plain,
    sakai,
    studip,
    teams,
)
from autograder.intake.names import is_hidden, readable_name
from autograder.intake.near_misses import exercise_called
from autograder.intake.numbered import require_one_of_each

STUDENTS_OWN = "exercises"
"""The folder that a student works in: no student is called that."""
MAX_WRAPPERS = 4
_PART = re.compile(r".+-\d{8}T\d{6}Z-\d+-\d{3}\.zip", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reader:
    kind: str
    title: str
    recognised: Callable[[Names], set[str]]
    read: Callable[[Names], Download]


# In the order in which a name is claimed: those whose names leave least to chance first.
READERS = tuple(
    Reader(module.KIND, module.TITLE, module.recognised, module.read)
    for module in (
        studip,
        moodle,
        blackboard,
        brightspace,
        gradescope,
        canvas,
        teams,
        sakai,
        openolat,
        ilias,
        mail,
        git,
        google,
    )
)
KINDS = (*(reader.kind for reader in READERS), plain.NBGRADER, plain.KIND)


def read_download(
    top: Place,
    path: Path,
    exercises: tuple[str, ...],
    course: str,
    known: frozenset[str],
    kind: str = "",
    *,
    packed: bool,
) -> Download:
    """The download at `path`. `kind` overrules what its names say. Raises IntakeError where nothing is to be found."""
    if kind and kind not in KINDS:
        raise IntakeError(f"{kind!r} is no kind of download. Known: {', '.join(KINDS)}.")
    names = Names(top, (), (), exercises, course, known)
    names = _look(names, top)
    for _ in range(MAX_WRAPPERS):
        if (download := _platform(names, path, kind)) is not None:
            return download
        inside = _wrapped(names)
        if inside is None:
            break
        names = inside
    if kind and kind not in (plain.KIND, plain.NBGRADER):
        raise IntakeError(f"{path}: no name in it is one of a {_title(kind)}. {found_instead(_look(names, top))}")
    return _plain(_look(names, top), path, packed=packed)


def _look(names: Names, place: Place) -> Names:
    listing = place.listing()
    return replace(
        names,
        place=place,
        files=tuple(name for name in listing.files if not is_hidden(name)),
        folders=tuple(name for name in listing.folders if not is_hidden(name)),
        others=tuple(name for name in listing.others if not is_hidden(name)),
    )


def _platform(names: Names, path: Path, kind: str) -> Download | None:
    """The download as one of a platform; None where its names are none's."""
    if kind == plain.KIND:
        return None
    if plain.is_nbgrader(names) and kind in ("", plain.NBGRADER):
        return plain.read_nbgrader(names)
    claimed: set[str] = set()
    own: list[tuple[Reader, set[str]]] = []
    for reader in READERS:
        if kind in ("", reader.kind):
            found = reader.recognised(names) - claimed
            claimed |= found
            own.append((reader, found))
    own.sort(key=lambda pair: -len(pair[1]))
    if not own:
        return None
    reader, found = own[0]
    if not found or (not kind and 2 * len(found) < len(names.all)):
        return None
    if len(own) > 1 and len(own[1][1]) >= max(2, len(found) / 10):
        other, theirs = own[1]
        raise IntakeError(
            f"{path}: holds {len(found)} names of a {reader.title} and {len(theirs)} of a {other.title}. "
            f"Grade one download at a time, or say which with --from {reader.kind}."
        )
    download = reader.read(names)
    told = {note.file for note in download.notes}
    strays = tuple(_stray(name, names.exercises) for name in names.all if name not in found and name not in told)
    return replace(download, notes=(*download.notes, *strays, *not_followed(names)))


def _stray(name: str, exercises: tuple[str, ...]) -> Note:
    shown = readable_name(name)
    to_do = "Look whose it is." if exercise_called(name, exercises) else ""
    return Note("", shown, "lies beside the students' work and was not looked at.", to_do)


def _wrapped(names: Names) -> Names | None:
    """What is in the only folder here, where it may be the folder around a download."""
    if len(names.folders) != 1 or any(exercise_called(name, names.exercises) for name in names.files):
        return None
    if STUDENTS_OWN in names.folders:
        return None
    try:
        return _look(names, names.place.folder(names.folders[0]))
    except OSError:
        return None


def _plain(names: Names, path: Path, *, packed: bool) -> Download:
    for _ in range(MAX_WRAPPERS):
        inside = _wrapped(names)
        if inside is None or not (_is_around(names, inside, packed=packed) or _side_by_side(inside)):
            break
        names = inside
    folders, zips = plain.students(names)
    if (download := _side_by_side(names)) is not None:
        return download
    if not folders:
        require_one_of_each(names.files, path, names.exercises)
    if STUDENTS_OWN in folders or (not packed and not folders and set(names.files) & set(names.exercises)):
        raise IntakeError(f"{path}: these look like one student's files. To grade one student, add --student NAME.")
    if not folders and zips and all(_PART.fullmatch(name) for name in zips):
        raise IntakeError(
            f"{path}: these are the parts in which Google Drive sends one folder ({', '.join(zips[:3])}). "
            "Unpack all of them into one folder and grade that."
        )
    if not folders and not zips:
        where = "in it: one folder a student is expected" if packed else "here. Put each student's files in a folder"
        tail = "" if packed else " with the student's name"
        raise IntakeError(f"{path}: there are no submissions {where}{tail}. {found_instead(names)}".strip())
    strays = tuple(_stray(name, names.exercises) for name in names.files if name not in zips)
    download = plain.read(names)
    return replace(download, notes=(*download.notes, *strays))


def _side_by_side(names: Names) -> Download | None:
    """The download where all that lies here are files with a student's name each."""
    folders, zips = plain.students(names)
    return None if folders or zips else flat.read(names)


def _is_around(names: Names, inside: Names, *, packed: bool) -> bool:
    """Whether the only folder here is one around the students' folders, not itself a student's."""
    own = STUDENTS_OWN in inside.folders or any(exercise_called(name, names.exercises) for name in inside.files)
    if own or plain.students(names)[1]:
        return False
    folders, zips = plain.students(inside)
    if len(folders) + len(zips) >= (2 if packed else 3):
        return packed or not inside.files or len(zips) >= 2
    return packed and bool(folders) and not inside.files and not names.files


def found_instead(names: Names) -> str:
    """What lies there, in a sentence."""
    shown = [readable_name(name) for name in names.all]
    if not shown:
        return "It is empty."
    return f"What lies there: {', '.join(shown[:5])}{f' and {len(shown) - 5} more' if len(shown) > 5 else ''}."


def _title(kind: str) -> str:
    return next((reader.title for reader in READERS if reader.kind == kind), kind)
