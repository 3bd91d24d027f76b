"""A prompt in blocks: paragraphs, tables, and lines whose blanks count."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RULE = re.compile(r"\s*\|?(\s*:?-{3,}:?\s*\|)+\s*(:?-{3,}:?\s*)?")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as Markdown writes it. Every row has as many cells as `head`; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Text; `fixed` where its columns stand under each other."""

    text: str
    fixed: bool = False


def blocks(prompt: str) -> list[Table | Lines]:
    """The prompt's blocks in order. Lines with a bar are a table where a rule `|---|` follows the first of them."""
    found: list[tuple[bool, list[str]]] = []
    for line in prompt.splitlines():
        barred = "|" in line
        if not line.strip():
            found.append((False, []))
        elif found and found[-1][0] == barred and found[-1][1]:
            found[-1][1].append(line)
        else:
            found.append((barred, [line]))
    return [_block(lines, barred) for barred, lines in found if lines]


def _block(lines: list[str], barred: bool) -> Table | Lines:
    if barred and len(lines) > 2 and _RULE.fullmatch(lines[1]):
        head = _cells(lines[0])
        rows = (_cells(line) for line in lines[2:])
        return Table(head, tuple((*row, *[""] * len(head))[: len(head)] for row in rows))
    return Lines("\n".join(lines), fixed=barred)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))
