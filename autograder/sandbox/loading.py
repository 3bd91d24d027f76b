"""What an error means in which a student's file or call ended, the same at home and in class.

Standard library only: the worker lives on it.
"""

from __future__ import annotations

import builtins
import contextlib
import difflib
import inspect
import math
import re
from collections.abc import Mapping
from typing import Any

from autograder.sandbox.newer import why_missing
from autograder.sandbox.unreadable import NOTEBOOK, is_notebook, quote, why_unreadable

with contextlib.suppress(ImportError):  # a page's Python may have none
    import pdb  # noqa: F401  # breakpoint() finds it here, whatever a student's file may import itself

ENDS = "ends the whole program: a function hands over what it has with return"
DEBUGGER = "breakpoint() opens a debugger, and nobody types while checks run: take it out"
NEAR = 0.75
"""How much alike two names are of which one is a slip for the other."""
LONGEST, MOST = 40, 2000
"""Letters of a name, and names, that are looked at."""
UNDER_MAIN = 'or put it under `if __name__ == "__main__":`'
_OTHER_WORDS = {
    "null": "None",
    "nil": "None",
    "true": "True",
    "false": "False",
    "xrange": "range",
    "raw_input": "input",
}
_MODULES = {"np": "import numpy as np", "numpy": "import numpy", "math": "import math"}


def nobody_types(prompt: object = "", /) -> str:
    """Stands for `input` in a student's file."""
    raise EOFError("input() waits for the keyboard, and nobody types while checks run: use the function's parameters")


def ends_nothing(code: object = None, /) -> str:
    """Stands for `exit` and `quit` in a student's file: Python has them at home, and none where it starts bare."""
    raise SystemExit(f"exit() {ENDS}")


INSTEAD: Mapping[str, Any] = {"input": nobody_types, "exit": ends_nothing, "quit": ends_nothing}
"""What a student's file has in the place of Python's own."""


def told(error: BaseException) -> str:
    """The text of an error that a call ended in; where Python says little, what it means."""
    text = _text(error)
    if isinstance(error, SystemExit):
        return text if ENDS in text else f"{text}: this {ENDS}" if text not in ("", "None") else f"this {ENDS}"
    if isinstance(error, AssertionError) and not text:
        return "an assert of the file's own does not hold"
    if isinstance(error, RecursionError):
        return f"{text}: a function calls itself and comes to no end"
    if isinstance(error, MemoryError):
        return text or "there is no room for what it makes"
    if isinstance(error, NameError):
        return f"{text}{_what_name(text) or _near(error)}"
    if isinstance(error, AttributeError | ImportError):
        return f"{text}{why_missing(text)}"
    if type(error).__name__ == "BdbQuit":
        return DEBUGGER
    return text


def _what_name(text: str) -> str:
    found = re.fullmatch(r"name '(\w+)' is not defined", text)
    name = found[1] if found else ""
    if name in _OTHER_WORDS:
        return f": Python writes {_OTHER_WORDS[name]}"
    if name in _MODULES:
        return f": is `{_MODULES[name]}` missing?"
    return f": is math.{name} meant, with `import math` at the top?" if name and hasattr(math, name) else ""


def _name_of(error: NameError) -> str:
    """The name that was not known; "" where a program made the error itself, and put something else there."""
    name = error.name
    return name if type(name) is str and name.isidentifier() and len(name) <= LONGEST else ""


def _near(error: NameError) -> str:
    """``: is `results` meant?``, where a name that is much like it was known in that place."""
    trace, file, known = error.__traceback__, "", set(dir(builtins))
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_filename != file:  # what is known elsewhere is not known here
            file, known = frame.f_code.co_filename, set(dir(builtins))
        known |= {*frame.f_locals, *frame.f_globals}
        trace = trace.tb_next
    names = sorted(name for name in known if type(name) is str and len(name) <= LONGEST and name[:1] != "_")
    near = difflib.get_close_matches(_name_of(error), names[:MOST], 1, NEAR)
    return f": is `{near[0]}` meant?" if near else ""


def why_not_run(error: BaseException, source: str, file: str) -> tuple[str, int | None]:
    """The text of an error that ended the loading of a file, and its line where the error itself knows it."""
    if is_notebook(source):
        return NOTEBOOK, 1
    if isinstance(error, SyntaxError) and "null byte" in str(error):
        line = source.partition("\0")[0].count("\n") + 1
        return "a character in this line is a NUL, which no editor shows: type the line anew", line
    if isinstance(error, SyntaxError) and error.filename == file:
        return why_unreadable(error, _line(source, error.lineno)), error.lineno
    if isinstance(error, AssertionError) and not _text(error):
        return f"{told(error)}: {quote(_line(source, line_in(error, file)))}", None
    top, inner = _way(error, file)
    said = _further_down(error, source, inner) or told(error)
    if _is_unittest(error):
        said = "unittest.main() runs a file's own tests and ends the whole program. Delete the line"
    if top == inner:
        return said, None
    calls = f"Line {top} calls it while the file is loaded: delete that line, {UNDER_MAIN}"
    return f"{said} (raised in line {inner}). {calls}".lstrip(), top


def _further_down(error: BaseException, source: str, line: int | None) -> str:
    """``name 'median' is not defined: line 9 defines it``: what is called at the margin above its own def."""
    name = _name_of(error) if isinstance(error, NameError) else ""
    found = re.search(rf"^(?:def|class) {name}\b", source, re.MULTILINE) if name else None
    below = source.count("\n", 0, found.start()) + 1 if found else 0
    if line is None or below <= line:
        return ""
    return (
        f"{_text(error)}: line {below} defines it, and Python reads from the top. Move this line to the end of the file"
    )


def _way(error: BaseException, file: str) -> tuple[int | None, int | None]:
    """The last line of the file outside any function that led to an error, and the last of all."""
    top, inner, trace = None, None, error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == file:
            inner = trace.tb_lineno
            if not code.co_flags & inspect.CO_OPTIMIZED:  # the file itself, or the body of a class
                top = inner
        trace = trace.tb_next
    return top, inner


def line_in(error: BaseException, file: str) -> int | None:
    """The last line of the file on the way to an error; None where that does not lead through it."""
    return _way(error, file)[1]


def _is_unittest(error: BaseException) -> bool:
    """Whether the program was ended by a run of `unittest`: its code differs from one Python to the other."""
    trace = error.__traceback__
    while trace is not None and isinstance(error, SystemExit):
        if trace.tb_frame.f_globals.get("__name__") == "unittest.main":
            return True
        trace = trace.tb_next
    return False


def _line(source: str, number: int | None) -> str:
    lines = source.split("\n")
    return lines[number - 1] if number and 0 < number <= len(lines) else ""


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception as broken:
        return f"(its text could not be made: {type(broken).__name__})"


def nearest_builtin(kind: type[BaseException]) -> str | None:
    """The name of the nearest builtin subclass of Exception among the bases of `kind`, or None."""
    for base in kind.__mro__:
        if issubclass(base, Exception) and base.__module__ == "builtins":
            return base.__name__
    return None
