"""One row a student: of several pieces of one person's work the newest counts, else a person is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.intake.download import Note
from autograder.intake.people import Student, called_alike


def one_each(rows: Sequence[Student]) -> tuple[list[Student], list[Note]]:
    """One row a key: of two pieces of one person's work the newest counts, else a person is asked; likes are named."""
    notes: list[Note] = []
    by_key: dict[str, list[Student]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    kept = []
    for key, same in by_key.items():
        if len(same) == 1:
            kept.append(same[0])
            continue
        person = same[0].person
        if all(row.person is person for row in same):
            kept.append(_newest(same, notes))
            continue
        for number, row in enumerate(same, 1):
            other = f"{key} ({number})" if number > 1 else key
            notes.append(Note(other, "", f"Several are called {key!r}.", "Look which is whose."))
            kept.append(replace(row, key=other))
    return kept, notes + _alike(kept)


def _newest(same: Sequence[Student], notes: list[Note]) -> Student:
    times = [row.work.who.submitted_at if row.work else "" for row in same]
    works = " and ".join(row.work.key for row in same if row.work)
    if all(times) and len(set(times)) == len(times):
        newest = max(same, key=lambda row: row.work.who.submitted_at if row.work else "")
        notes.append(Note(newest.key, "", f"handed in {len(same)} times ({works}); the newest counts."))
        return newest
    question = f"handed in as {works}, and which counts is not clear"
    work = same[0].work
    return replace(same[0], work=None if work is None else replace(work, problem=question))


def _alike(rows: Sequence[Student]) -> list[Note]:
    said = "is called like {!r} but for case or the form of a letter; they were graded as two."
    to_do = "Look whether they are one."
    return [Note(row.key, "", said.format(first.key), to_do) for first, row in called_alike(rows)]
