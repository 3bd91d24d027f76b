"""Canvas."""

from __future__ import annotations

from night.base import ASKED, TOLD, Book, Case, lines, pack, py, trap

HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Vector HW (4711),Final Score"
POINTS = "    Points Possible,,,,,20,(read only)"


def book(data: bytes, cells: dict[str, str], **more: object) -> Book:
    return Book("canvas", "gradebook.csv", data, "ID", "Vector HW (4711)", cells, **more)  # type: ignore[arg-type]


@trap
def canvas_semicolons() -> Case:
    data = "\ufeff".encode() + lines(
        "Student;ID;SIS User ID;SIS Login ID;Section;Old (4700);Vector HW (4711);Final Score",
        ";;;;;;Manual Posting;",
        "    Points Possible;;;;;5,00;20,00;(read only)",
        '"Doe, Jane";20001;0700001;jdoe;A, B;3,50;;35,00',
        '"Nuñez, Íñigo";20002;0700002;inunez;A;;;35,00',
        '"Absent, Al";20003;0700003;aabsent;A;3,50;;35,00',
        '"Student, Test";29999;;f3a9c1;A;;;',
    )
    files = {
        "doejane_20001_900001_softmax.py": py(8),
        "doejane_20001_900002_dot.py": py(9),
        "nuñezíñigo_LATE_20002_900003_softmax-1.py": py(7),
        "nuñezíñigo_LATE_20002_900004_dot-1.py": py(3),
    }
    return Case(
        files,
        {"20001": (8, 9), "20002": (7, 3)},
        ("20003",),
        "canvas",
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        late={"20001": False, "20002": True},
        book=book(data, {"20001": "17", "20002": "10", "20003": ""}, encoding="utf-8-sig", delimiter=";"),
    )


@trap
def canvas_reuploaded_download() -> Case:
    """A file that carries an earlier download's prefix in its own name: no stranger's."""
    files = {
        "roekim_20002_900200_doejane_20001_900123_softmax.py": py(5),
        "roekim_20002_900201_dot.py": py(6),
        "doejane_20001_900300_softmax.py": py(9),
        "doejane_20001_900301_dot.py": py(9),
    }
    return Case(
        files, {"20001": (9, 9), "20002": (TOLD, 6)}, (), "canvas", named={"20002": "doejane_20001_900123_softmax.py"}
    )


@trap
def canvas_anonymous_digits() -> Case:
    files = {
        "anon_12345_900123_softmax.py": py(4),
        "anon_12345_900124_dot.py": py(5),
        "LATE_anon_aB3dE_900125_softmax.py": py(6),
        "LATE_anon_aB3dE_900126_dot.py": py(7),
    }
    data = lines(HEAD, POINTS, '"Doe, Jane",20001,01,jdoe,A,,')
    return Case(
        files,
        {"anon_12345": (4, 5), "anon_aB3dE": (6, 7)},
        (),
        "canvas",
        late={"anon_12345": False, "anon_aB3dE": True},
        book=book(data, {"20001": ""}, refused=("nobody", "none", "another")),
    )


@trap
def canvas_group_with_roster() -> Case:
    files = {"team7_20002_900001_softmax.py": py(8), "team7_20002_900002_dot.py": py(8)}
    data = lines(
        HEAD,
        POINTS,
        '"Doe, Jane",20001,01,jdoe,A,,',
        '"Roe, Kim",20002,02,kroe,A,,',
        '"Poe, Lee",20003,03,lpoe,A,,',
    )
    teams = lines("login,name,group", "jdoe,Jane Doe,Team 7", "kroe,Kim Roe,Team 7", "lpoe,Lee Poe,Team 8")
    return Case(
        files,
        {"20001": (8, 8), "20002": (8, 8)},
        ("20003",),
        "canvas",
        tables={"gradebook.csv": data, "teams.csv": teams},
        options=("--roster", "{gradebook.csv}", "--roster", "{teams.csv}"),
        groups={"20001": "Team 7", "20002": "Team 7"},
        book=book(data, {"20001": "16", "20002": "16", "20003": ""}),
    )


@trap
def canvas_mac_zip_inside() -> Case:
    inner = {
        "hw/.DS_Store": b"\0",
        "hw/softmax.py": py(6),
        "hw/dot.py": py(4),
        "__MACOSX/hw/._softmax.py": b"\0\5\x16\7",
        "__MACOSX/hw/._dot.py": b"\0\5\x16\7",
    }
    files = {
        "doejane_20001_900001_hw.zip": pack(inner),
        "roekim_20002_900002_softmax.py": py(1),
        "roekim_20002_900003_dot.py": py(2),
    }
    return Case(files, {"20001": (6, 4), "20002": (1, 2)}, (), "canvas")


@trap
def canvas_unpacked_twice_nested() -> Case:
    files = {
        ".DS_Store": b"\0",
        "submissions/.DS_Store": b"\0",
        "submissions/Vector HW/desktop.ini": b"[x]",
        "submissions/Vector HW/doejane_20001_900001_softmax.py": py(6),
        "submissions/Vector HW/doejane_20001_900002_dot.py": py(5),
        "submissions/Vector HW/vanderberganna_20002_900003_softmax.py": py(3),
        "submissions/Vector HW/vanderberganna_20002_900004_dot.py": py(2),
        "__MACOSX/submissions/Vector HW/._doejane_20001_900001_softmax.py": b"\0\5",
    }
    data = lines(HEAD, POINTS, '"Doe, Jane",20001,01,jdoe,A,,', '"van der Berg, Anna",20002,02,avdb,A,,')
    return Case(
        files,
        {"20001": (6, 5), "20002": (3, 2)},
        (),
        "canvas",
        packed=False,
        name="unpacked",
        book=book(data, {"20001": "11", "20002": "5"}),
    )


@trap
def canvas_two_candidates() -> Case:
    files = {
        "doejane_20001_900001_softmax.py": py(6),
        "doejane_20001_900002_softmax-2.py": py(7),
        "doejane_20001_900003_dot.py": py(5),
        "roekim_20002_900004_softmax.py": py(4),
        "roekim_20002_900005_softmax-1.py": py(4),
        "roekim_20002_900006_dot-3.py": py(4),
    }
    data = lines(HEAD, POINTS, '"Doe, Jane",20001,01,jdoe,A,,', '"Roe, Kim",20002,02,kroe,A,,')
    return Case(
        files,
        {"20001": (ASKED, 5), "20002": (4, 4)},
        (),
        "canvas",
        named={"20001": "softmax-2.py", "20002": "dot-3.py"},
        book=book(data, {"20001": "", "20002": "8"}),
    )


@trap
def canvas_link_and_text() -> Case:
    files = {
        "doejane_20001_text.html": b"<p>I could not upload</p>",
        "roekim_20002_link.html": b'<a href="https://example.org/x">x</a>',
        "poelee_20003_900001_softmax.py": py(4),
        "poelee_20003_900002_dot.py": py(4),
        "moelin_20004_900003_softmax.py": py(2),
        "moelin_20004_900004_dot.py": py(1),
        "moelin_20004_text.html": b"<p>see files</p>",
    }
    return Case(
        files,
        {"20001": (ASKED, ASKED), "20002": (ASKED, ASKED), "20003": (4, 4), "20004": (2, 1)},
        (),
        "canvas",
        named={"20001": "I could not upload", "20002": "https://example.org/x"},
    )


@trap
def canvas_excused() -> Case:
    data = lines(
        HEAD,
        POINTS,
        '"Doe, Jane",20001,01,jdoe,A,EX,',
        '"Roe, Kim",20002,02,kroe,A,12.00,',
        '"Poe, Lee",20003,03,lpoe,A,N/A,',
        '"Moe, Lin",20004,04,lmoe,A,,',
        '"Student, Test",29999,,f00,A,,',
    )
    files: dict[str, bytes] = {}
    for name, number in (("doejane", 20001), ("roekim", 20002), ("poelee", 20003), ("moelin", 20004)):
        files[f"{name}_{number}_90{number}1_softmax.py"] = py(4)
        files[f"{name}_{number}_90{number}2_dot.py"] = py(5)
    return Case(
        files,
        {str(n): (4, 5) for n in range(20001, 20005)},
        (),
        "canvas",
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        book=book(data, {"20001": "EX", "20002": "12.00", "20003": "N/A", "20004": "9"}),
    )


@trap
def canvas_two_columns_of_one_name() -> Case:
    data = lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Vector HW (4711),Vector HW (4712),Final Score",
        "    Points Possible,,,,,20,20,(read only)",
        '"Doe, Jane",20001,01,jdoe,A,,,',
    )
    files = {"doejane_20001_900001_softmax.py": py(4), "doejane_20001_900002_dot.py": py(5)}
    return Case(
        files,
        {"20001": (4, 5)},
        (),
        "canvas",
        book=book(data, {"20001": ""}, options=("--column", "Vector HW"), refused=("4712",)),
    )


@trap
def canvas_last_and_first_name() -> Case:
    data = lines(
        "LastName,FirstName,ID,SIS Login ID,Section,Vector HW (4711),Final Score",
        "    Points Possible,,,,,40,(read only)",
        "العلي,محمد,20005,malali,A,,",
        "O'Brien-Łuk,Zoë,20006,zob,A,,",
        "Student,Test,29999,f00,A,,",
    )
    files = {
        "العليمحمد_20005_900001_softmax.py": py(4),
        "العليمحمد_20005_900002_dot.py": py(5),
        "obrienłukzoë_20006_900003_softmax.py": py(10),
        "obrienłukzoë_20006_900004_dot.py": py(10),
    }
    return Case(
        files,
        {"20005": (4, 5), "20006": (10, 10)},
        (),
        "canvas",
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        book=book(data, {"20005": "18", "20006": "40"}),
    )


@trap
def canvas_ids_spoilt_by_a_spreadsheet() -> Case:
    """Two ids became the same number with an E: no row is filled by it."""
    data = lines(
        HEAD,
        POINTS,
        '"Doe, Jane",1.0234E+17,01,jdoe,A,,',
        '"Roe, Kim",1.0234E+17,02,kroe,A,,',
    )
    files = {
        "doejane_102340000000020001_900001_softmax.py": py(4),
        "doejane_102340000000020001_900002_dot.py": py(5),
        "roekim_102340000000020002_900003_softmax.py": py(1),
        "roekim_102340000000020002_900004_dot.py": py(1),
    }
    return Case(
        files,
        {"102340000000020001": (4, 5), "102340000000020002": (1, 1)},
        (),
        "canvas",
        book=Book(
            "canvas",
            "gradebook.csv",
            data,
            "SIS Login ID",
            "Vector HW (4711)",
            {"jdoe": "", "kroe": ""},
            refused=("nobody", "none", "E+"),
        ),
    )


@trap
def canvas_dropped_student() -> Case:
    data = lines(HEAD, POINTS, '"Doe, Jane",20001,01,jdoe,A,,', '"Roe, Kim",20002,02,kroe,A,,')
    files = {
        "doejane_20001_900001_softmax.py": py(4),
        "doejane_20001_900002_dot.py": py(5),
        "gonegus_20009_900003_softmax.py": py(9),
        "gonegus_20009_900004_dot.py": py(9),
    }
    return Case(
        files,
        {"20001": (4, 5), "20009": (9, 9)},
        ("20002",),
        "canvas",
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        named={"20009": "roster"},
        book=book(data, {"20001": "9", "20002": ""}, says=("is in no row", "gus")),
    )
