"""What the page's Python gets to run: the engine's student part and the pure Python packages that it needs."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

import autograder
from autograder.errors import UserError

ROOMS = ("sandbox", "course", "checks", "kinds", "classroom", "student")
"""Of the engine. What grades classes, makes pages or talks to platforms stays out."""
PACKAGES = ("pytest", "pluggy", "iniconfig", "packaging", "pygments", "PyYAML")
_LEXERS = frozenset(("__init__.py", "_mapping.py", "python.py", "special.py", "diff.py"))
"""Of Pygments' five hundred, those that pytest asks for by name."""


def engine_files() -> dict[str, bytes]:
    """Path in site-packages -> content, of the engine."""
    root = Path(autograder.__file__).parent
    files = [*root.glob("*.py"), *(path for room in ROOMS for path in (root / room).rglob("*.py"))]
    kept = [path for path in files if path.name != "cli.py"]
    return {f"autograder/{path.relative_to(root).as_posix()}": path.read_bytes() for path in kept}


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
    return folder != "pygments/lexers" or file in _LEXERS
