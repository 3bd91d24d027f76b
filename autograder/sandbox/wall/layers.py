"""The layers of the wall: which there are on this machine, and what they are called in a result."""

from __future__ import annotations

import importlib.util
import sys
from typing import Literal

from autograder.errors import IsolationError

Level = Literal["auto", "strict", "none"]
ALL = ("bubblewrap", "user", "limits", "landlock", "seccomp")
"""From the outside in: namespaces, a plain user, the kernel's limits, no files by name, few system calls."""

KINDNESS = ("limits",) if sys.platform.startswith("linux") else ()
"""What one's own code gets: no wall, but an endless list ends in a MemoryError."""


def choose(level: Level, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The layers for a level on this machine; `without` takes some away, to see what each is for.

    Raises IsolationError where strict was asked for and a layer is missing, and on other systems than Linux.
    """
    if level == "none":
        return KINDNESS
    if not sys.platform.startswith("linux"):
        raise IsolationError(
            "other people's work is graded on Linux only: the wall around their code is made of parts of it. "
            "For your own code, or code that you trust as much, say --isolation none: a process with a time limit."
        )
    reasons = {layer: why_not(layer) for layer in ALL if layer not in without}
    missing = {layer: reason for layer, reason in reasons.items() if reason}
    if level == "strict" and (missing or without):
        told = "; ".join(f"{layer}: {reason}" for layer, reason in missing.items()) or f"without {', '.join(without)}"
        raise IsolationError(f"strict isolation is not possible here ({told}). Run `autograder doctor` for what to do.")
    return tuple(layer for layer in reasons if layer not in missing)


def why_not(layer: str) -> str:
    """Why this machine does not have a layer; an empty text where it does."""
    if not sys.platform.startswith("linux"):
        return "only Linux has it"
    if layer == "bubblewrap":
        from autograder.sandbox.wall import bubblewrap

        return bubblewrap.works()
    if layer == "landlock":
        from autograder.sandbox.wall import landlock

        return "" if landlock.version() else "this kernel has no Landlock"
    if layer == "seccomp":
        return _why_no_seccomp()
    return ""


def _why_no_seccomp() -> str:
    if importlib.util.find_spec("pyseccomp") is None:
        return "the package pyseccomp is not installed"
    try:
        from autograder.sandbox.wall import seccomp

        seccomp.build()
    except (ImportError, OSError, RuntimeError) as error:
        return f"libseccomp does not work: {error}"
    return ""


def name_of(layers: tuple[str, ...]) -> str:
    """What a result says it was graded under."""
    if set(layers) == set(ALL):
        return "strict"
    return f"partial: {', '.join(layers)}" if layers not in ((), KINDNESS) else "none"
