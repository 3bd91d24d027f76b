"""Calls that ended the process they were made in: which call is which, and what came of it, told to the next process.

One long call into C, such as ``sum(range(10**14))``, hears no clock; another call ends the process, or runs it out of
memory. In class the wall has an end for these, and everything else is judged. At home and in a web page the process
that judges tells each call before it makes it; who hears that begins another one where the call does not come back, and
says how it ended. Then that call is not made again, and all others are.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.checks.sentences import Call, show_arguments
from autograder.course.model import Exercise
from autograder.sandbox.outcomes import Crashed, Loaded, TimedOut
from autograder.sandbox.values import Plain

HUNG = "hung"
"""How a call ended that did not come back; of any other, the phrase on how the process ended."""
MOST = 12
"""Calls of one exercise that may end a process; after that no further one is made."""
MAX_SAID = 300
"""Characters of a call as it is told before it is made: it is read only where that never ends."""


@dataclass(frozen=True, slots=True)
class Told:
    """A call: how a person reads it, its key, and how it ended a process, if it did."""

    text: str
    key: str
    ending: TimedOut | Crashed | None


class Endings:
    """The calls of one exercise after the other."""

    def __init__(self) -> None:
        self._known: Mapping[str, str] = {}
        self._seen: Counter[str] = Counter()
        self._seconds = 0.0

    def begin(self, exercise: Exercise, known: Mapping[str, str]) -> None:
        """The calls that follow are made by checks of this exercise; `known`: a call's key -> how it ended."""
        self._known = known
        self._seen.clear()
        self._seconds = exercise.limits.seconds

    def tell(self, name: str, args: tuple[Plain, ...] | None, kwargs: Mapping[str, Plain]) -> Told:
        """What is about to be called; without `args`, a file that is about to be loaded."""
        said = name
        if args is not None:
            said = f"{name}({show_arguments(Call(name, args, dict(kwargs), Loaded()))})"  # type: ignore[arg-type]
        digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]
        self._seen[digest] += 1  # the same call may be made by several checks
        key = f"{digest}-{self._seen[digest]}"
        text = said if len(said) <= MAX_SAID else f"{said[:MAX_SAID]}...)"
        return Told(text, key, self._ending(key))

    def _ending(self, key: str) -> TimedOut | Crashed | None:
        how = self._known.get(key)
        if how is None and len(self._known) >= MOST:
            how = list(self._known.values())[-1]
        if how is None:
            return None
        return TimedOut(self._seconds) if how == HUNG else Crashed(how)
