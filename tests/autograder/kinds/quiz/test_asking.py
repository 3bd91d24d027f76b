"""`autograder quiz` in the terminal: in a real one, and with its lines from a file; with the key, and without."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
import yaml
from rich.console import Console

from autograder.course.manifest import load_course
from autograder.course.model import SubmittedFile
from autograder.kinds.quiz.grader import QuizGrader
from autograder.kinds.quiz.key import read_key
from autograder.kinds.quiz.questions import Question
from autograder.kinds.quiz.typed import hear_answer
from autograder.sandbox.here import LocalHost
from autograder.student.quiz_view import question_view

QUIZ = Path(__file__).parents[2] / "data" / "quiz.yaml"
ITEMS = {item.question.id: item for item in read_key(QUIZ.read_text(encoding="utf-8"), QUIZ)}
STRIP = ITEMS["strip"].question.drawn("Ada")
AREA = STRIP["width"] * (STRIP["left"] + STRIP["right"]) / 2
RIGHT = ["b", "a b", f"{AREA}", "b c a", "b", "a", "c", "mean", "two"]
"""What to type to have all right, question by question, for Ada."""

Folder = Any


@pytest.fixture(params=["whole", "handed_out"])
def either(request: pytest.FixtureRequest) -> Folder:
    return request.getfixturevalue(request.param)


def sheet(folder: Folder) -> Path:
    return Path(folder.path / "exercises" / "quiz.yaml")


def quiz(folder: Folder, *lines: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Types the lines, then comes to the end of the input."""
    typed = "".join(f"{line}\n" for line in lines)
    done = folder.command("quiz", *options, typed=typed)
    assert "Traceback" not in done.stderr
    return done


def filled(folder: Folder) -> dict[str, Any]:
    data = yaml.safe_load(sheet(folder).read_text(encoding="utf-8"))
    return {"student": data["student"], **{question["id"]: question["answer"] for question in data["questions"]}}


def standing(folder: Folder) -> dict[str, Any]:
    return dict(json.loads(quiz(folder, options=("--json",)).stdout))


# In a real terminal.

in_terminal = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
PATIENCE = 120


class Terminal:
    """`autograder quiz` in a pseudo-terminal of 80 columns."""

    def __init__(self, folder: Folder) -> None:
        environment = {**folder.environment(), "COLUMNS": "80"}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "autograder.cli", "quiz"],
            cwd=str(folder.path),
            env=environment,
            dimensions=(40, 80),
            encoding="utf-8",
            timeout=PATIENCE,
            # Whoever runs these tests in the background hands on a Ctrl-C that is ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.child.expect_exact(text)

    def types(self, line: str) -> None:
        self.child.sendline(line)

    def ends(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def terminal() -> Iterator[Callable[[Folder], Terminal]]:
    opened: list[Terminal] = []

    def start(folder: Folder) -> Terminal:
        opened.append(Terminal(folder))
        return opened[-1]

    yield start
    for one in opened:
        one.child.close(force=True)


@in_terminal
def test_alone_with_the_key(whole: Folder, terminal: Callable[[Folder], Terminal]) -> None:
    """A slip is led on at once, comes again until it is right, and the end says what to look at."""
    seen = terminal(whole)
    seen.sees("A quiz on measuring", "First your name", "Your name: ")
    seen.types("Ada")
    seen.sees("Question 1 of 6: ", "One value far out", "the median", "One letter: ")
    seen.types("x")
    seen.sees("There is no `x` here, only a, b, c.", "One letter: ")
    seen.types("a")
    seen.sees("Not this one.", "The mean takes every value in")
    assert filled(whole)["far_value"] == "a"
    seen.sees("Question 2 of 6: ", "Choose all that are true.")
    seen.types("ab")
    seen.sees("Right.", "Question 3 of 6: ", f"x | 0 | {STRIP['width']:g}", "A number: ")
    seen.types(f"{AREA * 2:g}")
    seen.sees("Not this one.", "You added the two heights.", "Question 4 of 6: ")
    seen.types("b, c, a")
    seen.sees("Right.", "Question 5 of 6: ", "the most frequent", "mean: ")
    for line in ("d", "a", "c"):
        seen.types(line)
    seen.sees("Partly right: 67%", "a name of its own, the mode", "Question 6 of 6: ", "Blank 1 of 2: ")
    seen.types("Average")
    seen.sees("Blank 2 of 2: ")
    seen.types("2")
    seen.sees("Right.", "Once more the 3 that were not right yet", "Question 1 of 6: ", "One letter: ")
    seen.types("b")
    seen.sees("Right.", "The median looks only at the middle", "Question 3 of 6: ", "A number: ")
    seen.types(f"{AREA:g}")
    seen.sees("Right.", "Question 5 of 6: ", "mean: ")
    seen.types("q")
    seen.sees("5 of 6 right.", "To look at again:", "One value far out", "(right in the end)")
    seen.sees(
        "The mean takes every",
        "Area of one strip",
        "(right in the end)",
        "You added",
        "Which word for what",
        "the mode",
    )
    assert seen.ends() == 0
    assert standing(whole)["wrong"] == ["words_of_statistics"]
    again = terminal(whole)
    again.sees("5 of 6 are right already and not asked again.", "Question 5 of 6: ", "mean: ")
    for line in ("b", "a", "c"):
        again.types(line)
    again.sees("Right.", "6 of 6 right.")
    assert again.ends() == 0


def test_the_explanation_waits_for_a_second_try(whole: Folder) -> None:
    """The first wrong answer is led on, the second time with a reminder; only another wrong one is told why."""
    why = "The median looks only at the middle"
    first = quiz(whole, "Ada", "a", "q").stdout
    assert "The mean takes every value in" in first
    assert why not in first
    second = quiz(whole, "c").stdout
    before, _, after = second.partition("Not this one.")
    assert "Your answer so far: a" in before
    assert "The mean takes every value in" in before
    assert why not in before
    assert why in after


def test_a_guiding_question_for_any_slip(whole: Folder) -> None:
    """An answer that no note knows is led on by the question's own guide, or by a general one; never by the answer."""
    key = whole.path / "solutions" / "quiz.yaml"
    text = key.read_text(encoding="utf-8")
    key.write_text(text.replace("    kind: numeric\n", "    kind: numeric\n    guide: How tall is it half-way?\n"))
    said = quiz(whole, "Ada", "b", "ab", "77777", "a c b", "q").stdout
    assert "How tall is it half-way?" in said
    assert "Read the question once more." in said.partition("How tall is it half-way?")[2]


def test_the_blank_that_is_off_is_named(whole: Folder) -> None:
    """Of two blanks the wrong one is said by its number."""
    said = quiz(whole, "Ada", *RIGHT[:-2], "mean", "seventeen", "q").stdout
    assert "Look again at blank 2." in said
    assert "Look again at blank 1." not in said


def test_going_back(either: Folder) -> None:
    """`<` asks the question before once more, shows its answer, and Enter keeps it; the first has none before it."""
    done = quiz(either, "Ada", "b", "<", "", "ab", "<", "<", "<", "c", "q")
    assert done.stdout.count("Question 1 of 6: ") == 4
    assert "Your answer so far: b" in done.stdout
    assert "Your answer stays." in done.stdout
    assert "This is the first question." in done.stdout
    assert filled(either)["far_value"] == "c"
    assert filled(either)["trapezoid_facts"] == ["a", "b"]


def test_going_back_to_what_was_settled_before(either: Folder) -> None:
    """An answer of another day can be gone back to and changed."""
    quiz(either, "Ada", "b", "q")
    done = quiz(either, "<", "a", "q")
    assert "Question 1 of 6: " in done.stdout
    assert filled(either)["far_value"] == "a"


def test_a_table_stands_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """A table in a prompt is one in the terminal too: no bars, its cells under each other."""
    question = Question(
        "t", "numeric", "T", "Read:\n\n| | on |\n|---|---|\n| x | 12 |\n| yy | {p} |", numbers={"p": (3.0,)}
    )
    Console(width=80).print(question_view(question, "Question 1 of 1", "Ada"))
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    x, yy = (next(line for line in lines if line.split()[:1] == [name]) for name in ("x", "yy"))
    assert (x.split(), yy.split()) == (["x", "12"], ["yy", "3"])
    assert len(x) == len(yy)


@in_terminal
def test_without_the_key(handed_out: Folder, terminal: Callable[[Folder], Terminal]) -> None:
    """In a handed out folder answers are noted, nothing is judged, and the end says what is open."""
    seen = terminal(handed_out)
    seen.sees("Your name: ")
    seen.types("Ada")
    seen.sees("Question 1 of 6: ")
    seen.types("a")
    seen.sees("Noted.", "Question 2 of 6: ")
    seen.types("")
    seen.sees("Skipped.", "Question 3 of 6: ", f"x | 0 | {STRIP['width']:g}")
    seen.types("q")
    seen.sees(
        "1 of 6 answered, in exercises/quiz.yaml.", "Still open, 5:", "What the trapezoid rule needs", "Even counts"
    )
    assert seen.ends() == 0
    assert filled(handed_out)["far_value"] == "a"


@in_terminal
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_keys_that_leave(either: Folder, terminal: Callable[[Folder], Terminal], key: str) -> None:
    """Ctrl-C and Ctrl-D leave as `q` does: what was answered is kept."""
    seen = terminal(either)
    seen.sees("Your name: ")
    seen.types("Ada")
    seen.sees("One letter: ")
    seen.types("b")
    seen.sees("Letters, like a d: ")
    seen.child.send(key)
    seen.sees("Still open, 5:")
    assert seen.ends() == 0
    assert filled(either)["far_value"] == "b"


# With lines from a file.


def test_all_right_is_full_marks(either: Folder, quizzing: Path) -> None:
    """The sheet that typing the right answers leaves behind earns all points when it is graded."""
    done = quiz(either, "Ada", *RIGHT)
    assert done.returncode == 0, done.stderr
    course = load_course(quizzing)
    text = sheet(either).read_text(encoding="utf-8")
    result = QuizGrader(course, course.exercise("quiz")).grade(SubmittedFile("quiz.yaml", text), LocalHost(), "Ada")
    assert (result.score, result.status, result.message) == (20.0, "graded", "")


def test_nothing_but_answers_changes(either: Folder) -> None:
    """Line by line the file is as it was, comments too, but for the name and what stands behind `answer:`."""
    before = sheet(either).read_text(encoding="utf-8").splitlines()
    quiz(either, "Ada", *RIGHT)
    after = sheet(either).read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 7
    for old, new in changed:
        assert old.split(":")[0] == new.split(":")[0]
        assert old.split(":")[0].strip() in ("student", "answer")
        assert new.partition("#")[2] == old.partition("#")[2]


@pytest.mark.parametrize("count", [0, 1, 3, 6, 9, 10])
def test_the_input_may_end_anywhere(handed_out: Folder, count: int) -> None:
    """Where the lines come to their end the quiz does too, and what was answered so far is in the file."""
    done = quiz(handed_out, *["Ada", *RIGHT][:count])
    assert done.returncode == 0, done.stderr
    whole_answers = (count > 1) + (count > 2) + (count > 3) + (count > 4) + (count > 7) + (count > 9)
    assert f"{whole_answers} of 6 answered" in done.stdout
    assert (filled(handed_out)["student"] == "Ada") is (count > 0)


def test_no_key_no_word_of_it(handed_out: Folder) -> None:
    """Without a key nothing is right or wrong, whatever is answered."""
    done = quiz(handed_out, "Ada", "a", "c", "0", "b a c", "d", "d", "d", "sum", "two")
    assert done.stdout.count("Noted.") == 6
    assert not [word for word in ("ight.", "Not this", "Partly", "look at again") if word in done.stdout]


def test_answered_ones_wait_in_the_file(handed_out: Folder) -> None:
    """Without a key what is answered is not asked again; the end says where to change it."""
    quiz(handed_out, "Ada", *RIGHT)
    done = quiz(handed_out)
    assert "6 of 6 are answered and not asked again." in done.stdout
    assert "Question" not in done.stdout
    assert "To change an answer, change it there." in done.stdout


def test_a_wrong_one_may_be_passed(whole: Folder) -> None:
    """In the second round Enter lets go of a question; its wrong answer stays in the file."""
    done = quiz(whole, "Ada", "a", *RIGHT[1:], "")
    assert "Once more the one that was not right yet" in done.stdout
    assert "5 of 6 right." in done.stdout
    assert filled(whole)["far_value"] == "a"


def test_a_part_may_stay_open(either: Folder) -> None:
    """A pair or a blank that is skipped keeps its place in the file."""
    quiz(either, "Ada", "", "", "", "", "b", "", "", "", "two", "q")
    answers = filled(either)
    assert answers["words_of_statistics"] == {"mean": "b", "median": "", "range": ""}
    assert answers["fill_in"] == ["", "two"]
    assert answers["far_value"] is None


def test_an_editor_may_be_open(handed_out: Folder) -> None:
    """What was saved in the file by hand, an odd line too, is shown as a problem or taken as it is."""
    text = sheet(handed_out).read_text(encoding="utf-8")
    text = text.replace("    answer:  # one letter", "    answer: z  # one letter  (mine)")
    sheet(handed_out).write_text(text.replace("    answer:  # a number", "    answer: 1/4"), encoding="utf-8")
    line = text.splitlines().index("    answer: z  # one letter  (mine)") + 1
    done = quiz(handed_out, "Ada", "b", "q")
    assert f"exercises/quiz.yaml, line {line}: there is no `z` here" in done.stdout
    assert "1 of 6 is answered" in done.stdout
    assert "    answer: b  # one letter  (mine)\n" in sheet(handed_out).read_text(encoding="utf-8")


def test_line_ends_and_links_stay(either: Folder, tmp_path: Path) -> None:
    """A file with Windows line ends and a mark at its start, behind a link, is all that afterwards."""
    kept = tmp_path / "kept.yaml"
    kept.write_bytes(b"\xef\xbb\xbf" + sheet(either).read_bytes().replace(b"\n", b"\r\n"))
    lines = kept.read_bytes().count(b"\r\n")
    sheet(either).unlink()
    os.symlink(kept, sheet(either))
    quiz(either, "Zoë", "b", "ab", "q")
    assert sheet(either).is_symlink()
    after = kept.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# ")
    assert after.count(b"\r\n") == after.count(b"\n") == lines
    assert "student: Zoë\r\n".encode() in after
    assert standing(either)["answered"] == 2
    assert [file.name for file in kept.parent.glob(".kept*")] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    answer:  # a number", "    answer: [1, 2", "this is not valid YAML"),
        ("questions:", "question:", "the key 'questions' is missing"),
        ("student:\n", "", "no line `student:`"),
    ],
)
def test_a_damaged_file_is_left_alone(either: Folder, old: str, new: str, says: str) -> None:
    """The message names the file, exit 2, and not a byte of it is touched."""
    text = sheet(either).read_text(encoding="utf-8")
    assert old in text
    sheet(either).write_text(text.replace(old, new), encoding="utf-8")
    before = sheet(either).read_bytes()
    done = quiz(either, "Ada", *RIGHT)
    assert done.returncode == 2
    assert "exercises/quiz.yaml" in done.stderr
    assert says in done.stderr
    assert sheet(either).read_bytes() == before


def test_a_broken_line_is_named(either: Folder) -> None:
    """File and line stand before what is wrong."""
    text = sheet(either).read_text(encoding="utf-8").replace("    answer:  # a number", "    answer: 'four")
    sheet(either).write_text(text, encoding="utf-8")
    assert "exercises/quiz.yaml:" in quiz(either, "Ada").stderr.split("error: ")[1]
    sheet(either).write_bytes(b"\xff\xfe")
    done = quiz(either, "Ada")
    assert (done.returncode, "Save it as UTF-8" in done.stderr) == (2, True)
    sheet(either).unlink()
    done = quiz(either, "Ada")
    assert (done.returncode, "is not there" in done.stderr) == (2, True)


@pytest.mark.parametrize("numbers", ["numbers: {width: []}", "numbers: {width: [wide]}"])
def test_questions_that_were_tampered_with(handed_out: Folder, numbers: str) -> None:
    """Numbers that nobody can draw from are named with their line, not stumbled over."""
    text = sheet(handed_out).read_text(encoding="utf-8")
    first, _, rest = text.partition("    numbers:\n")
    after = rest[rest.index("    answer:") :]
    sheet(handed_out).write_text(f"{first}    {numbers}\n{after}", encoding="utf-8")
    done = quiz(handed_out, "Ada")
    assert done.returncode == 2
    assert f"exercises/quiz.yaml:{first.count(chr(10)) + 1}: " in done.stderr


def test_restart(either: Folder) -> None:
    """--restart asks, then leaves the file as it was handed out but for the name; `n` leaves it as it is."""
    quiz(either, "Ada", "q")
    named = sheet(either).read_bytes()
    quiz(either, *RIGHT)
    answered = sheet(either).read_bytes()
    for kept in (["n"], []):
        done = quiz(either, *kept, options=("--restart",))
        assert done.returncode == 0
        assert "Take 6 answers out of exercises/quiz.yaml?" in done.stdout
        assert sheet(either).read_bytes() == answered
    done = quiz(either, "y", options=("--restart",))
    assert "Question 1 of 6" in done.stdout
    assert sheet(either).read_bytes() == named


def test_for_programs(either: Folder) -> None:
    """--json asks nothing and says what is answered, open and, where the key is, right and wrong."""
    before = sheet(either).read_bytes()
    ids = list(ITEMS)
    with_key = (either.path / "solutions").is_dir()
    right = 0 if with_key else None
    assert standing(either) == {"quiz": "quiz", "questions": 6, "answered": 0, "right": right, "open": ids, "wrong": []}
    assert sheet(either).read_bytes() == before
    quiz(either, "Ada", "a", "ab", "q")
    after = standing(either)
    assert (after["answered"], after["open"]) == (2, ids[2:])
    assert (after["right"], after["wrong"]) == ((1, ["far_value"]) if with_key else (None, []))


def test_texts_are_never_markup(either: Folder) -> None:
    """What looks like Rich's markup or a terminal's commands is printed as text, or not at all."""
    text = sheet(either).read_text(encoding="utf-8")
    text = text.replace("title: Even counts", 'title: "Even [bold]counts[/bold] \\e[2J"')
    sheet(either).write_text(text, encoding="utf-8")
    done = quiz(either, "Ada [red]L[/red]", "[b]", *[""] * 9)
    assert "Ada [red]L[/red]" in done.stdout
    assert filled(either)["student"] == "Ada [red]L[/red]"
    assert "\x1b" not in done.stdout
    if not (either.path / "solutions").is_dir():
        assert "Even [bold]counts[/bold]" in done.stdout


def test_it_fits_80_columns(either: Folder) -> None:
    """No line is longer than the terminal is wide."""
    command = [sys.executable, "-m", "autograder.cli", "quiz"]
    environment = {**either.environment(), "COLUMNS": "80"}
    typed = "".join(f"{line}\n" for line in ("Ada", "a", *RIGHT[1:], "q"))
    done = subprocess.run(command, cwd=either.path, env=environment, input=typed, capture_output=True, text=True)
    assert "Question 6 of 6" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_student_needs_few_packages(handed_out: Folder) -> None:
    """It runs where the graders' packages, and the modules that only Unix has, cannot be imported."""
    blocked = ("msgspec", "pyseccomp", "jinja2", "matplotlib", "nbgrader", "fcntl", "resource", "pwd", "grp", "termios")
    done = handed_out.run_code(
        f"import io, sys\nfor name in {blocked!r}:\n    sys.modules[name] = None\n"
        "sys.argv, sys.stdin = ['autograder', 'quiz'], io.StringIO('Ada\\nb\\nq\\n')\n"
        "from autograder.cli import main\nmain()\n"
    )
    assert done.returncode == 0, done.stderr
    assert filled(handed_out)["far_value"] == "b"


@pytest.mark.parametrize("name", ["---", "x" * 300])
def test_a_name_that_is_none(either: Folder, name: str) -> None:
    """A name without a letter, or one that never ends, is asked for again."""
    done = quiz(either, "", name, "Ada", "q")
    assert done.stdout.count("Your name: ") == 3
    assert filled(either)["student"] == "Ada"


# What can be typed.


@pytest.mark.parametrize(
    ("question", "lines", "answer"),
    [
        ("far_value", [" b "], "b"),
        ("far_value", ["B)"], "b"),
        ("far_value", ["a b", "ab", "b"], "b"),
        ("far_value", ["?", ".", "b"], "b"),
        ("far_value", [""], None),
        ("trapezoid_facts", ["ac"], ("a", "c")),
        ("trapezoid_facts", ["C, a"], ("a", "c")),
        ("trapezoid_facts", ["[a, c]"], ("a", "c")),
        ("trapezoid_facts", ["a and perhaps c", "a and c"], ("a", "c")),
        ("strip", ["0,25"], 0.25),
        ("strip", ["four", "1/0", "nan", "1/4"], 0.25),
        ("median_steps", ["bca"], ("b", "c", "a")),
        ("median_steps", ["b > c > a"], ("b", "c", "a")),
        ("median_steps", ["b c", "b b c", "b c a"], ("b", "c", "a")),
        ("words_of_statistics", ["B", "(a)", "c"], {"mean": "b", "median": "a", "range": "c"}),
        ("words_of_statistics", ["a b", "b", "", "c"], {"mean": "b", "range": "c"}),
        ("words_of_statistics", ["", "", ""], None),
        ("fill_in", ["the  mean", "two"], ("the mean", "two")),
        ("fill_in", ["x" * 201, "mean", ""], ("mean", "")),
        ("fill_in", ["", ""], None),
    ],
)
def test_what_can_be_typed(question: str, lines: list[str], answer: Any) -> None:
    """Letters in any of the usual ways, numbers, words; each line that cannot be an answer is told so at once."""
    waiting, said = iter(lines), []
    asked = ITEMS[question].question
    assert hear_answer(asked, lambda label: next(waiting).strip(), said.append) == answer
    assert list(waiting) == []
    parts = {"matching": len(asked.options), "cloze": asked.blanks}.get(asked.kind, 1)
    assert len(said) == len(lines) - parts
    assert all(sentence.endswith(".") for sentence in said)


def test_one_blank_is_one_word() -> None:
    """A cloze with one blank asks for a word, not for the first of one."""
    labels: list[str] = []

    def hear(label: str) -> str:
        labels.append(label)
        return "query"

    question = Question("x", "cloze", "X", "The ___ asks.")
    assert hear_answer(question, hear, labels.append) == ("query",)
    assert labels == ["Your word"]


# Which quiz, and the page.


def test_a_course_without_a_quiz(student: Folder) -> None:
    """There the command says so."""
    done = quiz(student)
    assert (done.returncode, "has no quiz" in done.stderr) == (2, True)


def test_several_quizzes(whole: Folder) -> None:
    """Where there are several one is named; a name that there is not is told with those there are."""
    with (whole.path / "course.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("  - {id: second, title: The second, kind: quiz, file: second.yaml, points: 5}\n")
    (whole.path / "solutions" / "second.yaml").write_text(QUIZ.read_text(encoding="utf-8"), encoding="utf-8")
    (whole.path / "exercises" / "second.yaml").write_text(sheet(whole).read_text(encoding="utf-8"), encoding="utf-8")
    for names in ((), ("third",)):
        done = quiz(whole, options=names)
        assert done.returncode == 2
        assert "quiz, second" in done.stderr
    assert quiz(whole, "Ada", options=("second",)).stdout.startswith("The second\n")


def test_the_page(whole: Folder, handed_out: Folder, tmp_path: Path) -> None:
    """--page writes the page where the key is; elsewhere it says what is missing and writes nothing."""
    page = tmp_path / "out.html"
    done = quiz(handed_out, options=("--page", str(page)))
    assert (done.returncode, "solutions/quiz.yaml" in done.stderr, page.exists()) == (2, True, False)
    done = quiz(whole, options=("--page", str(page), "--student", "Ada"))
    assert done.returncode == 0, done.stderr
    assert "The mean takes every value in" in page.read_text(encoding="utf-8")
    done = quiz(whole, options=("--page", str(tmp_path / "no" / "such" / "folder.html")))
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


def test_options_that_do_not_go_together(whole: Folder) -> None:
    """--restart asks, --json and --page do not; --student is for the page."""
    before = sheet(whole).read_bytes()
    for options in (("--restart", "--json"), ("--restart", "--page", "x.html"), ("--student", "Ada")):
        assert quiz(whole, "y", options=options).returncode == 2
    assert sheet(whole).read_bytes() == before


def test_the_key_is_read_with_care(whole: Folder) -> None:
    """A mistake in the key is named with its file and line."""
    key = whole.path / "solutions" / "quiz.yaml"
    key.write_text(key.read_text(encoding="utf-8").replace("kind: numeric", "kind: number"), encoding="utf-8")
    done = quiz(whole)
    assert done.returncode == 2
    assert "solutions/quiz.yaml:" in done.stderr
