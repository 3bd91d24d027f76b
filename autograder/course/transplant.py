"""Definitions of one program put in place of those of another. Text to text: standard library only.

Lines may move and comments after the last statement go; what the program does is all that counts.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_DOC, _FUTURE, _IMPORT, _OTHER = range(4)
_STAR = "*"
_Import = (ast.Import, ast.ImportFrom)
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def replaced(base: str, donor: str) -> str:
    """The program `base` with all that `donor` defines in place of its own. SyntaxError where either is not Python.

    A donor that defines everything is the whole program.
    """
    return _merged(_parts_of(base), _parts_of(donor))


def transplant(base: str, donor: str, names: Collection[str]) -> str:
    """The program `base` with its definitions of `names` taken from `donor`; each calls the other's.

    What these need in `donor` comes along (helpers, constants, imports) unless `base` has the name: there the base's
    is meant, so hand over also the names of helpers that mean something else in the two. SyntaxError where either is
    not Python; KeyError for a name that `donor` does not define.
    """
    ours, theirs = _parts_of(base), _parts_of(donor)
    missing = set(names) - _names(theirs)
    if missing:
        raise KeyError(*sorted(missing))
    return _merged(ours, _with_needs(theirs, set(names), _names(ours)))


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One top-level statement (several where they share a line), with the comments above it. Two alike are two."""

    text: str
    rank: int
    dump: str
    names: frozenset[str]
    """What it binds or changes in the module: `f.cache = {}` and `table.append(1)` belong to f and table."""
    imported: frozenset[str]
    uses: frozenset[str]
    """The module's names that it mentions, however deep inside."""
    needs: frozenset[str]
    """Those of them that must be there when it is run: a function's body may wait."""


@lru_cache(maxsize=64)
def _parts_of(source: str) -> tuple[_Part, ...]:
    """The statements of a module in their order."""
    lines = re.split(r"\r\n|\r|\n", source)
    parts, end = [], 0
    for number, group in enumerate(_groups(ast.parse(source).body, lines)):
        last = max(statement.end_lineno or 0 for statement in group)
        text = "\n".join(lines[end:last]).strip("\n")
        parts.append(_part(text, group, first=number == 0))
        end = last
    return tuple(parts)


def _groups(body: Iterable[ast.stmt], lines: Sequence[str]) -> list[list[ast.stmt]]:
    """The statements, those together that share a line or that a backslash joins."""
    groups: list[list[ast.stmt]] = []
    end = 0
    for statement in body:
        if groups and (statement.lineno <= end or lines[end - 1].endswith("\\")):
            groups[-1].append(statement)
        else:
            groups.append([statement])
        end = statement.end_lineno or 0
    return groups


def _part(text: str, group: Sequence[ast.stmt], *, first: bool) -> _Part:
    table = symtable.symtable(text, "<part>", "exec")
    nodes = [node for statement in group for node in _outside_functions(statement)]
    aliases = [alias for node in nodes if isinstance(node, _Import) for alias in node.names]
    imported = {alias.asname or alias.name.partition(".")[0] for alias in aliases}
    bound = {name.get_name() for name in table.get_symbols() if name.is_assigned() or name.is_imported()}
    changed = {root for node in nodes for root in _changed(node)}
    only = group[0] if len(group) == 1 else None
    own = {only.name} if isinstance(only, _Function) else set()
    rank = _rank(group, first)
    return _Part(
        text,
        rank,
        dump="\n".join(map(ast.dump, group)),
        names=frozenset(bound | changed | imported | ({"__doc__"} if rank == _DOC else set())),
        imported=frozenset(imported),
        uses=frozenset(_used(table)),
        needs=frozenset(_used(table, but=own)),
    )


def _rank(group: Sequence[ast.stmt], first: bool) -> int:
    match group[0]:
        case ast.Expr(value=ast.Constant(value=str())) if first:
            return _DOC
        case ast.ImportFrom(module="__future__"):
            return _FUTURE
    return _IMPORT if all(isinstance(statement, _Import) for statement in group) else _OTHER


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, (*_Function, ast.ClassDef, ast.Lambda)):
            yield from _outside_functions(child)


def _changed(node: ast.AST) -> Iterator[str]:
    """The names whose values a statement changes without binding them."""
    match node:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            changed: list[ast.expr] = targets
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            changed = [target]
        case ast.Expr(value=ast.Call(func=ast.Attribute() as method)):
            changed = [method]
        case _:
            changed = []
    for part in changed:
        while isinstance(part, ast.Attribute | ast.Subscript):
            part = part.value
        if isinstance(part, ast.Name):
            yield part.id


def _used(table: symtable.SymbolTable, but: Collection[str] = ()) -> Iterator[str]:
    """The names of the module that a scope and those inside it mention, `but` for the inner scopes of these names."""
    top = table.get_type() == "module"
    yield from (name.get_name() for name in table.get_symbols() if (name.is_referenced() if top else name.is_global()))
    for inner in table.get_children():
        if inner.get_name() not in but:
            yield from _used(inner)


def _names(parts: Iterable[_Part]) -> set[str]:
    return {name for part in parts for name in part.names}


def _with_needs(parts: Sequence[_Part], names: set[str], there: set[str]) -> list[_Part]:
    """The parts that define `names`, and whatever they mention that is not `there`, and so on; in their order."""
    wanted, asked = {_STAR, *names}, {_STAR, *names}
    while asked:
        taken = [part for part in parts if part.names & asked]
        asked = {name for part in taken for name in part.uses} - wanted - there
        wanted |= asked
    return [part for part in parts if part.names & wanted or part.rank == _FUTURE]


def _merged(base: Sequence[_Part], taken: Sequence[_Part]) -> str:
    """The base's parts with `taken` in place of those of the same names; what is new stands after the imports."""
    known = {part.dump for part in base if part.rank in (_FUTURE, _IMPORT)}
    waiting = [part for part in taken if part.dump not in known]
    new_names, imported = _names(taken), {name for part in base for name in part.imported}
    order: list[_Part] = []
    for part in base:
        # An import stays: `import a.b` and `import a.c` bind one name and are both wanted.
        if not part.names or not part.names <= new_names or part.names & imported:
            order.append(part)
        here = [new for new in waiting if new.names & part.names]
        order += here
        waiting = [new for new in waiting if new not in here]
    order += [part for part in waiting if not part.names]
    start = next((place for place, part in enumerate(order) if part.rank == _OTHER), len(order))
    order[start:start] = [part for part in waiting if part.names]
    return _text(sorted(_runnable(order), key=lambda part: min(part.rank, _IMPORT)))


def _runnable(order: Sequence[_Part]) -> list[_Part]:
    """The same parts; one that needs a name which only comes later is run after the part that binds it."""
    binders: dict[str, list[_Part]] = {}
    for part in order:
        for name in part.names:
            binders.setdefault(name, []).append(part)
    done: list[_Part] = []
    begun: list[_Part] = []

    def run(part: _Part) -> None:
        if part in begun:
            return
        begun.append(part)
        for name in sorted(_needed(part, binders)):
            if not any(name in earlier.names for earlier in done):
                for binder in binders[name]:
                    run(binder)
        done.append(part)

    for part in order:
        run(part)
    return done


def _needed(part: _Part, binders: dict[str, list[_Part]]) -> set[str]:
    """The names that must be bound before this part is run, with what the functions behind them call."""
    found: set[str] = set()
    asked = {name for name in part.needs if name in binders}
    while asked:
        found |= asked
        asked = {use for name in asked for binder in binders[name] for use in binder.uses if use in binders} - found
    return found


def _text(parts: Iterable[_Part]) -> str:
    text, before = "", _DOC
    for part in parts:
        gap = "" if not text else "\n" if before == part.rank != _OTHER else "\n\n\n"
        text, before = f"{text}{gap}{part.text}", part.rank
    return f"{text}\n"
