"""The desk and its store: one table for keys and spreadsheets, nothing lost, a second marker who is blind."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from autograder.classroom.alike import Alike, write_alike
from autograder.classroom.desk import MarkingDesk
from autograder.classroom.desk_store import Store, Written
from autograder.classroom.lock import only_writer
from autograder.classroom.marks import Reviews
from autograder.classroom.names import Names
from autograder.classroom.review_table import Review, read_reviews, write_reviews
from autograder.errors import IntakeError, UserError
from autograder.pages.desk.learning import Learning
from autograder.pages.desk.view import state

SORTED = frozenset({"order"})


def table(small: Any) -> dict[str, dict[str, str]]:
    with open(small.out / "reviews.csv", encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_key_is_in_both_tables_at_once(small: Any) -> None:
    """A mark stands in reviews.csv for a spreadsheet and in marks.csv for the next run, which takes it as any other."""
    small.desk().mark("why_sort", ["dia"], frozenset({"middle", "order"}), comment="Well said.")
    assert (table(small)["dia"]["mark"], table(small)["dia"]["comment"]) == ("10", "Well said.")
    reviews = Reviews.open(small.course, small.out, None, Names(["ada", "dia"]))
    assert reviews.marks["dia"]["why_sort"].points == 10
    assert reviews.marks["dia"]["why_sort"].comment == "Well said."
    assert table(small)["eva"]["mark"] == ""


def test_a_spreadsheets_marks_are_seen_and_stay(small: Any) -> None:
    """What somebody has filled in meanwhile is taken up, and the next key leaves it alone."""
    desk = small.desk()
    before = desk.version
    rows = [row for row, _ in read_reviews(small.out / "reviews.csv")]
    write_reviews(
        small.out / "reviews.csv", [replace(row, mark="3,5") if row.student == "fay" else row for row in rows]
    )
    assert desk.look() > before
    assert "fay" in desk.done("why_sort")
    desk.mark("why_sort", ["eva"], SORTED)
    assert (table(small)["fay"]["mark"], table(small)["eva"]["mark"]) == ("3,5", "4")


def test_what_was_not_graded_is_given_nothing_unseen(small: Any) -> None:
    """No key gives the points that nobody has proposed, and accepting the rest leaves such an answer waiting."""
    rows = [row for row, _ in read_reviews(small.out / "reviews.csv")]
    rows = [replace(row, proposed="", answer="why_sort.md") if row.student == "ada" else row for row in rows]
    write_reviews(small.out / "reviews.csv", rows)
    desk = small.desk()
    assert desk.rest("why_sort")[-1] == "ada"  # whoever presses Enter is not held up by it
    shown = state(desk, "why_sort", "ada")
    assert (shown["item"]["proposed"], shown["item"]["found"]) == ("", None)
    with pytest.raises(IntakeError, match="Nothing is proposed here"):
        desk.mark("why_sort", ["ada"], None)
    desk.accept_rest("why_sort", len(desk.proposed("why_sort")))
    assert desk.rest("why_sort") == ["ada"]
    assert table(small)["ada"]["mark"] == ""
    said = (
        "Nothing is proposed for what is left (1): it was not graded. Give points by hand; "
        "or say in intake.csv, column take, which file counts, and grade again."
    )
    assert state(desk, "why_sort", "ada")["rest"]["said"] == said
    desk.mark("why_sort", ["ada"], None, 4.0)
    assert table(small)["ada"]["mark"] == "4"


def test_two_desks_at_once(small: Any) -> None:
    """The last writer wins for each answer; both see it, and neither's undo takes the other's mark away."""
    left, right = small.desk(), small.desk()
    left.mark("why_sort", ["eva"], SORTED)
    right.mark("why_sort", ["eva"], None, 7.0)
    right.mark("why_sort", ["fay"], None, 1.0)
    left.look()
    assert left.given("why_sort", "eva").mark == "7"
    assert left.done("why_sort") == {"eva", "fay"}
    assert [one.student for one in right.undo("why_sort").changes] == ["fay"]
    left.undo("why_sort")
    assert left.given("why_sort", "eva").mark == "4"  # the last decision was 7, made in the other window
    assert table(small)["fay"]["mark"] == ""


def test_a_withdrawn_mark_is_gone_from_both(small: Any) -> None:
    """Undo leaves nothing that the next run would read as a mark."""
    desk = small.desk()
    desk.mark("why_sort", ["ada", "ben", "cem"], frozenset({"middle"}))
    assert len(desk.done("why_sort")) == 3
    desk.undo("why_sort")
    assert desk.done("why_sort") == frozenset()
    assert Reviews.open(small.course, small.out, None, Names(["ada"])).marks == {}
    assert desk.undo("why_sort") is None


def test_like_answers_stand_together(small: Any) -> None:
    """Three students who wrote the same words are one group; a new desk on the folder finds the marks again."""
    desk = small.desk()
    assert set(desk.sheets["why_sort"].group_of("ben")) == {"ada", "ben", "cem"}
    desk.mark("why_sort", desk.sheets["why_sort"].group_of("ben"), frozenset({"middle"}), comment="And the order?")
    again = small.desk()
    assert again.done("why_sort") == {"ada", "ben", "cem"}
    assert again.given("why_sort", "cem").found == {"middle"}
    assert again.comments("why_sort") == ["And the order?"]


def test_a_sheet_holds_answers_for_which_the_same_is_proposed(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those left out of it, and those less sure than a sheet asks, wait for their own turn."""
    monkeypatch.setattr("autograder.classroom.desk_queue.SKIMMED", 0.0)
    desk = small.desk()
    shown = state(desk, "why_sort", skim=True)
    sheet = {shown["item"]["student"], *(one["student"] for one in shown["item"]["like"])}
    assert shown["skim"] == {"on": True, "count": 3, "sheets": 1}
    assert sheet == {"ada", "ben", "cem"}
    assert {desk.sheets["why_sort"].proposal(one).found for one in sheet} == {frozenset({"middle"})}
    desk.mark("why_sort", ["ada", "ben"], frozenset({"middle"}), left_out=["cem"])
    assert desk.done("why_sort") == {"ada", "ben"}
    assert desk.sheaves("why_sort") == []
    assert "cem" in desk.rest("why_sort")
    monkeypatch.setattr("autograder.classroom.desk_queue.SKIMMED", 1.01)
    assert small.desk().sheaves("why_sort") == []


def test_what_is_skimmed_says_nothing_of_the_rest(small: Any) -> None:
    """The rest is judged by decisions on what was least sure; a sheet is taken back and remembered as any decision."""
    desk = small.desk()
    desk.mark("why_sort", ["ada", "ben"], frozenset({"middle"}), left_out=[])
    assert desk.risk("why_sort").seen == 0
    assert small.desk().given("why_sort", "ben").found == {"middle"}
    assert len(desk.undo("why_sort").changes) == 2
    assert desk.done("why_sort") == frozenset()


def test_a_changed_answer_waits_again(small: Any) -> None:
    """A mark with a question mark behind it was given for another answer."""
    rows = [row for row, _ in read_reviews(small.out / "reviews.csv")]
    write_reviews(small.out / "reviews.csv", [replace(row, mark="6?") if row.student == "ada" else row for row in rows])
    desk = small.desk()
    assert "ada" in desk.rest("why_sort")
    desk.mark("why_sort", ["ada"], frozenset({"middle"}))
    assert table(small)["ada"]["mark"] == "6"


def test_the_rest_is_accepted_as_it_was_counted(small: Any) -> None:
    """Where another window has marked meanwhile, the person is asked again; undo takes all of it back."""
    desk = small.desk()
    desk.mark("why_sort", ["dia"], SORTED)
    with pytest.raises(IntakeError, match="6 left now, not 7"):
        desk.accept_rest("why_sort", 7)
    desk.accept_rest("why_sort", 6)
    assert desk.rest("why_sort") == []
    assert len(desk._found("why_sort")) == 1  # what nobody read teaches nothing
    desk.undo("why_sort")
    assert desk.done("why_sort") == {"dia"}


def test_points_that_cannot_be_are_refused(small: Any) -> None:
    """Nothing is written for points out of range, a concept or a student that is not there."""
    desk = small.desk()
    for call in (
        lambda: desk.mark("why_sort", ["dia"], None, 10.5),
        lambda: desk.mark("why_sort", ["dia"], None, float("nan")),
        lambda: desk.mark("why_sort", ["dia"], frozenset({"nothing"})),
        lambda: desk.mark("why_sort", ["nobody"], SORTED),
        lambda: desk.mark("why_sort", [], SORTED),
    ):
        with pytest.raises(IntakeError):
            call()
    assert not (small.out / "marks.csv").exists()


def test_the_second_marker_is_blind(small: Any) -> None:
    """A second marker sees none of the first's marks, writes a file of their own, and is compared."""
    small.desk().mark("why_sort", ["ada", "ben", "cem"], frozenset({"middle"}))
    second = small.desk(second="bo")
    assert second.done("why_sort") == frozenset()
    assert second.given("why_sort", "ada").mark == ""
    second.mark("why_sort", ["ada"], frozenset({"middle"}))
    second.mark("why_sort", ["ben"], None, 2.0)
    assert second.both("why_sort") == [("ada", 6.0, 6.0), ("ben", 6.0, 2.0)]
    assert (small.out / "marks.bo.csv").exists()
    assert table(small)["ben"]["mark"] == "6"
    assert second.both("why_sort") != small.desk().both("why_sort") == []


@pytest.mark.parametrize("name", ["../up", "a b", "x" * 41])
def test_a_second_markers_name_is_a_plain_one(small: Any, name: str) -> None:
    """The name becomes a file's: nothing else may hide in it."""
    with pytest.raises(UserError, match="no name for a second marker"):
        Store(small.out, name)


def test_a_run_that_writes_is_waited_for(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """While `grade` writes into the folder a key waits, then says who is in the way; nothing is half written."""
    monkeypatch.setattr("autograder.classroom.desk_store.PATIENCE", 0.1)
    store = small.desk().store
    with only_writer(small.out), pytest.raises(UserError, match="is writing its results here"):
        store.write({("ada", "why_sort"): Written("3")})
    assert store.marks() == {}
    store.write({("ada", "why_sort"): Written("3")})
    assert store.marks() == {("ada", "why_sort"): Written("3")}


def test_a_log_that_a_kill_cut_short(small: Any) -> None:
    """Half a line costs what was seen in one answer, never a mark, and the next line stands by itself."""
    desk = small.desk()
    desk.mark("why_sort", ["ada"], frozenset({"middle"}))
    desk.mark("why_sort", ["dia"], SORTED)
    log = small.out / "desk.jsonl"
    log.write_bytes(log.read_bytes()[:-40])
    again = small.desk()
    assert again.done("why_sort") == {"ada", "dia"}
    assert again.given("why_sort", "dia").found is None
    again.mark("why_sort", ["eva"], SORTED)
    assert small.desk().given("why_sort", "eva").found == SORTED


def test_marks_teach(make_class: Callable[..., Any]) -> None:
    """Sixty answers in words that no pattern knows: once half are marked, the others are read as they were."""
    answers = {f"s{n:02}": f"Each side holds equally many numbers, case {n}." for n in range(0, 60, 2)}
    answers |= {f"s{n:02}": f"Because computers like tidy tables, case {n}." for n in range(1, 60, 2)}
    small = make_class(answers)
    desk = small.desk()
    assert desk.sheets["why_sort"].proposal("s50").points == 0
    for number in range(44):
        desk.mark("why_sort", [f"s{number:02}"], frozenset({"middle"}) if number % 2 == 0 else frozenset())
    desk.learn("why_sort")
    assert desk.sheets["why_sort"].proposal("s50").points == 6
    assert desk.sheets["why_sort"].proposal("s51").points == 0


def test_a_desk_that_is_opened_again_learns_beside_marking(make_class: Callable[..., Any]) -> None:
    """It opens with the course's proposals, and takes up what earlier evenings taught while the first are read."""
    answers = {f"s{n:02}": f"Each side holds equally many numbers, case {n}." for n in range(0, 60, 2)}
    answers |= {f"s{n:02}": f"Because computers like tidy tables, case {n}." for n in range(1, 60, 2)}
    small = make_class(answers)
    desk = small.desk()
    assert MarkingDesk(small.course, small.out, at_once=True).unlearned == []
    for number in range(44):
        desk.mark("why_sort", [f"s{number:02}"], frozenset({"middle"}) if number % 2 == 0 else frozenset())
    again = MarkingDesk(small.course, small.out, at_once=True)
    assert again.unlearned == ["why_sort"]
    assert again.sheets["why_sort"].proposal("s50").points == 0
    Learning(again).catch_up()
    while not again.version:
        time.sleep(0.01)
    assert again.sheets["why_sort"].proposal("s50").points == 6
    assert small.desk().sheets["why_sort"].proposal("s50").points == 6  # as one that learns before it opens


def test_nothing_to_mark_is_said(small: Any) -> None:
    """A folder without results, and one in which nothing waits, are a sentence each."""
    with pytest.raises(UserError, match="Run `autograder grade"):
        Store(small.out.parent)
    write_reviews(small.out / "reviews.csv", [])
    with pytest.raises(UserError, match="no answer waits"):
        small.desk()


MARKS_WITHOUT_END = """
import itertools, sys
from pathlib import Path
from autograder.classroom.desk import MarkingDesk
from autograder.course.manifest import load_course
desk = MarkingDesk(load_course(Path(sys.argv[1]), with_solutions=True), Path(sys.argv[2]))
for number in itertools.count():
    student = ("ada", "ben", "cem", "dia")[number % 4]
    desk.mark("why_sort", [student], None, number % 100 / 10)
    print(student, f"{number % 100 / 10:g}", flush=True)
"""


@pytest.mark.parametrize("keys", [3, 17])
def test_a_kill_in_the_middle_loses_no_key(small: Any, keys: int) -> None:
    """Whatever was confirmed before kill -9 stands in the table, or the mark that came right after it."""
    command = [sys.executable, "-c", MARKS_WITHOUT_END, str(small.course.root), str(small.out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().split() for _ in range(keys)]
        process.send_signal(signal.SIGKILL)
        said += [line.split() for line in process.stdout if line.endswith("\n")]
    last = dict(said)
    student, number = ("ada", "ben", "cem", "dia")[len(said) % 4], len(said)
    under_way = {student: f"{number % 100 / 10:g}"}
    desk = small.desk()
    stands = {name: desk.given("why_sort", name).mark for name in last}
    assert stands in (last, {**last, **{k: v for k, v in under_way.items() if k in last}})
    desk.mark("why_sort", ["eva"], SORTED)
    assert table(small)["eva"]["mark"] == "4"
    assert {path.name for path in small.out.iterdir()} == {
        *(".lock", "desk.jsonl", "marks.csv", "results.jsonl", "reviews.csv"),
    }


def test_copies_stand_together_and_come_first(small: Any) -> None:
    """Whatever was recognised in each: one decision for them, after a look that no reading makes needless."""
    write_alike(small.out, small.course, Alike({"why_sort": (("007", "eva"),)}))
    desk = small.desk()
    assert desk.sheets["why_sort"].group_of("eva") == ("eva", "007")
    assert desk.rest("why_sort")[:2] == ["eva", "007"]
    shown = state(desk, "why_sort", "eva")["item"]
    assert shown["copied"]
    assert [one["student"] for one in shown["like"]] == ["007"]
    assert shown["reason"].endswith("Nearly the same words as another answer.")
    write_alike(small.out, small.course, Alike())
    small.desk().mark("why_sort", ["ada"], frozenset())
    desk.look()
    assert not state(desk, "why_sort", "eva")["item"]["copied"]


def test_the_words_beside_a_proposal_are_those_of_the_proposal(make_class: Callable[..., Any]) -> None:
    """Where marks of this class have taught what no pattern knows, the page does not say that nothing was found."""
    answers = {f"s{n:02}": f"Number {n} of them are smaller than it and as many are greater." for n in range(30)}
    desk = make_class(answers).desk()
    before = state(desk, "why_sort", "s29")["item"]
    assert (before["proposed"], "No concept was recognised." in before["reason"]) == ("0", True)
    for n in range(29):
        desk.mark("why_sort", [f"s{n:02}"], frozenset({"middle"}))
    desk.learn("why_sort")
    after = state(desk, "why_sort", "s29")["item"]
    assert (after["proposed"], "No concept was recognised." in after["reason"]) == ("6", False)
    assert "rests on answers marked before" in after["reason"]


def test_the_desk_opens_at_the_question_with_the_most_to_decide(small: Any) -> None:
    """A program that nobody could find waits too, and comes first in the course: it has nothing to decide on."""
    lost = Review("ada", "median", "The middle value", "", "40", "There is no median.py.", "", "median.py", "d2")
    known = [row for row, _ in read_reviews(small.out / "reviews.csv")]
    write_reviews(small.out / "reviews.csv", [lost, *known])
    desk = small.desk()
    assert list(desk.sheets) == ["median", "why_sort"]
    assert desk.fullest() == "why_sort"
    desk.accept_rest("why_sort", len(desk.proposed("why_sort")))
    assert desk.fullest() == "median"
