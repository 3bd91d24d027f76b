"""Twenty small problems: the seventeen that can be checked are a course that passes its exam."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.kinds.stubs import stub_changes

REPOSITORY = Path(__file__).parents[3]
TWENTY = REPOSITORY / "tests" / "courses" / "twenty"


def functions(folder: str) -> list[str]:
    paths = sorted((TWENTY / folder).glob("*.py"))
    return [
        node.name for path in paths for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)
    ]


def test_it_passes_its_exam() -> None:
    """Every mistake is refused under its own name, wherever its function is put, and there are at least ten."""
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    done = CliRunner().invoke(app, ["verify", "--json", "--course", str(TWENTY)])
    assert done.exit_code == 0, done.output
    exercises = json.loads(done.stdout)["exercises"]
    assert sum(one["mistakes"] for one in exercises) >= 10
    assert sum(len(one["cross"]["wrong"]) + len(one["cross"]["missed"]) for one in exercises) == 0


def test_each_problem_has_a_visible_and_a_hidden_check() -> None:
    """Seventeen functions, and the stubs are those of the solutions."""
    names = functions("solutions")
    assert len(names) == 17
    for folder in ("tests/visible", "tests/hidden"):
        called = "\n".join(path.read_text(encoding="utf-8") for path in (TWENTY / folder).glob("*.py"))
        assert [name for name in names if f"submission.{name}(" not in called and f'"{name}"' not in called] == []
    assert stub_changes(load_course(TWENTY)) == {}


def test_the_page_names_all_twenty() -> None:
    """Seventeen with what checks them, three with why not."""
    page = (REPOSITORY / "docs" / "author" / "limits.md").read_text(encoding="utf-8")
    rows = page.partition("| problem | checked by |\n|---|---|\n")[2].partition("\n\n")[0].splitlines()
    assert len(rows) == 20
    assert sum("**not**" in row for row in rows) == 3
