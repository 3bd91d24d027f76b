"""The few words between launcher and zygote: make a worker, wait for one that has ended."""

from __future__ import annotations

import struct

CONTROL = 3
"""The zygote's descriptor for its socket to the launcher, and a worker's for its own."""
FORK = struct.Struct("<cQQ")
FORKED = struct.Struct("<iI")
WAIT = struct.Struct("<cI")
WAITED = struct.Struct("<id")
"""The wait status, and the seconds of processor time that the worker had used."""
READY = b"R"
