"""A hundred and more programs that try to cheat, to read, to break out or to stop the class. None gets anywhere."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)


def load_attackers() -> ModuleType:
    path = Path(__file__).with_name("attackers.py")
    spec = importlib.util.spec_from_file_location("attackers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["attackers"] = module
    spec.loader.exec_module(module)
    return module


attackers = load_attackers()


@pytest.fixture(scope="module")
def bench() -> Iterator[object]:
    from autograder.sandbox.wall.layers import ALL, why_not

    missing = {layer: reason for layer in ALL if (reason := why_not(layer))}
    if missing:
        pytest.skip(f"this machine has no strict wall: {missing}")
    with attackers.make_bench() as made:
        assert made.launcher.name == "strict"
        yield made


@pytest.fixture(scope="module")
def places() -> Iterator[object]:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to others by each run of pytest
        yield attackers.make_places(Path(folder))


@pytest.fixture(autouse=True)
def secret_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SECRET", attackers.SECRET)


def test_there_are_more_than_a_hundred() -> None:
    """The suite is as large as it says, and each attack says in a line what it tries."""
    assert len(attackers.NAMES) >= 100
    for name in attackers.NAMES:
        first = (attackers.FOLDER / f"{name}.py").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith('"""')
        assert first.endswith('."""')


TRIED = [
    pytest.param(name, marks=pytest.mark.whole if name in attackers.OTHER_LOOPS else []) for name in attackers.NAMES
]


@pytest.mark.parametrize("name", TRIED)
def test_contained(bench: object, places: object, name: str) -> None:
    """No point that was not earned, no secret told, nothing granted, written or left, the next one graded right."""
    assert attackers.attack(bench, name, places).breaches == []


@pytest.mark.parametrize(
    ("name", "without", "seen"),
    [
        pytest.param("fork_once", ("limits", "seccomp"), "processes are left", marks=pytest.mark.whole),
        pytest.param(
            *("prlimit_parent", ("bubblewrap", "landlock", "seccomp"), "processes of the wall were ended"),
            marks=pytest.mark.whole,  # it may take some dozen tries
        ),
        ("read_secret_file", ("bubblewrap", "landlock", "seccomp"), "the secret was told"),
        ("write_result_file", ("bubblewrap", "limits", "landlock", "seccomp"), "files were written"),
    ],
)
def test_a_hole_is_seen(places: object, name: str, without: tuple[str, ...], seen: str) -> None:
    """Through a wall with a hole an attack on a bench gets through, and the suite says how."""
    from autograder.sandbox.wall.layers import ALL, why_not

    if any(why_not(layer) for layer in ALL):
        pytest.skip("this machine has no strict wall")
    with attackers.make_bench(without) as holed:
        for _ in range(100):  # a process whose time is taken away ends at the clock's next tick while it works
            breaches = attackers.attack(holed, name, places).breaches
            if any(seen in breach for breach in breaches):
                break
    for file in places.writable.iterdir():  # type: ignore[attr-defined]  # the module is loaded by its path
        file.unlink()
    assert any(seen in breach for breach in breaches)


@pytest.mark.whole
def test_a_class_with_attackers() -> None:
    """Three in ten attack, two processes grade: everyone else gets full marks, the class ends, no secret is out."""
    from autograder.sandbox.wall.layers import ALL, why_not

    if any(why_not(layer) for layer in ALL):
        pytest.skip("this machine has no strict wall")
    script = Path(__file__).parents[2] / "benchmarks" / "hostile_class.py"
    words = [sys.executable, str(script), "--students", "30", "--jobs", "2"]
    paths = os.pathsep.join(filter(None, (str(script.parents[1]), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": paths}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["ok"]


def test_as_an_ordinary_user(pytestconfig: pytest.Config) -> None:
    """The same holds, on every sixth attack, where an ordinary user grades; without --whole on every twelfth."""
    if os.getuid() != 0:
        pytest.skip("the other tests run as an ordinary user already")
    program = Path(__file__).with_name("as_plain_user.py")
    environment = os.environ | {"PYTHONPATH": str(program.parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory() as folder:  # pytest's own lies in one that nobody else may enter
        Path(folder).chmod(0o777)
        words = [sys.executable, str(program), folder, "6" if pytestconfig.getoption("--whole") else "12"]
        done = subprocess.run(words, env=environment, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == {}
