"""Gradescope, and its SIDs in other platforms' gradebooks."""

from __future__ import annotations

from night.base import TOLD, Book, Case, both, lines, py, trap

SCORES = (
    "First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,"
    "Lateness (H:M:S),View Count,Submission Count"
)


def entry(number: int, *people: tuple[str, str, str], created: str = "2026-11-03 22:58:00.000000000 Z") -> str:
    out = [f"submission_{number}:", "  :submitters:"]
    for name, sid, email in people:
        quoted = name.replace("'", "''")
        out += [f"  - :name: '{quoted}'", f"    :sid: '{sid}'", f"    :email: {email}"]
    out += [f"  :created_at: {created}", "  :score: 0.0", "  :status: processed", "  :history: []"]
    return "\n".join(out) + "\n"


ROOT = "assignment_4711_export/"


@trap
def gradescope_group_of_three() -> Case:
    meta = (
        "---\n"
        + entry(
            3001,
            ("Jane Doe", "0700001", "j@u.example"),
            ("Kim Roe", "", "K@U.example"),
            ("Lee Poe", "07", "l@u.example"),
        )
        + entry(3002, ("Max O'Neil", "0700009", "m@u.example"))
    )
    files = both(ROOT + "submission_3001/", 4, 5) | both(ROOT + "submission_3002/src/", 7, 7)
    files[ROOT + "submission_metadata.yml"] = meta.encode()
    data = lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Vector HW (4711),Final Score",
        "    Points Possible,,,,,20,(read only)",
        '"Doe, Jane",20001,0700001,j@u.example,A,,',
        '"Roe, Kim",20002,0700002,k@u.example,A,,',
        '"Poe, Lee",20003,07,l@u.example,A,,',
        '"O\'Neil, Max",20004,0700009,m@u.example,A,,',
        '"Absent, Al",20005,7,a@u.example,A,,',
    )
    return Case(
        files,
        {"0700001": (4, 5), "k@u.example": (4, 5), "07": (4, 5), "0700009": (7, 7)},
        (),
        "gradescope",
        book=Book(
            "canvas",
            "gradebook.csv",
            data,
            "ID",
            "Vector HW (4711)",
            {"20001": "9", "20002": "9", "20003": "9", "20004": "14", "20005": ""},
        ),
    )


@trap
def gradescope_without_metadata() -> Case:
    """Nothing in it says whose they are: graded and listed, or refused; never a class of zeros."""
    files = both("submission_3001/", 4, 5) | both("submission_3002/", 7, 7)
    return Case(files, {"submission_3001": (4, 5), "submission_3002": (7, 7)}, (), packed=False, name="export")


@trap
def gradescope_late_by_scores() -> Case:
    meta = "---\n" + entry(3001, ("Jane Doe", "01", "j@u.example"), created="2026-11-04 01:34:00.000000000 Z")
    meta += entry(3002, ("Kim Roe", "02", "k@u.example"))
    scores = lines(
        SCORES,
        "Jane,Doe,01,j@u.example,,,20.0,Ungraded,3001,2026-11-04 01:34:00 +0000,01:35:00,0,1",
        "Kim,Roe,02,k@u.example,,,20.0,Ungraded,3002,2026-11-03 22:58:00 +0000,00:00:00,0,1",
        "Al,Absent,03,a@u.example,,,20.0,Missing,,,,,",
    )
    files = both(ROOT + "submission_3001/", 5, 5) | both(ROOT + "submission_3002/", 7, 7)
    files[ROOT + "submission_metadata.yml"] = meta.encode()
    return Case(
        files,
        {"01": (5, 5), "02": (7, 7)},
        ("03",),
        "gradescope",
        tables={"scores.csv": scores},
        options=("--roster", "{scores.csv}"),
        late={"01": True, "02": False},
    )


@trap
def gradescope_member_twice() -> Case:
    """One person sent alone and stands in a group's submission too: two works of one person, asked."""
    meta = "---\n" + entry(3001, ("Jane Doe", "01", "j@u.example"), ("Kim Roe", "02", "k@u.example"))
    meta += entry(3002, ("Kim Roe", "02", "k@u.example"), created="2026-11-02 22:58:00.000000000 Z")
    files = both(ROOT + "submission_3001/", 5, 5) | both(ROOT + "submission_3002/", 7, 7)
    files[ROOT + "submission_metadata.yml"] = meta.encode()
    return Case(files, {"01": (5, 5), "02": (5, 5)}, (), "gradescope")


@trap
def gradescope_only_a_notebook() -> Case:
    meta = "---\n" + entry(3001, ("Jane Doe", "01", "j@u.example")) + entry(3002, ("Kim Roe", "02", "k@u.example"))
    cell = '{"cells": [{"cell_type": "code", "source": ["def level():\\n", "    return 6\\n"], "metadata": {}, '
    book = cell + '"outputs": [], "execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    files = {ROOT + "submission_3001/softmax.ipynb": book.encode(), ROOT + "submission_3001/dot.py": py(5)}
    files |= both(ROOT + "submission_3002/", 7, 7) | {ROOT + "submission_metadata.yml": meta.encode()}
    return Case(files, {"01": (TOLD, 5), "02": (7, 7)}, (), "gradescope", named={"01": "softmax.ipynb"})


@trap
def gradescope_notebook_on_request() -> Case:
    case = gradescope_only_a_notebook()
    return Case(case.entries, {"01": (6, 5), "02": (7, 7)}, (), "gradescope", options=("--notebooks",))
