"""axe finds nothing on the lesson's pages, the play page and the pictures: wide and on a phone, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.course.manifest import load_course
from autograder.course.solutions import run_file
from autograder.kinds.quiz.key import read_key
from autograder.pages.lesson import read_lesson
from autograder.pages.lesson_page import lesson_files
from autograder.pages.page import render
from autograder.pages.quiz_page import render_quiz

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT, require_stubs=False)
_AXE = run_file(ROOT / "tests" / "autograder" / "pages" / "axe.py")


@pytest.fixture(scope="module")
def axe() -> str:
    """The script."""
    return str(_AXE.axe_source())


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every page that opens without a server."""
    lesson = read_lesson(COURSE)
    assert lesson is not None
    quiz = COURSE.solution(COURSE.exercise("quiz"))
    found = dict(lesson_files(COURSE, lesson))
    found["quiz"] = render_quiz(read_key(quiz.read_text(encoding="utf-8"), quiz))
    play = run_file(ROOT / "lesson" / "play.py")
    row = play.Series("softmax", [[0.7, 0.5]], [0.6, 0.4], [0.55, 0.45])
    found["play"] = str(play.render_play(play.PlayData(student=(row,))))
    pictures = run_file(ROOT / "lesson" / "pictures.py")
    example = play.read_example()
    table = pictures.alignment_picture(example.source, example.translations[0].target, example.translations[0].weights)
    card = pictures.card_picture({"source": {"source": "i see"}, "note": {"weights": [0.2, 0.8], "focus": "see"}})
    found["pictures"] = render(pictures.TEMPLATES, "pictures.html.j2", pictures=[table, card])
    return found


@pytest.mark.parametrize(("width", "dark"), _AXE.LOOKS)
def test_axe_finds_nothing(
    open_page: Any, axe: str, width: int, dark: bool, made: dict[str, str], pytestconfig: pytest.Config
) -> None:
    """No page breaks a rule, with its parts unfolded."""
    found, phone = {}, width < 500
    for place, (name, text) in enumerate(made.items()):
        # The lesson's pages are many and alike: wide by day, on a phone by night. Without --whole it is each second of
        # them, and every page has one of these looks.
        of_lesson = name.endswith(".html")
        if pytestconfig.getoption("--whole"):
            other = of_lesson and dark != phone
        else:
            other = place % 4 != 2 * phone if of_lesson else place % 2 != phone
        if other:
            continue
        page = open_page(text, width=width, dark=dark)
        page.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
        if lines := _AXE.found_by_axe(page, axe):
            found[name] = lines
    assert found == {}
