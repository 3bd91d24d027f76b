"""What a file defines and where, read from its text alone: good enough to say why a call could not be made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.checks.class_lines import class_lines

MOST = 2000
"""Characters of one list of parameters; a longer one is not read."""
_TEXTS = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'')
_HEAD = re.compile(r"(?P<before>[ \t]*)(?:async\s+)?(?P<kind>def|class)\s+(?P<name>\w+)")
_BLOCK = re.compile(r"(?P<before>[ \t]*)(?P<kind>if|else|elif|for|while|try|except|with|match)\b.*:\s*(#.*)?$")
_VALUE = re.compile(r"(?P<name>\w+)\s*(?::[^=]+)?=(?!=)\s*(?P<lambda>lambda\b)?")
_LEFT = re.compile(r"([ \t]+)raise NotImplementedError\b")
_RETURN = re.compile(r"([ \t]+)return\b")
_CONTINUE = re.compile(r"\bcontinue\b")
_CACHE = re.compile(r"\s*@(?:functools\.)?(?:lru_)?cache\b")
_MARK = re.compile(r"\s*@([\w.]+)")
_CALLED = re.compile(r"submission\.(?:call\(\s*[\"'])?(\w+)")


@dataclass(frozen=True, slots=True)
class Definition:
    """A function ("def"), a class or a value of a file, or a stub's line ("left") with more of the function below it.

    `inside` is what it stands in, ``class Solution``: "" at the margin. "returns" is the line of a `return` that ends a
    loop of the function `inside` in its first round. The further kinds of what a class has are `class_lines`'s. The
    `parameters` of a class are what it is built on; `marks` are the names after @ above it.
    """

    kind: str
    name: str
    line: int
    inside: str = ""
    parameters: tuple[str, ...] | None = None
    cached: bool = False
    marks: tuple[str, ...] = ()


def outline(source: str) -> tuple[Definition, ...]:
    """What a file defines, in its order: functions and classes anywhere, values at the margin."""
    text = _TEXTS.sub(lambda found: "\n" * found[0].count("\n"), source)
    return tuple(_definitions(text.split("\n")))


def called(source: str) -> frozenset[str]:
    """The functions that the checks in this text call."""
    return frozenset(_CALLED.findall(source)) - {"call"}


def _definitions(lines: list[str]) -> Iterator[Definition]:
    around: list[tuple[int, str]] = []
    cached = skipped = False
    marks: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        head, block = _HEAD.match(line), _BLOCK.match(line)
        found = head or block
        if line.strip() and not line.lstrip().startswith(("#", ")", "]")):
            indent = len(line) - len(line.lstrip())
            around = [one for one in around if one[0] < indent]
        skipped = (skipped or bool(_CONTINUE.search(line))) and not head  # a loop that skips what it does not look for
        if head:
            kind, name = head["kind"], head["name"]
            after = "\n".join(lines[number - 1 : number + 20])[head.end() :]
            parameters = _parameters(after) if kind == "def" or after.startswith("(") else None
            yield Definition(kind, name, number, around[-1][1] if around else "", parameters, cached, marks)
        elif (left := _LEFT.match(line)) and _goes_on(lines[number : number + 20], left[1]):
            yield Definition("left", "", number)
        elif _RETURN.match(line) and around and around[-1][1] in ("for", "while") and not skipped:
            function = next((label for _, label in reversed(around) if label.startswith("def ")), "")
            yield Definition("returns", "", number, function)
        elif not around and (value := _VALUE.match(line)):
            yield Definition("def" if value["lambda"] else "value", value["name"], number)
        if found:
            around.append((len(found["before"]), f"{found['kind']} {head['name']}" if head else found["kind"]))
        cached = bool(_CACHE.match(line)) or (cached and line.lstrip().startswith("@"))
        marks = (*marks, mark[1]) if (mark := _MARK.match(line)) else ()
        yield from (Definition(*one) for one in class_lines(lines, number, [label for _, label in around]))


def _goes_on(lines: list[str], before: str) -> bool:
    """Whether the next line of code belongs to the same block."""
    following = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    return following.startswith(before) and not following[len(before)].isspace()


def _parameters(text: str) -> tuple[str, ...] | None:
    """The names in the first brackets of `text`; None where these do not end."""
    start, depth, parts = text.find("("), 0, [""]
    for sign in text[start : start + MOST] if start >= 0 else "":
        depth += (sign in "([{") - (sign in ")]}")
        if not depth:
            names = (re.match(r"\s*(\**\w+)", part) for part in parts)
            return tuple(name[1] for name in names if name)
        if sign == "," and depth == 1:
            parts.append("")
        elif parts[-1] or sign != "(":
            parts[-1] += sign
    return None
