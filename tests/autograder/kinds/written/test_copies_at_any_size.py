"""Copies are found among answers on the disk as they are among answers in memory: nothing is missed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.kinds.written import copies as module
from autograder.kinds.written.copies import ALIKE, FEWEST, RUN, Copies, copies

WORDS = [f"word{number}" for number in range(60)]


@st.composite
def classes(draw: st.DrawFn, most: int) -> dict[str, str]:
    """A class in which some wrote by themselves and others changed a few words of somebody's answer."""
    seeds = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=8, max_size=40), min_size=1, max_size=6))
    answers = {}
    for number in range(draw(st.integers(2, most))):
        words = list(draw(st.sampled_from(seeds)))
        for place, word in draw(st.lists(st.tuples(st.integers(0, 39), st.sampled_from(WORDS)), max_size=3)):
            words[place % len(words)] = word
        answers[f"{draw(st.sampled_from(['ü', 'a', chr(0xD800)]))}{number}"] = draw(
            st.sampled_from([" ", ", ", "\n"])
        ).join(words)
    return answers


def all_pairs(answers: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Everybody held against everybody, and chains made of it: no sketch, no file, no number."""
    runs = {}
    for name, text in answers.items():
        words = re.findall(r"\w+", text)
        if len(words) >= FEWEST:
            runs[name] = {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
    groups = [{name} for name in runs]
    for one, two in combinations(runs, 2):
        if len(runs[one] & runs[two]) >= ALIKE * len(runs[one] | runs[two]):
            left, right = (next(group for group in groups if name in group) for name in (one, two))
            if left is not right:
                groups.remove(right)
                left |= right
    place = {name: number for number, name in enumerate(answers)}
    found = [tuple(sorted(group, key=place.__getitem__)) for group in groups if len(group) > 1]
    return sorted(found, key=lambda names: place[names[0]])


@given(classes(most=24))
@settings(max_examples=60, deadline=None)
def test_the_groups_are_those_of_all_pairs(answers: dict[str, str]) -> None:
    """As long as no place is crowded everybody who may be alike is compared, and the chance to miss one is 1e-6."""
    assert copies(answers) == all_pairs(answers)


@given(classes(most=60))
@settings(max_examples=30, deadline=None)
def test_what_is_remembered_changes_nothing(answers: dict[str, str]) -> None:
    """However few answers and pairs are in memory at once, also of a crowd, the same groups are found."""
    wanted = copies(answers)
    with mock.patch.multiple(module, _HELD=1, _REMEMBERED=1):
        assert copies(answers) == wanted


def test_a_crowd_that_copied_from_one_is_one_group() -> None:
    """Of more than are compared with each other; those who wrote by themselves stay out of it."""
    text = " ".join(WORDS[:40])
    answers = {f"student{number}": text.replace(f"word{number % 30} ", "") for number in range(200)}
    answers["alone"] = " ".join(reversed(WORDS))
    (group,) = copies(answers)
    assert group == tuple(f"student{number}" for number in range(200))


def test_answers_lie_on_the_disk() -> None:
    """What a comparison holds in memory does not grow with the class: a number for each, and a bounded rest."""
    import tracemalloc

    def held(students: int) -> int:
        tracemalloc.start()
        with Copies() as found:
            for number in range(students):
                found.add(f"s{number}", " ".join(f"{number}x{word}" for word in range(60)))
            size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return size

    held(10)
    assert held(2000) < 200_000  # the answers are 900 kB, and what Python remembers of questions to a database some 100
