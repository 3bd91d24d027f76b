"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".new"
"""How the names end of what was being written when its writer was killed."""


def write_atomically(path: Path, content: bytes | str, *, durable: bool = False) -> None:
    """Puts `content`, text as UTF-8, into `path` in one step: whoever reads meets the old file or the new one.

    `durable` waits until it is on the disk. Raises OSError, and then the old file is as it was.
    """
    with replacing(path, durable=durable) as file:
        file.write(encoded(content))


def write_where_changed(path: Path, content: bytes | str) -> None:
    """The same, and nothing where the file holds that already: putting one in another's place takes a disk long."""
    raw = encoded(content)
    if not (path.is_file() and path.stat().st_size == len(raw) and path.read_bytes() == raw):
        write_atomically(path, raw)


def for_spreadsheets(table: str) -> bytes:
    """A table for people, as every one of ours is written: without the mark in front Excel misreads names."""
    return table.encode("utf-8-sig", "replace")


def encoded(content: bytes | str) -> bytes:
    """Text as UTF-8; half a surrogate pair, as in a file name that is no UTF-8, is no text and becomes `?`."""
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = False) -> Iterator[BinaryIO]:
    """The same for content that comes in parts: what is written in the block takes the file's place at its end.

    Where the block ends in an exception, the old file is as it was. What is no plain file, such as /dev/stdout, is
    written to as it is; a link stays one.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with open(target, "wb") as file:
            yield file
        return
    fresh = target.with_name(
        f".{secrets.token_hex(8)}{UNFINISHED}"
    )  # short: the file's own name may be as long as can be
    try:
        with open(fresh, "xb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, fresh)
        os.replace(fresh, target)
    except BaseException as error:
        with contextlib.suppress(OSError):  # where nothing can be removed either, what failed first is what counts
            fresh.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (str(fresh), None) and error.errno is not None:
            raise OSError(error.errno, error.strerror, str(path)) from error  # nobody knows the other name
        raise


@contextlib.contextmanager
def replacing_folder(path: Path, first: str = "") -> Iterator[Path]:
    """The same for a whole folder: what is made in the folder that the block is given is in `path` at its end, alone.

    Where the block ends in an exception, `path` is as it was, and not there where it was not. What is called `first`
    is put there first. The folder itself stays the one that it was: it may be a mount, or somebody's own.
    """
    new = not path.exists()
    path.mkdir(parents=True, exist_ok=True)
    fresh = path / f".{secrets.token_hex(8)}{UNFINISHED}"
    try:
        for left in _unfinished(path):
            shutil.rmtree(left)
        fresh.mkdir()
        yield fresh
        _put_in_place(fresh, path, first)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        with contextlib.suppress(OSError):  # what others have put there meanwhile stays
            if new:
                path.rmdir()
        raise


def is_free(path: Path) -> bool:
    """Whether a folder may be made at `path`: nothing is there, or an empty folder, or what a killed writer left."""
    return not path.exists() or (path.is_dir() and set(path.iterdir()) == set(_unfinished(path)))


def _put_in_place(fresh: Path, path: Path, first: str) -> None:
    names = sorted(os.listdir(fresh), key=lambda name: (name != first, name))
    for name in names:
        _remove(path / name, files=False)
        os.replace(fresh / name, path / name)
    for name in set(os.listdir(path)) - {*names, fresh.name}:
        _remove(path / name)
    fresh.rmdir()


def _remove(path: Path, *, files: bool = True) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif files:
        path.unlink(missing_ok=True)


def _unfinished(folder: Path) -> list[Path]:
    return [left for left in folder.glob(f".????????????????{UNFINISHED}") if left.is_dir()]


def sweep(folder: Path) -> None:
    """Removes what killed writers left in a folder of which this process is the only writer."""
    for left in folder.glob(f".????????????????{UNFINISHED}"):
        left.unlink(missing_ok=True)
