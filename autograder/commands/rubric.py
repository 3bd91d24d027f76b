"""autograder rubric: hold a rubric against answers that people have marked, and try a pattern before it is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from autograder.author.rubric_exam import example_problems
from autograder.commands.common import Course, Json, course_root, out, print_json
from autograder.course.manifest import load_course
from autograder.course.model import Course as CourseModel
from autograder.course.model import Exercise
from autograder.errors import UserError
from autograder.kinds.registry import exercises_of
from autograder.kinds.written.answers import Labelled, course_answers, others_than, read_labelled
from autograder.kinds.written.evaluate import evaluate, figures_of, leave_one_out
from autograder.kinds.written.grader import marker_for, rubric_path
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.rubric import load_rubric
from autograder.kinds.written.tryout import Change, reached, tried
from autograder.kinds.written.unreached import Group, unreached

MOST_WRONG = 25
MOST_GROUPS = 10
"""How much is shown at once: who mends the first of them runs it again."""

_NOTHING = (
    "There are no labelled answers, so there are no figures. They stand in "
    "solutions/rubrics/<exercise>.answers.yaml, a list of {id, set, text, concepts, misconceptions, score}; or name a "
    "FILE of them."
)

rubric_app = typer.Typer(no_args_is_help=True, help="Work on the rubrics of written answers.")


@rubric_app.callback()
def _rubric() -> None:
    """Work on the rubrics of written answers."""


@rubric_app.command("test")
def test(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A YAML list of {id, exercise, text, concepts, misconceptions, score}. Without it: the course's own "
            "labelled answers, each set marked by a reader who learned from the others."
        ),
    ] = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Mark labelled answers and say what was found, what was missed, and which pattern got which answer wrong."""
    read = load_course(course_root(course), with_solutions=True)
    answers, figures, marks = _own(read) if file is None else _given(read, read_labelled(file))
    if as_json:
        print_json(figures)
        return
    if file is None:
        _say_examples(read)
    if not answers:
        out.print(_NOTHING, markup=False)
        return
    groups = unreached(answers, marks)
    if groups:
        out.print(_unreached(groups[:MOST_GROUPS]))
        _say_more(len(groups) - MOST_GROUPS, "groups")
    if figures["wrong"]:
        out.print(_wrong(figures, {answer.id: answer for answer in answers}))
        _say_more(len(figures["wrong"]) - MOST_WRONG, "of these; --json has them all")
    out.print(_concepts(figures))  # last, where it stays on the screen
    out.print(_summary(figures), markup=False)


@rubric_app.command("try")
def try_pattern(
    pattern: Annotated[str, typer.Argument(help='A pattern as a rubric holds it, such as "share* _ whole".')],
    concept: Annotated[
        str, typer.Option("--for", help="EXERCISE:NAME, the concept or misconception it is for. Without it: each.")
    ] = "",
    course: Course = None,
) -> None:
    """Say which labelled answers a new pattern would change, for better or worse, before it is kept."""
    read = load_course(course_root(course), with_solutions=True)
    exercises = exercises_of(read, "written")
    exercise_id, _, name = concept.partition(":")
    if concept and (not name or exercise_id not in {one.id for one in exercises}):
        known = ", ".join(one.id for one in exercises) or "none"
        raise UserError(f"--for {concept}: name an exercise and a concept of it, EXERCISE:NAME. Exercises: {known}.")
    for exercise in exercises:
        if exercise_id in ("", exercise.id):
            path = rubric_path(read, exercise)
            answers = course_answers(path)
            count = reached(path, answers, pattern)
            out.print(_reach(exercise.id, count, len(answers)), markup=False)
            if count:
                out.print(_tried(exercise.id, tried(path, answers, pattern, name), in_full=bool(name)), markup=False)


def _own(course: CourseModel) -> tuple[list[Labelled], dict[str, Any], list[Marked]]:
    """The course's own labelled answers: one set at a time is left out of what the second reader learns from."""
    markers, pairs = {}, []
    for exercise in exercises_of(course, "written"):
        answers = course_answers(rubric_path(course, exercise))
        markers[exercise.id] = marker_for(course, exercise, ())
        pairs += leave_one_out(answers, partial(marker_for, course, exercise))
    answers, marks = [answer for answer, _ in pairs], [marked for _, marked in pairs]
    return answers, figures_of(markers, answers, marks), marks


def _given(course: CourseModel, answers: list[Labelled]) -> tuple[list[Labelled], dict[str, Any], list[Marked]]:
    """Other answers; what the second reader learned from them, if they are the course's own, is left out."""
    asked = {answer.exercise for answer in answers}
    markers = {one.id: _taught(course, one, answers, asked) for one in exercises_of(course, "written")}
    figures, marks = evaluate(markers, answers)
    return answers, figures, marks


def _taught(course: CourseModel, exercise: Exercise, answers: list[Labelled], asked: set[str]) -> Marker:
    """Learning takes seconds: none for an exercise that nobody asks for, and what was learned from all is kept."""
    if exercise.id not in asked:
        return marker_for(course, exercise, ())
    own = course_answers(rubric_path(course, exercise))
    others = others_than(own, answers)
    return marker_for(course, exercise, others if len(others) < len(own) else None)


def _say_examples(course: CourseModel) -> None:
    """The examples that stand in the rubrics themselves: how many, and which are marked otherwise."""
    exercises = exercises_of(course, "written")
    wrong = [problem for exercise in exercises for problem in example_problems(course, exercise)]
    for problem in wrong:
        out.print(f"[red]✗[/red] {escape(problem)}")
    count = sum(len(load_rubric(rubric_path(course, exercise)).examples) for exercise in exercises)
    if count:
        out.print(f"{count} examples in the rubrics, {count - len(wrong)} marked as they are labelled.", markup=False)


def _say_more(count: int, what: str) -> None:
    if count > 0:
        out.print(f"... and {count} more {what}.", markup=False)


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
    for row in figures["wrong"][:MOST_WRONG]:
        how = "found, not there" if row["got"] else "there, not found"
        shown = row["evidence"] or [{"words": answers[row["id"]].text[:160], "pattern": "none matched"}]
        for evidence in shown[:2]:
            cells = (row["id"], row["concept"], how, evidence["words"], evidence["pattern"])
            table.add_row(*(escape(_plain(cell)) for cell in cells))
    return table


def _unreached(groups: list[Group]) -> Table:
    """Answers that state something of which nothing was found, those with words in common together."""
    table = Table("exercise", "concept", "words in common", "answers", title="Nothing reaches", show_lines=True)
    for group in groups:
        shown = "\n".join(f"{answer.id}: {answer.text[:120]}" for answer in group.answers[:4])
        more = len(group.answers) - 4
        cells = (group.exercise, group.concept, ", ".join(group.common) or "none")
        table.add_row(
            *(escape(_plain(cell)) for cell in cells), escape(shown) + (f"\nand {more} more" if more > 0 else "")
        )
    return table


def _reach(exercise: str, count: int, total: int) -> str:
    where = f"{exercise}: the pattern matches in {count} of {total} labelled answers"
    return f"{where}." if count else f"{where}, so it can change nothing."


def _tried(exercise: str, changes: dict[str, list[Change]], *, in_full: bool) -> str:
    """What would change, the best first; those of which nothing would are named together."""
    told = {name: found for name, found in changes.items() if found}
    order = sorted(told, key=lambda name: sum(1 if change.better else -1 for change in told[name]), reverse=True)
    lines = [f"  {_changes(f'{exercise}:{name}', told[name], in_full=in_full)}" for name in order]
    if same := [name for name in changes if name not in told]:
        said = "what it matches is found there already, or denied"
        lines.append(f"  For {', '.join(same)} nothing changes: {said}.")
    if order and not in_full:
        lines.append(f"  Each answer that changes: --for {exercise}:{order[0]}")
    return "\n".join(lines)


def _changes(name: str, changes: list[Change], *, in_full: bool) -> str:
    better = sum(change.better for change in changes)
    worse = len(changes) - better
    count = "1 labelled answer changes" if len(changes) == 1 else f"{len(changes)} labelled answers change"
    lines = [f"{name}: {count}, {better} for the better, {worse} for the worse."]
    for change in sorted(changes, key=lambda change: change.better) if in_full else ():
        sign = "better" if change.better else "WORSE"
        what = ", ".join(f"{name} {'found' if got else 'lost'}" for name, got in sorted(change.what.items()))
        by = f" by {_plain(change.words)!r}" if change.words else ""
        lines.append(f"{sign}  {change.answer.id}: {what}{by}: {_plain(change.answer.text[:160])}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)
