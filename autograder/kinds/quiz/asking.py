"""A quiz asked one question at a time. The student's file is the state: each answer is in it before the next question.

What is shown and heard goes through a `Desk`, so that nothing here knows of terminals.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.kinds.quiz.answers import Answer, plain
from autograder.kinds.quiz.key import Note
from autograder.kinds.quiz.marking import Marked, mark
from autograder.kinds.quiz.questions import Question, name_parts
from autograder.kinds.quiz.sheet import Sheet, open_answer, put_answer, put_student
from autograder.kinds.quiz.sheetfile import SheetFile
from autograder.kinds.quiz.standing import Quiz, Standing, standings
from autograder.kinds.quiz.teaching import said_to
from autograder.kinds.quiz.typed import LONGEST_LINE, hear_answer


class Leave(Exception):
    """The student leaves. What they have answered is kept."""


class Back(Exception):
    """The student goes back to the question before."""


class Desk(Protocol):
    """Where a quiz is asked."""

    def hear(self, label: str) -> str:
        """The next line that is typed, without blanks around it.

        Raises Leave where the student goes, and Back where they want the question before once more.
        """

    def say(self, text: str) -> None:
        """One plain sentence."""

    def ask(self, question: Question, place: str, student: str) -> None:
        """Shows a question; `place` is such as ``Question 2 of 12``."""

    def tell(self, marked: Marked, said: Sequence[str]) -> None:
        """Shows what an answer is worth, and what is said to it."""


@dataclass(frozen=True, slots=True)
class Review:
    """Where the student stands at the end. `slips` are the questions whose first answer now was not right."""

    standing: Sequence[Standing]
    slips: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)


def ask_quiz(quiz: Quiz, file: SheetFile, desk: Desk) -> Review:
    """Asks what is not settled yet, until it is or the student leaves. Raises CourseError where the file is damaged."""
    session = _Session(quiz, file, desk)
    with contextlib.suppress(Leave):
        session.run()
    return Review(standings(quiz, file.read()), session.slips)


def restart(quiz: Quiz, file: SheetFile, desk: Desk) -> bool:
    """Takes all answers out of the file, after asking; False where the student would rather keep them."""
    filled = [one for one in standings(quiz, file.read()) if one.answer is not None or one.problem]
    if not filled:
        return True
    word = "answer" if len(filled) == 1 else "answers"
    try:
        sure = desk.hear(f"Take {len(filled)} {word} out of {file.name}? y or n").casefold() in ("y", "yes")
    except (Leave, Back):
        sure = False
    if sure:
        file.change(lambda text: _emptied(text, filled))
    else:
        desk.say("Nothing is changed.")
    return sure


def _emptied(text: str, filled: Sequence[Standing]) -> str:
    for one in filled:
        text = open_answer(text, one.question)
    return text


class _Session:
    """Asks round after round; remembers the first slips, and how often an answer was wrong."""

    def __init__(self, quiz: Quiz, file: SheetFile, desk: Desk) -> None:
        self.slips: dict[str, tuple[Note, ...]] = {}
        self._wrong: dict[str, int] = {}
        self._quiz = quiz
        self._file = file
        self._desk = desk

    def run(self) -> None:
        sheet = self._named(self._file.read())
        standing = standings(self._quiz, sheet)
        self._all = [one.question for one in standing]
        self._wrong = {one.question.id: 1 for one in standing if one.wrong}
        waiting = [one.question for one in standing if not one.settled]
        self._greet(standing, len(standing) - len(waiting))
        while waiting:
            waiting = self._round(waiting, sheet.student)
            if waiting:
                count = len(waiting)
                again = "one that was" if count == 1 else f"{count} that were"
                self._desk.say(f"Once more the {again} not right yet. Enter passes, < goes back, q leaves.")

    def _round(self, waiting: Sequence[Question], student: str) -> list[Question]:
        """Asks each once, and those before it where the student goes back; gives those that are to come again."""
        trail, again, place = list(waiting), dict[str, bool](), 0
        while place < len(trail):
            question = trail[place]
            try:
                again[question.id] = self._ask(question, student, again.get(question.id, False))
            except Back:
                if place:
                    place -= 1
                elif (at := self._all.index(question)) > 0:
                    trail.insert(0, self._all[at - 1])
                else:
                    self._desk.say("This is the first question.")
            else:
                place += 1
        return [question for question in trail if again[question.id]]

    def _named(self, sheet: Sheet) -> Sheet:
        """The sheet with a name in it: the numbers follow from it."""
        if sheet.student:
            return sheet
        self._desk.say("First your name, spelled as you hand in: it chooses your own numbers.")
        name = self._name()
        while not name_parts(name) or len(name) > LONGEST_LINE:
            self._desk.say("A name has at least one letter, and fits on a line. q leaves.")
            name = self._name()
        return self._file.change(lambda text: put_student(text, name))

    def _name(self) -> str:
        try:
            return self._desk.hear("Your name")
        except Back:
            return ""

    def _greet(self, standing: Sequence[Standing], settled: int) -> None:
        missing = len(self._quiz.questions) - len(standing)
        if missing:
            self._desk.say(f"{missing} of the quiz's questions are not in {self._file.name}: take a fresh copy of it.")
        if settled:
            what = "answered" if self._quiz.key is None else "right already"
            verb = "is" if settled == 1 else "are"
            self._desk.say(f"{settled} of {len(standing)} {verb} {what} and not asked again.")
        if settled < len(standing):
            self._desk.say("Enter skips a question, < goes back to the one before, q leaves.")
            self._desk.say("Every answer is kept at once.")
        for one in standing:
            if one.problem:
                self._desk.say(f"{self._file.name}, {one.problem}")

    def _ask(self, question: Question, student: str, again: bool) -> bool:
        """Whether the question is to come again in the next round; `again` is what held until now."""
        self._desk.ask(question, f"Question {self._all.index(question) + 1} of {len(self._all)}", student)
        kept = self._remind(question)
        answer = hear_answer(question, self._desk.hear, self._desk.say)
        if answer is None:
            self._desk.say("Your answer stays." if kept else "Skipped.")
            return again
        self._file.change(lambda text: put_answer(text, question.id, _as_written(question, answer)))
        if self._quiz.key is None:
            self._desk.say("Noted.")
            return False
        marked = mark(self._quiz.key[question.id], answer, question.drawn(student))
        self._desk.tell(marked, self._said(question, marked))
        if marked.share < 1:
            self.slips.setdefault(question.id, marked.notes)
            self._wrong[question.id] = self._wrong.get(question.id, 0) + 1
        return marked.share < 1

    def _said(self, question: Question, marked: Marked) -> list[str]:
        assert self._quiz.key is not None
        return said_to(self._quiz.key[question.id], marked, self._wrong.get(question.id, 0))

    def _remind(self, question: Question) -> bool:
        """Says what stands in the file, and the guiding question that it led to; False where nothing stands there."""
        standing = {one.question.id: one for one in standings(self._quiz, self._file.read())}[question.id]
        if standing.answer is None:
            return False
        self._desk.say(f"Your answer so far: {_in_words(standing.answer)}")
        if standing.marked is not None and standing.wrong:
            assert self._quiz.key is not None
            for text in said_to(self._quiz.key[question.id], standing.marked, 0):
                self._desk.say(text)
        return True


def _in_words(answer: Answer) -> str:
    match answer:
        case Mapping():
            return ", ".join(f"{left}: {right}" for left, right in answer.items() if right)
        case tuple():
            return ", ".join(word or "(empty)" for word in answer)
        case float():
            return f"{answer:g}"
    return str(answer)


def _as_written(question: Question, answer: Answer) -> Any:
    """The answer as it stands in the file: what has no partner yet keeps its place there."""
    if isinstance(answer, Mapping):
        return {left: answer.get(left, "") for left in question.options}
    return plain(answer)
