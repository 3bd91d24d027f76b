"""What readers have learned is kept: another process reads the same marks, sooner."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.kinds.written import grader as graders
from autograder.kinds.written import taught
from autograder.kinds.written.answers import Labelled, course_answers
from autograder.kinds.written.grader import marker_for, rubric_path
from autograder.kinds.written.nonsense import NonsenseReader
from autograder.kinds.written.second import SecondReader
from autograder.kinds.written.taught import Learned, kept_for, not_kept, packed_words, shipping, words_in

EXERCISE = "why_softmax"
READS = (EXERCISE, "its rubric", "what was handed out")
TRUSTING = Path(__file__).parents[3] / "courses" / "trusting"
SOME = [Labelled("", "a set", "They are shares.", frozenset({"sum1", "positive"}), frozenset(), 0.65)]
CONCEPTS = ["positive", "sum1", "mixture", "interp"]


@pytest.fixture(scope="module")
def course(repository: Path) -> Course:
    return load_course(repository, with_solutions=True)


@pytest.fixture(scope="module")
def answers(course: Course) -> list[Labelled]:
    """Enough to learn from."""
    return list(course_answers(rubric_path(course, course.exercise(EXERCISE))))[:160]


def never() -> Learned:
    raise AssertionError("this is known")


def test_what_is_kept_reads_as_what_was_learned(answers: list[Labelled], tmp_path: Path) -> None:
    """To the last bit, by both readers, of answers that they were taught with and of others."""
    keep = kept_for(READS, SOME, tmp_path)
    second, nonsense = SecondReader(answers, CONCEPTS, None, ["hardmax"]), NonsenseReader(answers)
    for _ in range(2):  # the first fills, the second reads
        again, also = SecondReader(answers, CONCEPTS, None, ["hardmax"], keep), NonsenseReader(answers, keep)
        assert (again.names, again.knows) == (second.names, second.knows)
        for text in (answers[0].text, "Softmax makes shares of a whole. It never learns.", "", "zebra"):
            assert again.read(text) == second.read(text)
            assert also.doubt([tuple(text.split())]) == nonsense.doubt([tuple(text.split())])
    assert len(list(tmp_path.iterdir())) == 2
    assert keep("second", never)["names"].size


def test_readers_that_learned_nothing_are_kept_too(answers: list[Labelled], tmp_path: Path) -> None:
    """Of few answers nothing is learned, and that is known as well."""
    keep = kept_for(READS, SOME, tmp_path)
    for _ in range(2):
        assert not SecondReader(answers[:5], CONCEPTS, keep=keep).knows
        assert NonsenseReader(answers[:5], keep).doubt([("a", "b")]) == -1.0
    assert keep("nonsense", never) == {}


def test_what_it_rests_on_or_the_engine_is_learned_from_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's name follows from what the readers read, the engine, the machine and the answers."""
    digests = {"engine_digest": "e", "machine_digest": "m"}

    def learns(reads: Sequence[str] = READS, answers: Sequence[Labelled] = SOME) -> bool:
        for name, value in digests.items():
            monkeypatch.setattr(taught.digest, name, lambda *_, value=value: value)
        asked = []

        def learn() -> Learned:
            asked.append(True)
            return {"a": np.ones(1)}

        kept_for(reads, answers, tmp_path)("second", learn)
        return bool(asked)

    assert learns()
    assert not learns()
    for name in digests:
        digests[name] = "another"
        assert learns()
        assert not learns()
    assert learns(("same_core", *READS[1:]))
    assert learns(answers=())
    assert learns(answers=[replace(SOME[0], concepts=frozenset({"sum1"}))])
    assert not learns()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What each marker that is made says its readers rest on."""
    said: list[tuple[str, ...]] = []
    monkeypatch.setattr(graders, "kept_for", lambda rests_on, answers, **_: said.append(rests_on) or not_kept)
    return said


@pytest.mark.parametrize(
    ("file", "old", "new", "teaches"),
    [
        ("solutions/rubrics/why.yaml", "question:", "question: Say", True),
        ("solutions/rubrics/thesaurus.yaml", "", "LOSE: [lose]\n", True),
        ("course.yaml", "A card about yourself", "A card", True),
        ("tests/hidden/test_doubled.py", "", "# mended\n", False),
        ("course.yaml", "", "# mended\n", False),
    ],
)
def test_what_no_reader_reads_is_nothing_to_learn_from(
    file: str, old: str, new: str, teaches: bool, tmp_path: Path, asked: list[tuple[str, ...]]
) -> None:
    """A check that is mended or a comment costs no learning; the rubric, its words and what was handed out do."""
    root = shutil.copytree(TRUSTING, tmp_path / "course")

    def rests_on() -> tuple[str, ...]:
        course = load_course(root)
        marker_for(course, next(one for one in course.exercises if one.kind == "written"))
        return asked[-1]

    before = rests_on()
    assert rests_on() == before
    text = (root / file).read_text(encoding="utf-8") if (root / file).exists() else ""
    (root / file).write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    assert (rests_on() != before) is teaches


@pytest.fixture
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a page."""
    monkeypatch.setattr(taught, "_cache_folder", lambda: None)


def ship(folder: Path, reads: Sequence[str], learned: dict[str, Learned]) -> dict[str, bytes]:
    files = dict(shipping(reads, SOME, learned))
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return files


def test_what_is_shipped_need_not_be_learned(answers: list[Labelled], no_cache: None, tmp_path: Path) -> None:
    """Where nothing can be kept both readers read what came with the course, to the last bit, and learn nothing."""
    learned: dict[str, Learned] = {}

    def noted(name: str, learn: Callable[[], Learned]) -> Learned:
        return learned.setdefault(name, learn())

    second, nonsense = SecondReader(answers, CONCEPTS, None, ["hardmax"], noted), NonsenseReader(answers, noted)
    assert ship(tmp_path / "learned", READS, learned) == dict(shipping(READS, SOME, learned))
    keep = kept_for(READS, SOME, shipped=tmp_path / "learned")
    assert keep("second", never).keys() == learned["second"].keys()
    again, also = SecondReader(answers, CONCEPTS, None, ["hardmax"], keep), NonsenseReader(answers, keep)
    for text in (answers[0].text, "Softmax makes shares of a whole. It never learns.", ""):
        assert again.read(text) == second.read(text)
        assert also.doubt([tuple(text.split())]) == nonsense.doubt([tuple(text.split())])


@pytest.mark.parametrize("reads", [READS, ("another", *READS[1:])])
def test_what_was_learned_from_something_else_is_not_used(
    reads: tuple[str, ...], no_cache: None, tmp_path: Path
) -> None:
    """A rubric that was changed since, or nothing that was shipped, has the readers learn."""
    ship(tmp_path / "learned", READS, {"second": {"a": np.zeros(1)}})
    for folder, learns in ((tmp_path / "learned", reads != READS), (tmp_path / "nowhere", True)):
        got = kept_for(reads, SOME, shipped=folder)("second", lambda: {"a": np.ones(1)})
        assert got["a"].tolist() == [1.0 if learns else 0.0]


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _text(file: Path) -> None:
    file.write_text("no arrays", encoding="utf-8")


def _objects(file: Path) -> None:
    with file.open("wb") as out:
        np.savez(out, names=np.array([{"code": 1}], dtype=object))


@pytest.mark.parametrize("damage", [_truncated, _empty, _text, _objects])
def test_a_damaged_file_is_learned_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Whatever stands in it, and nothing in it is run."""
    keep = kept_for(READS, SOME, tmp_path)
    keep("second", lambda: {"a": np.arange(9.0)})
    (file,) = tmp_path.iterdir()
    damage(file)
    assert keep("second", lambda: {"a": np.arange(9.0)})["a"].tolist() == list(range(9))
    assert keep("second", never)["a"].tolist() == list(range(9))


def test_where_nothing_can_be_kept_it_is_learned_each_time(tmp_path: Path) -> None:
    """A home that is a file, or is not to be written to, stops nobody."""
    (tmp_path / "home").write_text("", encoding="utf-8")
    keep = kept_for(READS, SOME, tmp_path / "home" / "taught")
    for _ in range(2):
        assert keep("second", lambda: {"a": np.ones(1)})["a"].tolist() == [1.0]


def test_few_files_are_kept(tmp_path: Path) -> None:
    """The oldest go."""
    keep = kept_for(READS, SOME, tmp_path)
    for place in range(taught.MOST + 3):
        keep(str(place), lambda: {"a": np.ones(1)})
        for file in tmp_path.iterdir():  # each is older than the next, whatever the clock's steps are
            os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns - 10**9))
    assert len(list(tmp_path.iterdir())) == taught.MOST
    keep(str(taught.MOST + 2), never)


def test_texts_are_packed_as_they_are() -> None:
    """Of any letters."""
    words = ["a b", "ü\n", "\U0001f600", ""]
    assert words_in(packed_words(words)) == words
