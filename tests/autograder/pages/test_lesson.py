"""A course's lesson read from Markdown: what is placed where, and what is said of a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.errors import CourseError
from autograder.pages.lesson import Lesson, read_lesson
from autograder.pages.lesson_page import lesson_files

PAGE = """\
# The *middle* of a list

Read <b>this</b> first.

| a | b |
|---|---|
| 1 | 2 |

{figure number-line}

Now you.

{exercise median}
{question quiz.far_value}
"""


@pytest.fixture
def lesson_course(quizzing: Path) -> Path:
    """The tiny course with a quiz and a lesson of one page and one figure."""
    figures = quizzing / "lesson" / "figures"
    figures.mkdir(parents=True)
    (figures / "figures.yaml").write_text("number-line: {title: A number line, functions: [median]}\n")
    (figures / "number-line.html").write_text("<figure><figcaption>Numbers in a row.</figcaption></figure>\n")
    (figures / "number-line.js").write_text("(window.lessonFigures ??= {})['number-line'] = (root) => {};\n")
    write(quizzing, PAGE)
    return quizzing


def write(course: Path, text: str, name: str = "01-middle.md") -> None:
    (course / "lesson" / "pages").mkdir(exist_ok=True)
    (course / "lesson" / "pages" / name).write_text(text)


def read(course: Path) -> Lesson:
    lesson = read_lesson(load_course(course, require_stubs=False))
    assert lesson is not None
    return lesson


def test_a_page_is_texts_and_placements_in_turn(lesson_course: Path) -> None:
    """Text becomes HTML, raw HTML stays text, placements keep their place and their line."""
    (page,) = read(lesson_course).pages
    assert (page.slug, page.title) == ("middle", "The middle of a list")
    assert [(block.kind, block.name, block.line) for block in page.blocks] == [
        ("text", "", 3),
        ("figure", "number-line", 9),
        ("text", "", 11),
        ("exercise", "median", 13),
        ("question", "quiz.far_value", 14),
    ]
    assert "&lt;b&gt;this&lt;/b&gt;" in page.blocks[0].html
    assert "<td>1</td>" in page.blocks[0].html


def test_a_figure_is_found_by_what_it_can_show(lesson_course: Path) -> None:
    """A failing call of `median` leads to the figure that lists it."""
    shows = {figure.title: figure.functions for figure in read(lesson_course).figures.values()}
    assert [title for title, functions in shows.items() if "median" in functions] == ["A number line"]
    assert not [title for title, functions in shows.items() if "mode" in functions]


def test_a_course_without_pages_has_no_lesson(measuring: Path) -> None:
    """There is nothing to read, and nothing is wrong with that."""
    assert read_lesson(load_course(measuring)) is None


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("No title\n", 1, "begins with its title"),
        ("# T\n\n{figure nope}\n", 3, "there is no figure nope"),
        ("# T\n\n\n{exercise nope}\n", 4, "there is no exercise nope"),
        ("# T\n\n{question quiz.nope}\n", 3, "there is no question quiz.nope"),
        ("# T\n\nSee\n{exercise median}\n", 4, "on a line of its own"),
        ("# T\n\n- {exercise median}\n", 3, "on a line of its own"),
    ],
)
def test_a_slip_is_told_with_its_line(lesson_course: Path, text: str, line: int, what: str) -> None:
    """The message names the file, the line and what is there instead."""
    write(lesson_course, text)
    with pytest.raises(CourseError, match=what) as caught:
        read(lesson_course)
    assert (caught.value.where, caught.value.line) == (lesson_course / "lesson" / "pages" / "01-middle.md", line)


def test_two_pages_have_two_names(lesson_course: Path) -> None:
    """The name behind the number is the page's address, so no two pages share one."""
    write(lesson_course, "# Again\n", "02-middle.md")
    with pytest.raises(CourseError, match="same name behind its number"):
        read(lesson_course)


def test_a_listed_figure_has_a_file(lesson_course: Path) -> None:
    """A figure that is listed and not there is found when the lesson is read."""
    (lesson_course / "lesson" / "figures" / "number-line.html").unlink()
    with pytest.raises(CourseError, match=r"number-line\.html"):
        read(lesson_course)


def test_plain_files_lead_to_each_other(lesson_course: Path) -> None:
    """Each page is a file of its own with its figures' scripts, and links to the next."""
    write(lesson_course, "# The end\n\nDone.\n", "02-end.md")
    files = lesson_files(load_course(lesson_course, require_stubs=False), read(lesson_course))
    assert list(files) == ["index.html", "02-end.html"]
    assert 'href="02-end.html" rel="next"' in files["index.html"]
    assert "lessonFigures ??= {}" in files["index.html"]
    assert "autograder check median" in files["index.html"]
