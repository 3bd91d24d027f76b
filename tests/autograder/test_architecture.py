"""The house: every module imports only from rooms above its own; the student's path needs few packages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from autograder.course.registry import KINDS

BLOCKED = (
    *("msgspec", "pyseccomp", "rich", "typer", "jinja2", "matplotlib", "nbformat", "nbgrader", "scipy"),
    *("fcntl", "resource", "pwd", "grp"),
)
ALLOWED = {"numpy", "pytest", "_pytest", "yaml", "autograder", *sys.stdlib_module_names}


def rooms(repository: Path) -> list[str]:
    """The rooms in the order of the table in docs/architecture.md."""
    text = (repository / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("| room | what it does |")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [name.rstrip("/") for row in rows for name in re.findall(r"`([\w/]+)`", row)]


@cache
def modules(repository: Path) -> dict[str, Path]:
    """Every module of the engine: its dotted name below `autograder` -> its file."""
    package = repository / "autograder"
    return {
        ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__"): path
        for path in package.rglob("*.py")
        if path != package / "__init__.py"
    }


def imports(path: Path, *, top_only: bool = False) -> Iterator[str]:
    """The modules that a file imports; with `top_only` without those inside functions and for type checkers."""
    for node in walk(ast.parse(path.read_text(encoding="utf-8")), top_only):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports are not used here"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def walk(node: ast.AST, top_only: bool) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        if not (top_only and (inside or typing_only)):
            yield from walk(child, top_only)


@cache
def own_imports(repository: Path, path: Path, *, top_only: bool = False) -> set[str]:
    """Those of the engine's own modules."""
    known = modules(repository)
    names = {name.removeprefix("autograder.") for name in imports(path, top_only=top_only)}
    return {name for name in names if name in known}


def room(name: str) -> str:
    return name.partition(".")[0]


def test_every_module_has_a_room(repository: Path) -> None:
    """The table names each top-level module and folder once, and nothing that is not there."""
    listed = rooms(repository)
    assert len(listed) == len(set(listed))
    assert {room(name) for name in modules(repository)} <= set(listed)


def test_imports_come_from_rooms_above(repository: Path) -> None:
    """A module imports from its own room or from rooms that stand above it in the table."""
    order = {name: place for place, name in enumerate(rooms(repository))}
    wrong = [
        f"{name} imports {other}"
        for name, path in modules(repository).items()
        for other in own_imports(repository, path)
        if order[room(other)] > order[room(name)]
    ]
    assert wrong == []


def test_there_is_no_circle(repository: Path) -> None:
    """Modules can be put in an order in which each imports only from those before it."""
    left = {name: own_imports(repository, path) - {name} for name, path in modules(repository).items()}
    while left:
        free = [name for name, needs in left.items() if not needs & set(left)]
        assert free, f"these import each other in a circle: {sorted(left)}"
        for name in free:
            del left[name]


def test_the_wall_knows_nothing_of_courses(repository: Path) -> None:
    """sandbox/ imports nothing of the engine but itself, the errors and safe text."""
    for name, path in modules(repository).items():
        if room(name) == "sandbox":
            assert {room(other) for other in own_imports(repository, path)} <= {"sandbox", "errors", "text"}, name


def test_the_engine_knows_nothing_of_the_lessons_subject(repository: Path) -> None:
    """No file of the engine, be it code, a template or a schema, holds a word of the course beside it."""
    words = re.compile(rb"attention|softmax", re.IGNORECASE)
    files = [path for path in (repository / "autograder").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 100
    assert [str(path.relative_to(repository)) for path in files if words.search(path.read_bytes())] == []


def test_the_house_stays_small(repository: Path) -> None:
    """At most twelve rooms beside the commands, and no module that wants to be two."""
    folders = {room(name) for name, path in modules(repository).items() if path.parent != repository / "autograder"}
    assert len(folders - {"commands"}) <= 12
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules(repository).items()}
    assert {name: count for name, count in lines.items() if count > 300} == {}


def test_one_place_asks_for_the_kind_of_an_exercise(repository: Path) -> None:
    """`exercise.kind ==`, under any name and in templates too, stands in the registry of kinds alone.

    The page of a site, which shows an exercise by its kind, is built of templates and scripts of its own.
    """
    kinds = "|".join(KINDS)
    asks = re.compile(rf"exercise\.kind (==|!=|in)|\.kind (==|!=) [\"']({kinds})[\"']|\.kind in \([\"']({kinds})[\"']")
    files = [path for path in (repository / "autograder").rglob("*") if path.suffix in (".py", ".j2")]
    asking = [path for path in files if asks.search(path.read_text(encoding="utf-8"))]
    asking = [path for path in asking if path.parent != repository / "autograder" / "website" / "templates"]
    assert asking == [repository / "autograder" / "kinds" / "registry.py"]


def test_one_place_reads_yaml_and_one_writes_atomically(repository: Path) -> None:
    """No module but the YAML reader loads YAML as data; no module but these three puts what it wrote in place."""

    def calling(words: str) -> set[str]:
        return {name for name, path in modules(repository).items() if re.search(words, path.read_text("utf-8"))}

    assert calling(r"yaml\.(safe_|full_|unsafe_)?load") == set()
    assert calling(r"os\.(replace|rename)\(") == {
        "writing",
        "classroom.packing",  # a file that is there already takes another name
        "classroom.cluster.parcel",  # a folder
    }


def test_the_nouns_need_the_standard_library_only(repository: Path) -> None:
    """`model` and `errors` can be imported anywhere."""
    for name in ("course/model", "errors"):
        path = repository / "autograder" / f"{name}.py"
        assert {found.partition(".")[0] for found in imports(path)} <= set(sys.stdlib_module_names)


def test_the_students_path_imports_few_packages(repository: Path) -> None:
    """What pytest_plugin imports, and what that imports, names numpy, pytest, PyYAML and the standard library only."""
    known = modules(repository)
    waiting, seen = ["student.pytest.plugin"], set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting += own_imports(repository, known[name], top_only=True) - seen
    foreign = {
        f"{name} imports {found}"
        for name in seen
        for found in imports(known[name], top_only=True)
        if found.partition(".")[0] not in ALLOWED
    }
    assert foreign == set()


def test_a_student_needs_few_packages(python: Callable[..., subprocess.CompletedProcess[str]], measuring: Path) -> None:
    """The plugin runs where the graders' packages, and the modules that only Unix has, cannot be imported."""
    program = (
        f"import sys\nfor name in {BLOCKED!r}:\n    sys.modules[name] = None\n"
        "import pytest\n"
        "sys.exit(pytest.main(['-q', '-p', 'autograder.student.pytest.plugin', '-p', 'no:cacheprovider']))\n"
    )
    (measuring / "exercises" / "median.py").write_text((measuring / "solutions" / "median.py").read_text())
    done = python("-c", program, cwd=measuring)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed, 3 skipped" in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "course.manifest",
        "intake.folders",
        "course.collect",
        "classroom.journal",
        "classroom.lines",
        "kinds.stubs",
        "author.verify",
    ],
)
def test_a_module_stands_on_its_own(python: Callable[..., subprocess.CompletedProcess[str]], name: str) -> None:
    """Each can be imported first: none leans on another having been imported before."""
    done = python("-c", f"import autograder.{name}")
    assert done.returncode == 0, done.stderr
