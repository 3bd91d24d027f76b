"""The queue of the marking desk, as plain data: what comes next, what a step has changed, and its reverse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

SKIMMED = 0.9
"""How sure a proposal has to be to stand on a sheet with others of its kind."""

How = Literal["one", "group", "skim", "rest", "undo"]


class Sure(Protocol):
    """Something read, and how likely it is to be right."""

    @property
    def sure(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Given:
    """What a person has given for an answer, as it stands in the table; without a mark `mark` is empty.

    `found` are the concepts and misconceptions that they saw in it; None where they gave points without saying.
    """

    mark: str = ""
    comment: str = ""
    found: frozenset[str] | None = None


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Change:
    """One answer's mark before and after. `kept`: the mark is what was proposed."""

    student: str
    before: Given
    after: Given
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. `undoes` is the number of the step that it takes back, -1 for none; `at` is in seconds."""

    exercise: str
    how: How
    changes: tuple[Change, ...]
    at: float = 0.0
    undoes: int = -1


def to_undo(steps: Sequence[Step], exercise: str) -> int:
    """The number of the last decision on an exercise that is not taken back yet; -1 for none."""
    gone = {step.undoes for step in steps}
    for number in range(len(steps) - 1, -1, -1):
        step = steps[number]
        if step.exercise == exercise and step.how != "undo" and number not in gone:
            return number
    return -1


def reverse(steps: Sequence[Step], number: int, marks: Mapping[str, Given], at: float = 0.0) -> Step:
    """What takes a step back. An answer that somebody has marked otherwise since stays as it is."""
    step = steps[number]
    changes = [
        Change(one.student, one.after, one.before)
        for one in step.changes
        if _same(marks.get(one.student, NOTHING), one.after)
    ]
    return Step(step.exercise, "undo", tuple(changes), at, number)


def _same(left: Given, right: Given) -> bool:
    return (left.mark, left.comment) == (right.mark, right.comment)


def decisions(steps: Sequence[Step], exercise: str) -> list[Step]:
    """The decisions on an exercise that stand, in order; not those that accepted what is sure, skimmed or unread.

    The rest is judged by what was least sure: skimmed sheets would make it look better than it is.
    """
    gone = {step.undoes for step in steps}
    return [
        step
        for number, step in enumerate(steps)
        if step.exercise == exercise and step.how in ("one", "group") and number not in gone
    ]


def sheaves(proposed: Mapping[str, frozenset[str]], readings: Mapping[str, Sure]) -> list[tuple[str, ...]]:
    """What is sure enough to be skimmed, parted by what is `proposed`: largest first, the surest of each first.

    One alone is no sheaf.
    """
    found: dict[frozenset[str], list[str]] = {}
    for name, one in proposed.items():
        if name in readings and readings[name].sure >= SKIMMED:
            found.setdefault(one, []).append(name)
    made = [tuple(sorted(names, key=lambda name: -round(readings[name].sure, 9))) for names in found.values()]
    return sorted((names for names in made if len(names) > 1), key=len, reverse=True)


def in_order(groups: Iterable[tuple[str, ...]], readings: Mapping[str, Sure]) -> list[tuple[str, ...]]:
    """The groups, the most telling first: where most is likely to be wrong, counted over the whole group.

    What has not been read at all comes first, in its order.
    """

    def doubt(group: tuple[str, ...]) -> float:
        return sum(1.0 - readings[name].sure if name in readings else 1.0 for name in group)

    return sorted(groups, key=lambda group: -round(doubt(group), 9))
