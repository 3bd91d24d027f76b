"""The folder to hand out: complete, the same bytes each time, nothing in it that students must not have."""

from __future__ import annotations

import ast
import base64
import csv
import hashlib
import importlib.metadata
import io
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder import __version__
from autograder.author.release import files_in, release, release_zip
from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.course.stubs import BEGIN, END, make_stub
from autograder.errors import CourseError, UserError

REPOSITORY = Path(__file__).parents[3]
COURSES = [
    folder
    for folder in (REPOSITORY, REPOSITORY / "tests" / "courses" / "measuring")
    if (folder / "course.yaml").is_file()
]


@pytest.fixture(params=COURSES, ids=lambda folder: folder.name if folder != REPOSITORY else "course")
def any_course(request: pytest.FixtureRequest) -> Course:
    return load_course(request.param, with_solutions=True)


def everything_in(path: Path) -> Iterator[tuple[str, str]]:
    """Every file below `path` with its text, those inside archives as well."""
    for file in sorted(path.rglob("*")):
        if file.is_file():
            yield from _opened(file.relative_to(path).as_posix(), file.read_bytes())


def _opened(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from _opened(f"{name}!{inner}", archive.read(inner))
    else:
        yield name, content.decode("utf-8", "replace")


def lines_of(text: str) -> set[str]:
    """The lines that say something: not blank, not a word or two of syntax."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) > 12}


def sources(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.read_text(encoding="utf-8")


def public_lines(course: Course) -> set[str]:
    """Lines that students may have: in a stub, a visible check or a manifest's list of exercises.

    The engine's own code is public too.
    """
    folders = [course.root / "exercises", course.root / "tests" / "visible", REPOSITORY / "autograder"]
    rows = {row for exercise in course.exercises for row in (f"- id: {exercise.id}", f"{exercise.id}:")}
    return rows.union(*(lines_of(text) for folder in folders for text in sources(folder)))


def solution_regions(course: Course) -> Iterator[str]:
    for exercise in course.exercises:
        text = course.solution(exercise).read_text(encoding="utf-8")
        for part in text.split(BEGIN)[1:]:
            yield part.partition(END)[0]


def expected_values(course: Course) -> Iterator[str]:
    """The source of each value that a hidden check compares with, unless it is a bare name or a small number."""
    for text in sources(course.root / "tests" / "hidden"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "close" and len(node.args) > 1:
                source = ast.get_source_segment(text, node.args[1]) or ""
                if len(source) > 12:
                    yield source


def test_nothing_hidden_is_in_any_byte(any_course: Course, tmp_path: Path) -> None:
    """No line of a hidden check or a solution, no expected value, no mistake is found, in archives neither."""
    release(any_course, tmp_path / "out")
    release_zip(any_course, tmp_path / "out.zip")
    public = public_lines(any_course)
    public_text = "\n".join(public)
    hidden = set().union(*map(lines_of, sources(any_course.root / "tests" / "hidden"))) - public
    solutions = set().union(*map(lines_of, sources(any_course.root / "solutions"))) - public
    expected = {value for value in expected_values(any_course) if value not in public_text}
    assert hidden
    assert solutions
    assert expected
    for name, text in everything_in(tmp_path):
        found = lines_of(text)
        assert not found & hidden, name
        assert not found & solutions, name
        assert not [value for value in expected if value in text], name
        assert BEGIN not in text or "!autograder/" in name, name


def test_no_solution_body_is_in_any_byte(any_course: Course, tmp_path: Path) -> None:
    """No body between the marks of a solution is found, but for what a later exercise openly gives as its ground."""
    release(any_course, tmp_path / "out")
    sources = [any_course.solution(e).read_text(encoding="utf-8") for e in any_course.exercises if e.kind == "code"]
    given = [make_stub(source, Path("given.py")) for source in sources]
    bodies = [body for region in solution_regions(any_course) if not any((body := region.strip()) in g for g in given)]
    assert len(bodies) >= len(any_course.exercises)
    found = {name: [body for body in bodies if body in text] for name, text in everything_in(tmp_path)}
    assert not {name: given for name, given in found.items() if given}


def test_no_path_is_a_hidden_one(any_course: Course, tmp_path: Path) -> None:
    """The folder holds what its plan says and nothing besides."""
    release(any_course, tmp_path)
    names = {file.as_posix() for file in files_in(tmp_path)}
    tests = {f"tests/visible/test_{exercise.id}.py" for exercise in any_course.exercises}
    stubs = {f"exercises/{exercise.file}" for exercise in any_course.exercises}
    rest = {
        "course.yaml",
        "README.md",
        "pyproject.toml",
        "requirements.txt",
        ".gitignore",
        ".vscode/settings.json",
        "exercises/.handed_out.json",
    }
    lesson = any_course.root / "lesson"
    rest |= {f"lesson/{file.as_posix()}" for file in files_in(lesson) if "__pycache__" not in file.parts}
    wheels = {name for name in names if name.startswith("wheels/")}
    assert len(wheels) == 1
    pages = {name for name in names if re.fullmatch(r"lesson/(index|\d\d-\w+)\.html", name)}
    assert len(pages) == len(list(lesson.glob("pages/*.md")))
    rest |= pages
    assert stubs | rest | wheels <= names <= tests | stubs | rest | wheels


# A quiz: its key stays here.


def told(key: Path) -> set[str]:
    """Everything a quiz's key says beyond the questions: feedback, misconceptions, formulas, accepted words."""
    return {text for entry in yaml.safe_load(key.read_text(encoding="utf-8"))["questions"] for text in _told(entry)}


def _told(part: Any) -> Iterator[str]:
    for name, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if name in ("says", "misconception", "answer"):
            yield str(value)
        elif name == "accept":
            yield from (word for word in value if " " in word)
        else:
            yield from _told(value)


def squeezed(text: str) -> str:
    """The text without line folds, quotes' doubling and JSON's escapes: a sentence is one wherever it was folded."""
    return " ".join(text.replace("\\u0027", "'").replace("''", "'").split())


@pytest.fixture(params=[*COURSES, "quizzing"], ids=lambda given: given if isinstance(given, str) else given.name)
def quiz_course(request: pytest.FixtureRequest) -> Course:
    """Each course that has a quiz."""
    folder = request.getfixturevalue("quizzing") if request.param == "quizzing" else request.param
    made = load_course(folder, require_stubs=False)
    if all(exercise.kind != "quiz" for exercise in made.exercises):
        pytest.skip("this course has no quiz")
    return made


def leaks(course: Course, released: Path) -> list[tuple[str, str]]:
    """File and text, for everything of a quiz's key that is found in what was released."""
    keys = [course.solution(exercise) for exercise in course.exercises if exercise.kind == "quiz"]
    engine = squeezed("\n".join(sources(REPOSITORY / "autograder")))
    asked = squeezed(
        "\n".join(course.stub(e).read_text(encoding="utf-8") for e in course.exercises if e.kind == "quiz")
    )
    hidden = {one for key in keys for text in told(key) if (one := squeezed(text)) not in asked and one not in engine}
    assert len(hidden) > 10
    texts = [(name, squeezed(text)) for name, text in everything_in(released)]
    return [(name, one) for name, text in texts for one in hidden if one in text]


def test_nothing_of_the_key_is_in_any_byte(quiz_course: Course, tmp_path: Path) -> None:
    """No feedback, formula, misconception or answer of a quiz is found, in archives neither."""
    out = tmp_path / "released" / "out"
    release(quiz_course, out)
    release_zip(quiz_course, out.with_suffix(".zip"))
    assert leaks(quiz_course, out.parent) == []
    for exercise in quiz_course.exercises:
        if exercise.kind == "quiz":
            sheet = yaml.safe_load((out / "exercises" / exercise.file).read_text(encoding="utf-8"))
            assert sheet["student"] is None
            for question in sheet["questions"]:
                asked = {"id", "kind", "title", "prompt", "options", "steps", "left", "right", "numbers", "answer"}
                assert question.keys() <= asked
                assert not any((question["answer"] or {}).values())
                assert all(isinstance(text, str) for text in (question.get("options") or {}).values())


def test_the_quiz_page_is_asked_for(quizzing: Path, tmp_path: Path, command: Any) -> None:
    """With --quiz-page the page is there and holds the key, which the search above finds; the README speaks of it."""
    done = command("release", "--out", tmp_path / "out", "--zip", "--course", quizzing, "--quiz-page")
    assert done.returncode == 0, done.stderr
    assert "with it the quiz's key" in done.stdout
    made = load_course(quizzing)
    assert {name for name, _ in leaks(made, tmp_path / "out")} == {"quiz.html"}
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.read("out/quiz.html") == (tmp_path / "out" / "quiz.html").read_bytes()
    assert "`quiz.html`" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_a_page_of_no_quiz(course: Course, tmp_path: Path) -> None:
    """A course without a quiz has no page of it to give, and then nothing is written."""
    with pytest.raises(CourseError, match="no quiz"):
        release(course, tmp_path / "out", quiz_page=True)
    assert not (tmp_path / "out").exists()


def test_the_readme_names_the_quiz(quizzing: Path, course: Course, tmp_path: Path) -> None:
    """Where a course has a quiz, the README says how to be asked its questions; elsewhere it does not."""
    release(load_course(quizzing), tmp_path / "with")
    release(course, tmp_path / "without")
    texts = {name: (tmp_path / name / "README.md").read_text(encoding="utf-8") for name in ("with", "without")}
    assert "`autograder quiz`" in texts["with"]
    assert "quiz.html" not in texts["with"]
    assert "autograder quiz" not in texts["without"]


def test_the_seed_stays_here(course: Course, tmp_path: Path) -> None:
    """The released manifest is the course's own without the seed, with the Python that grades, and it can be read."""
    release(course, tmp_path)
    released = yaml.safe_load((tmp_path / "course.yaml").read_text(encoding="utf-8"))
    original = yaml.safe_load((course.root / "course.yaml").read_text(encoding="utf-8"))
    here = {"python": "{}.{}".format(*sys.version_info[:2])}
    assert released == {key: value for key, value in original.items() if key != "seed"} | here
    assert load_course(tmp_path).exercises == course.exercises


def test_work_in_the_exercises_folder_is_not_handed_out(measuring: Path, tmp_path: Path) -> None:
    """The stubs are made afresh: an instructor who solved an exercise in place gives nothing away."""
    (measuring / "exercises" / "median.py").write_text("def median(v):\n    return sorted(v)[0]\n", encoding="utf-8")
    release(load_course(measuring), tmp_path / "out")
    text = (tmp_path / "out" / "exercises" / "median.py").read_text(encoding="utf-8")
    assert 'raise NotImplementedError("median is not written yet")' in text


def test_the_same_bytes_each_time(course: Course, tmp_path: Path) -> None:
    """Two releases of one course do not differ in a byte, the wheel and the zip included."""
    for name in ("one", "two"):
        release(course, tmp_path / name / "folder")
        release_zip(course, tmp_path / name / "folder.zip")
    one, two = (
        {file.as_posix(): (tmp_path / name / file).read_bytes() for file in files_in(tmp_path / name)}
        for name in ("one", "two")
    )
    assert one == two


def test_the_zip_holds_the_folder(course: Course, tmp_path: Path) -> None:
    """The zip unpacks to one folder of its name with the same files."""
    release(course, tmp_path / "handout")
    release_zip(course, tmp_path / "handout.zip")
    with zipfile.ZipFile(tmp_path / "handout.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {
        f"handout/{file.as_posix()}": (tmp_path / "handout" / file).read_bytes()
        for file in files_in(tmp_path / "handout")
    }


def test_the_record_of_the_wheel_is_true(course: Course, tmp_path: Path) -> None:
    """Every file of the wheel is in its RECORD with its digest and size."""
    release(course, tmp_path)
    (path,) = (tmp_path / "wheels").glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        (record,) = [name for name in wheel.namelist() if name.endswith("/RECORD")]
        rows = list(csv.reader(wheel.read(record).decode().splitlines()))
        assert {row[0] for row in rows} == set(wheel.namelist())
        for name, digest, size in rows:
            if name != record:
                content = wheel.read(name)
                made = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
                assert (digest, size) == (f"sha256={made}", str(len(content)))
    assert path.stat().st_size < 1_200_000


def test_the_wheel_says_what_it_is_and_under_which_licence(engine: Path, repository: Path) -> None:
    """Version, summary and licence are the project's own, and a type checker finds the annotations."""
    (distribution,) = importlib.metadata.distributions(path=[str(engine)])
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    said = distribution.metadata
    assert (said["Version"], said["Summary"]) == (__version__, project["description"])
    assert (said["License-Expression"], said["License-File"]) == (project["license"], "LICENSE")
    assert distribution.read_text("licenses/LICENSE") == (repository / "LICENSE").read_text(encoding="utf-8")
    assert (engine / "autograder" / "py.typed").is_file()


def test_the_wheel_that_was_handed_out_makes_the_same_wheel(engine: Path, tmp_path: Path, python: Any) -> None:
    """Without a checkout beside it, the engine still knows its summary and licence."""
    program = "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
    program += "import autograder.author.wheel as w; w.write_wheel(Path(sys.argv[2])); print(w.__file__)"
    done = python("-c", program, engine, tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(engine))
    (made,), (first,) = tmp_path.glob("*.whl"), engine.parent.glob("*.whl")
    assert made.read_bytes() == first.read_bytes()


def test_a_folder_with_something_in_it_is_left_alone(course: Course, tmp_path: Path) -> None:
    """A student's work may be there: nothing is written over it."""
    (tmp_path / "mine.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(UserError, match="not empty"):
        release(course, tmp_path)
    assert [file.name for file in files_in(tmp_path)] == ["mine.py"]


def test_what_was_released_cannot_be_released(course: Course, tmp_path: Path, command: Any) -> None:
    """In a student's folder the command says what is missing, since stubs are made from solutions."""
    release(course, tmp_path / "out")
    done = command("release", "--out", "again", cwd=tmp_path / "out")
    assert done.returncode == 2
    assert "solutions/median.py, which is not there" in done.stderr
    with pytest.raises(CourseError):
        load_course(tmp_path / "out", with_solutions=True)


def test_the_command(measuring: Path, tmp_path: Path, command: Any) -> None:
    """`autograder release --out DIR --zip` writes both and says so."""
    done = command("release", "--out", tmp_path / "handout", "--zip", "--course", measuring)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "handout" / "README.md").is_file()
    assert (tmp_path / "handout.zip").is_file()
    assert "for 2 exercises" in done.stdout


def in_venv(folder: Path, name: str) -> str:
    return str(folder / (".venv/Scripts" if os.name == "nt" else ".venv/bin") / name)


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHONPATH"))}
    return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, check=False)


def test_the_wheel_installs_without_a_network(course: Course, tmp_path: Path) -> None:
    """pip takes the wheel as it is; the command and the plugin are there."""
    release(course, tmp_path)
    venv.create(tmp_path / ".venv", with_pip=False, system_site_packages=True)
    pip = (sys.executable, "-m", "pip", "--python", in_venv(tmp_path, "python"))
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    options = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
    done = run(*pip, "install", *options, str(wheel), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    listed = run(*pip, "show", "-f", "attention-autograder", cwd=tmp_path)
    assert "autograder/student/pytest/plugin.py" in listed.stdout.replace("\\", "/")
    assert Path(in_venv(tmp_path, "autograder")).with_suffix(".exe" if os.name == "nt" else "").is_file()
