"""Small changes to a reference, one at a time: each must be caught by the checks, or be known to change nothing.

The operators are the classic ones of mutation testing: comparisons, arithmetic, constants, conditions, statements.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder.author.explained import Explained
from autograder.course.model import Course, Exercise, StudentResult, Submission, SubmittedFile
from autograder.course.solutions import read_source
from autograder.course.stubs import BEGIN, END

Judge = Callable[[Submission], StudentResult]

EQUIVALENT = Explained("equivalent_mutants.yaml", ("mutant", "why"))
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed reference. `name` is its line's text before and after: it outlives edits elsewhere in the file."""

    exercise: str
    line: int
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class MutantReport:
    """What became of one exercise's mutants. `survivors` are those that nobody has explained."""

    exercise: str
    mutants: int
    caught: int
    equivalent: int
    survivors: tuple[Mutant, ...]
    stale: tuple[str, ...]
    """Names in the list of equivalent mutants that belong to no mutant, or to one that is caught."""


def examine_mutants(course: Course, exercise: Exercise, judge: Judge) -> MutantReport:
    """Grades every mutant of one code exercise. One survives when it gets full points."""
    known = {name: why for (owner, name), why in known_equivalent(course).items() if owner == exercise.id}
    caught, survivors, equivalent = 0, [], []
    for mutant in make_mutants(course, exercise):
        file = SubmittedFile(exercise.file, mutant.source)
        result = judge(Submission("mutant", {exercise.id: file})).exercises[0]
        if result.score < result.max_score:
            caught += 1
        elif mutant.name in known:
            equivalent.append(mutant.name)
        else:
            survivors.append(mutant)
    total = caught + len(survivors) + len(equivalent)
    stale = tuple(sorted(known.keys() - set(equivalent)))
    return MutantReport(exercise.id, total, caught, len(equivalent), tuple(survivors), stale)


def make_mutants(course: Course, exercise: Exercise) -> Iterator[Mutant]:
    """Every single change to what stands between the solution marks of a code exercise's reference."""
    path = course.solution(exercise)
    source = read_source(path)
    tree = ast.parse(source)
    lines = _solution_lines(source)
    before = ast.unparse(tree)
    seen = {before}
    for index, node in enumerate(ast.walk(tree)):
        if not isinstance(node, ast.expr | ast.stmt) or node.lineno not in lines:
            continue
        for number in range(_count(node)):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == index)
            _change(changed, target, number)
            after = ast.unparse(ast.fix_missing_locations(changed))
            if after not in seen:
                seen.add(after)
                yield Mutant(exercise.id, node.lineno, _name(before, after), after)


def known_equivalent(course: Course) -> dict[tuple[str, str], str]:
    """(exercise, mutant's name) -> why it changes nothing that a check could see. CourseError with the line."""
    return {(owner, row["mutant"]): row["why"] for owner, row in EQUIVALENT.rows(course)}


def _solution_lines(source: str) -> set[int]:
    inside, lines = False, set()
    for number, line in enumerate(source.splitlines(), 1):
        if BEGIN in line:
            inside = True
        elif END in line:
            inside = False
        elif inside:
            lines.add(number)
    return lines


def _count(node: ast.AST) -> int:
    """How many changes there are to this node itself."""
    match node:
        case ast.Compare(ops=[op]):
            return len(_COMPARISONS.get(type(op), ()))
        case ast.Compare(ops=ops):
            return len(ops)
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            return len(_ARITHMETIC.get(type(op), ()))
        case ast.Constant(value=bool()):
            return 1
        case ast.Constant(value=int() | float()):
            return 2
        case ast.BoolOp() | ast.UnaryOp() | ast.IfExp() | ast.Raise():
            return 1
        case ast.If() | ast.While():
            return 1
        case ast.Call(keywords=keywords):
            return len(keywords)
    return 0


def _change(tree: ast.Module, node: ast.AST, number: int) -> None:
    match node:
        case ast.Compare(ops=[op]):
            node.ops = [_COMPARISONS[type(op)][number]()]
        case ast.Compare(ops=ops):
            node.ops[number] = _COMPARISONS[type(ops[number])][0]()
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            node.op = _ARITHMETIC[type(op)][number]()
        case ast.Constant(value=bool() as value):
            node.value = not value
        case ast.Constant(value=int() | float() as value):
            node.value = value + 1 if number == 0 else -value if value else value - 1
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            _replace(tree, node, node.operand)
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.If() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Raise():
            _replace(tree, node, ast.Pass())
        case ast.Call():
            del node.keywords[number]


def _replace(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                setattr(parent, name, [new if item is old else item for item in value])


def _name(before: str, after: str) -> str:
    """The first line that differs, before and after."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    old, new = next((old, new) for old, new in pairs if old != new)
    return f"{old.strip()}  ->  {new.strip()}"
