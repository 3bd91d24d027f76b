"""A check that asserts nothing passes whatever comes back: verify names it with its line, whatever hides it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.author.new import new_course
from autograder.author.survey import for_author, survey
from autograder.course.manifest import load_course

HIDDEN = "tests/hidden/test_spread.py"


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    new_course(tmp_path / "lab", ["code", "form"])
    return tmp_path / "lab"


def told(lab: Path) -> list[str]:
    return [one.what for one in survey(for_author(load_course(lab))).problems]


def with_check(lab: Path, body: str, file: str = HIDDEN) -> int:
    """Adds a check of these lines; gives the line of the first of them."""
    path = lab / file
    head = path.read_text(encoding="utf-8").rstrip() + '\n\n\ndef test_z(submission, close):\n    """Z."""\n'
    path.write_text(head + "".join(f"    {line}\n" for line in body.split("\n")), encoding="utf-8")
    return head.count("\n") + 1


SILENT = [
    ("return submission.spread([1.5, 4.0]) == 99", 0, "test_z returns a value, which nobody reads: assert it"),
    ("submission.spread([1.5, 4.0])", -2, "test_z asserts nothing"),
    ("submission.spread([1.5, 4.0])\nassert True, 'x'", -2, "test_z asserts nothing"),
    ("submission.spread([1.5, 4.0]) == 2.5", -2, "test_z asserts nothing"),
    ("for v in []:\n    close(submission.spread(v), 99)", 1, "asserts nothing: with the reference it never comes"),
    ("if submission.spread([1.5]) > 5:\n    assert False, 'too far'", 1, "asserts nothing: with the reference"),
]


@pytest.mark.parametrize(("body", "line", "says"), SILENT, ids=["return", "call", "true", "compared", "loop", "if"])
def test_what_asserts_nothing_is_named(lab: Path, body: str, line: int, says: str) -> None:
    """With file and line, once."""
    first = with_check(lab, body)
    (said,) = told(lab)
    assert said.startswith(f"{HIDDEN}:{first + line}: ")
    assert says in said


ASSERTS = [
    "for v in ([1.5, 4.0], [2.0]):\n    close(submission.spread(v), max(v) - min(v))",
    "import numpy.testing as npt\nnpt.assert_allclose(submission.spread([1.5, 4.0]), 2.5)",
    "import pytest\nwith pytest.raises(ValueError):\n    submission.spread([])",
    "def same(a):\n    return a == 2.5\nassert same(submission.spread([1.5, 4.0])), 'no'",
    "value = submission.spread([1.5, 4.0])\nif value != 2.5:\n    raise AssertionError('no')\nclose(value, 2.5)",
    "if True:\n    assert (\n        submission.spread([1.5, 4.0])\n        == 2.5\n    ), 'no'",
]


@pytest.mark.parametrize("body", ASSERTS, ids=["loop", "numpy", "raises", "inner", "raise", "lines"])
def test_what_asserts_is_left_alone(lab: Path, body: str) -> None:
    """Whatever way it asserts by."""
    with_check(lab, body)
    assert told(lab) == []


def test_a_form_is_looked_at_too(lab: Path) -> None:
    """Its checks get data, and can be as silent."""
    file = "tests/visible/test_measured.py"
    first = with_check(lab, "for row in submission.get('none', []):\n    assert row, 'no'", file)
    (said,) = told(lab)
    assert said.startswith(f"{file}:{first + 1}: test_z asserts nothing")


def test_hints_are_of_functions_that_are_there(lab: Path) -> None:
    """Hints under a misspelt name would be told to students under that name."""
    path = lab / "course.yaml"
    text = path.read_text(encoding="utf-8")
    begin = text.index("    hints:")
    end = text.index("  - id:", begin)
    path.write_text(f"{text[:begin]}    hints: {{general: [Look.], spraed: [Look.]}}\n{text[end:]}", encoding="utf-8")
    (said,) = told(lab)
    assert said.startswith("course.yaml has hints for spraed, and solutions/spread.py has no such function")
    assert said.endswith("did you mean spread?")
