"""Regions of a cell: what stands between a mark and its other half."""

from __future__ import annotations

from autograder.errors import UserError


def regions(text: str, marks: tuple[str, str], file: str, number: int) -> tuple[str, frozenset[int]]:
    """The text with the lines of the marks emptied, and the 1-based numbers of the lines between them.

    UserError, with file, cell and line, for a mark without its other half.
    """
    lines, inside = text.split("\n"), set()
    begin = 0
    for index, line in enumerate(lines, 1):
        if marks[0] in line:
            if begin:
                raise UserError(f"{file}, cell {number}, line {index}: a region begins inside the one of line {begin}.")
            begin, lines[index - 1] = index, ""
        elif marks[1] in line:
            if not begin:
                raise UserError(f"{file}, cell {number}, line {index}: a region ends that never began.")
            begin, lines[index - 1] = 0, ""
        elif begin:
            inside.add(index)
    if begin:
        raise UserError(f"{file}, cell {number}, line {begin}: this region never ends. Add `{marks[1]}`.")
    return "\n".join(lines), frozenset(inside)


def cut(text: str, marks: tuple[str, str], file: str, number: int) -> tuple[str, str]:
    """What stands outside of the regions, and what stands in them."""
    plain, inside = regions(text, marks, file, number)
    lines = plain.split("\n")
    kept = "\n".join(line for index, line in enumerate(lines, 1) if index not in inside)
    return kept, "\n".join(line for index, line in enumerate(lines, 1) if index in inside).strip("\n")
