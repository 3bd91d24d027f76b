"""What a learner is told, and when: a wrong answer leads on first; the explanation waits for a second try."""

from __future__ import annotations

from autograder.kinds.quiz.key import Item
from autograder.kinds.quiz.marking import LOOK, MORE, Marked

TRIES = 2
"""At the wrong answer of this number the explanation is told."""
READ_AGAIN = "Read the question once more. What does it ask for, and what does your answer say?"


def said_to(item: Item, marked: Marked, wrong_before: int) -> list[str]:
    """The sentences for an answer of someone who was wrong `wrong_before` times at this question.

    A right answer, or the second wrong one, is told the explanation; the first wrong one a guiding question alone.
    """
    said = [note.says for note in marked.notes]
    if marked.share >= 1:
        return [*said, item.says]
    if all(_general(text) for text in said):
        said.append(item.guide or READ_AGAIN)
    return [*said, item.says] if wrong_before + 1 >= TRIES else said


def _general(text: str) -> bool:
    """Whether a note leads nowhere by itself."""
    return text == MORE.says or text.startswith(LOOK)
