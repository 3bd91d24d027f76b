"""Pairs worth a look: disguised copies of the sample class are found, and those who just solve alike are not."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from autograder.classroom.similar import Fingerprints, fingerprints
from autograder.cli import app
from autograder.commands.similar import Programs
from autograder.course.manifest import load_course
from autograder.intake.folders import open_intake
from autograder.kinds.registry import kind_of

ROOT = Path(__file__).parents[3]
CLASS = ROOT / "tests" / "class"


@cache
def disguise() -> ModuleType:
    spec = importlib.util.spec_from_file_location("disguise", Path(__file__).with_name("disguise.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["disguise"] = module
    spec.loader.exec_module(module)
    return module


@cache
def programs() -> Mapping[str, Mapping[str, str]]:
    """Student -> exercise -> text, of those who handed in at least half of the exercises of code."""
    course = load_course(ROOT)
    read = Programs.of(course, open_intake(CLASS, course))
    found = {student: read.texts(student) for student in read.intake.students}
    return {name: texts for name, texts in found.items() if len(texts) >= len(read.exercises) / 2}


@cache
def given() -> Mapping[str, frozenset[int]]:
    course = load_course(ROOT)
    code = [exercise for exercise in course.exercises if kind_of(exercise).runs_code]
    return {one.id: frozenset(fingerprints(course.stub(one).read_text(encoding="utf-8"))) for one in code}


@cache
def the_class() -> Fingerprints:
    found = Fingerprints(given())
    for student, texts in programs().items():
        found.add(student, texts)
    return found


def flagged(extra: Mapping[str, Mapping[str, str]]) -> set[frozenset[str]]:
    """The pairs that are named in the class with these in it."""
    found = replace(the_class(), _prints=dict(the_class()._prints))
    for student, texts in extra.items():
        found.add(student, texts)
    return {frozenset((pair.first, pair.second)) for pair in found.pairs()}


def disguised(texts: Mapping[str, str], way: Callable[[str, random.Random], str], seed: str) -> dict[str, str]:
    rng, made = random.Random(seed), {}
    for name, text in texts.items():
        try:
            made[name] = way(text, rng)
        except SyntaxError:  # a submission that is no Python is copied as it is
            made[name] = text
    return made


def test_solving_alike_is_not_pointed_at() -> None:
    """Of the sample class as it is no pair is named, though many solve an exercise alike."""
    assert flagged({}) == set()


@pytest.mark.parametrize("way", ["reordered", "swapped", "looped", "inlined", "padded"])
def test_disguised_copies_are_found(way: str) -> None:
    """Whole submissions, copied in this disguise, are found with their source but for one, and no other pair is."""
    make = getattr(disguise(), way)
    hits = wrong = 0
    victims = list(programs().items())[::4]
    for victim, texts in victims:
        found = flagged({"copy": disguised(texts, make, victim)})
        hits += frozenset((victim, "copy")) in found
        wrong += len(found - {frozenset((victim, "copy"))})
    assert hits >= len(victims) - 1
    assert wrong == 0


def test_names_layout_and_comments_say_nothing() -> None:
    """The same program in other names, with other texts and blanks, has the same fingerprints."""
    lines = [
        *("def mean(values):", '    """The mean."""', "    total = 0", "    for value in values:"),
        *("        total += value", "    return total / len(values)"),
    ]
    one = "\n".join(lines)
    other = "# mine\ndef f(x):\n\n  s=0\n  for i in x: s+=i\n  return s/len(x)  # done\n"
    assert set(fingerprints(one)) == set(fingerprints(other))
    assert fingerprints(one)


def test_what_does_nothing_and_what_can_be_turned_says_nothing() -> None:
    """Dead lines, annotations, a comparison or a product turned; what computes something else is another program."""
    one = "def area(a, b):\n    if a < b and a == 0:\n        return 0.0\n    return a * (b + 1.5) + sum([a, b])\n"
    other = (
        "def g(x: float, y: float) -> float:\n    unused = [1, 2]\n    assert 3 > 2\n    if False:\n        x = 1\n"
        "    if y > x and 0 == x:\n        pass\n        return 0.0\n    return sum([x, y]) + ((1.5 + y) * x)\n"
    )
    assert set(fingerprints(one)) == set(fingerprints(other))
    assert len(fingerprints(one)) > 3
    assert set(fingerprints(one)) != set(fingerprints(other.replace("1.5 + y", "1.5 - y")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "out = []\nfor x in xs:\n    if x:\n        out.append(f(x, 1.5))\nprint(out)\n",
            "out = [f(x, 1.5) for x in xs if x]\nprint(out)\n",
        ),
        (
            "i = 0\nwhile i < len(xs):\n    total += xs[i] * 2.5\n    i += 1\n",
            "for i in range(len(xs)):\n    total += xs[i] * 2.5\n",
        ),
        ("def f(x, y):\n    z = x + y * 2.5 + x\n    return z\n", "def f(x, y):\n    return x + y * 2.5 + x\n"),
    ],
)
def test_a_loop_is_one_however_it_is_written(one: str, other: str) -> None:
    """A comprehension and the loop that collects, `while` and `for`, a result with a name and without."""
    assert set(fingerprints(one)) == set(fingerprints(other))
    assert fingerprints(one)


def test_a_loop_that_skips_is_no_counting_one() -> None:
    """With `continue` the number would not grow: it stays what it is."""
    loop = "i = 0\nwhile i < len(xs):\n    if xs[i]:\n        continue\n    i += 1\n"
    assert set(fingerprints(loop)) != set(fingerprints("for i in range(len(xs)):\n    if xs[i]:\n        continue\n"))


@pytest.mark.parametrize("text", ["", "def f(:\n", "x = '''", "\x00", "((((", "  x\n y\n", "é = 1\n" * 3])
def test_what_is_no_python_is_no_error(text: str) -> None:
    """Damaged and empty files have few fingerprints or none, and stop nobody."""
    found = Fingerprints({})
    found.add("a", {"e": text})
    found.add("b", {"e": text})
    assert found.pairs() == []


def test_the_command_writes_a_page_and_touches_no_mark(tmp_path: Path) -> None:
    """The pair stands side by side under a plain word that it proves nothing; the submissions are only read."""
    where = tmp_path / "class"
    for name, texts in {**programs(), "copy": disguised(programs()["amara_okafor"], disguise().renamed, "1")}.items():
        (where / name).mkdir(parents=True)
        for exercise, text in texts.items():
            (where / name / f"{exercise}.py").write_text(text, encoding="utf-8")
    page = tmp_path / "similar.html"
    words = ["similar", str(where), "--course", str(ROOT), "--out", str(page)]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert "1 pair is worth a look. Similar code proves nothing" in done.output
    html = page.read_text(encoding="utf-8")
    assert "<bdi>amara_okafor</bdi> and <bdi>copy</bdi>" in html
    assert "proves nothing" in html
    assert "No mark was touched" in html
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class", "similar.html"]
    (pair,) = json.loads(CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False).output)
    assert pair["students"] == ["amara_okafor", "copy"]


def test_students_are_called_by_their_names(tmp_path: Path) -> None:
    """Where the platform knows people by number, a roster says who they are, on the page and in the terminal."""
    where, roster = tmp_path / "class", tmp_path / "roster.csv"
    rows = ["id,name"]
    several = [*programs().items()][:8]
    for number, (name, texts) in enumerate([*several, ("copy", programs()["amara_okafor"])]):
        (where / f"70{number}").mkdir(parents=True)
        rows.append(f"70{number},{name.replace('_', ' ').title()}")
        for exercise, text in texts.items():
            (where / f"70{number}" / f"{exercise}.py").write_text(text, encoding="utf-8")
    roster.write_text("\n".join(rows), encoding="utf-8")
    out, page = tmp_path / "out", tmp_path / "similar.html"
    words = [
        "grade",
        str(where),
        "--out",
        str(out),
        "--roster",
        str(roster),
        "--only",
        "softmax",
        "--isolation",
        "none",
    ]
    for line in (words, ["similar", str(out), "--out", str(page)]):
        done = CliRunner().invoke(app, [*line, "--course", str(ROOT)], catch_exceptions=False)
        assert done.exit_code == 0
    assert "Amara Okafor (700) and Copy" in " ".join(done.output.split())
    assert "<bdi>Amara Okafor (700)</bdi>" in page.read_text(encoding="utf-8")
