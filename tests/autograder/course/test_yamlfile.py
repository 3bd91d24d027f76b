"""yamlfile: hand-written YAML, read strictly."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.yamlfile import MAX_CHARACTERS, read_yaml
from autograder.course.yamltree import MAX_DEPTH
from autograder.errors import CourseError

HERE = Path("form.yaml")

leaves = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False) | st.text()
documents = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


@given(documents)
def test_plain_data_survives_a_round_trip(data: object) -> None:
    """What PyYAML writes from plain data is read back as the same data."""
    text = yaml.safe_dump(data)
    assert read_yaml(text, HERE).data == yaml.safe_load(text) == data


@given(st.text() | st.text(alphabet="{}[]:-,&*!|>'\"#%@`?<=a1.~ \n\t", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text, nor any tangle of YAML's own signs, makes the reader raise anything but a CourseError."""
    with contextlib.suppress(CourseError):
        read_yaml(text, HERE)


@given(
    st.text(alphabet="[]{}:-?,&*!|>'\"#a1 \n\t", max_size=60)
    | st.integers(1, 130).map(lambda n: "- " * n + "[{" * (n // 3))
)
def test_a_text_reads_as_one_that_is_gone_through_for_tricks(text: str) -> None:
    """What only looks as if it had an anchor is read with more care, and gives the same data or the same words."""

    def said(first_line: str) -> str:
        try:
            return repr(read_yaml(first_line + text, HERE))
        except CourseError as error:
            return str(error)

    assert said("# aa\n") == said("# &a\n")


def test_every_part_knows_its_line() -> None:
    """A place leads to the line where the part stands; a place that does not exist, to its nearest parent."""
    document = read_yaml("a: 1\nb:\n  - x\n  - y:\n      2\n", HERE)
    assert [document.line(place) for place in [("a",), ("b",), ("b", 1), ("b", 1, "y"), ("b", 7), ("c",)]] == [
        *(1, 2, 4, 4, 2, 1)
    ]


def test_dates_stay_text() -> None:
    """A date is the text that was written, not an object."""
    assert read_yaml("due: 2026-03-01", HERE).data == {"due": "2026-03-01"}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: [1, 2\n", 3, "not valid YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is given twice"),
        ("a: &x 1\n", 1, "anchors"),
        ("a: 1\nb: *x\n", 2, "anchors"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "tag"),
        ("a: !!float abc\n", 1, "cannot be read"),
        ("? [1, 2]\n: 3\n", 1, "a key must be"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("a:\n  b: 1\n <<: 2\n", 3, "not valid YAML"),
        (f"n: {'9' * 5000}\n", 1, "cannot be read"),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, line: int, says: str) -> None:
    """A part that cannot stand gives a CourseError with file, line and reason."""
    with pytest.raises(CourseError) as caught:
        read_yaml(text, HERE)
    assert (caught.value.where, caught.value.line) == (HERE, line)
    assert says in str(caught.value)


def test_nesting_is_bounded() -> None:
    """Deep nesting is refused before anything is built from it, one level less is read."""
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, HERE).data
    for depth in (MAX_DEPTH + 1, 50_000):
        with pytest.raises(CourseError, match="nested"):
            read_yaml("[" * depth + "]" * depth, HERE)


def test_a_slip_in_a_flat_file_is_no_nesting() -> None:
    """Brackets that are closed, or stand in quotes, are not taken for depth when something else is wrong."""
    for text in ("- [a]\n" * 50 + "- ]\n", "- '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[['\n- ]\n"):
        with pytest.raises(CourseError, match="not valid YAML"):
            read_yaml(text, HERE)


def test_length_is_bounded() -> None:
    """A text that is too long is refused unread."""
    with pytest.raises(CourseError, match="longer than 256 KiB"):
        read_yaml("[" * (MAX_CHARACTERS + 1), HERE)


def test_an_empty_file_is_nothing() -> None:
    """An empty document, or one of comments only, is None."""
    assert read_yaml("", HERE).data is None
    assert read_yaml("# nothing\n", HERE).data is None


FRAME = "This line frames a text in a chat or on a web page: delete it, and the one at the end."
MERGE = "This line is the mark of a merge that is not finished: keep one version, delete the marks."


@pytest.mark.parametrize(
    ("wrong", "line", "fix"),
    [
        ("\tpoints: 40", 5, "Indent with blanks."),
        ("    \tpoints: 40", 5, "Indent with blanks."),
        ("    points:40", 5, "Put a blank behind the colon."),
        ("    title:a\n    points: 4", 5, "Put a blank behind the colon."),
        ("    title: a: b", 5, "The text has a colon in it: put quotes around the text."),
        ("     title: a", 5, "Look for a missing quote, colon or indent."),
        ("```yaml", 5, FRAME),
        ("```", 5, FRAME),
        ("<<<<<<< HEAD", 5, MERGE),
        ("=======", 5, MERGE),
    ],
)
def test_an_error_names_the_line_that_is_wrong(wrong: str, line: int, fix: str) -> None:
    """Not the one after it, where the reader noticed; and a tab for what it is."""
    text = f"name: a\nexercises:\n  - id: median\n    file: median.py\n{wrong}\n    lesson: x\n"
    with pytest.raises(CourseError) as error:
        read_yaml(text, HERE)
    assert (error.value.line, error.value.fix) == (line, fix)
