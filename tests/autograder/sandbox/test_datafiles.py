"""sandbox: the data files of an exercise, as `open` and its kin show them."""

from __future__ import annotations

import builtins
import gzip
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import GraderFault
from autograder.sandbox.datafiles import DataFiles, content_of, files_beside
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import CallOutcome, Loaded, Raised, Returned
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

HOUSES = "area,price\n50,100\n80,160\n120,250\n"
SOURCE = """
import csv
import io
import json
from pathlib import Path

import numpy as np

AT_LOAD = open("houses.csv").read()


def at_load():
    return AT_LOAD


def text(name):
    with open(name) as file:
        return file.read()


def beside(name):
    return (Path(__file__).parent / name).read_text()


def resolved(name):
    return (Path(__file__).resolve().parent / name).read_text(encoding="utf-8")


def raw(name):
    return len(Path(name).read_bytes())


def is_there(name):
    return Path(name).exists(), Path(name).is_file()


def rows(name):
    return np.loadtxt(name, delimiter=",", skiprows=1)


def named(name):
    return np.genfromtxt(name, delimiter=",", names=True)["area"]


def saved(name):
    return np.load(name)


def saved_several(name):
    return np.load(name)["a"]


def cells(name):
    with open(name, newline="") as file:
        return list(csv.reader(file))


def parsed(name):
    with io.open(name, "r", encoding="utf-8") as file:
        return json.load(file)


def line_by_line(name):
    for line in open(name):
        yield line.strip()


def put(name, mode="w"):
    with open(name, mode) as file:
        file.write("1")


def write_through(name):
    with open(name, "rb") as file:
        file.write(b"1")


def save(name):
    np.savetxt(name, [1.0])


def twice(name):
    return text(name) == text(name)


def by_number(name):
    part = np.fromfile(Path(name), np.int32, 2, offset=4)
    return np.fromfile(name, np.int32), part, np.fromfile(open(name, "rb"), "i4")


def separated(name):
    return np.fromfile(name, sep=" ")


def mapped(name):
    part = np.memmap(name, np.int32, "r", 4, shape=(2, 2))
    return part, isinstance(part, np.memmap), np.memmap(name, "i4", mode="r").sum(), part.flags.writeable


def copied_map(name):
    own = np.memmap(name, np.int32, "c")
    own[0] = 7
    return own, np.memmap(name, np.int32, mode="r")


def mapped_for_writing(name):
    return np.memmap(name, np.int32, "w+", shape=3)


def mapped_as_ever(name):
    return np.memmap(name, np.int32)


def saved_map(name):
    return np.load(name, mmap_mode="r")


def listed(name):
    import glob
    import os

    return os.listdir(name), sorted(str(path) for path in Path(name).glob("*s*")), sorted(glob.glob(name + "/*"))


def walked(name):
    import os

    return [(folder, sorted(folders), sorted(files)) for folder, folders, files in os.walk(name)]


def scanned(name):
    import os

    with os.scandir(name) as rows:
        return [(row.name, row.is_dir(), row.is_file(), row.stat().st_size) for row in rows]


def asked(name):
    import os

    return os.access(name, os.R_OK), os.access(name, os.W_OK)


def removed(name):
    Path(name).unlink()


def renamed(name):
    Path("houses.csv").rename(name)


def made(name):
    Path(name).mkdir(parents=True, exist_ok=True)


def raw_number(name):
    import os

    return os.open(name, os.O_RDONLY)


def dump(name):
    np.arange(3).tofile(name)
"""
CALLS: list[tuple[str, str]] = [
    *(("at_load", ""), ("text", "houses.csv"), ("text", "./houses.csv"), ("text", "data/../houses.csv")),
    *(("beside", "houses.csv"), ("beside", "data/notes.json"), ("resolved", "houses.csv"), ("raw", "houses.csv")),
    *(("is_there", "houses.csv"), ("is_there", "flats.csv"), ("is_there", "data/notes.json"), ("is_there", "data")),
    *(("rows", "houses.csv"), ("named", "houses.csv"), ("rows", "packed.csv.gz"), ("saved", "numbers.npy")),
    *(
        ("saved_several", "numbers.npz"),
        ("cells", "houses.csv"),
        ("parsed", "data/notes.json"),
        ("twice", "houses.csv"),
    ),
    *(("text", "flats.csv"), ("text", "data/houses.csv"), ("text", ""), ("beside", "flats.csv"), ("text", "data")),
    *(("put", "houses.csv"), ("put", "new.csv"), ("write_through", "houses.csv"), ("save", "houses.csv")),
    *(("rows", "flats.csv"), ("text", "../houses.csv")),
    *(("by_number", "raw.bin"), ("separated", "spaced.txt"), ("mapped", "raw.bin"), ("copied_map", "raw.bin")),
    *(("saved_map", "numbers.npy"), ("mapped_for_writing", "raw.bin"), ("mapped_for_writing", "new.bin")),
    *(("mapped_as_ever", "raw.bin"), ("by_number", "flats.bin"), ("mapped", "flats.bin"), ("mapped", "houses.csv")),
    *(("listed", "."), ("listed", "data"), ("listed", "houses.csv"), ("listed", "flats"), ("walked", ".")),
    *(("walked", "flats"), ("scanned", "."), ("scanned", "data"), ("asked", "houses.csv"), ("asked", "data")),
    *(("asked", "flats.csv"), ("removed", "houses.csv"), ("removed", "flats.csv"), ("renamed", "flats.csv")),
    *(("made", "new"), ("made", "data"), ("raw_number", "houses.csv"), ("dump", "new.bin")),
    *(
        ("text", "/home/ada/Desktop/houses.csv"),
        ("text", r"C:\Users\ada\data\notes.json"),
        ("text", r"data\notes.json"),
    ),
    *(("rows", "/home/ada/houses.csv"), ("text", "/etc/hostname"), ("text", "/home/ada/flats.csv")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as exercises/ is, with data files in it."""
    place = tmp_path / "exercises"
    (place / "data").mkdir(parents=True)
    (place / "houses.csv").write_text(HOUSES)
    (place / "data" / "notes.json").write_text('{"ü": [1, 2]}', encoding="utf-8")
    (place / "unnamed.csv").write_text(HOUSES)
    np.arange(5, dtype=np.int32).tofile(place / "raw.bin")
    (place / "spaced.txt").write_text("1 2 3.5")
    np.save(place / "numbers.npy", np.arange(6.0).reshape(2, 3))
    np.savez(place / "numbers.npz", a=np.arange(3.0))
    with gzip.open(place / "packed.csv.gz", "wt") as file:
        file.write(HOUSES)
    return place


@pytest.fixture(scope="module")
def wall() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


def program(folder: Path, source: str = SOURCE) -> Program:
    names = ("houses.csv", "data/notes.json", "numbers.npy", "numbers.npz", "packed.csv.gz", "raw.bin", "spaced.txt")
    data = tuple((name, folder / name) for name in names)
    return Program("houses", "houses.py", source, SessionLimits(5.0, 512), ("numpy", "os", "glob"), data)


@pytest.fixture
def both(folder: Path, wall: Launcher) -> Iterator[tuple[HostedTarget, HostedTarget]]:
    """The same file at home and behind the wall."""
    walled = WalledHost(wall)
    home, away = HostedTarget(LocalHost(folder), program(folder)), HostedTarget(walled, program(folder))
    assert (home.load(), away.load()) == (Loaded(), Loaded())
    yield home, away
    walled.close()


def ask(target: HostedTarget, function: str, name: str) -> CallOutcome:
    return target.call(function, (name,) if name or function != "at_load" else (), {}, want_arguments=False)


@pytest.mark.parametrize(("function", "name"), CALLS)
def test_the_same_at_home_and_in_class(
    both: tuple[HostedTarget, HostedTarget], function: str, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever a program does with its files, it gets the same behind the wall, and at home from any folder."""
    monkeypatch.chdir(tmp_path)
    home, away = (ask(target, function, name) for target in both)
    if isinstance(home, Raised):
        assert isinstance(away, Raised)
        assert (home.type_name, home.builtin, home.line) == (away.type_name, away.builtin, away.line)
        assert home.text == away.text
    else:
        assert isinstance(home, Returned)
        assert isinstance(away, Returned)
        np.testing.assert_equal(away.value, home.value)


def test_what_is_read(both: tuple[HostedTarget, HostedTarget]) -> None:
    """The bytes are those of the file: as text, as bytes, as numbers."""
    for target in both:
        assert ask(target, "text", "houses.csv") == Returned(HOUSES)
        assert ask(target, "raw", "houses.csv") == Returned(len(HOUSES))
        assert ask(target, "parsed", "data/notes.json") == Returned({"ü": [1, 2]})
        answer = ask(target, "rows", "packed.csv.gz")
        assert isinstance(answer, Returned)
        assert answer.value.tolist() == [[50, 100], [80, 160], [120, 250]]


def test_what_is_read_by_number(both: tuple[HostedTarget, HostedTarget]) -> None:
    """As NumPy reads them where they lie: the numbers, a part of them, a map that is a map."""
    for target in both:
        answer = ask(target, "by_number", "raw.bin")
        assert isinstance(answer, Returned)
        assert [one.tolist() for one in answer.value] == [[0, 1, 2, 3, 4], [1, 2], [0, 1, 2, 3, 4]]
        answer = ask(target, "mapped", "raw.bin")
        assert isinstance(answer, Returned)
        assert (answer.value[0].tolist(), *answer.value[1:]) == ([[1, 2], [3, 4]], True, 10, False)
        answer = ask(target, "copied_map", "raw.bin")
        assert isinstance(answer, Returned)
        assert [one.tolist() for one in answer.value] == [[7, 1, 2, 3, 4], [0, 1, 2, 3, 4]]


def test_paths_of_one_machine(both: tuple[HostedTarget, HostedTarget]) -> None:
    """Who wrote the whole path of a data file, or \\ in it, reads that file; other places are told, at home too."""
    for target in both:
        for name in ("/home/ada/Desktop/houses.csv", r"C:\Users\ada\houses.csv", "~/houses.csv"):
            assert ask(target, "text", name) == Returned(HOUSES)
        answer = ask(target, "text", "/etc/hostname")
        assert isinstance(answer, Raised)
        assert answer.text.startswith("there is no file '/etc/hostname' here: this exercise comes with data/notes.json")


def test_another_file_is_told_apart(both: tuple[HostedTarget, HostedTarget]) -> None:
    """A file that lies there and that the exercise does not name is not there, and the message says what is."""
    for target in both:
        answer = ask(target, "text", "unnamed.csv")
        assert isinstance(answer, Raised)
        assert answer.text.startswith("there is no file 'unnamed.csv' here: this exercise comes with data/notes.json")


def test_nothing_is_written(both: tuple[HostedTarget, HostedTarget], folder: Path) -> None:
    """Neither the file nor one beside it is written, by whatever mode and whichever library."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for target in both:
        for mode in ("w", "a", "x", "r+", "wb", "w+"):
            for name in ("houses.csv", "new.csv"):
                outcome = target.call("put", (name, mode), {}, want_arguments=False)
                assert isinstance(outcome, Raised)
                assert outcome.type_name == "PermissionError"
        assert isinstance(ask(target, "save", "new.csv"), Raised)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_open_is_itself_again_afterwards(folder: Path) -> None:
    """When the call is over, whatever came of it, this process opens files as before."""
    before = builtins.open, io.open, os.stat, os.lstat, os.getcwd, np.lib._datasource._file_openers._file_openers[None]
    others = os.listdir, os.scandir, os.mkdir, os.open, np.fromfile, vars(np.memmap)["__new__"]
    target = HostedTarget(LocalHost(folder), program(folder))
    target.load()
    for function in ("text", "rows", "put"):
        for name in ("houses.csv", "flats.csv"):
            ask(target, function, name)
    files = files_beside([("houses.csv", folder / "houses.csv")], alone=False)
    with pytest.raises(KeyError), files.shown():
        raise KeyError
    after = builtins.open, io.open, os.stat, os.lstat, os.getcwd, np.lib._datasource._file_openers._file_openers[None]
    assert after == before
    assert (os.listdir, os.scandir, os.mkdir, os.open, np.fromfile, vars(np.memmap)["__new__"]) == others


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir, os.mkfifo])
def test_a_file_that_is_gone_at_home(folder: Path, make: Callable[[Path], object]) -> None:
    """A student who has lost a file, or put something else there, is told what to do; nothing waits for a pipe."""
    target = HostedTarget(LocalHost(folder), program(folder))
    assert target.load() == Loaded()
    (folder / "houses.csv").unlink()
    make(folder / "houses.csv")
    answer = ask(target, "text", "houses.csv")
    assert isinstance(answer, Raised)
    assert answer.text.endswith("is not in its folder: take it again from what you got")
    assert ask(target, "is_there", "houses.csv") == Returned((False, False))


def test_a_file_that_is_gone_in_class(folder: Path, wall: Launcher) -> None:
    """Where the course's own file is gone while a class is graded, that is no student's doing."""
    (folder / "houses.csv").unlink()
    host: Host = WalledHost(wall)
    with pytest.raises(GraderFault, match=r"houses\.csv cannot be read"):
        HostedTarget(host, program(folder)).load()


def test_a_program_without_files(wall: Launcher, tmp_path: Path) -> None:
    """Where an exercise names no file, one that lies there is not read at home either, as none is in class."""
    (tmp_path / "notes.txt").write_text("mine")
    source = "def text(name):\n    return open(name).read()\n"
    plain = Program("a", "a.py", source, SessionLimits(5.0, 512))
    said = []
    for host in (LocalHost(tmp_path), WalledHost(wall)):
        target = HostedTarget(host, plain)
        target.load()
        answer = target.call("text", ("notes.txt",), {}, want_arguments=False)
        assert isinstance(answer, Raised)
        said.append(answer.text)
        host.close()
    assert said == ["there is no file 'notes.txt' here: this exercise comes without files"] * 2


def test_what_lies_elsewhere_is_opened_as_ever(tmp_path: Path) -> None:
    """Libraries read their own files while a student's code runs at home."""
    elsewhere = tmp_path / "library.txt"
    elsewhere.write_text("theirs")
    files = DataFiles({}, [str(tmp_path / "exercises")], alone=True)
    with files.shown():
        assert elsewhere.read_text() == "theirs"
        with open(os.devnull, "w") as nothing:
            nothing.write("nothing")


def test_reading_does_not_go_through_what_is_shown(folder: Path) -> None:
    """The engine reads the bytes of a file while it is shown."""
    with files_beside([("houses.csv", folder / "houses.csv")], alone=True).shown():
        assert content_of("houses.csv", folder / "houses.csv") == HOUSES.encode()
