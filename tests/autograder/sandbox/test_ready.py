"""Lean workers: what they have ready, and programs that need more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.outcomes import Crashed, Loaded, Returned
from autograder.sandbox.process.launcher import Launcher, SessionLimits
from autograder.sandbox.ready import LEAN, NOT_READY, NotReady, is_enough
from autograder.sandbox.walled import WalledHost

LIMITS = SessionLimits(seconds=60.0)


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


@pytest.mark.parametrize(
    ("source", "enough"),
    [
        ("import math, numpy as np\nfrom fractions import Fraction", True),
        ("def f():\n    from collections.abc import Sequence  # and json", True),
        ("import math, json", False),
        ("def f():\n    import json", False),
        ("from numpy import *", False),
        ("import numpy.testing", False),
        ("import sys\nsys.modules['json']", False),
        ("__import__('json')", False),
    ],
)
def test_the_text_of_a_program_says_what_it_needs(source: str, enough: bool) -> None:
    """Imports are looked at, and whatever looks around among modules."""
    assert is_enough(source) == enough


@pytest.mark.parametrize(
    "source",
    [
        "if 1: import json\ndef f(x):\n    return json.loads('1')",
        "σ = 1\ndef f(x):\n    return σ",
        "import numpy as np\nassert np.testing\ndef f(x):\n    return 1",
        "try: import no_such_module\nexcept ImportError: pass\ndef f(x):\n    return 1",
    ],
)
def test_a_program_that_asks_for_more_as_it_loads_begins_again(launcher: Launcher, source: str) -> None:
    """Nobody can tell that it began in a lean worker."""
    with launcher.open(LIMITS, lean=True) as session:
        assert session.load("m", source, filename="m.py") == Loaded()
        assert session.call("m", "f", (1,), {}) == Returned(1)


@pytest.mark.parametrize("name", LEAN)
def test_what_is_ready_is_there(launcher: Launcher, name: str) -> None:
    """Every module of a lean worker can be imported in one; a call that needed more would raise NotReady."""
    line = f"from {name} import annotations" if name == "__future__" else f"import {name}"
    with launcher.open(LIMITS, lean=True) as session:
        assert session.load("m", f"{line}\ndef f():\n    {'pass' if name == '__future__' else line}", filename="m.py")
        assert session.call("m", "f", (), {}) == Returned(None)


def test_a_call_that_asks_for_more_has_all_be_done_again(launcher: Launcher) -> None:
    """What the program did until then is gone with its worker; the second time it begins in a whole one."""
    source = "seen = []\ndef f(x):\n    seen.append(x)\n    '€'.encode('cp1252')\n    return seen\n"
    host = WalledHost(launcher, lean=True)
    program = Program("m", "m.py", source, LIMITS)
    for attempt in range(2):
        target = HostedTarget(host, program)
        assert target.load() == Loaded()
        if attempt == 0:
            with pytest.raises(NotReady):
                target.call("f", (1,), {}, want_arguments=False)
            host.close()
        else:
            assert target.call("f", (2,), {}, want_arguments=False) == Returned([2])
            assert target.call("f", (3,), {}, want_arguments=False) == Returned([2, 3])
    host.close()


def test_who_ends_as_if_more_were_needed_has_crashed(launcher: Launcher) -> None:
    """A program that exits with that status gets a whole worker, and has crashed when it does so there."""
    with launcher.open(LIMITS, lean=True) as session:
        outcome = session.load("m", f"import sys, os\nos._exit({NOT_READY})", filename="m.py")
    assert outcome == Crashed(f"the process exited with status {NOT_READY}")
    host = WalledHost(launcher, lean=True)
    source = f"import random\ndef f(): random._os._exit({NOT_READY})"
    target = HostedTarget(host, Program("m", "m.py", source, LIMITS))
    assert target.load() == Loaded()
    with pytest.raises(NotReady):
        target.call("f", (), {}, want_arguments=False)
    host.close()


def test_an_object_that_asks_for_more_as_it_is_dropped_costs_one_more_beginning(launcher: Launcher) -> None:
    """Between two checks as well, and whatever else begins with this host begins in a whole worker."""
    source = f"import random\nclass C:\n    def __del__(self): random._os._exit({NOT_READY})\ndef f(): return C()\n"
    host = WalledHost(launcher, lean=True)
    program = Program("m", "m.py", source, LIMITS)
    target = HostedTarget(host, program)
    assert target.load() == Loaded()
    assert isinstance(target.call("f", (), {}, want_arguments=False), Returned)
    with pytest.raises(NotReady):
        host.forget(program, 60.0)
    host.close()
    again = HostedTarget(host, program)
    assert again.load() == Loaded()
    assert isinstance(again.call("f", (), {}, want_arguments=False), Returned)
    host.forget(program, 60.0)
    assert not host.alive
    host.close()
