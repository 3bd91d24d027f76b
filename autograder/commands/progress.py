"""How far a class is, on one line: students done, rate, time left, who is being graded, faults so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from autograder.classroom.told import Standing
from autograder.text import show_text

PLAIN_EVERY = 50
"""Students between two lines where there is no terminal."""
PLAIN_SECONDS = 60.0
"""Or so much time, where students take long."""
READY = "getting the course ready"
CLOSING = "writing the gradebook"
"""What is left to do once all are graded, which takes minutes for a hundred thousand."""
_FEWEST = 2
"""Students after whom the time that is left may be told: the first one waits for what is begun once for all."""
_NAMES = 2
_LONGEST = 24


@contextmanager
def progress(console: Console) -> Iterator[Callable[[Standing], None]]:
    """What `grade_class` tells its progress to: one line that changes in a terminal, a line now and then elsewhere."""
    if not console.is_terminal:
        yield _plainly(console)
        return
    with Live(Text(READY), console=console, transient=True, auto_refresh=False) as live:
        live.refresh()
        start = shown = 0.0
        graded = 0

        def tell(standing: Standing) -> None:
            nonlocal start, shown, graded
            now = time.monotonic()
            start = start or now  # what came before was no student's
            written, graded = standing.graded > graded, standing.graded
            between = written and not standing.busy and standing.done < standing.total  # the next is not begun
            over = standing.done == standing.total
            if over or (now - shown > 0.1 and not between):
                shown = now
                said = sentence(standing, now - start) + (f" \u00b7 {CLOSING}" if over else "")
                live.update(Text(said, no_wrap=True, overflow="ellipsis"), refresh=True)

        yield tell


def _plainly(console: Console) -> Callable[[Standing], None]:
    start = spoke = 0.0
    said = 0

    def tell(standing: Standing) -> None:
        nonlocal start, spoke, said
        now = time.monotonic()
        if not start:
            start = spoke = now
        due = standing.done == standing.total or standing.done // PLAIN_EVERY > said // PLAIN_EVERY
        if (due or now - spoke >= PLAIN_SECONDS) and standing.done != said and standing.graded:
            said, spoke = standing.done, now
            console.print(sentence(standing, now - start), markup=False)

    return tell


def sentence(standing: Standing, seconds: float) -> str:
    """One line for `standing` after so many seconds. Those kept from earlier runs cost no time and count in no rate.

    Who is being graded comes last, for a narrow terminal cuts the end off.
    """
    parts = [f"graded {standing.done} of {standing.total}"]
    rate = standing.graded / seconds if seconds > 0 else 0.0
    left = standing.total - standing.done
    if rate and left:
        parts += [f"{_figures(rate)} a second" if rate >= 1 else f"{_figures(60 * rate)} a minute"]
        parts += [f"{_time(left / rate)} left"] * (standing.graded >= _FEWEST)
    if standing.workers == 0:
        parts.append("waiting for a worker")
    elif standing.workers is not None:
        parts.append("1 worker" if standing.workers == 1 else f"{standing.workers} workers")
    if standing.faults:
        parts.append("1 fault" if standing.faults == 1 else f"{standing.faults} faults")
    if standing.busy and standing.workers != 0:
        names = [_short(show_text(name)) for name in standing.busy[:_NAMES]]
        more = len(standing.busy) - len(names)
        parts.append("now: " + ", ".join(names) + (f" and {more} more" if more > 0 else ""))
    return " \u00b7 ".join(parts)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}\u2026"


def _figures(number: float) -> str:
    """Two of them, and never as a power of ten."""
    return f"{number:.2g}" if number < 10 else f"{number:.0f}"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
