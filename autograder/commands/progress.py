"""How far a class is, on one line: students done, rate, time left, who is being graded, faults so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from autograder.classroom.run import Standing
from autograder.text import show_text

PLAIN_EVERY = 50
"""Students between two lines where there is no terminal."""
_NAMES = 2
_LONGEST = 24


@contextmanager
def progress(console: Console) -> Iterator[Callable[[Standing], None]]:
    """What `grade_class` tells its progress to: one line that changes in a terminal, a line now and then elsewhere."""
    start = time.monotonic()
    if not console.is_terminal:
        yield _plainly(console, start)
        return
    with Live(console=console, transient=True, auto_refresh=False) as live:
        shown = start

        def tell(standing: Standing) -> None:
            nonlocal shown
            now = time.monotonic()
            if now - shown > 0.1:
                shown = now
                line = Text(sentence(standing, now - start), no_wrap=True, overflow="ellipsis")
                live.update(line, refresh=True)

        yield tell


def _plainly(console: Console, start: float) -> Callable[[Standing], None]:
    said = -1

    def tell(standing: Standing) -> None:
        nonlocal said
        due = standing.done == standing.total or standing.done // PLAIN_EVERY > max(said, 0) // PLAIN_EVERY
        if due and standing.done != said and standing.graded:
            said = standing.done
            console.print(sentence(standing, time.monotonic() - start), markup=False)

    return tell


def sentence(standing: Standing, seconds: float) -> str:
    """One line for `standing` after so many seconds. Those kept from earlier runs cost no time and count in no rate."""
    parts = [f"graded {standing.done} of {standing.total}"]
    rate = standing.graded / seconds if seconds > 0 else 0.0
    left = standing.total - standing.done
    if rate and left:
        parts += [f"{rate:.2g} a second" if rate >= 1 else f"{60 * rate:.2g} a minute", f"{_time(left / rate)} left"]
    if standing.workers is not None:
        parts.append("1 worker" if standing.workers == 1 else f"{standing.workers} workers")
    if standing.busy:
        names = [show_text(name)[:_LONGEST] for name in standing.busy[:_NAMES]]
        more = len(standing.busy) - len(names)
        parts.append("now: " + ", ".join(names) + (f" and {more} more" if more > 0 else ""))
    if standing.faults:
        parts.append("1 fault" if standing.faults == 1 else f"{standing.faults} faults")
    return " \u00b7 ".join(parts)


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
