"""Processes behind the wall, and what crosses to them and back.

Comes in: a program's text, calls with plain data, limits, the layers to put on. Goes out: an outcome of plain data, or
a GraderFault where the process was ended from outside or none can be made.
May not know: what a course, a check or an expected value is. What runs in the worker may not import the grader's side.
"""
