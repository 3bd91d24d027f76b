"""Downloads with traps, graded and filled back by the commands: who, which file, how late, which cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from night import TRAPS
from night.course import write_course
from night.play import faults


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("vectors"))


SOME = [name if n % 3 == 0 else pytest.param(name, marks=pytest.mark.whole) for n, name in enumerate(TRAPS)]


@pytest.mark.parametrize("name", SOME)
def test_the_whole_way(name: str, tmp_path: Path, vectors: Path) -> None:
    """All came out as it was labelled before anything was run."""
    assert faults(TRAPS[name](), vectors, tmp_path) == []
