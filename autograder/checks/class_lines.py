"""What a line inside of a class says of its objects, read from the text alone and in one look at each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Found = tuple[str, str, int, str]
"""A kind, a name, the line and the class.

"made": the class makes a list, dict or set of this name in its body; "changed": one of this name is changed, of an
object or of the class. "attribute": `self.name` is set; "super": what the class is built on is called. "default": a
parameter whose default is a list, dict or set; "kept": a bare name that an attribute is set to, or that is changed.
"""
MOST = 2000
"""Characters of a line, or of a head; no more is read."""
_LINES = 20
_MADE = re.compile(r"[ \t]+(?P<name>[a-z]\w*)\s*(?::[^=]+)?=\s*(?:\[|\{|(?:list|dict|set|deque|defaultdict|Counter)\()")
_HEAD = re.compile(r"\s*(?:async\s+)?def\b")
_HEAD_ENDS = re.compile(r"\)\s*(?:->[^:\n]{0,80})?:")
_DEFAULT = re.compile(r"\b(\w+)\s*(?::[^=,()]{1,80})?=\s*(?:\[\s*\]|\{\s*\}|(?:list|dict|set)\(\))")
_SET = re.compile(r"\s*((?:[\w.]+\s*,\s*)*[\w.]+)\s*(?::[^=]+)?=(?!=)")
_CHANGED = re.compile(
    r"(?<![\w.])((?:self|cls|[A-Z]\w*)\.)?(\w+)"
    r"(?:\.(?:append|appendleft|add|extend|update|insert|pop|setdefault)\(|\[[^\]]{0,80}\]\s*[-+*/]?=(?!=)|\s*[+|]=)"
)
_ABOVE = re.compile(r"\bsuper\(|\b[A-Z]\w*\.__init__\(")


def class_lines(lines: Sequence[str], number: int, around: Sequence[str]) -> Iterator[Found]:
    """What line `number` says; `around` are the blocks that it stands in, with itself where it begins one."""
    line = lines[number - 1][:MOST]
    inside = next((label for label in reversed(around) if label.startswith("class ")), "")
    if not inside:
        return
    if _HEAD.match(line):
        for name in _defaults(lines[number - 1 : number - 1 + _LINES]) if around[-2:-1] == [inside] else ():
            yield "default", name, number, inside
    elif around[-1] == inside and (made := _MADE.match(line)):
        yield "made", made["name"], number, inside
    elif found := _SET.match(line):
        yield from (("attribute", name, number, inside) for name in re.findall(r"\bself\.(\w+)", found[1]))
        if "self." in found[1]:
            values = line[found.end() :].partition("#")[0].split(",")
            yield from (("kept", value.strip(), number, inside) for value in values if value.strip().isidentifier())
    for of, name in _CHANGED.findall(line):
        yield "changed" if of else "kept", name, number, inside
    if _ABOVE.search(line):
        yield "super", "", number, inside


def _defaults(lines: Sequence[str]) -> list[str]:
    text = "\n".join(lines)[:MOST]
    end = _HEAD_ENDS.search(text)
    return _DEFAULT.findall(text[: end.start()] if end else text)
