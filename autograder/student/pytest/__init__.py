"""A student's run of pytest in a course's folder."""
