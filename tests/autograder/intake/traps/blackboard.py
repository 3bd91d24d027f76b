"""Traps in downloads of Blackboard."""

from __future__ import annotations

from downloads import Pupil

from traps.base import (
    ADA,
    ANNE,
    ASK,
    DARCY,
    JANE,
    KIM,
    MAX,
    NOTED,
    NOTHING,
    SEVEN,
    TWO,
    WANG,
    ZOE,
    Entry,
    Trap,
    both,
    cell_book,
    in_old_code_page,
    py,
    whole,
    zipped,
)


def b(login: str, time: str, file: str, title: str = "HW 1") -> str:
    return f"{title}_{login}_attempt_{time}{'_' + file if file else '.txt'}"


def note(pupil: Pupil, head: str, files: dict[str, str], text: str = "", login: str = "") -> bytes:
    """What Blackboard writes beside an attempt; `files` maps the name on disk's end to the name it was sent with."""
    lines = [
        f"Name: {pupil.full} ({login or pupil.login})",
        "Assignment: HW 1",
        "Date Submitted: Wednesday, November 4, 2026 1:30:00 AM CET",
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
    for disk, original in files.items():
        lines += [f"\tOriginal filename: {original}", f"\tFilename: {head}_{disk}", ""]
    if not files:
        lines += ["\tNo files were attached to this submission."]
    return ("\r\n".join(lines) + "\r\n").encode()


T1, T2 = "2026-11-03-22-00-00", "2026-11-04-01-30-00"


def blackboard() -> dict[str, Trap]:
    plain = both(b("jdoe", T2, "{}"), "306")
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("blackboard", entries, wants, name, str(more.pop("table", "blackboard")), **more)  # type: ignore[arg-type]

    odd_title = "HW_attempt_2"
    head = f"{odd_title}_z_mueller_attempt_{T2}"
    trap(
        "lines in title and login, a title with the word attempt",
        [
            *both(b("jdoe", T2, "{}", odd_title), "306"),
            (b("jdoe", T2, "", odd_title), note(JANE, f"{odd_title}_jdoe_attempt_{T2}", {})),
            *both(f"{head}_{{}}", "305"),
            (f"{head}.txt", note(ZOE, head, {"median.py": "median.py", "trapezoid.py": "trapezoid.py"})),
        ],
        {"306": whole("306"), "305": whole("305")},
    )
    trap(
        "three attempts, the newest lacks a file",
        [
            *plain,
            *both(b("alove", T1, "{}"), "old"),
            *both(b("alove", "2026-11-03-23-59-59", "{}"), "older"),
            py(b("alove", T2, "median.py"), "m 0301"),
        ],
        {"306": whole("306"), "0301": {"median": "m 0301", "trapezoid": NOTHING}},
    )
    trap(
        "logins in other case, with a point, a hyphen, a line",
        [
            *both(b("JDoe", T2, "{}"), "306"),
            *both(b("am-cruz", T2, "{}"), "302"),
            *both(b("kim.jr", T2, "{}"), "309"),
            *both(b("z_mueller", T2, "{}"), "305"),
            *both(b("ALOVE", T2, "{}", "HW 1"), "0301"),
        ],
        {"306": whole("306"), "302": whole("302"), "309": whole("309"), "305": whole("305"), "0301": whole("0301")},
    )
    head = f"HW 1_alove_attempt_{T2}"
    trap(
        "the note knows the name that was sent",
        [
            *plain,
            py(f"{head}_median(1).py", "m 0301"),
            py(f"{head}_trapezoid_1_.py", "t 0301"),
            (f"{head}.txt", note(ADA, head, {"median(1).py": "median.py", "trapezoid_1_.py": "trapezoid.py"})),
        ],
        {"306": whole("306"), "0301": whole("0301")},
    )
    trap(
        "no file: a note alone, a text alone",
        [
            *plain,
            (b("alove", T2, ""), note(ADA, head, {})),
            (b("mbrod", T2, ""), note(MAX, "x", {}, "<p>I wrote it on paper.</p>")),
        ],
        {
            "306": whole("306"),
            "0301": {"median": NOTED, "trapezoid": NOTED},
            "310": {"median": NOTED, "trapezoid": NOTED},
        },
    )
    trap(
        "archives and notebooks",
        [
            *plain,
            (b("alove", T2, "hw.zip"), in_old_code_page(*both("@bung\\{}", "0301"))),
            (b("am-cruz", T2, "hw.7z"), SEVEN),
            (b("dngolo", T2, "trapezoid.ipynb"), cell_book("t 303")),
            (b("wxm", T2, "hw.zip"), zipped(("one.zip", zipped(*both("deep/{}", "304"))), ("notes.docx", b"PK"))),
        ],
        {
            "306": whole("306"),
            "0301": whole("0301"),
            "302": TWO,
            "303": {"median": NOTHING, "trapezoid": ASK},
            "304": whole("304"),
        },
    )
    trap(
        "groups",
        [
            *both(b("Red", T2, "{}"), "red"),
            *both(b("Team Blue", T2, "{}"), "blue"),
        ],
        {"0301": whole("red"), "302": whole("red"), "303": whole("blue"), "304": whole("blue")},
        table="roster",
        teams=True,
        people=(
            ADA,
            ANNE,
            *(Pupil(p.number, p.id, p.login, p.first, p.last, "Team Blue") for p in (DARCY, WANG)),
            KIM,
            MAX,
        ),
    )
    trap(
        "a readme, a folder around it, and somebody who is in no table",
        [
            *[(f"gradebook_CS1_HW 1/{path}", data) for path, data in plain],
            ("gradebook_CS1_HW 1/README.txt", b"see the syllabus"),
            *both(f"gradebook_CS1_HW 1/{b('guest', T2, '{}')}", "guest"),
        ],
        {"306": whole("306")},
        strangers={"guest": whole("guest")},
    )
    return made
