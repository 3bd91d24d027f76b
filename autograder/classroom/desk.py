"""The marking desk: what a person's keys do. Every key is on the disk before it is answered."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from statistics import median

from autograder.classroom.desk_log import Log
from autograder.classroom.desk_queue import Change, Given, How, Step, decisions, reverse, to_undo
from autograder.classroom.desk_risk import Risk, risk
from autograder.classroom.desk_sheet import Sheet
from autograder.classroom.desk_store import Store, Written
from autograder.classroom.gradebook import number
from autograder.classroom.review_table import Review
from autograder.course.model import Course
from autograder.errors import IntakeError, UserError
from autograder.tables import read_number

LONGEST_COMMENT = 2000
PAUSE = 120.0
"""Seconds after which somebody has left the desk: longer gaps do not count as time for an answer."""


class MarkingDesk:
    """The answers that a person may mark, question by question, for one marker. Safe to call from threads."""

    def __init__(
        self,
        course: Course,
        folder: Path,
        only: str = "",
        second: str = "",
        clock: Callable[[], float] = time.time,
        *,
        at_once: bool = False,
    ) -> None:
        """With `at_once` it opens with proposals that have learned nothing of earlier marks: those are `unlearned`.

        Raises UserError where nothing is to be marked, and for a table or a rubric that cannot be read.
        """
        self.course = course
        self.store = Store(folder, second)
        self.second = second
        self._log = Log(folder, second)
        self._clock = clock
        self._lock = threading.RLock()
        self._steps = self._log.read()
        self._stamp: tuple[object, ...] = self.store.stamp()
        self.version = 0
        rows = self._by_exercise()
        names = [exercise.id for exercise in course.exercises if exercise.id in rows and only in ("", exercise.id)]
        if only and only not in {exercise.id for exercise in course.exercises}:
            known = ", ".join(exercise.id for exercise in course.exercises)
            raise UserError(f"there is no exercise {only!r}. Known: {known}.")
        if not names:
            raise UserError(f"{folder}: no answer waits for a person{f' in {only}' if only else ''}.")
        self._marks = self.store.marks()
        self._left_out: dict[str, set[str]] = {}
        copied = self.store.alike(course).groups
        lessons = {name: self._lessons(name) for name in names}
        self.unlearned = [name for name in names if at_once and lessons[name]]
        """Exercises with marks of before that `learn` has still to be asked for."""
        self.sheets = {
            name: Sheet(
                course, course.exercise(name), rows[name], {} if at_once else lessons[name], copied.get(name, ())
            )
            for name in names
        }

    def _by_exercise(self) -> dict[str, dict[str, Review]]:
        found: dict[str, dict[str, Review]] = {}
        for (student, exercise), row in self.store.rows().items():
            found.setdefault(exercise, {})[student] = row
        return found

    def look(self) -> int:
        """Takes up what others have written; the number changes with every change of any mark."""
        with self._lock:
            stamp = self.store.stamp()
            if stamp != self._stamp:
                rows, copied = self._by_exercise(), self.store.alike(self.course).groups
                for name, sheet in self.sheets.items():
                    sheet.refresh(rows.get(name, {}), copied.get(name, ()))
                self._marks = self.store.marks()
                self._steps = self._log.read()
                self._stamp = stamp
                self.version += 1
            return self.version

    def given(self, exercise: str, student: str) -> Given:
        """What stands for an answer, with what was seen in it where that is known."""
        written = self._marks.get((student, exercise), Written())
        return Given(written.mark, written.comment, self._found(exercise).get(student))

    def done(self, exercise: str) -> frozenset[str]:
        """Whose answers are marked, and have not changed since."""
        rows = self.sheets[exercise].rows
        marks = ((student, self._marks.get((student, exercise), Written()).mark) for student in rows)
        return frozenset(student for student, mark in marks if mark and not mark.endswith("?"))

    def _found(self, exercise: str) -> dict[str, frozenset[str]]:
        """What a person has seen in whose answer, oldest first, as far as the mark in the table is that decision's."""
        found: dict[str, frozenset[str]] = {}
        for step in self._steps:
            if step.exercise == exercise and step.how != "rest":
                for one in step.changes:
                    found.pop(one.student, None)
                    mark = self._marks.get((one.student, exercise), Written()).mark
                    if one.after.found is not None and one.after.mark and one.after.mark == mark:
                        found[one.student] = one.after.found
        return found

    def _lessons(self, exercise: str) -> dict[str, frozenset[str]]:
        """What the proposals may learn from. A second marker's stay those of the course: they are to be blind."""
        return {} if self.second else self._found(exercise)

    def learn(self, exercise: str) -> None:
        """Reads the proposals again with today's marks. Takes a second or two; keys are taken meanwhile."""
        with self._lock:
            found = self._lessons(exercise)
        self.sheets[exercise].teach(found)
        with self._lock:
            self.version += 1

    def mark(
        self,
        exercise: str,
        students: Iterable[str],
        found: frozenset[str] | None,
        points: float | None = None,
        comment: str = "",
        shown: float | None = None,
        left_out: Iterable[str] | None = None,
    ) -> Step:
        """Gives each of `students` the points of what was `found`, or `points` where they are given.

        `shown` are the points that were proposed when the person decided; those of now where nobody says. They skimmed
        a sheet where they say whom they have `left_out` of it: those wait for their own turn.

        Raises IntakeError for points or names that cannot be, UserError where the marks cannot be written.
        """
        with self._lock:
            self.look()
            sheet, names = self.sheets[exercise], list(dict.fromkeys(students))
            if not names or not set(names) <= set(sheet.rows):
                raise IntakeError("There is no such answer any more. Reload the page.")
            comment = _plain_comment(comment)
            changes = []
            for student in names:
                value = self._worth(sheet, student, found, points)
                proposed = sheet.proposal(student).points if shown is None else shown
                kept = proposed is not None and abs(value - proposed) < 1e-6
                seen = found if points is None else None
                changes.append(
                    Change(student, self.given(exercise, student), Given(number(value), comment, seen), kept)
                )
            if left_out is None:
                return self._do(exercise, "group" if len(names) > 1 else "one", changes)
            step = self._do(exercise, "skim", changes)
            self._left_out.setdefault(exercise, set()).update(left_out)
            return step

    def _worth(self, sheet: Sheet, student: str, found: frozenset[str] | None, points: float | None) -> float:
        most = sheet.most(student)
        if points is not None:
            if not 0 <= points <= most:
                raise IntakeError(f"Points must be from 0 to {number(most)}.")
            return points
        if found is None:
            proposed = sheet.proposal(student).points
            if proposed is None:
                raise IntakeError("Nothing is proposed here, since it was not graded. Type the points.")
            return proposed
        try:
            return sheet.points(student, found)
        except KeyError as error:
            raise IntakeError("The rubric has no such concept. Reload the page.") from error

    def _do(self, exercise: str, how: How, changes: list[Change], undoes: int = -1) -> Step:
        expected = None
        if how == "undo":
            expected = {(one.student, exercise): _written(one.before) for one in changes}
        wanted = {(one.student, exercise): _written(one.after) for one in changes}
        done = self.store.write(wanted, expected)
        self._marks |= {key: wanted[key] for key in done}
        self._stamp = self.store.stamp()
        step = Step(
            exercise, how, tuple(one for one in changes if (one.student, exercise) in done), self._clock(), undoes
        )
        self._log.append(step)
        self._steps = self._log.read()
        self.version += 1
        return step

    def undo(self, exercise: str) -> Step | None:
        """Takes the last decision on a question back; None where there is none. What changed since stays."""
        with self._lock:
            self.look()
            last = to_undo(self._steps, exercise)
            if last < 0:
                return None
            now = {student: self.given(exercise, student) for student in self.sheets[exercise].rows}
            back = reverse(self._steps, last, now)
            here = [one for one in back.changes if one.student in now]
            return self._do(exercise, "undo", here, last)

    def rest(self, exercise: str) -> list[str]:
        """Whose answers nobody has marked, the most telling first."""
        return self.sheets[exercise].waiting(self.done(exercise))

    def sheaves(self, exercise: str) -> list[tuple[str, ...]]:
        """Answers to be skimmed: for all of one sheaf the same is proposed. None that was left out of one before."""
        passed = self.done(exercise) | self._left_out.get(exercise, set())
        return self.sheets[exercise].sheaves(passed)

    def risk(self, exercise: str) -> Risk:
        """What accepting the rest may cost, from what this person has changed so far."""
        changed = [not step.changes[0].kept for step in decisions(self._steps, exercise) if step.changes]
        return risk(changed, len(self.proposed(exercise)))

    def proposed(self, exercise: str) -> list[str]:
        """Those of the rest for whom something is proposed: what was not graded nobody accepts unseen."""
        sheet = self.sheets[exercise]
        return [student for student in self.rest(exercise) if sheet.proposal(student).points is not None]

    def accept_rest(self, exercise: str, count: int) -> Step:
        """Accepts every proposal that is left, `count` of them, as the person was told. IntakeError where it is not."""
        with self._lock:
            self.look()
            left = self.proposed(exercise)
            if len(left) != count:
                raise IntakeError(f"There are {len(left)} left now, not {count}. Look again.")
            sheet = self.sheets[exercise]
            changes = []
            for student in left:
                before, proposal = self.given(exercise, student), sheet.proposal(student)
                assert proposal.points is not None
                after = Given(number(proposal.points), before.comment, proposal.found)
                changes.append(Change(student, before, after))
            return self._do(exercise, "rest", changes)

    def fullest(self) -> str:
        """The question with the most proposals that nobody has decided on; where there are none, with the most left."""

        def left(exercise: str) -> tuple[int, int]:
            waiting = [self.sheets[exercise].rows[student] for student in self.rest(exercise)]
            return sum(bool(row.proposed) for row in waiting), len(waiting)

        return max(self.sheets, key=left)

    def comments(self, exercise: str) -> list[str]:
        """Those written so far, the most frequent first, to be used again."""
        counts: dict[str, int] = {}
        for student in self.sheets[exercise].rows:
            text = self._marks.get((student, exercise), Written()).comment.strip()
            if text:
                counts[text] = counts.get(text, 0) + 1
        return sorted(counts, key=lambda text: (-counts[text], text))[:9]

    def seconds_left(self, exercise: str) -> float | None:
        """How long the rest takes at today's pace, None before there is one. A group is one decision."""
        times = [step.at for step in decisions(self._steps, exercise)[-30:]]
        gaps = [after - before for before, after in pairwise(times) if 0 <= after - before <= PAUSE]
        if len(gaps) < 3:
            return None
        sheet, done = self.sheets[exercise], self.done(exercise)
        left = {sheet.group_of(student) for student in sheet.rows if student not in done}
        return median(gaps) * len(left)

    def both(self, exercise: str) -> list[tuple[str, float, float]]:
        """Where two have marked: student, the first marker's points, this one's. Empty unless this is the second."""
        found = []
        sheet = self.sheets[exercise]
        for student, row in sheet.rows.items() if self.second else ():
            first = read_number(row.mark.removesuffix("?"))
            own = read_number(self._marks.get((student, exercise), Written()).mark.removesuffix("?"))
            if first is not None and own is not None:
                found.append((student, first, own))
        return found

    def progress(self) -> Mapping[str, tuple[int, int]]:
        """Question -> how many are marked, of how many."""
        return {name: (len(self.done(name)), len(sheet.rows)) for name, sheet in self.sheets.items()}


def _written(given: Given) -> Written:
    return Written(given.mark, given.comment)


def _plain_comment(text: str) -> str:
    """On one line, of bounded length, without what no table holds."""
    clean = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text)).strip()
    return clean[:LONGEST_COMMENT]
