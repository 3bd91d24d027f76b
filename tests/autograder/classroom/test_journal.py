"""journal: results on disk while a class is graded, resumed after any kind of end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.journal import PREVIOUS, RESULTS, TIMES, Journal
from autograder.errors import UserError

CLASS = {"ada": "a1", "bob": "b1", "cyd": "c1"}


def line(student: str, score: float = 1.0, course: str = "c") -> str:
    return json.dumps({"course": course, "student": student, "score": score})


def write(
    folder: Path, students: list[str], digests: Mapping[str, str] = CLASS, *, finish: bool = False
) -> frozenset[str]:
    """One run that grades these students; gives back who needed no grading."""
    journal = Journal(folder, "c", digests)
    for student in students:
        journal.append(student, line(student), 0.5)
    if finish:
        journal.finish()
    journal.close()
    return journal.done


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
    journal = Journal(tmp_path, "c", CLASS)
    journal.append("bob", line("bob"), 0.1)
    assert names(tmp_path) == ["bob"]
    assert list(journal.lines()) == [line("bob")]
    journal.close()


def test_a_stopped_run_is_resumed(tmp_path: Path) -> None:
    """The next run grades the others only, and the file is as if there had been one run."""
    assert write(tmp_path, ["cyd"]) == frozenset()
    assert write(tmp_path, ["bob", "ada"], finish=True) == {"cyd"}
    assert names(tmp_path) == ["ada", "bob", "cyd"]
    assert write(tmp_path, []) == {"ada", "bob", "cyd"}
    assert not (tmp_path / PREVIOUS).exists()


@given(st.integers(0, 60), st.integers(0, 60))
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


@pytest.mark.parametrize("rubbish", [b"\n", b"null\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'{"student": 7}\n', b"{\n"])
def test_lines_that_are_no_results_are_left_out(tmp_path: Path, rubbish: bytes) -> None:
    """A damaged line in the middle costs nobody else their result."""
    write(tmp_path, ["ada", "bob"])
    for file in (RESULTS, TIMES):
        (tmp_path / file).write_bytes(rubbish + (tmp_path / file).read_bytes())
    assert write(tmp_path, [], finish=True) == {"ada", "bob"}
    assert names(tmp_path) == ["ada", "bob"]


def test_what_has_changed_is_graded_again_and_the_old_file_kept(tmp_path: Path) -> None:
    """A student whose work or course is another now is graded anew; what stood there is results.previous.jsonl."""
    write(tmp_path, ["ada", "bob", "cyd"], finish=True)
    before = (tmp_path / RESULTS).read_text()
    assert write(tmp_path, ["bob"], {**CLASS, "bob": "b2"}) == {"ada", "cyd"}
    assert names(tmp_path) == ["ada", "cyd", "bob"]
    assert (tmp_path / PREVIOUS).read_text() == before


def test_a_student_who_is_not_in_this_run_stays(tmp_path: Path) -> None:
    """Grading one student leaves the results of the others where they are."""
    write(tmp_path, ["ada", "bob", "cyd"], finish=True)
    assert write(tmp_path, [], {"bob": "b1"}, finish=True) == {"bob"}
    assert names(tmp_path) == ["ada", "bob", "cyd"]


def test_results_of_another_course_are_not_taken_over(tmp_path: Path) -> None:
    """A folder that was used for another course keeps its old file beside the new one."""
    write(tmp_path, ["ada", "bob"], finish=True)
    journal = Journal(tmp_path, "other", CLASS)
    journal.close()
    assert journal.done == frozenset()
    assert names(tmp_path, PREVIOUS) == ["ada", "bob"]


def test_a_student_graded_twice_stands_once(tmp_path: Path) -> None:
    """The last line counts."""
    journal = Journal(tmp_path, "c", CLASS)
    for score in (1.0, 2.0):
        journal.append("ada", line("ada", score), 0.1)
    journal.finish()
    assert list(journal.lines()) == [line("ada", 2.0)]


def test_a_folder_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    """Where a file stands in the way, the message names the folder."""
    (tmp_path / "out").write_text("")
    with pytest.raises(UserError, match="out: results cannot be written here"):
        Journal(tmp_path / "out", "c", CLASS)
