"""A YAML file as fields: one for each value that is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

import yaml

from autograder.course.yamlfile import read_yaml
from autograder.course.yamltree import LOADER
from autograder.kinds.controls.base import Controls, Shape
from autograder.kinds.controls.parts import Slot, cut
from autograder.sandbox.values import Plain

FieldType = Literal["text", "number", "list", "flag"]
_TYPES: Mapping[type, FieldType] = {str: "text", bool: "flag", int: "number", float: "number", list: "list"}


@dataclass(frozen=True, slots=True)
class Field:
    """One place of a form: what it is part of, what belongs there, and what stands there at first."""

    name: str
    label: str
    group: str
    type: FieldType
    help: str
    start: str


@dataclass(frozen=True, slots=True)
class Fields(Controls):
    """The fields of `stub`, a YAML file. `solved`, the same filled in, says of which type each is."""

    shape: ClassVar[Shape] = "fields"
    stub: str
    solved: Plain = None

    def data(self) -> dict[str, Any]:
        found = list(self._fields())
        return {
            "parts": cut(self.stub, [slot for _, slot in found]),
            "types": {field.name: field.type for field, _ in found},
            "placeholders": {field.name: f"<{field.help}>" for field, _ in found if field.help},
        }

    def read_back(self, text: str, path: Path) -> dict[str, Any]:
        return {"answers": dict(_values(read_yaml(text, path).data, ())), "problem": ""}

    @property
    def fields(self) -> list[Field]:
        """In the order of the file."""
        return [field for field, _ in self._fields()]

    @property
    def intro(self) -> str:
        """What the file says, in comments, before the first of them."""
        lines = []
        for line in self.stub.splitlines():
            if line.strip() and not line.startswith("#"):
                break
            lines.append(line.removeprefix("#").removeprefix(" ").rstrip())
        return "\n".join(lines).strip()

    def _fields(self) -> Iterator[tuple[Field, Slot]]:
        for place, node in _nodes(yaml.compose(self.stub, Loader=LOADER), ()):
            value = yaml.constructor.SafeConstructor().construct_object(node, deep=True)
            hint = value[1:-1] if isinstance(value, str) and value.startswith("<") and value.endswith(">") else ""
            type_ = _type_of(_at(self.solved, place), value)
            start = "" if hint or value in (None, []) else as_typed(value)
            field = Field("/".join(map(str, place)), str(place[-1]), " ".join(map(str, place[:-1])), type_, hint, start)
            end = int(node.end_mark.index)
            before = " " if node.start_mark.index == end and self.stub[end - 1 : end] == ":" else ""
            after = "\n" if self.stub[node.start_mark.index : end].endswith("\n") else ""
            yield field, Slot(field.name, int(node.start_mark.index), end, before, after)


def _nodes(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value that is filled in: a scalar, or a list that is written on one line."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        for index, value in enumerate(node.value):
            yield from _nodes(value, (*place, index))
    elif place:
        yield place, node


def _at(data: Any, place: Sequence[str | int]) -> Any:
    for part in place:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _type_of(solved: Any, stub: Any) -> FieldType:
    return _TYPES.get(type(solved)) or _TYPES.get(type(stub)) or "text"


def _values(data: Plain, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _values(value, (*place, str(key)))
    elif isinstance(data, list) and any(isinstance(value, dict | list) for value in data):
        for index, value in enumerate(data):
            yield from _values(value, (*place, str(index)))
    elif place:
        yield "/".join(place), as_typed(data)


def as_typed(value: Plain) -> str:
    """A value as it stands in a field."""
    if isinstance(value, list):
        return ", ".join(map(as_typed, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
