"""Which exercise a file's name is, exactly or but for its case and what browsers, platforms and people append."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

# What is appended to a name when a file is downloaded, uploaded or saved a second time.
_COPY = (
    "copy|kopie|copie|copia|cópia|còpia|kopia|kopi|kopya|kopyası|kópia|kópija|kopija|kopio|koopia|másolat|copiere"
    "|копия|копія|копие|αντίγραφο|コピー|副本|복사본|עותק|نسخة|สำเนา"
)
_APPENDED = re.compile(
    r"\s*\(\d{1,3}\)$|\[\d{1,3}\]$|[-_ ]\d{1,2}$|[-_ ]v\d{1,2}$"
    rf"|[-_ –—]+(final|{_COPY})$| ?(のコピー|的副本)$|\s*\(({_COPY})[-_ ]?\d{{0,3}}\)$"
    r"|-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
)
IN_FRONT = re.compile(
    r"^(?:copy of|kopie von|copie (?:de|a)|copia d[ei]|c[óò]pia de|kopie van|kopi a[vf]|kopia(?: av| pliku)?|kopie"
    r"|kopio(?: tiedostosta)?|копия(?: файла)?|копія(?: файлу)?|αντίγραφο(?: του)?|עותק של|نسخة من) +"
    r"|^\d{14}_+|^\[\d{1,3}\]_",
    re.IGNORECASE,
)
"""Before a name: what says that it is a copy, and when it was uploaded, as one platform writes it."""
_SUFFIXES = {".yml": ".yaml", ".markdown": ".md"}


def near_names(name: str) -> Iterator[str]:
    """`name` folded, then with one thing after the other taken off that was appended to it."""
    folded = unicodedata.normalize("NFC", name).casefold().strip()
    yield folded
    if folded.endswith(".txt") and "." in folded[:-4]:
        folded = folded[:-4]
        yield folded
    stem, dot, suffix = folded.rpartition(".")
    suffix = f"{dot}{suffix}"
    if suffix in _SUFFIXES:
        suffix = _SUFFIXES[suffix]
        yield f"{stem}{suffix}"
    if copied := IN_FRONT.match(stem):
        stem = stem[copied.end() :]
        yield f"{stem}{suffix}"
    while shorter := _APPENDED.search(stem):
        stem = stem[: shorter.start()]
        yield f"{stem}{suffix}"


@lru_cache(maxsize=64)
def _folded(files: tuple[str, ...]) -> Mapping[str, str]:
    """The names of exercise files, folded: the same ones are asked for with each file of a class."""
    return {unicodedata.normalize("NFC", file).casefold(): file for file in files}


def exercise_called(name: str, files: Sequence[str]) -> str | None:
    """The exercise file among `files` that `name` is, exactly or nearly; a name that is exact for one is no other's."""
    known = _folded(tuple(files))
    return next((known[near] for near in near_names(name) if near in known), None)
