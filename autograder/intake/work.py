"""Whether there is work of the student's own in a file, and whether a written answer stands where it is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.kinds.rows import says_nothing, says_the_same

FEWEST = 5
"""Words above the line that are taken for an answer; of fewer nobody knows what they are meant to be."""
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_WORD = re.compile(r"\w+")


def is_untouched(text: str, stub: str) -> bool:
    """Whether a file is the stub still, but for comments and blank lines, or has nothing in it."""
    return not text.strip() or (says_the_same(text, stub) and not says_nothing(stub))


def is_bare(text: str) -> bool:
    """Whether a file has nothing but comments and blank lines."""
    return says_nothing(text)


@dataclass(frozen=True, slots=True)
class Placed:
    """A written answer's file, as it is graded; `found` says that its answer stood elsewhere, `unsure` that it may."""

    text: str
    found: bool = False
    unsure: bool = False


def with_answer_below(text: str, stub: str, marker: str) -> Placed:
    """The file with the answer below the line `marker`, where nothing is there and the student wrote above it.

    What is not the stub's own is the student's. Where it is but a few words, stands in a comment, or is mixed with the
    stub's own words, a person has to say what it is.
    """
    handed_out = {line.strip() for line in stub.splitlines()}
    _, line, below = text.partition(marker)
    if not line:
        below = "\n".join(each for each in text.splitlines() if each.strip() not in handed_out)
    if _COMMENT.sub(" ", below).strip():
        return Placed(text)
    own = _blocks_of_its_own(text.replace(marker, "\n"), stub, handed_out)
    words = sum(len(_WORD.findall(block)) for block in own)
    if not words:
        return Placed(text)
    whole = handed_out - {"", marker} <= {each.strip() for each in text.splitlines()}
    hidden = any("<!--" in block or "-->" in block for block in own)
    if not whole or words < FEWEST or not line or hidden:
        return Placed(text, unsure=True)
    question = stub.partition(marker)[0]
    return Placed(f"{question}{marker}\n\n" + "\n\n".join(own) + "\n", found=True)


def _blocks_of_its_own(text: str, stub: str, handed_out: set[str]) -> list[str]:
    """Runs of lines that the stub does not have, but for those that say what it says in other lines."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip() and line.strip() not in handed_out:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    said = _words(stub)
    joined = ["\n".join(block) for block in blocks if block]
    return [block for block in joined if _words(block) not in said]


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
