"""A master notebook for Otter Assign, read into plain cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.author.importing.cells import Assignment, Cell, Todo, fenced, read_notebook, without_magics
from autograder.author.importing.otter_marks import (
    ANSWER_WORD,
    TestSetup,
    is_ignored,
    read_config,
    solved_cell,
    test_setup,
)
from autograder.author.importing.otter_pieces import Piece, pieces
from autograder.errors import UserError


def read_otter(path: Path) -> Assignment:
    """Raises UserError where it is no notebook, is not for Otter, or has a boundary without its other half."""
    reader = _Reader(path.name)
    for piece in pieces(read_notebook(path).cells, path.name):
        reader.take(piece)
    return reader.end(path)


@dataclass(slots=True)
class _Question:
    """A question while its cells are read."""

    piece: Piece
    config: dict[str, Any]
    name: str
    prompt: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)
    code: list[Cell] = field(default_factory=list)
    tests: list[tuple[Cell, TestSetup]] = field(default_factory=list)

    @property
    def manual(self) -> bool:
        return bool(self.config.get("manual"))


class _Reader:
    """Goes from boundary to boundary."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._cells: list[Cell] = []
        self._todos: list[Todo] = []
        self._files: list[tuple[int, str]] = []
        self._question: _Question | None = None
        self._block = ""
        self._began = 0
        self._seen = False

    def take(self, piece: Piece) -> None:
        """One piece more."""
        if piece.what == "assignment":
            self._seen = True
            self._assignment(piece)
        elif piece.what.startswith(("begin ", "end ")):
            begins, _, block = piece.what.partition(" ")
            self._boundary(piece, begins == "begin", block)
        elif not is_ignored(piece.text):
            self._content(piece)

    def end(self, path: Path) -> Assignment:
        """All that was read."""
        if not self._seen:
            raise UserError(
                f"{path} has no cell that Otter Assign knows. Give the notebook that you write, with its cells "
                "`# BEGIN QUESTION`, not one that Otter made of it."
            )
        if self._question or self._block:
            what = self._block or "question"
            raise UserError(f"{self._file}, cell {self._began}: `# BEGIN {what.upper()}` is never ended.")
        return Assignment(self._file, tuple(self._cells), tuple(self._todos), path.parent, tuple(self._files))

    def _assignment(self, piece: Piece) -> None:
        config = read_config(piece.text, self._file, piece.number)
        self._files += [(piece.number, str(name)) for name in config.get("files") or ()]

    def _boundary(self, piece: Piece, begins: bool, block: str) -> None:
        self._seen = True
        where = f"{self._file}, cell {piece.number}"
        if block == "question":
            if begins is bool(self._question) or self._block:
                open_one = self._block or ("question" if self._question else "")
                inside = f" inside the {open_one} of cell {self._began}" if open_one else ", and none was begun"
                raise UserError(f"{where}: a question {'begins' if begins else 'ends'}{inside}.")
            self._begin(piece) if begins else self._end()
            return
        if begins is bool(self._block) or (not begins and block != self._block):
            inside = f" inside the {self._block} of cell {self._began}" if self._block else ", and none was begun"
            raise UserError(f"{where}: a block of {block} {'begins' if begins else 'ends'}{inside}.")
        if self._question is None:
            raise UserError(f"{where}: a block of {block} stands outside of any question.")
        self._block, self._began = (block, piece.number) if begins else ("", self._question.piece.number)

    def _begin(self, piece: Piece) -> None:
        config = read_config(piece.text, self._file, piece.number)
        if not config.get("name"):
            raise UserError(f"{self._file}, cell {piece.number}: this question has no name. Add `name: q1`.")
        self._question, self._began = _Question(piece, config, str(config["name"])), piece.number

    def _end(self) -> None:
        """The question whole: its code and tests, and what a person marks."""
        question, self._question = self._question, None
        assert question is not None
        points = question.config.get("points")
        tests = list(_worth(question, self._file))
        if question.manual:
            answer = "\n\n".join([*question.answer, *(fenced(cell.text) for cell in question.code)])
            worth = float(points) if isinstance(points, int | float) and not tests else 1.0
            prompt = "\n\n".join(question.prompt)
            self._cells.append(Cell(question.piece.number, "manual", answer, question.name, worth, prompt=prompt))
            if tests:
                what = f"the points of {question.name} are its tests'; what a person marks of it is worth 1 more"
                self._todos.append(Todo(self._file, question.piece.number, 1, what))
        if tests or not question.manual:
            self._cells += [*question.code, *tests]

    def _content(self, piece: Piece) -> None:
        question = self._question
        if piece.what == "markdown":
            self._text(piece, question)
            return
        cell = Cell(piece.number, "given", piece.text, question.name if question else "")
        if question and self._block == "tests":
            text, setup = test_setup(cell, self._file)
            test = replace(cell, role="test", text=text, hidden=setup.hidden, why=setup.why, output=piece.output)
            question.tests.append((self._clean(test), setup))
            if setup.success:
                self._note(piece, "its success_message is not taken over: a check that passes says so itself")
            return
        solved = self._clean(solved_cell(cell, self._file))
        if question and self._block == "prompt":
            question.prompt.append(fenced(piece.text))
        elif question and self._block == "solution":
            question.code.append(solved)
        else:
            self._cells.append(solved)

    def _text(self, piece: Piece, question: _Question | None) -> None:
        if question and self._block == "prompt":
            question.prompt.append(piece.text)
        elif question and self._block == "solution":
            question.answer.append(ANSWER_WORD.sub("", piece.text, count=1).strip())
        else:
            self._cells.append(Cell(piece.number, "prose", piece.text, question.name if question else ""))

    def _clean(self, cell: Cell) -> Cell:
        clean, left_out = without_magics(cell, self._file)
        self._todos += left_out
        return clean

    def _note(self, piece: Piece, what: str) -> None:
        self._todos.append(Todo(self._file, piece.number, 1, what, note=True))


def _worth(question: _Question, file: str) -> Iterator[Cell]:
    """The tests with their points: their own, or an equal part of what is left of the question's."""
    points, setups = question.config.get("points"), [setup for _, setup in question.tests]
    given = [setup.points for setup in setups]
    where = f"{file}, cell {question.piece.number}: question {question.name}"
    if isinstance(points, list):
        if len(points) != len(given):
            raise UserError(f"{where} has {len(given)} tests, and points for {len(points)}.")
        given = [float(one) for one in points]
        points = None
    elif isinstance(points, dict):
        points = float(points.get("each", 1)) * len(given)
    own = sum(one for one in given if one is not None)
    without = sum(one is None for one in given)
    total = points if points is not None else 0.0 if own else 1.0
    if own > total and points is not None:
        raise UserError(f"{where} is worth {total:g} points, and its tests {own:g}.")
    part = (float(total) - own) / without if without and (points is not None or not own) else 0.0
    for (cell, _), one in zip(question.tests, given, strict=True):
        yield replace(cell, points=part if one is None else one)
