"""A fourth set: the mess of one evening, each labelled by hand before anything was run. Every third was kept aside."""

from __future__ import annotations

import io
import json
import tarfile
import unicodedata

from night.base import ASKED, TOLD, Book, Case, both, lines, pack, py, trap
from night.blackboard import attempt
from night.brightspace import HEAD as GRADES
from night.brightspace import person as graded
from night.brightspace import place as slot
from night.canvas import HEAD, POINTS
from night.moodle import place, row, sheet

CLASS = "student,Full name,Login,Email"
OFFICE = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def tar(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in entries.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A document as Google Docs saves one, a line a paragraph."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in paragraphs)
    return pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": OFFICE.format(body).encode()})


def in_code_page(entries: dict[str, bytes], code: str = "cp437") -> bytes:
    """A zip whose names are bytes of an old code page, as Windows' own zip folders write them."""
    stand_in = {name: f"n{number:06d}" + "x" * (len(name.encode(code)) - 7) for number, name in enumerate(entries)}
    data = pack({stand_in[name]: body for name, body in entries.items()})
    for name, there in stand_in.items():
        data = data.replace(there.encode(), name.encode(code))
    return data


@trap
def dusk_newest_attempt_is_empty() -> Case:
    """Somebody pressed the button again with nothing in it: the newest counts, and holds nothing to judge."""
    first, again = attempt("jdoe"), attempt("jdoe", "2026-11-04-08-00-00")
    files = {f"{first}_softmax.py": py(4), f"{first}_dot.py": py(5)}
    files |= {f"{again}_softmax.py": b"", f"{again}_dot.py": b""}
    files |= {f"{attempt('kroe')}_{name}.py": py(7) for name in ("softmax", "dot")}
    return Case(files, {"jdoe": (TOLD, TOLD), "kroe": (7, 7)}, (), "blackboard")


@trap
def dusk_mac_zip_in_a_zip() -> Case:
    fork = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "
    inner = pack({"hw/softmax.py": py(4), "hw/dot.py": py(5), "__MACOSX/hw/._softmax.py": fork, "hw/.DS_Store": fork})
    outer = pack({"Archiv.zip": inner, "__MACOSX/._Archiv.zip": fork})
    return Case({"ada/Abgabe.zip": outer, **both("bo/", 6, 7)}, {"ada": (4, 5), "bo": (6, 7)})


@trap
def dusk_archives_of_all_kinds() -> Case:
    """Aside."""
    seven, rar = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40), b"Rar!\x1a\x07\x01\x00" + bytes(40)
    files = {
        "ada/hw.tar.gz": tar(both("hw/", 4, 5)),
        "bo/hw.7z": seven,
        "cy/hw.rar": rar,
        "di/hw.zip": rar,
        **both("ed/", 6, 7),
    }
    asked = (ASKED, ASKED)
    people = {"ada": (4, 5), "bo": asked, "cy": asked, "di": asked, "ed": (6, 7)}
    return Case(files, people, named={"bo": "hw.7z", "cy": "hw.rar", "di": "hw.zip"})  # type: ignore[arg-type]


@trap
def dusk_umlauts_in_both_forms_and_an_old_code_page() -> Case:
    """The roster writes one letter, the folders two, and one student's own zip is in code page 437."""
    data = lines(
        CLASS, "u1,Jörg Müller,jm,jm@u.example", "u2,Zoë Größl,zg,zg@u.example", "u3,Al Absent,aa,aa@u.example"
    )
    inner = in_code_page({"Übung/softmax.py": py(6), "Übung/dot.py": py(7)})
    files = both(unicodedata.normalize("NFD", "Jörg Müller") + "/", 4, 5) | {"Zoë Größl/Übung.zip": inner}
    return Case(
        files,
        {"Jörg Müller": (4, 5), "Zoë Größl": (6, 7)},
        ("Al Absent",),
        tables={"class.csv": data},
        options=("--roster", "{class.csv}"),
    )


@trap
def dusk_the_whole_course_folder() -> Case:
    """With a virtual environment, caches and the course's own copies of everything in it."""
    stub = b'"""Levels."""\n\n\ndef level():\n    """The level reached."""\n    pass\n'
    files = both("ada/course/exercises/", 4, 5)
    files |= {"ada/course/README.md": b"#", "ada/course/tests/visible/test_softmax.py": b"def test_a():\n    pass\n"}
    for name in ("scipy/special/softmax.py", "numpy/dot.py", "softmax.py", "pip/_vendor/dot.py"):
        files[f"ada/course/.venv/lib/python3.12/site-packages/{name}"] = py(1)
        files[f"ada/course/venv/Lib/site-packages/{name}"] = py(1)
    files |= {"ada/course/venv/pyvenv.cfg": b"home = x", "ada/course/.venv/pyvenv.cfg": b"home = x"}
    files |= {"ada/course/exercises/__pycache__/softmax.cpython-312.pyc": b"\0\1", "ada/course/.git/HEAD": b"ref: x"}
    files |= {"bo/venv/lib/python3.12/site-packages/softmax.py": py(1), "bo/venv/pyvenv.cfg": b"", "bo/x/dot.py": py(7)}
    files |= {"cy/env311/Lib/site-packages/softmax.py": py(1), "cy/env311/pyvenv.cfg": b"", "cy/course/dot.py": py(3)}
    files |= {"cy/course/deep/softmax.py": py(4), "bo/x/softmax.py": stub}
    return Case(files, {"ada": (4, 5), "bo": (0, 7), "cy": (4, 3)})


@trap
def dusk_names_of_copies() -> Case:
    """Aside."""
    names = {
        "ada": "softmax.py.txt",
        "bo": "softmax.py.py",
        "cy": "softmax (Kopie).py",
        "di": "Kopie von softmax.py",
        "ed": "softmax - Copy (2).py",
        "flo": "softmax_final_v3.py",
        "gil": "softmax - Kopie (3).py",
        "hal": "softmax copie.py",
        "ida": "Copia de softmax.py",
        "jo": "softmax 2.py",
        "kim": "Copy of softmax (1).py",
        "lee": "softmax_final_FINAL.py",
        "mo": "softmax.py_.txt",
    }
    files = {f"{who}/{name}": py(4) for who, name in names.items()} | {f"{who}/dot.py": py(5) for who in names}
    return Case(files, dict.fromkeys(names, (4, 5)))


def written_out() -> dict[str, bytes]:
    """`# %%` cells, lines for the shell and magics, as Colab, VS Code and Jupyter write programs out."""
    colab = (
        b'# -*- coding: utf-8 -*-\n"""softmax.ipynb\n\nAutomatically generated by Colab.\n\n'
        b"Original file is located at\n    https://colab.research.google.com/drive/1x\n"
        b'"""\n\n!pip install numpy\n# %matplotlib inline\n\n' + py(4) + b'\n"""## Now the tests"""\n\nlevel()\n'
    )
    code = (
        b"# %% [markdown]\n# # Softmax\n\n# %%\n%matplotlib inline\n%load_ext autoreload\n"
        + py(6)
        + b"\n# %%\nlevel()\n"
    )
    jupyter = b"#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n\nget_ipython().system('pip install numpy')\n" + (
        b"get_ipython().run_line_magic('matplotlib', 'inline')\n\n# In[2]:\n\n" + py(8)
    )
    files = {"ada/softmax.py": colab, "bo/softmax.py": code, "cy/softmax.py": jupyter}
    return files | {f"{who}/dot.py": py(5) for who in ("ada", "bo", "cy")}


@trap
def dusk_programs_out_of_notebooks() -> Case:
    """As at home Python reads none of them; a person hears what one word would do for all."""
    named = {"ada": "`!pip install numpy` in line 10", "bo": "--notebooks", "cy": "get_ipython"}
    people = dict.fromkeys(("ada", "bo", "cy"), ("crashed", 5))
    return Case(written_out(), people, named=named)  # type: ignore[arg-type]


@trap
def dusk_programs_out_of_notebooks_on_request() -> Case:
    return Case(written_out(), {"ada": (4, 5), "bo": (6, 5), "cy": (8, 5)}, options=("--notebooks",))


@trap
def dusk_utf_16() -> Case:
    """As Notepad's `Unicode` and PowerShell's `>` write it, with the mark; and without, which nobody can be sure of."""
    text = py(4).decode()
    files = {
        "ada/softmax.py": text.encode("utf-16"),
        "bo/softmax.py": b"\xfe\xff" + text.replace("\n", "\r\n").encode("utf-16-be"),
        "cy/softmax.py": b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le"),
        "di/softmax.py": text.encode("utf-16-le"),
    }
    files |= {f"{who}/dot.py": py(5) for who in ("ada", "bo", "cy", "di")}
    return Case(files, {"ada": (4, 5), "bo": (4, 5), "cy": (4, 5), "di": (ASKED, 5)})


@trap
def dusk_code_in_a_document() -> Case:
    """Aside: a program in a document is asked about and no 0: its quotation marks and indents are the processor's."""
    document = docx("def level():", "    return 4")
    files = {"ada/softmax.docx": document, "ada/dot.py": py(5), "bo/homework.docx": document}
    files |= {"cy/softmax.py": document, "cy/dot.py": py(5)}
    return Case(files, {"ada": (ASKED, 5), "bo": (ASKED, ASKED), "cy": (ASKED, 5)}, named={"ada": "softmax.docx"})


@trap
def dusk_two_of_one_name() -> Case:
    """Two Jane Does in Moodle: by the number each is herself, one has two accounts, and the gradebook knows both."""
    files = both(place("Jane Doe", 1234501), 4, 5) | both(place("Jane Doe", 1234502), 6, 7)
    data = sheet(row(1234501, "Jane Doe"), row(1234502, "Jane Doe"), row(1234503, "Jane Doe", "No submission"))
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (6, 7)},
        ("1234503",),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}"),
        book=Book(
            "moodle",
            "worksheet.csv",
            data,
            "Identifier",
            "Grade",
            {"Participant 1234501": "9", "Participant 1234502": "13", "Participant 1234503": ""},
        ),
    )


@trap
def dusk_one_student_with_two_accounts() -> Case:
    """One address at two logins, work at both: nobody is guessed to be one; each account has a row and a grade."""
    data = lines(
        HEAD,
        POINTS,
        '"Doe, Jane",20001,01,jdoe,A,,',
        '"Doe, Jane",20002,01,jdoe2,A,,',
        '"Roe, Kim",20003,03,kroe,A,,',
    )
    files = {"doejane_20001_900001_softmax.py": py(4), "doejane_20001_900002_dot.py": py(5)}
    files |= {"doejane_20002_900003_softmax.py": py(6), "doejane_20002_900004_dot.py": py(7)}
    files |= {"roekim_20003_900005_softmax.py": py(8), "roekim_20003_900006_dot.py": py(9)}
    return Case(
        files,
        {"20001": (4, 5), "20002": (6, 7), "20003": (8, 9)},
        (),
        "canvas",
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        book=canvas_book(data, {"20001": "9", "20002": "13", "20003": "17"}),
    )


def canvas_book(data: bytes, cells: dict[str, str], column: str = "Vector HW (4711)", **more: object) -> Book:
    return Book("canvas", "gradebook.csv", data, "ID", column, cells, **more)  # type: ignore[arg-type]


@trap
def dusk_a_group_with_one_hand_in() -> Case:
    """Aside."""
    data = lines(
        HEAD, POINTS, '"Doe, Jane",20001,01,jdoe,A,,', '"Roe, Kim",20002,02,kroe,A,EX,', '"Poe, Lee",20003,03,lpoe,A,,'
    )
    groups = lines("id;group", "01;Team Blau", "02;Team Blau")
    files = {"teamblau_20001_900001_softmax.py": py(4), "teamblau_20001_900002_dot.py": py(5)}
    return Case(
        files,
        {"20001": (4, 5), "20002": (4, 5)},
        ("20003",),
        "canvas",
        tables={"gradebook.csv": data, "groups.csv": groups},
        options=("--roster", "{gradebook.csv}", "--roster", "{groups.csv}"),
        groups={"20001": "Team Blau", "20002": "Team Blau"},
        book=canvas_book(data, {"20001": "9", "20002": "EX", "20003": ""}),
    )


@trap
def dusk_late_in_another_zone() -> Case:
    """Gradescope's times are UTC or carry an offset; due at 23:59 in Berlin, which is 22:59 UTC in November."""
    meta = "---\n"
    for number, (who, when) in enumerate(
        (
            ("ada", "2026-11-03 22:58:00.000000000 Z"),
            ("bo", "2026-11-03 23:05:00.000000000 Z"),
            ("cy", "2026-11-03 14:58:30.000000000 -08:00"),
        ),
        1,
    ):
        meta += f"submission_{number}:\n  :submitters:\n  - :name: {who}\n    :sid: '{number}'\n"
        meta += f"    :email: {who}@u.example\n"
        meta += f"  :created_at: {when}\n  :score: 0.0\n  :history: []\n"
    files = {f"assignment_9_export/submission_{n}/{name}.py": py(4) for n in (1, 2, 3) for name in ("softmax", "dot")}
    files["assignment_9_export/submission_metadata.yml"] = meta.encode()
    return Case(
        files,
        {"ada@u.example": (4, 4), "bo@u.example": (4, 4), "cy@u.example": (4, 4)},
        (),
        "gradescope",
        options=("--due", "2026-11-03 23:59 Europe/Berlin"),
        days={"ada@u.example": 0, "cy@u.example": 0},
        late={"ada@u.example": False, "bo@u.example": True, "cy@u.example": False},
    )


@trap
def dusk_canvas_says_late() -> Case:
    """Late, and not by how much: listed; the days come with a table, semicolons and a decimal comma in it."""
    data = lines(HEAD, POINTS, '"Doe, Jane",20001,01,jdoe,A,,', '"Roe, Kim",20002,02,kroe,A,,')
    files = {"doejane_LATE_20001_900001_softmax.py": py(10), "doejane_LATE_20001_900002_dot.py": py(10)}
    files |= {"roekim_20002_900003_softmax.py": py(4), "roekim_20002_900004_dot.py": py(5)}
    late = lines("Student;Days", "20001;1,5", encoding="utf-8-sig")
    return Case(
        files,
        {"20001": (10, 10), "20002": (4, 5)},
        (),
        "canvas",
        tables={"gradebook.csv": data, "late.csv": late},
        options=("--roster", "{gradebook.csv}", "--late", "{late.csv}"),
        days={"20001": 1.5, "20002": 0},
        book=canvas_book(data, {"20001": "16", "20002": "9"}),
    )


@trap
def dusk_empty_downloads() -> Case:
    """Aside: a zip without a member is no class, and is said to be that."""
    return Case({}, refused=("empty", "nothing", "no "))


@trap
def dusk_a_folder_of_an_empty_download() -> Case:
    """Nothing but the folder that the platform makes around it."""
    return Case({"submissions/": b"", "submissions/.DS_Store": b"\0"}, refused=("empty", "nothing", "no ", "Nothing"))


@trap
def dusk_a_table_with_semicolons_and_commas() -> Case:
    """Canvas in German: semicolons, decimal commas, a BOM; grades that are there stay, and ours have a comma too."""
    data = lines(
        HEAD.replace(",", ";"),
        "    Points Possible;;;;;17,5;(read only)",
        '"Doe, Jane";20001;01;jdoe;A;;0,0',
        '"Roe, Kim";20002;02;kroe;A;12,5;0,0',
        '"Student, Test";29999;;f00;A;;0,0',
        encoding="utf-8-sig",
    )
    files = {"doejane_20001_900001_softmax.py": py(4), "doejane_20001_900002_dot.py": py(5)}
    files |= {"roekim_20002_900003_softmax.py": py(8), "roekim_20002_900004_dot.py": py(9)}
    return Case(
        files,
        {"20001": (4, 5), "20002": (8, 9)},
        (),
        "canvas",
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        book=canvas_book(data, {"20001": "7,88", "20002": "12,5"}, delimiter=";", encoding="utf-8-sig"),
    )


@trap
def dusk_a_gradebook_with_more_rows_and_columns() -> Case:
    """Aside: a posting row, points with decimals, a test student, a column that the platform has added since."""
    data = lines(
        "Student,ID,SIS User ID,SIS Login ID,Integration ID,Section,Pronouns,"
        "Vector HW (4711),Vector HW Quiz (4712),Assignments Current Points,Final Score",
        ",,,,,,,Manual Posting,,,",
        "    Points Possible,,,,,,,40.00,10.00,(read only),(read only)",
        '"Doe, Jane",20001,01,jdoe,,A and B,she,,7,,',
        '"Roe, Kim",20002,02,kroe,,A,,N/A,EX,,',
        '"Student, Test",29999,,f00,,A,,,,,',
    )
    files = {"doejane_20001_900001_softmax.py": py(4), "doejane_20001_900002_dot.py": py(5)}
    return Case(
        files,
        {"20001": (4, 5)},
        ("20002",),
        "canvas",
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        book=canvas_book(data, {"20001": "18", "20002": "N/A"}, options=("--zeros",)),
    )


@trap
def dusk_brightspace_renamed_column() -> Case:
    """The platform's column has a category and an odd maximum in its name."""
    column = "Vector HW, final Points Grade <Numeric MaxPoints:12.5 Weight:10 Category:Labs>"
    head = GRADES.replace("Vector HW Points Grade <Numeric MaxPoints:20>", f'"{column}"')
    data = lines(head, graded("0700001", "jdoe", "Doe", "Jane"), graded("0700002", "aabs", "Absent", "Al"))
    return Case(
        both(slot(1, "Jane Doe"), 4, 4),
        {"0700001": (4, 4)},
        ("0700002",),
        "brightspace",
        tables={"grades.csv": data},
        options=("--roster", "{grades.csv}"),
        book=Book("brightspace", "grades.csv", data, "OrgDefinedId", column, {"#0700001": "5.00", "#0700002": ""}),
    )


@trap
def dusk_a_folder_in_a_folder_of_the_same_name() -> Case:
    """Unpacked by Windows: `HW1/HW1/ada/ada/`, beside a `desktop.ini` and a thumbnail."""
    files = both("HW1/HW1/ada/ada/", 4, 5) | both("HW1/HW1/bo/bo/", 6, 7)
    files |= {"HW1/desktop.ini": b"[x]", "HW1/HW1/Thumbs.db": b"\0\1", "HW1/HW1/ada/desktop.ini": b"[x]"}
    return Case(files, {"ada": (4, 5), "bo": (6, 7)})


@trap
def dusk_a_notebook_that_is_none() -> Case:
    """Aside: a notebook that was saved while Jupyter crashed, an empty one, and one with the work in a raw cell."""
    raw = {"cells": [{"cell_type": "raw", "metadata": {}, "source": py(4).decode()}], "metadata": {}, "nbformat": 4}
    files = {"ada/softmax.ipynb": b'{"cells": [{"cell_type": "co', "bo/softmax.ipynb": b""}
    files |= {"cy/softmax.ipynb": json.dumps(raw).encode()}
    files |= {f"{who}/dot.py": py(5) for who in ("ada", "bo", "cy")}
    people = {"ada": (ASKED, 5), "bo": (TOLD, 5), "cy": (ASKED, 5)}
    return Case(files, people, options=("--notebooks",))  # type: ignore[arg-type]


@trap
def dusk_spreadsheet_locks_and_sync_copies() -> Case:
    """What editors and cloud folders leave: never the work, and never in the way of it."""
    files = both("ada/", 4, 5) | {"ada/.softmax.py.swp": b"b0VIM", "ada/~$softmax.docx": b"\5Jane"}
    files |= {"ada/softmax (Jane's conflicted copy 2026-11-03).py": py(1), "ada/dot.py~": py(1)}
    files |= {"bo/dot.py": py(7), "bo/softmax (Bo's conflicted copy 2026-11-03).py": py(6)}
    files |= {"cy/#softmax.py#": py(3), "cy/dot.py": py(7)}
    return Case(files, {"ada": (4, 5), "bo": (TOLD, 7), "cy": (TOLD, 7)})
