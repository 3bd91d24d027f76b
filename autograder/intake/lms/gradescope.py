"""Gradescope: `submission_3000011/` folders, and submission_metadata.yml, which says whose each is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from autograder.course.model import Who
from autograder.course.when import parse_when
from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError, IntakeError
from autograder.files import decode_source
from autograder.intake.download import Download, Names, Note, Work, of_places

KIND = "gradescope"
TITLE = "Gradescope export"

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_\d+", re.ASCII)
_TOP = re.compile(r"(\S.*?):\s*$")
_KEY = re.compile(r"  :?(\w+):")
_WANTED = frozenset({"submitters", "created_at"})
_MOST = 64 << 20


def recognised(names: Names) -> set[str]:
    if METADATA not in names.files:
        return set()
    return {name for name in names.folders if _FOLDER.fullmatch(name)} | {METADATA}


def read(names: Names) -> Download:
    said = _metadata(names)
    works, notes = [], []
    for folder in dict.fromkeys([*names.folders, *said]):
        if not _FOLDER.fullmatch(folder):
            continue
        people, time = said.get(folder, ([], ""))
        if not people:
            notes.append(Note(folder, METADATA, f"{METADATA} does not say whose {folder} is.", "Look whose it is."))
            people = [Who(name=folder)]
        key = people[0].id or people[0].email or people[0].name or folder
        who = Who(people[0].name, people[0].id, people[0].login, people[0].email, submitted_at=time)
        group = tuple(people[1:])
        places = [names.place.folder(folder)] if folder in names.folders else []
        works.append(Work(key, who, of_places(places), members=group))
    return Download(KIND, TITLE, tuple(works), tuple(notes))


def _metadata(names: Names) -> dict[str, tuple[list[Who], str]]:
    try:
        raw = names.place.file(METADATA).read(_MOST)
    except OSError as error:
        raise IntakeError(f"{METADATA}: cannot be read: {error.strerror or error}.") from error
    decoded = decode_source(raw, METADATA, _MOST)
    if decoded.text is None:
        raise IntakeError(decoded.problem)
    try:
        data = read_yaml(_what_is_needed(decoded.text), Path(METADATA), _MOST).data
    except CourseError as error:
        raise IntakeError(str(error)) from error
    rows = data.items() if isinstance(data, dict) else ()
    return {str(name): _row(row) for name, row in rows if isinstance(row, dict)}


def _row(row: dict[Any, Any]) -> tuple[list[Who], str]:
    submitters = row.get(":submitters")
    rows = [each for each in submitters if isinstance(each, dict)] if isinstance(submitters, list) else []
    people = [Who(name=_text(each, "name"), id=_text(each, "sid"), email=_text(each, "email")) for each in rows]
    time = parse_when(_text(row, "created_at"))
    return people, time.isoformat() if time else ""


def _text(row: dict[Any, Any], key: str) -> str:
    value = row.get(f":{key}")
    return "" if value is None else str(value).strip()


def _what_is_needed(text: str) -> str:
    """The lines on submitters and times alone: the rest is the output of other checks, and may be very long."""
    kept, wanted = [], False
    for line in text.split("\n"):
        if _TOP.match(line):
            kept.append(line)
            wanted = False
        elif found := _KEY.match(line):
            wanted = found[1] in _WANTED
        if wanted and line.startswith(" "):
            kept.append(line)
    return "\n".join(kept) + "\n"
