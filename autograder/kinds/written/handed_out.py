"""What the course itself hands out, so that an answer made of it is known as such: texts of exercises, hints, stubs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograder.kinds.written.text import Sentence, read

RUN = 5
"""So many words in a row that the course has put so too are a sign ..."""
FEWEST = 8
"""... in a sentence of so many words: "query is compared with keys" is how anybody says it."""
COPIED = 0.8
"""From this share on, of a sentence's words, it is the course's sentence and not the writer's."""


class HandedOut:
    """Texts that a student has been given."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = tuple(texts)
        given = [_words(block) for text in texts for block in blocks(text)]
        self._runs = {run for words in given for run in _runs(words)}
        self._sentences = {
            _plain(sentence) for text in texts for block in blocks(text) for sentence in read(block).sentences
        }
        self.words = frozenset(word for words in given for word in words)

    def has(self, sentence: Sentence) -> bool:
        """Whether a sentence was taken from them, word by word."""
        words = _plain(sentence)
        if len(words) < FEWEST:
            return False
        known: set[int] = set()
        for start, run in enumerate(_runs(words)):
            if run in self._runs:
                known |= set(range(start, start + RUN))
        return len(known) >= COPIED * len(words)

    def has_whole(self, sentence: Sentence) -> bool:
        """Whether a sentence, however short, is one of theirs from beginning to end: a title, say."""
        words = _plain(sentence)
        return len(words) >= RUN and words in self._sentences


def blocks(text: str) -> Iterator[str]:
    """A text in pieces that are not too long to be read as one."""
    for block in text.split("\n\n"):
        for start in range(0, len(block), 4000):
            yield block[start : start + 4000]


def texts_in(data: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts_in(value)


def _plain(sentence: Sentence) -> tuple[str, ...]:
    return tuple(word for word in sentence.words if word[0].isalnum())


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in read(text).words if word[0].isalnum())


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)
