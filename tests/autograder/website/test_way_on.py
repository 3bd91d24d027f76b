"""The ways to the pages before and after lie free, whatever stands beside the text and however far one has scrolled."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.website.build import build
from autograder.website.distribution import Distribution
from tests.autograder.website.conftest import Page, Serve, Visit, with_lesson

COVERED = """
window.scrollTo(0, 1e6);
return [...document.querySelectorAll(".step:not([hidden]) > .steps a")].filter((link) => {
  const box = link.getBoundingClientRect(), middle = box.top + box.height / 2;
  const hit = [box.left + 3, box.left + box.width / 2, box.right - 3].map((x) => document.elementFromPoint(x, middle));
  return hit.some((found) => !link.contains(found));
}).map((link) => link.innerText);
"""
RESULT = """
document.querySelector(".step:not([hidden]) .result").append(
  ...Array.from({ length: 40 }, () => document.createElement("p")));
"""


@pytest.fixture(scope="module")
def page(
    tmp_path_factory: pytest.TempPathFactory, no_python: Distribution, quiz_course: Path, serve: Serve, visit: Visit
) -> Page:
    """A lesson whose middle pages place an exercise beside a short text and beside a long one."""
    few, many = ("\n\n".join(f"Line {n}." for n in range(count)) for count in (4, 80))
    pages = {
        "00-first": "# First\n\nHere.\n",
        "01-short": f"# Short\n\n{few}\n\n{{exercise median}}\n",
        "02-long": f"# Long\n\n{many}\n\n{{exercise trapezoid}}\n",
        "03-last": "# Last\n\nThere.\n",
    }
    folder = with_lesson(quiz_course, tmp_path_factory.mktemp("way_on") / "course", pages)
    build(load_course(folder), folder.parent / "site", no_python)
    return visit(serve(folder.parent / "site"))


@pytest.mark.parametrize(
    ("width", "height"),
    [(1280, 720), (390, 844), *(pytest.param(*size, marks=pytest.mark.whole) for size in ((1440, 900), (1280, 500)))],
)
@pytest.mark.parametrize("place", ["short", "long"])
def test_both_ways_can_be_clicked(page: Page, place: str, width: int, height: int) -> None:
    """At the end of a page nothing covers Back or Next, before a result and below a long one."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.open().go(place)
    assert len(page.run("return [...document.querySelectorAll('.step:not([hidden]) > .steps a')]")) == 2
    assert page.run(COVERED) == []
    page.run(RESULT)
    assert page.run(COVERED) == []
