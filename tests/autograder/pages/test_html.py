"""What the pages of a class and of a student say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from autograder.classroom import statistics
from autograder.classroom.overruled import BY_PERSON
from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult, Status, StudentResult, Who
from autograder.pages.report import render_report, statistics_of
from autograder.pages.student import render_student
from autograder.pages.words import fallback


@pytest.fixture
def course(tmp_path: Path) -> Course:
    folder = tmp_path / "solutions" / "mistakes" / "softmax"
    folder.mkdir(parents=True)
    (folder / "plain.py").write_text('"""You divided by the sum\nof the scores."""\n', encoding="utf-8")
    exercises = (
        Exercise("softmax", "Softmax", "code", "softmax.py", 10.0),
        Exercise("quiz", "Quiz", "quiz", "quiz.yaml", 5.0),
    )
    return Course(tmp_path, "attention", "Attention", exercises)


def result(name: str, score: float, *, visible: bool = False) -> StudentResult:
    check = CheckResult("hidden/x::y", "Weights sum to one", visible, "failed", 0.0, 1.0, "secret message", "plain")
    exercise = ExerciseResult("softmax", "code", score, 10.0, "graded", "", (check, replace(check, id="hidden/x::z")))
    return StudentResult("attention", name, score, 15.0, False, "strict", (exercise,))


def page(results: list[StudentResult], course: Course) -> str:
    return render_report(statistics_of(results), course)


def test_report_counts_students_not_checks(course: Course) -> None:
    """Two failed checks of one student are one student with that idea, explained by the mistake's own docstring."""
    html = page([result("ada", 2.0), result("bob", 10.0)], course)
    assert '<td class="n">2</td><td>plain<span class="muted block">Softmax</span></td>' in html
    assert "You divided by the sum of the scores." in html
    assert "secret message" in html  # what one of them was told: the page is the teacher's


def test_distribution_in_words(course: Course) -> None:
    """The histogram has a text of its own; full marks lie in the last tenth."""
    html = page([result("ada", 2.0), result("bob", 10.0)], course)
    assert "Softmax: students by share of the points: 1 from 20 to 30 %; 1 from 90 to 100 %" in html


def test_empty_class(course: Course) -> None:
    """A class without students is a page too."""
    assert "No known mix-up" in page([], course)


def test_who_needs_a_person_is_named(course: Course) -> None:
    """Who handed in nothing, and who is below half, stand apart; neither moves the mean of an exercise."""
    nobody = result("nobody", 0.0)
    missing = replace(nobody.exercises[0], status="missing", score=0.0, checks=())
    twin = replace(nobody, exercises=(missing,), who=Who(name="Jane Doe"))
    html = page([twin, result("low", 3.0), result("high", 15.0)], course)
    lists = html.partition("Who needs you")[2].partition("</section>")[0]
    assert "At risk: 1" in lists
    assert "20% of the points" in lists
    assert "Handed in nothing: 1" in lists
    assert '<bdi>Jane Doe</bdi> <span class="muted">nobody</span>' in lists  # namesakes are told apart
    assert "1 from 30 to 40 %" in html


def test_a_form_and_a_quiz_keep_their_words(course: Course, tmp_path: Path) -> None:
    """The text of a misconception comes from a form's file, or from what the quiz said; no page falls back."""
    folder = tmp_path / "solutions" / "mistakes" / "card"
    folder.mkdir(parents=True)
    (folder / "buzzword.yaml").write_text("# Saying the word\n# is no evidence.\n\na: b\n", encoding="utf-8")
    both = (*course.exercises, Exercise("card", "Card", "form", "card.yaml", 4.0))
    check = CheckResult("c", "C", False, "failed", 0.0, 1.0, "", "buzzword")
    form = ExerciseResult("card", "form", 0.0, 4.0, "graded", "", (check,))
    question = replace(check, message="The largest weight is not the only one.", diagnosis="hard_choice")
    quiz = ExerciseResult("quiz", "quiz", 0.0, 5.0, "graded", "", (question,))
    one = StudentResult("attention", "ada", 0.0, 9.0, False, "strict", (form, quiz))
    whole = replace(course, exercises=both)
    for html in (page([one], whole), render_student(one, whole)):
        assert "Saying the word is no evidence." in html
        assert "The largest weight is not the only one." in html
        assert fallback("buzzword") not in html


def test_each_explanation_stands_once(course: Course) -> None:
    """Two failures of one misconception share its text, which is cut off the messages that end with it."""
    says = "You divided by the sum of the scores."
    check = CheckResult("a", "A", True, "failed", 0.0, 1.0, f"It returned 3. {says}", "plain")
    exercise = ExerciseResult("softmax", "code", 0.0, 10.0, "graded", "", (check, replace(check, id="b")))
    html = render_student(StudentResult("attention", "ada", 0.0, 10.0, False, "strict", (exercise,)), course)
    assert html.count(says) == 1
    assert html.count("It returned 3.") == 2


@pytest.mark.parametrize(
    ("status", "message", "review", "says"),
    [
        ("needs_review", "Proposed: 3 of 5 points.", True, "proposed by the machine"),
        ("graded", f"{BY_PERSON} 4 of 5 points.", False, "marked by a person"),
        ("needs_review", f"{BY_PERSON} 4 of 5 points. Changed.", True, "marked by a person, who will look again"),
        ("not_graded", "", True, "not graded yet"),
    ],
)
def test_a_mark_says_whose_it_is(course: Course, status: Status, message: str, review: bool, says: str) -> None:
    """A student reads whether a person marked it or the machine proposed it."""
    exercise = ExerciseResult("quiz", "quiz", 3.0, 5.0, status, message, (), review)
    html = render_student(StudentResult("attention", "ada", 3.0, 5.0, review, "strict", (exercise,)), course)
    said = html.partition('<span class="said muted">')[2].partition("</span>")[0]
    assert says in said


def test_a_large_class_lists_those_with_the_fewest_points(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more students than a page can list it names the weakest, says so, and counts everybody."""
    monkeypatch.setattr(statistics, "LISTED", 10)
    html = page([result(f"s{n:03}", n / 10) for n in range(100)], course)
    assert html.count('<tr data-name="') == 10
    assert "The 10 with the fewest points of 100" in html
    assert 'data-name="s009 s009"' in html
    assert "of the 100 who handed in and have a total" in html


@pytest.mark.parametrize(
    ("policy", "message", "diagnosis"), [("title", False, False), ("diagnosis", False, True), ("full", True, True)]
)
def test_hidden_checks_tell_what_the_course_allows(
    course: Course, policy: Literal["title", "diagnosis", "full"], message: bool, diagnosis: bool
) -> None:
    """A hidden check's message and diagnosis follow `hidden_feedback`."""
    html = render_student(result("ada", 2.0), replace(course, hidden_feedback=policy))
    assert ("secret message" in html) == message
    assert ("You divided" in html) == diagnosis


def test_visible_checks_tell_all(course: Course) -> None:
    """A visible check shows its message whatever the policy is."""
    html = render_student(result("ada", 2.0, visible=True), replace(course, hidden_feedback="title"))
    assert "secret message" in html
