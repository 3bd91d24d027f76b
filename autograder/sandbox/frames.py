"""Tables of pandas, as plain parts: columns, their names, the index. Rebuilt only where pandas is there.

Nothing here imports pandas unless a table is met, or one is to be rebuilt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.sandbox.bounds import NotPlain

MAX_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Labels:
    """An index, or the names of columns. `several`: each label is a tuple, of a MultiIndex."""

    values: Any
    names: tuple[Any, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A Series: an array, or a list of plain data where it is of no one type."""

    name: Any
    values: Any
    index: Labels


@dataclass(frozen=True, slots=True)
class Frame:
    """A DataFrame: an array or a list for each column."""

    columns: Labels
    values: tuple[Any, ...]
    index: Labels


def taken(value: Any, reduce: Callable[[Any], Any]) -> Frame | Column | Labels | None:
    """The plain parts of a table of pandas, made plain by `reduce`; None for everything else."""
    kind = type(value)
    if kind in (Frame, Column, Labels):
        copied: Frame | Column | Labels = _copied(value, reduce)
        return copied
    pandas = sys.modules.get("pandas")
    if pandas is None or not issubclass(kind, getattr(pandas, "core", pandas).generic.NDFrame | pandas.Index):
        return None
    if issubclass(kind, pandas.Index):
        return _labels(pandas, value, reduce)
    if issubclass(kind, pandas.Series):
        return Column(reduce(value.name), _cells(pandas, value, reduce), _labels(pandas, value.index, reduce))
    if value.shape[1] > MAX_COLUMNS:
        raise NotPlain(f"a DataFrame with more than {MAX_COLUMNS} columns")
    columns = tuple(_cells(pandas, value.iloc[:, place], reduce) for place in range(value.shape[1]))
    return Frame(_labels(pandas, value.columns, reduce), columns, _labels(pandas, value.index, reduce))


def _copied(value: Any, reduce: Callable[[Any], Any]) -> Any:
    if type(value) is Labels:
        return Labels(reduce(value.values), tuple(map(reduce, value.names)), value.several)
    index = _copied(value.index, reduce)
    if type(value) is Column:
        return Column(reduce(value.name), reduce(value.values), index)
    return Frame(_copied(value.columns, reduce), tuple(map(reduce, value.values)), index)


def _labels(pandas: Any, index: Any, reduce: Callable[[Any], Any]) -> Labels:
    names = tuple(reduce(name) for name in index.names)
    if isinstance(index, pandas.MultiIndex):
        return Labels([reduce(tuple(label)) for label in index.tolist()], names, True)
    return Labels(_cells(pandas, index, reduce), names)


def _cells(pandas: Any, column: Any, reduce: Callable[[Any], Any]) -> Any:
    """An array of numbers, text or dates, or a list of cells, in which what is missing is None."""
    values = np.asarray(column)
    if values.dtype != object:
        return reduce(values)
    cells = [None if cell is pandas.NA or cell is pandas.NaT else reduce(cell) for cell in values.tolist()]
    missing = [None if type(cell) is float and cell != cell else cell for cell in cells]
    return missing if str in set(map(type, cells)) else cells


def rebuilt(value: Any) -> Any:
    """The table that a Frame, a Column or Labels stand for.

    Raises ImportError where pandas is not there, ValueError where the parts do not fit.
    """
    import pandas

    if type(value) is Labels:
        return _index(pandas, value)
    index = _index(pandas, value.index)
    if type(value) is Column:
        return pandas.Series(value.values, index=index, name=value.name)
    data = dict(enumerate(value.values))  # by place: two columns may have one name
    frame = pandas.DataFrame(data, index=index)
    frame.columns = _index(pandas, value.columns)
    return frame


def _index(pandas: Any, labels: Labels) -> Any:
    if labels.several:
        return pandas.MultiIndex.from_tuples(labels.values, names=list(labels.names))
    return pandas.Index(labels.values, name=labels.names[0])


def check(value: Any) -> None:
    """Raises ValueError where the parts of a Frame, a Column or Labels are not those of a table."""
    if type(value) is Labels:
        if type(value.names) is not tuple or type(value.several) is not bool or len(value.names) > MAX_COLUMNS:
            raise ValueError("labels without names")
        if value.several and not (
            type(value.values) is list
            and all(type(label) is tuple and len(label) == len(value.names) for label in value.values)
        ):
            raise ValueError("labels that are not tuples")
        if not value.several and (len(value.names) != 1 or _rows(value.values) < 0):
            raise ValueError("labels in no row")
        return
    if type(value.index) is not Labels:
        raise ValueError("a table without an index")
    rows = _rows(value.index.values)
    columns = [value.values] if type(value) is Column else value.values
    if type(value) is Frame and (
        type(columns) is not tuple or type(value.columns) is not Labels or _rows(value.columns.values) != len(columns)
    ):
        raise ValueError("a table without names")
    if any(_rows(column) != rows for column in columns):
        raise ValueError("columns of other lengths")


def _rows(values: Any) -> int:
    if isinstance(values, np.ndarray):
        return len(values) if values.ndim == 1 else -1
    return len(values) if type(values) is list else -1


def weight(value: Any, of: Callable[[Any], int]) -> int:
    """About how many bytes a value fills, its cells weighed by `of`; that of one number for what is no table."""
    if type(value) is Labels:
        return 32 + of(value.values)
    if type(value) is Column:
        return of(value.values) + weight(value.index, of)
    if type(value) is Frame:
        return sum(map(of, value.values)) + weight(value.index, of) + weight(value.columns, of)
    return 32
