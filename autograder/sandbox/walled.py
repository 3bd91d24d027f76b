"""A student's file behind the wall, as checks and graders see it: a host like the one in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from autograder.errors import GraderFault
from autograder.sandbox.datafiles import content_of
from autograder.sandbox.hosts import Program
from autograder.sandbox.likely import Likely
from autograder.sandbox.outcomes import CallOutcome, Crashed, Loaded, LoadOutcome
from autograder.sandbox.ready import NotAlone, NotReady
from autograder.sandbox.timelimit import undisturbed
from autograder.sandbox.transcripts import Answers
from autograder.sandbox.values import Plain

if TYPE_CHECKING:
    from autograder.sandbox.process.company import Company
    from autograder.sandbox.process.launcher import Launcher, Session


class WalledHost:
    """One walled-off process at a time, made when a file is loaded and ended by `close`: one for each program.

    In a `with` it is one student's, and the programs that were begun, and only compute, have one for all of them
    (`process.company`), which the end of the `with` ends.

    A file that is loaded again after a crash is the same program, and what it sent before still counts. With `lean`
    programs begin in lean processes, until NotReady is raised: then the program is to be judged from its load on again,
    and all that come after it begin in whole ones.
    """

    def __init__(self, launcher: Launcher, *, lean: bool = False) -> None:
        self._launcher = launcher
        self._lean = lean
        self._session: Session | None = None
        self._company: Company | None = None
        self._begun: dict[str, Session] = {}

    def __enter__(self) -> Self:
        from autograder.sandbox.process.company import Company  # here, since a student's install lacks what it needs

        self._company = Company()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if self._company is not None:
            self._company.end()
        self._company, self._begun = None, {}

    def begin(self, program: Program) -> None:
        """Loads a program, and asks what is likely, beside the others that were begun, where it only computes."""
        likely, company = program.likely, self._company
        if company is None or likely is None or program.data or not self._lean:
            return
        session = self._launcher.open(program.limits, lean=True, company=company)
        with undisturbed(), suppress(GraderFault):  # whose fault it is is seen when it is judged
            if session.begin(program.name, program.source, program.file, program.allowed_imports, likely):
                self._begun[program.name] = session

    @property
    def alive(self) -> bool:
        return self._session is not None and self._session.alive

    def load(self, program: Program, seconds: float) -> LoadOutcome:
        data = {name: _content(name, path) for name, path in program.data}
        # the wall keeps deadlines of its own; code in this process has none but the clock
        with undisturbed(), self._noticing():
            begun = self._begun.pop(program.name, None)
            if begun is not None and self._session is None and begun.join():
                self._session = begun
                return Loaded()
            if self._session is None:
                self._session = self._launcher.open(program.limits, lean=self._lean)
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
        """The hidden checks begin: asks what is likely, of a program that was asked ahead and not stopped since."""
        if self._session is not None:
            self._session.hidden_begins()
            with undisturbed(), self._noticing():
                self._session.look_ahead(program.name, likely)

    def has_outstayed(self) -> bool:
        """Whether the program was among others for as long as it may; then it is to be loaded again, alone."""
        return self._session is not None and self._session.leave_others(late=True)

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
            self._session.close()
            self._session = None


def _content(name: str, path: Path) -> bytes:
    try:
        return content_of(name, path)
    except OSError as error:  # the course's, and no student's doing
        raise GraderFault(f"the data file {path} cannot be read: {error}") from error
