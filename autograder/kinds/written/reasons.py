"""Why an answer goes to a person, in the marker's words."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.kinds.written.english import words_of

REASONS = {
    "blank": "There is no answer.",
    "binary": "This is not text.",
    "foreign": "This is not written in English, the only language the rubric reads.",
    "prompt": "It speaks to the grader, or about its own mark.",
    "long": "It is much longer than a short answer.",
    "list": "Keywords stand side by side without a statement.",
    "unstated": "A person should look whether it states anything.",
    "terse": "A person should look whether it states anything.",
    "repeated": "The same words stand in it over and over.",
    "again": "The same sentence stands in it more than once.",
    "struck": "A part of it is struck out.",
    "disguised": "A word in it is not written as itself.",
    "copied": "It repeats what the course has handed out.",
    "pasted": "A part of it repeats what the course has handed out.",
    "shotgun": "It states a thing and its contrary.",
    "contradiction": "One part contradicts another.",
    "denied": "Words of it seem to deny what the rubric looks for.",
    "asked": "A part of it is a question.",
    "guess": "Some of this is guessed.",
    "refuted": "A sentence of it is said to be false.",
    "taken_back": "It takes back what it has said.",
    "reported": "It contradicts what others say.",
    "mixed": "Right and wrong stand side by side.",
    "negation": "A person should look what it denies.",
    "aside": "A part of it is about something else than what is asked.",
    "doubled": "One denial undoes another.",
    "nothing": "No concept was recognised.",
    "unexplained": "Part of it is not accounted for by the evidence.",
    "added": "A part was recognised by its likeness to other answers alone.",
    "suspected": "A misconception was seen in it by its likeness to other answers alone.",
    "nonsense": "It puts the words of the lesson together in an unusual way: a person reads what is meant.",
    "withdrawn": "Words of it were found that mean something else in other answers.",
    "disagree": "It is not sure enough what is meant.",
    "unread": "There are too few labelled answers to compare it with.",
}
"""Why an answer goes to a person."""

BY_LIKENESS = "The rubric's patterns recognised nothing in it: what is proposed rests on answers marked before."
"""Stands for `nothing` where readers that learn from marks propose something all the same."""

ALONE = words_of(
    "prompt long list unstated repeated enumeration shotgun contradiction denied refuted doubled taken_back struck "
    "pasted"
)
"""Where one of these stands, the second reader adds nothing."""
SETTLED = words_of("terse mixed negation unexplained aside")
"""What calls no person where both readers are sure of the same."""


def sentences(flags: Iterable[str]) -> str:
    """The reasons that the flags stand for, each sentence once, in the order of REASONS."""
    named = set(flags)
    return " ".join(dict.fromkeys(said for flag, said in REASONS.items() if flag in named))


def settled(*, right: bool, wrong: bool) -> str:
    """The reason where no person need look, by what was recognised."""
    if right and wrong:
        return "What is right and what is wrong in it was recognised."
    return "What was recognised in it is wrong." if wrong else "It is sure enough what is meant."
