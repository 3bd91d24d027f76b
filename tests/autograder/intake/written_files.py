"""Makers of documents as word processors write them, small and with what is awkward in them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def packed(**members: str | bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return raw.getvalue()


def docx(*paragraphs: str, more: str = "", head: str = "") -> bytes:
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(each)}</w:t></w:r></w:p>' for each in paragraphs)
    xml = f'{head}<w:document xmlns:w="{W}"><w:body>{body}{more}</w:body></w:document>'
    return packed(_Content_Types__="<Types/>", word__document_xml=xml)


def odt(*paragraphs: str) -> bytes:
    body = "".join(f"<text:p>{escape(each)}</text:p>" for each in paragraphs)
    spaces = f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}"'
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    xml = f"<office:document-content {spaces}>{content}</office:document-content>"
    return packed(content_xml=xml)


def rtf(*paragraphs: str) -> bytes:
    body = "\\par\n".join("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in each) for each in paragraphs)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times;}}}}{{\\*\\generator X;}}\\f0\\fs24 {body}\\par}}".encode(
        "ascii"
    )
