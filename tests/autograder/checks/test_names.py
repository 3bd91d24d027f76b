"""A record as a named tuple or a class, a choice as one enumeration or another: a check that asks by name means all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.course.model import Exercise
from autograder.sandbox.names import MOST, PLAIN, Row, named, names_of
from autograder.sandbox.process.launcher import Launcher
from tests.autograder.checks.both_places import judged_in_both

EXERCISE = Exercise("read", "Read", "code", "read.py", 10.0)
RECORDS = {
    "NamedTuple": "from typing import NamedTuple\nclass Found(NamedTuple):\n    mean: float\n    count: int\n",
    "namedtuple": "from collections import namedtuple\nFound = namedtuple('Anything', 'mean count')\n",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass Found:\n    mean: float\n    count: int\n",
    "class": "class Found:\n    def __init__(self, mean, count):\n        self.mean, self.count = mean, count\n",
}
ENUMS = {
    "Enum": "from enum import Enum\nclass Phase(Enum):\n    GAS = 'g'\n    SOLID = 's'\n",
    "StrEnum": "from enum import StrEnum\nclass Phase(StrEnum):\n    GAS = 'g'\n    SOLID = 's'\n",
    "text and Enum": "from enum import Enum\nclass Phase(str, Enum):\n    GAS = 'g'\n    SOLID = 's'\n",
}
SOURCE = """
def found(values):
    return Found(sum(values) / len(values), len(values))

def rows():
    return [Found(1.5, 1), Found(2.5, 2)]

def phase(letter):
    return Phase(letter)

def phases():
    return [Phase.GAS, Phase.SOLID, Phase.GAS]
"""


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


def asks_by_name(submission: Any, close: Any) -> None:
    """A record's parts, alone and in a list; a member's name and value."""
    record = submission.found([1.5, 2.0])
    close(record.mean, 1.75)
    assert record.count == 2, "how many"
    close([row.mean for row in submission.rows()], [1.5, 2.5])
    assert submission.phase("g").name == "GAS", "by name"
    assert submission.phase("s").value == "s", "by value"
    assert [one.name for one in submission.phases()] == ["GAS", "SOLID", "GAS"], "each"


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("phase", ENUMS)
def test_each_way_to_build_a_record_or_a_choice_passes_in_both_places(
    launcher: Launcher, record: str, phase: str
) -> None:
    home, there = judged_in_both(launcher, EXERCISE, asks_by_name, RECORDS[record] + ENUMS[phase] + SOURCE)
    assert (home.ending, home.message) == ("passed", "")
    assert (there.ending, there.message) == ("passed", "")


def takes_data(submission: Any, close: Any) -> None:
    """They stay the plain data that they are."""
    record = submission.found([1.5, 2.0])
    mean, count = record
    close(record, (1.75, 2))
    assert (mean, count) == record == (1.75, 2), "a tuple"
    assert type(record) is tuple, "of that type"
    assert record[1] == 2, "by its place"
    phase = submission.phase("g")
    assert phase == "g" and {"g": 1}[phase] == 1 and type(phase) is str, "a text"  # noqa: PT018
    close(submission.phases(), ["g", "s", "g"])


def test_what_has_names_is_plain_data_as_before(launcher: Launcher) -> None:
    home, there = judged_in_both(launcher, EXERCISE, takes_data, RECORDS["namedtuple"] + ENUMS["StrEnum"] + SOURCE)
    assert (home.ending, home.message) == ("passed", "")
    assert (there.ending, there.message) == ("passed", "")


def asks_another_name(submission: Any) -> None:
    """A part that is not there."""
    assert submission.found([1.5, 2.0]).median == 1.75, "the median"


@pytest.mark.parametrize("record", ["namedtuple", "dataclass"])
def test_a_part_that_is_missing_is_told_alike_in_both_places(launcher: Launcher, record: str) -> None:
    home, there = judged_in_both(launcher, EXERCISE, asks_another_name, RECORDS[record] + SOURCE)
    assert home.ending == there.ending == "failed"
    assert home.message == there.message
    assert "median" in home.message
    assert "Row" not in home.message


def gives_a_wrong_part(submission: Any, close: Any) -> None:
    """A part that is wrong."""
    close(submission.found([1.5, 2.0]).mean, 1.5)


def test_a_wrong_part_is_told_with_the_call_that_gave_it(launcher: Launcher) -> None:
    home, there = judged_in_both(launcher, EXERCISE, gives_a_wrong_part, RECORDS["NamedTuple"] + SOURCE)
    assert "You called found([1.5, 2])" in home.message
    assert home.message == there.message


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ((1, 2), ("row", "a")),
        ((1, 2), ("row", "a", "b c")),
        ((1, 2), ("row", "__class__", "_fields")),
        ([1, 2], ("row", "a", "b")),
        ([(1,), (1, 2)], ("each row", "a", "b", "c")),
        (["a", "b"], ("each member", "A")),
        (None, ("member", "A")),
        ([1.5], ("row",)),
        ((), ("row",)),
        (2, ("anything", "A")),
        (2, ()),
    ],
)
def test_names_that_do_not_fit_are_left_out(value: object, names: tuple[str, ...]) -> None:
    assert named(value, names) == value
    assert not isinstance(named(value, names), tuple(PLAIN))


def test_a_field_may_be_called_like_a_method_of_tuples() -> None:
    row = named((5, 7), ("row", "count", "index"))
    assert (row.count, row.index) == (5, 7)
    assert isinstance(row, Row)
    assert row._asdict() == {"count": 5, "index": 7}


def test_more_names_than_there_is_room_for_are_left_out() -> None:
    space: dict[str, Callable[..., Any]] = {}
    exec(f"import collections\nWide = collections.namedtuple('Wide', ['{'a' * MOST}'])", space)
    assert names_of(space["Wide"](1)) == ()
