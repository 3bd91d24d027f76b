"""Tests that are not written as asserts: judged by what the cell showed, or wrapped in a function of their own."""

from __future__ import annotations

import ast
import re

NUMPY = re.compile(r"^(?:np\.|numpy\.)?(?:array|float\d+|int\d+|bool_?|str_)\((.*?)(?:,\s*dtype=.*)?\)$", re.DOTALL)
TRUTHS = frozenset(
    {
        "allclose",
        "isclose",
        "array_equal",
        "isinstance",
        "issubclass",
        "all",
        "any",
        "equals",
        "startswith",
        "endswith",
    }
)
"""What gives True or False, where the notebook was saved without its output."""


class NotTranslated(Exception):
    """This cell is a person's work: the reason, and the 1-based line in the cell."""

    def __init__(self, why: str, node: ast.AST | None = None) -> None:
        self.line = getattr(node, "lineno", 1)
        super().__init__(why)


def by_output(body: list[ast.stmt], output: str) -> list[ast.stmt]:
    """The statements with an assert in place of the last, which was to show `output`. NotTranslated where none can."""
    last = body[-1] if body else None
    if not isinstance(last, ast.Expr):
        if output:
            raise NotTranslated("it is judged by what it prints, and a check judges values", last)
        return body
    value = last.value
    printed = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print"
    if printed and isinstance(value, ast.Call):
        if len(value.args) != 1 or value.keywords or not output:
            raise NotTranslated("it is judged by what it prints, and a check judges values", last)
        value = value.args[0]
    if not output:
        return [*body[:-1], _truth(last)]
    if output.removeprefix("np.").rstrip("_") in ("True", "False"):
        test = value if "True" in output else ast.UnaryOp(ast.Not(), value)
        return [*body[:-1], ast.copy_location(ast.Assert(test, None), last)]
    test = ast.Compare(value, [ast.Eq()], [_expected(output, last)])
    return [*body[:-1], ast.copy_location(ast.Assert(test, None), last)]


def _expected(output: str, node: ast.stmt) -> ast.expr:
    found = NUMPY.match(output)
    text = found[1] if found else output
    try:
        ast.literal_eval(text)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        why = f"it is judged by how its value looks, and this is no plain value: {output[:60]!r}"
        raise NotTranslated(why, node) from None
    return ast.parse(text.strip(), mode="eval").body


def _truth(last: ast.Expr) -> ast.stmt:
    """What shows nothing: an assert where it would be True, else as it is."""
    value = last.value
    if isinstance(value, ast.Call):
        name = value.func.id if isinstance(value.func, ast.Name) else getattr(value.func, "attr", "")
        if name not in TRUTHS:
            return last
    elif not isinstance(value, ast.Compare | ast.BoolOp | ast.UnaryOp):
        raise NotTranslated("the notebook was saved without what this cell showed. Run it, save it, import again", last)
    return ast.copy_location(ast.Assert(value, None), last)


def unwrapped(body: list[ast.stmt]) -> list[ast.stmt]:
    """A test that is one function of the student's names, as its statements; `env["x"]` is x."""
    functions = [node for node in body if isinstance(node, ast.FunctionDef) and _is_test(node)]
    if len(functions) != 1:
        return body
    (function,) = functions
    around = [node for node in body if node is not function and not _calls(node, function.name)]
    own = function.body
    if len(own) > 1 and ast.get_docstring(function) is not None:
        own = own[1:]
    return [*around, *(_Environment().visit(node) for node in own)]


def _is_test(node: ast.FunctionDef) -> bool:
    plain = not (node.args.defaults or node.args.vararg or node.args.kwarg)
    return node.name.startswith("test") and plain and bool(node.args.args)


def _calls(node: ast.stmt, name: str) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name


class _Environment(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        key = node.slice
        asked = isinstance(node.value, ast.Name) and node.value.id == "env"
        if asked and isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isidentifier():
            return ast.copy_location(ast.Name(key.value, node.ctx), node)
        return self.generic_visit(node)
