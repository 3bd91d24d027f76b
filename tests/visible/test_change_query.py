"""What you can check yourself: run `pytest -k change_query`."""

import math


def weights_of(query, keys):
    """The weights by the definition."""
    scores = [math.fsum(q * k for q, k in zip(query, key, strict=True)) for key in keys]
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / math.fsum(powers) for power in powers]


def test_three_queries(submission, close):
    """Three queries look at three different places."""
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    high, middle, low = 0.4017595785, 0.3289329223, 0.2693074992
    close(
        submission.sweep([[0.7, 0.3], [0.3, 0.7], [0.0, 0.0]], states),
        [[high, middle, low], [low, middle, high], [1 / 3, 1 / 3, 1 / 3]],
        atol=3e-4,
    )


def test_win_a_key(submission):
    """Your query puts nine tenths of the weight on the key asked for."""
    keys = [[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0]]
    query = submission.query_for(keys, 1, 0.9)
    assert query is not None, "there is a query that does it"
    assert len(query) == 3, "a query is as long as a key"
    weight = weights_of(list(query), keys)[1]
    assert weight >= 0.9 - 1e-6, f"with your query the key has the weight {weight:.4f}, less than 0.9"


def test_share_between_two(submission):
    """Your query shares the weight between two keys."""
    keys = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
    query = submission.query_between(keys, 0, 3, 0.05)
    assert len(query) == 4, "a query is as long as a key"
    weights = weights_of(list(query), keys)
    for index in (0, 3):
        assert abs(weights[index] - 0.5) <= 0.05 + 1e-6, (
            f"with your query key {index} has {weights[index]:.4f}, not a half"
        )


def test_a_place_in_the_middle(submission):
    """No query gives the state in the middle a half of the weight, and you say so."""
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    assert submission.query_for(states, 1, 0.5) is None, "no query does it, so None is expected"
