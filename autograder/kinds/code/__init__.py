"""Exercises in Python: a file that runs behind the wall, judged by checks that call its functions."""
