"""Ideas about an object's state: what shows in one method shows in all, and what all objects share is met again."""

from __future__ import annotations

import types
from itertools import permutations
from pathlib import Path

import pytest

from autograder.checks.diagnosis.programs import Program
from autograder.checks.sentences import Call
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Submission, SubmittedFile
from autograder.sandbox.here import LocalHost
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import Returned

SOLUTION = '''
class Window:
    """The last `size` numbers; nothing is shared."""

    def __init__(self, size):
        ### BEGIN SOLUTION
        self.size, self.kept = size, []
        ### END SOLUTION

    def push(self, number):
        ### BEGIN SOLUTION
        self.kept = [*self.kept, number][-self.size :]
        ### END SOLUTION

    def __len__(self):
        ### BEGIN SOLUTION
        return len(self.kept)
        ### END SOLUTION

    def first(self):
        ### BEGIN SOLUTION
        return self.kept[0] if self.kept else None
        ### END SOLUTION
'''
CHECKS = '''
def test_last(submission, close):
    """It holds no more than its size, and the oldest is dropped."""
    window = submission.Window(2)
    for number in (1.5, 2.5, 0.5):
        window.push(number)
    close(len(window), 2)
    close(window.first(), 2.5)


def test_new(submission):
    """There is nothing in a new one."""
    assert submission.Window(3).first() is None, "expected None"


def test_two(submission, close):
    """Two know nothing of each other."""
    one, other = submission.Window(2), submission.Window(2)
    one.push(4.25)
    close(len(other), 0)
'''
PLAIN = SOLUTION.replace("        ### BEGIN SOLUTION\n", "").replace("        ### END SOLUTION\n", "")
GROWS = PLAIN.replace("[-self.size :]", "")
SHARED = PLAIN.replace(", self.kept = size, []", " = size").replace(
    "    def __init__", "    kept = []\n\n    def __init__", 1
)
SHARED = SHARED.replace("self.kept = [*self.kept, number][-self.size :]", "self.kept.append(number)")
SHARED = SHARED.replace("append(number)", "append(number)\n        del self.kept[: -self.size]")
OTHER_STYLE = SHARED.replace("del self.kept[: -self.size]", "while len(self.kept) > self.size: Window.kept.pop(0)")
NEWEST_DROPPED = PLAIN.replace("[-self.size :]", "[: self.size]")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    manifest = "version: 1\nname: windows\nseed: 1\nexercises:\n  - {id: w, file: w.py, points: 3, exam: basic}\n"
    files = {
        "course.yaml": manifest,
        "solutions/w.py": SOLUTION,
        "exercises/w.py": "",
        "tests/visible/test_w.py": CHECKS,
    }
    for name, text in (("grows", GROWS), ("shared", SHARED)):
        files[f"solutions/mistakes/w/{name}.py"] = f'"""It is {name}."""\n\n{text}'
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def named(grader: Grader, text: str) -> dict[str, str | None]:
    """Failed check -> the mistake it is told."""
    submission = Submission("ada", {"w": SubmittedFile("w.py", text)})
    result = grader.grade(submission, LocalHost(limit=True), "none").exercises[0]
    return {check.id.rpartition("test_")[2]: check.diagnosis for check in result.checks if check.outcome == "failed"}


def test_a_function_that_remembers_answers_each_call_as_its_first() -> None:
    """What a mistake's program answers does not depend on what it was asked before."""
    module = types.ModuleType("remembers")
    exec("def f(x, seen=[]):\n    seen.append(x)\n    return list(seen)\n", module.__dict__)
    program = Program(LocalTarget(module))
    assert [program.ask(Call("f", (x,), {}, Returned(None))) for x in (1, 2)] == [Returned([1]), Returned([2])]


def test_a_likeness_in_one_method_is_no_name_where_another_is_right(root: Path) -> None:
    """A window that drops the newest has the right length: it does not grow, though its first number is the same."""
    grader = Grader(load_course(root, with_solutions=True))
    assert named(grader, GROWS) == {"last": "grows"}
    assert named(grader, NEWEST_DROPPED) == {"last": None}


def test_what_an_earlier_check_left_in_a_class_is_met_by_the_mistake_too(root: Path) -> None:
    """One list for all objects goes on from check to check, and that is what shows the idea."""
    grader = Grader(load_course(root, with_solutions=True))
    assert named(grader, SHARED) == named(grader, OTHER_STYLE) == {"new": "shared", "two": "shared"}


HIDDEN = """
def test_length(submission, close):
    \"\"\"A new one is empty.\"\"\"
    close(len(submission.Window(2)), 0)


def test_pair(submission, close):
    \"\"\"Two know nothing of each other.\"\"\"
    one, other = submission.Window(2), submission.Window(2)
    one.push(4.25)
    assert other.first() is None, "expected None"
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PLAIN.replace("__len__", "length"), "In one call len() of Window was asked for, and the class does not say"),
        (PLAIN.replace("else None", "else 0 / 0"), "In one call first of Window ended with an error, where it should"),
        (
            PLAIN.replace("def first", "def oldest"),
            "In one call first of Window was asked for and is not there: does def",
        ),
        (SHARED, "In one call Window gave something else than is right. All objects of Window share one `kept`"),
    ],
)
def test_a_hidden_check_tells_of_an_object_what_says_nothing_of_its_values(root: Path, text: str, told: str) -> None:
    """Where no mistake is known, a student still reads what kind of thing is wrong with the class."""
    for path in (root / "solutions" / "mistakes" / "w").iterdir():
        path.unlink()
    (root / "tests" / "hidden").mkdir()
    (root / "tests" / "hidden" / "test_w.py").write_text(HIDDEN, encoding="utf-8")
    grader = Grader(load_course(root, with_solutions=True))
    result = grader.grade(Submission("ada", {"w": SubmittedFile("w.py", text)}), LocalHost(limit=True), "none")
    said = [one.message for one in result.exercises[0].checks if one.outcome == "failed" and not one.visible]
    assert said
    assert all(one.startswith(told) and "4.25" not in one for one in said)


def test_a_name_does_not_depend_on_who_was_graded_before(root: Path) -> None:
    """The course's programs begin as they were loaded, whatever they were asked before."""
    programs = {"grows": GROWS, "shared": SHARED, "other": OTHER_STYLE, "newest": NEWEST_DROPPED}
    course = load_course(root, with_solutions=True)
    found = []
    for order in list(permutations(programs))[::5]:
        grader = Grader(course)
        given = {name: named(grader, f"{programs[name]}\n# {name}\n") for name in order}
        found.append({name: given[name] for name in programs})
    assert all(one == found[0] for one in found)
