"""The layers: what is chosen, what it is called, and what other systems than Linux are told."""

from __future__ import annotations

import sys

import pytest

from autograder.errors import IsolationError
from autograder.sandbox.wall import layers
from autograder.sandbox.wall.layers import ALL, KINDNESS, choose, name_of


def test_all_layers_are_strict() -> None:
    """Only the whole wall is called strict; a part is named by its parts."""
    assert name_of(ALL) == "strict"
    assert name_of(("limits", "seccomp")) == "partial: limits, seccomp"
    assert name_of(()) == name_of(KINDNESS) == "none"


def test_none_is_what_was_asked_for() -> None:
    """Without a wall there are only the limits that help one's own code."""
    assert choose("none") == KINDNESS


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the wall is built of parts of Linux")
def test_strict_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a layer cannot be had, strict says which and why; auto goes on without it."""
    monkeypatch.setattr(layers, "why_not", lambda layer: "too old" if layer == "landlock" else "")
    with pytest.raises(IsolationError, match="landlock: too old"):
        choose("strict")
    assert set(choose("auto")) == set(ALL) - {"landlock"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the wall is built of parts of Linux")
def test_strict_gives_nothing_away() -> None:
    """Strict refuses to leave out a layer."""
    with pytest.raises(IsolationError):
        choose("strict", without=("seccomp",))


@pytest.mark.parametrize("system", ["darwin", "win32"])
@pytest.mark.parametrize("level", ["auto", "strict"])
def test_other_systems_must_say_none(monkeypatch: pytest.MonkeyPatch, system: str, level: layers.Level) -> None:
    """Other people's work is graded there only where someone says aloud that there is no wall."""
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(IsolationError, match="--isolation none"):
        choose(level)
