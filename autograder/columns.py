"""A table of ours as a person has it: their own columns beside ours, in their order, and what parts the cells.

Such a table is written again by each run. What somebody has put beside it, a note, initials, a colour, is theirs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.tables import Row, Table, column_called

Notes = tuple[tuple[str, str], ...]
"""What stands in a person's own columns of one row: the column's name, and the cell. Empty cells are left out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of all columns as they stand, left to right, ours and a person's; and what parts the cells."""

    titles: tuple[str, ...] = ()
    delimiter: str = ","

    def own(self, ours: Iterable[str]) -> tuple[str, ...]:
        """A person's columns: those that are none of `ours`."""
        known = set(ours)
        return tuple(title for title in self.titles if column_called(title) not in known)

    def joined(self, titles: Iterable[str]) -> Layout:
        """With these columns behind the others, where there is none of the name yet."""
        found = {column_called(title) for title in self.titles}
        more = {column_called(title): title for title in titles if column_called(title) not in found}
        return Layout((*self.titles, *more.values()), self.delimiter)

    def around(self, ours: Sequence[str], others: Iterable[str] = ()) -> tuple[str, ...]:
        """The columns of a table that has all of `ours`: each where it stood, a new one behind the one before it.

        `others` are columns of ours that this table does without.
        """
        without = set(others) - set(ours)
        columns = [column_called(title) for title in self.titles]
        kept = [
            column if column in ours else title
            for column, title in zip(columns, self.titles, strict=True)
            if column not in without
        ]
        for place, column in enumerate(ours):
            if column not in kept:
                kept.insert(kept.index(ours[place - 1]) + 1 if place else 0, column)
        return tuple(kept)

    def written(self, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        """The text of the table. A delimiter that a person's spreadsheet has chosen is the one that it opens again."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow(titles)
        writer.writerows(rows)
        return text.getvalue()


def layout_of(table: Table) -> Layout:
    """How this table is laid out."""
    return Layout(table.titles, table.delimiter)


def notes_of(row: Row, own: Iterable[str]) -> Notes:
    """What stands in a person's own columns of this row."""
    found = ((title, row.cells.get(column_called(title), "").replace("\r\n", "\n")) for title in own)
    return tuple((title, cell) for title, cell in found if cell.strip())


def cells_of(notes: Notes) -> Mapping[str, str]:
    """The cells by what their column is known by."""
    return {column_called(title): cell for title, cell in notes}


def over(below: Notes, above: Notes) -> Notes:
    """Two people's notes on one row: what only one of them wrote, and `above` where both did."""
    names = {column_called(title): title for title, _ in (*above, *below)}
    cells = {**cells_of(below), **cells_of(above)}
    return tuple((names[column], cell) for column, cell in cells.items())


def within(notes: Notes, titles: Iterable[str]) -> Notes:
    """Those in columns that there are."""
    known = {column_called(title) for title in titles}
    return tuple((title, cell) for title, cell in notes if column_called(title) in known)
