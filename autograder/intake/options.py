"""How a class is taken in: what was said on the command line, and what an earlier run was told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from autograder.errors import IntakeError, UserError
from autograder.writing import encoded, replacing, write_atomically

KEPT = "intake"
"""The folder in DIR with copies of the tables that were given."""
STATE = "intake.json"


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """Plain data, fit for JSON: paths are text.

    `taken` are rows of student, exercise, path: what a person chose; `applied` the student and exercise of those that
    an earlier run has found already.
    """

    kind: str = ""
    notebooks: bool = False
    rosters: tuple[str, ...] = ()
    due: str = ""
    extensions: str = ""
    anyway: bool = False
    taken: tuple[tuple[str, str, str], ...] = ()
    applied: tuple[tuple[str, str], ...] = ()
    column: str = ""
    """Which column of grades in a roster is this work's."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is read again of the file."""

    options: dict[str, Any]
    kind: str = ""


def options_from_json(data: Mapping[str, Any]) -> IntakeOptions:
    """What `asdict` made of options, through JSON."""
    lists = {"rosters": tuple(data.get("rosters", ()))}
    lists |= {name: tuple(tuple(row) for row in data.get(name, ())) for name in ("taken", "applied")}
    known = {field.name for field in fields(IntakeOptions)}
    return IntakeOptions(**({name: value for name, value in data.items() if name in known} | lists))


def kept_column(out: Path) -> str:
    """Which column of grades `grade` was told is this work's; empty where nobody said."""
    try:
        column = _options_kept(out).get("column", "")
    except (OSError, ValueError):  # the way back does without
        return ""
    return column if isinstance(column, str) else ""


def _options_kept(out: Path) -> dict[str, Any]:
    """Raises OSError and ValueError, as msgspec's errors are, where there is nothing to be read."""
    return _kept(out).options


def _kept(out: Path) -> _Kept:
    import msgspec  # makes no objects of what is there of each student

    return msgspec.json.decode((out / STATE).read_bytes(), type=_Kept)


def remembered(out: Path, given: IntakeOptions) -> IntakeOptions:
    """What was given now, and where nothing was, what an earlier run into `out` was told."""
    if out.exists() and not out.is_dir():
        raise UserError(f"{out}: is a file. Give --out a folder, which is made where there is none.")
    try:
        before = options_from_json(_options_kept(out))
    except (FileNotFoundError, NotADirectoryError):
        return given
    except (OSError, ValueError, TypeError, AttributeError) as error:
        fix = "Delete it, and give --roster, --due and --extensions again."
        raise UserError(f"{out / STATE}: cannot be read ({error}). {fix}") from error
    filled = {
        field.name: getattr(given, field.name) or getattr(before, field.name)
        for field in fields(IntakeOptions)
        if field.name not in ("taken", "applied")
    }
    return replace(given, **filled)


def kind_kept(out: Path) -> str:
    """Which platform the download was from that was graded into `out`; empty where nothing says it."""
    try:
        return _kept(out).kind
    except (OSError, ValueError):
        return ""


def keep(out: Path, options: IntakeOptions, kind: str, students: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Keeps the options, copies of the tables in them, the download's kind and what there is to know of each student.

    Raises OSError where it cannot be written, and UserError where a table cannot be read.
    """
    rosters = [_copy(out, Path(path), f"roster_{number}") for number, path in enumerate(options.rosters, 1)]
    extensions = _copy(out, Path(options.extensions), "extensions") if options.extensions else ""
    kept = replace(options, rosters=tuple(rosters), extensions=extensions, taken=(), applied=())
    with replacing(out / STATE) as file:
        file.write(encoded(f'{{"options": {_json(asdict(kept))},\n"kind": {_json(kind)},\n"students": {{'))
        for number, (student, known) in enumerate(students):  # a line each, for there may be a hundred thousand
            file.write(encoded(f"{',' * (number > 0)}\n{_json(student)}: {_json(known)}"))
        file.write(b"\n}}\n")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _copy(out: Path, path: Path, name: str) -> str:
    target = out / KEPT / f"{name}{path.suffix.lower()}"
    if path.resolve() != target.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, path.read_bytes())
    return str(target)


def require_files(options: IntakeOptions) -> None:
    """IntakeError for a table that is not there."""
    tables: Sequence[str] = (*options.rosters, *([options.extensions] if options.extensions else []))
    for path in tables:
        if not Path(path).is_file():
            raise IntakeError(f"{path}: there is no such file.")
