"""journal: results on disk while a class is graded, resumed after any kind of end."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.disk import require_writable, writing_into
from autograder.classroom.journal import DAMAGED, LEFT, MACHINE, PREVIOUS, RESULTS, TIMES, Entry, Journal
from autograder.classroom.lines import to_line
from autograder.course.model import CheckResult, ExerciseResult, StudentResult
from autograder.errors import UserError

CLASS = {"ada": "a1", "bob": "b1", "cyd": "c1"}


def result(student: str, score: float = 1.0, course: str = "c") -> StudentResult:
    check = CheckResult("hidden/test_f.py::test_a", "A", False, "passed", score, 1.0)
    return StudentResult(
        course, student, score, 1.0, False, "none", (ExerciseResult("f", "code", score, 1.0, "graded", "", (check,)),)
    )


def write(
    folder: Path, students: list[str], digests: Mapping[str, str] = CLASS, *, finish: bool = False, score: float = 1.0
) -> frozenset[str]:
    """One run that grades these students; gives back who needed no grading."""
    journal = Journal(folder, "c")
    kept = frozenset(student for student, digest in digests.items() if journal.kept(student, digest))
    for student in students:
        journal.append(Entry(student, digests[student], 0.5), result(student, score))
    if finish:
        journal.finish()
    journal.close()
    return kept


def names(folder: Path, file: str = RESULTS) -> list[str]:
    return [json.loads(text)["student"] for text in (folder / file).read_text(encoding="ascii").splitlines()]


def test_a_finished_file_is_in_the_order_of_names(tmp_path: Path) -> None:
    """Whoever was ready first, the finished file is sorted; times stand elsewhere."""
    write(tmp_path / "new" / "out", ["cyd", "ada", "bob"], finish=True)
    assert names(tmp_path / "new" / "out") == ["ada", "bob", "cyd"]
    assert "0.5" not in (tmp_path / "new" / "out" / RESULTS).read_text()
    assert len((tmp_path / "new" / "out" / TIMES).read_text().splitlines()) == 3


def test_each_result_is_kept_at_once(tmp_path: Path) -> None:
    """A line is on disk before the next student is graded."""
    journal = Journal(tmp_path, "c")
    journal.append(Entry("bob", "b1", 0.1), result("bob"))
    assert names(tmp_path) == ["bob"]
    assert list(journal.results()) == [result("bob")]
    journal.close()


def test_a_stopped_run_is_resumed(tmp_path: Path) -> None:
    """The next run grades the others only, and the file is as if there had been one run."""
    assert write(tmp_path, ["cyd"]) == frozenset()
    assert write(tmp_path, ["bob", "ada"], finish=True) == {"cyd"}
    assert names(tmp_path) == ["ada", "bob", "cyd"]
    assert write(tmp_path, []) == {"ada", "bob", "cyd"}
    assert not (tmp_path / PREVIOUS).exists()


@given(st.integers(0, 600), st.integers(0, 300))
def test_a_kill_in_the_middle_of_a_line_loses_that_line_only(
    tmp_path_factory: pytest.TempPathFactory, cut_results: int, cut_times: int
) -> None:
    """Wherever the files are cut off, whole results are kept, the others are graded once more, and that is kept too."""
    folder = tmp_path_factory.mktemp("torn")
    write(folder, ["ada", "bob"])
    for file, cut in ((RESULTS, cut_results), (TIMES, cut_times)):
        raw = (folder / file).read_bytes()
        (folder / file).write_bytes(raw[: max(0, len(raw) - cut)])
    kept = write(folder, [])
    assert kept <= {"ada", "bob"}
    if cut_results < 1 > cut_times:
        assert kept == {"ada", "bob"}
    left = [student for student in CLASS if student not in kept]
    assert write(folder, left) == kept
    assert write(folder, [], finish=True) == set(CLASS)
    assert names(folder) == ["ada", "bob", "cyd"]
    assert not (folder / DAMAGED).exists()


GOOD = to_line(result("bob")).encode("ascii")


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"null", b"{}", b"[1]", b"\xff\xfe", b'{"student": 7}', b"{", b"[" * 9000),
        GOOD.replace(b'"score": 1.0', b'"score": NaN'),
        GOOD.replace(b'"score": 1.0', b'"score": 1e999'),
        GOOD.replace(b'"score": 1.0', b'"score": "1"'),
        GOOD.replace(b'"passed"', b'"past"'),
        GOOD.replace(b'"title": "A", ', b""),
        GOOD.replace(b'"schema": "autograder/result/v1"', b'"schema": "autograder/result/v2"'),
        GOOD.replace(b"bob", "b\xf6b".encode()),
        GOOD[:-20],
    ],
)
def test_a_damaged_line_is_kept_aside(tmp_path: Path, line: bytes) -> None:
    """It is named, costs nobody else their result, and whoever stood in it is graded again."""
    write(tmp_path, ["ada", "bob"])
    whole = (tmp_path / RESULTS).read_bytes()
    (tmp_path / RESULTS).write_bytes(whole.replace(GOOD, line))
    journal = Journal(tmp_path, "c")
    assert journal.damaged == [2]
    assert (journal.kept("ada", "a1") is not None, journal.kept("bob", "b1")) == (True, None)
    journal.close()
    assert (tmp_path / DAMAGED).read_bytes() == line + b"\n"
    assert write(tmp_path, ["bob"], finish=True) == {"ada"}
    assert (tmp_path / RESULTS).read_bytes() == whole


def test_rubbish_among_the_times_costs_no_result(tmp_path: Path) -> None:
    """An entry that is none is passed over."""
    write(tmp_path, ["ada"])
    for rubbish in (b"\n", b"null\n", b"\xff\n", b'{"student": 7}\n', b'{"student": "ada"}\n', b"[" * 9000 + b"\n"):
        (tmp_path / TIMES).write_bytes(rubbish + (tmp_path / TIMES).read_bytes() + rubbish)
    assert write(tmp_path, []) == {"ada"}


def test_a_result_without_its_own_entry_is_graded_again(tmp_path: Path) -> None:
    """A kill between a line and its entry leaves the entry of another line: it counts for nothing."""
    write(tmp_path, ["ada"], score=1.0)
    times = (tmp_path / TIMES).read_bytes()
    write(tmp_path, ["ada"], score=0.5)
    (tmp_path / TIMES).write_bytes(times)
    assert write(tmp_path, []) == frozenset()


def test_what_has_changed_is_graded_again_and_the_old_file_kept(tmp_path: Path) -> None:
    """A student whose work or course is another now is graded anew; what stood there is results.previous.jsonl."""
    write(tmp_path, ["ada", "cyd"], finish=True)
    before = (tmp_path / RESULTS).read_text()
    assert write(tmp_path, ["bob", "cyd"], {**CLASS, "cyd": "c2"}, score=0.5) == {"ada"}
    assert (tmp_path / PREVIOUS).read_text() == before
    write(tmp_path, [], finish=True)
    assert names(tmp_path) == ["ada", "bob", "cyd"]


def test_a_student_who_is_not_in_this_run_stays(tmp_path: Path) -> None:
    """Grading one student leaves the results of the others where they are."""
    write(tmp_path, ["ada", "bob", "cyd"], finish=True)
    assert write(tmp_path, [], {"bob": "b1"}, finish=True) == {"bob"}
    assert names(tmp_path) == ["ada", "bob", "cyd"]


def test_who_leaves_is_kept_aside(tmp_path: Path) -> None:
    """Nobody stays in the gradebook for ever, and no line is lost."""
    write(tmp_path, ["ada", "bob", "cyd"], finish=True)
    journal = Journal(tmp_path, "c")
    assert journal.leave(["bob", "eve"]) == ["bob"]
    journal.finish()
    journal.close()
    assert (names(tmp_path), names(tmp_path, LEFT)) == (["ada", "cyd"], ["bob"])
    assert write(tmp_path, []) == {"ada", "cyd"}


def test_results_of_another_course_are_not_taken_over(tmp_path: Path) -> None:
    """A folder that was used for another course keeps its old file beside the new one."""
    write(tmp_path, ["ada", "bob"], finish=True)
    journal = Journal(tmp_path, "other")
    journal.close()
    assert journal.students == frozenset()
    assert names(tmp_path, PREVIOUS) == ["ada", "bob"]


def test_a_student_graded_twice_stands_once(tmp_path: Path) -> None:
    """The last line counts."""
    journal = Journal(tmp_path, "c")
    for score in (1.0, 0.5):
        journal.append(Entry("ada", "a1", 0.1), result("ada", score))
    journal.finish()
    assert list(journal.results()) == [result("ada", 0.5)]
    journal.close()


def test_the_machines_own_result_is_there_below_the_marks(tmp_path: Path) -> None:
    """Marks are laid over it anew, in this run and in the next."""
    journal = Journal(tmp_path, "c")
    journal.append(Entry("ada", "a1", 0.1, marks="m"), result("ada", 0.5), result("ada", 1.0))
    journal.append(Entry("bob", "b1", 0.1), result("bob"))
    journal.finish()
    journal.close()
    journal = Journal(tmp_path, "c")
    for student, score in (("ada", 1.0), ("bob", 1.0)):
        entry = journal.kept(student, CLASS[student])
        assert entry is not None
        assert journal.by_machine(entry) == result(student, score)
    assert journal.result("ada") == result("ada", 0.5)
    journal.close()


def test_a_damaged_machines_result_is_no_result(tmp_path: Path) -> None:
    """It is met when it is asked for, whatever of it can be read: nobody's marks are laid over half a result."""
    journal = Journal(tmp_path, "c")
    journal.append(Entry("ada", "a1", 0.5, "marks"), result("ada", 2.0), result("ada"))
    journal.close()
    path = tmp_path / MACHINE
    path.write_bytes(path.read_bytes().replace(b'"title": "A", ', b""))
    again = Journal(tmp_path, "c")
    entry = again.kept("ada", "a1")
    assert entry is not None
    assert again.by_machine(entry) is None
    assert again.result("ada") == result("ada", 2.0)
    again.close()


def test_a_folder_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    """Where a file stands in the way, the message names the folder."""
    (tmp_path / "out").write_text("")
    with pytest.raises(UserError, match="out: results cannot be written here"):
        Journal(tmp_path / "out", "c")


def test_what_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    """A folder in a file's place is named; a dead link is called one; else it is about who may write where."""
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "reviews.csv").mkdir()
    with pytest.raises(UserError, match="It is a link that leads nowhere"), writing_into(tmp_path / "gone"):
        (tmp_path / "gone").mkdir()
    with pytest.raises(UserError, match=r"reviews\.csv is a folder there"), writing_into(tmp_path):
        (tmp_path / "reviews.csv").write_text("")
    held = tmp_path / "marks.csv"
    held.write_text("")
    with pytest.raises(UserError, match=r"about marks\.csv: close it where it is open"), writing_into(tmp_path):
        raise PermissionError(errno.EACCES, "Permission denied", str(held))  # as where another program holds it
    with pytest.raises(UserError, match="Name a folder that you may write to"):
        require_writable(tmp_path / "nowhere")


FULL = """
import resource, sys
from pathlib import Path
from test_journal import CLASS, write
folder = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    write(folder, list(CLASS), finish=True)
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
@pytest.mark.parametrize("size", [100, 600, 900])
def test_a_full_disk_is_a_fault_and_loses_nothing(tmp_path: Path, size: int) -> None:
    """Files that may not grow stand for a disk that is full: one sentence, and later the rest is graded."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), str(size)],
        env={"PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parents[3]}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith(f"GraderFault {tmp_path}: the results cannot be written"), done.stderr
    kept = write(tmp_path, [])
    assert len(kept) == size // len(GOOD)
    write(tmp_path, sorted(set(CLASS) - kept), finish=True)
    assert names(tmp_path) == sorted(CLASS)
