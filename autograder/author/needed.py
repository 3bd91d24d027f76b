"""What a student installs beside the engine: the packages that the course's exercises may import, as pip knows them."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.author.wheel import requirements
from autograder.course.model import Course
from autograder.distribution import checkout_project, distribution_name
from autograder.kinds.registry import kind_of
from autograder.sandbox.imports import PACKAGES, pip_name
from autograder.sandbox.process.trials import packages_of


def needed_packages(course: Course) -> list[str]:
    """Lines of requirements.txt, by name, without what the engine's own wheel brings.

    A package is asked for between the oldest version that the engine is made for and the newest that it was tested
    with, where those are known. One of which nobody here knows what pip calls it is a comment.
    """
    allowed = {name for one in course.exercises if kind_of(one).runs_code for name in one.allowed_imports or ()}
    brought = {canonicalize_name(Requirement(line).name) for line in requirements()}
    lines = {_line(package, brought) for package in packages_of(allowed)}
    return sorted(lines - {""})


def _line(package: str, brought: Container[str]) -> str:
    if package in PACKAGES:
        name = pip_name(package)
    elif package in (installed := _installed()):
        name = installed[package][0]
    else:
        return f"# {package}: not installed where this folder was made, so its name for pip is not known"
    return "" if canonicalize_name(name) in brought else f"{name}{_versions(canonicalize_name(name))}"


def _versions(name: str) -> str:
    """Such as ``>=3.9,<=3.11.2``; empty where nothing is known."""
    bounds = [_oldest().get(name, ""), f"<={tested}" if (tested := _tested().get(name)) else ""]
    return ",".join(filter(None, bounds))


@cache
def _installed() -> Mapping[str, list[str]]:
    """Package -> what pip calls it. It takes a look at every file that is installed, so it is asked for once."""
    return importlib.metadata.packages_distributions()


@cache
def _oldest() -> Mapping[str, str]:
    """From what the engine's extras ask for."""
    return {canonicalize_name(one.name): str(one.specifier) for one in map(Requirement, _declared()) if one.specifier}


def _declared() -> Iterable[str]:
    extras = checkout_project().get("optional-dependencies")
    if extras is not None:
        return [line for lines in extras.values() for line in lines]
    try:
        return importlib.metadata.requires(distribution_name()) or []
    except importlib.metadata.PackageNotFoundError:
        return []


@cache
def _tested() -> Mapping[str, str]:
    """From the constraints in the engine's repository; an engine that was installed has none beside it."""
    path = Path(__file__).parents[2] / "constraints.txt"
    text = path.read_text(encoding="utf-8") if checkout_project() and path.is_file() else ""
    return dict(_pinned(text))


def _pinned(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, pinned, version = line.partition("==")
        if pinned and not name.startswith("#"):
            yield canonicalize_name(name.strip()), version.partition(";")[0].strip()
