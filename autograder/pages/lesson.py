"""A course's lesson as data: pages of Markdown, and the figures, exercises and quiz questions that stand in them.

lesson/pages/NN-slug.md       CommonMark and tables; the first line is `# Title`; raw HTML stays text
lesson/figures/figures.yaml   NAME: {title: ..., functions: [...]}, what each figure is called and can show
lesson/figures/NAME.html      the figure's fragment, which says all that it has to say without a script
lesson/figures/NAME.js        optional, a classic script: window.lessonFigures[NAME] = (root, call) => ...
                              `call` is a failing call to show: {function, arguments, returned, expected}; a property
                              `shows` of the function, (call) => boolean, says whether it can show that one
lesson/figures/lesson.css     the course's own styles; optional

A placement stands on a line of its own: `{figure NAME}`, `{exercise ID}`, `{question QUIZ.QUESTION}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autograder.course.model import Course
from autograder.course.solutions import read_source
from autograder.course.yamlfile import Part, read_yaml
from autograder.errors import CourseError
from autograder.kinds.quiz.sheet import read_questions
from autograder.kinds.registry import exercises_of
from autograder.kinds.stubs import stub_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BlockKind = Literal["text", "figure", "exercise", "question"]
_PLACEMENT = re.compile(r"\{(figure|exercise|question)\s+([^\s{}]+)\}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_FILE = re.compile(r"\d+-([a-z0-9][a-z0-9_-]*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `html` is its fragment, `script` its classic script or empty, `functions` those it can show."""

    name: str
    title: str
    functions: tuple[str, ...]
    html: str
    script: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of rendered text (`html`), or a placement of what is called `name`; `line` is where it begins."""

    kind: BlockKind
    name: str = ""
    html: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One page of the file `stem`.md; `slug` is that without its number. The title, plain text, is not in `blocks`."""

    stem: str
    slug: str
    title: str
    blocks: tuple[Block, ...]

    def names(self, kind: BlockKind) -> tuple[str, ...]:
        """What of this kind is placed on the page, in its order."""
        return tuple(block.name for block in self.blocks if block.kind == kind)


@dataclass(frozen=True, slots=True)
class Lesson:
    """All pages in their order, all figures by name, and the styles that the figures bring."""

    pages: tuple[LessonPage, ...]
    figures: Mapping[str, Figure]
    style: str = ""


def read_lesson(course: Course) -> Lesson | None:
    """The course's lesson; None where it has no pages.

    Raises CourseError, with file and line, for a page without a title, a placement that is not alone on its line, and
    one of a figure, an exercise or a question that is not there.
    """
    folder = course.root / "lesson"
    files = sorted((folder / "pages").glob("*.md"))
    if not files:
        return None
    figures = _figures(folder / "figures")
    known: dict[str, Sequence[str]] = {
        "figure": list(figures),
        "exercise": [exercise.id for exercise in course.exercises],
        "question": list(_questions(course)),
    }
    pages = tuple(_page(path, known) for path in files)
    _no_slug_twice(pages, files)
    style = folder / "figures" / "lesson.css"
    return Lesson(pages, figures, read_source(style) if style.is_file() else "")


def _questions(course: Course) -> Iterator[str]:
    for quiz in exercises_of(course, "quiz"):
        for question in read_questions(stub_of(course, quiz), course.stub(quiz)):
            yield f"{quiz.id}.{question.id}"


def _no_slug_twice(pages: Sequence[LessonPage], files: Sequence[Path]) -> None:
    seen: dict[str, Path] = {}
    for page, path in zip(pages, files, strict=True):
        if page.slug in seen:
            raise CourseError(f"{seen[page.slug].name} has the same name behind its number.", path, fix="Rename one.")
        seen[page.slug] = path


# Figures.


def _figures(folder: Path) -> dict[str, Figure]:
    listing = folder / "figures.yaml"
    if not listing.is_file():
        return {}
    document = read_yaml(read_source(listing), listing)
    root = Part(document, document.data)
    return {name: _figure(folder, name, part) for name, part in root.parts().items()}


def _figure(folder: Path, name: str, part: Part) -> Figure:
    part.only("title", "functions")
    if not _NAME.fullmatch(name):
        raise part.error(f"{name!r} cannot be a figure's name.", "Use lower-case letters, digits, - and _.")
    fragment, script = folder / f"{name}.html", folder / f"{name}.js"
    if not fragment.is_file():
        raise part.error(f"the figure {name} has no file {name}.html beside this one.", "Write it, or take it out.")
    text = read_source(script) if script.is_file() else ""
    if "</script" in text.casefold():
        raise CourseError("</script> ends the script of a page.", script, fix="Write <\\/script> in a text.")
    functions = tuple(part.at("functions").texts()) if part.has("functions") else ()
    return Figure(name, part.at("title").text(), functions, read_source(fragment), text)


# Pages.


def _page(path: Path, known: Mapping[str, Sequence[str]]) -> LessonPage:
    match = _FILE.fullmatch(path.stem)
    if match is None:
        raise CourseError("a page's file is called NN-name.md, such as 03-softer.md.", path, fix="Rename it.")
    tokens = markdown(read_source(path))
    if len(tokens) < 3 or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        raise CourseError("a page begins with its title.", path, 1, "Write `# Title` in the first line.")
    return LessonPage(path.stem, match[1], _plain(tokens[1]), tuple(_blocks(tokens[3:], path, known)))


def markdown(text: str) -> list[Token]:
    """The tokens of a Markdown text: CommonMark and tables, raw HTML as plain text."""
    return _parser().parse(text)


def rendered(text: str, *, without_title: bool = False) -> str:
    """The HTML of a Markdown text; `without_title` leaves out the `# Title` that it may begin with."""
    tokens = markdown(text)
    if without_title and tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]
    return "".join(block.html for block in _text(tokens))


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # Rich brings it

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _blocks(tokens: Sequence[Token], path: Path, known: Mapping[str, Sequence[str]]) -> Iterator[Block]:
    """Texts and placements in turn: tokens gather until a paragraph of placements ends the text."""
    gathered: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "paragraph_open":
            inline = tokens[place + 1]
            found = _placements(inline, token.level, path, known)
            if found:
                yield from _text(gathered)
                yield from found
                gathered, place = [], place + 3
                continue
        gathered.append(token)
        place += 1
    yield from _text(gathered)


def _text(tokens: Sequence[Token]) -> Iterator[Block]:
    if tokens:
        parser = _parser()
        html = parser.renderer.render(tokens, parser.options, {})
        yield Block("text", html=_with_scroll(html), line=(tokens[0].map or [0])[0] + 1)


def _with_scroll(html: str) -> str:
    """A wide table and a wide example scroll by themselves, by keyboard too."""
    html = html.replace("<pre>", '<pre tabindex="0">')
    opened = html.replace("<table>", '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>')
    return opened.replace("</table>", "</table></div>")


def _placements(inline: Token, level: int, path: Path, known: Mapping[str, Sequence[str]]) -> list[Block]:
    first = (inline.map or [0])[0] + 1
    lines = [line.strip() for line in inline.content.splitlines()]
    matches = [_PLACEMENT.fullmatch(line) for line in lines]
    if not any(matches):
        return []
    if level or not all(matches):
        line = first + next(place for place, match in enumerate(matches) if match)
        fix = "Put an empty line before and after it, at the left margin."
        raise CourseError("a placement stands on a line of its own.", path, line, fix)
    return [_placement(match, first + place, path, known) for place, match in enumerate(matches) if match is not None]


def _placement(match: re.Match[str], line: int, path: Path, known: Mapping[str, Sequence[str]]) -> Block:
    kind, name = match.groups()
    if name not in known[kind]:
        there = ", ".join(known[kind]) or "none"
        raise CourseError(f"there is no {kind} {name}.", path, line, f"There are: {there}.")
    return Block(kind, name, line=line)  # type: ignore[arg-type]
