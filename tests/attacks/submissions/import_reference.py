"""Imports the reference solution."""
from solutions.median import median
