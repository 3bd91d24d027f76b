"""A small quiz with a question of each kind, and what the tests do with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.kinds.quiz.key import Item, read_key
from autograder.kinds.stubs import stub_changes

KEY = """\
questions:
  - id: middle
    kind: one
    title: The middle of five
    prompt: Which of five sorted numbers is their median?
    points: 2
    says: As many numbers lie below it as above.
    options:
      a: {text: The first, says: That is the smallest., misconception: smallest}
      b: {text: The third, right: true, says: Two lie on each side.}
      c: {text: Their mean, says: That one moves with every number., misconception: mean_not_median}
  - id: moves
    kind: several
    title: What moves the mean
    prompt: |-
      Look at this list.

        1 | 2 | 300

      What would change its mean?
    says: Every number has its share in the mean.
    options:
      a: {text: A larger 300, right: true, says: Yes.}
      b: {text: Another order, says: A sum knows no order., misconception: order_counts}
      c: {text: A smaller 1, right: true, says: Yes.}
      d: {text: Other names, says: Names are no numbers., misconception: names_count}
  - id: area
    kind: numeric
    title: A strip of area
    prompt: The curve is at {left} and then at {right}; the step is 2. What is the trapezoid's area?
    says: The mean height times the step.
    numbers: {left: [1, 3, 5], right: [2, 8, 12.5]}
    answer: (left + right) / 2 * 2
    within: 0.01
    wrong:
      - {answer: left * 2, says: That takes the left height alone., misconception: left_only}
      - {answer: right * 2, says: That takes the right height alone., misconception: right_only}
  - id: steps
    kind: ordering
    title: Steps to a median
    prompt: In which order is a median found?
    says: Only a sorted list has a middle.
    steps: {a: take the middle, b: read the numbers, c: sort them, d: say it}
    order: [b, c, a, d]
    wrong:
      - {order: [b, a, c, d], says: The middle of an unsorted list means nothing., misconception: unsorted}
  - id: words
    kind: matching
    title: What the words mean
    prompt: What belongs to what?
    says: The mode is the most frequent one.
    left: {mean: the mean, median: the median}
    right: {x: the middle one, y: the sum over the count, z: the most frequent}
    pairs: {mean: y, median: x}
    wrong:
      - {pair: [median, z], says: That is the mode., misconception: mode}
  - id: gaps
    kind: cloze
    title: Fill the gaps
    prompt: Before the ___ is taken, the list is ___.
    says: Sort first.
    blanks:
      - {accept: [middle, middle one], wrong: [{accept: [mean], says: Not the mean., misconception: mean_not_median}]}
      - {accept: [sorted, ordered]}
"""
MANIFEST = """\
version: 1
name: measures
exercises:
  - {id: quiz, title: "Test yourself", kind: quiz, file: quiz.yaml, points: 14}
"""


@pytest.fixture(scope="session")
def key_text() -> str:
    """The key as its author wrote it."""
    return KEY


@pytest.fixture(scope="session")
def items() -> dict[str, Item]:
    """The questions by id."""
    return {item.question.id: item for item in read_key(KEY, Path("quiz.yaml"))}


@pytest.fixture
def quiz_course(tmp_path: Path) -> Course:
    """A course of its own that holds the quiz alone."""
    root = tmp_path / "course"
    (root / "solutions").mkdir(parents=True)
    (root / "exercises").mkdir()
    (root / "course.yaml").write_text(MANIFEST)
    (root / "solutions" / "quiz.yaml").write_text(KEY)
    course = load_course(root, require_stubs=False)
    for path, text in stub_changes(course).items():
        path.write_text(text)
    return load_course(root, with_solutions=True)
