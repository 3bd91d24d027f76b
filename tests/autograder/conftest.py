"""What the engine's own tests share: the tiny course, copies of it that may be broken, and pytest in a process."""

from __future__ import annotations

import compileall
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

from autograder.author import handout_exam
from autograder.author.release import release
from autograder.author.wheel import write_wheel
from autograder.cli import main
from autograder.course.manifest import load_course
from autograder.course.model import Course, Submission, SubmittedFile
from autograder.kinds.stubs import stub_changes
from tests.autograder.warm import Warm

settings.register_profile("steady", deadline=None, derandomize=True)  # the same cases every time, at any speed
settings.load_profile("steady")

REPOSITORY = Path(__file__).parents[2]
MEASURING = REPOSITORY / "tests" / "courses" / "measuring"
ODD_CLASS = Path(__file__).parent / "classroom" / "odd_class"
QUIZ = Path(__file__).parent / "data" / "quiz.yaml"
NOT_A_STUDENTS = "-p no:anyio -p no:hypothesispytest -p no:xdist -p no:xdist.looponfail -p no:platformdirs"
"""The plugins of pytest that come with what the tests need: no student has them, and they take longer than all else."""


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def course() -> Course:
    """The tiny course, as it stands."""
    return load_course(MEASURING, with_solutions=True)


@pytest.fixture
def measuring(tmp_path: Path) -> Path:
    """A copy of the tiny course for a test to change."""
    return shutil.copytree(MEASURING, tmp_path / "measuring", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def quizzing(measuring: Path) -> Path:
    """The tiny course, with a quiz that has a question of each kind."""
    return with_quiz(measuring)


def with_quiz(measuring: Path) -> Path:
    """Adds that quiz to a copy of the tiny course."""
    with (measuring / "course.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("  - {id: quiz, title: A quiz on measuring, kind: quiz, file: quiz.yaml, points: 20}\n")
    shutil.copy(QUIZ, measuring / "solutions" / "quiz.yaml")
    for stub, text in stub_changes(load_course(measuring, require_stubs=False)).items():
        stub.write_text(text, encoding="utf-8")
    return measuring


@pytest.fixture(scope="session")
def odd_class_graded(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The folder of `autograder grade` of the odd class: graded once, by one job, which learns once from the labelled
    answers; not to be changed."""

    def grade(out: Path) -> None:
        command = [sys.executable, "-m", "autograder.cli", "grade", str(ODD_CLASS), "--out", str(out), "--jobs", "1"]
        run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr

    return made_once("odd_class", grade)


@pytest.fixture
def hand_in(course: Course) -> Callable[..., Submission]:
    """Makes a submission: exercise id -> text, or a Path to take the text from."""

    def make(student: str = "ada", **texts: str | Path) -> Submission:
        files = {}
        for name, text in texts.items():
            source = text.read_text(encoding="utf-8") if isinstance(text, Path) else text
            files[name] = SubmittedFile(f"{name}.py", source)
        return Submission(student, files)

    return make


@cache
def _warm(python_path: str) -> Warm:
    """Python with what pytest imports and NumPy, ready to be forked; the engine is imported by each run."""
    imports = ("numpy", "yaml", "pygments.lexers", "pygments.formatters.terminal")
    return Warm({**os.environ, "PYTHONPATH": python_path}, {"pytest": "pytest:main"}, imports)


def run_python(
    words: list[str], cwd: Path, environment: dict[str, str], typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs the interpreter in another process, which for `-m pytest` has imported pytest already."""
    if words[:2] == ["-m", "pytest"] and sys.platform == "linux":
        return _warm(environment["PYTHONPATH"]).run(words[1:], cwd, typed, environment)
    return subprocess.run(
        [sys.executable, *words], cwd=cwd, env=environment, input=typed, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session", autouse=True)
def forked_from_a_warm_one() -> Iterator[None]:
    """An exam runs the handed-out folder's tests in a process of its own: here one that is forked with pytest in it.

    What it is told, where and in which environment is the exam's own, as is what becomes of it.
    """

    def run(command: list[str], cwd: Path, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        return run_python(command[1:], cwd, env)

    with pytest.MonkeyPatch.context() as patch:
        forked = SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)
        patch.setattr(handout_exam, "subprocess", forked)
        yield


@pytest.fixture(scope="session")
def python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the interpreter in another process, with the engine on its path and no plugins but those named."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment |= {
            "PYTHONPATH": str(REPOSITORY),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "120",
        }
        return run_python(list(map(str, arguments)), cwd or Path.cwd(), environment)

    return run


@pytest.fixture
def run_pytest(python: Callable[..., subprocess.CompletedProcess[str]]) -> Callable[..., str]:
    """Runs pytest with the engine's plugin, as a student would, and gives back what it printed."""

    def run(folder: Path, *options: str) -> str:
        basics = ["-m", "pytest", "-p", "autograder.student.pytest.plugin", "-p", "no:cacheprovider", "-ra"]
        done = python(*basics, *options, cwd=folder)
        return done.stdout + done.stderr

    return run


def in_this_process(*words: str | Path, cwd: Path = REPOSITORY, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Runs `autograder WORDS` to its exit, for tests of what a command says; where a process is the point, not this."""
    said = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2)]
    with pytest.MonkeyPatch.context() as here:
        here.chdir(cwd)
        here.setenv("COLUMNS", "200")
        here.setattr(sys, "argv", ["autograder", *map(str, words)])
        here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
        here.setattr(sys, "stdout", said[0])
        here.setattr(sys, "stderr", said[1])
        with pytest.raises(SystemExit) as ended:
            main()
    texts = [one.buffer.getvalue().decode() for one in said]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(["autograder"], int(ended.value.code or 0), *texts)


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`command("rubric", "test", cwd=folder)`: runs a command in this process."""
    return in_this_process


# A student's folder. The engine is there as its wheel has it, so pytest finds the plugin as it does once installed.


@dataclass(frozen=True)
class StudentFolder:
    """A released folder and the engine out of its wheel."""

    path: Path
    engine: Path

    def write(self, exercise: str, text: str) -> None:
        (self.path / "exercises" / f"{exercise}.py").write_text(text, encoding="utf-8")

    def hurry(self, exercise: str) -> None:
        """Gives this exercise less time than the course does, for a test that uses all of it up."""
        manifest = self.path / "course.yaml"
        text, exercises = re.subn(
            rf"(?m)^( *)file: {exercise}\.py$", r"\g<0>\n\1limits: {seconds: 0.5}", manifest.read_text(encoding="utf-8")
        )
        assert exercises == 1
        manifest.write_text(text, encoding="utf-8")

    def solve(self, exercise: str) -> None:
        self.write(exercise, (MEASURING / "solutions" / f"{exercise}.py").read_text(encoding="utf-8"))

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return kept | {
            "PYTHONPATH": str(self.engine),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "200",
            "TERM": "xterm",
            "PYTEST_ADDOPTS": NOT_A_STUDENTS,
        }

    def run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """``run("pytest", "-k", "median")`` or ``run("autograder.cli", "check")``."""
        return run_python(["-m", *arguments], self.path, self.environment(), typed)

    def run_code(self, program: str) -> subprocess.CompletedProcess[str]:
        """Runs a program of ours where the student is."""
        command = [sys.executable, "-c", program]
        return subprocess.run(
            command, cwd=self.path, env=self.environment(), capture_output=True, text=True, check=False
        )

    def command(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """``command("check", "--json")`` does what `run` does with a command, here and by the checkout's engine."""
        return in_this_process(*words, cwd=self.path, typed=typed)

    def pytest(self, *options: str, typed: str = "") -> str:
        done = self.run("pytest", *options, typed=typed)
        return done.stdout + done.stderr


@pytest.fixture(scope="session")
def engine(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """What installing the wheel puts in place, compiled as by pip, and by pytest, which keeps what it has rewritten."""

    def install(folder: Path) -> None:
        with zipfile.ZipFile(write_wheel(folder)) as wheel:
            wheel.extractall(folder / "site")
        compileall.compile_dir(folder / "site", quiet=1)
        whole = with_quiz(shutil.copytree(MEASURING, folder / "course"))
        release(load_course(whole), folder / "handed-out")
        student = StudentFolder(folder / "handed-out", folder / "site")
        kept = {name: value for name, value in student.environment().items() if name != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run([sys.executable, "-m", "pytest"], cwd=student.path, env=kept, capture_output=True, check=False)

    return made_once("engine", install) / "site"


@pytest.fixture
def student(course: Course, engine: Path, tmp_path: Path) -> StudentFolder:
    """The tiny course as a student gets it, untouched."""
    release(course, tmp_path / "measuring-student")
    return StudentFolder(tmp_path / "measuring-student", engine)


@pytest.fixture
def whole(quizzing: Path, engine: Path) -> StudentFolder:
    """The tiny course with a quiz, key and all, for one who studies alone."""
    return StudentFolder(quizzing, engine)


@pytest.fixture
def handed_out(quizzing: Path, engine: Path, tmp_path: Path) -> StudentFolder:
    """The same course as students get it."""
    release(load_course(quizzing), tmp_path / "handed-out")
    return StudentFolder(tmp_path / "handed-out", engine)
