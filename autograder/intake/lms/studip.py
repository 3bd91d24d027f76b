"""Stud.IP: a folder for homework as a zip, `median.py`, `median[1].py`, and `archive_filelist.csv`, which says whose.

Everybody's files lie in one folder, where a name that is taken gets a number; the list has each file's path, who put it
there and when. Its columns stand in one order in any language. It knows names and no logins.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Note, Work, of_entries
from autograder.intake.entries import Entry, Place
from autograder.intake.names import is_hidden, readable_name
from autograder.tables import DELIMITERS, decoded

KIND = "studip"
TITLE = "download from Stud.IP"
LIST = "archive_filelist.csv"
_FIRST, _LAST, _DATE, _PATH, _COLUMNS = 2, 3, 5, 6, 7
_TAKEN = re.compile(r"\[\d{1,4}\](?=(\.[^.]*)?$)", re.ASCII)
"""What is put behind a name that the folder has already."""
_LINK = ".url"


@dataclass(frozen=True, slots=True)
class _Listed:
    """A row of the list: whose file, when it came, and its path in the archive."""

    person: str
    time: str
    path: str

    @property
    def name(self) -> str:
        """The name that the file had before the folder numbered it."""
        return _TAKEN.sub("", PurePosixPath(self.path).name)


def recognised(names: Names) -> set[str]:
    """The list, and at the top what it has rows of."""
    if LIST not in names.files:
        return set()
    tops = {_normal(row.path.partition("/")[0]) for row in _list(names.place)}
    own = {name for name in names.all if _normal(name.removesuffix(_LINK)) in tops or _normal(name) in tops}
    return own | {LIST} if own else set()


def read(names: Names) -> Download:
    found = {_normal(path): entry for path, entry in _files(names.place)}
    people: dict[str, list[tuple[_Listed, Entry]]] = {}
    listed = set()
    for row in _list(names.place):
        path = next((path for path in (_normal(row.path), _normal(row.path + _LINK)) if path in found), None)
        if path is not None and row.person:
            listed.add(path)
            people.setdefault(row.person, []).append((row, found[path]))
    notes = tuple(
        Note(
            "", readable_name(path), f"stands with nobody's name in {LIST}, so it was graded for nobody.", "Ask whose."
        )
        for path in found
        if path not in listed
    )
    several = len({PurePosixPath(path).parent for path in listed}) > 1
    works = tuple(_work(person, files, several) for person, files in sorted(people.items()))
    return Download(KIND, TITLE, works, notes)


def _work(person: str, files: Sequence[tuple[_Listed, Entry]], several: bool) -> Work:
    """The newest of each name; where two of a name came in the same minute nobody can tell, and both are there."""
    versions: dict[str, list[tuple[_Listed, Entry]]] = {}
    for row, entry in files:
        folder = f"{PurePosixPath(row.path).parent}/" if several else ""
        versions.setdefault(folder + row.name, []).append((row, entry))
    entries, times = [], []
    for name, of_name in versions.items():
        newest = max(row.time for row, _ in of_name)
        latest = [(row, entry) for row, entry in of_name if row.time == newest]
        times.append(newest)
        entries += [entry.called(name if len(latest) == 1 else row.path) for row, entry in latest]
    who = Who(name=person, submitted_at=max(times))
    return Work(person, who, of_entries(entries), attempts=max(map(len, versions.values())))


def _list(place: Place) -> list[_Listed]:
    """The rows of the list; none where it is no such list."""
    try:
        text = decoded(place.file(LIST).read()).removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError):
        return []
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            continue
        if rows and all(len(row) == _COLUMNS for row in rows):
            return [_row(row) for row in rows[1:]]
    return []


def _row(cells: Sequence[str]) -> _Listed:
    person = readable_name(" ".join(f"{cells[_FIRST]} {cells[_LAST]}".split()))
    try:
        time = dt.datetime.strptime(cells[_DATE].strip(), "%d.%m.%Y %H:%M").isoformat()
    except ValueError:
        time = ""
    return _Listed(person, time, cells[_PATH].strip())


def _files(place: Place, above: str = "") -> Iterator[tuple[str, Entry]]:
    """Every file but the list, by its path in the archive."""
    listing = place.listing()
    for name in listing.files:
        if not is_hidden(name) and (above or name != LIST):
            yield above + name, place.file(name)
    for name in listing.folders:
        if not is_hidden(name):
            yield from _files(place.folder(name), f"{above}{name}/")


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)
