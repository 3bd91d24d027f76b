"""What a program behind the wall may read, shown before its process is forked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from autograder.sandbox.datafiles import BEHIND_THE_WALL, DataFiles


def lay_out_files(libraries: Mapping[str, bytes]) -> None:
    """Shows now what the next program will read, and not in the process that is forked for it: that changes modules.

    It is no file yet, but for those that `libraries` open, by their paths.
    """
    _spare[:] = [_no_files(libraries)]


def shown_files(contents: Mapping[str, bytes], libraries: Mapping[str, bytes]) -> DataFiles:
    """The files of one program: those that were laid out, with what is in them by now."""
    files = _spare.pop() if _spare else _no_files(libraries)
    files.hold({name: bytes(content) for name, content in contents.items()})
    return files


_spare: list[DataFiles] = []


def _no_files(libraries: Mapping[str, bytes]) -> DataFiles:
    """What a program may read, shown for good: nothing else runs in its process."""
    files = DataFiles({}, (BEHIND_THE_WALL,), alone=True, beyond=_kind_open, libraries=libraries)
    files.show()
    return files


def _kind_open(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
    """An `open` for the student's own file: the null device, which no path leads to, is what stdout is already."""
    try:
        return open(file, mode, *args, **kwargs)
    except PermissionError:
        if file != os.devnull:
            raise
    return open(1, mode, *args, **{**kwargs, "closefd": False})
