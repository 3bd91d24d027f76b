"""A built and served site in a real Chromium; skipped, with the reason, where the test distribution is not there."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.course.manifest import load_course
from autograder.website.build import build
from autograder.website.distribution import CORE, VERSION, Distribution, distribution
from autograder.website.serve import address, server
from tests.autograder.conftest import MEASURING, with_quiz
from tests.autograder.pages.conftest import browser  # noqa: F401

Serve = Callable[[Path], str]
Visit = Callable[[str], "Page"]
REPOSITORY = Path(__file__).parents[3]
TRUSTING = REPOSITORY / "tests" / "courses" / "trusting"
DOUBLING = "# Doubling\n\nTwice as far, on the same side.\n\n{question doubling.sign}\n\nAnd on.\n"
"""A page of a lesson that asks a question of TRUSTING."""
MEMORY = "Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => %d, configurable: true });"
SMALL, LARGE = MEMORY % 2, MEMORY % 8
"""What a machine says of itself: with little memory a page has one Python, else a spare one, too, which costs as much.
Pages are opened on a small one."""
WAIT = 100
"""Seconds after which a test gives up; nothing is measured by it."""


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """The folder of Pyodide that scripts/fetch_browser_python.py fills."""
    default = Path.home() / ".cache" / "autograder" / "pyodide"
    folder = Path(os.environ.get("AUTOGRADER_PYODIDE") or default)
    wheels = list(folder.glob("numpy-*.whl"))
    if not wheels or not all((folder / name).is_file() for name in CORE):
        pytest.skip(f"Pyodide {VERSION} with NumPy is not in {folder}: python scripts/fetch_browser_python.py")
    return folder


@pytest.fixture(scope="session")
def no_python() -> Distribution:
    """What a site is built with whose Python is not started."""
    return Distribution("pyodide/", ())


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves a folder and gives its address."""
    running = []

    def start(folder: Path) -> str:
        made = server(folder)
        threading.Thread(target=made.serve_forever, daemon=True).start()
        running.append(made)
        return address(made)

    yield start
    for one in running:
        one.shutdown()
        one.server_close()


@dataclass
class Page:
    """The site as a reader has it before them."""

    browser: Any
    address: str

    def open(self, place: str = "") -> Page:
        self.browser.get("about:blank")
        self.browser.get(f"{self.address}#{place}")
        self.wait("document.getElementById('progress')?.textContent")
        return self

    def go(self, place: str) -> Page:
        """Another place of the page that is open; its Python goes on."""
        self.run("location.hash = ''; location.hash = arguments[0]; show()", place)
        return self

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: Any) -> Any:
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            found = self.run(f"return {script}", *arguments)
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"never true: {script}; the page says: {self.text('body')[-1500:]}")

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).innerText", selector))

    def type(self, exercise: str, text: str) -> None:
        """Puts a text into an editor as typing would."""
        script = (
            "const area = document.querySelector(`#exercise-${arguments[0]} textarea`);"
            "area.value = arguments[1]; area.dispatchEvent(new Event('input'));"
        )
        self.run(script, exercise, text)

    def check(self, exercise: str, text: str | None = None) -> str:
        """Checks what stands there, or `text`, and gives what the page says of it."""
        if text is not None:
            self.type(exercise, text)
        self.run("document.querySelector(`#exercise-${arguments[0]} .result`).replaceChildren()", exercise)
        self.run("document.querySelector(`#exercise-${arguments[0]} .check`).click()", exercise)
        self.wait("document.querySelector(`#exercise-${arguments[0]} .result`).childElementCount > 0", exercise)
        return self.text(f"#exercise-{exercise} .result")

    def graded(self, exercise: str, text: str) -> Any:
        """What Python in the page answers, as data."""
        script = (
            "const done = arguments[2]; const one = settings.exercises.find((x) => x.id === arguments[0]);"
            "python.check(one, arguments[1]).then((outcome) => done(JSON.stringify(outcome)));"
        )
        return json.loads(self.browser.execute_async_script(script, exercise, text))


def text_of(page: Page, exercise: str) -> str:
    """What would be handed in."""
    return str(page.run("return cards.find((card) => card.exercise.id === arguments[0]).editor.text", exercise))


@pytest.fixture(scope="session")
def visit(browser: Any) -> Visit:  # noqa: F811
    """Opens an address, with nothing kept from before, on a small machine."""
    browser.set_script_timeout(WAIT)
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SMALL})

    def open_it(where: str) -> Page:
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        browser.execute_cdp_cmd(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
        )
        return Page(browser, where).open()

    return open_it


@pytest.fixture(scope="session")
def attention(
    pyodide: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Serve,
    visit: Visit,
    browser: Any,  # noqa: F811
) -> Callable[[], Page]:
    """Shows the repository's own course for self-study. Where it is open it is not opened again: its Python goes on."""
    out = tmp_path_factory.mktemp("self-study") / "site"
    build(load_course(REPOSITORY, require_stubs=False), out, distribution(str(pyodide)), self_study=True)
    where = serve(out)
    return lambda: Page(browser, where) if browser.current_url.startswith(where) else visit(where)


def with_lesson(course: Path, folder: Path, pages: Mapping[str, str]) -> Path:
    """A copy of a course with a lesson of these pages; gives its folder."""
    shutil.copytree(course, folder)
    (folder / "lesson" / "pages").mkdir(parents=True)
    for name, text in pages.items():
        (folder / "lesson" / "pages" / f"{name}.md").write_text(text)
    return folder


@pytest.fixture(scope="session")
def quiz_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with a quiz, not to be changed."""
    folder = shutil.copytree(MEASURING, tmp_path_factory.mktemp("quizzing") / "measuring")
    return with_quiz(folder)


@pytest.fixture(scope="session")
def measuring_site(pyodide: Path, quiz_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with a quiz, as students get it."""
    out = tmp_path_factory.mktemp("measuring") / "site"
    build(load_course(quiz_course), out, distribution(str(pyodide)))
    return out
