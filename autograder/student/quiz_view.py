"""A quiz in a terminal: a question, what an answer is worth, what to look at again. Texts are never markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from autograder.kinds.quiz.asking import Review
from autograder.kinds.quiz.key import Note
from autograder.kinds.quiz.marking import Marked
from autograder.kinds.quiz.prompt import Table as Grid
from autograder.kinds.quiz.prompt import blocks
from autograder.kinds.quiz.questions import Question
from autograder.kinds.quiz.standing import Standing
from autograder.pages.page import plain

SAID = {
    "several": "Choose all that are true.",
    "ordering": "The steps, not in order yet:",
    "matching": "To each, the letter that belongs to it:",
}


def question_view(question: Question, place: str, student: str) -> RenderableType:
    """The question with this student's own numbers."""
    return Group(*_question(question, place, student))


def _question(question: Question, place: str, student: str) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(style="dim")
    yield Text.assemble((f"{place}: ", "dim"), (plain(question.title), "bold"))
    yield Text()
    for block in blocks(question.prompt_for(student)):
        yield _grid(block) if isinstance(block, Grid) else Text(plain(block.text))
        yield Text()
    if question.kind in SAID:
        yield Text(SAID[question.kind], "dim")
    lettered = question.targets if question.kind == "matching" else question.options
    if lettered:
        yield _lettered(lettered.items())
        yield Text()


def _grid(block: Grid) -> RenderableType:
    table = Table(box=SIMPLE, pad_edge=False)
    for number, title in enumerate(block.head):
        table.add_column(Text(plain(title)), justify="right" if number else "left")
    for row in block.rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    return Padding(table, (0, 0, 0, 2), expand=False)


def _lettered(rows: Iterable[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, text in rows:
        table.add_row(Text(plain(name), "bold cyan"), Text(plain(text)))
    return Padding(table, (0, 0, 0, 2), expand=False)


def feedback_view(marked: Marked, said: Sequence[str]) -> RenderableType:
    """The verdict, and what is said to this answer."""
    return Group(_verdict(marked), *(_inset(text) for text in _said(said)))


def _verdict(marked: Marked) -> Text:
    if marked.share >= 1:
        return Text("✓ Right.", "green")
    if marked.share > 0:
        return Text(f"~ Partly right: {marked.share:.0%} of the points.", "yellow")
    return Text("✗ Not this one.", "red")


def _said(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(plain(text) for text in texts))


def review_view(review: Review, name: str, *, with_key: bool) -> RenderableType:
    """Where the student stands, and what to look at again. `name` is the file that holds the answers."""
    return Group(Text(), Rule(style="dim"), *(_with_key(review) if with_key else _without_key(review, name)))


def _with_key(review: Review) -> Iterator[RenderableType]:
    right = sum(one.right for one in review.standing)
    yield Text(f"{right} of {len(review.standing)} right.", "bold")
    yield from _open(review.standing)
    again = {one.question.id: one for one in review.standing if one.wrong or one.question.id in review.slips}
    if again:
        yield Text("To look at again:")
    for name, one in again.items():
        notes = review.slips.get(name, one.marked.notes if one.marked else ())
        yield from _again(one, notes)


def _again(one: Standing, notes: Sequence[Note]) -> Iterator[RenderableType]:
    line = Text.assemble("  ", (plain(one.question.title), "bold"))
    yield line.append("  (right in the end)" if one.right else "", "green")
    for text in _said([note.says for note in notes if note.misconception]):
        yield _inset(text, 4)


def _without_key(review: Review, name: str) -> Iterator[RenderableType]:
    answered = sum(one.answer is not None for one in review.standing)
    yield Text(f"{answered} of {len(review.standing)} answered, in {name}.", "bold")
    yield from _open(review.standing)
    if answered == len(review.standing):
        yield Text("To change an answer, change it there. It is marked when you hand it in.")


def _open(standing: Sequence[Standing]) -> Iterator[RenderableType]:
    waiting = [one for one in standing if one.answer is None]
    if waiting:
        yield Text(f"Still open, {len(waiting)}:")
    for one in waiting:
        yield Text(f"  {plain(one.question.title)}")


def _inset(text: str, by: int = 2) -> Padding:
    return Padding(Text(text), (0, 0, 0, by), expand=False)
