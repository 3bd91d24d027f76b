"""Moodle: `Jane Doe_1234501_assignsubmission_file/median.py`, in folders or flat; the number is the participant's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Work, of_entries, of_places
from autograder.intake.entries import Entry, Place, Walked
from autograder.intake.lms.online_text import text_of

KIND = "moodle"
TITLE = "Moodle download"

_NAME = re.compile(
    r"(?P<name>.*?)(?:_(?P<id>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL | re.ASCII
)
_FEEDBACK = re.compile(r".*?_\d+_assignfeedback_[a-z]+(?:_.*)?", re.DOTALL | re.ASCII)
"""What a teacher gave back: it is no work, though it may hold files of the exercises' names."""
_LOST = frozenset("&<>\"`|':\\/")


@dataclass(slots=True)
class _Pieces:
    name: str
    places: list[Place] = field(default_factory=list)
    files: list[Entry] = field(default_factory=list)
    texts: list[Entry] = field(default_factory=list)


def recognised(names: Names) -> set[str]:
    work = {name for name in names.all if _NAME.fullmatch(name)}
    return work | {name for name in names.all if _FEEDBACK.fullmatch(name)} if work else set()


def cleaned(name: str) -> str:
    """What Moodle leaves of a name in a path."""
    kept = (c for c in name.replace("_", " ") if c not in _LOST and unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def read(names: Names) -> Download:
    people: dict[tuple[str, str], _Pieces] = {}
    for name in names.folders:
        if found := _NAME.fullmatch(name):
            pieces = people.setdefault((found["id"] or "", found["name"]), _Pieces(found["name"]))
            _add_folder(pieces, found["plugin"], names.place.folder(name))
    for name in names.files:
        if found := _NAME.fullmatch(name):
            pieces = people.setdefault((found["id"] or "", found["name"]), _Pieces(found["name"]))
            _add_file(pieces, found["plugin"], found["file"] or name, names.place.file(name))
    if len(people) > 1 and len({name for _, name in people}) == 1:  # names are hidden: all are called Participant
        for pieces in people.values():
            pieces.name = ""
    twice = [number for number, _ in people]
    works = [_work(number, pieces, twice.count(number) > 1) for (number, _), pieces in sorted(people.items())]
    return Download(KIND, TITLE, tuple(works), clean=cleaned)


def _add_folder(pieces: _Pieces, plugin: str, place: Place) -> None:
    if plugin != "onlinetext":
        pieces.places.append(place)
        return
    walked = place.walk()
    pieces.texts += [entry for entry in walked.entries if entry.path.name.endswith(".html")]


def _add_file(pieces: _Pieces, plugin: str, given: str, entry: Entry) -> None:
    if plugin == "onlinetext":
        pieces.texts.append(entry)
    else:
        pieces.files.append(entry.called(given))


def _work(number: str, pieces: _Pieces, twice: bool) -> Work:
    below, beside = of_places(pieces.places), of_entries(pieces.files)

    def collect() -> Walked:
        first, second = below(), beside()
        return Walked((*first.entries, *second.entries), "; ".join(p for p in (first.problem, second.problem) if p))

    key = number if number and not twice else f"{pieces.name}_{number}" if number else pieces.name
    text = text_of(pieces.texts[0]) if pieces.texts else None
    return Work(key, Who(name=pieces.name), collect, text, aliases=(number,) if number else ())
