"""The words that people use for one idea, in all rubrics of a course: `thesaurus.yaml` beside them, if there is one.

LOSE: [lose*, forget*, vanish*, "fall|falls out|away"]     # an idea, and what may stand for it, in patterns

A pattern may name an idea as it names a set, `@LOSE`, and the second reader sees the ideas in a text: so it knows a
word that no labelled answer holds.
"""

from __future__ import annotations

from pathlib import Path

from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml


def thesaurus_path(rubric: Path) -> Path:
    """Where the thesaurus of a rubric's course is kept: beside it."""
    return rubric.with_name("thesaurus.yaml")


def load_thesaurus(rubric: Path) -> dict[str, list[str]]:
    """The ideas beside a rubric; none where there is no such file. Raises CourseError, with the line, for no map."""
    path = thesaurus_path(rubric)
    if not path.is_file():
        return {}
    document = read_yaml(read_source(path), path)
    if not isinstance(document.data, dict):
        raise document.error("a thesaurus is a map of ideas.", fix="Write `LOSE: [lose*, forget*]`.")
    for name, words in document.data.items():
        if not isinstance(words, list) or not all(type(word) in (str, int, float) for word in words):
            raise document.error(
                f"what stands for {name!r} is no list of words.", (name,), "Quote yes, no, on and off."
            )
    return {str(name): [str(word) for word in words] for name, words in document.data.items()}
