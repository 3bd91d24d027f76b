"""A file's name that is one of a course's but for a slip of the fingers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import PurePath

ALIKE = 0.85
"""How much of two names has to be the same, as difflib counts it, for a slip of the fingers."""


def slip_of(name: str, files: Sequence[str]) -> str | None:
    """The file of `files` whose name this is but for a slip; None where it is one of them, or like none."""
    if name in files:
        return None
    stems = {bare(file): file for file in files}
    near = difflib.get_close_matches(bare(name), stems, 1, ALIKE)
    return stems[near[0]] if near and PurePath(name).suffix == PurePath(stems[near[0]]).suffix else None


def bare(name: str) -> str:
    """The letters and digits before the first dot."""
    return re.sub(r"[\W_]+", "", name.lstrip(".").partition(".")[0].casefold())
