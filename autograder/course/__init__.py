"""A course as it lies on disk.

In: a folder with course.yaml. Out: frozen data (Course, Exercise, Check), the course's own code, its digest.
Knows nothing of students, of grading, of what a kind of exercise is.
"""
