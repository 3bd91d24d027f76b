"""One headless Chromium for all page tests; they are skipped, with the reason, where there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

WILL_BE_SENT = "Network.requestWillBeSent"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real browser that logs its console and every request."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("chromium and chromedriver are not on PATH")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    window = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield window
    window.quit()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page's text at a width and colour scheme; afterwards no console line and no request may be there."""
    opened: list[str] = []

    def open_it(html: str, *, width: int = 1200, dark: bool = False) -> Any:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get("about:blank")  # the page before, such as a desk's that still asks, has no more to say
        browser.get_log("browser")
        browser.get_log("performance")
        browser.get(path.as_uri())
        opened.append(path.as_uri())
        return browser

    yield open_it
    if not opened:  # a test that skips: what the browser's log has is of the pages before
        return
    assert browser.get_log("browser") == []
    requests = {url for url in requested(browser) if not url.startswith("data:")}
    assert requests <= set(opened)


def requested(browser: Any) -> list[str]:
    """The addresses that the page asked for; those of the browser's own first page are not meant."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [message["params"]["request"]["url"] for message in messages if message["method"] == WILL_BE_SENT]
    return [url for url in sent if not url.startswith("chrome://")]
