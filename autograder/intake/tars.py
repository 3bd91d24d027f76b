"""What is in a tar, told by its headers alone. Nothing is extracted, and no header takes more than a bounded look.

Strangers make these files, so they are read here and not by `tarfile`, which in some versions of Python turns for hours
on a header that was made for it. Names are read as every program writes them: plainly, with a prefix, as GNU's long
names and in pax headers.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

BLOCK = 512
DAMAGE = (OSError, EOFError, ValueError, MemoryError, zlib.error, lzma.LZMAError)
"""What reading damaged bytes raises."""
_MAX_NAME = 64 << 10
"""Bytes of a header that holds another one's name: a longer one is no name."""
_XZ_MEMORY = 192 << 20
"""What `xz -9` needs, and more; an archive can ask for gigabytes."""
_CHUNK = 1 << 18
_REGULAR, _FOLDER = frozenset(b"0\x007"), ord("5")
_LONG_NAME, _LONG_LINK, _PAX, _PAX_FOR_ALL = b"LKxg"
_OLD_SPARSE = ord("S")


@dataclass(frozen=True, slots=True)
class TarMember:
    """One member: its name as it is written, and where its bytes stand. `plain`: neither link, device nor the like."""

    name: str
    offset: int
    size: int
    folder: bool
    plain: bool


def is_tar(head: bytes) -> bool:
    """Whether a file that begins so is a tar: the sum in its first header is right."""
    return len(head) >= BLOCK and _sum_is_right(head[:BLOCK])


def tar_members(file: IO[bytes], end: int) -> Iterator[TarMember]:
    """All members of the tar in `file`, which is `end` bytes long. ValueError where it is damaged or cut short."""
    place, name, plain = 0, "", True
    while place + BLOCK <= end:
        head = read_at(file, place, BLOCK)
        if not any(head):
            return
        if not _sum_is_right(head):
            raise ValueError("a header in it is damaged")
        kind, size = head[156], _number(head[124:136])
        start = _after_map(file, place + BLOCK, end) if kind == _OLD_SPARSE and head[482] else place + BLOCK
        if start + size > end:
            raise ValueError("it ends too early")
        place = start + -(-size // BLOCK) * BLOCK
        if kind == _LONG_NAME:
            name = _text(_named(file, start, size))
        elif kind == _PAX:
            told, whole = _pax(_named(file, start, size))
            name, plain = told or name, plain and whole
        elif kind not in (_LONG_LINK, _PAX_FOR_ALL):
            name = name or _own_name(head)
            folder = kind == _FOLDER or (kind in _REGULAR and name.endswith("/"))
            yield TarMember(name, start, size, folder, plain and (folder or kind in _REGULAR))
            name, plain = "", True


def read_at(file: IO[bytes], place: int, size: int) -> bytes:
    file.seek(place)
    return file.read(size)


def packed_with(head: bytes) -> bool:
    """Whether a file that begins so was made smaller in a way that `unpacked` knows."""
    return head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"))


def unpacked(file: IO[bytes], head: bytes) -> Iterator[bytes]:
    """The bytes of such a file piece by piece, so that who reads can stop. Raises one of DAMAGE."""
    if head.startswith(b"\xfd7zXZ\0"):
        return _of_xz(file)
    opened: IO[bytes] = gzip.GzipFile(fileobj=file) if head.startswith(b"\x1f\x8b") else bz2.BZ2File(file)  # type: ignore[assignment]
    return iter(lambda: opened.read(_CHUNK), b"")


def _of_xz(file: IO[bytes]) -> Iterator[bytes]:
    whole = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
    while not whole.eof:
        raw = file.read(_CHUNK) if whole.needs_input else b""
        if whole.needs_input and not raw:
            raise EOFError("it ends too early")
        yield whole.decompress(raw, _CHUNK)


def _sum_is_right(head: bytes) -> bool:
    try:
        return sum(head[:148]) + 8 * ord(" ") + sum(head[156:]) == _number(head[148:156])
    except ValueError:
        return False


def _number(raw: bytes) -> int:
    """A number as headers have it: octal digits, or bytes behind 0x80 where those are too few."""
    if raw[0] == 0x80:
        return int.from_bytes(raw[1:], "big")
    digits = raw.partition(b"\0")[0].strip()
    if digits.strip(b"01234567"):
        raise ValueError("a number in it is damaged")
    return int(digits or b"0", 8)


def _own_name(head: bytes) -> str:
    name = head[:100].partition(b"\0")[0]
    prefix = head[345:500].partition(b"\0")[0] if head[257:263] == b"ustar\0" else b""
    return _text(prefix + b"/" + name if prefix else name)


def _text(raw: bytes) -> str:
    return raw.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _named(file: IO[bytes], start: int, size: int) -> bytes:
    if size > _MAX_NAME:
        raise ValueError("a name in it is too long")
    return read_at(file, start, size)


def _pax(raw: bytes) -> tuple[str, bool]:
    """The path that a pax header gives the next member, if any, and whether that is no file with holes."""
    name, whole = "", True
    while raw:
        length, _, rest = raw.partition(b" ")
        if not length.isdigit() or len(length) > 6 or not len(length) + 1 < int(length) <= len(raw):
            break  # what pads the end
        key, _, value = rest[: int(length) - len(length) - 1].rstrip(b"\n").partition(b"=")
        raw = raw[int(length) :]
        if key == b"path":
            name = _text(value)
        whole = whole and not key.startswith((b"GNU.sparse", b"size"))
    return name, whole


def _after_map(file: IO[bytes], place: int, end: int) -> int:
    """Where the bytes of an old file with holes begin: behind the blocks that say where the holes are."""
    while place + BLOCK <= end:
        more = read_at(file, place, BLOCK)[504]
        place += BLOCK
        if not more:
            return place
    raise ValueError("it ends too early")
