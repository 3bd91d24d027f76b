"""The launcher and its sessions: real processes behind the strongest wall of this machine."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)

from autograder.errors import IsolationError
from autograder.sandbox.outcomes import Crashed, Loaded, NoSuchFunction, Raised, Returned, TimedOut
from autograder.sandbox.process.launcher import Launcher, Session, SessionLimits
from autograder.sandbox.process.remote import Channel
from autograder.sandbox.wall.layers import ALL, why_not

LIMITS = SessionLimits(seconds=5.0, memory_mb=256)
CODE = '''
import math
class Own(ValueError):
    """A student's own kind of error."""
def double(values):
    return [2 * value for value in values]
def change(values):
    values.append(0.0)
    return None
def fail(kind):
    if kind == "own":
        raise Own("mine")
    if kind == "exit":
        raise SystemExit(3)
    return 1 / 0
def generator():
    return (x for x in [1])
def echo(value):
    return value
def loop():
    while True:
        pass
def leave(status):
    import os
    os._exit(status)
def read(prompt=""):
    return input(prompt)
def shout():
    print("x" * 10_000_000)
    return 1
def hoard():
    return len(bytearray(8 * 1024**3))
def segfault():
    import ctypes
    return ctypes.string_at(0)
'''


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as made:
        yield made


@pytest.fixture
def session(launcher: Launcher) -> Iterator[Session]:
    with launcher.open(LIMITS) as opened:
        assert opened.load("m", CODE, filename="m.py") == Loaded()
        yield opened


@pytest.mark.parametrize("lean", [True, False])
def test_a_set_of_texts_comes_in_the_same_order_every_time(launcher: Launcher, lean: bool) -> None:
    """Whichever zygote a process is of, and whenever that was started."""
    source, orders = "def f():\n    return list({str(n) for n in range(20)})\n", []
    with Launcher() as other:
        for made, is_lean in ((launcher, False), (other, lean)):
            with made.open(LIMITS, lean=is_lean) as opened:
                assert opened.load("m", source, filename="m.py") == Loaded()
                orders.append(opened.call("m", "f", (), {}))
    assert isinstance(orders[0], Returned)
    assert orders[0] == orders[1]


def test_a_call_there_and_back(session: Session) -> None:
    """Plain data go there and come back."""
    assert session.call("m", "double", ([1.0, 2.5],), {}) == Returned([2.0, 5.0])


def test_arrays_come_back_with_type_and_shape(session: Session) -> None:
    """An array is an array at the other end."""
    given = np.arange(6, dtype=np.float32).reshape(2, 3)
    answer = session.call("m", "echo", (given,), {})
    assert isinstance(answer, Returned)
    assert answer.value.dtype == given.dtype
    assert (answer.value == given).all()


def test_named_arguments(session: Session) -> None:
    """Arguments can be named."""
    assert session.call("m", "echo", (), {"value": {"a": (1, None)}}) == Returned({"a": (1, None)})


def test_arguments_as_the_call_left_them(session: Session) -> None:
    """What a call did to its arguments comes back when it is asked for."""
    assert session.call("m", "change", ([1.0],), {}, want_arguments=True) == Returned(None, ([1.0, 0.0],))


def test_exceptions_are_data(session: Session) -> None:
    """Type, text, nearest builtin and line of an exception cross the wall."""
    assert session.call("m", "fail", ("own",), {}) == Raised("Own", "mine", "ValueError", 12)
    assert session.call("m", "fail", ("zero",), {}) == Raised(
        "ZeroDivisionError", "division by zero", "ZeroDivisionError", 15
    )
    ended = "3: this ends the whole program: a function hands over what it has with return"
    assert session.call("m", "fail", ("exit",), {}) == Raised("SystemExit", ended, None, 14)


def test_what_is_not_data_is_said_to_be_that(session: Session) -> None:
    """A generator stays where it is and is described, and the session goes on."""
    outcome = session.call("m", "generator", (), {})
    assert isinstance(outcome, Returned)
    assert outcome.value.what == "a generator (wrap it in list(...))"
    assert session.call("m", "missing", (), {}) == NoSuchFunction("missing")
    assert session.alive


def test_a_crash_ends_the_session_with_its_reason(session: Session) -> None:
    """Exit status and signal are told; the next load starts afresh."""
    outcome = session.call("m", "leave", (3,), {})
    assert isinstance(outcome, Crashed)
    assert "status 3" in outcome.reason
    assert not session.alive
    assert session.load("m", CODE, filename="m.py") == Loaded()
    outcome = session.call("m", "segfault", (), {})
    assert isinstance(outcome, Crashed)
    assert "SIGSEGV" in outcome.reason


def test_a_loop_is_stopped(session: Session) -> None:
    """A call that does not answer in time is killed."""
    assert session.call("m", "loop", (), {}, seconds=0.3) == TimedOut(0.3)
    assert not session.alive


def test_memory_is_bounded(session: Session) -> None:
    """Eight gigabytes are a MemoryError, not a machine that stands still."""
    outcome = session.call("m", "hoard", (), {})
    assert isinstance(outcome, Raised)
    assert outcome.type_name == "MemoryError"


def test_input_and_output_lead_nowhere(session: Session) -> None:
    """What is printed is thrown away, and nobody answers input()."""
    assert session.call("m", "shout", (), {}) == Returned(1)
    outcome = session.call("m", "read", (), {})
    assert isinstance(outcome, Raised)
    assert outcome.type_name == "EOFError"


def test_the_null_device_is_all_that_can_be_opened(launcher: Launcher) -> None:
    """Another file is refused as before, and closing the null device closes nothing that is needed."""
    with launcher.open(LIMITS) as session:
        code = "def f(name):\n    open(name, 'w').close()\n    print('still open')\n"
        assert session.load("m", code, filename="m.py") == Loaded()
        assert session.call("m", "f", (os.devnull,), {}) == Returned(None)
        assert session.call("m", "f", (os.devnull,), {}) == Returned(None)
        outcome = session.call("m", "f", ("/tmp/new",), {})
    assert isinstance(outcome, Raised)
    assert outcome.builtin == "FileNotFoundError"


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [("x = (\n", "SyntaxError", 1), ("\n\nraise ValueError('no')", "ValueError", 3), ("\n  x", "IndentationError", 2)],
)
def test_a_file_that_cannot_be_run(launcher: Launcher, source: str, kind: str, line: int) -> None:
    """Why a file cannot be loaded is told with its line."""
    with launcher.open(LIMITS) as session:
        outcome = session.load("m", source, filename="m.py")
    assert isinstance(outcome, Raised)
    assert outcome.type_name == kind
    assert outcome.line == line


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.sep",
        "from os import path\npath.join('a')",
        "import math, os.path\nos.path.sep",
        "from os import *\nprint(sep + sep)",
        "def f():\n    return __import__('os').sep\nf()",
        "try:\n    import os\nexcept ValueError:\n    pass",
    ],
)
def test_imports_that_are_not_allowed(launcher: Launcher, source: str) -> None:
    """A module outside the exercise's list is refused by name where it is used."""
    with launcher.open(LIMITS) as session:
        outcome = session.load("m", source, filename="m.py", allowed_imports=("math", "numpy"))
        assert isinstance(outcome, Raised)
        assert outcome.builtin == "ModuleNotFoundError"
        assert "does without os" in outcome.text
        assert (
            session.load(
                "n", "import numpy.linalg\nfrom math import e", filename="n.py", allowed_imports=("math", "numpy")
            )
            == Loaded()
        )


def test_a_directive_to_the_compiler_is_no_import(launcher: Launcher) -> None:
    """`from __future__ import annotations`, which editors add, needs nobody's leave; what stands beside it does."""
    directive = "from __future__ import annotations\n"
    with launcher.open(LIMITS) as session:
        assert session.load("m", directive, filename="m.py", allowed_imports=("math",)) == Loaded()
        outcome = session.load("n", f"{directive}import os\nos.sep", filename="n.py", allowed_imports=("math",))
        assert isinstance(outcome, Raised)
        assert (outcome.text, outcome.line) == (
            "this exercise does without os; it can use Python's own modules, such as math",
            3,
        )


def test_two_files_do_not_share_names(session: Session) -> None:
    """Each exercise's file is a module of its own."""
    assert session.load("other", "def double(values):\n    return 'other'\n", filename="other.py") == Loaded()
    assert session.call("m", "double", ([1.0],), {}) == Returned([2.0])
    assert session.call("other", "double", ([1.0],), {}) == Returned("other")


def test_sessions_do_not_see_each_other(launcher: Launcher) -> None:
    """What one student's code changes is gone for the next."""
    with launcher.open(LIMITS) as first:
        first.load("m", "import builtins\nbuiltins.abs = None", filename="m.py")
    with launcher.open(LIMITS) as second:
        second.load("m", "def f():\n    return abs(-1)", filename="m.py")
        assert second.call("m", "f", (), {}) == Returned(1)


def test_numbers_drawn_without_a_seed_are_the_same_for_every_run() -> None:
    """A submission that draws unseeded numbers gets the same result again, from another wall too."""
    source = "import random\nimport numpy as np\ndef draw():\n    return random.random(), float(np.random.random())"
    drawn = []
    for _ in range(2):
        with Launcher() as launcher, launcher.open(LIMITS) as session:
            assert session.load("draw", source, filename="draw.py") == Loaded()
            drawn.append(session.call("draw", "draw", (), {}))
    assert isinstance(drawn[0], Returned)
    assert drawn[0] == drawn[1]


def kill_the_zygote(launcher: Launcher) -> None:
    for zygote in launcher._zygotes.values():
        if zygote._process is None or zygote._process.poll() is not None:
            continue
        os.kill(zygote._process.pid, signal.SIGKILL)
        zygote._process.wait()
        # Under bubblewrap the zygote itself ends a moment later, when its socket hangs up.
        assert select.select([zygote._control or zygote._beginning], [], [], 60)[0]


def test_a_killed_zygote_is_replaced(launcher: Launcher) -> None:
    """The next session works though the process that makes the workers was killed."""
    with launcher.open(LIMITS) as session:
        session.load("m", CODE, filename="m.py")
    kill_the_zygote(launcher)
    with launcher.open(LIMITS) as session:
        assert session.load("m", CODE, filename="m.py") == Loaded()


class Struck(Launcher):
    """Its zygote is killed as soon as it has made a worker, so many times."""

    strikes = 0

    def fork(self, limits: SessionLimits, *, lean: bool = False) -> Channel:
        made = super().fork(limits, lean=lean)
        if self.strikes:
            self.strikes -= 1
            kill_the_zygote(self)
        return made


def test_a_zygote_killed_while_it_is_tried_out_is_replaced_too() -> None:
    """That somebody kills it says nothing of the wall; where it goes on, there is no grading here."""
    with Struck() as launcher:
        launcher.strikes = 2
        launcher.try_out()
        launcher.strikes = 3
        with pytest.raises(IsolationError, match="was killed"):
            launcher.try_out()


def test_a_whole_zygote_can_wait_for_the_first_who_needs_it() -> None:
    """A regrade of a few exercises may need none."""
    with Launcher() as launcher:
        launcher.try_out(whole=False)
        assert list(launcher._zygotes) == [True]
        with launcher.open(LIMITS) as session:
            session.load("m", "def f():\n    return 1\n", filename="m.py")
            assert session.call("m", "f", (), {}) == Returned(1)


def test_no_process_is_left() -> None:
    """After the launcher is closed nothing of it runs."""
    with Launcher() as launcher:
        for lean in (False, True):
            with launcher.open(LIMITS, lean=lean) as session:
                session.load("m", "def f():\n    return 1\n", filename="m.py")
        processes = [zygote._process for zygote in launcher._zygotes.values()]
        pids = [process.pid for process in processes if process is not None]
    assert len(pids) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_results_name_their_wall() -> None:
    """All layers are called strict; with one taken away the rest are named; none is none."""
    assert Launcher("none").name == "none"
    if any(why_not(layer) for layer in ALL):
        pytest.skip("this machine has no strict wall")
    assert Launcher("strict").name == "strict"
    assert Launcher("auto", without=("landlock",)).name == "partial: bubblewrap, user, limits, seccomp"


def test_strict_refuses_where_a_layer_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strict without bubblewrap is no wall at all, and the message says what is missing."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(IsolationError, match="bubblewrap: bwrap is not installed"):
        Launcher("strict")


def test_a_module_that_is_not_there_is_said_to_be_missing(launcher: Launcher) -> None:
    """An import that cannot be had while grading says just that, and can be caught as usual."""
    for code in ("import scipy as x; x.y", "from scipy import x; x()", "try: import scipy\nexcept OSError: 0"):
        with launcher.open(LIMITS) as opened:
            outcome = opened.load("m", code, filename="m.py")
        assert outcome == Raised(
            "ModuleNotFoundError", "scipy is not available while grading: do without it", "ModuleNotFoundError", 1
        )


def test_modules_that_are_asked_for_are_made_ready() -> None:
    """A package comes with all the parts that it names; one that is not installed is no hindrance."""
    with Launcher(also=("no_such_module", "xml", "colorsys")) as launcher, launcher.open(LIMITS) as session:
        assert session.load("m", "import colorsys\nfrom xml import sax\nimport xml.dom", filename="m.py") == Loaded()


@pytest.mark.parametrize(
    "body",
    [
        "print('debug', x, file=sys.stderr)",
        "σ = x",
        "text = '\\N{GREEK SMALL LETTER SIGMA}'",
        "print('debug', x, file=open(os.devnull, 'w'))",
        "with open(os.devnull, 'w', encoding='utf-8') as quiet, contextlib.redirect_stdout(quiet): print(x)",
        "assert open(os.devnull, 'rb').read() == b''",
        "assert '€'.encode('cp1252').decode('cp1252').encode('utf-16') and 'é'.encode('idna')",
        "assert '中文'.encode('gbk').decode('gbk') == '中文'",
        "assert datetime.datetime.strptime('2024', '%Y').year == 2024",
        "from timeit import default_timer; import csv, doctest, numpy.typing",
        "assert np.char.upper(np.array(['a'])) == ['A']",
    ],
)
def test_honest_code_does_behind_the_wall_what_it_does_at_home(launcher: Launcher, body: str) -> None:
    """What is no attack and works at home costs no marks in class."""
    source = f"import contextlib, datetime, os, sys\nimport numpy as np\ndef f(x):\n    {body}\n    return x\n"
    with launcher.open(LIMITS) as session:
        assert session.load("work", source, filename="work.py", allowed_imports=None) == Loaded()
        assert session.call("work", "f", (1.0,), {}) == Returned(1.0)


@pytest.mark.parametrize("modules", ["LEAN", "PRELOAD"])
def test_a_wall_that_makes_no_worker_is_found_before_grading(monkeypatch: pytest.MonkeyPatch, modules: str) -> None:
    """An interpreter that does not start behind the wall is one error with advice, not a fault for each student."""
    monkeypatch.setattr(f"autograder.sandbox.process.launcher.{modules}", ("no_module_of_this_name",))
    with Launcher("auto") as launcher, pytest.raises(IsolationError, match="did not start") as caught:
        launcher.try_out()
    assert "no submission can be run here" in str(caught.value)
    with Launcher("auto") as launcher:
        monkeypatch.undo()
        launcher.try_out()


def test_an_error_that_claims_an_impossible_line_is_told_all_the_same(launcher: Launcher) -> None:
    """A SyntaxError can be made by hand, with any number for its line."""
    code = "def fail():\n    raise SyntaxError('odd', ('a.py', 10**30, 1, 'text'))\n"
    with launcher.open(LIMITS) as session:
        assert session.load("odd", code, filename="odd.py") == Loaded()
        outcome = session.call("odd", "fail", (), {})
    assert isinstance(outcome, Raised)
    assert (outcome.type_name, outcome.line) == ("SyntaxError", 2)
