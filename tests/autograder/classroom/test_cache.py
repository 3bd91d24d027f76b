"""What is known is not judged again, and whatever changes, the results are those of a fresh run, to the byte."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.checks.diagnosis.mistakes import Mistakes
from autograder.classroom import bench, grader
from autograder.classroom.bench import ClassJob
from autograder.classroom.cache import CACHE, Cache
from autograder.classroom.grader import Grader
from autograder.classroom.journal import TIMES
from autograder.classroom.run import grade_class
from autograder.classroom.told import Summary
from autograder.course import digest
from autograder.course.manifest import load_course
from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult, Submission, SubmittedFile
from autograder.sandbox.here import LocalHost

COURSE = Path(__file__).parents[2] / "courses" / "trusting"
ALL = {"doubled", "card", "named", "why", "doubling"}
CODE = {"doubled", "named"}
READS = '''

from pathlib import Path


def test_from_a_file(submission):
    """What the file says is doubled."""
    number = float(Path({path!r}).read_text())
    assert submission.doubled([number]) == [2 * number], "expected it twice as large"
'''


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of a course with an exercise of each kind, and a class of two."""
    shutil.copytree(COURSE, tmp_path / "course", ignore=shutil.ignore_patterns("class", "__pycache__"))
    for name in ("careless", "honest"):
        shutil.copytree(COURSE / "class" / name, tmp_path / "class" / name)
    (tmp_path / "class" / "careless" / "card.yaml").unlink()  # its check chokes on it, which is never kept
    return tmp_path


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Which exercise of whom is judged, in this process and without a wall, which is another test's matter."""
    seen: list[tuple[str, str]] = []
    judge = Grader._judged

    def note(self: Grader, exercise: Exercise, submission: Submission, host: LocalHost) -> object:
        seen.append((submission.student, exercise.id))
        return judge(self, exercise, submission, host)

    monkeypatch.setattr(Grader, "_judged", note)
    monkeypatch.setattr(bench, "WalledHost", lambda launcher, lean: nullcontext(LocalHost()))
    monkeypatch.setattr(grader, "time", SimpleNamespace(perf_counter=lambda: 0.0))  # however busy the machine is
    return seen


def grade(home: Path, out: str = "out", *, fresh: bool = False, jobs: int = 1) -> tuple[bytes, Summary]:
    job = ClassJob(home / "course", home / "class", isolation="none", fresh=fresh, jobs=jobs)
    summary = grade_class(job, home / out, lambda standing: None)
    return (home / out / "results.jsonl").read_bytes(), summary


def edit(home: Path, file: str, old: str, new: str) -> None:
    path = home / "course" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def forget(home: Path) -> None:
    """The journal forgets what its results depend on, so that each student is looked at again."""
    (home / "out" / TIMES).unlink()


MANIFEST, DOUBLED = "course.yaml", "    file: doubled.py\n"
CHANGES = {
    "tolerance": (MANIFEST, DOUBLED, f"{DOUBLED}    tolerance: {{rtol: 0.5}}\n", {"doubled"}),
    "points": (MANIFEST, "points: 10", "points: 11", {"doubled"}),
    "limits": (MANIFEST, DOUBLED, f"{DOUBLED}    limits: {{seconds: 4}}\n", {"doubled"}),
    "imports": (MANIFEST, DOUBLED, f"{DOUBLED}    allowed_imports: [math]\n", CODE),
    # A written answer that copies a title or a hint is known to be copied.
    "title": (MANIFEST, "Twice as much", "Two times", {"why"}),
    "title of a quiz": (MANIFEST, "What doubling does", "Doubling", {"why", "doubling"}),
    "hints": (MANIFEST, DOUBLED, f"{DOUBLED}    hints: [Add it to itself.]\n", {"why"}),
    "seed": (MANIFEST, "seed: 3", "seed: 4", ALL),
    "feedback": (MANIFEST, "hidden_feedback: diagnosis", "hidden_feedback: full", ALL),
    "policy": (MANIFEST, "seed: 3", "seed: 3\nwritten: final_when_sure", ALL),
    "lateness": (MANIFEST, "percent_per_day: 10", "percent_per_day: 20", set()),
    "lesson of an exercise": (MANIFEST, DOUBLED, f"{DOUBLED}    lesson: Doubling\n", set()),
    "lesson": ("lesson/play.py", "", "NAME = 'x'\n", set()),
    "style": (
        "solutions/accepted/doubled/other.py",
        "",
        "def doubled(values):\n    return [2 * value for value in values]\n",
        {"doubled"},
    ),
    "check": ("tests/hidden/test_doubled.py", "points(4)", "points(1)", {"doubled"}),
    "form": ("tests/hidden/test_card.py", "too short", "short", {"card"}),
    "mistake": (
        "solutions/mistakes/doubled/same.py",
        "",
        '"""You give back what you were given."""\n\n\ndef doubled(values):\n    return values\n',
        {"doubled"},
    ),
    "reference": ("solutions/doubled.py", "", "\n# Another word.\n", {"doubled", "why"}),
    "rubric": ("solutions/rubrics/why.yaml", "points: 0.5", "points: 0.25", {"why"}),
    "helper": ("tests/hidden/helper.py", "", "LEAST = 1\n", ALL),
    "data beside the checks": ("tests/hidden/numbers.txt", "", "1\n", ALL),
}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_gives_what_a_fresh_run_gives(home: Path, judged: list[tuple[str, str]], name: str) -> None:
    """What depends on the change is judged again, nothing else is, and the results are a fresh run's."""
    grade(home)
    *change, due = CHANGES[name]
    edit(home, *change)
    judged.clear()
    known, _ = grade(home)
    assert {exercise for _, exercise in judged} == due
    assert known == grade(home, "other")[0]


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The exercises that are made ready."""
    seen: list[str] = []
    prepare = Grader.prepare

    def note(self: Grader, exercises: Sequence[Exercise]) -> None:
        seen.extend(one.id for one in exercises if one.id not in self.checks)
        prepare(self, exercises)

    monkeypatch.setattr(Grader, "prepare", note)
    return seen


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_is_judged_is_made_ready(
    home: Path, judged: list[tuple[str, str]], ready: list[str], name: str
) -> None:
    """What an exercise's checks open is remembered; a helper's module may open anything, so then all are made ready."""
    grade(home)
    assert set(ready) == ALL
    *change, due = CHANGES[name]
    edit(home, *change)
    ready.clear()
    grade(home)
    assert set(ready) == due
    ready.clear()
    grade(home)
    assert ready == []


READS_AT_IMPORT = """from pathlib import Path

LEAST = float((Path(__file__).parents[2] / {file!r}).read_text().splitlines()[0].strip("# "))


"""


@pytest.mark.parametrize("file", ["solutions/named.py", "data.txt"])
def test_what_is_read_while_checks_are_imported_counts(home: Path, judged: list[tuple[str, str]], file: str) -> None:
    """A file that a check reads at its top is in the keys, though it be another exercise's or nobody's."""
    path, checks = home / "course" / file, home / "course" / "tests" / "hidden" / "test_doubled.py"
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"# 1\n{old}", encoding="utf-8")
    text = READS_AT_IMPORT.format(file=file) + checks.read_text(encoding="utf-8")
    checks.write_text(f'{text}\n\n\ndef test_least(submission):\n    """Least."""\n    assert LEAST < 2, \'no\'\n')
    grade(home)
    path.write_text(f"# 3\n{old}", encoding="utf-8")
    judged.clear()
    known, _ = grade(home)
    assert "doubled" in {exercise for _, exercise in judged}
    assert known == grade(home, "other")[0]


def test_another_engine_judges_again(
    home: Path, judged: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is taken over from another version of the engine, or from another machine."""
    grade(home)
    for name in ("engine_digest", "machine_digest"):
        monkeypatch.setattr(digest, name, lambda: "another")
        judged.clear()
        grade(home)
        assert {exercise for _, exercise in judged} == ALL


def test_a_file_that_a_check_opens_is_part_of_its_key(home: Path, judged: list[tuple[str, str]]) -> None:
    """Wherever in the course it lies; one that lies elsewhere may change unseen, so nothing is kept."""
    (home / "course" / "data").mkdir()
    for number, folder in enumerate((home / "course" / "data", home)):
        (folder / "number.txt").write_text("1", encoding="utf-8")
        path = str(folder / "number.txt")
        shutil.copy(COURSE / "tests" / "hidden" / "test_doubled.py", home / "course" / "tests" / "hidden")
        edit(home, "tests/hidden/test_doubled.py", "", READS.format(path=path))
        grade(home)
        judged.clear()
        grade(home)
        assert {exercise for _, exercise in judged} == ({"doubled"} if number else set())
        (folder / "number.txt").write_text("2", encoding="utf-8")
        judged.clear()
        known, _ = grade(home)
        assert {exercise for _, exercise in judged} == {"doubled"}
        assert known == grade(home, f"other {number}")[0]


def test_equal_files_are_judged_once(home: Path, judged: list[tuple[str, str]]) -> None:
    """Whoever handed them in; a quiz is the student's own, whose name chooses its numbers."""
    shutil.copytree(home / "class" / "honest", home / "class" / "twin")
    known, summary = grade(home)
    assert [exercise for student, exercise in judged if student == "twin"] == ["doubling"]
    assert summary.graded == 3
    judged.clear()
    assert known == grade(home, fresh=True)[0]
    assert [exercise for student, exercise in judged if student == "twin"] == ["doubling"]


def test_fresh_judges_again(home: Path, judged: list[tuple[str, str]]) -> None:
    """Nothing of earlier runs is used, and what is judged then takes its place."""
    grade(home)
    with sqlite3.connect(home / "out" / CACHE) as base:
        (before,) = base.execute("SELECT max(number) FROM results").fetchone()
    judged.clear()
    grade(home, fresh=True)
    assert {exercise for _, exercise in judged} == ALL
    with sqlite3.connect(home / "out" / CACHE) as base:
        assert base.execute("SELECT min(number) FROM results").fetchone()[0] > before


def test_one_job_and_two_know_the_same(home: Path) -> None:
    """Of a student of whom a part is known, a grading process judges the rest."""
    cold, _ = grade(home, jobs=2)
    assert cold == grade(home, "other")[0]
    edit(home, *CHANGES["check"][:3])
    assert grade(home, jobs=2)[0] == grade(home, "third")[0]


@pytest.mark.parametrize("state", ["no database", "cut short", "locked", "another table", "a folder"])
def test_a_file_that_cannot_be_used_is_no_obstacle(home: Path, judged: list[tuple[str, str]], state: str) -> None:
    """It is said once, with what to do, and everything is judged."""
    wanted, _ = grade(home)
    path = home / "out" / CACHE
    raw = path.read_bytes()
    locked = sqlite3.connect(path, isolation_level=None)
    if state == "locked":
        locked.execute("BEGIN EXCLUSIVE")
    elif state == "another table":
        locked.execute("DROP TABLE results")
        locked.execute("CREATE TABLE results (key, value)")
    else:
        locked.close()
        path.unlink()
        if state == "a folder":
            path.mkdir()
        else:
            path.write_bytes(b"no such thing" * 100 if state == "no database" else raw[: len(raw) // 2])
    forget(home)
    known, summary = grade(home)
    locked.close()
    assert known == wanted
    assert f"{path}: cannot be used" in summary.cache
    assert summary.cache.endswith("delete it, and the next run makes it anew.")


def test_what_is_kept_comes_back_whole(tmp_path: Path) -> None:
    """Numbers to the last bit, text with half of a pair, and nothing where the file was damaged."""
    row = CheckResult("a", "ü \ud800", True, "failed", 0.1 + 0.2, 1e-300, "\x00", None)
    result = ExerciseResult("x", "code", 1 / 3, 1.0, "graded", "", (row, replace(row, diagnosis="d")), True)
    cache = Cache(tmp_path / CACHE)
    assert cache.get("key") is None
    cache.put("key", result)
    assert cache.get("key") == result
    cache.close()
    with sqlite3.connect(tmp_path / CACHE) as base:
        base.execute("UPDATE results SET result = CAST(substr(result, 1, length(result) - 5) || x'0000000000' AS BLOB)")
    again = Cache(tmp_path / CACHE)
    assert again.get("key") is None
    assert again.problem == ""
    again.close()


def firm(course: Course, submission: Submission) -> set[str]:
    return {one.result.id for one in Grader(course).judge(submission, LocalHost()) if one.firm}


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets how many seconds judging an exercise seems to take."""

    def each(seconds: float) -> None:
        times = iter(seconds * count for count in range(100))
        monkeypatch.setattr(grader, "time", SimpleNamespace(perf_counter=lambda: next(times)))

    return each


def test_what_a_busy_machine_can_do_is_not_kept(
    course: Course, hand_in: Callable[..., Submission], ticks: Callable[[float], None]
) -> None:
    """Neither crashes and time-outs nor anything that took so long that a clock may have had a say in it."""
    good = {exercise.id: course.solution(exercise) for exercise in course.exercises}
    assert firm(course, hand_in("ada", **good)) == {"median", "trapezoid"}
    assert firm(course, hand_in("ada", median=good["median"])) == {"median", "trapezoid"}  # missing stays missing
    assert firm(course, hand_in("ada", **{**good, "median": "raise MemoryError"})) == {"trapezoid"}
    ticks(course.exercises[0].limits.total_seconds)
    assert firm(course, hand_in("ada", **good)) == set()


def test_what_was_plain_when_the_file_was_read_is_kept(course: Course) -> None:
    """Nothing was judged that a busy machine could have spoiled: a regrade need not make such an exercise ready."""
    damaged = SubmittedFile("median.py", None, "median.py:1: is not UTF-8 text (byte 0xff).")
    asked = SubmittedFile("area.py", None, "There are several files of this name: a and b. Keep one.", ask=True)
    assert firm(course, Submission("ada", {"median": damaged, "trapezoid": asked})) == {"median", "trapezoid"}


def test_what_is_done_for_the_class_is_not_in_a_students_time(
    course: Course, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever fails first waits until the known mistakes are replayed: that is no reason to judge them each time."""
    slow = time.perf_counter
    late = [0.0]
    prepare = Mistakes.prepare

    def slowly(self: Mistakes) -> None:
        late[0] = 3600.0  # the first time
        prepare(self)

    monkeypatch.setattr(Mistakes, "prepare", slowly)
    monkeypatch.setattr(time, "perf_counter", lambda: slow() + late[0])
    wrong = "def median(values):\n    return sorted(values)[len(values) // 2]\n"
    judged = Grader(course).judge(hand_in("ada", median=wrong), LocalHost())
    assert late[0] > 0
    assert {one.result.id for one in judged if one.firm} == {"median", "trapezoid"}


def test_what_a_check_choked_on_is_judged_each_time(home: Path, judged: list[tuple[str, str]]) -> None:
    """A full memory looks the same, and must not reach whoever hands in the same."""
    shutil.copy(COURSE / "class" / "careless" / "card.yaml", home / "class" / "careless")
    grade(home)
    forget(home)
    judged.clear()
    grade(home)
    assert judged == [("careless", "card")]


def test_a_kind_that_says_nothing_is_never_kept(
    home: Path, judged: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows what its results depend on."""
    from autograder.kinds.base import Kind
    from autograder.kinds.written.kind import Written

    monkeypatch.setattr(Written, "depends_on", Kind.depends_on)
    grade(home)
    forget(home)
    judged.clear()
    grade(home)
    assert {exercise for _, exercise in judged} == {"why"}


def test_files_of_a_course_are_somebodys_or_shared(home: Path) -> None:
    """Each file that can change a result is in a key."""
    course = load_course(home / "course", with_solutions=True)
    own = {file for exercise in course.exercises for file in digest.files_of(course, exercise)}
    everything = set(digest.course_files(course.root)) - {course.root / MANIFEST}
    assert own | set(digest.shared_files(course)) == everything
