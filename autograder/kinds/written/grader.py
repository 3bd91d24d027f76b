"""Grades a written answer: the rubric proposes a score and shows its evidence; a person has the last word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import digest
from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult, Status, SubmittedFile
from autograder.kinds.feedback import told
from autograder.kinds.rows import essence
from autograder.kinds.stubs import stub_of
from autograder.kinds.written.answers import Labelled, course_answers
from autograder.kinds.written.handed_out import HandedOut
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.rubric import Rubric, load_rubric
from autograder.kinds.written.statement import Evidence
from autograder.kinds.written.taught import Keep, Learned, kept_for, shipping
from autograder.kinds.written.text import clean, read
from autograder.kinds.written.thesaurus import thesaurus_path
from autograder.kinds.written.weighing import LIKENESS
from autograder.sandbox.hosts import Host

MARKER = "<!-- answer below this line -->"
MISSED = "No part of the answer was recognised as saying this."
"""What is told of a concept that was not found, below the question that asks for it. It may be there all the same."""
LONGEST = 250
"""Words; a short answer that is longer goes to a person."""
LONGEST_QUOTE = 160
"""Letters of the student's own words that are quoted back."""
_INSIDE = re.compile(r"(?<=[^\W\d_])<!--.{0,2000}?-->(?=[^\W\d_])", re.DOTALL)
"""A comment within a word: nobody who reads the answer sees two words."""
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)


class WrittenGrader:
    """Everything that grading one written answer needs, made once for a class."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        """Raises CourseError where the rubric cannot be read."""
        self.broken: dict[str, str] = {}
        self._course = course
        self._exercise = exercise
        self._stub = stub_of(course, exercise)
        self._marker = marker_for(course, exercise)

    def grade(self, file: SubmittedFile | None, host: Host, student: str | None = None) -> ExerciseResult:
        """One student's result. Whatever is in the file, it is a result."""
        if file is None:
            return self._without("missing", f"There is no file {self._exercise.file}.")
        if file.text is None:
            return replace(self._without("needs_review", file.problem), needs_review=True)
        answer = answer_in(file.text, self._stub)
        if not answer:
            return self._without("not_started", "Nothing is written yet.")
        return self._result(self._marker.mark(answer))

    def _without(self, status: Status, message: str) -> ExerciseResult:
        rows = tuple(self._row(concept.id, None) for concept in self._marker.rubric.concepts)
        return ExerciseResult(self._exercise.id, "written", 0.0, self._exercise.points, status, message, rows)

    def _result(self, marked: Marked) -> ExerciseResult:
        review = self._course.written != "final_when_sure" or marked.route != "final"
        rows = [self._row(concept.id, marked) for concept in self._marker.rubric.concepts]
        rows += [self._wrong(name, evidence) for name, evidence in marked.misconceptions.items()]
        score = min(self._exercise.points, max(0.0, marked.score * self._exercise.points))
        status: Status = "needs_review" if review else "graded"
        most, message = self._exercise.points, self._message(marked, review=review)
        return ExerciseResult(self._exercise.id, "written", score, most, status, message, tuple(rows), review)

    def _message(self, marked: Marked, *, review: bool) -> str:
        if not review:
            return marked.reason
        # Of nothing nothing is taken off.
        earned = self._marker.rubric.score(tuple(marked.concepts), ())
        lost = round((earned - marked.score) * self._exercise.points, 6)
        less = f" (less {lost:g} for what is stated wrongly)" if lost > 0 else ""
        points = f"{marked.score * self._exercise.points:g} of {self._exercise.points:g} points"
        sure = "" if marked.route == "person" else " A person confirms it."
        return f"Proposed: {points}{less}. {marked.reason}{sure}"

    def _row(self, name: str, marked: Marked | None) -> CheckResult:
        """A concept's row: nobody wrote, it is recognised, or it is not."""
        concepts = self._marker.rubric.concepts
        place, concept = next((place, one) for place, one in enumerate(concepts, 1) if one.id == name)
        worth = concept.points * self._exercise.points
        # What is missing is asked: `says` would be the answer, to be pasted back.
        asked = concept.ask or f"Idea {place} of {len(concepts)}."
        made = CheckResult(self._id(name), asked, False, "not_run", 0.0, worth)
        if marked is None:
            return made
        if name in marked.concepts:
            said = f"{_recognised(marked.concepts[name])}: {_quoted(marked.concepts[name])}."
            return replace(made, title=concept.says, outcome="passed", score=worth, message=said)
        # Their own words give nothing away, whatever a course tells of its hidden checks.
        said = f"Not credited: {_quoted(marked.denied[name])}." if name in marked.denied else MISSED
        return replace(made, outcome="failed", message=said)

    def _wrong(self, name: str, evidence: tuple[Evidence, ...]) -> CheckResult:
        """A misconception's row. It weighs nothing itself; what it costs is taken off the score."""
        says = next(one.says for one in self._marker.rubric.misconceptions if one.id == name)
        made = CheckResult(self._id(name), "A misconception", False, "failed", 0.0, 0.0, diagnosis=name)
        idea = told(made, f"Think again about this: {says}", self._course.hidden_feedback)
        return replace(made, message=f"You wrote: {_quoted(evidence)}. {idea}".strip())

    def _id(self, name: str) -> str:
        return f"written/{self._exercise.id}#{name}"


def rubric_path(course: Course, exercise: Exercise) -> Path:
    """Where the rubric of a written exercise is kept."""
    return course.root / "solutions" / "rubrics" / f"{exercise.id}.yaml"


def marker_for(course: Course, exercise: Exercise, answers: Sequence[Labelled] | None = None) -> Marker:
    """The rubric of a written exercise made ready, taught with the course's labelled answers or with these.

    Raises CourseError where the rubric or the answers cannot be read.
    """
    lesson = _lesson(course, exercise)
    if answers is not None:
        return Marker(lesson.rubric, answers, HandedOut(lesson.texts))
    own = course_answers(rubric_path(course, exercise))
    keep = kept_for(lesson.rests_on, own, shipped=_shipped(course, exercise))
    return Marker(lesson.rubric, own, HandedOut(lesson.texts), keep)


def keep_for(course: Course, exercise: Exercise, answers: Sequence[Labelled]) -> Keep:
    """Where a reader's learning from these answers alone is kept: the course's labelled ones, however they are read."""
    return kept_for(_lesson(course, exercise).rests_on, answers)


def learned_files(course: Course, exercise: Exercise) -> dict[str, bytes]:
    """Path below the course's root -> content, of what the readers of a written exercise have learned."""
    lesson, own = _lesson(course, exercise), course_answers(rubric_path(course, exercise))
    known, learned = kept_for(lesson.rests_on, own), dict[str, Learned]()

    def keep(name: str, learn: Callable[[], Learned]) -> Learned:
        learned[name] = known(name, learn)
        return learned[name]

    Marker(lesson.rubric, own, HandedOut(lesson.texts), keep).teach()
    folder = _shipped(course, exercise).relative_to(course.root).as_posix()
    return {f"{folder}/{name}": content for name, content in shipping(lesson.rests_on, own, learned)}


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What readers are taught with, beside labelled answers: a rubric, what students were handed, what both rest on."""

    rubric: Rubric
    texts: tuple[str, ...]
    rests_on: tuple[str, ...]


def _lesson(course: Course, exercise: Exercise) -> _Lesson:
    path = rubric_path(course, exercise)
    rubric = load_rubric(path)
    questions = [concept.ask for concept in rubric.concepts if concept.ask]
    texts = (rubric.question, *questions, *handed_out_by(course))
    words = digest.files_digest(path.parent, [path, thesaurus_path(path)])
    return _Lesson(rubric, texts, (exercise.id, words, *texts))


def _shipped(course: Course, exercise: Exercise) -> Path:
    return rubric_path(course, exercise).with_name(f"{exercise.id}.learned")


def handed_out_by(course: Course) -> Iterator[str]:
    """What a student of this course has been given to read: the exercises' titles and hints, and their stubs."""
    for exercise in course.exercises:
        yield from (exercise.title, *exercise.hints)
        yield stub_of(course, exercise)


def answer_in(text: str, stub: str) -> str:
    """What the student wrote: below the marker line, or, where that is gone, whatever the stub did not hold."""
    if MARKER in text:
        own = text.partition(MARKER)[2]
    else:
        handed_out = {line.strip() for line in stub.splitlines()}
        own = "\n".join(line for line in text.splitlines() if line.strip() not in handed_out)
    own = _COMMENT.sub(" ", _INSIDE.sub("", own)).strip()
    return own if essence(own) != essence(stub) else ""


def problems_of(text: str, file: str) -> list[str]:
    """What a student can see for themselves: whether there is an answer, and a short one. Nothing of the key."""
    # Whether the file is still the stub is asked before; a folder without solutions does not know the stub's text.
    words = read(answer_in(text, "")).words
    if not any(word[0].isalnum() for word in words):
        return [f"{file}: there is no answer yet. Write it below the line {MARKER}"]
    if len(words) > LONGEST:
        return [f"{file}: an answer of {len(words)} words is too long. A few sentences are enough."]
    return []


def _recognised(evidence: tuple[Evidence, ...]) -> str:
    """Whether words were recognised, or a sentence that is like others: the second may say something else."""
    alike = all(one.pattern == LIKENESS for one in evidence)
    return "Seen as such because other answers that say it are like this" if alike else "Recognised"


def _shortened(words: str) -> str:
    """A long quotation ends with a whole word."""
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rsplit(maxsplit=1)[0]} ..."


def _quoted(evidence: tuple[Evidence, ...]) -> str:
    """The student's own words, as plain text; whoever shows them as HTML escapes them."""
    words = list(dict.fromkeys(_shortened(clean(one.words)) for one in evidence))
    telling = [one for one in words if not any(one in other and one != other for other in words)]
    return "; ".join(f"“{one}”" for one in telling[:2])
