"""rubric/patterns: the little language in which a rubric says what it looks for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.kinds.written.patterns import Compiler, PatternError, Reader

WORDS = ("sort", "sorted", "the", "list", "middle", "of", "mean")


def finds(source: str, sentence: str, **sets: list[str]) -> bool:
    pattern = Compiler(sets).pattern(source)
    return any(True for _ in pattern.find(Reader(tuple(sentence.split()))))


@pytest.mark.parametrize(
    ("source", "sentence", "found"),
    [
        ("middle", "take the middle one", True),
        ("middle", "take the mid one", False),
        ("sort*", "a sorted list", True),
        ("sort*", "a resorted list", False),
        ("mean|middle", "the middle", True),
        ("sort* list", "sort list", True),
        ("sort* list", "sort the list", False),
        ("sort* _ list", "sort the long old list", True),
        ("sort* _ list", "sort the very long old list", False),
        ("sort* __ list", "sort a b c d e f g h list", True),
        ("sort* __ list", "sort a b c d e f g h i list", False),
        ("sort* _ _ list", "sort a b c d e f list", True),
        ("@ORDER _ list", "order the list", True),
        ("@ORDER _ list", "put in order this list", True),
        ("middle & sorted", "sorted first then the middle", True),
        ("middle & sorted", "the middle", False),
        ("middle & !mean", "the middle", True),
        ("middle & !mean", "the mean is the middle", False),
    ],
)
def test_what_a_pattern_finds(source: str, sentence: str, found: bool) -> None:
    """Words, beginnings, alternatives, gaps of three and eight words, sets, both, and without."""
    assert finds(source, sentence, ORDER=["sort*", "order*", "put in order"]) is found


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_gaps_agree_with_regular_expressions(sentence: list[str], first: str, second: str) -> None:
    """`a _ b` finds what the expression for "a, up to three words, b" finds, in any sentence."""
    text = " ".join(sentence)
    for mark, most in (("_", 3), ("__", 8)):
        expression = rf"\b{first}(?: \S+){{0,{most}}} {second}\b"
        assert finds(f"{first} {mark} {second}", text) == (re.search(expression, text) is not None)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("@NOSET", "there is no set @NOSET"),
        ("_ list", "begins or ends with a gap"),
        ("list _", "begins or ends with a gap"),
        ("!list", "there is nothing that it looks for"),
        ("list &", "holds no word"),
        ("a|", "there is an empty alternative"),
        ("@A", "the sets @A and @B and @A name each other"),
    ],
)
def test_a_pattern_that_cannot_be_read(source: str, reason: str) -> None:
    """The reason is a sentence for the author of the rubric."""
    with pytest.raises(PatternError, match=re.escape(reason)):
        Compiler({"A": ["@B"], "B": ["@A"]}).pattern(source)


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=10),
    st.lists(st.sampled_from(("sort*", "sort* _ list", "@ORDER", "mean|@ORDER & list", "middle & !mean", "@TWICE of"))),
)
def test_what_is_passed_over_would_not_match(sentence: list[str], sources: list[str]) -> None:
    """A pattern finds the same in company as alone, where nothing else could keep it from being looked for."""
    sets = {"ORDER": ["sorted the", "the middle"], "TWICE": ["@ORDER", "mean of|the mean"]}
    compiler = Compiler(sets)
    for source, pattern in [(source, compiler.pattern(source)) for source in sources]:
        parts = [part for part in pattern.parts if not Reader(sentence).chain(part)]
        assert list(pattern.find(Reader(sentence))) == list(Compiler(sets).pattern(source).find(Reader(sentence)))
        if not parts and not pattern.without and len(pattern.parts) == 1:
            assert list(pattern.find(Reader(sentence))) == Reader(sentence).chain(pattern.parts[0])
