"""One page for self-study of a course with everything: questions, forms and texts as controls, and code of all sorts.

Code that reads files, or is a class, is judged as by this Python; of a library that is not there a sentence says so.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.course.variants import composed
from autograder.kinds.quiz.kind import KIND as QUIZ
from autograder.kinds.quiz.sheet import read_questions
from autograder.kinds.registry import exercises_of
from autograder.student.browser import Desk
from autograder.website.build import build
from autograder.website.distribution import distribution
from tests.autograder.website.conftest import DOUBLING, REPOSITORY, TRUSTING, Page, Serve, Visit, text_of

pytestmark = pytest.mark.whole  # test_in_browser.py goes through a page each time

REGRESSION = REPOSITORY / "tests" / "courses" / "regression"
READING = REPOSITORY / "tests" / "courses" / "reading"
KEPT = "return JSON.parse(localStorage.getItem(`${store.prefix}text/${arguments[0]}`)).text"
"""What a reload would find of an exercise."""
SET_RIGHT = {
    "import pandas as pd\n": "",
    'float(pd.read_csv("houses.csv")["price"].mean())': "float(ROWS[:, 1].mean())",
    "houses": "rooms",
}
"""The exercise that reads files stands beside another of its name, and its one function that wants pandas does not."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The regression course, the exercise of another that opens two files, and those of a third with controls, of which
    a page of the lesson asks a question."""
    folder = shutil.copytree(REGRESSION, tmp_path_factory.mktemp("study") / "course")
    rows = []
    for other, changes in ((READING, SET_RIGHT), (TRUSTING, {})):
        rows += yaml.safe_load(changed((other / "course.yaml").read_text(encoding="utf-8"), changes))["exercises"]
        for room in ("exercises", "solutions", "tests"):
            for path in (path for path in (other / room).rglob("*") if path.is_file() and path.suffix != ".pyc"):
                there = folder / changed(str(path.relative_to(other)), changes)
                there.parent.mkdir(parents=True, exist_ok=True)
                there.write_text(changed(path.read_text(encoding="utf-8"), changes), encoding="utf-8")
    rows[0]["data"].append("rooms.csv")
    with (folder / "course.yaml").open("a", encoding="utf-8") as manifest:
        manifest.writelines(f"  - {json.dumps(row)}\n" for row in rows)
    (folder / "lesson" / "pages" / "99-doubling.md").write_text(DOUBLING, encoding="utf-8")
    return load_course(folder, require_stubs=False)


def changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def page(pyodide: Path, course: Course, serve: Serve, visit: Visit) -> Page:
    """Its page, whose Python is on the way; this distribution has neither pandas nor Matplotlib."""
    build(course, course.root.parent / "site", distribution(str(pyodide)), self_study=True)
    return visit(serve(course.root.parent / "site"))


def test_a_question_where_the_lesson_places_it(page: Page) -> None:
    """It stands in the lesson's page, leads on, takes another try, explains, and counts in the quiz and for points."""
    page.go("doubling")
    form = page.browser.find_element("css selector", "[data-question='doubling.sign'] form")
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
    page.go("exercise-doubling")
    assert page.run("return document.querySelector('#exercise-doubling [data-seat=\"doubling.sign\"] form') !== null")
    assert "answer: b " in text_of(page, "doubling")
    assert "1.5 of 6 points, 1 of 4 answered" in page.text("#exercise-doubling .scoreline")
    page.wait("document.querySelector('[data-row=doubling]').children[1].textContent === '1.5 of 6'")


def test_ones_own_numbers(page: Page, course: Course) -> None:
    """A name chooses the numbers that the engine gives it, and the right answer to these is right."""
    page.go("exercise-doubling")
    page.run("who.value = 'Zoe Q'; who.dispatchEvent(new Event('input'))")
    exercise = course.exercise("doubling")
    questions = read_questions(course.stub(exercise).read_text(encoding="utf-8"), Path("doubling.yaml"))
    start = next(one for one in questions if one.id == "times").drawn("Zoe Q")["start"]
    page.wait("document.querySelector('[data-item=times] [data-number]').textContent === arguments[0]", f"{start:g}")
    form = page.browser.find_element("css selector", "[data-item=times]")
    form.find_element("css selector", ".numeric").send_keys(f"{4 * start:g}", "\ue007")
    assert "Right." in form.text
    assert "student: Zoe Q" in text_of(page, "doubling")


def test_a_sheet_from_elsewhere_is_read_back(page: Page, course: Course) -> None:
    """What the terminal wrote stands in the controls; what they cannot show stays the text that it is."""
    exercise = course.exercise("doubling")
    solved = QUIZ.solved(course, exercise, "Ada")
    page.run("cards.find((card) => card.exercise.id === 'doubling').put(arguments[0])", solved)
    page.wait("document.querySelector('[data-item=sign] input[value=b]').checked")
    assert page.run("return document.querySelector('[data-item=word] .blank').value") == "half"
    assert text_of(page, "doubling") == solved
    strange = solved.replace("answer: b ", "answer: q ")
    page.run("cards.find((card) => card.exercise.id === 'doubling').put(arguments[0])", strange)
    page.wait("!document.querySelector('#exercise-doubling .editor').hidden")
    assert text_of(page, "doubling") == strange
    assert "kept as the text that it is" in page.text("#exercise-doubling .said")
    page.run("window.confirm = () => true; document.querySelector('#exercise-doubling .again').click()")
    assert page.run("return document.querySelector('#exercise-doubling .editor').hidden")


def test_a_form_by_its_fields(page: Page) -> None:
    """A field a place of the file; a list may be typed with commas; the check of the page passes it."""
    page.go("exercise-card")
    name, likes = page.browser.find_elements("css selector", "#exercise-card [data-field]")
    name.send_keys("Ada: the first")
    likes.send_keys("engines, poetry")
    assert text_of(page, "card") == "# A card about yourself.\nname: 'Ada: the first'\nlikes: [engines, poetry]\n"
    assert "5 of 5 points" in page.check("card")
    page.go("exercise-card")
    assert page.run("return document.querySelectorAll('#exercise-card [data-field]')[1].value") == "engines, poetry"


def test_a_written_answer(page: Page, course: Course) -> None:
    """The question stands above, words are counted, and the file holds the answer below its line."""
    page.go("exercise-why")
    area = page.browser.find_element("css selector", "#exercise-why textarea")
    assert area.get_attribute("value") == ""
    area.send_keys("It doubles too, for each part of the sum does.")
    assert "10 words; at most 250." in page.text("#exercise-why .count")
    stub = course.stub(course.exercise("why")).read_text(encoding="utf-8")
    assert text_of(page, "why") == stub.rstrip() + "\nIt doubles too, for each part of the sum does.\n"
    assert "Two sentences are enough" in page.text("#exercise-why")


def test_code_of_a_course_that_leans_on_numpy(page: Page, course: Course) -> None:
    """The rest of the course works in the page as well: the references earn everything, hidden checks included."""
    for exercise in exercises_of(load_course(TRUSTING), "code"):
        page.go(f"exercise-{exercise.id}")
        assert "Done." in page.check(exercise.id, course.solution(exercise).read_text(encoding="utf-8"))


def programs(course: Course, exercise: str) -> dict[str, str]:
    """The reference and the first mistakes of an exercise, by name."""
    row = course.exercise(exercise)
    mistakes = {path.stem: composed(course, row, path) for path in course.mistakes(row)[:3]}
    return {"reference": course.solution(row).read_text(encoding="utf-8")} | mistakes


def judged_alike(page: Page, course: Course, exercise: str, tmp_path: Path) -> dict[str, float]:
    """Name of a program -> its points, the same in the page and by this Python, message for message."""
    desk = Desk(str(shutil.copytree(course.root, tmp_path / "here")), lambda *told: None)
    points = {}
    for name, text in programs(course, exercise).items():
        here = json.loads(desk.check(exercise, text))
        assert page.graded(exercise, text) == {"result": here}, name
        points[name] = here["check"]["exercises"][0]["score"]
    return points


def test_files_that_an_exercise_reads(page: Page, course: Course, tmp_path: Path) -> None:
    """Both files lie beside the student's own in the page too, with the same bytes."""
    points = judged_alike(page, course, "rooms", tmp_path)
    assert points["reference"] == 10
    assert min(points.values()) < 10
    missing = "def rows():\n    return open('garden.csv').read()\n"
    assert "garden.csv" in page.go("exercise-rooms").check("rooms", missing)


def test_a_class(page: Page, course: Course, tmp_path: Path) -> None:
    """An exercise whose checks hold an object of the student's class."""
    points = judged_alike(page, course, "linear_model", tmp_path)
    assert points.pop("reference") == 14
    assert max(points.values()) < 14


@pytest.mark.parametrize(
    ("exercise", "library"), [("houses", "pandas"), pytest.param("picture", "matplotlib", marks=pytest.mark.whole)]
)
def test_a_library_that_the_page_has_not(page: Page, exercise: str, library: str) -> None:
    """One sentence says so beside the exercise; it cannot be checked there, and its text is kept and handed in."""
    page.go(f"exercise-{exercise}")
    card = page.browser.find_element("css selector", f"#exercise-{exercise}")
    (note,) = card.find_elements("css selector", ".note")
    assert note.text.startswith(f"To check this takes {library}, which the Python of this page has not.")
    assert page.run("return arguments[0].querySelector('.check').disabled", card)
    page.type(exercise, "x = 1\n")
    page.run("cards.find((one) => one.exercise.id === arguments[0]).check()", exercise)
    assert page.run("return arguments[0].querySelector('.result').childElementCount", card) == 0
    assert page.run(KEPT, exercise) == "x = 1\n"
    assert "Done." in page.check("line", (REGRESSION / "solutions" / "line.py").read_text(encoding="utf-8"))
