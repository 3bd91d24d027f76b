"""Builds the folder: the page, its scripts, the course and the engine in two archives, Python, a service worker."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from autograder.author.wheel import zip_bytes
from autograder.course.model import Course
from autograder.errors import UserError
from autograder.pages.lesson import read_lesson
from autograder.website.course_files import course_files
from autograder.website.distribution import LIBRARY, LOCK, Distribution
from autograder.website.libraries import needs_of, wheels
from autograder.website.page import index, scripts
from autograder.website.python_files import engine_files, package_files
from autograder.website.slim import slimmed
from autograder.writing import is_free, replacing_folder

MARK = "site.json"
"""The file by which a folder is known as a site that may be built anew."""


def build(course: Course, out: Path, python: Distribution, *, self_study: bool = False) -> list[Path]:
    """Writes the site to `out` and gives its files, relative to it.

    Raises UserError where `out` holds something else, CourseError for a slip in the lesson.
    """
    _require_free(out)
    files = _files(course, python, self_study=self_study)
    with replacing_folder(out, first=MARK) as folder:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())


def _require_free(out: Path) -> None:
    if not is_free(out) and not (out / MARK).is_file():
        raise UserError(f"{out} is there already and is no site. Name a new folder with --out.")


def _files(course: Course, python: Distribution, *, self_study: bool) -> dict[str, bytes]:
    lesson = read_lesson(course)
    files = {name: text.encode() for name, text in scripts(lesson).items()}
    files["python.zip"] = zip_bytes(engine_files() | package_files())
    files["course.zip"] = zip_bytes(course_files(course, self_study=self_study))
    needs = {one.id: needs_of(course, one, python, self_study=self_study) for one in course.exercises}
    files |= copied(python, wheels(needs))
    version = _version(files, python)
    files["index.html"] = index(course, lesson, python, needs, version, self_study=self_study).encode()
    whole = _version(files, python)
    cached = sorted({"./", *files, *(python.address + name for name in (*python.files, *wheels(needs)))})
    settings = {"course": course.name, "page": version, "version": whole, "files": cached}
    files["sw.js"] = files["sw.js"].replace(b'"SETTINGS"', json.dumps(settings).encode())
    files[MARK] = json.dumps({"course": course.name, "version": whole, "self_study": self_study}).encode()
    return files


def _version(files: dict[str, bytes], python: Distribution) -> str:
    """Sixteen digits that differ where any byte of the site does."""
    digest = hashlib.sha256("\n".join([python.address, *python.files]).encode())
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def copied(python: Distribution, wheels: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Python's own files and these wheels for the site, as small as may be; none where they stay at their address."""
    if python.folder is None:
        return {}
    files = {name: (python.folder / name).read_bytes() for name in (*python.files, *wheels)}
    small = slimmed(files, python.files[-1], LOCK, LIBRARY)
    return {python.address + name: content for name, content in small.items()}
