"""Two mistakes in one program: what each changed in the reference is brought together, as version control merges.

All three are compared in their plain form, tree by tree. Who only puts something around what was there (`round(...)`,
`abs(...)`), or gives the same parts in another order, leaves room for what another changes in them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from autograder.course.plainform import plain

_SAYS = "says"
_SMALL = (ast.Name, ast.Constant)
"""What is put around one of these is hardly the same thing with something around it."""


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
    if not isinstance(statement, ast.FunctionDef):
        return statement
    if ast.get_docstring(statement) is not None:
        statement.body = statement.body[1:] or [ast.Pass()]
    statement.returns = None
    for argument in statement.args.args:
        argument.annotation = None
    return plain(statement)


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
        return _lists(base, one, other)
    if isinstance(base, ast.expr) and not isinstance(base, _SMALL):
        for around, inside in ((one, other), (other, one)):
            if _holds(around, before):
                return _Replaced(before, inside).visit(deepcopy(around))
        for left, other_part in ((one, other), (other, one)):
            if not isinstance(left, _SMALL) and _holds(base, _text(left)):
                return _within(base, _text(left), other_part)
    if isinstance(base, ast.AST) and type(base) is type(one) is type(other):
        nodes = (base, one, other)
        whole = type(base)(*(_merged(*(getattr(node, name, None) for node in nodes)) for name in base._fields))
        if isinstance(whole, ast.stmt) and getattr(whole, "body", None) == []:
            whole.body = [ast.Pass()]  # type: ignore[attr-defined]
        return whole
    raise _Conflict


def _holds(around: Any, text: str) -> bool:
    return isinstance(around, ast.AST) and any(_text(node) == text for node in ast.walk(around))


def _within(base: Any, text: str, changed: Any) -> Any:
    """What became of the part of the base with this text, where nothing around it changed."""
    if isinstance(base, ast.AST) and _text(base) == text:
        return changed
    if isinstance(base, list) and isinstance(changed, list) and len(base) == len(changed):
        pairs = list(zip(base, changed, strict=True))
    elif isinstance(base, ast.AST) and type(base) is type(changed):
        pairs = [(getattr(base, name, None), getattr(changed, name, None)) for name in base._fields]
    else:
        raise _Conflict
    differ = [pair for pair in pairs if _text(pair[0]) != _text(pair[1])]
    if len(differ) != 1:
        raise _Conflict
    return _within(differ[0][0], text, differ[0][1])


class _Replaced(ast.NodeTransformer):
    """Puts another part wherever one with this text stands."""

    def __init__(self, text: str, part: ast.expr) -> None:
        self._before, self._part = text, part

    def visit(self, node: ast.AST) -> ast.AST:
        if _text(node) == self._before:
            return deepcopy(self._part)
        after: ast.AST = self.generic_visit(node)
        return after


def _lists(base: list[Any], one: list[Any], other: list[Any]) -> list[Any]:
    """Parts that changed where they stand, came, went or changed places."""
    for moved, changed in ((one, other), (other, one)):
        places = _places(base, moved)
        if places and len(changed) == len(base):
            return [changed[place] for place in places]
    if len(base) == len(one) == len(other):
        return [_merged(*three) for three in zip(base, one, other, strict=True)]
    came, ours = _beside(base, one)
    came_too, theirs = _beside(base, other)
    result = list(_either([], came[0], came_too[0]))
    for place, part in enumerate(base):
        before = [part]
        result += _either(before, *([] if found is None else [found] for found in (ours[place], theirs[place])))
        result += _either([], came[place + 1], came_too[place + 1])
    return result


def _places(base: list[Any], moved: list[Any]) -> list[int]:
    """Where each part stood before; empty where these are not the same parts in another order."""
    texts = list(map(_text, base))
    found = [texts.index(text) for text in map(_text, moved) if text in texts]
    return found if sorted(found) == list(range(len(base))) and len(moved) == len(base) else []


def _either(base: list[Any], one: list[Any], other: list[Any]) -> list[Any]:
    """One part or none, merged; of what came anew, what only one of them has or both have alike."""
    texts = [list(map(_text, found)) for found in (base, one, other)]
    if texts[1] in (texts[0], texts[2]):
        return other
    if texts[2] == texts[0]:
        return one
    if len(base) == len(one) == len(other) == 1:
        return [_merged(base[0], one[0], other[0])]
    raise _Conflict


def _beside(base: list[Any], new: list[Any]) -> tuple[list[list[Any]], list[Any]]:
    """What came before each part and at the end, and what became of each part; None where it went."""
    became: list[Any] = [None] * len(base)
    came: list[list[Any]] = [[] for _ in range(len(base) + 1)]
    last = 0
    pairs = {there: here for here, there in _pairs(base, new)}
    for there, part in enumerate(new):
        if there in pairs:
            became[pairs[there]] = part
            last = pairs[there] + 1
        else:
            came[last].append(part)
    return came, became


def _pairs(base: list[Any], new: list[Any]) -> Iterator[tuple[int, int]]:
    """Which parts are the same, or at least of one kind, in the same order."""
    matcher = SequenceMatcher(None, list(map(_text, base)), list(map(_text, new)), autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(i, j), range(k, m), strict=True)
        elif tag == "replace":
            kinds, new_kinds = ([type(part).__name__ for part in found] for found in (base[i:j], new[k:m]))
            for a, b, size in SequenceMatcher(None, kinds, new_kinds, autojunk=False).get_matching_blocks():
                yield from zip(range(i + a, i + a + size), range(k + b, k + b + size), strict=True)


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
