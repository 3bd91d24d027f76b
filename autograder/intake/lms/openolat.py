"""OpenOLAT: `Doe_Jane_jdoe/2_submissions/median.py`, numbered by the steps of the work, as its source names them.

`1_task` is what was handed out, `3_corrections` the teacher's. Revisions are handed in anew: the newest counts, whole.
"""

from __future__ import annotations

import re

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Work, of_places
from autograder.intake.entries import Place
from autograder.intake.names import readable_name

KIND = "openolat"
TITLE = "download from OpenOLAT"
_SUBMITTED = re.compile(r"\d{1,2}_submissions?", re.ASCII)
_REVISED = re.compile(r"\d{1,2}_revisions?_(\d{1,3})", re.ASCII)
_LATE = "Late_submission.txt"


def recognised(names: Names) -> set[str]:
    """Folders in which the step of handing in has a folder of its own."""
    return {name for name in names.folders if _submitted(names.place.folder(name))}


def read(names: Names) -> Download:
    return Download(KIND, TITLE, tuple(_work(names.place.folder(name), name) for name in sorted(recognised(names))))


def _work(place: Place, folder: str) -> Work:
    """One person's or one group's; a login may hold `_`, so where it begins is told by the roster alone."""
    attempts = [place.folder(name) for name in _submitted(place)]
    parts = [readable_name(part) for part in folder.split("_")]
    who = Who(name=f"{parts[1]} {parts[0]}", login=parts[2]) if len(parts) == 3 else Who(name=readable_name(folder))
    logins = tuple("_".join(parts[number:]) for number in range(1, len(parts)))
    return Work(
        readable_name(folder),
        who,
        of_places(attempts[-1:]),
        aliases=logins,
        late=True if _LATE in attempts[-1].listing().files else None,
        attempts=len(attempts),
        earlier=of_places(attempts[:-1]),
    )


def _submitted(place: Place) -> list[str]:
    """The folders of what was handed in and of each revision that holds anything, oldest first."""
    try:
        folders = place.listing().folders
    except OSError:
        return []
    first = [name for name in folders if _SUBMITTED.fullmatch(name)]
    revised = sorted((int(found[1]), name) for name in folders if (found := _REVISED.fullmatch(name)))
    return [*first, *(name for _, name in revised if place.folder(name).walk().entries)] if first else []
