"""A quiz as Moodle XML, with what each answer is told. Moodle's own documentation describes the format."""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from autograder.exchange.quiz_items import Blanks, Number, Pairs, Pick

_CLOZE_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in '}#~/"\\'})


def moodle_xml(category: str, questions: Iterable[Pick | Number | Pairs | Blanks]) -> bytes:
    """The file to import into a question bank; the questions come into a category of this name."""
    quiz = ET.Element("quiz")
    head = ET.SubElement(quiz, "question", type="category")
    _text(ET.SubElement(head, "category"), f"$course$/top/{category.replace('/', '//')}")
    for question in questions:
        quiz.append(_question(question))
    ET.indent(quiz)
    body: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _question(question: Pick | Number | Pairs | Blanks) -> ET.Element:
    match question:
        case Pick():
            made = _new("multichoice", question, question.prompt)
            _pick(made, question)
        case Number():
            made = _new("numerical", question, question.prompt)
            _answer(made, 100, f"{question.answer:.12g}", "", question.within)
            for value, says in question.wrong:
                _answer(made, 0, f"{value:.12g}", says, question.within)
        case Pairs():
            made = _new("matching", question, question.prompt)
            _leaf(made, "shuffleanswers", "true")
            for left, right in [*question.pairs, *(("", other) for other in question.others)]:
                pair = ET.SubElement(made, "subquestion", format="html")
                _text(pair, html.escape(left, quote=False))
                _text(ET.SubElement(pair, "answer"), right)
        case Blanks():
            made = _new("cloze", question, "", _cloze(question))
    return made


def _new(kind: str, question: Pick | Number | Pairs | Blanks, prompt: str, page: str = "") -> ET.Element:
    made = ET.Element("question", type=kind)
    _text(ET.SubElement(made, "name"), question.title)
    body = ET.SubElement(made, "questiontext", format="html")
    _text(body, page or _page(prompt))
    _text(ET.SubElement(made, "generalfeedback", format="html"), _page(question.says))
    if kind != "cloze":  # its points are those of its blanks
        _leaf(made, "defaultgrade", f"{question.points:g}")
    return made


def _pick(made: ET.Element, question: Pick) -> None:
    right = sum(option.right for option in question.options)
    wrong = len(question.options) - right
    _leaf(made, "single", "true" if question.single else "false")
    _leaf(made, "shuffleanswers", "true")
    _leaf(made, "answernumbering", "abc")
    for option in question.options:
        share = 100 / right if option.right else 0.0 if question.single else -100 / wrong
        _answer(made, share, html.escape(option.text, quote=False), option.says)


def _answer(made: ET.Element, share: float, text: str, says: str, within: float | None = None) -> None:
    fraction = f"{share:.5f}".rstrip("0").rstrip(".")  # Moodle knows thirds and sevenths by five decimals
    answer = ET.SubElement(made, "answer", fraction=fraction, format="html" if within is None else "moodle_auto_format")
    _text(answer, text)
    if within is not None:
        _leaf(answer, "tolerance", f"{within:.12g}")
    _text(ET.SubElement(answer, "feedback", format="html"), _page(says))


def _cloze(question: Blanks) -> str:
    text = html.escape(question.parts[0], quote=False)
    for words, after in zip(question.accept, question.parts[1:], strict=True):
        options = "~".join(f"={word.translate(_CLOZE_SIGNS)}" for word in words)
        text += f"{{1:SHORTANSWER:{options}}}" + html.escape(after, quote=False)
    return f"<p>{text}</p>"


def _page(text: str) -> str:
    return "".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in text.split("\n\n") if part.strip())


def _text(parent: ET.Element, text: str) -> None:
    _leaf(parent, "text", text)


def _leaf(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
