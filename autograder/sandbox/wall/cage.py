"""The cage that each worker enters: every layer in its order, prepared once in the zygote, entered after the fork."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.sandbox.limits import own_address_space, set_lasting_limits, set_limits
from autograder.sandbox.wall import landlock, seccomp
from autograder.sandbox.wall.prctl import close_doors

PLAIN_USER = 65534


@dataclass(frozen=True, slots=True)
class Cage:
    """What a child does before it runs a student's code. `rules` is the descriptor of Landlock's, if it is used."""

    base_memory: int
    with_limits: bool
    rules: int | None
    filter: seccomp.Filter | None

    @classmethod
    def prepare(cls, layers: Sequence[str], filters: Sequence[bytes]) -> Cage:
        """Everything that can be done before the fork; the step down from root, for one, cannot be taken back.

        `filters` are the two of seccomp's, if it is used. What is entered here holds for the workers as well.
        """
        if "user" in layers and os.getuid() == 0:
            os.setgroups([])
            os.setresgid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
            os.setresuid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
        rules = landlock.everything() if "landlock" in layers else None
        outer, inner = map(seccomp.Filter.of, filters) if "seccomp" in layers else (None, None)
        cage = cls(own_address_space(), "limits" in layers, rules, inner)
        if cage.with_limits:
            set_lasting_limits()
        close_doors()
        if outer is not None:
            outer.load()
        return cage

    def enter(self, memory: int, seconds: float) -> None:
        """Closes every door behind this process. `memory` in bytes beyond the bare worker's, `seconds` of processor."""
        if self.with_limits:
            set_limits(self.base_memory + memory, math.ceil(seconds))
        if self.rules is not None:
            landlock.deny(self.rules)
        if self.filter is not None:
            self.filter.load()
