"""Clones, as GitHub Classroom makes them: `assignment-login/`, each with the whole folder that was handed out."""

from __future__ import annotations

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Work, of_places
from autograder.intake.names import common_head, is_hidden

KIND = "git"
TITLE = "folder of clones"
EXERCISES = "exercises"


def recognised(names: Names) -> set[str]:
    """Folders with one beginning in common that are clones, or hold the parts of a course."""
    folders = _folders(names)
    prefix = _prefix(folders)
    if len(folders) < 2 or not prefix:
        return set()
    return {name for name in folders if _is_clone(names, name)}


def read(names: Names) -> Download:
    folders = _folders(names)
    prefix = _prefix(folders)
    works = []
    for name in folders:
        login = name.removeprefix(prefix) or name
        aliases = tuple(name[place + 1 :] for place, c in enumerate(name) if c == "-")
        # The exercises count, not the tests of the same names beside them.
        collect = of_places([names.place.folder(name)], under=EXERCISES)
        works.append(Work(login, Who(login=login), collect, aliases=aliases))
    return Download(KIND, TITLE, tuple(works))


def _folders(names: Names) -> list[str]:
    return [name for name in names.folders if not is_hidden(name)]


def _prefix(folders: list[str]) -> str:
    common = common_head(folders) if len(folders) > 1 else ""
    return common[: common.rfind("-") + 1]


def _is_clone(names: Names, name: str) -> bool:
    try:
        inside = names.place.folder(name).listing()
    except OSError:
        return False
    return ".git" in (*inside.folders, *inside.files) or {EXERCISES, "tests"} <= set(inside.folders)
