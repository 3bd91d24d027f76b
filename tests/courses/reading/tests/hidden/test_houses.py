"""Hidden checks of houses."""


def test_mean_price(submission, close):
    """The mean price."""
    close(submission.mean_price(), 170.0)


def test_total_area(submission, reference, close):
    """The sum of the areas."""
    close(submission.total_area(), reference.total_area())
