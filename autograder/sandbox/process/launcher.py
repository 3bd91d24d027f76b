"""The grader's side of the wall: a Launcher keeps warm zygotes and has them make workers."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.errors import GraderFault, IsolationError, KilledFromOutside
from autograder.sandbox.imports import PRELOAD
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import CallOutcome, LoadOutcome, Returned
from autograder.sandbox.process.company import Company
from autograder.sandbox.process.remote import Channel
from autograder.sandbox.process.session import Session
from autograder.sandbox.process.spawned import SAME_ORDER, Spawner
from autograder.sandbox.process.started import START_SECONDS, Zygote
from autograder.sandbox.ready import LEAN
from autograder.sandbox.wall import bubblewrap
from autograder.sandbox.wall.doctor import start_advice
from autograder.sandbox.wall.layers import Level, choose, name_of

__all__ = ["PRELOAD", "Launcher", "Session", "SessionLimits"]

LINE = "def double(number):\n    return 2 * number\n"
TRIES = 3
NO_HOOKS = "import os; os.register_at_fork = lambda **hooks: None"
"""The first words of the zygote: what it imports may not ask for work in each fork.

Threading and logging would make their locks anew, though the zygote has one thread and holds none while it forks, and
random would draw a new state: together a sixth of what an empty worker costs, since each touches memory that is shared
until then. All workers are to begin with one state of random anyway.
"""
ROOM = {True: 12 << 20, False: 34 << 20}
"""Bytes that Python's own small objects take in a lean zygote, and in a whole one."""
KEPT = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SYSTEMROOT")


class Launcher:
    """The warm zygotes of one grading process, each started when it is first needed: a lean one, and a whole one."""

    def __init__(self, level: Level = "auto", *, also: Sequence[str] = (), without: tuple[str, ...] = ()) -> None:
        """`also` names modules to be made ready beside PRELOAD; one that cannot be imported here is left out.

        Raises IsolationError where strict is asked for and cannot be had.
        """
        self.layers = choose(level, without)
        self.name = name_of(self.layers)
        self._also = tuple(name for name in also if name not in PRELOAD)
        self._with_zygote = sys.platform.startswith("linux")
        self._zygotes: dict[bool, Zygote] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, limits: SessionLimits, *, lean: bool = False, company: Company | None = None) -> Session:
        """A session for one program; its process is made when the file is loaded.

        With `lean`, in a lean worker where that looks enough, and NotReady where it turns out in a call that it is not.
        `company` is where the same student's programs that only compute may be together.
        """
        return Session(self, limits, lean=lean, company=company)

    def try_out(self, *, whole: bool = True) -> None:
        """Has a worker of each kind compute a line. IsolationError, with what to do, where that is not possible.

        Not `whole`, a lean one alone where there are two kinds: the other is made ready for the first who needs it.
        """
        kinds = (True, False)[: 1 + whole] if self._with_zygote else (False,)
        if self._with_zygote:
            for lean in kinds:
                with contextlib.suppress(OSError):  # said below, where it is tried again
                    self._zygote(lean).begin()
        for lean in kinds:
            self._try_out(lean)

    def _try_out(self, lean: bool) -> None:
        try:
            loaded, answer = self._computed(TRIES, lean)
        except GraderFault as fault:
            raise IsolationError(f"no submission can be run here: {fault} {start_advice(str(fault))}") from fault
        if answer != Returned(42):
            raise IsolationError(f"a walled-off process does not compute here: {loaded}, {answer}.")

    def _computed(self, tries: int, lean: bool) -> tuple[LoadOutcome, CallOutcome]:
        """What a worker made of a line; once more where somebody killed it, which says nothing of the wall."""
        try:
            with self.open(SessionLimits(seconds=START_SECONDS), lean=lean) as session:
                loaded = session.load("line", LINE, filename="line.py")
                return loaded, session.call("line", "double", (21,), {})
        except KilledFromOutside:
            if tries == 1:
                raise
            return self._computed(tries - 1, lean)

    def fork(self, limits: SessionLimits, *, lean: bool = False) -> Channel:
        """A new worker, with all that a program may import or a lean one. A zygote that has died is replaced.

        GraderFault after three tries.
        """
        if not self._with_zygote:
            return Spawner().fork(limits)
        zygote = self._zygote(lean)
        for _ in range(TRIES):
            try:
                return zygote.fork(limits)
            except OSError as error:
                reason = error
                zygote.close()
        raise GraderFault(f"no process for a submission could be made: {reason}") from reason

    def _zygote(self, lean: bool) -> Zygote:
        if lean not in self._zygotes:
            self._zygotes[lean] = Zygote(partial(self._command, lean), _environment())
        return self._zygotes[lean]

    def _command(self, lean: bool, control: int) -> list[str]:
        package = Path(__file__).parents[2]
        search = [path for path in dict.fromkeys([str(package.parent), *sys.path]) if path and Path(path).is_dir()]
        start = (
            f"import sys; sys.path[:] = {search!r}; from autograder.sandbox.process import pages; "
            f"pages.lay_out({ROOM[lean]}); pages.bring(sys.argv[3].split(',')); "
            "from autograder.sandbox.process import zygote; zygote.start()"
        )
        code = f"{NO_HOOKS}; {start}"
        filters = _filters() if "seccomp" in self.layers else ""
        modules = ("lean", ",".join(LEAN), "") if lean else ("whole", ",".join(PRELOAD), ",".join(self._also))
        python = [sys.executable, "-P", "-s", "-S", "-B", "-c", code]  # not -I, which is deaf to the environment
        words = [str(control), *modules, ",".join(self.layers), filters]
        program = bubblewrap.find() if "bubblewrap" in self.layers else None
        if program is None:
            return [*python, *words]
        variables = [word for name, value in _environment().items() for word in ("--setenv", name, value)]
        wrap = bubblewrap.command(program, bubblewrap.python_paths(package, search))
        return [*wrap, *variables, *python, *words]

    def close(self) -> None:
        """Ends the zygotes, and with them every worker."""
        for zygote in self._zygotes.values():
            zygote.close()


def _filters() -> str:
    from autograder.sandbox.wall import seccomp  # only where there is a libc to ask

    return ",".join(code.hex() for code in seccomp.build())


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    fixed = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8", **SAME_ORDER}
    return fixed | kept
