"""Programs that were notebooks: which they are, and what they say in Python."""

from __future__ import annotations

import ast

import pytest

from autograder.intake.exported import exported

WORK = "def level():\n    return 4\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f"!pip install numpy\n{WORK}", "`!pip install numpy` in line 1"),
        (f"# %%\n%matplotlib inline\n{WORK}\n# %%\n%%bash\necho 'def f(:'\n", "`%matplotlib inline` in line 2"),
        (f"# %%\n%%html\n<b>1</b>\n\n# %% the work\n{WORK}", "`%%html` in line 2"),
        (f"# In[1]:\n\n\nget_ipython().system('ls')\n{WORK}", "`get_ipython().system('ls')` in line 4"),
        (f"from google.colab import drive\ndrive.mount('/x')\n{WORK}", "`from google.colab import drive` in line 1"),
        (f"{WORK}\nlevel?\n", "`level?` in line 4"),
        (f"files = !ls\n{WORK}", "`files = !ls` in line 1"),
    ],
)
def test_commands_give_way_and_lines_keep_their_numbers(text: str, first: str) -> None:
    """What is left is Python, with the definition in the line where it stood."""
    found = exported(text)
    assert found is not None
    assert found.first == first
    assert len(found.text.split("\n")) == len(text.split("\n"))
    (function,) = (node for node in ast.parse(found.text).body if isinstance(node, ast.FunctionDef))
    assert text.split("\n")[function.lineno - 1] == "def level():"


@pytest.mark.parametrize(
    "text",
    [
        WORK,
        f"# %%\n{WORK}# %% [markdown]\n# text\n",
        'TEXT = """\n!pip install\n%time\n"""\n' + WORK,
        f"x = (7\n     % 2)\n{WORK}",
        f"{WORK}display(level())\n",
        "def level(:\n    return 4\n",
        f"%matplotlib inline\n{WORK}def broken(:\n",
    ],
)
def test_what_is_python_or_none_at_all_stays_as_it_is(text: str) -> None:
    """A mark of a cell alone is a comment; what is wrong otherwise too is told as at home."""
    assert exported(text) is None
