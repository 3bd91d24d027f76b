"""Quiz, form and written answer as controls of the page: what they put into the file, and what they say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from autograder.course.manifest import load_course
from autograder.kinds.quiz.kind import KIND as QUIZ
from autograder.kinds.quiz.sheet import read_questions
from autograder.kinds.registry import exercises_of
from autograder.website.build import build
from autograder.website.distribution import Distribution, distribution
from tests.autograder.website.conftest import TRUSTING, Page, Serve, Visit, with_lesson

LESSON = "# Doubling\n\nTwice as far, on the same side.\n\n{question doubling.sign}\n\nAnd on.\n"


@pytest.fixture(scope="module")
def course_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with a form, a written answer and a quiz, and a lesson that asks one of its questions."""
    return with_lesson(TRUSTING, tmp_path_factory.mktemp("controls") / "trusting", {"00-doubling": LESSON})


@pytest.fixture(scope="module")
def study(pyodide: Path, course_folder: Path, serve: Serve, visit: Visit) -> Page:
    """It as a page for self-study, its Python on the way."""
    out = course_folder.parent / "study" / "site"
    build(load_course(course_folder), out, distribution(str(pyodide)), self_study=True)
    return visit(serve(out))


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


def text_of(page: Page, exercise: str) -> str:
    """What would be handed in."""
    return str(page.run("return cards.find((card) => card.exercise.id === arguments[0]).editor.text", exercise))


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


def test_a_question_where_the_lesson_places_it(study: Page) -> None:
    """It stands in the lesson's page, leads on, takes another try, explains, and counts in the quiz and for points."""
    study.go("doubling")
    form = study.browser.find_element("css selector", "[data-question='doubling.sign'] form")
    assert form.is_displayed()
    form.find_element("css selector", "input[value=a]").click()
    form.find_element("css selector", ".primary").click()
    feedback = form.find_element("css selector", ".feedback")
    assert "Not this one" in feedback.text
    assert "Doubling keeps the side" in feedback.text
    assert "twice as far" not in feedback.text
    form.find_element("css selector", "input[value=b]").click()
    form.find_element("css selector", ".primary").click()
    assert "It goes twice as far to the same side." in feedback.text
    study.go("exercise-doubling")
    assert study.run("return document.querySelector('#exercise-doubling [data-seat=\"doubling.sign\"] form') !== null")
    assert "answer: b " in text_of(study, "doubling")
    assert "of 4 points, 1 of 4 answered" in study.text("#exercise-doubling .scoreline")
    study.wait("document.querySelector('[data-row=doubling]').children[1].textContent === '1.5 of 6'")


def test_ones_own_numbers(study: Page, course_folder: Path) -> None:
    """A name chooses the numbers that the engine gives it, and the right answer to these is right."""
    study.go("exercise-doubling")
    study.run("who.value = 'Zoe Q'; who.dispatchEvent(new Event('input'))")
    course = load_course(course_folder)
    exercise = course.exercise("doubling")
    questions = read_questions(course.stub(exercise).read_text(encoding="utf-8"), Path("doubling.yaml"))
    start = next(one for one in questions if one.id == "times").drawn("Zoe Q")["start"]
    study.wait("document.querySelector('[data-item=times] [data-number]').textContent === arguments[0]", f"{start:g}")
    form = study.browser.find_element("css selector", "[data-item=times]")
    form.find_element("css selector", ".numeric").send_keys(f"{4 * start:g}", "\ue007")
    assert "Right." in form.text
    assert "student: Zoe Q" in text_of(study, "doubling")


def test_a_sheet_from_elsewhere_is_read_back(study: Page, course_folder: Path) -> None:
    """What the terminal wrote stands in the controls; what they cannot show stays the text that it is."""
    course = load_course(course_folder)
    exercise = course.exercise("doubling")
    solved = QUIZ.solved(course, exercise, "Ada")
    study.run("cards.find((card) => card.exercise.id === 'doubling').put(arguments[0])", solved)
    study.wait("document.querySelector('[data-item=sign] input[value=b]').checked")
    assert study.run("return document.querySelector('[data-item=word] .blank').value") == "half"
    assert text_of(study, "doubling") == solved
    strange = solved.replace("answer: b ", "answer: q ")
    study.run("cards.find((card) => card.exercise.id === 'doubling').put(arguments[0])", strange)
    study.wait("!document.querySelector('#exercise-doubling .editor').hidden")
    assert text_of(study, "doubling") == strange
    assert "kept as the text that it is" in study.text("#exercise-doubling .said")
    study.run("window.confirm = () => true; document.querySelector('#exercise-doubling .again').click()")
    assert study.run("return document.querySelector('#exercise-doubling .editor').hidden")


def test_a_form_by_its_fields(study: Page) -> None:
    """A field a place of the file; a list may be typed with commas; the check of the page passes it."""
    study.go("exercise-card")
    name, likes = study.browser.find_elements("css selector", "#exercise-card [data-field]")
    name.send_keys("Ada: the first")
    likes.send_keys("engines, poetry")
    assert text_of(study, "card") == "# A card about yourself.\nname: 'Ada: the first'\nlikes: [engines, poetry]\n"
    assert "5 of 5 points" in study.check("card")
    study.go("exercise-card")
    assert study.run("return document.querySelectorAll('#exercise-card [data-field]')[1].value") == "engines, poetry"


def test_a_written_answer(study: Page, course_folder: Path) -> None:
    """The question stands above, words are counted, and the file holds the answer below its line."""
    study.go("exercise-why")
    area = study.browser.find_element("css selector", "#exercise-why textarea")
    assert area.get_attribute("value") == ""
    area.send_keys("It doubles too, for each part of the sum does.")
    assert "10 words; at most 250." in study.text("#exercise-why .count")
    stub = (course_folder / "exercises" / "why.md").read_text(encoding="utf-8")
    assert text_of(study, "why") == stub.rstrip() + "\nIt doubles too, for each part of the sum does.\n"
    assert "Two sentences are enough" in study.text("#exercise-why")


def test_code_of_a_course_that_leans_on_numpy(study: Page, course_folder: Path) -> None:
    """The rest of the course works in the page as well: the references earn everything, hidden checks included."""
    course = load_course(course_folder)
    for exercise in exercises_of(course, "code"):
        study.go(f"exercise-{exercise.id}")
        assert "Done." in study.check(exercise.id, course.solution(exercise).read_text(encoding="utf-8"))


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
