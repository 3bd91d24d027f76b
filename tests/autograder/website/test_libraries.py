"""Libraries beside NumPy: the command says which the page's Python has not, and copies those that it has."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.website.build import build
from autograder.website.distribution import LOCK, distribution
from tests.autograder.conftest import MEASURING
from tests.autograder.website.conftest import REPOSITORY, Serve, Visit

REGRESSION = REPOSITORY / "tests" / "courses" / "regression"


def test_the_command_says_it(pyodide: Path, tmp_path: Path) -> None:
    """At build each such exercise is named."""
    words = ["site", "--out", tmp_path / "site", "--course", REGRESSION, "--pyodide", pyodide]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "houses.py: the page's Python has no pandas, so it is written there and checked elsewhere." in said
    assert "picture.py: the page's Python has no matplotlib" in said
    assert "line.py" not in said


@pytest.fixture
def with_library(pyodide: Path, tmp_path: Path) -> Path:
    """The distribution with a stand-in for sympy and for what it needs, as small as can be."""
    folder = shutil.copytree(pyodide, tmp_path / "pyodide")
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    for name, text in (
        ("sympy", "import mpmath\nhalf = mpmath.half\n"),
        ("mpmath", "def half(x):\n    return x / 2\n"),
    ):
        row = lock["packages"][name]
        with zipfile.ZipFile(folder / row["file_name"], "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", text)
            info = f"{name}-{row['version']}.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {row['version']}\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
        row["sha256"] = hashlib.sha256((folder / row["file_name"]).read_bytes()).hexdigest()
    (folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    return folder


@pytest.mark.whole
def test_a_library_that_the_distribution_has(
    with_library: Path, measuring: Path, serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    """It is copied with what it needs, loaded when the exercise is checked, and there without a network too."""
    manifest = measuring / "course.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("imports: [", "imports: [sympy, "), encoding="utf-8"
    )
    stub = measuring / "exercises" / "median.py"
    text = stub.read_text(encoding="utf-8")
    (measuring / "solutions" / "median.py").unlink()
    stub.write_text(re.sub(r"(?m)^(?=def )", "import sympy\n\n\n", text, count=1), encoding="utf-8")
    build(load_course(measuring, require_stubs=False), tmp_path / "site", distribution(str(with_library)))
    assert len([*(tmp_path / "site" / "pyodide").glob("*.whl")]) == 3
    solved = (MEASURING / "solutions" / "median.py").read_text(encoding="utf-8")
    page = visit(serve(tmp_path / "site"))
    page.wait("document.documentElement.dataset.offline === 'ready'")
    page.browser.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    assert "All checks here pass" in page.open().check("median", f"import sympy\n\nassert sympy.half(4) == 2\n{solved}")


@pytest.mark.whole
def test_a_library_that_is_there_in_part(with_library: Path) -> None:
    """Where a wheel that it needs is not what the lock names, the library counts as absent."""
    assert set(distribution(str(with_library)).libraries) == {"sympy"}
    (wheel,) = with_library.glob("mpmath*.whl")
    wheel.write_bytes(b"other")
    assert set(distribution(str(with_library)).libraries) == set()
