"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"\b((?:tests|benchmarks|scripts)/[\w./-]*\w)(?:::(\w+))?")
_OF_THE_PROJECT = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/marking.md",
    "docs/scale.md",
    "docs/security.md",
)


@pytest.mark.parametrize("page", _OF_THE_PROJECT)
def test_every_file_and_test_that_a_page_names_is_there(page: str) -> None:
    """A promise whose test has moved is held by nothing."""
    text = re.sub(r"::\s+", "::", (ROOT / page).read_text(encoding="utf-8"))
    named = _NAMED.findall(text)
    assert named
    missing = [
        f"{path}::{test}" if test else path
        for path, test in named
        if not (ROOT / path).exists() or (test and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_every_promise_of_the_wall_names_a_test_that_is_there() -> None:
    """Tests that are named without their file, as after a letter for it, are there too."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if "courses" not in path.parts
    )
    named = set(re.findall(r"\b(test_\w+)`", page))
    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in sources} == set()
