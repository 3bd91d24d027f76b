"""A download, a folder of submissions or a zip or tar of one, to Submissions. Nothing is extracted, followed or run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.course.model import Course, Exercise, Submission, SubmittedFile, Who
from autograder.errors import IntakeError
from autograder.files import MAX_BYTES
from autograder.intake.archives import open_archive
from autograder.intake.detect import STUDENTS_OWN, read_download
from autograder.intake.download import Download, Note, Work, of_places
from autograder.intake.entries import Entry, Place, Walked
from autograder.intake.excused import Sought, asked_about
from autograder.intake.finder import Finder
from autograder.intake.found import Found
from autograder.intake.leftovers import in_earlier, left_over, listed, not_looked_at, written_online, written_out
from autograder.intake.names import readable_name
from autograder.intake.one_each import one_each
from autograder.intake.options import IntakeOptions, require_files
from autograder.intake.people import WHOSE, Student, assign
from autograder.intake.refusals import require_no_class, require_one_students_files, require_same_class
from autograder.intake.roster import read_rosters
from autograder.intake.walk import FolderPlace

__all__ = ["MAX_BYTES", "STUDENTS_OWN", "Entry", "Intake", "open_intake"]


class Intake:
    """The students of a class by name, in order, and what each handed in."""

    def __init__(
        self,
        download: Download,
        rows: Sequence[Student],
        notes: Iterable[Note] = (),
        options: IntakeOptions | None = None,
    ) -> None:
        self.kind = download.kind
        self.title = download.title
        self.options = options or IntakeOptions()
        self.rows: dict[str, Student] = {row.key: row for row in sorted(rows, key=lambda row: row.key)}
        self.students = tuple(self.rows)
        self.notes: list[Note] = [*download.notes, *notes]
        self.only: tuple[str, ...] = ()
        """The exercises that are graded; empty for all. Of the others nobody is told that they are missing."""
        self.earlier: dict[str, Who] = {}
        """What an earlier run into the folder knew of somebody of whom the files alone are here now."""
        self.gone: set[tuple[str, str]] = set()
        """Student and exercise of what a person chose and is not there any more: nothing is kept of it."""
        self.said: dict[str, list[Note]] = {}
        """What was not plain about each student's files, once they have been read."""
        self.origins: dict[str, dict[str, list[str]]] = {}
        """Student -> exercise -> where the file that counts stands in the download, archive by archive."""
        self._taken = {(self._meant(student), exercise): path for student, exercise, path in self.options.taken}
        self._finders: dict[str, Finder] = {}

    def _meant(self, typed: str) -> str:
        """Whom a row of intake.csv is about: a spreadsheet takes zeros from the head of a number."""
        bare = typed.lstrip("0")
        like = [one for one in self.students if one.isdigit() and one.lstrip("0") == bare] if typed.isdigit() else []
        return like[0] if typed not in self.rows and len(like) == 1 else typed

    def take_alone(self, student: str, path: Path) -> None:
        """Has files of their own stand in the place of what the class's download holds of one student.

        When that came in stays what it was. Raises IntakeError for what cannot be read.
        """
        row = self.rows[student]
        entries = _alone(path, student).entries
        own = Work(row.key, Who(), entries)
        work = (
            own
            if row.work is None
            else replace(row.work, entries=entries, text=None, attempts=1, earlier=Walked, problem="")
        )
        self.rows[student] = replace(row, work=work, lead="", question="")

    def entries(self, student: str) -> list[Entry]:
        """The files that `student` handed in."""
        work = self.rows[student].work
        return [] if work is None else list(work.entries().entries)

    def who(self, student: str) -> Who | None:
        """What is known of a student besides the name in the results; None where that is all."""
        own = self.rows[student].who
        who = self.earlier.get(student, own) if own == Who() else own
        return None if who == Who() else who

    def read(self, student: str, course: Course) -> Submission:
        """What `student` handed in: for each exercise the file of that name, or what nearly has it."""
        row = self.rows[student]
        found, said = self._find(row, course)
        self.said[student] = said
        self.origins[student] = {name: list(each.entry.origin) for name, each in found.items() if each.entry}
        files = {name: each.file for name, each in found.items() if each.file is not None}
        who = self.who(student)
        return Submission(student, files, who=who, names=row.names or _called(who), lead=row.lead)

    def hands_in_nothing(self, student: str, course: Course) -> bool:
        """Whether there is work, and no file in it is called like an exercise. Nothing is read but names.

        Where something could not be looked into, an archive of a kind that is not read, the files may be there.
        """
        work = self.rows[student].work
        if work is None or work.problem or work.text is not None:
            return False
        walked = work.entries()
        return not walked.problem and not self._finder(course).any_of(walked.entries)

    def check_taken(self, course: Course) -> None:
        """IntakeError, before anything is graded, where the column `take` names what is not there and was not before.

        Where a decision is not needed any more, or what it named has gone, that is no mistake: a note says so.
        """
        known = [exercise.id for exercise in course.exercises]
        for student, exercise in self._taken:
            if student not in self.rows:
                continue
            if exercise not in known:
                raise IntakeError(
                    f"{_take_of(student, exercise)}: there is no such exercise. Known: {', '.join(known)}."
                )
            try:
                self._find(self.rows[student], course)
            except IntakeError:
                raise
            except Exception:  # a folder that cannot be read is its own student's, and told when its turn comes
                continue

    def _finder(self, course: Course) -> Finder:
        if course.name not in self._finders:
            self._finders[course.name] = Finder(course, notebooks=self.options.notebooks)
        return self._finders[course.name]

    def _decided(self, student: str, exercise: Exercise, path: str, work: Work, found: Found, course: Course) -> Found:
        """What a person chose, where it is there; else what is found without that, and a word about it."""
        walked = work.entries()
        chosen = self._finder(course).taken(exercise, path, (*walked.entries, *work.earlier().entries))
        if chosen is not None:
            return replace(chosen, used=(*chosen.used, *found.used))
        settled = found.file is not None and not found.file.ask
        if not settled and (student, exercise.id) not in self.options.applied:
            there = (
                ", ".join(readable_name(str(entry.path)) for entry in (found.used or walked.entries)[:5]) or "nothing"
            )
            raise IntakeError(
                f"{_take_of(student, exercise.id)}: there is no file {path!r} among what this student handed in "
                f"({there}). Write one of these there, or empty the cell."
            )
        self.gone.add((student, exercise.id))
        gone = f"The file {path}, which was chosen before, is not there any more."
        return replace(found, done=f"{gone} {found.done}".strip())

    def _find(self, row: Student, course: Course) -> tuple[dict[str, Found], list[Note]]:
        work = row.work
        if work is None or work.problem:
            question = row.question or (f"It was {work.problem}." if work is not None else "")
            if not question:
                return {}, []
            asked = {e.id: Found(SubmittedFile(e.file, None, question, ask=True)) for e in course.exercises}
            to_do = WHOSE if row.question else "Say which counts: leave only that in the download."
            return asked, [Note(row.key, "", question, to_do)]
        walked = work.entries()
        found = self._finder(course).find(walked.entries)
        for exercise in course.exercises:
            if path := self._taken.get((row.key, exercise.id)):
                found[exercise.id] = self._decided(row.key, exercise, path, work, found[exercise.id], course)
        said = [
            Note(row.key, listed(each.between) or exercise.file, each.done, each.to_do, exercise.id)
            for exercise in course.exercises
            if (each := found[exercise.id]).done
        ]
        asked_for = [exercise for exercise in course.exercises if not self.only or exercise.id in self.only]
        said += written_online(found, asked_for, work, row.key)
        said += not_looked_at(found, asked_for, walked, row.key)
        said += left_over(found, asked_for, walked, row.key, self._finder(course))
        if not self.options.notebooks:
            said += written_out(found, asked_for, row.key)
        if work.attempts > 1:
            said += in_earlier(found, asked_for, work, row.key, self._finder(course))
            said.append(Note(row.key, "", f"handed in {work.attempts} times; the newest counts."))
        return found, said


def _take_of(student: str, exercise: str) -> str:
    return f"the column take of {student}, {exercise}"


def _called(who: Who | None) -> tuple[str, ...]:
    return () if who is None else tuple(name for name in (who.name, who.login, who.id, who.email) if name)


def open_intake(
    path: Path,
    course: Course,
    student: str | None = None,
    options: IntakeOptions | None = None,
    out: Path | None = None,
) -> Intake:
    """Opens a platform's download, a folder, zip or tar with one folder a student, or with `student` one's own.

    `out` is where the results go: where that lies in the download it is nobody's work. Raises IntakeError where there
    is nothing to grade, or where it cannot be told what it is.
    """
    options = options or IntakeOptions()
    if not path.exists():
        raise IntakeError(f"{path}: there is no such file or folder.")
    packed = not path.is_dir()
    if student is not None:
        if not options.anyway:
            require_no_class(_opened(path, out), path, student, course)
        alone = _alone(path, student, out)
        return Intake(
            Download("folders", "folder of one student", (alone,)), [Student(student, Who(), alone)], (), options
        )
    top = _opened(path, out)
    require_files(options)
    sought = Sought(options.column, (course.title, course.name))
    rosters = read_rosters([Path(each) for each in options.rosters], sought)
    roster = rosters.people
    known = frozenset(person.platform for person in roster if person.platform)
    files = tuple(exercise.file for exercise in course.exercises)
    download = read_download(top, path, files, course.name, known, options.kind, packed=packed)
    rows, notes = assign(download, roster)
    if not options.anyway:
        require_one_students_files(rows, path, files)
        if roster:
            require_same_class(rows, options)
    rows, more = one_each(rows)
    more += [Note(row.key, "", f"is excused: {row.who.excused}.") for row in rows if row.who.excused]
    return Intake(download, rows, [*asked_about(rosters.unclear), *notes, *more], options)


def _opened(path: Path, out: Path | None) -> Place:
    if path.is_dir():
        _require_readable(path)
        return FolderPlace(path, without=_inside(out, path))
    return open_archive(path)


def _alone(path: Path, student: str, out: Path | None = None) -> Work:
    """A folder or an archive that is one student's."""
    return Work(student, Who(), of_places([_opened(path, out)]))


def _inside(out: Path | None, path: Path) -> tuple[str, ...]:
    """Where the folder of the results lies in the download; nothing where it lies elsewhere."""
    if out is None:
        return ()
    own, whole = out.resolve(), path.resolve()
    if own == whole:
        raise IntakeError(f"{out}: is the students' own folder. Give --out another one, such as {out}_results.")
    return own.relative_to(whole).parts if own.is_relative_to(whole) else ()


def _require_readable(path: Path) -> None:
    try:
        os.listdir(path)
    except OSError as error:
        raise IntakeError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from error
