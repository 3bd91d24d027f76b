"""A notebook in place of a Python file: its code cells, joined."""

from __future__ import annotations

import json
from typing import Any

from autograder.files import MAX_BYTES, Decoded
from autograder.intake.magics import python_of

MAX_NOTEBOOK = 64 << 20
"""Bytes of a notebook, the pictures in its outputs among them."""


def code_of(raw: bytes, name: str) -> Decoded:
    """The text of all code cells, without what only a notebook understands; or None and why there is none."""
    if len(raw) > MAX_NOTEBOOK:
        return _none(f"is larger than {MAX_NOTEBOOK >> 20} MiB", name)
    try:
        data = json.loads(raw)  # in whichever of the encodings that JSON may have
        language = _language(data)
        cells = [_source(cell) for cell in _cells(data) if cell.get("cell_type") == "code"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _none("cannot be read as one", name)
    if language and not language.casefold().startswith(("python", "ipython")):
        return _none(f"is in {language[:20]!r} and not in Python", name)
    if sum(map(len, cells)) > MAX_BYTES:
        return _none(f"has more than {MAX_BYTES >> 10} KiB of code", name)
    text = "\n\n".join(python_of(cell, name).rstrip("\n") for cell in cells) + "\n"
    if "\0" in text or not _encodable(text):
        return _none("holds characters that are no text", name)
    return Decoded(text)


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


def _none(why: str, name: str) -> Decoded:
    return Decoded(None, f"The notebook {why}: hand in {name}.")


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"] if "source" in cell else cell["input"]
    text = source if isinstance(source, str) else "".join(source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
