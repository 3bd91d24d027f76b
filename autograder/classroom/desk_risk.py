"""What a person has changed so far, and what that says of the answers nobody has read yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95
FEWEST = 20
"""Decisions; from fewer nothing is said."""
ACCEPTABLE = 0.02
"""Share of all marks that may be wrong in the end: then the rest may be accepted."""


@dataclass(frozen=True, slots=True)
class Risk:
    """`changed` of the last `seen` proposals were not kept; at most `bound` of the `rest` are wrong, 95 times in 100.

    `overall` is the same as a share of all answers, `enough` says whether that is little.
    """

    changed: int
    seen: int
    rest: int
    bound: float
    overall: float
    enough: bool


def upper_bound(changed: int, seen: int, confidence: float = CONFIDENCE) -> float:
    """The largest rate at which so few of `seen` would still be `changed` once in 1 / (1 - confidence) times.

    Clopper and Pearson's bound (Biometrika 26, 1934), one-sided; 1 where nothing was seen.
    """
    if seen == 0 or changed >= seen:
        return 1.0
    low, high = changed / seen, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        few = math.fsum(math.comb(seen, k) * middle**k * (1 - middle) ** (seen - k) for k in range(changed + 1))
        low, high = (middle, high) if few > 1 - confidence else (low, middle)
    return high


def risk(changed: Sequence[bool], rest: int) -> Risk:
    """Whether each proposal was `changed`, in the order of the decisions; `rest` answers are unread.

    The least sure come first, so the later half of the decisions is nearer to the rest than the earlier, and what the
    rest hides is less, not more, as far as the order is worth anything.
    """
    late = list(changed)[-min(200, max(FEWEST, len(changed) // 2)) :]
    bound = upper_bound(sum(late), len(late))
    overall = bound * rest / max(1, rest + len(changed))
    return Risk(sum(late), len(late), rest, bound, overall, len(late) >= FEWEST and overall <= ACCEPTABLE)
