"""What a Matplotlib figure shows, as plain data: read off its artists, never drawn.

Nothing here imports Matplotlib: a figure is there only where the code that made it has.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from autograder.sandbox.bounds import NotPlain

MAX_ARTISTS = 2_000
"""Lines, bars and the like in one figure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of `plot`: `x` and `y` are arrays of one length, `label` is empty where it has none.

    One of `hlines` and `vlines` is one too, and so is an `axline`, from one edge of the plot to the other.
    """

    x: Any
    y: Any
    label: str
    style: str
    marker: str
    color: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """The points of one `scatter`."""

    x: Any
    y: Any
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of `bar`, `barh` or `hist`: its left edge and foot, its width and height."""

    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Image:
    """What `imshow` shows: an array of shape (rows, columns) or with colours."""

    data: Any
    label: str


@dataclass(frozen=True, slots=True)
class Axes:
    """One plot. `legend` are the legend's texts, None where there is no legend; limits are (from, to).

    `unseen` names the kinds of what is drawn and stands in none of the others.
    """

    title: str
    xlabel: str
    ylabel: str
    lines: tuple[Line, ...]
    scatters: tuple[Scatter, ...]
    bars: tuple[Bar, ...]
    images: tuple[Image, ...]
    texts: tuple[str, ...]
    legend: tuple[str, ...] | None
    xticklabels: tuple[str, ...]
    yticklabels: tuple[str, ...]
    xlim: tuple[float, ...]
    ylim: tuple[float, ...]
    xscale: str
    yscale: str
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its own title, and its plots in the order in which they were made."""

    title: str
    axes: tuple[Axes, ...]


KINDS: Mapping[str, type] = {kind.__name__: kind for kind in (Line, Scatter, Bar, Image, Axes, Figure)}


def name_of(value: object) -> str:
    """The name of what a figure shows; empty for everything else."""
    return type(value).__name__ if type(value) in KINDS.values() else ""


def parts(value: Any) -> list[Any]:
    """The fields of one of KINDS, in order."""
    return [getattr(value, field.name) for field in fields(value)]


def rebuilt(name: str, given: list[Any]) -> Any:
    """What has these fields. Raises ValueError where they are not of the kinds that are shown."""
    kind = KINDS[name]
    wanted = [field.type for field in fields(kind)]
    if len(wanted) != len(given) or not all(map(_fits, given, map(str, wanted))):
        raise ValueError("not what a figure shows")
    return kind(*given)


def _fits(value: Any, wanted: str) -> bool:
    if wanted in ("str", "float"):
        return type(value).__name__ == wanted
    if wanted.startswith("tuple["):
        inner = wanted.removeprefix("tuple[").partition(",")[0]
        if value is None:
            return wanted.endswith("None")
        return type(value) is tuple and {type(part).__name__ for part in value} <= {inner}
    return isinstance(value, np.ndarray | list)


def taken(value: Any, reduce: Callable[[Any], Any]) -> Any:
    """What a figure, its axes or a part of it show, made plain by `reduce`; None for everything else."""
    if type(value) in KINDS.values():
        return type(value)(*(_copied(part, reduce) for part in parts(value)))
    if "matplotlib.figure" not in sys.modules:
        return None
    return _Reader(reduce).read(value)


def _copied(part: Any, reduce: Callable[[Any], Any]) -> Any:
    if type(part) is tuple:
        return tuple(_copied(one, reduce) for one in part)
    return taken(part, reduce) if type(part) in KINDS.values() else reduce(part)


class _Reader:
    """Reads artists, and counts them."""

    def __init__(self, reduce: Callable[[Any], Any]) -> None:
        self._reduce = reduce
        self._artists = 0

    def read(self, value: Any) -> Any:
        from matplotlib import axes, container, figure, lines, patches

        kind = type(value)
        if issubclass(kind, figure.FigureBase):
            self._count(value.axes)
            suptitle = getattr(value, "_suptitle", None)
            return Figure(_text(suptitle.get_text() if suptitle else ""), tuple(map(self._axes, value.axes)))
        if issubclass(kind, axes.Axes):
            return self._axes(value)
        if issubclass(kind, lines.Line2D):
            return self._line(value)
        if issubclass(kind, container.BarContainer):
            return tuple(self._bar(one, value.get_label()) for one in self._count(value.patches))
        return self._bar(value, "") if issubclass(kind, patches.Rectangle) else None

    def _count(self, artists: Any) -> list[Any]:
        found = list(artists)
        self._artists += len(found)
        if self._artists > MAX_ARTISTS:
            raise NotPlain(f"a figure with more than {MAX_ARTISTS} lines, bars and images")
        return found

    def _axes(self, given: Any) -> Axes:
        from matplotlib import collections, patches

        labels = {id(bar): group.get_label() for group in given.containers for bar in getattr(group, "patches", ())}
        patched, collected = self._count(given.patches), self._count(given.collections)
        bars = [one for one in patched if isinstance(one, patches.Rectangle)]
        points = [one for one in collected if isinstance(one, collections.PathCollection)]
        parts = {id(one) for group in given.containers for one in _members(group)}  # error bars, stems
        rows = [one for one in collected if type(one) is collections.LineCollection and id(one) not in parts]
        lines = (*map(self._line, self._count(given.lines)), *(line for row in rows for line in self._lines_of(row)))
        seen = {*map(id, (*bars, *points, *rows)), *parts}
        legend = given.get_legend()
        return Axes(
            title=_text(given.get_title() or given.get_title("left") or given.get_title("right")),
            xlabel=_text(given.get_xlabel()),
            ylabel=_text(given.get_ylabel()),
            lines=lines,
            scatters=tuple(map(self._scatter, points)),
            bars=tuple(self._bar(one, labels.get(id(one), "")) for one in bars),
            images=tuple(map(self._image, self._count(given.images))),
            texts=tuple(_text(one.get_text()) for one in self._count(given.texts)),
            legend=None if legend is None else tuple(_text(one.get_text()) for one in self._count(legend.get_texts())),
            xticklabels=tuple(_text(one.get_text()) for one in self._count(given.get_xticklabels())),
            yticklabels=tuple(_text(one.get_text()) for one in self._count(given.get_yticklabels())),
            xlim=tuple(map(float, given.get_xlim())),
            ylim=tuple(map(float, given.get_ylim())),
            xscale=_text(given.get_xscale()),
            yscale=_text(given.get_yscale()),
            unseen=tuple(sorted({_kind(one) for one in (*patched, *collected) if id(one) not in seen})),
        )

    def _line(self, line: Any) -> Line:
        from matplotlib import colors, lines

        x, y = map(self._row, _ends(line) if isinstance(line, lines.AxLine) else line.get_data())
        color = colors.to_hex(line.get_color())
        return Line(x, y, _label(line), _text(line.get_linestyle()), _text(line.get_marker()), color)

    def _lines_of(self, row: Any) -> Iterator[Line]:
        """Each line of `hlines` or `vlines`."""
        from matplotlib import colors

        drawn, styles = row.get_colors(), row.get_linestyles()
        for number, line in enumerate(self._count(row.get_segments())):
            places: np.ndarray[Any, Any] = np.ma.filled(np.ma.asarray(line, float), np.nan)
            style = "--" if len(styles) and styles[number % len(styles)][1] else "-"
            color = colors.to_hex(drawn[number % len(drawn)]) if len(drawn) else ""
            yield Line(self._reduce(places[:, 0]), self._reduce(places[:, 1]), _label(row), style, "None", color)

    def _row(self, given: Any) -> Any:
        """The places of points on one axis: numbers, names, or dates."""
        row: np.ndarray[Any, Any] = np.ma.asarray(given)
        return self._reduce(row.tolist() if row.dtype == object else np.ma.filled(row, np.nan))

    def _scatter(self, points: Any) -> Scatter:
        places: np.ndarray[Any, Any] = np.ma.filled(np.ma.asarray(points.get_offsets(), float), np.nan)
        return Scatter(self._reduce(places[:, 0]), self._reduce(places[:, 1]), _label(points))

    def _bar(self, bar: Any, label: Any) -> Bar:
        x, y = bar.get_xy()
        label = _label(bar) or ("" if str(label).startswith("_") else _text(str(label)))
        return Bar(float(x), float(y), float(bar.get_width()), float(bar.get_height()), label)

    def _image(self, image: Any) -> Image:
        return Image(self._reduce(np.ma.filled(np.ma.asarray(image.get_array()), np.nan)), _label(image))


def _ends(line: Any) -> Any:
    """Where an endless line meets the edges of its plot: its own two points are not places in the plot."""
    return (line.get_transform() - line.axes.transData).transform([[0.0, 0.0], [1.0, 1.0]]).T


def _members(group: Any) -> Iterator[Any]:
    """The artists of a container, and those in rows inside of it."""
    for part in (*tuple.__iter__(group), *getattr(group, "lines", ()), getattr(group, "stemlines", None)):
        yield from part if isinstance(part, list | tuple) else [part]


def _kind(artist: Any) -> str:
    name = _text(type.__dict__["__name__"].__get__(type(artist)))
    return _CALLED.get(name, name)


_CALLED = {
    "FillBetweenPolyCollection": "an area of fill_between",
    "PolyCollection": "filled areas",
    "Polygon": "a filled shape",
    "QuadContourSet": "contours",
    "QuadMesh": "a mesh of pcolormesh",
    "StepPatch": "steps of stairs",
    "Wedge": "a pie",
}


def _label(artist: Any) -> str:
    """The label that was given; Matplotlib's own begin with an underscore."""
    text = _text(str(artist.get_label()))
    return "" if text.startswith("_") else text


def _text(value: Any) -> str:
    """A bounded copy of base type."""
    return str.__str__(value)[:1000] if issubclass(type(value), str) else str(value)[:1000]


def put_away() -> None:
    """Closes the figures that pyplot keeps: what a call drew is no part of what the next one shows."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        pyplot.close("all")


def weight(value: Any, of: Callable[[Any], int]) -> int:
    """About how many bytes a part of a figure fills; nothing for what is none."""
    if type(value) not in KINDS.values():
        return 0
    return sum(sum(map(of, part)) if type(part) is tuple else of(part) for part in parts(value))
