"""What a student runs needs nothing that only Linux has, and nothing that only instructors install."""

from __future__ import annotations

import json
from typing import Any

import pytest

UNIX_ONLY = ("fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty")
INSTRUCTORS_ONLY = ("jinja2", "matplotlib", "msgspec", "pyseccomp", "nbformat", "nbgrader")

HIDE = """
import builtins, sys
hidden = set({hidden!r})
real = builtins.__import__
def guarded(name, globals=None, locals=None, fromlist=(), level=0):
    asked_by = (globals or {{}}).get("__name__", "")
    if level == 0 and name.partition(".")[0] in hidden and asked_by.startswith("autograder"):
        raise ImportError(name + " is hidden")
    return real(name, globals, locals, fromlist, level)
builtins.__import__ = guarded
"""


def program(hidden: tuple[str, ...], rest: str) -> str:
    return HIDE.format(hidden=hidden) + rest


@pytest.mark.parametrize("hidden", [UNIX_ONLY, INSTRUCTORS_ONLY], ids=["unix_only", "instructors_only"])
def test_the_students_path_is_imported(student: Any, hidden: tuple[str, ...]) -> None:
    """The plugin, the command and all it imports at once, with those modules hidden."""
    names = ("student.pytest.plugin", "cli", "student.watch.job", "student.watch.keyboard", "student.check")
    rest = "; ".join(f"import autograder.{name}" for name in names)
    done = student.run_code(program(hidden, rest))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(UNIX_ONLY, id="unix_only"),
        pytest.param(INSTRUCTORS_ONLY, id="instructors_only", marks=pytest.mark.whole),
    ],
)
def test_pytest_and_check_run(student: Any, hidden: tuple[str, ...]) -> None:
    """A student's run of pytest and of check, with those modules hidden, and no alarm signal either."""
    student.solve("median")
    student.hurry("trapezoid")
    student.write("trapezoid", "def area(x, y):\n    while True:\n        pass\n")
    no_alarm = "import signal\nfor name in ('SIGALRM', 'setitimer', 'ITIMER_REAL'):\n    delattr(signal, name)\n"
    no_alarm += "from autograder.sandbox import timelimit\ntimelimit._clock = timelimit.Timer\n"
    tested = student.run_code(
        program(hidden, no_alarm + "import pytest\nsys.exit(pytest.main(['-p', 'no:faulthandler']))")
    )
    assert "median        40 of 40" in tested.stdout, tested.stdout + tested.stderr
    assert "It did not finish within 0.5 seconds" in tested.stdout
    main = "sys.argv[1:] = ['check', 'median']\nfrom autograder.cli import main\nmain()"
    checked = student.run_code(program(hidden, main))
    assert "40 of 40" in checked.stdout, checked.stderr
    asked = {"root": str(student.path), "only": ["median", "trapezoid"], "endings": {}}
    judging = f"import json\nfrom autograder.student.apart import main\nmain(json.dumps({asked!r}))"
    judged = student.run_code(program(hidden, no_alarm + judging))
    median, trapezoid = (json.loads(line)["judged"] for line in judged.stdout.splitlines() if '"judged"' in line)
    assert median["result"]["score"] == 40.0
    assert "It did not finish within 0.5 seconds" in trapezoid["result"]["checks"][0]["message"]


def test_what_only_instructors_install_is_asked_for_by_name(student: Any) -> None:
    """`autograder` alone lists every command, and one that is not for students says what it needs."""
    blocked = f"import sys\nsys.modules.update(dict.fromkeys({INSTRUCTORS_ONLY!r}))\n"
    for words, code, said in (
        (["--help"], 0, "For instructors; not installed here."),
        (["verify", "--jobs", "2"], 2, "error: this command needs msgspec, which is not installed: pip install"),
        (["release", "--out", "handout"], 2, "error: this command needs msgspec, which is not installed: pip install"),
    ):
        done = student.run_code(f"{blocked}sys.argv[1:] = {words!r}\nfrom autograder.cli import main\nmain()")
        assert said in done.stdout + done.stderr
        assert done.returncode == code
        assert "Traceback" not in done.stderr
