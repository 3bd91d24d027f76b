"""What a trap of the third set is made of: a download, and what must come out of it, said before anything was run.

The course has two exercises, `softmax.py` and `dot.py`, worth ten points each. A file says its own mark, so that the
score tells which file was taken. `tokens` of a student are the marks of the two files, or one of the words below.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ASKED = "asked"  # not graded, and a row of intake.csv says between what a person chooses
NONE = "none"  # nothing was handed in for it: missing
TOLD = "told"  # taken or not: a row of intake.csv of this student says something about it
ANY = "any"
CRASHED = "crashed"  # or taken: never plainly missing

Mark = int | str


@dataclass(frozen=True)
class Book:
    """A gradebook to fill back: `cells` are by row key; all other cells stay as they are."""

    platform: str
    name: str
    data: bytes
    key: str  # the column that tells the rows apart
    column: str  # the column that is filled
    cells: Mapping[str, str]  # row key -> what the cell holds afterwards
    encoding: str = "utf-8"
    delimiter: str = ","
    options: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    says: tuple[str, ...] = ()  # words that the command prints


@dataclass(frozen=True)
class Case:
    entries: Mapping[str, bytes] | bytes
    students: Mapping[str, tuple[Mark, Mark]] = field(default_factory=dict)  # any id of theirs -> softmax, dot
    nothing: tuple[str, ...] = ()  # a row each, without work
    system: str = ""
    packed: bool = True
    name: str = "download.zip"
    tables: Mapping[str, bytes] = field(default_factory=dict)  # files beside the download
    options: tuple[str, ...] = ()  # of grade; a table's name in braces stands for its path
    late: Mapping[str, bool] = field(default_factory=dict)
    days: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()  # exit 2; one of these words is in the sentence
    named: Mapping[str, str] = field(default_factory=dict)  # student -> what intake.csv names of theirs
    others: int = 0  # rows of people who are not listed above
    book: Book | None = None


TRAPS: dict[str, Callable[[], Case]] = {}


def trap(make: Callable[[], Case]) -> Callable[[], Case]:
    TRAPS[make.__name__] = make
    return make


def py(mark: int, note: str = "") -> bytes:
    """A file that earns `mark` points."""
    return f"{note}def level():\n    return {mark}\n".encode()


def both(place: str, softmax: int, dot: int) -> dict[str, bytes]:
    return {f"{place}softmax.py": py(softmax), f"{place}dot.py": py(dot)}


def pack(entries: Mapping[str, bytes], flag: bool = True) -> bytes:
    """A zip of these entries; without `flag` names are written as the bytes they are in Windows-1252."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 4, 0, 0, 0)), data)
    return out.getvalue()


def lines(*rows: str, end: str = "\r\n", encoding: str = "utf-8") -> bytes:
    return ("".join(row + end for row in rows)).encode(encoding)
