"""What students wrote into a platform's own text field: HTML, as plain text."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from autograder.files import decode_source
from autograder.intake.entries import Entry

_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "pre", "blockquote", "ul", "ol", "table"})
_UNSEEN = frozenset({"script", "style", "head", "title"})


class _Text(HTMLParser):
    def __init__(self, *, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._links = links
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")
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
    """The words of a page, a line a paragraph; with `links` also where each link leads."""
    parser = _Text(links=links)
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def text_of(entry: Entry, *, links: bool = False) -> Callable[[], str]:
    """Reads a page when it is asked for; empty where it cannot be read."""

    def read() -> str:
        try:
            return plain_text(decode_source(entry.read(), entry.path.name).text or "", links=links)
        except OSError:
            return ""

    return read
