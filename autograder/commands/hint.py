"""autograder hint: one hint, then the next one."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.commands.common import Course, Json, course_root, out, print_json
from autograder.course.manifest import load_course
from autograder.errors import UserError
from autograder.student.hints import Ladder, find_ladder
from autograder.student.progress import load_progress, save_progress


def hint(
    name: Annotated[
        str | None,
        typer.Argument(
            help="An exercise or a function: median, median.middle or middle. Default: where `watch` is at."
        ),
    ] = None,
    more: Annotated[bool, typer.Option("--more", help="The hints so far, and the next one.")] = False,
    level: Annotated[int | None, typer.Option("--level", min=1, help="This hint, by its number.")] = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Give a hint: each time the next one. Never code."""
    loaded = load_course(course_root(course), require_stubs=False)
    progress = load_progress(loaded)
    ladder = find_ladder(loaded, name or progress.current)
    count = len(ladder.hints)
    if not count:
        raise UserError(f"there are no hints for {ladder.name}. Read its file again: what goes in, what comes out?")
    if level is not None and level > count:
        raise UserError(f"{ladder.name} has {count} hint{'' if count == 1 else 's'}; there is no number {level}.")
    seen = progress.hints.get(ladder.name, 0)
    number = level or min(seen + 1, count)
    shown = range(1 if more else number, number + 1)
    save_progress(loaded, progress.with_hint(ladder.name, max(seen, number)))
    if as_json:
        print_json(_data(ladder, number, [ladder.hints[index - 1] for index in shown]))
        return
    for index in shown:
        out.print(f"Hint {index} of {count} for {ladder.name}: {ladder.hints[index - 1]}", markup=False)
    if number == count and seen >= count and level is None:
        own = [] if ladder.function else [function for function, _ in loaded.exercise(ladder.exercise).function_hints]
        out.print("That was the last one.")
        if own:
            out.print(f"Its functions have hints of their own: {', '.join(own)}.", markup=False)


def _data(ladder: Ladder, number: int, texts: list[str]) -> dict[str, object]:
    function = {"function": ladder.function} if ladder.function else {}
    return {"exercise": ladder.exercise, **function, "level": number, "of": len(ladder.hints), "hints": texts}
