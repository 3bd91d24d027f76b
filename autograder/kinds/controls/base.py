"""The shapes that need no more than a text: code, a whole file, an answer below a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

Shape = Literal["code", "text", "prose", "fields", "sheet"]


@dataclass(frozen=True, slots=True)
class Controls:
    """A plain editor for the whole file, and what every other shape is too. `data` is what a page's script needs."""

    shape: ClassVar[Shape] = "text"

    def data(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {}

    def read_back(self, text: str, path: Path) -> dict[str, Any]:
        """Under `answers` what stands at each place; under `problem` why controls cannot show all of it, or "".

        Raises CourseError where the file is damaged: that is a problem too.
        """
        return {"answers": {}, "problem": ""}

    def numbers(self, student: str) -> dict[str, dict[str, str]]:
        """Question -> this student's own numbers by name, as they are shown."""
        return {}


@dataclass(frozen=True, slots=True)
class Code(Controls):
    """An editor that knows how programs are typed."""

    shape: ClassVar[Shape] = "code"


@dataclass(frozen=True, slots=True)
class Prose(Controls):
    """An answer in one's own words, `longest` words at most, that stands in the file below the line `marker`.

    `question` is the Markdown above it.
    """

    shape: ClassVar[Shape] = "prose"
    question: str
    marker: str
    longest: int

    def data(self) -> dict[str, Any]:
        return {"marker": self.marker, "longest": self.longest}
