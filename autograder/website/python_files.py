"""What the page's Python gets to run: the engine's student part and the pure Python packages that it needs."""

from __future__ import annotations

import ast
import importlib.metadata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import autograder
from autograder.course.registry import KINDS
from autograder.errors import UserError

START = "autograder.student.browser"
"""What the page's worker imports."""
PACKAGES = ("pytest", "pluggy", "iniconfig", "packaging", "pygments", "PyYAML")
_KEPT = {
    "pygments/lexers": frozenset(("__init__.py", "_mapping.py", "python.py", "special.py", "diff.py")),
    "pygments/styles": frozenset(("__init__.py", "_mapping.py", "default.py")),
    "pygments/formatters": frozenset(("__init__.py", "_mapping.py", "terminal.py")),
}
"""Of Pygments' hundreds, those that pytest asks for by name."""
_LEFT_OUT = frozenset(("packaging/metadata.py", "packaging/pylock.py"))
"""What nothing here imports."""


def engine_files() -> dict[str, bytes]:
    """Path in site-packages -> content, of the engine: the page's desk, the kinds, and whatever these import."""
    root = Path(autograder.__file__).parent
    wanted = [START, *(kind.module for kind in KINDS.values())]
    found: dict[str, bytes] = {}
    while wanted:
        path = _module(root, wanted.pop())
        name = f"autograder/{path.relative_to(root).as_posix()}" if path else ""
        if path is None or name in found:
            continue
        found[name] = path.read_bytes()
        wanted += _imported(found[name])
    return found


def _module(root: Path, name: str) -> Path | None:
    """The file of a module of the engine's; None for what is none."""
    place = root.joinpath(*name.split(".")[1:])
    if name.split(".")[0] != "autograder":
        return None
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


@cache
def _imported(source: bytes) -> frozenset[str]:
    """Every name that a module imports anywhere, those inside functions too, and the packages around it.

    Kept, since parsing takes longest and the engine's modules are the same for each course that a process builds.
    """
    named = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            named |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    parts = (name.split(".") for name in named)
    return frozenset(".".join(part[:count]) for part in parts for count in range(1, len(part) + 1))


def package_files() -> dict[str, bytes]:
    """The same of the packages, as they are installed here. Raises UserError where one is not."""
    return {name: content for package in PACKAGES for name, content in _package(package)}


def _package(name: str) -> Iterator[tuple[str, bytes]]:
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise UserError(f"the page needs {name}, which is not installed: pip install {name}") from error
    for file in files:
        if file.suffix == ".py" and ".." not in file.parts and _is_needed(file.as_posix()):
            yield file.as_posix(), Path(str(file.locate())).read_bytes()


def _is_needed(path: str) -> bool:
    folder, _, file = path.rpartition("/")
    if path in _LEFT_OUT or folder == "packaging/licenses":
        return False
    return folder not in _KEPT or file in _KEPT[folder]
