"""Blackboard."""

from __future__ import annotations

from night.base import NONE, Book, Case, both, lines, py, trap

COLUMN = "Vector HW [Total Pts: 20 Score] |1281892"
HEAD = f'"Last Name","First Name","Username","Student ID","Last Access","Availability","{COLUMN}"'


def person(last: str, first: str, login: str, number: str, grade: str = "") -> str:
    return f'"{last}","{first}","{login}","{number}","2026-11-03 10:00:00","Yes","{grade}"'


def book(data: bytes, cells: dict[str, str], **more: object) -> Book:
    return Book("blackboard", "gc.csv", data, "Username", COLUMN, cells, **more)  # type: ignore[arg-type]


def note(name: str, login: str, head: str, files: dict[str, str], text: str = "", end: str = "\n") -> bytes:
    """The text file beside an attempt; `files` are the original names and those in the download."""
    rows = [
        f"Name: {name} ({login})",
        "Assignment: Vector HW",
        "Date Submitted: Tuesday, November 3, 2026 11:58:01 PM UTC",
        "Current Grade: Not Yet Graded",
        "",
        "Submission Field:",
        text or "There is no student submission text data for this assignment.",
        "",
        "Comments:",
        "There are no student comments for this assignment.",
        "",
        "Files:",
    ]
    for original, given in files.items():
        rows += [f"\tOriginal filename: {original}", f"\tFilename: {head}_{given}", ""]
    return end.join([*rows, ""]).encode()


def attempt(login: str, when: str = "2026-11-03-23-58-01", title: str = "Vector HW") -> str:
    return f"{title}_{login}_attempt_{when}"


@trap
def blackboard_attempt_in_the_title() -> Case:
    title = "An_attempt_at vectors"
    files: dict[str, bytes] = {}
    for name, login, marks in (("Jane Doe", "j_doe_1", (4, 5)), ("Kim Roe", "kroe", (6, 7))):
        head = attempt(login, title=title)
        files |= both(f"{head}_", *marks)
        files[f"{head}.txt"] = note(name, login, head, {"softmax.py": "softmax.py", "dot.py": "dot.py"})
    rows = [HEAD, person("Doe", "Jane", "j_doe_1", "0700001"), person("Roe", "Kim", "kroe", "0700002")]
    data = lines(*(r.replace('","', '"\t"') for r in rows), encoding="utf-16")
    return Case(
        files,
        {"j_doe_1": (4, 5), "kroe": (6, 7)},
        (),
        "blackboard",
        tables={"gc.xls": data},
        options=("--roster", "{gc.xls}"),
        book=Book("blackboard", "gc.xls", data, "Username", COLUMN, {"j_doe_1": "9", "kroe": "13"}, "utf-16", "\t"),
    )


@trap
def blackboard_newest_attempt_whole() -> Case:
    old, new = attempt("jdoe", "2026-11-02-09-00-00"), attempt("jdoe", "2026-11-03-08-00-00")
    files = both(f"{old}_", 10, 10) | {f"{new}_dot.py": py(5)} | both(attempt("kroe") + "_", 3, 3)
    data = b"\xef\xbb\xbf" + lines(HEAD, person("Doe", "Jane", "jdoe", "01"), person("Roe", "Kim", "kroe", "02"))
    return Case(
        files,
        {"jdoe": (NONE, 5), "kroe": (3, 3)},
        (),
        "blackboard",
        book=book(data, {"jdoe": "5", "kroe": "6"}, encoding="utf-8-sig"),
    )


@trap
def blackboard_late_by_the_clock() -> Case:
    files = both(attempt("jdoe", "2026-11-04-00-30-00") + "_", 5, 5) | both(attempt("kroe") + "_", 10, 6)
    files |= both(attempt("lpoe", "2026-11-06-12-00-00") + "_", 10, 10)
    data = lines(
        HEAD,
        person("Doe", "Jane", "jdoe", "01"),
        person("Roe", "Kim", "kroe", "02"),
        person("Poe", "Lee", "lpoe", "03"),
        person("Absent", "Al", "aabs", "04"),
    )
    return Case(
        files,
        {"jdoe": (5, 5), "kroe": (10, 6), "lpoe": (10, 10)},
        ("aabs",),
        "blackboard",
        tables={"gc.csv": data, "more.csv": lines("Student;until", "LPOE;2026-11-05 23:59")},
        options=("--roster", "{gc.csv}", "--due", "2026-11-03 23:59", "--extensions", "{more.csv}"),
        late={"jdoe": True, "kroe": False, "lpoe": True},
        days={"jdoe": 0.0216, "lpoe": 0.5007},
        book=book(data, {"jdoe": "9", "kroe": "16", "lpoe": "18", "aabs": ""}),
    )


@trap
def blackboard_group() -> Case:
    data = lines(
        HEAD, person("Doe", "Jane", "jdoe", "01"), person("Roe", "Kim", "kroe", "02"), person("Poe", "Lee", "lp", "03")
    )
    teams = lines("username;group", "jdoe;Group 4", "kroe;Group 4", "lp;Group 5")
    return Case(
        both(attempt("Group 4") + "_", 8, 9),
        {"jdoe": (8, 9), "kroe": (8, 9)},
        ("lp",),
        "blackboard",
        tables={"gc.csv": data, "teams.csv": teams},
        options=("--roster", "{gc.csv}", "--roster", "{teams.csv}"),
        groups={"jdoe": "Group 4", "kroe": "Group 4"},
        book=book(data, {"jdoe": "17", "kroe": "17", "lp": ""}),
    )


@trap
def blackboard_grading_notes() -> Case:
    head = HEAD + ',"Grading Notes","Notes Format","Feedback to Learner","Feedback Format"'
    data = lines(
        head,
        person("Doe", "Jane", "jdoe", "01") + ',"keep, this","SMART_TEXT","",""',
        person("Roe", "Kim", "kroe", "02", "11.00") + ',"","","old","SMART_TEXT"',
    )
    files = both(attempt("jdoe") + "_", 8, 9) | both(attempt("kroe") + "_", 1, 1)
    return Case(
        files,
        {"jdoe": (8, 9), "kroe": (1, 1)},
        (),
        "blackboard",
        book=book(data, {"jdoe": "17", "kroe": "11.00"}, options=("--no-feedback",)),
    )


@trap
def blackboard_original_names() -> Case:
    """The site changed the files' names; the note has those that the student gave."""
    files: dict[str, bytes] = {}
    head = attempt("zmu")
    files |= {f"{head}_softmax_1_.py": py(4), f"{head}_attachment2.py": py(5)}
    files[f"{head}.txt"] = note(
        "Zoë Müller", "zmu", head, {"softmax.py": "softmax_1_.py", "dot.py": "attachment2.py"}, end="\r\n"
    )
    files |= both(attempt("kroe") + "_", 2, 2)
    return Case(files, {"zmu": (4, 5), "kroe": (2, 2)}, (), "blackboard")


@trap
def blackboard_windows_note() -> Case:
    head = attempt("zmu")
    text = note("Zoë Müller", "zmu", head, {"softmax.py": "softmax.py", "dot.py": "dot.py"}, end="\r\n").decode()
    files = both(f"{head}_", 4, 5) | {f"{head}.txt": text.encode("cp1252")} | both(attempt("kroe") + "_", 2, 2)
    data = lines(HEAD, person("Müller", "Zoë", "zmu", "01"), person("Roe", "Kim", "KROE", "02"), encoding="cp1252")
    return Case(
        files,
        {"zmu": (4, 5), "kroe": (2, 2)},
        (),
        "blackboard",
        tables={"gc.csv": data},
        options=("--roster", "{gc.csv}"),
        book=book(data, {"zmu": "9", "KROE": "4"}, encoding="cp1252"),
    )
