"""An answer's text as sentences of words, with the place of every word in the original. Any text is welcome."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from autograder.kinds.written.english import words_of
from autograder.kinds.written.idioms import without_idioms

MAX_CHARACTERS = 6000
"""Of a longer answer only the beginning is read, and a person is told."""
MAX_SENTENCE = 80
"""Words in one sentence; a longer one is cut, so that no text takes long to read."""

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,500}(?:\x07|\x1b\\)?|.)")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
_SCRIPT = re.compile(r"(?is)<(script|style)\b.{0,5000}?</\1>")
_ABBREVIATION = re.compile(
    r"\b(?:(?:e\.g|i\.e|w\.r\.t|a\.k\.a)\.|(?:esp|etc|vs|cf|resp|approx|seq|info|diff|eq|fig)\.(?=\s+[a-z,]))"
)
_SIGNS = {"≥": ">=", "⩾": ">=", "≤": "<=", "→": "->", "⇒": "->", "⟶": "->", "∑": " sum ", "Σ": " sum ", "·": "*"}
_SIGNS |= {"×": "*", "⋅": "*", "’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "—": " - ", "–": "-", "≠": " not ="}
_TRANSLATE = str.maketrans(_SIGNS)
_TOKEN = re.compile(
    r"(?P<number>(?:(?<![\w)])-)?\d+(?:\.\d+)?)|(?P<word>[^\W\d_]+(?:_?[^\W_]+)*(?:'[^\W\d_]{1,3}\b)?)"
    r"|(?P<sign>>=|<=|=>|-+>|==|[<>=+*/^%∈@])|(?P<break>\n\s*(?:\n|[-*•]\s|\d+[.)]\s))|(?P<mark>[.!?;,:()\[\]{}…]|\s-+\s)"
)
_NOT = words_of(
    "dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt neednt mustnt aint"
)
_ENDS = frozenset(".!?;…")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in lower case, where each stands in the clean text, and which clause each belongs to.

    `ends` is the mark that ended it. Clauses are counted from 0; commas, colons and brackets part them.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    clauses: tuple[int, ...]
    ends: str = ""
    signs: int = 0
    colons: frozenset[int] = frozenset()
    """The clauses that begin behind a colon."""


@dataclass(frozen=True, slots=True)
class Text:
    """A whole answer. `clean` is what evidence is quoted from."""

    clean: str
    sentences: tuple[Sentence, ...]
    cut: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)

    def quote(self, sentence: int, places: tuple[int, ...]) -> str:
        """The words from the first to the last of `places`, as they were written."""
        spans = self.sentences[sentence].spans
        return " ".join(self.clean[spans[min(places)][0] : spans[max(places)][1]].split())

    def whole(self, sentence: int) -> str:
        """A sentence, as it was written."""
        return self.quote(sentence, (0, len(self.sentences[sentence].words) - 1))


def clean(text: str) -> str:
    """The text without colour codes, HTML tags and control characters, bounded; what is safe to show and to read."""
    text = _ANSI.sub(" ", text[: 4 * MAX_CHARACTERS])
    text = _TAG.sub(" ", _SCRIPT.sub(" ", text))
    text = unicodedata.normalize("NFKC", text).translate(_TRANSLATE)
    if not text.replace("\n", "").isprintable():
        text = "".join(map(_harmless, text))
    return text[:MAX_CHARACTERS]


def _harmless(c: str) -> str:
    return c if c == "\n" or unicodedata.category(c)[0] != "C" else " " if c.isspace() else ""


def read(text: str) -> Text:
    """Splits an answer into sentences, clauses and words. Takes time in proportion to its length, and never raises."""
    shown = clean(text)
    readable = _ABBREVIATION.sub(lambda found: found[0].replace(".", "\0"), shown)
    made: list[Sentence] = []
    open_ = _Open()
    for token in _TOKEN.finditer(readable):
        kind, raw = token.lastgroup, token[0]
        if kind == "break" or (kind == "mark" and raw.strip() in _ENDS and not _goes_on(readable, token)):
            open_.close(made, "" if kind == "break" else raw.strip())
        elif kind == "mark":
            open_.clause += 1
            if raw.strip() == ":":
                open_.colons.add(open_.clause)
        else:
            for word in _expand(raw.lower().replace("\0", "")):
                open_.add(word, token.span(), sign=kind == "sign")
            if len(open_.words) >= MAX_SENTENCE:
                open_.close(made, "")
    open_.close(made, "")
    return Text(shown, tuple(made), cut=len(text) > MAX_CHARACTERS)


class _Open:
    """The sentence that is being read."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.clauses: list[int] = []
        self.clause = 0
        self.colons: set[int] = set()
        self.signs = 0

    def add(self, word: str, span: tuple[int, int], *, sign: bool) -> None:
        self.words.append(word)
        self.spans.append(span)
        self.clauses.append(self.clause)
        self.signs += sign

    def close(self, made: list[Sentence], ends: str) -> None:
        if self.words:
            rows = (without_idioms(self.words), tuple(self.spans), tuple(self.clauses))
            made.append(Sentence(*rows, ends, self.signs, frozenset(self.colons)))
        self.__init__()  # type: ignore[misc]


def _goes_on(text: str, token: re.Match[str]) -> bool:
    """A question inside quotes or brackets, a dot inside a name: the sentence is not over."""
    after = text[token.end() : token.end() + 3]
    if token[0] == ".":
        return bool(after) and not after[0].isspace() and after[0] not in "\"')*"
    return token[0] == "?" and bool(re.match(r"[\"')]+[,;]?\s*[a-z,]|[\"')]+,|\s[a-z]", after + " "))


def _expand(word: str) -> tuple[str, ...]:
    """``doesn't`` -> does, not. A possessive loses its 's."""
    head, apostrophe, tail = word.partition("'")
    if word in ("cannot", "can't", "cant"):
        return ("can", "not")
    if word in ("won't", "wont"):
        return ("will", "not")
    if word in _NOT:
        return (word[:-2], "not")
    if not apostrophe:
        return {"=>": ("->",), "==": ("=",), "@": ("*",)}.get(word, ("->",) if word.endswith("->") else (word,))
    if tail == "t" and head.endswith("n"):
        return (head[:-1], "not")
    more = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}.get(tail)
    if more:
        return (head, more)
    if tail == "s" and head in {"it", "that", "what", "there", "here", "he", "she", "who", "this", "which"}:
        return (head, "is")
    return (head,)
