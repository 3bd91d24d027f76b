"""Plays a new student's first hour and a quiz, on the tiny course of the tests, and puts what is shown into student.md.

    python docs/make_transcript.py            compares; exit 1 where the page is not what the terminal shows
    python docs/make_transcript.py --write    writes the page
    python docs/make_transcript.py --fresh    installs for real, in a new environment (needs a package index)

Without --fresh the engine runs from the released wheel, with the packages of this Python: the same output, offline.
"""

from __future__ import annotations

import argparse
import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "student.md"
COURSE = ROOT / "tests" / "courses" / "measuring"
QUIZ = ROOT / "tests" / "autograder" / "data" / "quiz.yaml"
BEGIN, END = "<!-- {}: made by docs/make_transcript.py -->", "<!-- end of {} -->"
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt"

FIRST_TRY = "    return values[len(values) // 2]"
SECOND_TRY = """\
    ordered = sorted(values)
    low, high = ordered[(len(values) - 1) // 2], ordered[len(values) // 2]
    return (low + high) / 2"""


class Terminal:
    """A student's terminal in the released folder, and all that it has shown."""

    def __init__(self, folder: Path, engine: Path | None) -> None:
        self.folder = folder
        self.engine = engine
        self.shown: list[str] = []

    def type(self, command: str, *answers: str) -> None:
        """Runs a command, types the answers that it asks for and keeps what it prints."""
        done = subprocess.run(
            self._arguments(command),
            cwd=self.folder,
            env=self._environment(),
            text=True,
            input="".join(f"{answer}\n" for answer in answers),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.shown.append(f"$ {command}\n{steady(done.stdout)}".rstrip())

    def write(self, exercise: str, body: str) -> None:
        """Puts a body where the stub, or the last try, ended; shows it as the student would see it."""
        path = self.folder / "exercises" / f"{exercise}.py"
        head = path.read_text(encoding="utf-8").rpartition('"""\n')[0] + '"""\n'
        path.write_text(f"{head}{body}\n", encoding="utf-8")
        signature = next(line for line in head.splitlines() if line.startswith("def "))
        self.shown.append(f"exercises/{exercise}.py is edited to say:\n\n{signature}\n    ...\n{body}")

    def _arguments(self, command: str) -> list[str]:
        if self.engine is None:
            return ["bash", "-c", command]
        name, *rest = command.split()
        return [sys.executable, "-m", {"autograder": "autograder.cli"}.get(name, name), *rest]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHONPATH"))}
        kept |= {
            "COLUMNS": "100",
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_COLOR": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        if self.engine is None:
            return kept | {"PATH": f"{self.folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
        return kept | {"PYTHONPATH": str(self.engine)}


def steady(text: str) -> str:
    """Terminal output without what differs from run to run."""
    text = re.sub(r" in \d+\.\d+s\b.*", " in 0.1s", text)
    return "\n".join(line.rstrip() for line in text.splitlines())


def first_hour(terminal: Terminal) -> None:
    """From nothing to one exercise done."""
    terminal.type("pytest")
    terminal.write("median", FIRST_TRY)
    terminal.type("pytest -k median")
    terminal.type("autograder hint median")
    terminal.write("median", SECOND_TRY)
    terminal.type("pytest")


def a_quiz(terminal: Terminal) -> None:
    """The first questions of a quiz, one of them answered with a slip."""
    terminal.type("autograder quiz", "Ada", "b", "a e", "a b", "14", "q")


def with_quiz(course: Path) -> None:
    """Adds the small quiz of the tests to a copy of the course."""
    with (course / "course.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("  - {id: quiz, title: A quiz on measuring, kind: quiz, file: quiz.yaml, points: 20}\n")
    shutil.copy(QUIZ, course / "solutions" / "quiz.yaml")


def transcripts(fresh: bool) -> dict[str, str]:
    """What the terminal shows, by the name of its place on the page."""
    with tempfile.TemporaryDirectory() as made:
        course = shutil.copytree(COURSE, Path(made) / "course")
        hour = opened(course, Path(made) / "hour", fresh)
        hour.shown += [f"$ {INSTALL}", "$ source .venv/bin/activate"]
        first_hour(hour)
        with_quiz(course)
        quiz = opened(course, Path(made) / "quiz", fresh=False)
        a_quiz(quiz)
    return {"transcript": "\n\n".join(hour.shown), "quiz": "\n\n".join(quiz.shown)}


def opened(course: Path, made: Path, fresh: bool) -> Terminal:
    """A terminal in the course's released folder, below `made`."""
    folder, engine = made / "measuring", made / "engine"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for arguments in (("stubs",), ("release", "--out", str(folder))):
        command = [sys.executable, "-m", "autograder.cli", *arguments, "--course", str(course)]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    (wheel,) = (folder / "wheels").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(engine)
    compileall.compile_dir(engine, quiet=1)  # as pip does
    if fresh:
        subprocess.run(["bash", "-c", INSTALL], check=True, cwd=folder)
    return Terminal(folder, None if fresh else engine)


def with_transcript(page: str, name: str, text: str) -> str:
    """The page with `text` between the marks of this name."""
    begin, end = BEGIN.format(name), END.format(name)
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    return f"{before}{begin}\n\n```text\n{text}\n```\n\n{end}{after}"


def main() -> int:
    parser = argparse.ArgumentParser(description="The transcripts in docs/student.md.")
    parser.add_argument("--write", action="store_true", help="write the page")
    parser.add_argument("--fresh", action="store_true", help="install for real, in a new environment")
    options = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    made = page
    for name, text in transcripts(options.fresh).items():
        made = with_transcript(made, name, text)
    if options.write:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if made != page:
        print(made)
        print("docs/student.md is not what the terminal shows: run python docs/make_transcript.py --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
