"""Pictures of a student's own work: the alignment table and the evidence card. The same bytes each time."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.checks.show import show
from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.errors import UserError
from autograder.pages.page import plain
from autograder.student.own import OwnWork

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAME = "alignment"
SUFFIXES = (".png", ".svg")
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "attention-autograder",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "text.usetex": False,
    "text.parse_math": False,
}
_INK, _MUTED, _LINE = "#1c2230", "#535c6d", "#d8d3c8"
_WIDTH = 78


def draw(own: OwnWork, folder: Path, format: str) -> list[Path]:
    """Draws what is there of the two. UserError where neither is, or one of them cannot be drawn."""
    table, card = own_table(own), own_card(own)
    if table is None and not card:
        raise UserError("there is nothing to draw yet: write alignment_table, or fill in the evidence card, first.")
    paths = []
    if table is not None:
        paths.append(folder / f"alignment.{format}")
        draw_alignment(*table, paths[-1])
    if card:
        paths.append(folder / f"evidence_card.{format}")
        draw_card(card, paths[-1])
    return paths


def own_table(own: OwnWork) -> tuple[list[str], list[str], list[list[float]]] | None:
    """Source words, output words and weights, as the student's own `alignment_table` lays the example out.

    None where the exercise is not written yet. Raises UserError where its rows are not a table.
    """
    if own.untouched("alignment"):
        return None
    path = Path(__file__).with_name("example.yaml")
    example = read_yaml(read_source(path), path).data
    first = example["translations"][0]
    answer = own.call("alignment", "alignment_table", example["source"], first["target"], first["weights"])
    rows: Any = answer.value
    try:
        weights = [[float(weight) for weight in row["weights"]] for row in rows]
        return [str(word) for word in rows[0]["source"]], [str(row["output"]) for row in rows], weights
    except (TypeError, KeyError, IndexError, ValueError) as error:
        said = answer.why_not or f"{show(rows)}."
        raise UserError(f"exercises/alignment.py: alignment_table gave no table to draw: {said}") from error


def own_card(own: OwnWork) -> Mapping[str, Any] | None:
    """The student's evidence card; None where it is not filled in yet. Raises UserError where it cannot be read."""
    if own.untouched("evidence_card"):
        return None
    card: Any = own.form("evidence_card")
    return card if isinstance(card, Mapping) else None


def draw_alignment(
    source: Sequence[str], target: Sequence[str], weights: Sequence[Sequence[float]], path: Path | str
) -> None:
    """A heatmap, one row an output token, one column a source token; the largest weight of each row is framed.

    `weights` is t rows of n numbers. Raises ValueError for another shape, or a suffix that is neither .png nor .svg.
    """
    path = _checked(path)
    if len(weights) != len(target) or not target or not source:
        raise ValueError(f"{len(target)} output tokens need {len(target)} rows of weights, not {len(weights)}")
    for position, row in enumerate(weights):
        if len(row) != len(source):
            raise ValueError(f"row {position} has {len(row)} weights for {len(source)} source tokens")
    with _settings():
        figure = _figure(1.8 + 0.85 * len(source), 1.3 + 0.55 * len(target))
        axes = figure.add_subplot()
        axes.imshow([[float(w) for w in row] for row in weights], cmap="GnBu", vmin=0.0, vmax=1.0, aspect="auto")
        axes.set_xticks(range(len(source)), [_token(token) for token in source])
        axes.set_yticks(range(len(target)), [_token(token) for token in target])
        axes.xaxis.tick_top()
        axes.tick_params(length=0, labelsize=11, colors=_INK)
        for spine in axes.spines.values():
            spine.set_visible(False)
        for i, row in enumerate(weights):
            top = max(range(len(row)), key=lambda j: (row[j], -j))
            for j, weight in enumerate(row):
                axes.text(
                    j,
                    i,
                    f"{weight:.2f}",
                    ha="center",
                    va="center",
                    fontsize=10,
                    color="white" if weight > 0.6 else _INK,
                )
            axes.add_patch(_frame(top, i))
        axes.set_xlabel("source", color=_MUTED)
        axes.set_ylabel("output", color=_MUTED)
        _save(figure, path)


def draw_card(card: Mapping[str, Any], path: Path | str) -> None:
    """An evidence card: each field's name above its text; parts of a field on lines of their own; weights as bars.

    Raises ValueError for an empty card, or a suffix that is neither .png nor .svg.
    """
    path = _checked(path)
    if not card:
        raise ValueError("the evidence card has no fields")
    words = _source_words(card)
    with _settings():
        lines = [line for name, value in card.items() for line in _field(str(name), value, words)]
        height = 0.5 + 0.27 * len(lines)
        figure = _figure(8.0, height)
        for number, (style, text) in enumerate(lines):
            figure.text(0.05, 1 - (0.35 + 0.27 * number) / height, text, va="center", **_STYLES[style])
        figure.patch.set_edgecolor(_LINE)
        figure.patch.set_linewidth(3)
        _save(figure, path)


_STYLES: dict[str, dict[str, Any]] = {
    "name": {"fontsize": 11, "fontweight": "bold", "color": "#b0400d"},
    "text": {"fontsize": 10.5, "color": _INK},
    "bars": {"fontsize": 10.5, "color": "#0a7256", "family": "DejaVu Sans Mono"},
    "gap": {"fontsize": 4},
}


def _field(name: str, value: object, words: Sequence[str]) -> list[tuple[str, str]]:
    lines = [("name", _token(name.replace("_", " "), 60))]
    parts: list[tuple[Any, Any]] = list(value.items()) if isinstance(value, Mapping) else [("", value)]
    for part, content in parts:
        label = f"{part}: ".replace("_", " ") if part else ""
        if _is_weights(content):
            lines += [("text", label.strip())] if label else []
            lines += [("bars", _bar(content, position, words)) for position in range(len(content))]
            continue
        text = plain(f"{label}{content}").replace("\n", " ")
        lines += [("text", line) for line in textwrap.wrap(text, _WIDTH)[:8]]
    return [*lines, ("gap", "")]


def _bar(weights: Sequence[float], position: int, words: Sequence[str]) -> str:
    """One weight with its source word, where there is one word a weight."""
    weight = float(weights[position])
    word = f"{_token(words[position], 12):<12} " if len(words) == len(weights) else ""
    return f"{word}{weight:6.3f}  " + "█" * round(24 * min(1.0, max(0.0, weight)))


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


def _checked(path: Path | str) -> Path:
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"{path.name}: a picture's name ends in .png or .svg")
    return path


def _settings() -> AbstractContextManager[None]:
    """Matplotlib reads some settings when a text is made, some when it is written: both happen inside."""
    import matplotlib

    return matplotlib.rc_context(_SETTINGS)


def _figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout=None, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _frame(column: int, row: int) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, fill=False, edgecolor="#b0400d", linewidth=2)


def _save(figure: Figure, path: Path) -> None:
    # No date and no version in the file: the same picture is the same bytes.
    metadata = {"Date": None, "Creator": None} if path.suffix.lower() == ".svg" else {"Software": None}
    figure.savefig(path, dpi=150, metadata=metadata, bbox_inches="tight", pad_inches=0.2)
