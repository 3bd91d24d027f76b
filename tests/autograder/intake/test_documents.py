"""documents: the words of what word processors write, and a reason for whatever cannot be read, within limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_files import W, docx, odt, packed, rtf

from autograder.intake.documents import MAX_XML, format_of, name_of, words_of

SAYINGS = ("Gradients are small on a long slope.", "Größe zählt – “always”.")


@pytest.mark.parametrize("make", [docx, odt, rtf])
def test_words_are_read_a_line_a_paragraph(make: object) -> None:
    """Whatever wrote them."""
    assert words_of(make(*SAYINGS)).text == "\n".join(SAYINGS) + "\n"  # type: ignore[operator]


def test_rtf_with_bytes_of_its_own() -> None:
    """UTF-8, or the code page that it names; escapes by that page, and an unknown one is no reason to break."""
    said = "Größe zählt – “always”."
    assert words_of(f"{{\\rtf1 {said}}}".encode()).text == f"{said}\n"
    assert words_of(f"{{\\rtf1\\ansicpg1252 {said}}}".encode("cp1252")).text == f"{said}\n"
    assert words_of(b"{\\rtf1\\ansicpg1251 \\'e4\\'e0}").text == "да\n"
    assert words_of(b"{\\rtf1\\ansicpg99999 \\'e9}").text == "é\n"


def test_what_was_deleted_or_stands_there_twice_is_no_text() -> None:
    """Word keeps deleted words, the source of a field and a second version of a text box."""
    more = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<mc:Fallback xmlns:mc="x"><w:r><w:t>twice</w:t></w:r></mc:Fallback>'
        "<w:r><w:t>kept</w:t><w:br/><w:t>on</w:t></w:r></w:p>"
    )
    words = words_of(docx("One.", more=more))
    assert words.text == "One.\nkept\non\n"
    assert not words.pictures
    assert words_of(docx("One.", more="<w:p><w:drawing/></w:p>")).pictures


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (docx("x", head=BOMB), "document type"),
        (docx("x", more=f"<w:p>{' ' * (MAX_XML + 1)}</w:p>"), "larger than 8 MiB"),
        (docx("x" * 300_000), "longer than 256 KiB"),
        (packed(word__document_xml=f'<w:document xmlns:w="{W}"><w:t>x'), "damaged"),
        (rtf("x" * 300_000), "larger than 256 KiB"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, why: str) -> None:
    """Entities, bombs and half a file cost a sentence each, and no memory."""
    words = words_of(raw)
    assert words.text is None
    assert why in words.problem


def test_a_file_is_known_by_its_content() -> None:
    """Not by its name."""
    for raw, kind in (
        (docx("x"), "docx"),
        (odt("x"), "odt"),
        (rtf("x"), "rtf"),
        (packed(median="x"), "zip"),
        (packed(median="x")[:40], "zip"),
        (b"%PDF-1.7", "pdf"),
        (b'{\n "cells": [], "metadata": {}, "nbformat": 4}', "notebook"),
        (b"{'cells': 1}", ""),
        (b"def median(values):\n", ""),
        (b"", ""),
    ):
        assert format_of(raw) == kind


@given(st.binary(max_size=300), st.sampled_from([docx("a"), odt("a"), rtf("a")]), st.integers(0, 400))
def test_no_bytes_break_the_reading(noise: bytes, whole: bytes, place: int) -> None:
    """Damaged anywhere, a document is read or refused."""
    raw = whole[:place] + noise + whole[place + len(noise) :]
    if format_of(raw) in ("docx", "odt", "rtf"):
        words_of(raw)


def test_what_a_mac_calls_a_document_is_called_one() -> None:
    """Pages writes a zip; nobody who looks for a text knows it as one."""
    assert name_of("zip", "why.pages") == "a document of a Mac's Pages, Numbers or Keynote"
    assert name_of("zip", "why.md") == "a zip archive"
