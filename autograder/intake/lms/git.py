"""Clones, as GitHub Classroom makes them: `assignment-login/`, each with the whole folder that was handed out.

Archives of a branch, `assignment-login-main.zip`, are clones too, zipped or unpacked.
"""

from __future__ import annotations

from collections.abc import Callable

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Work, of_archive, of_places
from autograder.intake.entries import Walked
from autograder.intake.members import READ
from autograder.intake.names import common_head, is_hidden

KIND = "git"
TITLE = "folder of clones"
EXERCISES = "exercises"
BRANCHES = ("-main", "-master")


def recognised(names: Names) -> set[str]:
    """Folders with one beginning in common that are clones, or hold the parts of a course."""
    folders, zips = _folders(names), _zips(names)
    clones = {name for name in folders if _is_clone(names, name)} if len(folders) > 1 and _prefix(folders) else set()
    return clones | (set(zips) if len(zips) > 1 and _prefix(zips) else set())


def read(names: Names) -> Download:
    # The exercises count, not the tests of the same names beside them.
    folders, zips = _folders(names), _zips(names)
    works = [_work(name, folders, of_places([names.place.folder(name)], under=EXERCISES)) for name in folders]
    works += [_work(name, zips, of_archive(names.place.file(name), under=EXERCISES)) for name in zips]
    return Download(KIND, TITLE, tuple(works))


def _work(name: str, all_names: list[str], collect: Callable[[], Walked]) -> Work:
    repository = _repository(name)
    login = repository.removeprefix(_prefix(all_names)) or repository
    aliases = tuple(repository[place + 1 :] for place, c in enumerate(repository) if c == "-")
    return Work(login, Who(login=login), collect, aliases=aliases)


def _zips(names: Names) -> list[str]:
    endings = tuple(f"{branch}{ending}" for branch in BRANCHES for ending in READ)
    return [name for name in names.files if name.endswith(endings)]


def _repository(name: str) -> str:
    """The repository's name without the branch that is appended to an archive of it."""
    bare = next((name.removesuffix(ending) for ending in READ if name.endswith(ending)), name)
    return next((bare.removesuffix(branch) for branch in BRANCHES if bare.endswith(branch)), bare)


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
