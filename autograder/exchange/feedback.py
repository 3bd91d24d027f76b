"""Feedback in the archives that platforms take: Moodle a folder each, Canvas the very names that were sent."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.errors import IntakeError
from autograder.exchange.book import harmless_text
from autograder.writing import for_spreadsheets

EPOCH = (2020, 1, 1, 0, 0, 0)
MOST_FILES = 100_000
_SENT = re.compile(r"(?P<who>.+?)_(?:LATE_)?(?P<user>\d+)_(?P<attachment>\d+)_(?P<file>.+)", re.DOTALL)
_NUMBERED = re.compile(r"(-\d+)(?=\.[^.]+$|$)")
_UNSAFE = re.compile(r"[&<>\"`|':\\/\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of a Canvas download: its whole name, the user's number, the name that the student gave it."""

    name: str
    user: str
    file: str


def moodle_entry(name: str, participant: str) -> str:
    """The path of one student's page in a Moodle feedback archive."""
    clean = " ".join(_UNSAFE.sub("", name.replace("_", " ")).split()).lstrip(".") or "Participant"
    return f"{clean}_{participant}_assignfeedback_file/feedback.html"


def canvas_sent(download: Path) -> list[Sent]:
    """The files in a Canvas download, a zip or a folder of it. Raises IntakeError where there is none of their names.

    Texts written online and links have no file's number: nothing can be attached to them.
    """
    names = _names(download)
    matches = [found for name in names if (found := _SENT.fullmatch(PurePosixPath(name).name))]
    if not matches:
        raise IntakeError(
            f"{download}: this is no Canvas download: names like doejane_20001_900123_median.py are expected."
        )
    return [Sent(found[0], found["user"], _NUMBERED.sub("", found["file"])) for found in matches]


def _names(download: Path) -> list[str]:
    try:
        if download.is_dir():
            found = sorted(path.relative_to(download).as_posix() for path in download.rglob("*") if path.is_file())
        else:
            with zipfile.ZipFile(download) as archive:
                found = [info.filename for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise IntakeError(f"{download}: cannot be read ({error}). Download it again.") from error
    if len(found) > MOST_FILES:
        raise IntakeError(f"{download}: holds more than {MOST_FILES} files.")
    return [name for name in found if not name.startswith("__MACOSX/")]


def comment_file(file: str, text: str, page: Callable[[], str]) -> bytes:
    """Feedback under the name of a file that was sent, in that kind of file, so that it opens as one.

    `page` makes the student's page, which few kinds of file need.
    """
    kind = PurePosixPath(file).suffix.casefold()
    if kind in (".py", ".yaml", ".yml"):
        return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()).encode()
    if kind in (".html", ".htm"):
        return page().encode()
    if kind == ".ipynb":
        cell = {"cell_type": "markdown", "id": "feedback", "metadata": {}, "source": text}
        return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    if kind == ".zip":
        return make_zip([("feedback.html", page().encode())])
    return text.encode() + b"\n"


def make_zip(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip whose bytes depend on names and contents alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def mail_table(rows: Sequence[Sequence[str]], *, grades: bool = False) -> bytes:
    """The table for a mail merge, marked as UTF-8: a spreadsheet takes no cell for a formula.

    A row has e-mail, name, student, score, maximum, with `grades` the curve's grade, and the feedback.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["email", "name", "student", "score", "max_score", *["grade"] * grades, "feedback"])
    writer.writerows([harmless_text(cell) for cell in row] for row in rows)
    return for_spreadsheets(text.getvalue())
