"""autograder import: the data files of a notebook come along, and what cannot is a person's work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("nbformat", reason="notebooks are read with nbgrader's packages")

from autograder.author.importing import data
from autograder.author.importing.cells import Assignment, Cell
from autograder.author.importing.course import Imported, import_course
from autograder.author.importing.data import data_files
from autograder.author.importing.nbgrader import read_nbgrader
from autograder.author.importing.otter import read_otter
from autograder.cli import app
from autograder.course.manifest import load_course
from tests.autograder.author.graded import graded
from tests.autograder.author.notebooks import Example, code, nb, question, raw, solved

HOUSES = "area,price\n50,100\n80,160\n120,250\n"
NOTES = "grey\nblue\n"

FILES = Example(
    "files",
    "nbgrader",
    [
        code("import csv\nfrom pathlib import Path\nimport numpy as np\nFOLDER = Path('data')"),
        code("def header(name):\n    with open(name, newline='') as file:\n        return next(csv.reader(file))"),
        code("table = np.loadtxt('houses.csv', delimiter=',', skiprows=1)"),
        nb(solved("mean_price()", "return table[:, 1].mean()"), "solution", "mean"),
        nb("assert abs(mean_price() - 170) < 1e-9\nassert mean_price() == table[:, 1].mean()", "test", "mean_t", 2),
        nb(solved("words()", "return (FOLDER / 'notes.txt').read_text().split()"), "solution", "words"),
        nb(
            "with open('data/notes.txt') as file:\n    assert words() == file.read().split()\n"
            "assert header('houses.csv') == ['area', 'price']",
            "test", "words_t", 3,
        ),
    ],
    points=5,
    wrong={"mean": ("table[:, 1].mean()", "table[:, 0].mean()", 3.0), "words": (".split()", ".split('e')", 2.0)},
)  # fmt: skip

LISTED = Example(
    "listed",
    "otter",
    [
        raw("# ASSIGNMENT CONFIG\nfiles:\n    - houses.csv\n    - data"),
        code("import numpy as np\nimport os"),
        *question(
            "name: q1\npoints: 2",
            code("areas = np.genfromtxt('houses.csv', delimiter=',', names=True)['area'] # SOLUTION"),
            tests=(code("areas.sum() == 250", "True"),),
        ),
        *question(
            "name: q2",
            code("def note(n):\n    return open(f'data/{n}').readline().strip() # SOLUTION"),
            tests=(code("note('notes.txt')", "'grey'"),),
        ),
    ],
    points=3,
    wrong={"areas": ("['area']", "['price']", 1.0), "note": (".strip()", "", 2.0)},
)

EXAMPLES = (FILES, LISTED)


def beside(folder: Path) -> Path:
    """A folder with the files that the two notebooks read."""
    (folder / "data").mkdir(parents=True)
    (folder / "houses.csv").write_text(HOUSES)
    (folder / "data" / "notes.txt").write_text(NOTES)
    return folder


def made(example: Example, folder: Path) -> Imported:
    read = read_otter if example.grader == "otter" else read_nbgrader
    return import_course([read(example.save(beside(folder / "source")))], folder / "course")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.grader}-{example.name}")
def test_the_files_come_along(example: Example, tmp_path: Path) -> None:
    """They lie beside the stubs, course.yaml declares them, and a class that reads them is graded behind the wall."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    result = made(example, tmp_path)
    assert not [todo for todo in result.todos if not todo.note], result.todos
    course = tmp_path / "course"
    assert (course / "exercises" / "houses.csv").read_text() == HOUSES
    assert (course / "exercises" / "data" / "notes.txt").read_text() == NOTES
    (exercise,) = load_course(course, with_solutions=True).exercises
    assert {file.name for file in exercise.data} == {"houses.csv", "data/notes.txt"}
    solution = (course / "solutions" / exercise.file).read_text(encoding="utf-8")
    texts = {"right": solution} | {name: solution.replace(*pair[:2]) for name, pair in example.wrong.items()}
    expected = {"right": example.points} | {name: points for name, (_, _, points) in example.wrong.items()}
    rows = graded(course, tmp_path, exercise.file, texts)
    assert {student: row["score"] for student, row in rows.items()} == pytest.approx(expected)
    assert {row["isolation"] for row in rows.values()} == {"strict"} or os.name == "nt"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.grader}-{example.name}")
def test_they_are_in_what_nbgrader_is_given(example: Example, tmp_path: Path) -> None:
    """`verify` passes, and `nbgrader build` lays them beside the notebook, in the course's copy too."""
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    pytest.importorskip("nbgrader")
    made(example, tmp_path)
    course, out = tmp_path / "course", tmp_path / "nb"
    for words in (["verify", "--course", course], ["nbgrader", "build", "--out", out, "--course", course]):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output
    for name, text in (("houses.csv", HOUSES), ("data/notes.txt", NOTES)):
        for room in ("course/exercises", "source/course"):
            assert (out / room / name).read_text() == text


def files_of(folder: Path, text: str, *listed: str) -> tuple[list[str], list[str]]:
    """The names that come along, and what is said of the others, of a notebook with one cell."""
    files = data_files(Assignment("a.ipynb", (Cell(4, "given", text),), (), folder, tuple((1, one) for one in listed)))
    return list(files.found), [todo.what for todo in files.todos if not todo.note]


@pytest.mark.parametrize(
    "text",
    [
        *("open('houses.csv')", "np.loadtxt('./houses.csv')", "load('houses.csv')", "Path('houses.csv').read_text()"),
        *("NAME = 'houses.csv'\nopen(NAME)", "KIND = 'houses'\nopen(f'{KIND}.csv')", "open('houses' + '.csv')"),
        *("Path('.') / 'houses.csv'", "os.path.join('.', 'houses.csv')", "read(path='data/../houses.csv')"),
        *("for name in ['houses.csv']: open(name)", "f({'file': 'houses.csv'})", "class A:\n    NAME = 'houses.csv'"),
    ],
)
def test_every_way_to_name_a_file(tmp_path: Path, text: str) -> None:
    """A text, a path, a constant, put together or not: what names a file beside the notebook is a data file."""
    assert files_of(beside(tmp_path), text) == (["houses.csv"], [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("pd.read_csv('flats.csv')", "the file flats.csv does not lie beside the notebook"),
        ("pd.read_csv('../secret.csv')", "lies outside of the notebook's folder"),
        ("open('data/../../secret.csv')", "lies outside of the notebook's folder"),
        ("open('/etc/hostname')", "lies outside of the notebook's folder"),
        (r"open('C:\\Users\\ada\\houses.csv')", "lies outside of the notebook's folder"),
        ("pd.read_csv('link.csv')", "is a link"),
        ("open('linked/secret.csv')", "is a link"),
        ("np.load('large.npy')", "are 32 at most, and with it they are 33.0 MiB"),
        ("pd.read_csv('https://example.org/houses.csv')", "is on the network"),
        ("from helpers import clean", "the file helpers.py is a program"),
        ("open('data')", "does not lie beside the notebook"),
        ("Path('flats.txt').open()", "does not lie beside the notebook"),
        ("open('.hidden')", "is no plain path"),
    ],
)
def test_what_cannot_be_taken_is_said(tmp_path: Path, text: str, why: str) -> None:
    """Outside, a link, too large, not there, on the network, a program: nothing is copied and the list says why."""
    folder = beside(tmp_path / "source")
    (tmp_path / "secret.csv").write_text("s")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "helpers.py").write_text("clean = 1")
    (folder / ".hidden").write_text("1")
    with open(folder / "large.npy", "wb") as file:
        file.truncate(33 << 20)
    found, said = files_of(folder, text)
    assert not found
    assert len(said) == 1
    assert why in said[0]


@pytest.mark.parametrize("text", ["open('new.csv', 'w')", "x = 'flats.csv'", "json.load(file)", "Path('n').open('w')"])
def test_what_is_not_read_is_not_asked_for(tmp_path: Path, text: str) -> None:
    """A file that is written, and a text that only looks like a name."""
    assert files_of(beside(tmp_path), text) == ([], [])


def test_what_lies_there_unnamed_is_a_note(tmp_path: Path) -> None:
    """A name that the code puts together while it runs cannot be seen; a folder that Otter lists is taken whole."""
    folder = beside(tmp_path)
    files = data_files(Assignment("a.ipynb", (Cell(1, "given", "open(f'{kind}.csv')"),), (), folder))
    assert [todo.note for todo in files.todos] == [True]
    assert "houses.csv lies beside the notebook" in files.todos[0].what
    assert files_of(folder, "", "data", "none.csv")[0] == ["data/notes.txt"]


def test_two_notebooks_share_a_file(tmp_path: Path) -> None:
    """Of one folder; where two folders have different files of one name, the second is named and not taken."""
    one = FILES.save(beside(tmp_path / "one"))
    two = LISTED.save(beside(tmp_path / "two"))
    (tmp_path / "two" / "houses.csv").write_text(HOUSES + "1,1\n")
    result = import_course([read_nbgrader(one), read_otter(two)], tmp_path / "course")
    work = [todo for todo in result.todos if not todo.note]
    assert [(todo.file, todo.what[:50]) for todo in work if "other bytes" in todo.what], work
    assert (tmp_path / "course" / "exercises" / "houses.csv").read_text() == HOUSES


def test_readers_that_are_searched_for_are_calls(tmp_path: Path) -> None:
    """Whatever reads a file in the list is found by its name and by a module's."""
    for reader in sorted(data.READERS):
        assert files_of(beside(tmp_path / reader), f"m.{reader}('no.csv')")[1], reader
