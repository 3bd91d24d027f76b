"""The folder to hand out. It is built up from what students may have; nothing is stripped, so nothing is forgotten."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml

from autograder.author.handout import THIS_PYTHON, editor, gitignore, project, readme
from autograder.author.needed import needed_packages
from autograder.author.wheel import write_wheel, write_zip
from autograder.checks.outline import outline
from autograder.checks.signatures import signatures
from autograder.course.data_files import data_of
from autograder.course.model import Course
from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError, UserError
from autograder.kinds.quiz.key import read_key
from autograder.kinds.registry import exercises_of, kind_of
from autograder.kinds.stubs import stub_of
from autograder.pages.lesson import read_lesson
from autograder.pages.lesson_page import lesson_files
from autograder.pages.quiz_page import render_quiz
from autograder.student.files import ASKED, HANDED_OUT, SIGNATURES, fingerprint
from autograder.writing import is_free, replacing_folder, write_atomically

WITHHELD = ("seed",)
"""Keys of course.yaml that would give hidden inputs away."""


def release(course: Course, out: Path, *, quiz_page: bool = False, lesson: bool = True) -> list[Path]:
    """Writes the student's folder to `out` and gives the files in it, relative to `out`.

    `lesson` is for who has only some of a course's exercises: its pages may place the others. With `quiz_page` each
    quiz is there as a page for self-study too, which holds its key. Raises CourseError where the course has no quiz to
    make one of, and UserError where `out` holds something already: a student's work may be there.
    """
    require_free(out)
    pages = _quiz_pages(course) if quiz_page else {}
    told = _lesson_pages(course) if lesson else {}
    with replacing_folder(out) as folder:
        _write(course, folder, pages, told)
    return files_in(out)


def require_free(out: Path) -> None:
    """Raises UserError where `out` holds something already."""
    if not is_free(out):
        raise UserError(f"{out} is there already and not empty. Name a new folder with --out.")


def _write(course: Course, out: Path, pages: dict[str, str], told: Mapping[str, str]) -> None:
    (out / "wheels").mkdir()
    wheel = write_wheel(out / "wheels")
    texts = _texts(course, wheel.name) | {"README.md": readme(course, sorted(pages), lesson=bool(told))} | pages
    for name, text in texts.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name, source in data_of(course).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, out / name)
    if (course.root / "lesson").is_dir():  # the course's page and pictures are for students
        shutil.copytree(course.root / "lesson", out / "lesson", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name, text in told.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")


def _lesson_pages(course: Course) -> dict[str, str]:
    """File name -> page, for each page of the lesson: plain files that open without a server."""
    lesson = read_lesson(course)
    return {} if lesson is None else {f"lesson/{name}": text for name, text in lesson_files(course, lesson).items()}


def files_in(folder: Path) -> list[Path]:
    """Every file of a folder, relative to it, by name."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def release_zip(course: Course, path: Path, *, quiz_page: bool = False) -> None:
    """Writes the same folder as a zip that unpacks to one folder of its name."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / path.stem
        files = release(course, folder, quiz_page=quiz_page)
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = Path(made) / "whole.zip"
        write_zip(whole, {f"{path.stem}/{file.as_posix()}": (folder / file).read_bytes() for file in files})
        write_atomically(path, whole.read_bytes())


def _texts(course: Course, wheel: str) -> dict[str, str]:
    stubs = {exercise.file: stub_of(course, exercise) for exercise in course.exercises}
    marks: dict[str, object] = {file: fingerprint(text) for file, text in stubs.items()}
    asked = {exercise.file: kind_of(exercise).asked(exercise, stubs[exercise.file]) for exercise in course.exercises}
    marks[ASKED] = {file: names for file, names in asked.items() if names}
    runs = [exercise.file for exercise in course.exercises if kind_of(exercise).runs_code]
    marks[SIGNATURES] = {file: signatures(outline(stubs[file])) for file in runs}
    return {
        "course.yaml": _manifest(course),
        "pyproject.toml": project(),
        "requirements.txt": "\n".join([f"./wheels/{wheel}", *needed_packages(course)]) + "\n",
        ".gitignore": gitignore(),
        ".vscode/settings.json": editor(),
        f"exercises/{HANDED_OUT}": json.dumps(marks, indent=1) + "\n",
        **{f"exercises/{file}": text for file, text in stubs.items()},
        **_visible_tests(course),
    }


def _visible_tests(course: Course) -> dict[str, str]:
    names = [f"tests/visible/test_{exercise.id}.py" for exercise in course.exercises]
    return {name: read_source(course.root / name) for name in names if (course.root / name).is_file()}


def _quiz_pages(course: Course) -> dict[str, str]:
    """File name -> page, for each quiz of the course."""
    quizzes = exercises_of(course, "quiz")
    if not quizzes:
        raise CourseError("this course has no quiz to make a page of.", where=course.root / "course.yaml")
    pages = {}
    for exercise in quizzes:
        key = course.solution(exercise)
        pages[f"{exercise.id}.html"] = render_quiz(
            read_key(read_source(key), key), exercise.title, kept_as=f"{course.name}/{exercise.id}"
        )
    return pages


def _manifest(course: Course) -> str:
    """course.yaml from its data: without comments, which are the author's, withheld keys and drafts."""
    path = course.root / "course.yaml"
    data = read_yaml(read_source(path), path).data
    kept = {key: value for key, value in data.items() if key not in WITHHELD}
    kept.setdefault("python", THIS_PYTHON)
    kept["exercises"] = [row for row in kept["exercises"] if not row.get("draft")]
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=120)


def course_texts(course: Course) -> dict[str, str]:
    """The course itself as students get it: course.yaml, stubs and visible tests; path -> text."""
    texts = _texts(course, "")
    return {name: text for name, text in texts.items() if name.startswith(("course.yaml", "exercises/", "tests/"))}
