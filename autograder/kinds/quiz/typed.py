"""What is typed at a prompt, line by line, to an answer of the question's kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.kinds.quiz.answers import Answer, BadAnswer, letters, read_answer
from autograder.kinds.quiz.questions import Question

Hear = Callable[[str], str]
"""Shows a label and gives the line that is typed behind it, without blanks around it."""
Say = Callable[[str], None]
LONGEST_LINE = 200


def hear_answer(question: Question, hear: Hear, say: Say) -> Answer | None:
    """Asks until there is an answer; None where an empty line skips the question.

    A line that cannot be one is told why at once, and asked again. What `hear` raises ends it.
    """
    match question.kind:
        case "matching":
            raw: Any = {left: _hear_pair(question, left, hear, say) for left in question.options}
        case "cloze":
            raw = [_hear_word(question, number, hear, say) for number in range(1, question.blanks + 1)]
        case _:
            raw = _hear_part(question, _label(question), lambda line: _whole(question, line), hear, say)
    return read_answer(question, raw)


def _hear_pair(question: Question, left: str, hear: Hear, say: Say) -> str | None:
    pair = _hear_part(question, question.options[left], lambda line: {left: line.strip(".()[] ")}, hear, say)
    return pair and str(pair[left])


def _hear_word(question: Question, number: int, hear: Hear, say: Say) -> str | None:
    count = question.blanks
    label = "Your word" if count == 1 else f"Blank {number} of {count}"
    words = _hear_part(question, label, lambda line: [line] * count, hear, say)
    return words and str(words[0])


def _hear_part(question: Question, label: str, to_raw: Callable[[str], Any], hear: Hear, say: Say) -> Any:
    """What is typed, as it could stand in the file; None for an empty line."""
    while line := hear(label):
        try:
            if len(line) > LONGEST_LINE:
                raise BadAnswer(f"that is longer than {LONGEST_LINE} characters.")
            raw = to_raw(line)
            if read_answer(question, raw) is None:
                raise BadAnswer("there is no answer in that.")
        except BadAnswer as error:
            say(f"{str(error)[:1].upper()}{str(error)[1:]}")
        else:
            return raw
    return None


def _label(question: Question) -> str:
    ids = list(question.options)
    match question.kind:
        case "one":
            return "One letter"
        case "several":
            return f"Letters, like {ids[0]} {ids[-1]}"
        case "ordering":
            return f"All {len(ids)} letters in order"
    return "A number"


def _whole(question: Question, line: str) -> Any:
    return line if question.kind == "numeric" else letters(question, line)
