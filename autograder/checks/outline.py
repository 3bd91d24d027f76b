"""What a file defines and where, read from its text alone: good enough to say why a call could not be made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_STATIC = re.compile(r"\s*@(?:staticmethod|classmethod)\b")
_FILLED = r"(?:\[|\{|(?:list|dict|set|deque|defaultdict|Counter)\()"
_IN_A_CLASS = re.compile(rf"[ \t]+(?P<name>[a-z]\w*)\s*(?::[^=]+)?=\s*{_FILLED}")
_DEFAULT = re.compile(r"(\w+)\s*(?::[^=,()]+)?=\s*(?:\[\s*\]|\{\s*\}|(?:list|dict|set)\(\))")
_CHANGED = r"(?:\.(?:append|appendleft|add|extend|update|insert|pop|setdefault)\(|\[[^\]]*\]\s*[-+*/]?=(?!=)|\s*[+|]=)"
_CALLED = re.compile(r"submission\.(?:call\(\s*[\"'])?(\w+)")


@dataclass(frozen=True, slots=True)
class Definition:
    """A function ("def"), a class or a value of a file, or a stub's line ("left") with more of the function below it.

    `inside` is what it stands in, ``class Solution``: "" at the margin. "returns" is the line of a `return` that ends a
    loop of the function `inside` in its first round. "shared" is a list, dict or set that a class makes in its body and
    its methods change, "default" one that is the default of a method's parameter and is kept or changed.
    """

    kind: str
    name: str
    line: int
    inside: str = ""
    parameters: tuple[str, ...] | None = None
    cached: bool = False
    static: bool = False


def outline(source: str) -> tuple[Definition, ...]:
    """What a file defines, in its order: functions and classes anywhere, values at the margin."""
    text = _TEXTS.sub(lambda found: "\n" * found[0].count("\n"), source)
    return tuple(_definitions(text.split("\n")))


def called(source: str) -> frozenset[str]:
    """The functions that the checks in this text call."""
    return frozenset(_CALLED.findall(source)) - {"call"}


def _definitions(lines: list[str]) -> Iterator[Definition]:
    around: list[tuple[int, str]] = []
    cached = static = skipped = False
    for number, line in enumerate(lines, 1):
        head, block = _HEAD.match(line), _BLOCK.match(line)
        found = head or block
        if line.strip() and not line.lstrip().startswith(("#", ")", "]")):
            indent = len(line) - len(line.lstrip())
            around = [one for one in around if one[0] < indent]
        skipped = (skipped or bool(_CONTINUE.search(line))) and not head  # a loop that skips what it does not look for
        if head:
            kind, name = head["kind"], head["name"]
            parameters = (
                _parameters("\n".join(lines[number - 1 : number + 20])[head.end() :]) if kind == "def" else None
            )
            inside = around[-1][1] if around else ""
            yield Definition(kind, name, number, inside, parameters, cached, static)
            if kind == "def" and inside.startswith("class "):
                yield from _defaults(lines[number - 1 :], number, inside)
        elif (left := _LEFT.match(line)) and _goes_on(lines[number : number + 20], left[1]):
            yield Definition("left", "", number)
        elif _RETURN.match(line) and around and around[-1][1] in ("for", "while") and not skipped:
            function = next((label for _, label in reversed(around) if label.startswith("def ")), "")
            yield Definition("returns", "", number, function)
        elif around and around[-1][1].startswith("class ") and (made := _IN_A_CLASS.match(line)):
            if _is_shared("\n".join(lines), made["name"], around[-1][1].removeprefix("class ")):
                yield Definition("shared", made["name"], number, around[-1][1])
        elif not around and (value := _VALUE.match(line)):
            yield Definition("def" if value["lambda"] else "value", value["name"], number)
        if found:
            around.append((len(found["before"]), f"{found['kind']} {head['name']}" if head else found["kind"]))
        goes_on = line.lstrip().startswith("@")
        cached = bool(_CACHE.match(line)) or (cached and goes_on)
        static = bool(_STATIC.match(line)) or (static and goes_on)


def _is_shared(text: str, name: str, owner: str) -> bool:
    """Whether the methods of a class change what it makes in its body, and no object gets one of its own."""
    own = re.search(rf"\bself\.{name}\s*(?:,|(?::[^=\n]+)?=(?!=))", text)
    return own is None and re.search(rf"\b(?:self|cls|{owner})\.{name}{_CHANGED}", text) is not None


def _defaults(lines: list[str], number: int, inside: str) -> Iterator[Definition]:
    """The defaults of a method, whose text begins `lines`, that are made once and kept or changed."""
    margin = len(lines[0]) - len(lines[0].lstrip())
    ends = (i for i, line in enumerate(lines[1:], 1) if line.strip() and len(line) - len(line.lstrip()) <= margin)
    body = "\n".join(lines[: next((i for i in ends if lines[i].lstrip()[0] not in ")]"), len(lines))])
    head, _, rest = body.partition(":\n")
    for found in _DEFAULT.finditer(head):
        name = found[1]
        kept = rf"\bself\.\w+\s*=\s*(?:[^=\n]*,\s*)?{name}\s*(?:,|#|$)"
        if re.search(kept, rest, re.M) or re.search(rf"(?<![\w.]){name}{_CHANGED}", rest):
            yield Definition("default", name, number, inside)


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
