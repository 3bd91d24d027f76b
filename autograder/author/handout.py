"""The texts that a student's folder comes with: README, pyproject, what git leaves out."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from autograder.course.model import Course, Exercise
from autograder.distribution import distribution_name
from autograder.kinds.registry import exercises_like, kind_of

THIS_PYTHON = "{}.{}".format(*sys.version_info[:2])
"""Who hands out grades with the same Python, unless the course says another."""
_README = """\
# {title}

## Set up, once

You need Python 3.11 or newer. In this folder, on macOS and Linux:

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt

on Windows, in PowerShell or the command prompt:

    py -m venv .venv
    .venv\\Scripts\\python -m pip install -r requirements.txt

Then tell the terminal to use it, each time you open one:

| terminal | |
|---|---|
| macOS, Linux | `source .venv/bin/activate` |
| PowerShell | `.venv\\Scripts\\Activate.ps1` |
| Windows command prompt | `.venv\\Scripts\\activate.bat` |

Where PowerShell says that running scripts is disabled: `Set-ExecutionPolicy -Scope Process RemoteSigned`, then again.

## Work

1. Open a file in `exercises/` and read what it asks for. In a `.py` file, replace the line that raises
   NotImplementedError; another file says itself what to fill in.
2. Run `pytest`. It says what each exercise has so far and the one next thing to do.
3. Stuck? `autograder hint NAME` gives a hint, then the next one. NAME is an exercise or a function in it.

| exercise | file | points | |
|---|---|---|---|
{rows}
{rules}
## Good to know

* `autograder check {first}` looks at one exercise only, and so does `pytest exercises/{file}`. The test panel of your
  editor works too.
* `pytest --pdb` stops in your own code, where it raised an error or gave the wrong answer. `q` leaves.
* `autograder watch` shows one exercise at a time and looks again each time you save.
{quiz}* Leave the names of the files and of the functions in them as they are. Helper functions of your own are
  welcome, and so is any style that is right.
* `tests/visible` holds the checks that you can see. When your work is graded, more checks look at other inputs.
* A warning costs nothing.
{graded}
## When something is wrong

| you see | it means |
|---|---|
| `requires a different Python`, `No matching distribution` | this Python is too old: begin again with 3.11 or newer |
| `command not found`, `Missing required plugins` | this terminal does not use `.venv` yet: see above |
| `cannot import name ...`, with a path in this folder | a file of yours is named like one of Python's own: rename it |
| `did not finish within ... seconds` | look at what should make your loop stop |
| nothing, for a minute | a single long step such as `sum(range(10**14))`: wait, and read which line it was |

## Hand in

The files in `exercises/`, under the names they have.
"""

_LESSON = "* `lesson/index.html` is the lesson, a page an exercise: open it in a browser, nothing else is needed.\n"

_GRADED = """\
* Your work is graded with Python {python}. A later one is fine at home: `pytest` says where your file uses what
  {python} has not.
"""

_PROJECT = """\
# Settings for pytest in this folder.
[tool.pytest.ini_options]
testpaths = ["tests", "exercises"]
addopts = "--import-mode=importlib --no-header -q -rN"
required_plugins = ["{distribution}"]
autograder_not_started = "fail"
"""


def readme(course: Course, quiz_pages: Sequence[str] = (), *, lesson: bool = False) -> str:
    """README.md for students. `quiz_pages` are quizzes for self-study, `lesson` says that its pages are there."""
    rows = [
        f"| `{exercise.id}` | `exercises/{exercise.file}` | {_points(exercise)} | {exercise.title.replace('|', '/')} |"
        for exercise in course.exercises
    ]
    quiz, first = (_LESSON if lesson else "") + _quiz(course, quiz_pages), course.exercises[0]
    graded = _GRADED.format(python=course.python or THIS_PYTHON)
    return _README.format(
        title=course.title,
        graded=graded,
        rows="\n".join(rows),
        rules=_rules(course),
        first=first.id,
        file=first.file,
        quiz=quiz,
    )


def _points(exercise: Exercise) -> str:
    if not exercise.points:
        return "0, practice"
    return f"{exercise.points:g}, a bonus" if exercise.bonus else f"{exercise.points:g}"


def _rules(course: Course) -> str:
    """What students want to know before they plan: when it is due, what lateness costs, what is left out."""
    late, dropped = course.late, course.drop_lowest
    lines = [f"It is due {course.due}."] if course.due else []
    if late.percent_per_day:
        lines.append(f"Each day late, one that has begun too, costs {late.percent_per_day:g} % of your score.")
        if late.max_percent < 100:
            lines.append(f"Lateness costs {late.max_percent:g} % at most.")
    if dropped:
        which = "The exercise" if dropped == 1 else f"The {dropped} exercises"
        lines.append(f"{which} of which you have the smallest share of the points will not count.")
    return f"\n{' '.join(lines)}\n" if lines else ""


def _quiz(course: Course, pages: Sequence[str]) -> str:
    lines = []
    for exercise in course.exercises:
        alone = len(exercises_like(course, exercise)) == 1
        lines += kind_of(exercise).readme_lines(exercise, alone=alone)
    lines += [
        f"* `{page}` is the same quiz to practise with, in a browser; it says at once what is right." for page in pages
    ]
    return "".join(f"{line}\n" for line in lines)


def project() -> str:
    """pyproject.toml: how pytest runs here."""
    return _PROJECT.format(distribution=distribution_name())


def editor() -> str:
    """.vscode/settings.json: the test panel knows that pytest is used here."""
    return '{\n  "python.testing.pytestEnabled": true\n}\n'


def gitignore() -> str:
    """What does not belong into a repository of one's work."""
    return ".venv/\n__pycache__/\n.pytest_cache/\n.autograder/\n"
