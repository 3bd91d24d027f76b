"""autograder play and autograder show: pictures to learn from."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated, Literal

import typer

from autograder.commands.common import Course, course_root, need_packages, out
from autograder.course.manifest import load_course
from autograder.errors import UserError
from autograder.student.playing import own_card, own_table, with_own_results

Opened = Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")]


def play(
    to: Annotated[Path, typer.Option("--out", help="Where the page is written.")] = Path("play.html"),
    opened: Opened = True,
    course: Course = None,
) -> None:
    """Write one page to play with: drag the query, watch scores, weights and context move. Needs no network."""
    need_packages("jinja2")
    from autograder.pages.play import PlayData, render_play

    data = with_own_results(load_course(course_root(course)), PlayData())
    _write(to, render_play(data), opened)


def show(
    what: Annotated[str, typer.Argument(help="alignment: your table and your evidence card.")] = "alignment",
    to: Annotated[Path, typer.Option("--out", help="A folder for the pictures.")] = Path(),
    form: Annotated[Literal["png", "svg"], typer.Option("--format", help="The kind of picture.")] = "png",
    course: Course = None,
) -> None:
    """Draw your own alignment table and evidence card."""
    if what != "alignment":
        raise typer.BadParameter(f"there is nothing called {what!r} to show; use alignment", param_hint="WHAT")
    need_packages("matplotlib")
    from autograder.pages.pictures import draw_alignment, draw_card

    read = load_course(course_root(course))
    table, card = own_table(read), own_card(read)
    if table is None and card is None:
        raise UserError("there is nothing to draw yet: write alignment_table, or fill in the evidence card, first.")
    to.mkdir(parents=True, exist_ok=True)
    if table is not None:
        draw_alignment(*table, to / f"alignment.{form}")
        out.print(f"Wrote {to / f'alignment.{form}'}.", markup=False)
    if card is not None:
        draw_card(card, to / f"evidence_card.{form}")
        out.print(f"Wrote {to / f'evidence_card.{form}'}.", markup=False)


def _write(path: Path, page: str, opened: bool) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror}).") from error
    out.print(f"Wrote {path}.", markup=False)
    if opened:
        webbrowser.open(path.resolve().as_uri())
