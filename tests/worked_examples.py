"""The worked numbers on a lesson's page, run with the functions that they show."""

from __future__ import annotations

import doctest
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple


class Tried(NamedTuple):
    """How many examples there were, how many gave something else, and what was said of these."""

    attempted: int
    failed: int
    said: str


def tried(page: Path, functions: Mapping[str, Any]) -> Tried:
    """Runs each `>>>` of a page, in a copy of `functions`."""
    text = page.read_text(encoding="utf-8").replace("```", "")
    examples = doctest.DocTestParser().get_doctest(text, dict(functions), page.stem, str(page), 0)
    said: list[str] = []
    found = doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    return Tried(found.attempted, found.failed, "".join(said))
