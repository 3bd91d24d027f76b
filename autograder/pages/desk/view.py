"""What the page shows, as plain data: one answer, those like it, how far one is, what the rest may cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.classroom.desk import MarkingDesk
from autograder.classroom.desk_risk import ACCEPTABLE, FEWEST, Risk
from autograder.classroom.desk_sheet import Proposal, Sheet
from autograder.classroom.gradebook import number
from autograder.kinds.written.evaluate import agreement
from autograder.kinds.written.mark import Marked
from autograder.kinds.written.reasons import BY_LIKENESS, REASONS
from autograder.pages.desk.highlight import pieces
from autograder.pages.page import plain

SKIMMED = 12
"""Answers on a sheet that is skimmed: as many as can be seen at once."""
SHOWN = 40
"""Answers of a group that are shown; one step marks no more than it shows."""


def state(desk: MarkingDesk, exercise: str, student: str = "", *, skim: bool = False) -> dict[str, Any]:
    """The page's data. Without a `student`, or where there is none of this name, the most telling answer.

    Without an `exercise` it is the question with the most to decide. With `skim` the largest sheaf, as far as there is
    one: answers for all of which the same is proposed.
    """
    version = desk.look()
    exercise = exercise if exercise in desk.sheets else desk.fullest()
    sheet, waiting = desk.sheets[exercise], desk.rest(exercise)
    done = [name for name in sheet.rows if name not in set(waiting)]
    order = [*done, *waiting]
    if student not in sheet.rows:
        student = waiting[0] if waiting else ""
    left, sheaves = desk.seconds_left(exercise), desk.sheaves(exercise)
    sheet_of = sheaves[0][:SKIMMED] if skim and sheaves else ()
    if sheet_of:
        student = sheet_of[0]
    return {
        "version": version,
        "second": desk.second,
        "exercise": exercise,
        "title": plain(sheet.exercise.title),
        "question": plain(sheet.rubric.question) if sheet.rubric else "",
        "questions": [
            {"id": name, "title": plain(desk.sheets[name].exercise.title), "done": marked, "all": total}
            for name, (marked, total) in desk.progress().items()
        ],
        "order": order,
        "done": len(done),
        "all": len(order),
        "minutes": None if left is None else max(1, round(left / 60)),
        "comments": [plain(text) for text in desk.comments(exercise)],
        "rest": _rest(desk.risk(exercise), len(waiting)),
        "next": _next(desk),
        "skim": {"on": bool(sheet_of), "count": sum(map(len, sheaves)), "sheets": sheets(sheaves)},
        "item": _item(desk, sheet, student, sheet_of) if student else None,
    }


def sheets(sheaves: Sequence[Sequence[str]]) -> int:
    """On how many sheets they stand; one answer that would be left alone on its sheet is read in its turn."""
    return sum(-(-(len(names) - (len(names) % SKIMMED == 1)) // SKIMMED) for names in sheaves)


def _next(desk: MarkingDesk) -> str:
    """What to do once everything is marked; empty before."""
    if any(done < total for done, total in desk.progress().values()):
        return ""
    if desk.second:
        return "Every answer is marked. Press d for the agreement; Ctrl-C in the terminal closes the desk."
    return "Every answer is marked. Press Ctrl-C in the terminal: the desk closes and offers to update the gradebook."


def _item(desk: MarkingDesk, sheet: Sheet, student: str, skimmed: Sequence[str]) -> dict[str, Any]:
    """One answer, and beside it those that are `skimmed` with it or, where none are, those like it."""
    row, marked, proposal = sheet.rows[student], sheet.marked(student), sheet.proposal(student)
    given, done = desk.given(sheet.exercise.id, student), desk.done(sheet.exercise.id)
    group = skimmed or [one for one in sheet.group_of(student) if one == student or one not in done][:SHOWN]
    quoted = _quoted(marked)
    reason = plain(_reason(sheet, student, marked))
    return {
        "student": student,
        "answer": _answer(sheet, student),
        "most": number(sheet.most(student)),
        "proposed": "" if proposal.points is None else number(proposal.points),
        "found": None if proposal.found is None else sorted(proposal.found),
        "sure": round(proposal.sure, 2),
        "other": _other(sheet, student, proposal),
        "reason": reason,
        "copied": bool(sheet.copies_of(student)),
        "evidence": "" if marked else plain(row.evidence),
        "mark": given.mark,
        "comment": plain(given.comment),
        "given": None if given.found is None else sorted(given.found),
        "concepts": _concepts(sheet, student, quoted, marked),
        "wrong": _wrong(sheet, student, quoted),
        "like": [_beside(sheet, one, reason) for one in group if one != student],
    }


def _beside(sheet: Sheet, student: str, said: str) -> dict[str, Any]:
    """An answer beside another, with the reason why a person looks where that is not the one that is `said` already."""
    reason = plain(_reason(sheet, student, sheet.marked(student)))
    return {"student": student, "answer": _answer(sheet, student), "reason": "" if reason == said else reason}


def _answer(sheet: Sheet, student: str) -> list[dict[str, Any]]:
    """What somebody wrote, in pieces, each with the names of what its words show."""
    shown = pieces(plain(sheet.rows[student].answer), _quoted(sheet.marked(student)))
    return [{"text": piece.text, "names": list(piece.names)} for piece in shown]


def _other(sheet: Sheet, student: str, proposal: Proposal) -> dict[str, Any] | None:
    """The second likeliest reading, and in what it differs; None where there is no rubric."""
    if proposal.found is None or proposal.other is None:
        return None
    return {
        "found": sorted(proposal.other),
        "points": number(sheet.points(student, proposal.other)),
        "more": sorted(proposal.other - proposal.found),
        "less": sorted(proposal.found - proposal.other),
    }


def _reason(sheet: Sheet, student: str, marked: Marked | None) -> str:
    """Why a person looks. Who the others are is not said while names are hidden: they stand beside it."""
    others = len(sheet.copies_of(student))
    reason = marked.reason if marked else sheet.rows[student].reason
    if marked is not None and "nothing" in marked.flags and sheet.proposal(student).found:
        reason = reason.replace(REASONS["nothing"], BY_LIKENESS)
    if marked is None or not others:
        return reason
    return f"{reason} Nearly the same words as {'another answer' if others == 1 else f'{others} others'}."


def _quoted(marked: Marked | None) -> dict[str, list[str]]:
    if marked is None:
        return {}
    found = [*marked.concepts.items(), *marked.misconceptions.items(), *marked.denied.items()]
    quoted: dict[str, list[str]] = {}
    for name, rows in found:
        quoted.setdefault(name, []).extend(row.words for row in rows)
    return {name: _longest(words) for name, words in quoted.items()}


def _longest(quotes: list[str]) -> list[str]:
    """Without those that stand in another."""
    once = list(dict.fromkeys(quotes))
    return [one for one in once if not any(one != other and one in other for other in once)]


def _concepts(sheet: Sheet, student: str, quoted: dict[str, list[str]], marked: Marked | None) -> list[dict[str, Any]]:
    if sheet.rubric is None:
        return []
    return [
        {
            "id": one.id,
            "says": plain(one.says),
            "points": number(one.points * sheet.most(student)),
            "quotes": [plain(words) for words in quoted.get(one.id, [])],
            "denied": marked is not None and one.id in marked.denied and one.id not in marked.concepts,
        }
        for one in sheet.rubric.concepts
    ]


def _wrong(sheet: Sheet, student: str, quoted: dict[str, list[str]]) -> list[dict[str, Any]]:
    if sheet.rubric is None:
        return []
    return [
        {
            "id": one.id,
            "says": plain(one.says),
            "points": number(one.cost * sheet.most(student)),
            "quotes": [plain(words) for words in quoted.get(one.id, [])],
        }
        for one in sheet.rubric.misconceptions
    ]


def _rest(found: Risk, waiting: int) -> dict[str, Any]:
    return {"count": found.rest, "enough": found.enough, "said": rest_sentence(found, waiting)}


def rest_sentence(found: Risk, waiting: int = 0) -> str:
    """What is known of the answers that nobody has read. Of those `waiting` some may have no proposal."""
    if not found.rest and waiting:
        return (
            f"Nothing is proposed for what is left ({waiting}): it was not graded. Give points by hand; "
            "or say in intake.csv, column take, which file counts, and grade again."
        )
    if not found.rest:
        return "Every answer is marked."
    if found.seen < FEWEST:
        return f"Nothing can be said of the other {found.rest} before {FEWEST} decisions ({found.seen} so far)."
    seen = f"Of the last {found.seen} proposals you changed {found.changed}"
    risk = f"of the {found.rest} left at most {found.bound:.0%} are wrong, 95 times in 100"
    if found.enough:
        return f"{seen}: {risk}. The rest may be accepted: {found.overall:.1%} of all marks at most."
    return f"{seen}: {risk}. That is more than {ACCEPTABLE:.0%} of all marks: go on."


def compared(desk: MarkingDesk) -> list[dict[str, Any]]:
    """For a second marker: each question's agreement with the first, and where the two differ."""
    table = []
    for exercise, sheet in desk.sheets.items():
        both = desk.both(exercise)
        most = {student: sheet.most(student) or 1.0 for student, _, _ in both}
        kappa = agreement([a / most[s] for s, a, _ in both], [b / most[s] for s, _, b in both]) if both else None
        table.append(
            {
                "exercise": exercise,
                "title": plain(sheet.exercise.title),
                "both": len(both),
                "same": sum(a == b for _, a, b in both),
                "kappa": kappa,
                "differences": [
                    {"student": student, "first": number(first), "own": number(own)}
                    for student, first, own in sorted(both, key=lambda row: (-abs(row[1] - row[2]), row[0]))
                    if first != own
                ],
            }
        )
    return table
