"""kinds/quiz: a student's sheet, from the file to the row in the report."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.author.verify import examine
from autograder.classroom.grader import Grader
from autograder.course.model import Course, ExerciseResult, Submission, SubmittedFile
from autograder.kinds.quiz.answers import BadAnswer, read_answer
from autograder.kinds.quiz.grader import QuizGrader, sheet_problems
from autograder.kinds.quiz.key import Item
from autograder.kinds.quiz.marking import Marked, mark, right_answer
from autograder.kinds.quiz.questions import name_parts, same_student
from autograder.kinds.quiz.sheet import put_answer, put_student
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import stub_of
from autograder.sandbox.here import LocalHost


def grade(course: Course, text: str | None, student: str | None = "ada") -> ExerciseResult:
    file = None if text is None else SubmittedFile("quiz.yaml", text)
    return QuizGrader(course, course.exercise("quiz")).grade(file, LocalHost(), student)


def perfect(course: Course, student: str = "ada") -> str:
    return kind_of(course.exercise("quiz")).solved(course, course.exercise("quiz"), student)


def outcomes(result: ExerciseResult) -> dict[str, str]:
    return {check.id.partition("#")[2]: check.outcome for check in result.checks}


def test_the_key_gets_everything(quiz_course: Course) -> None:
    """Whoever knows all of it gets all points, and nothing is said."""
    result = grade(quiz_course, perfect(quiz_course))
    assert (result.score, result.max_score, result.status, result.message) == (14.0, 14.0, "graded", "")
    assert set(outcomes(result).values()) == {"passed"}
    assert not result.needs_review


def test_a_wrong_answer_is_told_which_idea_is_wrong(quiz_course: Course) -> None:
    """One of two points of seven lost: the distractor's own words, and its misconception by name."""
    result = grade(quiz_course, put_answer(perfect(quiz_course), "middle", "c"))
    assert result.score == pytest.approx(14 * 5 / 7)
    row = result.checks[0]
    assert (row.outcome, row.title, row.diagnosis) == ("failed", "The middle of five", "mean_not_median")
    assert row.message == "That one moves with every number."


def test_half_an_answer_gets_half(quiz_course: Course) -> None:
    """Partial credit stands in the row, and the message says so."""
    row = grade(quiz_course, put_answer(perfect(quiz_course), "moves", ["a"])).checks[1]
    assert (row.outcome, row.score, row.message) == (
        "failed",
        0.5,
        "Partly right: 50%. Something else is true as well.",
    )


def test_how_much_is_told_is_the_courses_choice(quiz_course: Course) -> None:
    """With titles alone no feedback is given; in full, the question is explained too."""
    text = put_answer(perfect(quiz_course), "middle", "a")
    assert grade(replace(quiz_course, hidden_feedback="title"), text).checks[0].message == ""
    full = grade(replace(quiz_course, hidden_feedback="full"), text).checks[0].message
    assert full == "That is the smallest. As many numbers lie below it as above."


def test_what_is_open_is_not_wrong(quiz_course: Course) -> None:
    """An empty answer and a deleted question are not answered; the others count as ever."""
    text = put_answer(perfect(quiz_course), "middle", None)
    result = grade(quiz_course, text)
    assert (result.checks[0].outcome, result.checks[0].message) == ("not_run", "Not answered.")
    assert result.score == pytest.approx(14 * 5 / 7)
    data = yaml.safe_load(perfect(quiz_course))
    del data["questions"][0]
    assert grade(quiz_course, yaml.safe_dump(data)).score == pytest.approx(14 * 5 / 7)


def test_shuffled_options_and_questions_keep_the_marks(quiz_course: Course) -> None:
    """Questions and options are known by their ids, wherever they stand, whatever their texts became."""
    data = yaml.safe_load(perfect(quiz_course))
    data["questions"].reverse()
    for question in data["questions"]:
        for key in {"options", "steps", "left", "right"} & question.keys():
            question[key] = dict(reversed([(name, "changed") for name in question[key]]))
    assert grade(quiz_course, yaml.safe_dump(data, sort_keys=False)).score == 14


def test_the_numbers_are_the_students_own(quiz_course: Course) -> None:
    """A number copied from a neighbour whose numbers differ is wrong in one's own sheet."""
    mine, theirs = (yaml.safe_load(perfect(quiz_course, name))["questions"][2]["answer"] for name in ("ada", "grace"))
    assert mine != theirs
    copied = put_answer(perfect(quiz_course, "ada"), "area", theirs)
    assert outcomes(grade(quiz_course, copied, "ada"))["area"] == "failed"


def test_a_neighbours_sheet_goes_to_a_person(quiz_course: Course) -> None:
    """A sheet with another's name is marked with that name's numbers, and a person must look."""
    result = grade(quiz_course, perfect(quiz_course, "Grace H."), "ada")
    assert (result.score, result.needs_review, result.status) == (14.0, True, "needs_review")
    assert "filled in for 'Grace H.' and handed in by 'ada'" in result.message
    assert not grade(quiz_course, perfect(quiz_course, "Grace H."), "hopper_grace_h_4711").needs_review


def test_without_a_name_the_numbers_are_those_of_who_hands_in(quiz_course: Course) -> None:
    """A forgotten name costs nothing where the numbers are right."""
    assert grade(quiz_course, put_student(perfect(quiz_course, "ada"), ""), "ada").score == 14


def test_at_home_no_name_is_compared(quiz_course: Course) -> None:
    """One's own files have no one to be held against."""
    submission = Submission("you", {"quiz": SubmittedFile("quiz.yaml", perfect(quiz_course))}, named=False)
    result = Grader(quiz_course).grade(submission, LocalHost(), "none")
    assert (result.score, result.needs_review) == (14.0, False)


def test_what_is_no_answer_is_refused_with_its_line(quiz_course: Course) -> None:
    """A step named twice: no points for it, the line, and the others are marked."""
    text = put_answer(perfect(quiz_course), "steps", ["b", "b", "a", "d"])
    result = grade(quiz_course, text)
    row = next(check for check in result.checks if check.id.endswith("#steps"))
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "[b, b, a, d]" in one)
    wanted = f"quiz.yaml:{line}: the answer to 'steps': the step `b` stands in the order more than once."
    assert (row.outcome, row.score, row.message) == ("failed", 0.0, wanted)
    assert result.score == 12


def test_an_unknown_question_is_named(quiz_course: Course) -> None:
    """An id that the quiz does not have is said, and costs nothing by itself."""
    text = perfect(quiz_course).replace("id: middle", "id: midle")
    result = grade(quiz_course, text)
    assert result.message == "quiz.yaml: there is no question 'midle' in this quiz."
    assert outcomes(result)["middle"] == "not_run"


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        (None, "missing", "There is no file quiz.yaml."),
        ("questions: [", "crashed", "quiz.yaml:2: this is not valid YAML"),
        ("x" * 300_000, "crashed", "quiz.yaml: is longer than 256 KiB."),
        ("[" * 100, "crashed", "quiz.yaml"),
        ("", "crashed", "quiz.yaml:1: here must stand keys and values."),
    ],
)
def test_a_sheet_that_cannot_be_read(quiz_course: Course, text: str | None, status: str, message: str) -> None:
    """No points, every question listed, and the reason."""
    result = grade(quiz_course, text)
    assert (result.score, result.status) == (0.0, status)
    assert result.message.startswith(message)
    assert len(result.checks) == 6


def test_the_stub_is_not_started(quiz_course: Course) -> None:
    """As it was handed out, and with nothing but a name in it, the quiz is not begun."""
    stub = stub_of(quiz_course, quiz_course.exercise("quiz"))
    assert grade(quiz_course, stub).status == "not_started"
    assert grade(quiz_course, put_student(stub, "ada")).status == "not_started"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80) | st.text(alphabet="questions:-[]{}&*!|> \nida", max_size=80))
def test_anything_at_all_gets_a_result(quiz_course: Course, text: str) -> None:
    """No text whatever stops the grader or earns a point."""
    assert grade(quiz_course, text).score == 0


def test_a_student_sees_what_is_open_without_the_key(quiz_course: Course) -> None:
    """What is not answered, what is no answer, and one's own numbers; the key is not asked."""
    quiz_course.solution(quiz_course.exercise("quiz")).unlink()
    exercise = quiz_course.exercise("quiz")
    stub = quiz_course.stub(exercise).read_text()
    blank = sheet_problems(stub, Path("quiz.yaml"))
    assert blank[0] == "quiz.yaml: write your name behind `student:`; it chooses your own numbers."
    assert "6 of 6 questions are not answered yet. The next one is 'middle'." in blank[1]
    begun = put_answer(put_answer(put_student(stub, "Ada"), "middle", "x"), "moves", ["a"])
    problems = sheet_problems(begun, Path("quiz.yaml"))
    assert "the answer to 'middle': there is no `x` here, only a, b, c." in problems[0]
    assert "4 of 6 questions are not answered yet. The next one is 'area'." in problems[1]
    assert problems[2].startswith("With your own numbers: area: The curve is at ")
    assert "{left}" not in problems[2]


def test_a_finished_sheet_has_no_problems(quiz_course: Course) -> None:
    """Answered and well-formed is all that can be seen; a wrong answer shows nothing."""
    text = put_answer(perfect(quiz_course), "middle", "a")
    assert sheet_problems(text, Path("quiz.yaml")) == []


def exam(course: Course) -> list[str]:
    grader = Grader(course)
    results = examine(grader, lambda submission: grader.grade(submission, LocalHost(), "none"))
    return [problem.what for result in results for problem in result.problems]


def test_the_course_examines_its_quiz(quiz_course: Course) -> None:
    """verify hands in each known wrong answer; a key that names two at once, or none, must be mended."""
    assert exam(quiz_course) == []
    path: Path = quiz_course.solution(quiz_course.exercise("quiz"))
    text = path.read_text()
    path.write_text(
        text.replace(", wrong: [{accept: [mean], says: Not the mean., misconception: mean_not_median}]", "")
    )
    assert "question gaps knows no wrong answer" in exam(quiz_course)
    path.write_text(
        text.replace("accept: [mean]", "accept: [ordered]").replace("[middle, middle one]", "[middle, ordered]")
    )
    assert any("mistake gaps: ['ordered', 'sorted'] gets full points" in said for said in exam(quiz_course))


@pytest.mark.parametrize(
    "answer", ["{}", "{})", "({})", "{}.", "'{}'", "{{ {} }}", "[{}]", "option {}", "{}?", "“{}”", "„{}“"]
)
def test_a_letter_counts_in_any_dress(quiz_course: Course, answer: str) -> None:
    """`c)`, `(c)`, `C` and `{c}` all mean c."""
    items = QuizGrader(quiz_course, quiz_course.exercise("quiz")).items
    one = next(item for item in items if item.question.kind == "one")
    letter = right_answer(one, {})
    for written in (str(letter), str(letter).upper()):
        raw = yaml.safe_load(f"answer: {answer.format(written)}")["answer"]
        assert read_answer(one.question, raw) == letter


@pytest.mark.parametrize(
    "answer",
    [
        "{a}, {b}",
        "[{a}, {b}]",
        "{{ {a}, {b} }}",
        "({a}) ({b})",
        "{a}{b}",
        "{a} {b}",
        "{a}/{b}",
        "{a} and {b}",
        "{a} -> {b}",
        "{a} → {b}",
        "“{a}”, “{b}”",
    ],
)
def test_several_letters_count_in_any_brackets(quiz_course: Course, answer: str) -> None:
    """`a, c`, `{a, c}`, `ac`: what is clear is taken."""
    items = QuizGrader(quiz_course, quiz_course.exercise("quiz")).items
    several = next(item for item in items if item.question.kind == "several").question
    first, *_, last = several.options
    raw = yaml.safe_load(f"answer: {answer.format(a=first, b=last)}")["answer"]
    assert read_answer(several, raw) == (first, last)
    with pytest.raises(BadAnswer):
        read_answer(several, f"{first} and perhaps {last}")


@pytest.mark.parametrize(
    ("written", "number"), [("= 0.5", 0.5), ("−0.5", -0.5), ("“0.5”", 0.5), ("=1/2", 0.5), ("−3", -3.0)]
)
def test_a_number_counts_as_it_is_printed(quiz_course: Course, written: str, number: float) -> None:
    """With the sign of a result before it, with a minus that is none of Python's, in an editor's quotes."""
    items = QuizGrader(quiz_course, quiz_course.exercise("quiz")).items
    numeric = next(item for item in items if item.question.kind == "numeric").question
    assert read_answer(numeric, yaml.safe_load(f"answer: {written}")["answer"]) == number


def test_a_pair_without_a_blank_behind_its_colon_counts(quiz_course: Course) -> None:
    """`{left:a}` is a word without a value to YAML, and an answer to everybody else; an empty pair is none."""
    items = QuizGrader(quiz_course, quiz_course.exercise("quiz")).items
    matching = next(item for item in items if item.question.kind == "matching").question
    right = next(iter(matching.targets))
    pairs = ", ".join(f"{left}:{right}" for left in matching.options)
    assert read_answer(matching, yaml.safe_load(f"{{{pairs}}}")) == dict.fromkeys(matching.options, right)
    assert read_answer(matching, {f"{left}:": None for left in matching.options}) is None


def test_words_count_in_an_editors_quotes(quiz_course: Course) -> None:
    """The quotes that an editor puts in the place of straight ones are no part of a word."""
    items = QuizGrader(quiz_course, quiz_course.exercise("quiz")).items
    cloze = next(item for item in items if item.question.kind == "cloze").question
    words = [f"“w{number}”" for number in range(cloze.blanks)]
    assert read_answer(cloze, words) == tuple(f"w{number}" for number in range(cloze.blanks))


def test_an_answer_without_a_blank_behind_its_colon_counts(quiz_course: Course) -> None:
    """`answer:c` is no YAML, and says what is meant."""
    together = perfect(quiz_course).replace("answer: ", "answer:")
    assert grade(quiz_course, together).score == grade(quiz_course, perfect(quiz_course)).score > 0


@pytest.mark.parametrize("damage", ["-", "[a, c", "'a", "{a: b: c}", "%a", "&x a", "a: b"])
def test_one_bad_line_costs_one_question(quiz_course: Course, damage: str) -> None:
    """The other answers count, and the one that cannot be read is named with its line."""
    exercise = quiz_course.exercise("quiz")
    grader = QuizGrader(quiz_course, exercise)
    right = perfect(quiz_course)
    first = grader.items[0].question.id
    number = next(n for n, line in enumerate(right.split("\n")) if line.strip().startswith("answer:"))
    lines = right.split("\n")
    lines[number] = f"    answer: {damage}"
    result = grader.grade(SubmittedFile("quiz.yaml", "\n".join(lines)), LocalHost(), "ada")
    outcomes = {check.id.rpartition("#")[2]: check.outcome for check in result.checks}
    assert {name for name, outcome in outcomes.items() if outcome != "passed"} == {first}
    assert f"quiz.yaml:{number + 1}:" in result.checks[0].message
    assert result.status == "graded"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Renée Dubois", "renee_dubois"), ("Łukasz Sørensen", "lukasz-sorensen"), ("José Núñez", "Nunez, Jose")],
)
def test_marks_on_letters_make_no_other_student(one: str, other: str) -> None:
    """A folder has no accents where the sheet has them; both draw the same numbers."""
    assert same_student(one, other)
    assert name_parts(one) == name_parts(other)


def test_an_answer_that_breaks_marking_costs_its_own_question(
    quiz_course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is known to break it; what should break all the same fails one question, for a person to look at."""

    def choke(item: Item, *rest: Any) -> Marked:
        if item.question.kind == "numeric":
            raise RuntimeError("too odd\n" * 1_000)
        return mark(item, *rest)

    monkeypatch.setattr("autograder.kinds.quiz.grader.mark", choke)
    result = grade(quiz_course, perfect(quiz_course))
    failed = [check for check in result.checks if check.outcome != "passed"]
    assert [(check.id.partition("#")[2], check.outcome) for check in failed] == [("area", "failed")]
    assert "RuntimeError: too odd" in failed[0].message
    assert len(failed[0].message) < 300
    assert (result.status, result.needs_review) == ("graded", True)
    assert 0 < result.score < result.max_score


def test_a_question_that_cannot_be_read_is_told_at_home_with_its_line(quiz_course: Course) -> None:
    """The others are looked at as ever: at home, and in class, where they keep their points."""
    text = perfect(quiz_course)
    damaged = text.replace("    prompt:", "    prompt: [", 1)
    first, *more = sheet_problems(damaged, Path("quiz.yaml"))
    assert re.match(r"quiz.yaml:\d+: middle: this cannot be read", first)
    assert not more
    result = grade(quiz_course, damaged)
    assert outcomes(result) == {**outcomes(grade(quiz_course, text)), "middle": "failed"}
