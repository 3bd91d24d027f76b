"""What a session makes on threads of its own: who counts processes waits for it, for it starts some."""

from __future__ import annotations

from concurrent.futures import Future, wait
from typing import Any

FUTURES: list[Future[Any]] = []


def nothing_runs() -> None:
    """Returns once all that was begun is made, or has failed."""
    wait(FUTURES)
