"""Names from strangers' disks and archives: which are looked at, and how they are shown."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable

IGNORED = frozenset({"__pycache__", "__MACOSX", "node_modules", "venv"})


def is_hidden(name: str) -> bool:
    """What editors, systems and version control leave beside a student's work."""
    return name.startswith((".", "~$")) or name in IGNORED or name in ("Thumbs.db", "desktop.ini", "Icon\r")


def readable_name(name: str) -> str:
    """A name that can stand in any report: bytes that are not UTF-8 and control characters become `?`."""
    if name.isascii() and name.isprintable():
        return name
    text = os.fsencode(name).decode("utf-8", "replace").replace("\ufffd", "?")
    return "".join(c if c.isprintable() else "?" for c in text)


def readable_names(names: Iterable[str]) -> dict[str, str]:
    """Name -> readable name without blanks around it, one each: two names that read alike are numbered."""
    readable: dict[str, str] = {}
    taken: set[str] = set()
    plain = {name: readable_name(name).strip() or "?" for name in names}
    for name in sorted(plain, key=lambda name: (plain[name] != name, name)):
        shown, number = plain[name], 1
        while shown in taken:
            number += 1
            shown = f"{plain[name]} ({number})"
        taken.add(shown)
        readable[name] = shown
    return readable


def common_head(names: Iterable[str]) -> str:
    """The letters with which all of these names begin."""
    several = list(names)
    if not several:
        return ""
    first, last = min(several), max(several)
    return next((first[:place] for place, c in enumerate(first) if last[place : place + 1] != c), first)


def folded(text: str) -> str:
    """Equal for two names that differ by case, blanks or the form of an accent only."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())


def turned(name: str) -> str:
    """`Jane Doe` for `Doe, Jane`, as platforms sort people; anything else as it is."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else name
