"""A course as one archive that travels: equal courses give equal bytes."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from autograder.classroom.grader import Grader
from autograder.course.digest import course_files
from autograder.course.opened import modules_of

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: an archive must not tell when it was made."""


def files_needed(grader: Grader) -> set[Path]:
    """What grading needs of the course's folder: its rooms, and what its own code was seen to open."""
    root = grader.course.root.resolve()
    seen = modules_of(root) | grader.collected.files
    seen = seen.union(*(opened.files for opened in grader.opened.values()))
    files = {path.absolute() for path in course_files(root)} | seen
    inside = {file for file in files if root in file.parents}
    listed = {child for folder in inside if folder.is_dir() for child in folder.iterdir()}
    return {file for file in inside | listed if file.is_file()}


def packed_course(root: Path, files: Iterable[Path]) -> bytes:
    """A zip of these files of the course at `root`."""
    root = root.resolve()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted((file.relative_to(root).as_posix(), file) for file in files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return made.getvalue()


def unpacked_course(archive: bytes, folder: Path) -> Path:
    """The course, in a folder of its own below `folder`: there whole or not at all, whoever else unpacks it.

    Raises ValueError for an archive whose files would lie elsewhere.
    """
    place = folder / f"course-{hashlib.sha256(archive).hexdigest()[:16]}"
    if place.is_dir():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".course-", dir=folder))
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            for name in files.namelist():
                if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                    raise ValueError(f"{name!r} would not lie in the course's folder")
            files.extractall(fresh)
        os.rename(fresh, place)
    except OSError:
        if not place.is_dir():  # else somebody else was quicker
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return place
