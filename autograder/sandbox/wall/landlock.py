"""Landlock: after this the process can reach no file by name. Kernel documentation: userspace-api/landlock."""

from __future__ import annotations

import ctypes
import os

from autograder.sandbox.wall.prctl import libc

SYS_CREATE_RULESET = 444
SYS_RESTRICT_SELF = 446
ASK_VERSION = 1
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_RIGHTS = 0b11
_SCOPES = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


def version() -> int:
    """The kernel's Landlock version; 0 where there is none."""
    return max(0, int(libc.syscall(SYS_CREATE_RULESET, None, 0, ASK_VERSION)))


def everything() -> int:
    """A descriptor of the rules that forbid every access by name that this kernel's Landlock knows, and more.

    TCP and signals to others are among it. Raises OSError where there is no Landlock.
    """
    known = version()
    if known < 1:
        raise OSError("this kernel has no Landlock")
    rules = _Ruleset(_FILE_RIGHTS[min(known, 5)], _NET_RIGHTS if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    ruleset = int(libc.syscall(SYS_CREATE_RULESET, ctypes.byref(rules), size, 0))
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    return ruleset


def deny(ruleset: int) -> None:
    """Holds this process to the rules, for good, and closes the descriptor. Needs no_new_privs; OSError if refused."""
    if libc.syscall(SYS_RESTRICT_SELF, ruleset, 0) != 0:
        raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    os.close(ruleset)
