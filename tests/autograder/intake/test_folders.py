"""submissions: a folder or a zip of what students handed in. Nothing is extracted, followed or run."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.course.model import Course, Submission
from autograder.errors import IntakeError
from autograder.intake import archives
from autograder.intake.folders import MAX_BYTES, open_intake

CODE = "def median(values):\n    return 0\n"


def put(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def pack(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def read_all(path: Path, course: Course) -> dict[str, Submission]:
    intake = open_intake(path, course)
    return {student: intake.read(student, course) for student in intake.students}


def texts(path: Path, course: Course) -> dict[str, dict[str, str | None]]:
    found = read_all(path, course)
    return {student: {name: file.text for name, file in found[student].files.items()} for student in found}


FILES: dict[str, str | bytes] = {
    "ada/median.py": CODE,
    "ada/deep/er/trapezoid.py": "x = 1",
    "bob/homework/MEDIAN.py": "x = 2",
    "bob/notes.txt": "no exercise",
    "cyd/other.py": "x = 3",
    "__MACOSX/ada/median.py": "x = 4",
    ".git/median.py": "x = 5",
    "readme.txt": "not a student",
}
FOUND = {
    "ada": {"median": CODE, "trapezoid": "x = 1"},
    "bob": {"median": "x = 2"},
    "cyd": {"median": None, "trapezoid": None},
}


def test_a_folder_and_its_zip_say_the_same(tmp_path: Path, course: Course) -> None:
    """One folder a student: a file is found by its name, at any depth, in a folder as in a zip of it."""
    assert texts(put(tmp_path / "class", FILES), course) == FOUND
    assert texts(pack(tmp_path / "class.zip", FILES), course) == FOUND


def test_a_folder_around_the_students_is_looked_through(tmp_path: Path, course: Course) -> None:
    """A zip with one folder around the students' folders gives the students."""
    wrapped = {f"export/class/{name}": content for name, content in FILES.items() if name.count("/")}
    assert texts(pack(tmp_path / "class.zip", wrapped), course) == FOUND


def test_what_lies_around_a_students_own_folder_is_the_student(tmp_path: Path, course: Course) -> None:
    """A zip of a single student who handed in the whole folder that was released holds that student."""
    lone = pack(tmp_path / "class.zip", {"ada/exercises/median.py": CODE, "ada/exercises/spread.py": CODE})
    assert list(texts(lone, course)) == ["ada"]


def test_one_students_folder(tmp_path: Path, course: Course) -> None:
    """With a student's name the folder, or the zip, is this one student's."""
    mine: dict[str, str | bytes] = {"median.py": CODE, "src/trapezoid.py": "x = 1"}
    for path in (put(tmp_path / "mine", mine), pack(tmp_path / "mine.zip", mine)):
        intake = open_intake(path, course, "ada")
        assert intake.students == ("ada",)
        assert {name: file.text for name, file in intake.read("ada", course).files.items()} == {
            "median": CODE,
            "trapezoid": "x = 1",
        }


def test_students_come_in_the_order_of_their_names(tmp_path: Path, course: Course) -> None:
    """The order is that of the names, not of the disk or the archive."""
    files: dict[str, str | bytes] = {f"{name}/median.py": CODE for name in ("zoe", "Bob", "ada", "äsa")}
    for path in (put(tmp_path / "class", files), pack(tmp_path / "class.zip", files)):
        assert open_intake(path, course).students == ("Bob", "ada", "zoe", "äsa")


def test_the_file_nearest_to_the_top_counts(tmp_path: Path, course: Course) -> None:
    """Of several files of one name the one nearest to the top is taken; two at one level are a clash."""
    root = put(tmp_path, {"ada/median.py": "top", "ada/old/median.py": "old"})
    assert texts(root, course) == {"ada": {"median": "top"}}
    put(root, {"bob/v1/median.py": "one", "bob/v2/median.py": "two"})
    file = read_all(root, course)["bob"].files["median"]
    assert file.text is None
    assert file.problem == "There are several files of this name: v1/median.py and v2/median.py. Keep one."


def test_the_exact_name_comes_before_another_case(tmp_path: Path, course: Course) -> None:
    """Median.py beside median.py is no clash; two wrong cases are."""
    exact = pack(tmp_path / "a.zip", {"ada/Median.py": "no", "ada/median.py": "yes"})
    assert texts(exact, course) == {"ada": {"median": "yes"}}
    clash = pack(tmp_path / "b.zip", {"ada/Median.py": "no", "ada/MEDIAN.py": "neither"})
    assert "several files" in read_all(clash, course)["ada"].files["median"].problem


@pytest.mark.parametrize(
    ("content", "text", "problem"),
    [
        (b"a = 1\r\nb = 2\rc = 3\n", "a = 1\nb = 2\nc = 3\n", ""),
        (b"\xef\xbb\xbfa = 'caf\xc3\xa9'", "a = 'café'", ""),
        (b"# -*- coding: latin-1 -*-\na = 'caf\xe9'", "# -*- coding: latin-1 -*-\na = 'café'", ""),
        (b"#!/usr/bin/python\n# vim: set fileencoding=CP1252 :\n'\x80'", None, ""),
        (
            b"a = 1\n\n# coding: latin-1\n'caf\xe9'",
            None,
            "median.py:4: is not UTF-8 text (byte 0xe9).",
        ),
        (b"a = 1\nb = 'caf\xe9'\n", None, "median.py:2: is not UTF-8 text (byte 0xe9). Save the file as UTF-8"),
        (b"\xef\xbb\xbfab\nc\xe9", None, "median.py:2: is not UTF-8 text (byte 0xe9)."),
        (b"\xff\xfea\x00", "a", ""),
        (b"\xff\xfea", None, "median.py:1: is not UTF-16 text (byte 0x61)."),
        (b"a = 1\nb\x00", None, "median.py:2: holds a zero byte"),
        (b"\x7fELF\x02\x01\x01\x00\x80", None, "median.py:1: is not UTF-8 text (byte 0x80)."),
        (b"# coding: utf-7\na = 1", "# coding: utf-7\na = 1", ""),
        (b"", "", ""),
        (b"#" * MAX_BYTES, "#" * MAX_BYTES, ""),
        (b"#" * (MAX_BYTES + 1), None, "median.py is larger than 256 KiB: hand in the exercise alone."),
    ],
)
def test_what_is_text_and_what_is_not(
    tmp_path: Path, course: Course, content: bytes, text: str | None, problem: str
) -> None:
    """UTF-8 is read with or without a mark, Latin-1 where its coding line says so; else the student is told."""
    if text is None and not problem:
        text = content.decode("cp1252")
    file = read_all(put(tmp_path, {"ada/median.py": content}), course)["ada"].files["median"]
    assert file.text == text
    assert file.problem.startswith(problem)
    assert bool(file.problem) == bool(problem)


def test_a_coding_line_counts_in_python_files_only(tmp_path: Path, course: Course) -> None:
    """The file of another kind is UTF-8, whatever a line in it says."""
    from dataclasses import replace

    form = replace(course.exercise("median"), kind="form", file="median.yaml")
    other = replace(course, exercises=(form,))
    root = put(tmp_path, {"ada/median.yaml": b"# coding: latin-1\na: caf\xe9"})
    assert "median.yaml:2: is not UTF-8" in read_all(root, other)["ada"].files["median"].problem


def test_links_are_not_followed(tmp_path: Path, course: Course) -> None:
    """A link to a file, a folder or a student is not read, and each is said: nobody gets 0 for one in silence."""
    secret = put(tmp_path / "secret", {"median.py": "secret", "trapezoid.py": "secret"})
    root = put(tmp_path / "class", {"ada/notes.txt": "", "bob/median.py": CODE})
    (root / "ada" / "median.py").symlink_to(secret / "median.py")
    (root / "ada" / "folder").symlink_to(secret)
    (root / "eve").symlink_to(secret)
    intake = open_intake(root, course)
    found = {name: intake.read(name, course).files for name in intake.students}
    assert list(found) == ["ada", "bob"]
    assert found["bob"]["median"].text == CODE
    assert list(found["ada"]) == ["median"]
    assert found["ada"]["median"].ask
    assert found["ada"]["median"].text is None
    assert found["ada"]["median"].problem == (
        "median.py cannot be read: it is a link or a pipe, and only a plain file is read."
    )
    assert [(note.file, note.done) for note in intake.notes] == [
        ("eve", "is a link or no plain file, and was not looked at.")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path, course: Course) -> None:
    """A special file under an exercise's name is not opened, and a person is asked."""
    root = put(tmp_path, {"ada/notes.txt": ""})
    os.mkfifo(root / "ada" / "median.py")
    assert texts(root, course) == {"ada": {"median": None}}
    assert read_all(root, course)["ada"].files["median"].ask


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system refuses a file, its student is told and the others are read."""
    root = put(tmp_path, {"ada/median.py": CODE, "bob/median.py": CODE})
    original = os.open

    def refuse(path: Path, *rest: int) -> int:
        if "ada" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return original(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    found = read_all(root, course)
    assert found["ada"].files["median"].problem == "median.py cannot be read: Permission denied."
    assert found["bob"].files["median"].text == CODE


def test_a_class_folder_that_cannot_be_read_is_an_intake_error(
    tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without permission to list it is one message."""

    def refuse(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(IntakeError, match=r"cannot be read \(Permission denied\)"):
        open_intake(tmp_path, course)


def test_what_is_no_class_is_an_intake_error(tmp_path: Path, course: Course) -> None:
    """Nothing there, an empty folder, one student's files, another kind of file, an empty zip: a message each."""
    cases = {
        tmp_path / "missing": "there is no such file or folder.",
        put(tmp_path / "empty", {"readme.txt": ""}): "there are no submissions here.",
        put(tmp_path / "one", {"median.py": CODE}): "To grade one student, add --student NAME.",
        put(tmp_path / "own", {"exercises/median.py": CODE}): "To grade one student, add --student NAME.",
        put(tmp_path, {"a.tar.gz": b"\x1f\x8b"}) / "a.tar.gz": "begins like a tar and cannot be read as one",
        put(tmp_path, {"a.7z": b"7z\xbc\xaf\x27\x1c\0\4"}) / "a.7z": "Unpack it, and give the folder.",
        put(tmp_path, {"grades.csv": "id,name\n"}) / "grades.csv": "the table of who is in the class with --roster.",
        pack(tmp_path / "own.zip", {"exercises/median.py": CODE}): "To grade one student, add --student NAME.",
        pack(tmp_path / "empty.zip", {}): "there are no submissions in it",
        pack(tmp_path / "flat.zip", {"median.py": CODE}): "there are no submissions in it",
    }
    for path, says in cases.items():
        with pytest.raises(IntakeError) as caught:
            open_intake(path, course)
        assert str(path) in str(caught.value)
        assert says in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        *("../eve/median.py", "eve/../../median.py", "/eve/median.py", "C:/eve/median.py", "eve\\..\\..\\median.py"),
        *("\\eve\\median.py", "C:\\eve\\median.py"),
    ],
)
def test_a_path_that_leads_out_of_a_zip_is_left_out(tmp_path: Path, course: Course, name: str) -> None:
    """A member whose path is absolute or climbs is nobody's file."""
    assert texts(pack(tmp_path / "class.zip", {"ada/median.py": CODE, name: "x"}), course) == {"ada": {"median": CODE}}


def test_links_in_a_zip_are_left_out(tmp_path: Path, course: Course) -> None:
    """A member that is a link is not a file."""
    link = zipfile.ZipInfo("eve/median.py")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ada/median.py", CODE)
    assert texts(tmp_path / "class.zip", course) == {"ada": {"median": CODE}}


def test_a_bomb_is_unpacked_no_further_than_a_submission_may_be_long(tmp_path: Path, course: Course) -> None:
    """A member of many megabytes in few bytes is too large, and is not held in memory to find that out."""
    path = pack(tmp_path / "class.zip", {"ada/median.py": b" " * (64 << 20), "bob/median.py": CODE})
    assert path.stat().st_size < 1 << 20
    intake = open_intake(path, course)
    assert {len(entry.read()) for entry in intake.entries("ada")} == {MAX_BYTES + 1}
    assert "is larger than 256 KiB" in intake.read("ada", course).files["median"].problem
    assert intake.read("bob", course).files["median"].text == CODE


def test_too_many_entries_are_refused(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many entries as may be are read, one more is not."""
    assert archives.MAX_ENTRIES == 100_000
    monkeypatch.setattr(archives, "MAX_ENTRIES", 2_000)
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ada/median.py", CODE)
        for number in range(archives.MAX_ENTRIES - 1):
            archive.writestr(f"ada/{number}", b"")
    assert texts(path, course) == {"ada": {"median": CODE}}
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("ada/one_more", b"")
    with pytest.raises(IntakeError, match="holds more than 2000 files"):
        open_intake(path, course)


def test_two_members_of_one_name_are_a_clash(tmp_path: Path, course: Course) -> None:
    """A zip can hold the same path twice; which one counts is for the student to say."""
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("ada/median.py", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("ada/median.py", "two")
    assert "several files" in read_all(tmp_path / "class.zip", course)["ada"].files["median"].problem


def test_a_locked_or_damaged_member_costs_its_own_student_only(tmp_path: Path, course: Course) -> None:
    """A member whose data is damaged is said to be unreadable; the others are read."""
    path = pack(tmp_path / "class.zip", {"ada/median.py": CODE * 50, "bob/median.py": CODE})
    raw = bytearray(path.read_bytes())
    start = raw.index(b"ada/median.py") + len(b"ada/median.py")
    raw[start : start + 8] = b"\xff" * 8
    path.write_bytes(raw)
    found = read_all(path, course)
    assert found["ada"].files["median"].problem.startswith("median.py cannot be read")
    assert found["bob"].files["median"].text == CODE


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_not_text_stay_apart(tmp_path: Path, course: Course) -> None:
    """Folders whose names are not UTF-8, or hold control characters, get readable names, and one each."""
    root = os.fsencode(tmp_path)
    made = [b"\xff", b"\xfe", b"a\x1b[2J"]
    for name in made:
        try:
            os.mkdir(root + b"/" + name)
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        Path(os.fsdecode(root + b"/" + name + b"/median.py")).write_bytes(name)
    found = read_all(tmp_path, course)
    assert len(found) == len(made)
    assert all(student.isprintable() for student in found)
    assert sum(file.text == "a\x1b[2J" for each in found.values() for file in each.files.values()) == 1


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_paths_are_fit_to_be_printed(tmp_path: Path, course: Course) -> None:
    """A path below the student's folder that is not UTF-8 is shown readably."""
    for folder in (b"\xff", b"\xfe"):
        inner = Path(os.fsdecode(os.fsencode(tmp_path) + b"/ada/" + folder))
        try:
            inner.mkdir(parents=True)
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        (inner / "median.py").write_text(CODE)
    file = read_all(tmp_path, course)["ada"].files["median"]
    (file.path + file.problem).encode("utf-8")


parts = st.sampled_from(
    ["median.py", "Median.py", "trapezoid.py", "src", "ada", "bob", ".git", "__MACOSX", "ü", "..", ""]
)
paths = st.lists(parts, min_size=1, max_size=5).map("/".join)
contents = st.binary(max_size=30) | st.just(CODE.encode())


@given(st.dictionaries(paths, contents, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_zip_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, course: Course, files: dict[str, bytes]
) -> None:
    """Any tree in a zip gives submissions, each file a text or a problem, or an IntakeError."""
    path = pack(tmp_path_factory.mktemp("zip") / "class.zip", {name: files[name] for name in files if name})
    check_intake(path, course)


@given(st.dictionaries(paths, contents, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_folder_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, course: Course, files: dict[str, bytes]
) -> None:
    """Any tree of folders too."""
    root = tmp_path_factory.mktemp("folder")
    for name, content in files.items():
        path = root.joinpath(*(part for part in PurePosixPath(name).parts if part not in ("..", "/")))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError:  # a name is taken by a file where a folder is wanted, or the other way round
            continue
    check_intake(root, course)


@given(st.data())
def test_any_damaged_zip_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, course: Course, data: st.DataObject
) -> None:
    """A zip with any bytes changed gives submissions or an IntakeError, and nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", data.draw(st.sampled_from([0, 8, 12, 14]))) as archive:
        archive.writestr("ada/median.py", CODE)
        archive.writestr("bübchen/trapezoid.py", CODE * 20)
    raw = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "class.zip"
    path.write_bytes(raw)
    check_intake(path, course)


def check_intake(path: Path, course: Course) -> None:
    try:
        found = read_all(path, course)
    except IntakeError:
        return
    assert list(found) == sorted(found)
    for submission in found.values():
        for file in submission.files.values():
            assert (file.text is None) == bool(file.problem)
