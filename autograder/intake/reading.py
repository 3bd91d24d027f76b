"""One file that a student handed in, read for one exercise: as a program, a written answer or a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.model import Course, Exercise, SubmittedFile
from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError
from autograder.files import MAX_BYTES, Decoded, decode_source
from autograder.intake.documents import MAX_DOCUMENT, NAMES, READ, Format, format_of, name_of, words_of
from autograder.intake.entries import Entry
from autograder.intake.exported import exported
from autograder.intake.lms.online_text import plain_text
from autograder.intake.names import readable_name
from autograder.intake.notebooks import MAX_NOTEBOOK, code_of
from autograder.intake.stand_ins import PROGRAM
from autograder.intake.work import Placed, is_bare, is_untouched, with_answer_below
from autograder.kinds.controls.base import Prose
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import stub_of

_DEFINED = re.compile(r"^(?:async +def|def|class) +(\w+)", re.MULTILINE)
_SENTENCES = 12
"""Words that a text has which may answer something."""
_WEB_PAGE = ("<!doctype html", "<html")


@dataclass(frozen=True, slots=True)
class Read:
    """The file as it is graded, and what a person should hear of how it was read."""

    file: SubmittedFile
    done: str = ""
    to_do: str = ""


class Reading:
    """Reads files for the exercises of a course. `notebooks`: the code cells of one are a program."""

    def __init__(self, course: Course, *, notebooks: bool = False) -> None:
        self._course, self._notebooks = course, notebooks
        self._stubs: dict[str, str] = {}
        self._markers: dict[str, str] = {}
        self._defined: dict[str, frozenset[str]] = {}
        self._opened: tuple[Entry, bytes] | None = None

    def stub(self, exercise: Exercise) -> str:
        """What students were handed for it; empty where nobody can say."""
        if exercise.id not in self._stubs:
            try:
                self._stubs[exercise.id] = stub_of(self._course, exercise)
            except (CourseError, OSError):
                self._stubs[exercise.id] = ""
        return self._stubs[exercise.id]

    def is_worked(self, entry: Entry, exercise: Exercise) -> bool:
        """Whether there is more in it than in the stub. What cannot be read as text may be anything, and so is work."""
        text = self._text(entry, exercise)
        return text is None or not is_untouched(text, self.stub(exercise))

    def is_bare(self, entry: Entry, exercise: Exercise) -> bool:
        """Whether there are but comments in it."""
        text = self._text(entry, exercise)
        return text is not None and is_bare(text)

    def has_work(self, entry: Entry, exercise: Exercise) -> bool:
        """Whether there is anything to judge in it: more than in the stub, and in a program more than comments."""
        bare = kind_of(exercise).runs_code and self.is_bare(entry, exercise)
        return self.is_worked(entry, exercise) and not bare

    def defines(self, entry: Entry, exercise: Exercise) -> bool:
        """Whether a function or class that the stub has stands in this text, written out."""
        text = self._text(entry, exercise)
        if text is None or not self._asked_for(exercise) & set(_DEFINED.findall(text)):
            return False
        return not is_untouched(text, self.stub(exercise))

    def asks_for(self, exercise: Exercise, text: str) -> bool:
        """Whether a text defines anything that the exercise asks for; also where nothing is asked for, or defined."""
        asked_for, defined = self._asked_for(exercise), set(_DEFINED.findall(text))
        return not asked_for or not defined or bool(asked_for & defined)

    def lends(self, other: Exercise, exercise: Exercise) -> bool:
        """Whether what one exercise asks for stands in another one's stub."""
        return self._asked_for(exercise) <= self._in_stub(other)

    def defines_all(self, entry: Entry, exercise: Exercise) -> bool:
        """Whether everything that the stub leaves to write stands in this text."""
        return self._asked_for(exercise) <= set(_DEFINED.findall(self._text(entry, exercise) or ""))

    @staticmethod
    def holds_sentences(entry: Entry) -> bool:
        """Whether a text has more than a few words in it; what cannot be read here may have."""
        try:
            raw = entry.read(MAX_DOCUMENT + 1)
        except OSError:
            return True
        found = format_of(raw)
        text = words_of(raw).text if found in READ else None if found else decode_source(raw, entry.path.name).text
        return text is None or len(text.split()) >= _SENTENCES

    def _asked_for(self, exercise: Exercise) -> frozenset[str]:
        """What the stub defines; but for what it gives, where it gives anything: another's file may hold that too."""
        defined = self._in_stub(exercise)
        return defined - set(exercise.given) or defined

    def _in_stub(self, exercise: Exercise) -> frozenset[str]:
        if exercise.id not in self._defined:
            self._defined[exercise.id] = frozenset(_DEFINED.findall(self.stub(exercise)))
        return self._defined[exercise.id]

    def _text(self, entry: Entry, exercise: Exercise) -> str | None:
        try:
            return decode_source(self._raw(entry), exercise.file).text
        except OSError:
            return None

    def _raw(self, entry: Entry) -> bytes:
        """What is in a file, as far as one of an exercise may reach; of the last one it is known. Raises OSError."""
        if self._opened is None or self._opened[0] is not entry:
            self._opened = (entry, entry.read(MAX_BYTES + 1))
        return self._opened[1]

    def read(self, entry: Entry, exercise: Exercise) -> Read:
        """The file for this exercise. Where nobody can read it, it asks for a person, and costs nobody a point."""
        path = readable_name(str(entry.path))
        try:
            raw = self._raw(entry)
            if len(raw) > MAX_BYTES and raw[:1] in (b"P", b"{"):  # an archive's index stands at its end
                raw = entry.read(MAX_DOCUMENT + 1 if raw[:1] == b"P" else MAX_NOTEBOOK + 1)
        except OSError as error:
            problem = f"{exercise.file} cannot be read: {error.strerror or error}."
            return self._asked(path, problem, f"Ask for {exercise.file}, and grade again.")
        found = format_of(raw)
        if kind_of(exercise).runs_code:
            return self._program(raw, path, exercise, found)
        if found in READ:
            return self._document(raw, path, exercise, found)
        if found and found != "notebook":
            return self._unreadable(path, exercise, name_of(found, path))
        decoded = decode_source(raw, exercise.file)
        if decoded.text is None:
            return self._without_text(raw, path, exercise, decoded)
        return self._placed(path, exercise, decoded.text)

    def fits(self, read: Read, exercise: Exercise) -> bool:
        """Whether what was read of a file with another ending may be the exercise: a program, a sheet, or any text."""
        text = read.file.text
        if text is None or kind_of(exercise).cell == "prose":
            return text is not None
        return bool(PROGRAM.search(text)) if kind_of(exercise).runs_code else _is_sheet(text, exercise)

    def _program(self, raw: bytes, path: str, exercise: Exercise, found: Format) -> Read:
        if found == "notebook":
            return self.notebook(raw, path, exercise)
        if found:
            return self._unreadable(path, exercise, name_of(found, path))
        decoded = decode_source(raw, exercise.file)
        if decoded.text is None:
            return self._without_text(raw, path, exercise, decoded)
        if decoded.text[:200].lstrip().casefold().startswith(_WEB_PAGE):
            return self._unreadable(path, exercise, "a web page")
        return self._plain(path, decoded.text)

    def _plain(self, path: str, text: str) -> Read:
        """A program; where notebooks are wanted without their commands, else as a student's own Python meets it."""
        found = exported(text) if self._notebooks else None
        if found is None:
            return Read(SubmittedFile(path, text))
        return Read(
            SubmittedFile(path, found.text), f"{path} was read without what only a notebook has: {found.first}."
        )

    def notebook(self, raw: bytes, path: str, exercise: Exercise) -> Read:
        """A notebook for a program: its code cells where that was asked for, else a person is asked."""
        name = exercise.file
        if not self._notebooks:
            problem = f"There is no {name} that is a program, {path} is a notebook: hand in {name}."
            return self._asked(path, problem, "Grade with --notebooks to join its code cells, or ask for the file.")
        joined = code_of(raw, name, _DEFINED.findall(self.stub(exercise)))
        decoded = joined.decoded
        if decoded.text is None:
            return self._asked(path, decoded.problem, f"Ask for {name}, and grade again.")
        without = f", without {joined.without}" if joined.without else ""
        return Read(SubmittedFile(path, decoded.text), f"The code cells of {path} were joined for {name}{without}.")

    def _without_text(self, raw: bytes, path: str, exercise: Exercise, decoded: Decoded) -> Read:
        """What is damaged or far too large may hold something right; of another encoding one hears at home, too."""
        if b"\0" not in raw and len(raw) <= MAX_BYTES:
            return Read(SubmittedFile(path, None, decoded.problem))
        return self._asked(path, decoded.problem, f"Look at it and mark it in reviews.csv, or ask for {exercise.file}.")

    def _unreadable(self, path: str, exercise: Exercise, found: str) -> Read:
        wanted = "a program" if kind_of(exercise).runs_code else "a text"
        problem = f"{path} is {found} and not {wanted}, so it was not graded."
        return self._asked(path, problem, f"Look at it and mark it in reviews.csv, or ask for {exercise.file}.")

    def _document(self, raw: bytes, path: str, exercise: Exercise, found: Format) -> Read:
        words = words_of(raw)
        what = f"{path} is {NAMES[found]}"
        to_do = f"Look at it and mark it in reviews.csv, or ask for {exercise.file}."
        if words.text is None:
            return self._asked(path, f"{what} that cannot be read here: {words.problem}.", to_do)
        if not words.text.strip():
            return self._asked(path, f"{what} without a word in it.", to_do)
        if kind_of(exercise).cell != "prose" and not _is_sheet(words.text, exercise):
            return self._asked(path, f"{what}, and its text does not read as {exercise.file} should.", to_do)
        read = self._placed(path, exercise, words.text)
        if read.file.ask:
            return read
        done = f"{what}; its text was taken for {exercise.file}."
        more = ("It holds pictures, which nobody has read.", "Look at the pictures.") if words.pictures else ("", "")
        return replace(read, done=" ".join(filter(None, (done, more[0], read.done))), to_do=more[1])

    def _placed(self, path: str, exercise: Exercise, text: str) -> Read:
        """A text, its written answer below the line where it is looked for."""
        if kind_of(exercise).cell != "prose":
            return Read(SubmittedFile(path, text))
        if text[:200].lstrip().casefold().startswith(_WEB_PAGE):
            text = plain_text(text) + "\n"
        marker = self._marker(exercise)
        placed = with_answer_below(text, self.stub(exercise), marker) if marker else Placed(text)
        if placed.unsure:
            problem = (
                f"Nothing stands below the line in {path}, and something above it or in a comment may be the answer."
            )
            return self._asked(path, problem, "Read it, and mark it in reviews.csv.")
        done = f"The answer in {path} stood above the line and was taken for one below it." if placed.found else ""
        return Read(SubmittedFile(path, placed.text), done)

    def _marker(self, exercise: Exercise) -> str:
        if exercise.id not in self._markers:
            controls = kind_of(exercise).controls(self._course, exercise, self.stub(exercise))
            self._markers[exercise.id] = controls.marker if isinstance(controls, Prose) else ""
        return self._markers[exercise.id]

    def _asked(self, path: str, problem: str, to_do: str) -> Read:
        return Read(SubmittedFile(path, None, problem, ask=True), problem, to_do)


def _is_sheet(text: str, exercise: Exercise) -> bool:
    try:
        return isinstance(read_yaml(text, Path(exercise.file)).data, dict)
    except CourseError:
        return False
