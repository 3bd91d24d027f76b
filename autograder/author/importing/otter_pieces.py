"""A notebook for Otter Assign as a row of boundaries, text and code, whichever of its formats it is in.

The newest writes a boundary as a raw cell (`# BEGIN QUESTION`), or as a Markdown cell's block of the language `otter`.
The first one had no boundaries but a block in the question's own text, and tells a test by its first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from autograder.author.importing.otter_marks import ANSWER_WORD, CONFIG, TEST_HEAD, read_config

BOUNDARY = re.compile(r"\s*#\s+(begin|end)\s+(question|prompt|solution|tests)\b|\s*#\s+(assignment)\s+config\b", re.I)
FENCED = re.compile(r"^```otter[ \t]*\n(.*?)^```[ \t]*$\n?", re.MULTILINE | re.DOTALL)
OLD = re.compile(r"^```[ \t]*\n[ \t]*BEGIN (QUESTION|ASSIGNMENT)[ \t]*\n(.*?)^```[ \t]*$\n?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """`what` is `begin question`, `end tests` and so on with its YAML in `text`; or `markdown`, or `code`."""

    number: int
    what: str
    text: str
    output: str = ""


def pieces(cells: Iterable[Any], file: str) -> Iterator[Piece]:
    """The notebook's cells in order. UserError for a question whose YAML cannot be read."""
    told = [piece for number, cell in enumerate(cells, 1) for piece in _of_cell(number, cell)]
    return _from_old(told, file) if any(piece.what == "old question" for piece in told) else iter(told)


def _of_cell(number: int, cell: Any) -> Iterator[Piece]:
    text = str(cell.source)
    if cell.cell_type == "code":
        yield Piece(number, "code", text, _shown(cell))
    elif cell.cell_type == "raw":
        yield from _boundary(number, text)
    else:
        yield from _of_markdown(number, text)


def _of_markdown(number: int, text: str) -> Iterator[Piece]:
    old = OLD.search(text)
    if old:
        if old[1] == "QUESTION":
            yield Piece(number, "old question", old[2])
        yield Piece(number, "markdown", OLD.sub("", text).strip())
        return
    parts = FENCED.split(text)
    for index, part in enumerate(parts):
        if index % 2:
            yield from _boundary(number, part)
        elif part.strip() or len(parts) == 1:
            yield Piece(number, "markdown", part.strip())


def _boundary(number: int, text: str) -> Iterator[Piece]:
    """A raw cell; one that marks nothing is in no notebook that is made of this one."""
    found = BOUNDARY.match(text)
    if found:
        what = "assignment" if found[3] else f"{found[1]} {found[2]}".lower()
        yield Piece(number, what, text.partition("\n")[2])


def _shown(cell: Any) -> str:
    """What the cell printed and gave when it was last run."""
    said = []
    for output in cell.get("outputs", ()):
        said.append("".join(output.get("text", "")))
        said.append("".join(output.get("data", {}).get("text/plain", "")))
    return "".join(said).strip()


Part = Literal["", "solution", "tests", "prompt"]


def _from_old(told: list[Piece], file: str) -> Iterator[Piece]:
    """The first format with the boundaries that it leaves out."""
    part: Part = ""
    inside = manual = False
    for piece in told:
        wanted: Part = _part(piece, manual) if inside else ""
        if piece.what == "old question" or (inside and _ends(piece, part, wanted, manual)):
            yield from _ended(piece.number, part, inside)
            inside, part, wanted = False, "", ""
        if piece.what == "old question":
            inside, manual = True, bool(read_config(piece.text, file, piece.number).get("manual"))
            yield Piece(piece.number, "begin question", piece.text)
            continue
        if wanted != part:
            yield from _ended(piece.number, part, False)
            yield from [Piece(piece.number, f"begin {wanted}", "")] if wanted else []
            part = wanted
        yield piece
    yield from _ended(told[-1].number, part, inside)


def _part(piece: Piece, manual: bool) -> Part:
    if piece.what == "markdown":
        return "solution" if manual and ANSWER_WORD.search(piece.text) else ""
    first = piece.text.partition("\n")[0]
    return "tests" if TEST_HEAD.match(first) or CONFIG[0].match(first) else "solution"


def _ends(piece: Piece, part: Part, wanted: Part, manual: bool) -> bool:
    """Whether the question was over before this piece: by text or code behind its tests or its written answer."""
    if piece.what == "markdown":
        return bool(part) and not wanted
    return (part == "tests" and wanted == "solution") or (manual and part == "solution" and piece.what == "markdown")


def _ended(number: int, part: Part, inside: bool) -> Iterator[Piece]:
    if part:
        yield Piece(number, f"end {part}", "")
    if inside:
        yield Piece(number, "end question", "")
