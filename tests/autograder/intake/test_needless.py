"""What a notebook's host and its plots bring along costs nobody the exercise, and nothing that counts goes with it."""

from __future__ import annotations

import json

import pytest

from autograder.intake.needless import without_needless
from autograder.intake.notebooks import code_of

DEF = "def median(values):\n    return sorted(values)[len(values) // 2]"
KAGGLE = (
    "import numpy as np\nimport os\nfor folder, _, files in os.walk('/kaggle/input'):\n    for name in files:\n"
    "        print(os.path.join(folder, name))"
)


def runs(*cells: str) -> object:
    """What the joined program's median gives."""
    shown = [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells]
    raw = json.dumps({"cells": shown, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    text = code_of(raw, "median.py", ["median"]).decoded.text
    assert text is not None
    scope: dict[str, object] = {}
    exec(text, scope)
    return scope["median"]([3, 1, 2])  # type: ignore[operator]


@pytest.mark.parametrize(
    "cell",
    [
        "from google.colab import files\nsent = files.upload()\nimport io\ntable = io.BytesIO(sent['a.csv'])",
        "from IPython.display import display, Markdown\ndisplay(Markdown('# A title'))",
        "_deepnote_run_altair(table, '{}')",
        "device = torch.device('cpu' if torch.cuda.is_available() else 'cuda')",
        "plot.plot([1, 2])\nplot.show()",
        "@widgets.interact(t=(0, 1))\ndef show(t):\n    print(median([t]))",
        "with open('no/such/file') as file:\n    lines = file.read()",
        "def half_done(:\n    pass",
        "await piplite.install('numpy')",
        "raise SystemExit",
    ],
)
def test_what_only_the_notebooks_host_has_costs_nothing(cell: str) -> None:
    """A program of these cells would end there; a kernel goes on."""
    assert runs(cell, DEF) == 2
    assert runs(DEF, cell) == 2


def test_lines_keep_their_numbers_and_imports_stay() -> None:
    """An import beside what goes may be another cell's."""
    (first, second), count = without_needless([KAGGLE, DEF], ["median"])
    assert first == "import numpy as np\nimport os\n\n\n"
    assert second == DEF
    assert count == 1


@pytest.mark.parametrize(
    "cells",
    [
        ("TABLE = make()", "TABLE.append(1)", "fill(TABLE)", "def median(values):\n    return TABLE"),
        ("a = first()", "b = a + 1", "def helper():\n    return b", "def median(values):\n    return helper()"),
        ("import numpy as np", "np.seterr(all='ignore')", DEF),
        ("import sys", "sys.setrecursionlimit(9000)", DEF),
        (DEF, "median = cached(median)", "cached = make()"),
        ("limit = int(text)", "def median(values, most=limit):\n    return most"),
        ("@cached\ndef median(values):\n    return values", "cached = make()"),
        ("x = made()", "def median(values):\n    return eval('x')"),
        ("wrong = (", "wrong = made()", "def median(values):\n    return wrong"),
        ("x = made()", "print(x)"),
    ],
)
def test_what_a_definition_may_need_stays(cells: tuple[str, ...]) -> None:
    """Through other names, by what changes it, as a default, a decorator, a setting; all where nobody can see it."""
    assert without_needless(cells, ["median"]) == (list(cells), 0)
