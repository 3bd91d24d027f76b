"""What a child may use: the kernel's own limits, set before any student's code runs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

with contextlib.suppress(ImportError):  # Windows has none
    import resource

OPEN_FILES = 64
_STATM = Path("/proc/self/statm")
"""Linux alone has it, and alone holds a process to such a limit."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """For one program's process: wall-clock seconds for one load or call, MiB beyond what the bare worker holds, and
    seconds in all. That much processor time ends the process; the wall clock is the grader's to watch."""

    seconds: float = 5.0
    memory_mb: int = 1024
    total_seconds: float = 10.0


def own_address_space() -> int:
    """Bytes of address space that this process holds."""
    pages = int(_STATM.read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def set_lasting_limits() -> None:
    """Sets the limits that hold for a zygote as well, soft and hard alike.

    A file of any size cannot be written; a core is not left behind.
    """
    _set({resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0, resource.RLIMIT_MEMLOCK: 0})


def set_limits(memory: int, cpu_seconds: int) -> None:
    """Sets the other limits of this process: soft and hard alike, so that none can be raised or its signal caught.

    `memory` is the address space in bytes.
    """
    _set(
        {
            resource.RLIMIT_AS: memory,
            resource.RLIMIT_CPU: cpu_seconds,
            resource.RLIMIT_NOFILE: OPEN_FILES,
            resource.RLIMIT_NPROC: 0,
        }
    )


def hold_memory(memory_mb: int) -> None:
    """Lets this process grow by so many MiB and no more, where a system holds it to that; see `release_memory`."""
    if not _can_hold():
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = own_address_space() + (memory_mb << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def release_memory() -> None:
    """Lets it grow again as it could before."""
    if _can_hold():
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _can_hold() -> bool:
    return "resource" in globals() and _STATM.is_file()


def _set(limits: Mapping[int, int]) -> None:
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))
