"""The site in a real Chromium: what a student writes, checks, keeps and hands in."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from tests.autograder.conftest import MEASURING
from tests.autograder.website.conftest import LARGE, SMALL, WAIT, Page, Serve, Visit

MEDIAN = (MEASURING / "solutions" / "median.py").read_text(encoding="utf-8")
HANGS = "def median(values):\n    while True:\n        try:\n            pass\n        except:\n            pass\n"
HANGS_IN_C = "def median(values):\n    return sum(range(10**14))\n"


@pytest.fixture(scope="module")
def opened(visit: Visit, serve: Serve, measuring_site: Path) -> Page:
    """The tiny course's page in a subfolder, its Python on the way, for all tests here."""
    return visit(serve(measuring_site.parent) + "site/")


@pytest.fixture
def page(opened: Page) -> Iterator[Page]:
    """It as a reader finds it, online and with nothing written; what a test does to the network is undone."""
    opened.run("window.confirm = () => true; for (const card of cards) card.root.querySelector('.again').click()")
    yield opened
    online = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    opened.browser.execute_cdp_cmd("Network.emulateNetworkConditions", online)


def test_an_exercise_from_wrong_to_right(page: Page) -> None:
    """Wrong, a syntax error, right: each is told in the engine's sentences, by keyboard alone where it matters."""
    wrong = page.check("median", "def median(values):\n    return values[0]\n")
    assert "You called median(" in wrong
    assert "returned" in wrong
    assert "expected" in wrong
    assert "median.py:1: SyntaxError" in page.check("median", "def median(values:\n    return 1\n")
    assert "All checks here pass; class may add others" in page.check("median", MEDIAN)
    assert "done" in page.text('[data-row="median"]') or page.run(
        "return document.querySelector('[data-row=\"median\"]').textContent.includes('done')"
    )


def test_a_loop_that_never_ends(page: Page) -> None:
    """It is stopped by the engine's clock, though it catches everything, and not called slow as well."""
    said = page.check("median", HANGS)
    assert "did not finish within" in said
    assert "is slow" not in said


def test_what_is_said_of_a_long_program_comes_into_view(page: Page) -> None:
    """The editor fills the window; whoever has checked need not look for the answer."""
    page.run("scrollTo(0, 0); document.querySelector('#exercise-median').scrollIntoView()")
    page.check("median", "# a line\n" * 3000 + "def median(values):\n    return values[0]\n")
    box = "document.querySelector('#exercise-median .result').getBoundingClientRect()"
    page.wait(f"{box}.top >= 0 && {box}.top < innerHeight && {box}.bottom <= innerHeight + 1")


@pytest.mark.whole
def test_a_loop_in_c_that_never_ends(page: Page) -> None:
    """The page stops it, and goes on with its spare Python."""
    page.run(LARGE)
    page.check("median", MEDIAN)
    page.run("window.spare = python.spare")
    page.run(SMALL)
    stopped = page.check("median", HANGS_IN_C)
    assert "You called median(" in stopped
    assert "did not finish within" in stopped
    assert page.run("return python.spare === null && window.spare !== null && python.current === window.spare")
    assert "All checks here pass" in page.check("median", MEDIAN)


def test_a_result_says_that_the_text_has_changed_since(page: Page) -> None:
    """What is said below another text than the one that was checked, or in the list, may not hold any more."""
    page.check("median", MEDIAN)
    row = "return document.querySelector('[data-row=\"median\"]').textContent"
    page.type("median", MEDIAN + "# more\n")
    assert page.text("#exercise-median .result").startswith("You have changed the text since it was checked.")
    assert "changed since it was checked" in page.run(row)
    page.type("median", MEDIAN)
    assert "You have changed" not in page.text("#exercise-median .result")
    assert page.run(row).endswith("done")


@pytest.mark.whole
def test_a_call_that_ends_python_is_told_and_the_next_check_has_another(page: Page) -> None:
    """As in class, by its status; what is left of that Python judges nothing more."""
    ends = "import sys\n\n\ndef median(values):\n    sys.modules['os']._exit(3)\n"
    said = page.check("median", ends)
    assert "You called median(" in said
    assert "the process exited with status 3" in said
    assert "All checks here pass" in page.check("median", MEDIAN)


@pytest.mark.whole
def test_a_reload_keeps_text_and_offline_all_works(page: Page) -> None:
    """What was typed and earned is there again, with the server's network gone, and can be checked again."""
    page.check("median", MEDIAN)
    page.wait("document.documentElement.dataset.offline === 'ready'")
    page.browser.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    page.open()
    assert page.run("return document.querySelector('#exercise-median textarea').value") == MEDIAN
    assert "1 of " in page.text("#progress")
    assert "All checks here pass" in page.check("median")


def test_the_zip_is_graded_with_the_same_visible_results(page: Page, quiz_course: Path, tmp_path: Path) -> None:
    """What the page says of visible checks, `autograder grade` says of the zip; the zip can be taken in again."""
    folder = tmp_path / "downloads"
    settings = {"behavior": "allow", "downloadPath": str(folder), "eventsEnabled": True}
    page.browser.execute_cdp_cmd("Browser.setDownloadBehavior", settings)
    page.check("median", "def median(values):\n    return sorted(values)[len(values) // 2]\n")
    there = page.graded("median", "def median(values):\n    return sorted(values)[len(values) // 2]\n")
    page.run("document.getElementById('who').value = 'Ada Byron'; document.getElementById('download').click()")
    made = folder / "measuring-Ada_Byron.zip"
    end = time.monotonic() + WAIT
    while not made.is_file() and time.monotonic() < end:
        time.sleep(0.05)
    ran = CliRunner().invoke(app, ["grade", str(made), "--out", str(tmp_path / "out"), "--course", str(quiz_course)])
    assert ran.exit_code == 0, ran.output
    (line,) = (tmp_path / "out" / "results.jsonl").read_text().splitlines()
    graded = json.loads(line)
    assert graded["student"] == "Ada Byron"
    (median,) = [one for one in graded["exercises"] if one["id"] == "median"]
    in_class = {check["id"]: check["outcome"] for check in median["checks"] if check["visible"]}
    assert {one["id"]: one["outcome"] for one in there["result"]["check"]["exercises"][0]["checks"]} == in_class
    page.run("document.querySelector('#exercise-median .again')")
    page.type("median", "# something else\n")
    page.run("window.confirm = () => true")
    page.browser.find_element("id", "import").send_keys(str(made))
    page.wait("document.getElementById('hand-in-said').textContent.startsWith('Took in 1 file')")
    assert "len(values) // 2" in page.run("return document.querySelector('#exercise-median textarea').value")


def test_a_page_is_used_by_keyboard(page: Page) -> None:
    """Tab indents, Ctrl+Enter checks, Escape then Tab leaves for the button."""
    area = page.browser.find_element("css selector", "#exercise-median textarea")
    page.type("median", "")
    area.send_keys("def median(values):", "\ue007", "return 0", "\ue00c", "\ue004")
    assert area.get_attribute("value") == "def median(values):\n    return 0"
    assert page.run("return document.activeElement.className") == "primary check"
    area.send_keys("\ue009\ue007")
    page.wait("document.querySelector('#exercise-median .result').childElementCount > 0")
    assert "You called median(" in page.text("#exercise-median .result")


def test_a_file_says_how_to_get_a_page(browser: Any, measuring_site: Path) -> None:
    """Opened without a server the page reads, keeps text and says what to do."""
    browser.get((measuring_site / "index.html").as_uri())
    assert "autograder site --serve" in browser.execute_script("return document.getElementById('notices').innerText")
    assert browser.execute_script("return document.querySelector('#exercise-median .check').disabled")
