"""What `watch` takes for a save: what each editor does to a file, and what is none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.student.watch.saved import COARSE_SECONDS, GONE_SECONDS, Watched, newest

OLD, NEW = "def f():\n    return 1\n", "def f():\n    return 2\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "median.py"
    path.write_text(OLD, encoding="utf-8")
    os.utime(path, (1_000_000, 1_000_000))
    return path


def in_place(path: Path) -> None:
    path.write_text(NEW, encoding="utf-8")


def with_a_backup(path: Path) -> None:
    """As vim saves."""
    path.rename(path.with_name("median.py~"))
    path.write_text(NEW, encoding="utf-8")
    path.with_name("median.py~").unlink()


def safely(path: Path) -> None:
    """As PyCharm saves."""
    fresh, old = (path.with_name(f"median.py___jb_{what}___") for what in ("tmp", "old"))
    fresh.write_text(NEW, encoding="utf-8")
    path.rename(old)
    fresh.rename(path)
    old.unlink()


@pytest.mark.parametrize("save", [in_place, with_a_backup, safely])
def test_each_editor_saves_once(file: Path, save: Callable[[Path], None]) -> None:
    """Whatever it does to files beside it, and however it puts the new one in the old one's place."""
    watched = Watched(file)
    assert watched.look(0) == ""
    save(file)
    assert [watched.look(0.2), watched.look(0.4), watched.look(9)] == ["changed", "", ""]


def test_emptied_and_then_written_is_seen_at_its_end(file: Path) -> None:
    """As VS Code saves: who looks in between meets an empty file, and looks again."""
    watched = Watched(file)
    file.write_text("", encoding="utf-8")
    assert watched.look(0.2) == "changed"
    file.write_text(NEW, encoding="utf-8")
    assert watched.look(0.4) == "changed"


@pytest.mark.skipif(os.name != "posix", reason="there Emacs makes no link")
def test_what_lies_beside_is_none_of_it(file: Path) -> None:
    """An editor's lock, its copy for a crash and its backup."""
    watched = Watched(file)
    (file.parent / ".#median.py").symlink_to("me@host.1234:1")
    for name in ("#median.py#", ".median.py.swp", "median.py~", "median.py.save"):
        (file.parent / name).write_text(NEW, encoding="utf-8")
    assert watched.look(0.2) == ""


def test_the_same_content_saved_again_is_told_apart(file: Path) -> None:
    """A person who saves wants it checked; a command that touches every file is nobody's wish to go there."""
    watched = Watched(file)
    os.utime(file, (2_000_000, 2_000_000))
    assert [watched.look(0.2), watched.look(0.4)] == ["touched", ""]


def test_a_second_save_within_a_coarse_second_is_seen(file: Path) -> None:
    """On a disk that tells times in steps of two seconds the second one may have the time and the size of the first."""
    watched = Watched(file)
    file.write_text(NEW, encoding="utf-8")
    os.utime(file, (2_000_000, 2_000_000))
    assert watched.look(0.2) == "changed"
    file.write_text(OLD, encoding="utf-8")
    os.utime(file, (2_000_000, 2_000_000))
    assert watched.look(0.2 + COARSE_SECONDS / 2) == "changed"


def test_a_file_that_stays_away_is_gone_once(file: Path) -> None:
    """Not in the middle of a save; and what comes back is checked, be it what it was."""
    watched = Watched(file)
    file.unlink()
    assert [watched.look(1.0), watched.look(1.0 + GONE_SECONDS / 2)] == ["", ""]
    file.write_text(OLD, encoding="utf-8")
    os.utime(file, (1_000_000, 1_000_000))
    assert watched.look(1.8) == ""
    file.unlink()
    assert [watched.look(2.0), watched.look(2.1 + GONE_SECONDS), watched.look(9.0)] == ["", "gone", ""]
    file.write_text(OLD, encoding="utf-8")
    os.utime(file, (1_000_000, 1_000_000))
    assert watched.look(9.2) == "changed"


def test_of_several_the_last_one_counts(file: Path) -> None:
    """Who has pulled a whole folder is not led through all of it."""
    other = file.with_name("other.py")
    other.write_text(NEW, encoding="utf-8")
    os.utime(other, (3_000_000, 3_000_000))
    paths = {"median": file, "other": other}
    assert newest(paths, ["median", "other"]) == newest(paths, ["other", "median"]) == "other"
    assert newest(paths, []) is None
