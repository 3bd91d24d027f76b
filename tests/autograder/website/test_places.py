"""Where a page is met in a way that nobody plans: two tabs, a newer version, a private window, the way back, paper."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course.manifest import load_course
from autograder.website import serve as serving
from autograder.website.build import build
from autograder.website.distribution import Distribution
from tests.autograder.website.conftest import Page, Serve, Visit, with_lesson

pytestmark = pytest.mark.whole  # beside the main way, which test_in_browser.py goes

AREA = "#exercise-median textarea"
VALUE = f"return document.querySelector('{AREA}').value"
NO_SERVICE_WORKER = "delete Navigator.prototype.serviceWorker;"


@pytest.fixture(scope="module")
def page(
    tmp_path_factory: pytest.TempPathFactory, no_python: Distribution, quiz_course: Path, serve: Serve, visit: Visit
) -> Page:
    """The tiny course with a quiz and a lesson of two long pages; nothing here needs its Python."""
    text = "\n\n".join(f"Line {n} of a long page." for n in range(120))
    pages = {"00-first": f"# First\n\n{text}\n", "01-second": f"# Second\n\n{text}\n"}
    folder = with_lesson(quiz_course, tmp_path_factory.mktemp("places") / "course", pages)
    build(load_course(folder), folder.parent / "site", no_python)
    return visit(serve(folder.parent / "site"))


@pytest.fixture
def other(page: Page) -> Iterator[Any]:
    """A second tab with the same course: a function that goes there and back."""
    first = page.browser.current_window_handle
    page.browser.switch_to.new_window("tab")
    second = page.browser.current_window_handle
    page.open()
    page.browser.switch_to.window(first)

    def there(do: Any) -> Any:
        page.browser.switch_to.window(second)
        try:
            return do()
        finally:
            page.browser.switch_to.window(first)

    yield there
    page.browser.switch_to.window(second)
    page.browser.close()
    page.browser.switch_to.window(first)


def test_two_tabs(page: Page, other: Any) -> None:
    """What is typed in one stands in the other, answers and name too: neither puts an older text over it."""
    page.open().type("median", "# one\n")
    other(lambda: page.wait(f"document.querySelector('{AREA}').value === '# one\\n'"))
    other(lambda: page.type("median", "# one\n# two\n"))
    page.wait(f"document.querySelector('{AREA}').value === '# one\\n# two\\n'")
    other(lambda: page.run("who.value = 'Ada'; who.dispatchEvent(new Event('input'))"))
    page.wait("who.value === 'Ada'")
    choose = "document.querySelector('#exercise-quiz input[type=radio]').click()"
    other(lambda: page.run(choose))
    page.wait("document.querySelector('#exercise-quiz input[type=radio]').checked")
    sheet = "return cards.find((card) => card.exercise.id === 'quiz').editor.text"
    assert page.run(sheet) == other(lambda: page.run(sheet))
    page.run("window.confirm = () => true; for (const card of cards) card.root.querySelector('.again').click()")
    other(lambda: page.wait("cards.every((card) => !card.written)"))


def test_the_way_back(page: Page) -> None:
    """The browser's own button leads to the page before, and to the line that was read there."""
    page.open("first")
    page.run("scrollTo(0, 700)")
    page.wait("scrollY > 300")  # the browser keeps to its line where a notice comes in above
    # Read with the click: a notice that comes in above moves the lines, and the browser goes with them.
    at = page.run("const at = scrollY; document.querySelector('#first .steps a:last-child').click(); return at")
    page.wait("!document.getElementById('second').hidden")
    assert page.run("return scrollY") == 0
    page.browser.back()
    page.wait("!document.getElementById('first').hidden")
    page.wait("Math.abs(scrollY - arguments[0]) < 150", at)
    page.browser.forward()
    page.wait("!document.getElementById('second').hidden && scrollY === 0")


def test_a_page_left_and_met_again(page: Page) -> None:
    """Another site in between and back: the same exercise, the same text."""
    page.open("exercise-median").type("median", "# mine\n")
    page.browser.get("about:blank")
    page.browser.back()
    page.wait("document.getElementById('progress')?.textContent")
    assert page.run(VALUE) == "# mine\n"
    assert page.run("return !document.getElementById('exercise-median').closest('.step').hidden")


def test_a_private_window(page: Page) -> None:
    """Where a browser keeps no service worker the page works; it says when texts are forgotten."""
    made = page.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": NO_SERVICE_WORKER})
    try:
        page.open("hand-in").type("median", "# private\n")
        page.run("return keepForLater()")
        assert page.run("return [...notices.children].filter((one) => !one.textContent.includes('Python')).length") == 0
        assert "A private window forgets them" in page.text("#hand-in")
    finally:
        page.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def test_a_newer_version(
    measuring: Path, no_python: Distribution, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is fetched past the browser's own cache, told of where it is not there yet, and there after a reload.

    What was typed stays.
    """
    monkeypatch.setattr(serving._Handler, "end_headers", kept_an_hour)
    build(load_course(measuring), tmp_path / "site", no_python)
    running = serving.server(tmp_path / "site")
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        page = visit(serving.address(running))
        page.type("median", "# mine\n")
        page.browser.execute_async_script("keepForLater().then(arguments[0])")
        page.wait("navigator.serviceWorker.controller !== null")
        manifest = measuring / "course.yaml"
        manifest.write_text(manifest.read_text().replace("The middle value", "The value in the middle"))
        build(load_course(measuring), tmp_path / "site", no_python)
        for file in (tmp_path / "site").rglob("*"):  # this server tells seconds apart, and nobody builds twice in one
            os.utime(file, (time.time() + 5, time.time() + 5))
        page.open()
        told = "document.getElementById('notices').textContent.includes('There is a newer version of this course')"
        there = "document.getElementById('title-median').textContent === 'The value in the middle'"
        # The browser may have looked for it by itself, before the page was opened or in the middle of the building.
        end = time.monotonic() + 60
        while not page.run(f"return {told} || {there}") and time.monotonic() < end:
            page.browser.execute_async_script("keepForLater().then(arguments[0])")
            time.sleep(0.2)
        assert page.run(f"return {told} || {there}")
        page.open("exercise-median")
        assert page.text("#title-median") == "The value in the middle"
        assert page.run(VALUE) == "# mine\n"
        names = page.browser.execute_async_script("caches.keys().then(arguments[0])")
        assert len([name for name in names if page.address in name]) == 1
    finally:
        running.shutdown()
        running.server_close()


def kept_an_hour(handler: Any) -> None:
    """The headers of a server that tells browsers to keep everything for an hour."""
    handler.send_header("Cache-Control", "max-age=3600")
    super(serving._Handler, handler).end_headers()


def test_on_paper(page: Page) -> None:
    """Print is dark on white in a dark browser too, without bars and buttons."""
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    page.open("exercise-median").browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"} | dark)
    try:
        style = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        assert page.run(style, "body", "color") == "rgb(28, 34, 48)"
        assert [page.run(style, place, "display") for place in (".bar", "#exercise-median .actions")] == ["none"] * 2
    finally:
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
