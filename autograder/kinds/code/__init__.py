"""Exercises in Python, judged by checks behind the wall."""
