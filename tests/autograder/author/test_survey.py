"""verify as the author's friend: what pytest and Python take in silence is named, with its place, and all at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autograder.author.survey import for_author, survey
from autograder.author.verify import examine
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.sandbox.here import LocalHost

VISIBLE = "tests/visible/test_median.py"
HIDDEN = "tests/hidden/test_median.py"
MISTAKES = "solutions/mistakes/median"


def found(root: Path, *only: str) -> list[str]:
    surveyed = survey(for_author(load_course(root, require_stubs=False)), only)
    return [f"{problem.exercise}: {problem.what}" for problem in surveyed.problems]


def add(file: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with open(root / file, "a", encoding="utf-8") as opened:
            opened.write(f"\n\n{text}\n")

    return change


def check(name: str, body: str, arguments: str = "submission, close", before: str = "") -> str:
    return f'{before}def {name}({arguments}):\n    """One."""\n    {body}'


RIGHT = "close(submission.median([3.0, 1.0, 2.0]), 2.0)"


TAKEN_IN_SILENCE = [
    (add(VISIBLE, check("check_it", RIGHT)), f"median: {VISIBLE}:6: check_it is never run"),
    (add(VISIBLE, check("test_odd_count", RIGHT)), "test_odd_count is here already, in line 1"),
    (
        add(HIDDEN, check("test_m", RIGHT, before="@pytest.mark.point(2)\n")),
        "mark.point means nothing here; did you mean mark.points?",
    ),
    (add(HIDDEN, check("test_p", f'print("x"); {RIGHT}')), "a check that prints"),
    (
        add(VISIBLE, check("test_r", RIGHT, "submission, close, reference")),
        "test_r asks for the reference, which students do not have",
    ),
    (
        lambda root: (root / MISTAKES / "silent.py").write_text("def median(values):\n    return -1.0\n"),
        f"median: {MISTAKES}/silent.py has no docstring",
    ),
    (
        lambda root: (root / "solutions" / "equivalent_mutants.yaml").write_text(
            "mediam: []\nmode:\n  - {mutant: a, why: b}\n"
        ),
        "solutions/equivalent_mutants.yaml:1: there is no exercise 'mediam'. Exercises: median, trapezoid.",
    ),
    (
        add(HIDDEN, check("test_d", "import random; submission.median([random.random() for _ in range(3)])")),
        "median: hidden/test_median.py::test_d is not the same twice",
    ),
]
"""What changes the tiny course, and what is to be said of it."""


def test_what_was_taken_in_silence_is_named(measuring: Path) -> None:
    """All at once, each with its file and what to do; the course as it is has none of it."""
    assert found(measuring, "median") == []
    for change, _ in TAKEN_IN_SILENCE:
        change(measuring)
    told = found(measuring, "median")
    assert [said for _, said in TAKEN_IN_SILENCE if not any(said in one for one in told)] == [], told


AT_NO_STUDENTS = [
    (check("test_r", RIGHT, "submission, close, reference"), "test_r does not pass"),
    (check("test_s", "import pytest; pytest.skip('later')"), "test_s is skipped"),
    (check("test_i", f"from answers.median import median; {RIGHT}"), "test_i does not pass"),
]


def test_the_handed_out_folder_is_run(measuring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A visible test that passes for the author and at no student's is named; so is one that is never run."""
    assert found(measuring) == []
    shutil.copytree(measuring / "solutions", measuring / "answers")  # the author's alone: it is not handed out
    monkeypatch.syspath_prepend(measuring)
    for text, _ in AT_NO_STUDENTS:
        add(VISIBLE, text)(measuring)
    told = found(measuring)
    for _, said in AT_NO_STUDENTS:
        assert any(f"{VISIBLE}: {said} with the reference in the handed-out folder" in one for one in told)


def test_a_hidden_failure_has_its_reason(measuring: Path) -> None:
    """The author reads what the check saw, which a student would not."""
    path = measuring / "solutions" / "accepted" / "median" / "wrong.py"
    path.write_text("def median(values):\n    return sorted(values)[len(values) // 2] if values else 1 / 0\n")
    surveyed = survey(for_author(load_course(measuring)), ["median"])
    assert surveyed.grader is not None
    grader = surveyed.grader
    exams = examine(grader, lambda submission: grader.grade(submission, LocalHost(), "none"))
    (said,) = [one.what for exam in exams for one in exam.problems if "wrong.py is right and gets" in one.what]
    assert "test_even_count (You called median([" in said


def test_an_exercise_that_cannot_be_loaded_stops_no_other(measuring: Path) -> None:
    """Everything that is damaged is said at once, and what is whole is examined."""
    damaged = ["solutions/median.py", f"{MISTAKES}/unsorted.py", HIDDEN]
    for name in damaged[1:]:
        (measuring / name).write_text("\nx = = 2\n", encoding="utf-8")
    surveyed = survey(for_author(load_course(measuring)))
    said = "\n".join(problem.what for problem in surveyed.problems)
    assert all(f"{measuring / name}:2: this is not valid Python" in said for name in damaged[1:])
    assert surveyed.grader is not None
    assert [exercise.id for exercise in surveyed.grader.exercises] == ["trapezoid"]


def test_a_slow_reference_is_stopped(measuring: Path) -> None:
    """A reference that does not come back is named after the time that students have."""
    manifest = measuring / "course.yaml"
    text = manifest.read_text(encoding="utf-8").replace("seconds: 2,", "seconds: 0.3, total_seconds: 0.3,")
    manifest.write_text(text, encoding="utf-8")
    path = measuring / "solutions" / "median.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "if not values:", "while len(values) == 3:\n        pass\n    if not values:"
        )
    )
    grader = survey(for_author(load_course(measuring)), ["median"]).grader
    assert grader is not None
    assert "not done after the 0.3 seconds" in grader.broken["visible/test_median.py::test_odd_count"]


def verify(root: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["verify", "--course", str(root), *more])


def test_a_print_leaves_json_alone(measuring: Path) -> None:
    """What a check prints is not on standard output."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    add(HIDDEN, check("test_p", f'print("hello"); {RIGHT}'))(measuring)
    done = verify(measuring, "--only", "median", "--json")
    report = json.loads(done.stdout)
    assert not report["ok"]
    assert "times" not in report  # nobody asked
    assert any("a check that prints" in problem["what"] for problem in report["problems"])


def test_a_draft_is_warned_of_and_not_handed_out(measuring: Path, tmp_path: Path) -> None:
    """Its faults are told and fail nothing; no release, grade or --only of another exercise knows of it."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    manifest = measuring / "course.yaml"
    text = manifest.read_text(encoding="utf-8").replace("file: median.py", "file: median.py\n    draft: true")
    manifest.write_text(text, encoding="utf-8")
    (measuring / HIDDEN).write_text("x = = 2\n", encoding="utf-8")
    (measuring / "solutions" / "median.py").unlink()
    done = verify(measuring)
    assert done.exit_code == 0, done.output
    assert "! median (draft): solutions/median.py is not there" in done.output
    assert [exercise.id for exercise in load_course(measuring).exercises] == ["trapezoid"]
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["release", "--out", str(out), "--course", str(measuring)])
    assert done.exit_code == 0, done.output
    assert not [path for path in out.rglob("*median*") if path.is_file()]
    assert "median" not in (out / "course.yaml").read_text(encoding="utf-8")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "trapezoid.py").write_text((measuring / "solutions" / "trapezoid.py").read_text())
    graded = ["grade", str(tmp_path / "class"), "--out", str(tmp_path / "graded"), "--course", str(measuring)]
    done = CliRunner().invoke(app, [*graded, "--isolation", "none"])
    assert done.exit_code == 0, done.output
    (line,) = (tmp_path / "graded" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["score"], json.loads(line)["max_score"]) == (60.0, 60.0)


def test_only_does_not_stumble_over_a_neighbour(measuring: Path) -> None:
    """Another exercise without a solution, with a damaged stub and damaged checks, stops nothing."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    (measuring / HIDDEN).write_text("x = = 2\n", encoding="utf-8")
    (measuring / "solutions" / "median.py").unlink()
    (measuring / "exercises" / "median.py").unlink()
    done = verify(measuring, "--only", "trapezoid")
    assert done.exit_code == 0, done.output


def test_a_basic_exam_wishes_for_styles_and_mistakes(measuring: Path) -> None:
    """What only a full exam demands is a warning; a reference that fails its checks stays a fault."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    manifest = measuring / "course.yaml"
    text = manifest.read_text(encoding="utf-8").replace("file: median.py", "file: median.py\n    exam: basic")
    manifest.write_text(text, encoding="utf-8")
    shutil.rmtree(measuring / "solutions" / "accepted" / "median")
    shutil.rmtree(measuring / "solutions" / "mistakes" / "median")
    done = verify(measuring)
    assert done.exit_code == 0, done.output
    assert "! median: there are 0 accepted styles; at least 3 are wanted" in done.output
    assert "is failed by no known mistake" in done.output
    add(HIDDEN, check("test_no", "assert submission.median([1, 2, 3]) == 3, 'expected 3'"))(measuring)
    done = verify(measuring, "--only", "median")
    assert done.exit_code == 1
    assert "the reference does not pass" in done.output


def test_an_exercise_alone_is_not_held_against_the_whole_lesson() -> None:
    """With --only, pages that place the other exercises and their questions are no fault."""
    assert found(Path(__file__).parents[3], "scores") == []
