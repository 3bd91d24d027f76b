"""The quiz as Moodle XML and as QTI, each read again and held against the key."""

from __future__ import annotations

import io
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


def test_qti_is_an_archive_with_the_same_key(
    quizzing: Path, tmp_path: Path, questions: list[Pick | Number | Pairs | Blanks]
) -> None:
    """Each question is in it once, the right option is the one that scores, and the bytes are the same each time."""
    pytest.importorskip("qti_package_maker", reason="qti-package-maker is not installed")
    run(quizzing, "qti", tmp_path / "quiz.zip")
    run(quizzing, "qti", tmp_path / "again.zip")
    content = (tmp_path / "quiz.zip").read_bytes()
    assert content == (tmp_path / "again.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "imsmanifest.xml" in archive.namelist()
        name = next(name for name in archive.namelist() if name.endswith("questions.xml"))
        root = ET.fromstring(archive.read(name))
    items = [element for element in root.iter() if element.tag.endswith("}item") or element.tag == "item"]
    assert len(items) == len(questions)
    for item, question in zip(items, questions, strict=True):
        if isinstance(question, Pick) and question.single:
            texts = {
                label.get("ident"): "".join(label.itertext()).strip()
                for label in item.iter()
                if label.tag.endswith("response_label")
            }
            scored = [e.text for e in item.iter() if e.tag.endswith("varequal")]
            right = next(option.text for option in question.options if option.right)
            assert right in texts[scored[0]]


def test_a_course_without_a_quiz_says_so(measuring: Path, tmp_path: Path) -> None:
    """Nothing is written where there is nothing to ask."""
    done = CliRunner().invoke(
        app, ["export", "moodle-xml", "--out", str(tmp_path / "q.xml"), "--course", str(measuring)]
    )
    assert "has no quiz" in str(done.exception)
    assert load_course(measuring).exercises
