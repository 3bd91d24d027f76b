"""The bridge to nbgrader.

In: a course, notebooks that students handed in, our results. Out: notebooks to hand out, results through the same
wall as ours, entries in nbgrader's gradebook. It may not grade by rules of its own: same course, same scores.
"""
