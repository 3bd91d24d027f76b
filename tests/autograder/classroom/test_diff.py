"""What a regrade changed, from results alone and as a command."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.classroom.diff import StudentChange, changes
from autograder.classroom.lines import to_line
from autograder.cli import app
from autograder.course.model import CheckResult, ExerciseResult, StudentResult, Who
from autograder.errors import UserError

COURSE = Path(__file__).parents[2] / "courses" / "measuring"


def result(student: str, score: float, outcome: str = "failed", status: str = "graded") -> StudentResult:
    check = CheckResult("t", "The middle is found.", True, outcome, score, 10.0, "It was 3.", "upper_middle")  # type: ignore[arg-type]
    one = ExerciseResult("median", "code", score, 10.0, status, "", (check,))  # type: ignore[arg-type]
    return StudentResult("c", student, score, 10.0, False, "strict", (one,))


def between(old: list[StudentResult], new: list[StudentResult]) -> list[StudentChange]:
    before, after = ({one.student: one for one in run} for run in (old, new))
    return list(changes(before, after, before.__getitem__, after.__getitem__))


def test_equal_runs_differ_in_nothing() -> None:
    """The same results, and results that differ in digits nobody sees, are no change."""
    assert between([result("ada", 1.0)], [result("ada", 1.0)]) == []
    assert between([result("ada", 0.1 + 0.2)], [result("ada", 0.3)]) == []


def test_a_change_names_the_check_and_why() -> None:
    """Whose score, by how much, by which exercise, by which check and what it says now."""
    (change,) = between([result("ada", 10.0, "passed")], [result("ada", 4.0)])
    assert (change.student, change.before, change.after, change.by) == ("ada", 10.0, 4.0, -6.0)
    (exercise,) = change.exercises
    (check,) = exercise.checks
    assert (exercise.id, check.before, check.after) == ("median", "passed", "failed")
    assert check.why == "It was 3. [upper_middle]"


def test_who_came_and_who_left() -> None:
    """One who is in a single run is told as such, with the one score there is."""
    found = between([result("old", 3.0)], [result("new", 4.0)])
    assert [(one.student, one.what, one.before, one.after) for one in found] == [
        ("new", "new", None, 4.0),
        ("old", "gone", 3.0, None),
    ]


def test_what_was_not_graded_has_no_score() -> None:
    """From a fault to a score is a change, from no score to one, and by no amount."""
    (change,) = between([result("ada", 0.0, status="not_graded")], [result("ada", 0.0)])
    assert (change.before, change.after, change.by) == (None, 0.0, None)


def test_equal_scores_by_other_exercises_are_a_change() -> None:
    """Points that moved from one exercise to another are told, though the sum stands."""
    one = result("ada", 4.0)
    other = replace(one.exercises[0], id="area", score=0.0)
    before = replace(one, exercises=(*one.exercises, other))
    after = replace(one, exercises=(replace(one.exercises[0], score=0.0), replace(other, score=4.0)))
    (change,) = between([before], [after])
    assert [exercise.id for exercise in change.exercises] == ["median", "area"]
    assert change.by == 0.0


def write(path: Path, *results: StudentResult) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(to_line(one) + "\n" for one in results), encoding="ascii")
    return path


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(app, ["diff", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_takes_files_and_folders(tmp_path: Path) -> None:
    """Two results files, two folders, or one folder that was graded again."""
    old = write(tmp_path / "a" / "results.jsonl", result("ada", 4.0), result("bob", 3.0))
    new = write(tmp_path / "b" / "results.jsonl", result("ada", 10.0, "passed"), result("bob", 3.0))
    shutil.copy(old, new.parent / "results.previous.jsonl")
    texts = {run(old, new), run(old.parent, new.parent), run(new.parent)}
    assert len(texts) == 1
    (text,) = texts
    assert "ada: 4 -> 10 (+6)" in text
    assert "failed -> passed: The middle is found." in text
    assert "Scores changed: 1 (1 up)." in text
    assert "bob" not in text
    (line,) = run(new.parent, "--json").splitlines()
    assert json.loads(line)["by"] == 6.0


def test_a_total_that_was_missing_is_neither_up_nor_down(tmp_path: Path) -> None:
    """Somebody said which file counts: the total is complete, and what it is stands behind the name."""
    old = write(tmp_path / "a" / "results.jsonl", result("ada", 0.0, status="not_graded"), result("bob", 3.0))
    new = write(tmp_path / "b" / "results.jsonl", result("ada", 7.0), result("bob", 0.0, status="not_graded"))
    text = run(old, new)
    assert "Scores changed: 2 (1 complete now, 1 not complete any more)." in text
    assert "ada now 7, bob now no score." in text


def test_what_cannot_be_compared_is_one_message(tmp_path: Path) -> None:
    """A damaged line is named; a folder that was graded once has nothing to be compared with."""
    good = write(tmp_path / "results.jsonl", result("ada", 4.0))
    with pytest.raises(UserError, match=r"no results.previous.jsonl. Name two runs"):
        run(tmp_path)
    with pytest.raises(UserError, match=r"nowhere: there is no such file or folder"):
        run(tmp_path / "nowhere")
    (tmp_path / "other.jsonl").write_text(good.read_text(encoding="ascii") + '{"schema": 1}\n', encoding="ascii")
    with pytest.raises(UserError, match=r"other.jsonl:2: cannot be read as results"):
        run(good, tmp_path / "other.jsonl")


def test_a_regrade_says_whose_score_it_changed(tmp_path: Path) -> None:
    """The end of a run names the changed scores, and how many had a page already; a plain rerun says nothing."""
    work = tmp_path / "class"
    shutil.copytree(COURSE / "class", work)
    out = tmp_path / "out"

    def grade() -> str:
        words = ["grade", str(work), "--out", str(out), "--course", str(COURSE)]
        return CliRunner().invoke(app, words, catch_exceptions=False).output

    assert "Scores changed" not in grade()
    assert "Scores changed" not in grade()
    CliRunner().invoke(app, ["report", str(out), "--course", str(COURSE)], catch_exceptions=False)
    (work / "good" / "median.py").unlink()
    said = grade()
    assert "Scores changed: 1 (1 down).\ngood -40. 1 of them had a page" in said


def test_people_are_called_by_their_names() -> None:
    """A platform's number says nothing to a person; a folder's name is one already."""
    who = Who("Ada Lovelace")
    before = {"20001": student("20001", 4.0, who), "ada": student("ada", 4.0, Who("ada"))}
    after = {"20001": student("20001", 5.0, who), "ada": student("ada", 5.0, Who("ada"))}
    found = changes(before, after, before.__getitem__, after.__getitem__)
    assert [one.shown for one in found] == ["Ada Lovelace (20001)", "ada"]


def student(name: str, points: float, who: Who) -> StudentResult:
    exercise = ExerciseResult("median", "code", points, 8.0, "graded")
    return StudentResult("measuring", name, points, 8.0, False, "strict", (exercise,), who)


def test_a_changed_check_and_who_left_and_came(measuring: Path, tmp_path: Path) -> None:
    """After a check was changed and the class too: whose score, by which exercise and check; who left has no row."""
    work, out = tmp_path / "class", tmp_path / "out"
    for name in ("ada", "bob", "cid"):
        (work / name).mkdir(parents=True)
        shutil.copy(measuring / "solutions" / "median.py", work / name)
    shutil.copy(measuring / "solutions" / "mistakes" / "median" / "upper_middle.py", work / "bob" / "median.py")

    def command(*words: str | Path) -> str:
        done = CliRunner().invoke(app, [*map(str, words), "--course", str(measuring)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    command("grade", work, "--out", out)
    command("report", out)
    check = measuring / "tests" / "hidden" / "test_median.py"
    text = check.read_text(encoding="utf-8")
    assert text.count("points(2)") == 1
    check.write_text(text.replace("points(2)", "points(5)"), encoding="utf-8")
    (work / "cid").rename(work / "eve")
    said = command("grade", work, "--out", out)
    assert "Scores changed: 1 (1 down).\nbob -6. 1 of them had a page" in said
    told = run(out)
    assert [line for line in told.splitlines() if not line.startswith(" ")] == [
        "bob: 16 -> 10 (-6)",
        "cid: gone, 40",
        "eve: new, 40",
        "Scores changed: 1 (1 down, 1 new, 1 gone).",
        "bob -6.",
    ]
    assert "median 16 -> 10\n    failed -> failed: An even count has two middle values" in told
    rows = (out / "gradebook.csv").read_text(encoding="utf-8").splitlines()
    assert [row.partition(",")[0] for row in rows] == ["student", "ada", "bob", "eve"]
    assert '"student": "cid"' in (out / "left.jsonl").read_text(encoding="ascii")
    assert "pages of nobody in these results: cid.html" in command("report", out)


def test_a_check_that_counts_otherwise_says_how_much() -> None:
    """`passed -> passed` alone would tell nobody why a score has changed."""
    (change,) = between([result("ada", 1.0, "passed")], [result("ada", 1.5, "passed")])
    assert change.exercises[0].checks[0].why == "1.5 of 10 points now, 1 of 10 before"
