"""Words in disguise: what a reader sees is not what a program would read. Undone as far as it is plain, always said.

`n0t`, `n o t`, a Cyrillic letter, a comment or a tag inside a word: read as the word that is meant. What is struck out
is not said. A person looks at each of these, since nobody writes so by accident.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from autograder.kinds.written.english import CONNECTING, VERBS, words_of

_STRUCK = re.compile(
    r"~~(?=\S).{0,4000}?~~|<(s|del|strike)\b[^<>]{0,200}>.{0,4000}?</\1\s*>|(?:[^\W_][\u0335-\u0338]){2,}"
    r"|\\(?:sout|cancel|st)\{[^{}]{0,2000}\}",
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.{0,2000}?(?:-->|$)", re.DOTALL)
_INLINE = r"(?:b|i|u|em|strong|span|sub|sup|font|a|mark|small|big|code|wbr|q|kbd|tt)"
_INSIDE = re.compile(
    rf"(?<=[^\W\d_])(?:<!--.{{0,2000}}?-->|</?{_INLINE}(?:\s[^<>]{{0,200}})?/?>)+(?=[^\W\d_])", re.DOTALL
)
_HIDDEN = re.compile(r"(?<=[^\W_])[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+(?=[^\W_])")

DENYING = words_of(
    "not no never none neither nor nothing nobody cannot without false wrong untrue opposite hardly myth incorrect"
)
"""What is worth hiding: the words that turn a sentence around."""
_SPLIT = words_of("not never none neither nor false wrong opposite hardly myth")
"""Those of them that no two words make: "in correct order" is no disguise."""
_JOINT = r"[\s.*_~|/\\'\u00b7-]{0,2}"
_APART = re.compile(
    r"(?<![^\W_])(?:" + "|".join(_JOINT.join(word) for word in sorted(_SPLIT)) + r")(?![^\W_])", re.IGNORECASE
)
_MARKS = re.compile(r"[*_~`|\\/.-]")
# From the beginning of a word alone: tried from each of its letters, one long word takes a minute.
_EMPHASISED = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[*_~`|\\-]{1,3}[^\W\d_]+)+")
_DIGITS = str.maketrans("013457@$!", "oleastasi")
_LEET = re.compile(
    r"(?<![\w@$!])(?=[\w@$!]{2,20}(?![\w@$!]))(?=[\d@$!]*[a-z])(?=[a-z]*[\d@$!])[a-z0134578@$!]+", re.IGNORECASE
)
_LOOKS = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0475\u04bb\u0501\u051b\u0442\u043c\u043d\u043a\u0432"
    "\u03bf\u03f2\u0131\u0261\u1d0f\u0578\u057d\u0585\u043f",
    "aeopcyxijsvhdqtmhkbocigonuon",
)
"""Letters of other scripts by the Latin ones that they are taken for."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as it is meant. `struck`: a part was struck out; `disguised`: a word was not written as itself."""

    text: str
    struck: bool = False
    disguised: bool = False


def undisguised(raw: str) -> Plain:
    """The text without what is struck out or hidden. Takes time in proportion to its length, and never raises."""
    text, struck = _STRUCK.subn(" ", raw)
    text, inside = _INSIDE.subn("", text)
    text = _COMMENT.sub(" ", text)
    text, hidden = _HIDDEN.subn("", text)
    text = unicodedata.normalize("NFKC", text)
    plain = _APART.sub(_closed, text)
    plain = _EMPHASISED.sub(_joined, plain)
    plain = _LEET.sub(_spelled, plain)
    plain = _WORD.sub(_latin, plain)
    return Plain(plain, bool(struck), bool(inside or hidden) or plain != text)


def _closed(found: re.Match[str]) -> str:
    return "".join(character for character in found[0] if character.isalpha())


def _joined(found: re.Match[str]) -> str:
    """`n*o*t` and `no**t**` are a `not`; `q*k` stays what it is."""
    word = _MARKS.sub("", found[0])
    return word if word.lower() in DENYING and len(word) > 2 else found[0]


def _spelled(found: re.Match[str]) -> str:
    word = found[0].translate(_DIGITS)
    least = 2 if word.lower() in DENYING else 3
    known = word.lower() in DENYING | CONNECTING | VERBS
    return word if known and len(word) >= least and not found[0].isalpha() else found[0]


def _latin(found: re.Match[str]) -> str:
    """A word in which Latin letters stand beside letters that only look so, or that denies once it is read by looks."""
    word = found[0]
    if word.isascii():
        return word
    read = word.translate(_LOOKS)
    # A Greek index in a formula has no double among these letters.
    if not read.isascii() or read == word:
        return word
    mixed = any(character.isascii() for character in word)
    return read if (mixed and len(word) > 1) or read.lower() in DENYING else word
