"""Markdown on pages: a browser's own reading of it is the oracle."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.nbgrader.shown import markdown

ATTACKS = (
    *("<script>act()</script>", "<img src=x onerror=act()>", "<svg/onload=act()>", "<iframe src=javascript:act()>"),
    *(
        "<a href='java\tscript:act()'>x</a>",
        "[x](javascript:act())",
        "<input id=why>",
        "<style>*{display:none}</style>",
    ),
    *(
        "</p></div><script>",
        "<!--><script>act()</script>-->",
        "<b onclick=act() id=why class=score>x</b>",
        "<math><mi>",
    ),
)


class Seen(HTMLParser):
    """The tags and attributes that a reader of HTML sees, and the text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data):
        self.text += data


def harmless(html):
    seen = Seen(html)
    return (
        not seen.tags & {"script", "iframe", "svg", "math", "input", "style", "object", "embed", "form", "link", "base"}
        and {name for name, _ in seen.attributes} <= {"href", "src", "title", "alt", "width", "height"}
        and not any("script:" in "".join((value or "").split()) for _, value in seen.attributes)
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_that_acts_does_not_act(attack):
    """Alone, in a sentence, in a list, in a table."""
    for text in (attack, f"So {attack} there.", f"* one\n* {attack}", f"| a |\n|---|\n| {attack} |", f"> {attack}"):
        assert harmless(markdown(text)), text


@given(st.lists(st.sampled_from([*ATTACKS, "\n\n", "    ", "`", "```\n", "$", "$$", "<", ">", "&lt;", '"', "'", "x"])))
def test_no_mixture_of_them_acts(parts):
    """Whatever stands around them."""
    assert harmless(markdown("".join(parts)))


def test_what_a_written_answer_needs_is_shown_as_it_was_meant():
    """Headings, lists, quotes, tables, code and formulas, with their < and &."""
    text = "# One\n\n* two\n\n> three\n\n`a < b && c` and $x < y$\n\n| four |\n|---|\n| 5 |\n\n```\nif a < 6:\n```"
    seen = Seen(markdown(text))
    assert {"h1", "li", "blockquote", "code", "td", "pre"} <= seen.tags
    assert "a < b && c and $x < y$" in seen.text
    assert "if a < 6:" in seen.text
