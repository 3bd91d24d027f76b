"""What reads a file by its number, NumPy's `fromfile` and `memmap`, answered from a data file's bytes."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from typing import Any

Door = tuple[Any, str | None, Callable[..., Any]]
"""A module, a class or a table, a name in it, and what stands there meanwhile; it is given what stood there first."""
Content = Callable[[Any], tuple[str, bytes] | None]
"""The name and the bytes of a data file, or of one that is open; None for another's. Raises where there is none."""
READ_ONLY = {"r": True, "readonly": True, "c": False, "copyonwrite": False}
"""Modes that write no file, and whether the array cannot be written either."""


def array_doors(content: Content) -> list[Door]:
    """None where NumPy is not loaded."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not hasattr(numpy, "memmap"):
        return []

    def fromfile(
        real: Any, file: Any, dtype: Any = float, count: int = -1, sep: str = "", offset: int = 0, **others: Any
    ) -> Any:
        known = content(file)
        if known is None:
            return real(file, dtype, count, sep, offset, **others)
        if sep:
            if offset:
                raise TypeError("'offset' argument only permitted for binary files")
            return numpy.fromstring(known[1].decode("latin-1"), dtype, count, sep=sep)
        item = numpy.dtype(dtype).itemsize
        there = max(len(known[1]) - offset, 0) // item if item else 0
        wanted = there if count < 0 else min(count, there)
        return numpy.frombuffer(known[1], dtype, wanted, offset).copy() if wanted else numpy.empty(0, dtype)

    def memmap(
        real: Any,
        kind: Any,
        filename: Any,
        dtype: Any = numpy.uint8,
        mode: str = "r+",
        offset: int = 0,
        shape: Any = None,
        order: Any = "C",
    ) -> Any:
        try:
            known = content(filename)
        except FileNotFoundError:
            if mode in READ_ONLY:
                raise
            known = os.fspath(filename), b""
        if known is None:
            return real(kind, filename, dtype, mode, offset, shape, order)
        if mode not in READ_ONLY:
            raise PermissionError(f"no file can be written here, and {known[0]!r} was to be: give mode='r' to read it")
        raw, item = known[1], numpy.dtype(dtype).itemsize
        if shape is None:
            if (len(raw) - offset) % item:
                raise ValueError("Size of the available data is not a multiple of the data-type size.")
            shape = ((len(raw) - offset) // item,)
        sizes = tuple(shape) if isinstance(shape, tuple | list) else (shape,)
        if offset + item * math.prod(sizes) > len(raw):
            raise ValueError("mmap length is greater than file size")
        buffer = raw if READ_ONLY[mode] else bytearray(raw)
        made = numpy.ndarray.__new__(kind, sizes, dtype=dtype, buffer=buffer, offset=offset, order=order)
        made.offset, made.mode, made.filename = offset, mode, os.path.abspath(known[0])
        return made

    return [(numpy, "fromfile", fromfile), (numpy.memmap, "__new__", memmap)]
