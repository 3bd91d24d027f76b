"""Files that are there whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from autograder.writing import replacing, sweep, write_atomically


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    """Text is UTF-8, no line end is changed, and nothing else is left in the folder."""
    path = tmp_path / ("n" * 251 + ".txt")
    write_atomically(path, "ä\r\n\n", durable=True)
    assert path.read_bytes() == b"\xc3\xa4\r\n\n"
    write_atomically(path, b"\xff")
    assert path.read_bytes() == b"\xff"
    assert os.listdir(tmp_path) == [path.name]


def write_half(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"half of it")
        file.flush()
        raise ZeroDivisionError


def test_what_breaks_leaves_the_old_file(tmp_path: Path) -> None:
    """An exception in the middle costs nothing that was there, and leaves nothing behind."""
    path = tmp_path / "a.csv"
    write_atomically(path, "old")
    with pytest.raises(ZeroDivisionError):
        write_half(path)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_the_new_file_is_read_by_those_who_read_the_old(tmp_path: Path) -> None:
    """Permissions stay; a link stays a link; what is no plain file is written to."""
    if sys.platform == "win32":
        pytest.skip("permissions and links of Unix")
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)
    write_atomically(Path("/dev/null"), "nothing")
    assert not Path("/dev/null").is_file()


def test_what_killed_writers_left_is_swept_away(tmp_path: Path) -> None:
    """Unfinished files go, everything else stays."""
    (tmp_path / ".0123456789abcdef.new").write_text("half")
    (tmp_path / "mine.new").write_text("kept")
    sweep(tmp_path)
    assert os.listdir(tmp_path) == ["mine.new"]


def test_a_name_that_is_no_text_is_written_with_a_question_mark(tmp_path: Path) -> None:
    """A file name that is not UTF-8 costs nobody the file that names it."""
    name = os.fsdecode(b"bad\xffname")
    write_atomically(tmp_path / "state", json.dumps([name], ensure_ascii=False))
    assert json.loads((tmp_path / "state").read_text(encoding="utf-8")) == ["bad?name"]
