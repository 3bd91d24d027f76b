"""autograder rubric: try a rubric on answers that people have marked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from autograder.commands.common import Course, Json, course_root, out, print_json
from autograder.course.manifest import load_course
from autograder.kinds.registry import exercises_of
from autograder.kinds.written.evaluate import Labelled, evaluate, read_labelled
from autograder.kinds.written.grader import rubric_path
from autograder.kinds.written.mark import Marker
from autograder.kinds.written.rubric import load_rubric

rubric_app = typer.Typer(no_args_is_help=True, help="Work on the rubrics of written answers.")


@rubric_app.callback()
def _rubric() -> None:
    """Work on the rubrics of written answers."""


@rubric_app.command("test")
def test(
    file: Annotated[Path, typer.Argument(help="A YAML list of {id, exercise, text, concepts, misconceptions, score}.")],
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Mark labelled answers and say what was found, what was missed, and which pattern got which answer wrong."""
    read = load_course(course_root(course), with_solutions=True)
    answers = read_labelled(file)
    markers = {
        exercise.id: Marker(load_rubric(rubric_path(read, exercise))) for exercise in exercises_of(read, "written")
    }
    figures = evaluate(markers, answers)
    if as_json:
        print_json(figures)
        return
    out.print(_concepts(figures))
    out.print(_summary(figures), markup=False)
    if figures["wrong"]:
        out.print(_wrong(figures, {answer.id: answer for answer in answers}))


def _summary(figures: dict[str, Any]) -> str:
    final = figures["final"]
    return (
        f"{figures['n']} answers: concept F1 {figures['f1']:.3f}, mean error of the score {figures['mae']:.3f}, "
        f"agreement (quadratic weighted kappa) {figures['qwk']:.3f}. Final without a person: {final['coverage']:.0%}, "
        f"of which {final['exact']:.1%} exact."
    )


def _concepts(figures: dict[str, Any]) -> Table:
    table = Table("exercise", "concept", "precision", "recall", "F1")
    for exercise, concepts in figures["concepts"].items():
        for name, row in concepts.items():
            table.add_row(exercise, name, *(f"{row[key]:.3f}" for key in ("precision", "recall", "f1")))
    return table


def _wrong(figures: dict[str, Any], answers: dict[str, Labelled]) -> Table:
    """What was found and is not there, or is there and was not found, with the pattern that is to blame."""
    table = Table("answer", "concept", "wrong how", "words", "pattern", title="To look at", show_lines=True)
    for row in figures["wrong"]:
        how = "found, not there" if row["got"] else "there, not found"
        shown = row["evidence"] or [{"words": answers[row["id"]].text[:160], "pattern": "none matched"}]
        for evidence in shown[:2]:
            cells = (row["id"], row["concept"], how, evidence["words"], evidence["pattern"])
            table.add_row(*(escape(_plain(cell)) for cell in cells))
    return table


def _plain(text: str) -> str:
    """Without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)
