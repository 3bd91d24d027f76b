"""Data files of an exercise: opened by the name that stands in the stub, read-only, the same bytes wherever it runs.

Behind the wall no file can be opened, and at home the working folder may be any. So the names are answered by Python
itself: while code of the exercise runs, `open` and what asks about a file know these names, and read from memory.
Standard library only: the worker lives on it.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import stat
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from autograder.sandbox.arrayfiles import Door, array_doors
from autograder.sandbox.datafolders import folder_doors, globbers

BEHIND_THE_WALL = "/exercises"
"""What the working folder is called where there is none."""
_open, _stat = io.open, os.stat
_NAMES = 5
"""So many files are named in a message."""


def content_of(name: str, path: Path) -> bytes:
    """The bytes of a data file. FileNotFoundError, in a student's words, where there is no such file."""
    if not _is_file(path):
        what = f"{name} comes with this exercise and is not in its folder: take it again from what you got"
        raise FileNotFoundError(what)
    with _open(path, "rb") as file:
        return file.read()


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(_stat(path).st_mode)
    except OSError:
        return False


class DataFiles:
    """The files that one program may read.

    `homes` are the folders below which it knows them, the first of them being its working folder. `alone`: nothing
    else lies there for it, whatever the folder holds, and nothing is written. What lies elsewhere is not meant.
    """

    def __init__(
        self,
        contents: Mapping[str, bytes | Path],
        homes: Sequence[str] = (),
        *,
        alone: bool,
        beyond: Callable[..., Any] = _open,
        libraries: Mapping[str, bytes] | None = None,
    ) -> None:
        """`contents`: the bytes of each file, or where they lie. `beyond` opens what lies elsewhere.

        `libraries`: files of theirs that libraries open, by their whole paths.
        """
        self._contents = dict(contents)
        self._homes = tuple(dict.fromkeys(homes))
        self._alone = alone
        self._beyond = beyond
        self._libraries = libraries or {}
        self._loaded = 0
        self._made: list[tuple[Any, str | None, Callable[..., Any], Any, Any]] = []

    def hold(self, contents: Mapping[str, bytes | Path]) -> None:
        """Adds files, which are there at once where this is shown already."""
        self._contents.update(contents)

    def open(self, file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        """An `open` for the program's own use: of what lies elsewhere it knows no more at home than in class."""
        if self._alone and isinstance(file, str | os.PathLike) and self._own(file) is None:
            path = os.path.normpath(os.fspath(file))
            if path != os.devnull and path not in self._libraries and not _is_librarys(path.replace("\\", "/")):
                raise self._not_there(path)
        return self._opened(self._beyond, file, mode, *args, **kwargs)

    @contextlib.contextmanager
    def shown(self) -> Iterator[None]:
        """While this lasts the files are there for all code of this process, that of libraries too."""
        before = self.show()
        try:
            yield
        finally:
            for owner, name, real in before:
                _put(owner, name, real)

    def show(self) -> list[tuple[Any, str | None, Any]]:
        """Shows the files from now on, until `shown` ends or the process does. Gives what stood there."""
        loaded = len(sys.modules)
        if loaded != self._loaded:  # NumPy, or the part of it that reads text, may be there only now
            self._loaded, self._made = loaded, [(*door, None, None) for door in self._doors()]
        before = []
        for index, (owner, name, answer, real, shown) in enumerate(self._made):
            stands = owner[name] if isinstance(owner, dict) else owner.__dict__[name]
            before.append((owner, name, stands))
            if stands is not real:
                bound = partial(answer, stands)
                shown = staticmethod(bound) if isinstance(owner, type) else bound
                self._made[index] = (owner, name, answer, stands, shown)
            _put(owner, name, shown)
        return before

    def _doors(self) -> list[Door]:
        """Through what a file is opened or asked about."""
        doors: list[Door] = [
            (builtins, "open", self._opened),
            (io, "open", self._opened),
            (os, "stat", self._stated),
            (os, "lstat", self._stated),
            *((globber, "lstat", self._stated) for globber in globbers()),
        ]
        if self._contents or BEHIND_THE_WALL in self._homes:  # at home each call pays for them
            doors += folder_doors(self._contents, self._own, self._not_there, alone=self._alone)
            doors += array_doors(self._content)
        if self._alone:
            doors.append((os, "getcwd", self._working_folder))
        source = sys.modules.get("numpy.lib._datasource")  # through which NumPy reads text, from the network too
        openers = getattr(getattr(source, "_file_openers", None), "_file_openers", {})
        if None in openers:
            doors += [(openers, None, self._opened), (source, "open", self._sourced)]
        return doors

    def _opened(
        self,
        real: Callable[..., Any],
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        *rest: Any,
        **others: Any,
    ) -> Any:
        name = self._own(file)
        if name is None or (name not in self._contents and not self._refused(name)):
            return self._elsewhere(real, file, mode, buffering, encoding, errors, newline, *rest, **others)
        if set(mode) & set("wax+"):
            raise PermissionError(f"no file can be written here, and {name!r} was to be")
        if name not in self._contents and name not in self._libraries:
            raise self._not_there(name)
        binary = io.BufferedReader(_Bytes(name, self._bytes(name)))
        if "b" in mode:
            return binary
        return io.TextIOWrapper(binary, "utf-8" if encoding in (None, "locale") else encoding, errors, newline)

    def _elsewhere(self, real: Callable[..., Any], file: Any, *args: Any, **others: Any) -> Any:
        """What is not the exercise's. Where it cannot be opened, a program of a student's hears what can."""
        try:
            return real(file, *args, **others)
        except PermissionError:
            if self._alone and isinstance(file, str | os.PathLike) and os.fspath(file) != os.devnull:
                raise self._not_there(os.fspath(file)) from None
            raise

    def _content(self, file: Any) -> tuple[str, bytes] | None:
        """The name and the bytes of one of the files, or what is left of one that is open."""
        if isinstance(getattr(file, "raw", None), _Bytes):
            return file.raw.name, file.read()
        if not isinstance(file, str | bytes | os.PathLike):
            return None
        name = self._own(file)
        if name is None or (name not in self._contents and not self._refused(name)):
            return None
        if name not in self._contents:
            raise self._not_there(name)
        return name, self._bytes(name)

    def _sourced(self, real: Callable[..., Any], path: Any, *args: Any, **kwargs: Any) -> Any:
        """NumPy looks for a file that is not there elsewhere."""
        name = self._own(path)
        if name is not None and name not in self._contents and self._refused(name):
            raise self._not_there(name)
        return real(path, *args, **kwargs)

    def _stated(self, real: Callable[..., Any], path: Any, *args: Any, **kwargs: Any) -> Any:
        name = self._own(path)
        if name is None or (name not in self._contents and not self._refused(name)):
            return real(path, *args, **kwargs)
        content = self._libraries.get(name) or self._contents.get(name)
        if isinstance(content, bytes) or (content is not None and _is_file(content)):
            size = len(content) if isinstance(content, bytes) else _stat(content).st_size
            return os.stat_result((stat.S_IFREG | 0o444, 0, 0, 1, 0, 0, size, 0, 0, 0))
        if name == "." or any(file.startswith(f"{name}/") for file in self._contents):
            return os.stat_result((stat.S_IFDIR | 0o555, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)

    def _working_folder(self, real: Callable[[], str]) -> str:
        return self._homes[0] if self._homes else real()

    def _bytes(self, name: str) -> bytes:
        content = self._libraries.get(name) or self._contents[name]
        return content if isinstance(content, bytes) else content_of(name, content)

    def _own(self, file: Any) -> str | None:
        """The name of a file below the program's folder; None for what lies elsewhere or is open already."""
        try:
            text = os.path.normpath(os.fsdecode(file))
        except (TypeError, ValueError):  # a number, or no name of a file: `open` says so
            return None
        return self._meant(text) or self._below(text)

    def _meant(self, text: str) -> str | None:
        """The file that a path means which is of one machine alone, C:\\Users\\ada\\houses.csv or /home/ada/houses.csv.

        A library's own file may have the same name.
        """
        plain = text.replace("\\", "/")
        if not self._alone or not self._contents or plain in self._contents:
            return plain if self._alone and plain in self._contents else None
        if not (plain.startswith(("/", "~")) or plain[1:3] == ":/") or text in self._libraries or _is_librarys(plain):
            return None
        return max((name for name in self._contents if plain.endswith(f"/{name}")), key=len, default=None)

    def _below(self, text: str) -> str | None:
        if text == os.devnull:
            return None
        if os.path.isabs(text):
            home = next((home for home in self._homes if text.startswith(home + os.sep)), None)
            if home is None:
                return text if text in self._libraries else None
            text = text[len(home) + 1 :]
        return text.replace(os.sep, "/")

    def _refused(self, name: str) -> bool:
        """Programs themselves are opened by debuggers, to show their lines."""
        return self._alone and not name.endswith(".py")

    def _not_there(self, name: str) -> FileNotFoundError:
        names = sorted(self._contents)
        more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
        known = f"with {', '.join(names[:_NAMES])}{more}" if names else "without files"
        return FileNotFoundError(f"there is no file {name!r} here: this exercise comes {known}")


def _put(owner: Any, name: Any, value: Any) -> None:
    if isinstance(owner, dict):
        owner[name] = value
    else:
        setattr(owner, name, value)


def _is_librarys(path: str) -> bool:
    """Whether a path lies where Python and its packages are."""
    places = (sys.prefix, sys.base_prefix)
    return "-packages/" in path or any(path.startswith(place.replace("\\", "/") + "/") for place in places)


class _Bytes(io.BytesIO):
    """A file's bytes under its name."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


def files_beside(data: Iterable[tuple[str, Path]], program: str = "", *, alone: bool) -> DataFiles:
    """The files of an exercise on this machine, names and places. `program` is the path of the file that opens them."""
    given = tuple(data)
    folders = [Path(program).parent] if os.path.isabs(program) else []
    folders += [path.parents[name.count("/")] for name, path in given[:1]]
    homes = [home for folder in folders for home in (str(folder), os.path.realpath(folder))]
    return DataFiles(dict(given), homes, alone=alone)


_of_module: WeakKeyDictionary[types.ModuleType, DataFiles] = WeakKeyDictionary()


def attach(module: types.ModuleType, files: DataFiles) -> None:
    """From now on these files are shown while a function of the module is called from outside."""
    _of_module[module] = files


def showing(module: types.ModuleType) -> contextlib.AbstractContextManager[None]:
    """Shows the files of a module, where it has any."""
    files = _of_module.get(module)
    return contextlib.nullcontext() if files is None else files.shown()
