"""Zips and tars: the one that a class came in, and those inside a student's work. Nothing is extracted to disk."""

from __future__ import annotations

import errno
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.errors import IntakeError
from autograder.intake.entries import MAX_DEPTH, MAX_FILES, Entry, Listing, Walked
from autograder.intake.members import READ, TARS, Member, Opened, TooMuch, open_members
from autograder.intake.names import is_hidden, is_litter, readable_name
from autograder.intake.tars import is_tar, packed_with

MAX_ENTRIES = 100_000
MAX_UNPACKED = 8 << 30
"""Bytes of a class's own tar once it is no longer made smaller."""
MAX_INNER_BYTES = 32 << 20
MAX_INNER_LEVELS = 2
_COMPRESSED = (".gz", ".bz2", ".xz", ".zst", ".lz", ".lz4", ".lzma", ".z", ".br")
NOT_READ = (
    *(".7z", ".rar", ".tzst", ".zipx", ".dmg", ".iso", ".jar", ".whl", ".egg", ".apk", ".deb", ".pkg", ".rpm", ".xpi"),
    *(".ace", ".alz", ".ar", ".arj", ".cab", ".cpio", ".lha", ".lzh", ".sit", ".sitx", ".wim", ".xar", ".zoo"),
    *(f".tar{ending}" for ending in _COMPRESSED if f".tar{ending}" not in TARS),
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
_USTAR = slice(257, 262)
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
    files: dict[str, list[Member]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """A folder in an archive."""

    node: _Node
    origin: str = ""

    def listing(self) -> Listing:
        return Listing(tuple(sorted(self.node.files)), tuple(sorted(self.node.folders)))

    def folder(self, name: str) -> ArchivePlace:
        return ArchivePlace(self.node.folders[name], f"{self.origin}{name}/")

    def file(self, name: str) -> Entry:
        return Entry(PurePosixPath(name), self.node.files[name][0].read, (f"{self.origin}{name}",))

    def walk(self) -> Walked:
        entries: list[Entry] = []
        waiting: list[tuple[tuple[str, ...], _Node]] = [((), self.node)]
        while waiting:
            below, node = waiting.pop()
            for name, members in sorted(node.files.items()):
                path = (*below, name)
                origin = self.origin + "/".join(path)
                entries += [Entry(PurePosixPath(*path), member.read, (origin,)) for member in members]
            folders = sorted(node.folders.items(), reverse=True)
            waiting.extend(((*below, name), inner) for name, inner in folders if not is_hidden(name))
        return Walked(tuple(entry for entry in entries if not is_litter(entry.path.name)))


def open_archive(path: Path) -> ArchivePlace:
    """The top of a zip or a tar. Raises IntakeError where it cannot be read as one."""
    try:
        members = open_members(open(path, "rb"), MAX_ENTRIES, MAX_UNPACKED).members  # noqa: SIM115
        root = _tree(members)
    except TooMuch as error:
        raise IntakeError(f"{path}: {error}. Unpack it and look what it is.") from error
    except (
        Exception
    ) as error:  # for damaged bytes their readers raise a dozen types, IndexError and struct.error among them
        raise IntakeError(f"{path}: {_not_read(path, error)}") from error
    files = [member for member in members if not member.folder]
    if files and all(member.locked for member in files):
        raise IntakeError(f"{path}: is encrypted. Unpack it with its password and grade the folder.")
    return ArchivePlace(root)


def _not_read(path: Path, error: Exception) -> str:
    """Why a file is no class, and what to do; an archive's beginning without its end was cut short on its way."""
    if isinstance(error, OSError) and error.errno is not None:
        full = f" A tar needs room in {tempfile.gettempdir()} to be read." if error.errno == errno.ENOSPC else ""
        return f"cannot be read ({error.strerror}).{full or ' Check its permissions.'}"
    try:
        with open(path, "rb") as file:
            head = file.read(512)
    except OSError:
        head = b""
    if packed_with(head) or is_tar(head):
        return (
            f"begins like a tar and cannot be read as one ({error}). Download it again, or grade the unpacked folder."
        )
    if head.startswith(_PACKED):
        return "is an archive of a kind that is not read here. Unpack it, and give the folder."
    if path.suffix.casefold() in (".csv", ".tsv"):
        return "is a table and no class. Give the download, and the table of who is in the class with --roster."
    said = f"is neither a folder nor a zip or tar that can be read ({error})."
    if head.startswith(b"PK\x03\x04"):
        return f"{said} It begins like a zip and lacks its end: download it again."
    return f"{said} Give the download as the platform made it, or a folder with one folder a student."


def _tree(members: Iterable[Member]) -> _Node:
    root = _Node()
    for member in members:
        parts = member.parts
        if parts is None or len(parts) > MAX_DEPTH:
            continue
        if member.folder:
            parts = (*parts, "")
        node = root
        for part in parts[:-1]:
            node = node.folders.setdefault(part, _Node())
        if parts[-1]:
            node.files.setdefault(parts[-1], []).append(member)
    return root


@dataclass(slots=True)
class Unpacked:
    """A student's files with those inside their archives, and a sentence for each archive that was not looked into."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: int = MAX_INNER_BYTES
    """Bytes of archives that may still be held in memory, and files that may still be listed."""


def unpack(entries: tuple[Entry, ...]) -> Unpacked:
    """The entries, each zip or tar among them replaced by what is in it, two levels deep."""
    found = Unpacked()
    for entry in entries:
        _add(entry, found, 0)
    return found


def _add(entry: Entry, found: Unpacked, level: int) -> None:
    name = entry.path.name.casefold()
    if _is_packed(entry):
        found.problems.append(f"{readable_name(str(entry.path))} is an archive of a kind that is not read here")
    elif not name.endswith(READ):
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
    if name.endswith(READ):
        return False
    if name.endswith(NOT_READ) or _PART.search(name):
        return True
    if suffix in _SEEN_BY_NAME:
        return False
    try:
        head = entry.read(512)
    except OSError:
        return False
    return head.startswith(_PACKED) or head[_USTAR] == b"ustar"


def _members(entry: Entry, found: Unpacked) -> Iterator[Entry]:
    raw = entry.read(found.left + 1)
    if len(raw) > found.left:
        raise OSError(f"is too large: archives of more than {MAX_INNER_BYTES >> 20} MiB a student are not opened")
    found.left -= len(raw)
    opened = _opened(entry, raw, found)
    if len(opened.members) + len(found.entries) > MAX_FILES:
        raise OSError(f"holds more than {MAX_FILES} files")
    for member in opened.members:
        if member.locked:
            raise OSError("is locked with a password")
        parts = member.parts
        if parts is None and not member.is_top and not _is_litter(member.name):
            where = readable_name(f"{entry.path}: {member.name}")
            found.problems.append(f"{where} is a link or leads out of the archive")
        if (
            parts is not None
            and not member.folder
            and len(parts) <= MAX_DEPTH
            and not any(map(is_hidden, parts[:-1]))
            and not is_litter(parts[-1])
        ):
            yield Entry(entry.path.joinpath(*parts), member.read, (*entry.origin, "/".join(parts)))


def _opened(entry: Entry, raw: bytes, found: Unpacked) -> Opened:
    """The archive that these bytes are. OSError, with why, where it cannot be read or holds too much."""
    kind = "zip" if entry.path.suffix.casefold() == ".zip" else "tar"
    try:
        opened = open_members(io.BytesIO(raw), MAX_FILES, found.left)
    except TooMuch as error:
        raise OSError(f"is not opened: it {error}") from error
    except Exception as error:  # as above
        raise OSError(f"is no {kind} that can be read ({error})") from error
    if not opened.members:
        raise OSError("holds nothing")
    found.left -= opened.unpacked
    return opened


def _is_litter(name: str) -> bool:
    return any(is_hidden(part) for part in name.split("/") if part != "..")
