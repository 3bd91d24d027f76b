"""Traps in downloads of Canvas."""

from __future__ import annotations

import unicodedata

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
    RAR,
    SEVEN,
    TWO,
    WANG,
    ZOE,
    Entry,
    Trap,
    both,
    cell_book,
    either,
    in_old_code_page,
    nfd,
    py,
    whole,
    zipped,
)


def c(pupil: Pupil, number: int, file: str, late: bool = False, head: str = "") -> str:
    keep = [ch for ch in pupil.last + pupil.first if unicodedata.category(ch)[0] in "LMN" or ch == "_"]
    return f"{head or ''.join(keep).lower()}{'_LATE' * late}_{pupil.number}_{number}_{file}"


def canvas() -> dict[str, Trap]:
    plain = both(c(JANE, 9601, "{}"), "306")
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("canvas", entries, wants, name, "canvas", **more)  # type: ignore[arg-type]

    trap(
        "resubmitted: -1, and a UUID after the seventh",
        [
            *both(c(JANE, 9601, "{}"), "306"),
            py(c(ADA, 9001, "median-1.py"), "m a"),
            py(c(ADA, 9002, "trapezoid-7.py"), "t a"),
            py(c(MAX, 9003, "median-0b1f4c6e-9f0a-4c1e-8a55-0c2a6a3d1b77.py"), "m x"),
        ],
        {
            "306": whole("306"),
            "0301": whole("a"),
            "310": {"median": either("m x"), "trapezoid": NOTHING},
        },
    )
    trap(
        "late, and names of every kind",
        [
            *both(c(ANNE, 9201, "{}", late=True), "302"),
            *both(c(DARCY, 9301, "{}"), "303"),
            *both(c(WANG, 9401, "{}", late=True), "304"),
            *[(nfd(path), data) for path, data in both(c(ZOE, 9501, "{}"), "305")],
            *both(c(ALI, 9801, "{}"), "308"),
            *both(c(KIM, 9901, "{}"), "309"),
        ],
        {key: whole(key) for key in ("302", "303", "304", "305", "308", "309")},
        late=frozenset({"302", "304"}),
    )
    trap(
        "two of one name",
        [*both(c(JANE, 9601, "{}"), "306"), *both(c(JANE2, 9701, "{}"), "307")],
        {"306": whole("306"), "307": whole("307")},
        silent=True,
    )
    trap(
        "zips: of a Mac, in a zip, three deep, of Windows, of an old Windows",
        [
            *plain,
            (
                c(ADA, 9001, "hw.zip"),
                zipped(*both("hw/{}", "0301"), ("__MACOSX/hw/._median.py", b"\0\5"), ("hw/.DS_Store", b"\0")),
            ),
            (c(ANNE, 9201, "all.zip"), zipped(("inner/part.zip", zipped(*both("{}", "302"))))),
            (c(DARCY, 9301, "a.zip"), zipped(("b.zip", zipped(("c.zip", zipped(*both("{}", "303"))))))),
            (c(WANG, 9401, "w.zip"), zipped(*both("homework\\exercises\\{}", "304"))),
            (c(ZOE, 9501, "z.zip"), in_old_code_page(*both("@bung 1/{}", "305"))),
        ],
        {
            "306": whole("306"),
            "0301": whole("0301"),
            "302": whole("302"),
            "303": TWO,
            "304": whole("304"),
            "305": whole("305"),
        },
    )
    trap(
        "nothing but words: a text, a link, an empty file",
        [
            *plain,
            ("lovelaceada_41_text.html", b"<p>My dog ate it.</p>"),
            ("delacruzannemarie_42_link.html", b'<a href="https://example.org/x">my repo</a>'),
            (c(MAX, 9003, "median.py"), b""),
        ],
        {
            "306": whole("306"),
            "0301": {"median": NOTED, "trapezoid": NOTED},
            "302": {"median": NOTED, "trapezoid": NOTED},
            "310": {"median": "", "trapezoid": NOTHING},
        },
    )
    trap(
        "notebooks and archives that cannot be read",
        [
            *plain,
            (c(ADA, 9001, "median.ipynb"), cell_book("m 0301")),
            (c(ANNE, 9201, "hw.rar"), RAR),
            (c(DARCY, 9301, "hw.7z"), SEVEN),
            (c(WANG, 9401, "hw.tar.gz"), b"\x1f\x8b\x08" + bytes(40)),
            (c(MAX, 9003, "hw.zip"), zipped(*both("{}", "310"))[:150]),
        ],
        {
            "306": whole("306"),
            "0301": {"median": ASK, "trapezoid": NOTHING},
            "302": TWO,
            "303": TWO,
            "304": TWO,
            "310": TWO,
        },
    )
    trap(
        "names that a browser or a person changed",
        [
            *plain,
            py(c(ADA, 9001, "median.py.txt"), "m 0301"),
            py(c(ADA, 9002, "Trapezoid.PY"), "t 0301"),
            py(c(ANNE, 9201, "median_final_v2.py"), "m 302"),
            py(c(ANNE, 9202, "trapezoid (1).py"), "t 302"),
            py(c(DARCY, 9301, "median - Copy.py"), "m 303"),
            py(c(DARCY, 9302, "Copy of trapezoid.py"), "t 303"),
            py(c(WANG, 9401, "median copy.py"), "m 304"),
            py(c(WANG, 9402, "trapezoid 2.py"), "t 304"),
            py(c(ZOE, 9501, "MEDIAN-FINAL.py"), "m 305"),
            py(c(ZOE, 9502, "trapezoid(2).py"), "t 305"),
        ],
        {"306": whole("306"), "0301": whole("0301")}
        | {
            key: {"median": either(f"m {key}"), "trapezoid": either(f"t {key}")} for key in ("302", "303", "304", "305")
        },
    )
    trap(
        "two candidates: different, equal, and in two folders of a zip",
        [
            *plain,
            py(c(ADA, 9001, "median.py"), "old"),
            py(c(ADA, 9002, "median-1.py"), "new"),
            py(c(ANNE, 9201, "median.py"), "same"),
            py(c(ANNE, 9202, "median (1).py"), "same"),
            (c(DARCY, 9301, "hw.zip"), zipped(py("v1/median.py", "v1"), py("v2/median.py", "v2"))),
        ],
        {
            "306": whole("306"),
            "0301": {"median": ASK, "trapezoid": NOTHING},
            "302": {"median": "same", "trapezoid": NOTHING},
            "303": {"median": ASK, "trapezoid": NOTHING},
        },
    )
    trap(
        "a whole handout in a zip, with an environment in it",
        [
            *plain,
            (
                c(ADA, 9001, "handout.zip"),
                zipped(
                    *both("handout/exercises/{}", "0301"),
                    py("handout/tests/visible/test_median.py", "no"),
                    py("handout/.venv/lib/python3.12/site-packages/stat/median.py", "no"),
                    py("handout/exercises/__pycache__/median.cpython-312.pyc", "no"),
                    py("handout/README.md", "no"),
                ),
            ),
        ],
        {"306": whole("306"), "0301": whole("0301")},
    )
    trap(
        "a folder around it, with litter of the disk",
        [
            *[(f"HW 1 Nov 4/{path}", data) for path, data in plain],
            *[(f"HW 1 Nov 4/{path}", data) for path, data in both(c(ADA, 9001, "{}"), "0301")],
            ("HW 1 Nov 4/README.txt", b"downloaded by the assistant"),
            ("HW 1 Nov 4/.DS_Store", b"\0"),
            ("HW 1 Nov 4/Thumbs.db", b"\0"),
            ("HW 1 Nov 4/desktop.ini", b"[x]"),
            ("__MACOSX/HW 1 Nov 4/._README.txt", b"\0\5\x16\7"),
            ("__MACOSX/HW 1 Nov 4/._" + c(ADA, 9001, "median.py"), b"\0\5\x16\7"),
        ],
        {"306": whole("306"), "0301": whole("0301")},
    )
    trap(
        "a file whose name looks like a head, a name of digits, no letters at all",
        [
            *plain,
            py(c(ADA, 9001, "12_34_median.py"), "no"),
            py("_42_9201_median.py", "m 302"),
            py("x_3_43_9301_median.py", "m 303"),
            py("late_LATE_44_9401_median.py", "m 304"),
        ],
        {
            "306": whole("306"),
            "0301": {"median": NOTED, "trapezoid": NOTHING},
            "302": {"median": "m 302", "trapezoid": NOTHING},
            "303": {"median": "m 303", "trapezoid": NOTHING},  # a group `x_3` perhaps: 43 is in the roster, 3 is not
            "304": {"median": "m 304", "trapezoid": NOTHING},
        },
        late=frozenset({"304"}),
    )
    return made
