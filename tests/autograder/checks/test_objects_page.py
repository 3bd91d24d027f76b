"""docs/objects.md: each of its examples is run, at home and behind the wall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.checks.asked import answer_truly
from autograder.checks.run import Close
from autograder.checks.submission import SubmissionProxy, end_of
from autograder.course.model import Tolerance
from autograder.sandbox.datafiles import files_beside
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

PAGE = Path(__file__).parents[3] / "docs" / "objects.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
READING = PAGE.parents[1] / "tests" / "courses" / "reading" / "exercises"
ALLOWED = ("matplotlib", "numpy")
DATA = tuple((name, READING / name) for name in ("houses.csv", "data/notes.txt"))
PAIRS = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))


@pytest.fixture(params=["home", "class"])
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    if request.param == "home":
        yield LocalHost()
        return
    with Launcher("auto", also=("matplotlib",)) as launcher:
        walled = WalledHost(launcher)
        yield walled
        walled.close()


@pytest.mark.parametrize(
    ("student", "check"), PAIRS, ids=[re.findall(r"def (test_\w+)", check)[0] for _, check in PAIRS]
)
def test_the_pages_examples_pass(host: Host, student: str, check: str) -> None:
    """What an author copies from the page works as it stands there."""
    program = Program("page", "page.py", student, SessionLimits(10, 1024, 600), ALLOWED, DATA)
    target = HostedTarget(host, program)
    target.load()
    names: dict[str, object] = {}
    exec(compile(check, str(PAGE), "exec"), names)
    (test,) = (value for name, value in names.items() if name.startswith("test_"))
    assert callable(test)
    proxy = SubmissionProxy(target)
    with files_beside(DATA, alone=False).shown():
        answer_truly(test.__globals__)
        test(proxy, Close(Tolerance(), proxy))
    end_of(proxy)
