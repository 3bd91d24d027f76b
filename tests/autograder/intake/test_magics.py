"""What a notebook understands and Python does not: a student's code is read as the notebook ran it."""

from __future__ import annotations

import ast
import json
import time
from typing import Any

import pytest

from autograder.files import MAX_BYTES
from autograder.intake.magics import python_of
from autograder.intake.notebooks import MAX_NOTEBOOK, code_of

CODE = "def median(values):\n    return sorted(values)[len(values) // 2]"


def ran(text: str) -> dict[str, Any]:
    scope: dict[str, Any] = {}
    exec(text, scope)
    return scope


def book(*sources: str, **more: object) -> bytes:
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **more}).encode()


@pytest.mark.parametrize(
    "cell",
    [
        CODE,
        f"%%time\n{CODE}",
        f"\n%%capture out\n{CODE}",
        f"%%time\n%%capture\n{CODE}",
        f"%%writefile median.py\n{CODE}",
        f"%%writefile -a work/median.py\n{CODE}",
        f"!pip install numpy\n%matplotlib inline\n{CODE}",
        f"!pip install \\\n    numpy\n{CODE}",
        f"!echo \"it's\nfiles = !ls *.csv\nhere = %pwd\n{CODE}",
        f"sorted?\nstr.join??\n?len\n{CODE}",
        f"if True:\n    %timeit sum([1])\n{CODE}",
        f"from IPython.display import display\n{CODE}\ndisplay(median([1, 2, 3]))",
        f"from google.colab import drive\ndrive.mount(\n    '/content/drive'\n)\n{CODE}",
        f"{CODE}\nget_ipython().run_line_magic('matplotlib', 'inline')",
        f"é = 'ü'; display(é)\n{CODE}",
    ],
)
def test_a_definition_beside_commands_counts(cell: str) -> None:
    """Timed, captured, written to the exercise's file, below an installation: it is there."""
    assert ran(python_of(cell, "median.py"))["median"]([3, 1, 2]) == 2


@pytest.mark.parametrize(
    "cell", [f"%%bash\n{CODE}", f"%%writefile other.py\n{CODE}", f"%%timeit\n{CODE}", f"%%js\n{CODE}"]
)
def test_a_cell_that_defines_nothing_in_the_notebook_defines_nothing(cell: str) -> None:
    """Another language, another file, a scope of its own."""
    assert "median" not in ran(python_of(cell, "median.py"))


def test_lines_keep_their_numbers() -> None:
    """So that a message names the student's own line."""
    cell = f"!pip install x\n\n%%time\nfrom google.colab import (\n    drive,\n)\n{CODE}"
    assert len(python_of(cell).split("\n")) == len(cell.split("\n"))


def test_what_stands_in_a_text_is_no_command() -> None:
    """A text of several lines keeps lines that look like commands, also beside real ones."""
    cell = '%matplotlib inline\ntext = """\n!important\n%d items\nwhat?\ndisplay(1)\n"""'
    assert ran(python_of(cell))["text"] == "\n!important\n%d items\nwhat?\ndisplay(1)\n"


def test_a_display_of_the_students_own_is_theirs() -> None:
    """Only the notebook's is printed."""
    cell = "def display(x):\n    return x + 1\ny = display(1)"
    assert ran(python_of(cell))["y"] == 2


def test_plain_python_stays_as_it_is() -> None:
    """Byte for byte."""
    assert python_of(CODE) == CODE


def test_wrong_python_stays_wrong() -> None:
    """A mistake that is no command is the student's to hear of."""
    with pytest.raises(SyntaxError):
        ast.parse(python_of("%matplotlib inline\nfor i in range(3)\n    pass"))


def test_the_old_format_is_read() -> None:
    """Format 3 keeps its cells in worksheets, and calls a source input."""
    cells = [{"cell_type": "code", "input": CODE.splitlines(keepends=True)}]
    raw = json.dumps({"worksheets": [{"cells": cells}], "metadata": {}, "nbformat": 3}).encode()
    assert code_of(raw, "median.py").decoded.text == f"{CODE}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_of_a_notebook_is_read(encoding: str) -> None:
    """As an editor may have saved it."""
    assert code_of(book(CODE).decode().encode(encoding), "median.py").decoded.text == f"{CODE}\n"


@pytest.mark.parametrize(
    "metadata",
    [{"kernelspec": {"language": "R", "name": "ir"}}, {"language_info": {"name": "julia"}}],
)
def test_a_notebook_in_another_language_is_named_as_that(metadata: dict[str, Any]) -> None:
    """A person is asked; it is not graded as Python that crashed."""
    decoded = code_of(book("x <- 1", metadata=metadata), "median.py").decoded
    assert decoded.text is None
    assert "not in Python" in decoded.problem


def test_pictures_in_the_outputs_do_not_hide_the_code() -> None:
    """Twenty megabytes of them are an honest evening's work."""
    cell = {"cell_type": "code", "source": CODE, "outputs": [{"data": {"image/png": "A" * (20 << 20)}}]}
    raw = json.dumps({"cells": [cell], "nbformat": 4}).encode()
    assert len(raw) < MAX_NOTEBOOK
    assert code_of(raw, "median.py").decoded.text == f"{CODE}\n"


def test_a_notebook_of_as_many_cells_as_there_can_be_holds_nobody_up() -> None:
    """Each goes on with what the one before it tried."""
    cells = [f"a{number} = median(a{number - 1})" for number in range(1, 12_000)]
    begun = time.process_time()
    assert code_of(book(CODE, *cells, "def last():\n    return a11999"), "median.py", ["median"]).without == ""
    assert code_of(book(CODE, *cells), "median.py", ["median"]).without == "11999 cells that only try things out"
    assert time.process_time() - begun < 20


def test_a_notebook_of_commands_alone_holds_nobody_up() -> None:
    """The most code that is read, each line of it a command that is wrong."""
    filler = "x = [" + "1, " * 4500 + "]\n"
    cell = filler + "!ls\nx\n" * 100
    begun = time.process_time()
    decoded = code_of(book(*[cell] * (MAX_BYTES // len(cell))), "median.py").decoded
    assert decoded.text is not None
    assert ast.parse(decoded.text)
    assert time.process_time() - begun < 15
    assert code_of(book(*[cell] * (MAX_BYTES // len(cell) + 2)), "median.py").decoded.text is None
