"""YAML text to a tree of nodes, without what a few lines of it could do: stand for gigabytes, or nest without end."""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from autograder.errors import CourseError

MAX_DEPTH = 24

_RESOLVER: Any = yaml.resolver.Resolver()
_KNOWN = 4096
_WORD = 40
"""Characters up to which a scalar's kind is remembered: keys and short answers, which come again in each file."""


@lru_cache(_KNOWN)
def _kind_of_plain(value: str) -> str:
    kind: str = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))
    return kind


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The fastest loader there is. What a word without quotes is, a number or a text, it looks up where it can."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node."""
        if kind is yaml.ScalarNode and implicit[0] and len(value) <= _WORD:
            return _kind_of_plain(value)
        return super().resolve(kind, value, implicit)


LOADER: Any = Loader
_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)

_NAMED = re.compile(r"[&*][\w-]")
"""An anchor or an alias, or a text that looks like one."""
_ENTRIES = re.compile(r"^[ \t?:-]*", re.MULTILINE)
"""All that can begin block collections in a line: each of them stands in a column of it, at most two in one."""
_HARMLESS_DEPTH = 200


def composed(text: str, path: Path, *, aliases: bool) -> Any:
    """The tree of a document, gone through before it is made where it may hold tricks: that is half of the work."""
    if not _NAMED.search(text) and _deepest(text) <= _HARMLESS_DEPTH:
        with contextlib.suppress(yaml.YAMLError, UnicodeEncodeError):  # met again below, in its turn
            node = yaml.compose(text, Loader=LOADER)
            if node is None or _depth(node) <= MAX_DEPTH:
                return node
    _refuse_tricks(text, path, aliases=aliases)
    return yaml.compose(text, Loader=LOADER)


def _deepest(text: str) -> int:
    """No document with this text is nested deeper."""
    return text.count("[") + text.count("{") + 2 * (1 + max(map(len, _ENTRIES.findall(text))))


def _depth(node: Any) -> int:
    """How many collections are inside of one another."""
    depth, level = 0, [node]
    while level := [one for one in level if isinstance(one, yaml.CollectionNode)]:
        depth += 1
        level = [part for one in level for pair in one.value for part in (pair if type(pair) is tuple else (pair,))]
    return depth


def _refuse_tricks(text: str, path: Path, *, aliases: bool) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        if not aliases and (isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)):
            raise CourseError("anchors (&) and aliases (*) are not used here.", where=path, line=line, fix="Quote it.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep(path, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def refuse_unread_depth(text: str, path: Path) -> None:
    """Says our own sentence where the C library stopped at a nesting limit of its own.

    It reads ahead of its events, so that its limit, which only some releases have, may come before ours in time; the
    Python scanner has none.
    """
    depth = 0
    with contextlib.suppress(yaml.YAMLError):  # the error that is told is the one that led here
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > MAX_DEPTH:
                raise _too_deep(path, token.start_mark.line + 1)


def _too_deep(path: Path, line: int | None) -> CourseError:
    return CourseError(f"is nested more than {MAX_DEPTH} deep.", where=path, line=line)
