"""Results that take a seventh of the room: results.jsonl.gz, each line a gzip member of its own.

Members one after the other are one gzip file, so `zcat` prints what results.jsonl would hold; and as each begins where
a line does, a single line can be read without those before it. A run works on the plain file and packs it at its end.
Where both lie there, the plain one counts: it is taken away only once the packed one is whole.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.writing import replacing

ENDING = ".gz"
_LEVEL = 6
_PART = 1 << 16
_MEMBER = 16 + zlib.MAX_WBITS
"""zlib's word for: with gzip's head and checksum."""


def packed(path: Path) -> Path:
    """What a file of results is called once it is packed."""
    return path.with_name(path.name + ENDING)


def there(path: Path) -> Path:
    """Where the results lie that may be packed: at `path`, or beside it."""
    return packed(path) if not path.exists() and packed(path).exists() else path


def pack(path: Path) -> None:
    """Packs a file and takes the plain one away. The same lines give the same bytes. Raises OSError."""
    with open(path, "rb") as source, replacing(packed(path), durable=True) as target:
        for line in source:
            target.write(_pack(line))
    path.unlink()


def _pack(line: bytes) -> bytes:
    made = gzip.compress(line, _LEVEL, mtime=0)
    return made[:9] + b"\xff" + made[10:]  # the system that made it, of which not every Python says the same


def unpack(path: Path) -> None:
    """Puts the plain file in the packed one's place, up to where that is damaged. Raises OSError."""
    if path.exists():
        packed(path).unlink(missing_ok=True)
    if not packed(path).exists():
        return
    whole = True
    with replacing(path, durable=True) as target:
        try:
            for _, line in numbered(packed(path)):
                target.write(line)
        except ValueError:
            whole = False
    if whole:
        packed(path).unlink()
    else:
        os.replace(packed(path), path.with_name(f"{path.stem}.damaged{path.suffix}{ENDING}"))


def numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line of a file, packed or not, with the place from which `line_at` reads it.

    Raises OSError, and ValueError where a packed line is damaged.
    """
    with open(path, "rb") as file:
        if path.suffix != ENDING:
            start = 0
            for line in file:
                yield start, line
                start += len(line)
            return
        start, rest = 0, b""
        while rest or (rest := file.read(_PART)):
            line, used, rest = _member(rest, file.read)
            yield start, line
            start += used


def line_at(path: Path, place: int) -> bytes:
    """One line of a file, packed or not. Raises OSError, and ValueError where it is damaged."""
    with open(path, "rb") as file:
        file.seek(place)
        if path.suffix != ENDING:
            return file.readline()
        return _member(file.read(_PART), file.read)[0]


def _member(part: bytes, more: Callable[[int], bytes]) -> tuple[bytes, int, bytes]:
    """The text of a gzip member that begins with `part`, its length in the file, and what was read beyond its end."""
    reader, text, used = zlib.decompressobj(_MEMBER), b"", 0
    try:
        while not reader.eof:
            if not part:
                raise ValueError("a packed line ends in the middle")
            text += reader.decompress(part)
            used += len(part)
            part = b"" if reader.eof else more(_PART)
    except zlib.error as error:
        raise ValueError(f"a packed line is damaged ({error})") from error
    rest = reader.unused_data
    return text, used - len(rest), rest
