"""What one student puts into a folder costs only that student."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import zipfile
from pathlib import Path

import downloads as make
import pytest

from autograder.course.model import Course, Submission
from autograder.intake.archives import MAX_INNER_BYTES
from autograder.intake.folders import open_intake

CODE = "def median(values):\n    return 0\n"
MINE = {"honest": {"median": CODE}}


def read(path: Path, course: Course) -> dict[str, Submission]:
    intake = open_intake(path, course)
    return {student: intake.read(student, course) for student in intake.students}


def deep(folder: Path, depth: int, name: str) -> None:
    """Nests folders beyond the longest path that a system call takes."""
    here = os.getcwd()
    folder.mkdir(parents=True)
    try:
        os.chdir(folder)
        for _ in range(depth):
            os.mkdir(name)
            os.chdir(name)
    finally:
        os.chdir(here)


@pytest.mark.skipif(os.name == "nt", reason="no path is so long there")
def test_deep_and_long_paths(tmp_path: Path, course: Course) -> None:
    """1,100 nested folders, a path over 4,096 bytes: the rest is read, and for what is missing a person is asked."""
    make.unpack(tmp_path, {"honest/median.py": CODE, "deep/median.py": CODE})
    deep(tmp_path / "deep" / "d", 1_100, "x")
    deep(tmp_path / "long", 30, "n" * 200)
    try:
        found = read(tmp_path, course)
    finally:  # what is too deep for us is too deep for those who tidy up
        subprocess.run(["rm", "-rf", tmp_path / "deep", tmp_path / "long"], check=True)
    assert found["honest"].files["median"].text == CODE
    assert found["deep"].files["median"].text == CODE
    assert found["deep"].files["trapezoid"].ask
    assert "nested more than" in found["long"].files["median"].problem


def test_very_many_empty_folders(tmp_path: Path, course: Course) -> None:
    """They are counted, not walked; the file beside them is read."""
    make.unpack(tmp_path, {"honest/median.py": CODE, "many/median.py": CODE})
    for number in range(4_000):
        os.mkdir(tmp_path / "many" / str(number))
    found = read(tmp_path, course)
    assert found["many"].files["median"].text == CODE
    assert "more than 2000 folders" in found["many"].files["trapezoid"].problem
    assert {name: file.text for name, file in found["honest"].files.items()} == {"median": CODE}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_sockets_and_links(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is opened or followed, and a person is asked about each that is called like an exercise."""
    make.unpack(tmp_path, {"secret.py": "secret", "class/honest/median.py": CODE, "class/odd/notes.txt": ""})
    odd = tmp_path / "class" / "odd"
    os.mkfifo(odd / "median.py")
    os.symlink(tmp_path / "secret.py", odd / "trapezoid.py")
    os.symlink(odd, odd / "round")
    monkeypatch.chdir(odd)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("spread.py")
        found = read(tmp_path / "class", course)["odd"].files
    assert {name: (file.text, file.ask) for name, file in found.items()} == {
        "median": (None, True),
        "trapezoid": (None, True),
    }


def test_more_files_than_are_looked_at(tmp_path: Path, course: Course) -> None:
    """What is not found among the first 10,000 is asked about; it was missing without a word."""
    make.unpack(tmp_path, {"many/trapezoid.py": CODE, "many/median.py": CODE})
    for number in range(10_001):
        (tmp_path / "many" / f"n{number}.txt").touch()
    found = read(tmp_path, course)["many"].files
    assert found["median"].text == CODE
    assert found["trapezoid"].ask
    assert "more than 2000 folders or 10000 files" in found["trapezoid"].problem


def test_a_folder_that_cannot_be_read(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is that student's question to a person; the others are read."""
    make.unpack(tmp_path, {"honest/median.py": CODE, "shut/median.py": CODE})
    original = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return original(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = read(tmp_path, course)
    assert "the folder cannot be read (Permission denied)" in found["shut"].files["median"].problem
    assert found["shut"].files["median"].ask
    assert found["honest"].files["median"].text == CODE


def zipped(files: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def test_archives_in_a_submission_two_levels_deep(tmp_path: Path, course: Course) -> None:
    """A zip in a zip is read, a third is not; what climbs out, junk and foreign archives are not; and it is said."""
    one = zipped({"hw/median.py": CODE.encode(), "__MACOSX/hw/._median.py": b"\0", "../trapezoid.py": b"out"})
    two = zipped({"in.zip": one})
    make.unpack(
        tmp_path,
        {
            "a/hw.zip": one,
            "b/hw.zip": two,
            "c/hw.zip": zipped({"out.zip": two}),
            "d/hw.7z": b"7z",
            "e/hw.zip": b"PK\3\4",
        },
    )
    found = read(tmp_path, course)
    assert {name: found[name].files["median"].text for name in "ab"} == {"a": CODE, "b": CODE}
    assert found["a"].files["trapezoid"].ask
    assert "leads out of the archive" in found["a"].files["trapezoid"].problem
    assert "lies too deep in other archives" in found["c"].files["median"].problem
    assert "an archive of a kind that is not read here" in found["d"].files["median"].problem
    assert "is no zip that can be read" in found["e"].files["median"].problem
    assert all(found[name].files["median"].ask for name in "cde")


def test_a_bomb_inside_a_submission(tmp_path: Path, course: Course) -> None:
    """An archive that unpacks to more than a student may hold is not unpacked."""
    bomb = zipped({"in.zip": zipped({"median.py": b""}) + b"\0" * (MAX_INNER_BYTES + 1)})
    make.unpack(tmp_path, {"bomb/hw.zip": bomb, "honest/median.py": CODE})
    found = read(tmp_path, course)
    assert "is too large" in found["bomb"].files["median"].problem
    assert found["honest"].files["median"].text == CODE


def test_a_file_that_cannot_be_read_costs_nobody_a_point(tmp_path: Path, course: Course) -> None:
    """Damaged or locked in the class's own zip: a person is asked about that file, the others are read."""
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({"ada/median.py": CODE.encode() * 50, "bob/median.py": CODE.encode()}))
    raw = bytearray(path.read_bytes())
    raw[45:60] = bytes(15)  # in the middle of the first file's bytes
    path.write_bytes(raw)
    found = read(path, course)
    assert found["ada"].files["median"].ask
    assert "cannot be unpacked" in found["ada"].files["median"].problem
    assert found["bob"].files["median"].text == CODE
