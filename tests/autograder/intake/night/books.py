"""Gradebooks that are not the class's, or not one platform's."""

from __future__ import annotations

from night.base import Book, Case, lines, py, trap

MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)


def _class() -> dict[str, bytes]:
    return {
        "doejane_20001_900001_softmax.py": py(4),
        "doejane_20001_900002_dot.py": py(5),
        "roekim_20002_900003_softmax.py": py(4),
        "roekim_20002_900004_dot.py": py(6),
    }


STUDENTS = {"20001": (4, 5), "20002": (4, 6)}


@trap
def another_class() -> Case:
    data = lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Vector HW (4711),Final Score",
        "    Points Possible,,,,,20,(read only)",
        '"Wu, Amy",31001,91,awu,B,,',
        '"Xi, Bob",31002,92,bxi,B,,',
    )
    return Case(
        _class(),
        STUDENTS,
        (),
        "canvas",
        book=Book("canvas", "gb.csv", data, "ID", "Vector HW (4711)", {}, refused=("class", "nobody", "none")),
    )


@trap
def two_gradebooks_side_by_side() -> Case:
    data = lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Vector HW (4711),OrgDefinedId,Username,"
        "Vector HW Points Grade <Numeric MaxPoints:20>,End-of-Line Indicator",
        "    Points Possible,,,,,20,,,,",
        '"Doe, Jane",20001,01,jdoe,A,,#01,#jdoe,,#',
        '"Roe, Kim",20002,02,kroe,A,,#02,#kroe,,#',
    )
    return Case(
        _class(),
        STUDENTS,
        (),
        "canvas",
        book=Book("canvas", "gb.csv", data, "ID", "Vector HW (4711)", {}, refused=("two gradebooks", "both")),
    )


@trap
def two_gradebooks_one_below_the_other() -> Case:
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Vector HW (4711),Final Score"
    data = lines(
        head,
        "    Points Possible,,,,,20,(read only)",
        '"Doe, Jane",20001,01,jdoe,A,,',
        head,
        "    Points Possible,,,,,20,(read only)",
        '"Roe, Kim",20002,02,kroe,B,,',
    )
    return Case(
        _class(),
        STUDENTS,
        (),
        "canvas",
        book=Book(
            "canvas", "gb.csv", data, "ID", "Vector HW (4711)", {}, refused=("two gradebooks", "header", "twice")
        ),
    )


@trap
def the_wrong_platform() -> Case:
    data = lines(
        MOODLE,
        "Participant 20001,Jane Doe,j@u.example,Submitted for grading,,20.00,Yes,-,-,",
        end="\n",
    )
    return Case(
        _class(),
        STUDENTS,
        (),
        "canvas",
        book=Book("canvas", "gb.csv", data, "Identifier", "Grade", {}, refused=("Moodle", "moodle")),
    )


@trap
def one_student_in_two_rows() -> Case:
    """Two sections, one person twice: Canvas has one row a person, so neither is filled, and that is said."""
    data = lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Vector HW (4711),Final Score",
        "    Points Possible,,,,,20,(read only)",
        '"Doe, Jane",20001,01,jdoe,A,,',
        '"Doe, Jane",20001,01,jdoe,B,,',
        '"Roe, Kim",20002,02,kroe,A,,',
    )
    return Case(
        _class(),
        STUDENTS,
        (),
        "canvas",
        book=Book(
            "canvas",
            "gb.csv",
            data,
            "SIS Login ID",
            "Vector HW (4711)",
            {"jdoe": "", "kroe": "10"},
            says=("fits several rows",),
        ),
    )


@trap
def formulas_for_names() -> Case:
    data = lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Vector HW (4711),Final Score",
        "    Points Possible,,,,,,20,(read only)",
        "=HYPERLINK(1),20001,01,=cmd|'/c calc'!A1,A,3-4,,",
        '"Roe, Kim",20002,0002,+kroe,A,1/2,,1E5',
    )
    return Case(
        _class(),
        STUDENTS,
        (),
        "canvas",
        tables={"gb.csv": data},
        options=("--roster", "{gb.csv}"),
        book=Book("canvas", "gb.csv", data, "ID", "Vector HW (4711)", {"20001": "9", "20002": "10"}),
    )
