"""Processes behind the wall, and what crosses to them and back."""
