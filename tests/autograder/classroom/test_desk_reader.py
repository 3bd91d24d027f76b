"""What the desk proposes for an answer, before and after this class's marks have taught it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.desk_reader import ClassReader, Taught
from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.rubric import Rubric, load_rubric
from autograder.kinds.written.statement import Evidence
from autograder.kinds.written.weighing import LIKENESS

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
CLEARLY_NOT = 1 / (1 + math.e)
"""The chance at log odds of -1."""
BY_LIKENESS = (Evidence("the middle", LIKENESS),)
HALF_SAID = (
    "it is the middle of the list",
    "it is robust",
    "it is robust to the mean of the sorted numbers",
    "the teacher is in the middle",
    "one adds up what is sorted",
    "numbers do not move it",
)
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


def test_a_proposal_stands_until_it_is_clearly_unlikely(rubric: Rubric, known: list[Labelled]) -> None:
    """Where the readers lean a little against what the table proposes, the desk proposes it all the same, and is in
    doubt; where they are clearly against it, it does not."""
    reader, marker, stood = ClassReader(rubric, known), Marker(rubric, known), 0
    for text in HALF_SAID:
        marked = marker.mark(text)
        for proposed in (frozenset[str](), frozenset({"middle"}), frozenset({"outliers"}), frozenset(SAID) - {""}):
            read = reader.read(text, replace(marked, concepts=dict.fromkeys(sorted(proposed), BY_LIKENESS), flags=()))
            as_likely = {name: one if name in proposed else 1 - one for name, one in read.chances.items()}
            assert read.concepts == proposed ^ {name for name, one in as_likely.items() if one < CLEARLY_NOT}
            if read.concepts == proposed and min(as_likely.values()) < 0.5:
                assert read.sure < 0.5
                stood += 1
    assert stood, "nothing was proposed that the readers lean against"


def test_how_sure_a_reading_is_counts_every_way_to_its_points(tmp_path: Path) -> None:
    """Two concepts of the same worth, one of them said: whichever it is, the points are the same."""
    path = tmp_path / "median.yaml"
    path.write_text(RUBRIC.replace("0.6", "0.5").replace("0.4", "0.5"), encoding="utf-8")
    rubric = load_rubric(path)
    marked = Marker(rubric).mark("It is the middle of the sorted values.")
    read = ClassReader(rubric, ()).read("It is the middle of the sorted values.", marked)
    assert read.chances == {"middle": 0.8, "outliers": 0.2}
    assert read.sure == pytest.approx(0.8 * 0.8 + 0.2 * 0.2)
