"""A lesson: a course's own page and pictures of the student's own work, here those of another course than ours."""

from __future__ import annotations

import shutil
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.author.release import release
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.errors import CourseError, UserError
from autograder.student.lesson import draw, page
from autograder.student.own import Answer, own_work

PLAY = """\
from pathlib import Path

from autograder.pages.page import render


def page(own):
    if own.untouched("median"):
        return "nothing yet"
    yours, right = (ask("median", "median", [9.0, 1.0, 2.0]) for ask in (own.call, own.reference))
    shown = [answer.why_not or answer.value for answer in (yours, right)]
    return render(Path(__file__).with_name("templates"), "play.html.j2", yours=shown[0], right=shown[1])
"""
TEMPLATE = """\
<html><head>{% include "head.html.j2" %}</head><body>yours {{ yours }}, right {{ right }}</body></html>
"""
PICTURES = """\
NAME = "median"


def draw(own, folder, format):
    if own.untouched("median"):
        return []
    path = folder / f"median.{format}"
    path.write_text(str(own.call("median", "median", [9.0, 1.0, 2.0]).value))
    return [path]
"""
WRONG = "def median(values):\n    return values[1]\n"


@pytest.fixture
def course(measuring: Path) -> Path:
    """The tiny course with a tiny lesson."""
    templates = measuring / "lesson" / "templates"
    templates.mkdir(parents=True)
    (templates / "play.html.j2").write_text(TEMPLATE, encoding="utf-8")
    (measuring / "lesson" / "play.py").write_text(PLAY, encoding="utf-8")
    (measuring / "lesson" / "pictures.py").write_text(PICTURES, encoding="utf-8")
    return measuring


def write(course: Path, text: str) -> None:
    (course / "exercises" / "median.py").write_text(text, encoding="utf-8")


def run(*words: str | Path) -> tuple[int, str]:
    """Exit code and everything printed."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(done.exception, UserError):
        return 2, str(done.exception)
    return done.exit_code, done.output


def test_the_page_holds_ones_own_answer_and_the_references(course: Path, tmp_path: Path) -> None:
    """`play` writes what the lesson makes of both, from the lesson's own template and the engine's head."""
    pytest.importorskip("jinja2", reason="pages need the instructor's packages")
    write(course, WRONG)
    code, _ = run("play", "--no-open", "--out", tmp_path / "page.html", "--course", course)
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert code == 0
    assert "yours 1.0, right 2.0" in text
    assert "Content-Security-Policy" in text


def test_untouched_work_is_known(course: Path) -> None:
    """A stub as it was handed out is untouched, and a lesson can say so."""
    assert page(load_course(course)) == "nothing yet"


def test_what_an_answer_says_is_escaped(course: Path) -> None:
    """A student's text stays text on the page."""
    pytest.importorskip("jinja2", reason="pages need the instructor's packages")
    write(course, 'def median(values):\n    return "<b>2</b>"\n')
    assert "yours &lt;b&gt;2&lt;/b&gt;, right" in page(load_course(course))


def test_pictures_are_drawn_into_a_new_folder(course: Path, tmp_path: Path) -> None:
    """`show` makes the folder, takes the lesson's own name for its pictures, and says what was written."""
    write(course, WRONG)
    pictures = tmp_path / "new" / "folder"
    code, printed = run("show", "median", "--out", pictures, "--format", "svg", "--course", course)
    assert (code, printed) == (0, f"Wrote {pictures / 'median.svg'}.\n")
    assert (pictures / "median.svg").read_text(encoding="utf-8") == "1.0"


def test_another_name_and_nothing_to_draw(course: Path, tmp_path: Path) -> None:
    """A name that is not the pictures' own, and work that is not begun, are each one sentence with code 2."""
    code, printed = run("show", "mean", "--out", tmp_path / "a", "--course", course)
    assert code == 2
    assert "there is nothing called 'mean' to show; use median." in printed
    code, printed = run("show", "--out", tmp_path / "a", "--course", course)
    assert code == 2
    assert "there is nothing to draw yet" in printed


def test_a_course_without_a_lesson(measuring: Path, tmp_path: Path) -> None:
    """Both commands say in one sentence what is not there."""
    code, printed = run("play", "--no-open", "--out", tmp_path / "a.html", "--course", measuring)
    assert (code, (tmp_path / "a.html").exists()) == (2, False)
    assert "this course has no page to play with: there is no lesson/play.py." in printed
    code, printed = run("show", "--out", tmp_path / "a", "--course", measuring)
    assert (code, (tmp_path / "a").exists()) == (2, False)
    assert "this course has no picture to show: there is no lesson/pictures.py." in printed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def page(own):\n    return 1 / 0\n", "page failed with ZeroDivisionError: division by zero."),
        ("def page(own):\n    return 7\n", "page must return the text of a page, not int."),
        ("def pages(own):\n    return ''\n", "it must define page."),
        ("def page(own:\n", "this is not valid Python"),
        ("def page(own):\n    return own.form('card')\n", "'card', which is no exercise of this course."),
        ("def page(own):\n    import no_such_package\n", "needs no_such_package, which is not installed"),
        ("def page(own):\n    return own.call('median', 'median', []).why_not\n", "median.py:1: SyntaxError"),
    ],
)
def test_what_goes_wrong_in_a_lesson_is_one_message(course: Path, text: str, says: str) -> None:
    """An author's mistake, a missing package, and a student's file that cannot be run end in a UserError."""
    write(course, "def median(\n")
    (course / "lesson" / "play.py").write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        page(load_course(course))
    assert says in str(caught.value)


def test_draw_must_say_what_it_wrote(course: Path, tmp_path: Path) -> None:
    """Anything but a list of paths is the author's mistake."""
    (course / "lesson" / "pictures.py").write_text("def draw(own, folder, format):\n    return 3\n", encoding="utf-8")
    with pytest.raises(CourseError, match=r"pictures\.py: draw must return a list of paths\."):
        draw(load_course(course), tmp_path, "png")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("raise ValueError('no values')", "ValueError: no values"),
        ("raise NotImplementedError", "NotImplementedError"),
        ("return (value for value in values)", "It returned a generator"),
        ("while True: pass", "No answer within 2 seconds."),
    ],
)
def test_why_there_is_no_answer(measuring: Path, body: str, says: str) -> None:
    """Whatever a function does instead of answering is a sentence, and no value."""
    write(measuring, f"def median(values):\n    {body}\n")
    answer = own_work(load_course(measuring)).call("median", "median", [1.0])
    assert answer.value is None
    assert answer.why_not.startswith(says)


def test_a_function_that_is_not_there(measuring: Path) -> None:
    """A name that the file does not define is a sentence too."""
    answer = own_work(load_course(measuring)).call("median", "mode", [1.0])
    assert answer == Answer(why_not="The file defines no function mode.")


def test_a_form_gives_its_data(measuring: Path) -> None:
    """A form is read as what its YAML says; where that is no YAML, file and line are named."""
    with (measuring / "course.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("  - {id: card, title: A card, kind: form, file: card.yaml, points: 1}\n")
    for folder in ("exercises", "solutions"):
        (measuring / folder / "card.yaml").write_text("### BEGIN SOLUTION\ntool: ruler\n### END SOLUTION\n")
    card = measuring / "exercises" / "card.yaml"
    card.write_text("tool: scale\nmarks: [1, 2]\n", encoding="utf-8")
    assert own_work(load_course(measuring)).form("card") == {"tool": "scale", "marks": [1, 2]}
    card.write_text("tool: [\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"exercises/card\.yaml:\d+: "):
        own_work(load_course(measuring)).form("card")


def test_ones_own_work_cannot_be_changed(measuring: Path) -> None:
    """What a lesson is given is frozen, and a call leaves the lesson's own arguments alone."""
    own = own_work(load_course(measuring))
    with pytest.raises(FrozenInstanceError):
        own.course = None  # type: ignore[assignment, misc]
    write(measuring, "def median(values):\n    values.sort()\n    return values[0]\n")
    values = [9.0, 1.0]
    assert own.call("median", "median", values) == Answer(1.0)
    assert values == [9.0, 1.0]


def test_a_handed_out_folder_keeps_the_lesson(course: Path, tmp_path: Path) -> None:
    """Students get the lesson as it is; there the reference has no answer, and says why."""
    release(load_course(course), tmp_path / "out")
    assert (tmp_path / "out" / "lesson" / "play.py").read_text(encoding="utf-8") == PLAY
    assert page(load_course(tmp_path / "out")) == "nothing yet"
    shutil.copy(course / "solutions" / "median.py", tmp_path / "out" / "exercises" / "median.py")
    own = own_work(load_course(tmp_path / "out"))
    assert own.call("median", "median", [9.0, 1.0, 2.0]) == Answer(2.0)
    assert own.reference("median", "median", [1.0]) == Answer(why_not="This folder holds no solutions.")
