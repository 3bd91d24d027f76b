"""axe-core in an open page: what it finds wrong, as lines; skipped, with the reason, where it is not there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

CACHED = Path.home() / ".cache" / "autograder" / "axe" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """
    const done = arguments[1];
    const where = (one) => one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ");
    axe.run(document, { runOnly: arguments[0], resultTypes: ["violations"], preload: false })
      .then(({ violations }) => done(violations.map((one) => `${one.id}: ${where(one)} (${one.help})`)));
"""
"""What would be loaded before is sound and film, which no page of ours has, and styles for a rule that is not asked."""


def axe_source() -> str:
    """The script that scripts/fetch_axe.py fetches."""
    place = Path(os.environ.get("AUTOGRADER_AXE") or CACHED)
    if not place.is_file():
        pytest.skip(f"axe-core is not at {place}: python scripts/fetch_axe.py")
    return place.read_text(encoding="utf-8")


def found_by_axe(browser: Any, source: str) -> list[str]:
    """A line a rule that the open page breaks."""
    if not browser.execute_script("return window.axe !== undefined"):
        browser.execute_cdp_cmd("Runtime.evaluate", {"expression": source})  # past the page's own policy on scripts
    return list(browser.execute_async_script(RUN, list(RULES)))


def look(browser: Any, *, width: int, dark: bool) -> None:
    """Sets the width, by day or by night."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


LOOKS = [
    (1280, False),
    (360, True),
    pytest.param(1280, True, marks=pytest.mark.whole),
    pytest.param(360, False, marks=pytest.mark.whole),
]
"""Wide by day and on a phone by night: each width and each set of colours once. With --whole, each with each."""
