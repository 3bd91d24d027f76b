"""Where files lie, in a folder or in an archive alike: a place that lists its own names and can be walked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Protocol

MAX_FILES = 10_000
MAX_FOLDERS = 2_000
MAX_DEPTH = 40
"""What is looked at of one student's: who hands in more hands in something else."""


class Reader(Protocol):
    def __call__(self, limit: int = ...) -> bytes:
        """At most `limit` bytes, one more than a submission may have where it is not given. OSError if unreadable."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that a student handed in: its path below the student's own, and how to read it.

    `origin` is where it stands in the download: its path there, then its path in each archive around it.
    """

    path: PurePosixPath
    read: Reader
    origin: tuple[str, ...] = ()

    def called(self, name: str) -> Entry:
        """The same file under the name that the student gave it."""
        return replace(self, path=PurePosixPath(name))


@dataclass(frozen=True, slots=True)
class Walked:
    """The files below a place, and in one sentence what of it could not be looked at."""

    entries: tuple[Entry, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The names directly in a place, in order: plain files, folders, and what is neither; hidden ones included."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Place(Protocol):
    """A folder, on disk or in an archive."""

    def listing(self) -> Listing:
        """What lies directly here. OSError where it cannot be read."""
        ...

    def folder(self, name: str) -> Place: ...

    def file(self, name: str) -> Entry: ...

    def walk(self) -> Walked:
        """All files below, within the limits. Never raises."""
        ...
