"""Libraries that a course allows, made whole before the doors close: late parts imported, their own files in memory."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import pkgutil
import sys
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

SKIPPED = ("test", "conftest", "backend", "sphinxext", "__main__")
LATE = {
    "pandas": (),
    "matplotlib": (
        *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "matplotlib.backends.backend_pdf"),
        *("PIL.PngImagePlugin", "PIL.JpegImagePlugin", "contourpy", "mpl_toolkits.mplot3d", "mpl_toolkits.axes_grid1"),
    ),
}
"""Packages that import their own parts while they work, and what else they then import."""
KEPT = ("fonts", "matplotlibrc", "stylelib")
"""Of Matplotlib's own files, what it opens while it draws."""


def make_ready(names: Iterable[str]) -> Mapping[str, bytes]:
    """Imports what is installed of `names`, and all that `from name import *` would. Who needs what fails is told.

    Gives the files that these libraries open later, by their paths.
    """
    wanted = tuple(names)
    tops = {name.partition(".")[0] for name in wanted}
    if "matplotlib" not in tops:
        _import(wanted, tops)
        return {}
    files: dict[str, bytes] = {}
    place = next((folder for folder in ("/dev/shm", "/tmp") if os.access(folder, os.W_OK)), None)
    with contextlib.suppress(Exception), tempfile.TemporaryDirectory(dir=place) as folder:  # its list of fonts
        os.environ |= {"MPLBACKEND": "Agg", "MPLCONFIGDIR": folder}
        _import(wanted, tops)
        files = _own_files()
        _fonts_from(files)
        _draw_once()
    return files


def _import(names: Iterable[str], tops: set[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception):
            __import__(name, fromlist=["*"])
    for top in tops.intersection(LATE, sys.modules):
        _import_parts(top)
        for part in LATE[top]:
            with contextlib.suppress(Exception):
                importlib.import_module(part)


def _import_parts(package: str) -> None:
    with warnings.catch_warnings():  # of parts that are on their way out
        warnings.simplefilter("ignore")
        for part in pkgutil.walk_packages(sys.modules[package].__path__, f"{package}.", onerror=lambda name: None):
            if not any(word in piece for piece in part.name.split(".") for word in SKIPPED):
                with contextlib.suppress(Exception):
                    importlib.import_module(part.name)


def _own_files() -> dict[str, bytes]:
    from matplotlib import get_data_path

    places = [Path(get_data_path(), name) for name in KEPT]
    found = [file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*")))]
    return {str(file): file.read_bytes() for file in found if file.is_file()}


def _fonts_from(files: Mapping[str, bytes]) -> None:
    """Fonts are those that come with Matplotlib, the same on each machine, and are read from memory from here on."""
    from matplotlib import font_manager

    real: Any = font_manager.ft2font  # type: ignore[attr-defined]

    class Font(io.BytesIO):
        """A font's bytes; it goes by its path, under which it is opened again to be put into a PDF."""

        def __init__(self, path: str) -> None:
            super().__init__(files[path])
            self.path: str = path

        def __str__(self) -> str:
            return self.path

        __repr__ = __str__

    class FromMemory:
        """Stands for the module that opens fonts."""

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

        @staticmethod
        def FT2Font(source: Any, *args: Any, **kwargs: Any) -> Any:
            path = str(getattr(source, "path", source))
            return real.FT2Font(Font(path) if path in files else source, *args, **kwargs)

    known = font_manager.fontManager
    known.ttflist = [font for font in known.ttflist if font.fname in files]
    known.afmlist = [font for font in known.afmlist if font.fname in files]
    font_manager.ft2font = FromMemory()  # type: ignore[attr-defined,assignment]
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]


def _draw_once() -> None:
    """What is worked out at the first figure is worked out before the first student."""
    from matplotlib import pyplot

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
