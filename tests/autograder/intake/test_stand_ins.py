"""Work under another ending, above the line, or below a stub: it is read or a person is asked, and never a silent 0."""

from __future__ import annotations

import json
from pathlib import Path

import downloads as make
import pytest
from written_files import docx, odt, packed, rtf

from autograder.course.manifest import load_course
from autograder.course.model import Course, SubmittedFile
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions
from autograder.kinds.stubs import stub_of

PROGRAM = "def line(x):\n    return 2 * x\n"
ANSWER = "Without scaling, one step is far too long for one weight and far too short for the other."
SHEET = "measure: [1, 2]\n"


@pytest.fixture(scope="module")
def regression() -> Course:
    """The course with a program, a written answer, a form and a quiz."""
    return load_course(Path(__file__).parents[2] / "courses" / "regression", with_solutions=True)


def read(
    tmp_path: Path, course: Course, exercise: str, files: make.Files, **options: object
) -> tuple[SubmittedFile | None, Intake]:
    path = make.pack(tmp_path / "class.zip", {f"ada/{name}": text for name, text in files.items()})
    intake = open_intake(path, course, None, IntakeOptions(**options))  # type: ignore[arg-type]
    return intake.read("ada", course).files.get(exercise), intake


def test_what_a_cloud_keeps_in_a_files_place_is_asked_about(tmp_path: Path, regression: Course) -> None:
    """A Mac that has moved the file into the cloud leaves a hidden one of its name: nothing was left out on purpose."""
    file, intake = read(tmp_path, regression, "line", {".line.py.icloud": b"bplist00\xd3\1"})
    assert file is not None
    assert file.ask
    assert ".line.py.icloud" in heard(intake, "line")


def heard(intake: Intake, exercise: str) -> str:
    return " ".join(f"{note.done} {note.to_do}" for note in intake.said["ada"] if note.exercise == exercise)


@pytest.mark.parametrize(
    ("ending", "raw"),
    [
        ("docx", docx(ANSWER)),
        ("odt", odt(ANSWER)),
        ("rtf", rtf(ANSWER)),
        ("txt", ANSWER.encode()),
        ("md.docx", docx(ANSWER)),
        ("md", docx(ANSWER)),
        ("md", rtf(ANSWER)),
    ],
)
@pytest.mark.parametrize("beside_stub", [False, True])
def test_a_written_answer_is_read_from_a_document(
    tmp_path: Path, regression: Course, ending: str, raw: bytes, beside_stub: bool
) -> None:
    """Also where the stub still lies beside it; and it is said."""
    stub = stub_of(regression, regression.exercise("why_scale"))
    files: make.Files = {"why_scale.md": stub} if beside_stub and ending != "md" else {}
    file, intake = read(tmp_path, regression, "why_scale", {**files, f"why_scale.{ending}": raw})
    assert file is not None
    assert file.text is not None
    assert file.text.strip() == ANSWER
    assert f"why_scale.{ending}" in heard(intake, "why_scale")


@pytest.mark.parametrize(
    "name", ["why_scale.pdf", "why_scale.doc", "why_scale.pages", "why_scale.jpg", "why_scale.odt"]
)
def test_what_cannot_be_read_waits_for_a_person(tmp_path: Path, regression: Course, name: str) -> None:
    """A PDF, an old or foreign format, a picture, half a document: a question, with what lies there."""
    raw = {"pdf": b"%PDF-1.4", "jpg": b"\xff\xd8\xff\xe0"}.get(name[-3:], odt(ANSWER)[:50] + b"\xff\0")
    stub = stub_of(regression, regression.exercise("why_scale"))
    file, intake = read(tmp_path, regression, "why_scale", {name: raw, "why_scale.md": stub})
    assert file is not None
    assert file.ask
    assert name in heard(intake, "why_scale")
    assert any(note.to_do for note in intake.said["ada"])


NAMES = (
    *("{}.txt", "{}.pyw", "{}.py.download", "{}.py.bak", "{}.py~", "{}.py.txt.txt", "{}.py_.txt", "{}．py", "{}"),
    *("20261103231001_{}.py", "{}-1.txt", "{}.PY.bak"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_program_under_another_ending_is_the_program(tmp_path: Path, regression: Course, name: str) -> None:
    """A mail program that lets no .py pass is no reason for a zero; nor is a stub beside it."""
    named = name.format("line")
    stub = stub_of(regression, regression.exercise("line"))
    for files in ({}, {"line.py": stub}):
        file, intake = read(tmp_path, regression, "line", {**files, named: PROGRAM})
        assert file is not None
        assert file.text == PROGRAM
        assert named in heard(intake, "line")


def test_a_backup_never_replaces_the_program(tmp_path: Path, regression: Course) -> None:
    """Where the program is there, what editors left beside it is nobody's question."""
    file, intake = read(tmp_path, regression, "line", {"line.py": PROGRAM, "line.py~": "def line(x): ...\n"})
    assert file == SubmittedFile("line.py", PROGRAM)
    assert heard(intake, "line") == ""


def test_what_is_no_program_is_asked_about(tmp_path: Path, regression: Course) -> None:
    """Notes, a Word document, a picture of a screen."""
    for name, raw in (("line.txt", b"I could not do it."), ("line.docx", docx(PROGRAM)), ("line.png", b"\x89PNG\r\n")):
        file, _ = read(tmp_path, regression, "line", {name: raw})
        assert file is not None
        assert file.ask


def test_two_stand_ins_that_differ_are_asked_about(tmp_path: Path, regression: Course) -> None:
    """Nobody guesses; equal ones are one."""
    file, _ = read(tmp_path, regression, "line", {"line.txt": PROGRAM, "line.bak": "def line(x): ...\n"})
    assert file is not None
    assert file.ask
    file, _ = read(tmp_path, regression, "line", {"line.txt": PROGRAM, "line.bak": PROGRAM})
    assert file is not None
    assert file.text == PROGRAM


def test_a_sheet_is_read_where_it_reads_as_one(tmp_path: Path, regression: Course) -> None:
    """From a document too; what a word processor spoilt goes to a person."""
    for name, raw in (("fit_report.txt", SHEET), ("fit_report.docx", docx(*SHEET.splitlines()))):
        file, _ = read(tmp_path, regression, "fit_report", {name: raw})
        assert file is not None
        assert file.text == SHEET
    file, _ = read(tmp_path, regression, "fit_report", {"fit_report.docx": docx("measure: “a", "\tb: [")})
    assert file is not None
    assert file.ask


@pytest.mark.parametrize("raw", [packed(line="x"), docx("x"), b"%PDF-1.4"])
def test_a_program_that_is_no_text_is_named_for_what_it_is(tmp_path: Path, regression: Course, raw: bytes) -> None:
    """A zip under the program's name is no file in a wrong encoding."""
    file, _ = read(tmp_path, regression, "line", {"line.py": raw})
    assert file is not None
    assert file.ask
    assert "and not a program" in file.problem
    assert "UTF-8" not in file.problem


def test_a_notebook_saved_as_a_program_is_a_notebook(tmp_path: Path, regression: Course) -> None:
    """As under its own name: asked about, or its code cells joined."""
    book = json.dumps({"cells": [{"cell_type": "code", "source": PROGRAM}], "nbformat": 4, "nbformat_minor": 5})
    file, _ = read(tmp_path, regression, "line", {"line.py": book})
    assert file is not None
    assert file.ask
    assert "notebook" in file.problem
    file, _ = read(tmp_path, regression, "line", {"line.py": book}, notebooks=True)
    assert file is not None
    assert file.text == PROGRAM
    stub = stub_of(regression, regression.exercise("line"))
    file, _ = read(tmp_path, regression, "line", {"line.py": stub, "line.ipynb": book})
    assert file is not None
    assert file.ask


def _moved(stub: str, answer: str) -> str:
    question, marker, _ = stub.partition("<!-- answer below this line -->")
    return f"{question}{answer}\n\n{marker}\n"


def test_an_answer_above_the_line_is_the_answer(tmp_path: Path, regression: Course) -> None:
    """What is not the stub's own text is the student's; what it is in few words or a comment a person says."""
    stub = stub_of(regression, regression.exercise("why_scale"))
    assert "<!-- answer below this line -->" in stub
    two = f"{ANSWER}\n\nSo scale it."
    file, intake = read(tmp_path, regression, "why_scale", {"why_scale.md": _moved(stub, two)})
    assert file is not None
    assert file.text == f"{stub.rstrip()}\n\n{two}\n"
    assert "above the line" in heard(intake, "why_scale")
    hidden = stub.replace("below this line", f"below this line {ANSWER}")
    for text in (_moved(stub, "Jane Doe"), hidden, _moved(stub, f"<!-- {ANSWER} -->")):
        file, _ = read(tmp_path, regression, "why_scale", {"why_scale.md": text})
        assert file is not None
        assert file.ask


def test_a_stub_that_was_only_wrapped_or_answered_stays_as_it_is(tmp_path: Path, regression: Course) -> None:
    """Nothing is asked where nothing was written, or where the answer stands below the line."""
    stub = stub_of(regression, regression.exercise("why_scale"))
    wrapped = stub.replace(". ", ".\n").replace(", ", ",\n")
    for text in (stub, wrapped, f"{stub}\n{ANSWER}\n", f"Jane Doe\n{stub}\n{ANSWER}\n"):
        file, intake = read(tmp_path, regression, "why_scale", {"why_scale.md": text})
        assert file == SubmittedFile("why_scale.md", text)
        assert heard(intake, "why_scale") == ""


@pytest.mark.parametrize("top", ["stub", "", "# scratch\n"])
def test_a_file_without_work_never_comes_before_one_with_it(tmp_path: Path, regression: Course, top: str) -> None:
    """The handout's stub at the top, the work in exercises/."""
    text = stub_of(regression, regression.exercise("line")) if top == "stub" else top
    file, _ = read(tmp_path, regression, "line", {"line.py": text, "exercises/line.py": PROGRAM})
    assert file == SubmittedFile("exercises/line.py", PROGRAM)


def test_of_two_with_work_the_nearest_counts_and_a_person_hears_of_the_other(
    tmp_path: Path, regression: Course
) -> None:
    """The rule stays; `take` is how it is overruled."""
    files: make.Files = {"line.py": PROGRAM, "exercises/line.py": "def line(x):\n    return x\n"}
    file, intake = read(tmp_path, regression, "line", files)
    said = "line.py counts, the nearest to the top; exercises/line.py differs from it."
    assert file == SubmittedFile("line.py", PROGRAM, read_as=said)
    assert "exercises/line.py differs" in heard(intake, "line")
    assert "`take`" in heard(intake, "line")
    file, intake = read(tmp_path, regression, "line", {"line.py": PROGRAM, "exercises/line.py": PROGRAM})
    assert heard(intake, "line") == ""
