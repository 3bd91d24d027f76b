"""The numbers of a failing call, out of the sentence about it, for a figure that can show them."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import Any

from autograder.student.layout import LABELS, MARGIN, lay_out

_START = "You called "
_RAISED = ". It raised "


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A call as a message shows it. `returned` and `expected` are None where they are not said, or no plain data.

    `raised` is what it raised instead, as the message says it.
    """

    function: str
    arguments: list[Any]
    returned: Any = None
    expected: Any = None
    raised: str = ""


def shown_call(message: str) -> ShownCall | None:
    """The call that a message tells of; None where it tells of none, or shows its arguments in part only."""
    lines = lay_out(message)
    if not lines or not lines[0].startswith(_START):
        return None
    said, _, raised = lines[0].removeprefix(_START).partition(_RAISED)
    call = _expression(said.removesuffix("."))
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    try:
        arguments = [_plain(part) for part in (*call.args, *(word.value for word in call.keywords))]
    except ValueError:
        return None
    returned, expected = (_after(label, lines) for label in LABELS)
    return ShownCall(call.func.id, arguments, returned, expected, raised)


def _after(label: str, lines: list[str]) -> Any:
    start = MARGIN + label
    found = next((line.removeprefix(start) for line in lines if line.startswith(start)), "")
    expression = _expression(found)
    try:
        return None if expression is None else _plain(expression)
    except ValueError:
        return None


def _expression(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _plain(node: ast.expr) -> Any:
    """The value of a literal that JSON can hold; ValueError for any other expression."""
    if isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.func, ast.Name):
        if node.func.id != "array":
            raise ValueError(node.func.id)
        return _plain(node.args[0])
    try:
        return json.loads(json.dumps(ast.literal_eval(node), allow_nan=False))
    except TypeError as error:
        raise ValueError(str(error)) from error
