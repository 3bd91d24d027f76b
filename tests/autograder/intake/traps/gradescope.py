"""Traps in exports of Gradescope."""

from __future__ import annotations

import json

from downloads import Pupil

from traps.base import (
    ADA,
    ANNE,
    ASK,
    DARCY,
    JANE,
    JANE2,
    NOTED,
    NOTHING,
    PEOPLE,
    TWO,
    WANG,
    Entry,
    Trap,
    both,
    cell_book,
    py,
    whole,
    zipped,
)


def metadata(*people: tuple[int, tuple[Pupil, ...]], sid: bool = True, escaped: bool = False) -> bytes:
    lines = ["---"]
    for number, members in people:
        lines += [f"submission_{number}:", "  :submitters:"]
        for p in members:
            name = json.dumps(p.full) if escaped else "'" + p.full.replace("'", "''") + "'"
            code = f"'{p.id}'" if sid else "''"
            lines += [f"  - :name: {name}", f"    :sid: {code}", f"    :email: {p.email}"]
        lines += ["  :created_at: 2026-11-04 01:30:00.000000000 Z", "  :score: 0.0", "  :status: processed"]
        lines += ["  :results:", "    tests: []", "  :history: []"]
    return ("\n".join(lines) + "\n").encode()


def gradescope() -> dict[str, Trap]:
    root = "assignment_4711_export"
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("gradescope", entries, wants, name, str(more.pop("table", "gradescope")), **more)  # type: ignore[arg-type]

    def work(number: int, tag: str, folder: str = root) -> list[Entry]:
        return both(f"{folder}/submission_{number}/{{}}", tag)

    trap(
        "no student ids: by e-mail",
        [
            *work(1, "0301"),
            *work(2, "302"),
            (f"{root}/submission_metadata.yml", metadata((1, (ADA,)), (2, (ANNE,)), sid=False)),
        ],
        {"0301": whole("0301"), "302": whole("302")},
    )
    trap(
        "names in escapes, two of one name, a zero in front",
        [
            *[e for i, p in enumerate(PEOPLE[:9]) for e in work(i, p.id)],
            (f"{root}/submission_metadata.yml", metadata(*((i, (p,)) for i, p in enumerate(PEOPLE[:9])), escaped=True)),
        ],
        {p.id: whole(p.id) for p in PEOPLE[:9]},
        silent=True,
    )
    trap(
        "groups, one of three",
        [
            *work(1, "a"),
            *work(2, "b"),
            (f"{root}/submission_metadata.yml", metadata((1, (ADA, JANE, JANE2)), (2, (DARCY, WANG)))),
        ],
        {"0301": whole("a"), "306": whole("a"), "307": whole("a"), "303": whole("b"), "304": whole("b")},
    )
    trap(
        "folders in it, renamed files, a zip",
        [
            *work(1, "0301", root),
            *both(f"{root}/submission_2/hw/src/{{}}", "302"),
            py(f"{root}/submission_3/median-1.py", "m 303"),
            py(f"{root}/submission_3/trapezoid.PY", "t 303"),
            (f"{root}/submission_4/hw.zip", zipped(*both("x/{}", "304"), py("__MACOSX/x/._median.py", "no"))),
            (f"{root}/submission_5/hw.tar", bytes(512)),
            (f"{root}/submission_metadata.yml", metadata(*((i + 1, (p,)) for i, p in enumerate(PEOPLE[:5])))),
        ],
        {"0301": whole("0301"), "302": whole("302"), "303": whole("303"), "304": whole("304"), "305": TWO},
    )
    trap(
        "one without a folder, one without a line in the metadata",
        [
            *work(1, "0301"),
            *work(9, "nobody"),
            (f"{root}/submission_metadata.yml", metadata((1, (ADA,)), (2, (ANNE,)))),
        ],
        {"0301": whole("0301"), "302": {"median": NOTED, "trapezoid": NOTED}},
        strangers={"submission_9": whole("nobody")},
    )
    trap(
        "no metadata at all",
        [*work(1, "one"), *work(2, "two")],
        {},
        table="",
        detected=False,
        strangers={"submission_1": whole("one"), "submission_2": whole("two")},
        people=(),
    )
    trap(
        "a folder called otherwise, and one around it",
        [
            *[(f"week 3/{path}", data) for path, data in work(1, "0301", "HW 1")],
            ("week 3/HW 1/submission_metadata.yml", metadata((1, (ADA,)))),
            ("week 3/HW 1/.DS_Store", b"\0"),
        ],
        {"0301": whole("0301")},
    )
    trap(
        "a PDF in place of code, a notebook, an empty folder",
        [
            *work(1, "0301"),
            (f"{root}/submission_2/scan.pdf", b"%PDF-1.7"),
            (f"{root}/submission_3/median.ipynb", cell_book("m 303")),
            (f"{root}/submission_4/", b""),
            (f"{root}/submission_metadata.yml", metadata(*((i + 1, (p,)) for i, p in enumerate(PEOPLE[:4])))),
        ],
        {
            "0301": whole("0301"),
            "302": {"median": NOTED, "trapezoid": NOTED},
            "303": {"median": ASK, "trapezoid": NOTHING},
            "304": {"median": NOTED, "trapezoid": NOTED},
        },
    )
    return made
