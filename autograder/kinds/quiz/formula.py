"""Formulas of a quiz's key: arithmetic over a student's own numbers. The key is the course's own and trusted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import CodeType

_FUNCTIONS = {name: getattr(math, name) for name in dir(math) if not name.startswith("_")}
_FUNCTIONS |= {"min": min, "max": max, "sum": sum, "abs": abs, "round": round}


class Formula:
    """An expression such as ``exp(high) / (exp(high) + exp(low))``."""

    def __init__(self, text: str) -> None:
        """Raises ValueError where the text is not an expression."""
        self.text = text
        try:
            self._code: CodeType = compile(text, "<formula>", "eval")
        except (SyntaxError, ValueError) as error:
            raise ValueError(f"this is not a formula: {text!r}") from error

    def value(self, numbers: Mapping[str, float]) -> float:
        """Its value for these numbers. Raises ValueError where it has none."""
        try:
            value = float(eval(self._code, {"__builtins__": {}}, {**_FUNCTIONS, **numbers}))
        except Exception as error:
            raise ValueError(f"{self.text!r} has no value for {dict(numbers)}: {error}") from error
        if not math.isfinite(value):
            raise ValueError(f"{self.text!r} is {value} for {dict(numbers)}")
        return value

    def __repr__(self) -> str:
        return f"Formula({self.text!r})"
