"""The whole course graded with hostile students in the class: a small form of the benchmark of that name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "hostile_course.py"


def test_hostile_students_on_the_whole_course(pytestconfig: pytest.Config) -> None:
    """Everybody is graded, no attack earns what its code did not, all others have the bytes that they have alone.

    Six attack; with --whole, twelve. Whether it was in time is for the benchmark to say, on a machine that does nothing
    else.
    """
    hostile = 12 if pytestconfig.getoption("--whole") else 6
    words = [sys.executable, str(SCRIPT), "--honest", "2", "--hostile", str(hostile), "--jobs", "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["honest_with_other_bytes"] == []
    assert report["hostile_with_too_much"] == {}
    assert (report["graded"], report["said"]) == (hostile + 3, "")
    assert report["kinds"] >= hostile - 2
