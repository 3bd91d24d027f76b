"""Moodle."""

from __future__ import annotations

import unicodedata

from night.base import NONE, TOLD, Book, Case, both, lines, pack, py, trap

HEAD = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
ON = "Submitted for grading"
STAMP = '"Tuesday, 3 November 2026, 10:58 PM"'


def row(number: int, name: str, status: str = ON, grade: str = "", can: str = "Yes", stamp: str = "-") -> str:
    when = "-" if status == "No submission" else STAMP
    mail = f"u{number}@uni.example"
    return f"Participant {number},{name},0{number},{mail},{status},{grade},20.00,{can},{when},{stamp},"


def sheet(*rows: str, head: str = HEAD) -> bytes:
    return lines(head, *rows, end="\n")


def book(data: bytes, cells: dict[str, str], **more: object) -> Book:
    more = {"key": "Identifier", "column": "Grade"} | more
    return Book("moodle", "worksheet.csv", data, cells=cells, **more)  # type: ignore[arg-type]


def place(name: str, number: int, tail: str = "/") -> str:
    return f"{name}_{number}_assignsubmission_file{tail}"


@trap
def moodle_decomposed_names() -> Case:
    name = "José Ångström"
    files = both(place(unicodedata.normalize("NFD", name), 1234501), 4, 5) | both(place("Jane Doe", 1234502), 6, 7)
    data = sheet(row(1234501, name), row(1234502, "Jane Doe"), row(1234503, "Al Absent", "No submission"))
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (6, 7)},
        ("1234503",),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}"),
        book=book(data, {"Participant 1234501": "9", "Participant 1234502": "13", "Participant 1234503": ""}),
    )


@trap
def moodle_german_worksheet() -> Case:
    head = (
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Höchste Bewertung,Bewertung kann geändert werden,"
        "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar"
    )
    when = '"Dienstag, 3. November 2026, 22:58"'
    data = lines(
        head,
        f'Teilnehmer/in1234501,Zoë Müller,z@u.example,Zur Bewertung abgegeben,,"40,00",Ja,{when},-,',
        'Teilnehmer/in1234502,Max Weber,m@u.example,Keine Abgabe,,"40,00",Ja,-,-,',
        f'Teilnehmer/in1234503,Jörg Öz,j@u.example,Zur Bewertung abgegeben,"12,50","40,00",Ja,{when},{when},',
        end="\n",
    )
    files = both(place("Zoë Müller", 1234501), 4, 7) | both(place("Jörg Öz", 1234503), 1, 2)
    return Case(
        files,
        {"1234501": (4, 7), "1234503": (1, 2)},
        ("1234502",),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}"),
        book=book(
            data,
            {"Teilnehmer/in1234501": "22", "Teilnehmer/in1234502": "", "Teilnehmer/in1234503": "12,50"},
            key="ID",
            column="Bewertung",
        ),
    )


@trap
def moodle_blind() -> Case:
    data = lines(
        "Identifier,Status,Grade,Maximum grade,Grade can be changed,Last modified (submission),"
        "Last modified (grade),Feedback comments",
        f"Participant 1234501,{ON},,20.00,Yes,{STAMP},-,",
        f"Participant 1234502,{ON},,20.00,Yes,{STAMP},-,",
        end="\n",
    )
    files = both(place("Participant", 1234501), 4, 5) | both(place("Participant", 1234502), 9, 7)
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (9, 7)},
        (),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}"),
        book=book(data, {"Participant 1234501": "9", "Participant 1234502": "16"}),
    )


def _team(number: int, name: str, team: str, status: str = ON) -> str:
    when = "-" if status == "No submission" else STAMP
    return f"Participant {number},{name},{status},{team},,20.00,Yes,{when},-,"


TEAM_HEAD = (
    "Identifier,Full name,Status,Group,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)


@trap
def moodle_group_number_of_a_stranger() -> Case:
    """The group's number is the participant number of somebody in another team."""
    data = sheet(
        _team(1234501, "Jane Doe", "Team 1"),
        _team(1234502, "Kim Roe", "Team 1"),
        _team(1234503, "Lee Poe", "Team 2"),
        _team(1234504, "Lin Moe", "Team 2", "No submission"),
        _team(1234505, "Al Absent", "Default group", "No submission"),
        head=TEAM_HEAD,
    )
    files = both("Team 1_1234503_assignsubmission_file/", 4, 5) | both("Team 2_1234501_assignsubmission_file/", 9, 7)
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (4, 5), "1234503": (9, 7), "1234504": (9, 7)},
        ("1234505",),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}"),
        groups={"1234501": "Team 1", "1234504": "Team 2"},
        book=book(
            data,
            {
                "Participant 1234501": "9",
                "Participant 1234502": "9",
                "Participant 1234503": "16",
                "Participant 1234504": "16",
                "Participant 1234505": "",
            },
        ),
    )


@trap
def moodle_flat_near_names() -> Case:
    files = {
        place("Jane Doe", 1234501, "_") + "softmax_final.py": py(4),
        place("Jane Doe", 1234501, "_") + "DOT.PY": py(5),
        place("Kim Roe", 1234502, "_") + "softmax.py.txt": py(7),
        place("Kim Roe", 1234502, "_") + "dot (2).py": py(2),
    }
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (7, 2)},
        (),
        "moodle",
        named={"1234501": "softmax_final.py", "1234502": "softmax.py.txt"},
    )


@trap
def moodle_locked_rows() -> Case:
    data = sheet(
        row(1234501, "Jane Doe", can="No"),
        row(1234502, "Kim Roe", grade="3.00", stamp=STAMP),
        row(1234503, "Lee Poe"),
    )
    files = {}
    for number, name in ((1234501, "Jane Doe"), (1234502, "Kim Roe"), (1234503, "Lee Poe")):
        files |= both(place(name, number), 4, 5)
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (4, 5), "1234503": (4, 5)},
        (),
        "moodle",
        book=book(
            data,
            {"Participant 1234501": "", "Participant 1234502": "3.00", "Participant 1234503": "9"},
            says=("locked",),
        ),
    )


@trap
def moodle_zips_in_zips() -> Case:
    two = pack({"week/hw.zip": pack({"hw/softmax.py": py(4), "hw/dot.py": py(5)})})
    three = pack({"a.zip": pack({"b.zip": pack({"softmax.py": py(8), "dot.py": py(8)})})})
    files = {
        place("Jane Doe", 1234501) + "abgabe.zip": two,
        place("Kim Roe", 1234502) + "deep.zip": three,
        place("Lee Poe", 1234503) + "softmax.py": py(1),
        place("Lee Poe", 1234503) + "dot.py": py(1),
    }
    return Case(
        files, {"1234501": (4, 5), "1234502": (TOLD, TOLD), "1234503": (1, 1)}, (), "moodle", named={"1234502": "zip"}
    )


@trap
def moodle_backslashes_inside() -> Case:
    files = {
        place("Jane Doe", 1234501) + "hw.zip": pack({"hw\\src\\softmax.py": py(4), "hw\\src\\dot.py": py(5)}),
        place("Kim Roe", 1234502) + "softmax.py": py(1),
        place("Kim Roe", 1234502) + "dot.py": py(1),
    }
    return Case(files, {"1234501": (4, 5), "1234502": (1, 1)}, (), "moodle")


@trap
def moodle_feedback_in_the_download() -> Case:
    files = both(place("Jane Doe", 1234501), 4, 5) | both(place("Kim Roe", 1234502), 6, 6)
    files |= {
        "Jane Doe_1234501_assignfeedback_file/softmax.py": py(10),
        "Jane Doe_1234501_assignfeedback_comments/comments.html": b"<p>good</p>",
        "Kim Roe_1234502_assignfeedback_editpdf/feedback.pdf": b"%PDF",
    }
    return Case(files, {"1234501": (4, 5), "1234502": (6, 6)}, (), "moodle")


@trap
def moodle_windows_worksheet() -> Case:
    head = (
        "Identifier;Full name;Email address;Status;Grade;Maximum grade;Grade can be changed;"
        "Last modified (submission);Last modified (grade);Feedback comments"
    )
    data = lines(
        head,
        f"Participant 1234501;Zoë Müller;z@u.example;{ON};;20,00;Yes;{STAMP};-;",
        f"Participant 1234502;Kim Roe;k@u.example;{ON};;20,00;Yes;{STAMP};-;",
        encoding="cp1252",
    )
    files = both(place("Zoë Müller", 1234501), 4, 5) | {place("Kim Roe", 1234502) + "dot.py": py(6)}
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (NONE, 6)},
        (),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}"),
        book=book(data, {"Participant 1234501": "9", "Participant 1234502": "6"}, encoding="cp1252", delimiter=";"),
    )


@trap
def moodle_two_of_one_name() -> Case:
    files = both(place("Jane Doe", 1234501), 4, 5) | both(place("Jane Doe", 1234502), 9, 9)
    data = sheet(row(1234501, "Jane Doe"), row(1234502, "Jane Doe"))
    return Case(
        files,
        {"1234501": (4, 5), "1234502": (9, 9)},
        (),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}"),
        book=book(data, {"Participant 1234501": "9", "Participant 1234502": "18"}),
    )


@trap
def moodle_late_by_the_worksheet() -> Case:
    late = ON + " - 1 day 2 hours late"
    data = sheet(
        row(1234501, "Jane Doe", late).replace("3 November 2026, 10:58 PM", "5 November 2026, 1:59 AM"),
        row(1234502, "Kim Roe"),
    )
    files = both(place("Jane Doe", 1234501), 5, 5) | both(place("Kim Roe", 1234502), 10, 10)
    return Case(
        files,
        {"1234501": (5, 5), "1234502": (10, 10)},
        (),
        "moodle",
        tables={"worksheet.csv": data},
        options=("--roster", "{worksheet.csv}", "--due", "2026-11-03 23:59"),
        late={"1234501": True, "1234502": False},
        days={"1234501": 1.0834},
        book=book(data, {"Participant 1234501": "8", "Participant 1234502": "20"}),
    )
