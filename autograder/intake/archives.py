"""Zips: the one that a class came in, and those inside a student's work. Nothing is extracted to disk."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.errors import IntakeError
from autograder.files import MAX_BYTES
from autograder.intake.entries import MAX_DEPTH, MAX_FILES, Entry, Listing, Walked
from autograder.intake.names import is_hidden, readable_name

MAX_ENTRIES = 100_000
MAX_INNER_BYTES = 32 << 20
MAX_INNER_LEVELS = 2
_COMPRESSED = (".gz", ".bz2", ".xz", ".zst", ".lz", ".lz4", ".lzma", ".z", ".br")
NOT_READ = (
    *(".7z", ".rar", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".zipx", ".dmg", ".iso", ".jar", ".whl", ".egg"),
    *(".ace", ".alz", ".ar", ".arj", ".cab", ".cpio", ".lha", ".lzh", ".sit", ".sitx", ".wim", ".xar", ".zoo"),
    *(".apk", ".deb", ".pkg", ".rpm", ".xpi"),
    *(f".tar{ending}" for ending in _COMPRESSED),
    *_COMPRESSED,
)
"""Endings of archives, and of files that were made smaller, which are not looked into."""
_PART = re.compile(r"\.(?:7z|zip|rar|tar|tgz|gz)\.\d{2,3}$|\.part\d+(?:\.rar)?$|\.[zr]\d{2}$")
"""One of several files that an archive was cut into."""
_PACKED = (
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"\x1f\x9d", b"\x1f\xa0", b"BZh", b"\xfd7zXZ\0"),
    *(b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"LZIP", b"MSCF\0\0\0\0", b"xar!", b"SIT!", b"StuffIt", b"!<arch>\n"),
)
"""How archives begin, whatever they are called."""
_TAR = slice(257, 262)
_SEEN_BY_NAME = frozenset(
    {
        *(".py", ".pyc", ".ipynb", ".md", ".txt", ".yaml", ".yml", ".toml", ".cfg", ".html", ".css", ".js"),
        *(".csv", ".tsv", ".json", ".npy", ".npz", ".docx", ".odt", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg"),
    }
)
"""Endings of files that are not looked into for what they are: the most of what is handed in."""


@dataclass(slots=True)
class _Node:
    folders: dict[str, _Node] = field(default_factory=dict)
    files: dict[str, list[zipfile.ZipInfo]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """A folder in an archive."""

    archive: zipfile.ZipFile
    node: _Node
    origin: str = ""

    def listing(self) -> Listing:
        return Listing(tuple(sorted(self.node.files)), tuple(sorted(self.node.folders)))

    def folder(self, name: str) -> ZipPlace:
        return ZipPlace(self.archive, self.node.folders[name], f"{self.origin}{name}/")

    def file(self, name: str) -> Entry:
        return member(self.archive, self.node.files[name][0], (name,), f"{self.origin}{name}")

    def walk(self) -> Walked:
        entries: list[Entry] = []
        waiting: list[tuple[tuple[str, ...], _Node]] = [((), self.node)]
        while waiting:
            below, node = waiting.pop()
            for name, infos in sorted(node.files.items()):
                path = (*below, name)
                entries += [member(self.archive, info, path, self.origin + "/".join(path)) for info in infos]
            folders = sorted(node.folders.items(), reverse=True)
            waiting.extend(((*below, name), inner) for name, inner in folders if not is_hidden(name))
        return Walked(tuple(entry for entry in entries if not is_hidden(entry.path.name)))


def open_zip(path: Path) -> ZipPlace:
    """The top of a zip. Raises IntakeError where it cannot be read as one."""
    try:
        archive = zipfile.ZipFile(path)
        infos = archive.infolist()
        root = _tree(infos)
    except Exception as error:  # for damaged bytes zipfile raises a dozen types, IndexError and struct.error among them
        raise IntakeError(
            f"{path}: is neither a folder nor a zip that can be read ({error}). {_advice(path)}"
        ) from error
    if len(infos) > MAX_ENTRIES:
        raise IntakeError(f"{path}: has more than {MAX_ENTRIES} entries. Unpack it and look what it is.")
    files = [info for info in infos if not info.is_dir()]
    if files and all(info.flag_bits & 1 for info in files):
        raise IntakeError(f"{path}: is encrypted. Unpack it with its password and grade the folder.")
    return ZipPlace(archive, root)


def _advice(path: Path) -> str:
    """What to do about a file that is no zip; one that begins like a zip was cut short on its way."""
    try:
        with open(path, "rb") as file:
            begins = file.read(4)
    except OSError:
        begins = b""
    if begins == b"PK\x03\x04":
        return "It begins like a zip and lacks its end: download it again."
    return "Give the download as the platform made it, or a folder with one folder a student."


def _tree(infos: list[zipfile.ZipInfo]) -> _Node:
    root = _Node()
    for info in infos:
        parts = safe_parts(info)
        if parts is None or len(parts) > MAX_DEPTH:
            continue
        if info.is_dir():
            parts = (*parts, "")
        node = root
        for part in parts[:-1]:
            node = node.folders.setdefault(part, _Node())
        if parts[-1]:
            node.files.setdefault(parts[-1], []).append(info)
    return root


def safe_parts(info: zipfile.ZipInfo) -> tuple[str, ...] | None:
    """A member's path in parts, or None for what is neither a plain file nor a folder inside the archive."""
    mode = info.external_attr >> 16
    parts = tuple(part for part in info.filename.replace("\\", "/").split("/") if part)
    plain = info.filename and (info.is_dir() or stat.S_IFMT(mode) in (0, stat.S_IFREG))
    inside = parts and not info.filename.startswith(("/", "\\")) and ":" not in parts[0] and ".." not in parts
    return parts if plain and inside else None


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, parts: tuple[str, ...], *origin: str) -> Entry:
    """One member as an entry. Reading is bounded, so that a bomb unpacks to no more than what was asked for."""

    def read(limit: int = MAX_BYTES + 1) -> bytes:
        if info.flag_bits & 1:
            raise OSError("is locked with a password")
        try:
            with archive.open(info) as file:
                return file.read(limit)
        except Exception as error:  # each compression has its own types for damaged data
            raise OSError(f"cannot be unpacked ({error})") from error

    return Entry(PurePosixPath(*parts), read, origin)


@dataclass(slots=True)
class Unpacked:
    """A student's files with those inside their archives, and a sentence for each archive that was not looked into."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: int = MAX_INNER_BYTES
    """Bytes of archives that may still be held in memory, and files that may still be listed."""


def unpack(entries: tuple[Entry, ...]) -> Unpacked:
    """The entries, each zip among them replaced by what is in it, two levels deep."""
    found = Unpacked()
    for entry in entries:
        _add(entry, found, 0)
    return found


def _add(entry: Entry, found: Unpacked, level: int) -> None:
    name = entry.path.name.casefold()
    if _is_packed(entry):
        found.problems.append(f"{readable_name(str(entry.path))} is an archive of a kind that is not read here")
    elif not name.endswith(".zip"):
        found.entries.append(entry)
    elif level >= MAX_INNER_LEVELS:
        found.problems.append(f"{readable_name(str(entry.path))} lies too deep in other archives")
    else:
        try:
            for inner in _members(entry, found):
                _add(inner, found, level + 1)
        except OSError as error:
            found.problems.append(f"{readable_name(str(entry.path))} {error.strerror or error}")


def _is_packed(entry: Entry) -> bool:
    """Whether it is an archive of a kind that is not read, by its name or, where that says nothing, by its head."""
    name, suffix = entry.path.name.casefold(), entry.path.suffix.casefold()
    if name.endswith(NOT_READ) or _PART.search(name):
        return True
    if suffix == ".zip" or suffix in _SEEN_BY_NAME:
        return False
    try:
        head = entry.read(_TAR.stop)
    except OSError:
        return False
    return head.startswith(_PACKED) or head[_TAR] == b"ustar"


def _members(entry: Entry, found: Unpacked) -> Iterator[Entry]:
    raw = entry.read(found.left + 1)
    if len(raw) > found.left:
        raise OSError(f"is too large: archives of more than {MAX_INNER_BYTES >> 20} MiB a student are not opened")
    found.left -= len(raw)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        infos = archive.infolist()
        listed = [(info, safe_parts(info)) for info in infos]
    except Exception as error:  # as above
        raise OSError(f"is no zip that can be read ({error})") from error
    if len(infos) + len(found.entries) > MAX_FILES:
        raise OSError(f"holds more than {MAX_FILES} files")
    for info, parts in listed:
        if info.flag_bits & 1:
            raise OSError("is locked with a password")
        if parts is None and not _is_litter(info.filename):
            where = readable_name(f"{entry.path}: {info.filename}")
            found.problems.append(f"{where} is a link or leads out of the archive")
        if (
            parts is not None
            and not info.is_dir()
            and len(parts) <= MAX_DEPTH
            and not any(is_hidden(part) for part in parts)
        ):
            inner = member(archive, info, parts, *entry.origin, "/".join(parts))
            yield Entry(entry.path / inner.path, inner.read, inner.origin)


def _is_litter(name: str) -> bool:
    return any(is_hidden(part) for part in name.split("/") if part != "..")
