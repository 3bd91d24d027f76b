"""The quiz as Moodle XML and as QTI, each read again and held against the key."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.exchange.quiz_items import Blanks, Number, Pairs, Pick, fixed
from autograder.kinds.quiz.key import read_key


@pytest.fixture
def questions(quizzing: Path) -> list[Pick | Number | Pairs | Blanks]:
    path = quizzing / "solutions" / "quiz.yaml"
    return [fixed(item, "A") for item in read_key(path.read_text(encoding="utf-8"), path)]


def run(quizzing: Path, kind: str, out: Path) -> str:
    done = CliRunner().invoke(app, ["export", kind, "--out", str(out), "--course", str(quizzing)])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_variant_is_fixed(quizzing: Path) -> None:
    """No placeholder is left, and one variant has the same numbers each time."""
    path = quizzing / "solutions" / "quiz.yaml"
    items = read_key(path.read_text(encoding="utf-8"), path)
    assert [fixed(item, "A") for item in items] == [fixed(item, "A") for item in items]
    for item in items:
        assert not any(f"{{{name}}}" in fixed(item, "A").prompt for name in item.question.numbers)


def test_moodle_xml_gives_full_marks_to_right_answers(
    quizzing: Path, tmp_path: Path, questions: list[Pick | Number | Pairs | Blanks]
) -> None:
    """Read again: right options share 100 percent, numbers have their tolerance, pairs and blanks are all there."""
    said = run(quizzing, "moodle-xml", tmp_path / "quiz.xml")
    assert "with their key" in said
    head, *made = ET.parse(tmp_path / "quiz.xml").getroot()
    assert head.get("type") == "category"
    assert len(made) == len(questions) == 6
    for element, question in zip(made, questions, strict=True):
        assert element.findtext("name/text") == question.title
        answers = {a.findtext("text"): float(str(a.get("fraction"))) for a in element.findall("answer")}
        match question:
            case Pick():
                assert abs(sum(share for share in answers.values() if share > 0) - 100) < 0.01
                assert {text for text, share in answers.items() if share > 0} == {
                    option.text for option in question.options if option.right
                }
                assert element.findtext("single") == ("true" if question.single else "false")
            case Number():
                right = [text for text, share in answers.items() if share == 100]
                assert [float(str(text)) for text in right] == [pytest.approx(question.answer)]
                assert float(str(element.findtext("answer/tolerance"))) == question.within
            case Pairs():
                pairs = [(s.findtext("text"), s.findtext("answer/text")) for s in element.findall("subquestion")]
                assert pairs[: len(question.pairs)] == list(question.pairs)
            case Blanks():
                text = str(element.findtext("questiontext/text"))
                found = re.findall(r"\{1:SHORTANSWER:(.*?)(?<!\\)\}", text)
                assert [part.lstrip("=").split("~=") for part in found] == [list(words) for words in question.accept]


def test_qti_scores_the_key_alone(
    quizzing: Path, tmp_path: Path, questions: list[Pick | Number | Pairs | Blanks]
) -> None:
    """Read again: what scores in each item is the key's answer, points and feedback are there, the same bytes again."""
    run(quizzing, "qti", tmp_path / "quiz.zip")
    run(quizzing, "qti", tmp_path / "again.zip")
    assert (tmp_path / "quiz.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    items = qti_items(tmp_path / "quiz.zip")
    assert len(items) == len(questions) == 6
    for item, question in zip(items, questions, strict=True):
        entries = dict(zip(texts_of(item, "fieldlabel"), texts_of(item, "fieldentry"), strict=True))
        assert float(entries["points_possible"]) == question.points
        assert question.says in html.unescape(" ".join(texts_of(item, "mattext")))
        assert qti_key(item) == key_of(question)


def test_qti_agrees_with_another_writer(
    quizzing: Path, tmp_path: Path, questions: list[Pick | Number | Pairs | Blanks], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package qti-package-maker, where it is installed, writes the same kinds and the same key."""
    maker = pytest.importorskip("qti_package_maker.package_interface", reason="qti-package-maker is not installed")
    monkeypatch.chdir(tmp_path)
    theirs = maker.QTIPackageInterface("quiz", allow_mixed=True)
    for question in questions:
        theirs.add_item(*as_theirs(question))
    theirs.save_package("canvas_qti_v1_2", "theirs.zip")
    run(quizzing, "qti", tmp_path / "ours.zip")
    ours, other = qti_items(tmp_path / "ours.zip"), qti_items(tmp_path / "theirs.zip")
    assert [texts_of(item, "fieldentry")[0] for item in ours] == [texts_of(item, "fieldentry")[0] for item in other]
    assert [qti_key(item) for item in ours] == [qti_key(item) for item in other]


def as_theirs(question: Pick | Number | Pairs | Blanks) -> tuple[str, tuple[object, ...]]:
    match question:
        case Pick():
            texts, right = [o.text for o in question.options], [o.text for o in question.options if o.right]
            return (
                ("MC", (question.prompt, texts, right[0]))
                if question.single
                else ("MA", (question.prompt, texts, right))
            )
        case Number():
            return "NUM", (question.prompt, question.answer, question.within)
        case Pairs():
            lefts, rights = zip(*question.pairs, strict=True)
            return "MATCH", (question.prompt, list(lefts), [*rights, *question.others])
    if len(question.accept) == 1:
        return "FIB", (question.prompt, list(question.accept[0]))
    words = {f"blank{place}": list(accept) for place, accept in enumerate(question.accept, 1)}
    blanks = "".join(f" [{name}]" for name in words)
    return "MULTI_FIB", (f"Fill in{blanks}", words)


def qti_items(path: Path) -> list[ET.Element]:
    with zipfile.ZipFile(path) as archive:
        assert "imsmanifest.xml" in archive.namelist()
        roots = [ET.fromstring(archive.read(name)) for name in archive.namelist()]
    return [element for root in roots for element in root.iter() if element.tag.endswith("}item")]


def parts(item: ET.Element, tag: str) -> list[ET.Element]:
    return [element for element in item.iter() if element.tag.endswith(f"}}{tag}")]


def texts_of(item: ET.Element, tag: str) -> list[str]:
    return [element.text or "" for element in parts(item, tag)]


def qti_key(item: ET.Element) -> object:
    """What scores, by text: {(what is asked, answer)}, without what must not be chosen; or a number's bounds."""
    shown = {}
    for asked in parts(item, "response_lid"):
        labels = {label.get("ident"): texts_of(label, "mattext")[0].strip() for label in parts(asked, "response_label")}
        first = next(iter(asked))
        shown[asked.get("ident")] = (texts_of(first, "mattext")[0] if first.tag.endswith("material") else "", labels)
    found: set[tuple[str, str]] = set()
    for rule in parts(item, "respcondition"):
        if not parts(rule, "setvar"):
            continue
        if parts(rule, "vargte"):
            return [pytest.approx(float(texts_of(rule, tag)[0])) for tag in ("vargte", "varlte")]
        denied = {id(one) for no in parts(rule, "not") for one in parts(no, "varequal")}
        for equal in parts(rule, "varequal"):
            asked, labels = shown.get(equal.get("respident"), ("", {}))
            if id(equal) not in denied:
                found.add((asked, labels.get(equal.text, equal.text)))
    return found


def key_of(question: Pick | Number | Pairs | Blanks) -> object:
    match question:
        case Pick():
            return {("", option.text) for option in question.options if option.right}
        case Number():
            return [question.answer - question.within, question.answer + question.within]
        case Pairs():
            return set(question.pairs)
    many = len(question.accept) > 1
    return {(f"blank{p}" if many else "", word) for p, words in enumerate(question.accept, 1) for word in words}


def test_a_course_without_a_quiz_says_so(measuring: Path, tmp_path: Path) -> None:
    """Nothing is written where there is nothing to ask."""
    done = CliRunner().invoke(
        app, ["export", "moodle-xml", "--out", str(tmp_path / "q.xml"), "--course", str(measuring)]
    )
    assert "has no quiz" in str(done.exception)
    assert load_course(measuring).exercises
