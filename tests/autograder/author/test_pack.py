"""The archive for Gradescope, unpacked and run in folders laid out like theirs, where no namespaces can be made."""

from __future__ import annotations

import ast
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.author.on_gradescope import NEEDED, Metadata, read_metadata, require_wall
from autograder.author.pack import Pack, pack_gradescope, setup_script
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.errors import IsolationError
from autograder.sandbox.wall.layers import why_not

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Gradescope's containers are Linux")
REPOSITORY = Path(__file__).parents[3]
MEASURING = REPOSITORY / "tests" / "courses" / "measuring"
SECRET = "the-hidden-input-is-1234.5"


@dataclass(frozen=True)
class Container:
    """Folders as Gradescope has them below /autograder."""

    root: Path

    def hand_in(self, **files: str) -> None:
        shutil.rmtree(self.root / "submission")
        for name, text in files.items():
            path = self.root / "submission" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self) -> tuple[subprocess.CompletedProcess[str], dict[str, Any] | None]:
        """What run_autograder said, and results.json if there is one."""
        environment = {"PATH": str(self.root / "bin"), "LC_ALL": "C.UTF-8"}
        command = [str(self.root / "run_autograder")]
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        results = self.root / "results" / "results.json"
        return done, json.loads(results.read_text(encoding="utf-8")) if results.is_file() else None


@pytest.fixture(scope="module")
def container() -> Iterator[Container]:
    """The archive unpacked, with this interpreter in place of what setup.sh would install; bubblewrap is not there."""
    if any(why_not(layer) for layer in NEEDED):
        pytest.skip("a layer that grading others' work needs is missing on this machine")
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        root.chmod(0o755)
        for name in ("source", "submission", "results", "bin"):
            (root / name).mkdir()
        (root / "bin" / "sh").symlink_to("/bin/sh")
        content = pack_gradescope(load_course(MEASURING, with_solutions=True), Pack(wheels=False))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(root / "source")
        hidden = root / "source" / "course" / "tests" / "hidden" / "test_median.py"
        hidden.write_text(hidden.read_text(encoding="utf-8") + f"\n# {SECRET}\n", encoding="utf-8")
        python = root / "source" / "python"
        python.write_text(f'#!/bin/sh\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -P "$@"\n', encoding="utf-8")
        shutil.copy(root / "source" / "run_autograder", root / "run_autograder")  # as their image does
        for path in (python, root / "run_autograder"):
            path.chmod(0o755)
        yield Container(root)


def solution(name: str) -> str:
    return (MEASURING / "solutions" / f"{name}.py").read_text(encoding="utf-8")


def test_the_perfect_student_gets_everything(container: Container) -> None:
    """Full marks in course points, visible and hidden rows, and what the wall was made of."""
    exercises = load_course(MEASURING).exercises
    container.hand_in(**{exercise.id: solution(exercise.id) for exercise in exercises if exercise.file.endswith(".py")})
    done, data = container.run()
    assert done.returncode == 0, done.stderr
    assert data is not None
    assert data["score"] == sum(row["max_score"] for row in data["tests"]) == sum(e.points for e in exercises)
    assert {row["visibility"] for row in data["tests"]} == {"visible", "after_published"}
    assert "bubblewrap" not in data["extra_data"]["isolation"]
    assert "seccomp" in data["extra_data"]["isolation"]


def test_a_mistake_is_named(container: Container) -> None:
    """The diagnosis comes with the row, in the words of the course."""
    mistake = (MEASURING / "solutions" / "mistakes" / "median" / "upper_middle.py").read_text(encoding="utf-8")
    says = " ".join(str(ast.get_docstring(ast.parse(mistake))).split())
    container.hand_in(median=mistake)
    _, data = container.run()
    assert data is not None
    assert 0 < data["score"] < 40
    assert any(says in row["output"] and row["score"] < row["max_score"] for row in data["tests"])


HOSTILE = '''
import os, glob
ROOT = {root!r}
def median(values):
    """Reads what it should not, tells it in every way, and writes its own result."""
    seen = []
    for path in (ROOT + "/source/course/tests/hidden/test_median.py", ROOT + "/source/course/solutions/median.py"):
        try:
            seen.append(open(path).read())
        except BaseException as error:
            seen.append(type(error).__name__)
    for path in ("/results/results.json", "/source/course/solutions/median.py", "/run_autograder"):
        try:
            open(ROOT + path, "w").write('{{"score": 100}}')
        except BaseException as error:
            seen.append(type(error).__name__)
    try:
        seen += os.listdir(ROOT + "/source/course")
    except BaseException as error:
        seen.append(type(error).__name__)
    print(seen)
    raise RuntimeError(" ".join(seen))  # a ValueError would rightly earn what an empty list is due
'''


def test_hostile_code_reads_nothing_and_earns_nothing(container: Container) -> None:
    """Hidden checks and solutions stay unread, results.json is the grader's, and the next one is graded right."""
    before = (container.root / "run_autograder").read_bytes()
    container.hand_in(median=HOSTILE.format(root=str(container.root)))
    done, data = container.run()
    assert data is not None, done.stderr
    assert data["score"] == 0
    told = json.dumps(data) + done.stdout + done.stderr
    assert SECRET not in told
    assert "sorted(" not in told
    assert (container.root / "run_autograder").read_bytes() == before
    container.hand_in(median=solution("median"))
    _, data = container.run()
    assert data is not None
    assert data["score"] > 0


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="their containers run as root")
def test_hidden_things_are_roots_alone(container: Container) -> None:
    """Even where Landlock is missing a plain user cannot open them."""
    container.hand_in(median=solution("median"))
    container.run()
    for name in ("source/course", "submission", "results"):
        assert stat.S_IMODE((container.root / name).stat().st_mode) == 0o700


def test_links_in_a_submission_lead_nowhere(container: Container) -> None:
    """A link to the reference is not the reference."""
    container.hand_in(other="x = 1\n")
    (container.root / "submission" / "median.py").symlink_to(container.root / "source/course/solutions/median.py")
    _, data = container.run()
    assert data is not None
    assert data["score"] == 0


def test_a_fault_leaves_no_result(container: Container) -> None:
    """A course that cannot be loaded is no zero: there is no results.json, not even the last one's."""
    manifest = container.root / "source" / "course" / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text("broken: [", encoding="utf-8")
    try:
        done, data = container.run()
    finally:
        manifest.write_text(text, encoding="utf-8")
    assert (done.returncode, data) == (1, None)
    assert "Nothing was graded" in done.stderr


@pytest.mark.parametrize("layers", [(), ("limits",), ("user", "limits", "landlock"), ("bubblewrap", "user", "limits")])
def test_a_low_wall_is_refused(layers: tuple[str, ...]) -> None:
    """Without a wall, or without what matters most in it, nothing is graded."""
    with pytest.raises(IsolationError, match="at least user, limits, seccomp"):
        require_wall(layers, closed=True)


def test_files_must_be_out_of_reach() -> None:
    """Landlock, bubblewrap, or files that are root's alone: one of them."""
    require_wall((*NEEDED, "landlock"), closed=False)
    require_wall((*NEEDED, "bubblewrap"), closed=False)
    require_wall(NEEDED, closed=True)
    with pytest.raises(IsolationError, match="files could be read"):
        require_wall(NEEDED, closed=False)


def test_lateness_is_read_with_extensions(tmp_path: Path) -> None:
    """From the submission's own times; a student's later date wins over the assignment's."""
    path = tmp_path / "submission_metadata.json"
    data: dict[str, Any] = {
        "created_at": "2026-11-05T12:00:00.000000-07:00",
        "assignment": {"due_date": "2026-11-03T12:00:00.000000-07:00"},
        "users": [{"name": "Ada", "email": "ada@uni.example", "id": 1}],
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_metadata(path).days_late == 2.0
    data["users"][0]["assignment"] = {"due_date": "2026-11-05T19:30:00Z"}
    path.write_text(json.dumps(data), encoding="utf-8")
    read = read_metadata(path)
    assert read.names == ("Ada",)
    assert read.days_late == 0.0
    for broken in ("", "[]", '{"created_at": 5, "users": 7, "assignment": []}'):
        path.write_text(broken, encoding="utf-8")
        assert read_metadata(path).days_late == 0.0
    assert read_metadata(tmp_path / "none") == Metadata()


def test_lateness_costs_what_the_course_says(container: Container) -> None:
    """The total is what is left, and the student is told."""
    manifest = container.root / "source" / "course" / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    metadata = container.root / "submission_metadata.json"
    times = {"created_at": "2026-11-04T12:00:00+00:00", "assignment": {"due_date": "2026-11-03T20:00:00+00:00"}}
    container.hand_in(median=solution("median"))
    _, before = container.run()
    try:
        manifest.write_text(text + "\nlate: {percent_per_day: 25}\n", encoding="utf-8")
        metadata.write_text(json.dumps(times), encoding="utf-8")
        _, after = container.run()
    finally:
        manifest.write_text(text, encoding="utf-8")
        metadata.unlink()
    assert before is not None
    assert after is not None
    assert after["score"] == pytest.approx(before["score"] * 0.75)
    assert "25 percent" in after["output"]


def test_the_archive_has_both_scripts_at_its_root(tmp_path: Path) -> None:
    """Two scripts that may be run, the engine's wheel, the course; no mark of this machine; the same bytes again."""
    words = ["pack", "gradescope", "--without-wheels", "--course", str(MEASURING), "--out"]
    for name in ("one.zip", "two.zip"):
        done = CliRunner().invoke(app, [*words, str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert "share it not" in done.output
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        names = archive.namelist()
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
        scripts = archive.read("setup.sh") + archive.read("run_autograder")
    assert modes["setup.sh"] & modes["run_autograder"] & 0o111 == 0o111
    assert {"course/course.yaml", "course/tests/hidden/test_median.py", "course/solutions/median.py"} <= set(names)
    assert sum(name.endswith(".whl") for name in names) == 1
    assert str(REPOSITORY).encode() not in scripts
    assert b"\r" not in scripts


@pytest.mark.parametrize(("told", "said"), [("3.13", True), ("3.12", False), ("", False)])
def test_another_python_than_students_were_told_of_is_said(
    tmp_path: Path, measuring: Path, monkeypatch: pytest.MonkeyPatch, told: str, said: bool
) -> None:
    """The wheels are for one Python, and course.yaml may name another one."""
    monkeypatch.setattr("autograder.author.pack.pack_gradescope", lambda course, pack: b"")  # it would fetch wheels
    manifest = measuring / "course.yaml"
    if told:
        manifest.write_text(f'{manifest.read_text(encoding="utf-8")}\npython: "{told}"\n', encoding="utf-8")
    words = ["pack", "gradescope", "--course", str(measuring), "--out", str(tmp_path / "one.zip")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert (f"course.yaml says that Python {told} grades, and these wheels are for 3.12" in done.output) == said


def test_the_scripts_are_shell(tmp_path: Path) -> None:
    """Both kinds of setup.sh, and run_autograder, parse."""
    course = load_course(MEASURING, with_solutions=True)
    with zipfile.ZipFile(io.BytesIO(pack_gradescope(course, Pack(wheels=False)))) as archive:
        texts = [archive.read("setup.sh").decode(), archive.read("run_autograder").decode()]
    texts.append(setup_script(Pack(wheels=True)))
    for text in texts:
        done = subprocess.run(["bash", "-n"], input=text, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
