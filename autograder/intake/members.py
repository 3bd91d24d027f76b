"""Archives of the kinds that are read here, opened to their members alike: zips, and tars, also made smaller."""

from __future__ import annotations

import stat
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from itertools import islice
from typing import IO, TypeVar

from autograder.files import MAX_BYTES
from autograder.intake.entries import Reader
from autograder.intake.tars import BLOCK, DAMAGE, TarMember, is_tar, packed_with, read_at, tar_members, unpacked

TARS = (
    *(".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz"),
    *(".tar.gzip", ".taz"),
)
"""Endings of tars that are looked into."""
READ = (".zip", *TARS)
_IN_MEMORY = 32 << 20
_Found = TypeVar("_Found", TarMember, zipfile.ZipInfo)


class TooMuch(Exception):
    """More than was allowed, in bytes or in members; what it does, as the rest of a sentence."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: `name` as it is written in the archive; `plain` where it is a file or a folder and nothing else."""

    name: str
    folder: bool
    plain: bool
    locked: bool
    read: Reader

    @property
    def parts(self) -> tuple[str, ...] | None:
        """Its path in parts, or None for what is neither a plain file nor a folder inside the archive."""
        parts = tuple(part for part in self.name.replace("\\", "/").split("/") if part not in ("", "."))
        inside = parts and not self.name.startswith(("/", "\\")) and ":" not in parts[0] and ".." not in parts
        return parts if self.plain and inside else None

    @property
    def is_top(self) -> bool:
        """Whether it is the folder that was packed itself, as `tar -c .` has it."""
        return self.folder and self.name in (".", "./")


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive's members. `unpacked`: bytes that it took to unpack it as a whole, as a tar that was made smaller."""

    members: tuple[Member, ...]
    unpacked: int = 0


def open_members(file: IO[bytes], most_members: int, most_bytes: int) -> Opened:
    """What is in the archive that `file` holds, whatever it is called.

    Raises TooMuch, or anything that a damaged archive makes its reader raise.
    """
    head = read_at(file, 0, BLOCK)
    if packed_with(head):
        whole = _unpack(file, head, most_bytes)
        size = whole.tell()
        if size and not is_tar(read_at(whole, 0, BLOCK)):
            raise ValueError("what is packed in it is no tar")
        return Opened(_of_tar(whole, size, most_members), size)
    if is_tar(head) or (head and not any(head)):
        return Opened(_of_tar(file, file.seek(0, 2), most_members))
    return Opened(_of_zip(file, most_members))


def _unpack(file: IO[bytes], head: bytes, most: int) -> IO[bytes]:
    """The bytes of what was made smaller, in memory or in a file without a name, its end where it stands."""
    whole: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    file.seek(0)
    for piece in unpacked(file, head):
        if whole.tell() + len(piece) > most:
            raise TooMuch(f"unpacks to more than {most >> 20} MiB")
        whole.write(piece)
    return whole


def _of_tar(file: IO[bytes], size: int, most: int) -> tuple[Member, ...]:
    one_at_a_time = threading.Lock()
    found = _at_most(list(islice(tar_members(file, size), most + 1)), most)
    newest = {member.name: member for member in found}  # as tar unpacks it: what was added later counts
    return tuple(_tar_member(file, member, one_at_a_time) for member in newest.values())


def _tar_member(file: IO[bytes], member: TarMember, one_at_a_time: threading.Lock) -> Member:
    def read(limit: int = MAX_BYTES + 1) -> bytes:
        with one_at_a_time:
            try:
                return read_at(file, member.offset, min(limit, member.size))
            except DAMAGE as error:
                raise OSError(f"cannot be unpacked ({error})") from error

    return Member(member.name, member.folder, member.plain and bool(member.name), False, read)


def _of_zip(file: IO[bytes], most: int) -> tuple[Member, ...]:
    archive = zipfile.ZipFile(file)
    return tuple(_zip_member(archive, info) for info in _at_most(archive.infolist(), most))


def _at_most(found: list[_Found], most: int) -> list[_Found]:
    if len(found) > most:
        raise TooMuch(f"holds more than {most} files")
    return found


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    """Reading is bounded, so that a bomb unpacks to no more than what was asked for."""
    locked = bool(info.flag_bits & 1)

    def read(limit: int = MAX_BYTES + 1) -> bytes:
        if locked:
            raise OSError("is locked with a password")
        try:
            with archive.open(info) as file:
                return file.read(limit)
        except Exception as error:  # each compression has its own types for damaged data
            raise OSError(f"cannot be unpacked ({error})") from error

    kind = stat.S_IFMT(info.external_attr >> 16)
    plain = bool(info.filename) and (info.is_dir() or kind in (0, stat.S_IFREG))
    return Member(info.filename, info.is_dir(), plain, locked, read)
