"""The name under which pip knows this engine. It is written in pyproject.toml, and nowhere else."""

from __future__ import annotations

import functools
import importlib.metadata
import tomllib
from pathlib import Path
from typing import Any

PACKAGE = "autograder"


@functools.cache
def distribution_name() -> str:
    """The name of the installed distribution whose command this is; from a checkout, that of its pyproject.toml.

    The command finds it where an editable install lists no packages.
    """
    for point in importlib.metadata.entry_points(group="console_scripts", name=PACKAGE):
        if point.dist is not None and point.module.partition(".")[0] == PACKAGE:
            return point.dist.name
    return str(checkout_project().get("name", PACKAGE))


def checkout_project() -> dict[str, Any]:
    """The table `project` of the pyproject.toml beside the package; empty where it is installed elsewhere."""
    beside = Path(__file__).parents[1] / "pyproject.toml"
    if not beside.is_file():
        return {}
    data = tomllib.loads(beside.read_text(encoding="utf-8"))
    project: dict[str, Any] = data.get("project", {})
    return project if PACKAGE in project.get("scripts", {}) else {}
