"""ILIAS: `Doe_Jane_jdoe_4711/20261103235800_median.py`; a team's people in `Team_12/`.

Every upload stays there with its time before the name: of one name the newest counts. A login may hold `_`, so where it
begins is told by the roster alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Work, of_entries
from autograder.intake.entries import Entry, Place, Walked
from autograder.intake.lms.sakai import time_of
from autograder.intake.names import is_hidden, readable_name

KIND = "ilias"
TITLE = "download from ILIAS"
_PERSON = re.compile(r"(.+)_(\d+)", re.DOTALL | re.ASCII)
_TEAM = re.compile(r"Team_\d+", re.ASCII)
_UPLOAD = re.compile(r"(\d{14})_(.+)", re.DOTALL | re.ASCII)


def recognised(names: Names) -> set[str]:
    """Folders that end in a number and hold uploads with their time; those of teams."""
    return {name for name in names.folders if _is_own(names.place.folder(name), name)}


def read(names: Names) -> Download:
    works = []
    for folder in sorted(recognised(names)):
        place = names.place.folder(folder)
        if not _TEAM.fullmatch(folder):
            works.append(replace(_work(folder, [place], _who(folder)), aliases=_logins(folder)))
            continue
        people = [name for name in place.listing().folders if _PERSON.fullmatch(name)]
        places = [place, *(place.folder(name) for name in people)]
        first, *others = map(_who, people)
        logins = tuple(map(_logins, people))
        works.append(replace(_work(folder, places, first), members=tuple(others), logins=logins))
    return Download(KIND, TITLE, tuple(works))


def _work(folder: str, places: list[Place], who: Who) -> Work:
    key = readable_name(folder)
    uploads = [found for place in places for found in _uploads(place)]
    newest: dict[str, tuple[str, Entry]] = {}
    for time, name, entry in sorted(uploads, key=lambda upload: upload[:2]):
        newest[name] = (time, entry.called(name))
    times = [time for time, _ in newest.values() if time]
    who = replace(who, submitted_at=time_of(max(times)) if times else "")
    attempts = max((sum(name == each for _, each, _ in uploads) for name in newest), default=1)
    entries = [entry for _, entry in newest.values()]
    return Work(key, who, _all_of(entries, places), attempts=attempts)


def _all_of(entries: list[Entry], places: list[Place]) -> Callable[[], Walked]:
    """The newest upload of each name, and what an archive that was unpacked there has in folders."""
    top = of_entries(entries)
    inner = [place.folder(name) for place in places for name in place.listing().folders if not _PERSON.fullmatch(name)]

    def collect() -> Walked:
        walked = [top(), *(place.walk() for place in inner)]
        problems = "; ".join(each.problem for each in walked if each.problem)
        return Walked(tuple(entry for each in walked for entry in each.entries), problems)

    return collect


def _uploads(place: Place) -> list[tuple[str, str, Entry]]:
    """Time, name and entry of each file here; without a time where the name has none."""
    found = []
    for name in place.listing().files:
        if not is_hidden(name):
            match = _UPLOAD.fullmatch(name)
            found.append((match[1], match[2], place.file(name)) if match else ("", name, place.file(name)))
    return found


def _is_own(place: Place, name: str) -> bool:
    try:
        listing = place.listing()
    except OSError:
        return False
    if _TEAM.fullmatch(name):
        return any(_PERSON.fullmatch(each) for each in listing.folders)
    return bool(_PERSON.fullmatch(name)) and any(_UPLOAD.fullmatch(each) for each in listing.files)


def _who(folder: str) -> Who:
    """Who is meant where neither the names nor the login have a `_` in them."""
    parts = [readable_name(part) for part in folder.split("_")]
    return Who(name=f"{parts[1]} {parts[0]}", login=parts[2]) if len(parts) == 4 else Who(name=readable_name(folder))


def _logins(folder: str) -> tuple[str, ...]:
    """What may be the login: all that ends before the number, but for the family name."""
    parts = [readable_name(part) for part in folder.split("_")][:-1]
    return tuple("_".join(parts[place:]) for place in range(1, len(parts)))
