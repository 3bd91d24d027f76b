"""Lists of what a course cannot do better, each row with its reason: exercise -> rows, in a file of solutions/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.model import Course
from autograder.course.solutions import read_source
from autograder.course.yamlfile import Part, read_yaml
from autograder.errors import CourseError


@dataclass(frozen=True, slots=True)
class Explained:
    """A file's name and the keys of each of its rows, which are all text."""

    file: str
    keys: tuple[str, ...]

    def rows(self, course: Course) -> Iterator[tuple[str, dict[str, str]]]:
        """(Exercise, row) for each row; none where the file is not there.

        Raises CourseError, with file and line, for what is no such list and for an exercise that is not there.
        """
        path = course.root / "solutions" / self.file
        if not path.is_file():
            return
        document = read_yaml(read_source(path), path)
        if document.data is None:
            return
        if not isinstance(document.data, dict):
            raise document.error("here must stand exercises, each with its list of rows.", (), self._shape())
        known = [exercise.id for exercise in (*course.exercises, *course.drafts)]
        for exercise, part in Part(document, document.data).parts().items():
            if exercise not in known:
                raise part.error(f"there is no exercise {exercise!r}.", f"Exercises: {', '.join(known)}.")
            for row in self._listed(part):
                yield exercise, self._row(row)

    def problem(self, course: Course) -> str:
        """What is wrong with the file; empty where nothing is."""
        try:
            list(self.rows(course))
        except CourseError as error:
            return str(error)
        return ""

    def _listed(self, part: Part) -> list[Part]:
        if not isinstance(part.data, list):
            raise part.error("here must stand a list of rows.", self._shape())
        return part.rows()

    def _row(self, row: Part) -> dict[str, str]:
        if not isinstance(row.data, dict) or set(row.data) != set(self.keys):
            names = [f"`{key}`" for key in self.keys]
            raise row.error(f"a row holds {', '.join(names[:-1])} and {names[-1]}.", self._shape())
        return {key: row.at(key).text() for key in self.keys}

    def _shape(self) -> str:
        return f"Write `exercise:` and below it rows such as `- {{{', '.join(f'{key}: ...' for key in self.keys)}}}`."
