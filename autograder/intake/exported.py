"""A program that was a notebook: its commands were written out with its code, and no Python reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from autograder.intake.magics import python_of
from autograder.intake.parsed import tree_of

_COMMAND = re.compile(r"^[ \t]*(?:[%!?]|[\w.]+\?\??[ \t]*$|[\w.\[\], ]+=\s*[!%])", re.MULTILINE)
_MARK = re.compile(r"[%!?]")
_HOST = re.compile(r"get_ipython\(|^[ \t]*(?:from|import)[ \t]+(?:IPython|google\.colab)\b", re.MULTILINE)
_CELL = re.compile(r"^# ?%%|^# In\[[\d ]*\]:", re.MULTILINE)
"""Where a cell begins: as VS Code and Spyder write it, as Jupyter does."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The program without its commands, every line in its place; and where the first of them stands."""

    text: str
    first: str


def exported(text: str) -> Exported | None:
    """What such a program says in Python; None of one that is Python as it is, or that none can be made of."""
    if not (_speaks_of_a_notebook(text) or (_has_a_command(text) and tree_of(text) is None)):
        return None
    made = "".join(map(_as_python, _cells(text)))
    changed = [
        number for number, (old, new) in enumerate(zip(text.split("\n"), made.split("\n"), strict=False)) if old != new
    ]
    if not changed or tree_of(made) is None:
        return None
    command = text.split("\n")[changed[0]].strip()[:60]
    return Exported(made, f"`{command}` in line {changed[0] + 1}")


def _speaks_of_a_notebook(text: str) -> bool:
    return any(name in text for name in ("IPython", "get_ipython", "google.colab")) and bool(_HOST.search(text))


def _has_a_command(text: str) -> bool:
    """Looked for in the lines that have a mark of one: looking at the beginning of each line takes far longer."""
    begins = {text.rfind("\n", 0, mark.start()) + 1 for mark in _MARK.finditer(text)}
    return any(_COMMAND.match(text, begin) for begin in begins)


def _as_python(cell: str) -> str:
    """The cell in Python, the lines at its end kept: the next one begins where it began."""
    body = cell.rstrip("\n")
    return python_of(body) + cell[len(body) :]


def _cells(text: str) -> list[str]:
    """The text in pieces, for a command of a whole cell reaches as far as that does."""
    starts = [0, *(found.end() for found in _CELL.finditer(text)), len(text)]
    pieces = []
    for start, end in pairwise(starts):
        line_end = text.find("\n", start, end) + 1 if start else 0  # the rest of the mark's own line is a title
        cut = max(start, line_end)
        pieces += [text[start:cut], text[cut:end]]
    return pieces
