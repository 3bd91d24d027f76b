"""Text from bytes, read in one way for the whole engine: what a student is told at home holds in class."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

MAX_BYTES = 256 * 1024
"""No exercise is longer: what is was not written by hand."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# Those that hold ASCII as it is. With others (utf-7, unicode_escape) a file reads otherwise than it looks.
_DECLARED = re.compile(
    r"iso8859-\d+|cp125\d|cp437|cp85\d|cp949|koi8-[rtu]|mac-roman|gbk|gb2312|gb18030|big5|euc_jp|euc_kr|shift_jis"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its lines ended by a newline each; or the reason why there is none.

    `what` is the reason without the file's name, `line` the 1-based line where it is known, `fix` what to do about it,
    `problem` the whole sentence.
    """

    text: str | None
    what: str = ""
    line: int | None = None
    fix: str = ""
    name: str = ""

    @property
    def problem(self) -> str:
        """``median.py:2: is not UTF-8 text (byte 0xe9). Save it ...``; empty where there is a text."""
        if not self.what:
            return ""
        return f"{self.name}{f':{self.line}:' if self.line else ''} {self.what} {self.fix}".strip()


@lru_cache(maxsize=1)  # a file is looked at before it is read
def decode_source(raw: bytes, name: str, most: int | None = MAX_BYTES) -> Decoded:
    """The text of a file called `name`, of at most `most` bytes.

    UTF-8 with or without a byte order mark, UTF-16 with one, or what a Python file declares in its first two lines
    (PEP 263).
    """
    if most is not None and len(raw) > most:
        return Decoded(None, f"is larger than {most // 1024} KiB: hand in the exercise alone.", name=name)
    encoding = _encoding(raw, name)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        return _not_text(error, name, encoding)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Decoded(None, "holds a zero byte, as no text does.", line, _fix(), name)
    return Decoded(text)


def _not_text(error: UnicodeDecodeError, name: str, encoding: str) -> Decoded:
    before = error.object[: error.start]
    line = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    shown = "UTF-8" if encoding == "utf-8" else encoding.upper()
    return Decoded(None, f"is not {shown} text (byte 0x{error.object[error.start]:02x}).", line, _fix(), name)


def _fix() -> str:
    return "Save the file as UTF-8."


def _encoding(raw: bytes, name: str) -> str:
    if raw.startswith(_UTF_16):
        return "utf-16"
    for line in re.split(rb"\r\n|\r|\n", raw[:4096], maxsplit=2)[:2] if name.endswith(".py") else []:
        match = _CODING.match(line)
        known = _known(match[1].decode("ascii", "replace")) if match else None
        if known is not None and not raw.startswith(codecs.BOM_UTF8):
            return known
    return "utf-8"


def _known(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return name if _DECLARED.fullmatch(name) else None
