"""The folder that is built: what is refused, and that nothing hidden is in it."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.course.solutions import run_file
from autograder.errors import UserError
from autograder.website.build import build
from autograder.website.course_files import course_files
from autograder.website.distribution import CORE, LOCK, VERSION, Distribution, distribution
from autograder.website.python_files import engine_files
from tests.autograder.conftest import MEASURING
from tests.autograder.website.conftest import REPOSITORY, TRUSTING


def fake(folder: Path, *, version: str = VERSION, numpy: bool = True) -> Path:
    """A folder that looks like Pyodide's, with a wheel that is not what the lock says."""
    folder.mkdir()
    for name in CORE:
        (folder / name).write_bytes(b"")
    packages = {"numpy": {"file_name": "numpy.whl", "sha256": "0" * 64}} if numpy else {}
    (folder / LOCK).write_text(json.dumps({"info": {"version": version}, "packages": packages}))
    (folder / "numpy.whl").write_bytes(b"other")
    return folder


def test_another_version_is_refused(tmp_path: Path) -> None:
    """The page is made for one version."""
    with pytest.raises(UserError, match=r"this is Pyodide 0\.1\.0"):
        distribution(str(fake(tmp_path / "p", version="0.1.0")))


def test_a_distribution_without_numpy_is_refused(tmp_path: Path) -> None:
    """The checks need it."""
    with pytest.raises(UserError, match="no NumPy in it"):
        distribution(str(fake(tmp_path / "p", numpy=False)))
    (fake(tmp_path / "q") / "numpy.whl").unlink()
    with pytest.raises(UserError, match="is not in it"):
        distribution(str(tmp_path / "q"))


def test_a_wheel_that_is_not_the_locks_is_refused(tmp_path: Path) -> None:
    """Bytes are compared with the hash that Pyodide names."""
    with pytest.raises(UserError, match="this is not the file"):
        distribution(str(fake(tmp_path / "p")))


def test_a_folder_that_is_no_site_is_left_alone(measuring: Path, no_python: Distribution, tmp_path: Path) -> None:
    """A student's work may be there; a site may be built anew."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "mine.txt").write_text("mine")
    course = load_course(measuring)
    with pytest.raises(UserError, match="is no site"):
        build(course, tmp_path / "work", no_python)
    first = build(course, tmp_path / "site", no_python)
    assert build(course, tmp_path / "site", no_python) == first


def test_nothing_hidden_is_in_any_byte(measuring: Path, no_python: Distribution, tmp_path: Path) -> None:
    """No line of a hidden check, a solution or a mistake is found, in archives neither; with --self-study each is."""
    course = load_course(measuring)
    build(course, tmp_path / "site", no_python)
    build(course, tmp_path / "whole", no_python, self_study=True)
    public = everything(tmp_path / "site")
    handed_out = "".join(path.read_text() for path in (measuring / "exercises").glob("*"))
    handed_out += "".join(path.read_text() for path in (measuring / "tests" / "visible").glob("*.py"))
    files = [*(MEASURING / "tests" / "hidden").glob("*.py"), *(MEASURING / "solutions").rglob("*.py")]
    lines = {line.strip() for path in files for line in path.read_text().splitlines() if len(line.strip()) > 24}
    hidden = {line for line in lines if line not in handed_out}
    assert len(hidden) > 20
    assert [line for line in hidden if line in public] == []
    assert all(line in everything(tmp_path / "whole") for line in hidden)


def everything(folder: Path) -> str:
    """All text of a folder, the course's archive unpacked. The engine's own code is public."""
    texts = [path.read_text() for path in folder.rglob("*") if path.suffix in (".html", ".js", ".json")]
    with zipfile.ZipFile(folder / "course.zip") as archive:
        texts += [archive.read(name).decode() for name in archive.namelist()]
    return "\n".join(texts)


def test_what_takes_long_to_learn_comes_with_a_site_for_self_study() -> None:
    """A written answer is read there at once; in a site for students nothing of it is."""
    course = load_course(TRUSTING, with_solutions=True)
    alone, handed_out = (set(course_files(course, self_study=study)) for study in (True, False))
    assert "solutions/rubrics/why.learned/second.names.npy" in alone
    assert not [name for name in handed_out if "learned" in name]


def test_the_cache_is_named_by_what_is_in_it(measuring: Path, no_python: Distribution, tmp_path: Path) -> None:
    """The same course gives the same name, a changed one another: nobody keeps an old course."""
    course = load_course(measuring)
    build(course, tmp_path / "one", no_python)
    shutil.copytree(tmp_path / "one", tmp_path / "kept")
    build(course, tmp_path / "one", no_python)
    same = (tmp_path / "one" / "sw.js").read_bytes()
    assert same == (tmp_path / "kept" / "sw.js").read_bytes()
    stub = measuring / "tests" / "visible" / "test_median.py"
    stub.write_text(stub.read_text() + "\n# changed\n")
    build(load_course(measuring), tmp_path / "one", no_python)
    assert (tmp_path / "one" / "sw.js").read_bytes() != same


@pytest.mark.whole
def test_a_visit_is_at_most_nine_megabytes(pyodide: Path, tmp_path: Path) -> None:
    """With NumPy, after gzip; what was left out of the copies is what no page runs, and the lock names the copy."""
    build(load_course(REPOSITORY, require_stubs=False), tmp_path / "site", distribution(str(pyodide)))
    sizes = run_file(REPOSITORY / "benchmarks" / "site.py").transfer(tmp_path / "site")
    print(f"a first visit transfers {sum(sizes.values()) / 1e6:.2f} MB after gzip")
    assert sum(sizes.values()) <= 9e6
    made = distribution(str(tmp_path / "site" / "pyodide"))
    assert made.folder is not None
    wheel = zipfile.ZipFile(made.folder / made.files[-1])
    before = zipfile.ZipFile(pyodide / made.files[-1])
    gone = set(before.namelist()) - set(wheel.namelist())
    assert not [name for name in gone if name.endswith((".so", ".py")) and not re.search("/(tests|_py)", name)]
    assert all(wheel.read(name) == before.read(name) for name in wheel.namelist())


def test_every_script_is_in_the_page(measuring: Path, no_python: Distribution, tmp_path: Path) -> None:
    """Each script that lies in the package is copied and loaded by the page, two apart that are workers."""
    build(load_course(measuring), tmp_path / "site", no_python)
    there = {path.name for path in (REPOSITORY / "autograder" / "website" / "templates").glob("*.js")}
    copied = {path.name for path in (tmp_path / "site").rglob("*.js")}
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert there <= copied
    assert there - set(re.findall(r'src="app/([^"]+)"', page)) == {"sw.js", "worker.js"}


def test_the_archive_holds_all_that_its_modules_import() -> None:
    """Whatever the page's desk can come to import of the engine is there, and none of what grades classes on disk."""
    files = engine_files()
    assert {"autograder/student/browser.py", "autograder/kinds/form/kind.py", "autograder/__init__.py"} <= set(files)
    assert not [name for name in files if name.startswith(("autograder/intake", "autograder/pages", "autograder/cli"))]


def test_a_bonus_is_called_one_beside_its_points(measuring: Path, no_python: Distribution, tmp_path: Path) -> None:
    """Else the points of the page and the most of its total do not add up for who reads them."""
    course = shutil.copytree(measuring, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    text = (course / "course.yaml").read_text(encoding="utf-8")
    (course / "course.yaml").write_text(text.replace("    points: 40\n", "    points: 40\n    bonus: true\n"))
    build(load_course(course), tmp_path / "site", no_python)
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "40 points, a bonus</p>" in page
    assert "60 points</p>" in page
