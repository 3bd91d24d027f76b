"""What must be equal at both ends, so that a submission gets the same result wherever it is graded."""

from __future__ import annotations

import platform
from collections.abc import Mapping

from autograder.course.digest import engine_digest, machine_digest

_NAMES = {"engine": "engine", "python": "Python", "numpy": "NumPy", "pytest": "pytest"}


def facts() -> dict[str, str]:
    """The engine's own files, as a digest, and the versions that results depend on."""
    import numpy as np
    import pytest

    python = f"{platform.python_implementation()} {platform.python_version()}"
    return {"engine": engine_digest()[:12], "python": python, "numpy": np.__version__, "pytest": pytest.__version__}


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """How another machine differs from this one, in a clause; empty where it does not."""
    return "; ".join(
        f"{name} {there.get(key, 'unknown')} there, {here.get(key, 'unknown')} here"
        for key, name in _NAMES.items()
        if there.get(key) != here.get(key)
    )


def machine() -> str:
    """Changes with any installed package and with the processor; results kept for later runs go by it."""
    return machine_digest()
