"""Any file, any reader of students' files: a value or a refusal that says what is wrong, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("msgspec", reason="results are written with the instructor's packages")

from autograder.classroom.lines import from_line, to_line
from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import Course, ExerciseResult, StudentResult, SubmittedFile
from autograder.course.yamlfile import read_yaml
from autograder.errors import UserError
from autograder.files import decode_source
from autograder.intake.folders import open_intake
from autograder.kinds.base import ExerciseGrader
from autograder.kinds.quiz.grader import sheet_problems
from autograder.kinds.quiz.sheet import read_questions, read_sheet
from autograder.kinds.registry import kind_of
from autograder.nbgrader.salvage import CELL_TYPES, salvage
from autograder.sandbox.here import LocalHost
from autograder.tables import Row, read_number, read_table

REPOSITORY = Path(__file__).parents[3]
TINY = REPOSITORY / "tests" / "courses" / "measuring"
STUDENT = "ada"

VALUES = [
    *("!!bool maybe", "!!int ''", "!!float '_'", "!!timestamp x", "!!map x", "!!seq x", "!!null x", "!!set {a}"),
    *("!!int [1]", "!!str {a: 1}", "!!python/object:os.system x", "{!!seq a: 1}", "{? [a] : 1}", "{a: {b: c}}"),
    *(
        "0x",
        "0b",
        "0x" + "f" * 5_000,
        "[0x" + "f" * 5_000 + "]",
        "1" + "0" * 400,
        "1" + "0" * 5_000,
        "1" + ":1" * 9_000,
    ),
    *("-.inf", ".nan", "1e999", "1/0", "0/0", "1_0", "0o9", "2001-01-01", "\u0663", "true", "~", "''", "[]", "{}"),
    *("[" * 30 + "]" * 30, "{a: " * 30 + "}" * 30, "[[[[1]]]]", "[null, [null]]", "[a, c", "'a", '"', "%a", "@", "`"),
    *("&x a", "*x", "a: b", "- a", "|\n      x", "x" * 70_000, '"\\ud800"', '"\\0"', "\x07", "# x", "[a, a, a]"),
]
"""What may stand behind a colon."""
SCRAPS = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc3",
        b"\r",
        b"\n",
        b"\t",
        b'"',
        b"'",
        b",",
        b";",
        b"[",
        b"]",
        b"{",
        b"}",
    ),
    *(b": ", b"- ", b"<!--", b"-->", b"```", b"\\", b"\\ud800", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"),
    *(
        b"NaN",
        b"1e999",
        b"[" * 3_000,
        b'{"a":' * 3_000,
        b"9" * 6_000,
        b"x" * 9_000,
        b"sep=;\n",
        "\u202e\U0001f9d1".encode(),
    ),
    *(value.encode("utf-8", "replace") for value in VALUES),
]
EDITS = st.lists(
    st.tuples(st.integers(0, 2**20), st.integers(0, 60), st.one_of(st.sampled_from(SCRAPS), st.binary(max_size=6))),
    min_size=1,
    max_size=4,
)
Edit = tuple[int, int, bytes]
T = TypeVar("T")
many = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def edited(raw: bytes, edits: list[Edit]) -> bytes:
    """The bytes with other bytes in some places: where each edit begins, how many it takes out, what it puts there."""
    for place, length, made in edits:
        start = place % (len(raw) + 1)
        raw = raw[:start] + made + raw[start + length :]
    return raw


def value_or_refusal(read: Callable[[], T]) -> T | None:
    """What a reader gave; None for a refusal, which is one short sentence."""
    try:
        return read()
    except UserError as error:
        said = str(error)
    assert 0 < len(said) < 1_000
    return None


@cache
def course() -> Course:
    return load_course(REPOSITORY, with_solutions=True)


@cache
def grader(exercise: str) -> ExerciseGrader:
    found = course().exercise(exercise)
    return kind_of(found).grader(course(), found, collect(course())[exercise])


@cache
def solution(exercise: str) -> str:
    found = course().exercise(exercise)
    return kind_of(found).solved(course(), found, STUDENT)


def of_kind(kind: str) -> list[str]:
    return [exercise.id for exercise in load_course(REPOSITORY).exercises if exercise.kind == kind]


def graded(exercise: str, text: str | None, problem: str = "") -> ExerciseResult:
    """The result, which can be written as a line and read back, and is one that was graded."""
    found = course().exercise(exercise)
    result = grader(exercise).grade(SubmittedFile(found.file, text, problem), LocalHost(), STUDENT)
    line = to_line(StudentResult("c", STUDENT, result.score, result.max_score, False, "none", (result,)))
    assert from_line(line).exercises[0] == result
    assert (result.max_score, result.status != "not_graded") == (found.points, True)
    assert 0 <= result.score <= found.points
    assert all(check.outcome != "grader_error" for check in result.checks)
    return result


@pytest.mark.parametrize("exercise", [*of_kind("form"), *of_kind("quiz"), *of_kind("written")])
@many
@given(edits=EDITS)
def test_any_file_is_graded(exercise: str, edits: list[Edit]) -> None:
    """Forms, sheets of answers and written answers, with bytes changed anywhere."""
    file = course().exercise(exercise).file
    decoded = decode_source(edited(solution(exercise).encode(), edits), file)
    assert (decoded.text is None) == bool(decoded.problem)
    graded(exercise, decoded.text, decoded.problem)


@many
@given(edits=EDITS)
def test_any_yaml_is_data_or_refused(edits: list[Edit]) -> None:
    """The one reader of YAML, and the readers of a sheet that build on it: also what a student sees at home."""
    raw = edited(solution("quiz").encode(), edits)
    text = raw.decode("utf-8", "surrogateescape")  # what a file cannot hold is refused as well
    for read in (read_yaml, read_sheet, read_questions, sheet_problems):
        value_or_refusal(lambda read=read: read(text, Path("quiz.yaml")))  # type: ignore[misc]


@many
@given(number=st.integers(0, 24), value=st.sampled_from(VALUES))
def test_any_answer_on_a_sheet_costs_its_own_question_alone(number: int, value: str) -> None:
    """Whatever stands behind one `answer:`, every other question of the sheet is marked as before."""
    lines = solution("quiz").split("\n")
    places = [place for place, line in enumerate(lines) if line.startswith("    answer:")]
    place = places[number % len(places)]
    name = next(line.split("id: ")[1] for line in reversed(lines[:place]) if "- id: " in line)
    result = graded("quiz", "\n".join([*lines[:place], f"    answer: {value}", *lines[place + 1 :]]))
    spoilt = {check.id.partition("#")[2] for check in result.checks if check.outcome != "passed"}
    assert spoilt <= {name}
    assert result.status == "graded"


@many
@given(value=st.sampled_from(VALUES))
def test_any_name_on_a_sheet_costs_no_answer(value: str) -> None:
    """Whatever stands behind `student:`, questions without drawn numbers are marked as before."""
    lines = [f"student: {value}" if line.startswith("student:") else line for line in solution("quiz").split("\n")]
    result = graded("quiz", "\n".join(lines))
    drawn = {item.id for item in read_questions(solution("quiz"), Path("quiz.yaml")) if item.numbers}
    spoilt = {check.id.partition("#")[2] for check in result.checks if check.outcome != "passed"}
    assert spoilt <= drawn


CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": ["# A\n", "b"]},
    {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "softmax"}}, "source": "def f():\n    return 1\n"},
]
NOTEBOOK = json.dumps({"cells": CELLS, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
PLACES = ["cells", "worksheets", "source", "input", "cell_type", "metadata", "nbgrader", "grade_id"]
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=5)),
    lambda part: st.one_of(
        st.lists(part, max_size=4),
        st.dictionaries(st.sampled_from(PLACES), part, max_size=4),
    ),
    max_leaves=20,
)


@many
@given(
    raw=st.one_of(EDITS.map(lambda edits: edited(NOTEBOOK, edits)), JSON.map(lambda data: json.dumps(data).encode()))
)
def test_any_notebook_is_cells_and_a_sentence(raw: bytes) -> None:
    """Cells as plain text that can be written, or the reason why there are none."""
    found = salvage(io.BytesIO(raw))
    assert found.cells or found.problem or b"cells" in raw
    assert len(found.problem) < 300
    for cell in found.cells:
        assert cell.cell_type in CELL_TYPES
        cell.source.encode("utf-8")


@cache
def tiny() -> Course:
    return load_course(TINY, with_solutions=True)


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


CODE = b"def median(values):\n    return 0\n"
INNER = packed({"work/median.py": CODE, "work/notes.txt": b"x" * 100})
NAMES = st.sampled_from(
    ["ada/median.py", "ada/../median.py", "/median.py", "C:/median.py", "ada\\median.py", "ada//", "."]
)


@many
@given(edits=EDITS, name=NAMES)
def test_any_archive_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, edits: list[Edit], name: str) -> None:
    """The class's own zip, and one that a student packed: of each student a submission, or of all a refusal."""
    path = tmp_path_factory.mktemp("zip") / "class.zip"
    inside = packed({"ada/work.zip": edited(INNER, edits), "bob/median.py": CODE, name: CODE})
    for raw in (inside, edited(packed({"ada/median.py": CODE, "bob/median.py": CODE, name: CODE}), edits)):
        path.write_bytes(raw)
        intake = value_or_refusal(lambda: open_intake(path, tiny()))
        for student in intake.students if intake else ():
            for file in intake.read(student, tiny()).files.values() if intake else ():
                assert (file.text is None) == bool(file.problem)
    path.write_bytes(inside)
    assert open_intake(path, tiny()).read("bob", tiny()).files["median"].text == CODE.decode()


TABLE = b'Student,Days,Score\nada,1.5,12\n"b, c",2,"3,5"\n'


@many
@given(edits=EDITS)
def test_any_table_is_rows_or_refused(tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]) -> None:
    """Rows of text with their places, and numbers that are numbers."""
    path = tmp_path_factory.mktemp("table") / "late.csv"
    path.write_bytes(edited(TABLE, edits))
    rows: tuple[Row, ...] = value_or_refusal(lambda: read_table(path, ["student", "days"])) or ()
    for row in rows:
        number = read_number(row.get("days"))
        assert number is None or number >= 0 or row.get("days").startswith("-")
        assert row.place.startswith(str(path))
