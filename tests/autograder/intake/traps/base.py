"""What a trap is, the class that falls into it, and makers of files, zips and notebooks."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from dataclasses import dataclass, field

from downloads import Pupil

Entry = tuple[str, bytes]
ASK, NOTED, NOTHING = "?ask", "?noted", "?nothing"

ADA = Pupil(41, "0301", "alove", "Ada", "Lovelace", "Red")
ANNE = Pupil(42, "302", "am-cruz", "Anne-Marie", "de la Cruz", "Red")
DARCY = Pupil(43, "303", "dngolo", "D'Arcy", "N'Golo", "Blue")
WANG = Pupil(44, "304", "wxm", "小明", "王", "Blue")
ZOE = Pupil(45, "305", "z_mueller", "Zoë", "Müller-Lüdenscheidt", "Green")
JANE = Pupil(46, "306", "jdoe", "Jane", "Doe", "Green")
JANE2 = Pupil(47, "307", "jdoe2", "Jane", "Doe", "Gold")
ALI = Pupil(48, "308", "malali", "محمد", "العلي", "Gold")
KIM = Pupil(49, "309", "kim.jr", "Sam", "Kim, Jr.", "")
MAX = Pupil(50, "310", "mbrod", "Max", "Brod", "")
PEOPLE = (ADA, ANNE, DARCY, WANG, ZOE, JANE, JANE2, ALI, KIM, MAX)


def either(tag: str) -> str:
    return f"?either {tag}"


@dataclass(frozen=True)
class Trap:
    """One download; `wants` maps a student id, and `strangers` the names of rows that are nobody's, to exercises."""

    kind: str
    entries: list[Entry]
    wants: dict[str, dict[str, str]]
    name: str = ""
    table: str = ""  # which table is the roster: the platform's own where there is one
    strangers: dict[str, dict[str, str]] = field(default_factory=dict)
    late: frozenset[str] = frozenset()
    teams: bool = False
    people: tuple[Pupil, ...] = PEOPLE
    notebooks: bool = False
    silent: bool = False  # everything is plain: nobody has to be asked or told of anything
    detected: bool = True


def body(tag: str) -> bytes:
    return f"# {tag}\nvalue = 1\n".encode()


def py(path: str, tag: str) -> Entry:
    return path, body(tag)


def both(place: str, tag: str) -> list[Entry]:
    """Both exercises of one student; `place` has `{}` for the file's name."""
    return [py(place.format("median.py"), f"m {tag}"), py(place.format("trapezoid.py"), f"t {tag}")]


def whole(tag: str) -> dict[str, str]:
    return {"median": f"m {tag}", "trapezoid": f"t {tag}"}


def zipped(*entries: Entry) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 4, 0, 0, 0)), data)
    return out.getvalue()


def in_old_code_page(*entries: Entry) -> bytes:
    """A zip of an old Windows: `@` in a name becomes an umlaut of code page 437, and no flag says UTF-8."""
    for _, data in entries:
        assert b"@" not in data
    return zipped(*entries).replace(b"@bung", b"\x9abung")  # in the names alone, not in what is packed


def cell_book(tag: str) -> bytes:
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": f"# {tag}\n",
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


RAR = b"Rar!\x1a\x07\x01\x00" + bytes(60)
SEVEN = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60)
TWO = {"median": ASK, "trapezoid": ASK}
