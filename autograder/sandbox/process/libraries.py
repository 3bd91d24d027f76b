"""Libraries that a course allows, made whole before the doors close: late parts imported, fonts in memory."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SKIPPED = ("test", "conftest", "backend", "sphinxext", "__main__")
LATE = ("pandas",)
"""Packages that import their own parts while they work."""


def make_ready(names: Iterable[str]) -> None:
    """Imports what is installed of `names`, and all that `from name import *` would. Who needs what fails is told."""
    tops = {name.partition(".")[0] for name in names}
    if "matplotlib" not in tops:
        _import(names, tops)
        return
    place = next((folder for folder in ("/dev/shm", "/tmp") if os.access(folder, os.W_OK)), None)
    with contextlib.suppress(Exception), tempfile.TemporaryDirectory(dir=place) as folder:  # its list of fonts
        os.environ |= {"MPLBACKEND": "Agg", "MPLCONFIGDIR": folder}
        _import(names, tops)
        _ready_to_draw()


def _import(names: Iterable[str], tops: set[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception):
            __import__(name, fromlist=["*"])
    for top in tops.intersection(LATE, sys.modules):
        _import_parts(top)


def _import_parts(package: str) -> None:
    for part in pkgutil.walk_packages(sys.modules[package].__path__, f"{package}.", onerror=lambda name: None):
        if not any(word in piece for piece in part.name.split(".") for word in SKIPPED):
            with contextlib.suppress(Exception):
                importlib.import_module(part.name)


def _ready_to_draw() -> None:
    """A figure is drawn once; fonts are read from memory from here on, as no file can be opened later."""
    from matplotlib import font_manager, get_data_path, pyplot

    fonts: dict[str, bytes] = {}
    real: Any = font_manager.ft2font  # type: ignore[attr-defined]

    class FromMemory:
        """Stands for the module that opens fonts."""

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

        @staticmethod
        def FT2Font(source: Any, *args: Any, **kwargs: Any) -> Any:
            path = str(getattr(source, "path", source))
            data = fonts[path] if path in fonts else Path(path).read_bytes()
            return real.FT2Font(io.BytesIO(data), *args, **kwargs)

    for path in sorted(Path(get_data_path(), "fonts", "ttf").glob("*.ttf")):
        fonts[str(path)] = path.read_bytes()
    font_manager.ft2font = FromMemory()  # type: ignore[attr-defined,assignment]
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]
    figure, axes = pyplot.subplots()
    axes.plot([1, 2], [1, 2], label="$x^2$")
    axes.set_title("a", weight="bold")
    axes.legend()
    axes.scatter([1], [1])
    axes.bar([1], [1])
    axes.hist([1, 2])
    axes.imshow([[1.0, 2.0]])
    figure.tight_layout()
    figure.savefig(io.BytesIO(), format="png")
    pyplot.close(figure)
