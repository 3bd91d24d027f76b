"""What a test cell does in a plain kernel."""

from __future__ import annotations

import sys
import warnings

import pytest

from autograder.nbgrader import kernel

COMMON = {"exercise": "double", "rtol": 1e-6, "atol": 1e-9}


def small():
    def test_small(submission, close):
        """One becomes two."""
        close(submission.double(1.0), 2.0)

    return test_small


def noisy(number):
    warnings.warn("beware", stacklevel=1)
    print("debug", file=sys.stderr)
    return number * 2


def test_a_passed_check_gives_its_points_without_a_word(capsys):
    """To nbgrader anything on stderr means no points; a cell without a result earns all of them."""
    found = kernel.run(small, {"double": noisy}, check="visible/test_double.py::test_small", points=8 / 11, **COMMON)
    assert found is None
    assert capsys.readouterr() == ("Passed.\n", "")


def test_a_failed_check_is_laid_out_in_eighty_columns():
    """Long values break between words alone: each number stands whole on a line."""
    numbers = [-1.2345678901234567e-05 * (place + 1) for place in range(30)]

    def make():
        def test_small(submission, close):
            """Numbers are doubled."""
            close(submission.double(numbers), numbers)

        return test_small

    with pytest.raises(kernel.CheckFailed) as caught:
        kernel.run(make, {"double": lambda values: values[:-1]}, check="x::test_small", points=1.0, **COMMON)
    (shown,) = caught.value._render_traceback_()
    assert max(map(len, shown.splitlines())) <= 80
    assert len(shown.splitlines()) > 3
    words = str(caught.value).split()
    assert {word for word in words if "e-0" in word} <= set(shown.split())


def test_a_failed_check_shows_one_sentence():
    """The error renders as the sentence alone, and what needs the check waits."""
    with pytest.raises(kernel.CheckFailed) as caught:
        kernel.run(small, {"double": abs}, check="visible/test_double.py::test_small", points=1.5, **COMMON)
    (shown,) = caught.value._render_traceback_()
    assert shown.splitlines()[0] == "You called double(1)."
    assert "off by 1" in shown
    with pytest.raises(kernel.CheckFailed, match="Waits until test_small passes"):
        kernel.run(small, {"double": noisy}, check="x::test_later", points=1.0, needs=["test_small"], **COMMON)


def test_a_name_that_is_not_there_is_said(capsys):
    """With what there is to do in a notebook."""
    with pytest.raises(kernel.CheckFailed, match="There is no function double here yet"):
        kernel.run(small, {}, check="visible/test_double.py::test_small", points=1.5, **COMMON)


def test_a_question_is_marked_by_the_course_that_was_laid_out(repository, tmp_path, monkeypatch):
    """A course of one exercise comes as text; the file lies where the kernel runs."""
    course = repository / "tests" / "courses" / "trusting"
    names = ["exercises/card.yaml", "solutions/card.yaml", "tests/visible/test_card.py"]
    files = {name: (course / name).read_text() for name in names}
    row = '{"id": "card", "kind": "form", "file": "card.yaml", "points": 5}'
    kernel.lay_out("card", files | {"course.yaml": f'{{"version": 1, "name": "c", "exercises": [{row}]}}'})
    monkeypatch.chdir(tmp_path)
    question = "visible/test_card.py::test_name"
    with pytest.raises(kernel.CheckFailed, match=r"no file card\.yaml yet"):
        kernel.mark("card", question, 2.5)
    (tmp_path / "card.yaml").write_text("name: Ada\nlikes: []\n")
    assert kernel.mark("card", question, 2.5) is None
    (tmp_path / "card.yaml").write_text("name: 3\nlikes: []\n")
    with pytest.raises(kernel.CheckFailed, match="there is no name"):
        kernel.mark("card", question, 2.5)
