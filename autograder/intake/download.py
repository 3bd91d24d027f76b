"""What a platform's download says before anything is looked up: pieces of work, and whose each seems to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from autograder.course.model import Who
from autograder.intake.archives import unpack
from autograder.intake.entries import Entry, Place, Walked
from autograder.intake.names import readable_name


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was not plain: whose, which file, what was done, what is left to do (empty: nothing)."""

    student: str
    file: str
    done: str
    to_do: str = ""
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work, as the download names it.

    `key` is what the platform tells people apart by. `aliases` are other readings of a name that is ambiguous. `folded`
    says how a name looks once the platform has dropped characters from it; `members` are those named beside it.
    """

    key: str
    who: Who
    entries: Callable[[], Walked]
    text: Callable[[], str] | None = None
    """What was written online, as plain text."""
    aliases: tuple[str, ...] = ()
    members: tuple[Who, ...] = ()
    logins: tuple[tuple[str, ...], ...] = ()
    """Of a group: what each one's login may be, the first's and the members'."""
    late: dt.timedelta | bool | None = None
    attempts: int = 1
    earlier: Callable[[], Walked] = Walked
    """What lies in the attempts before the newest, which alone counts."""
    problem: str = ""
    """Why it cannot be told what counts: a person must look."""


@dataclass(frozen=True, slots=True)
class Download:
    """Everything in a download, read as one of a platform."""

    kind: str
    title: str
    """How the kind is called in a sentence: `Canvas download`."""
    works: tuple[Work, ...]
    notes: tuple[Note, ...] = ()
    clean: Callable[[str], str] = field(default=lambda name: name)
    """What the platform leaves of a name."""


@dataclass(frozen=True, slots=True)
class Names:
    """The files and folders at the top of a download, and what the reader may know of course and class."""

    place: Place
    files: tuple[str, ...]
    folders: tuple[str, ...]
    exercises: tuple[str, ...]
    """The file names of the course's exercises."""
    course: str = ""
    known: frozenset[str] = frozenset()
    """Ids that the platform has for people of the roster."""
    others: tuple[str, ...] = ()
    """Links and what else is neither a file nor a folder: not followed, and not passed over in silence."""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.files, *self.folders)


def not_followed(names: Names) -> tuple[Note, ...]:
    """A note for each link that lies where a student's work should."""
    done = "is a link or no plain file, and was not looked at."
    return tuple(Note("", readable_name(name), done, "Put the files themselves there.") for name in names.others)


def of_entries(entries: Sequence[Entry]) -> Callable[[], Walked]:
    """Files at the top of a download, with those in archives among them."""

    def collect() -> Walked:
        found = unpack(tuple(entries))
        return Walked(tuple(found.entries), "; ".join(found.problems[:3]))

    return collect


def of_places(places: Iterable[Place], *, under: str = "") -> Callable[[], Walked]:
    """All that lies in these folders; with `under` what lies in the folder of that name alone, where there is one."""
    several = tuple(places)

    def collect() -> Walked:
        walked = [place.walk() for place in several]
        entries = _under(under, [entry for each in walked for entry in each.entries])
        found = unpack(tuple(entries))
        problems = [each.problem for each in walked if each.problem] + found.problems[:3]
        return Walked(tuple(found.entries), "; ".join(problems))

    return collect


def together(*parts: Callable[[], Walked]) -> Callable[[], Walked]:
    """All that these find, one after the other."""

    def collect() -> Walked:
        walked = [part() for part in parts]
        problems = "; ".join(each.problem for each in walked if each.problem)
        return Walked(tuple(entry for each in walked for entry in each.entries), problems)

    return collect


def of_archive(archive: Entry, *, under: str = "") -> Callable[[], Walked]:
    """All that is in this archive, whose name is no part of a path; `under` as above, also in a folder around all."""

    def collect() -> Walked:
        found = unpack((archive,))
        entries = [_below(entry) if len(entry.path.parts) > 1 else entry for entry in found.entries]
        tops = {entry.path.parts[0] for entry in entries if len(entry.path.parts) > 1}
        if under and len(tops) == 1 and under not in tops:
            entries = [_below(entry) if len(entry.path.parts) > 1 else entry for entry in entries]
        return Walked(tuple(_under(under, entries)), "; ".join(found.problems[:3]))

    return collect


def _below(entry: Entry) -> Entry:
    return replace(entry, path=PurePosixPath(*entry.path.parts[1:]))


def _under(folder: str, entries: list[Entry]) -> list[Entry]:
    """Those in the folder of this name at the top, where there is one; else all."""
    return [_below(e) for e in entries if folder and e.path.parts[0] == folder and len(e.path.parts) > 1] or entries
