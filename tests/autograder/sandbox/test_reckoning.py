"""`np.seterr` in a student's file: kept to the file, and what is rounded to 0 is no error, at home as in class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.checks.advice import with_advice
from autograder.checks.outline import outline
from autograder.checks.submission import SubmissionProxy, record_of
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

STRICT = """
import numpy as np

np.seterr(all="raise")


def powers(xs):
    return np.exp(xs)


def strictly(xs):
    with np.errstate(all="raise"):
        return np.exp(xs)


def lenient():
    np.seterr(over="ignore")
"""


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


@pytest.fixture(params=["home", "class"])
def program(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Any]]:
    """Makes a submission of a program's text, at home and behind the wall."""
    hosts: list[Any] = []

    def make(source: str) -> Any:
        hosts.append(LocalHost() if request.param == "home" else WalledHost(request.getfixturevalue("launcher")))
        target = HostedTarget(hosts[-1], Program("powers", "powers.py", source, SessionLimits(60, 512, 600)))
        target.load()
        return SubmissionProxy(target)

    yield make
    for host in hosts:
        host.close()


def test_what_is_rounded_to_0_is_no_error(program: Callable[[str], Any]) -> None:
    """A file that asks for all errors is right about numbers that lie far apart; too large a number is still one."""
    submission = program(STRICT)
    assert submission.powers(np.array([0.0, -3000.0])).tolist() == [1.0, 0.0]
    with pytest.raises(FloatingPointError, match="overflow"):
        submission.powers(np.array([0.0, 3000.0]))


def test_a_function_that_asks_for_it_itself_is_told_what_happened(program: Callable[[str], Any]) -> None:
    """With its line, and what to write."""
    submission = program(STRICT)
    with pytest.raises(FloatingPointError, match="underflow"):
        submission.strictly(np.array([-3000.0]))
    told = with_advice("", record_of(submission), outline(STRICT))
    assert told.endswith('Write under="ignore" there.')


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")
def test_what_a_call_asks_for_holds_for_the_next(program: Callable[[str], Any]) -> None:
    """As it does in a program of one's own."""
    submission = program(STRICT)
    submission.lenient()
    assert submission.powers(np.array([3000.0])).tolist() == [np.inf]


def test_no_other_file_and_no_check_hears_of_it(program: Callable[[str], Any]) -> None:
    """At home they share one process."""
    before = np.geterr()
    program(STRICT).powers(np.array([1.0]))
    assert np.geterr() == before
    other = program("import numpy as np\n\ndef errors():\n    return dict(np.geterr())\n")
    assert other.errors()["over"] == "warn"
