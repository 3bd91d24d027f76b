"""Who is in the class: a platform's own gradebook or worksheet, or any table with columns that can be recognised."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from autograder.course.model import Who
from autograder.course.when import parse_when
from autograder.errors import IntakeError
from autograder.intake.excused import Excused, Sought, excused_in, require_column
from autograder.intake.headers import HEADERS
from autograder.intake.names import folded
from autograder.tables import Row, damage, is_shortened, read_table

_NUMBERED = re.compile(r"\D*[^\W\d_]\D*?(\d+)")
_LATE_FOR = re.compile(r"((?:\d+ (?:days?|hours?|mins?|minutes?|secs?|seconds?)\s*)+)late", re.IGNORECASE)
_SPAN = re.compile(r"(\d+) (day|hour|min|sec)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d+):(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the class. `platform` is the learning platform's own number, `names` all ways to write the name."""

    who: Who
    platform: str = ""
    names: tuple[str, ...] = ()
    late: dt.timedelta | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a class. `unclear`: columns in which some are excused, if one of them is this work's."""

    people: tuple[Person, ...] = ()
    unclear: Mapping[str, int] = field(default_factory=dict)


def read_rosters(paths: Sequence[Path], sought: Sought | None = None) -> Roster:
    """The people of all these files; who stands in several of them is one person. IntakeError for what is no roster.

    `sought` says which column of grades is this work's, for who is excused there.
    """
    people: list[Person] = []
    unclear: dict[str, int] = {}
    headers: dict[str, Sequence[str]] = {}
    for path in paths:
        rows = _rows(path)
        headers[str(path)] = header = _header(rows)
        excused = excused_in(header, sought or Sought())
        unclear |= excused.unclear(rows)
        people = _merge(people, _people(path, rows, header, excused))
    require_column(sought or Sought(), headers)
    return Roster(tuple(people), unclear)


def read_roster(path: Path) -> list[Person]:
    """The people of one file, in its order. Raises IntakeError where no column says who somebody is."""
    rows = _rows(path)
    header = _header(rows)
    return _people(path, rows, header, excused_in(header, Sought()))


def _rows(path: Path) -> list[Row]:
    known = [name for names in HEADERS.values() for name in names]
    return [_normal(row) for row in read_table(path, (), known)]


def _header(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row.cells))


def _people(path: Path, rows: Sequence[Row], header: Sequence[str], excused: Excused) -> list[Person]:
    columns = {field: next((name for name in names if name in header), "") for field, names in HEADERS.items()}
    platform = _platform_column(rows, header, columns)
    if platform and columns["id"] == platform:
        columns["id"] = next((name for name in HEADERS["id"] if name in header and name != platform), "")
    if not platform and not any(columns[field] for field in ("id", "login", "email", "name", "last")):
        raise IntakeError(f"{path}:1: no column says who is who. Have one called id, login, email or name.")
    people = [person for row in rows if (person := _person(row, columns, platform, excused)) is not None]
    if not people:
        raise IntakeError(f"{path}: there is nobody in it.")
    return people


def _normal(row: Row) -> Row:
    cells = {" ".join(name.replace("_", " ").split()): cell for name, cell in row.cells.items()}
    return Row(row.place, cells)


def _platform_column(rows: Sequence[Row], header: Sequence[str], columns: dict[str, str]) -> str:
    """Canvas's `ID`, or Moodle's column of `Participant 1234503`, whatever it is called in the teacher's language."""
    canvas = "section" in header and ("student" in header or "lastname" in header)
    if "id" in header and (canvas or "sis login id" in header or "sis user id" in header):
        return "id"
    for name in header[:2]:
        cells = [row.get(name) for row in rows if row.get(name)]
        taken = any(name == column for field, column in columns.items() if field != "id")
        words = {found[0].removesuffix(found[1]) for cell in cells if (found := _NUMBERED.fullmatch(cell))}
        own = len(set(cells)) == len(cells)  # a number that several have is no person's
        if cells and own and not taken and len(words) == 1 and all(_NUMBERED.fullmatch(cell) for cell in cells):
            return name
    return ""


def _person(row: Row, columns: dict[str, str], platform: str, excused: Excused) -> Person | None:
    cell = {field: row.get(name) if name else "" for field, name in columns.items()}
    number = row.get(platform) if platform else ""
    if is_shortened(number) or (is_shortened(cell["id"]) and not (cell["login"] or cell["email"])):
        raise IntakeError(f"{row.place}: {damage(number) or damage(cell['id'])}")
    if is_shortened(cell["id"]):
        cell["id"] = ""  # it may be anybody's: the login or the address says who it is
    if number and (found := _NUMBERED.fullmatch(number)):
        number = found[1]
    if "orgdefinedid" in row.cells:
        cell |= {field: cell[field].removeprefix("#") for field in ("id", "login")}
    name, names = _names(cell)
    if platform == "id" and (not number.isdigit() or folded(name) == "test student"):
        return None  # the rows on points and on posting, and the platform's own test student
    known = (name, cell["id"], cell["login"], cell["email"], cell["section"], _submitted(row), "", cell["group"])
    who = Who(*known, excused.of(row))
    if not (number or who.id or who.login or who.email or who.name):
        return None
    return Person(who, number, names, _late(row), row.place)


def _names(cell: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """`First Last`, and every way in which the same name may be written."""
    first, last, full = cell["first"], cell["last"], cell["name"]
    if not full and (first or last):
        full = f"{first} {last}".strip()
    if not first and not last and full.count(",") == 1:
        last, first = (part.strip() for part in full.split(","))
        full = f"{first} {last}".strip()
    turned = f"{last}, {first}" if first and last else ""
    plain = f"{first} {last}".strip() if first and last else ""
    return plain or full, tuple(dict.fromkeys(name for name in (full, plain, turned) if name))


def _submitted(row: Row) -> str:
    """When the platform says the work came: Moodle's last change of the submission, Gradescope's time."""
    dated = [name for name in row.cells if " (" in name and name.endswith(")")]
    heads = [name.partition(" (")[0] for name in dated]
    name = next((name for name, head in zip(dated, heads, strict=True) if heads.count(head) > 1), "")
    if "submission time" in row.cells:
        name = "submission time"
    time = parse_when(row.get(name)) if name and any(c.isdigit() for c in row.get(name)) else None
    return time.isoformat() if time else ""


def _late(row: Row) -> dt.timedelta | None:
    """How late the platform itself says that the work was; None where it says nothing."""
    if found := _LATE_FOR.search(row.get("status")):
        spans = {"day": 86400, "hour": 3600, "min": 60, "sec": 1}
        return dt.timedelta(seconds=sum(int(n) * spans[unit.lower()] for n, unit in _SPAN.findall(found[1])))
    if found := _CLOCK.fullmatch(row.get("lateness (h:m:s)")):
        hours, minutes, seconds = (int(part) for part in found.groups())
        return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return None


def _merge(people: Sequence[Person], more: Iterable[Person]) -> list[Person]:
    merged = list(people)
    for person in more:
        place = _same(merged[: len(people)], person)
        if place is None:
            merged.append(person)
        else:
            merged[place] = _both(merged[place], person)
    return merged


def _same(people: Sequence[Person], person: Person) -> int | None:
    """Where the same person stands: one with an id in common, or the only one of the name. None where there is none."""
    for get in (_platform, _id, _login, _email):
        key = get(person)
        found = [place for place, other in enumerate(people) if key and get(other) == key]
        if len(found) == 1:
            return found[0]
    names = {folded(name) for name in person.names}
    found = [place for place, other in enumerate(people) if names & {folded(name) for name in other.names}]
    if len(found) != 1:
        return None
    other = people[found[0]]
    clash = any(get(other) and get(person) and get(other) != get(person) for get in (_id, _login, _email))
    return None if clash else found[0]


def _platform(person: Person) -> str:
    return person.platform


def _id(person: Person) -> str:
    return person.who.id


def _login(person: Person) -> str:
    return folded(person.who.login)


def _email(person: Person) -> str:
    return folded(person.who.email)


def _both(one: Person, other: Person) -> Person:
    filled = {field.name: getattr(one.who, field.name) or getattr(other.who, field.name) for field in fields(Who)}
    names = tuple(dict.fromkeys(one.names + other.names))
    late = one.late if one.late is not None else other.late
    return replace(one, who=Who(**filled), platform=one.platform or other.platform, names=names, late=late)
