"""What a worker says of errors, made fit to cross."""

from __future__ import annotations

import re

MAX_TEXT = 2000
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")


def clean(text: str) -> str:
    """Without addresses: they differ from run to run, and may tell what was in this process before."""
    return _ADDRESS.sub("0x...", text[:MAX_TEXT]).encode("utf-8", "replace").decode("utf-8")
