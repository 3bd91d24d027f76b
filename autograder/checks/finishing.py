"""The last touches to the sentence on a failed check: the call before it, a question after it, the full stop."""

from __future__ import annotations

from autograder.checks.misfit import with_unseen
from autograder.checks.reasons import gave_nothing, kind_meant
from autograder.checks.sentences import Call, sentence


def with_call(calls: tuple[Call, ...], reason: str) -> str:
    """The reason, after the last call and what that gave."""
    if not calls:
        return finished(reason)
    link = ", " if reason.startswith("expected") else ". "
    return finished(f"{sentence(calls[-1])}{kind_meant(calls[-1], reason)}{link}{reason}")


def with_return(calls: tuple[Call, ...], message: str) -> str:
    """The message, with a question where a call came back without anything."""
    message = with_unseen(message, calls)
    if not calls or not gave_nothing(calls[-1]):
        return message
    if calls[-1].arguments and "returned None, expected" not in message:  # what it did with these is in question
        return message
    return f"{message} Is there a `return` missing? print only shows a value, return hands it over."


def finished(text: str) -> str:
    """With a full stop."""
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
