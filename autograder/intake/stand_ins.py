"""Files that may be an exercise under a name that is not its own: of another ending, or with more words in it.

A mail program that lets no `.py` pass, a word processor, a browser and an editor all make other names of one file. What
is called like the exercise but for its ending stands in where nothing else was handed in for it; what merely has the
exercise's name in its own is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from autograder.intake.near_misses import exercise_called

MOST_ENDINGS = 3
COMPILED = frozenset({".pyc", ".pyo"})
NEVER = COMPILED | frozenset(
    {
        *(".csv", ".tsv", ".npy", ".npz", ".log", ".svg", ".css", ".js", ".map", ".xml", ".lock"),
        *(".toml", ".ini", ".cfg", ".sh", ".bat", ".exe", ".so", ".dll", ".class", ".o", ".png~"),
    }
)
"""Endings of what programs make beside a student's work, or read in it: nobody hands an answer in as one."""
DOCUMENTS = frozenset({".docx", ".doc", ".odt", ".rtf", ".pdf", ".pages", ".txt", ".text"})
PICTURES = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".heic", ".heif", ".webp", ".gif", ".bmp", ".tif", ".tiff"),
        *(".eml", ".msg", ".mbox", ".url", ".webloc", ".gdoc"),
    }
)
"""Endings of photographs of a screen or of paper, of mails and of links."""
_MARKED_UP = frozenset({".md", ".markdown"})
_HANDED_OUT = frozenset({"readme", "requirements", "license", "licence", "changelog", "contributing", "constraints"})
PROGRAM = re.compile(r"^(?:async +def|def|class) +\w+", re.MULTILINE)
"""What a program of an exercise has in any case: a definition at the left margin."""
_SHORTEST = 3
"""Letters of an exercise's name that say something inside another one."""


def stands_in_for(name: str, files: Sequence[str]) -> tuple[str, ...]:
    """The exercise files that `name` is but for its ending; of one stem there may be several, of other names none."""
    base = _plain(name)
    if base.startswith("#") and base.endswith("#"):  # what Emacs keeps of a file that was not saved
        base = base[1:-1]
    base = base.removeprefix(".")  # what an editor or a cloud keeps in the file's place: `.median.py.icloud`
    stems = {file: _plain(PurePosixPath(file).stem) for file in files}
    near = [file for file in files if stems[file] in base]
    for _ in range(MOST_ENDINGS + 1 if near else 0):
        base = base.rstrip("~_ ")
        found = tuple(file for file in near if exercise_called(base + PurePosixPath(file).suffix, [file]))
        if found:
            return found
        base, dot, ending = base.rpartition(".")
        if not dot or not ending or f".{ending}" in NEVER:
            return ()
    return ()


def is_like(name: str, file: str, files: Iterable[str]) -> bool:
    """Whether the exercise's name stands in `name`, which may be the exercise's file; a test of it is not."""
    path = PurePosixPath(_plain(name))
    stem, own = path.stem, _plain(PurePosixPath(file).stem)
    if path.suffix in NEVER or is_test(name) or len(own) < _SHORTEST:
        return False
    others = (_plain(PurePosixPath(other).stem) for other in files if other != file)
    return own in stem and not any(len(other) > len(own) and other in stem for other in others)


def may_hold_answers(name: str) -> bool:
    """Whether it is called like a document that a person wrote, and not like what is handed out with any course."""
    path = PurePosixPath(_plain(name))
    return path.suffix in DOCUMENTS | _MARKED_UP and path.stem not in _HANDED_OUT


def is_test(name: str) -> bool:
    """Whether it is called like a file of tests."""
    stem = PurePosixPath(_plain(name)).stem
    return stem.startswith("test_") or stem.endswith("_test") or stem == "conftest"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
