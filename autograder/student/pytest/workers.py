"""Where pytest-xdist spreads a run over several processes: one that a student's call has ended is replaced by xdist.

The process that spreads them reads which call it was, for those that are left, before one of them is given the check.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from autograder.student.pytest.handover import Handover

KEY = "autograder_handover"
AGAIN = "again"
"""The state of a test that is run once more: it says nothing yet."""


def spreads(config: pytest.Config) -> bool:
    """Whether this process has others run the tests."""
    return config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")


class Workers:
    """The plugin of the process that spreads the tests."""

    def __init__(self, config: pytest.Config) -> None:
        made = tempfile.TemporaryDirectory(prefix="autograder-")
        config.add_cleanup(made.cleanup)
        self._folder = Path(made.name)
        self._handover = Handover(self._folder)
        self._ended: set[str] = set()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput[KEY] = str(self._folder)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Comes before the check that it ran is given to another."""
        if error and self._handover.learn(node.gateway.id, _status(node)) is not None:
            self._ended.add(node.gateway.id)

    @pytest.hookimpl(optionalhook=True)
    def pytest_handlecrashitem(self, crashitem: str, report: Any, sched: Any) -> None:
        """Takes back that the check has failed where it is run once more."""
        by_file = import_module("xdist.scheduler").LoadScopeScheduling  # others do not give it to the next
        if report.node.gateway.id in self._ended and isinstance(sched, by_file):
            report.outcome, report.longrepr = "rerun", None
            report.autograder = AGAIN


def _status(node: Any) -> int | None:
    """What the process exited with, where that can be known."""
    process = getattr(getattr(node.gateway, "_io", None), "popen", None)
    return None if process is None else process.wait(5)
