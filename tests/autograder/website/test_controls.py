"""Quiz, form and written answer as controls of the page: what they put into the file, and what they say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from autograder.course.manifest import load_course
from autograder.kinds.quiz.kind import KIND as QUIZ
from autograder.website.build import build
from autograder.website.distribution import Distribution
from tests.autograder.website.conftest import DOUBLING, TRUSTING, Page, Serve, Visit, text_of, with_lesson

pytestmark = pytest.mark.whole  # the quiz's own page is answered in tests/autograder/pages each time


@pytest.fixture(scope="module")
def course_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with a form, a written answer and a quiz, and a lesson that asks one of its questions."""
    return with_lesson(TRUSTING, tmp_path_factory.mktemp("controls") / "trusting", {"00-doubling": DOUBLING})


@pytest.fixture(scope="module")
def served(quiz_course: Path, no_python: Distribution, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a quiz with a question of each kind is served."""
    out = tmp_path_factory.mktemp("quizzes") / "site"
    build(load_course(quiz_course), out, no_python)
    return serve(out)


@pytest.fixture
def quizzes(served: str, visit: Visit) -> Page:
    """It as students get it, nothing filled in; Python is not to be had."""
    page = visit(served)
    page.run("localStorage.clear()")
    return page.open()


def test_texts_are_put_as_the_engine_puts_them(quizzes: Page) -> None:
    """Words of all sorts become the same YAML as by Python's writer, inside brackets and outside; all are read back."""
    chance = random.Random(4)
    signs = "ab Zy019.:-_,;#'\"[]{}&*!|>%@`?=~+/\\é“日\U0001f600x "
    words = ["".join(chance.choices(signs, k=chance.randint(1, 7))).strip() for _ in range(3000)]
    words += [
        "yes",
        "no",
        "y",
        "n",
        "null",
        "~",
        "",
        "1",
        "0.5",
        "1e3",
        "1.0e+3",
        "2026-11-27",
        "1:30",
        "<<",
        "=",
        "a: b",
    ]
    got = quizzes.run("return arguments[0].map((word) => [yamlScalar(word), yamlList([word, 'a'])])", words)
    for word, (alone, listed) in zip(words, got, strict=True):
        assert yaml.safe_load(f"answer: {alone}  # note")["answer"] == word
        assert yaml.safe_load(listed) == [word, "a"]
        options = {"allow_unicode": True, "default_flow_style": True, "width": 10**9}
        assert listed == yaml.safe_dump([word, "a"], **options).strip(), word
        assert alone == yaml.safe_dump(word, **options).strip().removesuffix("...").strip(), word


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0.1, 0.7, 0.2", ["0.1", "0.7", "0.2"]),
        ("[1, 2, 3]", ["1", "2", "3"]),
        ("1,2,3", ["1", "2", "3"]),
        ("1 2 3", ["1", "2", "3"]),
        ("80,1 80,4 79", ["80.1", "80.4", "79"]),
        ("80,1; 80,4", ["80.1", "80.4"]),
        ("80, 1", ["80", "1"]),
        ("red; light blue", ["red", "light blue"]),
    ],
)
def test_a_list_is_read_as_it_is_meant(quizzes: Page, typed: str, read: list[str]) -> None:
    """A comma within a number is its own, where blanks or semicolons keep the numbers apart."""
    assert quizzes.run("return FormControls.prototype.items(arguments[0])", typed) == read


def answer_all(page: Page, exercise: str, answers: dict[str, object]) -> None:
    """Puts answers into the controls as typing and clicking would."""
    script = """
        const [exercise, answers] = arguments;
        for (const [name, answer] of Object.entries(answers)) {
          const form = document.querySelector(`form[data-item="${name}"]`);
          PUTTERS[form.dataset.kind](form, answer);
          form.querySelector("[data-settled]")?.click();
          form.querySelector("input, select")?.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    page.run(script, exercise, answers)


def test_the_sheet_is_the_one_that_a_student_fills_in(quizzes: Page, quiz_course: Path) -> None:
    """Every kind answered in its controls gives the sheet of the terminal, byte for byte; none gives the stub."""
    course = load_course(quiz_course)
    exercise = course.exercise("quiz")
    stub = course.stub(exercise).read_text(encoding="utf-8")
    assert text_of(quizzes, "quiz") == stub
    solved = QUIZ.solved(course, exercise, "Byron, Ada")
    answers = {row["id"]: row["answer"] for row in yaml.safe_load(solved)["questions"]}
    quizzes.run("who.value = 'Byron, Ada'; who.dispatchEvent(new Event('input'))")
    typed = {name: f"{value:g}" if isinstance(value, float) else value for name, value in answers.items()}
    answer_all(quizzes, "quiz", typed)
    made = text_of(quizzes, "quiz")
    number = next(name for name, value in answers.items() if isinstance(value, float))
    assert made.replace(f"answer: {typed[number]} ", f"answer: {answers[number]} ") == solved
    assert f"{len(answers)} of {len(answers)} answered" in quizzes.text("#exercise-quiz .scoreline")
    quizzes.open()
    assert text_of(quizzes, "quiz") == made
    chosen = "return document.querySelectorAll('#exercise-quiz input:checked').length"
    assert quizzes.run(chosen) > 2
    quizzes.run("window.confirm = () => true; document.querySelector('#exercise-quiz .again').click()")
    assert text_of(quizzes, "quiz") == stub


def test_numbers_wait_for_a_name(quizzes: Page) -> None:
    """Without a name a question with numbers of one's own says what is missing, and leads there."""
    quizzes.run("who.value = ''; who.dispatchEvent(new Event('input'))")
    quizzes.open("exercise-quiz")
    note = quizzes.browser.find_element("css selector", "#exercise-quiz .nameless")
    assert note.text == "Its numbers follow from your name: write it first."
    note.find_element("css selector", "a").send_keys("\ue007")
    quizzes.wait("document.activeElement.id === 'who'")
    quizzes.browser.switch_to.active_element.send_keys("Ada")
    assert quizzes.run("return [...document.querySelectorAll('.nameless')].every((one) => one.hidden)")
    quizzes.run("who.value = ''; who.dispatchEvent(new Event('input'))")


def test_steps_are_ordered_by_keyboard(quizzes: Page) -> None:
    """An order counts as an answer once a step is moved, or said to be meant."""
    quizzes.open("exercise-quiz")
    up = quizzes.browser.find_element("css selector", "#exercise-quiz li:nth-child(2) [data-way='-1']")
    assert "median_steps" not in answered(text_of(quizzes, "quiz"))
    up.send_keys("\ue007")
    assert answered(text_of(quizzes, "quiz"))["median_steps"] == ["b", "a", "c"]


def answered(sheet: str) -> dict[str, object]:
    """What is filled in."""
    rows = yaml.safe_load(sheet)["questions"]
    return {row["id"]: row["answer"] for row in rows if row["answer"] not in (None, {}) and row["kind"] != "matching"}


def test_nothing_of_the_key_without_self_study(course_folder: Path, no_python: Distribution, tmp_path: Path) -> None:
    """The page for students holds no answer, no explanation, and no button that would tell them."""
    build(load_course(course_folder), tmp_path / "site", no_python)
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 'data-item="sign"' in page
    assert "twice as far" not in page.lower().replace("twice as far, on the same side", "")
    assert "misconception" not in page
    assert 'type="submit"' not in page
    assert "another try" not in page
    assert page.count("Whether it is right you learn when it has been marked.") == 1
