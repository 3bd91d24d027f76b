"""A notebook in place of a Python file: its code cells, joined."""

from __future__ import annotations

import json
import re
from typing import Any

from autograder.files import Decoded

MAX_NOTEBOOK = 8 << 20
_MAGIC = re.compile(r"^(\s*)([%!?].*)$", re.MULTILINE)


def code_of(raw: bytes, name: str) -> Decoded:
    """The text of all code cells, their magics as comments; or None and why there is none."""
    if len(raw) > MAX_NOTEBOOK:
        return _none(f"is larger than {MAX_NOTEBOOK >> 20} MiB", name)
    try:
        data = json.loads(raw.decode("utf-8-sig"))
        cells = [_source(cell) for cell in data["cells"] if cell.get("cell_type") == "code"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _none("cannot be read as one", name)
    text = "\n\n".join(cells).replace("\r\n", "\n").replace("\r", "\n") + "\n"
    if "\0" in text or not _encodable(text):
        return _none("holds characters that are no text", name)
    return Decoded(text)


def _none(why: str, name: str) -> Decoded:
    return Decoded(None, f"The notebook {why}: hand in {name}.")


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    if text.lstrip().startswith("%%"):  # a cell in another language, or timed: all of it is the magic's
        return "\n".join(f"# {line}" for line in text.splitlines())
    return _MAGIC.sub(r"\1pass  # \2", text).rstrip("\n")


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
