"""Pictures of a student's own work: the alignment table and the evidence card. The same bytes each time.

Each is laid out once, as rectangles and texts, and written by a template: into a page, with its numbers as a table, or
as a file of its own. PNG is painted from the same layout, and only that wants Matplotlib.
"""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checks.show import show
from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.errors import UserError
from autograder.pages.page import plain, render
from autograder.student.own import OwnWork

NAME = "alignment"
TEMPLATES = Path(__file__).with_name("templates")
_CELL_HEIGHT, _LINE, _MARGIN = 46, 26, 24
_CARD_WIDTH, _LETTERS = 640, 72
_BAR = 260
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle (no `text`; x and y are its top left corner) or a text (x and y are where its middle line begins).

    Lengths are pixels. `style` is a class of drawing.svg.j2 and a row of `_PAINT`; `weight`, between 0 and 1, says how
    strong a cell is coloured.
    """

    style: str
    x: float
    y: float
    width: float = 0
    height: float = 0
    text: str = ""
    weight: float = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture in pixels, what it is called, what it shows in words, and its numbers: a head and rows of texts.

    `text` is all of it as named paragraphs, where it is one that is read: a narrow window shows these in its place.
    """

    name: str
    title: str
    words: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: tuple[tuple[str, tuple[str, ...]], ...] = ()


def draw(own: OwnWork, folder: Path, format: str) -> list[Path]:
    """Draws what is there of the two: a page of both (`html`), or a file each (`svg`, `png`).

    UserError where neither is there, or one of them cannot be drawn.
    """
    table, card = own_table(own), own_card(own)
    if table is None and not card:
        raise UserError("there is nothing to draw yet: write alignment_table, or fill in the evidence card, first.")
    pictures = [alignment_picture(*table)] if table is not None else []
    pictures += [card_picture(card)] if card else []
    if format == "html":
        return [_written(folder / "pictures.html", render(TEMPLATES, "pictures.html.j2", pictures=pictures))]
    return [save(picture, folder / f"{picture.name}.{format}") for picture in pictures]


def own_table(own: OwnWork) -> tuple[list[str], list[str], list[list[float]]] | None:
    """Source words, output words and weights, as the student's own `alignment_table` lays the example out.

    None where the exercise is not written yet. Raises UserError where its rows are not a table of finite numbers.
    """
    if own.untouched("alignment"):
        return None
    path = Path(__file__).with_name("example.yaml")
    example = read_yaml(read_source(path), path).data
    first = example["translations"][0]
    answer = own.call("alignment", "alignment_table", example["source"], first["target"], first["weights"])
    rows: Any = answer.value
    try:
        source, target = [str(word) for word in rows[0]["source"]], [str(row["output"]) for row in rows]
        weights = [[float(weight) for weight in row["weights"]] for row in rows]
        alignment_picture(source, target, weights)
        return source, target, weights
    except (TypeError, KeyError, IndexError, ValueError) as error:
        said = answer.why_not or f"{show(rows)}."
        raise UserError(f"exercises/alignment.py: alignment_table gave no table to draw: {said}") from error


def own_card(own: OwnWork) -> Mapping[str, Any] | None:
    """The student's evidence card; None where it is not filled in yet. Raises UserError where it cannot be read."""
    if own.untouched("evidence_card"):
        return None
    card: Any = own.form("evidence_card")
    return card if isinstance(card, Mapping) else None


def alignment_picture(source: Sequence[str], target: Sequence[str], weights: Sequence[Sequence[float]]) -> Picture:
    """A heat map, one row an output word, one column a source word; the largest weight of each row is framed.

    `weights` is t rows of n finite numbers; ValueError for anything else.
    """
    if len(weights) != len(target) or not target or not source:
        raise ValueError(f"{len(target)} output words need {len(target)} rows of weights, not {len(weights)}")
    for position, row in enumerate(weights):
        if len(row) != len(source):
            raise ValueError(f"row {position} has {len(row)} weights for {len(source)} source words")
        if not all(map(math.isfinite, row)):
            raise ValueError(f"row {position} holds a weight that is no finite number")
    columns, names = [_token(word) for word in source], [_token(word) for word in target]
    side = _MARGIN + max(map(_wide, [*names, "output"])) + 16
    cell = max(64, *(_wide(word) + 16 for word in columns))
    top = _MARGIN + 2 * _LINE
    shapes = [Shape("middle muted", side + cell * len(columns) / 2, _MARGIN + 8, text="source")]
    shapes += [Shape("end muted", side - 12, _MARGIN + _LINE + 10, text="output")]
    shapes += [
        Shape("middle", side + cell * (j + 0.5), _MARGIN + _LINE + 10, text=word) for j, word in enumerate(columns)
    ]
    focus = [list(row).index(max(row)) for row in weights]
    for i, row in enumerate(weights):
        y = top + _CELL_HEIGHT * i
        middle = y + _CELL_HEIGHT / 2
        shapes.append(Shape("end", side - 12, middle, text=names[i]))
        for j, weight in enumerate(row):
            x = side + cell * j
            shapes.append(Shape("cell", x + 2, y + 2, cell - 4, _CELL_HEIGHT - 4, weight=min(1.0, max(0.0, weight))))
            shapes.append(Shape("middle", x + cell / 2, middle, text=f"{weight:.2f}"))
        shapes.append(Shape("frame", side + cell * focus[i] + 2, y + 2, cell - 4, _CELL_HEIGHT - 4))
    most = [f"{names[i]} looks most at {columns[j]} ({weights[i][j]:.2f})" for i, j in enumerate(focus)]
    return Picture(
        "alignment",
        "Which word looked where",
        f"One row an output word, one column a source word; the largest weight of a row is framed. {'; '.join(most)}.",
        side + cell * len(columns) + _MARGIN,
        top + _CELL_HEIGHT * len(names) + _MARGIN,
        tuple(shapes),
        ("output", *columns),
        tuple((name, *(f"{weight:.2f}" for weight in row)) for name, row in zip(names, weights, strict=True)),
    )


def card_picture(card: Mapping[str, Any]) -> Picture:
    """An evidence card: each field's name above its text, parts of a field on lines of their own, weights as bars.

    ValueError for a card without fields.
    """
    if not card:
        raise ValueError("the evidence card has no fields")
    words = _source_words(card)
    shapes: list[Shape] = []
    rows: list[tuple[str, str]] = []
    y = _MARGIN + 8.0
    text: list[tuple[str, tuple[str, ...]]] = []
    for name, value in card.items():
        shapes.append(Shape("name", _MARGIN, y, text=_token(str(name).replace("_", " "), 60)))
        read = (part if weight is None else f"{part}: {weight:.3f}" for part, weight in _parts(value, words))
        text.append((shapes[-1].text, tuple(read)))
        y += _LINE
        for line, weight in _lines(value, words):
            shapes.append(Shape("start", _MARGIN, y, text=line))
            if weight is not None:
                rows.append((line, f"{weight:.3f}"))
                shapes.append(Shape("end", _MARGIN + 250, y, text=f"{weight:.3f}"))
                shapes.append(Shape("bar", _MARGIN + 264, y - 8, _BAR * min(1.0, max(0.0, weight)), 16))
            y += _LINE
        y += 8
    said = " ".join(shape.text for shape in shapes if shape.text)
    frame = Shape("edge", 1.5, 1.5, _CARD_WIDTH - 3, y - 3)
    head = ("source", "weight") if rows else ()
    return Picture(
        "evidence_card", "Evidence card", said, _CARD_WIDTH, y, (frame, *shapes), head, tuple(rows), tuple(text)
    )


def _lines(value: object, words: Sequence[str]) -> Iterator[tuple[str, float | None]]:
    """The lines of one field in a picture; one with a weight has a bar."""
    for text, weight in _parts(value, words):
        width = _LETTERS if _wide(text) <= 10 * len(text) else _LETTERS // 2
        yield from ((line, weight) for line in ([text] if weight is not None else _wrapped(text, width)))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width)[:_MOST_LINES]


def _parts(value: object, words: Sequence[str]) -> Iterator[tuple[str, float | None]]:
    """What one field says, part by part, and the weights among it."""
    parts: list[tuple[Any, Any]] = list(value.items()) if isinstance(value, Mapping) else [("", value)]
    for part, content in parts:
        label = f"{part}: ".replace("_", " ") if part else ""
        if _is_weights(content):
            if label:
                yield label.strip(), None
            names = words if len(words) == len(content) else [f"position {place}" for place in range(len(content))]
            yield from ((_token(name), float(weight)) for name, weight in zip(names, content, strict=True))
            continue
        yield plain(f"{label}{content}").replace("\n", " "), None


def _source_words(card: Mapping[str, Any]) -> list[str]:
    """The words of the card's source, as the course's form spells it; none when it is not there."""
    both = card.get("source_target")
    source = both.get("source") if isinstance(both, Mapping) else None
    return source.split() if isinstance(source, str) else []


def _is_weights(content: Any) -> bool:
    return (
        isinstance(content, list | tuple)
        and 0 < len(content) <= 40
        and all(isinstance(w, int | float) and not isinstance(w, bool) and abs(w) < 1e6 for w in content)
    )


def _token(text: object, limit: int = 24) -> str:
    short = plain(str(text)).replace("\n", " ")
    return short if len(short) <= limit else short[: limit - 1] + "…"


def _wide(text: str) -> int:
    """About how many pixels a text takes."""
    return sum(17 if unicodedata.east_asian_width(sign) in "WF" else 9 for sign in text)


# Files.


def draw_alignment(
    source: Sequence[str], target: Sequence[str], weights: Sequence[Sequence[float]], path: Path | str
) -> None:
    """The heat map as a file. ValueError for a table that is none, or a suffix that is neither .svg nor .png."""
    save(alignment_picture(source, target, weights), Path(path))


def draw_card(card: Mapping[str, Any], path: Path | str) -> None:
    """The card as a file. ValueError for an empty card, or a suffix that is neither .svg nor .png."""
    save(card_picture(card), Path(path))


def save(picture: Picture, path: Path) -> Path:
    """Writes the picture by its template, or paints it where the name ends in .png."""
    suffix = path.suffix.lower()
    if suffix == ".png":
        _paint(picture, path)
        return path
    if suffix != ".svg":
        raise ValueError(f"{path.name}: a picture's name ends in .svg or .png")
    return _written(path, render(TEMPLATES, "drawing.svg.j2", picture=picture))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


_INK = "#1c2230"
_PAINT: dict[str, dict[str, Any]] = {
    "cell": {"facecolor": "#0a7256"},
    "bar": {"facecolor": "#0a7256"},
    "frame": {"fill": False, "edgecolor": "#b0400d", "linewidth": 2},
    "edge": {"fill": False, "edgecolor": "#d8d3c8", "linewidth": 2},
    "name": {"color": "#b0400d", "fontweight": "bold"},
    "muted": {"color": "#535c6d"},
}
"""drawing.svg.j2 by day, in Matplotlib's words."""
_ALIGN = {"middle": "center", "end": "right"}


def _paint(picture: Picture, path: Path) -> None:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    with matplotlib.rc_context({"font.family": "DejaVu Sans", "text.usetex": False, "text.parse_math": False}):
        figure = Figure(figsize=(picture.width / 100, picture.height / 100), facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, picture.width), ylim=(picture.height, 0))
        axes.set_axis_off()
        for shape in picture.shapes:
            align, *styles = shape.style.split()
            paint = _PAINT.get((styles or [align])[0], {})
            if shape.text:
                said: dict[str, Any] = {
                    "color": _INK,
                    "fontsize": 10.5,
                    "va": "center",
                    "ha": _ALIGN.get(align, "left"),
                }
                axes.text(shape.x, shape.y, shape.text, **(said | paint))
            else:
                strength = shape.weight * 0.6 if align == "cell" else 1
                axes.add_patch(Rectangle((shape.x, shape.y), shape.width, shape.height, alpha=strength, **paint))
        figure.savefig(path, dpi=200, metadata={"Software": None})  # no version: the same picture is the same bytes
