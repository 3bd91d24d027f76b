"""Who is who between two lists: by stable ids, then login, then e-mail, last by a unique name. Never by likeness."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.course.model import StudentResult, Who

NO_ROW = "is in no row"
GROUP = "if it is a group's, grade again with --roster and a table of the groups' members"


@dataclass(frozen=True, slots=True)
class Person:
    """What a list knows of somebody. `ids` go from the list's own to others; all parts are text, as they stand."""

    shown: str
    """How a message names them."""
    ids: tuple[str, ...] = ()
    login: str = ""
    email: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """`pairs` from a person's place in the first list to that in the second; those of the first left over, with why."""

    pairs: dict[int, int] = field(default_factory=dict)
    left: dict[int, str] = field(default_factory=dict)


def person_of(result: StudentResult) -> Person:
    """What a result knows of its student. The name it was graded under may be an id, a login, an e-mail or a name."""
    who, student = result.who or Who(), result.student
    return Person(
        shown=result.shown,
        ids=tuple(dict.fromkeys(one for one in (who.id, student) if one)),
        login=who.login or student,
        email=who.email or (student if "@" in student else ""),
        name=who.name or student,
    )


def match(people: Sequence[Person], rows: Sequence[Person]) -> Matched:
    """Finds each of `people` among `rows`.

    Ids are compared as text, login and e-mail without regard to case. A name counts where it is unique on both sides
    and nothing better is known. Whoever fits two rows, or shares a row with another, or has quite another name,
    is left over: a person must look.
    """
    found: dict[int, int] = {}
    left: dict[int, str] = {}
    index = _Index(rows)
    for place, person in enumerate(people):
        fits = index.by_id(person)
        if len(fits) > 1:
            left[place] = "fits several rows"
        elif fits and _contradicted(person, rows[fits[0]]):
            left[place] = f"has the number of {rows[fits[0]].shown} but another name ({GROUP})"
        elif fits:
            found[place] = fits[0]
    _by_name(people, rows, found, left)
    shared = {row for row, times in Counter(found.values()).items() if times > 1}
    for place, row in list(found.items()):
        if row in shared:
            left[place] = f"is one of several for the row of {rows[row].shown}"
            del found[place]
    for place in range(len(people)):
        if place not in found:
            left.setdefault(place, NO_ROW)
    return Matched(found, dict(sorted(left.items())))


class _Index:
    """Rows by each of their ids, logins and e-mails."""

    def __init__(self, rows: Sequence[Person]) -> None:
        self._rows = rows
        self._ids: dict[str, set[int]] = {}
        self._logins: dict[str, set[int]] = {}
        self._emails: dict[str, set[int]] = {}
        for place, row in enumerate(rows):
            for one in row.ids:
                self._ids.setdefault(_same(one), set()).add(place)
            if row.login:
                self._logins.setdefault(_same(row.login), set()).add(place)
            if row.email:
                self._emails.setdefault(_same(row.email), set()).add(place)

    def by_id(self, person: Person) -> list[int]:
        """The rows that somebody fits by something stable; of several the one on which most agrees, if it is one."""
        steps = [
            *(self._ids.get(_same(one), set()) for one in person.ids),
            self._logins.get(_same(person.login), set()) if person.login else set(),
            self._emails.get(_same(person.email), set()) if person.email else set(),
        ]
        fits = sorted(set().union(*steps))
        if len(fits) < 2:
            return fits
        votes = {place: self._votes(person, place, steps) for place in fits}
        most = max(votes.values())
        return [place for place in fits if votes[place] == most]

    def _votes(self, person: Person, place: int, steps: Iterable[set[int]]) -> int:
        return sum(place in step for step in steps) + (full_name(person.name) == full_name(self._rows[place].name))


def _contradicted(person: Person, row: Person) -> bool:
    """Whether the name speaks against a number that fits, and no address for it: a group's number is a stranger's."""
    if not (_named(person) and _named(row)) or _agree(person.email, row.email) or _agree(person.login, row.login):
        return False
    ours, theirs = _words(person.name), _words(row.name)
    run_together = sorted("".join(ours)) == sorted("".join(theirs))  # Canvas writes doejane for Doe, Jane
    return not set(ours) & set(theirs) and not run_together


def _named(person: Person) -> bool:
    return any(letter.isalpha() for letter in person.name) and person.name not in person.ids


def _agree(one: str, other: str) -> bool:
    return bool(one) and _same(one) == _same(other)


def _words(name: str) -> list[str]:
    """The words of a name, letters and digits alone: platforms drop other signs from it."""
    kept = ("".join(sign for sign in word if sign.isalnum()) for word in full_name(name).split())
    return [word for word in kept if word]


def _by_name(people: Sequence[Person], rows: Sequence[Person], found: dict[int, int], left: dict[int, str]) -> None:
    ours = Counter(full_name(person.name) for person in people)
    theirs: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        theirs.setdefault(full_name(row.name), []).append(place)
    taken = set(found.values())
    for place, person in enumerate(people):
        name = full_name(person.name)
        same = theirs.get(name, [])
        if place in found or place in left or not name or not same:
            continue
        if len(same) > 1 or ours[name] > 1:
            left[place] = "shares a name with another, and nothing else tells them apart"
        elif same[0] not in taken:
            found[place] = same[0]
        else:
            left[place] = "has a name whose row belongs to another"


def full_name(name: str) -> str:
    """A name for comparing: one form of each letter, no case, `Doe, Jane` as `Jane Doe`."""
    last, comma, first = name.partition(",")
    return " ".join(_same(f"{first} {last}" if comma else name).split())


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).casefold())
