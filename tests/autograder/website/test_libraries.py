"""Files that an exercise reads, classes, libraries beside NumPy: judged as by this Python, or a sentence why not."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.course.variants import composed
from autograder.student.browser import Desk
from autograder.website.build import build
from autograder.website.distribution import LOCK, distribution
from tests.autograder.conftest import MEASURING
from tests.autograder.website.conftest import REPOSITORY, Page, Serve, Visit

REGRESSION = REPOSITORY / "tests" / "courses" / "regression"
READING = REPOSITORY / "tests" / "courses" / "reading"
KEPT = "return JSON.parse(localStorage.getItem(`${store.prefix}text/${arguments[0]}`)).text"
"""What a reload would find of an exercise."""


ROW = "{id: rooms, title: Rooms, file: rooms.py, points: 10, data: [rooms.csv, data/notes.txt]}"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The regression course, and the exercise that opens two files, under another name, which wants no pandas here."""
    folder = shutil.copytree(REGRESSION, tmp_path_factory.mktemp("libraries") / "course")
    with (folder / "course.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write(f"  - {ROW}\n")
    for path in (path for path in READING.rglob("*") if path.suffix in (".py", ".csv", ".txt")):
        text = path.read_text(encoding="utf-8").replace("import pandas as pd\n", "")
        text = text.replace('float(pd.read_csv("houses.csv")["price"].mean())', "float(ROWS[:, 1].mean())")
        there = folder / str(path.relative_to(READING)).replace("houses", "rooms")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(text.replace("houses", "rooms"), encoding="utf-8")
    return load_course(folder, require_stubs=False)


def programs(course: Course, exercise: str) -> dict[str, str]:
    """The reference and the first mistakes of an exercise, by name."""
    row = course.exercise(exercise)
    mistakes = {path.stem: composed(course, row, path) for path in course.mistakes(row)[:3]}
    return {"reference": course.solution(row).read_text(encoding="utf-8")} | mistakes


def judged_alike(page: Page, course: Course, exercise: str, tmp_path: Path) -> dict[str, float]:
    """Name of a program -> its points, the same in the page and by this Python, message for message."""
    desk = Desk(str(shutil.copytree(course.root, tmp_path / "here")), lambda text: None)
    points = {}
    for name, text in programs(course, exercise).items():
        here = json.loads(desk.check(exercise, text))
        assert page.graded(exercise, text) == {"result": here}, name
        points[name] = here["check"]["exercises"][0]["score"]
    return points


@pytest.fixture(scope="module")
def page(pyodide: Path, course: Course, serve: Serve, visit: Visit) -> Page:
    """It for self-study; this distribution has neither pandas nor Matplotlib."""
    build(course, course.root.parent / "site", distribution(str(pyodide)), self_study=True)
    return visit(serve(course.root.parent / "site"))


def test_files_that_an_exercise_reads(page: Page, course: Course, tmp_path: Path) -> None:
    """Both files lie beside the student's own in the page too, with the same bytes."""
    points = judged_alike(page, course, "rooms", tmp_path)
    assert points["reference"] == 10
    assert min(points.values()) < 10
    missing = "def rows():\n    return open('garden.csv').read()\n"
    assert "garden.csv" in page.go("exercise-rooms").check("rooms", missing)


def test_a_class(page: Page, course: Course, tmp_path: Path) -> None:
    """An exercise whose checks hold an object of the student's class."""
    points = judged_alike(page, course, "linear_model", tmp_path)
    assert points.pop("reference") == 14
    assert max(points.values()) < 14


@pytest.mark.parametrize(
    ("exercise", "library"), [("houses", "pandas"), pytest.param("picture", "matplotlib", marks=pytest.mark.whole)]
)
def test_a_library_that_the_page_has_not(page: Page, exercise: str, library: str) -> None:
    """One sentence says so beside the exercise; it cannot be checked there, and its text is kept and handed in."""
    page.go(f"exercise-{exercise}")
    card = page.browser.find_element("css selector", f"#exercise-{exercise}")
    (note,) = card.find_elements("css selector", ".note")
    assert note.text.startswith(f"To check this takes {library}, which the Python of this page has not.")
    assert page.run("return arguments[0].querySelector('.check').disabled", card)
    page.type(exercise, "x = 1\n")
    page.run("cards.find((one) => one.exercise.id === arguments[0]).check()", exercise)
    assert page.run("return arguments[0].querySelector('.result').childElementCount", card) == 0
    assert page.run(KEPT, exercise) == "x = 1\n"
    assert "Done." in page.check("line", (REGRESSION / "solutions" / "line.py").read_text(encoding="utf-8"))


def test_the_command_says_it(pyodide: Path, tmp_path: Path) -> None:
    """At build each such exercise is named."""
    words = ["site", "--out", tmp_path / "site", "--course", REGRESSION, "--pyodide", pyodide]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "houses.py: the page's Python has no pandas, so it is written there and checked elsewhere." in said
    assert "picture.py: the page's Python has no matplotlib" in said
    assert "line.py" not in said


@pytest.fixture
def with_library(pyodide: Path, tmp_path: Path) -> Path:
    """The distribution with a stand-in for sympy and for what it needs, as small as can be."""
    folder = shutil.copytree(pyodide, tmp_path / "pyodide")
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    for name, text in (
        ("sympy", "import mpmath\nhalf = mpmath.half\n"),
        ("mpmath", "def half(x):\n    return x / 2\n"),
    ):
        row = lock["packages"][name]
        with zipfile.ZipFile(folder / row["file_name"], "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", text)
            info = f"{name}-{row['version']}.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {row['version']}\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
        row["sha256"] = hashlib.sha256((folder / row["file_name"]).read_bytes()).hexdigest()
    (folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    return folder


@pytest.mark.whole
def test_a_library_that_the_distribution_has(
    with_library: Path, measuring: Path, serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    """It is copied with what it needs, loaded when the exercise is checked, and there without a network too."""
    manifest = measuring / "course.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("imports: [", "imports: [sympy, "), encoding="utf-8"
    )
    stub = measuring / "exercises" / "median.py"
    text = stub.read_text(encoding="utf-8")
    (measuring / "solutions" / "median.py").unlink()
    stub.write_text(re.sub(r"(?m)^(?=def )", "import sympy\n\n\n", text, count=1), encoding="utf-8")
    build(load_course(measuring, require_stubs=False), tmp_path / "site", distribution(str(with_library)))
    assert len([*(tmp_path / "site" / "pyodide").glob("*.whl")]) == 3
    solved = (MEASURING / "solutions" / "median.py").read_text(encoding="utf-8")
    page = visit(serve(tmp_path / "site"))
    page.wait("document.documentElement.dataset.offline === 'ready'")
    page.browser.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    assert "All checks here pass" in page.open().check("median", f"import sympy\n\nassert sympy.half(4) == 2\n{solved}")


@pytest.mark.whole
def test_a_library_that_is_there_in_part(with_library: Path) -> None:
    """Where a wheel that it needs is not what the lock names, the library counts as absent."""
    assert set(distribution(str(with_library)).libraries) == {"sympy"}
    (wheel,) = with_library.glob("mpmath*.whl")
    wheel.write_bytes(b"other")
    assert set(distribution(str(with_library)).libraries) == set()
