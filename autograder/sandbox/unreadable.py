"""A line that Python cannot read, in words: what it is, and what to do.

Standard library only: the worker lives on it.
"""

from __future__ import annotations

import re
import sys
import unicodedata

MAX_QUOTE = 60
MAX_LINE = 300
"""Characters of a line that are looked at."""
_NEWER = (
    (r"^\s*(?:async\s+)?(?:def|class)\s+\w+\s*\[[^\]]*=", (3, 13)),
    (r"^\s*(?:async\s+)?(?:def|class)\s+\w+\s*\[", (3, 12)),
    (r"^\s*type\s+\w+\s*(?:\[.*\])?\s*=", (3, 12)),
    (r"(?i)(?<!\w)(?:t|tr|rt)['\"]", (3, 14)),
    (r"^\s*except\*?\s+\w[\w.]*\s*,\s*\w[\w., ]*:", (3, 14)),
)
"""What a line looks like that a later Python reads, and which."""
_STRANGE = (
    (
        r"(<{7}|\|{7}|={7}|>{7})( |$)",
        "this line is the mark of a merge that is not finished. Keep one version, delete the marks",
    ),
    (
        r"(%%?|!)\w|(pip3?|conda) install\b|[\w.]+\?\??$",
        "{line} is a command for a notebook, not Python. Delete the line",
    ),
    (r"```|~~~", "this line frames code in a chat or on a web page. Keep what stands inside, delete the frame"),
    (r">>>|In \[\d*\]:", "the line begins with a prompt. Delete the prompts, keep what stands after them"),
    (
        r"diff --git |@@ |[+-]\s*(import|from|def|class)\b",
        "this is a list of changes. Hand in the file as it is after them",
    ),
    (r"\d+[:|.]?\s+(import|from|def|class|#|\"{3})", "the line begins with its number. Delete the numbers"),
    (r"(?i)<(!doctype|html)\b", "this is a web page. Hand in the program that stands on it, and nothing else"),
    (r"\{\\rtf", "this was saved as rich text. Save it as plain text, with an editor for programs"),
    (r"else\s+if\b", "Python writes elif"),
    (r"\w+(\+\+|--);?$", "Python writes i += 1 or i -= 1"),
    (r"function\b", "Python begins a function with def, and a colon ends that line"),
    (r"except\s+[\w.]+\s*,\s*[a-z]\w{0,2}\s*:", "that is Python 2. Today it is except ValueError as error"),
    (r"raise\s+[\w.]+\s*,", 'that is Python 2. Today it is raise ValueError("...")'),
    (r"[A-Z][\w'’]*,?!?( [\w'’,]+){2,}.*[.:!?]$", "this line is a text, not Python. Delete it, or put # before it"),
)
"""How a line begins that is no Python, and what is said of it."""
_NUMBER_FIRST = re.compile(r"(?<![\w.])(\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z]\w*)")
_INSTEAD = {
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚′´", "'"),
    **dict.fromkeys("−–—‐‑", "-"),
    **dict.fromkeys("×·", "*"),
    "÷": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "→": "->",
    "…": "...",
}
"""Signs that editors and chats put in the place of those that Python reads."""


def why_unreadable(error: SyntaxError, line: str) -> str:
    """What is wrong with `line`, the one that `error` is about: Python's words and, where we know more, ours."""
    said = str(error.msg)
    strange = re.match(r"invalid (?:non-printable )?character (?:'(.)' \()?U\+(\w+)", said)
    if strange:
        return f"{said}, in {quote(line)}: {_what_instead(strange[1] or '')}"
    for pattern, words in _STRANGE:
        if re.match(pattern, line.strip()[:MAX_LINE]):
            return f"{said}: {words.format(line=quote(line))}"
    if said.startswith("invalid decimal literal") and (meant := _NUMBER_FIRST.search(line[:MAX_LINE])):
        return f"{said}, in {quote(line)}: {_after_a_number(*meant.groups())}"
    newer = _newer(said, line)
    if newer:
        here, there = (".".join(map(str, version[:2])) for version in (sys.version_info, newer))
        return f"{said}: this may be newer syntax (Python {there}) than that of Python {here}, which runs it"
    end = _how_to_indent(error)
    return f"{said}, in {quote(line)}{end}" if line.strip() else f"{said}{end}"


def _how_to_indent(error: SyntaxError) -> str:
    if isinstance(error, TabError):
        return ": indent with spaces alone, four for each step"
    if not isinstance(error, IndentationError):
        return ""
    if str(error.msg).startswith("expected an indented block"):
        return ": put four more spaces before it"
    which = "the line above" if error.msg == "unexpected indent" else "the line that it goes on after"
    return f": put as many spaces before it as before {which}"


NOTEBOOK = "this is a whole notebook, not a program. Copy the code of its cells into the file"
"""What is said of one."""


def is_notebook(source: str) -> bool:
    """Whether a whole notebook was saved under the name of a program."""
    return re.match(r'\s*\{\s*"(cells|metadata|nbformat)"', source) is not None


def quote(text: str) -> str:
    """The line, in the marks that stand around code."""
    text = text.strip()
    return f"`{text if len(text) <= MAX_QUOTE else f'{text[: MAX_QUOTE - 4]} ...'}`"


def _after_a_number(number: str, name: str) -> str:
    if name == "i":
        return f"Python writes the imaginary unit j, {number}j"
    return f"a product is written {number} * {name}, and a name does not begin with a digit"


def _what_instead(sign: str) -> str:
    wide = unicodedata.normalize("NFKC", sign) if sign else ""
    instead = _INSTEAD.get(sign) or (wide if wide.isascii() else "")
    if instead:
        return f"type {instead} in its place"
    return "it came in with a text that was pasted. Delete it" if sign else "nobody sees it. Type this line anew"


def _newer(said: str, line: str) -> tuple[int, int] | None:
    """The version of Python that reads what the one that runs the file does not."""
    known = [version for pattern, version in _NEWER if re.search(pattern, line)]
    if said.startswith("f-string") and re.search(r"(?i)\b(f|fr|rf)['\"]", line):
        known.append((3, 12))  # since then quotes of the same kind, backslashes and comments may stand inside
    return next((version for version in known if sys.version_info < version), None)
