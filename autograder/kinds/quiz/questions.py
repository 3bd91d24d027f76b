"""What a student sees of a quiz: questions of six kinds, with numbers of their own where a question has them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["one", "several", "numeric", "ordering", "matching", "cloze"]
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that are no letter with a mark, and are written so where they are not to be had."""
BLANK = re.compile(r"_{3,}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, without its answer.

    `options` are what is chosen from, by id: options, the steps of an ordering, the left side of a matching. `targets`
    are a matching's right side. `numbers` are the values that a student's own numbers are drawn from.
    """

    id: str
    kind: Kind
    title: str
    prompt: str
    options: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def blanks(self) -> int:
        """How many blanks a cloze has."""
        return len(BLANK.findall(self.prompt))

    def drawn(self, student: str) -> dict[str, float]:
        """This student's own numbers: always the same ones for the same name, however it is spaced or capitalised."""
        return {name: values[_draw(student, self.id, name, len(values))] for name, values in self.numbers.items()}

    def prompt_for(self, student: str) -> str:
        """The prompt with this student's numbers in it."""
        prompt = self.prompt
        for name, value in self.drawn(student).items():
            prompt = prompt.replace(f"{{{name}}}", shown(value))
        return prompt


def shown(number: float) -> str:
    """A number as it stands in a prompt."""
    return f"{number:g}"


def name_parts(student: str) -> frozenset[str]:
    """The words of a name, so that `Dubois, Renée` and `renee_dubois` are one."""
    apart = unicodedata.normalize("NFKD", student.casefold().translate(_LETTERS))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return frozenset(re.findall(r"[^\W_]+", plain))


def same_student(one: str, other: str) -> bool:
    """Whether two spellings can name one student: all words of one stand in the other."""
    first, second = name_parts(one), name_parts(other)
    return bool(first and second) and (first <= second or second <= first)


def _draw(student: str, question: str, name: str, among: int) -> int:
    text = "|".join([*sorted(name_parts(student)), question, name])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % among
