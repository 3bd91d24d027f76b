"""The wall between the grader and a student's code. It knows nothing of courses."""
