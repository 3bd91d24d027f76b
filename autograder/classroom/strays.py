"""Copies of a table of marks that lie beside it, as a cloud folder makes one where two people have saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from autograder.classroom.marks import MARKS, REVIEWS
from autograder.classroom.names import Names
from autograder.classroom.review_table import Mark, read_reviews, typed_points
from autograder.errors import IntakeError

_COPY = re.compile(r"(reviews|marks)\W.*\.csv", re.IGNORECASE)
"""`reviews (1).csv`, `reviews (Ada's conflicted copy).csv`, `marks.sync-conflict-20261128.csv`, `reviews-LAP.csv`."""
_SECOND = re.compile(r"marks\.(?!.*conflict)[^.]+\.csv", re.IGNORECASE)
"""The marks of a second marker, who marks the same answers on purpose."""


def unread_marks(out: Path, names: Names, marks: Mapping[str, Mapping[str, Mark]]) -> dict[Path, int]:
    """Each such copy in `out`, and how many of its marks are not those that hold; a copy without any is left out."""
    found = {path: _others(path, names, marks) for path in sorted(out.glob("*.csv")) if _is_copy(path.name)}
    return {path: count for path, count in found.items() if count}


def _is_copy(name: str) -> bool:
    mine = name in (REVIEWS, MARKS) or _SECOND.fullmatch(name)
    return _COPY.fullmatch(name) is not None and not mine


def _others(path: Path, names: Names, marks: Mapping[str, Mapping[str, Mark]]) -> int:
    count = 0
    try:
        for row, place in read_reviews(path):
            said = typed_points(row.mark)
            mark = marks.get(names.find(row.student, place) or row.student, {}).get(row.exercise)
            count += said is not None and (mark is None or mark.given != said)
    except IntakeError:  # some table of somebody's own
        return 0
    return count
