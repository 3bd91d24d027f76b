"""What a student may be told: everything about a visible check, of a hidden one what the course lets them see.

What a failed hidden check saw is kept back even where its misconception is named: it would give the inputs away.
"""

from __future__ import annotations

from dataclasses import replace

from autograder.course.model import CheckResult, Feedback, StudentResult

HIDDEN = "What it tried stays hidden; its title says what to try yourself."
"""What is said of a failed hidden check of which nothing else may be said."""
STOPPED = "It was stopped: "
"""How begins what is said of a hidden check that was ended by the clock: nothing of what it tried."""


SLIPPED = "In one call "
"""How begins what is said of the kind of answer that a hidden check got: nothing of what it tried."""


def tells_message(visible: bool, feedback: Feedback) -> bool:
    """Whether a check's own sentence may be read."""
    return visible or feedback == "full"


def keeps_all_back(message: str) -> bool:
    """Whether a message on a hidden check has nothing in it that the check saw."""
    return message == HIDDEN or message.startswith((STOPPED, SLIPPED))


def tells_misconception(visible: bool, feedback: Feedback) -> bool:
    """Whether a misconception may be named."""
    return visible or feedback != "title"


def told(result: CheckResult, says: str, feedback: Feedback) -> str:
    """The message of a check that did not pass: its own sentence and its misconception's, as far as allowed."""
    if result.outcome in ("passed", "not_run", "grader_error"):
        return result.message
    own = result.message if tells_message(result.visible, feedback) else ""
    idea = says if tells_misconception(result.visible, feedback) else ""
    return f"{own} {idea}".strip() or HIDDEN


def without_hidden_names(result: StudentResult, feedback: Feedback) -> StudentResult:
    """The result for the student: where the course shows titles alone, no hidden check names a misconception."""
    exercises = [
        replace(
            one,
            checks=tuple(
                check if tells_misconception(check.visible, feedback) else replace(check, diagnosis=None)
                for check in one.checks
            ),
        )
        for one in result.exercises
    ]
    return replace(result, exercises=tuple(exercises))
