"""What is read of a notebook for Otter Assign: boundaries, marks in the code, points; and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="notebooks are read with nbgrader's packages")

from autograder.author.importing.cells import Assignment, Cell  # noqa: E402
from autograder.author.importing.otter import read_otter  # noqa: E402
from autograder.author.importing.otter_marks import solved_cell  # noqa: E402
from autograder.errors import UserError  # noqa: E402
from tests.autograder.author.notebooks import code, question, raw, text  # noqa: E402


def read(folder: Path, *cells: dict[str, object]) -> Assignment:
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.from_dict(one) for one in cells]), folder / "lab.ipynb")
    return read_otter(folder / "lab.ipynb")


def worth_of(assignment: Assignment) -> list[tuple[float, bool]]:
    return [(cell.points, cell.hidden) for cell in assignment.cells if cell.role == "test"]


SET_UP = "import otter\ngrader = otter.Notebook('lab.ipynb')"
SOLUTION = code("x = 1 # SOLUTION")


@pytest.mark.parametrize(
    ("config", "tests", "wanted"),
    [
        ("", ("x", "x"), [0.5, 0.5]),
        ("points: 6", ("x", "2", "2", "x"), [1, 2, 2, 1]),
        ("", ("x", "2"), [0, 2]),
        ("points: {each: 2}", ("x", "x"), [2, 2]),
        ("points: [0, 1.5]", ("x", "x"), [0, 1.5]),
        ("points: 0", ("x",), [0]),
    ],
)
def test_points_are_shared_out(tmp_path: Path, config: str, tests: tuple[str, ...], wanted: list[float]) -> None:
    """A test's own points first, the rest of the question's in equal parts; without any the question is worth 1."""
    cells = [
        code("x == 1" if own == "x" else f'""" # BEGIN TEST CONFIG\npoints: {own}\n""" # END TEST CONFIG\nx == 1')
        for own in tests
    ]
    found = read(tmp_path, *question(f"name: q\n{config}", SOLUTION, tests=tuple(cells)))
    assert [points for points, _ in worth_of(found)] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("source", "solved"),
    [
        ("y = x # SOLUTION\nreturn y", {1}),
        ("a = 1 # SOLUTION NO PROMPT\nnp.random.seed(3) # SEED\nb = 2", {1, 2}),
        ("# BEGIN SOLUTION\na = 1\nb = 2\n# END SOLUTION\nc = 3", {2, 3}),
        ("# BEGIN SOLUTION NO PROMPT\na = 1\n# END SOLUTION\n''' # BEGIN PROMPT\na = ...\n'''; # END PROMPT", {2}),
        ("## solution ##\nplt.plot(x); # SOLUTION NO PROMPT", {2}),
    ],
)
def test_lines_that_students_do_not_get(source: str, solved: set[int]) -> None:
    """By a mark at the line's end or between two; no mark is left, and lines keep their numbers."""
    cell = solved_cell(Cell(1, "given", source), "lab.ipynb")
    assert cell.solved == solved
    assert cell.text.count("\n") == source.count("\n")
    assert not any(word in cell.text for word in ("SOLUTION", "SEED", "PROMPT", "solution ##"))


def test_a_prompt_stays_as_a_comment_and_ignored_lines_go() -> None:
    """What a student sees in place of the solution must not run."""
    source = 'f(1)  # IGNORE\n# BEGIN IGNORE\ng(2)\n# END IGNORE\n"""" # BEGIN PROMPT\n'.replace('""""', '"""')
    cell = solved_cell(Cell(1, "given", f'{source}y = ...\n""" # END PROMPT\nz = 1'), "lab.ipynb")
    assert [line for line in cell.text.split("\n") if line] == ["# y = ...", "z = 1"]
    assert cell.role == "given"


def test_the_first_format_is_read_too(tmp_path: Path) -> None:
    """Questions in a block of their own text, tests by their first line, a written answer in bold."""
    found = read(
        tmp_path,
        text("```\nBEGIN ASSIGNMENT\ngenerate: true\n```"),
        text("**Question 1.**\n\n```\nBEGIN QUESTION\nname: q1\npoints: 2\n```"),
        code("x = 1 # SOLUTION"),
        code("## Test ##\nx > 0"),
        code("# HIDDEN TEST\nx == 1"),
        text("Now some text."),
        code("y = 2"),
        text("```\nBEGIN QUESTION\nname: q2\nmanual: true\n```\nWhy?"),
        text("**SOLUTION:** Because."),
        text("The end."),
    )
    assert worth_of(found) == [(1.0, False), (1.0, True)]
    roles = [(cell.role, cell.number) for cell in found.cells]
    assert ("given", 7) in roles
    (manual,) = [cell for cell in found.cells if cell.role == "manual"]
    assert (manual.name, manual.text, manual.points) == ("q2", "Because.", 1.0)
    assert [cell.text for cell in found.cells if cell.number == 10] == ["The end."]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([raw("# BEGIN QUESTION\nname: q"), SOLUTION], "cell 1: `# BEGIN QUESTION` is never ended"),
        ([raw("# BEGIN QUESTION\npoints: 2"), raw("# END QUESTION")], "cell 1: this question has no name"),
        ([raw("# BEGIN QUESTION\nname: [")], "cell 1: this cannot be read as YAML"),
        ([raw("# END QUESTION")], "cell 1: a question ends, and none was begun"),
        ([raw("# BEGIN TESTS")], "cell 1: a block of tests stands outside of any question"),
        (
            [raw("# BEGIN QUESTION\nname: q"), raw("# BEGIN SOLUTION"), raw("# BEGIN TESTS")],
            "cell 3: a block of tests begins inside the solution of cell 2",
        ),
        (question("name: q\npoints: [1]", SOLUTION, tests=(code("x"), code("x"))), "has 2 tests, and points for 1"),
        (question("name: q", code("# BEGIN SOLUTION\nx = 1")), "cell 3, line 1: this region never ends"),
        ([code("x = 1")], "no cell that Otter Assign knows"),
    ],
)
def test_what_is_wrong_is_named_with_its_cell(tmp_path: Path, cells: list[dict[str, object]], said: str) -> None:
    """And nothing is imported."""
    with pytest.raises(UserError) as raised:
        read(tmp_path, *cells)
    assert said in str(raised.value)


def test_what_is_in_no_output_is_left_out(tmp_path: Path) -> None:
    """A cell marked to be ignored, one that sets up Otter, and a raw cell that marks nothing."""
    cells = question("name: q", SOLUTION, tests=(code("x == 1"),))
    found = read(tmp_path, code("## Ignore ##\nimport secret"), code(SET_UP), raw("a note"), *cells)
    assert not {"secret", "otter"} & {word for cell in found.cells for word in cell.text.split()}
