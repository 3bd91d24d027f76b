"""A quiz as QTI 1.2 in a zip, in the elements that Canvas reads and writes, with points and what answers are told.

Written here: of the packages for it, text2qti knows no pairs, and qti-package-maker (26.7) drops points and feedback,
cuts the beginning of an option like `A. `, and puts a licence and the day's date on the quiz. A test holds the two
against each other.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from autograder.exchange.feedback import make_zip
from autograder.exchange.quiz_items import Blanks, Number, Pairs, Pick

_QTI = {"xmlns": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
_MANIFEST = {"xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1", "identifier": "quiz_manifest"}
_META = {"xmlns": "http://canvas.instructure.com/xsd/cccv1p0", "identifier": "quiz"}
_FIRST = 1001
"""Canvas wants the ids of answers to be numbers."""


def qti_zip(title: str, questions: Iterable[Pick | Number | Pairs | Blanks]) -> bytes:
    """The archive to import; the same questions give the same bytes."""
    items = list(questions)
    files = {
        "imsmanifest.xml": _manifest(),
        "quiz/assessment_meta.xml": _meta(title, sum(item.points for item in items)),
        "quiz/quiz.xml": _assessment(title, items),
    }
    return make_zip((name, _bytes(root)) for name, root in files.items())


def _manifest() -> ET.Element:
    root = ET.Element("manifest", _MANIFEST)
    about = ET.SubElement(root, "metadata")
    _leaf(about, "schema", "IMS Content")
    _leaf(about, "schemaversion", "1.1.3")
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    quiz = ET.SubElement(resources, "resource", identifier="quiz", type="imsqti_xmlv1p2")
    ET.SubElement(quiz, "file", href="quiz/quiz.xml")
    ET.SubElement(quiz, "dependency", identifierref="quiz_meta")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    meta = ET.SubElement(resources, "resource", identifier="quiz_meta", type=kind, href="quiz/assessment_meta.xml")
    ET.SubElement(meta, "file", href="quiz/assessment_meta.xml")
    return root


def _meta(title: str, points: float) -> ET.Element:
    root = ET.Element("quiz", _META)
    for tag, text in (("title", title), ("quiz_type", "assignment"), ("points_possible", f"{points:g}")):
        _leaf(root, tag, text)
    _leaf(root, "shuffle_answers", "true")
    return root


def _assessment(title: str, items: Iterable[Pick | Number | Pairs | Blanks]) -> ET.Element:
    root = ET.Element("questestinterop", _QTI)
    assessment = ET.SubElement(root, "assessment", ident="quiz", title=title)
    section = ET.SubElement(assessment, "section", ident="root_section")
    for item in items:
        section.append(_item(item))
    return root


def _item(question: Pick | Number | Pairs | Blanks) -> ET.Element:
    item = ET.Element("item", ident=question.id, title=question.title)
    fields = ET.SubElement(ET.SubElement(item, "itemmetadata"), "qtimetadata")
    for label, text in (("question_type", _kind(question)), ("points_possible", f"{question.points:g}")):
        field = ET.SubElement(fields, "qtimetadatafield")
        _leaf(field, "fieldlabel", label)
        _leaf(field, "fieldentry", text)
    shown = ET.SubElement(item, "presentation")
    _material(shown, _prompt(question))
    marked = ET.SubElement(item, "resprocessing")
    outcomes = ET.SubElement(marked, "outcomes")
    ET.SubElement(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    told = _Told(item, marked)
    told.always(question.says)
    match question:
        case Pick():
            _pick(shown, told, question)
        case Number():
            _number(shown, told, question)
        case Pairs():
            _pairs(shown, told, question)
        case Blanks():
            _blanks(shown, told, question)
    told.write()
    return item


def _kind(question: Pick | Number | Pairs | Blanks) -> str:
    match question:
        case Pick():
            return "multiple_choice_question" if question.single else "multiple_answers_question"
        case Number():
            return "numerical_question"
        case Pairs():
            return "matching_question"
    return "short_answer_question" if len(question.accept) == 1 else "fill_in_multiple_blanks_question"


def _prompt(question: Pick | Number | Pairs | Blanks) -> str:
    if not isinstance(question, Blanks):
        return f"<p>{html.escape(question.prompt, quote=False)}</p>"
    text = html.escape(question.parts[0], quote=False)
    for place, after in enumerate(question.parts[1:], 1):
        text += (f"[blank{place}]" if len(question.accept) > 1 else "_____") + html.escape(after, quote=False)
    return f"<p>{text}</p>"


class _Told:
    """What is said to answers, whose texts stand at the end of an item."""

    def __init__(self, item: ET.Element, marked: ET.Element) -> None:
        self._item, self._marked = item, marked
        self._texts: dict[str, str] = {}

    def score(self, action: str, share: float) -> ET.Element:
        """A rule that gives `share` percent; its condition is the element that comes back."""
        rule = ET.SubElement(self._marked, "respcondition", {"continue": "No" if action == "Set" else "Yes"})
        condition = ET.SubElement(rule, "conditionvar")
        ET.SubElement(rule, "setvar", action=action, varname="SCORE").text = f"{share:.2f}".rstrip("0").rstrip(".")
        return condition

    def answer(self, response: str, name: str, says: str) -> None:
        if says:
            _equal(self._say(f"{name}_fb", says), response, name)

    def between(self, low: float, high: float, name: str, says: str) -> None:
        _between(self._say(name, says), low, high)

    def always(self, says: str) -> None:
        if says:
            ET.SubElement(self._say("general_fb", says), "other")

    def _say(self, name: str, says: str) -> ET.Element:
        self._texts[name] = says
        rule = ET.SubElement(self._marked, "respcondition", {"continue": "Yes"})
        condition = ET.SubElement(rule, "conditionvar")
        ET.SubElement(rule, "displayfeedback", feedbacktype="Response", linkrefid=name)
        return condition

    def write(self) -> None:
        for name, says in self._texts.items():
            flow = ET.SubElement(ET.SubElement(self._item, "itemfeedback", ident=name), "flow_mat")
            _material(flow, f"<p>{html.escape(says, quote=False)}</p>")


def _pick(shown: ET.Element, told: _Told, question: Pick) -> None:
    names = [str(_FIRST + place) for place in range(len(question.options))]
    _choices(
        shown,
        "response1",
        "",
        dict(zip(names, (option.text for option in question.options), strict=True)),
        "Single" if question.single else "Multiple",
    )
    for name, option in zip(names, question.options, strict=True):
        told.answer("response1", name, option.says)
    condition = told.score("Set", 100)
    if question.single:
        _equal(condition, "response1", next(n for n, o in zip(names, question.options, strict=True) if o.right))
        return
    every = ET.SubElement(condition, "and")
    for name, option in zip(names, question.options, strict=True):
        _equal(every if option.right else ET.SubElement(every, "not"), "response1", name)


def _number(shown: ET.Element, told: _Told, question: Number) -> None:
    _typed(shown, "Decimal")
    low, high = question.answer - question.within, question.answer + question.within
    for place, (value, says) in enumerate(question.wrong):
        told.between(value - question.within, value + question.within, f"wrong{place}_fb", says)
    either = ET.SubElement(told.score("Set", 100), "or")
    _equal(either, "response1", f"{question.answer:.12g}")
    _between(either, low, high)


def _pairs(shown: ET.Element, told: _Told, question: Pairs) -> None:
    rights = sorted({right for _, right in question.pairs} | set(question.others))  # not in the key's order
    names = {right: str(_FIRST + place) for place, right in enumerate(rights)}
    for place, (left, right) in enumerate(question.pairs, 1):
        _choices(shown, f"response_{place}", left, {name: text for text, name in names.items()})
        _equal(told.score("Add", 100 / len(question.pairs)), f"response_{place}", names[right])


def _blanks(shown: ET.Element, told: _Told, question: Blanks) -> None:
    if len(question.accept) == 1:
        _typed(shown)
        condition = told.score("Set", 100)
        for word in question.accept[0]:
            _equal(condition, "response1", word)
        return
    for place, words in enumerate(question.accept, 1):
        names = {f"{_FIRST * place + number}": word for number, word in enumerate(words)}
        _choices(shown, f"response_blank{place}", f"blank{place}", names)
        for name in names:
            _equal(told.score("Add", 100 / len(question.accept)), f"response_blank{place}", name)


def _choices(shown: ET.Element, response: str, label: str, texts: dict[str, str], many: str = "") -> None:
    asked = ET.SubElement(shown, "response_lid", {"ident": response, **({"rcardinality": many} if many else {})})
    if label:
        _material(asked, label, "text/plain")
    offered = ET.SubElement(asked, "render_choice")
    for name, text in texts.items():
        _material(ET.SubElement(offered, "response_label", ident=name), text, "text/plain")


def _typed(shown: ET.Element, kind: str = "") -> None:
    asked = ET.SubElement(shown, "response_str", ident="response1", rcardinality="Single")
    box = ET.SubElement(asked, "render_fib", {"fibtype": kind} if kind else {})
    ET.SubElement(box, "response_label", ident="answer1", rshuffle="No")


def _equal(condition: ET.Element, response: str, value: str) -> None:
    ET.SubElement(condition, "varequal", respident=response).text = value


def _between(condition: ET.Element, low: float, high: float) -> None:
    both = ET.SubElement(condition, "and")
    ET.SubElement(both, "vargte", respident="response1").text = f"{low:.12g}"
    ET.SubElement(both, "varlte", respident="response1").text = f"{high:.12g}"


def _material(parent: ET.Element, text: str, kind: str = "text/html") -> None:
    ET.SubElement(ET.SubElement(parent, "material"), "mattext", texttype=kind).text = text


def _leaf(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
