"""What you can check yourself: run `pytest -k bottleneck`."""

import math


def test_worked_example(submission, close):
    """The mean vector of the worked example is [0.5, 0.5]."""
    close(submission.mean_vector([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]), [0.5, 0.5])


def test_four_states(submission, close):
    """Four states count as four, wherever they lie."""
    states = [[4.0, 0.0], [0.0, 0.0], [2.0, -8.0], [0.0, 2.0]]
    close(submission.mean_vector(states), [1.5, -1.5], why="place by place, over all the states")


def test_collision_has_the_same_mean(submission, close):
    """Your other input has the mean vector of the worked example."""
    others = submission.collision([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
    assert hasattr(others, "__len__"), "a list of states is expected"
    assert len(others) >= 1, "one state or more is expected"
    sizes = {len(state) if hasattr(state, "__len__") else 0 for state in others}
    assert sizes == {2}, "every state has two numbers here"
    mean = [math.fsum(state[j] for state in others) / len(others) for j in range(2)]
    close(mean, [0.5, 0.5], atol=1e-6, why="this is the mean vector of what you returned")
