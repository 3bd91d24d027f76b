"""A browser that lacks something, a storage that keeps nothing, files of elsewhere: one sentence each, nothing lost."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.website.build import build
from autograder.website.distribution import Distribution
from tests.autograder.conftest import MEASURING
from tests.autograder.website.conftest import WAIT, Page, Serve, Visit

pytestmark = pytest.mark.whole  # beside the main way, which test_in_browser.py goes

NO_WEBASSEMBLY = "delete window.WebAssembly;"
NO_WORKERS = "delete window.Worker;"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
)
MINE = "def median(values):\n    return 'mine'\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, no_python: Distribution, serve: Serve, visit: Visit) -> Page:
    """The tiny course; nothing here needs its Python."""
    folder = tmp_path_factory.mktemp("bad")
    build(load_course(MEASURING), folder / "site", no_python)
    return visit(serve(folder / "site"))


@contextmanager
def lacking(page: Page, script: str) -> Iterator[Page]:
    """The page, opened in a browser in which this ran first."""
    made = page.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    try:
        yield page.open()
    finally:
        page.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


@pytest.fixture
def take_in(page: Page, tmp_path: Path) -> Callable[[str, bytes], str]:
    """Takes in a file and gives what the page says of it."""

    def take(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        page.run("window.confirm = () => true; document.getElementById('hand-in-said').textContent = ''")
        page.browser.find_element("css selector", "#import").send_keys(str(tmp_path / name))
        page.wait("document.getElementById('hand-in-said').textContent")
        return page.text("#hand-in-said")

    return take


def zip_of(folder: Path, name: str, comment: str, **files: str) -> bytes:
    """A zip with this comment."""
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.comment = comment.encode()
        for file, text in files.items():
            archive.writestr(f"Ada/{file}.py", text)
    return (folder / name).read_bytes()


def notices(page: Page) -> list[str]:
    """What the page says at its top."""
    return list(page.run("return [...notices.children].map((one) => one.firstChild.textContent)"))


@pytest.mark.parametrize(("script", "word"), [(NO_WEBASSEMBLY, "WebAssembly"), (NO_WORKERS, "workers")])
def test_a_browser_that_cannot_check(page: Page, tmp_path: Path, script: str, word: str) -> None:
    """It says so in one sentence; what is written is kept and can be handed in."""
    with lacking(page, script):
        (said,) = notices(page)
        assert word in said
        assert said.count(". ") == 0
        assert page.run("return document.querySelector('#exercise-median .check').disabled")
        page.type("median", MINE)
        page.open()
        assert page.run("return document.querySelector('#exercise-median textarea').value") == MINE
        settings = {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": True}
        page.browser.execute_cdp_cmd("Browser.setDownloadBehavior", settings)
        page.run("who.value = 'Ada'; document.getElementById('download').click()")
        made = tmp_path / "measuring-Ada.zip"
        end = time.monotonic() + WAIT
        while not made.is_file() and time.monotonic() < end:
            time.sleep(0.05)
        assert zipfile.ZipFile(made).read("Ada/median.py").decode() == MINE


@pytest.mark.parametrize("script", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_a_storage_that_keeps_nothing(page: Page, script: str) -> None:
    """It is said once; the text stays on the page and goes into the zip."""
    with lacking(page, script):
        page.type("median", MINE)
        page.type("median", MINE + "# more\n")
        (said,) = [one for one in notices(page) if "keeps nothing" in one]
        assert "download your work before you close it" in said
        assert page.run("return cards[0].editor.text") == MINE + "# more\n"


def test_a_text_of_an_older_course(page: Page) -> None:
    """What was written for a stub that has changed since stays, and the page says that it changed."""
    page.open().run("store.set('text/median', { text: arguments[0], stub: 'def median():' })", MINE)
    page.open()
    assert page.run("return document.querySelector('#exercise-median textarea').value") == MINE
    assert "This exercise has changed since you wrote this. Your text is kept" in page.run(
        "return document.querySelector('#exercise-median .said').textContent"
    )


def test_files_of_elsewhere(page: Page, take_in: Callable[[str, bytes], str], tmp_path: Path) -> None:
    """A zip or a saved progress of another course, and what is neither, change nothing and say why."""
    page.open("hand-in")
    page.type("median", MINE)
    other = zip_of(tmp_path, "made.zip", "autograder attention", median="other")
    empty = zip_of(tmp_path, "made.zip", "", softmax="other")
    progress = {"course": "attention", "kept": {"text/median": {"text": "other", "stub": ""}}}
    said = {
        "other.zip": (other, "other.zip is of another course (attention); nothing was changed."),
        "empty.zip": (empty, "empty.zip holds no file of this course; nothing was changed."),
        "broken.zip": (b"PK no zip", "broken.zip could not be read (this is no zip); nothing was changed."),
        "cut.zip": (other[:60] + other[-40:], "cut.zip could not be read"),
        "other.json": (json.dumps(progress).encode(), "other.json is of another course; nothing was changed."),
        "null.json": (b"null", "null.json is of another course; nothing was changed."),
        "odd.json": (b'{"course": "measuring", "kept": 3}', "odd.json holds no progress; nothing was changed."),
        "text.json": (b"no json", "text.json could not be read"),
    }
    for name, (content, sentence) in said.items():
        assert take_in(name, content).startswith(sentence), name
        assert page.run("return cards[0].editor.text") == MINE, name
    older = zip_of(tmp_path, "made.zip", "autograder measuring", median="other", mode="gone")
    assert take_in("older.zip", older) == (
        "Took in 1 file: median.py. Not of this course as it is now, and left out: mode.py."
    )
    assert page.run("return cards[0].editor.text") == "other"
    damaged = {"course": "measuring", "kept": {"text/median": 7, "points/median": None, "who": ["x"], "else": 1}}
    take_in("damaged.json", json.dumps(damaged).encode())
    assert page.run("return typeof cards[0].editor.text") == "string"
    page.open()
    assert "of " in page.text("#progress")
