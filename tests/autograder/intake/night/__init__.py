"""A third set of downloads with traps, played the whole way: graded by the command, and back into a gradebook.

All was written from what is known of the platforms alone and labelled before anything was run. Half of it, chosen by a
seed, was used to mend with; the other half was run once, at the end (`HALF`).
"""

from __future__ import annotations

import random

from night import blackboard, books, brightspace, canvas, dawn, dusk, folders, gradescope, moodle
from night.base import TRAPS

__all__ = ["HALF", "TRAPS"]
_MADE = (blackboard, books, brightspace, canvas, dawn, dusk, folders, gradescope, moodle)
_NAMES = sorted(name for name in TRAPS if not name.startswith(("dusk_", "dawn_")))
HALF = frozenset(random.Random(20261127).sample(_NAMES, len(_NAMES) // 2))
