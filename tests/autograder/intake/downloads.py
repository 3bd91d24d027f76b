"""Makers of small downloads: a class of four, as each platform would send it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

Files = dict[str, str | bytes]


@dataclass(frozen=True)
class Pupil:
    """One of the class: ids are text, and one begins with a zero."""

    number: int
    id: str
    login: str
    first: str
    last: str
    team: str = ""

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"{self.login}@school.example"


ADA = Pupil(41, "0301", "alove", "Ada", "Lovelace", "Red")
EMMY = Pupil(42, "302", "enoet", "Emmy", "Noether", "Red")
SEAN = Pupil(43, "303", "soc_x", "Seán", "O'Casey", "Blue")
MAX = Pupil(44, "304", "mbrod", "Max", "Brod", "Blue")
CLASS = (ADA, EMMY, SEAN, MAX)


def work(pupil: Pupil) -> Files:
    """What this pupil hands in, so that a mix-up shows."""
    return {"median.py": f"# median of {pupil.id}\n", "trapezoid.py": f"# trapezoid of {pupil.id}\n"}


def pack(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def unpack(path: Path, files: Files) -> Path:
    for name, content in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def canvas(pupil: Pupil, files: Files, late: bool = False, head: str = "") -> Files:
    name = head or f"{pupil.last}{pupil.first}".replace("'", "").lower()
    mark = "_LATE" if late else ""
    return {f"{name}{mark}_{pupil.number}_{900 + i}_{file}": text for i, (file, text) in enumerate(files.items())}


def moodle(name: str, number: int | str, files: Files, flat: bool = False, tail: str = "") -> Files:
    head = f"{name.replace(chr(39), '')}_{number}_assignsubmission_file"
    return {f"{head}{'_' if flat else tail + '/'}{file}": text for file, text in files.items()}


def sakai(pupil: Pupil, files: Files) -> Files:
    head = f"{pupil.last}, {pupil.first}({pupil.login})"
    made: Files = {f"{head}/Submission attachment(s)/{file}": text for file, text in files.items()}
    return made | {
        f"{head}/timestamp.txt": "20261104013000000",
        f"{head}/comments.txt": "",
        f"{head}/feedbackText.html": "",
    }


def studip(uploads: list[tuple[Pupil, str, str, str]], folder: str = "", german: bool = True) -> Files:
    """Uploads of pupil, time, name and text into one folder, in which a name that is taken gets a number."""
    head = (
        "Name;Größe;Vorname;Nachname;Downloads;Datum;Pfad" if german else "Name,Size,First name,Last name,Dl,Date,Path"
    )
    made: Files = {}
    lines = [head]
    for pupil, time, name, text in uploads:
        stem, _, suffix = name.rpartition(".")
        numbers = (f"{folder}{stem}{f'[{count}]' if count else ''}.{suffix}" for count in range(100))
        path = next(path for path in numbers if path not in made)
        made[path] = text
        cells = (Path(path).name, str(len(text)), pupil.first, pupil.last, "0", time, path)
        lines.append((";" if german else ",").join(f'"{cell}"' for cell in cells))
    return made | {"archive_filelist.csv": ("\ufeff" * german) + "\r\n".join(lines) + "\r\n"}


def ilias(pupil: Pupil, time: str, files: Files) -> Files:
    head = f"{pupil.last}_{pupil.first}_{pupil.login}_{7000 + pupil.number}"
    return {f"{head}/{time}_{file}": text for file, text in files.items()}


def mail(pupil: Pupil, date: str, files: Files, name: str = "") -> Files:
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = f'"{pupil.full}" <{pupil.email}>', date, "Homework"
    message.set_content("Here it is.")
    for file, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        message.add_attachment(raw, maintype="text", subtype="x-python", filename=file)
    return {f"Homework {name or pupil.login}.eml": bytes(message)}


def blackboard(login: str, time: str, files: Files, note: str = "", title: str = "HW_1") -> Files:
    head = f"{title}_{login}_attempt_{time}"
    made: Files = {f"{head}_{file}": text for file, text in files.items()}
    return made | ({f"{head}.txt": note} if note else {})


def blackboard_note(pupil: Pupil, text: str = "There is no student submission text data for this assignment.") -> str:
    return (
        f"Name: {pupil.full} ({pupil.login})\nAssignment: HW_1\nDate Submitted: Tuesday\n\n"
        f"Submission Field:\n{text}\n\nComments:\nThere are no student comments for this assignment.\n\nFiles:\n"
    )


def brightspace(pupil: Pupil, time: str, files: Files, flat: bool = False) -> Files:
    head = f"{5000 + pupil.number}-777 - {pupil.full} - {time}"
    return {f"{head}{' - ' if flat else '/'}{file}": text for file, text in files.items()}


def gradescope(groups: list[tuple[Pupil, ...]]) -> Files:
    made: Files = {}
    lines = ["---"]
    for members in groups:
        folder = f"submission_{members[0].number}"
        made |= {f"assignment_9_export/{folder}/{name}": text for name, text in work(members[0]).items()}
        lines += [f"{folder}:", "  :submitters:"]
        for each in members:
            name = each.full.replace("'", "''")
            lines += [f"  - :name: '{name}'", f"    :sid: '{each.id}'", f"    :email: {each.email}"]
        lines += ["  :created_at: 2026-11-04 01:30:00.000000000 Z", "  :results:", "    :tests:", "    - output: |"]
        lines += ["        :submitters: nonsense of a check", "  :history: []"]
    return made | {"assignment_9_export/submission_metadata.yml": "\n".join(lines) + "\n"}


def roster(path: Path, pupils: tuple[Pupil, ...] = CLASS) -> Path:
    """A plain table, with everything that a school knows."""
    rows = [f'{p.id},{p.login},{p.email},"{p.first}","{p.last}",{p.team}' for p in pupils]
    path.write_text("\n".join(["id,login,email,first_name,last_name,group", *rows]) + "\n", encoding="utf-8")
    return path


def canvas_gradebook(path: Path, pupils: tuple[Pupil, ...] = CLASS) -> Path:
    rows = ["Student;ID;SIS User ID;SIS Login ID;Section;HW (77)", "    Points Possible;;;;;10,0"]
    rows += [f'"{p.last}, {p.first}";{p.number};{p.id};{p.login};A;' for p in pupils]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*rows, '"Student, Test";99;;abc;A;']).encode())
    return path


def moodle_worksheet(path: Path, pupils: tuple[Pupil, ...] = CLASS, teams: bool = False) -> Path:
    """As a German teacher gets it: the first column is called ID and holds the participant's number."""
    head = ["ID", "Vollständiger Name", "ID-Nummer", "E-Mail-Adresse", "Status", *["Gruppe"] * teams, "Bewertung"]
    rows = [",".join([*head, "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)"])]
    for p in pupils:
        cells = [f"Teilnehmer/in{p.number}", p.full, p.id, p.email, "Zur Bewertung abgegeben", *[p.team] * teams, ""]
        rows.append(",".join([*cells, '"Mittwoch, 4. November 2026, 01:30"', "-"]))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
