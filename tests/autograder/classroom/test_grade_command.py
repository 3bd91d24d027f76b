"""`autograder grade` as an instructor runs it: real processes, kills included."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from tests.autograder.conftest import in_this_process

COURSE = Path(__file__).parents[2] / "courses" / "measuring"
COMMAND = [sys.executable, "-m", "autograder.cli", "grade"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return shutil.copytree(COURSE, tmp_path / "course")


@pytest.fixture(scope="module")
def class_of_40(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty submissions: right, wrong and broken in turns; not to be changed."""
    folder = tmp_path_factory.mktemp("many") / "class"
    sources = [COURSE / "class" / "good", COURSE / "class" / "lost", COURSE / "exercises"]
    for i in range(40):
        shutil.copytree(sources[i % len(sources)], folder / f"student{i:02d}")
    (folder / "student07" / "median.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(class_of_40: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where they were graded by one job that nobody disturbed; not to be changed."""
    out = tmp_path_factory.mktemp("whole")
    assert grade(class_of_40, "--out", out).returncode == 0
    return out


@pytest.fixture
def many(class_of_40: Path, tmp_path: Path) -> Path:
    """The same, for a test to change."""
    return shutil.copytree(class_of_40, tmp_path / "class")


def grade(*words: str | Path, course: Path = COURSE) -> subprocess.CompletedProcess[str]:
    """The command in this process; those that are killed have one of their own."""
    return in_this_process("grade", *words, "--course", course)


def test_results_and_gradebook(tmp_path: Path) -> None:
    """The class becomes one line a student and a gradebook with a column an exercise."""
    run = grade(COURSE / "class", "--out", tmp_path)
    assert run.returncode == 0
    good, lost = map(json.loads, (tmp_path / "results.jsonl").read_text(encoding="ascii").splitlines())
    assert (good["schema"], good["course"], good["student"]) == ("autograder/result/v1", "measuring", "good")
    assert (good["score"], lost["score"], lost["max_score"]) == (100.0, 36.0, 100.0)
    diagnoses = {check["diagnosis"] for exercise in lost["exercises"] for check in exercise["checks"]}
    assert diagnoses == {None, "upper_middle", "unit_steps"}
    rows = list(csv.DictReader((tmp_path / "gradebook.csv").open(encoding="utf-8")))
    assert rows[1] == {
        "student": "lost",
        "median": "16",
        "trapezoid": "20",
        "score": "36",
        "max_score": "100",
        "needs_review": "",
    }


def test_json_prints_results_alone(tmp_path: Path) -> None:
    """With --json, standard output holds the results and nothing else."""
    run = grade(COURSE / "class", "--out", tmp_path, "--json")
    assert run.stdout == (tmp_path / "results.jsonl").read_text(encoding="ascii")


def test_jobs_change_no_byte(tmp_path: Path, class_of_40: Path, whole: Path) -> None:
    """One process or three: the same bytes."""
    assert grade(class_of_40, "--out", tmp_path, "--jobs", "3").returncode == 0
    assert (tmp_path / "results.jsonl").read_bytes() == (whole / "results.jsonl").read_bytes()


def test_one_student(tmp_path: Path) -> None:
    """One student's folder is graded under the name that is given."""
    assert grade(COURSE / "class" / "good", "--student", "ada", "--out", tmp_path).returncode == 0
    assert json.loads((tmp_path / "results.jsonl").read_text(encoding="ascii"))["student"] == "ada"


def test_a_second_student_joins_the_first(tmp_path: Path) -> None:
    """Students graded one at a time into one folder end in one file."""
    for name in ("zoe", "ada"):
        grade(COURSE / "class" / "good", "--student", name, "--out", tmp_path)
    lines = (tmp_path / "results.jsonl").read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["student"] for line in lines] == ["ada", "zoe"]


def test_only_what_changed_is_graded_again(tmp_path: Path, many: Path, whole: Path) -> None:
    """A second run grades the one student who handed in something else, and keeps the old results beside."""
    shutil.copytree(whole, tmp_path / "out")
    shutil.copy(COURSE / "solutions" / "median.py", many / "student07" / "median.py")
    run = grade(many, "--out", tmp_path / "out")
    assert "Graded 1 (39 kept" in run.stdout
    assert (tmp_path / "out" / "results.previous.jsonl").exists()


def test_a_changed_course_grades_all_again(tmp_path: Path, course: Path) -> None:
    """Results of checks that have changed since are not kept."""
    grade(COURSE / "class", "--out", tmp_path / "out", course=course)
    check = course / "tests" / "visible" / "test_median.py"
    check.write_text(check.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert "Graded 2." in grade(COURSE / "class", "--out", tmp_path / "out", course=course).stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills a group of processes and looks into /proc")
@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.whole), "2"])
def test_killed_at_random_moments(
    tmp_path: Path, class_of_40: Path, whole: Path, jobs: str, pytestconfig: pytest.Config
) -> None:
    """Killed again and again, the run is finished by the same command, to the same bytes."""
    out, rng = tmp_path / "out", random.Random(int(jobs))
    words = [*COMMAND, str(class_of_40), "--out", str(out), "--course", str(COURSE), "--jobs", jobs]
    for _ in range(6 if pytestconfig.getoption("--whole") else 3):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(rng.uniform(0.4, 1.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert subprocess.run(words, capture_output=True, check=False, timeout=300).returncode == 0
    assert (out / "results.jsonl").read_bytes() == (whole / "results.jsonl").read_bytes()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes through /proc")
@pytest.mark.parametrize("who", ["autograder.classroom.child", pytest.param("zygote", marks=pytest.mark.whole)])
def test_a_killed_helper_process_is_replaced(tmp_path: Path, class_of_40: Path, whole: Path, who: str) -> None:
    """A worker or a zygote that is killed in the middle costs nothing and nobody."""
    out = tmp_path / "out"
    words = [*COMMAND, str(class_of_40), "--out", str(out), "--course", str(COURSE), "--jobs", "2"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killed = 0  # twice: what is killed a third time for the same student is given to a person
    while process.poll() is None and killed < 2:
        found = list(descendants(process.pid, who))
        for pid in found:
            with contextlib.suppress(ProcessLookupError):  # it went with the one before
                os.kill(pid, signal.SIGKILL)
        killed += bool(found)
        time.sleep(0.3)
    assert process.wait(timeout=300) == 0
    assert killed, "the run was over before anything could be killed"
    assert (out / "results.jsonl").read_bytes() == (whole / "results.jsonl").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="what a terminal does with Ctrl-C")
@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.whole), "2"])
def test_ctrl_c_is_one_sentence(tmp_path: Path, class_of_40: Path, jobs: str) -> None:
    """A terminal tells every process in its foreground; none has more to say, and the same command goes on later."""
    words = [*COMMAND, str(class_of_40), "--out", str(tmp_path / "out"), "--course", str(COURSE), "--jobs", jobs]
    run = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)
    results = tmp_path / "out" / "results.jsonl"
    while not (results.exists() and results.read_bytes()):
        assert run.poll() is None, "it ended before it could be stopped"
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=100)
    if run.returncode == 0:
        pytest.skip("it had come to its end")
    assert run.returncode == 130
    assert said.splitlines()[-1] == "Stopped. What was graded is kept: the same command goes on from there."
    assert "Traceback" not in said
    assert "kept from an earlier run" in grade(class_of_40, "--out", tmp_path / "out").stdout


def descendants(root: int, word: str) -> Iterator[int]:
    """The processes below `root` that have `word` in their command line."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            commands[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except (OSError, UnicodeDecodeError):
            continue  # it has ended meanwhile
    for pid in parents:
        ancestor: int | None = pid
        while ancestor not in (None, root):
            ancestor = parents.get(ancestor) if ancestor is not None else None
        if ancestor == root and pid != root and word in commands[pid]:
            yield pid


def test_a_check_that_its_reference_fails_costs_nobody(tmp_path: Path, course: Path) -> None:
    """A broken check is left out of every score, said aloud, and ends the run with code 3."""
    check = course / "tests" / "hidden" / "test_trapezoid.py"
    text = check.read_text(encoding="utf-8")
    check.write_text(f'{text}\n\ndef test_broken(submission):\n    """Broken."""\n    1 / 0\n', encoding="utf-8")
    run = grade(COURSE / "class", "--out", tmp_path, course=course)
    good = json.loads((tmp_path / "results.jsonl").read_text(encoding="ascii").splitlines()[0])
    assert run.returncode == 3
    assert "good" in run.stderr
    assert good["score"] == 100.0
    assert good["needs_review"]


@pytest.fixture(scope="module")
def two_graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the course's own class; not to be changed."""
    out = tmp_path_factory.mktemp("two")
    assert grade(COURSE / "class", "--out", out).returncode == 0
    return out


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("course.yaml", "points: 40", "poinst: 40", "Did you mean 'points'?"),
        ("course.yaml", "points: 40", "points: many", "points must be a number"),
        ("course.yaml", "id: trapezoid", "id: median", "is used twice"),
        ("course.yaml", "version: 1", "version: 9", "pip install --upgrade"),
        ("course.yaml", "file: median.py", "file: mode.py", "exercises/mode.py"),
        ("tests/hidden/test_median.py", "def test_even_count(", "def test_even_count((", "not valid Python"),
        ("tests/hidden/test_median.py", "import pytest", "import pytset", "pytset"),
    ],
)
def test_a_mistake_in_the_course(
    tmp_path: Path, course: Path, two_graded: Path, file: str, old: str, new: str, words: str
) -> None:
    """A mistake in the course is one message with file, line and advice, code 2, and costs no earlier result."""
    out = shutil.copytree(two_graded, tmp_path / "out")
    before = (out / "results.jsonl").read_bytes()
    path = course / file
    text = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(text, encoding="utf-8")
    line = text.count("\n", 0, text.rindex(new)) + 1
    run = grade(COURSE / "class", "--out", out, course=course)
    assert run.returncode == 2
    assert f"{path}:{line}: " in run.stderr
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert (out / "results.jsonl").read_bytes() == before


@pytest.mark.parametrize("kind", ["missing", "empty", "one student", "a file"])
def test_nothing_to_grade(tmp_path: Path, kind: str) -> None:
    """A folder that is not there, empty or of another kind is one message and code 2."""
    given = tmp_path / "given"
    if kind == "one student":
        shutil.copytree(COURSE / "class" / "good", given)
    elif kind == "empty":
        given.mkdir()
    elif kind == "a file":
        given.write_text("hello", encoding="utf-8")
    run = grade(given, "--out", tmp_path / "out")
    assert run.returncode == 2
    assert str(given) in run.stderr
    assert "Traceback" not in run.stderr
    assert ("--student" in run.stderr) == (kind == "one student")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no name that is not text")
def test_folders_whose_names_are_no_text(tmp_path: Path) -> None:
    """Two students' folders named in bytes that are not UTF-8 are two students; the run ended in a traceback."""
    for name in (b"bad\xffname", b"bad\xfename"):
        shutil.copytree(COURSE / "class" / "good", os.fsdecode(os.fsencode(tmp_path) + b"/class/" + name))
    for told in ("Graded 2.", "Graded 0 (2 kept"):
        run = grade(tmp_path / "class", "--out", tmp_path / "out")
        assert run.returncode == 0, run.stderr
        assert told in run.stdout + run.stderr
    rows = list(csv.DictReader((tmp_path / "out" / "gradebook.csv").open(encoding="utf-8")))
    assert [(row["student"], row["score"]) for row in rows] == [("bad?name", "100"), ("bad?name (2)", "100")]


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder without read permission is said to be that."""
    if os.name != "posix" or os.getuid() == 0:
        pytest.skip("root may read everything")
    given = tmp_path / "given"
    given.mkdir(mode=0o000)
    run = grade(given, "--out", tmp_path / "out")
    assert run.returncode == 2
    assert "permissions" in run.stderr
