"""A call that hangs in C, or ends Python, is one check's failure in pytest, and everything else is judged."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.timelimit import called_off
from autograder.student.noted import leave_alone, phrase, read
from autograder.student.pytest.again import command_again
from autograder.student.pytest.handover import FOLDER, Handover
from autograder.student.pytest.notes import Notes

Student = Any

RIGHT = "    half = len(values) // 2\n    return (sorted(values)[half] + sorted(values)[~half]) / 2\n"
HANG = "sum(range(10**15))"
CHECKS = """
def test_one(submission, close):
    \"\"\"One value.\"\"\"
    close(submission.median([1.0]), 1.0)

def test_two(submission, close):
    \"\"\"Two values.\"\"\"
    close(submission.median([1.0, 2.0]), 1.5)

def test_three(submission, close):
    \"\"\"Three values.\"\"\"
    close(submission.median([1.0, 2.0, 3.0]), 2.0)
"""


@pytest.fixture
def hurried(student: Student) -> Student:
    """Three checks of the median, with little time for each call; the other exercise is done."""
    student.hurry("median")
    student.solve("trapezoid")
    (student.path / "tests" / "visible" / "test_median.py").write_text(CHECKS, encoding="utf-8")
    return student


def run(student: Student, *options: str, typed: str = "", also: str = "") -> subprocess.CompletedProcess[str]:
    """What is typed in a terminal, in a process of its own (`student.run` begins none); `also` has more modules."""
    environment = student.environment()
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [also, environment["PYTHONPATH"]]))
    command = [sys.executable, "-m", "pytest", *options]
    return subprocess.run(
        command, cwd=student.path, env=environment, input=typed, capture_output=True, text=True, check=False
    )


def median(student: Student, *, one: str = "", two: str = "", head: str = "") -> None:
    """The right answer, but that something is done with one value, or with two."""
    lines = [f"    if len(values) == {count}:\n        {what}\n" for count, what in ((1, one), (2, two)) if what]
    student.write("median", f"{head}\n\ndef median(values):\n{''.join(lines)}{RIGHT}")


def board(output: str) -> dict[str, str]:
    rows = [line.split() for line in output.splitlines() if " of " in line]
    return {words[0]: " ".join(words[1:4]) for words in rows}


def test_a_call_that_hangs_in_c_is_one_checks_failure(hurried: Student) -> None:
    """In the words of class, and within the time of the exercise; the checks before and after it have their results."""
    median(hurried, two=f"return {HANG}")
    done = run(hurried)
    assert "You called median([1, 2]). It did not finish within 0.5 seconds: is there a loop" in done.stdout
    assert "1 failed, 4 passed" in done.stdout
    assert board(done.stdout)["median"].startswith("26.7 of 40")
    assert board(done.stdout)["trapezoid"].startswith("60 of 60")
    assert done.returncode == 1
    assert done.stderr == ""


@pytest.mark.whole
def test_a_run_that_goes_on_says_what_ended_it(hurried: Student) -> None:
    """The dots of the run before stand above, so that there is a reason why there are more of them."""
    median(hurried, two=f"return {HANG}")
    assert "median([1, 2]) ended the run. All else is checked once more, without it:" in run(hurried).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="it has no signals")
def test_calls_that_end_python_are_told_each_by_its_own_end(hurried: Student) -> None:
    """Whatever status they leave behind: 0 too is no run that has passed. What Python says of a crash is not shown."""
    hurried.write("median", "")
    manifest = hurried.path / "course.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("- math\n", "- math\n  - os\n"), encoding="utf-8")
    median(hurried, head="import os", one="os._exit(0)", two="os.abort()")
    done = run(hurried)
    told = " ".join(done.stdout.split())
    assert "median([1]). The program ended in the middle of it: the process exited with status 0." in told
    assert "median([1, 2]). The program ended in the middle of it: the process was killed by SIGABRT." in told
    assert "2 failed, 3 passed" in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.whole
def test_a_file_that_hangs_while_it_is_loaded_is_said_once(hurried: Student) -> None:
    """And the other exercise is judged."""
    median(hurried, head=f"x = {HANG}")
    done = run(hurried)
    assert "exercises/median.py did not finish loading within 0.5 seconds" in done.stdout
    assert "1 failed, 2 passed, 2 waiting" in done.stdout
    assert done.returncode == 1


@pytest.mark.whole
def test_a_function_that_always_hangs_costs_no_more_than_its_exercise_has(hurried: Student) -> None:
    """The calls after the first have the time that the exercise has left, as in class."""
    hurried.write("median", f"def median(values):\n    return {HANG}\n")
    output = run(hurried, "exercises/median.py").stdout
    assert "1 failed, 2 waiting" in output
    assert output.count("ended the run") == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to such a limit")
def test_a_call_that_fills_the_memory_is_stopped_there(hurried: Student) -> None:
    """The exercise's memory is the limit, and not what the machine has."""
    median(hurried, one="return len(bytearray(1 << 31))")
    output = run(hurried).stdout
    assert "You called median([1]). It raised MemoryError" in output
    assert "1 failed, 4 passed" in output


@pytest.mark.whole
def test_the_first_failure_can_be_the_last(hurried: Student) -> None:
    """`-x` stops at a check that hangs as at any other."""
    median(hurried, one=f"return {HANG}")
    output = run(hurried, "-x", "-k", "median").stdout
    assert "1 failed, 2 deselected" in output
    assert "stopping after 1 failure" in output


@pytest.mark.whole
def test_a_breakpoint_may_take_its_time(hurried: Student) -> None:
    """Longer than the call has, with a process that waits outside."""
    median(hurried, two="breakpoint()")
    output = run(hurried, "-k", "two", typed="p values\nimport time; time.sleep(2)\nc\n").stdout
    assert "[1.0, 2.0]" in output
    assert "1 passed" in output


def test_whoever_stops_the_clock_stops_the_end_from_outside(tmp_path: Path) -> None:
    """A clock that finds a debugger open when its time is over is called off, and so is what would end the process."""
    before = list(called_off)
    notes = Notes(Handover(tmp_path), "run")
    assert called_off == [*before, leave_alone]
    notes.close()
    assert called_off == before


def test_several_processes_go_on_too(hurried: Student) -> None:
    """With pytest-xdist a worker that ended is replaced, and the check has the words of class, once."""
    pytest.importorskip("xdist")
    median(hurried, two=f"return {HANG}")
    done = run(hurried, "-p", "xdist", "-p", "xdist.looponfail", "-n", "2")
    assert "You called median([1, 2]). It did not finish within 0.5 seconds" in done.stdout
    assert "1 failed, 4 passed" in done.stdout
    assert "crashed while running" not in done.stdout
    assert board(done.stdout)["median"].startswith("26.7 of 40")
    assert done.returncode == 1


@pytest.mark.whole
@pytest.mark.skipif(sys.platform == "win32", reason="it has no process groups")
def test_ctrl_c_ends_a_run_that_hangs_in_c(hurried: Student, tmp_path: Path) -> None:
    """It is heard outside, and no further run is begun."""
    manifest = hurried.path / "course.yaml"  # with time enough that it is still in C, however busy the machine is
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("seconds: 0.5", "seconds: 6"), encoding="utf-8")
    median(hurried, head="import sys", two=f"print('here', file=sys.__stderr__, flush=True)\n        return {HANG}")
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-s"],
        cwd=hurried.path,
        env=hurried.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # who runs these tests may not hear it
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "here\n"
    time.sleep(0.3)  # it is in C by then, and still has its time
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate()
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert output.rstrip().endswith("Interrupted.")


@pytest.mark.skipif(sys.platform == "win32", reason="there it cannot be asked of a process to end itself")
def test_who_ends_the_waiting_process_ends_the_other(hurried: Student) -> None:
    """An editor's stop button ends the one that it started."""
    checks = f"import os, time\nfrom pathlib import Path\n{CHECKS}"
    checks += (
        "\ndef test_four(submission):\n    'Four.'\n    Path('pid').write_text(str(os.getpid()))\n    time.sleep(600)\n"
    )
    (hurried.path / "tests" / "visible" / "test_median.py").write_text(checks, encoding="utf-8")
    median(hurried)
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest"], cwd=hurried.path, env=hurried.environment(), stdout=subprocess.PIPE
    )
    while not (hurried.path / "pid").is_file() or not (hurried.path / "pid").read_text():
        assert process.poll() is None
        time.sleep(0.02)
    other = int((hurried.path / "pid").read_text())
    process.terminate()
    process.communicate()
    assert process.returncode == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)


@pytest.mark.whole
def test_it_goes_on_without_alarms_forks_and_limits(hurried: Student, tmp_path: Path) -> None:
    """As on Windows, as far as that can be had here: a call that only waits is stopped from outside as well."""
    there = (
        "import os, signal, sys\n"
        "sys.modules['resource'] = None\n"
        "from autograder.sandbox import timelimit\n"
        "from autograder.sandbox.clocks.timer import Timer\n"
        "timelimit._clock = Timer\n"
        "for module, name in ((os, 'fork'), (signal, 'SIGALRM'), (signal, 'SIGHUP')):\n"
        "    if hasattr(module, name):\n"
        "        delattr(module, name)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(there, encoding="utf-8")
    median(hurried, head="import time", one="time.sleep(1000)", two=f"return {HANG}")
    done = run(hurried, also=str(tmp_path))
    assert "You called median([1]). It did not finish within 0.5 seconds" in done.stdout
    assert "1 failed, 3 passed" in done.stdout
    assert "1 waiting" in done.stdout
    assert done.returncode == 1


def test_who_only_waits_loads_little(hurried: Student) -> None:
    """The process that a student starts has nothing of the course, and no NumPy."""
    program = (
        "import sys\nfrom autograder.student.pytest import again\n"
        "def run(command, folder):\n"
        "    print('loaded', sorted({'numpy', 'yaml', 'autograder.course'} & set(sys.modules)))\n"
        "    return 0\n"
        "again._run = run\n"
        "sys.orig_argv, sys.argv = [sys.executable, '-m', 'pytest'], ['pytest']\n"
        "import pytest\nsys.exit(pytest.main())\n"
    )
    assert hurried.run_code(program).stdout == "loaded []\n"


@pytest.mark.parametrize(
    ("whole", "program", "words", "again"),
    [
        (["py", "-m", "pytest", "-x"], "/lib/pytest/__main__.py", ["-x"], ["-m", "pytest", "-x"]),
        (["py", "-B", "/bin/pytest"], "/bin/pytest", [], ["-B", "/bin/pytest"]),
        (["py", r"pytest.exe", "a b"], "pytest.exe", ["a b"], ["pytest.exe", "a b"]),
        (["py", "run_pytest_script.py", "-x"], "run_pytest_script.py", ["-x"], None),
        (["py", "-m", "coverage", "run", "-m", "pytest"], "/lib/pytest/__main__.py", [], None),
        (["py", "-c", "import pytest; pytest.main(['-x'])"], "-c", ["-x"], None),
        (["py", "-m", "pytest", "-x"], "/lib/pytest/__main__.py", ["-q"], None),
        (["py"], "", [], None),
    ],
)
def test_only_what_was_typed_as_pytest_is_begun_again(
    whole: list[str], program: str, words: list[str], again: list[str] | None, tmp_path: Path
) -> None:
    """An editor's own program, a measurement of coverage, a line of Python: these run where they were started."""
    asked = pytest.Config.InvocationParams(args=words, plugins=None, dir=tmp_path)
    assert command_again(whole, program, asked) == (None if again is None else [sys.executable, *again])
    with_plugins = pytest.Config.InvocationParams(args=words, plugins=["one"], dir=tmp_path)
    assert command_again(whole, program, with_plugins) is None


def test_a_call_inside_of_a_call_leaves_the_outer_one_open() -> None:
    """A function that a check lends may ask the student's file something: who hangs after that is still known."""
    lines = [
        '{"calling": ["e", "k1", "f()", 1]}',
        '{"calling": ["e", "k2", "g()", 1]}',
        '{"back": 0}',
        "Timeout (0:00:01)!",
    ]
    written = read("\n".join(lines))
    assert written.open_call is not None
    assert (written.open_call.key, written.hung) == ("k1", True)
    assert read("\n".join([*lines[:3], '{"back": 0}'])).open_call is None


def test_a_call_ends_a_run_once(tmp_path: Path) -> None:
    """One that is known and ends a process nevertheless is no reason to begin again."""
    handover = Handover(tmp_path)
    for known in (False, True):
        write, descriptor = handover.writer("run")
        write('{"calling": ["median", "k", "median([1])", 1]}')
        os.close(descriptor)
        assert (handover.learn("run", 3) is None) is known
    assert handover.endings("median") == {"k": phrase(3)}
    assert handover.endings("other") == {}


def test_the_students_code_does_not_see_how_it_is_run(hurried: Student) -> None:
    """The way to the notes is taken out of the environment."""
    manifest = hurried.path / "course.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("- math\n", "- math\n  - os\n"), encoding="utf-8")
    median(hurried, head="import os", one=f"return float({FOLDER!r} not in os.environ)")
    assert "5 passed" in run(hurried).stdout
