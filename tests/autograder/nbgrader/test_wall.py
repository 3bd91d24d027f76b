"""What the wall is for: side by side with nbgrader's own kernel."""

from __future__ import annotations

import json

import pytest

SECRET = "expected each one twice as large"
"""Stands in a hidden check of the tiny course, and nowhere else."""


def test_a_patched_allclose_pays_in_a_kernel_and_not_behind_the_wall(walled_trusting, plain_trusting):
    """The attacker's `np.allclose` says yes to everything: full marks from a kernel, nothing from us."""
    assert plain_trusting.scores("attacker")["doubled"] == 10
    assert walled_trusting.scores("attacker")["doubled"] == 0


@pytest.mark.parametrize("student", ["honest", pytest.param("careless", marks=pytest.mark.whole)])
def test_who_does_not_attack_gets_the_same(walled_trusting, plain_trusting, student):
    """Code and forms, right, wrong and unreadable, count the same on both sides; prose is proposed behind the wall."""
    walled, plain = walled_trusting.scores(student), plain_trusting.scores(student)
    assert walled.pop("why") > plain.pop("why") == 0
    assert walled == pytest.approx(plain)


def test_the_log_says_how_strong_the_wall_is(walled_trusting):
    """An instructor can see it."""
    assert "isolation: " in walled_trusting.logs["autograde"]


def test_feedback_does_not_show_hidden_checks(walled_trusting):
    """Students get their scores and comments back, and of a hidden check its title alone."""
    pages = list((walled_trusting.root / "feedback").rglob("*.html"))
    assert len(pages) == len(list((walled_trusting.root / "autograded").rglob("*.ipynb")))
    page = (walled_trusting.root / "feedback" / "careless" / "trusting" / "doubled.html").read_text()
    assert "Any numbers are doubled" in page
    assert SECRET not in page
    assert "reference=" not in page


def test_a_release_shows_neither_solutions_nor_hidden_checks(walled_trusting):
    """What students download holds the stub and the titles of hidden checks."""
    release = walled_trusting.root / "release" / "trusting"
    text = (release / "doubled.ipynb").read_text()
    assert SECRET not in text
    assert "2 * value" not in text
    assert "is not written yet" in text
    card = json.loads((release / "card.ipynb").read_text())["cells"][1]["source"]
    assert "".join(card) == "%%writefile card.yaml\n# A card about yourself.\nname:\nlikes: []"


def test_a_failed_check_shows_the_sentence_and_no_traceback(walled_trusting):
    """A graded notebook says what is wrong in the student's words."""
    notebook = json.loads(walled_trusting.paper("careless", "doubled", "autograded").read_text())
    shown = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    assert {output["output_type"] for output in shown} == {"error"}
    assert shown[0]["evalue"].startswith("You called doubled([1, 2]). It returned [2]")
