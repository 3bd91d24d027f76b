"""A notebook in place of a Python file: its code cells, joined."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from autograder.files import MAX_BYTES, Decoded
from autograder.intake.magics import python_of
from autograder.intake.scratch import Ran, without_scratch
from autograder.intake.stand_ins import PROGRAM

MAX_NOTEBOOK = 64 << 20
"""Bytes of a notebook, the pictures in its outputs among them."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The program in a notebook, and what of it was left out, as the rest of a sentence."""

    decoded: Decoded
    without: str = ""


def code_of(raw: bytes, name: str, asked_for: Collection[str] = ()) -> Joined:
    """The text of all code cells, without scratch work and what only a notebook understands; or why there is none.

    `asked_for` are the names that the exercise wants defined.
    """
    if len(raw) > MAX_NOTEBOOK:
        return _none(f"is larger than {MAX_NOTEBOOK >> 20} MiB", name)
    try:
        data = json.loads(raw)  # in whichever of the encodings that JSON may have
        language = _language(data)
        code = [cell for cell in _cells(data) if cell.get("cell_type") == "code"]
        others = [cell for cell in _cells(data) if cell.get("cell_type") in ("raw", "markdown")]
        cells = [Ran(_source(cell), _error(cell)) for cell in code]
        elsewhere = any(PROGRAM.search(_source(cell)) for cell in others)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _none("cannot be read as one", name)
    if language and not language.casefold().startswith(("python", "ipython")):
        return _none(f"is in {language[:20]!r} and not in Python", name)
    if sum(len(cell.source) for cell in cells) > MAX_BYTES:
        return _none(f"has more than {MAX_BYTES >> 10} KiB of code", name)
    kept = without_scratch([Ran(python_of(cell.source, name).rstrip("\n"), cell.error) for cell in cells], asked_for)
    text = "\n\n".join(kept.sources) + "\n"
    if not text.strip() and elsewhere:
        return _none("has its program in cells that are no code", name)
    if "\0" in text or not _encodable(text):
        return _none("holds characters that are no text", name)
    return Joined(Decoded(text), kept.without)


def _cells(data: dict[str, Any]) -> list[dict[str, Any]]:
    """All cells in order; those of the old format 3 lie in worksheets."""
    if "cells" in data:
        return list(data["cells"])
    return [cell for sheet in data["worksheets"] for cell in sheet["cells"]]


def _language(data: dict[str, Any]) -> str:
    """What the notebook says it is written in; empty where it says nothing."""
    metadata = data.get("metadata")
    if not isinstance(metadata, dict):
        return ""
    said = [(metadata.get("kernelspec"), "language"), (metadata.get("language_info"), "name")]
    found = [about.get(key) for about, key in said if isinstance(about, dict)]
    return next((each for each in found if isinstance(each, str) and each), "")


def _none(why: str, name: str) -> Joined:
    return Joined(Decoded(None, f"The notebook {why}: hand in {name}."))


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"] if "source" in cell else cell["input"]
    text = source if isinstance(source, str) else "".join(source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _error(cell: dict[str, Any]) -> str:
    """The name of the error that is written below the cell, as its last run left it; formats 4 and 3 call it alike."""
    said = [out for out in cell.get("outputs") or () if out.get("output_type") in ("error", "pyerr")]
    return (re.sub(r"\W", "", str(said[0].get("ename", "")), flags=re.ASCII)[:40] or "Exception") if said else ""


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
