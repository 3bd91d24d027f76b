"""What a kind of exercise is: a folder a kind, a line in autograder/course/registry.py.

In: an exercise, its checks, the one file that a student handed in for it. Out: an ExerciseResult, and for everybody
else the answers of kinds/base.py (stub, what is visibly wrong, evidence). It may not know of classes, pages or
terminals.
"""
