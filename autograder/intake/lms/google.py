"""A Google Drive folder: `Jane Doe - median.py`, side by side. Whose an upload without a name is nobody can tell."""

from __future__ import annotations

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Note, Work, of_entries
from autograder.intake.entries import Entry
from autograder.intake.near_misses import exercise_called

KIND = "google"
TITLE = "Google Drive folder"


def recognised(names: Names) -> set[str]:
    """Names with a student's in front, where at least one goes on with that of an exercise."""
    splits = {name: split for name in names.files if (split := _split(name, names.exercises)) is not None}
    known = any(exercise_called(file, names.exercises) for _, file in splits.values())
    return set(splits) if known else set()


def read(names: Names) -> Download:
    people: dict[str, list[Entry]] = {}
    notes = []
    for name in names.files:
        split = _split(name, names.exercises)
        if split is not None:
            people.setdefault(split[0], []).append(names.place.file(name).called(split[1]))
        elif exercise_called(name, names.exercises):
            done = f"{name} carries nobody's name, so it was graded for nobody."
            notes.append(Note("", name, done, "Put the student's name before it, like `Jane Doe - file`."))
    works = [Work(name, Who(name=name), of_entries(entries)) for name, entries in sorted(people.items())]
    return Download(KIND, TITLE, tuple(works), tuple(notes))


def _split(name: str, exercises: tuple[str, ...]) -> tuple[str, str] | None:
    """The student and the file: parted where what follows is an exercise, else at the first ` - `."""
    if exercise_called(name, exercises):  # `median - Copy.py` is a copy, and nobody is called Median
        return None
    places = [place for place in range(len(name)) if name.startswith(" - ", place) and place > 0]
    splits = [(name[:place].strip(), name[place + 3 :].strip()) for place in places]
    splits = [split for split in splits if all(split)]
    return next((split for split in splits if exercise_called(split[1], exercises)), splits[0] if splits else None)
