"""A hundred and more programs that try to cheat, to read, to break out or to stop the class. None gets anywhere."""

from __future__ import annotations

import importlib.util
import sys
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
    from autograder.isolation.layers import ALL, why_not

    missing = {layer: reason for layer in ALL if (reason := why_not(layer))}
    if missing:
        pytest.skip(f"this machine has no strict wall: {missing}")
    with attackers.make_bench() as made:
        assert made.launcher.name == "strict"
        yield made


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("attacked")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    secret, writable = folder / "secret.txt", folder / "writable"
    secret.write_text(attackers.SECRET, encoding="utf-8")
    secret.chmod(0o644)
    writable.mkdir(mode=0o777)
    writable.chmod(0o777)
    return attackers.Places(secret, writable)


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


@pytest.mark.parametrize("name", attackers.NAMES)
def test_contained(bench: object, places: object, name: str) -> None:
    """No point that was not earned, no secret told, nothing granted, written or left, the next one graded right."""
    assert attackers.attack(bench, name, places).breaches == []
