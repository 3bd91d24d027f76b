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
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Removes what killed writers left in a folder of which this process is the only writer."""
    for left in folder.glob(f".????????????????{UNFINISHED}"):
        left.unlink(missing_ok=True)
