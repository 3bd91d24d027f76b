"""A platform's gradebook, whichever it is: rows of people, one column of grades, and how grades are put into it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.errors import IntakeError
from autograder.exchange.people import NO_ROW, Person, match
from autograder.exchange.scores import NO_GRADE, Score
from autograder.exchange.sheet import Line, Sheet
from autograder.intake.excused import WORDS, bare, means

FORMULA = ("=", "+", "-", "@", "\t", "\r")
FILLED = "has a grade already"
FINE_BELOW = 10
"""A column that is worth less gets four decimals instead of two."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person's row. `most` is what the grade counts to, None where the file does not say it.

    `closed` says why the platform takes no grade in this row.
    """

    line: Line
    person: Person
    most: float | None
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A gradebook that was understood. `capped`: the platform takes no grade above the maximum."""

    sheet: Sheet
    column: int
    title: str
    rows: Sequence[Row]
    decimal: str = "."
    feedback: int | None = None
    html: bool = False
    capped: bool = False
    empty: frozenset[str] = frozenset({""})
    """What an ungraded cell holds."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was done: how many cells, who was left out and why, which rows nobody here belongs to."""

    count: int = 0
    scaled: tuple[float, float] | None = None
    """From which maximum to which; None where they are the same or the file names none."""
    mixed: bool = False
    """Whether others are scaled from another maximum."""
    capped: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    """(name, reason), of people whose row was found."""
    unmatched: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class _Account:
    count: int = 0
    scaled: set[tuple[float, float]] = field(default_factory=set)
    capped: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def fill(book: Book, scores: Sequence[Score], *, overwrite: bool = False) -> Filled:
    """Puts the scores into the gradebook's own cells. Raises IntakeError where not one of the people is in it."""
    matched = match([score.person for score in scores], [row.person for row in book.rows])
    if scores and not matched.pairs:
        said = f"{book.sheet.path}: none of the {len(scores)} students with results is in it."
        why = next((f"{scores[place].person.shown} {why}." for place, why in matched.left.items() if why != NO_ROW), "")
        raise IntakeError(f"{said} {why or 'Is it the gradebook of another class?'}")
    account = _Account()
    for place, score in enumerate(scores):
        if place in matched.pairs:
            _put(book, book.rows[matched.pairs[place]], score, account, overwrite=overwrite)
    taken = set(matched.pairs.values())
    return Filled(
        account.count,
        next(iter(sorted(account.scaled)), None),
        len(account.scaled) > 1,
        tuple(account.capped),
        tuple(account.skipped),
        tuple((scores[place].person.shown, why) for place, why in matched.left.items()),
        tuple(row.person.shown for place, row in enumerate(book.rows) if place not in taken),
    )


def _put(book: Book, row: Row, score: Score, account: _Account, *, overwrite: bool) -> None:
    before = row.line.cell(book.column).strip()
    stays = before.casefold() in WORDS  # whatever is asked
    reason = score.hindered or row.closed or (f"is marked {before}" if stays else "")
    if not reason and before not in book.empty and not overwrite:
        reason = FILLED
    if not reason and score.most is not None and score.most <= 0:
        reason = NO_GRADE
    if not reason and score.most is None and book.capped and row.most and score.points > row.most:
        reason = f"has a grade above {row.most:g}, the column's maximum"
    if reason:
        account.skipped.append((score.person.shown, reason))
        return
    book.sheet.write(row.line, book.column, _value(book, row, score, account))
    account.count += 1
    if book.feedback is not None and score.feedback and (overwrite or not row.line.cell(book.feedback).strip()):
        text = score.feedback if book.html else harmless_text(score.feedback)
        book.sheet.write(row.line, book.feedback, text)


def _value(book: Book, row: Row, score: Score, account: _Account) -> str:
    """The cell: a grade as it is, points scaled to the column's maximum."""
    if score.most is None:
        return amount(score.points, 1, book.decimal).rstrip("0").rstrip(book.decimal)
    most = row.most if row.most else score.most
    value = score.points / score.most * most
    if not math.isclose(most, score.most):
        account.scaled.add((score.most, most))
    if book.capped and value > most:
        value = most
        account.capped.append(score.person.shown)
    return amount(value, most, book.decimal)


def amount(value: float, most: float, decimal: str) -> str:
    """A grade as a platform takes it: two decimals, four where the whole column is worth little."""
    digits = 4 if most < FINE_BELOW else 2
    return f"{value:.{digits}f}".replace(".", decimal)


def harmless_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def pick(sheet: Sheet, columns: dict[int, str], wanted: str, titles: Iterable[str], what: str) -> int:
    """The one column that is meant: by the name or number that was asked for, as the only one, or by a title.

    `columns` are the possible ones by place, `titles` the names that the work goes by. Raises IntakeError, naming the
    candidates, where that is none or several.
    """
    if wanted:
        found = [place for place, name in columns.items() if means(wanted, name)]
        problem = f"there is no {what} {wanted!r}" if not found else f"several columns are called {wanted!r}"
    elif len(columns) == 1:
        return next(iter(columns))
    else:
        named = [title.casefold().strip() for title in titles]
        found = [place for place, name in columns.items() if bare(name).casefold() in named]
        problem = "several columns could be meant: say which with --column" if columns else f"there is no {what}"
    if len(found) == 1:
        return found[0]
    names = "; ".join(columns.values())
    raise IntakeError(f"{sheet.path}: {problem}." + (f" There are: {names}." if names else ""))
