"""A place that cannot be written to, or read from, is one sentence: which, why, and what to do."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import trouble_with_files

Run = Callable[..., subprocess.CompletedProcess[str]]
COURSE = Path("tests/courses/measuring")


@pytest.mark.parametrize(("code", "ends", "says"), [(errno.EROFS, 2, "may write to"), (errno.ENOSPC, 3, "Make room")])
def test_a_release_that_cannot_be_written_leaves_nothing(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, ends: int, says: str
) -> None:
    """One sentence, and the exit code that docs/instructor.md has for it: then the same command can be given again."""

    def refuse(path: Path, *_: object, **__: object) -> int:
        raise OSError(code, "so it is", None if code == errno.ENOSPC else str(path))

    monkeypatch.setattr(Path, "write_text", refuse)
    done = command("release", "--course", COURSE, "--out", tmp_path / "out")
    assert done.returncode == ends, done.stderr
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [("release", "--out"), ("new",), ("site", "--out")])
def test_a_place_below_a_file_is_one_sentence(command: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Whatever is to be made there."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    course = () if words[0] == "new" else ("--course", COURSE)
    done = command(*words, tmp_path / "file" / "out", *course)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert str(tmp_path / "file") in done.stderr


def test_an_error_that_is_no_place_keeps_its_traceback() -> None:
    """A mistake of ours must not look like one of theirs."""
    assert trouble_with_files(FileNotFoundError(errno.ENOENT, "x", "gone")) is None
    assert trouble_with_files(OSError("no number")) is None
    assert trouble_with_files(ConnectionRefusedError(errno.ECONNREFUSED, "x")) is None


@pytest.mark.skipif(os.name == "nt", reason="a shell there closes no output")
@pytest.mark.parametrize("closed", [">&- 2>&-", "<&- >&- 2>&-", "2>&-"])
def test_a_closed_output_holds_no_run_up(tmp_path: Path, closed: str) -> None:
    """As under a service manager or `2>&-`: what is opened next must not be taken for the output."""
    shutil.copytree(
        COURSE / "solutions", tmp_path / "class" / "ada", ignore=shutil.ignore_patterns("mistakes", "accepted")
    )
    words = ["grade", tmp_path / "class", "--out", tmp_path / "out", "--course", COURSE, "--isolation", "none"]
    line = shlex.join([sys.executable, "-m", "autograder.cli", *map(str, words)])
    done = subprocess.run(["sh", "-c", f"{line} {closed}"], timeout=120, check=False, stdout=subprocess.DEVNULL)
    assert done.returncode == 0
    assert (tmp_path / "out" / "gradebook.csv").is_file()
