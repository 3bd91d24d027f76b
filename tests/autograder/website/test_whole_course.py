"""The whole course done in the page as a person would: wrong first, then right, closed in between, handed in."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.model import Exercise
from autograder.course.variants import composed
from autograder.kinds.registry import kind_of
from autograder.website.build import build
from autograder.website.distribution import distribution
from tests.autograder.website.conftest import REPOSITORY, WAIT, Page, Serve, Visit

pytestmark = pytest.mark.whole  # test_in_browser.py goes through a page each time, and test_whole_parity.py compares
COURSE = load_course(REPOSITORY, require_stubs=False)
NAME = "Ada Byron"
FIRST_TRIES = {
    "bottleneck": "sum_not_mean",
    "scores": "abs",
    "softmax": "plain",
    "context": "plain_mean",
    "change_query": "transposed",
    "alignment": "row_coverage",
    "attention": "no_scale",
    "self_attention": "no_scale",
    "evidence_card": "no_output",
}
"""Of the exercises that checks judge, the known mistake that is made first."""


@pytest.fixture
def page(pyodide: Path, visit: Visit, serve: Serve, tmp_path: Path) -> Page:
    """The course as students get it."""
    build(COURSE, tmp_path / "site", distribution(str(pyodide)))
    return visit(serve(tmp_path / "site"))


def test_from_the_first_page_to_the_gradebook(page: Page, tmp_path: Path) -> None:
    """Wrong and told so, then right, with a reload in between; the zip earns the same by every visible check."""
    told, typed = {}, {}
    exercises = COURSE.exercises
    for exercise in exercises:
        page.go(f"exercise-{exercise.id}")
        put(page, exercise, wrong(exercise))
        typed[exercise.id] = text_of(page, exercise)
        told[exercise.id] = page.check(exercise.id)
    assert "13 exercises done" in page.text("#progress")
    assert [
        told[name] for name in told if not told[name].startswith(("0 of ", "- of ")) and "Next:" not in told[name]
    ] == []
    code = [exercise.id for exercise in exercises if kind_of(exercise).runs_code]
    assert code
    assert all("You called" in told[name] for name in code)

    page.open()
    page.run(KEEP)
    for exercise in exercises:
        page.go(f"exercise-{exercise.id}")
        assert text_of(page, exercise) == typed[exercise.id] != COURSE.stub(exercise).read_text(encoding="utf-8")
        put(page, exercise, right(exercise))
        page.check(exercise.id)
    marked = [exercise for exercise in exercises if kind_of(exercise).by_checks]
    assert page.text("#progress") == "80 of 100 points, 13 of 13 exercises done"

    there = {one.id: page.run("return judged[arguments[0]].result", one.id)["check"]["exercises"][0] for one in marked}
    words = ["grade", str(download(page, tmp_path)), "--out", str(tmp_path / "out"), "--anyway"]
    ran = CliRunner().invoke(app, words)
    assert ran.exit_code == 0, ran.output
    (line,) = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    graded = {one["id"]: one for one in json.loads(line)["exercises"]}
    for name, result in there.items():
        assert visible(result) == visible(graded[name]), name
        assert graded[name]["score"] == graded[name]["max_score"]
    assert all(check["outcome"] == "passed" for check in graded["quiz"]["checks"])
    assert not [one.id for one in exercises if graded[one.id]["status"] in ("missing", "crashed", "not_started")]


def visible(result: dict[str, Any]) -> dict[str, tuple[str, float]]:
    """Check -> what became of it and what it earned, of the checks that a student has."""
    return {one["id"]: (one["outcome"], one["score"]) for one in result["checks"] if one["visible"]}


def wrong(exercise: Exercise) -> str:
    """A first try: a known mistake, or an answer that is not whole yet."""
    if exercise.id in FIRST_TRIES:
        (path,) = [path for path in COURSE.mistakes(exercise) if path.stem == FIRST_TRIES[exercise.id]]
        return composed(COURSE, exercise, path) if kind_of(exercise).runs_code else path.read_text(encoding="utf-8")
    stub = COURSE.stub(exercise).read_text(encoding="utf-8")
    return stub.replace("answer:  # one letter", "answer: a # one letter", 1) if "student:" in stub else stub + "Yes.\n"


def right(exercise: Exercise) -> str:
    """What somebody of this name who knows everything hands in."""
    return kind_of(exercise).solved(COURSE, exercise, NAME)


def put(page: Page, exercise: Exercise, text: str) -> None:
    """Puts a file's text where it is written: into the editor, or answer by answer into the controls."""
    if exercise.kind in ("code", "written"):
        page.type(exercise.id, text.partition("-->\n")[2] if exercise.kind == "written" else text)
        return
    data = yaml.safe_load(text)
    rows = data.get("questions") if exercise.kind == "quiz" else None
    page.run("who.value = arguments[0]; who.dispatchEvent(new Event('input'))", data.get("student") or "")
    answers = {row["id"]: row["answer"] for row in rows if row["answer"]} if rows else flat(data)
    page.run(FILL, exercise.id, {name: as_typed(value) for name, value in answers.items()})


KEEP = """
    window.judged = {};
    const check = python.check;
    python.check = async (exercise, text) => (judged[exercise.id] = await check.call(python, exercise, text));"""
"""What Python answers to a check is kept for the test as well."""
FILL = """
    for (const [name, answer] of Object.entries(arguments[1])) {
      const form = document.querySelector(`form[data-item="${name}"]`);
      const field = form ?? document.querySelector(`#exercise-${arguments[0]} [data-field="${name}"]`);
      if (form) PUTTERS[form.dataset.kind](form, answer); else field.value = answer;
      const settled = form?.querySelector("[data-settled]");
      if (settled) settled.checked = true;
      (form?.querySelector("input, select") ?? field).dispatchEvent(new Event("input", { bubbles: true }));
    }"""


def flat(data: dict[str, Any], before: str = "") -> dict[str, Any]:
    """A form's values by their path."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        found |= flat(value, f"{before}{name}/") if isinstance(value, dict) else {before + name: value}
    return found


def as_typed(value: Any) -> Any:
    """A value as a person types it; what is chosen stays as it is."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value)
    return value if isinstance(value, str | dict) else [*value]


def text_of(page: Page, exercise: Exercise) -> str:
    """What would be handed in."""
    return str(page.run("return cards.find((card) => card.exercise.id === arguments[0]).editor.text", exercise.id))


def download(page: Page, folder: Path) -> Path:
    """The zip, by its button."""
    settings = {"behavior": "allow", "downloadPath": str(folder / "downloads"), "eventsEnabled": True}
    page.browser.execute_cdp_cmd("Browser.setDownloadBehavior", settings)
    page.go("hand-in").run("document.getElementById('download').click()")
    made = folder / "downloads" / f"{COURSE.name}-{NAME.replace(' ', '_')}.zip"
    end = time.monotonic() + WAIT
    while not made.is_file() and time.monotonic() < end:
        time.sleep(0.05)
    return made
