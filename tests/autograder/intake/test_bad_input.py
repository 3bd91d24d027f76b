"""Bad input is one sentence and exit code 2, and what an earlier run wrote stays as it is, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from night import TRAPS
from night.base import both
from night.course import write_course
from night.play import lay_out, run

DOWNLOADS = [name for name, make in TRAPS.items() if make().refused]
BOOKS = [name for name, make in TRAPS.items() if (case := make()).book and case.book.refused]


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("vectors"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_all_kinds_are_there() -> None:
    """Another assignment, mixed platforms, cut short; another class, two gradebooks."""
    assert {"another_assignment", "mixed_platforms", "truncated"} <= set(DOWNLOADS)
    assert {"another_class", "two_gradebooks_side_by_side", "two_gradebooks_one_below_the_other"} <= set(BOOKS)


@pytest.mark.parametrize("name", DOWNLOADS)
def test_nothing_of_an_earlier_run_is_written_over(name: str, tmp_path: Path, vectors: Path) -> None:
    """A class was graded, then comes the bad download, into the same folder."""
    for place, data in (both("ada/", 4, 5) | both("bob/", 6, 7)).items():
        (tmp_path / "class" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / place).write_bytes(data)
    out, words = tmp_path / "out", ["--isolation", "none", "--course", str(vectors)]
    assert run(["grade", str(tmp_path / "class"), "--out", str(out), *words])[0] == 0
    before = contents(out)
    case = TRAPS[name]()
    for table, data in case.tables.items():
        (tmp_path / table).write_bytes(data)
    options = [str(tmp_path / word[1:-1]) if word.startswith("{") else word for word in case.options]
    code, said = run(["grade", str(lay_out(case, tmp_path)), "--out", str(out), *words, *options])
    assert code == 2
    assert "\n" not in said.strip()
    assert contents(out) == before


@pytest.mark.parametrize("name", BOOKS)
def test_no_gradebook_is_written_over(name: str, tmp_path: Path, vectors: Path) -> None:
    """Neither the platform's own file nor one that an earlier export wrote."""
    case = TRAPS[name]()
    assert case.book
    out, into, filled = tmp_path / "out", tmp_path / case.book.name, tmp_path / "filled.csv"
    words = ["--isolation", "none", "--course", str(vectors)]
    assert run(["grade", str(lay_out(case, tmp_path)), "--out", str(out), *words])[0] == 0
    into.write_bytes(case.book.data)
    filled.write_bytes(b"from before")
    line = ["export", case.book.platform, str(out), "--into", str(into), "--out", str(filled)]
    code, said = run([*line, "--course", str(vectors), *case.book.options])
    assert code == 2
    assert "\n" not in said.strip()
    assert (into.read_bytes(), filled.read_bytes()) == (case.book.data, b"from before")
