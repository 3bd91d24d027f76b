"""`autograder watch`: its logic step by step, and the real thing in a terminal."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import replace
from typing import Any

import pexpect
import pytest

from autograder.course.model import CheckResult, Course, ExerciseResult
from autograder.student.progress import Progress, load_progress, save_progress
from autograder.student.watch.state import Check, Checked, Keep, Key, Quit, Saved, Watch, begin, step

Student = Any


@pytest.fixture
def watch(course: Course) -> Watch:
    return Watch(course.exercises, Progress("median"))


def result(exercise: str, outcome: Any) -> ExerciseResult:
    check = CheckResult(f"visible/test_{exercise}.py::test", "A title.", True, outcome, 0.0, 1.0)
    return ExerciseResult(exercise, "code", 0.0, 1.0, "graded", "", (check,))


def passed(watch: Watch) -> Watch:
    return step(watch, Checked("median", result("median", "passed")))[0]


def press(watch: Watch, *keys: str) -> Watch:
    for key in keys:
        watch, _ = step(watch, Key(key))
    return watch


def test_it_begins_with_a_check(watch: Watch) -> None:
    """The exercise at hand is checked first of all."""
    begun, effects = begin(watch)
    assert begun.checking
    assert effects == (Check("median"),)


def test_a_save_checks_again(watch: Watch) -> None:
    """Saving the file at hand checks it; whatever page was open, the exercise is shown."""
    saved, effects = step(replace(watch, page="solution"), Saved("median"))
    assert (saved.page, saved.checking, effects) == ("exercise", True, (Check("median"),))


def test_saving_another_file_goes_there(watch: Watch) -> None:
    """Whoever saves another exercise's file is at that exercise."""
    saved, effects = step(watch, Saved("trapezoid"))
    assert saved.current.id == "trapezoid"
    assert effects == (Keep(saved.progress), Check("trapezoid"))


def test_a_pass_is_kept_and_a_later_failure_too(watch: Watch) -> None:
    """Done is what passed when it was last checked."""
    done = passed(watch)
    assert done.progress.done == {"median"}
    undone, effects = step(done, Checked("median", result("median", "failed")))
    assert undone.progress.done == frozenset()
    assert effects == (Keep(undone.progress),)


def test_a_late_result_changes_nothing(watch: Watch) -> None:
    """A check of an exercise that one has left is not shown."""
    assert step(watch, Checked("trapezoid", result("trapezoid", "passed"))) == (watch, ())


def test_a_check_without_a_result_says_why(watch: Watch) -> None:
    """Where the check itself came to nothing, the reason is shown and nothing is done."""
    told, _ = step(watch, Checked("median", None, problem="it did not come to an end"))
    assert told.note == "it did not come to an end"
    assert not told.finished


def test_hints_come_one_by_one(watch: Watch) -> None:
    """Each `h` shows one more hint, and after the last one says so."""
    assert press(watch, "h").progress.hints == {"median": 1}
    assert press(watch, "h", "h").progress.hints == {"median": 2}
    last = press(watch, "h", "h", "h")
    assert last.progress.hints == {"median": 2}
    assert last.note == "That was the last hint."


def test_the_solution_is_a_reward(watch: Watch) -> None:
    """`s` shows the solution only after the exercise passed, and only where there is one."""
    assert press(watch, "s").page == "exercise"
    assert "once all checks pass" in press(watch, "s").note
    assert press(passed(watch), "s").page == "exercise"
    whole = replace(passed(watch), solutions=frozenset({"median"}))
    assert press(whole, "s").page == "solution"
    assert press(whole, "s", "s").page == "exercise"


def test_next_goes_to_what_is_left(watch: Watch) -> None:
    """`n` goes on to the next exercise that is not done, and stays where none is left."""
    assert press(watch, "n").current.id == "trapezoid"
    assert press(watch, "n", "n").current.id == "median"
    done = replace(passed(watch), progress=replace(watch.progress, done=frozenset({"median", "trapezoid"})))
    assert press(done, "n").current.id == "median"
    assert "Everything is done" in press(done, "n").note


def test_the_list_chooses(watch: Watch) -> None:
    """In the list, keys move and enter goes there; `l` leads back."""
    listed = press(watch, "l")
    assert (listed.page, listed.cursor) == ("list", 0)
    assert press(listed, "up").cursor == 0
    assert press(listed, "j", "down").cursor == 1
    assert press(listed, "down", "enter").current.id == "trapezoid"
    assert press(listed, "l") == watch


def test_quitting_keeps_and_leaves(watch: Watch) -> None:
    """`q` keeps what was reached and ends, from the list as well."""
    assert step(watch, Key("q"))[1] == (Keep(watch.progress), Quit())
    assert step(press(watch, "l"), Key("q"))[1] == (Keep(watch.progress), Quit())


def test_other_keys_do_nothing(watch: Watch) -> None:
    """A key without a meaning changes nothing."""
    assert step(watch, Key("x")) == (watch, ())


def test_progress_is_kept(course: Course, tmp_path: Any) -> None:
    """What is saved is what is loaded."""
    here = replace(course, root=tmp_path)
    progress = Progress("trapezoid", frozenset({"median"}), {"median": 2})
    save_progress(here, progress)
    assert load_progress(here) == progress


ODD = '{"version": 1, "current": 3, "done": 4, "hints": {"median": "x", "y": 1}}'


@pytest.mark.parametrize("text", ["", "[", "[]", '{"version": 2}', ODD])
def test_a_broken_state_is_a_fresh_start(course: Course, tmp_path: Any, text: str) -> None:
    """A state that makes no sense is no error."""
    (tmp_path / ".autograder").mkdir()
    (tmp_path / ".autograder" / "state.json").write_text(text, encoding="utf-8")
    assert load_progress(replace(course, root=tmp_path)) == Progress("median")


# The real thing.

in_terminal = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
PATIENCE = 120


class Terminal:
    """`autograder watch` in a pseudo-terminal."""

    def __init__(self, student: Student) -> None:
        command = [sys.executable, "-m", "autograder.cli", "watch"]
        environment = {**student.environment(), "COLUMNS": "100"}
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(student.path),
            env=environment,
            dimensions=(40, 100),
            encoding="utf-8",
            timeout=PATIENCE,
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # under nohup it would be ignored
        )

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.child.expect_exact(text)

    def press(self, key: str) -> None:
        self.child.send(key)

    def quit(self) -> int:
        self.press("q")
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def terminal() -> Any:
    opened: list[Terminal] = []

    def start(folder: Student) -> Terminal:
        opened.append(Terminal(folder))
        return opened[-1]

    yield start
    for one in opened:
        one.child.close(force=True)


@in_terminal
def test_an_exercise_from_stub_to_next(student: Student, terminal: Any) -> None:
    """In a real terminal: a hint, a wrong version, the right one, the next exercise; and all of it is kept."""
    seen = terminal(student)
    seen.sees("0 of 2 done", "not started", "quit")
    seen.press("h")
    seen.sees("Hint 1 of 2: Sort first.")
    seen.press("s")
    seen.sees("once all checks pass")
    seen.press("l")
    seen.sees("you are here", "trapezoid")
    student.write("median", "def median(values):\n    print('so far', values)\n    return values[0]\n")
    seen.sees("returned  3", "Your code printed:", "so far [3.0, 1.0, 2.0]")
    student.solve("median")
    seen.sees("1 of 2 done", "All checks pass")
    seen.press("n")
    seen.sees("Area under measured points", "not started")
    assert seen.quit() == 0
    kept = json.loads((student.path / ".autograder" / "state.json").read_text(encoding="utf-8"))
    assert kept == {"version": 1, "current": "trapezoid", "done": ["median"], "hints": {"median": 1}}
    again = terminal(student)
    again.sees("1 of 2 done", "Area under measured points")
    assert again.quit() == 0


@in_terminal
def test_bad_files_do_not_end_it(student: Student, terminal: Any) -> None:
    """A syntax error, loops that never end and code that ends the program are told, and watching goes on."""
    seen = terminal(student)
    seen.sees("not started")
    student.write("median", "def median(values)\n    return 0\n")
    seen.sees("exercises/median.py:1: SyntaxError")
    student.write("median", "def median(values):\n    while True:\n        pass\n")
    seen.sees("It did not finish within 2 seconds")
    student.write("median", "import sys\nsys.modules['os']._exit(7)\n")
    seen.sees("ended the program while it was loaded: the process exited with status 7")
    student.hurry("median")
    student.write("median", "def median(values):\n    return sum(range(10**15))\n")
    seen.sees("It did not finish")
    student.solve("median")
    seen.sees("1 of 2 done")
    assert seen.quit() == 0


@in_terminal
def test_a_file_that_is_gone_is_told_and_touching_another_leads_nowhere(student: Student, terminal: Any) -> None:
    """What stands on the screen is what is on the disk; a formatter or a sync that touches all files is no wish."""
    student.solve("median")
    seen = terminal(student)
    seen.sees("1 of 2 done", "All checks pass")
    os.utime(student.path / "exercises" / "trapezoid.py")
    (student.path / "exercises" / "median.py").unlink()
    seen.sees("exercises/median.py is not there")
    assert "trapezoid" not in seen.child.before
    student.solve("median")
    seen.sees("All checks pass")
    assert seen.quit() == 0


@in_terminal
def test_it_ends_with_its_terminal(student: Student, terminal: Any) -> None:
    """Without a word, for nobody reads it, and without a traceback; the exit code says why."""
    seen = terminal(student)
    seen.sees("not started")
    seen.child.kill(signal.SIGHUP)
    seen.child.expect(pexpect.EOF)
    seen.child.close()
    assert seen.child.exitstatus == 128 + signal.SIGHUP
    assert "Traceback" not in seen.child.before


@in_terminal
def test_a_whole_course_shows_its_solution(measuring: Any, student: Student, terminal: Any) -> None:
    """Where the solutions are, the solution is the reward."""
    whole = replace(student, path=measuring)
    whole.solve("median")
    seen = terminal(whole)
    seen.sees("1 of 2 done", "All checks pass")
    seen.press("s")
    seen.sees("One solution of median", "ordered = sorted(values)")
    assert seen.quit() == 0


def test_without_a_terminal_it_says_so(student: Student) -> None:
    """With its input or output redirected, the command names the one that does without."""
    done = student.run("autograder.cli", "watch")
    assert done.returncode == 2
    assert "autograder check" in done.stderr
