"""Brightspace."""

from __future__ import annotations

from night.base import ASKED, Book, Case, both, lines, py, trap

COLUMN = "Vector HW Points Grade <Numeric MaxPoints:20>"
HEAD = f"OrgDefinedId,Username,Last Name,First Name,Email,{COLUMN},End-of-Line Indicator"


def person(number: str, login: str, last: str, first: str, grade: str = "") -> str:
    return f"#{number},#{login},{last},{first},{login}@u.example,{grade},#"


def book(data: bytes, cells: dict[str, str], **more: object) -> Book:
    more = {"column": COLUMN} | more
    return Book("brightspace", "grades.csv", data, "OrgDefinedId", cells=cells, **more)  # type: ignore[arg-type]


def place(number: int, name: str, when: str = "Nov 3, 2026 1158 PM", join: str = "/") -> str:
    return f"{number}-80551 - {name} - {when}{join}"


@trap
def brightspace_dashes_in_names() -> Case:
    files = both(place(13394, "Anne - Marie Doe"), 4, 5) | both(place(13395, "D'Arcy N'Golo"), 6, 7)
    files["index.html"] = b"<html></html>"
    data = lines(
        HEAD,
        person("0700001", "amd", "Doe", "Anne - Marie"),
        person("0700002", "dng", "N'Golo", "D'Arcy"),
        person("0700003", "aabs", "Absent", "Al"),
    )
    return Case(
        files,
        {"0700001": (4, 5), "0700002": (6, 7)},
        ("0700003",),
        "brightspace",
        tables={"grades.csv": data},
        options=("--roster", "{grades.csv}"),
        book=book(data, {"#0700001": "9", "#0700002": "13", "#0700003": ""}),
    )


@trap
def brightspace_midnight_and_noon() -> Case:
    """12:05 AM comes before 11:30 AM, and that before 12:30 PM; the tenth after the ninth."""
    files = both(place(1, "Jane Doe", "Nov 3, 2026 1205 AM"), 1, 1)
    files |= both(place(1, "Jane Doe", "Nov 3, 2026 1230 PM"), 8, 9)
    files |= both(place(1, "Jane Doe", "Nov 3, 2026 1130 AM"), 2, 2)
    files |= both(place(2, "Kim Roe", "Nov 10, 2026 905 AM"), 7, 7) | both(
        place(2, "Kim Roe", "Nov 9, 2026 905 PM"), 3, 3
    )
    data = lines(HEAD, person("01", "jdoe", "Doe", "Jane"), person("02", "kroe", "Roe", "Kim"))
    return Case(
        files,
        {"01": (8, 9), "02": (7, 7)},
        (),
        "brightspace",
        tables={"grades.csv": data},
        options=("--roster", "{grades.csv}", "--due", "2026-11-09 09:05"),
        late={"01": False, "02": True},
        days={"02": 1},
        book=book(data, {"#01": "17", "#02": "12.6"}),
    )


@trap
def brightspace_namesakes() -> Case:
    files = both(place(1, "Jane Doe"), 1, 1) | both(place(2, "Jane Doe"), 8, 9) | both(place(3, "Kim Roe"), 6, 6)
    data = lines(
        HEAD,
        person("01", "jdoe1", "Doe", "Jane"),
        person("02", "jdoe2", "Doe", "Jane"),
        person("03", "kroe", "Roe", "Kim"),
    )
    return Case(
        files,
        {"03": (6, 6)},
        (),
        "brightspace",
        tables={"grades.csv": data},
        options=("--roster", "{grades.csv}"),
        others=4,
        book=book(data, {"#01": "", "#02": "", "#03": "12"}),
    )


@trap
def brightspace_tabs() -> Case:
    column = "Vector HW Points Grade <Numeric MaxPoints:50>"
    rows = [HEAD.replace(COLUMN, column), person("01", "jdoe", "Doe", "Jane"), person("02", "kroe", "Roe", "Kim", "9")]
    data = lines(*(r.replace(",", "\t") for r in rows))
    files = both(place(1, "Jane Doe"), 5, 6) | both(place(2, "Kim Roe"), 6, 6)
    return Case(
        files,
        {"01": (5, 6), "02": (6, 6)},
        (),
        "brightspace",
        tables={"grades.tsv": data},
        options=("--roster", "{grades.tsv}"),
        book=book(data, {"#01": "27.5", "#02": "9"}, column=column, delimiter="\t"),
    )


@trap
def brightspace_flat() -> Case:
    files = {
        place(1, "Jane van der Berg", join=" - ") + "softmax (1).py": py(4),
        place(1, "Jane van der Berg", join=" - ") + "dot.py": py(5),
        place(2, "Kim Roe", join=" - ") + "dot.py": py(3),
        place(2, "Kim Roe", join=" - ") + "softmax.py": py(3),
        "index.html": b"<html></html>",
    }
    return Case(
        files,
        {"Jane van der Berg": (4, 5), "Kim Roe": (3, 3)},
        (),
        "brightspace",
        named={"Jane van der Berg": "softmax (1).py"},
    )


@trap
def brightspace_two_files_one_exercise() -> Case:
    files = both(place(1, "Jane Doe") + "a/", 4, 5) | {place(1, "Jane Doe") + "b/softmax.py": py(9)}
    files |= both(place(2, "Kim Roe"), 3, 3)
    return Case(files, {"Jane Doe": (ASKED, 5), "Kim Roe": (3, 3)}, (), "brightspace", packed=False, name="unpacked")
