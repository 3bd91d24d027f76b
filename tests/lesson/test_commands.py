"""play and show as commands: what they write, and what they say where there is nothing to draw."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("jinja2", reason="pages need the instructor's packages")
pytest.importorskip("matplotlib", reason="pictures need the instructor's packages")

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


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder.cli", *map(str, words)]
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


def test_show_says_what_to_do_first(own: Path) -> None:
    """Where nothing is written yet, one line says so, with code 2."""
    done = run("show", "--course", own)
    assert done.returncode == 2
    assert "nothing to draw yet" in done.stderr
