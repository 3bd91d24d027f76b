"""A course to begin with: small, whole, and full of examples to change. Its files lie in templates/new as they are."""

from __future__ import annotations

import hashlib
import keyword
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.manifest import MANIFEST, load_course, with_drafts
from autograder.course.model import Course
from autograder.course.registry import KINDS
from autograder.course.solutions import read_source
from autograder.errors import UserError
from autograder.files import decode_source
from autograder.kinds.stubs import stub_changes
from autograder.writing import write_atomically

TEMPLATES = Path(__file__).with_name("templates") / "new"
SUFFIX = ".tmpl"
"""Behind every template's name: what lies there is no module, no test and no course."""
FIRST = {
    "code": ("spread", "How far apart"),
    "quiz": ("ranges", "A quiz about the range"),
    "written": ("why_not_range", "What the range does not tell"),
    "form": ("measured", "Measured by yourself"),
}
"""The exercise of each kind that a new course begins with: its id and its title."""
DRAFT = "    draft: true             # not handed out and not graded until this line is gone\n"


def new_course(folder: Path, kinds: Sequence[str] = ()) -> list[Path]:
    """Makes a course with an exercise of each kind, of all where none is named. Gives its files, relative to `folder`.

    Raises UserError for a kind that does not exist, and where `folder` holds something already.
    """
    wanted = [_known(kind) for kind in kinds] or list(FIRST)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is there already and not empty. Name a new folder.")
    name = _identifier(folder.resolve().name)
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:3], "big")
    words = {"NAME": name, "TITLE": _title(folder.resolve().name), "SEED": str(seed)}
    manifest = _filled("course.yaml", words)
    texts = {".gitignore": _filled("gitignore", words)}
    for kind in dict.fromkeys(wanted):
        row, files = _exercise(kind, *FIRST[kind])
        manifest += row
        texts |= files
    _write(folder, texts | {MANIFEST: manifest})
    return sorted([*map(Path, texts), Path(MANIFEST), *_write_stubs(load_course(folder, require_stubs=False))])


def new_exercise(root: Path, name: str, kind: str = "code") -> list[Path]:
    """Adds an exercise to a course, as a draft, and gives its files, relative to `root`.

    Raises UserError where the name is taken or cannot be one, or where a file of it is there already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise UserError(f"{name!r} cannot name an exercise. Use lower-case letters, digits and _, a letter first.")
    course = with_drafts(load_course(root, require_stubs=False))
    if name in [exercise.id for exercise in course.exercises]:
        raise UserError(f"{root / MANIFEST} has an exercise {name!r} already.")
    row, texts = _exercise(_known(kind), name, _title(name))
    there = next(
        (file for file in [*texts, f"exercises/{Path(next(iter(texts))).name}"] if (root / file).exists()), None
    )
    if there is not None:
        raise UserError(f"{root / there} is there already: nothing was written.")
    before = read_source(root / MANIFEST)
    grown = before.rstrip("\n") + "\n" + row + DRAFT
    _write(root, texts | {MANIFEST: grown})
    try:
        made = with_drafts(load_course(root, require_stubs=False))
        if name not in [exercise.id for exercise in made.exercises]:
            raise UserError("the list of exercises is not the last part of course.yaml")
    except UserError as error:
        _write(root, {MANIFEST: before})
        raise UserError(f"the exercise could not be added at the end of {root / MANIFEST}: {error}") from error
    return sorted([*map(Path, texts), *_write_stubs(made, name)])


def _exercise(kind: str, name: str, title: str) -> tuple[str, dict[str, str]]:
    """An exercise's row in course.yaml, and its files, by their path in the course."""
    words = {"NAME": name, "TITLE": title}
    folder = TEMPLATES / kind
    files = {
        _fill(path.relative_to(folder).as_posix().removesuffix(SUFFIX), words): _filled(
            path.relative_to(TEMPLATES).as_posix().removesuffix(SUFFIX), words
        )
        for path in _templates(folder)
    }
    return files.pop("row.yaml"), files


def _templates(folder: Path) -> Iterator[Path]:
    """The solution first, as it gives the exercise's file its name."""
    paths = sorted(path for path in folder.rglob(f"*{SUFFIX}") if path.is_file())
    yield from sorted(paths, key=lambda path: (path.parent != folder / "solutions", path))


def _filled(template: str, words: dict[str, str]) -> str:
    raw = (TEMPLATES / f"{template}{SUFFIX}").read_bytes()
    return _fill(decode_source(raw, template, most=None).text or "", words)


def _fill(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"@@{word}@@", value)
    return text


def _write(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(root / name, text)


def _write_stubs(course: Course, only: str | None = None) -> Iterator[Path]:
    wanted = None if only is None else [course.exercise(only)]
    for path, text in stub_changes(course, wanted).items():
        _write(course.root, {path.relative_to(course.root).as_posix(): text})
        yield path.relative_to(course.root)


def _known(kind: str) -> str:
    if kind not in KINDS or kind not in FIRST:
        raise UserError(f"there is no kind {kind!r}. Kinds: {', '.join(FIRST)}.")
    return kind


def _identifier(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_") or "course"


def _title(text: str) -> str:
    """A folder's or exercise's name as a title that YAML reads as text."""
    words = re.sub(r"[^\w]+", " ", text.replace("_", " ")).strip() or "course"
    title = words[0].upper() + words[1:]
    return f'"{title}"' if re.fullmatch(r"(?i)[\d .]+|true|false|yes|no|on|off|null", title) else title
