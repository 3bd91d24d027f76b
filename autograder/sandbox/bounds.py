"""How much plain data may be, and what is raised for what is none."""

from __future__ import annotations

MAX_DEPTH = 32
MAX_ITEMS = 2_000_000
MAX_HEADER = 256 * 1024
"""Bytes of all numbers, texts and parts of lists that are sent at once, but for long rows of numbers and arrays."""
MAX_PAYLOAD = 64 * 1024 * 1024
"""Bytes of these: of all buffers of a frame."""
MAX_INT_BITS = 4096
MAX_ROWS_OF_NOTHING = 10_000
MAX_COLLIDING = 2_000
"""Parts of a set whose hashes a sender can choose."""
MAX_OBJECTS = 10_000
"""Objects of one program that may be held at a time; they are dropped at the end of a check."""


class NotPlain(TypeError):
    """A value that is not plain data; the text describes it in a student's words."""
