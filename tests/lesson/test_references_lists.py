"""The references in plain lists, against sources that know nothing of them: SciPy, closed forms, published numbers."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from autograder.course.solutions import run_file

SOLUTIONS = Path(__file__).parents[2] / "solutions"
LESSON = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
TOKENS = [[0.43, 0.15, 0.89], [0.55, 0.87, 0.66], [0.57, 0.85, 0.64], [0.22, 0.58, 0.33], [0.77, 0.25, 0.10]]
TOKENS += [[0.05, 0.80, 0.55]]
"""Six tokens of three numbers: Raschka, Build a Large Language Model (From Scratch), chapter 3."""


def reference(exercise: str) -> ModuleType:
    return run_file(SOLUTIONS / f"{exercise}.py")


bottleneck, scores, softmax = reference("bottleneck"), reference("scores"), reference("softmax")
context, change_query = reference("context"), reference("change_query")

numbers = st.floats(-50, 50, allow_nan=False)
score_lists = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=12)
matrices = hnp.arrays(float, hnp.array_shapes(min_dims=2, max_dims=2, max_side=6), elements=numbers)


def near(expected: object, rel: float = 1e-9, tiny: float = 1e-9) -> object:
    return pytest.approx(expected, rel=rel, abs=tiny)


def weights_of(query: list[float], keys: list[list[float]]) -> np.ndarray:
    return special.softmax(np.array(keys) @ np.array(query))


def rotated(n: int, seed: int) -> list[list[float]]:
    turned, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(n, n)))
    return turned.tolist()


# bottleneck


@given(matrices)
def test_mean_vector_is_numpys(states):
    """The mean vector is NumPy's mean over axis 0."""
    assert bottleneck.mean_vector(states.tolist()) == near(states.mean(axis=0).tolist())


@given(hnp.arrays(float, hnp.array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.floats(-10, 10)))
def test_collision_has_the_mean_and_another_context(states):
    """For any states within the exercise's bounds the collision keeps the mean and changes what attention reads."""
    others = np.array(bottleneck.collision(states.tolist()))
    assert others.mean(axis=0) == near(states.mean(axis=0))
    gaps = []
    for query in (*np.eye(states.shape[1]), *-np.eye(states.shape[1])):
        gaps.append(abs(special.softmax(states @ query) @ states - special.softmax(others @ query) @ others).max())
    assert max(gaps) >= 1e-3


def test_worked_collision():
    """The pair in the exercise's text: equal means, contexts [.5662, .4338] and [.5, .5]."""
    same = [[0.5, 0.5]] * 3
    assert bottleneck.mean_vector(LESSON) == near([0.5, 0.5])
    assert bottleneck.mean_vector(same) == near([0.5, 0.5])
    assert context.attend([0.7, 0.3], LESSON, LESSON)[1] == pytest.approx([0.5662, 0.4338], abs=5e-5)
    assert context.attend([0.7, 0.3], same, same)[1] == near([0.5, 0.5])


# scores


@given(matrices, st.data())
def test_scores_are_the_matrix_product(states, data):
    """The scores are NumPy's product of the states and the query."""
    query = data.draw(hnp.arrays(float, states.shape[1], elements=numbers))
    assert scores.scores(query.tolist(), states.tolist()) == near((states @ query).tolist(), tiny=1e-8)


def test_lesson_scores():
    """The lesson prints 0.7, 0.5 and 0.3."""
    assert scores.scores([0.7, 0.3], LESSON) == near([0.7, 0.5, 0.3])


# softmax


@given(score_lists, st.floats(0.01, 100))
def test_softmax_is_scipys(values, temperature):
    """Softmax equals SciPy's, at any temperature."""
    assert softmax.softmax(values, temperature) == near(special.softmax(np.array(values) / temperature), rel=1e-8)


@given(score_lists)
def test_softmax_makes_shares(values):
    """Weights are never negative, make 1, and follow the order of the scores."""
    weights = softmax.softmax(values)
    assert abs(math.fsum(weights) - 1) <= 1e-12
    assert min(weights) >= 0
    ordered = [weight for _, weight in sorted(zip(values, weights, strict=True))]
    assert ordered == sorted(ordered)


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=6))
def test_softmax_in_fifty_digits(values):
    """Softmax equals the definition computed with fifty decimal digits."""
    with localcontext() as digits:
        digits.prec = 50
        powers = [Decimal(value).exp() for value in values]
        expected = [float(power / sum(powers)) for power in powers]
    assert softmax.softmax(values) == near(expected, rel=1e-12, tiny=0)


@given(st.floats(-300, 300))
def test_two_scores_give_the_sigmoid(gap):
    """The first of two weights is the sigmoid of the gap."""
    assert softmax.softmax([gap, 0.0])[0] == near(special.expit(gap), tiny=1e-300)


def test_lesson_weights_in_closed_form():
    """The lesson's weights are 1, r and r squared over their sum, with r = exp(-0.2)."""
    r = math.exp(-0.2)
    expected = [part / (1 + r + r * r) for part in (1.0, r, r * r)]
    assert softmax.softmax([0.7, 0.5, 0.3]) == near(expected, rel=1e-12)
    assert expected == pytest.approx([0.40175958, 0.32893292, 0.26930750], abs=5e-9)


@pytest.mark.parametrize("values", [[1000.0, 999.0], [-1000.0, -1001.0], [0.0, 0.0, 0.0, 3000.0], [0.1, 0.10001]])
def test_extreme_scores(values):
    """Extreme scores agree with SciPy's log-sum-exp."""
    assert softmax.softmax(values) == near(np.exp(np.array(values) - special.logsumexp(values)), rel=1e-12)


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=6))
def test_same_weights_are_the_same(values):
    """The other scores differ, and SciPy gives them the same weights."""
    others = softmax.same_weights(values)
    assert max(abs(a - b) for a, b in zip(others, values, strict=True)) >= 0.1
    assert special.softmax(others) == near(special.softmax(values))


def test_plain_normalisation_is_broken():
    """The reference's own scores leave a negative share."""
    values = softmax.break_plain_normalisation()
    assert sum(values) == 0 or min(value / sum(values) for value in values) < 0


@given(st.floats(0.51, 0.99), st.floats(0.05, 50))
def test_temperature_of_two_scores_in_closed_form(share, gap):
    """For two scores the temperature is the gap over the log-odds of the share."""
    wanted = gap / special.logit(share)
    assert softmax.temperature_for([gap, 0.0], share) == near(wanted, rel=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0, 1.5])
def test_temperature_for_an_impossible_share(share):
    """The largest of four weights is neither 1/4 nor 1, whatever the temperature."""
    with pytest.raises(ValueError, match="largest"):
        softmax.temperature_for([1.0, 2.0, 3.0, 4.0], share)


# context


@given(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4), st.data())
def test_attend_is_softmax_of_the_product_times_the_values(n, d, dv, data):
    """Attention equals SciPy's softmax of K q, times V."""
    query, keys, values = (data.draw(hnp.arrays(float, shape, elements=numbers)) for shape in (d, (n, d), (n, dv)))
    weights, read = context.attend(query.tolist(), keys.tolist(), values.tolist())
    expected = special.softmax(keys @ query)
    assert weights == near(expected, rel=1e-8)
    assert read == near(expected @ values, rel=1e-8, tiny=1e-8)
    assert all(low - 1e-9 <= x <= high + 1e-9 for low, x, high in zip(values.min(0), read, values.max(0), strict=True))


def test_published_tokens():
    """Raschka's six tokens, queried with the second: weights and context as printed."""
    weights, read = context.attend(TOKENS[1], TOKENS, TOKENS)
    assert weights == pytest.approx([0.1385, 0.2379, 0.2333, 0.1240, 0.1082, 0.1581], abs=6e-5)
    assert read == pytest.approx([0.4419, 0.6515, 0.5683], abs=6e-5)


def test_published_tokens_normalised_plainly():
    """The same tokens with each score divided by the sum, as printed: another result than softmax."""
    raw = scores.scores(TOKENS[1], TOKENS)
    plain = [score / sum(raw) for score in raw]
    assert plain == pytest.approx([0.1455, 0.2278, 0.2249, 0.1285, 0.1077, 0.1656], abs=6e-5)


def test_lesson_context():
    """The lesson's context from exact weights, [0.566226, 0.433774], and, from rounded ones, the printed one."""
    weights, read = context.attend([0.7, 0.3], LESSON, LESSON)
    assert read == pytest.approx([0.566226, 0.433774], abs=5e-7)
    rounded = context.context([round(weight, 4) for weight in weights], LESSON)
    assert [round(x, 4) for x in rounded] == [0.5663, 0.4337]


# change_query


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.data())
def test_sweep_is_attend_row_by_row(m, n, d, data):
    """Each row of a sweep holds the weights that attention gives for that query."""
    queries, states = (data.draw(hnp.arrays(float, shape, elements=numbers)).tolist() for shape in ((m, d), (n, d)))
    assert change_query.sweep(queries, states) == [near(context.attend(q, states, states)[0]) for q in queries]


@given(st.integers(2, 8), st.integers(0, 2**32 - 1), st.floats(0.01, 0.9999), st.data())
def test_query_for_reaches_its_weight(n, seed, share, data):
    """On rotated orthonormal keys the query reaches the weight asked for, and hardly more than it must."""
    keys, target = rotated(n, seed), data.draw(st.integers(0, n - 1))
    found = weights_of(change_query.query_for(keys, target, share), keys)[target]
    assert found >= share - 1e-9
    assert found == pytest.approx(max(share, 1 / n), abs=1e-6)


@given(st.floats(0.334, 0.999))
def test_the_middle_state_never_wins(share):
    """The middle state of the lesson is the mean of the others: more than a third is impossible."""
    assert change_query.query_for(LESSON, 1, share) is None
    assert weights_of(change_query.query_for(LESSON, 0, share), LESSON)[0] >= share - 1e-9


@given(hnp.arrays(float, 2, elements=numbers))
def test_no_query_lifts_the_middle_state(query):
    """Whatever the query, the middle state has a third at most."""
    assert change_query.sweep([query.tolist()], LESSON)[0][1] <= 1 / 3 + 1e-12


@given(st.integers(2, 9), st.integers(0, 2**32 - 1), st.floats(1e-6, 0.4), st.data())
def test_query_between_shares(n, seed, eps, data):
    """Both keys get within eps of a half, wherever the keys point."""
    keys = rotated(n, seed)
    a, b = data.draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True))
    weights = weights_of(change_query.query_between(keys, a, b, eps), keys)
    assert max(abs(weights[a] - 0.5), abs(weights[b] - 0.5)) <= eps + 1e-9


@pytest.mark.parametrize("strength", [0.0, 1.0, 3.0, 10.0])
def test_sum_of_two_keys_in_closed_form(strength):
    """A query of strength times the sum of two of n orthonormal keys gives each e^s / (2 e^s + n - 2)."""
    for n in (2, 4, 7):
        keys = rotated(n, seed=n)
        query = [strength * (x + y) for x, y in zip(keys[0], keys[1], strict=True)]
        expected = math.exp(strength) / (2 * math.exp(strength) + n - 2)
        assert change_query.sweep([query], keys)[0][:2] == near([expected, expected])
