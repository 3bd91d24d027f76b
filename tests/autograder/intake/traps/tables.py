"""The tables of a class, as each platform exports them."""

from __future__ import annotations

from pathlib import Path

from traps.base import Trap


def roster(trap: Trap, folder: Path) -> list[Path]:
    """The platform's own table of `trap.people`, and a list of groups where they work in groups."""
    if not trap.table:
        return []
    path, people = folder / f"{trap.table.split()[0]}.csv", trap.people
    rows: list[list[str]]
    delimiter, encoding = ",", "utf-8"
    if trap.table == "canvas":
        rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "HW 1 (4711)", "Final Score"]]
        rows += [["    Points Possible", "", "", "", "", "100.00", "(read only)"]]
        rows += [[f"{p.last}, {p.first}", str(p.number), p.id, p.login, "A", "", ""] for p in people]
        rows += [["Student, Test", "29999", "", "f3a9", "A", "", ""]]
    elif trap.table.startswith("moodle"):
        rows = [["Identifier", "Full name", "ID number", "Email address", "Status", *["Group"] * trap.teams, "Grade",
                 "Maximum grade", "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
                 "Feedback comments"]]  # fmt: skip
        rows += [
            [f"Participant {p.number}", p.full, p.id, p.email, "Submitted for grading",
             *[p.team or "Default group"] * trap.teams, "", "100.00", "Yes", "-", "-", ""]
            for p in people
        ]  # fmt: skip
        if trap.table.endswith("utf16"):
            delimiter, encoding = ";", "utf-16"
    elif trap.table == "blackboard":
        rows = [["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability",
                 "HW 1 [Total Pts: 100 Score] |1281892"]]  # fmt: skip
        rows += [[p.last, p.first, p.login, p.id, "2026-11-03 10:00:00", "Yes", ""] for p in people]
        encoding = "utf-8-sig"
    elif trap.table == "brightspace":
        rows = [["OrgDefinedId", "Username", "Last Name", "First Name", "Email",
                 "HW 1 Points Grade <Numeric MaxPoints:100>", "End-of-Line Indicator"]]  # fmt: skip
        rows += [[f"#{p.id}", f"#{p.login}", p.last, p.first, p.email, "", "#"] for p in people]
    elif trap.table == "gradescope":
        rows = [["First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status",
                 "Submission ID", "Submission Time", "Lateness (H:M:S)"]]  # fmt: skip
        rows += [[p.first, p.last, p.id, p.email, "", "", "100.0", "Missing", "", "", ""] for p in people]
    elif trap.table == "classroom50":
        rows = [["username", "first_name", "last_name", "email", "section", "github_id"]]
        rows += [[p.login, p.first, p.last, p.email, "A", str(1000 + p.number)] for p in people]
    else:
        rows = [["id", "login", "email", "first_name", "last_name", "group"]]
        rows += [[p.id, p.login, p.email, p.first, p.last, p.team if trap.teams else ""] for p in people]
    text = "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    return [path]
