"""Pyodide, which is CPython for browsers: one version, from its public address or from a folder, checked."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import UserError

VERSION = "0.27.7"
PUBLIC = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
LOCK = "pyodide-lock.json"
LIBRARY = "python_stdlib.zip"
CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", LIBRARY, LOCK)
FOLDER = "pyodide/"
"""Where a copy lies in the site."""
WAIT = 20.0
"""Seconds to wait for an address."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Where the page gets Python. `address` ends in a slash and may be relative; `folder` is what to copy, if anything.

    `files` are those that a page loads, relative to the address; the last one is NumPy's wheel.
    """

    address: str
    files: tuple[str, ...]
    folder: Path | None = None


def distribution(given: str | None) -> Distribution:
    """The one at this address or in this folder; the public one where none is named.

    Raises UserError for another version than VERSION, one without NumPy, and files that are not what its lock says.
    """
    if given is None or given.rstrip("/") == PUBLIC.rstrip("/"):
        return Distribution(PUBLIC, (*CORE, "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl"))
    if given.startswith(("http://", "https://")):
        address = given.rstrip("/") + "/"
        wheel, _ = _numpy(_lock(_fetched(address + LOCK), address), address)
        return Distribution(address, (*CORE, wheel))
    return _in_folder(Path(given))


def _in_folder(folder: Path) -> Distribution:
    for name in CORE:
        if not (folder / name).is_file():
            raise UserError(f"{folder}: there is no {name}, so this is no folder of Pyodide {VERSION}.")
    wheel, expected = _numpy(_lock((folder / LOCK).read_bytes(), str(folder)), str(folder))
    if not (folder / wheel).is_file():
        raise UserError(f"{folder}: NumPy ({wheel}) is not in it. Take the full distribution of Pyodide {VERSION}.")
    if hashlib.sha256((folder / wheel).read_bytes()).hexdigest() != expected:
        raise UserError(f"{folder / wheel}: this is not the file that {LOCK} names. Fetch it again.")
    return Distribution(FOLDER, (*CORE, wheel), folder)


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
