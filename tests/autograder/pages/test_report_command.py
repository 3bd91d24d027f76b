"""report as a command: what it writes, and what it says where there is nothing to show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.autograder.conftest import in_this_process as run

pytest.importorskip("jinja2", reason="pages need the instructor's packages")

ROOT = Path(__file__).parents[3]


def test_report_writes_a_page_for_the_class_and_one_a_student(tmp_path: Path) -> None:
    """Results become pages; names that a file system does not take are written otherwise."""
    course = ROOT / "tests" / "courses" / "measuring"
    run("grade", course / "class" / "good", "--student", "ada/../x", "--out", tmp_path, "--course", course)
    done = run("report", tmp_path, "--course", course)
    assert done.returncode == 0, done.stderr
    assert "ada/../x" in (tmp_path / "report.html").read_text(encoding="utf-8")
    (page,) = (tmp_path / "students").iterdir()
    assert re.fullmatch(r"ada_\.\._x-[0-9a-f]{8}\.html", page.name)


def test_report_of_no_results(tmp_path: Path) -> None:
    """A folder without results is one message and code 2."""
    done = run("report", tmp_path, "--course", ROOT / "tests" / "courses" / "measuring")
    assert done.returncode == 2
    assert "results.jsonl" in done.stderr
