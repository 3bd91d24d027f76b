"""YAML text to plain data, with the line of every part, for files that people write by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from autograder.course.yamltree import composed, refuse_unread_depth
from autograder.errors import CourseError

MAX_CHARACTERS = 256 * 1024
MAX_NUMBER = 400
"""Characters of a number: Python does not print one of some thousand digits, and nobody writes one."""
MAX_SHOWN = 80
_LOOKED_BACK = 2
"""Lines above the one where reading ended that may be the reason: a tab there was taken for a blank in a text."""

_TEXT = "tag:yaml.org,2002:str"
_PLAIN_TAGS = frozenset({"map", "seq", "str", "int", "float", "bool", "null", "timestamp"})
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data and where each part of it stands.

    A place is the path of keys and indices that leads to a part: ``("exercises", 2, "points")``.
    """

    path: Path
    data: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The 1-based line of the part at `place`, or of its nearest enclosing part that is known."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, what: str, place: Place = (), fix: str = "") -> CourseError:
        """A CourseError that points at `place`."""
        return CourseError(what, where=self.path, line=self.line(place), fix=fix)


def read_yaml(text: str, path: Path, most: int = MAX_CHARACTERS, *, aliases: bool = False) -> Document:
    """Reads one YAML document of plain data: maps, lists, text, numbers, booleans, null.

    Raises CourseError, with file and line, for a syntax error, a key given twice, an anchor or alias where
    `aliases` does not allow them (a few lines can stand for gigabytes), a tag, nesting deeper than 24 or more than
    `most` characters.
    """
    if len(text) > most:
        raise CourseError(f"is longer than {most // 1024} KiB.", where=path, fix="Keep it short.")
    document = Document(path, None)
    try:
        node = composed(text, path, aliases=aliases)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        refuse_unread_depth(text[: mark.index] if mark else text, path)
        raise _not_valid(text, path, error) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise CourseError(f"this is not valid YAML: {error}.", where=path) from error
    data = None if node is None else _build(node, (), document)
    return Document(path, data, document.lines)


_TAB = re.compile(r" *\t")
_TOGETHER = re.compile(r"[ -]*[\w-]+:[^\s/]")
_FRAME = re.compile(r"\s*(```|~~~)")
_MERGE = re.compile(r"(<{7}|={7}|>{7})(\s|$)")
_TWO_COLONS = re.compile(r"[ -]*[\w-]+: +[^\s\"'\[{|>#].*:(\s|$)")
_BESIDE = "mapping values are not allowed"
"""What is said of a second key in one value: of a colon in a text, and of a line that goes on with the one before."""


def _not_valid(text: str, path: Path, error: yaml.MarkedYAMLError) -> CourseError:
    """The error at the line that is wrong, which for two slips that people make is not the one where reading ended."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else None
    if mark and error.context_mark and "simple key" in str(error.context):  # a key without what makes it one
        line = error.context_mark.line + 1
    lines = text.split("\n")
    near = range(line or 0, max((line or 0) - _LOOKED_BACK, 0), -1)
    tab = next((number for number in near if number <= len(lines) and _TAB.match(lines[number - 1])), None)
    if tab is not None:
        what = "this is not valid YAML: the line begins with a tab."
        return CourseError(what, where=path, line=tab, fix="Indent with blanks.")
    what = f"this is not valid YAML: {error.problem or error.context}."
    wrong, fix = _fix(lines, near, _BESIDE in str(error.problem))
    return CourseError(what, where=path, line=wrong or line, fix=fix)


def _fix(lines: Sequence[str], near: Sequence[int], beside: bool) -> tuple[int | None, str]:
    """What to do, and about which line where it is another one. `near` are the line that is told and some before it."""
    told = [(number, lines[number - 1]) for number in near if number <= len(lines) and lines[number - 1].strip()]
    for number, text in told:
        if _FRAME.match(text):
            return number, "This line frames a text in a chat or on a web page: delete it, and the one at the end."
        if _MERGE.match(text):
            return number, "This line is the mark of a merge that is not finished: keep one version, delete the marks."
    for number, text in told[: 2 if beside else 1]:
        if _TOGETHER.match(text):
            return number, "Put a blank behind the colon."
    if beside and told and _TWO_COLONS.match(told[0][1]):
        return None, "The text has a colon in it: put quotes around the text."
    return None, "Look for a missing quote, colon or indent."


def _build(node: Any, place: Place, document: Document) -> Any:
    document.lines[place] = node.start_mark.line + 1
    if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    if node.tag.rpartition(":")[2] not in _PLAIN_TAGS:
        raise document.error(f"the tag {shown(node.tag)} is not used here.", place, "Quote the value if it is text.")
    if isinstance(node, yaml.MappingNode):
        return _build_map(node, place, document)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*place, index), document) for index, item in enumerate(node.value)]
    if node.tag.endswith(":timestamp"):
        return node.value  # a date stays the text that was written
    if len(node.value) > MAX_NUMBER and node.tag.endswith((":int", ":float")):
        what = f"this value cannot be read: a number has {MAX_NUMBER} characters at most."
        raise document.error(what, place, "Quote it if it is text.")
    constructor = yaml.constructor.SafeConstructor()
    try:
        return constructor.construct_object(node)
    except (yaml.YAMLError, ValueError, OverflowError, LookupError, AttributeError, TypeError) as error:
        raise document.error(
            f"this value cannot be read: {shown(node.value)}.", place, "Quote it if it is text."
        ) from error


def shown(value: Any) -> str:
    """A value as a message quotes it, no longer than a line."""
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."


def _build_map(node: Any, place: Place, document: Document) -> dict[Any, Any]:
    built: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise CourseError("a key must be a word or a number.", where=document.path, line=line)
        key: Any = _build(key_node, place, document)
        if isinstance(key, list | dict):
            raise CourseError("a key must be a word or a number.", where=document.path, line=line)
        if key in built:
            raise CourseError(f"the key {shown(key)} is given twice.", where=document.path, line=line, fix="Keep one.")
        built[key] = _build(value_node, (*place, key), document)
        document.lines[(*place, key)] = line
    document.lines[place] = node.start_mark.line + 1
    return built


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document, asked for what should stand there; CourseError, with file and line, where it does not."""

    document: Document
    data: Any
    place: Place = ()

    def error(self, what: str, fix: str = "") -> CourseError:
        """A CourseError that points here."""
        return self.document.error(what, self.place, fix)

    def has(self, key: str) -> bool:
        """Whether this map has the key, with anything but nothing behind it."""
        return isinstance(self.data, dict) and self.data.get(key) is not None

    def at(self, key: str) -> Part:
        """The part behind a key of this map, which has to be there."""
        if not isinstance(self.data, dict):
            raise self.error("here must stand keys and values.")
        if not self.has(key):
            raise self.error(f"the key {key!r} is missing here.", f"Add `{key}:`.")
        return Part(self.document, self.data[key], (*self.place, key))

    def only(self, *known: str) -> None:
        """Refuses a key that is not known: it may be a known one with a slip in it."""
        if not isinstance(self.data, dict):
            raise self.error("here must stand keys and values.")
        for key in self.data:
            if key not in known:
                what = f"there is no {shown(key)} here."
                raise self.document.error(what, (*self.place, key), f"Known: {', '.join(known)}.")

    def rows(self) -> list[Part]:
        """The entries of this list."""
        if not isinstance(self.data, list):
            raise self.error("here must stand a list.")
        return [Part(self.document, item, (*self.place, index)) for index, item in enumerate(self.data)]

    def parts(self) -> dict[str, Part]:
        """The entries of this map, whose keys are texts."""
        if not isinstance(self.data, dict) or not self.data:
            raise self.error("here must stand keys and values.")
        for key in self.data:
            if not isinstance(key, str):
                raise self.document.error(f"the key {shown(key)} must be text.", (*self.place, key), "Quote it.")
        return {key: Part(self.document, value, (*self.place, key)) for key, value in self.data.items()}

    def text(self) -> str:
        """The text that stands here, without blanks around it."""
        if not isinstance(self.data, str) or not self.data.strip():
            raise self.error(f"here must stand a text, not {shown(self.data)}.", "Quote it.")
        return self.data.strip()

    def texts(self) -> list[str]:
        """The texts of this list."""
        return [part.text() for part in self.rows()]

    def flag(self) -> bool:
        """true or false."""
        if not isinstance(self.data, bool):
            raise self.error(f"here must stand true or false, not {shown(self.data)}.")
        return self.data

    def number(self) -> float:
        """A finite number."""
        if isinstance(self.data, bool) or not isinstance(self.data, int | float) or not abs(self.data) < math.inf:
            raise self.error(f"here must stand a number, not {shown(self.data)}.")
        return float(self.data)
