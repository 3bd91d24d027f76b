"""What was found for an exercise, and how a person is asked where nobody guesses."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from autograder.course.model import SubmittedFile
from autograder.intake.entries import Entry
from autograder.intake.names import readable_name

TAKE = "write its path into the column `take` of this row, and grade again"


@dataclass(frozen=True, slots=True)
class Found:
    """What counts for one exercise, the entry it came from, and what a person should hear of it."""

    file: SubmittedFile | None
    entry: Entry | None = None
    done: str = ""
    to_do: str = ""
    used: tuple[Entry, ...] = field(default=(), compare=False)
    """All entries that were looked at for it."""
    untouched: bool = False
    """There is no work in it: the stub as it was handed out, or nothing but comments."""
    between: tuple[Entry, ...] = field(default=(), compare=False)
    """What a person chooses between, where one is asked."""

    @property
    def is_open(self) -> bool:
        """Whether something else that lies there may be the exercise."""
        return self.file is None or self.untouched

    def told(self, read_as: str = "") -> Found:
        """The same with a word to the student on how what counts was read: what a person hears of it, or `read_as`."""
        if self.file is None or self.entry is None:
            return self
        return replace(self, file=replace(self.file, read_as=read_as or self.done))


def whole_path(entry: Entry) -> str:
    """Where it stands in the download, archive by archive: two attempts may have a file of one name."""
    return readable_name("/".join(entry.origin) or str(entry.path))


def called_so(path: str, entries: Sequence[Entry]) -> Entry | None:
    """The entry at a path that a person wrote: to the letter, else but for case and the slash where it is one."""
    exact = next((entry for entry in entries if path in _paths(entry)), None)
    if exact is not None:
        return exact
    likely = [entry for entry in entries if _as_typed(path) in map(_as_typed, _paths(entry))]
    return likely[0] if len(likely) == 1 else None


def _paths(entry: Entry) -> tuple[str, ...]:
    return readable_name(str(entry.path)), *entry.origin, whole_path(entry)


def _as_typed(path: str) -> str:
    return unicodedata.normalize("NFC", path).replace("\\", "/").casefold().strip().removeprefix("./")


def may_be(name: str, likes: list[Entry], instead: Found) -> Found:
    problem = f"{lack(name, instead)}; {shown_paths(likes)} may be it."
    to_do = f"If it is, {TAKE}; else mark the exercise in reviews.csv."
    file = SubmittedFile(name, None, problem, ask=True)
    return Found(file, None, problem, to_do, (*instead.used, *likes), between=tuple(likes))


def exchanged(name: str, found: Found, others: list[Entry]) -> Found:
    """What counts by its name has nothing of what is asked for, and another program has it all."""
    assert found.entry is not None
    between = (found.entry, *others)
    problem = (
        f"{readable_name(str(found.entry.path))} defines nothing that {name} should, and {shown_paths(others)} does: "
        "were two files exchanged?"
    )
    to_do = f"If {shown_paths(others)} is it, {TAKE}; else write {readable_name(str(found.entry.path))} there."
    file = SubmittedFile(name, None, problem, ask=True)
    return Found(file, None, problem, to_do, (*found.used, *others), between=between)


def beside(name: str, rivals: list[Entry], found: Found) -> Found:
    """What counts, with a word about programs of much the same name that define the same."""
    if found.entry is None:
        return found
    path = readable_name(str(found.entry.path))
    done = f"{path} counts; {shown_paths(rivals)} defines the same and was not read."
    to_do = found.to_do or f"Look which one counts; if it is not {path}, {TAKE}."
    return replace(found, done=f"{found.done} {done}".strip(), to_do=to_do, used=(*found.used, *rivals))


def lack(name: str, found: Found) -> str:
    """How a sentence begins that says what is missing of an exercise."""
    return f"Nothing is written in {name}" if found.untouched else f"There is no {name}"


def shown_paths(entries: Sequence[Entry]) -> str:
    paths = [readable_name(str(entry.path)) for entry in entries]
    return " and ".join(paths[:3]) + (" and others" if len(paths) > 3 else "")


def asked_between(name: str, pool: list[Entry], used: tuple[Entry, ...]) -> Found:
    same = {entry.path.name for entry in pool} == {name}
    what = "There are several files of this name" if same else f"There are several files for {name}"
    problem = f"{what}: {shown_paths(pool)}. Keep one."
    to_do = f"Ask which one counts, {TAKE}."
    file = SubmittedFile(readable_name(str(pool[0].path)), None, problem, ask=True)
    return Found(file, None, problem, to_do, used, between=tuple(pool))
