"""Names that every file system takes, one to one."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.filenames import portable_names

HOSTILE = st.text(st.sampled_from("aA.é\u0301 _:/\\'\u212a\udc80\x00"), min_size=1, max_size=5)


@given(st.sets(HOSTILE | st.text(min_size=1), max_size=12))
def test_one_name_each_on_every_system(names: set[str]) -> None:
    """No two share a file where case or the way of writing an accent does not count, and the order changes nothing."""
    made = portable_names(sorted(names))
    assert set(made) == names
    assert len({unicodedata.normalize("NFC", text.casefold()) for text in made.values()}) == len(names)
    assert portable_names(sorted(names, reverse=True)) == made
    for text in made.values():
        assert len(text.encode("utf-8")) <= 250
        assert not text.startswith(".")
        assert not text.endswith((".", " "))
        assert not set(text) & set('/\\:*?"<>|\0\n')


@pytest.mark.parametrize("name", ["ada", "Ada Lovelace", "o.brien@example.org", "李雷", "a+b-c_d"])
def test_a_plain_name_stays_itself(name: str) -> None:
    """Most files are called like their student."""
    assert portable_names([name, "somebody else"])[name] == name


@pytest.mark.parametrize("name", ["con", "NUL.tar", "com1", "LPT9.x", "aux"])
def test_what_windows_keeps_for_itself_is_avoided(name: str) -> None:
    """A device's name, with an ending or without, becomes another."""
    made = portable_names([name])[name]
    assert made.startswith("_")


def test_neighbours_are_told_apart(tmp_path: Path) -> None:
    """Names that differ in a dot, a space, a quotation mark or their case alone each have a file."""
    names = ["ada", "ada.", "ada ", "Ada", "O'Brien", "O_Brien", "a:b", "a_b", "x" * 251, "x" * 250]
    made = portable_names(names)
    for name in names:
        (tmp_path / f"{made[name]}.html").write_text(name)
    assert len(list(tmp_path.iterdir())) == len(names)
    assert made["O_Brien"] == "O_Brien"
