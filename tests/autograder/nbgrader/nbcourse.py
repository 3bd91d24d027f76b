"""An nbgrader course on disk for the tests, and the commands that a person would type."""

from __future__ import annotations

import atexit
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from nbgrader.api import Gradebook, MissingEntry

from autograder.course.model import Course, Submission
from autograder.course.solutions import read_source
from autograder.course.variants import composed
from autograder.intake.folders import open_intake
from autograder.nbgrader.bench import NotebookDesk, desk
from autograder.nbgrader.config import COURSE_FOLDER
from autograder.nbgrader.papers import Papers
from autograder.nbgrader.sheet import assignment_name

REPOSITORY = Path(__file__).parents[3]
COLLECTING = threading.Lock()
"""pytest collects checks in one thread at a time."""


ALEMBIC = """#!/bin/sh
known={known}
[ "$3" = heads ] || exec {alembic} "$@"
[ -s $known ] || {{ {alembic} "$@" > $known.$$ && mv $known.$$ $known; }}
cat $known
"""
"""nbgrader asks alembic for the number of its newest schema at each new gradebook, in a process that imports for two
seconds; it is asked once, and what it said is said again."""


@cache
def shims() -> str:
    """A folder of commands, and of modules, that stand before the others."""
    folder = Path(tempfile.mkdtemp(prefix="shims-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    alembic = Path(sys.executable).with_name("alembic")
    if os.name == "posix" and alembic.is_file():
        text = ALEMBIC.format(known=shlex.quote(str(folder / "heads")), alembic=shlex.quote(str(alembic)))
        (folder / "alembic").write_text(text, encoding="utf-8")
        (folder / "alembic").chmod(0o755)
    # As if it were not installed, see tests/conftest.py.
    (folder / "rfc3987_syntax.py").write_text("raise ImportError\n", encoding="utf-8")
    return str(folder)


def environment() -> dict[str, str]:
    """This environment, for a command that a person would type."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    places = (shims(), str(Path(sys.executable).parent), kept.get("PATH", ""))
    modules = (str(REPOSITORY), shims())
    return kept | {
        "PYTHONPATH": os.pathsep.join(modules),
        "PATH": os.pathsep.join(places),
        "COLUMNS": "120",
    }


def cold(words: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command from a cold start."""
    command = [sys.executable, "-m", "autograder.cli", *words[1:]] if words[0] == "autograder" else words
    return subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class Shell:
    """Runs commands as a person would type them, each in a process of its own."""

    start: Callable[[list[str], Path], subprocess.CompletedProcess[str]] = cold

    def __call__(self, *command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """With `check`, the command must end well."""
        words = [str(word) for word in command]
        done = self.start(words, cwd)
        said = f"{done.stdout}\n{done.stderr}"
        assert not check or done.returncode == 0, f"{' '.join(words)} gave {done.returncode}:\n{said}"
        return done


@dataclass
class NbCourse:
    """An nbgrader course on disk, and what its gradebook says."""

    root: Path
    shell: Shell
    seconds: dict[str, float] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def __post_init__(self) -> None:
        self.url = self.url or f"sqlite:///{self.root / 'gradebook.db'}"

    @property
    def desk(self) -> NotebookDesk:
        return desk(self.root / COURSE_FOLDER)

    @property
    def assignment(self) -> str:
        return assignment_name(self.desk.course.name)

    def copy(self, root: Path, url: str = "") -> NbCourse:
        """The same course in another folder, with another gradebook where a URL is given."""
        shutil.copytree(self.root, root)
        return NbCourse(root, self.shell, url=url.replace("{root}", str(root)))

    def make_plain(self) -> None:
        """Takes our configuration away: what is left is nbgrader alone."""
        text = f"c = get_config()\nc.CourseDirectory.course_id = {self.assignment!r}\n"
        (self.root / "nbgrader_config.py").write_text(text)

    def run(self, step: str, *options: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs `nbgrader STEP ASSIGNMENT OPTIONS` in the course's folder; keeps its time and what it said."""
        start = time.perf_counter()
        done = self.shell("nbgrader", step, self.assignment, *options, cwd=self.root, check=check)
        self.seconds[step] = time.perf_counter() - start
        self.logs[step] = done.stdout + done.stderr
        return done

    @property
    def class_folder(self) -> Path:
        return REPOSITORY / "tests" / "autograder" / "classroom" / "odd_class"

    def run_on_its_database(self, step: str, *options: str) -> None:
        """Runs a step of nbgrader with this course's own database."""
        (self.root / "nbgrader_local.py").write_text(f"get_config().CourseDirectory.db_url = {self.url!r}\n")
        assignment = [] if step == "export" else [self.assignment]
        self.shell("nbgrader", step, *assignment, *options, cwd=self.root)

    def forget(self, step: str) -> None:
        """Removes what a step of nbgrader left; its files may be without permission to write."""
        shutil.rmtree(self.root / step, ignore_errors=True)

    def hand_in(self, *submissions: Submission) -> None:
        """Writes notebooks as if students had worked in them."""
        with COLLECTING:
            papers = Papers(self.root, self.assignment, self.desk.sheets)
        for submission in submissions:
            papers.hand_in(submission)

    def hand_in_class(self, folder: Path, students: Iterable[str] = (), only: Collection[str] = ()) -> None:
        """Hands in what lies in a folder of submissions, or what these students have there; or some exercises of it."""
        intake = open_intake(folder, self.desk.course)
        for name in students or intake.students:
            files = intake.read(name, self.desk.course).files
            self.hand_in(Submission(name, {one: file for one, file in files.items() if not only or one in only}))

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


def only(exercises: Iterable[str], course: Path, copy: Path) -> Path:
    """A copy of a course in which all other exercises are drafts, which nobody is handed."""
    wanted = set(exercises)
    shutil.copytree(course, copy, ignore=shutil.ignore_patterns("__pycache__", "lesson"))
    data = yaml.safe_load((course / "course.yaml").read_text(encoding="utf-8"))
    data["exercises"] = [row | ({} if row["id"] in wanted else {"draft": True}) for row in data["exercises"]]
    (copy / "course.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    return copy


def write_class(course: Course, exercises: Iterable[str], folder: Path) -> None:
    """Two students' files: the course's solutions, and a known mistake in each exercise."""
    for name in exercises:
        exercise = course.exercise(name)
        wrong = composed(course, exercise, course.mistakes(exercise)[0])
        for student, text in {"right": read_source(course.solution(exercise)), "wrong": wrong}.items():
            (folder / student).mkdir(parents=True, exist_ok=True)
            (folder / student / exercise.file).write_text(text, encoding="utf-8")


def build(root: Path, course: Path, shell: Shell) -> NbCourse:
    """Builds an nbgrader course and gives it out."""
    shell("autograder", "nbgrader", "build", "--out", root, "--course", course, cwd=course)
    made = NbCourse(root, shell)
    made.run("generate_assignment")
    return made
