"""Whatever the cells: a variable's function returns what the notebook's variable holds when all cells have run."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.author.importing.cells import Assignment, Cell
from autograder.author.importing.program import make_program

NAMES = ("a", "b", "c", "d")
NAME = st.sampled_from(NAMES)
SHAPES = (
    "{0} = {n}",
    "{0} = [{1}, {n}]",
    "{0} = [len(str({1})) + k for k in range({n})]",
    "{0}, {1} = {n}, [{2}]",
    "{0} = []\nfor {1}1 in range({n}):\n    {0}.append({1}1)",
    "{0} = {{}}\nfor k in range({n}):\n    {0}.setdefault(k % 2, []).append({1})",
    "{0} = 0\nwhile {0} < {n}:\n    {0} += 1",
    "if {n} > 2:\n    {0} = str({1})\nelse:\n    {0} = {n}",
    "{0} = f'{{{1}}} and {n}'",
    "{0} = {1}",
    "{0} = [{n}]; {1} = {0} + [{n}]",
    "{0} = ({n} +\n    1)  # {1}",
    "def f{n}({0}):\n    return [{0}, {1}]\n\n{2} = f{n}({n})",
    "{0}.append({n})",
    "{0}[0] = {n}",
    "{0} += [{n}]",
    "print({0})",
)
STATEMENT = st.builds(
    lambda shape, x, y, z, n: shape.format(x, y, z, n=n), st.sampled_from(SHAPES), NAME, NAME, NAME, st.integers(0, 5)
)
CELL = st.lists(STATEMENT, min_size=1, max_size=3).map("\n".join)
NOTEBOOK = st.lists(st.tuples(st.sampled_from(["solution", "given"]), CELL), min_size=1, max_size=4)


def run(text: str) -> dict[str, object] | None:
    """The names that a program leaves behind; None where it does not come to its end."""
    names: dict[str, object] = {"print": lambda *values: None}
    try:
        exec(text, names)
    except Exception:
        return None
    return names


@settings(max_examples=300)
@given(NOTEBOOK)
def test_no_function_returns_another_value(notebook: list[tuple[str, str]]) -> None:
    """What cannot be kept is a to-do, and what leans on that is an error: no value is another."""
    wanted = run("\n".join(text for _, text in notebook))
    if wanted is None:
        return
    cells = tuple(Cell(number, role, text) for number, (role, text) in enumerate(notebook, 1))  # type: ignore[arg-type]
    program = make_program(Assignment("lab.ipynb", cells))
    made = run(program.text)
    lost = {todo.cell for todo in program.todos if not todo.note}
    if made is None:
        assert lost, program.text
        return
    for name in program.variables:
        found = run(f"{program.text}\nfound = {name}()")
        assert repr(found["found"]) == repr(wanted[name]) if found else lost, (name, program.text)
