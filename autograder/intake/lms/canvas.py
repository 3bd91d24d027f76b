"""Canvas: all files side by side, `doejane_LATE_20001_900123_median-1.py`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Work, of_entries
from autograder.intake.entries import Entry
from autograder.intake.lms.online_text import text_of

KIND = "canvas"
TITLE = "Canvas download"

_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<head>anon)_(?P<id>[A-Za-z0-9]+)_(?P<attachment>\d+)_(?P<file>.+)", re.DOTALL
)
_ANONYMOUS_TEXT = re.compile(r"(?P<late>LATE_)?(?P<head>anon)_(?P<id>[A-Za-z0-9]+)_(?P<file>text|link)\.html")
_TEXT = re.compile(r"(?P<head>.*?)_(?P<late>LATE_)?(?P<id>\d+)_(?P<file>text|link)\.html")
_IDS = re.compile(r"_(LATE_)?(\d+)_(\d+)_(?=.)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Named:
    head: str
    id: str
    late: bool
    file: str
    text: bool = False


def recognised(names: Names) -> set[str]:
    return {name for name in names.files if _parse(name, names.known) is not None}


def squeezed(name: str) -> str:
    """What Canvas leaves of a name: letters of any alphabet, marks, digits and connectors, in lower case."""
    keep = (c for c in name if unicodedata.category(c)[0] in "LM" or unicodedata.category(c) in ("Nd", "Pc"))
    return unicodedata.normalize("NFC", "".join(keep).lower())


def read(names: Names) -> Download:
    people: dict[str, list[tuple[_Named, Entry]]] = {}
    for name in names.files:
        named = _parse(name, names.known)
        if named is not None:
            people.setdefault(named.id, []).append((named, names.place.file(name)))
    return Download(KIND, TITLE, tuple(_work(key, rows) for key, rows in sorted(people.items())), clean=squeezed)


def _work(key: str, rows: list[tuple[_Named, Entry]]) -> Work:
    files = [entry.called(named.file) for named, entry in rows if not named.text]
    written = [(named, entry) for named, entry in rows if named.text]
    written.sort(key=lambda pair: pair[0].file != "text")
    text = next((text_of(entry, links=named.file == "link") for named, entry in written), None)
    late = any(named.late for named, _ in rows)
    head = rows[0][0].head
    return Work(key, Who(name="" if head == "anon" else head), of_entries(files), text, late=late)


def _parse(name: str, known: frozenset[str]) -> _Named | None:
    for pattern in (_ANONYMOUS, _ANONYMOUS_TEXT, _TEXT):
        if found := pattern.fullmatch(name):
            anonymous = found["head"] == "anon"
            if not anonymous and not _is_head(found["head"]):
                continue
            key = f"anon_{found['id']}" if anonymous else found["id"]
            return _Named(found["head"], key, bool(found["late"]), found["file"], pattern in (_TEXT, _ANONYMOUS_TEXT))
    splits = [found for found in _overlapping(name) if _is_head(name[: found.start()])]
    if not splits:
        return None
    # The first; but a group's name may end in digits, and then the member's id is the one that the roster knows.
    found = next((split for split in splits if split[2] in known), splits[0])
    return _Named(name[: found.start()], found[2], bool(found[1]), name[found.end() :])


def _overlapping(name: str) -> list[re.Match[str]]:
    found, start = [], 0
    while match := _IDS.search(name, start):
        found.append(match)
        start = match.start() + 1
    return found


def _is_head(text: str) -> bool:
    """Whether this is what Canvas leaves of a name, which may be nothing."""
    return squeezed(text) == unicodedata.normalize("NFC", text)
