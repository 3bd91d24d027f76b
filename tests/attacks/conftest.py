"""What attacks is kept from whatever else is tested: each launcher has zygotes of its own, and they end with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.sandbox.process import launcher
from autograder.sandbox.process.started import Zygote
from tests import background


@pytest.fixture(scope="module", autouse=True)
def zygotes_of_their_own() -> Iterator[None]:
    """As a grading process has them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launcher, "Zygote", Zygote)
        yield


@pytest.fixture(scope="module", autouse=True)
def nobody_else_starts_processes(zygotes_of_their_own: None) -> None:
    """An attack that leaves a process behind is seen by the process."""
    background.nothing_runs()
