"""What readers have learned, kept in the user's cache folder: learning takes seconds, in each process that marks.

A file's name says all that what is in it depends on, so it never grows stale; where it is not there, or damaged, or no
file can be kept, the reader learns as ever. What is kept are numbers to the last bit: nobody can tell by a mark.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autograder.course import digest
from autograder.kinds.written.answers import Labelled
from autograder.writing import write_atomically

Learned = dict[str, NDArray[np.generic]]
"""What a reader has learned, as arrays by name."""
Keep = Callable[[str, Callable[[], Learned]], Learned]
"""Gives what the reader of this name has learned: has it learn where that is not known."""

_KEY = "learned_from"
"""The file that says, in what is shipped, what that was learned from."""
MOST = 24
"""Files; the oldest go."""


def not_kept(name: str, learn: Callable[[], Learned]) -> Learned:
    """Learns each time."""
    return learn()


def kept_for(
    rests_on: Sequence[str], answers: Sequence[Labelled], folder: Path | None = None, *, shipped: Path | None = None
) -> Keep:
    """Keeps what is learned from these labelled answers. `rests_on` is what else it follows from: texts, or digests.

    Who learns from others' answers must not teach the course, and a check that is mended teaches no reader anything.
    Where no folder can be had, as in a page, what was `shipped` is read, if it was learned from the same.
    """
    folder = folder or _cache_folder()
    if folder is None:
        return not_kept if shipped is None else _shipped(shipped, _key(rests_on, answers))
    known_by = (digest.engine_digest(), digest.machine_digest(), _key(rests_on, answers))

    def keep(name: str, learn: Callable[[], Learned]) -> Learned:
        file = folder / f"{hashlib.sha256(repr((*known_by, name)).encode()).hexdigest()[:32]}.npz"
        known = _read(file)
        if known is None:
            known = learn()
            _write(file, known)
        return known

    return keep


def shipping(
    rests_on: Sequence[str], answers: Sequence[Labelled], learned: Mapping[str, Learned]
) -> Iterator[tuple[str, bytes]]:
    """Files, by their names in the folder that is `shipped`, of what each reader has learned; the same bytes each time.

    For a Python that learns slowly: a browser's takes minutes over the products of all pairs of a thousand answers.
    """
    yield _KEY, _key(rests_on, answers).encode()
    for reader, arrays in learned.items():
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            yield f"{reader}.{name}.npy", content.getvalue()


def _shipped(folder: Path, key: str) -> Keep:
    found = folder / _KEY
    if not found.is_file() or found.read_text(encoding="utf-8") != key:
        return not_kept

    def keep(name: str, learn: Callable[[], Learned]) -> Learned:
        files = folder.glob(f"{name}.*.npy")
        return {file.name[len(name) + 1 : -4]: np.load(file, allow_pickle=False) for file in files}

    return keep


def packed_words(words: Sequence[str]) -> NDArray[np.uint8]:
    """Texts as an array."""
    return np.frombuffer(json.dumps(list(words)).encode(), np.uint8)


def words_in(packed: NDArray[np.generic]) -> list[str]:
    """The texts that were packed."""
    words: list[str] = json.loads(packed.tobytes())
    return words


def _key(rests_on: Sequence[str], answers: Sequence[Labelled]) -> str:
    said = [(one.text, sorted(one.concepts), sorted(one.misconceptions)) for one in answers]
    return hashlib.sha256(json.dumps([*rests_on, said]).encode()).hexdigest()


def _cache_folder() -> Path | None:
    try:
        from platformdirs import user_cache_path
    except ImportError:  # a student's install, or a browser's
        return None
    return user_cache_path("autograder") / "taught"


def _read(file: Path) -> Learned | None:
    try:
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _write(file: Path, learned: Learned) -> None:
    content = io.BytesIO()
    np.savez(content, **learned)  # type: ignore[arg-type]
    with contextlib.suppress(OSError):  # a home that cannot be written to, a full disk: then it is learned again
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers speak in it
        write_atomically(file, content.getvalue())
        by_age = sorted(file.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in by_age[MOST:]:
            old.unlink(missing_ok=True)
