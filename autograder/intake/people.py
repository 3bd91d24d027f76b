"""Whose each piece of work is: by the platform's number, student id, login, e-mail, last by a name that only one has.

Never by a likeness: a name that is nearly somebody's is a question. Work that is nobody's is graded all the same, under
its own name, and people without work are there too.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.course.model import Who
from autograder.intake.download import Download, Note, Work
from autograder.intake.names import folded
from autograder.intake.roster import Person
from autograder.tables import damage

WHOSE = "Say whose it is: in the download put the id or login in place of the name, and grade again."
_NUMBERED = frozenset({"canvas", "moodle"})
_BY_PERSON = frozenset({"brightspace", "google", "sakai", "openolat", "ilias", "mail", "flat"})
"""Whose results are called after the person of the roster, and not after the download's own word."""
_BY_LOGIN = ("login", "id", "email", "name")
_BY_ID = ("id", "email", "login", "name")


@dataclass(frozen=True, slots=True)
class Student:
    """One row of the class: the key of its results, who it is, the work if there is any.

    `question` says why the work cannot be told apart from somebody else's; `lead` is the first of a group.
    """

    key: str
    who: Who
    work: Work | None = None
    person: Person | None = None
    lead: str = ""
    names: tuple[str, ...] = ()
    question: str = ""
    namesakes: int = 0
    """How many people of the roster the work may be of, where nothing decides between them."""


@dataclass(frozen=True, slots=True)
class Match:
    """The people whose one piece of work is: none, one, a group; or those between whom nothing decides."""

    people: tuple[Person, ...] = ()
    group: str = ""
    unsure: tuple[Person, ...] = ()
    note: str = ""


class _Index:
    def __init__(self, people: Sequence[Person], clean: Callable[[str], str]) -> None:
        self.people = people
        self.platform = _by(people, lambda p: [p.platform])
        self.id = _by(people, lambda p: [p.who.id])
        self.login = _by(people, lambda p: [folded(p.who.login)])
        self.email = _by(people, lambda p: [folded(p.who.email)])
        self.name = _by(people, lambda p: [folded(clean(name)) for name in p.names])
        self.group = _by(people, lambda p: [folded(clean(p.who.group))])

    def one(self, table: dict[str, list[Person]], key: str) -> Person | None:
        found = table.get(key, []) if key else []
        return found[0] if len(found) == 1 else None


def _by(people: Sequence[Person], keys: Callable[[Person], list[str]]) -> dict[str, list[Person]]:
    table: dict[str, list[Person]] = {}
    for person in people:
        for key in dict.fromkeys(keys(person)):
            if key:
                table.setdefault(key, []).append(person)
    return table


def assign(download: Download, roster: Sequence[Person]) -> tuple[list[Student], list[Note]]:
    """Everybody of the class, and what was not plain about who they are."""
    index = _Index(roster, download.clean)
    names = Counter(folded(work.who.name or work.key) for work in download.works)
    students: list[Student] = []
    notes: list[Note] = []
    unsure: dict[int, list[str]] = {}
    for work in download.works:
        match = _match(work, download, index, names) if roster else Match()
        made, said = _students(work, match, download)
        students += made
        notes += said
        for person in match.unsure:
            unsure.setdefault(id(person), []).append(work.key)
        if roster and not made[0].person:
            notes.append(_unknown(work, match, made[0].key, index))
    done = {id(student.person) for student in students if student.person is not None}
    for person in roster:
        if id(person) not in done:
            key = _key(person, download.kind)
            question = ""
            if id(person) in unsure:
                works = " or ".join(map(repr, unsure[id(person)]))
                question = f"The work handed in as {works} may be this student's: nothing tells whose it is."
            students.append(Student(key, replace(person.who, group=""), None, person, question=question))
    return students, notes


def _students(work: Work, match: Match, download: Download) -> tuple[list[Student], list[Note]]:
    notes = [Note(work.key, "", match.note, "Look whether this is so.")] if match.note else []
    if work.members and not match.people:
        match = Match(tuple(Person(who) for who in (work.who, *work.members)), work.key)
        keys = [who.id or who.login or who.email or who.name for who in (work.who, *work.members)]
        whos = [_told(replace(who, group=f"with {work.key}"), work) for who in (work.who, *work.members)]
        return [Student(k, w, work, None, keys[0], _called(whos)) for k, w in zip(keys, whos, strict=True)], notes
    if not match.people:
        return [Student(work.key, _told(work.who, work), work, namesakes=len(match.unsure))], notes
    several = len(match.people) > 1 or match.group
    own = not several and download.kind not in _BY_PERSON
    keys = [work.key if own else _key(person, download.kind) for person in match.people]
    whos = [_told(replace(person.who, group=match.group), work) for person in match.people]
    names = _called(whos)
    lead = keys[0] if several else ""
    rows = zip(keys, whos, match.people, strict=True)
    return [Student(key, who, work, person, lead, names) for key, who, person in rows], notes


def _called(whos: Sequence[Who]) -> tuple[str, ...]:
    names = [name for who in whos for name in (who.name, who.login, who.id, who.email)]
    return tuple(dict.fromkeys(name for name in names if name))


def _told(who: Who, work: Work) -> Who:
    """`who` with what the download says of this piece of work."""
    attempt = str(work.attempts) if work.attempts > 1 else ""
    return replace(who, submitted_at=work.who.submitted_at or who.submitted_at, attempt=attempt)


def _key(person: Person, kind: str) -> str:
    """What the platform tells this person apart by."""
    if kind in _NUMBERED and person.platform:
        return person.platform
    order = _BY_ID if kind == "gradescope" else _BY_LOGIN
    return (
        next(value for field in order if (value := getattr(person.who, field)))
        if any(getattr(person.who, field) for field in order)
        else person.platform
    )


def _match(work: Work, download: Download, index: _Index, names: Counter[str]) -> Match:
    if work.members:
        return _members(work, index)
    numbered = download.kind in _NUMBERED
    number = next((p for key in (work.key, *work.aliases) if (p := index.one(index.platform, key))), None)
    by_number = number if numbered else None
    name = folded(download.clean(work.who.name))
    if by_number is not None and (not name or not by_number.names or by_number in index.name.get(name, [])):
        return Match((by_number,))
    if group := _group(work, download, index):
        return Match(tuple(group), group[0].who.group)
    if by_number is not None and download.kind == "canvas":
        said = f"was handed in as {work.who.name!r}, and the number is {by_number.who.name!r}'s: a group's work?"
        return Match((by_number,), note=said)
    if one := _by_keys(work, index, numbered=numbered):
        return Match((one,))
    return _by_name(work, download, index, names)


def _members(work: Work, index: _Index) -> Match:
    people = []
    for number, who in enumerate((work.who, *work.members)):
        logins = sorted(work.logins[number], key=len, reverse=True) if work.logins else []
        found = (
            index.one(index.id, who.id)
            or index.one(index.login, folded(who.login))
            or next((person for login in logins if (person := index.one(index.login, folded(login)))), None)
            or index.one(index.email, folded(who.email))
            or index.one(index.name, folded(who.name))
        )
        people.append(found or Person(who, names=(who.name,)))
    groups = {person.who.group for person in people}
    return Match(tuple(people), groups.pop() if len(groups) == 1 and "" not in groups else work.key)


def _group(work: Work, download: Download, index: _Index) -> list[Person]:
    for name in (work.who.name, work.key, *work.aliases):
        if found := index.group.get(folded(download.clean(name)), []):
            return found
    return []


def _by_keys(work: Work, index: _Index, *, numbered: bool) -> Person | None:
    who = work.who
    tables = ((index.id, who.id), (index.login, folded(who.login)), (index.email, folded(who.email)))
    found = next((person for table, key in tables if (person := index.one(table, key))), None)
    if found or numbered:
        return found
    for key in (work.key, *sorted(work.aliases, key=len, reverse=True)):
        for table, value in ((index.id, key), (index.login, folded(key)), (index.email, folded(key))):
            person = index.one(table, value)
            if person and not (key.isdigit() and _is_called_otherwise(work.who.name, person)):
                return person
    return None


def _is_called_otherwise(name: str, person: Person) -> bool:
    """Whether a name speaks against a bare number: a platform's own may equal some stranger's student id."""
    ours = _words(name)
    theirs = [_words(one) for one in person.names]
    return bool(ours and any(theirs)) and not any(
        ours & words or sorted("".join(ours)) == sorted("".join(words)) for words in theirs
    )


def _words(name: str) -> set[str]:
    """The words of a name, letters alone; platforms drop other signs from it."""
    words = {"".join(filter(str.isalpha, word)) for word in folded(name).split()}
    return words - {""}


def _by_name(work: Work, download: Download, index: _Index, names: Counter[str]) -> Match:
    written = work.who.name or work.key
    for table, key in ((index.id, written), (index.login, folded(written)), (index.email, folded(written))):
        if person := index.one(table, key):  # a person put it in the name's place
            return Match((person,))
    people = index.name.get(folded(download.clean(written)), []) or index.name.get(folded(_turned(written)), [])
    if len(people) == 1 and names[folded(written)] == 1:
        return Match((people[0],))
    return Match(unsure=tuple(people))


def _turned(name: str) -> str:
    """`Jane Doe` of `Doe, Jane`; empty where that is not how it is written."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and last.strip() and "," not in first else ""


def _unknown(work: Work, match: Match, key: str, index: _Index) -> Note:
    if match.unsure:
        people = " and ".join(p.who.login or p.who.id or p.who.email or p.who.name for p in match.unsure[:5])
        done = f"{work.who.name or work.key} is the name of several ({people}): it was graded under its own name."
        return Note(key, "", done, WHOSE)
    if damaged := damage(work.who.name or work.key):
        return Note(key, "", "is in none of the rosters; it was graded under its own name.", damaged)
    known = {name: p for p in index.people for name in (p.who.name, p.who.login) if name}
    near = difflib.get_close_matches(work.who.name or work.key, list(known), 1, 0.7)
    to_do = f"Is it {near[0]}? Then correct the roster or the name." if near else "Look who it is."
    return Note(key, "", "is in none of the rosters; it was graded under its own name.", to_do)


def called_alike(rows: Iterable[Student]) -> Iterator[tuple[Student, Student]]:
    """Each two whose names differ by case or the form of a letter only: the first so called, and another."""
    seen: dict[str, Student] = {}
    for row in sorted(rows, key=lambda row: row.key):
        first = seen.setdefault(folded(row.key), row)
        if first.key != row.key:
            yield first, row


def called_in_full(student: Student) -> str:
    """How a message names somebody: by name where it is known, and by what the results call them."""
    name = student.who.name
    return f"{name} ({student.key})" if name and name != student.key else student.key


def called(students: Iterable[Student]) -> dict[str, list[str]]:
    """What may stand for somebody in a table, folded -> whom it may mean: key, id, login, e-mail and name."""
    known: dict[str, list[str]] = {}
    several = tuple(students)
    for student in several:
        who = student.who
        for name in {folded(text) for text in (student.key, who.id, who.login, who.email, who.name)} - {""}:
            if student.key not in known.setdefault(name, []):
                known[name].append(student.key)
    # What the results call somebody comes before somebody else's name or id.
    return known | {folded(student.key): [student.key] for student in several}
