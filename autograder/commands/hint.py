"""autograder hint: one hint, then the next one."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.commands.common import Course, Json, course_root, out, print_json
from autograder.course.manifest import chosen, load_course
from autograder.errors import UserError
from autograder.student.progress import load_progress, save_progress


def hint(
    exercise: Annotated[str | None, typer.Argument(help="Default: the exercise that `watch` is at.")] = None,
    more: Annotated[bool, typer.Option("--more", help="The hints so far, and the next one.")] = False,
    level: Annotated[int | None, typer.Option("--level", min=1, help="This hint, by its number.")] = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Give a hint: each time the next one. Never code."""
    loaded = load_course(course_root(course), require_stubs=False)
    progress = load_progress(loaded)
    chosen_one = chosen(loaded, [exercise or progress.current])[0]
    count = len(chosen_one.hints)
    if not count:
        raise UserError(f"there are no hints for {chosen_one.id}. Read its file again: what goes in, what comes out?")
    if level is not None and level > count:
        raise UserError(f"{chosen_one.id} has {count} hint{'' if count == 1 else 's'}; there is no number {level}.")
    seen = progress.hints.get(chosen_one.id, 0)
    number = level or min(seen + 1, count)
    shown = range(1 if more else number, number + 1)
    save_progress(loaded, progress.with_hint(chosen_one.id, max(seen, number)))
    if as_json:
        texts = [chosen_one.hints[index - 1] for index in shown]
        print_json({"exercise": chosen_one.id, "level": number, "of": count, "hints": texts})
        return
    for index in shown:
        out.print(f"Hint {index} of {count} for {chosen_one.id}: {chosen_one.hints[index - 1]}", markup=False)
    if number == count and seen >= count and level is None:
        out.print("That was the last one.")
