"""Two mistakes in one program: what each changed in the reference is brought together, as version control merges."""

from __future__ import annotations

import ast
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

_SAYS = "says"
Edit = tuple[int, int, list[Any]]


class _Conflict(Exception):
    """Both changed the same place."""


def merged(base: str, one: str, other: str) -> str | None:
    """The program with the changes of both programs; None where they changed one place in two ways.

    All three define the same functions, or one of them further ones.
    """
    try:
        module = ast.Module(_definitions(*(_named(text) for text in (base, one, other))), [])
    except _Conflict:
        return None
    return ast.unparse(ast.fix_missing_locations(module))


@lru_cache(maxsize=128)
def _named(text: str) -> dict[str, ast.stmt]:
    """The statements of a program by what they define, without documentation and annotations."""
    return {getattr(statement, "name", "") or _text(statement): _bare(statement) for statement in ast.parse(text).body}


def _bare(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.FunctionDef):
        if ast.get_docstring(statement) is not None:
            statement.body = statement.body[1:] or [ast.Pass()]
        statement.returns = None
        for argument in statement.args.args:
            argument.annotation = None
    return statement


def _definitions(base: dict[str, ast.stmt], one: dict[str, ast.stmt], other: dict[str, ast.stmt]) -> list[ast.stmt]:
    names = [*base, *(name for name in one if name not in base)]
    names += [name for name in other if name not in names]
    found = (_merged(base.get(name), one.get(name), other.get(name)) for name in names)
    return [statement for statement in found if statement is not None]


def _merged(base: Any, one: Any, other: Any) -> Any:
    """Part by part; what only one of them changed is that one's."""
    before, changed, changed_too = _text(base), _text(one), _text(other)
    if changed in (before, changed_too):
        return other
    if changed_too == before:
        return one
    if isinstance(base, list) and isinstance(one, list) and isinstance(other, list):
        if len(base) == len(one) == len(other):
            return [_merged(*three) for three in zip(base, one, other, strict=True)]
        return _lists(base, one, other)
    if isinstance(base, ast.AST) and type(base) is type(one) is type(other):
        nodes = (base, one, other)
        return type(base)(*(_merged(*(getattr(node, name, None) for node in nodes)) for name in base._fields))
    raise _Conflict


def _lists(base: list[Any], one: list[Any], other: list[Any]) -> list[Any]:
    """Statements that came, went or changed, where the two lists of changes do not touch each other."""
    result: list[Any] = []
    at = 0
    edits = sorted([*_edits(base, one), *_edits(base, other)], key=lambda edit: edit[:2])
    for begin, end, new in edits:
        if begin < at or (begin == at and result and begin == end):
            raise _Conflict
        result += [*base[at:begin], *new]
        at = end
    return result + base[at:]


def _edits(base: list[Any], new: list[Any]) -> list[Edit]:
    matcher = SequenceMatcher(None, list(map(_text, base)), list(map(_text, new)), autojunk=False)
    return [(i, j, new[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]


def _text(part: Any) -> str:
    """What a part says, whatever words an error has; kept with it, for each is compared many times."""
    if isinstance(part, list):
        return "\n".join(map(_text, part))
    if not isinstance(part, ast.AST):
        return repr(part)
    known: str | None = getattr(part, _SAYS, None)
    if known is None:
        if isinstance(part, ast.Raise) and isinstance(part.exc, ast.Call):
            known = f"raise {_text(part.exc.func)}"
        else:
            inside = "; ".join(_text(getattr(part, name, None)) for name in part._fields)
            known = f"{type(part).__name__}({inside})"
        setattr(part, _SAYS, known)
    return known
