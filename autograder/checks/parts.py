"""Tables and what figures show, compared part by part: the first part that differs, by its name, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from autograder.sandbox import figures
from autograder.sandbox.frames import Column, Frame, Labels

Differ = Callable[[Any, Any], str | None]
"""How two values of plain data differ; None where they do not."""
Show = Callable[[Any], str]

_NAMES = {"Axes": "a Matplotlib axes", "Figure": "a Matplotlib figure"}


def kind_of_parts(value: Any) -> str:
    """``a DataFrame of shape (3, 2)``, ``a Matplotlib axes``."""
    if isinstance(value, Frame):
        return f"a DataFrame of shape ({len(value.index.values)}, {len(value.values)})"
    if isinstance(value, Column):
        return f"a Series of length {len(value.values)}"
    if isinstance(value, Labels):
        return f"an Index of length {len(value.values)}"
    name = type(value).__name__
    return _NAMES.get(name, f"a {name}")


def parts_differ(actual: Any, expected: Any, differ: Differ, show: Show) -> str | None:
    """The first difference of two tables, or of what two figures show, both of one kind; None where there is none."""
    if isinstance(expected, Frame):
        return _frames_differ(actual, expected, differ, show)
    if isinstance(expected, Column):
        return _series_differ(actual, expected, differ, show)
    if isinstance(expected, Labels):
        return _labels_differ(actual, expected, differ, show)
    return next(_shown_differs(actual, expected, "", differ, show), None)


def _frames_differ(actual: Frame, expected: Frame, differ: Differ, show: Show) -> str | None:
    names, wanted = actual.columns.values, expected.columns.values
    if differ(names, wanted) is not None:
        return _columns_differ(_listed(names), _listed(wanted), show)
    found = _rows_differ(actual.index, expected.index, differ, show)
    if found is not None:
        return found
    for name, column, right in zip(wanted, actual.values, expected.values, strict=True):
        found = differ(column, right)
        if found is not None:
            return f"in column {show(name)}: {found}"
    return None


def _columns_differ(names: list[Any], wanted: list[Any], show: Show) -> str:
    lacks = [name for name in wanted if name not in names]
    more = [name for name in names if name not in wanted]
    told = [f"lacks {_columns(lacks, show)}"] * bool(lacks) + [f"has {_columns(more, show)} too much"] * bool(more)
    if told:
        return f"it {' and '.join(told)}"
    return f"it has the columns in the order {show(names)}, expected {show(wanted)}"


def _listed(values: Any) -> list[Any]:
    listed: list[Any] = values if isinstance(values, list) else values.tolist()
    return listed


def _columns(names: list[Any], show: Show) -> str:
    return f"the column {show(names[0])}" if len(names) == 1 else f"the columns {show(names)}"


def _series_differ(actual: Column, expected: Column, differ: Differ, show: Show) -> str | None:
    found = _rows_differ(actual.index, expected.index, differ, show) or differ(actual.values, expected.values)
    if found is None and differ(actual.name, expected.name) is not None:
        return f"its name is {show(actual.name)}, expected {show(expected.name)}"
    return found


def _rows_differ(actual: Labels, expected: Labels, differ: Differ, show: Show) -> str | None:
    rows, wanted = len(actual.values), len(expected.values)
    if rows != wanted:
        return f"it has {rows} row{'s' * (rows != 1)}, expected {wanted}"
    found = _labels_differ(actual, expected, differ, show)
    return None if found is None else f"in its index: {found}"


def _labels_differ(actual: Labels, expected: Labels, differ: Differ, show: Show) -> str | None:
    found = differ(actual.values, expected.values)
    if found is None and differ(actual.names, expected.names) is not None:
        return f"it goes by {_names(actual, show)}, expected {_names(expected, show)}"
    return found


def _names(labels: Labels, show: Show) -> str:
    names = [name for name in labels.names if name is not None]
    return f"the name{'s' * (len(names) > 1)} {', '.join(map(show, names))}" if names else "no name"


def _shown_differs(actual: Any, expected: Any, path: str, differ: Differ, show: Show) -> Iterator[str]:
    """What two figures, or parts of them, show otherwise; `path` is where they are in the whole."""
    for field in fields(expected):
        if field.name == "unseen":  # of which nothing but the kind is known
            continue
        given, wanted = getattr(actual, field.name), getattr(expected, field.name)
        where = f"{path}.{field.name}" if path else field.name
        if _is_row_of_parts(given) and _is_row_of_parts(wanted):
            if len(given) != len(wanted):
                yield f"{f'in {path}: ' if path else ''}it has {_count(len(given), field.name)}, expected {len(wanted)}"
            for index, (one, right) in enumerate(zip(given, wanted, strict=False)):
                yield from _shown_differs(one, right, f"{where}[{index}]", differ, show)
            continue
        found = differ(given, wanted)
        if found is not None:
            yield part_differs(where, given, wanted, found, show)


def path_of(whole: Any, part: Any) -> str:
    """``lines[0].y``: where in what a figure shows this very object stands; empty where it does not."""
    if type(whole) is tuple or type(whole) is list:
        places: Iterator[tuple[str, Any]] = ((f"[{index}]", one) for index, one in enumerate(whole))
    elif figures.name_of(whole):
        places = ((f".{field.name}", getattr(whole, field.name)) for field in fields(whole))
    else:
        return ""
    for name, one in places:
        inside = "" if one is part else path_of(one, part)
        if one is part or inside:
            dot = "." if inside and not inside.startswith("[") else ""
            return f"{name}{dot}{inside}".removeprefix(".")
    return ""


def part_differs(where: str, given: Any, wanted: Any, found: str, show: Show) -> str:
    """How a part of what a figure shows differs; `found` is how their values do."""
    if given is None or wanted is None:  # a legend
        return f"it has no {where}, expected one" if given is None else f"it has a {where}, expected none"
    if isinstance(wanted, str | tuple):
        return f"its {where} is {show(given)}, expected {show(wanted)}"
    return f"in its {where}: {found}"


def _is_row_of_parts(value: Any) -> bool:
    return type(value) is tuple and all(figures.name_of(part) for part in value)


def _count(number: int, name: str) -> str:
    plural = name if number != 1 or name == "axes" else name.removesuffix("s")
    return f"{number or 'no'} {plural}"
