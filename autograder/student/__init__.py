"""One's own files at home.

In: a student's folder, with solutions or without. Out: what pytest, `check`, `watch` and `hint` say, and the progress
kept between them. It runs on numpy, pytest and PyYAML alone when it is imported, and may not know of classes or
walls.
"""
