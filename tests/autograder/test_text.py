"""Text on its way to a terminal, a file or another program."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.text import spell_out


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "✓ Ødegård 王 \\udce4"),
        ("cp1252", "ok Ødegård \\u738b \\udce4"),
        ("ascii", "ok \\xd8deg\\xe5rd \\u738b \\udce4"),
    ],
)
def test_any_text_can_be_printed(encoding: str, shown: str) -> None:
    """What an encoding has is written in it, a tick has a word, and the rest is spelt out."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    spell_out(stream)
    stream.write("✓ Ødegård 王 \udce4")
    stream.flush()
    assert raw.getvalue().decode(encoding) == shown


@pytest.mark.parametrize(
    "encoding", ["ascii", *(pytest.param(e, marks=pytest.mark.whole) for e in ("cp1252", "cp437"))]
)
def test_what_verify_says_goes_into_a_file_of_any_encoding(repository: Path, encoding: str) -> None:
    """As on Windows, where a file that is written by a redirection is no UTF-8."""
    words = [sys.executable, "-m", "autograder.cli", "verify", "--only", "median"]
    course = repository / "tests/courses/measuring"
    done = subprocess.run(
        [*words, "--course", str(course)],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        cwd=repository,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ok The course passes its own exam." in done.stdout.decode(encoding)
