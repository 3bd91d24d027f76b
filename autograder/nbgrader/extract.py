"""From the cells of a notebook to the file that the student would have handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.course.model import SubmittedFile
from autograder.intake.magics import python_of
from autograder.intake.scratch import is_definition
from autograder.kinds.rows import essence
from autograder.kinds.written.grader import MARKER, answer_in
from autograder.nbgrader.parts import Part, needed, split
from autograder.nbgrader.salvage import MAX_SOURCE, Cell
from autograder.nbgrader.sheet import Sheet
from autograder.nbgrader.source import is_python


@dataclass(frozen=True, slots=True)
class Answer:
    """What a notebook says: the student's own cell (None where it is gone), their other cells before and after it.

    `notes` are sentences for the instructor about what was not as it was given out.
    """

    own: str | None
    before: tuple[Cell, ...] = ()
    after: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()


def find_answer(cells: Sequence[Cell], sheet: Sheet) -> Answer:
    """Sorts the cells of a notebook: which is the student's own, which are theirs besides, which are ours."""
    names = {cell.grade_id for cell in sheet.cells}
    own = [index for index, cell in enumerate(cells) if cell.grade_id == sheet.own.grade_id]
    written = [index for index in own if essence(cells[index].source) != essence(sheet.own.stub)]
    free = [index for index, cell in enumerate(cells) if cell.grade_id not in names]
    notes = _notes(cells, sheet, len(own))
    if not own:
        found = _unnamed(cells, free, sheet)
        if found is None:
            return _noted(Answer(None, (), tuple(cells[index] for index in free), notes), sheet)
        own, free = [found], [index for index in free if index != found]
    chosen = (written or own)[-1]
    extra = sorted({*free, *written} - {chosen})
    before = tuple(cells[index] for index in extra if index < chosen)
    after = tuple(cells[index] for index in extra if index > chosen)
    return _noted(Answer(cells[chosen].source, before, after, notes), sheet)


def _noted(answer: Answer, sheet: Sheet) -> Answer:
    """The same with a note where a written answer was pieced together."""
    parts = _prose(answer, sheet) if sheet.own.role == "answer" else []
    if len(parts) < 2:
        return answer
    return replace(answer, notes=(*answer.notes, f"the answer stands in {len(parts)} cells, which are read as one"))


def _unnamed(cells: Sequence[Cell], free: list[int], sheet: Sheet) -> int | None:
    """The cell that is the student's own although its name is gone: it starts as the form does, or is the only prose.

    Code needs no such guess: what it defines is found in whichever cell it stands.
    """
    if sheet.head:
        starts = [index for index in free if cells[index].source.startswith(sheet.head.strip())]
        return starts[-1] if starts else None
    if sheet.own.role == "answer":
        prose = [index for index in free if cells[index].cell_type != "code" and cells[index].source.strip()]
        return prose[0] if len(prose) == 1 else None
    return None


def _notes(cells: Sequence[Cell], sheet: Sheet, own: int) -> tuple[str, ...]:
    notes = []
    if own != 1:
        notes.append(f"the student's own cell {sheet.own.grade_id} is there {own} times instead of once")
    kinds = {cell.grade_id: cell.cell_type for cell in sheet.cells}
    for cell in cells:
        if cell.grade_id in kinds and cell.cell_type != kinds[cell.grade_id]:
            notes.append(f"cell {cell.grade_id} was turned into a {cell.cell_type} cell")
    order = [cell.grade_id for cell in cells if cell.grade_id in kinds]
    for name in kinds:
        if name != sheet.own.grade_id and order.count(name) != 1:
            notes.append(f"cell {name} is there {order.count(name)} times instead of once")
    if len(order) == len(kinds) == len(set(order)) and order != list(kinds):
        notes.append("the cells stand in another order")
    return tuple(notes)


def to_file(answer: Answer, sheet: Sheet) -> SubmittedFile | None:
    """The file for grading; None where nothing of it is there."""
    exercise = sheet.exercise
    if sheet.own.role == "answer":
        prose = _written(answer, sheet)
        return None if prose is None else _bounded(prose, exercise.file)
    if sheet.head:
        if answer.own is None:
            return None
        return _bounded(_without_head(answer.own, sheet), exercise.file)
    if answer.own is not None and len(answer.own) > MAX_SOURCE:
        return _bounded(answer.own, exercise.file)  # before much work is put into it
    text = _compose(answer, sheet)
    return None if text is None else _bounded(text, exercise.file)


def _written(answer: Answer, sheet: Sheet) -> str | None:
    """The student's own cell, or, where they wrote beside it or split it, what they wrote in all their prose cells."""
    parts = _prose(answer, sheet)
    alone = answer.own is not None and parts in ([], [answer_in(answer.own, sheet.own.stub)])
    if alone or not parts:
        return answer.own
    return "\n\n".join([MARKER, *parts])


def _prose(answer: Answer, sheet: Sheet) -> list[str]:
    """What a student says in each cell of prose, in order and each text once. Cells that were given out say nothing."""
    given = {essence(cell.source) for cell in sheet.cells if cell is not sheet.own}
    own = [] if answer.own is None else [answer.own]
    texts = [
        *(cell.source for cell in answer.before if cell.cell_type != "code"),
        *own,
        *(cell.source for cell in answer.after if cell.cell_type != "code"),
    ]
    parts = [answer_in(text, sheet.own.stub) for text in texts if essence(text) not in given]
    return list(dict.fromkeys(part for part in parts if part))


def _bounded(text: str, name: str) -> SubmittedFile:
    if len(text.encode()) > MAX_SOURCE:
        return SubmittedFile(name, None, f"{name} is larger than {MAX_SOURCE // 1024} KiB: hand in the exercise alone.")
    return SubmittedFile(name, text if text.endswith("\n") else f"{text}\n")


def _without_head(text: str, sheet: Sheet) -> str:
    if not sheet.head:
        return text
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.startswith("%%writefile") else text


def _compose(answer: Answer, sheet: Sheet) -> str | None:
    """The student's own cell, with what it needs from their other cells: imports, functions, constants.

    Scratch work in other cells is left out, since it may take long or fail, and a later cell never takes the place of
    what the own cell has written. A function of the exercise that was written in another cell alone counts, the last
    one, as it would in a kernel.
    """
    own = None if answer.own is None else _without_magics(answer.own)
    wanted = {name for part in split(sheet.own.stub) for name in part.binds}
    if own is not None and not is_python(own):
        return own
    own_parts = [] if own is None else split(own)
    wanted |= {name for part in own_parts for name in part.uses}
    before, after = _parts_of(answer.before), _parts_of(answer.after)
    chosen = needed([*before, *after], wanted)
    if own is None and not chosen:
        return None
    untouched = own is not None and essence(own) == essence(sheet.own.stub)
    by = [] if untouched else own_parts
    first = [part.text for part in before if part in chosen and not _overridden(part, by)]
    kept = {name for part in by if not _is_unwritten(part) for name in part.binds}
    last = [part.text for part in after if part in chosen and not part.binds & kept]
    if untouched:
        return "\n".join([own or "", *first, *last])
    if own is not None and "from __future__" in own:
        return "\n".join([own, *first, *last])
    return "\n".join([*first, *([] if own is None else [own]), *last])


def _is_unwritten(part: Part) -> bool:
    return "NotImplementedError" in part.text


def _overridden(part: Part, by: Sequence[Part]) -> bool:
    return bool(part.binds) and part.binds <= {name for later in by for name in later.binds}


def _parts_of(cells: Sequence[Cell]) -> list[Part]:
    sources = [_without_magics(cell.source) for cell in cells if cell.cell_type == "code"]
    parts = [part for source in sources if is_python(source) for part in split(source)]
    return [part for part in parts if is_definition(part.text)]


def _without_magics(source: str) -> str:
    """Jupyter's own commands (`%timeit`, `!pip`) become comments; the lines keep their numbers."""
    made = python_of(source)
    return made if is_python(made) else source
