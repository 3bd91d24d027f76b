"""Each input of a course is changed in turn, and the same command gives what a fresh one gives: results, marks, table.

Nothing here knows what the keys are made of: whatever is said in course.yaml, and whatever number or word stands in a
file of the course, is another one the next time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom import bench, grader
from autograder.classroom.bench import ClassJob
from autograder.classroom.run import grade_class
from autograder.errors import UserError
from autograder.sandbox.here import LocalHost

COURSE = Path(__file__).parents[2] / "courses" / "trusting"
BOOKS = ("results.jsonl", "gradebook.csv", "reviews.csv")
MANIFEST: dict[str, Any] = yaml.safe_load((COURSE / "course.yaml").read_text(encoding="utf-8")) | {
    "written": "propose",
    "tolerance": {"rtol": 1e-6, "atol": 1e-9},
    "limits": {"seconds": 5, "memory_mb": 512},
    "data": ["factor.txt"],
    "drop_lowest": 1,
    "curve": [[0, 1.0], [50, 4.0], [100, 6.0]],
    "due": "2026-05-04 12:00 UTC",
}
MANIFEST["exercises"][0] |= {
    "tolerance": {"rtol": 1e-5},
    "limits": {"seconds": 4},
    "allowed_imports": ["math"],
    "hints": ["Add it to itself."],
    "bonus": False,
    "given": [],
    "exam": "full",
    "draft": False,
}
WORDS = {
    "hidden_feedback": "full",
    "written": "final_when_sure",
    "kind": "written",
    "exam": "basic",
    "math": "statistics",
    "due": "2026-05-05 12:00 UTC",
}
"""What a word of course.yaml, or that under a key, becomes; any other word gets a letter more."""
READS = "\n\ndef factor():\n    with open('factor.txt') as file:\n        return float(file.read())\n"
CHECKS = '''

def test_factor(submission, close):
    """The file's number is read."""
    close(submission.factor(), 2.0)
'''


def write(course: Path, manifest: dict[str, Any]) -> None:
    (course / "course.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False), encoding="utf-8")


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of everything that is said in it."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield from leaves(value, (*path, key)) if isinstance(value, dict | list) and value else [(*path, key)]


def changed(data: Any, path: tuple[Any, ...]) -> Any:
    """The same, with something else in that place."""
    if path:
        key, *rest = path
        copy = dict(data) if isinstance(data, dict) else list(data)
        one = copy[key]
        copy[key] = changed(one, tuple(rest)) if rest else other(one, key)
        return copy
    return data


def other(value: Any, key: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return 2 * value or 1
        case list():
            return ["factor"]
        case _:
            return WORDS.get(str(key), WORDS.get(value, f"{value}s"))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course with everything said that can be, a data file, and a class of two, graded once."""
    home = tmp_path_factory.mktemp("every")
    shutil.copytree(COURSE, home / "course", ignore=shutil.ignore_patterns("class", "__pycache__"))
    for name in ("careless", "honest"):
        shutil.copytree(COURSE / "class" / name, home / "class" / name)
        with (home / "class" / name / "doubled.py").open("a", encoding="utf-8") as file:
            file.write(READS)
    for folder in ("exercises", "solutions"):
        with (home / "course" / folder / "doubled.py").open("a", encoding="utf-8") as file:
            file.write(READS)
    (home / "course" / "exercises" / "factor.txt").write_text("2\n", encoding="utf-8")
    with (home / "course" / "tests" / "hidden" / "test_doubled.py").open("a", encoding="utf-8") as file:
        file.write(CHECKS)
    write(home / "course", MANIFEST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench, "WalledHost", lambda launcher, lean: LocalHost())  # a wall is another test's matter
        patch.setattr(grader, "time", SimpleNamespace(perf_counter=lambda: 0.0))  # however busy the machine is
        first = outcome(home, "out")
        assert isinstance(first, dict), first
        yield home


def outcome(home: Path, out: str) -> dict[str, bytes] | str:
    """What the command writes, or says where it cannot."""
    job = ClassJob(home / "course", home / "class", isolation="none", anyway=True)  # its name changes too
    try:
        grade_class(job, home / out, lambda standing: None)
    except UserError as error:
        return str(error).replace(f"{out}/", "")
    return {name: (home / out / name).read_bytes() for name in BOOKS}


def known_and_fresh(home: Path) -> tuple[dict[str, bytes] | str, dict[str, bytes] | str]:
    return outcome(home, "out"), outcome(home, "fresh")


@pytest.fixture
def home(graded: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(graded, tmp_path / "home")
    return tmp_path / "home"


PLACES = [
    place if n % 3 == 0 else pytest.param(place, marks=pytest.mark.whole) for n, place in enumerate(leaves(MANIFEST))
]


@pytest.mark.parametrize("place", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_whatever_the_manifest_says(home: Path, place: tuple[Any, ...]) -> None:
    """Each value of course.yaml is another one."""
    write(home / "course", changed(MANIFEST, place))
    known, fresh = known_and_fresh(home)
    assert known == fresh


FILES = sorted(
    path.relative_to(COURSE).as_posix()
    for room in ("exercises", "solutions", "tests")
    for path in (COURSE / room).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)


def another(text: str) -> str:
    """The same, its last number greater by one and its last long word another one."""
    text = re.sub(r"\d+(?=\D*\Z)", lambda found: str(int(found[0]) + 1), text, count=1)
    return re.sub(r"[a-z]{5,}(?=[^a-z]*\Z)|\Z", lambda found: f"{found[0]}s", text, count=1)


@pytest.mark.parametrize("file", [*FILES, "exercises/factor.txt"])
def test_whatever_a_file_says(home: Path, file: str, pytestconfig: pytest.Config) -> None:
    """Another number and another word stand in it; with --whole it is empty then."""
    path = home / "course" / file
    text = path.read_text(encoding="utf-8")
    for said in (another(text), "") if pytestconfig.getoption("--whole") else (another(text),):
        path.write_text(said, encoding="utf-8")
        shutil.rmtree(home / "fresh", ignore_errors=True)
        known, fresh = known_and_fresh(home)
        assert known == fresh


CONFTEST = """import pytest


@pytest.fixture
def close():
    def agree(one, two, **_):
        assert {number} == 1, "another number"

    return agree
"""


@pytest.mark.parametrize("name", ["tests/conftest.py", "conftest.py", "tests/hidden/conftest.py"])
def test_what_pytest_would_read_by_itself(home: Path, name: str) -> None:
    """A fixture of the course's own that is written, then changed, beside the checks or above them."""
    for number in (1, 2):
        text = CONFTEST.format(number=number)
        (home / "course" / name).write_text(text, encoding="utf-8")
        known = outcome(home, "out")
        assert known == outcome(home, f"fresh{number}")
