"""Traps in folders of Google Drive."""

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


def google() -> dict[str, Trap]:
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("google", entries, wants, name, str(more.pop("table", "roster")), **more)  # type: ignore[arg-type]

    def g(pupil: Pupil, file: str = "{}") -> str:
        return f"HW 1/{pupil.full} - {file}"

    plain = both(g(MAX), "310")
    trap(
        "names of every kind",
        [
            *plain,
            *both(g(ANNE), "302"),
            *both(g(DARCY), "303"),
            *both(g(WANG), "304"),
            *[(nfd(path), data) for path, data in both(g(ZOE), "305")],
            *both(g(ALI), "308"),
            *both(g(KIM), "309"),
        ],
        {key: whole(key) for key in ("310", "302", "303", "304", "305", "308", "309")},
    )
    trap(
        "two of one name",
        [
            *plain,
            *both(g(JANE), "306"),
            py("HW 1/Jane Doe - median (1).py", "m 307"),
            py("HW 1/Jane Doe - trapezoid (1).py", "t 307"),
        ],
        {"310": whole("310"), "306": TWO, "307": TWO},
        strangers={"Jane Doe": TWO},
    )
    trap(
        "uploads without a name: whose are they?",
        [*plain, *both(g(ADA), "0301"), py("HW 1/median.py", "?"), py("HW 1/median (1).py", "??")],
        {"310": whole("310"), "0301": whole("0301")},
        strangers={"*": {}},
    )
    trap(
        "downloads of a part, with Drive's stamp in the folder's name",
        [
            (path.replace("HW 1/", "HW 1-20261104T101010Z-1-001/HW 1/"), data)
            for path, data in [*plain, *both(g(ADA), "0301")]
        ],
        {"310": whole("310"), "0301": whole("0301")},
    )
    trap(
        "names that were changed",
        [
            *plain,
            py(g(ADA, "median.py.txt"), "m 0301"),
            py(g(ADA, "Trapezoid.PY"), "t 0301"),
            py(g(ANNE, "Copy of median.py"), "m 302"),
            py(g(ANNE, "trapezoid_final.py"), "t 302"),
        ],
        {"310": whole("310"), "0301": whole("0301"), "302": {"median": either("m 302"), "trapezoid": "t 302"}},
    )
    trap(
        "Colab and Docs",
        [
            *plain,
            (g(ADA, "median.ipynb"), cell_book("m 0301")),
            (g(ANNE, "median.docx"), b"PK"),
            (g(DARCY, "hw.zip"), zipped(*both("hw/{}", "303"))),
        ],
        {
            "310": whole("310"),
            "0301": {"median": ASK, "trapezoid": NOTHING},
            "302": {"median": NOTED, "trapezoid": NOTED},
            "303": whole("303"),
        },
    )
    trap(
        "an apostrophe became a line: nearly somebody is a question",
        [*plain, *both("HW 1/D_Arcy N_Golo - {}", "303")],
        {"310": whole("310"), "303": {"median": NOTED, "trapezoid": NOTED}},
        strangers={"D_Arcy N_Golo": whole("303")},
    )
    trap(
        "folders a student in a folder of Drive, as Classroom makes them",
        [*both("HW 1/Max Brod/{}", "310"), *both("HW 1/Ada Lovelace/{}", "0301"), *both("HW 1/Sam Kim, Jr./{}", "309")],
        {"310": whole("310"), "0301": whole("0301"), "309": whole("309")},
        detected=False,
    )
    return made
