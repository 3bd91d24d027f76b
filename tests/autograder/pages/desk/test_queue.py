"""The queue as plain data: undo, order, groups, risk, agreement."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.desk_groups import essence, groups
from autograder.classroom.desk_queue import (
    NOTHING,
    SKIMMED,
    Change,
    Given,
    Step,
    decisions,
    in_order,
    reverse,
    sheaves,
    to_undo,
)
from autograder.classroom.desk_risk import FEWEST, risk, upper_bound
from autograder.kinds.written.evaluate import agreement
from autograder.pages.desk.highlight import pieces

STUDENTS = ("ada", "ben", "cem")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sets(st.sampled_from(STUDENTS), min_size=1), st.integers(0, 9)),
        st.just("undo"),
    ),
    max_size=25,
)


@dataclass(frozen=True)
class Read:
    sure: float


def step(students: set[str], mark: int, marks: dict[str, Given]) -> Step:
    after = Given(str(mark), "", frozenset())
    return Step("q", "one", tuple(Change(s, marks.get(s, NOTHING), after) for s in sorted(students)))


def applied(marks: dict[str, Given], made: Step) -> dict[str, Given]:
    """The marks once the step is done. The last writer wins."""
    return {**marks, **{change.student: change.after for change in made.changes}}


@given(ACTS)
def test_undo_is_a_stack(acts: list[object]) -> None:
    """Whatever is marked and taken back, the marks are those of a plain stack of snapshots."""
    marks: dict[str, Given] = {}
    steps: list[Step] = []
    stack: list[dict[str, Given]] = []
    for act in acts:
        if act == "undo":
            last = to_undo(steps, "q")
            assert (last >= 0) == bool(stack)
            if stack:
                steps.append(reverse(steps, last, marks))
                marks = {s: g for s, g in applied(marks, steps[-1]).items() if g != NOTHING}
                assert marks == stack.pop()
        else:
            students, mark = act  # type: ignore[misc]
            stack.append(dict(marks))
            steps.append(step(students, mark, marks))
            marks = applied(marks, steps[-1])
    assert len(decisions(steps, "q")) == len(stack)


def test_undo_leaves_what_another_has_marked_since() -> None:
    """The last writer wins, also over an undo."""
    first = step({"ada", "ben"}, 3, {})
    marks = {**applied({}, first), "ben": Given("9")}
    assert [one.student for one in reverse([first], 0, marks).changes] == ["ada"]


def test_undo_is_by_question() -> None:
    """A decision on another question is not taken back."""
    assert to_undo([step({"ada"}, 3, {})], "another") == -1


TEXTS = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text("ab .!", max_size=12), max_size=12)


@given(TEXTS, st.data())
def test_groups_part_the_class(texts: dict[str, str], data: st.DataObject) -> None:
    """Each answer is in one group; equal words of equal findings are together, other findings never."""
    said = {name: data.draw(st.sampled_from("xy")) for name in texts}
    made = groups(texts, said)
    assert sorted(name for group in made for name in group) == sorted(texts)
    place = {name: number for number, group in enumerate(made) for name in group}
    for left in texts:
        for right in texts:
            if said[left] != said[right]:
                assert place[left] != place[right]
            elif essence(texts[left]) == essence(texts[right]):
                assert place[left] == place[right]


@given(TEXTS)
def test_groups_again_are_the_same(texts: dict[str, str]) -> None:
    """Who is left out or marked meanwhile changes no order: the same texts give the same groups."""
    assert groups(texts, {}) == groups(dict(texts), {})


def test_the_contrary_stands_apart_where_it_was_read_so() -> None:
    """One word of difference that the rubric sees keeps two answers apart, however alike their letters are."""
    texts = {"ada": "The weights of all values sum to one.", "ben": "The weights of all values never sum to one."}
    assert groups(texts, {"ada": "sum", "ben": "none"}) == [("ada",), ("ben",)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_the_most_doubtful_comes_first(sure: list[float]) -> None:
    """Single answers come by how sure their reading is, the least first; no answer is lost."""
    names = [(f"s{number}",) for number in range(len(sure))]
    readings = {name: Read(value) for (name,), value in zip(names, sure, strict=True)}
    ordered = [readings[name].sure for (name,) in in_order(names, readings)]
    assert len(ordered) == len(sure)
    assert all(a <= b + 1e-8 for a, b in pairwise(ordered))


@given(st.integers(0, 60), st.integers(1, 200))
def test_the_bound_is_clopper_and_pearsons(changed: int, seen: int) -> None:
    """SciPy's beta distribution gives the same bound."""
    beta = pytest.importorskip("scipy.stats").beta
    changed = min(changed, seen)
    wanted = 1.0 if changed == seen else beta.ppf(0.95, changed + 1, seen - changed)
    assert upper_bound(changed, seen) == pytest.approx(wanted, abs=1e-9)


def test_nothing_is_said_of_few_decisions() -> None:
    """Nineteen in a row prove nothing, and neither does a long run when much is left."""
    assert not risk([False] * (FEWEST - 1), 1).enough
    assert not risk([False] * 50, 1000).enough
    assert risk([False] * 200, 100).enough
    assert not risk([False] * 150 + [True] * 50, 100).enough


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=30))
def test_kappa_is_the_weighted_kappa_of_the_two_tables(pairs: list[tuple[int, int]]) -> None:
    """Cohen's closed form: one less the ratio of observed and expected squared differences, from the full tables."""
    size = 21
    seen = [[0] * size for _ in range(size)]
    for left, right in pairs:
        seen[left][right] += 1
    rows, columns = [sum(row) for row in seen], [sum(column) for column in zip(*seen, strict=True)]
    weight = [[(i - j) ** 2 / (size - 1) ** 2 for j in range(size)] for i in range(size)]
    every = [(i, j) for i in range(size) for j in range(size)]
    observed = sum(weight[i][j] * seen[i][j] for i, j in every)
    expected = sum(weight[i][j] * rows[i] * columns[j] / len(pairs) for i, j in every)
    wanted = 1.0 if expected == 0 else 1 - observed / expected
    assert agreement([a / 20 for a, _ in pairs], [b / 20 for _, b in pairs]) == pytest.approx(wanted, abs=1e-4)


@given(st.text("ab ’'\n", max_size=30), st.lists(st.text("ab '", max_size=5), max_size=4))
def test_pieces_are_the_whole_answer(answer: str, quoted: list[str]) -> None:
    """Nothing of what a student wrote is lost or doubled by highlighting it."""
    assert "".join(piece.text for piece in pieces(answer, {"one": quoted})) == answer


def test_evidence_is_found_as_it_was_written() -> None:
    """A quotation on one line is found over two, with another apostrophe."""
    made = pieces("It doesn’t\nmatter here.", {"one": ["doesn't matter"]})
    assert [(piece.text, piece.names) for piece in made] == [
        ("It ", ()),
        ("doesn’t\nmatter", ("one",)),
        (" here.", ()),
    ]


def test_a_sheaf_is_large_sure_and_alike() -> None:
    """The largest comes first, the surest of each; what is unsure, unread or alone is on no sheet."""
    middle, order = frozenset({"middle"}), frozenset({"order"})
    proposed = {"a": order, "b": order, "c": middle, "d": middle, "e": middle, "f": middle, "g": frozenset({"mean"})}
    sure = {"a": 0.9, "b": 0.9, "c": 0.92, "d": 0.95, "e": SKIMMED - 0.01, "f": SKIMMED, "g": 1.0}
    assert sheaves(proposed | {"h": order}, {name: Read(one) for name, one in sure.items()}) == [
        ("d", "c", "f"),
        ("a", "b"),
    ]
