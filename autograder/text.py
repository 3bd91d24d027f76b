"""Text from strangers, made safe to show, and any text made fit for the stream that it is printed on."""

from __future__ import annotations

import codecs
import io
from typing import TextIO


def show_text(text: str) -> str:
    """Text that came from a student's code, on one line, bounded, without control characters."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return clean if len(clean) <= 200 else f"{clean[:196]} ..."


_IN_ASCII = {
    "✓": "ok",
    "✗": "x",
    "·": "-",
    "…": "...",
    "█": "#",
    "░": ".",
    "→": "->",
    "─": "-",
    "’": "'",
    "“": '"',
    "”": '"',
}


def spell_out(stream: TextIO) -> None:
    """Lets a stream write any text: what its encoding has no sign for is spelt out, and no command fails of it.

    What is printed into a file or another program has an old encoding on Windows, and in a terminal that knows ASCII.
    """
    if isinstance(stream, io.TextIOWrapper) and (stream.errors == "strict" or not _is_utf8(stream)):
        stream.reconfigure(errors=_SPELT)


def _is_utf8(stream: TextIO) -> bool:
    return codecs.lookup(stream.encoding).name == "utf-8"


def _spelt(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    spelt = (_IN_ASCII.get(sign) or sign.encode("ascii", "backslashreplace").decode("ascii") for sign in lacking)
    return "".join(spelt), error.end


_SPELT = "autograder.spelt"
codecs.register_error(_SPELT, _spelt)
