"""A check on a program, at home and behind the wall."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from autograder.checks.run import Verdict, run_check
from autograder.course.model import Check, Exercise
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost


def judged_in_both(
    launcher: Launcher, exercise: Exercise, function: Callable[..., None], source: str
) -> tuple[Verdict, Verdict]:
    """What the check says of the program in each place."""
    names = tuple(inspect.signature(function).parameters)
    check = Check("x", "read", function.__doc__ or "", True, 1.0, (), function, names)
    program = Program("read", "read.py", source, SessionLimits(3.0), ("numpy",))

    def judged(host: Host) -> Verdict:
        target = HostedTarget(host, program)
        assert isinstance(target.load(), Loaded)
        return run_check(check, exercise, 0, target)

    walled = WalledHost(launcher)
    verdicts = judged(LocalHost()), judged(walled)
    walled.close()
    return verdicts
