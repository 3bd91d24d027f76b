"""What the desk proposes for an answer, before and after this class's marks have taught it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.desk_reader import ClassReader, Taught
from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.rubric import Rubric, load_rubric

RUBRIC = """\
version: 1
exercise: median
question: Why is the median steadier than the mean?
concepts:
  - {id: middle, points: 0.6, says: It is the middle of the sorted values., patterns: ["middle _ sorted"]}
  - {id: outliers, points: 0.4, says: A few extreme values hardly move it., patterns: ["robust _ outliers"]}
"""
SAID = {
    "middle": ("It is the middle of the sorted values", "The middle of the sorted list is what it takes"),
    "outliers": ("it is robust against outliers", "being robust to outliers is what it does"),
    "": ("I like this course", "it is the mean of all the numbers", "the teacher is friendly", "one adds them up"),
}
KEYWORDS = "median, robust outliers, middle sorted values, list, extreme values"


@pytest.fixture(scope="module")
def rubric(tmp_path_factory: pytest.TempPathFactory) -> Rubric:
    path: Path = tmp_path_factory.mktemp("rubric") / "median.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    return load_rubric(path)


@pytest.fixture(scope="module")
def known() -> list[Labelled]:
    rows = [({name}, text) for name, texts in SAID.items() for text in texts]
    rows += [(a | b, f"{s}. {t}") for a, s in rows for b, t in rows if s != t]
    return [
        Labelled(str(n), "median", text, frozenset(said - {""}), frozenset(), 0.0)
        for n, (said, text) in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def keywords(rubric: Rubric, known: list[Labelled]) -> Marked:
    marked = Marker(rubric, known).mark(KEYWORDS)
    assert "list" in marked.flags
    assert marked.score == 0
    return marked


def test_keywords_are_proposed_as_the_table_has_them(rubric: Rubric, known: list[Labelled], keywords: Marked) -> None:
    """Words of right answers side by side are worth at the desk what they are worth in reviews.csv: nothing."""
    read = ClassReader(rubric, known).read(KEYWORDS, keywords)
    assert (read.share, read.concepts) == (0, frozenset())
    assert read.sure < 0.6
    assert read.other


def test_a_class_in_which_keywords_are_credited_is_learned_from(
    rubric: Rubric, known: list[Labelled], keywords: Marked
) -> None:
    """Once a person has given points for keywords, the next ones are read like any other answer."""
    both = frozenset({"middle", "outliers"})
    one = Taught(KEYWORDS, both, keywords)
    assert ClassReader(rubric, known, [one]).read(KEYWORDS, keywords).share == 0
    assert ClassReader(rubric, known, [one] * 4).read(KEYWORDS, keywords).concepts == both
    refused = Taught(KEYWORDS, frozenset(), keywords)
    assert ClassReader(rubric, known, [one, refused] * 4).read(KEYWORDS, keywords).share == 0
