def test_odd_count(submission, close):
    """An odd count has one middle value."""
    close(submission.median([3.0, 1.0, 2.0]), 2.0)
