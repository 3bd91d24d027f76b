"""axe finds nothing on the report, the students' pages and the page of similar pairs, in every look."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from tests.autograder.pages.axe import LOOKS, axe_source, found_by_axe

ROOT = Path(__file__).parents[3]
STUDENTS = 4
"""The fourth is Daniel Kim."""
EXERCISES = ("softmax", "scores", "why_softmax", "quiz", "evidence_card")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Name -> text of each kind of page: of some of the sample class, one of whom is copied, and of an empty folder."""
    pytest.importorskip("jinja2")
    folder = tmp_path_factory.mktemp("axe")
    work, out = folder / "class", folder / "out"
    for one in sorted((ROOT / "tests" / "class").iterdir())[:STUDENTS]:
        shutil.copytree(one, work / one.name)
    shutil.copytree(work / "amara_okafor", work / "copy")
    (work / "nobody").mkdir()
    words = ["grade", str(work), "--out", str(out), "--isolation", "none", "--late", str(folder / "late.csv")]
    (folder / "late.csv").write_text("student,days\namara_okafor,2\n", encoding="utf-8")
    only = [word for name in EXERCISES for word in ("--only", name)]
    for line in (
        [*words, *only],
        ["report", str(out)],
        ["similar", str(work), "--out", str(folder / "similar.html")],
    ):
        done = CliRunner().invoke(app, [*line, "--course", str(ROOT)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    made = {"report": out / "report.html", "similar": folder / "similar.html"}
    made |= {name: out / "students" / f"{name}.html" for name in ("amara_okafor", "daniel_kim", "nobody")}
    return {name: path.read_text(encoding="utf-8") for name, path in made.items()}


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_no_page_breaks_a_rule(
    pages: dict[str, str], open_page: Any, width: int, dark: bool, pytestconfig: pytest.Config
) -> None:
    """Everything unfolded: no rule is broken, and no page is wider than the screen.

    A student's page is held against the rules in one of the looks, with --whole in each.
    """
    source = axe_source()
    found = {}
    for place, (name, html) in enumerate(pages.items()):
        page = open_page(html, width=width, dark=dark)
        page.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
        other = name not in ("report", "similar") and place % 2 == dark and not pytestconfig.getoption("--whole")
        if not other and (lines := found_by_axe(page, source)):
            found[name] = lines
        if page.execute_script("return document.documentElement.scrollWidth") > width:
            found[f"{name}, its width"] = [str(width)]
    assert found == {}
