"""Pyodide, which is CPython for browsers: one version, from its public address or from a folder, checked."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import UserError
from autograder.sandbox.imports import PACKAGES

VERSION = "0.27.7"
PUBLIC = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
LOCK = "pyodide-lock.json"
LIBRARY = "python_stdlib.zip"
CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", LIBRARY, LOCK)
FOLDER = "pyodide/"
"""Where a copy lies in the site."""
WAIT = 20.0
"""Seconds to wait for an address."""
IN_PUBLIC = ("matplotlib", "networkx", "pandas", "scipy", "sympy")
"""Libraries of the public address, each called as it is imported."""


@dataclass(frozen=True, slots=True)
class Library:
    """A package beside NumPy, as Pyodide calls it, and its wheels with those of all that it needs, but NumPy's."""

    package: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Distribution:
    """Where the page gets Python. `address` ends in a slash and may be relative; `folder` is what to copy, if anything.

    `files` are those that every page loads, relative to the address; the last one is NumPy's wheel. `libraries` are the
    well-known packages that can be had there, by the name under which they are imported.
    """

    address: str
    files: tuple[str, ...]
    folder: Path | None = None
    libraries: Mapping[str, Library] = field(default_factory=dict)


def distribution(given: str | None) -> Distribution:
    """The one at this address or in this folder; the public one where none is named.

    Raises UserError for another version than VERSION, one without NumPy, and files that are not what its lock says.
    """
    if given is None or given.rstrip("/") == PUBLIC.rstrip("/"):
        libraries = {name: Library(name) for name in IN_PUBLIC}
        return Distribution(PUBLIC, (*CORE, "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl"), libraries=libraries)
    if given.startswith(("http://", "https://")):
        address = given.rstrip("/") + "/"
        lock = _lock(_fetched(address + LOCK), address)
        return Distribution(address, (*CORE, _numpy(lock, address)[0]), libraries=_libraries(lock))
    return _in_folder(Path(given))


def _in_folder(folder: Path) -> Distribution:
    for name in CORE:
        if not (folder / name).is_file():
            raise UserError(f"{folder}: there is no {name}, so this is no folder of Pyodide {VERSION}.")
    lock = _lock((folder / LOCK).read_bytes(), str(folder))
    wheel, expected = _numpy(lock, str(folder))
    if not (folder / wheel).is_file():
        raise UserError(f"{folder}: NumPy ({wheel}) is not in it. Take the full distribution of Pyodide {VERSION}.")
    if not _is_file(folder / wheel, expected):
        raise UserError(f"{folder / wheel}: this is not the file that {LOCK} names. Fetch it again.")
    return Distribution(FOLDER, (*CORE, wheel), folder, _libraries(lock, folder))


def _is_file(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _libraries(lock: Mapping[str, Any], folder: Path | None = None) -> dict[str, Library]:
    """The well-known packages of a lock; of a folder those that lie there whole, with all that they need."""
    rows = {str(name): row for name, row in lock["packages"].items() if isinstance(row, dict)}
    found = {}
    for name, row in rows.items():
        for imported in sorted(PACKAGES & set(row.get("imports", ())) - {"numpy", "pytest"}):
            needed = _closure(rows, name)
            if needed and (folder is None or all(_is_file(folder / one["file_name"], one["sha256"]) for one in needed)):
                found[imported] = Library(name, tuple(one["file_name"] for one in needed))
    return found


def _closure(rows: Mapping[str, Any], name: str) -> list[Any]:
    """A package's row and those of all that it needs, without NumPy's; none where one is not in the lock."""
    names, waiting = {"numpy"}, [name]
    while waiting:
        one = waiting.pop()
        if one not in rows:
            return []
        if one not in names:
            names.add(one)
            waiting += rows[one].get("depends", ())
    return [rows[one] for one in sorted(names - {"numpy"})]


def _lock(raw: bytes, where: str) -> dict[str, Any]:
    try:
        data = json.loads(raw)
        version = data["info"]["version"]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{where}: its {LOCK} cannot be read.") from error
    if version != VERSION:
        raise UserError(f"{where}: this is Pyodide {version}; the page is made for {VERSION}.")
    return dict(data)


def _numpy(lock: dict[str, Any], where: str) -> tuple[str, str]:
    """File name and SHA-256 of NumPy's wheel."""
    try:
        found = lock["packages"]["numpy"]
        return str(found["file_name"]), str(found["sha256"])
    except (KeyError, TypeError) as error:
        raise UserError(f"{where}: there is no NumPy in it, and the checks need it.") from error


def _fetched(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=WAIT) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise UserError(f"{address}: cannot be fetched ({error}). Name a folder with --pyodide instead.") from error
