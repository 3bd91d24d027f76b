"""One folder a student, or one zip or tar a student, named after the student; nbgrader's `submitted/` too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from autograder.course.model import Who
from autograder.course.when import parse_when
from autograder.errors import IntakeError
from autograder.intake.archives import NOT_READ
from autograder.intake.download import (
    Download,
    Names,
    Note,
    Work,
    not_followed,
    of_archive,
    of_entries,
    of_places,
    together,
)
from autograder.intake.entries import Place, Walked
from autograder.intake.members import READ
from autograder.intake.names import is_hidden, readable_names

KIND = "folders"
TITLE = "folder of students"
NBGRADER = "nbgrader"
SUBMITTED = "submitted"
ARCHIVES = (*READ, *NOT_READ)
_WRITTEN = {"run.json", "gradebook.csv", "intake.json", "reviews.csv"}
_NUMBER = re.compile(r" ?\(\d{1,2}\)$")


def students(names: Names) -> tuple[list[str], list[str]]:
    """The folders and the archives that are a student each, also those that cannot be read: they are asked about."""
    folders = [name for name in names.folders if not is_hidden(name)]
    zips = [name for name in names.files if name.lower().endswith(ARCHIVES) and not is_hidden(name)]
    return folders, zips


def read(names: Names) -> Download:
    folders, zips = students(names)
    earlier = [name for name in folders if _is_of_an_earlier_run(names.place.folder(name))]
    folders = [name for name in folders if name not in earlier]
    shown = readable_names([*folders, *(_stem(name) for name in zips if _stem(name) not in folders)])
    notes = [Note("", name, f"{name} holds the results of an earlier run, and is nobody's work.") for name in earlier]
    beside = {name: [each for each in zips if _stem(each) == name] for name in folders}
    works = [Work(shown[name], Who(), _with(names.place, name, beside[name])) for name in folders]
    again: dict[str, list[str]] = {}
    for name in zips:
        if _stem(name) in folders:  # unpacked beside itself, or two that differ: each exercise tells
            continue
        key = shown[_again(_stem(name), {_stem(each) for each in zips} | set(folders))]
        again[key] = [*again.get(key, []), name]
    for key, same in again.items():
        problem = f"handed in as {' and '.join(same)}, and which counts is not clear" if len(same) > 1 else ""
        works.append(Work(key, Who(), of_archive(names.place.file(same[0])), problem=problem))
    return Download(KIND, TITLE, tuple(works), (*notes, *not_followed(names)))


def _with(place: Place, folder: str, archives: Sequence[str]) -> Callable[[], Walked]:
    """What lies in a student's folder, and in archives of the same name beside it: unpacked there, or other work."""
    return together(of_places([place.folder(folder)]), of_entries([place.file(name) for name in archives]))


def _is_of_an_earlier_run(place: Place) -> bool:
    """Whether this is a folder that `grade --out` wrote, perhaps for another class, and which was left here."""
    try:
        return set(place.listing().files) >= _WRITTEN
    except OSError:
        return False


def _stem(name: str) -> str:
    """The name of an archive without what says its kind."""
    return next((name[: -len(end)] for end in sorted(ARCHIVES, key=len)[::-1] if name.lower().endswith(end)), name)


def _again(name: str, names: set[str]) -> str:
    """The name that a second download of the same file got a number behind: `jdoe` of `jdoe (1)`."""
    found = _NUMBER.search(name)
    return name[: found.start()] if found and name[: found.start()] in names else name


def is_nbgrader(names: Names) -> bool:
    """Whether this is a course of nbgrader, or what its exchange collected."""
    return SUBMITTED in names.folders


def read_nbgrader(names: Names) -> Download:
    """`submitted/<student>/<assignment>/`: of several assignments the one that is called like the course."""
    place = names.place.folder(SUBMITTED)
    people = [name for name in place.listing().folders if not is_hidden(name)]
    inside = {name: place.folder(name).listing().folders for name in people}
    assignments = sorted({each for folders in inside.values() for each in folders if not is_hidden(each)})
    chosen = next((each for each in assignments if each == names.course), None)
    if chosen is None and len(assignments) > 1:
        said = ", ".join(assignments[:10])
        raise IntakeError(f"{SUBMITTED}/ holds several assignments ({said}) and none is called {names.course!r}.")
    chosen = chosen or (assignments[0] if assignments else "")
    shown = readable_names(people)
    works = []
    for name in people:
        if chosen not in inside[name]:
            continue
        folder = place.folder(name).folder(chosen)
        who = Who(login=shown[name], submitted_at=_timestamp(folder))
        works.append(Work(shown[name], who, of_places([folder])))
    return Download(NBGRADER, "folder of nbgrader", tuple(works))


def _timestamp(folder: Place) -> str:
    """When nbgrader collected it: timestamp.txt beside the work."""
    try:
        if "timestamp.txt" not in folder.listing().files:
            return ""
        time = parse_when(folder.file("timestamp.txt").read(100).decode("ascii", "replace"))
    except OSError:
        return ""
    return time.isoformat() if time else ""
