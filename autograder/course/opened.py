"""What the course's own code opens while it runs: checks and references may read any file, and a result depends on it.

Python tells an audit hook of every file that is opened. Such a hook stays for the life of the process, so it is added
when it is first asked for, and listens only inside `watching`.
"""

from __future__ import annotations

import contextlib
import os
import site
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType

OUTSIDE = ("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "sqlite3.connect")
"""Doors through which anything may come in, of which nobody can say what it was."""


@dataclass(slots=True)
class Opened:
    """Real paths that the code of the course at `root` opened or listed.

    `unknown` says whether it looked where nobody can say what lies: outside the course and what is installed.
    """

    root: Path
    files: set[Path] = field(default_factory=set)
    unknown: bool = False

    def _see(self, path: str) -> None:
        place = _place(os.path.realpath(path), str(self.root))
        if place == "course":
            self.files.add(Path(os.path.realpath(path)))
        elif place == "unknown":
            self.unknown = True


_watching: list[tuple[Opened, FrameType]] = []
"""With the frame that began to watch: what waits for that one is no part of what is watched."""


@contextlib.contextmanager
def watching(root: Path) -> Iterator[Opened]:
    """Watches this process. What the engine itself opens, with no code of the course waiting for it, is not meant."""
    _listen()
    opened = Opened(_resolved(root))
    _watching.append((opened, sys._getframe(2)))  # past contextlib
    try:
        yield opened
    finally:
        _watching.pop()


def modules_of(root: Path) -> set[Path]:
    """The course's own files that are modules of this process: importing one again opens nothing."""
    home = str(root.resolve())
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    paths = {_real(file) for file in files if isinstance(file, str)}
    within = (path for path in paths if path.startswith(home))  # there are thousands of others
    return {Path(path) for path in within if _place(path, home) == "course"}


@cache
def _listen() -> None:
    sys.addaudithook(_hear)


def _hear(event: str, args: tuple[object, ...]) -> None:
    if not _watching:
        return
    looks = event in ("open", "os.listdir", "os.scandir")
    if not (looks or event in OUTSIDE):
        return
    frame = sys._getframe(1)
    for opened, start in _watching:
        if not _is_course_code(frame, start, str(opened.root)):
            continue
        path = _path(args[0]) if looks and args else None
        if not looks:
            opened.unknown = True
        elif path is not None and not (event != "open" and _is_import(frame)):
            opened._see(path)


def _path(given: object) -> str | None:
    """None for the number of a file that is open already."""
    if given is None:
        return "."
    return os.fsdecode(given) if isinstance(given, str | bytes | os.PathLike) else None


def _is_import(frame: FrameType) -> bool:
    """Whether the import system looks for a module: what it finds it opens, and what is not there cannot matter."""
    return frame.f_code.co_filename.startswith("<frozen importlib")


def _is_course_code(frame: FrameType | None, start: FrameType, root: str) -> bool:
    """Whether some of the course's own code waits for what happens in this frame."""
    while frame is not None and frame is not start:
        file = frame.f_code.co_filename
        if not file.startswith("<") and _place(_real(file), root) == "course":
            return True
        frame = frame.f_back
    return False


@cache
def _resolved(root: Path) -> Path:
    return root.resolve()


@cache
def _real(file: str) -> str:
    return os.path.realpath(file)


@cache
def _installed() -> tuple[str, ...]:
    """Folders whose content goes by the versions of Python, of the engine and of what is installed."""
    named = {path for name, path in sysconfig.get_paths().items() if name in ("stdlib", "platstdlib")}
    folders = [*named, *packages(), str(Path(__file__).parents[1])]
    return tuple(sorted({os.path.realpath(folder) for folder in folders}))


def packages() -> tuple[str, ...]:
    """Folders of installed packages."""
    named = {path for name, path in sysconfig.get_paths().items() if name in ("purelib", "platlib")}
    named |= {path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")}
    own: str | None = site.getusersitepackages()  # a browser's Python has none
    return tuple(sorted({*named, own} if own else set(named)))


@cache
def _place(path: str, root: str) -> str:
    """`course`, `installed` or `unknown`, by the nearest folder around it; what is made from a file goes with it."""
    if "__pycache__" in path:
        return "installed"
    around = [folder for folder in (root, *_installed()) if path == folder or path.startswith(folder + os.sep)]
    nearest = max(around, key=len, default="")
    return "unknown" if not nearest else "course" if nearest == root else "installed"
