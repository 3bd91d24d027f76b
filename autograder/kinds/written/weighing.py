"""What the rubric found and what the second reader makes of it, weighed: what is taken back, what is added."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from autograder.kinds.written import suspicion
from autograder.kinds.written.opinion import CONCEPT, MISCONCEPTION, Opinion
from autograder.kinds.written.rubric import Rubric
from autograder.kinds.written.statement import Evidence, Findings
from autograder.kinds.written.text import Text

LIKENESS = "labelled answers"
"""What stands for a pattern where the second reader found a concept."""
FEWEST = 2
"""Meaningful words of a sentence; in one of fewer nothing is seen by its likeness."""


def weighed(rubric: Rubric, opinion: Opinion, found: Findings, doubt: float) -> dict[str, float]:
    """The log odds of each concept and misconception."""
    against = {one.denied for one in rubric.concepts if one.id in found.concepts}
    odds = {}
    for one in rubric.concepts:
        said, denied = one.id in found.concepts, one.id in found.denied or one.denied in found.misconceptions
        odds[one.id] = opinion.odds(one.id, CONCEPT, found=said, contrary=denied, doubt=doubt)
    for wrong in rubric.misconceptions:
        said, denied = wrong.id in found.misconceptions, wrong.id in against
        odds[wrong.id] = opinion.odds(wrong.id, MISCONCEPTION, found=said, contrary=denied, doubt=doubt)
    return odds


def contrary(rubric: Rubric, found: Findings) -> set[str]:
    """The concepts that are said and denied, or beside which their contrary is said."""
    denied = {one.id for one in rubric.concepts if one.denied in found.misconceptions} | set(found.denied)
    return denied & set(found.concepts)


def take_back(rubric: Rubric, odds: Mapping[str, float], found: Findings, flags: set[str]) -> None:
    """Strikes what was found and is rather not said."""
    said = {one.denied for one in rubric.concepts if one.id in found.concepts}
    for rows, scale in ((found.misconceptions, MISCONCEPTION), (found.concepts, CONCEPT)):
        doubtful: Collection[str | None] = said if scale is MISCONCEPTION else contrary(rubric, found)
        for name in list(rows):
            if odds[name] < (0 if name in doubtful else -scale.stands):
                del rows[name]
                flags.add("withdrawn")
    if not found.concepts and not found.misconceptions:
        flags.add("nothing")


def add(
    rubric: Rubric,
    text: Text,
    found: Findings,
    flags: set[str],
    odds: Mapping[str, float],
    opinion: Opinion,
    stated: Sequence[int],
) -> None:
    """Adds what is rather said, though no pattern found it, where nothing speaks against that."""
    known = {*found.concepts, *found.misconceptions, *found.denied}
    concepts = {one.id for one in rubric.concepts}
    denied = {one.denied for one in rubric.concepts if one.id in found.concepts}
    for name in [name for name in odds if odds[name] > 0 and name not in known | denied]:
        place = stated[opinion.telling(name, range(len(stated)))]
        if len(suspicion.content(text.sentences[place].words)) < FEWEST:
            continue
        rows = found.concepts if name in concepts else found.misconceptions
        rows[name] = [Evidence(text.whole(place)[:200], LIKENESS)]
        flags.discard("nothing")
        flags.add("added" if name in concepts else "suspected")


def telling(rubric: Rubric, found: Findings) -> list[str]:
    """What would make a difference to the points if it were read otherwise."""
    said = {*found.concepts, *found.misconceptions}
    score = rubric.score(tuple(said), tuple(said))
    names = [*(one.id for one in rubric.concepts), *(one.id for one in rubric.misconceptions)]
    return [name for name in names if rubric.score(*[tuple(said ^ {name})] * 2) != score]
