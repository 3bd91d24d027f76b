"""What students wrote into a platform's own text field: HTML, as plain text."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from autograder.files import decode_source
from autograder.intake.entries import Entry

_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "pre", "blockquote", "ul", "ol", "table"})
_THINGS = frozenset({"img", "iframe", "video", "audio", "object", "embed", "svg", "canvas", "math"})
NO_WORDS = "no words, but "
"""With this begins what stands for a page that holds no text: it may be all that somebody has handed in."""
_UNSEEN = frozenset({"script", "style", "head", "title"})


class _Text(HTMLParser):
    def __init__(self, *, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._links = links
        self.parts: list[str] = []
        self.things: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag in _THINGS:
            self.things.append("a picture" if tag == "img" else f"something embedded ({tag})")
        if tag == "meta" and (dict(attrs).get("http-equiv") or "").casefold() == "refresh":
            self.things.append(f"a link: {(dict(attrs).get('content') or '').partition('=')[2].strip()}")
        if tag == "a" and self._links:
            self.parts.append(f"{dict(attrs).get('href') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def plain_text(html: str, *, links: bool = False) -> str:
    """The words of a page, a line a paragraph; with `links` also where each link leads.

    Of a page without words, what it shows in their place; empty where that is nothing.
    """
    parser = _Text(links=links)
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    words = "\n".join(line for line in lines if line)
    return words or (f"{NO_WORDS}{', '.join(dict.fromkeys(parser.things))}" if parser.things else "")


def text_of(entry: Entry, *, links: bool = False) -> Callable[[], str]:
    """Reads a page when it is asked for; what stands there without words, or cannot be read, is said so."""

    def read() -> str:
        try:
            decoded = decode_source(entry.read(), entry.path.name)
        except OSError as error:
            return f"{NO_WORDS}a page that cannot be read ({error.strerror or error})"
        if decoded.text is None:
            return f"{NO_WORDS}a page that is no text"
        text = plain_text(decoded.text, links=links)
        is_link = links and text and not text.startswith(NO_WORDS)
        return f"{NO_WORDS}a link: {text}" if is_link else text

    return read
