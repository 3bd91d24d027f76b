"""Microsoft Teams: `Submitted files/<student>/<assignment>/Version 2/median.py`, with `Working files` beside it.

Each time that a student turns the work in, all of it is there anew under a higher version.
"""

from __future__ import annotations

import re

from autograder.course.model import Who
from autograder.errors import IntakeError
from autograder.intake.download import Download, Names, Note, Work, of_places
from autograder.intake.entries import Place
from autograder.intake.names import folded, is_hidden, readable_names

KIND = "teams"
TITLE = "Teams folder"
SUBMITTED = "Submitted files"
WORKING = "Working files"
_VERSION = re.compile(r"Version (\d{1,4})", re.IGNORECASE)


def recognised(names: Names) -> set[str]:
    """Both folders, where there is the one in which work is turned in."""
    return {SUBMITTED, WORKING} & set(names.folders) if SUBMITTED in names.folders else set()


def read(names: Names) -> Download:
    """The newest version of one assignment. IntakeError where there are several and none is called like the course."""
    place = names.place.folder(SUBMITTED)
    people = _folders(place)
    assignment = _assignment({name: _folders(place.folder(name)) for name in people}, names.course)
    shown = readable_names(people)
    works = []
    for name in people:
        if assignment not in _folders(place.folder(name)):
            continue
        own = place.folder(name).folder(assignment)
        versions = sorted((int(found[1]), each) for each in _folders(own) if (found := _VERSION.fullmatch(each)))
        turned_in = [own.folder(each) for _, each in versions] or [own]
        *before, newest = turned_in
        who = Who(name=shown[name])
        works.append(
            Work(shown[name], who, of_places([newest]), attempts=len(turned_in), earlier=of_places(before[::-1]))
        )
    done = "has working files and turned in nothing, so nothing was graded."
    only_begun = set(_folders(names.place.folder(WORKING))) - set(people) if WORKING in names.folders else set()
    notes = tuple(Note("", name, done, "Ask whether it is meant.") for name in sorted(only_begun))
    return Download(KIND, TITLE, tuple(works), notes)


def _folders(place: Place) -> list[str]:
    return [name for name in place.listing().folders if not is_hidden(name)]


def _assignment(inside: dict[str, list[str]], course: str) -> str:
    every = sorted({name for folders in inside.values() for name in folders})
    if len(every) == 1:
        return every[0]
    own = [name for name in every if folded(name) == folded(course)]
    if len(own) != 1:
        said = ", ".join(every[:10]) or "no assignment"
        raise IntakeError(f"{SUBMITTED}/ holds {said}. Leave one assignment in it, or give one the name {course!r}.")
    return own[0]
