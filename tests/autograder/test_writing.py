"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from autograder.writing import is_free, replacing, replacing_folder, sweep, write_atomically


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


def test_a_file_that_cannot_be_written_is_called_by_its_own_name(tmp_path: Path) -> None:
    """Not by that under which it was being made, and not by what could not be tidied up after it."""
    target = tmp_path / "no" / "such" / "x.txt"
    with pytest.raises(OSError) as caught:
        write_atomically(target, "x")
    assert caught.value.filename == str(target)


def fill(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def there(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("before", [None, {}, {"a/b.txt": "old", "gone.txt": "old", "c.txt": "old"}])
def test_a_folder_is_there_whole(tmp_path: Path, before: dict[str, str] | None) -> None:
    """What was there before and is not any more is not there any more."""
    out = tmp_path / "deep" / "out"
    if before is not None:
        out.mkdir(parents=True)
        fill(out, before)
    with replacing_folder(out) as folder:
        fill(folder, {"a/b.txt": "new", "c.txt": "new", "d/e.txt": "new"})
    assert there(out) == {"a/b.txt": "new", "c.txt": "new", "d/e.txt": "new"}
    assert sorted(os.listdir(out)) == ["a", "c.txt", "d"]


def make_half(out: Path, stop: BaseException) -> None:
    with replacing_folder(out) as folder:
        fill(folder, {"a/b.txt": "new"})
        raise stop


@pytest.mark.parametrize("before", [None, {}, {"a/b.txt": "old"}])
@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_folder_is_as_it_was_where_making_it_broke(
    tmp_path: Path, before: dict[str, str] | None, stop: BaseException
) -> None:
    """A full disk, Ctrl-C: the same command can be given again."""
    out = tmp_path / "out"
    if before is not None:
        out.mkdir()
        fill(out, before)
    with pytest.raises(type(stop)):
        make_half(out, stop)
    assert out.exists() == (before is not None)
    assert not out.exists() or there(out) == before
    assert is_free(out) == (not before)


def test_what_a_killed_maker_of_a_folder_left_stops_nobody(tmp_path: Path) -> None:
    """It counts as nothing, and is removed by the next."""
    out = tmp_path / "out"
    with replacing_folder(out) as folder:
        fill(folder, {"a.txt": "new"})
        shutil.copytree(folder, tmp_path / "left")
    shutil.rmtree(out)
    out.mkdir()
    shutil.copytree(tmp_path / "left", out / ".0123456789abcdef.new")
    assert is_free(out)
    with replacing_folder(out) as folder:
        fill(folder, {"b.txt": "new"})
    assert there(out) == {"b.txt": "new"}
