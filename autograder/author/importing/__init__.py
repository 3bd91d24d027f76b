"""Assignments of other graders made into a course.

In: an instructor's notebook of nbgrader. `nbgrader` reads its cells into plain data (`cells`), `program` makes the
student's file of them, `checks` the check functions, `course` writes it all down and tries it on the reference. Out: a
course, and a list of what a person must finish.
"""
