"""Visible checks of houses: they open the files by the same names."""

import numpy as np


def test_rows(submission, close):
    """The rows are those of the file."""
    close(submission.rows(), np.loadtxt("houses.csv", delimiter=",", skiprows=1))


def test_lines(submission, close):
    """The file has as many lines as it has."""
    with open("houses.csv") as file:
        close(submission.lines(), len(file.readlines()))


def test_note(submission, close):
    """The note is read as UTF-8."""
    close(submission.note(), "grüße\n")
