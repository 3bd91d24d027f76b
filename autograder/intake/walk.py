"""A folder on disk, looked at within limits. Links, pipes, sockets and devices are never followed or opened."""

from __future__ import annotations

import os
import stat
from collections import deque
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.files import MAX_BYTES
from autograder.intake.entries import MAX_DEPTH, MAX_FILES, MAX_FOLDERS, Entry, Listing, Walked
from autograder.intake.names import is_hidden, is_litter, readable_name

MAX_NAMES = 200_000
MAX_PATH = 3_500
"""Longer paths, in bytes, are not opened: most systems end at 4,096."""


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A folder below the folder that was given, `parts` its path there; the folder at `without` is not in it."""

    root: Path
    parts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return self.root.joinpath(*self.parts)

    def listing(self) -> Listing:
        files, folders, others = _scan(self.path)
        return Listing(tuple(files), tuple(self._inside(folders)), tuple(others))

    def _inside(self, folders: list[str], below: tuple[str, ...] = ()) -> list[str]:
        return [name for name in folders if not self.without or (*self.parts, *below, name) != self.without]

    def folder(self, name: str) -> FolderPlace:
        return FolderPlace(self.root, (*self.parts, name), self.without)

    def file(self, name: str) -> Entry:
        return self._entry((name,))

    def _entry(self, below: tuple[str, ...]) -> Entry:
        path = self.path.joinpath(*below)

        def read(limit: int = MAX_BYTES + 1) -> bytes:
            return read_file(path, limit)

        return Entry(PurePosixPath(*below), read, ("/".join((*self.parts, *below)),))

    def _refused(self, below: tuple[str, ...]) -> Entry:
        """What is no plain file: it has its name, so that nobody takes it for missing, and is not opened."""

        def read(limit: int = MAX_BYTES + 1) -> bytes:
            raise OSError("it is a link or a pipe, and only a plain file is read")

        return Entry(PurePosixPath(*below), read, ("/".join((*self.parts, *below)),))

    def walk(self) -> Walked:
        """The files below, those nearest to the top first; what is no plain file is there, and cannot be read."""
        entries: list[Entry] = []
        problems: list[str] = []
        waiting: deque[tuple[str, ...]] = deque([()])
        looked_at = names = 0
        while waiting:
            below = waiting.popleft()
            looked_at += 1
            if looked_at > MAX_FOLDERS:
                break
            path = self.path.joinpath(*below)
            if len(below) > MAX_DEPTH or len(os.fsencode(path)) > MAX_PATH:
                problems.append(f"folders are nested more than {MAX_DEPTH} deep or their path is too long")
                continue
            try:
                files, folders, others = _scan(path, MAX_NAMES - names)
            except OSError as error:
                shown = readable_name("/".join(below)) or "the folder"
                problems.append(f"{shown} cannot be read ({error.strerror or error})")
                continue
            names += len(files) + len(folders) + len(others)
            entries += [self._entry((*below, name)) for name in files if not is_litter(name)]
            entries += [self._refused((*below, name)) for name in others]
            if len(entries) > MAX_FILES:
                break
            waiting.extend((*below, name) for name in self._inside(folders, below) if not is_hidden(name))
        if looked_at > MAX_FOLDERS or len(entries) > MAX_FILES:
            problems.append(f"there are more than {MAX_FOLDERS} folders or {MAX_FILES} files")
        return Walked(tuple(entries[:MAX_FILES]), _once(problems))


def _once(problems: list[str]) -> str:
    return "; ".join(dict.fromkeys(problems[:3]))


def _scan(path: Path, most: int = MAX_NAMES) -> tuple[list[str], list[str], list[str]]:
    """The plain files, the folders and all else in a folder, each in order. OSError for more than `most` of them."""
    files, folders, others = [], [], []
    with os.scandir(path) as found:
        for number, item in enumerate(found):
            if number >= most:
                raise OSError(f"there are more than {MAX_NAMES} names in it")
            if item.is_dir(follow_symlinks=False):
                folders.append(item.name)
            elif item.is_file(follow_symlinks=False):
                files.append(item.name)
            else:
                others.append(item.name)
    return sorted(files), sorted(folders), sorted(others)


def read_file(path: Path, limit: int) -> bytes:
    """At most `limit` bytes of a regular file. Never waits: a file may have become a pipe meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a regular file")
        return file.read(limit)
