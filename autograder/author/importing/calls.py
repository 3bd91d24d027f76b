"""A notebook's code once its variables are functions: where one is read, it is called."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from autograder.author.importing.syntax import Definition, bound
from autograder.author.importing.variables import Parsed, Plan


def with_calls(cells: Sequence[Parsed], plan: Plan) -> list[Parsed | str]:
    """The cells with `x` as `x()` where x became a function. A sentence, where a cell's text cannot be changed so."""
    return [_changed(parsed, plan, index) for index, parsed in enumerate(cells)]


def _changed(parsed: Parsed, plan: Plan, index: int) -> Parsed | str:
    group = plan.groups.get(index)
    local = set() if group is None or group.simple else bound(group.statements)
    places = {
        (name.end_lineno or 0, name.end_col_offset or 0)
        for node in parsed.body
        for name in _reads(node, plan.names - (local if group and node in group.statements else set()))
    }
    if not places:
        return parsed
    lines = [line.encode() for line in parsed.lines]
    for row, column in sorted(places, reverse=True):
        lines[row - 1] = lines[row - 1][:column] + b"()" + lines[row - 1][column:]
    text = b"\n".join(lines).decode()
    wanted = ast.parse("\n".join(parsed.lines))
    for node, copy in zip(parsed.body, wanted.body, strict=True):
        _Calls(plan.names - (local if group and node in group.statements else set())).visit(copy)
    try:
        body = ast.parse(text).body
    except SyntaxError:
        body = []
    if ast.dump(ast.Module(body, [])) != ast.dump(ast.Module(wanted.body, [])):  # such as inside an f-string
        return f"it reads {', '.join(sorted(plan.names & _all_names(parsed)))} where its text cannot be changed"
    return Parsed(replace(parsed.cell, text=text), tuple(body), tuple(text.split("\n")))


def _all_names(parsed: Parsed) -> set[str]:
    return {node.id for outer in parsed.body for node in ast.walk(outer) if isinstance(node, ast.Name)}


def _reads(node: ast.AST, names: frozenset[str] | set[str]) -> list[ast.Name]:
    """The places that read one of the names, and not a variable of a function's own."""
    inner = names - bound([node]) if isinstance(node, Definition | ast.Lambda) else names
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in inner:
        return [node]
    return [found for child in ast.iter_child_nodes(node) for found in _reads(child, inner)]


class _Calls(ast.NodeTransformer):
    """The same change, made in the tree: the text's is held against it."""

    def __init__(self, names: frozenset[str] | set[str]) -> None:
        self._places = names

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, Definition | ast.Lambda):
            return _Calls(self._places - bound([node])).generic_visit(node)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in self._places:
            return ast.Call(node, [], [])
        return self.generic_visit(node)
