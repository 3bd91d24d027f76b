"""Packed results: the same lines in less room, whoever reads them, and a change of mind between two runs."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.classroom.packing import line_at, numbered, pack, packed, there, unpack
from autograder.classroom.resultfile import ResultFile
from autograder.cli import app

COURSE = Path(__file__).parents[2] / "courses" / "trusting"
NAMES = ("careless", "foreign", "honest")

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The commands, on a class of three, a copy of which may be changed."""
    for name in NAMES:
        shutil.copytree(COURSE / "class" / name, tmp_path / "class" / name)

    def command(*words: str | Path) -> Result:
        return CliRunner().invoke(app, [*map(str, words)])

    return command


def grade(run: Run, home: Path, *words: str) -> str:
    done = run("grade", home / "class", "--out", home / "out", "--course", COURSE, "--isolation", "none", *words)
    assert done.exit_code in (0, 3), done.output
    return done.stdout


@given(st.lists(st.binary(max_size=200).map(lambda raw: raw.replace(b"\n", b" ") + b"\n")), st.data())
def test_lines_come_back_one_by_one_and_all_together(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], data: st.DataObject
) -> None:
    """What is packed is a gzip file of the same bytes, and each line is read from its own place."""
    path = tmp_path_factory.mktemp("packed") / "results.jsonl"
    path.write_bytes(b"".join(lines))
    pack(path)
    assert there(path) == packed(path)
    assert gzip.decompress(packed(path).read_bytes()) == b"".join(lines)
    found = list(numbered(packed(path)))
    assert [line for _, line in found] == lines
    for place, line in found:
        assert line_at(packed(path), place) == line
    unpack(path)
    assert (path.read_bytes(), packed(path).exists()) == (b"".join(lines), False)


def test_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in a packed file tells when or where it was made."""
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"a\nb\n" * 1000)
        pack(tmp_path / name)
    assert packed(tmp_path / "one").read_bytes() == packed(tmp_path / "two").read_bytes()
    assert packed(tmp_path / "one").read_bytes()[4:8] == bytes(4)


def test_a_kill_between_packing_and_taking_away(tmp_path: Path) -> None:
    """The plain file counts while it is there, whatever lies beside it."""
    path = tmp_path / "results.jsonl"
    path.write_bytes(b"old\n")
    pack(path)
    path.write_bytes(b"new\n")
    assert there(path) == path
    unpack(path)
    assert (path.read_bytes(), packed(path).exists()) == (b"new\n", False)


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_what_can_be_read_of_a_damaged_file_is_kept(tmp_path: Path, damage: str) -> None:
    """The lines before the damage stay, and the file is set aside."""
    path = tmp_path / "results.jsonl"
    path.write_bytes(b"".join(b"%d and more\n" % number for number in range(9)))
    pack(path)
    place = list(numbered(packed(path)))[5][0]
    raw = packed(path).read_bytes()
    packed(path).write_bytes(
        raw[: place + 12] if damage == "cut" else raw[: place + 12] + b"\xff" * 4 + raw[place + 16 :]
    )
    unpack(path)
    assert path.read_bytes().splitlines() == [b"%d and more" % number for number in range(5)]
    assert not packed(path).exists()
    assert (tmp_path / "results.damaged.jsonl.gz").exists()


def test_a_change_of_mind_between_runs(run: Run, tmp_path: Path) -> None:
    """Packed, not packed and packed again hold the same lines, nobody is graded again for it, and a change is found."""
    plain, out = tmp_path / "out" / "results.jsonl", tmp_path / "out"
    grade(run, tmp_path)
    wanted = plain.read_bytes()
    for words in (["--compress"], ["--compress"], [], ["--compress"]):
        said = grade(run, tmp_path, *words)
        assert "Graded 0 (3 kept from an earlier run)" in said
        assert (plain.exists(), packed(plain).exists()) == (not words, bool(words))
        assert str(there(plain)) in said
        assert b"".join(line for _, line in numbered(there(plain))) == wanted
    (tmp_path / "class" / "honest" / "doubled.py").write_text("def doubled(values):\n    return values\n")
    said = grade(run, tmp_path, "--compress")
    assert "Graded 1 (2 kept from an earlier run)" in said
    assert "Scores changed: 1 (1 down)" in said
    assert sorted(path.name for path in out.glob("results*")) == ["results.jsonl.gz", "results.previous.jsonl.gz"]
    grade(run, tmp_path)
    assert [json.loads(line)["student"] for line in plain.read_bytes().splitlines()] == list(NAMES)


def test_the_command_for_a_persons_marks_packs_again(run: Run, tmp_path: Path) -> None:
    """What is printed to be typed next says so."""
    said = grade(run, tmp_path, "--compress")
    assert said.splitlines()[-1].count("--compress") == 1


READERS = {
    "report": ("report", "{out}", "--course", COURSE),
    "diff": ("diff", "{out}", "{out}"),
    "similar": ("similar", "{out}", "--out", "{out}/similar.html", "--course", COURSE),
    "export gradescope": ("export", "gradescope", "{out}", "--out", "{out}/gradescope", "--course", COURSE),
}


@pytest.mark.parametrize("name", READERS)
def test_each_reader_takes_either(run: Run, tmp_path: Path, name: str) -> None:
    """What a command says and writes is the same of packed results."""
    grade(run, tmp_path)
    words = [str(word).format(out=tmp_path / "out") for word in READERS[name]]
    plain = run(*words)
    made = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.suffix in (".html", ".json")}
    grade(run, tmp_path, "--compress")
    again = run(*words)
    assert (again.exit_code, again.stdout) == (0, plain.stdout)
    assert {path: path.read_bytes() for path in made} == made


def test_results_are_found_packed_by_their_plain_name(run: Run, tmp_path: Path) -> None:
    """By student, by place and in order."""
    grade(run, tmp_path)
    path = tmp_path / "out" / "results.jsonl"
    plain = list(ResultFile(path))
    grade(run, tmp_path, "--compress")
    for found in (ResultFile(path), ResultFile(packed(path))):
        assert list(found) == plain
        assert [found[place] for place in (2, 0)] == [plain[2], plain[0]]
        assert found("foreign") == plain[1]


def test_a_damaged_packed_line_is_named(tmp_path: Path) -> None:
    """With its file, as of plain results."""
    from autograder.errors import UserError

    packed(tmp_path / "results.jsonl").write_bytes(b"no gzip at all\n")
    with pytest.raises(UserError, match=r"results\.jsonl\.gz"):
        ResultFile(tmp_path / "results.jsonl")
