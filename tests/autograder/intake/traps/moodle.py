"""Traps in downloads of Moodle."""

from __future__ import annotations

from downloads import Pupil

from traps.base import (
    ADA,
    ALI,
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


def m(pupil: Pupil, file: str, plugin: str = "file", flat: bool = False, name: str = "") -> str:
    kept = "".join(ch for ch in (name or pupil.full).replace("_", " ") if ch not in "&<>\"`|':\\/")
    return f"{kept}_{pupil.number}_assignsubmission_{plugin}{'_' if flat else '/'}{file}"


def moodle() -> dict[str, Trap]:
    plain = both(m(JANE, "{}"), "306")
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("moodle", entries, wants, name, str(more.pop("table", "moodle")), **more)  # type: ignore[arg-type]

    everyone = (ANNE, DARCY, WANG, ZOE, ALI, KIM)
    trap(
        "names of every kind",
        [
            *plain,
            *both(m(JANE2, "{}"), "307"),
            *[(nfd(path), data) for p in everyone for path, data in both(m(p, "{}"), p.id)],
        ],
        {p.id: whole(p.id) for p in (JANE, JANE2, *everyone)},
        silent=True,
    )
    trap(
        "a text beside files, a text alone, another plugin, an empty folder",
        [
            *plain,
            (m(JANE, "onlinetext.html", "onlinetext"), b"<p>See my files.</p>"),
            (m(ADA, "onlinetext.html", "onlinetext"), b"<p>I was ill.</p>"),
            (m(ANNE, "index.html", "mahara"), b"<p>portfolio</p>"),
            (m(MAX, ""), b""),
        ],
        {
            "306": whole("306"),
            "0301": {"median": NOTED, "trapezoid": NOTED},
            "302": {"median": NOTED, "trapezoid": NOTED},
        },
    )
    trap(
        "groups whose number is a stranger's, and no group",
        [
            *both(f"Red_{DARCY.number}_assignsubmission_file/{{}}", "red"),
            *both(f"Team  Blue_{ADA.number}_assignsubmission_file/{{}}", "blue"),
            *both("Default group_assignsubmission_file/{}", "rest"),
        ],
        {
            "0301": whole("red"),
            "302": whole("red"),
            "303": whole("blue"),
            "304": whole("blue"),
            "309": whole("rest"),
            "310": whole("rest"),
        },
        teams=True,
        table="moodle teams",
        people=(
            ADA,
            ANNE,
            *(Pupil(p.number, p.id, p.login, p.first, p.last, "Team  Blue") for p in (DARCY, WANG)),
            KIM,
            MAX,
        ),
    )
    trap(
        "renamed files, subfolders, other case",
        [
            *plain,
            py(m(ADA, "median (1).py"), "m 0301"),
            py(m(ADA, "trapezoid.py.txt"), "t 0301"),
            py(m(ANNE, "Week 3/my work/median.py"), "m 302"),
            py(m(ANNE, "Week 3/TRAPEZOID.py"), "t 302"),
            py(m(DARCY, "median_final_v2.py"), "m 303"),
            py(m(DARCY, "trapezoid_v3.py"), "t 303"),
        ],
        {
            "306": whole("306"),
            "0301": whole("0301"),
            "302": whole("302"),
            "303": {"median": either("m 303"), "trapezoid": either("t 303")},
        },
    )
    trap(
        "archives",
        [
            *plain,
            (m(ADA, "Lösung.zip"), zipped(*both("Lösung/{}", "0301"), ("__MACOSX/Lösung/._median.py", b"\0\5"))),
            (m(ANNE, "hw.rar"), RAR),
            (m(DARCY, "hw.zip"), zipped(py("median.py", "m 303"))),
            py(m(DARCY, "trapezoid.py"), "t 303"),
            (m(WANG, "hw.zip"), zipped(py("../../median.py", "evil"), py("trapezoid.py", "t 304"))),
        ],
        {
            "306": whole("306"),
            "0301": whole("0301"),
            "302": TWO,
            "303": whole("303"),
            "304": {"median": NOTED, "trapezoid": "t 304"},
        },
    )
    trap(
        "flat, with lines in file names",
        [
            *both(m(JANE, "{}", flat=True), "306"),
            *both(m(ANNE, "{}", flat=True), "302"),
            (m(ADA, "onlinetext.html", "onlinetext", flat=True), b"<p>hello</p>"),
            py(m(ZOE, "my_file_median.py", flat=True), "no"),
        ],
        {
            "306": whole("306"),
            "302": whole("302"),
            "0301": {"median": NOTED, "trapezoid": NOTED},
            "305": {"median": NOTED, "trapezoid": NOTED},
        },
    )
    trap(
        "a name that ends in a number, a folder of the course around it, a worksheet in UTF-16 with semicolons",
        [
            *[(f"CS101-HW 1-2345/{path}", data) for path, data in plain],
            *both(f"CS101-HW 1-2345/{m(Pupil(51, '0311', 'ada2', 'Ada_Lovelace', '2'), '{}')}", "0311"),
        ],
        {"306": whole("306"), "0311": whole("0311")},
        table="moodle utf16",
        people=(*PEOPLE, Pupil(51, "0311", "ada2", "Ada_Lovelace", "2")),
    )
    trap(
        "notebooks on request, one that is broken, one beside its file",
        [
            *plain,
            (m(ADA, "median.ipynb"), cell_book("m 0301")),
            (m(ANNE, "median.ipynb"), b"{not json"),
            (m(DARCY, "median.ipynb"), cell_book("no")),
            py(m(DARCY, "median.py"), "m 303"),
        ],
        {
            "306": whole("306"),
            "0301": {"median": "m 0301", "trapezoid": NOTHING},
            "302": {"median": ASK, "trapezoid": NOTHING},
            "303": {"median": "m 303", "trapezoid": NOTHING},
        },
        notebooks=True,
    )
    return made
