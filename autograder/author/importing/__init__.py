"""Assignments of other graders made into a course.

In: an instructor's notebook. `nbgrader` and `otter` read its cells into plain data (`cells`), `program` makes the
student's file of them, with a function for each plain variable (`variables`), `checks` the check functions, `course`
writes it all down and tries it on the reference. Out: a course, and a list of what a person must finish.
"""
