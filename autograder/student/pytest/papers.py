"""A quiz or a written answer in a student's run of pytest: one test, whether it is filled in as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from autograder.course.model import Course
from autograder.student.files import ExerciseFile
from autograder.student.layout import lay_out


class PaperFile(pytest.File):
    """The file of one such exercise."""

    course: Course
    paper: ExerciseFile

    @classmethod
    def of(cls, course: Course, paper: ExerciseFile, parent: pytest.Collector) -> PaperFile:
        """The collector for `paper`."""
        made: PaperFile = cls.from_parent(parent, path=paper.path)
        made.course, made.paper = course, paper
        return made

    def collect(self) -> Iterator[PaperItem]:
        yield PaperItem.from_parent(self, name="answered")


class PaperItem(pytest.Item):
    """``exercises/quiz.yaml::answered``."""

    parent: PaperFile

    @property
    def paper(self) -> ExerciseFile:
        return self.parent.paper

    def problems(self) -> list[str]:
        """What is wrong or missing, a sentence each."""
        paper = self.paper
        if paper.problem:
            return [paper.problem]
        return paper.visible_problems

    def runtest(self) -> None:
        problems = self.problems()
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        return "\n".join(lay_out(str(excinfo.value), self.config.get_terminal_writer().fullwidth - 1))

    def reportinfo(self) -> tuple[Any, int, str]:
        return self.path, 0, self.name
