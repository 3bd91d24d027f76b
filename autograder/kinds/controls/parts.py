"""A text cut where something is filled in, so that it can be put together again without a reader of its format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

HERE = "HereAnAnswerWillStand"
"""Put into a stub, it shows where an answer goes."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a text from `start` to `end`, and what stands around the value that is put there."""

    name: str
    start: int
    end: int
    before: str = ""
    after: str = ""


def slot(name: str, stub: str, filled: str) -> Slot:
    """The place at which a text that was filled in with HERE differs from the empty one."""
    start = next((at for at, (one, other) in enumerate(zip(stub, filled, strict=False)) if one != other), len(stub))
    rest = min(len(stub), len(filled)) - start
    same = 0
    while same < rest and stub[-1 - same] == filled[-1 - same]:
        same += 1
    before, _, after = filled[start : len(filled) - same].partition(HERE)
    return Slot(name, start, len(stub) - same, before, after)


def cut(text: str, slots: Sequence[Slot]) -> list[Any]:
    """Texts and places in turn. A place has a name, what stands there `open`, and what goes around a value."""
    parts: list[Any] = []
    at = 0
    for one in sorted(slots, key=lambda one: one.start):
        place = {"name": one.name, "open": text[one.start : one.end], "before": one.before, "after": one.after}
        parts += [text[at : one.start], place]
        at = one.end
    return [*parts, text[at:]]
