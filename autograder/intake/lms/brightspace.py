"""Brightspace: `13394-80551 - Jane Doe - Nov 3, 2026 1159 PM/median.py`, in folders or flat; anchored on the date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from autograder.course.model import Who
from autograder.course.when import parse_when
from autograder.intake.download import Download, Names, Work, of_entries, of_places, together
from autograder.intake.entries import Entry, Place, Walked

KIND = "brightspace"
TITLE = "Brightspace download"

_IDS = re.compile(r"(\d+)-(\d+) - (.+)", re.DOTALL | re.ASCII)
_ORGANISATION = re.compile(r"#?\w*\d\w*")


@dataclass(frozen=True, slots=True)
class _Named:
    numbers: tuple[str, str]
    id: str
    name: str
    time: dt.datetime | None
    said: str
    """The date as it stands there."""
    file: str


@dataclass(slots=True)
class _Attempt:
    named: _Named
    places: list[Place] = field(default_factory=list)
    files: list[Entry] = field(default_factory=list)


def recognised(names: Names) -> set[str]:
    own = {name for name in names.folders if _parse(name, flat=False)}
    own |= {name for name in names.files if _parse(name, flat=True)}
    return own | ({"index.html"} & set(names.files) if own else set())


def read(names: Names) -> Download:
    attempts: dict[tuple[tuple[str, str], str, str], _Attempt] = {}
    for name in names.folders:
        if named := _parse(name, flat=False):
            attempt = attempts.setdefault((named.numbers, named.name, named.said), _Attempt(named))
            attempt.places.append(names.place.folder(name))
    for name in names.files:
        if named := _parse(name, flat=True):
            attempt = attempts.setdefault((named.numbers, named.name, named.said), _Attempt(named))
            attempt.files.append(names.place.file(name).called(named.file))
    place = _telling_number([attempt.named for attempt in attempts.values()])
    people: dict[tuple[str, str], list[_Attempt]] = {}
    for attempt in attempts.values():
        people.setdefault((attempt.named.numbers[place], attempt.named.name), []).append(attempt)
    numbers = [number for number, _ in people]
    works = [
        _work(f"{number} {name}" if numbers.count(number) > 1 else number, people[number, name])
        for number, name in sorted(people)
    ]
    return Download(KIND, TITLE, tuple(works))


def _work(key: str, attempts: list[_Attempt]) -> Work:
    times = [attempt.named.time for attempt in attempts]
    known = [time for time in times if time is not None]
    unknown = len(attempts) > 1 and (len(known) < len(times) or len(set(known)) < len(known))
    newest = attempts[0] if unknown or not known else max(attempts, key=lambda a: a.named.time or dt.datetime.min)
    before = [attempt for attempt in attempts if attempt is not newest]
    before.sort(key=lambda a: a.named.time or dt.datetime.min, reverse=True)
    problem = ""
    if unknown:
        said = " and ".join(attempt.named.said for attempt in attempts[:3])
        problem = f"handed in {len(attempts)} times and which is the newest is not clear: {said}"
    time = newest.named.time.isoformat() if newest.named.time and not unknown else ""
    who = Who(name=newest.named.name, id=newest.named.id, submitted_at=time)
    return Work(key, who, _of([newest]), attempts=len(attempts), earlier=_of(before), problem=problem)


def _of(attempts: Sequence[_Attempt]) -> Callable[[], Walked]:
    """All that lies in the folders of these attempts, and beside them."""
    below = of_places([place for attempt in attempts for place in attempt.places])
    return together(below, of_entries([file for attempt in attempts for file in attempt.files]))


def _telling_number(named: list[_Named]) -> int:
    """Which of the two numbers is the person's: the first, unless it is one and the same for several names."""
    first = {each.numbers[0] for each in named}
    return 1 if len(first) == 1 and len({each.name for each in named}) > 1 else 0


def _parse(name: str, *, flat: bool) -> _Named | None:
    found = _IDS.fullmatch(name)
    if found is None:
        return None
    parts = found[3].split(" - ")
    # The first part that is a date, from the left: names may hold ` - `, and so may files.
    for place in range(1, len(parts)):
        if flat and place == len(parts) - 1:
            break
        said = parts[place]
        if any(c.isdigit() for c in said) and (parse_when(said) is not None or _looks_dated(said)):
            middle = parts[:place]
            organisation = ""
            if len(middle) > 1 and _ORGANISATION.fullmatch(middle[0]):
                organisation, middle = middle[0].removeprefix("#"), middle[1:]
            file = " - ".join(parts[place + 1 :])
            return _Named((found[1], found[2]), organisation, " - ".join(middle), parse_when(said), said, file)
    return None


def _looks_dated(text: str) -> bool:
    """A year and a time, in a language whose months are not known."""
    return bool(re.search(r"(?<!\d)20\d\d(?!\d)", text)) and len(re.findall(r"\d+", text)) >= 3
