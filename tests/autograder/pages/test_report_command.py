"""report as a command: what it writes, and what it says where there is nothing to show."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

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


def test_the_class_page_leads_to_each_students_own(tmp_path: Path) -> None:
    """Whoever complains is one click away, also with a name that no address takes as it is."""
    course = ROOT / "tests" / "courses" / "measuring"
    run("grade", course / "class" / "good", "--student", "Zoë #1", "--out", tmp_path, "--course", course)
    run("report", tmp_path, "--course", course)
    (address,) = re.findall(r'<a href="(students/[^"]+)"', (tmp_path / "report.html").read_text(encoding="utf-8"))
    assert (tmp_path / unquote(address)).is_file()


def test_a_class_that_is_not_all_graded_is_said(tmp_path: Path) -> None:
    """A run that was stopped left some results: what is made of them says that it is not the class yet."""
    course = ROOT / "tests" / "courses" / "measuring"
    run("grade", course / "class", "--out", tmp_path, "--course", course)
    assert "stopped" not in run("report", tmp_path, "--course", course).stderr
    told = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    (tmp_path / "run.json").write_text(json.dumps({**told, "unfinished": "f00d"}), encoding="utf-8")
    done = run("report", tmp_path, "--course", course)
    assert done.returncode == 0
    assert "a run is still going or was stopped" in done.stderr
    run("grade", course / "class", "--out", tmp_path, "--course", course)
    assert "stopped" not in run("report", tmp_path, "--course", course).stderr
