"""Traps in downloads of Brightspace."""

from __future__ import annotations

from downloads import Pupil

from traps.base import (
    ADA,
    ANNE,
    ASK,
    DARCY,
    JANE,
    JANE2,
    KIM,
    MAX,
    NOTED,
    NOTHING,
    PEOPLE,
    RAR,
    TWO,
    WANG,
    ZOE,
    Entry,
    Trap,
    both,
    cell_book,
    either,
    nfd,
    py,
    whole,
    zipped,
)


def d(pupil: Pupil, when: str, file: str, flat: bool = False, name: str = "") -> str:
    return f"{5000 + pupil.number}-777 - {name or pupil.full} - {when}{' - ' if flat else '/'}{file}"


D1, D2 = "Nov 3, 2026 1159 PM", "Nov 4, 2026 1201 AM"


def brightspace() -> dict[str, Trap]:
    plain = [*both(d(MAX, D2, "{}"), "310"), ("index.html", b"<html></html>")]
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("brightspace", entries, wants, name, str(more.pop("table", "brightspace")), **more)  # type: ignore[arg-type]

    luc = Pupil(60, "0360", "jluc", "Jean - Luc", "Picard")
    trap(
        "a name with a dash between spaces, a comma, an apostrophe, other letters, NFD",
        [
            *plain,
            *both(d(luc, D2, "{}"), "0360"),
            *both(d(KIM, D2, "{}"), "309"),
            *both(d(DARCY, D2, "{}"), "303"),
            *both(d(WANG, D2, "{}"), "304"),
            *[(nfd(path), data) for path, data in both(d(ZOE, D2, "{}"), "305")],
        ],
        {p: whole(p) for p in ("310", "0360", "309", "303", "304", "305")},
        people=(*PEOPLE, luc),
    )
    trap(
        "two of one name",
        [*plain, *both(d(JANE, D2, "{}"), "306"), *both(d(JANE2, D2, "{}"), "307")],
        {"310": whole("310"), "306": TWO, "307": TWO},
        strangers={"5046": whole("306"), "5047": whole("307")},
    )
    trap(
        "resubmitted across midnight, noon and a year",
        [
            *plain,
            *both(d(ADA, D1, "{}"), "old"),
            py(d(ADA, D2, "median.py"), "m 0301"),
            *both(d(ANNE, "Nov 4, 2026 1259 AM", "{}"), "old"),
            *both(d(ANNE, "Nov 4, 2026 1158 AM", "{}"), "302"),
            *both(d(DARCY, "Dec 31, 2026 1159 PM", "{}"), "old"),
            *both(d(DARCY, "Jan 1, 2027 900 AM", "{}"), "303"),
        ],
        {
            "310": whole("310"),
            "0301": {"median": "m 0301", "trapezoid": NOTHING},
            "302": whole("302"),
            "303": whole("303"),
        },
    )
    trap(
        "the org id before the name",
        [
            *both(f"5041-777 - 0301 - Ada Lovelace - {D2}/{{}}", "0301"),
            *both(f"5042-777 - 302 - Anne-Marie de la Cruz - {D2}/{{}}", "302"),
            ("index.html", b""),
        ],
        {"0301": whole("0301"), "302": whole("302")},
    )
    trap(
        "dates of another language",
        [
            *both(d(ADA, "4 novembre 2026 00 01", "{}"), "0301"),
            *both(d(ANNE, "4 novembre 2026 13 05", "{}"), "302"),
            *both(d(MAX, "4 novembre 2026 23 59", "{}"), "310"),
            ("index.html", b""),
        ],
        {"0301": whole("0301"), "302": whole("302"), "310": whole("310")},
    )
    trap(
        "flat, with dashes in file names",
        [
            *both(d(MAX, D2, "{}", flat=True), "310"),
            *both(d(ANNE, D2, "{}", flat=True), "302"),
            py(d(ADA, D2, "my work - median.py", flat=True), "no"),
            py(d(ADA, D2, "trapezoid - Copy.py", flat=True), "t 0301"),
            ("index.html", b""),
        ],
        {
            "310": whole("310"),
            "302": whole("302"),
            "0301": {"median": NOTED, "trapezoid": either("t 0301")},
        },
    )
    trap(
        "packed again by Windows",
        [(path.replace("/", "\\"), data) for path, data in [*plain, *both(d(ADA, D2, "{}"), "0301")]],
        {"310": whole("310"), "0301": whole("0301")},
    )
    trap(
        "archives, a notebook, an empty folder, a stranger",
        [
            *plain,
            (d(ADA, D2, "hw.zip"), zipped(*both("hw\\{}", "0301"))),
            (d(ANNE, D2, "hw.rar"), RAR),
            (d(DARCY, D2, "median.ipynb"), cell_book("m 303")),
            (d(WANG, D2, ""), b""),
            *both(d(Pupil(77, "", "", "Guest", "Auditor"), D2, "{}"), "guest"),
        ],
        {"310": whole("310"), "0301": whole("0301"), "302": TWO, "303": {"median": ASK, "trapezoid": NOTHING}},
        strangers={"5077": whole("guest")},
    )
    return made
