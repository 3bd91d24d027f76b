"""Every reference of the regression course against something that was found in another way."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course.model import Course
from autograder.course.solutions import run_file

Solution = Callable[[str], Any]
SHAPES = st.tuples(st.integers(2, 12), st.integers(1, 4), st.integers(0, 2**32 - 1))


def table(n: int, d: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """X [n, d], y [n] and weights [d + 1], seeded."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d + 1)


@settings(max_examples=40)
@given(SHAPES)
def test_predictions_and_errors_are_polynomials(solution: Solution, shape: tuple[int, int, int]) -> None:
    """A prediction is the sum that one would write by hand, and the error a length."""
    X, y, w = table(*shape)
    line = solution("line")
    by_hand = [w[0] + sum(w[j + 1] * row[j] for j in range(len(row))) for row in X]
    np.testing.assert_allclose(line.predict(X, w), by_hand, rtol=1e-12, atol=1e-12)
    error = np.linalg.norm(np.array(by_hand) - y) ** 2 / len(y)
    assert line.mse(X, y, w) == pytest.approx(error)
    assert line.mse(X, y[:, None], w) == pytest.approx(error)


@settings(max_examples=40)
@given(SHAPES)
def test_the_gradient_is_the_slope_of_the_loss(solution: Solution, shape: tuple[int, int, int]) -> None:
    """Against complex steps, which have no rounding to speak of; the loss is a polynomial, so they are allowed."""
    X, y, w = table(*shape)
    gradient = solution("gradient")
    A = np.column_stack([np.ones(len(X)), X])
    steps = [np.mean((A @ (w + 1e-30j * unit) - y) ** 2).imag / 1e-30 for unit in np.eye(len(w))]
    loss, slopes = gradient.loss_and_gradient(X, y, w)
    np.testing.assert_allclose(slopes, steps, rtol=1e-9, atol=1e-12)
    assert loss == pytest.approx(solution("line").mse(X, y, w))
    found = gradient.numeric_gradient(lambda at: gradient.loss_and_gradient(X, y, at)[0], w)
    np.testing.assert_allclose(found, slopes, rtol=1e-5, atol=1e-6)


def test_numeric_gradient_is_scipys(solution: Solution) -> None:
    """With the same step scipy's three-point difference gives the same."""
    derivative = pytest.importorskip("scipy.optimize._numdiff").approx_derivative

    def bent(w: np.ndarray) -> float:
        return float(np.sin(w[0]) * w[1] ** 2 + w[2] ** 3)

    w = np.array([0.3, -1.2, 0.7])
    theirs = derivative(bent, w, method="3-point", abs_step=1e-4)
    np.testing.assert_allclose(solution("gradient").numeric_gradient(bent, w, 1e-4), theirs, rtol=1e-8)


@settings(max_examples=30)
@given(SHAPES)
def test_descent_is_a_power_of_a_matrix(solution: Solution, shape: tuple[int, int, int]) -> None:
    """On a quadratic, k steps multiply what is missing by (I - rate * H) to the k."""
    X, _, w = table(*shape)
    H = X.T @ X / len(X)
    rate, steps = 0.1, 6
    path = solution("descent").descend(lambda at: H @ at, w[:-1], rate, steps)
    for step, point in enumerate(path):
        expected = np.linalg.matrix_power(np.eye(len(H)) - rate * H, step) @ w[:-1]
        np.testing.assert_allclose(point, expected, rtol=1e-9, atol=1e-12)


@settings(max_examples=20)
@given(st.tuples(st.integers(3, 12), st.integers(1, 3), st.integers(0, 2**32 - 1)))
def test_the_largest_rate_is_where_descent_begins_to_jump_out(solution: Solution, shape: tuple[int, int, int]) -> None:
    """A little below it the error falls in the steepest direction, a little above it grows."""
    X, _, _ = table(*shape)
    limit = solution("descent").largest_rate(X)
    steepest = np.linalg.svd(X)[2][0]

    def left(rate: float) -> float:
        w = steepest.copy()
        for _ in range(50):
            w = w - rate * 2 * X.T @ (X @ w) / len(X)
        return float(np.linalg.norm(w))

    assert left(0.98 * limit) < 1 < left(1.02 * limit)


def test_a_long_descent_is_least_squares(solution: Solution) -> None:
    """After many epochs the line is numpy's polyfit."""
    x, y, _ = table(20, 1, 3)
    slope, intercept = solution("descent").fit_line(x[:, 0], y, 0.1, 4000)
    np.testing.assert_allclose([slope, intercept], np.polyfit(x[:, 0], y, 1), rtol=1e-8)


def test_scaling_is_scipys_zscore(solution: Solution) -> None:
    """The training rows are scaled as scipy does; weights in own units predict the same."""
    stats = pytest.importorskip("scipy.stats")
    scaling = solution("scaling")
    X, _, w = table(9, 3, 5)
    X = X * [1.0, 50.0, 0.1] + [3.0, -20.0, 0.0]
    train, test = scaling.scaled(X[:6], X[6:])
    np.testing.assert_allclose(train, stats.zscore(X[:6], axis=0), rtol=1e-12)
    np.testing.assert_allclose(test, stats.zmap(X[6:], X[:6], axis=0), rtol=1e-12)
    scaler = scaling.Scaler().fit(X[:6])
    np.testing.assert_allclose(scaler.undo(test), X[6:], rtol=1e-12)
    own = scaling.in_own_units(w, scaler.mean, scaler.spread)
    line = solution("line")
    np.testing.assert_allclose(line.predict(X[6:], own), line.predict(test, w), rtol=1e-10)
    assert np.isfinite(scaling.scaled(np.ones((3, 2)), np.ones((1, 2)))[1]).all()


@settings(max_examples=20)
@given(SHAPES, st.floats(0.05, 3.0))
def test_ridge_is_where_the_slope_is_nothing(solution: Solution, shape: tuple[int, int, int], penalty: float) -> None:
    """At the minimum both derivatives of the penalised loss are 0; a descent arrives there."""
    X, y, _ = table(*shape)
    weights, bias = solution("linear_model").ridge(X, y, penalty)
    r = X @ weights + bias - y
    np.testing.assert_allclose(X.T @ r / len(y) + penalty * weights, 0, atol=1e-9)
    assert np.mean(r) == pytest.approx(0, abs=1e-9)


def test_a_model_descends_to_ridge_and_least_squares(solution: Solution) -> None:
    """With a penalty to ridge, without one to lstsq; its losses are mean squared errors and fall."""
    X, y, _ = table(15, 3, 8)
    model = solution("linear_model").LinearModel(0.1, 3000, 0.2).fit(X, y)
    weights, bias = solution("linear_model").ridge(X, y, 0.2)
    np.testing.assert_allclose([*model.weights, model.bias], [*weights, bias], rtol=1e-7, atol=1e-9)
    plain = solution("linear_model").LinearModel(0.1, 3000).fit(X, y)
    exact = np.linalg.lstsq(np.column_stack([X, np.ones(15)]), y, rcond=None)[0]
    np.testing.assert_allclose([*plain.weights, plain.bias], exact, rtol=1e-7, atol=1e-9)
    assert plain.losses[0] == pytest.approx(np.mean(y**2))
    assert all(one >= other - 1e-12 for one, other in zip(plain.losses, plain.losses[1:], strict=False))


def test_the_explained_share_is_the_squared_correlation_of_a_least_squares_line(solution: Solution) -> None:
    """For least squares with a bias, and only there, the two are one."""
    X, y, _ = table(12, 1, 4)
    said = np.polyval(np.polyfit(X[:, 0], y, 1), X[:, 0])
    assert solution("linear_model").r_squared(y, said) == pytest.approx(np.corrcoef(y, said)[0, 1] ** 2)


def spread_of(orders: list[np.ndarray], y: np.ndarray, a: float, epochs: int) -> tuple[float, float]:
    """Mean and spread over every sequence of orders, all as likely: the sum over the orders of one epoch, exactly."""
    q, n = 1 - a, len(y)
    one = np.array([a * sum(q ** (n - 1 - k) * y[row] for k, row in enumerate(order)) for order in orders])
    weights = [q ** (n * e) for e in range(epochs)]
    return float(one.mean() * sum(weights)), float(np.sqrt(one.var() * sum(w * w for w in weights)))


def test_the_bound_of_the_check_on_chance(solution: Solution) -> None:
    """The formulas of the hidden check's comment, against all 120 orders of five rows; and what 2,000 seeds give."""
    y, a, epochs = np.array([1.0, 2.5, -0.5, 3.0, 0.25]), 0.2, 2
    n, q = len(y), 1 - a
    mean, spread = spread_of([np.array(order) for order in permutations(range(n))], y, a, epochs)
    s1, s2 = sum(q**k for k in range(n)), sum(q ** (2 * k) for k in range(n))
    by_formula = a**2 * np.var(y) * (s2 - (s1**2 - s2) / (n - 1)) * sum(q ** (2 * n * e) for e in range(epochs))
    assert spread**2 == pytest.approx(by_formula)
    assert mean == pytest.approx((1 - q ** (n * epochs)) * np.mean(y))
    sgd = solution("sgd").sgd
    found = np.array([float(sgd(np.ones((n, 1)), y, a / 2, epochs, 1, seed)[0]) for seed in range(2000)])
    assert abs(found.mean() - mean) < 5 * spread / np.sqrt(2000)
    assert 0.9 < found.std() / spread < 1.1


def test_weights_of_the_houses_are_the_formulas(solution: Solution, regression: Course) -> None:
    """The file is what its script writes, byte for byte, and a regression on it finds the formula's weights again."""
    made = run_file(regression.root / "solutions" / "data" / "make_houses.py").text()
    assert (regression.root / "exercises" / "houses.csv").read_bytes() == made.encode()
    rows = [line.split(",") for line in made.splitlines()]
    whole = [row for row in rows[1:] if "" not in row]
    assert (len(rows), len(whole)) == (97, 91)
    module = solution("houses")
    houses = module.pd.DataFrame(whole, columns=rows[0]).astype(dict.fromkeys(rows[0][1:], float))
    weights = module.fit(houses, ["area", "age"])
    assert weights["area"] == pytest.approx(2.6, abs=0.25)  # 2.4, and the rooms that come with a larger area
    assert weights["age"] == pytest.approx(-0.8, abs=0.3)
    A = np.column_stack([np.ones(len(houses)), houses[["area", "age"]]])
    np.testing.assert_allclose(weights, np.linalg.pinv(A) @ houses["price"], rtol=1e-9)
    r = A @ weights.to_numpy() - houses["price"].to_numpy()
    assert module.rmse(houses, weights) == pytest.approx(np.linalg.norm(r) / len(r) ** 0.5)
