"""What a result depends on: the files of a course."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autograder.course.model import Course


def course_digest(course: Course) -> str:
    """Changes when anything that can change a result does: the manifest, stubs, solutions, checks."""
    digest = hashlib.sha256()
    for path in course_files(course.root):
        digest.update(f"{path.relative_to(course.root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def course_files(root: Path) -> list[Path]:
    """The files of a course that can change a result, in order."""
    rooms = [root / "exercises", root / "solutions", root / "tests" / "visible", root / "tests" / "hidden"]
    files = [path for room in rooms for path in room.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return [root / "course.yaml", *sorted(files)]
