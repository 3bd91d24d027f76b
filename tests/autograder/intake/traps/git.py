"""Traps in folders of clones."""

from __future__ import annotations

from downloads import Pupil

from traps.base import ADA, ANNE, DARCY, MAX, NOTED, PEOPLE, WANG, Entry, Trap, both, py, whole, zipped


def git() -> dict[str, Trap]:
    made: dict[str, Trap] = {}

    def trap(name: str, entries: list[Entry], wants: dict[str, dict[str, str]], **more: object) -> None:
        made[name] = Trap("git", entries, wants, name, str(more.pop("table", "roster")), **more)  # type: ignore[arg-type]

    def clone(folder: str, tag: str, place: str = "exercises/", hidden: bool = True) -> list[Entry]:
        return [
            *both(f"{folder}/{place}{{}}", tag),
            *([(f"{folder}/.git/HEAD", b"ref: refs/heads/main\n")] if hidden else []),
            py(f"{folder}/tests/visible/median.py", "not this"),
            (f"{folder}/README.md", b"# Homework"),
        ]

    trap(
        "logins with hyphens, an assignment with hyphens",
        [*clone("hw-1-alove", "0301"), *clone("hw-1-am-cruz", "302"), *clone("hw-1-z_mueller", "305")],
        {"0301": whole("0301"), "302": whole("302"), "305": whole("305")},
    )
    trap(
        "a login in other case, and a readme at the top",
        [*clone("hw-1-ALove", "0301"), *clone("hw-1-jdoe", "306"), ("README.md", b"# clones"), (".DS_Store", b"\0")],
        {"0301": whole("0301"), "306": whole("306")},
    )
    trap(
        "one login is the end of another",
        [*clone("hw-jdoe", "306"), *clone("hw-x-jdoe", "xj"), *clone("hw-jdoe2", "307")],
        {"306": whole("306"), "307": whole("307"), "400": whole("xj")},
        people=(*PEOPLE, Pupil(90, "400", "x-jdoe", "Xenia", "Doe")),
    )
    trap(
        "a folder around it, work at the top of the clone, a clone without work",
        [
            *[(f"hw-1-submissions/{p}", data) for p, data in clone("hw-1-alove", "0301", "")],
            *[(f"hw-1-submissions/{p}", data) for p, data in clone("hw-1-jdoe", "306")],
            ("hw-1-submissions/hw-1-mbrod/.git/HEAD", b"ref: refs/heads/main\n"),
            ("hw-1-submissions/hw-1-mbrod/README.md", b"# Homework"),
        ],
        {"0301": whole("0301"), "306": whole("306"), "310": {"median": NOTED, "trapezoid": NOTED}},
    )
    trap(
        "teams",
        [*clone("hw-1-red", "red"), *clone("hw-1-Blue", "blue")],
        {"0301": whole("red"), "302": whole("red"), "303": whole("blue"), "304": whole("blue")},
        teams=True,
        people=(ADA, ANNE, DARCY, WANG, MAX),
    )
    trap(
        "Classroom 50: its students.csv",
        [*clone("cs-1-hello-alove", "0301"), *clone("cs-1-hello-am-cruz", "302")],
        {"0301": whole("0301"), "302": whole("302")},
        table="classroom50",
    )
    trap(
        "archives of the branch, as GitHub's green button makes them",
        [
            ("hw-1-alove-main.zip", zipped(*clone("hw-1-alove-main", "0301", hidden=False))),
            ("hw-1-jdoe-main.zip", zipped(*clone("hw-1-jdoe-main", "306", hidden=False))),
        ],
        {"0301": whole("0301"), "306": whole("306")},
        detected=False,
    )
    trap(
        "a clone with an environment, a merge left over, and the file twice",
        [
            *clone("hw-1-alove", "0301"),
            py("hw-1-alove/venv/lib/python3.12/site-packages/stat/median.py", "no"),
            py("hw-1-alove/exercises/median.py.orig", "no"),
            *clone("hw-1-jdoe", "306"),
            py("hw-1-jdoe/old/median.py", "older"),
        ],
        {"0301": whole("0301"), "306": whole("306")},
    )
    return made
