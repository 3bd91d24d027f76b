"""What a student can check about `houses` before handing it in. It needs pandas."""

import pandas as pd

THREE = pd.DataFrame(
    {
        "town": ["Brill", "Ashford", "Ashford"],
        "area": [100, 100, 50],
        "rooms": [3, 4, 2],
        "age": [0, 10, 30],
        "price": [400.0, 300.0, 100.0],
    }
)


def test_table_is_whole(submission):
    """The table has the file's columns, no holes, and rows that are numbered from 0."""
    houses = submission.load()
    assert list(houses.columns) == ["town", "area", "rooms", "age", "price"], "the columns are those of the file"
    assert not houses.isna().any().any(), "some cells are empty still"
    assert list(houses.index) == list(range(len(houses))), "the rows are numbered 0, 1, 2 ... without gaps"


def test_worked_prices(submission, close):
    """The worked example's prices of a square metre come out."""
    close(submission.price_per_area(THREE).tolist(), [2.5, 4.0], why="Ashford's houses have 3 and 2, Brill's has 4")


def test_line_through_two_houses(submission, close):
    """Two houses lie on a line."""
    found = submission.fit(THREE.iloc[:2].assign(area=[100, 50]), ["area"])
    close(found["area"], 2.0, why="50 square metres more cost 100 more")
    close(found["bias"], 200.0, why="300 less 50 * 2")


def test_error_of_a_guess(submission, close):
    """The error of weights that were guessed."""
    weights = pd.Series({"bias": 10.0, "area": 3.0})
    close(submission.rmse(THREE, weights), (11800 / 3) ** 0.5, why="the residuals are -90, 10 and 60")
