"""A sentence about a call, laid out for a terminal: returned above expected, no word or number cut."""

from __future__ import annotations

import textwrap

RETURNED, EXPECTED = ". It returned ", ", expected "
MARGIN = "  "
LABELS = ("returned  ", "expected  ")
_ENDS = (": ", "; ", ". ")


def lay_out(message: str, width: int = 0) -> list[str]:
    """The lines of a message. A `width` of 0 leaves lines as long as they are, for who breaks them later."""
    return [line for part in message.splitlines() for line in _lay_out(part, width)]


def fold(text: str, width: int, indent: str = "", more: str = "") -> list[str]:
    """The text in lines of at most `width`, `more` before the second and later.

    It is broken between words; a word that fills more than a line, as no number does, inside.
    """
    if not width:
        return [indent + text]
    wrapper = textwrap.TextWrapper(width, initial_indent=indent, subsequent_indent=more, break_on_hyphens=False)
    return wrapper.wrap(text) or [""]


def _lay_out(message: str, width: int) -> list[str]:
    start = _find(message, (RETURNED,))
    if start is None:
        return fold(message, width)
    head, rest = message[: start + 1], message[start + len(RETURNED) :]
    middle = _find(rest, (EXPECTED,))
    end = _find(rest, (". ",))
    if middle is None or (end is not None and end < middle):
        value, after = _split(rest, end)
        return [*fold(head, width), *_value(LABELS[0], value, width), *(fold(after, width) if after else [])]
    wanted = rest[middle + len(EXPECTED) :]
    value, after = _split(wanted, _find(wanted, _ENDS))
    lines = [*fold(head, width), *_value(LABELS[0], rest[:middle], width), *_value(LABELS[1], value, width)]
    return lines + (fold(after[:1].upper() + after[1:], width) if after else [])


def _value(label: str, value: str, width: int) -> list[str]:
    indent = MARGIN + label
    return fold(value.removesuffix("."), width, indent, " " * len(indent))


def _split(text: str, place: int | None) -> tuple[str, str]:
    return (text, "") if place is None else (text[:place], text[place + 2 :])


def _find(text: str, words: tuple[str, ...]) -> int | None:
    """Where one of the words first stands outside brackets and quotes."""
    depth, quote, before = 0, "", " "
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote and before != "\\" else quote
        elif sign in "'\"" and not before.isalnum():
            quote = sign
        elif depth <= 0 and text.startswith(words, place):
            return place
        else:
            depth += (sign in "([{") - (sign in ")]}")
        before = sign
    return None
