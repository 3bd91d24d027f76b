"""The screen of `watch`: from its state to what Rich prints."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from autograder.student.view import exercise_view
from autograder.student.watch.state import Watch

BAR = 30
KEYS = (("h", "hint"), ("n", "next"), ("l", "list"), ("s", "solution"), ("r", "run again"), ("q", "quit"))
PRINTED_LINES = 8


def screen(watch: Watch, title: str, solution: str = "") -> RenderableType:
    """Everything on one page. `solution` is the text to show on the solution's page."""
    parts: list[RenderableType] = [Text(title, "bold"), _bar(watch), Text()]
    if watch.page == "list":
        parts += _list(watch)
    elif watch.page == "solution":
        parts += [Text(f"One solution of {watch.current.id}", "bold"), Padding(Text(solution.rstrip()), (1, 2))]
    else:
        parts += _exercise(watch)
    if watch.note:
        parts += [Text(), Text(watch.note, "cyan")]
    return Group(*parts, Rule(style="dim"), _keys(watch))


def _bar(watch: Watch) -> Text:
    done, count = len(watch.progress.done), len(watch.exercises)
    filled = round(BAR * done / count)
    bar = Text.assemble(("█" * filled, "green"), ("░" * (BAR - filled), "dim"))
    return bar.append(f" {done} of {count} done")


def _exercise(watch: Watch) -> Iterator[RenderableType]:
    exercise = watch.current
    yield Text.assemble((exercise.title, "bold"), (f"   exercises/{exercise.file}", "dim"))
    yield Text()
    if watch.result is not None:
        yield exercise_view(exercise, watch.result, first_only=True)
    if watch.result is not None and watch.result.status == "not_started":
        yield Padding(Text(f"Open exercises/{exercise.file}, write it, save it."), (0, 2), expand=False)
    if watch.printed:
        yield Text.assemble(("\nYour code printed:\n", "dim"), _first_lines(watch.printed))
    if watch.hinting:
        rungs = watch.hinting
        seen = watch.progress.hints.get(rungs.name, 0)
        whose = f" for {rungs.function}" if rungs.function else ""
        yield Text()
        for number, hint in enumerate(rungs.hints[:seen], 1):
            yield Text(f"Hint {number} of {len(rungs.hints)}{whose}: {hint}", "yellow")
    if watch.checking:
        yield Text("\nchecking ...", "dim")
    elif watch.finished:
        yield Text("\nAll checks pass. Press n for the next exercise.", "green")


def _list(watch: Watch) -> Iterator[RenderableType]:
    width = max(len(exercise.id) for exercise in watch.exercises)
    for index, exercise in enumerate(watch.exercises):
        done = exercise.id in watch.progress.done
        here = "  <- you are here" if exercise.id == watch.progress.current else ""
        line = Text("> " if index == watch.cursor else "  ", "cyan")
        line.append("✓ " if done else "· ", "green" if done else "dim")
        yield line.append(f"{exercise.id:<{width}}  {exercise.title}{here}")
    yield Text("\nup, down and enter choose; l goes back", "dim")


def _keys(watch: Watch) -> Text:
    line = Text()
    for key, name in KEYS:
        dim = key == "s" and not watch.finished
        line.append(f"{key} ", "dim" if dim else "bold").append(f"{name}   ", "dim" if dim else "")
    return line


def _first_lines(text: str) -> str:
    lines = text.rstrip().splitlines()
    return "\n".join(lines[:PRINTED_LINES] + ["..."] * (len(lines) > PRINTED_LINES))
