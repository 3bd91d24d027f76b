"""One check, run on one submission.

In: a Check, and a target that answers its calls, here or behind the wall. Out: a verdict in a student's words, the
calls that were made, and the known mistake that they show. It may not know of points, of files, or of a class.
"""
