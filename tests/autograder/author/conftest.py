"""Exams run the handed-out folder's tests in a process of their own; here it is forked from one that has pytest."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.author import handout_exam
from tests.autograder.conftest import run_python


@pytest.fixture(scope="session", autouse=True)
def forked_from_a_warm_one() -> Iterator[None]:
    """What it is told, where and in which environment is the exam's own, as is what becomes of it."""

    def run(command: list[str], cwd: Path, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        return run_python(command[1:], cwd, env)

    with pytest.MonkeyPatch.context() as patch:
        forked = SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)
        patch.setattr(handout_exam, "subprocess", forked)
        yield
