"""The journal and the cache go by the same facts: whatever changes, the same command gives what a fresh one gives."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.bench import ClassJob
from autograder.classroom.grader import Grader, Judged
from autograder.classroom.run import grade_class
from autograder.classroom.told import Standing
from autograder.course.model import Exercise, Submission
from autograder.kinds.feedback import HIDDEN
from autograder.sandbox.hosts import Host

REPOSITORY = Path(__file__).parents[3]
COURSE = REPOSITORY / "tests" / "courses" / "trusting"
CHECKS = """

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from helping import least

OWN = Path(__file__).parents[2] / "data" / "own.txt"


def test_own(submission):
    \"\"\"As close as the course's own file says.\"\"\"
    assert abs(submission.doubled([1.0])[0] - 2) < float(OWN.read_text()), "too far away"


def test_close(submission, close):
    \"\"\"Close to what is expected.\"\"\"
    close(list(submission.doubled([1.0])), [2.0])


def test_drawn(submission, rng):
    \"\"\"As close as was drawn.\"\"\"
    assert abs(submission.doubled([1.0])[0] - 2) < 2e-4 * rng.random(), "too far away"


def test_helped(submission):
    \"\"\"As close as the helper says.\"\"\"
    assert abs(submission.doubled([1.0])[0] - 2) < least(), "too far away"
"""
HELPER = """from pathlib import Path

TOLD = 1.0


def least():
    return TOLD * float((Path(__file__).parents[2] / "data" / "helped.txt").read_text())
"""
LABELLED = """- {id: a, set: one, text: The average grows by as much., concepts: [twice], score: 0.5}
"""
MISTAKE = '"""You give it back."""\n\n\ndef doubled(values):\n    return list(values)\n'
SUBMITTED = (
    "import numpy\n\n\ndef doubled(values):\n    return [float(numpy.multiply(2.0001, value)) for value in values]\n"
)
FILES = {
    "data/own.txt": "1",
    "data/helped.txt": "1",
    "tests/hidden/helping.py": HELPER,
    "solutions/rubrics/why.answers.yaml": LABELLED,
    "solutions/mistakes/doubled/same.py": MISTAKE,
}


READY = multiprocessing.get_context("forkserver")
READY.set_forkserver_preload(
    [
        *("autograder.cli", "autograder.classroom.run", "autograder.commands.grade", "autograder.commands.progress"),
        *("autograder.kinds.code.grader", "autograder.kinds.form", "autograder.kinds.quiz.grader"),
        *("autograder.kinds.written.grader", "numpy.random", "pdb", "typer._adapters", "unittest"),
    ]
)


def command(home: Path, words: list[str]) -> None:
    """`autograder` and these words, typed in a folder."""
    from autograder.cli import main

    os.chdir(home)
    sys.argv = ["autograder", *words]
    with open("said.txt", "w", encoding="utf-8") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        main()


@dataclass(frozen=True)
class Class:
    """A course, a class, and a folder into which it was graded, for a test to change."""

    home: Path

    def grade(self, out: str = "out") -> bytes:
        """The command as it is typed, in a process of its own that has the engine imported already and no course."""
        process = READY.Process(target=command, args=(self.home, self.words(out)))
        process.start()
        process.join()
        assert process.exitcode == 0, (self.home / "said.txt").read_text(encoding="utf-8")
        return (self.home / out / "results.jsonl").read_bytes()

    def grade_by(self, engine: Path, out: str = "out") -> bytes:
        """The same of another engine."""
        environment = os.environ | {"PYTHONPATH": str(engine)}
        subprocess.run(
            [sys.executable, "-m", "autograder.cli", *self.words(out)], cwd=self.home, env=environment, check=True
        )
        return (self.home / out / "results.jsonl").read_bytes()

    def words(self, out: str) -> list[str]:
        return ["grade", "class", "--out", out, "--course", "course", "--isolation", "none"]

    def edit(self, file: str, old: str, new: str) -> None:
        """Changes a file of the course."""
        path = self.home / "course" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A course whose checks read files, by themselves and through a helper, and a class of one, graded."""
    home = tmp_path_factory.mktemp("graded")
    shutil.copytree(COURSE, home / "course", ignore=shutil.ignore_patterns("class", "__pycache__"))
    shutil.copytree(COURSE / "class" / "honest", home / "class" / "honest")
    (home / "class" / "honest" / "doubled.py").write_text(SUBMITTED, encoding="utf-8")
    for name, text in FILES.items():
        path = home / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with (home / "course" / "tests" / "hidden" / "test_doubled.py").open("a", encoding="utf-8") as file:
        file.write(CHECKS)
    made = Class(home)
    made.grade()
    return made


@pytest.fixture
def known(graded: Class, tmp_path: Path) -> Class:
    """A copy of it."""
    shutil.copytree(graded.home, tmp_path / "home")
    return Class(tmp_path / "home")


MANIFEST, DOUBLED = "course.yaml", "    file: doubled.py\n"
CHANGES = {
    "tolerance": (MANIFEST, DOUBLED, f"{DOUBLED}    tolerance: {{rtol: 0.5}}\n"),
    "allowed imports": (MANIFEST, DOUBLED, f"{DOUBLED}    allowed_imports: [math]\n"),
    "points": (MANIFEST, "points: 10", "points: 11"),
    "seed": (MANIFEST, "seed: 3", "seed: 5"),
    "feedback": (MANIFEST, "hidden_feedback: diagnosis", "hidden_feedback: full"),
    "check": ("tests/hidden/test_doubled.py", "points(4)", "points(1)"),
    "file that a check reads": ("data/own.txt", "1", "0.00001"),
    "file that a helper reads": ("data/helped.txt", "1", "0.00001"),
    "helper": ("tests/hidden/helping.py", "TOLD = 1.0", "TOLD = 0.00001"),
    "rubric": ("solutions/rubrics/why.yaml", "points: 0.5", "points: 0.25"),
    "quiz": ("solutions/doubling.yaml", "accept: [half]", "accept: [halves]"),
}
TELLS_NOTHING = {
    "title": (MANIFEST, "Twice as much", "Two times"),
    "labelled answers": ("solutions/rubrics/why.answers.yaml", "by as much", "as much"),
    "mistake": ("solutions/mistakes/doubled/same.py", "give it back", "return it"),
    "reference": ("solutions/doubled.py", "def", "# Another word.\ndef"),
    "form": ("solutions/card.yaml", "name:", "name:  "),
}


OF_ONE_FILE = ("allowed imports", "points", "seed", "feedback")
"""Values of course.yaml, which go the way of the tolerance."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.whole] if name in OF_ONE_FILE else []) for name in CHANGES]
)
def test_the_same_command_sees_what_has_changed(known: Class, name: str) -> None:
    """Each of these changes marks or messages, and nothing else tells the command of it."""
    before = (known.home / "out" / "results.jsonl").read_bytes()
    known.edit(*CHANGES[name])
    after = known.grade()
    assert after != before
    assert after == known.grade("fresh")


def test_what_changes_no_mark_may_be_changed(known: Class) -> None:
    """The same of changes that might matter and happen not to: none of them leaves something old behind."""
    for change in TELLS_NOTHING.values():
        known.edit(*change)
    assert known.grade() == known.grade("fresh")


def test_the_same_command_of_another_engine(known: Class) -> None:
    """Whatever file of the engine is another one, though its version is the same."""
    engine = known.home / "engine"
    shutil.copytree(REPOSITORY / "autograder", engine / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    source = engine / "autograder" / "kinds" / "feedback.py"
    text = source.read_text(encoding="utf-8")
    assert HIDDEN in text
    source.write_text(text.replace(HIDDEN, "Nothing is told."), encoding="utf-8")
    after = known.grade_by(engine)
    assert b"Nothing is told." in after
    assert after == known.grade_by(engine, "fresh")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The exercises that are judged, in order."""
    seen: list[str] = []
    judge = Grader._judged

    def note(self: Grader, exercise: Exercise, submission: Submission, host: Host) -> Judged:
        seen.append(exercise.id)
        return judge(self, exercise, submission, host)

    monkeypatch.setattr(Grader, "_judged", note)
    return seen


OUTSIDE = '''

from pathlib import Path


def test_outside(submission):
    """What lies elsewhere is doubled."""
    if submission.doubled([1.0]):
        number = float(Path({path!r}).read_text())
    assert submission.doubled([number])[0] == 2 * number, "it is not doubled"
'''


class Stopped(Exception):
    """Somebody stops the run."""


def test_what_nobody_can_say_holds_for_one_run(tmp_path: Path, judged: list[str]) -> None:
    """A run that was stopped goes on with what it has; the next run judges again what depends on who knows what."""
    shutil.copytree(COURSE, tmp_path / "course", ignore=shutil.ignore_patterns("class", "__pycache__"))
    for name in ("careless", "honest"):
        shutil.copytree(COURSE / "class" / "honest", tmp_path / "class" / name)
        with (tmp_path / "class" / name / "doubled.py").open("a", encoding="utf-8") as file:
            file.write(f"# {name}\n")
    outside = tmp_path / "outside.txt"
    outside.write_text("1", encoding="utf-8")
    with (tmp_path / "course" / "tests" / "hidden" / "test_doubled.py").open("a", encoding="utf-8") as file:
        file.write(OUTSIDE.format(path=str(outside)))
    job = ClassJob(tmp_path / "course", tmp_path / "class", isolation="none")

    def stop(standing: Standing) -> None:
        if standing.graded:
            raise Stopped

    with pytest.raises(Stopped):
        grade_class(job, tmp_path / "out", stop)
    judged.clear()
    summary = grade_class(job, tmp_path / "out", lambda standing: None)
    assert (summary.kept, summary.graded, judged.count("doubled")) == (1, 1, 1)
    judged.clear()
    grade_class(job, tmp_path / "out", lambda standing: None)
    assert judged == ["doubled", "doubled"]
