"""Each platform's gradebook, filled in and read again by that platform's own rules."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.model import StudentResult
from autograder.errors import UserError
from autograder.exchange.book import fill
from autograder.exchange.platforms import open_book
from autograder.exchange.scores import Wish, score_of
from autograder.exchange.sheet import read_sheet
from tests.autograder.exchange.conftest import MEASURING, changed, failed, reread, result

Run = Callable[[Sequence[StudentResult]], Path]

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Old quiz (4700),Measuring (4711),Final Score\r\n"
    ",,,,,,Manual Posting,\r\n"
    "    Points Possible,,,,,5.00,100.00,(read only)\r\n"
    '"Doe, Jane",20001,7000001,jdoe1,"Section ""A"", early",3.50,,70.00\r\n'
    '"O\'Brien, Sinéad",20003,0700003,sobrien,Section A,,EX,70.00\r\n'
    '"Żółć, Łukasz",20008,7000008,lzolc,Section A,3.50,N/A,70.00\r\n'
    '"العلي, محمد",20005,7000005,malali,Section A,3.50,12.00,70.00\r\n'
    '"王, 小明",20006,7000006,wxm,Section A,3.50,,70.00\r\n'
    '"Student, Test",29999,,f3a9c1,Section A,,,\r\n'
)
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 1234501,Jane Doe,7000001,jdoe1@uni.example,Submitted for grading,,100.00,Yes,"Tuesday, 3",-,\n'
    "Participant 1234503,Sinéad O'Brien,0700003,sobrien@uni.example,Submitted for grading,,100.00,No,-,-,\n"
    "Participant 1234505,محمد العلي,7000005,malali@uni.example,Submitted for grading,12.00,100.00,Yes,-,-,Well\n"
)
MOODLE_DE = (
    "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Bewertung kann geändert werden;"
    "Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung);Feedback als Kommentar\r\n"
    "Teilnehmer/in1234501;Jane Doe;jdoe1@uni.example;Zur Bewertung abgegeben;;50,00;Ja;-;-;\r\n"
    "Teilnehmer/in1234503;Sinéad O'Brien;s@uni.example;Zur Bewertung abgegeben;;50,00;Nein;-;-;\r\n"
)
MOODLE_BLIND_FR = (
    "Identifiant,Statut,Note,Sur,Note modifiable,Dernière modification (travail),Dernière modification (note)\n"
    'Participant 1234501,Remis,,"20,00",Oui,-,-\n'
    'Participant 1234503,Remis,,"20,00",Oui,-,-\n'
)
BLACKBOARD = (
    '"Last Name","First Name","Username","Student ID","Availability",'
    '"Weighted Total [Total Pts: up to 0 Percentage] |1281800",'
    '"Measuring [Total Pts: 100 Score] |1281892","Feedback to Learner"\r\n'
    '"Doe","Jane","jdoe1","7000001","Yes","","",""\r\n'
    '"O\'Brien","Sinéad","sobrien","0700003","Yes","","88.00","good"\r\n'
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Email,"
    "Measuring Points Grade <Numeric MaxPoints:100>,End-of-Line Indicator\r\n"
    "#7000001,#jdoe1,Doe,Jane,jdoe1@uni.example,,#\r\n"
    "#0700003,#sobrien,O'Brien,Sinéad,sobrien@uni.example,,#\r\n"
)


@dataclass(frozen=True)
class Told:
    content: bytes
    account: dict[str, Any]


@pytest.fixture
def export(tmp_path: Path, run: Run) -> Callable[..., Told]:
    """Fills a gradebook as the command does, in the tiny course."""

    def do(platform: str, results: Sequence[StudentResult], content: bytes, *options: str) -> Told:
        into, out = tmp_path / "theirs.csv", tmp_path / "filled.csv"
        into.write_bytes(content)
        words = ["export", platform, str(run(results)), "--into", str(into), "--out", str(out), "--json"]
        done = CliRunner().invoke(app, [*words, "--course", str(MEASURING), *options])
        if isinstance(done.exception, UserError):
            raise done.exception
        assert done.exit_code == 0, done.output
        assert into.read_bytes() == content
        return Told(out.read_bytes(), json.loads(done.stdout))

    return do


def test_canvas(export: Callable[..., Told]) -> None:
    """By its rules: rows by ID, the column by its number, EX and N/A and the test student and other rows untouched."""
    people = [
        result("20001", name="doejane", id="20001"),
        result("0700003"),
        result("lzolc"),
        result("20005", id="20005"),
        result("小明 王", 8.0),
        result("stranger"),
    ]
    before = CANVAS.encode("utf-8-sig")
    told = export("canvas", people, before)
    assert changed(before, told.content) == {(3, 6): "75.00", (7, 6): "100.00"}
    assert told.content.splitlines()[3] == b'"Doe, Jane",20001,7000001,jdoe1,"Section ""A"", early",3.50,75.00,70.00'
    assert told.account["column"] == "Measuring (4711)"
    assert (told.account["filled"], told.account["scaled"]) == (2, [8.0, 100.0])
    why = {entry["student"]: entry["why"] for entry in told.account["skipped"]}
    assert why == {"0700003": "is marked EX", "lzolc": "is marked N/A", "20005": "has a grade already"}
    assert [entry["student"] for entry in told.account["unmatched"]] == ["stranger"]
    headers = [row[0] for row in reread(told.content)]
    assert headers[2] == "    Points Possible"  # Canvas knows the row by its blanks


def test_canvas_with_semicolons_and_decimal_commas(export: Callable[..., Told]) -> None:
    """The mark is the file's, and so is the delimiter: the importer wants the first three lines to agree."""
    before = re.sub(r"(\d)\.(\d\d)", r"\1,\2", CANVAS.replace(",", ";").replace('"Doe;', '"Doe,')).encode()
    told = export("canvas", [result("jdoe1")], before)
    assert changed(before, told.content, "utf-8", ";") == {(3, 6): "75,00"}
    assert {line.count(b";") for line in told.content.splitlines()[:3]} == {7}


def test_overwriting_is_asked_for_and_spares_the_excused(export: Callable[..., Told]) -> None:
    """With --overwrite a grade is replaced; EX and N/A stay all the same."""
    people = [result("0700003"), result("lzolc"), result("20005", id="20005")]
    told = export("canvas", people, CANVAS.encode(), "--overwrite")
    assert changed(CANVAS.encode(), told.content) == {(6, 6): "75.00"}


@pytest.mark.parametrize(
    ("platform", "content"),
    [
        ("blackboard", BLACKBOARD.replace('"88.00"', '"Exempt"')),
        ("brightspace", BRIGHTSPACE.replace("sobrien@uni.example,,", "sobrien@uni.example,Exempt,")),
    ],
)
def test_what_says_exempt_is_no_grade_anywhere(export: Callable[..., Told], platform: str, content: str) -> None:
    """Whatever a platform's file shows of it, such a word is never written over."""
    told = export(platform, [result("jdoe1"), result("sobrien")], content.encode(), "--overwrite", "--no-feedback")
    assert list(changed(content.encode(), told.content).values()) == ["75.00"]


def test_a_column_by_number_by_name_or_asked(export: Callable[..., Told]) -> None:
    """Where several fit, the candidates are named; the number in brackets and the title both choose."""
    content = CANVAS.replace("Measuring (4711)", "HW (part 2) (4711)").encode()
    with pytest.raises(UserError, match=r"several columns .* Old quiz \(4700\); HW \(part 2\) \(4711\)"):
        export("canvas", [result("jdoe1")], content)
    for wish in ("4711", "hw (part 2)", "HW (part 2) (4711)"):
        assert changed(content, export("canvas", [result("jdoe1")], content, "--column", wish).content) == {
            (3, 6): "75.00"
        }
    with pytest.raises(UserError, match="there is no assignment '9'"):
        export("canvas", [result("jdoe1")], content, "--column", "9")
    with pytest.raises(UserError, match="no assignment 'Final Score'"):
        export("canvas", [result("jdoe1")], content, "--column", "Final Score")


def test_the_column_that_grade_was_told_is_filled(run: Run, export: Callable[..., Told]) -> None:
    """It is said once; where the file has no such column, the candidates are named as ever."""
    folder = run([result("jdoe1")])
    content = CANVAS.replace("Measuring (4711)", "HW (part 2) (4711)").encode()
    (folder / "intake.json").write_text('{"options": {"column": "4711"}}', encoding="utf-8")
    assert changed(content, export("canvas", [result("jdoe1")], content).content) == {(3, 6): "75.00"}
    (folder / "intake.json").write_text('{"options": {"column": "4799"}}', encoding="utf-8")
    with pytest.raises(UserError, match="several columns"):
        export("canvas", [result("jdoe1")], content)


def moodle_would_take(before: bytes, after: bytes, encoding: str = "utf-8", delimiter: str = ",") -> dict[str, float]:
    """What Moodle's importer makes of a worksheet: not the empty, equal, negative, locked or above the maximum."""
    header, *rows = reread(after, encoding, delimiter)
    assert header == reread(before, encoding, delimiter)[0]
    grade = next(place for place, name in enumerate(header) if name in ("Grade", "Bewertung", "Note"))
    taken = {}
    for old, row in zip(reread(before, encoding, delimiter)[1:], rows, strict=True):
        mark = "," if "," in row[grade + 1] else "."
        assert not row[grade] or mark in row[grade]
        value = float(row[grade].replace(",", ".")) if row[grade] else None
        locked = row[grade + 2] in ("No", "Nein", "Non")
        most = float(row[grade + 1].replace(",", "."))
        if value is not None and row[grade] != old[grade] and 0 <= value <= most and not locked:
            taken[re.sub(r"\D", "", row[0])] = value
    return taken


def test_moodle(export: Callable[..., Told]) -> None:
    """Rows by the participant's number; grade and feedback alone change, the locked and the graded stay."""
    checks = (failed(True, "You called median([1]).\nIt <b>returned</b> 2."), failed(False, "the secret input"))
    people = [result("1234501", checks=checks), result("1234503"), result("1234505")]
    told = export("moodle", people, MOODLE.encode())
    assert moodle_would_take(MOODLE.encode(), told.content) == {"1234501": 75.0}
    cells = changed(MOODLE.encode(), told.content)
    assert set(cells) == {(1, 5), (1, 10)}
    assert cells[1, 10].startswith("<p>")
    assert "It &lt;b&gt;returned&lt;/b&gt; 2." in cells[1, 10]
    assert "secret" not in cells[1, 10]
    assert told.account["skipped"] == [
        {"student": "1234503", "why": "is locked in Moodle"},
        {"student": "1234505", "why": "has a grade already"},
    ]
    without = export("moodle", people, MOODLE.encode(), "--no-feedback")
    assert changed(MOODLE.encode(), without.content) == {(1, 5): "75.00"}


def test_moodle_in_the_teachers_language(export: Callable[..., Told]) -> None:
    """The maximum is found where the header is German or French, and its decimal comma is used."""
    german = MOODLE_DE.encode("utf-8-sig")
    told = export("moodle", [result("1234501"), result("1234503")], german, "--no-feedback")
    assert changed(german, told.content, delimiter=";") == {(1, 4): "37,50"}
    assert moodle_would_take(german, told.content, "utf-8-sig", ";") == {"1234501": 37.5}
    french = MOODLE_BLIND_FR.encode()
    told = export("moodle", [result("1234503", name="Participant")], french)
    assert changed(french, told.content) == {(2, 2): "15,00"}
    assert b'Participant 1234503,Remis,"15,00","20,00"' in told.content


def test_moodle_takes_nothing_above_the_maximum(export: Callable[..., Told]) -> None:
    """A bonus is cut to the maximum, and said: Moodle would leave the row out without a word."""
    told = export("moodle", [result("1234501", 9.0)], MOODLE.encode(), "--no-feedback")
    assert moodle_would_take(MOODLE.encode(), told.content) == {"1234501": 100.0}
    assert told.account["capped"] == ["1234501"]


def test_blackboard(export: Callable[..., Told]) -> None:
    """Rows by Username, all cells quoted as before, the totals left alone; feedback is no formula."""
    before = BLACKBOARD.encode("utf-8-sig")
    told = export("blackboard", [result("JDOE1", message="=1+1"), result("sobrien")], before)
    cells = changed(before, told.content)
    assert set(cells) == {(1, 6), (1, 7)}
    assert cells[1, 6] == "75.00"
    assert b'"Yes","","75.00","' in told.content
    assert not cells[1, 7].startswith(("=", "+", "-", "@"))


def test_blackboards_tab_separated_text_in_utf_16(export: Callable[..., Told]) -> None:
    """The `.xls` that is none: UTF-16 with its mark, tabs, quotation marks."""
    before = b"\xff\xfe" + BLACKBOARD.replace('","', '"\t"').encode("utf-16-le")
    told = export("blackboard", [result("7000001")], before, "--no-feedback")
    assert told.content.startswith(b"\xff\xfe")
    assert changed(before, told.content, "utf-16", "\t") == {(1, 6): "75.00"}


def test_brightspace(export: Callable[..., Told]) -> None:
    """Rows by OrgDefinedId behind its `#`, and by name where it is unique; the last cell stays."""
    before = BRIGHTSPACE.encode()
    told = export("brightspace", [result("51007", name="Jane Doe", id="51007"), result("0700003", 9.0)], before)
    assert changed(before, told.content) == {(1, 5): "75.00", (2, 5): "100.00"}
    assert all(line.endswith(b",#") for line in told.content.splitlines()[1:])


@pytest.mark.parametrize(
    ("changes", "options", "filled"),
    [
        ({"status": "not_graded", "points": 0.0, "needs_review": True}, (), None),
        ({"status": "not_graded", "points": 0.0, "needs_review": True}, ("--with-proposals",), None),
        ({"status": "needs_review", "needs_review": True}, (), None),
        ({"status": "needs_review", "needs_review": True}, ("--with-proposals",), "75.00"),
        ({"status": "missing", "points": 0.0}, (), None),
        ({"status": "missing", "points": 0.0}, ("--zeros",), "0.00"),
        ({"status": "crashed", "points": 0.0}, (), "0.00"),
    ],
)
def test_what_is_no_grade_yet_stays_empty(
    export: Callable[..., Told], changes: dict[str, Any], options: tuple[str, ...], filled: str | None
) -> None:
    """Not graded, waiting, nothing handed in: the cell stays empty and the student is named, unless it is asked for."""
    told = export("brightspace", [result("jdoe1", **changes)], BRIGHTSPACE.encode(), *options)
    assert changed(BRIGHTSPACE.encode(), told.content) == ({(1, 5): filled} if filled else {})
    assert len(told.account["skipped"]) == (0 if filled else 1)


def test_lateness_is_taken_off_as_the_gradebook_has_it(export: Callable[..., Told], run: Run) -> None:
    """The score after lateness is what is passed on, unless the other is asked for."""
    folder = run([])
    book = "student,median,score,max_score,needs_review,days_late,score_after_lateness\njdoe1,6,6,8,,1,4.8\n"
    (folder / "gradebook.csv").write_text(book, encoding="utf-8")
    told = export("brightspace", [result("jdoe1")], BRIGHTSPACE.encode())
    assert changed(BRIGHTSPACE.encode(), told.content) == {(1, 5): "60.00"}
    told = export("brightspace", [result("jdoe1")], BRIGHTSPACE.encode(), "--before-lateness")
    assert changed(BRIGHTSPACE.encode(), told.content) == {(1, 5): "75.00"}


def test_the_curves_grade_in_place_of_points(
    export: Callable[..., Told], run: Run, measuring: Path, tmp_path: Path
) -> None:
    """A grade is written as it is, never scaled; above what the platform takes it is left out and said, not cut."""
    yaml = measuring / "course.yaml"
    with pytest.raises(UserError, match="--grade needs `curve:`"):
        export("brightspace", [result("jdoe1")], BRIGHTSPACE.encode(), "--grade")
    yaml.write_text(yaml.read_text(encoding="utf-8") + "curve: [[0, 5.0], [100, 1.0]]\n", encoding="utf-8")
    (run([]) / "gradebook.csv").write_text(
        "student,median,score,score_after_lateness,grade\njdoe1,6,6,3,3.5\n", encoding="utf-8"
    )
    there = ("--grade", "--course", str(measuring))
    told = export("brightspace", [result("jdoe1")], BRIGHTSPACE.encode(), *there)
    assert changed(BRIGHTSPACE.encode(), told.content) == {(1, 5): "3.5"}
    assert told.account["scaled"] is None
    told = export("brightspace", [result("jdoe1")], BRIGHTSPACE.encode(), "--before-lateness", *there)
    assert changed(BRIGHTSPACE.encode(), told.content) == {(1, 5): "2"}
    small = BRIGHTSPACE.replace("MaxPoints:100", "MaxPoints:3").encode()
    told = export("brightspace", [result("jdoe1")], small, *there)
    assert changed(small, told.content) == {}
    assert told.account["skipped"] == [{"student": "jdoe1", "why": "has a grade above 3, the column's maximum"}]
    with pytest.raises(UserError, match="does not go with --exercise"):
        export("brightspace", [result("jdoe1")], BRIGHTSPACE.encode(), "--exercise", "median", *there)


def test_a_gradebook_of_another_run_is_not_believed(export: Callable[..., Told], run: Run) -> None:
    """Who has a result and no row of lateness is not taken for punctual."""
    book = "student,median,score,score_after_lateness\nsomebody,6,6,4.8\n"
    (run([]) / "gradebook.csv").write_text(book, encoding="utf-8")
    with pytest.raises(UserError, match=r"gradebook.csv: 'jdoe1' is not in it\. Run `autograder grade` again"):
        export("brightspace", [result("jdoe1")], BRIGHTSPACE.encode())


NAMES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=15), min_size=1, max_size=6
)


@given(
    NAMES, st.sampled_from(",;\t"), st.sampled_from(["\r\n", "\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_any_name_in_any_kind_of_file(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], delimiter: str, end: str, encoding: str
) -> None:
    """Quotation marks, line ends, separators, any alphabet: each student's own cell changes and no other."""
    header = ["Student", "ID", "SIS Login ID", "Section", "Measuring (4711)", "Final"]
    rows = [[name, str(20000 + place), f"login{place}", "A", "", name] for place, name in enumerate(names)]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([header, *rows])
    path = tmp_path_factory.getbasetemp() / "odd.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    book = open_book("canvas", read_sheet(path))
    fill(book, [score_of(result(str(20000 + place), 8.0), Wish()) for place in range(0, len(names), 2)])
    cells = changed(path.read_bytes(), book.sheet.to_bytes(), encoding, delimiter)
    mark = "," if delimiter == ";" else "."
    assert cells == {(1 + place, 4): f"8{mark}0000" for place in range(0, len(names), 2)}


@pytest.mark.parametrize(
    ("platform", "content", "says"),
    [
        ("canvas", MOODLE, "gradebook of Moodle. Say `autograder export moodle`"),
        ("moodle", CANVAS, "gradebook of Canvas. Say `autograder export canvas`"),
        ("blackboard", BRIGHTSPACE, "gradebook of Brightspace"),
        ("brightspace", BLACKBOARD, "gradebook of Blackboard"),
        ("brightspace", "a,b\nx,y\n", "no Brightspace export"),
        ("moodle", "a,b\nx,y\n", "no Moodle grading worksheet"),
        ("canvas", CANVAS.replace("jdoe1", "other"), "none of the 1 students"),
        ("canvas", CANVAS[: CANVAS.index("early")], "quotation mark is never closed"),
    ],
)
def test_a_wrong_file_is_one_sentence(
    export: Callable[..., Told], tmp_path: Path, platform: str, content: str, says: str
) -> None:
    """Another platform's, another class's, half a download: said, and nothing is written."""
    with pytest.raises(UserError, match=says):
        export(platform, [result("jdoe1")], content.encode())
    assert not (tmp_path / "filled.csv").exists()


def test_the_download_is_never_written_over(tmp_path: Path, run: Run) -> None:
    """--out must be another file, by whatever name it is called."""
    into = tmp_path / "theirs.csv"
    into.write_bytes(BRIGHTSPACE.encode())
    (tmp_path / "link.csv").symlink_to(into)
    for out in (into, tmp_path / "link.csv", tmp_path / "." / "theirs.csv"):
        words = ["export", "brightspace", str(run([result("jdoe1")])), "--into", str(into), "--out", str(out)]
        done = CliRunner().invoke(app, [*words, "--course", str(MEASURING)])
        assert "must be another file" in str(done.exception)
    assert into.read_bytes() == BRIGHTSPACE.encode()


def test_maxima_that_differ_are_not_told_as_one(tmp_path: Path, run: Run) -> None:
    """Where the course drops exercises, what counts of each student may have a maximum of its own."""
    into = tmp_path / "theirs.csv"
    into.write_bytes(CANVAS.encode())
    other = result("20006")
    exercise = replace(other.exercises[0], max_score=12.0)
    people = [result("jdoe1"), replace(other, max_score=12.0, exercises=(exercise,))]
    words = ["export", "canvas", str(run(people)), "--into", str(into), "--out", str(tmp_path / "filled.csv")]
    said = CliRunner().invoke(app, [*words, "--course", str(MEASURING), "--overwrite"]).output
    assert (
        "Filled 2 grades into the column Measuring (4711), scaled, each from their own maximum, to 100 points." in said
    )


def test_what_was_done_is_told_in_words(tmp_path: Path, run: Run) -> None:
    """Filled, scaled, left out and why, unmatched by name, and who is in the gradebook alone."""
    into = tmp_path / "theirs.csv"
    into.write_bytes(CANVAS.encode())
    people = [result("jdoe1"), result("0700003"), result("=stranger\x1b[31m")]
    words = ["export", "canvas", str(run(people)), "--into", str(into), "--out", str(tmp_path / "filled.csv")]
    said = CliRunner().invoke(app, [*words, "--course", str(MEASURING)]).output
    assert "Filled 1 grade into the column Measuring (4711), scaled from 8 to 100 points." in said
    assert "Left as it was, is marked EX: 0700003." in said
    assert "Not passed on, is in no row: =stranger [31m." in said
    assert "In the gradebook without a result here: Żółć, Łukasz (20008)" in said
