"""Tars are read as zips are: a class's and a student's, whichever program wrote them, and walled alike."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

import downloads as make
import pytest

from autograder.course.model import Course, SubmittedFile
from autograder.errors import IntakeError
from autograder.intake import archives
from autograder.intake.folders import Intake, open_intake

CODE = "def median(values):\n    return 0\n"
LONG = f"{'folder' * 30}/{'deep' * 30}/median.py"
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".tar": bytes,
    ".tar.gz": lambda raw: gzip.compress(raw, mtime=0),
    ".tgz": lambda raw: gzip.compress(raw, mtime=0),
    ".tar.bz2": bz2.compress,
    ".tar.xz": lzma.compress,
    ".TAR.XZ": lambda raw: lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME),
}


def tarred(files: make.Files, *odd: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=form) as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in odd:
            archive.addfile(info)
    return raw.getvalue()


def special(name: str, kind: bytes, to: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


def read(tmp_path: Path, course: Course, name: str, content: bytes) -> tuple[SubmittedFile | None, Intake]:
    """What ada's median is, of an archive among her files."""
    make.unpack(tmp_path, {f"ada/{name}": content, "bob/median.py": CODE})
    intake = open_intake(tmp_path, course)
    found = intake.read("ada", course).files.get("median")
    bob = intake.read("bob", course).files["median"]
    assert bob.text == CODE
    return found, intake


@pytest.mark.parametrize("ending", PACKERS)
def test_a_students_tar_is_looked_into(tmp_path: Path, course: Course, ending: str) -> None:
    """Whatever it was made smaller with."""
    found, intake = read(tmp_path, course, f"hw{ending}", PACKERS[ending](tarred({"hw/median.py": CODE})))
    assert found is not None
    assert found.text == CODE
    assert intake.origins["ada"]["median"] == [f"ada/hw{ending}", "hw/median.py"]


@pytest.mark.parametrize("ending", PACKERS)
def test_a_class_comes_as_a_tar(tmp_path: Path, course: Course, ending: str) -> None:
    """One folder a student in it, or one archive a student."""
    files: make.Files = {"hw/ada/median.py": CODE, "hw/bob/median.py": "x = 1", "hw/cyd/deep/median.py": "x = 2"}
    path = tmp_path / f"class{ending}"
    path.write_bytes(PACKERS[ending](tarred(files)))
    intake = open_intake(path, course)
    read = {student: intake.read(student, course).files["median"].text for student in intake.students}
    assert read == {"ada": CODE, "bob": "x = 1", "cyd": "x = 2"}


def test_an_archive_a_student_may_be_a_tar(tmp_path: Path, course: Course) -> None:
    """Named after the student, beside others' zips and folders; the students are called without what says its kind."""
    make.unpack(tmp_path, {"ada.tar.gz": gzip.compress(tarred({"median.py": CODE})), "bob/median.py": CODE})
    make.pack(tmp_path / "cyd.zip", {"median.py": CODE})
    intake = open_intake(tmp_path, course)
    assert intake.students == ("ada", "bob", "cyd")
    assert intake.read("ada", course).files["median"].text == CODE


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("folder", ["hw", "Übung 1/größer", "folder" * 12 + "/" + "deep" * 20])
def test_names_of_every_length_in_every_format(tmp_path: Path, course: Course, form: int, folder: str) -> None:
    """A prefix, GNU's long names, pax headers: the path is the same."""
    made = tarred({"first.txt": "a", f"{folder}/median.py": CODE, "last.txt": "b" * 2000}, form=form)
    found, intake = read(tmp_path, course, "hw.tar", made)
    assert found is not None
    assert found.text == CODE
    assert intake.origins["ada"]["median"][1] == f"{folder}/median.py"


def test_what_is_no_plain_file_in_a_tar_is_never_followed(tmp_path: Path, course: Course) -> None:
    """Links, devices and pipes under an exercise's name: it is said, and a person is asked."""
    kinds = {"link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "device": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}
    for number, (what, kind) in enumerate(kinds.items()):
        found, _ = read(tmp_path / str(number), course, "hw.tar", tarred({}, special("median.py", kind, "/etc/passwd")))
        assert found is not None, what
        assert found.ask, what
        assert "median.py is a link or leads out of the archive" in found.problem, what


@pytest.mark.parametrize("name", ["/tmp/median.py", "../median.py", "hw/../../median.py", "C:/median.py"])
def test_a_path_that_leads_out_of_a_tar_is_nobodys_file(tmp_path: Path, course: Course, name: str) -> None:
    """In a student's own archive it is asked about, in a class's it is left out."""
    found, _ = read(tmp_path / "own", course, "hw.tar", tarred({name: "x"}))
    assert found is not None
    assert found.ask
    (tmp_path / "class.tar").write_bytes(tarred({"ada/median.py": CODE, "bob/median.py": CODE, name: "x"}))
    assert open_intake(tmp_path / "class.tar", course).students == ("ada", "bob")


def test_the_packed_folder_itself_is_no_odd_member(tmp_path: Path, course: Course) -> None:
    """`tar -czf hw.tgz .` writes `./` before the files."""
    top = special("./", tarfile.DIRTYPE)
    found, intake = read(tmp_path, course, "hw.tar", tarred({"./median.py": CODE, "./trapezoid.py": "x = 1"}, top))
    assert found is not None
    assert found.text == CODE
    assert intake.said["ada"] == []


def test_what_was_added_to_a_tar_later_counts(tmp_path: Path, course: Course) -> None:
    """`tar -r` puts a second file of the name behind the first, and unpacking leaves the second."""
    first, second = tarred({"median.py": "x = 1"}), tarred({"median.py": CODE})
    found, _ = read(tmp_path, course, "hw.tar", first[:1024] + second)
    assert found is not None
    assert found.text == CODE


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_tar_that_unpacks_to_too_much_is_not_opened(
    tmp_path: Path, course: Course, pack: Callable[[bytes], bytes]
) -> None:
    """Some kilobytes that would be gigabytes: reading stops where the limit is."""
    bomb = pack(tarred({"median.py": CODE, "zeros": bytes(archives.MAX_INNER_BYTES + 1)}))
    found, _ = read(tmp_path, course, "hw.tgz", bomb)
    assert found is not None
    assert found.ask
    assert "is not opened: it unpacks to more than" in found.problem


def test_a_tar_of_very_many_files_is_not_opened(tmp_path: Path, course: Course) -> None:
    """Each takes a header of 512 bytes and nothing else."""
    one = tarred({"x": ""})[:512]
    found, _ = read(tmp_path, course, "hw.tgz", gzip.compress(one * (archives.MAX_FILES + 1)))
    assert found is not None
    assert found.ask
    assert "holds more than" in found.problem


@pytest.mark.parametrize("size", [b"\x80" + b"\xff" * 11, b"\xff" * 12, b"-0000000001\0", b"99999999999\0"])
def test_a_size_that_no_file_has_ends_the_look(tmp_path: Path, course: Course, size: bytes) -> None:
    """Negative, larger than everything, no number: a person is asked, and nobody turns in a circle."""
    head = bytearray(tarred({"median.py": ""})[:512])
    head[124:136] = size
    head[148:156] = b"%06o\0 " % (sum(head[:148]) + 8 * 32 + sum(head[156:]))
    found, _ = read(tmp_path, course, "hw.tar", bytes(head) + bytes(1024))
    assert found is not None
    assert found.ask
    assert "is no tar that can be read" in found.problem


def test_a_header_for_names_that_is_as_large_as_the_archive_is_not_read(tmp_path: Path, course: Course) -> None:
    """Digits without an end, on which `tarfile` of older Pythons turns for hours."""
    info = special("x", tarfile.XHDTYPE)
    info.size = 1 << 20
    made = info.tobuf(tarfile.USTAR_FORMAT) + b"1" * info.size + tarred({"median.py": CODE})
    found, _ = read(tmp_path, course, "hw.tar", made)
    assert found is not None
    assert found.ask
    assert "a name in it is too long" in found.problem


@pytest.mark.parametrize("name", ["hw.tar", "hw.tgz", "hw.tar.xz", "hw.tar.bz2"])
def test_a_tar_that_was_cut_short_is_asked_about(tmp_path: Path, course: Course, name: str) -> None:
    """By a download that stopped, in a member or in what makes it smaller."""
    ending = name.removeprefix("hw")
    whole = PACKERS[ending](tarred({"median.py": CODE, "noise": bytes(range(256)) * 400}))
    found, _ = read(tmp_path, course, name, whole[: len(whole) * 2 // 3])
    assert found is not None
    assert found.ask
    assert "is no tar that can be read" in found.problem


def test_what_is_called_a_tar_and_is_a_zip_is_read(tmp_path: Path, course: Course) -> None:
    """The head says what it is, the name only that it is an archive."""
    path = make.pack(tmp_path / "made.zip", {"median.py": CODE})
    found, _ = read(tmp_path / "class", course, "hw.tar", path.read_bytes())
    assert found is not None
    assert found.text == CODE


def test_one_file_made_smaller_is_no_tar(tmp_path: Path, course: Course) -> None:
    """`gzip median.py` and then another name: what it is not is said."""
    found, _ = read(tmp_path, course, "hw.tgz", gzip.compress(CODE.encode() * 100))
    assert found is not None
    assert found.ask
    assert "what is packed in it is no tar" in found.problem


def test_a_class_whose_tar_has_no_room_to_be_read_is_told_so(
    tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that the download is damaged."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "class.tgz"
    path.write_bytes(gzip.compress(tarred({"ada/median.py": CODE})))
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", full)
    with pytest.raises(IntakeError, match=r"No space left on device\). A tar needs room in"):
        open_intake(path, course)


def test_a_bomb_as_a_class_is_one_message(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 20)
    path = tmp_path / "class.tar.gz"
    path.write_bytes(gzip.compress(tarred({"ada/median.py": CODE, "ada/zeros": bytes(2 << 20)})))
    with pytest.raises(IntakeError, match="unpacks to more than 1 MiB"):
        open_intake(path, course)


@pytest.mark.parametrize("name", ["hw.tar", "hw.zip"])
def test_an_archive_with_nothing_in_it_is_asked_about(tmp_path: Path, course: Course, name: str) -> None:
    """Somebody packed the wrong folder: that is no silent 0."""
    empty = {"hw.tar": tarred({}), "hw.zip": make.pack(tmp_path / "made.zip", {}).read_bytes()}
    found, _ = read(tmp_path / "class", course, name, empty[name])
    assert found is not None
    assert found.ask
    assert "holds nothing" in found.problem
