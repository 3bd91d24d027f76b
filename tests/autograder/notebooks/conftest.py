"""What the tests of the nbgrader bridge share: real nbgrader courses, built and graded once a session."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbgrader", reason="nbgrader is not installed: pip install 'attention-autograder[nbgrader]'")

from nbgrader.api import Gradebook, MissingEntry

from autograder.exports.jsonl import from_line
from autograder.model import StudentResult, Submission
from autograder.notebooks.config import COURSE_FOLDER
from autograder.notebooks.desk import NotebookDesk, desk
from autograder.notebooks.papers import Papers
from autograder.notebooks.sheet import assignment_name
from autograder.submissions import open_intake


def _beside(name: str) -> Any:
    """A module of this folder, which is not a package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


browser, postgres = _beside("browser"), _beside("postgres")
REPOSITORY = Path(__file__).parents[3]
CLASS = REPOSITORY / "tests" / "class"
HONEST = ("perfect_numpy", "plain_softmax")
"""Two honest students whose work a kernel grades, too: a kernel takes a second a notebook."""
PLAIN_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = {name!r}\n"


def environment() -> dict[str, str]:
    """This environment, for a command that a person would type."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    places = (str(Path(sys.executable).parent), kept.get("PATH", ""))
    return kept | {"PYTHONPATH": str(REPOSITORY), "PATH": os.pathsep.join(places), "COLUMNS": "120"}


def in_process(*command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a command in another process; with `check`, it must end well."""
    words = [str(word) for word in command]
    words[:1] = [sys.executable, "-m", "autograder.cli"] if words[0] == "autograder" else words[:1]
    done = subprocess.run(words, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, f"{' '.join(words)} gave {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done


@dataclass
class NbCourse:
    """An nbgrader course on disk, and what its gradebook says."""

    root: Path
    seconds: dict[str, float] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)
    url: str = ""
    honest: tuple[str, ...] = HONEST

    def __post_init__(self) -> None:
        self.url = self.url or f"sqlite:///{self.root / 'gradebook.db'}"

    @property
    def desk(self) -> NotebookDesk:
        return desk(self.root / COURSE_FOLDER)

    @property
    def assignment(self) -> str:
        return assignment_name(self.desk.course.name)

    def run(self, step: str, *options: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs `nbgrader STEP ASSIGNMENT OPTIONS` in the course's folder; keeps its time and what it said."""
        start = time.perf_counter()
        done = in_process("nbgrader", step, self.assignment, *options, cwd=self.root, check=check)
        self.seconds[step] = time.perf_counter() - start
        self.logs[step] = done.stdout + done.stderr
        return done

    @property
    def class_folder(self) -> Path:
        return CLASS

    def run_on_its_database(self, step: str, *options: str) -> None:
        """Runs a step of nbgrader with this course's own database."""
        (self.root / "nbgrader_local.py").write_text(f"get_config().CourseDirectory.db_url = {self.url!r}\n")
        assignment = [] if step == "export" else [self.assignment]
        in_process("nbgrader", step, *assignment, *options, cwd=self.root)

    def forget(self, step: str) -> None:
        """Removes what a step of nbgrader left; its files may be without permission to write."""
        shutil.rmtree(self.root / step, ignore_errors=True)

    def hand_in(self, submission: Submission) -> None:
        Papers(self.root, self.assignment, self.desk.sheets).hand_in(submission)

    def paper(self, student: str, exercise: str, step: str = "submitted") -> Path:
        return self.root / step / student / self.assignment / f"{exercise}.ipynb"

    def scores(self, student: str) -> dict[str, float]:
        """Exercise -> points, as nbgrader's gradebook has them; nothing where the student handed in nothing."""
        with Gradebook(self.url, self.assignment) as book:
            try:
                submission = book.find_submission(self.assignment, student)
            except MissingEntry:
                return {}
            return {notebook.name: notebook.score for notebook in submission.notebooks}


def build(root: Path, course: Path) -> NbCourse:
    in_process("autograder", "nbgrader", "build", "--out", root, "--course", course, cwd=course)
    made = NbCourse(root)
    made.run("generate_assignment")
    return made


@pytest.fixture(scope="session")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nbgrader")


@pytest.fixture(scope="session")
def results_file(rooms: Path) -> Path:
    """results.jsonl of the sample class, by our own runner."""
    in_process("autograder", "grade", CLASS, "--out", rooms / "out", "--jobs", "2", cwd=REPOSITORY)
    return rooms / "out" / "results.jsonl"


@pytest.fixture(scope="session")
def results(results_file: Path) -> dict[str, StudentResult]:
    lines = results_file.read_text(encoding="ascii").splitlines()
    return {result.student: result for result in map(from_line, lines)}


@pytest.fixture(scope="session")
def released(rooms: Path) -> NbCourse:
    """The repository's own course, built and given out; nobody has handed in."""
    return build(rooms / "released", REPOSITORY)


@pytest.fixture(scope="session")
def graded(rooms: Path, released: NbCourse) -> NbCourse:
    """The sample class, graded by `nbgrader autograde` behind the wall. Broken notebooks are among those handed in."""
    course = NbCourse(shutil.copytree(released.root, rooms / "graded"))
    intake = open_intake(CLASS, course.desk.course)
    for student in intake.students:
        course.hand_in(intake.read(student, course.desk.course))
    for name, spoil in BROKEN.items():
        files = intake.read("perfect_lists", course.desk.course).files
        course.hand_in(Submission(name, {exercise: files[exercise] for exercise in ("scores", "softmax")}))
        spoil(course.paper(name, "softmax"))
    course.run("autograde")
    return course


@pytest.fixture(scope="session")
def plain(rooms: Path, released: NbCourse) -> NbCourse:
    """Honest students, graded by nbgrader alone: its own kernel, its own configuration."""
    course = NbCourse(shutil.copytree(released.root, rooms / "plain"))
    (course.root / "nbgrader_config.py").write_text(PLAIN_CONFIG.format(name=course.assignment))
    intake = open_intake(CLASS, course.desk.course)
    for student in HONEST:
        course.hand_in(intake.read(student, course.desk.course))
    course.run("autograde")
    return course


# Notebooks that are broken in every way that a student manages. Each starts from the perfect student's softmax.


def _cells(change: Callable[[list[dict[str, object]]], list[dict[str, object]]]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        notebook = json.loads(path.read_text())
        notebook["cells"] = change(notebook["cells"])
        path.write_text(json.dumps(notebook))

    return spoil


def _metadata(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    for index, cell in enumerate(cells):
        meta = cell["metadata"]["nbgrader"]  # type: ignore[index]
        meta |= [{"points": 1e9}, {"schema_version": 9}, {"grade_id": f"mine_{index}"}, {"grade": "yes"}][index % 4]
    return cells


def _own_name_gone(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    cells[1]["metadata"] = {}
    return cells


def _retyped(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**cell, "cell_type": "raw" if index % 2 else "markdown"} for index, cell in enumerate(cells)]


def _heavy(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    text = {"output_type": "stream", "name": "stdout", "text": "x" * (100 * 1024 * 1024)}
    cells[1]["outputs"] = [text]
    return cells


def _in_two_cells(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    own = cells[1]
    scratch = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1}
    helper = {**scratch, "source": "%matplotlib inline\nimport math as m\ndef power(x):\n    return m.exp(x)"}
    noise = {**scratch, "source": "1 / 0\nprint(softmax([1, 2]))\n!pip install nothing"}
    own["source"] = f"%timeit 1\n{own['source']}".replace("math.exp", "power")
    return [helper, *cells[:2], noise, *cells[2:]]


BROKEN: dict[str, Callable[[Path], None]] = {
    "nb_deleted_tests": _cells(lambda cells: cells[:2]),
    "nb_deleted_own": _cells(lambda cells: [cells[0], *cells[2:]]),
    "nb_duplicated": _cells(lambda cells: [cell for cell in cells for _ in range(3)]),
    "nb_reordered": _cells(lambda cells: cells[::-1]),
    "nb_retyped": _cells(_retyped),
    "nb_metadata": _cells(_metadata),
    "nb_own_name_gone": _cells(_own_name_gone),
    "nb_in_two_cells": _cells(_in_two_cells),
    "nb_not_json": lambda path: path.write_text('{"cells": [') and None,
    "nb_not_a_notebook": lambda path: path.write_text("[[1, 2], null]") and None,
    "nb_empty": lambda path: path.write_text("") and None,
    "nb_bytes": lambda path: path.write_bytes(b"\x00\xff\xfe" * 1000) and None,
    "nb_odd_cells": _cells(lambda cells: [None, 3, {"cell_type": 5}, {"source": {}}, *cells]),  # type: ignore[list-item]
    "nb_lone_surrogate": _cells(lambda cells: [*cells, {"cell_type": "markdown", "source": "\ud800", "metadata": {}}]),
    "nb_100_mb_of_outputs": _cells(_heavy),
}
LOST = {"nb_deleted_own", "nb_not_json", "nb_not_a_notebook", "nb_empty", "nb_bytes"}
"""Of these nothing of the exercise is left to judge."""


@pytest.fixture(scope="session")
def broken() -> dict[str, bool]:
    """The students with a broken notebook -> whether nothing is left to judge."""
    return {name: name in LOST for name in BROKEN}


# A tiny course whose checks call np.allclose, graded side by side.

TRUSTING = REPOSITORY / "tests" / "courses" / "trusting"


@pytest.fixture(scope="session")
def walled_trusting(rooms: Path) -> NbCourse:
    """The tiny course's class, graded with our configuration."""
    course = build(rooms / "walled_trusting", TRUSTING)
    _hand_in_all(course, TRUSTING / "class")
    course.run("autograde")
    return course


@pytest.fixture(scope="session")
def plain_trusting(rooms: Path, walled_trusting: NbCourse) -> NbCourse:
    """The same class, graded by nbgrader alone."""
    ignore = shutil.ignore_patterns("autograded", "feedback", "gradebook.db")
    course = NbCourse(shutil.copytree(walled_trusting.root, rooms / "plain_trusting", ignore=ignore))
    course.run("generate_assignment", "--force")
    (course.root / "nbgrader_config.py").write_text(PLAIN_CONFIG.format(name=course.assignment))
    course.run("autograde")
    return course


def _hand_in_all(course: NbCourse, folder: Path) -> None:
    intake = open_intake(folder, course.desk.course)
    for student in intake.students:
        course.hand_in(intake.read(student, course.desk.course))


@pytest.fixture(scope="session")
def autograder() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command `autograder`."""

    def run(*words: str | Path, cwd: Path = REPOSITORY, check: bool = True) -> subprocess.CompletedProcess[str]:
        return in_process("autograder", *words, cwd=cwd, check=check)

    return run


@pytest.fixture(scope="session")
def shell() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs any command, as a person would type it."""

    def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        return in_process(*words, cwd=cwd)

    return run


@pytest.fixture(scope="session")
def copy_of(rooms: Path) -> Callable[[NbCourse, str, str], NbCourse]:
    """A copy of a course under another name, with another gradebook."""

    def copy(course: NbCourse, name: str, url: str = "") -> NbCourse:
        root = Path(shutil.copytree(course.root, rooms / name))
        return NbCourse(root, url=url.replace("{root}", str(root)))

    return copy


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of an empty database on a server of our own."""
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


class Page:
    """A browser that looks at formgrader."""

    def __init__(self, driver: Any, address: str) -> None:
        self._driver = driver
        self._address = address
        driver.get(f"{address}/formgrader?token={browser.TOKEN}")

    def open(self, path: str, wait_for: str) -> None:
        self._driver.get(self._address + path)
        self.find(wait_for)

    def find(self, selector: str) -> Any:
        return self._driver.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self._driver.find_elements("css selector", selector)]

    def keep(self, name: str) -> None:
        browser.keep(self._driver, name)


@pytest.fixture(scope="session")
def open_formgrader() -> Callable[[NbCourse], contextlib.AbstractContextManager[Page]]:
    """Opens formgrader on a course, in a browser."""
    reason = browser.why_not()
    if reason:
        pytest.skip(reason)

    @contextlib.contextmanager
    def look(course: NbCourse) -> Iterator[Page]:
        with browser.formgrader(course.root, environment()) as address, browser.chromium() as driver:
            yield Page(driver, address)

    return look
