"""The desk in a real Chromium: the keyboard alone, two windows, a foreign page, a kill in the middle."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.review_table import read_reviews
from tests.autograder.pages.axe import axe_source, found_by_axe

PATIENCE = 60.0
WIDTHS = (1280, 390)


@contextlib.contextmanager
def serving(small: Any, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`autograder mark` in a process of its own; yields the address with its token."""
    command = [sys.executable, "-m", "autograder.cli", "mark", str(small.out), "--no-open"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, "--course", str(small.course.root), *more], stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert process.stdout is not None
        found = next(address for line in process.stdout if (address := re.search(r"http://\S+", line)))
        yield found[0], process
    finally:
        process.kill()
        process.communicate()


def until(said: Callable[[], Any], what: str) -> Any:
    """Waits until something is so, on a machine however slow."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(Exception):
            if value := said():
                return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not so after {PATIENCE:g} s: {what}")
        time.sleep(0.05)


class Window:
    """A browser on the desk, used by its keys."""

    def __init__(self, driver: Any, address: str) -> None:
        self.driver = driver
        driver.get(address)
        until(lambda: self.text("far"), "the page has loaded")

    def text(self, name: str) -> str:
        return str(self.driver.find_element("id", name).text)

    def press(self, *keys: str) -> None:
        """Keys go to whatever has the focus."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def wait(self, name: str, text: str) -> None:
        until(lambda: text in self.text(name), f"{name} says {text!r}")

    def student(self) -> str:
        found = self.driver.find_element("css selector", "#whose .name")
        return str(found.get_attribute("textContent")).strip()


def keep(driver: Any, name: str) -> None:
    """A picture for a person to look at, where a folder for it was named."""
    if folder := os.environ.get("AUTOGRADER_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(Path(folder) / f"{name}.png"))


def marks(small: Any) -> dict[str, str]:
    return {row.student: row.mark for row, _ in read_reviews(small.out / "reviews.csv") if row.mark}


def test_three_answers_by_keyboard_and_a_kill(small: Any, browser: Any) -> None:
    """Three marks by keys alone stand after a reload and after kill -9; undo reaches back over the kill."""
    browser.set_window_size(1280, 900)
    with serving(small) as (address, process):
        window = Window(browser, address)
        assert "token" not in browser.current_url
        first = window.student()
        window.press("c", "Well said.", "\ue007")
        window.press("\ue007")
        window.wait("far", "1 of 7")
        window.press("p", "2.5", "\ue007")
        window.wait("far", "2 of 7")
        before = window.student()
        window.press("1")
        window.press("m", "1")
        window.press("r")
        window.press("1")
        window.press("a")
        window.wait("far", "3 of 7")
        assert set(marks(small)) >= {first, before}
        assert list(marks(small).values()).count("2.5") == 1
        browser.refresh()
        window.wait("far", "3 of 7")
        process.send_signal(signal.SIGKILL)
        process.wait()
        window.press("a")
        window.wait("said", "The desk does not answer")
    saved = marks(small)
    assert len(saved) == 3
    with serving(small) as (address, _):
        window = Window(browser, address)
        window.wait("far", "3 of 7")
        window.press("u")
        window.wait("far", "2 of 7")
        assert window.student() == before
    assert marks(small) == {student: mark for student, mark in saved.items() if student != before}


def test_the_same_for_these_and_two_windows(small: Any, browser: Any) -> None:
    """`g` marks like answers in one go; a second window shows it without being asked to."""
    with serving(small) as (address, _):
        window = Window(browser, address)
        one = browser.current_window_handle
        browser.switch_to.new_window("window")
        other = Window(browser, address)
        two = browser.current_window_handle
        browser.switch_to.window(one)
        for _ in range(7):
            if window.student() in ("ada", "ben", "cem"):
                break
            now = window.student()
            window.press("j")
            until(lambda now=now: window.student() != now, "the next answer is shown")
        window.press("g")
        window.wait("said", "The same for these 3.")
        window.press("\ue007")
        window.wait("far", "3 of 7")
        assert set(marks(small)) == {"ada", "ben", "cem"}
        browser.switch_to.window(two)
        other.wait("far", "3 of 7")
        browser.close()
        browser.switch_to.window(one)


def test_a_sheet_is_skimmed_with_one_key(make_class: Callable[..., Any], browser: Any) -> None:
    """`s` shows answers for which the same is proposed; what is unticked waits, and a change is for the one alone."""
    words = [f"{first}{second}" for first in ("red", "blue", "gold", "teal", "rust") for second in "ABCDEFGHIJKL"]
    texts = {word: f"Half of the values lie there, says {word} {place}." for place, word in enumerate(words * 2)}
    texts |= {f"{word}2": f"{word.upper()} wrote this: half of all values, {text[-6:]}" for word, text in texts.items()}
    made = make_class(texts)
    desk = made.desk()
    for word in words:
        desk.mark("why_sort", [word], frozenset({"middle"}))
    desk.learn("why_sort")
    waiting = len(made.desk().sheaves("why_sort")[0])
    assert waiting == len(words)
    with serving(made) as (address, _):
        window = Window(browser, address)
        assert f"{waiting} answers stand on 5 sheets" in window.text("skim-count")
        window.press("s")
        window.wait("like-title", "11 answers for which the same is proposed: 6 of 10")
        keep(browser, "desk-skim")
        browser.find_element("css selector", "#like input").click()
        left = browser.find_element("css selector", "#like .name").get_attribute("textContent").strip()
        window.press("\ue007")
        window.wait("far", f"{len(words) + 11} of {len(texts)}")
        assert set(marks(made).values()) == {"6"}
        assert left not in marks(made)
        window.press("2", "\ue007")
        window.wait("far", f"{len(words) + 12} of {len(texts)}")
        assert "10" in marks(made).values()
        window.press("s")
        window.wait("said", "One by one.")
        assert made.desk().risk("why_sort").changed == 1


def test_one_key_says_whether_it_is_there(small: Any, browser: Any) -> None:
    """Each concept and each misconception has a key, which stands beside it: pressed again it is as before."""
    with serving(small) as (address, _):
        window = Window(browser, address)
        rows = browser.find_elements("css selector", "#concepts button, #wrong button")
        keys = {row.get_attribute("data-id"): row.find_element("css selector", "kbd").text for row in rows}
        assert "".join(keys.values()) == "1234567890"[: len(keys)]
        assert browser.find_elements("css selector", "#wrong button")
        for name, key in keys.items():
            seen = []
            for _ in range(3):
                window.press(key)
                seen.append(browser.find_element("css selector", f"[data-id='{name}']").get_attribute("aria-pressed"))
            assert seen[0] == seen[2] != seen[1]


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.whole)])
def test_the_other_reading_on_one_key(small: Any, browser: Any, width: int) -> None:
    """`o` gives what is offered beneath the proposal, to all of a group where `g` was pressed, and undo takes it back;
    once a concept has been changed by hand there is nothing to take."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    with serving(small) as (address, _):
        window = Window(browser, address)
        while window.student() not in ("ada", "ben", "cem"):
            now = window.student()
            window.press("j")
            until(lambda now=now: window.student() != now, "the next answer is shown")
        offered = re.search(r"Other reading, (\S+) of 10; (also|without): ", window.text("other-said"))
        assert offered
        assert offered[1] != window.driver.find_element("id", "points").get_attribute("value")
        window.press("1")
        assert not browser.find_element("id", "other").is_displayed()
        window.press("o")
        window.wait("said", "There is no other reading")
        window.press("1")
        assert browser.find_element("id", "other").is_displayed()
        window.press("g", "o")
        window.wait("far", "3 of 7")
        assert marks(small) == dict.fromkeys(("ada", "ben", "cem"), offered[1])
        window.press("u")
        window.wait("far", "0 of 7")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_foreign_page_marks_nothing(small: Any, browser: Any) -> None:
    """A page from elsewhere tries a form, a fetch and a frame while the desk is open: each is refused."""
    with serving(small) as (address, _), elsewhere(address.partition("/?")[0]) as foreign:
        Window(browser, address)
        browser.get(foreign)
        until(lambda: browser.title == "tried", "the foreign page has tried")
        assert browser.execute_script("return window.seen") in ("TypeError", "opaque 0")
        browser.get(foreign + "/form")
        until(lambda: "Refused" in browser.page_source, "the desk refuses the form")
    assert marks(small) == {}


@contextlib.contextmanager
def elsewhere(desk: str) -> Iterator[str]:
    """Another site on this machine, whose pages post to the desk."""
    tries = f"""<!doctype html><title>trying</title><script>
      const body = JSON.stringify({{exercise: "why_sort", students: ["ada"], points: 10}});
      fetch("{desk}/mark", {{method: "POST", mode: "no-cors", credentials: "include", body}})
        .then(() => fetch("{desk}/state", {{credentials: "include"}}))
        .then(answer => {{ window.seen = answer.type + " " + answer.status; }})
        .catch(error => {{ window.seen = error.name; }})
        .then(() => {{ document.title = "tried"; }});
    </script>"""
    form = f"""<!doctype html><form method="post" enctype="text/plain" action="{desk}/mark">
      <input name='{{"exercise": "why_sort", "students": ["ada"], "points": 10, "x": "' value='"}}'></form>
      <script>document.forms[0].submit()</script>"""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write((form if self.path == "/form" else tries).encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.whole)])
def test_it_fits_the_screen(small: Any, browser: Any, scheme: str) -> None:
    """At both widths nothing is wider than the window, and every control has a name and a focus that shows."""
    with serving(small) as (address, _):
        browser.get("about:blank")
        browser.get_log("browser")  # what earlier pages have said
        for width in WIDTHS:
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            window = Window(browser, address)
            wide = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
            keep(browser, f"desk_{width}_{scheme}")
            assert wide <= 0
            window.press("\ue004")
            outline = browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"
            window.press("?")
            until(lambda: browser.find_element("id", "help").is_displayed(), "the keys are shown")
            keep(browser, f"desk_help_{width}_{scheme}")
            unnamed = browser.execute_script(
                "return [...document.querySelectorAll('button, input, select')].filter(one =>"
                " !(one.textContent.trim() || one.getAttribute('aria-label') || (one.labels && one.labels.length)))"
                ".map(one => one.outerHTML)"
            )
            assert unnamed == []
            severe = [line for line in browser.get_log("browser") if line["level"] == "SEVERE"]
            assert [line for line in severe if "favicon" not in line["message"]] == []
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.whole), "dark"])
def test_axe_finds_nothing(small: Any, browser: Any, scheme: str) -> None:
    """At both widths, with an answer open, with the keys shown, and while points are written by hand."""
    source = axe_source()
    with serving(small) as (address, _):
        for width in WIDTHS:
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            window = Window(browser, address)
            found = {"an answer": found_by_axe(browser, source)}
            for state, keys in (("the keys", "?"), ("points", "\ue00cp")):
                window.press(*keys)
                found[state] = found_by_axe(browser, source)
            assert {state: lines for state, lines in found.items() if lines} == {}, width
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
