"""What pytest takes in silence in a file of checks, and what a mistake's file leaves unsaid."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.author.asserting import returned_and_silent
from autograder.author.cross import UNNAMED
from autograder.author.mutants import EQUIVALENT
from autograder.author.places import place
from autograder.author.rubric_exam import written_problems
from autograder.course.collect import ROOMS
from autograder.course.model import Course, Exercise
from autograder.course.solutions import explanations, read_source
from autograder.course.variants import functions_of
from autograder.errors import CourseError
from autograder.kinds.registry import exercises_of, kind_of

MARKS = ("points", "needs", "misconception", "parametrize")
SILENT = ("skip", "skipif", "xfail")


def lint_exercise(course: Course, exercise: Exercise) -> list[str]:
    """What to mend in an exercise's checks and mistakes, a sentence each. A file that is no Python is left out."""
    found: list[str] = []
    for room in ROOMS:
        path = course.root / "tests" / room / f"test_{exercise.id}.py"
        if path.is_file():
            found += (f"{place(course, path)}:{line}: {what}" for line, what in _file(path, visible=room == "visible"))
    others = (_unexplained, _of_another_exercise, _hints_of_nothing, _written)
    return found + [what for look in others for what in look(course, exercise)]


def _written(course: Course, exercise: Exercise) -> list[str]:
    """What a rubric's own examples and its solution's layout show."""
    try:
        return list(written_problems(course, exercise)) if exercise in exercises_of(course, "written") else []
    except CourseError:  # said where the rubric is loaded
        return []


def _hints_of_nothing(course: Course, exercise: Exercise) -> Iterator[str]:
    """Hints under a name that the solution does not have: a student would be told of a function that is not there."""
    solution = course.solution(exercise)
    names = [name for name, _ in exercise.function_hints]
    try:
        tree = ast.parse(read_source(solution)) if kind_of(exercise).runs_code and names else ast.Module([], [])
    except (CourseError, SyntaxError, ValueError):  # said where it is loaded
        return
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    known = sorted({node.name for node in ast.walk(tree) if isinstance(node, kinds)})
    for name in names:
        if name not in known:
            hint = _nearest(name, known, "write those of the whole exercise under `general`")
            yield f"course.yaml has hints for {name}, and {place(course, solution)} has no such function; {hint}"


def lint_course(course: Course) -> list[str]:
    """What to mend in tables and folders that belong to the whole course."""
    lists = (table.problem(course) for table in (UNNAMED, EQUIVALENT))
    return [*filter(None, lists), *_of_no_exercise(course), *_misspelt(course)]


def _misspelt(course: Course) -> Iterator[str]:
    """Folders that have nearly the name of one that is read, and so are not."""
    for above, read in (("solutions", ("accepted", "mistakes", "rubrics")), ("tests", ROOMS)):
        for folder in sorted(path for path in (course.root / above).glob("*") if path.is_dir()):
            meant = difflib.get_close_matches(folder.name.lower(), read, 1, 0.7)
            if meant and folder.name not in read:
                yield f"{place(course, folder)} is read by nobody; did you mean {above}/{meant[0]}?"


def _of_no_exercise(course: Course) -> Iterator[str]:
    """Folders of mistakes and styles that nobody reads, as no exercise has their name."""
    known = [exercise.id for exercise in (*course.exercises, *course.drafts)]
    for kind in ("mistakes", "accepted"):
        folders = (course.root / "solutions" / kind).glob("*/")
        for folder in sorted(path for path in folders if path.is_dir() and path.name not in known):
            if any(path.is_file() for path in folder.iterdir()):
                hint = _nearest(folder.name, known, f"exercises: {', '.join(known)}")
                yield f"{place(course, folder)} belongs to no exercise, so nothing in it is read; {hint}"


def _nearest(name: str, known: Sequence[str], otherwise: str, before: str = "") -> str:
    """The known name that may be meant, as a question; `otherwise` where none is near."""
    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean {before}{close[0]}?" if close else otherwise


def _file(path: Path, *, visible: bool) -> list[tuple[int, str]]:
    try:
        tree = ast.parse(read_source(path))
    except (CourseError, SyntaxError, ValueError):  # said where checks are collected
        return []
    found = [*_twice(tree), *_no_checks(tree), *_marks(tree), *_prints(tree), *returned_and_silent(tree)]
    return sorted(found + (list(_beyond_students(tree)) if visible else []))


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _twice(tree: ast.Module) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for function in _functions(tree):
        if function.name in first:
            yield function.lineno, f"{function.name} is here already, in line {first[function.name]}: only one is run"
        first.setdefault(function.name, function.lineno)


def _no_checks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Functions that ask for a submission like a check, that pytest passes by and that nothing else calls."""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for function in _functions(tree):
        looks_like_one = "submission" in _parameters(function) and function.name not in used
        if looks_like_one and not function.name.startswith("test"):
            yield function.lineno, f"{function.name} is never run: the name of a check begins with test_"


def _marks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("pytest.mark", "mark")):
            continue
        if node.attr in SILENT:
            yield node.lineno, f"a check marked {node.attr} judges nobody, and at a student's it never passes"
        elif node.attr not in MARKS:
            hint = _nearest(node.attr, MARKS, f"known: {', '.join(MARKS)}", "mark.")
            yield node.lineno, f"mark.{node.attr} means nothing here; {hint}"


def _prints(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield node.lineno, "a check that prints disturbs what the commands print; what it has to say, it asserts"


def _beyond_students(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for function in _functions(tree):
        if function.name.startswith("test") and "reference" in _parameters(function):
            yield function.lineno, f"{function.name} asks for the reference, which students do not have: make it hidden"


def _unexplained(course: Course, exercise: Exercise) -> Iterator[str]:
    """Mistakes of which no file says anything to the student."""
    if not kind_of(exercise).by_checks:
        return
    for path in course.mistakes(exercise):
        try:
            says = explanations([path])
        except (CourseError, SyntaxError, ValueError):  # said where mistakes are loaded
            continue
        if not any(says.values()) and not _explained_elsewhere(course, exercise, path):
            where = "docstring" if path.suffix == ".py" else "comment at its top"
            yield f"{place(course, path)} has no {where}: it is what a student reads who made this mistake"


def _explained_elsewhere(course: Course, exercise: Exercise, path: Path) -> bool:
    """Another file of the same name may speak for this one."""
    name = path.name.partition(".")[0]
    others = [other for other in course.mistakes(exercise) if other != path and other.name.partition(".")[0] == name]
    return any(explanations(others).values())


def _of_another_exercise(course: Course, exercise: Exercise) -> Iterator[str]:
    """Mistakes and styles that define nothing of what the solution does, such as those of a template."""
    if not kind_of(exercise).runs_code:
        return
    try:
        wanted = functions_of(read_source(course.solution(exercise)))
    except (CourseError, SyntaxError, ValueError):
        return
    for path in (*course.mistakes(exercise), *course.accepted(exercise)):
        try:
            theirs = functions_of(read_source(path))
        except (CourseError, SyntaxError, ValueError):  # said where it is loaded
            continue
        if wanted and not wanted & theirs:
            has = f"defines {', '.join(sorted(theirs))}" if theirs else "defines no function"
            yield (
                f"{place(course, path)} {has}, and the solution {', '.join(sorted(wanted))}: "
                "it is of another exercise. Delete it, or give it the function that it is about"
            )
