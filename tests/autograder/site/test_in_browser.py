"""The site in a real Chromium: what a student writes, checks, keeps and hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.autograder.conftest import MEASURING
from tests.autograder.site.conftest import Page

Visit = Callable[[str], Page]
Serve = Callable[[Path], str]
MEDIAN = (MEASURING / "solutions" / "median.py").read_text(encoding="utf-8")
HANGS = "def median(values):\n    while True:\n        try:\n            pass\n        except:\n            pass\n"
HANGS_IN_C = "def median(values):\n    return sum(range(10**14))\n"


@pytest.fixture
def page(visit: Visit, serve: Serve, measuring_site: Path) -> Page:
    """The tiny course's page in a subfolder, its Python on the way."""
    return visit(serve(measuring_site.parent) + "site/")


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


def test_loops_that_never_end(page: Page) -> None:
    """A loop in Python is stopped by the engine's clock, one in C by the page, which names the call and goes on."""
    assert "did not finish within" in page.check("median", HANGS)
    stopped = page.check("median", HANGS_IN_C)
    assert "You called median(" in stopped
    assert "the page ended it" in stopped
    assert "All checks here pass" in page.check("median", MEDIAN)


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
