"""nbgrader's side doors: what stands beside the notebooks of a submission, also where it cannot be taken away."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

pytest.importorskip("nbgrader", reason="the bridge needs nbgrader")

from autograder.errors import IntakeError
from autograder.nbgrader.intake import TolerantExporter, drop_links, drop_odd_stamps


def handed_in(folder: Path) -> Path:
    folder.mkdir(parents=True)
    notebook = folder / "softmax.ipynb"
    notebook.write_text("{}")
    return notebook


def test_links_and_pipes_are_taken_out_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each name that was removed stands in the log; files and folders stay."""
    notebook = handed_in(tmp_path / "ada")
    (tmp_path / "ada" / "secret.txt").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "ada" / "pipe")
    (tmp_path / "ada" / "notes.txt").write_text("mine")
    with caplog.at_level(logging.WARNING):
        drop_links(assignment="one", student="ada", notebooks=[str(notebook)])
    assert {path.name for path in notebook.parent.iterdir()} == {"softmax.ipynb", "notes.txt"}
    assert "secret.txt" in caplog.text
    assert "pipe" in caplog.text


def test_a_hook_that_breaks_lets_nothing_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader goes on after a hook that raised: that student's notebooks are refused, the next student's are read."""
    notebook, other = handed_in(tmp_path / "ada"), handed_in(tmp_path / "ben")
    (tmp_path / "ada" / "secret.txt").symlink_to("/etc/hostname")

    def refuse(self: Path) -> None:
        raise PermissionError(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(PermissionError):
            drop_links(assignment="one", student="ada", notebooks=[str(notebook)])
    drop_links(assignment="one", student="ben", notebooks=[str(other)])
    with pytest.raises(IntakeError, match="ada"):
        TolerantExporter().from_filename(str(notebook))
    other.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    TolerantExporter().from_filename(str(other))
    drop_links(assignment="one", student="ada", notebooks=[str(notebook)])  # mended, and graded again


def test_a_time_stamp_that_is_a_link_or_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """nbgrader opens timestamp.txt before it calls any hook, so such a one goes first; a true one stays."""
    for name in ("ada", "ben", "cem"):
        (tmp_path / name / "one").mkdir(parents=True)
    (tmp_path / "ada" / "one" / "timestamp.txt").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "ben" / "one" / "timestamp.txt")
    (tmp_path / "cem" / "one" / "timestamp.txt").write_text("2026-11-27 10:00:00 UTC")
    drop_odd_stamps(tmp_path)
    assert [path.parent.parent.name for path in tmp_path.glob("*/*/timestamp.txt")] == ["cem"]
