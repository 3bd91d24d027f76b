"""A folder of data files as `os` and `pathlib` see it: it can be listed, and nothing in it made, changed or removed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from autograder.sandbox.arrayfiles import Door

ONE = ("mkdir", "rmdir", "remove", "unlink", "chmod", "truncate", "utime", "mkfifo")
"""Functions of `os` that change the path they are given first."""
TWO = ("rename", "replace", "link", "symlink")
"""And those that change one of two."""

Own = Callable[[Any], str | None]
"""The name of a path in the program's folder; None for one that lies elsewhere."""


class Entry:
    """One row of `os.scandir`."""

    def __init__(self, name: str, path: str, stat: Callable[[str], os.stat_result], folder: bool) -> None:
        self.name, self.path, self._stat, self._folder = name, path, stat, folder

    def __fspath__(self) -> str:
        return self.path

    def __repr__(self) -> str:
        return f"<DirEntry {self.name!r}>"

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return self._folder

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return not self._folder

    def is_symlink(self) -> bool:
        return False

    def is_junction(self) -> bool:
        return False

    def inode(self) -> int:
        return 0

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return self._stat(self.path)


class _Scan:
    """What `os.scandir` gives: an iterator that is closed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[Entry]:
        return self._entries

    def __next__(self) -> Entry:
        return next(self._entries)

    def __enter__(self) -> _Scan:
        return self

    def __exit__(self, *about: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def globbers() -> list[type]:
    """What pathlib looks through folders with since Python 3.13: a class that holds functions of `os` itself."""
    found = getattr(sys.modules.get("glob"), "_StringGlobber", None)
    return [] if found is None else [found]


def folder_doors(known: Collection[str], own: Own, missing: Callable[[str], Exception], *, alone: bool) -> list[Door]:
    """`known` are the files, whenever it is asked.

    `alone`: nothing else lies there, the folder itself can be listed, nothing is written.
    """

    def inside(name: str) -> dict[str, bool] | None:
        """What lies in a folder, and whether it is a folder itself; None where there is no such folder."""
        start = "" if name == "." else f"{name}/"
        parts = [file[len(start) :].split("/") for file in known if file.startswith(start)]
        if not parts and name != ".":
            return None
        return {part[0]: len(part) > 1 for part in sorted(parts)}

    def rows(path: Any) -> dict[str, bool] | None:
        name = None if isinstance(path, int) else own("." if path is None else path)
        if name is None or (name == "." and not alone):
            return None
        found = inside(name)
        if found is None and alone:
            raise NotADirectoryError(f"{name!r} is a file") if name in known else missing(name)
        return found

    def listdir(real: Any, path: Any = None) -> list[str]:
        found = rows(path)
        return list(real() if path is None else real(path)) if found is None else list(found)

    def scandir(real: Any, path: Any = None) -> Any:
        found = rows(path)
        if found is None:
            return real() if path is None else real(path)
        start = "." if path is None else os.fsdecode(path)
        return _Scan(Entry(name, os.path.join(start, name), os.stat, folder) for name, folder in found.items())

    def access(real: Any, path: Any, mode: int, **others: Any) -> bool:
        name = own(path)
        if name is None or not (alone or name in known):
            return bool(real(path, mode, **others))
        return (name in known or inside(name) is not None) and not mode & (os.W_OK | os.X_OK)

    def one(real: Any, path: Any, *args: Any, **kwargs: Any) -> Any:
        refuse(path)
        return real(path, *args, **kwargs)

    def two(real: Any, path: Any, other: Any, *args: Any, **kwargs: Any) -> Any:
        refuse(path, other)
        return real(path, other, *args, **kwargs)

    def opened(real: Any, path: Any, *args: Any, **kwargs: Any) -> Any:
        name = own(path)
        if name is not None:
            raise PermissionError(f"{name!r} has no number here: open it with open()")
        return real(path, *args, **kwargs)

    def refuse(*paths: Any) -> None:
        for name in (own(path) for path in paths):
            if name is not None:
                raise PermissionError(f"no file can be written here, and {name!r} was to be")

    doors: list[Door] = [(os, "listdir", listdir), (os, "scandir", scandir), (os, "access", access)]
    doors += [(globber, "scandir", scandir) for globber in globbers()]
    if alone:
        doors += [(os, name, one) for name in ONE if hasattr(os, name)]
        doors += [(os, name, two) for name in TWO if hasattr(os, name)] + [(os, "open", opened)]
    return doors
