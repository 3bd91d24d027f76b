"""A folder of submissions, or a zip of one, to Submissions. Nothing is extracted, followed or run."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.course.model import Course, Exercise, Submission, SubmittedFile
from autograder.errors import IntakeError
from autograder.files import MAX_BYTES, decode_source

MAX_ENTRIES = 100_000
MAX_ENTRIES_A_STUDENT = 10_000
_IGNORED = frozenset({"__pycache__", "__MACOSX", "node_modules", "venv"})
STUDENTS_OWN = "exercises"
"""The folder that a student works in: no student is called that."""
_ONE_STUDENT = "{}: these look like one student's files. To grade one student, add --student NAME."


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that a student handed in: its path below the student's folder, and how to read it."""

    path: PurePosixPath
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Intake:
    """The students of a class by name, in order, and how to list the files of each."""

    students: tuple[str, ...]
    entries: Callable[[str], list[Entry]]

    def read(self, student: str, course: Course) -> Submission:
        """What `student` handed in: for each exercise the file of that name, the nearest to the top."""
        entries = self.entries(student)
        found = {exercise.id: _find(entries, exercise) for exercise in course.exercises}
        return Submission(student, {name: file for name, file in found.items() if file is not None})


def open_intake(path: Path, course: Course, student: str | None = None) -> Intake:
    """Opens a folder with one folder a student, or, with `student`, one student's folder; or a zip of either.

    Raises IntakeError where there is nothing to grade.
    """
    if not path.exists():
        raise IntakeError(f"{path}: there is no such file or folder.")
    if not path.is_dir():
        return _open_zip(path, student)
    _require_readable(path)
    if student is not None:
        return Intake((student,), lambda _: _walk(path))
    names = _readable_names(name for name in os.listdir(path) if _is_folder(path, name))
    folders = {readable: Path(path, name) for name, readable in names.items()}
    if not folders or STUDENTS_OWN in folders:
        raise IntakeError(_nothing_there(path, course))
    return Intake(tuple(sorted(folders)), lambda name: _walk(folders[name]))


def _nothing_there(path: Path, course: Course) -> str:
    files = {exercise.file for exercise in course.exercises}
    if (files | {STUDENTS_OWN}) & set(os.listdir(path)):
        return _ONE_STUDENT.format(path)
    return f"{path}: there are no submissions here. Put each student's files in a folder with the student's name."


def _require_readable(path: Path) -> None:
    try:
        os.listdir(path)
    except OSError as error:
        raise IntakeError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from error


def _is_folder(parent: Path, name: str) -> bool:
    return not name.startswith((".", "_")) and name not in _IGNORED and _mode(parent / name) == stat.S_IFDIR


def _mode(path: Path) -> int:
    return stat.S_IFMT(os.lstat(path).st_mode)


def _readable_name(name: str) -> str:
    """A name that can stand in any report: bytes that are not UTF-8 and control characters become `?`."""
    text = os.fsencode(name).decode("utf-8", "replace").replace("\ufffd", "?")
    return "".join(c if c.isprintable() else "?" for c in text)


def _readable_names(names: Iterable[str]) -> dict[str, str]:
    """Name -> readable name, one each: two names that read alike are numbered."""
    readable: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names, key=lambda name: (_readable_name(name) != name, name)):
        shown, number = _readable_name(name), 1
        while shown in taken:
            number += 1
            shown = f"{_readable_name(name)} ({number})"
        taken.add(shown)
        readable[name] = shown
    return readable


def _walk(root: Path) -> list[Entry]:
    """The regular files below `root`; links are not followed and special files are left out."""
    entries: list[Entry] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if _is_folder(Path(folder), f))
        for name in sorted(files):
            path = Path(folder, name)
            if _mode(path) == stat.S_IFREG:
                below = PurePosixPath(path.relative_to(root).as_posix())
                entries.append(Entry(below, lambda path=path: _read_file(path)))  # type: ignore[misc]
            if len(entries) >= MAX_ENTRIES_A_STUDENT:
                return entries
    return entries


def _read_file(path: Path) -> bytes:
    """At most one byte more than a submission may have. Never waits: a file may have become a pipe meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a regular file")
        return file.read(MAX_BYTES + 1)


def _open_zip(path: Path, student: str | None) -> Intake:
    try:
        archive = zipfile.ZipFile(path)
        infos = archive.infolist()
        members = [(parts, info) for info in infos if (parts := _safe_parts(info)) is not None]
    except Exception as error:  # for damaged bytes zipfile raises a dozen types, IndexError and struct.error among them
        fix = "Give a folder, or a zip of one, with one folder a student."
        raise IntakeError(f"{path}: is neither a folder nor a zip that can be read ({error}). {fix}") from error
    if len(infos) > MAX_ENTRIES:
        raise IntakeError(f"{path}: has more than {MAX_ENTRIES} entries. Unpack it and look what it is.")
    if student is not None:
        return Intake((student,), lambda _: [_member(archive, info, parts) for parts, info in members])
    outer = _folders_around([parts for parts, _ in members])
    names = _readable_names({parts[outer] for parts, _ in members if len(parts) > outer + 1})
    students: dict[str, list[Entry]] = {name: [] for name in names.values()}
    for parts, info in members:
        if len(parts) > outer + 1:
            students[names[parts[outer]]].append(_member(archive, info, parts[outer + 1 :]))
    if STUDENTS_OWN in students:
        raise IntakeError(_ONE_STUDENT.format(path))
    if not students:
        raise IntakeError(f"{path}: there are no submissions in it: one folder a student is expected.")
    return Intake(tuple(sorted(students)), lambda name: students[name])


def _folders_around(paths: list[tuple[str, ...]]) -> int:
    """How many folders stand around the students' folders. What lies around a student's own folder is the student's."""
    depth = 0
    while len({parts[depth] for parts in paths}) == 1 and all(
        len(parts) > depth + 2 and parts[depth + 1] != STUDENTS_OWN for parts in paths
    ):
        depth += 1
    return depth


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, parts: tuple[str, ...]) -> Entry:
    return Entry(PurePosixPath(*parts), lambda: _read_member(archive, info))


def _safe_parts(info: zipfile.ZipInfo) -> tuple[str, ...] | None:
    """A member's path in parts, or None for what is not a plain file inside the archive."""
    mode = info.external_attr >> 16
    parts = tuple(part for part in info.filename.replace("\\", "/").split("/") if part)
    plain = info.filename and not info.is_dir() and (stat.S_IFMT(mode) in (0, stat.S_IFREG)) and not info.flag_bits & 1
    inside = parts and not info.filename.startswith(("/", "\\")) and ":" not in parts[0] and ".." not in parts
    hidden = any(part.startswith((".", "_")) and part != "__init__.py" for part in parts) or _IGNORED & set(parts)
    return parts if plain and inside and not hidden else None


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """At most one byte more than a submission may have, so that a bomb unpacks to no more than that."""
    try:
        with archive.open(info) as member:
            return member.read(MAX_BYTES + 1)
    except Exception as error:  # each compression has its own types for damaged data
        raise OSError(f"cannot be unpacked ({error})") from error


def _find(entries: Iterable[Entry], exercise: Exercise) -> SubmittedFile | None:
    named = list(_named(entries, exercise.file))
    if not named:
        return None
    top = min(len(entry.path.parts) for entry in named)
    nearest = [entry for entry in named if len(entry.path.parts) == top]
    if len(nearest) > 1:
        paths = [_readable_name(str(entry.path)) for entry in nearest[:3]]
        problem = f"There are several files of this name: {' and '.join(paths)}. Keep one."
        return SubmittedFile(paths[0], None, problem)
    return _decode(nearest[0], exercise.file)


def _named(entries: Iterable[Entry], name: str) -> Iterator[Entry]:
    """The entries of this name; where there are none, those that differ in upper and lower case only."""
    everything = list(entries)
    exact = [entry for entry in everything if entry.path.name == name]
    yield from exact or [entry for entry in everything if entry.path.name.casefold() == name.casefold()]


def _decode(entry: Entry, name: str) -> SubmittedFile:
    path = _readable_name(str(entry.path))
    try:
        raw = entry.read()
    except OSError as error:
        return SubmittedFile(path, None, f"{name} cannot be read: {error.strerror or error}.")
    decoded = decode_source(raw, name)
    return SubmittedFile(path, decoded.text, decoded.problem)
