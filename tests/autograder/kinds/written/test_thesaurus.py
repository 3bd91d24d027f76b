"""The course's thesaurus: words for one idea, in patterns and for the second reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.kinds.written.mark import Marker
from autograder.kinds.written.rubric import load_rubric

RUBRIC = """\
version: 1
exercise: why
question: Why does it sort?
sets:
  MANY: [many]
concepts:
  - {id: lost, points: 1, says: Something is lost., patterns: ["@LOSE _ @MANY"]}
"""


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    (tmp_path / "thesaurus.yaml").write_text("LOSE: [lose*, forget*, 'fall|falls out']\nMANY: [plenty]\n")
    path = tmp_path / "why.yaml"
    path.write_text(RUBRIC)
    return path


def test_a_pattern_may_name_an_idea_and_a_rubrics_own_set_goes_first(rubric: Path) -> None:
    """`@LOSE` is the thesaurus's; of two sets of one name the rubric's is meant."""
    marker = Marker(load_rubric(rubric))
    assert list(marker.mark("It forgets many things.").concepts) == ["lost"]
    assert list(marker.mark("It falls out many times.").concepts) == ["lost"]
    assert marker.mark("It forgets plenty of things.").concepts == {}


def test_the_second_reader_sees_ideas(rubric: Path) -> None:
    """Two words for one idea are the same to it, and another thing where they are denied."""
    traits = Marker(load_rubric(rubric)).traits
    plain, other, denied = (
        traits.of(f"The box {words} plenty of it.")[3] for words in ("loses", "forgets", "does not lose")
    )
    assert plain == other
    assert plain["LOSE MANY"] == 1
    assert denied["not LOSE not MANY"] == 1


def test_a_stem_within_reach_of_a_denial_is_another(rubric: Path) -> None:
    """ "Not lost" and "lost" share no stem."""
    traits = Marker(load_rubric(rubric)).traits
    assert "lost" in traits.of("It is lost.")[1]
    assert "lost" not in traits.of("It is not lost.")[1]


def test_a_course_without_a_thesaurus_has_no_ideas(rubric: Path) -> None:
    """The file is optional."""
    (rubric.parent / "thesaurus.yaml").unlink()
    rubric.write_text(RUBRIC.replace("@LOSE", "lose*"))
    assert load_rubric(rubric).ideas == {}


@pytest.mark.parametrize(("text", "line"), [("- lose", 1), ("A: [a]\nB: b", 2), ("A: [a]\nB: [not, no]", 2)])
def test_what_is_no_thesaurus_is_said_with_its_line(rubric: Path, text: str, line: int) -> None:
    """A list, a word for a list, and an unquoted `no`, which YAML reads as false."""
    path = rubric.parent / "thesaurus.yaml"
    path.write_text(text)
    with pytest.raises(CourseError) as caught:
        load_rubric(rubric)
    assert str(caught.value).startswith(f"{path}:{line}:") or f"{path}, line {line}" in str(caught.value)


def test_a_pattern_of_an_idea_that_cannot_be_read_is_said(rubric: Path) -> None:
    """An idea that begins with a gap is no idea: the error names the thesaurus."""
    path = rubric.parent / "thesaurus.yaml"
    path.write_text("LOSE: ['_ out']\n")
    with pytest.raises(CourseError, match=r"thesaurus\.yaml"):
        load_rubric(rubric)
