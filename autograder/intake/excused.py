"""Who is excused: as the platform's gradebook says it in the column of this work, or a table of one's own.

Canvas writes `EX`, and `N/A` for whom the work was not assigned. Blackboard and Brightspace call it exempt, and what
their files show of that is not known: such a word in the column of a grade is understood. Moodle's worksheet and
Gradescope's scores say nothing of it; there, as anywhere, a column `excused` in any roster does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.errors import IntakeError
from autograder.intake.download import Note
from autograder.tables import Row

COLUMNS = ("excused", "exempt", "exempted", "entschuldigt", "befreit", "dispensé", "excusé", "exento", "esente")
"""What a column may be called in which anything but a no excuses."""
WORDS = frozenset({"ex", "n/a", "excused", "exempt", "exempted"})
"""What stands in a cell of a grade, in any case, of who gets none."""
_NO = frozenset({"", "-", "0", "no", "n", "false", "nein", "non", "no.", "falsch", "faux"})
_NUMBER = re.compile(r"\((\d+)\)\s*$|\|\s*(\d+)\s*$")
_ADDED = re.compile(r"\s*\(\d+\)\s*$|\s*\[[^\[\]]*\]\s*\|\s*\d+\s*$|(\s+Points Grade)?\s*<[^<>]*>\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which column of grades is this work's: what was said of it, and by what titles the work goes."""

    column: str = ""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excused:
    """The columns that say who is excused from this work; and columns of which one may, but nobody knows which."""

    columns: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    def of(self, row: Row) -> str:
        """The word that excuses this person; empty where none does."""
        for name in self.columns:
            cell = row.get(name)
            if cell.casefold() in WORDS or (name in COLUMNS and cell.casefold() not in _NO):
                return cell
        return ""

    def unclear(self, rows: Iterable[Row]) -> dict[str, int]:
        """In which of the columns that may be this work's somebody is excused, and how many are."""
        counts = dict.fromkeys(self.unsure, 0)
        for row in rows:
            for name in self.unsure:
                counts[name] += row.get(name).casefold() in WORDS
        return {name: count for name, count in counts.items() if count}


def excused_in(header: Sequence[str], sought: Sought) -> Excused:
    """Where a table with these columns, folded, says who is excused."""
    own = tuple(name for name in header if name in COLUMNS)
    grades = [name for name in header if is_grade(name)]
    if sought.column:
        found = [name for name in grades if means(sought.column, name)]
    elif len(grades) == 1:
        found = grades
    else:
        titles = {folded_title(title) for title in sought.titles}
        found = [name for name in grades if bare(name).casefold() in titles]
    if len(found) == 1:
        return Excused((*own, *found))
    return Excused(own, tuple(found or grades))


def asked_about(columns: Mapping[str, int]) -> list[Note]:
    """The question in which of these columns, where so many are excused, this work is; none where there is none."""
    if not columns:
        return []
    shown = "; ".join(f"{count} in {name!r}" for name, count in list(columns.items())[:5])
    done = f"Some are excused in the roster, and which column is this work's is not clear: {shown}."
    return [Note("", "", done, "If one of these is it, grade with --column and its name or number.")]


def require_column(sought: Sought, headers: Mapping[str, Sequence[str]]) -> None:
    """IntakeError where a column was named and no roster has just one that is called so."""
    if not sought.column:
        return
    grades = {path: [name for name in header if is_grade(name)] for path, header in headers.items()}
    found = [name for names in grades.values() for name in names if means(sought.column, name)]
    if found and all(sum(means(sought.column, name) for name in names) < 2 for names in grades.values()):
        return
    known = "; ".join(name for names in grades.values() for name in names) or "none"
    what = "several columns of a roster are" if found else "no column of a roster is"
    raise IntakeError(f"--column {sought.column!r}: {what} called so. Columns of grades there: {known}.")


def is_grade(name: str) -> bool:
    """Whether a column is called as platforms call one of grades: with a number of its own, or a maximum."""
    return bare(name) != name.strip()


def folded_title(title: str) -> str:
    """A title as the columns of a roster are folded."""
    return " ".join(title.replace("_", " ").split()).casefold()


def means(wanted: str, name: str) -> bool:
    """Whether a column is meant by its whole name, the name without what the platform adds, or its number."""
    wish, called = folded_title(wanted), folded_title(name)
    return wish in (called, folded_title(bare(name))) or (wish.isdigit() and wish == number_of(name))


def number_of(name: str) -> str:
    """The platform's own number of a column: 4711 of `HW (4711)` or of `HW [Total Pts: 5 Score] |4711`."""
    found = _NUMBER.search(name)
    return found[1] or found[2] if found else ""


def bare(name: str) -> str:
    """A column's title without what the platform adds: ` (4711)`, ` [Total Pts: ...`, ` Points Grade <...`."""
    return _ADDED.sub("", name).strip()
