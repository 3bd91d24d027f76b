"""A fifth set: what nobody had sent yet, each labelled by hand before anything was run. Every third was kept aside."""

from __future__ import annotations

import unicodedata
from email.message import EmailMessage

from night.base import ASKED, TOLD, Book, Case, both, lines, pack, py, trap
from night.brightspace import place as slot
from night.canvas import HEAD, POINTS

CLASS = "id,login,name,email"


def mail(who: str, address: str, date: str, files: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = f'"{who}" <{address}>', date, "Vector HW"
    message.set_content("See what is attached.")
    for name, data in files.items():
        message.add_attachment(data, maintype="text", subtype="x-python", filename=name)
    return bytes(message)


@trap
def dawn_openolat() -> Case:
    """The task and the teacher's own corrections lie beside what was handed in, numbered by the steps of the work."""
    files = {}
    for who, marks in (("Doe_Jane_jdoe", (4, 5)), ("Roe_Kim_kroe", (6, 7))):
        files |= both(f"Vector_HW/{who}/2_submissions/", *marks)
        files[f"Vector_HW/{who}/1_task/task.pdf"] = b"%PDF-1.4\n"
    files |= both("Vector_HW/Poe_Lee_lpoe/2_submissions/", 2, 3) | {
        "Vector_HW/Poe_Lee_lpoe/3_corrections/dot.py": py(9)
    }
    roster = lines(CLASS, "1,jdoe,Jane Doe,j@u.example", "2,kroe,Kim Roe,k@u.example", "3,lpoe,Lee Poe,l@u.example")
    people = {"jdoe": (4, 5), "kroe": (6, 7), "lpoe": (2, 3)}
    return Case(files, people, tables={"class.csv": roster}, options=("--roster", "{class.csv}"))


@trap
def dawn_sakai_with_marked_work() -> Case:
    """What the teacher sent back, with the marks in it, is nobody's work."""
    files = {"Vector HW/grades.csv": b'"Vector HW","Points"\n\n"Display ID","ID","Last Name","First Name","grade"\n'}
    for who, marks in (("Doe, Jane(jdoe)", (4, 5)), ("O'Brien, Se\u00e1n(sobrien)", (6, 7))):
        files |= both(f"Vector HW/{who}/Submission attachment(s)/", *marks)
        files |= both(f"Vector HW/{who}/Feedback Attachment(s)/", 9, 9)
        files[f"Vector HW/{who}/timestamp.txt"] = b"20261104013000000"
        files[f"Vector HW/{who}/comments.txt"] = b"Well done"
    return Case(files, {"jdoe": (4, 5), "sobrien": (6, 7)}, (), "sakai")


@trap
def dawn_github_classroom_roster() -> Case:
    """Aside: its own roster: identifier, login, number, name; who never took the assignment has no login."""
    roster = lines(
        '"identifier","github_username","github_id","name"',
        '"jane.doe@u.example","jdoe-1999","4711",""',
        '"kim.roe@u.example","KRoe","4712",""',
        '"al.absent@u.example","","",""',
        end="\n",
    )
    files = {}
    for login, marks in (("jdoe-1999", (4, 5)), ("KRoe", (6, 7))):
        files |= both(f"vector-hw-{login}/exercises/", *marks)
        files |= {f"vector-hw-{login}/.github/classroom/autograding.json": b"{}", f"vector-hw-{login}/.git/HEAD": b"x"}
    people = {"jane.doe@u.example": (4, 5), "kim.roe@u.example": (6, 7)}
    return Case(
        files,
        people,
        ("al.absent@u.example",),
        "clones",
        tables={"roster.csv": roster},
        options=("--roster", "{roster.csv}"),
    )


@trap
def dawn_file_request() -> Case:
    """OneDrive and Microsoft's Forms put the sender's name behind the file's, and a number behind that."""
    files = {
        "softmax_Jane Doe.py": py(4),
        "dot_Jane Doe.py": py(5),
        "softmax_Kim Roe.py": py(6),
        "dot_Kim Roe.py": py(7),
        "softmax_Lee Poe.py": py(1),
        "softmax_Lee Poe 1.py": py(2),
        "dot_Lee Poe.py": py(3),
    }
    roster = lines(CLASS, "1,jdoe,Jane Doe,j@u.example", "2,kroe,Kim Roe,k@u.example", "3,lpoe,Lee Poe,l@u.example")
    people = {"Jane Doe": (4, 5), "Kim Roe": (6, 7), "Lee Poe": (ASKED, 3)}
    return Case(files, people, tables={"class.csv": roster}, options=("--roster", "{class.csv}"))


@trap
def dawn_a_forgotten_file_comes_with_a_second_mail() -> Case:
    """The newest counts whole, and what only the older holds is named: it may have been meant to stay."""
    first, second = "Tue, 03 Nov 2026 22:00:00 +0100", "Tue, 03 Nov 2026 22:10:00 +0100"
    files = {
        "HW.eml": mail("Jane Doe", "j@u.example", first, {"softmax.py": py(4)}),
        "HW (1).eml": mail("Jane Doe", "J@u.example", second, {"dot.py": py(5)}),
        "HW (2).eml": mail("Kim Roe", "k@u.example", first, {"softmax.py": py(6), "dot.py": py(7)}),
    }
    return Case(
        files, {"j@u.example": (TOLD, 5), "k@u.example": (6, 7)}, (), "mail", named={"j@u.example": "softmax.py"}
    )


@trap
def dawn_a_forgotten_file_in_brightspace() -> Case:
    """Aside: the same where each attempt has a folder of its own."""
    early, late = "Nov 3, 2026 1150 PM", "Nov 3, 2026 1155 PM"
    files = {slot(1, "Jane Doe", early) + "softmax.py": py(4), slot(1, "Jane Doe", late) + "dot.py": py(5)}
    files |= both(slot(2, "Kim Roe", early), 6, 7)
    people = {"Jane Doe": (TOLD, 5), "Kim Roe": (6, 7)}
    return Case(files, people, (), "brightspace", named={"Jane Doe": "softmax.py"})


@trap
def dawn_a_roster_in_other_languages() -> Case:
    """Headers as a German office writes them, a byte order mark, semicolons, a title above and a footer below."""
    roster = lines(
        "Teilnehmerliste;;;;",
        "",
        "Nr.;Matrikelnummer;Nachname;Vorname;Benutzerkennung;E-Mail",
        "1;0012345;Groß;Zoë;zgross;zg@u.example",
        "2;0012346;Müller;Jörg;jmueller;jm@u.example",
        "3;0012347;Fehlt;Al;afehlt;af@u.example",
        "",
        "Stand: 03.11.2026;;;;",
        encoding="utf-8-sig",
    )
    files = both("0012345/", 4, 5) | both("jmueller/", 6, 7)
    return Case(
        files,
        {"0012345": (4, 5), "0012346": (6, 7)},
        ("0012347",),
        tables={"liste.csv": roster},
        options=("--roster", "{liste.csv}"),
    )


@trap
def dawn_names_that_programs_trip_over() -> Case:
    """Folders called like options, formulas, devices, with emoji, a right-to-left mark, quotes and a very long one."""
    names = [
        "-rf",
        "--help",
        "=1+1",
        "@SUM(A1)",
        "CON",
        "Ada \U0001f600",
        "a\u202eb",
        "O'Brien",
        'a "b" c',
        "100%",
        "n" * 240,
    ]
    files: dict[str, bytes] = {}
    for number, name in enumerate(names):
        files |= both(f"{name}/", number % 10 + 1, 10 - number % 10)
    # What a spreadsheet reckons with is still the student's name; control marks are shown as `?`.
    shown = {name.replace("\u202e", "?"): (n % 10 + 1, 10 - n % 10) for n, name in enumerate(names)}
    return Case(files, shown, packed=False, name="class")  # type: ignore[arg-type]


@trap
def dawn_teams_of_the_roster_as_folders() -> Case:
    """Aside: one folder a team, and a roster that knows who is in which."""
    roster = lines(
        "id;name;team", "1;Jane Doe;Team 1", "2;Kim Roe;Team 1", "3;Lee Poe;Team 2", "4;Al Absent;Team 3", end="\n"
    )
    files = both("Team 1/", 4, 5) | both("team 2/", 6, 7)
    people = {"Jane Doe": (4, 5), "Kim Roe": (4, 5), "Lee Poe": (6, 7)}
    return Case(files, people, ("Al Absent",), tables={"class.csv": roster}, options=("--roster", "{class.csv}"))


@trap
def dawn_an_archive_of_another_kind_as_the_class() -> Case:
    return Case(
        b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(400), name="class.7z", refused=("7z", "7-Zip", "unpack", "Unpack")
    )


@trap
def dawn_unpacked_beside_its_zip() -> Case:
    """A student's zip that somebody unpacked beside it: the same work is one student's, other work is asked about."""
    same, other = both("", 4, 5), both("", 6, 7)
    files = (
        both("ada/", 4, 5) | {"ada.zip": pack(same)} | both("bo/", 8, 9) | {"bo.zip": pack(other)} | both("cy/", 1, 2)
    )
    return Case(files, {"ada": (4, 5), "bo": (ASKED, ASKED), "cy": (1, 2)})


@trap
def dawn_google_classroom_copies() -> Case:
    """Aside: a template that each student copied: the name of the copy says whose it is, in many languages."""
    files = {
        "Jane Doe - Copy of softmax.py": py(4),
        "Jane Doe - dot.py": py(5),
        "Copy of Kim Roe - softmax.py": py(6),
        "Kim Roe - Copy of dot.py": py(7),
        "Lee Poe - Kopie von softmax.py": py(8),
        "Lee Poe - dot (1).py": py(9),
    }
    roster = lines(CLASS, "1,jdoe,Jane Doe,j@u.example", "2,kroe,Kim Roe,k@u.example", "3,lpoe,Lee Poe,l@u.example")
    people = {"Jane Doe": (4, 5), "Kim Roe": (6, 7), "Lee Poe": (8, 9)}
    return Case(files, people, tables={"class.csv": roster}, options=("--roster", "{class.csv}"))


@trap
def dawn_outlooks_mails() -> Case:
    """`.msg` is no text: one sentence that says how to save them."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    return Case({f"HW {n}.msg": ole for n in range(4)}, refused=(".msg", ".eml"))


@trap
def dawn_gradescope_odd_metadata() -> Case:
    """No submitter, no time, a number for a student id, a name of four lines of YAML."""
    root = "assignment_9_export/"
    meta = (
        "---\nsubmission_1:\n  :submitters: []\n  :created_at: \n  :score: \n  :history: []\n"
        'submission_2:\n  :submitters:\n  - :name: "Jane \\\n      Doe"\n    :sid: 0042\n    :email: j@u.example\n'
        "  :created_at: 2026-11-03 22:58:00.000000000 Z\n  :score: 0.0\n  :history: []\n"
        "submission_3:\n  :submitters:\n  - :name: 'Kim Roe'\n    :sid: ''\n    :email: K@U.example\n"
        "  :created_at: 2026-11-03 22:58:00.000000000 Z\n  :history:\n  - :created_at: 2026-11-01 22:58:00.0 Z\n"
    )
    files = {f"{root}submission_metadata.yml": meta.encode()}
    for number, marks in ((1, (1, 2)), (2, (4, 5)), (3, (6, 7))):
        files |= both(f"{root}submission_{number}/", *marks)
    return Case(files, {"submission_1": (1, 2), "Jane Doe": (4, 5), "K@U.example": (6, 7)}, (), "gradescope")


@trap
def dawn_canvas_latecomer_who_is_no_longer_enrolled() -> Case:
    """Aside: work of somebody who left, of a teacher's own test, and of one who is in two sections."""
    data = lines(
        HEAD,
        POINTS,
        '"Doe, Jane",20001,01,jdoe,"A and B",,',
        *(f'"Roe, Kim {number}",2000{number},0{number},kroe{number},A,,' for number in (2, 3, 4)),
        '"Student, Test",29999,,f00,A,,',
    )
    files = {"doejane_20001_900001_softmax.py": py(4), "doejane_20001_900002_dot.py": py(5)}
    files |= {f"roekim{number}_2000{number}_90001{number}_dot.py": py(3) for number in (2, 3, 4)}
    cells = {"20001": "9", "29999": "", "20002": "3", "20003": "3", "20004": "3"}
    files |= {"goneby_LATE_20007_900003_softmax.py": py(6), "goneby_LATE_20007_900004_dot.py": py(7)}
    files |= {"studenttest_29999_900005_softmax.py": py(1)}
    return Case(
        files,
        {"20001": (4, 5), "20007": (6, 7)},
        (),
        "canvas",
        others=4,
        tables={"gradebook.csv": data},
        options=("--roster", "{gradebook.csv}"),
        book=Book("canvas", "gradebook.csv", data, "ID", "Vector HW (4711)", cells),
    )


@trap
def dawn_every_letter_in_two_forms_in_one_download() -> Case:
    """The folder composed, the file names in it taken apart, and the roster in capitals."""
    name = "Åsa Nguyễn"
    files = both(f"{name}/{unicodedata.normalize('NFD', 'Übung')}/", 4, 5) | both("Bo Li/", 6, 7)
    roster = lines("id,name", f"1,{unicodedata.normalize('NFD', name.upper())}", "2,LI BO")
    return Case(
        files,
        {"1": (4, 5), "Bo Li": (6, 7)},
        ("2",),
        tables={"class.csv": roster},
        options=("--roster", "{class.csv}", "--anyway"),
    )
