"""What a student's file may import: one rule, at home as in class, where no file can be reached.

Python's own harmless modules are always there. Everything else is for the exercise's `allowed_imports` to name; without
such a list, whatever is ready. An import of anything else costs nothing by itself: its name stands for what is missing,
and using it raises the sentence that a student reads. Standard library only: the worker lives on it.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import sys
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NoReturn

HARMLESS = (
    *("__future__", "abc", "array", "bisect", "calendar", "cmath", "codecs", "collections", "collections.abc"),
    *("contextlib", "copy", "csv", "dataclasses", "datetime", "decimal", "doctest", "enum", "fractions", "functools"),
    *("graphlib", "hashlib", "heapq", "inspect", "io", "itertools", "json", "json.decoder", "json.encoder", "logging"),
    *("math", "numbers", "operator", "pathlib", "pprint", "queue", "random", "re", "secrets", "statistics", "string"),
    *("struct", "sys", "textwrap", "time", "timeit", "traceback", "types", "typing", "unittest", "warnings", "weakref"),
)
"""Python's own modules that every exercise may use."""
OTHERS = (
    *("numpy", "numpy.linalg", "numpy.random", "numpy.testing", "numpy.fft", "numpy.ma", "numpy.polynomial"),
    *("numpy.char", "numpy.rec", "numpy.typing"),  # these NumPy itself imports only when they are asked for
    *("ctypes", "os", "os.path", "threading"),
)
"""What an exercise may use that allows it, or that has no list."""
PRELOAD = (
    *HARMLESS,
    *OTHERS,
    # Python's own parser imports it for a name like σ and for "\\N{...}".
    "unicodedata",
    # datetime and time import it for strptime.
    "_strptime",
    # NumPy and pandas import them to read a file, which may be packed.
    *("bz2", "gzip", "lzma", "urllib.parse", "zipfile", "zlib"),
    # str.encode and bytes.decode import a module an encoding.
    *(f"encodings.{name}" for name in ("ascii", "charmap", "idna", "latin_1", "punycode", "utf_7", "utf_8_sig")),
    *(f"encodings.{name}" for name in ("utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le")),
    *(f"encodings.{name}" for name in ("unicode_escape", "raw_unicode_escape", "hex_codec", "base64_codec", "rot_13")),
    *(f"encodings.cp{number}" for number in (437, 850, 1250, 1251, 1252, 1253)),
    *(f"encodings.{name}" for name in ("iso8859_1", "iso8859_2", "iso8859_7", "iso8859_15", "mac_roman")),
    *(f"encodings.{name}" for name in ("big5", "euc_jp", "euc_kr", "gb18030", "gbk", "shift_jis")),
)
"""A walled-off worker reaches no files, so what it may import is imported before."""
PACKAGES = frozenset(
    (
        *("IPython", "PIL", "altair", "bokeh", "cupy", "cv2", "jax", "keras", "matplotlib", "networkx", "nltk"),
        *("numba", "numpy", "pandas", "plotly", "polars", "pylab", "pytest", "requests", "scipy", "seaborn", "skimage"),
        *("sklearn", "sympy", "tensorflow", "torch", "torchvision", "tqdm", "transformers", "xarray"),
    )
)
"""Well-known packages: what is not one of them, nor Python's own, is taken for a file of the student's."""
_PIP = {
    "IPython": "ipython",
    "PIL": "pillow",
    "cv2": "opencv-python",
    "pylab": "matplotlib",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
}
_READY = frozenset(name.partition(".")[0] for name in PRELOAD)
_HARMLESS = frozenset(name.partition(".")[0] for name in HARMLESS)
_real = builtins.__import__


class Missing:
    """Stands for a module, or a name in one, that is not to be had: using it raises the sentence about it."""

    def __init__(self, why: ImportError, parts: Mapping[str, Any] | None = None) -> None:
        self.__dict__.update(parts or {})
        self.__dict__["__why__"] = why

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)  # who looks at things, as inspect does, is not using them
        _tell(self)


def _tell(missing: Missing, *args: object, **kwargs: object) -> NoReturn:
    why: ImportError = missing.__dict__["__why__"]
    raise type(why)(*why.args, name=why.name)


for _use in (
    *("call", "mro_entries", "instancecheck", "subclasscheck", "getitem", "setitem", "iter", "next", "len", "contains"),
    *("bool", "int", "float", "index", "enter", "str", "format", "add", "radd", "sub", "rsub", "mul", "rmul"),
    *("truediv", "rtruediv", "floordiv", "mod", "pow", "rpow", "matmul", "rmatmul", "neg", "abs", "lt", "le"),
    *("gt", "ge", "or", "ror", "and", "xor"),
):
    setattr(Missing, f"__{_use}__", _tell)


def student_builtins(
    source: str, file: str, allowed: Collection[str] | None, *, at_home: bool = False, **others: object
) -> dict[str, Any]:
    """The builtins of one file: Python's own, an `__import__` that keeps the rule, and `others`.

    `at_home` much more is installed than is ready in class: there it is what is ready in class that counts.
    """
    table = _spare.pop() if _spare else dict(vars(builtins))
    table["__import__"] = _Importer(source, file, allowed, at_home).load
    table.update(others)
    return table


def lay_in_builtins() -> None:
    """Makes the table for the next file now, and not in the process that is forked for it: it touches every builtin."""
    _spare[:] = [dict(vars(builtins))]


_spare: list[dict[str, Any]] = []


class _Importer:
    """The `__import__` of one file. What that file imports may import what it needs."""

    def __init__(self, source: str, file: str, allowed: Collection[str] | None, at_home: bool) -> None:
        self._source = source
        self._file = file
        self._allowed = None if allowed is None else frozenset(allowed)
        self._at_home = at_home

    def load(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        wanted = tuple(fromlist or ())
        if level:
            why = _not_there(name or " and ".join(wanted))
        elif not self._may(name):
            why = refusal(name, self._allowed)
        else:
            try:
                return _real(name, globals, locals, wanted, 0)
            except (ModuleNotFoundError, PermissionError) as error:
                missing = getattr(error, "name", None) or name
                why = _not_there(name if _top(missing) == _top(name) else missing)
                if self._at_home and missing == _top(missing) and self._is_package(missing):
                    why = _not_installed(missing)
        if self._is_ready_for_it(sys._getframe(1)):
            raise why
        return _stand_in(name, wanted, globals or {}, why, self._names)

    def _may(self, name: str) -> bool:
        top = _top(name)
        if self._allowed is None:
            return not self._at_home or top in _READY
        return f"-{top}" not in self._allowed and (top in _HARMLESS or top in self._allowed)

    def _is_package(self, name: str) -> bool:
        """Whether it is there in class, by all that is known here, and pip can bring it here; a web page has no pip."""
        return (
            (name in PACKAGES or name in (self._allowed or ()))
            and name not in sys.stdlib_module_names
            and sys.platform != "emscripten"
        )

    def _is_ready_for_it(self, frame: types.FrameType) -> bool:
        """Whether the import stands in a `try` of the file's own, which has something else to do then."""
        if frame.f_code.co_filename != self._file:
            return False
        try:
            tree = ast.parse(self._source)
        except (SyntaxError, ValueError, RecursionError):
            return False
        tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try) and node.handlers]
        inside = [part for node in tries for statement in node.body for part in ast.walk(statement)]
        lines = {part.lineno for part in inside if isinstance(part, ast.Import | ast.ImportFrom)}
        return frame.f_lineno in lines

    def _names(self) -> set[str]:
        """All names in the file that may come from elsewhere."""
        return {node.id for node in ast.walk(ast.parse(self._source)) if isinstance(node, ast.Name)}


def make_ready(source: str, allowed: Collection[str] | None) -> None:
    """Imports the packages that a file may import, before its time begins to run: in class they are there already.

    What cannot be imported, or read, the file itself meets.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    names = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    for name in sorted(names):
        top = _top(name)
        if top in PACKAGES and name not in sys.modules and (top in _READY if allowed is None else top in allowed):
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def _stand_in(
    name: str, wanted: Sequence[str], known: Mapping[str, Any], why: ImportError, names: Callable[[], set[str]]
) -> Missing:
    """What `import a.b` (a, with b in it), `from a import b` (a's b) or `from a import *` get."""
    if "*" in wanted:
        unknown = sorted(names() - set(known) - set(vars(builtins)))
        return Missing(why, {"__all__": unknown, **{one: Missing(why) for one in unknown}})
    if wanted:
        return Missing(why, {one: Missing(why) for one in wanted})
    made = Missing(why)
    for part in reversed(name.split(".")[1:]):
        made = Missing(why, {part: made})
    return made


def _top(name: str) -> str:
    return name.partition(".")[0]


def _known(name: str) -> bool:
    return _top(name) in sys.stdlib_module_names or _top(name) in PACKAGES


def _not_there(name: str) -> ImportError:
    text = f"{name} is not available while grading: do without it" if _known(name) else own_file(name)
    return ModuleNotFoundError(text, name=name)


def _not_installed(name: str) -> ImportError:
    return ModuleNotFoundError(f"{name} is not installed here: pip install {pip_name(name)}", name=name)


def pip_name(package: str) -> str:
    """What pip calls a package that is imported by this name."""
    return _PIP.get(package, package)


def refusal(name: str, allowed: Collection[str] | None) -> ImportError:
    """What is raised where a module is used that the exercise does not allow."""
    if allowed is None or not _known(name):
        return _not_there(name)
    packages = sorted(one for one in allowed if one not in sys.stdlib_module_names and not one.startswith("-"))
    also = f"{', '.join(packages)} and " if packages else ""
    text = f"this exercise does without {name}; it can use {also}Python's own modules, such as math"
    return ModuleNotFoundError(text, name=name)


def own_file(name: str) -> str:
    """The sentence on what is taken for another file of the student's."""
    return (
        f"there is no {name} here, since each file is graded by itself. "
        "If it is a file of yours, copy what you need from it into this one"
    )
