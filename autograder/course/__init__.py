"""A course as it lies on disk.

In: a folder with course.yaml. Out: frozen data (Course, Exercise, Check), the course's own code, run and trusted, and
a digest of all that a result depends on. It may not know who hands in, how a kind is graded, or any exercise by name.
"""
