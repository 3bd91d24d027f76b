"""The student's file of an assignment: its code in the notebook's order, what is to be found between marks."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field, replace
from itertools import pairwise

from autograder.author.importing.calls import with_calls
from autograder.author.importing.cells import Assignment, Cell, Todo
from autograder.author.importing.marking import marked, written_methods
from autograder.author.importing.syntax import (
    IMPORTS,
    Definition,
    first_line,
    last_line,
    loaded,
    outer_names,
    seeds,
    shows_only,
)
from autograder.author.importing.variables import Group, Parsed, Plan, made_functions, plan_variables


@dataclass(slots=True)
class Program:
    """`text` is the solution with its marks; `student` the functions and classes that checks may call."""

    text: str = ""
    student: set[str] = field(default_factory=set)
    variables: frozenset[str] = frozenset()
    """Functions of the student's that stand for the notebook's variables: a check calls them where it reads those."""
    refused: dict[str, str] = field(default_factory=dict)
    """Variables that became none: by name, why."""
    given: list[str] = field(default_factory=list)
    """Functions that students are handed as they are."""
    material: list[ast.stmt] = field(default_factory=list)
    """Imports, constants and functions of the notebook that lean on nothing of the student's."""
    todos: list[Todo] = field(default_factory=list)
    data: frozenset[str] = frozenset()
    """The names of the data files that came along: a check reads them by these."""

    @property
    def packages(self) -> list[str]:
        """What the exercise must name to have it behind the wall; empty where NumPy and Python's own modules do."""
        nodes = [node for node in ast.walk(ast.parse(self.text)) if isinstance(node, IMPORTS)]
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        tops = {name.partition(".")[0] for name in names} - {"", "__future__"}
        return sorted(tops | {"numpy"}) if tops - {"numpy"} - sys.stdlib_module_names else []

    @property
    def theirs(self) -> set[str]:
        return self.student | self.variables | set(self.refused)


def make_program(assignment: Assignment) -> Program:
    """Puts the code cells together. What cannot stand in a file of functions becomes a to-do."""
    return _Maker(assignment).program()


class _Maker:
    def __init__(self, assignment: Assignment) -> None:
        self._file = assignment.file
        self._cells = assignment.cells
        self._program = Program()

    def program(self) -> Program:
        places = [place for place, cell in enumerate(self._cells) if cell.role in ("given", "solution")]
        read = {place: found for place in places for found in self._parsed(self._cells[place])}
        parsed = list(read.values())
        tests = {name for cell in self._cells if cell.role == "test" for name in _names_in(cell.text)}
        plan = plan_variables(parsed, tests)
        self._program.variables, self._program.refused = plan.names, dict(plan.refused)
        self._program.student |= plan.callables
        changed = self._changed(parsed, plan)
        code = {place: self._code(changed[i], plan, i) for i, place in enumerate(read) if i in changed}
        parts = []
        for place, cell in enumerate(self._cells):
            if cell.role == "prose":
                parts.append("\n".join(f"# {line}".rstrip() for line in cell.text.splitlines()))
            else:
                parts.append(code.get(place, ""))
        self._program.text = "\n\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
        return self._program

    def _todo(self, cell: Cell, line: int, what: str, source: str = "", *, note: bool = False) -> None:
        self._program.todos.append(Todo(self._file, cell.number, line, what, note=note, source=source))

    def _parsed(self, cell: Cell) -> list[Parsed]:
        try:
            body = ast.parse(cell.text).body
        except SyntaxError as error:
            self._todo(cell, error.lineno or 1, f"is no Python: {error.msg}", cell.text)
            return []
        text = cell.text
        if any(one.end_lineno == other.lineno for one, other in pairwise(body)):  # a = 1; b = 2
            text = "\n".join(ast.unparse(node) for node in body)
            body, cell = ast.parse(text).body, replace(cell, text=text, solved=frozenset())
        return [Parsed(cell, tuple(body), tuple(text.split("\n")))]

    def _changed(self, parsed: list[Parsed], plan: Plan) -> dict[int, Parsed]:
        """Each cell with calls in place of variables; those left out whose text cannot be changed."""
        found = {}
        for index, (old, new) in enumerate(zip(parsed, with_calls(parsed, plan), strict=True)):
            if isinstance(new, str):
                self._todo(old.cell, 1, new, old.cell.text)
            else:
                found[index] = new
        return found

    def _code(self, parsed: Parsed, plan: Plan, index: int) -> str:
        cell = parsed.cell
        if cell.role == "solution" and not cell.solved and any(isinstance(node, Definition) for node in parsed.body):
            what = "had no solution region: its functions keep their signatures and docstrings in the stub"
            self._todo(cell, 1, what, note=True)
        group, made = self._functions(parsed, plan.groups.get(index))
        parts = []
        for node in parsed.body:
            if node in group:
                parts += made if node is group[-1] else []
            else:
                parts.append(self._statement(parsed, node))
        return _apart([part for part in parts if part])

    def _functions(self, parsed: Parsed, planned: Group | None) -> tuple[list[ast.stmt], list[str]]:
        """The statements that become functions, and these, with their marks."""
        if planned is None:
            return [], []
        lines = {node.lineno for node in planned.statements}
        statements = [node for node in parsed.body if node.lineno in lines]
        texts = []
        for name, code, own in made_functions(parsed, replace(planned, statements=tuple(statements))):
            (node,) = ast.parse("\n".join(code)).body
            assert isinstance(node, Definition)
            text = marked(node, code, own) if own else None
            if text is None:
                self._program.given.append(name)
            texts.append(text or "\n".join(code))
            what = f"the variable {name} became a function: students write `def {name}(...)`"
            self._todo(parsed.cell, statements[0].lineno, what, note=True)
        return statements, texts

    def _statement(self, parsed: Parsed, node: ast.stmt) -> str:
        program, cell, lines = self._program, parsed.cell, list(parsed.lines)
        text = "\n".join(lines[first_line(node) - 1 : last_line(node, lines)])
        own = parsed.own(node)
        if isinstance(node, IMPORTS):
            program.material.append(node)
            return text
        if isinstance(node, Definition):
            found = marked(node, lines, cell.solved) if own else None
            program.given += [node.name] if found is None else written_methods(found)
            if found is None and not loaded(node) & program.theirs:
                program.material.append(node)
            else:
                program.student.add(node.name)
            return found or text
        if not own and seeds(node):
            return text
        if not own and not loaded(node) & program.theirs and outer_names([node]):
            if not outer_names([node]) & set(program.refused):
                program.material.append(node)
            return text
        if not shows_only(node) and (own or not isinstance(node, ast.Expr)):
            names = sorted(outer_names([node]) & set(program.refused))
            why = f": {program.refused[names[0]]}" if names else ""
            what = f"stands outside of functions{why}: put it into a function, which checks can call"
            self._todo(cell, node.lineno, what, text)
        return "\n".join(f"# {line}" for line in text.splitlines())


def _apart(parts: list[str]) -> str:
    """Statements with an empty line between them, and two around a definition."""
    made = "".join(
        f"{one}\n\n\n" if _defines(one) or _defines(other) else f"{one}\n\n" for one, other in pairwise([*parts, ""])
    )
    return made.rstrip("\n")


def _defines(part: str) -> bool:
    return part.startswith(("def ", "class ", "async def ", "@"))


def _names_in(code: str) -> set[str]:
    """The names that a test reads, as its own or as a function's parameters."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    return loaded(tree) | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
