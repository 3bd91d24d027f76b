"""What can be read of a notebook file, whatever it holds: its cells as plain data, without outputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

MAX_FILE = 512 * 1024 * 1024
MAX_CELLS = 2_000
MAX_SOURCE = 256 * 1024
CELL_TYPES = ("code", "markdown", "raw")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was handed in. `grade_id` is nbgrader's name for it, or empty."""

    cell_type: str
    source: str
    grade_id: str = ""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The cells of a notebook, and why some or all of it could not be read."""

    cells: tuple[Cell, ...]
    problem: str = ""


def salvage(file: BinaryIO) -> Salvaged:
    """Reads a notebook. Never raises for what is in the file: a problem is a sentence."""
    raw = file.read(MAX_FILE + 1)
    if len(raw) > MAX_FILE:
        return Salvaged((), f"The file is larger than {MAX_FILE // 1024**2} MiB and was not read.")
    if not raw.strip():
        return Salvaged((), "The file is empty.")
    try:
        data = json.loads(raw.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError, MemoryError) as error:
        return Salvaged((), f"The file is not a notebook: it is not JSON ({_reason(error)}).")
    del raw
    if not isinstance(data, dict) or not isinstance(_cells(data), list):
        return Salvaged((), "The file is JSON, but not a notebook: it has no cells.")
    given = _cells(data)
    cells = [cell for cell in map(_cell, given[:MAX_CELLS]) if cell is not None]
    problem = "" if len(given) <= MAX_CELLS else f"Only the first {MAX_CELLS} of {len(given)} cells were read."
    return Salvaged(tuple(cells), problem)


def _reason(error: BaseException) -> str:
    return str(error)[:120] if isinstance(error, ValueError) else "it is nested too deep"


def _cells(data: Mapping[str, Any]) -> Any:
    """The list of cells; in the old format 3 it lies in worksheets."""
    sheets = data.get("worksheets")
    if "cells" not in data and isinstance(sheets, list) and sheets and isinstance(sheets[0], dict):
        return sheets[0].get("cells")
    return data.get("cells")


def _cell(cell: Any) -> Cell | None:
    if not isinstance(cell, dict):
        return None
    cell_type = cell.get("cell_type")
    text = cell.get("source", cell.get("input", ""))
    if isinstance(text, list):
        text = "".join(line for line in text[:MAX_SOURCE] if isinstance(line, str))
    if not isinstance(text, str):
        return None
    return Cell(cell_type if cell_type in CELL_TYPES else "raw", clean(text), _grade_id(cell))


def clean(text: str) -> str:
    """Text that can be written as UTF-8, with one kind of line end, no longer than a submission may be."""
    text = text[: MAX_SOURCE + 1].encode("utf-8", "replace").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _grade_id(cell: Mapping[str, Any]) -> str:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return name if isinstance(name, str) else ""
