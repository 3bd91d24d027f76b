"""A test cell as a check function: what it asks of the student's names goes through `submission`."""

from __future__ import annotations

import ast
import builtins
import posixpath
from dataclasses import dataclass
from typing import Any

from autograder.author.importing.cells import Cell, identifier
from autograder.author.importing.judged import NotTranslated, by_output, unwrapped
from autograder.author.importing.program import Program
from autograder.author.importing.syntax import bound, loaded

AS_FUNCTION = frozenset({"map", "filter", "sorted", "assert_raises", "raises"})
"""What takes a function and calls it here, in the check."""
BEYOND = frozenset(
    {"globals", "locals", "vars", "eval", "exec", "input", "open", "get_ipython", "In", "Out", "callable"}
)
NOSE = {
    "assert_equal": ast.Eq,
    "eq_": ast.Eq,
    "assert_not_equal": ast.NotEq,
    "assert_in": ast.In,
    "assert_not_in": ast.NotIn,
    "assert_is": ast.Is,
}
SHOWN = {
    **{f"get_{name}": name for name in ("title", "xlabel", "ylabel", "lines", "legend", "label", "xlim", "ylim")},
    "get_xdata": "x",
    "get_ydata": "y",
}
"""How a figure is asked in a notebook, and how what crosses of it is."""
BROAD = ("BaseException", "SystemExit", "KeyboardInterrupt")


@dataclass(frozen=True, slots=True)
class Made:
    """A check function's source, the notebook's own imports and helpers that it needs, and its name."""

    name: str
    source: str
    material: tuple[str, ...]


def translate(cell: Cell, program: Program, name: str, points: float) -> Made:
    """Raises NotTranslated, with the reason, where the cell does what no check can."""
    try:
        body = ast.parse(cell.text).body
    except SyntaxError as error:
        raise NotTranslated(f"it is no Python: {error.msg}") from error
    title = _title(cell, body)
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    body = unwrapped(body)
    if cell.output is not None:
        body = by_output(body, cell.output)
    _refuse(body, program)
    draws = "matplotlib" in program.packages
    rewriter = _Rewriter(program.student - bound(body), program.variables - bound(body), cell.why, draws=draws)
    made = [node for old in body for node in _listed(rewriter.visit(old))]
    if not made:
        raise NotTranslated("it tests nothing")
    if body and isinstance(body[-1], ast.Expr) and not isinstance(body[-1].value, ast.Call):
        raise NotTranslated("its last value is the score, which no check gives", body[-1])
    material = _material(made, program, cell)
    fixtures = "submission, close" if rewriter.uses_close else "submission"
    function = ast.unparse(ast.fix_missing_locations(ast.Module(made, [])))
    lines = [f"@pytest.mark.points({points:g})", f"def {name}({fixtures}):", f"    {_doc(title)}"]
    lines += [f"    {line}" if line else "" for line in function.splitlines()]
    return Made(name, "\n".join(lines), tuple(ast.unparse(node) for node in material))


def _listed(node: Any) -> list[ast.stmt]:
    return [] if node is None else node if isinstance(node, list) else [node]


def _title(cell: Cell, body: list[ast.stmt]) -> str:
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        text = first.value.value
    else:
        text = next((line.lstrip("# ") for line in cell.text.splitlines() if line.startswith("#")), "")
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return (line or f"The tests of {identifier(cell.name).replace('_', ' ')}").replace("\\", "/").rstrip(".") + "."


def _doc(title: str) -> str:
    return '"""' + title.replace('"', "'") + '"""'


def _refuse(body: list[ast.stmt], program: Program) -> None:
    """Raises NotTranslated for what only works where the student's names are one's own."""
    student = program.student | program.variables
    own = bound(body)
    read = {id(name) for outer in body for node in ast.walk(outer) for name in _opens(node, program.data)}
    for node in (inner for outer in body for inner in ast.walk(outer)):
        if isinstance(node, ast.Name) and node.id in student and isinstance(node.ctx, ast.Del):
            raise NotTranslated(f"it deletes the global {node.id}, and a check cannot change a student's program", node)
        if isinstance(node, ast.Name) and node.id in student and isinstance(node.ctx, ast.Store):
            raise NotTranslated(f"it rebinds {node.id}, and a check cannot change a student's program", node)
        if isinstance(node, ast.Name) and node.id in BEYOND and id(node) not in read:
            raise NotTranslated(f"it uses {node.id}, which has no meaning where the student's code is elsewhere", node)
        if isinstance(node, ast.Name) and node.id in program.refused and node.id not in own:
            raise NotTranslated(program.refused[node.id], node)
        if isinstance(node, ast.Global | ast.Nonlocal):
            raise NotTranslated("it declares a global", node)
        imported = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for word in ("mock", "inspect", "contextlib", "matplotlib", "io"):
            if word in [part for name in (*imported, module) for part in name.split(".")]:
                raise NotTranslated(f"it imports {word}: what it looks at does not cross to a check", node)


def _opens(node: ast.AST, data: frozenset[str]) -> list[ast.expr]:
    """The `open` of a call that opens a data file of the exercise: a check reads it as a student's code does."""
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
    return [node.func] if isinstance(node, ast.Call) and text and posixpath.normpath(text) in data else []


def _material(made: list[ast.stmt], program: Program, cell: Cell) -> list[ast.stmt]:
    """The notebook's imports, constants and helpers that the check needs. NotTranslated for an unknown name."""
    chosen: list[ast.stmt] = []
    wanted = {name for node in made for name in loaded(node)} - bound(made)
    while missing := wanted - {"submission", "close", "pytest"} - set(dir(builtins)) - bound(chosen):
        found = [node for node in program.material if bound([node]) & missing and node not in chosen]
        if not found:
            raise NotTranslated(f"it uses {', '.join(sorted(missing))}, which nothing usable before it defines")
        chosen += found
        wanted |= {name for node in found for name in loaded(node) - bound([node])}
    return [node for node in program.material if node in chosen]


class _Rewriter(ast.NodeTransformer):
    """Turns the student's names into calls, and asserts into sentences. `why` is for those that have none."""

    def __init__(self, student: set[str], variables: frozenset[str], why: str, *, draws: bool) -> None:
        self._student = student
        self._variables = variables
        self._why = why
        self._draws = draws
        self.uses_close = False

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id in self._student:
            node.func = _through(node.func)
        if isinstance(node.func, ast.Attribute) and node.func.attr in SHOWN and self._draws and not node.args:
            return self.generic_visit(ast.Attribute(node.func.value, SHOWN[node.func.attr], ast.Load()))
        taker = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if taker in AS_FUNCTION:
            node.args = [self._handed(one) for one in node.args]
            for keyword in node.keywords:
                keyword.value = self._handed(keyword.value)
        return self.generic_visit(node)

    def _handed(self, node: ast.expr) -> ast.expr:
        return _through(node) if isinstance(node, ast.Name) and node.id in self._student else node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self._student:
            raise NotTranslated(f"it asks about {node.id} itself, and only what it returns comes to a check", node)
        if node.id in self._variables:
            return ast.copy_location(ast.Call(_through(node), [], []), node)
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        return None if (node.module or "").partition(".")[0] == "nose" else node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        if node.type is None or (isinstance(node.type, ast.Name) and node.type.id in BROAD):
            node.type = ast.Name("Exception", ast.Load())  # what ends a check is no Exception, and must pass
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if call.func.id == "print":
                return None
            if call.func.id in NOSE and len(call.args) >= 2:
                test = ast.Compare(call.args[0], [NOSE[call.func.id]()], [call.args[1]])
                return self.visit_Assert(ast.copy_location(ast.Assert(test, next(iter(call.args[2:]), None)), node))
            if call.func.id == "assert_raises" and len(call.args) >= 2:  # nose's and NumPy's
                inside = ast.Expr(ast.Call(call.args[1], call.args[2:], call.keywords))
                raises = ast.Call(
                    ast.Attribute(ast.Name("pytest", ast.Load()), "raises", ast.Load()), call.args[:1], []
                )
                made = ast.With([ast.withitem(raises)], [inside])
                return self.generic_visit(ast.copy_location(made, node))
            if call.func.id in ("assert_true", "ok_") and call.args:
                said = next(iter(call.args[1:]), None)
                return self.visit_Assert(ast.copy_location(ast.Assert(call.args[0], said), node))
        return self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        said = ast.unparse(node.test)
        test = node.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            for actual, expected in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
                if _is_literal(expected) and not _is_literal(actual):
                    self.uses_close = True
                    said_why = node.msg or (ast.Constant(self._why) if self._why else None)
                    why = [ast.keyword("why", said_why)] if isinstance(said_why, ast.Constant) else []
                    call = ast.Call(ast.Name("close", ast.Load()), [self.visit(actual), expected], why)
                    return ast.copy_location(ast.Expr(call), node)
        node = ast.copy_location(ast.Assert(test, node.msg or ast.Constant(self._why or f"expected: {said}")), node)
        return self.generic_visit(node)


def _through(node: ast.Name) -> ast.Attribute:
    return ast.Attribute(ast.Name("submission", ast.Load()), node.id, ast.Load())


def _is_literal(node: ast.expr) -> bool:
    """Numbers, texts, None, and lists, tuples and dicts of them."""
    try:
        return not isinstance(ast.literal_eval(node), set | bytes)
    except (ValueError, TypeError, SyntaxError):
        return False
