"""Where pytest-xdist spreads a run over several processes: all checks of an exercise stay in one.

A check waits for others of its exercise, and what keeps all of them from being run is said once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest


class Spread:
    """Chooses which process runs what; nothing of it is used where pytest-xdist is not."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        if config.getoption("dist", "no") != "load":  # what `-n` alone means; whoever asks for another way gets it
            return None
        made = import_module("xdist.scheduler").LoadScopeScheduling(config, log)
        made._split_scope = _name_of_file
        return made


def _name_of_file(nodeid: str) -> str:
    """The visible and the hidden checks of an exercise have one file name."""
    return nodeid.partition("::")[0].rpartition("/")[2]
