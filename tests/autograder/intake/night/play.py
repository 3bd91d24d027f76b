"""Plays one trap by the commands, and compares what came out with its label."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from autograder.cli import app
from autograder.errors import UserError
from night.base import ANY, ASKED, CRASHED, NONE, TOLD, Book, Case, pack

Result = dict[str, Any]


def faults(case: Case, course: Path, folder: Path) -> list[str]:
    """What did not come as labelled, a line each."""
    download = lay_out(case, folder)
    for name, data in case.tables.items():
        (folder / name).write_bytes(data)
    options = [str(folder / word[1:-1]) if word.startswith("{") else word for word in case.options]
    out = folder / "out"
    words = ["grade", str(download), "--out", str(out), "--isolation", "none", "--course", str(course), *options]
    code, said = run(words)
    if case.refused:
        return list(_refused(code, said, case.refused, out / "results.jsonl"))
    if code:
        return [f"exit {code}: {said.strip()[-400:]}"]
    results = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    found = list(_students(case, results, out))
    if case.system and case.system not in said.casefold() and case.system != "folders":
        found.append(f"not said to be {case.system}: {said}")
    if case.book:
        found += _book(case.book, course, folder)
    return found


def lay_out(case: Case, folder: Path) -> Path:
    path = folder / case.name
    if isinstance(case.entries, bytes):
        path.write_bytes(case.entries)
    elif case.packed:
        path.write_bytes(pack(case.entries))
    else:
        for name, data in case.entries.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    return path


def run(words: list[str]) -> tuple[int, str]:
    try:
        done = CliRunner().invoke(app, words, catch_exceptions=False)
    except UserError as error:  # what `main` prints as a sentence, with exit code 2
        return 2, str(error)
    return done.exit_code, done.output


def _refused(code: int, said: str, words: tuple[str, ...], written: Path) -> Iterator[str]:
    text = " ".join(said.split())
    if code != 2:
        yield f"exit {code}, not 2: {text[-300:]}"
    elif not any(word in text for word in words):
        yield f"the sentence has none of {words}: {text}"
    if "Traceback" in text:
        yield "a traceback"
    if written.exists():
        yield f"{written.name} was written"


def _students(case: Case, results: list[Result], out: Path) -> Iterator[str]:
    notes = list(csv.DictReader(io.StringIO((out / "intake.csv").read_text(encoding="utf-8-sig"))))
    days = {
        row["student"]: row.get("days_late", "")
        for row in csv.DictReader(io.StringIO((out / "gradebook.csv").read_text(encoding="utf-8-sig")))
    }
    left = list(results)
    for who in (*case.students, *case.nothing):
        exact = [one for one in results if one["student"] == who]
        mine = exact or [one for one in results if who.casefold() in _names(one)]
        if len(mine) != 1:
            yield f"{who}: {len(mine)} rows of {[one['student'] for one in results]}"
            continue
        left = [one for one in left if one is not mine[0]]
        said = [row for row in notes if row["student"] == mine[0]["student"]]
        for exercise, want in zip(("softmax", "dot"), case.students.get(who, (NONE, NONE)), strict=True):
            got = _mark(mine[0], exercise)
            if not _fits(want, got, said):
                yield f"{who} {exercise}: {got}, not {want}"
        if who in case.named and not any(case.named[who] in " ".join(row.values()) for row in said):
            yield f"{who}: intake.csv does not name {case.named[who]}: {said}"
        late = float(days.get(mine[0]["student"]) or 0)
        if who in case.days and late != case.days[who]:
            yield f"{who}: {late} days late, not {case.days[who]}"
        if who in case.late and case.late[who] != bool(late or any("late" in row["done"] for row in said)):
            yield f"{who}: late is not {case.late[who]}"
        group = (mine[0].get("who") or {}).get("group") or ""
        if who in case.groups and case.groups[who] not in group:
            yield f"{who}: group {group!r}"
    if len(left) != case.others:
        yield f"others {[one['student'] for one in left]}, not {case.others}"


def _names(result: Result) -> set[str]:
    known = {result["student"], *(str(value) for value in (result.get("who") or {}).values())}
    return {name.casefold() for name in known}


def _mark(result: Result, exercise: str) -> int | str:
    one = next(each for each in result["exercises"] if each["id"] == exercise)
    status = one["status"]
    if status == "missing":
        return NONE
    if status == "not_graded":
        return ASKED
    return round(one["score"]) if status == "graded" else status


def _fits(want: int | str, got: int | str, said: list[dict[str, str]]) -> bool:
    if want == ANY:
        return True
    if want == TOLD:
        return bool(said)
    if want == CRASHED:
        return got != NONE
    return want == got


def _book(book: Book, course: Path, folder: Path) -> Iterator[str]:
    into, filled = folder / f"their-{book.name}", folder / f"filled-{book.name}"
    into.write_bytes(book.data)
    words = ["export", book.platform, str(folder / "out"), "--into", str(into), "--out", str(filled)]
    code, said = run([*words, "--course", str(course), *book.options])
    if into.read_bytes() != book.data:
        yield "what was downloaded is changed"
    if book.refused:
        yield from _refused(code, said, book.refused, filled)
        return
    if code:
        yield f"export: exit {code}: {said.strip()[-300:]}"
        return
    text = " ".join(said.split()).casefold()
    yield from (f"export does not say {word!r}: {text}" for word in book.says if word.casefold() not in text)
    yield from _cells(book, filled.read_bytes())


def _cells(book: Book, data: bytes) -> Iterator[str]:
    """The cells that are labelled; all others, and the bytes around them, as they were."""
    old, new = _reread(book, book.data), _reread(book, data)
    if [len(row) for row in old] != [len(row) for row in new]:
        yield "rows have another length"
        return
    head = new[0]
    key, column = head.index(book.key), head.index(book.column)
    for before, after in zip(old, new, strict=True):
        for place, cell in enumerate(after):
            mine = place == column and after[key] in book.cells
            if not mine and cell != before[place] and "feedback" not in head[place].casefold():
                yield f"{after[key]}: {head[place]} became {cell!r}"
        if after[key] in book.cells and not _same(book.cells[after[key]], after[column], before[column]):
            yield f"{after[key]}: the cell is {after[column]!r}, not {book.cells[after[key]]!r}"
    if data.count(b"\r\n") != book.data.count(b"\r\n") or data[:3] != book.data[:3]:
        yield "other line ends or another mark"


def _same(want: str, got: str, before: str) -> bool:
    """Equal as text where it was not ours to write, else as a number with the file's decimal mark."""
    if want in ("", before):
        return got == want
    return got.strip("0").rstrip(".,") == want.strip("0").rstrip(".,") or _number(got) == _number(want) is not None


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _reread(book: Book, data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(book.encoding), newline=""), delimiter=book.delimiter))
