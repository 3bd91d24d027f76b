"""What authors get wrong, one at a time in the course that `new` makes: each is told with its file, its line, a fix."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.author.new import new_course
from autograder.author.survey import for_author, survey
from autograder.course.manifest import load_course
from autograder.errors import CourseError

YAML, SOLUTION = "course.yaml", "solutions/spread.py"
SHOWN, HIDDEN = "tests/visible/test_spread.py", "tests/hidden/test_spread.py"
MISTAKE = "solutions/mistakes/spread/mine.py"
CHECK = '\n\n{before}def test_b({fixtures}):\n    """B."""\n    assert submission.spread([1.0]) == 0, "of one"\n'


@dataclass(frozen=True)
class Slip:
    """In `file`, `old` becomes `new`; without `old` the text stands at its end. `place` and `says` are what is told."""

    name: str
    file: str
    old: str
    new: str
    place: str
    says: str


def added(name: str, before: str, fixtures: str, place: str, says: str) -> Slip:
    """One more visible check."""
    return Slip(name, SHOWN, "", CHECK.format(before=before, fixtures=fixtures), place, says)


IN_THE_MANIFEST = (
    Slip("a key", YAML, "points: 10", "point: 10", ":14", "Did you mean 'points'?"),
    Slip("a key at the top", YAML, "exercises:", "exercisess:", ":9", "Did you mean 'exercises'?"),
    Slip("a word for a number", YAML, "points: 10", "points: ten", ":14", "must be a number"),
    Slip("less than nothing", YAML, "points: 10", "points: -3", ":14", "cannot be negative"),
    Slip("a kind", YAML, "kind: code", "kind: cod", ":12", "Use one of code, quiz, written, form"),
    Slip("a bracket", YAML, "title: How", "title: [How", ":12", "not valid YAML"),
    Slip("a limit", YAML, "{seconds: 5", "{second: 5", ":7", "Did you mean 'seconds'?"),
    Slip("a limit's type", YAML, "{seconds: 5", "{seconds: fast", ":7", "must be a number"),
    Slip("a tolerance", YAML, "rtol: 1.0e-6", "rtol: close", ":6", "must be a number"),
    Slip("a key twice", YAML, "", "    points: 3\n", ":19", "given twice"),
    Slip(
        "an id twice", YAML, "", "  - {id: spread, title: T, kind: code, file: b.py, points: 1}\n", ":19", "used twice"
    ),
    Slip("an id with a blank", YAML, "id: spread ", "id: sp read ", ":10", "sp read"),
    Slip("data that is not there", YAML, "", "    data: [house.csv]\n", ":19", "which is not there"),
    Slip("data elsewhere", YAML, "", "    data: [../house.csv]\n", ":19", "Give its path below exercises/"),
    Slip("data that is no list", YAML, "", "    data: house.csv\n", ":19", "must be a list"),
)
IN_FILES = (
    added("a fixture", "", "submission, rnd", f"{SHOWN}:9", "Known fixtures: submission"),
    added(
        "a need", 'import pytest\n\n\n@pytest.mark.needs("test_z")\n', "submission", f"{SHOWN}:12", "Checks before it"
    ),
    added(
        "a mark", "import pytest\n\n\n@pytest.mark.point(2)\n", "submission", f"{SHOWN}:12", "did you mean mark.points?"
    ),
    added(
        "points",
        'import pytest\n\n\n@pytest.mark.points("2")\n',
        "submission",
        f"{SHOWN}:12",
        "Write @pytest.mark.points(2)",
    ),
    added(
        "points below 0",
        "import pytest\n\n\n@pytest.mark.points(-1)\n",
        "submission",
        f"{SHOWN}:12",
        "points that are not a number more than 0: -1",
    ),
    added(
        "no values",
        'import pytest\n\n\n@pytest.mark.parametrize("n", [])\n',
        "submission, n",
        f"{SHOWN}:12",
        "check test_b is parametrized with no values",
    ),
    added(
        "values of no argument",
        'import pytest\n\n\n@pytest.mark.parametrize("n", [1])\n',
        "submission",
        f"{SHOWN}:13",
        "check test_b cannot be collected: function uses no argument 'n'",
    ),
    added(
        "too few values",
        'import pytest\n\n\n@pytest.mark.parametrize("n, m", [(1,)])\n',
        "submission, n, m",
        f"{SHOWN}:13",
        "must be equal to the number of values (1)",
    ),
    added(
        "values that are none",
        'import pytest\n\n\n@pytest.mark.parametrize("n", 5)\n',
        "submission, n",
        SHOWN,
        "'int' object is not iterable",
    ),
    Slip("a yield", SHOWN, "    close(", "    yield\n    close(", f"{SHOWN}:6", "a check cannot yield"),
    added("the reference", "", "submission, reference", f"{SHOWN}:9", "make it hidden"),
    Slip("check_", SHOWN, "def test_worked", "def check_worked", f"{SHOWN}:4", "begins with test_"),
    Slip("no title", SHOWN, '    """Three numbers lie 3 apart."""', "    pass", f"{SHOWN}:4", "Give it a docstring"),
    Slip(
        "a check twice", SHOWN, "", CHECK.format(before="", fixtures="submission") * 2, f"{SHOWN}:14", "is here already"
    ),
    Slip("a bracket in a check", SHOWN, "", "\n\ndef test_b(submission:\n", f"{SHOWN}:9", "not valid Python"),
    Slip("an import in a check", SHOWN, "", "\nimport nothing_there\n", f"{SHOWN}:8", "nothing_there"),
    Slip("a print", SHOWN, "    close(", "    print(1)\n    close(", f"{SHOWN}:6", "a check that prints"),
    Slip("a mark missing", SOLUTION, "### END SOLUTION", "###", f"{SOLUTION}:9", "Add `### END SOLUTION`"),
    Slip(
        "a region of a class",
        SOLUTION,
        "",
        "\n\nclass Kept:\n    ### BEGIN SOLUTION\n    def f(self):\n        return 1\n    ### END SOLUTION\n",
        f"{SOLUTION}:17",
        "Give the body of each method a region of its own",
    ),
    Slip("no Python", SOLUTION, "return max", "retrun max", f"{SOLUTION}:12", "not valid Python"),
    Slip("an import", SOLUTION, "", "\nimport numpyy\n", f"{SOLUTION}:15", "No module named 'numpyy'"),
    Slip(
        "a wrong solution",
        SOLUTION,
        "return max",
        "return 1 + max",
        f"{SHOWN}::test_worked",
        "It returned 4, expected 3",
    ),
    Slip(
        "chance",
        HIDDEN,
        "rng.normal(size=9)",
        "__import__('random').choices([1, 2.5, 4, 7], k=9)",
        "test_either",
        "fixture rng",
    ),
    Slip("a mistake's Python", MISTAKE, "", '"""M."""\ndef spread(:\n', f"{MISTAKE}:2", "not valid Python"),
    Slip("a silent mistake", MISTAKE, "", "def spread(values):\n    return 0\n", MISTAKE, "has no docstring"),
    Slip(
        "another's mistake",
        MISTAKE,
        "",
        '"""M."""\ndef median(v):\n    return 0\n',
        MISTAKE,
        "defines median, and the solution spread",
    ),
    Slip(
        "checks of nothing",
        "tests/visible/test_other.py",
        "",
        "x = 1\n",
        "visible/test_other.py",
        "Delete it, or name it",
    ),
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "lab"
    new_course(folder, ["code"])
    return folder


@pytest.fixture
def spoilt(lab: Path, tmp_path: Path) -> Callable[[Slip], Path]:
    def make(slip: Slip) -> Path:
        root = shutil.copytree(lab, tmp_path / "lab", ignore=shutil.ignore_patterns("__pycache__"))
        path = root / slip.file
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n" if path.exists() else ""
        assert slip.old in before
        path.write_text(before.replace(slip.old, slip.new, 1) if slip.old else before + slip.new, encoding="utf-8")
        return root

    return make


@pytest.mark.parametrize("slip", IN_THE_MANIFEST, ids=lambda slip: slip.name)
def test_course_yaml(spoilt: Callable[[Slip], Path], slip: Slip) -> None:
    """What stands in course.yaml is named with its line, and with what to write."""
    with pytest.raises(CourseError) as told:
        load_course(spoilt(slip), require_stubs=False, require_data_files=True)
    assert f"course.yaml{slip.place}:" in str(told.value)
    assert slip.says in str(told.value)


@pytest.mark.parametrize("slip", IN_FILES, ids=lambda slip: slip.name)
def test_other_files(spoilt: Callable[[Slip], Path], slip: Slip) -> None:
    """What stands in a file of checks, a solution or a mistake is found before anybody is graded."""
    root = spoilt(slip)
    found = survey(for_author(load_course(root, require_stubs=False, require_data_files=True)))
    told = [problem.what for problem in found.problems]
    if found.grader is not None:
        told += [f"{check}: {why}" for check, why in found.grader.broken.items()]
    mine = [what for what in told if slip.says in what]
    assert mine, told
    assert slip.place in mine[0].replace("visible/test_spread.py::", f"{SHOWN}::")


FOR_THE_EXAM = next(slip for slip in IN_FILES if slip.name == "the reference")


@pytest.mark.parametrize(("slip", "code"), [(IN_THE_MANIFEST[0], 2), (FOR_THE_EXAM, 1)], ids=["manifest", "exam"])
def test_exit_codes(spoilt: Callable[[Slip], Path], slip: Slip, code: int, command: Callable[..., object]) -> None:
    """A course that cannot be read ends `verify` with 2; one that can be and must be mended, with 1."""
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    done = command("verify", "--course", spoilt(slip))
    assert done.returncode == code  # type: ignore[attr-defined]
    assert slip.says in done.stdout + done.stderr  # type: ignore[attr-defined]
