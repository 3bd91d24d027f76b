"""Drive, clones, plain folders and zips of them."""

from __future__ import annotations

import io
import unicodedata
import zipfile

from night.base import ASKED, CRASHED, NONE, TOLD, Case, both, lines, pack, py, trap


@trap
def drive_template_copies() -> Case:
    files = {
        "Vector HW/Jane Doe - softmax.py": py(4),
        "Vector HW/Jane Doe - dot.py": py(5),
        "Vector HW/Łukasz Żółć - softmax.py": py(6),
        "Vector HW/Łukasz Żółć - dot.py": py(7),
    }
    roster = lines(
        "First Name\tLast Name\tEmail",
        "Jane\tDoe\tj@u.example",
        "Łukasz\tŻółć\tl@u.example",
        "Al\tAbsent\ta@u.example",
        encoding="utf-16",
    )
    return Case(
        files,
        {"j@u.example": (4, 5), "l@u.example": (6, 7)},
        ("a@u.example",),
        "google",
        tables={"roster.csv": roster},
        options=("--roster", "{roster.csv}"),
    )


@trap
def drive_uploads_of_nobody() -> Case:
    files = {
        "Vector HW/softmax.py": py(4),
        "Vector HW/softmax (1).py": py(5),
        "Vector HW/softmax (2).py": py(6),
        "Vector HW/dot.py": py(4),
        "Vector HW/dot (1).py": py(5),
        "Vector HW/dot (2).py": py(6),
    }
    return Case(files, refused=("whose", "who", "student"))


@trap
def forms_file_responses() -> Case:
    """Google Forms puts the uploader's name behind the file's."""
    folder = "Vector HW (File responses)"
    files = {
        f"{folder}/softmax.py (File responses)/softmax - Jane Doe.py": py(4),
        f"{folder}/dot.py (File responses)/dot - Jane Doe.py": py(5),
        f"{folder}/softmax.py (File responses)/softmax - Kim Roe.py": py(6),
        f"{folder}/dot.py (File responses)/dot - Kim Roe.py": py(7),
    }
    return Case(files, {"Jane Doe": (4, 5), "Kim Roe": (6, 7)}, (), "google")


@trap
def clones_with_tests() -> Case:
    files: dict[str, bytes] = {}
    for login, marks in (("jdoe", (4, 5)), ("k-roe", (6, 7))):
        files |= both(f"vector-hw-{login}/exercises/", *marks)
        files |= {
            f"vector-hw-{login}/.git/HEAD": b"ref: refs/heads/main\n",
            f"vector-hw-{login}/tests/visible/softmax.py": py(10),
            f"vector-hw-{login}/.git/softmax.py": py(10),
        }
    roster = lines(
        "username,first_name,last_name,email,section,github_id",
        "jdoe,Jane,Doe,j@u.example,A,1",
        "k-roe,Kim,Roe,k@u.example,A,2",
        "aabs,Al,Absent,a@u.example,A,3",
    )
    return Case(
        files,
        {"jdoe": (4, 5), "k-roe": (6, 7)},
        ("aabs",),
        "clones",
        packed=False,
        name="clones",
        tables={"students.csv": roster},
        options=("--roster", "{students.csv}"),
    )


@trap
def copies_of_a_file() -> Case:
    files = {
        "jdoe/Copy of softmax.py": py(4),
        "jdoe/dot.py": py(5),
        "kroe/softmax - Copy.py": py(4),
        "kroe/dot.py": py(6),
        "lpoe/my_solution.py": py(4),
        "lpoe/dot.py": py(7),
    }
    return Case(
        files,
        {"jdoe": (TOLD, 5), "kroe": (TOLD, 6), "lpoe": (TOLD, 7)},
        (),
        "folders",
        named={"jdoe": "Copy of softmax.py", "kroe": "softmax - Copy.py", "lpoe": "my_solution.py"},
    )


@trap
def encodings_of_a_file() -> Case:
    files = {
        "crlf/softmax.py": py(4).replace(b"\n", b"\r\n"),
        "crlf/dot.py": py(5).replace(b"\n", b"\r"),
        "latin/softmax.py": "# -*- coding: cp1252 -*-\n# für\n".encode("cp1252") + py(6),
        "latin/dot.py": b"\xef\xbb\xbf" + py(7),
        "wide/softmax.py": py(4).decode().encode("utf-16"),
        "wide/dot.py": py(8),
        "umlaut/softmax.py": "# für\n".encode("cp1252") + py(3),
        "umlaut/dot.py": py(2),
    }
    return Case(files, {"crlf": (4, 5), "latin": (6, 7), "wide": (CRASHED, 8), "umlaut": (CRASHED, 2)}, (), "folders")


@trap
def other_case() -> Case:
    files = {
        "jdoe/SOFTMAX.PY": py(4),
        "jdoe/Dot.py": py(5),
        "kroe/Softmax.py": py(1),
        "kroe/softmax.PY": py(2),
        "kroe/dot.py": py(6),
    }
    return Case(files, {"jdoe": (4, 5), "kroe": (ASKED, 6)}, (), "folders", named={"jdoe": "SOFTMAX.PY"})


@trap
def two_zips_of_one_student() -> Case:
    one, two = pack(both("", 4, 5)), pack(both("", 4, 9))
    files = {"jdoe/hw.zip": one, "jdoe/hw (1).zip": two} | both("kroe/", 3, 3)
    return Case(files, {"jdoe": (4, ASKED), "kroe": (3, 3)}, (), "folders")


@trap
def one_entry_twice() -> Case:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (("softmax.py", py(4)), ("softmax.py", py(9)), ("dot.py", py(5))):
            archive.writestr(zipfile.ZipInfo(f"jdoe/{name}"), data)
        for name, data in both("kroe/", 3, 3).items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return Case(out.getvalue(), {"jdoe": (TOLD, 5), "kroe": (3, 3)}, (), "folders")


@trap
def truncated() -> Case:
    data = pack(both("jdoe/", 4, 5) | both("kroe/", 6, 6) | {"kroe/big.bin": bytes(range(256)) * 40})
    return Case(data[: len(data) // 2], refused=("zip",))


@trap
def not_a_zip() -> Case:
    return Case(b"7z\xbc\xaf\x27\x1c\0\4" + bytes(200), refused=("7z", "7-Zip", "zip"))


@trap
def odd_archives_inside() -> Case:
    files = {"jdoe/hw.zip": b"Rar!\x1a\x07\x01\0" + bytes(100), "kroe/hw.7z": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(100)}
    files |= {"cut/hw.zip": pack(both("", 4, 4))[:90]} | both("lpoe/", 3, 4) | both("mmoe/", 2, 2) | both("nnoe/", 2, 2)
    files |= both("ooe/", 1, 1)
    return Case(
        files,
        {
            "jdoe": (TOLD, TOLD),
            "kroe": (TOLD, TOLD),
            "cut": (TOLD, TOLD),
            "lpoe": (3, 4),
            "mmoe": (2, 2),
            "nnoe": (2, 2),
            "ooe": (1, 1),
        },
        (),
        "folders",
        named={"jdoe": "hw.zip", "kroe": "hw.7z", "cut": "hw.zip"},
    )


@trap
def ways_out_of_a_zip() -> Case:
    bad = pack({"../../softmax.py": py(10), "/dot.py": py(10), "C:\\x\\dot.py": py(10)})
    files = {"jdoe/hw.zip": bad} | both("kroe/", 3, 3) | both("lpoe/", 3, 4)
    return Case(files, {"jdoe": (TOLD, TOLD), "kroe": (3, 3), "lpoe": (3, 4)}, (), "folders")


@trap
def files_beside_folders() -> Case:
    files = both("jdoe/", 4, 5) | both("kroe/", 6, 7)
    files |= {"README.txt": b"hello", "grades.csv": b"a,b\n", "Thumbs.db": b"\0", "softmax.py": py(10)}
    return Case(files, {"jdoe": (4, 5), "kroe": (6, 7)}, (), "folders")


@trap
def empty_folders() -> Case:
    files = both("class/week 3/jdoe/", 4, 5) | both("class/week 3/kroe/deep/er/", 6, 7)
    files |= {"class/week 3/empty/": b"", "class/week 3/junk/.DS_Store": b"\0", "class/.DS_Store": b"\0"}
    return Case(files, {"jdoe": (4, 5), "kroe": (6, 7), "empty": (NONE, NONE), "junk": (NONE, NONE)}, (), "folders")


@trap
def names_by_case_only() -> Case:
    files = both("Ada/", 4, 5) | both("ada/", 6, 7) | both("kroe/", 1, 1)
    return Case(files, {"Ada": (4, 5), "ada": (6, 7), "kroe": (1, 1)}, (), "folders")


@trap
def names_by_form_only() -> Case:
    name = "José"
    files = both(unicodedata.normalize("NFD", name) + "/", 4, 5) | both(name + "/", 6, 7)
    scores = {unicodedata.normalize("NFD", name): (4, 5), name: (6, 7)}
    return Case(files, scores, (), "folders", packed=False, name="class")


@trap
def sortable_folder_names() -> Case:
    roster = lines(
        "STUDENT ID;LAST NAME;FIRST NAME;E-MAIL",
        "0042;Doe;Jane;J@U.example",
        "0043;van der Berg;Anna;a@u.example",
        "43;Absent;Al;al@u.example",
    )
    files = both("Doe, Jane/", 4, 5) | both("van der Berg, Anna/", 6, 7)
    return Case(
        files,
        {"0042": (4, 5), "0043": (6, 7)},
        ("43",),
        "folders",
        tables={"roster.csv": roster},
        options=("--roster", "{roster.csv}"),
    )


@trap
def mixed_platforms() -> Case:
    files = {
        "doejane_20001_900001_softmax.py": py(4),
        "doejane_20001_900002_dot.py": py(4),
        "roekim_20002_900003_softmax.py": py(4),
        "Lee Poe_1234501_assignsubmission_file/softmax.py": py(4),
        "Lee Poe_1234501_assignsubmission_file/dot.py": py(4),
        "Lin Moe_1234502_assignsubmission_file/dot.py": py(4),
    }
    return Case(files, refused=("canvas", "Canvas"))


@trap
def another_assignment() -> Case:
    files = {f"s{n}/essay.py": py(n) for n in range(6)} | {"s1/plot.py": py(1)}
    return Case(files, refused=("essay.py",))


@trap
def roster_without_zeros() -> Case:
    """A spreadsheet took the zeros away: the number is not the id, and that is said."""
    roster = lines("id,login,name", "700001,jdoe,Jane Doe", "700002,kroe,Kim Roe", encoding="utf-8-sig")
    files = both("0700001/", 4, 5) | both("0700002/", 6, 7)
    return Case(files, tables={"roster.csv": roster}, options=("--roster", "{roster.csv}"), refused=("leading zeros",))


def _locked(data: bytes) -> bytes:
    """The same zip with every entry flagged as encrypted."""
    out = bytearray(data)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


@trap
def locked_whole() -> Case:
    return Case(_locked(pack(both("jdoe/", 4, 5) | both("kroe/", 6, 7))), refused=("encrypted", "password"))


@trap
def locked_inside() -> Case:
    files = {"jdoe/hw.zip": _locked(pack(both("", 4, 5)))} | both("kroe/", 3, 3) | both("lpoe/", 3, 4)
    return Case(files, {"jdoe": (TOLD, TOLD), "kroe": (3, 3), "lpoe": (3, 4)}, (), "folders", named={"jdoe": "hw.zip"})


@trap
def windows_names_in_a_zip() -> Case:
    """Names in code page 437, as old Windows packs them, without the flag that says UTF-8."""
    files = both("Müller, Zoë/", 4, 5) | both("Roe, Kim/", 6, 7)
    roster = lines("id;name", "1;Zoë Müller", "2;Kim Roe")
    return Case(
        windows_zip(files),
        {"1": (4, 5), "2": (6, 7)},
        (),
        "folders",
        tables={"roster.csv": roster},
        options=("--roster", "{roster.csv}"),
    )


def windows_zip(entries: dict[str, bytes]) -> bytes:
    class Plain(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return self.filename.encode("cp437"), self.flag_bits & ~0x800

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(Plain(name), data)
    return out.getvalue()


@trap
def backslashes_outside() -> Case:
    files = {
        name.replace("/", "\\"): data for name, data in (both("class/jdoe/", 4, 5) | both("class/kroe/", 6, 7)).items()
    }
    return Case(files, {"jdoe": (4, 5), "kroe": (6, 7)}, (), "folders")


@trap
def table_with_lines_above() -> Case:
    """A registrar's list: two lines of prose and an empty one above the header, and a sum below."""
    roster = lines(
        "Course: Vectors;;",
        "Exported: 2026-11-01;;",
        ";;",
        "Matrikelnummer;Nachname;Vorname",
        "0042;Doe;Jane",
        "0043;Roe;Kim",
        "0044;Absent;Al",
        encoding="cp1252",
    )
    return Case(
        both("0042/", 4, 5) | both("0043/", 6, 7),
        {"0042": (4, 5), "0043": (6, 7)},
        ("0044",),
        "folders",
        tables={"roster.csv": roster},
        options=("--roster", "{roster.csv}"),
    )
