"""Documents of word processors in place of a text file: their words, a line a paragraph, and nothing else of them.

What a student sends is read within limits: an archive's one member and no more than `MAX_XML` bytes of it, XML without
a document type, so that there are no entities to expand, and RTF of the length of any exercise.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Literal
from xml.parsers import expat

from autograder.files import MAX_BYTES

MAX_XML = 8 << 20
MAX_DOCUMENT = 32 << 20
"""Bytes of a document, its pictures among them."""
MAX_MEMBERS = 10_000
Format = Literal["docx", "odt", "rtf", "pdf", "zip", "office", "image", "notebook", ""]
NAMES: dict[Format, str] = {
    "docx": "a Word document",
    "odt": "an OpenDocument file",
    "rtf": "an RTF document",
    "pdf": "a PDF",
    "zip": "a zip archive",
    "office": "a document of an old Office",
    "image": "a picture",
    "notebook": "a notebook",
}
READ = frozenset[Format]({"docx", "odt", "rtf"})
_HEADS: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)
_MEMBERS: dict[str, Format] = {"word/document.xml": "docx", "content.xml": "odt"}
_NOTEBOOK = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{(?=.*"cells"\s*:)(?=.*"nbformat"\s*:)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """What was read of a document: its text, or the reason why there is none; and whether it holds pictures too."""

    text: str | None
    problem: str = ""
    pictures: bool = False


class _Refused(Exception):
    """The document is not read on; the message says why."""


def format_of(raw: bytes) -> Format:
    """What a file is by its content, whatever it is called; empty for what may be text."""
    for head, name in _HEADS:
        if raw.startswith(head):
            return name
    if raw.startswith(b"PK\x03\x04"):
        return _archive(raw)
    return "notebook" if _NOTEBOOK.match(raw) else ""


def _archive(raw: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist()[:MAX_MEMBERS])
    except Exception:  # for damaged bytes zipfile raises a dozen types; what was cut short is no document either
        return "zip"
    return next((kind for member, kind in _MEMBERS.items() if member in names), "zip")


def name_of(kind: Format, path: str) -> str:
    """How a document is called in a sentence; programs of a Mac write zips under endings of their own."""
    apples = kind == "zip" and path.casefold().endswith((".pages", ".numbers", ".key"))
    return "a document of a Mac's Pages, Numbers or Keynote" if apples else NAMES[kind]


def words_of(raw: bytes) -> Words:
    """The words of a document in one of the formats `READ`. Never raises."""
    kind = format_of(raw)
    try:
        if len(raw) > MAX_DOCUMENT:
            raise _Refused("it is too large")
        if kind == "rtf":
            return _of_rtf(raw)
        member = next(name for name, each in _MEMBERS.items() if each == kind)
        return _of_xml(_member(raw, member), kind)
    except _Refused as refused:
        return Words(None, str(refused))
    except (expat.ExpatError, ValueError) as error:
        return Words(None, f"it is damaged ({error})")


def _member(raw: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            info = archive.getinfo(name)
            if info.flag_bits & 1:
                raise _Refused("it is locked with a password")
            with archive.open(info) as file:
                content = file.read(MAX_XML + 1)
    except _Refused:
        raise
    except Exception as error:  # each compression has its own types for damaged data
        raise _Refused(f"it cannot be unpacked ({error})") from error
    if len(content) > MAX_XML:
        raise _Refused(f"its text is larger than {MAX_XML >> 20} MiB")
    return content


@dataclass(slots=True)
class _Collector:
    """Hears of the elements of a document in order, by their local names. Elements in `_UNSEEN` are passed over."""

    text_in: frozenset[str]
    """The elements whose characters are words."""
    parts: list[str] = field(default_factory=list)
    inside: int = 0
    unseen: int = 0
    size: int = 0
    pictures: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.unseen += local in _UNSEEN
        self.pictures = self.pictures or local in _PICTURES
        self.inside += local in self.text_in
        if local in _BREAKS:
            self.add(_BREAKS[local])
        elif local == "s" and "p" in self.text_in:  # OpenDocument writes several blanks as one element
            count = next((value for key, value in attributes.items() if key.endswith(" c")), "1")
            self.add(" " * min(int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 1, 200))

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in ("p", "h"):
            self.add("\n")
        self.inside -= local in self.text_in
        self.unseen -= local in _UNSEEN

    def characters(self, text: str) -> None:
        if self.inside:
            self.add(text)

    def add(self, text: str) -> None:
        if self.unseen:
            return
        self.size += len(text)
        if self.size > MAX_BYTES:
            raise _Refused(f"its text is longer than {MAX_BYTES // 1024} KiB")
        self.parts.append(text)


_BREAKS = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": "\t"}
_UNSEEN = frozenset({"Fallback", "tracked-changes", "annotation", "tabs", "pPr"})
"""What is there a second time, was deleted, or is a note in the margin."""
_PICTURES = frozenset({"drawing", "pict", "object", "image"})


def _of_xml(raw: bytes, kind: Format) -> Words:
    collector = _Collector(frozenset({"t"}) if kind == "docx" else frozenset({"p", "h"}))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.characters
    parser.Parse(raw, True)
    return Words(_tidy("".join(collector.parts)), pictures=collector.pictures)


def _refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise _Refused("it declares a document type, as no such document does")


def _tidy(text: str) -> str:
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\u00a0", " ")
    return "\n".join(line.rstrip() for line in clean.split("\n")).strip("\n") + "\n"


_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|(.)", re.IGNORECASE)
_ASIDE = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "listtable"),
        *("listoverridetable", "themedata", "datastore", "generator", "fldinst", "revtbl", "rsidtbl", "filetbl"),
    }
)
_SIGNS = {
    "par": "\n",
    "line": "\n",
    "sect": "\n",
    "page": "\n",
    "cell": "\n",
    "row": "\n",
    "tab": "\t",
    "emdash": "\u2014",
    "endash": "\u2013",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
}


def _of_rtf(raw: bytes) -> Words:
    if len(raw) > MAX_BYTES:
        raise _Refused(f"it is larger than {MAX_BYTES // 1024} KiB")
    page = re.search(rb"\\ansicpg(\d{3,5})", raw)
    coding = f"cp{page[1].decode('ascii')}" if page else "cp1252"
    source = _decoded(raw, coding)
    parts: list[str] = []
    groups: list[tuple[bool, int]] = []
    aside, skipped, after, pictures = False, 1, 0, False
    for word, number, byte, sign, brace, letter in _TOKEN.findall(source):
        if brace == "{":
            groups.append((aside, skipped))
        elif brace == "}":
            aside, skipped = groups.pop() if groups else (False, 1)
        elif word:
            pictures = pictures or word in ("pict", "object")
            aside = aside or word in _ASIDE
            skipped = int(number or 1) if word == "uc" else skipped
            if word == "u" and number and not aside:
                parts.append(chr(int(number) % 0x10000))
                after = skipped
            elif word in _SIGNS and not aside:
                parts.append(_SIGNS[word])
        elif sign == "*":
            aside = True
        elif not aside and (byte or letter or sign in ("\\", "{", "}", "~")):
            if after:  # stands there for readers that know no \u
                after -= 1
                continue
            parts.append(_letter(byte, coding) if byte else letter or sign.replace("~", " "))
    text = "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Words(_tidy(text), pictures=pictures)


def _decoded(raw: bytes, coding: str) -> str:
    """RTF is ASCII; programs that write other bytes all the same mean UTF-8, or the code page that they name."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(coding if _is_known(coding) else "cp1252", "replace")


def _is_known(coding: str) -> bool:
    try:
        codecs.lookup(coding)
    except LookupError:
        return False
    return True


def _letter(byte: str, coding: str) -> str:
    return bytes.fromhex(byte).decode(coding if _is_known(coding) else "cp1252", "replace")
