"""What a student sees when they run pytest in the folder that was handed out."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

Student = Any

LOOP = "def area(x, y):\n    while True:\n        pass\n"


def board(output: str) -> list[str]:
    return [line for line in output.splitlines() if re.match(r"\S* +[\d.-]+ of \d", line)]


def test_an_untouched_folder_fails_in_one_line_an_exercise(student: Student) -> None:
    """Before anything is written the run fails, and says so in a line an exercise and nowhere else."""
    done = student.run("pytest")
    assert done.returncode == 1
    assert [line.split(maxsplit=4)[4] for line in board(done.stdout)[:2]] == [
        "not started: exercises/median.py",
        "not started: exercises/trapezoid.py",
    ]
    assert "FAILURES" not in done.stdout
    assert "3 not started" in done.stdout


def test_one_exercise_done(student: Student) -> None:
    """What is right has its points; the other exercise is as before."""
    student.solve("median")
    output = student.pytest()
    assert board(output)[0].split()[:8] == ["median", "40", "of", "40", "done:", "all", "checks", "here"]
    assert "40 of 100" in board(output)[2]
    assert "1 passed" in output


def test_everything_done(student: Student) -> None:
    """A folder in which all is right passes."""
    student.solve("median")
    student.solve("trapezoid")
    assert student.run("pytest").returncode == 0


def test_a_failure_is_a_sentence(student: Student) -> None:
    """A failure tells the title, the call, the result and the expectation, and where the function is."""
    student.write("median", "def median(values):\n    return values[0]\n")
    output = student.pytest("-k", "median")
    assert "An odd count has one middle value." in output
    assert "You called median([3, 1, 2]).\n  returned  3\n  expected  2, off by 1\n" in output
    assert "exercises/median.py:1: in median" in output
    assert "next: An odd count has one middle value." in board(output)[0]


def test_no_frame_of_the_engine_is_shown(student: Student) -> None:
    """An error in the student's code is shown with the student's own lines alone."""
    text = "def half(a, b):\n    return a / b\n\n\ndef median(values):\n    return half(sum(values), 0)\n"
    student.write("median", text)
    output = student.pytest("-k", "median")
    assert "It raised ZeroDivisionError" in output
    assert re.findall(r"^(\S+):(\d+): in (\w+)$", output, re.M) == [
        ("exercises/median.py", "6", "median"),
        ("exercises/median.py", "2", "half"),
    ]
    assert "return a / b" in output
    assert "autograder/" not in output
    assert "test_median.py" not in output.partition("FAILURES")[2]


def test_what_depends_on_a_failed_check_waits(student: Student) -> None:
    """A check that needs another one, which failed, is left out kindly and does not count as a failure."""
    checks = student.path / "tests" / "visible" / "test_median.py"
    extra = (
        '\nimport pytest\n\n\n@pytest.mark.needs("test_odd_count")\n'
        'def test_more(submission, close):\n    """More."""\n    close(submission.median([1.0]), 1.0)\n'
    )
    checks.write_text(checks.read_text(encoding="utf-8") + extra, encoding="utf-8")
    student.write("median", "def median(values):\n    return 7\n")
    output = student.pytest("-k", "median", "-rs")
    assert "1 failed" in output
    assert "1 waiting" in output
    assert "next: An odd count has one middle value." in board(output)[0]


def test_warnings_are_shown_and_cost_nothing(student: Student) -> None:
    """A warning in the student's code appears, and the check passes all the same."""
    text = "import warnings\n\n\ndef median(values):\n    warnings.warn('careful')\n    return sorted(values)[1]\n"
    student.write("median", text)
    done = student.run("pytest", "-k", "median")
    assert done.returncode == 0
    assert "UserWarning: careful" in done.stdout
    assert "1 warning" in done.stdout


def test_one_exercise_by_name_and_one_check_by_id(student: Student) -> None:
    """`-k median` and an editor's node id run just that."""
    student.solve("median")
    assert "1 passed, 2 deselected" in student.pytest("-k", "median")
    assert "1 passed" in student.pytest("tests/visible/test_median.py::test_odd_count")


def test_an_editor_finds_the_checks(student: Student) -> None:
    """Collecting alone, as a test panel does, lists every check and runs no code of the student's."""
    student.write("median", "raise SystemExit('this file was run')\n")
    output = student.pytest("--collect-only", "-v")
    assert "<Function test_odd_count>" in output
    assert "this file was run" not in output


def test_the_debugger_opens_where_the_code_raised(student: Student) -> None:
    """`--pdb` stands in the student's own function at the line that raised."""
    student.write("median", "def median(values):\n    first = values[0]\n    return first / 0\n")
    output = student.pytest("--pdb", "-k", "median", typed="p first\nq\n")
    assert "exercises/median.py(3)median()" in output
    assert "(Pdb) 3.0" in output


def test_the_debugger_opens_where_a_wrong_answer_was_returned(student: Student) -> None:
    """Where nothing raised, `--pdb` stands at the return, with the names as they were then."""
    student.write("median", "def median(values):\n    wrong = values[0] + 40\n    return wrong\n")
    output = student.pytest("--pdb", "-k", "median", typed="p wrong\nq\n")
    assert "exercises/median.py(3)median()" in output
    assert "(Pdb) 43.0" in output


def test_the_debugger_is_not_hurried(student: Student) -> None:
    """Under `--pdb` there is no time limit, and what is not started does not open a prompt."""
    student.write("median", "import time\n\n\ndef median(values):\n    time.sleep(2.5)\n    return 2.0\n")
    done = student.run("pytest", "--pdb")
    assert "1 passed, 2 skipped" in done.stdout


def test_a_breakpoint_is_not_hurried(student: Student) -> None:
    """`breakpoint()` in one's own code stops the clock: one may look around for longer than the limit."""
    student.write("median", "def median(values):\n    breakpoint()\n    return 2.0\n")
    output = student.pytest("-k", "median", typed="p values\nimport time; time.sleep(2.5)\nc\n")
    assert "[3.0, 1.0, 2.0]" in output
    assert "1 passed" in output


def test_without_the_engine_pytest_says_what_is_missing(student: Student) -> None:
    """In a terminal that does not use the environment, the first line names what is not installed."""
    if any(entry.value == "autograder.student.pytest.plugin" for entry in entry_points(group="pytest11")):
        pytest.skip("the engine is installed beside this Python, so it cannot be missing")
    bare = replace(student, engine=student.path)
    assert "Missing required plugins: attention-autograder" in bare.pytest()


# Bad input: one helpful line each, and the other exercise is still judged.


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def area(x, y)\n    return 0\n", "exercises/trapezoid.py:1: SyntaxError: expected ':'"),
        ("def area(x, y):\nreturn 0\n", "exercises/trapezoid.py:2: IndentationError: expected an indented block"),
        ("def aera(x, y):\n    return 0\n", "Did you rename it? Your file has aera: the checks call it area."),
        ("def area(x):\n    return 0\n", "The checks call area(x, y), and your file in line 1 has area(x)."),
        ("def area():\n    return 0\n", "The checks call area(x, y), and your file in line 1 has area()."),
        ("def area(x, y):\n    return float(input())\n", "EOFError: input() waits for the keyboard"),
        ("width = float(input('width? '))\n", "exercises/trapezoid.py:1: EOFError: input() waits for the keyboard"),
        (
            LOOP,
            "It did not finish within 0.5 seconds: is there a loop that never ends, or are there far too many steps?",
        ),
        ("while True:\n    pass\n", "exercises/trapezoid.py did not finish loading within 0.5 seconds"),
        ("import helpers\nhelpers.area\n", "exercises/trapezoid.py:2: ModuleNotFoundError: there is no helpers here"),
        ("import sys\nsys.exit()\n", "exercises/trapezoid.py:2: SystemExit"),
        ("def area(x, y):\n    raise SystemExit(1)\n", "It raised SystemExit: 1: this ends the whole program"),
        ("def area(x, y):\n    print('sum', sum(x))\n", "Is there a `return` missing?"),
    ],
    ids=lambda value: re.sub(r"\W+", " ", value)[:30] if isinstance(value, str) else None,
)
def test_one_helpful_line_and_the_rest_still_runs(student: Student, text: str, line: str) -> None:
    """Whatever is wrong with one file, it is said once, and the other exercise keeps its points."""
    student.solve("median")
    if "while True" in text:
        student.hurry("trapezoid")
    student.write("trapezoid", text)
    done = student.run("pytest")
    assert done.returncode == 1
    assert line in done.stdout
    if "return" not in line and "SystemExit: 1" not in line:
        assert done.stdout.count(line) == 1
    assert "median        40 of 40" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("asked", ["trapezoid", "trapezoid.py", "exercises/trapezoid.py::area"])
def test_an_exercise_may_be_named_in_any_way(student: Student, asked: str) -> None:
    """By its name, by its file, by a function of the file: its checks run, and no others."""
    student.solve("median")
    student.solve("trapezoid")
    output = student.pytest(asked)
    assert [line.split()[0] for line in board(output)] == ["trapezoid"]


def test_a_loop_that_catches_everything_is_stopped(student: Student) -> None:
    """A bare `except` inside an endless loop does not keep the loop going."""
    text = (
        "import time\n\n\ndef area(x, y):\n    while True:\n        try:\n            time.sleep(0.01)\n"
        "        except:\n            continue\n"
    )
    student.hurry("trapezoid")
    student.write("trapezoid", text)
    assert "It did not finish within 0.5 seconds" in student.pytest("-k", "trapezoid")


def test_a_file_that_is_gone(student: Student) -> None:
    """A file that was renamed or deleted is named, and the other exercise is judged."""
    student.solve("median")
    (student.path / "exercises" / "trapezoid.py").unlink()
    output = student.pytest()
    assert "exercises/trapezoid.py is not there: was it renamed or moved?" in output
    assert "1 passed" in output


def test_a_file_that_is_not_text(student: Student) -> None:
    """A file in another encoding gets a line that says what to do."""
    (student.path / "exercises" / "trapezoid.py").write_bytes("# Fläche\n".encode("latin-1"))
    assert "exercises/trapezoid.py:1: is not UTF-8 text (byte 0xe4). Save the file as UTF-8" in student.pytest()


def test_prints_are_shown_and_bounded(student: Student) -> None:
    """What failing code printed is shown with the failure, the beginning of it."""
    student.write("median", "def median(values):\n    print('looking', 'x' * 100_000)\n    return 0\n")
    output = student.pytest("-k", "median")
    assert "looking" in output
    assert "more characters)" in output
    assert len(output) < 20_000


def test_a_loop_that_prints_does_not_push_the_sentence_out_of_sight(student: Student) -> None:
    """Of many lines the first are shown, and the others counted."""
    student.write("median", "def median(values):\n    for i in range(500):\n        print('at', i)\n    return 0\n")
    output = student.pytest("-k", "median")
    assert "at 29\n... (470 more lines)\n" in output
    assert "at 30" not in output


def test_a_syntax_error_elsewhere_changes_nothing(student: Student) -> None:
    """Comments and blank lines do not count as a start."""
    stub = student.path / "exercises" / "median.py"
    stub.write_text("# my notes\n\n" + stub.read_text(encoding="utf-8"), encoding="utf-8")
    assert "3 not started" in student.pytest()


def test_a_function_that_is_still_to_be_written(student: Student) -> None:
    """In a file that was begun, the function that still raises NotImplementedError is the next thing to do."""
    stub = (student.path / "exercises" / "median.py").read_text(encoding="utf-8")
    student.write("median", "WORK = 1\n" + stub)
    output = student.pytest("-k", "median")
    assert "next: write median" in board(output)[0]
    assert "FAILURES" not in output


def test_the_plugin_sleeps_elsewhere(engine: Path, tmp_path: Path) -> None:
    """In a folder without course.yaml pytest is as it always is."""
    (tmp_path / "test_own.py").write_text("def test_own():\n    assert 1 == 1\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest"], cwd=tmp_path, env={"PYTHONPATH": str(engine)}, capture_output=True, text=True
    )
    assert "1 passed" in done.stdout
    assert "points" not in done.stdout


def test_the_whole_course_skips_what_is_not_started(measuring: Path, engine: Path) -> None:
    """In the course's own folder untouched exercises are skipped, hidden checks included."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--import-mode=importlib", "-q"],
        cwd=measuring,
        env={"PYTHONPATH": str(engine)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "7 skipped" in done.stdout


def test_slow_code_is_told_that_a_class_would_stop_it(student: Student) -> None:
    """What passes at home, call by call, may have no time in class for all checks: said once, beside the points."""
    manifest = student.path / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("  seconds: 2\n", "  seconds: 2\n  total_seconds: 2\n"), encoding="utf-8")
    right = (
        "    ordered, half = sorted(values), len(values) // 2\n    return (ordered[half] + ordered[-half - 1]) / 2\n"
    )
    student.write("median", f"import time\n\n\ndef median(values):\n    time.sleep(0.6)\n{right}")
    output = student.pytest("-k", "median")
    assert output.count("median.py is slow") == 1
    student.write("median", f"def median(values):\n{right}")
    assert "is slow" not in student.pytest("-k", "median")


def test_a_loop_that_never_ends_is_not_called_slow(student: Student) -> None:
    """That a call does not end is the thing to mend; how long it took is no further one."""
    student.write("median", "def median(values):\n    while True:\n        pass\n")
    output = student.pytest("-k", "median")
    assert "is there a loop that never ends" in output.replace("\n", " ")
    assert "is slow" not in output
    told = student.command("check", "median", "--json").stdout
    assert "is there a loop that never ends" in told
    assert "is slow" not in told


def test_a_call_that_nothing_can_stop_ends_the_run_and_says_its_line(student: Student) -> None:
    """One long call into C hears no clock and no Ctrl-C: nobody has to close the terminal."""
    student.write("median", "def median(values):\n    return sum(range(10**15))\n")
    student.hurry("median")
    manifest = student.path / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("{seconds: 0.5}", "{seconds: 0.5, total_seconds: 1}"), encoding="utf-8")
    program = "import sys, pytest\nfrom autograder.student.pytest import last_resort\nlast_resort.GRACE = 1.0\n"
    done = student.run_code(f"{program}sys.exit(pytest.main(['-k', 'median']))")
    assert done.returncode == 1
    assert "Timeout" in done.stderr
    first = next(line for line in done.stderr.splitlines() if line.lstrip().startswith("File "))
    assert first.endswith('median.py", line 2 in median')


def test_what_is_not_written_is_told_by_its_own_name(student: Student) -> None:
    """Of a function that is written and calls one that is not, the latter is said."""
    left = "def middle(ordered):\n    raise NotImplementedError('middle is not written yet')\n"
    student.write("median", f"{left}\n\ndef median(values):\n    return middle(sorted(values))\n")
    output = student.pytest("-k", "median")
    assert "median is not written" not in output
    assert re.search(r"^median .* next: write middle", output, re.MULTILINE)
