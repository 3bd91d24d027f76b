"""A student's file behind the wall, as checks and graders see it: a host like the one in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from autograder.errors import GraderFault
from autograder.sandbox.datafiles import content_of
from autograder.sandbox.hosts import Program
from autograder.sandbox.likely import Likely
from autograder.sandbox.outcomes import CallOutcome, Crashed, LoadOutcome
from autograder.sandbox.ready import NotAlone, NotReady
from autograder.sandbox.timelimit import undisturbed
from autograder.sandbox.transcripts import Answers
from autograder.sandbox.values import Plain

if TYPE_CHECKING:
    from autograder.sandbox.process.clean import Clean
    from autograder.sandbox.process.launcher import Launcher, Session


class WalledHost:
    """One walled-off process at a time, made when a file is loaded and ended by `close`: one for each program.

    In a `with` it is one student's, and `close` leaves a process in which programs did nothing but compute to the next
    one that does no more (`process.clean`); the end of the `with` ends it.

    A file that is loaded again after a crash is the same program, and what it sent before still counts. With `lean`
    programs begin in lean processes, until NotReady is raised: then the program is to be judged from its load on again,
    and all that come after it begin in whole ones.
    """

    def __init__(self, launcher: Launcher, *, lean: bool = False) -> None:
        self._launcher = launcher
        self._lean = lean
        self._session: Session | None = None
        self._hands_on = False
        self._clean: Clean | None = None

    def __enter__(self) -> Self:
        self._hands_on = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hands_on = False
        self.close()

    @property
    def alive(self) -> bool:
        return self._session is not None and self._session.alive

    def load(self, program: Program, seconds: float) -> LoadOutcome:
        data = {name: _content(name, path) for name, path in program.data}
        # the wall keeps deadlines of its own; code in this process has none but the clock
        with undisturbed(), self._noticing():
            if self._session is None:
                self._session = self._launcher.open(program.limits, lean=self._lean, clean=self._clean)
                self._clean = None
            return self._session.load(
                program.name,
                program.source,
                filename=program.file,
                allowed_imports=program.allowed_imports,
                data=data,
                seconds=seconds,
                likely=program.likely,
            )

    def call(
        self,
        program: Program,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        seconds: float,
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        if self._session is None:
            return Crashed("there is no process")
        with undisturbed(), self._noticing():
            return self._session.call(
                program.name, function, args, kwargs, seconds=seconds, want_arguments=want_arguments
            )

    def forget(self, program: Program, seconds: float) -> None:
        if self._session is not None:
            with undisturbed(), self._noticing():
                self._session.forget(program.name, seconds=seconds)

    @property
    def answers(self) -> Answers | None:
        return None if self._session is None else self._session.answers

    def look_ahead(self, program: Program, likely: Likely) -> None:
        """Asks what is likely to be asked next, of a program that was asked ahead and not stopped since."""
        if self._session is not None:
            with undisturbed(), self._noticing():
                self._session.look_ahead(program.name, likely)

    def leave_others(self, *, late: bool = False, shown: bool = False) -> bool:
        """Where the program was not the first in its process, ends that: whether it was not.

        It is to be loaded again then, which is in a process of its own. With `late`, where it has been there for long;
        with `shown`, where what it answers may show something of the others.
        """
        return self._session is not None and self._session.leave_others(late=late, shown=shown)

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        try:
            yield
        except NotAlone:
            raise
        except NotReady:
            self._lean = False
            raise

    def close(self) -> None:
        """Nothing of the student's code runs after this."""
        if self._session is not None:
            self._clean, self._session = self._session.leave(), None
        if self._clean is not None and not self._hands_on:
            self._clean.worker.end()
            self._clean = None


def _content(name: str, path: Path) -> bytes:
    try:
        return content_of(name, path)
    except OSError as error:  # the course's, and no student's doing
        raise GraderFault(f"the data file {path} cannot be read: {error}") from error
