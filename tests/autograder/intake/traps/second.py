"""A second set of traps, written after the first had been mended and measured once before anything was changed."""

from __future__ import annotations

from downloads import Pupil

from traps.base import (
    ADA,
    ALI,
    ANNE,
    ASK,
    DARCY,
    JANE,
    KIM,
    MAX,
    NOTED,
    NOTHING,
    PEOPLE,
    RAR,
    TWO,
    WANG,
    ZOE,
    Trap,
    both,
    cell_book,
    either,
    nfd,
    py,
    whole,
    zipped,
)
from traps.blackboard import T2, b
from traps.brightspace import D2, d
from traps.canvas import c
from traps.gradescope import metadata
from traps.moodle import m

NONE = {"median": NOTED, "trapezoid": NOTED}


def second() -> list[Trap]:
    canvas = both(c(JANE, 9601, "{}"), "306")
    locked = bytearray(zipped(*both("{}", "302")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(mark, at + 1)
    return [
        Trap(
            "canvas",
            [
                *canvas,
                py(c(ADA, 9001, "median.py"), "loose"),
                (c(ADA, 9002, "hw.zip"), zipped(py("hw/median.py", "packed"), py("hw/trapezoid.py", "t"))),
                py(c(ANNE, 9201, "median.py"), "m"),
                (c(ANNE, 9202, "hw.zip"), zipped(py("hw/median.py", "m"), py("hw/trapezoid.py", "t"))),
                (c(DARCY, 9301, "hw.zip"), zipped(("hw/median.ipynb", cell_book("m")), py("hw/trapezoid.py", "t"))),
                (c(WANG, 9401, "hw.zip"), zipped(py("median.py/median.py", "m 304"))),
            ],
            {
                "306": whole("306"),
                "0301": {"median": ASK, "trapezoid": "t"},
                "302": {"median": "m", "trapezoid": "t"},
                "303": {"median": ASK, "trapezoid": "t"},
                "304": {"median": "m 304", "trapezoid": NOTHING},
            },
            "a loose file and one in a zip, a notebook in a zip, a folder called like a file",
            "canvas",
        ),
        Trap(
            "canvas",
            [
                *canvas,
                (c(ADA, 9001, "median.pdf"), b"%PDF"),
                (c(ANNE, 9201, "hw.zip"), bytes(locked)),
                (c(DARCY, 9301, "median.py~"), b"# backup"),
                (c(WANG, 9401, "median.docx"), b"PK"),
                (c(ZOE, 9501, "median.pyc"), b"\xa7\r\r\n"),
                (c(ALI, 9801, "median.py"), "# m 308\n".encode("utf-16")),
                (c(MAX, 9003, "hw.zip"), zipped()),
            ],
            {
                "306": whole("306"),
                "0301": NONE,
                "302": TWO,
                "303": NONE,
                "304": NONE,
                "305": NONE,
                "308": {"median": "m 308", "trapezoid": NOTHING},
                "310": NONE,
            },
            "no code at all: a PDF, a locked zip, a backup, Word, bytecode, UTF-16, an empty zip",
            "canvas",
        ),
        Trap(
            "canvas",
            [
                *both("team_7_late_LATE_41_9001_{}", "red"),
                *both("12monkeys_43_9002_{}", "blue"),
            ],
            {"0301": whole("red"), "303": whole("blue")},
            "groups whose names have digits, lines and the word late, without a table of groups",
            "canvas",
            late=frozenset({"0301"}),
        ),
        Trap(
            "moodle",
            [
                *both(m(JANE, "{}"), "306"),
                (m(ADA, "hw.zip"), zipped(("src.zip", zipped(*both("{}", "0301"))), ("report.pdf", b"%PDF"))),
                (m(ANNE, "hw.zip"), zipped(("x.rar", RAR), py("median.py", "m 302"))),
                py(m(DARCY, "Median (2) final.py"), "m 303"),
                py(m(DARCY, "trapezoid.py.py"), "t 303"),
                (m(WANG, "median.txt"), b"# m 304\n"),
            ],
            {
                "306": whole("306"),
                "0301": whole("0301"),
                "302": {"median": "m 302", "trapezoid": ASK},
                "303": {"median": either("m 303"), "trapezoid": ASK},
                "304": NONE,
            },
            "zips of zips, an archive in a zip, odd endings",
            "moodle",
        ),
        Trap(
            "moodle",
            [
                *both(f"Teilnehmer_in_{ADA.number}_assignsubmission_file/{{}}", "0301"),
                *both(f"Teilnehmer_in_{MAX.number}_assignsubmission_file/{{}}", "310"),
            ],
            {"0301": whole("0301"), "310": whole("310")},
            "blind, with a line in the word for participant",
            "moodle",
        ),
        Trap(
            "blackboard",
            [
                *both(b("jdoe", T2, "{}", "HW (1) - [Part A]"), "306"),
                *both(b("alove", "2026-11-04-01-30-01", "{}", "HW (1) - [Part A]"), "0301"),
                py(b("alove", "2026-11-04-01-30-00", "median.py", "HW (1) - [Part A]"), "old"),
                py(b("z_mueller", T2, "median_attempt_2.py", "HW (1) - [Part A]"), "m 305"),
            ],
            {
                "306": whole("306"),
                "0301": whole("0301"),
                "305": {"median": NOTED, "trapezoid": NOTHING},
            },
            "brackets in the title, attempts a second apart, attempt in a file's name",
            "blackboard",
        ),
        Trap(
            "brightspace",
            [
                *both(d(MAX, D2, "{}"), "310"),
                *both(d(ADA, D2, "{}", name="Lovelace, Ada"), "0301"),
                *both(d(KIM, D2, "HW 1/week - 3/{}"), "309"),
                ("index.html", b""),
            ],
            {"310": whole("310"), "0301": whole("0301"), "309": whole("309")},
            "last name first, dashes in folders",
            "brightspace",
        ),
        Trap(
            "gradescope",
            [
                *both("assignment_1_export/submission_1/{}", "0301"),
                *both("assignment_1_export/submission_2/{}", "302"),
                (
                    "assignment_1_export/submission_metadata.yml",
                    metadata((1, (ADA,)), (2, (ANNE,)), sid=False).replace(b"alove@school", b"ALove@School"),
                ),
            ],
            {"0301": whole("0301"), "302": whole("302")},
            "an address in other case",
            "gradescope",
        ),
        Trap(
            "google",
            [
                *both("HW 1/Max Brod - {}", "310"),
                py("HW 1/Ada Lovelace - median.py", "one"),
                py("HW 1/Ada Lovelace - median (1).py", "two"),
                py("HW 1/Copy of Sam Kim, Jr. - median.py", "m 309"),
            ],
            {
                "310": whole("310"),
                "0301": {"median": ASK, "trapezoid": NOTHING},
                "309": {"median": "m 309", "trapezoid": NOTHING},
            },
            "two of one person, a copy of the whole name",
            "roster",
            strangers={"*": {}},
        ),
        Trap(
            "git",
            [
                *both("hw-1-alove/exercises/{}", "0301"),
                ("hw-1-alove/.git/HEAD", b"x"),
                *both("hw-1-jdoe/src/exercises/{}", "306"),
                ("hw-1-jdoe/.git/HEAD", b"x"),
                py("hw-1-mbrod/exercises/median.py", "m 310"),
                py("hw-1-mbrod/solution/median.py", "no"),
                ("hw-1-mbrod/.git/HEAD", b"x"),
                ("hw-1-mbrod/exercises/hw.zip", zipped(py("trapezoid.py", "t 310"))),
            ],
            {"0301": whole("0301"), "306": whole("306"), "310": whole("310")},
            "a clone with its exercises deeper, a zip among the exercises",
            "roster",
        ),
        Trap(
            "folders",
            [
                *both(nfd("Zoë Müller-Lüdenscheidt") + " /{}", "305"),
                *both("JDOE/{}", "306"),
                *both("mbrod_submission/{}", "310"),
                ("alove.rar", RAR),
            ],
            {"305": whole("305"), "306": whole("306"), "0301": TWO},
            "a blank behind a name, other case, a word behind a login, a student's archive that cannot be read",
            "roster",
            strangers={"mbrod_submission": whole("310")},
        ),
        Trap(
            "nbgrader",
            [
                *both("course/submitted/alove/measuring/{}", "0301"),
                ("course/submitted/alove/measuring/timestamp.txt", b"2026-11-04 01:30:00.000000 UTC"),
                ("course/submitted/jdoe/measuring/median.ipynb", cell_book("m")),
                ("course/gradebook.db", b"SQLite"),
                *both("course/source/measuring/{}", "no"),
            ],
            {"0301": whole("0301"), "306": {"median": ASK, "trapezoid": NOTHING}},
            "a course's folder with its source beside",
            "roster",
        ),
        Trap(
            "canvas",
            [
                *canvas,
                *both(c(Pupil(5001, "", "", "x", "y"), 9001, "{}", head="studenttest"), "test"),
            ],
            {"306": whole("306")},
            "the student that Canvas makes for tests",
            "canvas",
            strangers={"5001": whole("test")},
            people=PEOPLE,
        ),
    ]
