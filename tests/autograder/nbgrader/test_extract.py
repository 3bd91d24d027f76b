"""From cells to the file for grading."""

from __future__ import annotations

import io
import json

import pytest

from autograder.course.model import Exercise
from autograder.kinds.written.grader import answer_in
from autograder.nbgrader.extract import find_answer, to_file
from autograder.nbgrader.salvage import MAX_CELLS, Cell, salvage
from autograder.nbgrader.sheet import Sheet, SheetCell

STUB = 'def double(x):\n    raise NotImplementedError("double is not written yet")'
QUESTION = "Why?\n\n<!-- answer below this line -->\n"
GOOD = "def double(x):\n    return 2 * x"


@pytest.fixture
def sheet():
    exercise = Exercise("double", "Double", "code", "double.py", 2.0)
    cells = (
        SheetCell("double__intro", "intro", "# Double"),
        SheetCell("double", "solution", GOOD, STUB),
        SheetCell("double__one", "test", "check()", points=2.0, check="visible/test_double.py::test_one"),
    )
    return Sheet(exercise, cells)


@pytest.fixture
def form():
    exercise = Exercise("card", "Card", "form", "card.yaml", 2.0)
    return Sheet(exercise, (SheetCell("card", "solution", "%%writefile card.yaml\na: 1", "%%writefile card.yaml\na:"),))


@pytest.fixture
def essay():
    exercise = Exercise("why", "Why", "written", "why.md", 2.0)
    intro = SheetCell("why__intro", "intro", "# Why")
    return Sheet(exercise, (intro, SheetCell("why", "answer", f"{QUESTION}Because.", QUESTION, 2.0)))


def own(source, cell_type="code"):
    return Cell(cell_type, source, "double")


def prose(source, grade_id=""):
    return Cell("markdown", source, grade_id)


def code(source):
    return Cell("code", source)


def text_of(cells, sheet):
    file = to_file(find_answer(cells, sheet), sheet)
    return None if file is None else file.text


def test_the_own_cell_is_the_file(sheet):
    """Whatever stands around it."""
    assert text_of([own(GOOD), Cell("code", "import os", "double__one")], sheet) == GOOD + "\n"


def test_without_the_own_cell_nothing_is_handed_in(sheet):
    """As if the file were missing."""
    assert text_of([Cell("code", "check()", "double__one"), code("print(1)")], sheet) is None


def test_of_several_own_cells_the_last_written_one_counts(sheet):
    """An untouched copy below it does not."""
    assert text_of([own("def double(x):\n    return x"), own(GOOD), own(STUB)], sheet).endswith(GOOD + "\n")


def test_a_function_in_another_cell_counts(sheet):
    """Written beside the stub, or in a cell without a name."""
    namespace = {}
    exec(text_of([own(STUB), code(GOOD)], sheet), namespace)
    assert namespace["double"](2) == 4
    assert text_of([code(GOOD)], sheet) == GOOD + "\n"
    assert text_of([code(GOOD), own(STUB)], sheet).endswith(GOOD + "\n")


def test_what_the_own_cell_needs_comes_along_and_scratch_work_does_not(sheet):
    """An import and a helper are taken; a call that fails is not."""
    cells = [
        code("import math\nmath.nonsense()\nFACTOR = 2\nunused = 3"),
        own("def double(x):\n    return FACTOR * x"),
        code("1/0"),
    ]
    assert text_of(cells, sheet) == "FACTOR = 2\ndef double(x):\n    return FACTOR * x\n"


def test_jupyters_own_commands_become_comments(sheet):
    """The lines keep their numbers."""
    assert text_of([own(f"%timeit 1\n!ls\n{GOOD}")], sheet) == f"pass  # %timeit 1\npass  # !ls\n{GOOD}\n"


def test_code_that_does_not_parse_is_handed_in_as_it_is(sheet):
    """Grading then says where."""
    assert text_of([own("def double(x:\n")], sheet) == "def double(x:\n"


def test_too_long_a_file_is_a_problem(sheet):
    """It is said so, and not judged."""
    file = to_file(find_answer([own("x = 1\n" * 60_000)], sheet), sheet)
    assert file.text is None
    assert "larger than 256 KiB" in file.problem


def test_a_form_loses_its_first_line(form):
    """The line that writes the file is not part of it; a form is known by it where its name is gone."""
    assert text_of([Cell("code", "%%writefile card.yaml\na: 2", "card")], form) == "a: 2\n"
    assert text_of([Cell("code", "%%writefile card.yaml\na: 2")], form) == "a: 2\n"
    assert text_of([Cell("raw", "a: 2", "card")], form) == "a: 2\n"


def test_a_written_answer_is_its_cell(essay):
    """Byte for byte, as in a file; where its name is gone, the only prose is taken for it."""
    assert text_of([prose(f"{QUESTION}Since.", "why")], essay) == f"{QUESTION}Since.\n"
    assert text_of([prose("Since.")], essay) == "Since.\n"
    assert text_of([prose(QUESTION, "why")], essay) == QUESTION


@pytest.mark.parametrize(
    "cells",
    [
        [("Since.", "why"), ("Or so.", "why")],
        [(f"{QUESTION}Since.", "why"), ("Or so.", "")],
        [("# Why", "why__intro"), (QUESTION, "why"), ("Since.", ""), ("Or so.", "")],
        [("Since.", ""), (f"{QUESTION}Or so.", "why"), ("Or so.", "")],
        [("Since.", ""), ("Or so.", "")],
        [("# Why", ""), (f"{QUESTION}Since.", ""), ("Or so.", "")],
    ],
)
def test_an_answer_beside_the_cell_or_split_in_two_counts_whole(essay, cells):
    """Each thing said once, in the student's order; whoever marks it is told."""
    found = find_answer([prose(*cell) for cell in cells], essay)
    assert answer_in(to_file(found, essay).text, QUESTION) == "Since.\n\nOr so."
    assert "the answer stands in 2 cells, which are read as one" in found.notes


def test_an_answer_without_a_word_of_the_students_is_missing_or_untouched(essay):
    """Code beside it is no answer."""
    assert text_of([prose("# Why", "why__intro"), code("print(1)")], essay) is None
    assert text_of([prose(QUESTION, "why"), prose("# Why"), code("print(1)")], essay) == QUESTION


def _notebook(cells):
    return io.BytesIO(json.dumps({"cells": cells}).encode())


def test_salvage_reads_the_old_format():
    """Format 3 keeps its cells in worksheets, and code under another name."""
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["a\n", "b"]}]}]}
    assert salvage(io.BytesIO(json.dumps(old).encode())).cells == (Cell("code", "a\nb"),)


def test_salvage_is_bounded():
    """A hundred thousand cells are cut, and it is said so."""
    found = salvage(_notebook([{"cell_type": "code", "source": "x"}] * (MAX_CELLS + 5)))
    assert len(found.cells) == MAX_CELLS
    assert str(MAX_CELLS + 5) in found.problem


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[" * 100_000, b"null", b'{"cells": 3}', b"\xff\xfe", b'{"cells": {"a": 1}}']
)
def test_salvage_never_raises(raw):
    """What is no notebook is a sentence."""
    found = salvage(io.BytesIO(raw))
    assert found.cells == ()
    assert found.problem.endswith(".")


@pytest.mark.parametrize(
    "scratch",
    [
        "def double(x, y=1):\n    return x",
        "double = [0.7, 0.5]\nprint(double)",
        "double, triple = 1, 2",
        "import double",
    ],
)
def test_a_later_scratch_cell_does_not_take_the_place_of_the_own_cell(sheet, scratch):
    """What the exercise's own cell has written stays, whatever is tried out below it."""
    assert text_of([own(GOOD), code(scratch)], sheet) == GOOD + "\n"


def test_a_function_that_the_own_cell_leaves_open_can_stand_in_a_later_one(sheet):
    """Only what is written stays; a stub beside a helper gives way."""
    text = text_of([own(f"FACTOR = 2\n{STUB}"), code("def double(x):\n    return FACTOR * x")], sheet)
    namespace = {}
    exec(text, namespace)
    assert namespace["double"](4) == 8
