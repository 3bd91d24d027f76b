"""Parts of an expression as a check would write it: a place in brackets, a question about what the file defines."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.checks.show import show
from autograder.sandbox.questions import BASES, DOC, SIGNATURE
from autograder.sandbox.values import Plain


def about(name: str, what: str) -> str:
    """``inspect.signature(median)``, ``median.__doc__``: how a check asks what the file defines."""
    if what in (DOC, BASES):
        return f"{name}.{what}"
    return f"inspect.signature({name})" if what == SIGNATURE else f"{what}({name})"


def key(name: str, parts: Sequence[Plain]) -> str:
    """``1:3`` or ``2, 0``: what stands in brackets."""
    if ":" not in name:
        place = parts[0]
        return ", ".join(map(show, place)) if type(place) is tuple and len(place) > 1 else show(place)
    start, stop, step = ("" if part is None else show(part) for part in parts)
    return f"{start}:{stop}{f':{step}' if step else ''}"
