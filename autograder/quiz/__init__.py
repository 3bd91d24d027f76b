"""A quiz: its questions, the key, what answers are worth. Knows nothing of courses."""
