"""play and show as commands: what they write, and what they say where there is nothing to draw."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The whole course, as someone who studies alone has it."""
    course = tmp_path / "course"
    for name in ("exercises", "solutions", "lesson"):
        shutil.copytree(ROOT / name, course / name)
    shutil.copytree(ROOT / "tests" / "visible", course / "tests" / "visible")
    shutil.copy(ROOT / "course.yaml", course)
    return course


BLOCKED = """
import sys
for name in ("matplotlib", "msgspec", "pyseccomp", "starlette", "uvicorn", "nbformat", "pandas", "scipy"):
    sys.modules[name] = None
from autograder.cli import main
main()
"""
"""A student's installation: without the packages of the extras."""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BLOCKED, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_play_shows_ones_own_answers_beside_the_references(own: Path, tmp_path: Path) -> None:
    """A written function's answer stands on the page, an untouched one's does not."""
    mistake = own / "solutions" / "mistakes" / "softmax" / "plain.py"
    shutil.copy(mistake, own / "exercises" / "softmax.py")
    page = tmp_path / "play.html"
    assert run("play", "--no-open", "--out", page, "--course", own).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert "0.466667" in text
    assert "softmax(" in text
    assert "attend(" not in text


def test_show_draws_the_table_and_the_card(own: Path, tmp_path: Path) -> None:
    """With both exercises done, both pictures are written."""
    for name in ("alignment.py", "evidence_card.yaml"):
        shutil.copy(own / "solutions" / name, own / "exercises" / name)
    done = run("show", "alignment", "--out", tmp_path / "pictures", "--format", "svg", "--course", own)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == ["alignment.svg", "evidence_card.svg"]
    assert "livre" in (tmp_path / "pictures" / "alignment.svg").read_text(encoding="utf-8")


def test_show_makes_a_page_of_both(own: Path, tmp_path: Path) -> None:
    """Unless a format is named, one page holds them, drawn by the student's own function."""
    shutil.copy(own / "solutions" / "evidence_card.yaml", own / "exercises")
    (own / "exercises" / "alignment.py").write_text(
        "def alignment_table(source, target, weights):\n"
        "    return [{'output': word, 'source': source, 'weights': [1, 0, 0, 0, 0]} for word in target]\n"
    )
    done = run("show", "--out", tmp_path, "--course", own)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "pictures.html").read_text(encoding="utf-8")
    assert "livre looks most at she (1.00)" in page
    assert page.count("<svg ") == 2


def test_a_file_that_only_matplotlib_can_write(own: Path, tmp_path: Path) -> None:
    """PNG is asked for by name, and what it wants is said."""
    shutil.copy(own / "solutions" / "alignment.py", own / "exercises")
    done = run("show", "--format", "png", "--out", tmp_path, "--course", own)
    assert done.returncode == 2
    assert "needs matplotlib, which is not installed: pip install matplotlib" in done.stderr


@pytest.mark.parametrize("weights", ["[float('nan')] * 5", "[1]", "'none'"])
def test_a_table_that_is_none(own: Path, tmp_path: Path, weights: str) -> None:
    """What a student's own function gives may be anything: what cannot be drawn is said, with code 2."""
    (own / "exercises" / "alignment.py").write_text(
        "def alignment_table(source, target, weights):\n"
        f"    return [{{'output': word, 'source': source, 'weights': {weights}}} for word in target]\n"
    )
    done = run("show", "--out", tmp_path, "--course", own)
    assert done.returncode == 2
    assert "alignment_table gave no table to draw" in done.stderr


def test_show_says_what_to_do_first(own: Path) -> None:
    """Where nothing is written yet, one line says so, with code 2."""
    done = run("show", "--course", own)
    assert done.returncode == 2
    assert "nothing to draw yet" in done.stderr
