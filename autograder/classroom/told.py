"""What a run tells whoever has begun it: how far it is, and in the end what it did and what was not plain."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from autograder.classroom.books import Books
from autograder.classroom.settings import Settings


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is: students done and in all, graded now, faults so far, who is being graded.

    `workers` are the cluster's that take part now, None where there is no cluster.
    """

    done: int
    total: int
    graded: int
    faults: int
    busy: tuple[str, ...]
    workers: int | None = None


@dataclass(slots=True)
class Summary:
    """What a run did: how many were graded now, kept from before, who has left, which lines were damaged.

    `replaced`: earlier results gave way to other ones.
    """

    graded: int = 0
    kept: int = 0
    faults: int = 0
    replaced: bool = False
    damaged: list[int] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    settings: Settings = field(default_factory=lambda: Settings(""))
    other_versions: str = ""
    """Which Python or NumPy made the results before, where it was another one."""
    not_as_told: str = ""
    """That students were told of another Python than this."""
    settings_lost: bool = False
    """Earlier runs were told something that cannot be read any more."""
    books: Books = field(default_factory=Books)
    read: list[str] = field(default_factory=list)
    """How the download was read and what in it was not plain, a sentence each."""
    cache: str = ""
    """Why the results of earlier runs could not be used, where they could not."""
    alone: dict[str, str] = field(default_factory=dict)
    """Who was graded from files of their own, as `--student` had it before, and where these lie."""
    no_more_alone: list[str] = field(default_factory=list)
    """Who was graded alone, from files of their own, and from those of the class since."""
    above: list[str] = field(default_factory=list)
    """Marks above what their exercise is worth now: the student and the exercise."""
    otherwise: list[str] = field(default_factory=list)
    """Marks that took the place of others which were kept: whose, and what they were."""
    unread_marks: dict[Path, int] = field(default_factory=dict)
    """Copies of the tables of marks that lie beside them, and how many marks in each are not those that hold."""
    unused: dict[str, int] = field(default_factory=dict)
    """Exercises that the course does not have, and how many marks are kept for each."""
    left_behind: dict[str, str] = field(default_factory=dict)
    """Who is not in the class any more and has marks, and who handed in the same answers under another name now."""
    refused: dict[str, str] = field(default_factory=dict)
    """Workers of the cluster that took no part, and why."""
