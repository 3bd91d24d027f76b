"""Blackboard: `HW 1_jdoe_attempt_2026-11-03-23-58-01_median.py` and a note to each attempt, which is read first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from autograder.course.model import Who
from autograder.course.when import parse_when
from autograder.files import decode_source
from autograder.intake.download import Download, Names, Work, of_entries
from autograder.intake.entries import Entry
from autograder.intake.lms.online_text import plain_text
from autograder.intake.names import common_head

KIND = "blackboard"
TITLE = "Blackboard download"

_NAME = re.compile(
    r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<note>\.txt))", re.DOTALL | re.ASCII
)
_PERSON = re.compile(r"^Name:\s*(.*)\(([^()]+)\)\s*$", re.MULTILINE)
_ASSIGNMENT = re.compile(r"^Assignment:\s*(.*?)\s*$", re.MULTILINE)
_FILES = re.compile(r"^\s*Original filename:\s*(.*?)\s*\n\s*Filename:\s*(.*?)\s*$", re.MULTILINE)
_SUBMITTED = re.compile(r"^Date Submitted:\s*(.*?)\s*$", re.MULTILINE)
_FIELD = re.compile(r"^Submission Field:\s*\n(.*?)\n\s*\n?Comments:", re.MULTILINE | re.DOTALL)
_NO_TEXT = "there is no student submission text data"


@dataclass(slots=True)
class _Attempt:
    head: str
    time: str
    files: dict[str, str] = field(default_factory=dict)
    """Name in the download -> the name that the student gave it."""
    note: str = ""


def recognised(names: Names) -> set[str]:
    return {name for name in names.files if _NAME.fullmatch(name)}


def read(names: Names) -> Download:
    attempts: dict[tuple[str, str], _Attempt] = {}
    for name in names.files:
        if found := _NAME.fullmatch(name):
            attempt = attempts.setdefault((found["head"], found["time"]), _Attempt(found["head"], found["time"]))
            if found["note"]:
                attempt.note = _text(names.place.file(name))
            else:
                attempt.files[name] = found["file"]
    for attempt in attempts.values():
        originals = {stored: original for original, stored in _FILES.findall(attempt.note)}
        attempt.files = {name: originals.get(name, given) for name, given in attempt.files.items()}
    people: dict[str, list[_Attempt]] = {}
    for (head, _), attempt in sorted(attempts.items()):
        people.setdefault(head, []).append(attempt)
    title = _title(list(attempts.values()))
    return Download(KIND, TITLE, tuple(_work(names, head, people[head], title) for head in people))


def _work(names: Names, head: str, attempts: list[_Attempt], title: str) -> Work:
    newest, *before = sorted(attempts, key=lambda attempt: attempt.time, reverse=True)
    person = _PERSON.search(newest.note)
    name, login = (person[1].strip(), person[2].strip()) if person else ("", "")
    key = login or head.removeprefix(f"{title}_")
    tails = tuple(head[place + 1 :] for place, c in enumerate(head) if c == "_")
    entries, old = (
        [names.place.file(stored).called(given) for each in some for stored, given in each.files.items()]
        for some in ([newest], before)
    )
    who = Who(name=name, login=login, submitted_at=_when(newest))
    written = _written(newest.note)
    text = (lambda: written) if written else None
    found, earlier = of_entries(entries), of_entries(old)
    return Work(key, who, found, text, aliases=tails, attempts=len(attempts), earlier=earlier)


def _when(attempt: _Attempt) -> str:
    """When it was handed in: the file's name has the time, and the note the zone, where it says one that is known."""
    day, hour, minute, second = attempt.time[:10], *attempt.time[11:].split("-")
    said = _SUBMITTED.search(attempt.note)
    time = parse_when(said[1]) if said else None
    if time is not None and time.tzinfo is not None:
        return time.isoformat()
    return f"{day}T{hour}:{minute}:{second}"


def _written(note: str) -> str:
    found = _FIELD.search(note)
    text = plain_text(found[1]) if found else ""
    return "" if text.casefold().startswith(_NO_TEXT) else text


def _title(attempts: list[_Attempt]) -> str:
    """The assignment's title, as the notes say it, or what all names have in common."""
    heads = sorted({attempt.head for attempt in attempts})
    for attempt in attempts:
        found = _PERSON.search(attempt.note)
        if found and attempt.head.endswith(f"_{found[2].strip()}"):
            return attempt.head.removesuffix(f"_{found[2].strip()}")
        said = _ASSIGNMENT.search(attempt.note)
        if said and all(head.startswith(f"{said[1]}_") for head in heads):
            return said[1]
    common = common_head(heads) if len(heads) > 1 else heads[0]
    return common.rpartition("_")[0]


def _text(entry: Entry) -> str:
    try:
        return decode_source(entry.read(), entry.path.name).text or ""
    except OSError:
        return ""
