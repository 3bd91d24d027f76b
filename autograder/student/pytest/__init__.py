"""A student's run of pytest in a course's folder.

In: pytest's own collection of the visible checks. Out: each failure as a sentence about the student's code, and the
board of points at the end. pytest stays the runner: here are hooks and reports only.
"""
