"""Two doors of every Linux process: new privileges, and being looked into."""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38
libc = ctypes.CDLL(None, use_errno=True)
_prctl = libc.prctl  # looked up before the fork, and not in each worker


def prctl(option: int, value: int) -> None:
    """Raises OSError where the kernel refuses."""
    if _prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option}: {os.strerror(ctypes.get_errno())}")


def close_doors() -> None:
    """No program that this process could start gains rights, and no other process of this user may look into it."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_DUMPABLE, 0)
