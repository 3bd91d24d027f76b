"""Names that every file system takes, one to one: no two of a class share one, whatever the system holds for equal."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LONGEST = 180
"""Bytes of a name in UTF-8, an ending not counted; a file system takes 255."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w.@+ -]")


def portable_names(names: Iterable[str]) -> dict[str, str]:
    """Each name -> what a file of it is called, without an ending; the same names give the same whatever their order.

    Where a name had to be changed, or differs from another in what some system takes for the same (case, the way in
    which an accent is written), the first digits of its digest stand behind it.
    """
    clean = {name: _clean(name) for name in names}
    shared = Counter(_same(text) for name, text in clean.items() if text == name)
    digits = 8
    while True:
        made = {
            name: text if text == name and shared[_same(text)] == 1 else f"{text}-{_digest(name)[:digits]}"
            for name, text in clean.items()
        }
        if len({_same(text) for text in made.values()}) == len(made) or digits >= 64:
            return made
        digits *= 2


def _clean(name: str) -> str:
    text = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(". ") or "_"
    text = f"_{text}" if _RESERVED.fullmatch(text) else text
    return text.encode("utf-8")[:LONGEST].decode("utf-8", "ignore").rstrip(". ")


def _same(text: str) -> str:
    """Equal for what some file system takes for equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).casefold())


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
