"""Labelled answers of which a rubric finds nothing, those with words in common together: where a pattern is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.mark import Marked
from autograder.kinds.written.suspicion import content
from autograder.kinds.written.text import read
from autograder.kinds.written.weighing import LIKENESS


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that state `concept`, none of which a pattern reaches; `common` are words that stand in all of them."""

    exercise: str
    concept: str
    common: tuple[str, ...]
    answers: tuple[Labelled, ...]


def unreached(answers: Sequence[Labelled], marks: Sequence[Marked]) -> list[Group]:
    """The groups, largest first. What only the second reader found counts as not reached."""
    missed: dict[tuple[str, str], list[Labelled]] = {}
    for answer, marked in zip(answers, marks, strict=True):
        for name in sorted(answer.concepts):
            found = [evidence for evidence in marked.concepts.get(name, ()) if evidence.pattern != LIKENESS]
            if not found:
                missed.setdefault((answer.exercise, name), []).append(answer)
    groups = [group for (exercise, name), rows in missed.items() for group in _grouped(exercise, name, rows)]
    return sorted(groups, key=lambda group: (-len(group.answers), group.exercise, group.concept))


def _grouped(exercise: str, concept: str, answers: Sequence[Labelled]) -> list[Group]:
    """The word that most of them share makes a group, as long as there is one; the others stay alone together."""
    words = {answer.id: content(read(answer.text).words) for answer in answers}
    left, groups = list(answers), []
    while left:
        counts = Counter(word for answer in left for word in words[answer.id])
        word, times = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        if times < 2:
            groups.append(Group(exercise, concept, (), tuple(left)))
            break
        own = [answer for answer in left if word in words[answer.id]]
        common = set.intersection(*(words[answer.id] for answer in own))
        groups.append(Group(exercise, concept, tuple(sorted(common)), tuple(own)))
        left = [answer for answer in left if answer not in own]
    return groups
