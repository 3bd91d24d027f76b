"""The course as a page: what a first visit transfers, and how long reader and student wait. In a real Chromium.

Usage: python benchmarks/site.py [--pyodide FOLDER]. Bytes are those of each file that a visit loads, after gzip. Times
are seconds by the clock, so the machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from autograder.course.manifest import load_course
from autograder.course.variants import composed
from autograder.website.build import build
from autograder.website.distribution import distribution
from autograder.website.serve import address, server

ROOT = Path(__file__).parents[1]
PYODIDE = Path.home() / ".cache" / "autograder" / "pyodide"
LATER = 15
NOT_LOADED = ("sw.js", "site.json")


def transfer(site: Path) -> dict[str, int]:
    """File -> bytes after gzip, of everything that a first visit loads."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name not in NOT_LOADED)
    return {path.relative_to(site).as_posix(): len(gzip.compress(path.read_bytes(), 9)) for path in files}


def times(site: Path) -> dict[str, float]:
    """Seconds: first text, Python ready, first check of an exercise, median and worst of later ones."""
    course = load_course(ROOT, require_stubs=False)
    exercise = course.exercise("softmax")
    texts = [composed(course, exercise, path) for path in course.mistakes(exercise)[:LATER]]
    running = server(site)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    browser = chromium()
    try:
        begun = time.perf_counter()
        browser.get(address(running))
        painted = browser.execute_script(
            "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"
        )
        browser.set_script_timeout(300)
        browser.execute_async_script("const done = arguments[0]; python.start().then(() => done())")
        ready = time.perf_counter() - begun
        first, *later = [checked(browser, text) for text in texts]
    finally:
        browser.quit()
        running.shutdown()
        running.server_close()
    return {
        "first text": painted / 1000,
        "Python ready": ready,
        "first check": first,
        "later check, median": statistics.median(later),
        "later check, worst": max(later),
    }


def checked(browser: Any, text: str) -> float:
    """Seconds from the click to the answer."""
    script = (
        "const done = arguments[1]; const begun = performance.now();"
        "python.check(exercises.get('softmax'), arguments[0]).then(() => done(performance.now() - begun));"
    )
    return float(browser.execute_async_script(script, text)) / 1000


def chromium() -> Any:
    """A headless one with an empty profile."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tempfile.mkdtemp()}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def main() -> None:
    """Prints one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyodide", default=str(PYODIDE))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        build(load_course(ROOT, require_stubs=False), site, distribution(given.pyodide))
        sizes = transfer(site)
        largest = sorted(sizes.items(), key=lambda pair: -pair[1])[:5]
        figures = {"megabytes": round(sum(sizes.values()) / 1e6, 2), "largest": dict(largest)}
        print(json.dumps(figures | {name: round(value, 3) for name, value in times(site).items()}, indent=1))


if __name__ == "__main__":
    main()
