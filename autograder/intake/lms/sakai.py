"""Sakai: `Homework 1/Doe, Jane(jdoe)/Submission attachment(s)/median.py`, time and online text beside it.

What lies in the teacher's own folders there, comments and feedback, is no work of a student's.
"""

from __future__ import annotations

import datetime as dt
import re

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Work, of_entries, of_places
from autograder.intake.entries import Entry, Place
from autograder.intake.lms.online_text import text_of
from autograder.intake.names import readable_name, turned

KIND = "sakai"
TITLE = "Sakai download"
ATTACHED = "Submission attachment(s)"
_FOLDER = re.compile(r"(.+?) ?\(([^()]+)\)", re.DOTALL)
_TABLES = frozenset({"grades.csv", "grades.xls", "grades.xlsx"})
_TIME = "timestamp.txt"
_TEACHERS = ("comments.txt", "feedbackText.html", _TIME)


def recognised(names: Names) -> set[str]:
    """Folders with a login in brackets in which Sakai's own files lie, and its table of grades."""
    own = {name for name in names.folders if _FOLDER.fullmatch(name) and _is_sakais(names.place.folder(name))}
    return own | (_TABLES & set(names.files) if own else set())


def read(names: Names) -> Download:
    works = []
    for folder in sorted(recognised(names) & set(names.folders)):
        found = _FOLDER.fullmatch(folder)
        assert found is not None
        place = names.place.folder(folder)
        listing = place.listing()
        name, login = readable_name(found[1]).strip(), readable_name(found[2]).strip()
        who = Who(name=turned(name), login=login, submitted_at=_time(place) if _TIME in listing.files else "")
        beside = [place.file(each) for each in listing.files if not _is_teachers(each)]
        entries = of_places([place.folder(ATTACHED)]) if ATTACHED in listing.folders else of_entries(beside)
        written = next((place.file(each) for each in listing.files if each.endswith("_submissionText.html")), None)
        text = text_of(written) if written and written.read(1) else None
        works.append(Work(login, who, entries, text))
    return Download(KIND, TITLE, tuple(works))


def _is_sakais(place: Place) -> bool:
    try:
        listing = place.listing()
    except OSError:
        return False
    return ATTACHED in listing.folders or _TIME in listing.files


def _is_teachers(name: str) -> bool:
    return name in _TEACHERS or name.endswith("_submissionText.html")


def _time(place: Place) -> str:
    """`20261103235800000`, as the platform's clock shows it; empty where it is anything else."""
    return time_of(_text(place.file(_TIME)))


def time_of(text: str) -> str:
    """When these digits say that it was: year to second, then thousandths."""
    digits = text.strip()[:14]
    if not (digits.isascii() and digits.isdigit() and len(digits) == 14):
        return ""
    try:
        return dt.datetime.strptime(digits, "%Y%m%d%H%M%S").isoformat()
    except ValueError:
        return ""


def _text(entry: Entry) -> str:
    try:
        return entry.read(100).decode("ascii", "replace")
    except OSError:
        return ""
