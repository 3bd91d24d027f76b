"""The whole course graded with hostile students in the class: a small form of the benchmark of that name."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)

COURSE = Path(__file__).parents[2]
SCRIPT = COURSE / "benchmarks" / "hostile_course.py"


def without_prose(copy: Path) -> Path:
    """The course with its written exercises as drafts, which nobody hands in."""
    for name in ("exercises", "solutions", "tests/visible", "tests/hidden"):
        shutil.copytree(COURSE / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    data = yaml.safe_load((COURSE / "course.yaml").read_text(encoding="utf-8"))
    data["exercises"] = [row | ({"draft": True} if row["kind"] == "written" else {}) for row in data["exercises"]]
    (copy / "course.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    return copy


def test_hostile_students_on_the_whole_course(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    """Everybody is graded, no attack earns what its code did not, all others have the bytes that they have alone.

    Four attack, and nobody writes prose, whose second reader learns for long; with --whole it is twelve, and all kinds.
    Whether it was in time is for the benchmark to say, on a machine that does nothing else.
    """
    hostile, course = (12, COURSE) if pytestconfig.getoption("--whole") else (4, without_prose(tmp_path / "course"))
    sizes = ["--honest", "2", "--hostile", str(hostile), "--jobs", "1"]
    words = [sys.executable, str(SCRIPT), "--course", str(course), *sizes]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["honest_with_other_bytes"] == []
    assert report["hostile_with_too_much"] == {}
    assert (report["graded"], report["said"]) == (hostile + 3, "")
    assert report["kinds"] >= hostile - 2
