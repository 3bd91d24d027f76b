"""What counts of a score, in columns of its own; the raw score stays."""

from __future__ import annotations

import csv
import io
import shutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from autograder.classroom.gradebook import write_gradebook
from autograder.classroom.policy import counted, grade
from autograder.cli import app
from autograder.course.model import Course, Exercise, ExerciseResult, LatePolicy, StudentResult

CURVE = ((0.0, 5.0), (50.0, 4.0), (100.0, 1.0))


def course(
    points: list[float], *, drop: int = 0, bonus: str = "", curve: tuple[tuple[float, float], ...] = ()
) -> Course:
    rows = tuple(Exercise(f"e{n}", "", "code", f"e{n}.py", p, bonus=f"e{n}" == bonus) for n, p in enumerate(points))
    return Course(Path(), "c", "C", rows, drop_lowest=drop, curve=curve)


def result(of: Course, *scores: float, status: str = "graded") -> StudentResult:
    rows = tuple(
        ExerciseResult(one.id, "code", score, one.points, status)  # type: ignore[arg-type]
        for one, score in zip(of.exercises, scores, strict=True)
    )
    return StudentResult("c", "ada", sum(scores), sum(one.points for one in of.exercises), False, "strict", rows)


def row(of: Course, of_whom: StudentResult, late: float | None = None) -> dict[str, str]:
    file = io.StringIO()
    policy = None if late is None else (LatePolicy(10.0), {"ada": late})
    write_gradebook([of_whom], [one.id for one in of.exercises], file, policy, of)
    (found,) = csv.DictReader(io.StringIO(file.getvalue()))
    return found


def test_a_plain_course_has_no_further_columns() -> None:
    """Where nothing but the sum counts the gradebook is as it was, practice or not."""
    plain = course([10, 0])
    assert list(row(plain, result(plain, 8, 0))) == ["student", "e0", "e1", "score", "max_score", "needs_review"]


def test_the_lowest_is_dropped_from_score_and_maximum() -> None:
    """The smallest share goes, named; the raw score and its maximum stay as they were."""
    of = course([10, 20, 5], drop=1)
    cells = row(of, result(of, 8, 4, 5))
    assert (cells["score"], cells["max_score"]) == ("17", "35")
    assert (cells["counted_score"], cells["counted_max"], cells["dropped"]) == ("13", "15", "e1")


def test_a_bonus_counts_to_the_score_alone() -> None:
    """Its points are added, its maximum is not, and it is never dropped."""
    of = course([10, 5], drop=0, bonus="e1")
    cells = row(of, result(of, 9, 3))
    assert (cells["score"], cells["max_score"], cells["counted_score"], cells["counted_max"]) == (
        "12",
        "15",
        "12",
        "10",
    )
    dropping = course([10, 10, 5], drop=1, bonus="e2")
    assert counted(result(dropping, 9, 5, 0), dropping).dropped == ("e1",)


def test_lateness_and_the_curve_follow_what_counts() -> None:
    """The day late is taken off what counts, and the grade is of what is left."""
    of = course([10, 10], drop=1, curve=CURVE)
    cells = row(of, result(of, 10, 2), late=1)
    assert (cells["counted_score"], cells["score_after_lateness"], cells["grade"]) == ("10", "9", "1.6")


def test_what_was_not_graded_has_no_grade() -> None:
    """Empty cells, as for the total."""
    of = course([10, 10], drop=1, curve=CURVE)
    cells = row(of, result(of, 0, 0, status="not_graded"))
    assert {cells[name] for name in ("score", "counted_score", "counted_max", "dropped", "grade")} == {""}


@given(st.floats(0, 150), st.floats(0.5, 200))
def test_the_curve_is_a_line_between_its_points(percent: float, most: float) -> None:
    """NumPy's interpolation says the same, level beyond the ends."""
    xs, ys = zip(*CURVE, strict=True)
    assert grade(percent / 100 * most, most, CURVE) == pytest.approx(np.interp(percent, xs, ys), abs=1e-6)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=2, max_size=6), st.data())
def test_exactly_the_smallest_shares_go(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    """Of all ways to drop as many, none leaves a larger least share."""
    drop = data.draw(st.integers(0, len(rows) - 1))
    of = course([float(points) for points, _ in rows], drop=drop)
    scores = [float(min(score, points)) for points, score in rows]
    found = counted(result(of, *scores), of)
    assert len(found.dropped) == drop
    shares = {f"e{n}": score / of.exercises[n].points for n, score in enumerate(scores)}
    least = min(share for name, share in shares.items() if name not in found.dropped)
    assert least == max(min(shares[name] for name in kept) for kept in combinations(shares, len(rows) - drop))


def test_a_practice_exercise_is_graded_and_proved(measuring: Path, tmp_path: Path) -> None:
    """With 0 points its checks still run, its cell is 0, and the course's exam still tells right from wrong."""
    manifest = measuring / "course.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("points: 40", "points: 0"), encoding="utf-8")
    words = ["grade", str(measuring / "class"), "--out", str(tmp_path), "--course", str(measuring)]
    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    rows = {row["student"]: row for row in csv.DictReader((tmp_path / "gradebook.csv").open(encoding="utf-8"))}
    assert (rows["good"]["median"], rows["good"]["max_score"]) == ("0", "60")
    done = CliRunner().invoke(app, ["verify", "--only", "median", "--course", str(measuring)], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_gradebook_export_report_and_page_say_one_total(measuring_with_rules: Path, tmp_path: Path) -> None:
    """A bonus, a dropped exercise and lateness: one total in all that is written."""
    root, out = measuring_with_rules, tmp_path / "out"
    work, late, theirs, filled = (tmp_path / name for name in ("class", "late.csv", "theirs.csv", "filled.csv"))
    (work / "301").mkdir(parents=True)
    for name in ("median.py", "trapezoid.py"):
        (work / "301" / name).write_bytes((root / "solutions" / name).read_bytes())
    late.write_text("student,days\n301,1\n", encoding="utf-8")
    theirs.write_text('Student,ID,Section,HW (7)\nPoints Possible,,,8\n"Doe, Jane",301,A,\n', encoding="utf-8")

    def run(*words: object) -> None:
        done = CliRunner().invoke(app, [*map(str, words), "--course", str(root)])
        assert done.exit_code == 0, done.output + str(done.exception)

    run("grade", work, "--out", out, "--late", late, "--isolation", "none")
    run("report", out)
    run("export", "canvas", out, "--into", theirs, "--out", filled, "--with-proposals")
    (book,) = csv.DictReader((out / "gradebook.csv").open(encoding="utf-8"))
    total, most = float(book["score_after_lateness"]), float(book["counted_max"])
    assert total not in (float(book["score"]), float(book["counted_score"]))
    cell = list(csv.reader(filled.open(encoding="utf-8")))[2][3]
    assert float(cell) == pytest.approx(total / most * 8, abs=0.005)
    page = (out / "students" / "301.html").read_text(encoding="utf-8")
    assert f"<strong>{round(total, 2):g} of {most:g} points</strong>" in page
    assert "Lateness took 10 % off." in page
    assert "Left out of the total, as the lowest" in page
    run("export", "feedback", "mail", out, "--out", tmp_path / "mail.csv", "--with-proposals")
    (mail,) = csv.DictReader((tmp_path / "mail.csv").open(encoding="utf-8-sig"))
    assert (float(mail["score"]), float(mail["max_score"])) == (pytest.approx(total), most)
    report = (out / "report.html").read_text(encoding="utf-8")
    assert f"<strong>{total:.1f}</strong>" in report


@pytest.fixture
def measuring_with_rules(measuring: Path, tmp_path: Path) -> Path:
    """The measuring course, with a rule of each kind that changes a total."""
    root = tmp_path / "course"
    shutil.copytree(measuring, root)
    path = root / "course.yaml"
    text = path.read_text(encoding="utf-8")
    rules = "drop_lowest: 1\nlate: {percent_per_day: 10, max_percent: 50}\n"
    path.write_text(text.replace("exercises:", f"{rules}exercises:", 1), encoding="utf-8")
    return root
