"""What a new pattern would change on labelled answers, before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.patterns import PatternError, Reader
from autograder.kinds.written.rubric import Rubric, load_rubric
from autograder.kinds.written.text import read


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that would be marked otherwise. `what` is concept or misconception -> whether it is now found."""

    answer: Labelled
    what: Mapping[str, bool]
    words: str
    better: bool
    """Whether it is nearer to its labels than before."""


def tried(path: Path, answers: Sequence[Labelled], pattern: str, name: str = "") -> dict[str, list[Change]]:
    """Concept or misconception -> the answers that `pattern` would change if it were its. Only `name`, where given.

    Raises CourseError where the rubric has no such name, or the pattern cannot be read.
    """
    rubric = load_rubric(path)
    every = [*(one.id for one in rubric.concepts), *(one.id for one in rubric.misconceptions)]
    names = [name] if name else every
    marker = Marker(rubric)
    before = [marker.mark(answer.text) for answer in answers]
    return {one: _changed(path, answers, before, one, pattern) for one in names}


def reached(path: Path, answers: Sequence[Labelled], pattern: str) -> int:
    """In how many answers the words of the pattern stand, whatever is found in them already. CourseError as above."""
    rubric = load_rubric(path)
    made = _with(path, rubric.concepts[0].id, pattern).concepts[0].patterns[-1]
    texts = (read(answer.text).sentences for answer in answers)
    return sum(any(True for one in sentences for _ in made.find(Reader(one.words))) for sentences in texts)


def _with(path: Path, name: str, pattern: str) -> Rubric:
    try:
        return load_rubric(path, (name, pattern))
    except PatternError as error:
        fix = "docs/author.md has the few signs of which a pattern is made."
        raise CourseError(f"the pattern {pattern!r} cannot be read: {error}.", where=path, fix=fix) from error


def _changed(
    path: Path, answers: Sequence[Labelled], before: Sequence[Marked], name: str, pattern: str
) -> list[Change]:
    marker = Marker(_with(path, name, pattern))
    changes = (_change(a, was, marker.mark(a.text), name) for a, was in zip(answers, before, strict=True))
    return [change for change in changes if change is not None]


def _change(answer: Labelled, before: Marked, after: Marked, name: str) -> Change | None:
    was, now = ({*marked.concepts, *marked.misconceptions} for marked in (before, after))
    if was == now:
        return None
    labelled = answer.concepts | answer.misconceptions
    better = len(now ^ labelled) < len(was ^ labelled)
    shown = {**after.denied, **after.misconceptions, **after.concepts}.get(name, ())
    words = shown[-1].words if shown else ""
    return Change(answer, {one: one in now for one in was ^ now}, words, better)
