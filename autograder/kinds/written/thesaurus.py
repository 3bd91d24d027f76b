"""The words that people use for one idea, in all rubrics of a course: `thesaurus.yaml` beside them, if there is one.

LOSE: [lose*, forget*, vanish*, "fall|falls out|away"]     # an idea, and what may stand for it, in patterns

A pattern may name an idea as it names a set, `@LOSE`, and the second reader sees the ideas in a text: so it knows a
word that no labelled answer holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.kinds.written.patterns import Compiler, Pattern, PatternError


def thesaurus_path(rubric: Path) -> Path:
    """Where the thesaurus of a rubric's course is kept: beside it."""
    return rubric.with_name("thesaurus.yaml")


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What stands for each idea, as it is written and compiled."""

    words: Mapping[str, list[str]] = field(default_factory=dict)
    ideas: Mapping[str, Pattern] = field(default_factory=dict)


def load_thesaurus(rubric: Path) -> Thesaurus:
    """The ideas beside a rubric; none where there is no such file. Raises CourseError, with the line, for no map."""
    path = thesaurus_path(rubric)
    if not path.is_file():
        return Thesaurus()
    document = read_yaml(read_source(path), path)
    if not isinstance(document.data, dict):
        raise document.error("a thesaurus is a map of ideas.", fix="Write `LOSE: [lose*, forget*]`.")
    for name, row in document.data.items():
        if not isinstance(row, list) or not all(type(word) in (str, int, float) for word in row):
            raise document.error(
                f"what stands for {name!r} is no list of words.", (name,), "Quote yes, no, on and off."
            )
    words = {str(name): [str(word) for word in row] for name, row in document.data.items()}
    compiler = Compiler(words)
    ideas = {}
    for name in words:
        try:
            ideas[name] = compiler.pattern(f"@{name}")
        except PatternError as error:
            raise document.error(f"the idea {name!r} cannot be read: {error}.", (name,)) from error
    return Thesaurus(words, ideas)
