"""Why a student's file cannot be run, the same at home and in class. Standard library only: the worker lives on it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

MAX_QUOTE = 60
_NEWER = (
    (r"^\s*(?:async\s+)?(?:def|class)\s+\w+\s*\[[^\]]*=", (3, 13)),
    (r"^\s*(?:async\s+)?(?:def|class)\s+\w+\s*\[", (3, 12)),
    (r"^\s*type\s+\w+\s*(?:\[.*\])?\s*=", (3, 12)),
    (r"(?i)(?<!\w)(?:t|tr|rt)['\"]", (3, 14)),
    (r"^\s*except\*?\s+\w[\w.]*\s*,\s*\w[\w., ]*:", (3, 14)),
)
"""What a line looks like that a later Python reads, and which."""


def nobody_types(prompt: object = "", /) -> str:
    """Stands for `input` in a student's file."""
    raise EOFError("input() waits for the keyboard, and nobody types while checks run: use the function's parameters")


def ends_nothing(code: object = None, /) -> str:
    """Stands for `exit` and `quit` in a student's file: Python has them at home, and none where it starts bare."""
    raise SystemExit("exit() ends the whole program: a function hands over what it has with return")


INSTEAD: Mapping[str, Any] = {"input": nobody_types, "exit": ends_nothing, "quit": ends_nothing}
"""What a student's file has in the place of Python's own."""


def told(error: BaseException) -> str:
    """The text of an error that a call ended in; where Python says little, what it means."""
    text = _text(error)
    if isinstance(error, AssertionError) and not text:
        return "an assert of the file's own does not hold"
    if isinstance(error, RecursionError):
        return f"{text}: a function calls itself and comes to no end"
    return text


def why_not_run(error: BaseException, source: str, file: str) -> tuple[str, int | None]:
    """The text of an error that ended the loading of a file, and its line where the error itself knows it."""
    if isinstance(error, SyntaxError) and "null byte" in str(error):
        line = source.partition("\0")[0].count("\n") + 1
        return "a character in this line is a NUL, which no editor shows: type the line anew", line
    if isinstance(error, SyntaxError) and error.filename == file:
        return _syntax(error, _line(source, error.lineno)), error.lineno
    if isinstance(error, AssertionError) and not _text(error):
        quoted = _line(source, _line_of(error, file)).strip()
        return f"{told(error)}: {_quote(quoted)}", None
    return told(error), None


def _syntax(error: SyntaxError, line: str) -> str:
    said = str(error.msg)
    if re.match(r"(<{7}|={7}|>{7})( |$)", line):
        return f"{said}: this line is the mark of a merge that is not finished. Keep one version, delete the marks"
    if re.match(r"\s*[%!]\w", line):
        return f"{said}: {_quote(line.strip())} is a command for a notebook, not Python. Delete the line"
    newer = _newer(said, line)
    if newer:
        here, there = (".".join(map(str, version[:2])) for version in (sys.version_info, newer))
        return f"{said}: this may be newer syntax (Python {there}) than that of Python {here}, which runs it"
    return f"{said}, in {_quote(line.strip())}" if line.strip() else said


def _newer(said: str, line: str) -> tuple[int, int] | None:
    """The version of Python that reads what the one that runs the file does not."""
    known = [version for pattern, version in _NEWER if re.search(pattern, line)]
    if said.startswith("f-string") and re.search(r"(?i)\b(f|fr|rf)['\"]", line):
        known.append((3, 12))  # since then quotes of the same kind, backslashes and comments may stand inside
    return next((version for version in known if sys.version_info < version), None)


def _quote(text: str) -> str:
    return f"`{text if len(text) <= MAX_QUOTE else f'{text[: MAX_QUOTE - 4]} ...'}`"


def _line(source: str, number: int | None) -> str:
    lines = source.split("\n")
    return lines[number - 1] if number and 0 < number <= len(lines) else ""


def _line_of(error: BaseException, file: str) -> int | None:
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception as broken:
        return f"(its text could not be made: {type(broken).__name__})"
