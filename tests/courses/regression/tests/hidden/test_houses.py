"""What grading adds to the visible checks of `houses`."""

import numpy as np
import pandas as pd
import pytest


def _table(rng, n):
    return pd.DataFrame(
        {
            "town": [("Dene", "Alton", "Cray")[k % 3] for k in range(n)],
            "area": rng.integers(40, 200, size=n),
            "rooms": rng.integers(1, 8, size=n),
            "age": rng.integers(0, 80, size=n),
            "price": rng.uniform(100, 600, size=n),
        }
    )


@pytest.mark.points(2)
def test_rows_that_are_kept(submission, close):
    """Rows without holes are all there, as the file has them, and no others."""
    expected = pd.read_csv("houses.csv").dropna().reset_index(drop=True)
    found = submission.load()
    assert len(found) == len(expected), f"there are {len(expected)} rows without holes in the file"
    close(found["area"].tolist(), expected["area"].tolist(), why="the areas of these rows")


def test_prices_in_each_town(submission, reference, close, rng):
    """Each town has the mean of its own houses' prices, by the alphabet."""
    houses = _table(rng, 11)
    found, expected = submission.price_per_area(houses), reference.price_per_area(houses)
    assert list(found.index) == ["Alton", "Cray", "Dene"], "the index holds the towns in alphabetical order"
    close(found.tolist(), expected.tolist(), why="for each house price / area, then the mean in each town")


@pytest.mark.points(2)
def test_several_columns(submission, reference, close, rng):
    """Weights belong to their columns, in whatever order these are named."""
    houses = _table(rng, 14)
    for columns in (["rooms", "area", "age"], ["age", "area"]):
        found, expected = submission.fit(houses, columns), reference.fit(houses, columns)
        assert list(found.index) == ["bias", *columns], "the index is the bias and the columns as they were given"
        close(found.tolist(), expected.tolist(), why=f"the least squares over {', '.join(columns)} and a bias")


def test_error_by_name(submission, reference, close, rng):
    """Weights find their columns by name."""
    houses = _table(rng, 9)
    weights = pd.Series({"age": -0.75, "bias": 120.0, "area": 2.25})
    close(submission.rmse(houses, weights), reference.rmse(houses, weights), why="the names say what belongs together")
    close(
        submission.rmse(houses, weights[["bias", "area", "age"]]),
        reference.rmse(houses, weights),
        why="the order of the weights makes no difference",
    )


@pytest.mark.needs("test_worked_prices", "test_line_through_two_houses")
def test_tables_stay_as_they_were(submission, close, rng):
    """The table that is handed over keeps its columns and its cells."""
    houses = _table(rng, 6)
    for name, arguments in (("price_per_area", ()), ("fit", (["area"],))):
        after = submission.call(name, houses, *arguments).arguments[0]
        close(after, houses, why=f"{name} must not write into the table")


@pytest.mark.needs("test_table_is_whole", "test_rows_that_are_kept")
def test_whole_file(submission, reference, close):
    """From the file to weights and their error."""
    houses = submission.load()
    weights = submission.fit(houses, ["area", "rooms", "age"])
    close(np.asarray(weights), np.asarray(reference.fit(reference.load(), ["area", "rooms", "age"])))
    close(submission.rmse(houses, weights), 25.0, atol=10.0, why="the noise in the file is about that large")
