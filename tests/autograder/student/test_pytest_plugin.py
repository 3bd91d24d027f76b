"""student/pytest: what a student sees. pytest runs for real, in copies of the tiny course."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]
ENGINE = re.compile(r"autograder/(?!student/pytest/checking\.py:\d+: not started)")
WRONG = "def median(values):\n    values.sort()\n    return values[0]\n"


def solve(root: Path, *exercises: str) -> None:
    for exercise in exercises:
        text = (root / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")
        (root / "exercises" / f"{exercise}.py").write_text(text, encoding="utf-8")


def write(root: Path, source: str | bytes, exercise: str = "median") -> None:
    raw = source.encode() if isinstance(source, str) else source
    (root / "exercises" / f"{exercise}.py").write_bytes(raw)


def hand_out(root: Path) -> None:
    """What a student gets: no solutions, no hidden checks; an untouched exercise fails."""
    import json
    import shutil

    from autograder.student.files import HANDED_OUT, fingerprint

    stubs = {file.name: fingerprint(file.read_text()) for file in (root / "exercises").glob("*.py")}
    (root / "exercises" / HANDED_OUT).write_text(json.dumps(stubs))
    shutil.rmtree(root / "solutions")
    shutil.rmtree(root / "tests" / "hidden")
    (root / "pytest.ini").write_text("[pytest]\nautograder_not_started = fail\n")


def lines_with(text: str, part: str) -> list[str]:
    return [line for line in text.splitlines() if part in line]


def board(text: str) -> dict[str, str]:
    """The table at the end of a run: exercise -> the rest of its line."""
    rows = [line.split() for line in text.splitlines() if " of " in line]
    return {words[0]: " ".join(words[1:]) for words in rows}


def test_an_untouched_stub_is_skipped(measuring: Path, run_pytest: Run) -> None:
    """Nothing has been started: all is skipped, with the reason, and the run ends well."""
    text = run_pytest(measuring)
    assert "7 skipped" in text
    assert "not started: exercises/median.py is still as it was handed out" in text
    assert board(text)["median"] == "0 of 40 not started: exercises/median.py"


def test_a_solved_course_passes(measuring: Path, run_pytest: Run) -> None:
    """Every check passes, and the board shows full points."""
    solve(measuring, "median", "trapezoid")
    text = run_pytest(measuring)
    assert "7 passed" in text
    assert board(text)["median"] == "40 of 40 done: all checks pass"
    assert board(text)["trapezoid"] == "60 of 60 done: all checks pass"


def test_a_wrong_answer_is_a_sentence(measuring: Path, run_pytest: Run) -> None:
    """The failure says what was called, what came back and what was expected; no traceback of the engine."""
    write(measuring, WRONG)
    text = run_pytest(measuring)
    assert "You called median([3, 1, 2]).\n  returned  1\n  expected  2, off by 1\n" in text
    assert ENGINE.search(text) is None
    assert board(text)["median"] == "0 of 40 next: An odd count has one middle value."


def test_what_a_check_found_is_its_own_sentence(measuring: Path, run_pytest: Run) -> None:
    """A right answer that spoils its input: the call, what came back, and the check's own words."""
    source = (measuring / "solutions" / "median.py").read_text(encoding="utf-8")
    write(measuring, source.replace("sorted(values)", "values.sort() or values"))
    text = run_pytest(measuring)
    assert "You called median([3, 1, 2]).\n  returned  2\nthe list has another order now; sort a copy." in text


def test_an_error_points_at_the_students_line(measuring: Path, run_pytest: Run) -> None:
    """What the student's code raised is told with file and line."""
    write(measuring, "def median(values):\n    return values[len(values)]\n")
    text = run_pytest(measuring, "tests/visible")
    assert "It raised IndexError: list index out of range (line 2 of your file)." in text
    assert "exercises/median.py:2: in median\n    return values[len(values)]" in text


def test_a_half_written_file_is_no_failure(measuring: Path, run_pytest: Run) -> None:
    """A function that is still the stub's is skipped, whatever else is in the file."""
    write(measuring, "def helper():\n    return 1\n\ndef median(values):\n    raise NotImplementedError('later')\n")
    text = run_pytest(measuring)
    assert "6 skipped, 1 waiting" in text
    assert "median is not written yet." in text


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def median(values:\n    return 0\n", "median.py:1: SyntaxError: '(' was never closed"),
        ("import scipy\nscipy.x\n", "median.py:2: ModuleNotFoundError: this exercise does without scipy"),
        ("x = 1\nraise SystemExit(3)\n", "median.py:2: SystemExit: 3"),
        (b"x = 'caf\xe9'\n", "exercises/median.py:1: is not UTF-8 text (byte 0xe9)."),
        ("x = '\0'\n", "median.py"),
    ],
)
def test_a_file_that_cannot_be_run_is_one_line(
    measuring: Path, run_pytest: Run, source: str | bytes, says: str
) -> None:
    """The reason is one line with file and line, and the other exercise is still judged."""
    write(measuring, source)
    solve(measuring, "trapezoid")
    text = run_pytest(measuring, "tests/visible")
    assert says in text
    assert "Traceback" not in text
    assert "INTERNALERROR" not in text
    assert ENGINE.search(text) is None
    assert "1 failed, 2 passed" in text
    assert board(text)["trapezoid"] == "60 of 60 done: all checks here pass; class may add others"


def test_a_released_folder_fails_in_one_line(measuring: Path, run_pytest: Run) -> None:
    """In the student's own folder an untouched exercise fails, and that is one line."""
    hand_out(measuring)
    text = run_pytest(measuring, "tests/visible/test_median.py")
    assert "1 not started" in text
    assert board(text)["median"] == "0 of 40 not started: exercises/median.py"
    assert "Traceback" not in text
    assert ENGINE.search(text) is None


def test_a_released_folder_is_judged_like_any(measuring: Path, run_pytest: Run) -> None:
    """A solved exercise passes there too, with nothing but the stubs' fingerprints."""
    solution = (measuring / "solutions" / "median.py").read_text()
    hand_out(measuring)
    write(measuring, solution)
    assert "1 passed" in run_pytest(measuring, "tests/visible/test_median.py")


def test_a_check_waits_kindly(measuring: Path, run_pytest: Run) -> None:
    """A check that needs another which failed is skipped with its title."""
    write(measuring, "def area(x, y):\n    return 0.0\n", "trapezoid")
    text = run_pytest(measuring, "tests/visible", "tests/hidden")
    assert "2 failed, 4 skipped, 1 waiting" in text
    assert board(text)["trapezoid"] == "0 of 60 next: Under a constant curve lies a rectangle. (1.0)"


def test_a_broken_manifest_is_one_message(measuring: Path, run_pytest: Run) -> None:
    """An error in course.yaml is told with file and line, once."""
    manifest = measuring / "course.yaml"
    manifest.write_text(manifest.read_text().replace("points: 40", "pionts: 40"))
    text = run_pytest(measuring)
    assert len(lines_with(text, "course.yaml:13: unknown key 'pionts'. Did you mean 'points'?")) == 1
    assert "Traceback" not in text


def test_a_folder_that_is_no_course_is_left_alone(tmp_path: Path, run_pytest: Run) -> None:
    """Without course.yaml the plugin does nothing: another project's fixtures, files and report are its own."""
    (tmp_path / "test_other.py").write_text(
        "import pytest\n\n@pytest.fixture\ndef submission():\n    return 7\n\n"
        "def test_own(submission):\n    assert submission == 7\n\ndef test_none(close):\n    pass\n"
    )
    text = run_pytest(tmp_path)
    assert "fixture 'close' not found" in text
    assert "1 passed, 1 error" in text
    assert "next:" not in text


def test_the_courses_other_tests_are_left_alone(measuring: Path, run_pytest: Run) -> None:
    """A test of the course's author, beside the checks, runs as anywhere else."""
    (measuring / "tests" / "test_own.py").write_text("def test_own(tmp_path):\n    assert tmp_path.is_dir()\n")
    assert "1 passed, 7 skipped" in run_pytest(measuring)


@pytest.mark.parametrize(("setting", "code"), [("skip", 0), ("fail", 1)])
def test_the_exit_code_says_whether_an_untouched_exercise_counts(
    measuring: Path, python: Callable[..., subprocess.CompletedProcess[str]], setting: str, code: int
) -> None:
    """Skipped, an untouched exercise leaves the run green; failed, it does not."""
    options = (
        "-p",
        "autograder.student.pytest.plugin",
        "-p",
        "no:cacheprovider",
        "-o",
        f"autograder_not_started={setting}",
    )
    assert python("-m", "pytest", *options, cwd=measuring).returncode == code
