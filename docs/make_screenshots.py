"""Writes docs/images/*.png: `python docs/make_screenshots.py`. Needs chromium, chromedriver, selenium, matplotlib.

The pictures of the site need the Python that scripts/fetch_browser_python.py fetches.
"""

from __future__ import annotations

import base64
import random
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from selenium import webdriver

from autograder.classroom.statistics import ClassStatistics
from autograder.course.manifest import load_course
from autograder.course.model import CheckResult, Course, ExerciseResult, Status, StudentResult, Who
from autograder.course.solutions import run_file
from autograder.course.variants import composed
from autograder.kinds.quiz.key import read_key
from autograder.pages.quiz_page import render_quiz
from autograder.pages.report import render_report, statistics_of
from autograder.website.build import build
from autograder.website.distribution import distribution
from autograder.website.serve import address, server

IMAGES = Path(__file__).parent / "images"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
ROOT = Path(__file__).resolve().parents[1]
PLAY, PICTURES = (run_file(ROOT / "lesson" / f"{name}.py") for name in ("play", "pictures"))
"""The lesson is the course's own code, run as the commands run it."""
PYODIDE = Path.home() / ".cache" / "autograder" / "pyodide"
QUIZZES = (ROOT / "solutions" / "quiz.yaml", ROOT / "tests" / "autograder" / "data" / "quiz.yaml")
"""The course's quiz and, where it has none, the small one of the tests."""
FIRST = ("Ada", "Ben", "Chen", "Dilek", "Emil", "Fatima", "Goran", "Hana", "Ivo", "Jamila", "Kofi", "Léa", "Nuria")
LAST = ("Okafor", "Silva", "Nowak", "García", "Nakamura", "Haddad", "Smith", "Ito", "Żółć", "Lindqvist", "Kowalska")


def quiz_page() -> str:
    """The page of the first quiz that there is."""
    path = next(path for path in QUIZZES if path.is_file())
    return render_quiz(read_key(path.read_text(encoding="utf-8"), path), "Test yourself")


def sample_class() -> tuple[ClassStatistics, Course]:
    """An invented class of forty, for the picture only; the exercises and what explains them are the course's own."""
    course = load_course(ROOT, with_solutions=True)
    code = [exercise for exercise in course.exercises if exercise.kind == "code"]
    folders = {one.id: sorted(ROOT.glob(f"solutions/mistakes/{one.id}/*.py")) for one in code}
    known = {name: sorted({path.name.partition(".")[0] for path in paths})[1:5] for name, paths in folders.items()}
    rng, results = random.Random(3), []
    for place in range(40):
        skill, exercises = rng.betavariate(1.8, 1.2), []
        for exercise in code:
            share = min(1.0, rng.betavariate(1 + 9 * skill, 2)) if rng.random() < 0.95 - skill / 2 else 1.0
            away = place % 17 == 5 or rng.random() > 0.55 + skill / 2
            wrong = rng.choice(known[exercise.id]) if known[exercise.id] and not away and share < 0.9 else None
            checks = (
                CheckResult("a", "The worked example comes out.", True, "passed", 1.0, 1.0),
                CheckResult("b", "Other numbers, too.", True, "failed" if wrong else "passed", share, 1.0, "", wrong),
            )
            score = 0.0 if away else round(exercise.points * share, 1)
            status: Status = "missing" if away else "graded"
            exercises.append(
                ExerciseResult(exercise.id, "code", score, exercise.points, status, "", () if away else checks)
            )
        total, most = sum(one.score for one in exercises), sum(one.max_score for one in exercises)
        name = f"{FIRST[place % len(FIRST)]} {LAST[place * 7 % len(LAST)]}"
        who = Who(name=name, id=str(7000001 + place))
        results.append(StudentResult("attention", who.id, total, most, False, "strict", tuple(exercises), who))
    return statistics_of(results), course


def shoot(window: Any, html: str, name: str, *, width: int, height: int, dark: bool = False, script: str = "") -> None:
    """One picture of a page, from its top or from where the script scrolls."""
    look(window, width, height, dark=dark)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        window.get(page.as_uri())
        take(window, name, script)


def look(window: Any, width: int, height: int, *, dark: bool = False) -> None:
    """Sets the size, by day or by night."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def take(window: Any, name: str, script: str) -> None:
    """The picture of what is open, after the script."""
    window.execute_script(script)
    window.execute_async_script("setTimeout(arguments[0], 300)")
    picture = window.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    (IMAGES / name).write_bytes(base64.b64decode(picture["data"]))


CHECKED = """
    const [text, done] = arguments;
    const card = cards.find((card) => card.exercise.id === "softmax");
    location.hash = "exercise-softmax";
    card.put(text);
    card.check().then(done);
"""
TO_RESULT = "document.querySelector('#exercise-softmax .actions').scrollIntoView()"
TO_FIGURE = """
    document.querySelector("#exercise-softmax .next button").click();
    document.querySelector("#exercise-softmax .idea").scrollIntoView();
"""
TO_QUIZ = """
    location.hash = "quiz"; show(); scrollTo(0, 0);
    const form = document.querySelector("[data-seat] form[data-kind=one]");
    form.querySelectorAll("input")[1].click();
    form.requestSubmit();
    setTimeout(() => { form.scrollIntoView(); scrollBy(0, -100); }, 100);
"""


def shoot_site(window: Any) -> None:
    """A wrong answer with its named mistake, the figure with its numbers, and the quiz, in the course's own page."""
    course = load_course(ROOT, require_stubs=False)
    exercise = course.exercise("softmax")
    (plain,) = [path for path in course.mistakes(exercise) if path.stem == "plain"]
    window.set_script_timeout(300)
    with tempfile.TemporaryDirectory() as folder:
        build(course, Path(folder) / "site", distribution(str(PYODIDE)), self_study=True)
        running = server(Path(folder) / "site")
        threading.Thread(target=running.serve_forever, daemon=True).start()
        look(window, 1280, 900)
        window.get(address(running))
        lines = composed(course, exercise, plain).splitlines(keepends=True)
        window.execute_async_script(CHECKED, "".join(line for line in lines if not line.lstrip().startswith("###")))
        take(window, "site-wrong.png", TO_RESULT)
        take(window, "site-figure.png", TO_FIGURE)
        look(window, 900, 1000)
        take(window, "site-quiz.png", TO_QUIZ)
        running.shutdown()
        running.server_close()


def main() -> None:
    """All pictures, or the report alone with the word `report`."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    window = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    IMAGES.mkdir(exist_ok=True)
    if sys.argv[1:] == ["report"]:
        shoot(window, render_report(*sample_class()), "report.png", width=1100, height=1100)
        window.quit()
        return
    series = PLAY.Series("softmax", [[0.7, 0.5, 0.3]], [0.4667, 0.3333, 0.2], [0.40175958, 0.32893292, 0.2693075])
    play = PLAY.render_play(PLAY.PlayData(student=(series,)))
    query = "const s = attentionPlay.steps[1]; s.state.query = [1.1, -0.4]; s.state.states[1] = [1.2, 1.1]; s.update();"
    to = "document.documentElement.style.scrollBehavior = 'auto'; document.getElementById('step{}').scrollIntoView();"
    try:
        shoot(window, play, "play-light.png", width=1200, height=940, script=query + to.format(2))
        shoot(window, play, "play-dark.png", width=1200, height=1200, dark=True, script=to.format(3))
        shoot(window, play, "play-phone.png", width=360, height=780, script=query + to.format(2))
        answer = (
            "document.querySelector('.option:nth-child(2) input').click(); document.querySelector('.primary').click()"
        )
        shoot(window, quiz_page(), "quiz.png", width=900, height=1100, script=answer)
        shoot(window, render_report(*sample_class()), "report.png", width=1100, height=1100)
        if PYODIDE.is_dir():
            shoot_site(window)
        else:
            print(f"{PYODIDE} is not there: no pictures of the site")
    finally:
        window.quit()
    example = PLAY.read_example()
    first = example.translations[0]
    PICTURES.draw_alignment(example.source, first.target, first.weights, IMAGES / "alignment.png")


if __name__ == "__main__":
    main()
