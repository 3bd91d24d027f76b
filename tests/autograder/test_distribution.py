"""The name that pip knows the engine by comes from pyproject.toml, installed or not."""

from __future__ import annotations

import importlib.metadata
import tomllib
from pathlib import Path

import pytest

from autograder.distribution import checkout_project, distribution_name


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nothing is remembered from another test."""
    distribution_name.cache_clear()


def declared(repository: Path) -> str:
    return str(tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"])


def test_the_installed_name_is_the_declared_one(repository: Path) -> None:
    """What is installed here, in whichever way, answers to the name in pyproject.toml."""
    assert distribution_name() == declared(repository)
    assert importlib.metadata.version(distribution_name())


def test_a_checkout_that_is_not_installed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is installed, pyproject.toml beside the package says it."""
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: ())
    assert distribution_name() == declared(repository)
    assert checkout_project()["dependencies"]
    monkeypatch.setattr("autograder.distribution.checkout_project", dict)
    distribution_name.cache_clear()
    assert distribution_name() == "autograder"
    distribution_name.cache_clear()


def test_another_command_of_that_name(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's command called autograder is not this engine."""
    info = tmp_path / "other-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[console_scripts]\nautograder = other.main:run\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert distribution_name() == declared(repository)
