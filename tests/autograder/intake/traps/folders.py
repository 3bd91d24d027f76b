"""Traps in plain folders and zips."""

from __future__ import annotations

from traps.base import ADA, JANE, NOTED, TWO, Entry, Trap, both, nfd, whole, zipped


def folders() -> dict[str, Trap]:
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("folders", entries, wants, name, "roster", **more)  # type: ignore[arg-type]

    trap(
        "a zip a student, one sent twice",
        [
            ("jdoe.zip", zipped(*both("jdoe/{}", "306"))),
            ("alove.zip", zipped(*both("{}", "old"))),
            ("alove (1).zip", zipped(*both("{}", "0301"))),
        ],
        {"306": whole("306"), "0301": TWO},
    )
    trap(
        "packed by Windows",
        [(path.replace("/", "\\"), data) for p in (ADA, JANE) for path, data in both(f"class/{p.login}/{{}}", p.id)],
        {"306": whole("306"), "0301": whole("0301")},
    )
    trap(
        "folders that are no students' beside them, a table, a readme",
        [
            *both("jdoe/{}", "306"),
            *both("alove/{}", "0301"),
            ("notes/todo.txt", b"mark by Friday"),
            ("README.md", b"# class"),
            ("grades.xlsx", b"PK"),
        ],
        {"306": whole("306"), "0301": whole("0301")},
        strangers={"notes": {"median": NOTED}},
    )
    trap(
        "by full name, by e-mail, by student id",
        [
            *both("Jane Doe/{}", "?"),
            *both("alove@school.example/{}", "0301"),
            *both("304/{}", "304"),
            *both(nfd("Zoë Müller-Lüdenscheidt") + "/{}", "305"),
        ],
        {"306": TWO, "307": TWO, "0301": whole("0301"), "304": whole("304"), "305": whole("305")},
        strangers={"Jane Doe": whole("?")},
    )
    trap(
        "one single folder around another around the class",
        [*both("a/b/c/jdoe/{}", "306"), *both("a/b/c/alove/{}", "0301")],
        {"306": whole("306"), "0301": whole("0301")},
    )
    return made
