"""docs/student.md shows what a terminal shows: its transcript is made by running it, and compared here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]


def make(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, REPOSITORY / "docs" / "make_transcript.py", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.whole
def test_the_transcript_is_what_the_terminal_shows() -> None:
    """Releasing, running pytest, editing and running it again gives the page as it is."""
    done = make()
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the transcript is of a Unix shell")
@pytest.mark.whole
def test_the_install_line_installs() -> None:
    """From the released folder alone, in a fresh environment, the page's own line installs all that is needed."""
    done = make("--fresh")
    if "No matching distribution" in done.stderr or "Could not find a version" in done.stderr:
        pytest.skip("pip cannot reach a package index")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_message_on_the_page_is_one_that_the_engine_says() -> None:
    """The table of messages quotes the engine: each text is found in its source."""
    page = (REPOSITORY / "docs" / "student.md").read_text(encoding="utf-8")
    engine = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "autograder").rglob("*.py"))
    for part in (
        "The file defines no",
        "Did you rename it?",
        "Keep the parameters",
        "input() waits for the keyboard, and nobody types while checks run",
        "is there a loop that never ends, or are there far too many steps?",
        "waits until",
    ):
        assert part in engine
        assert part.lower() in page.lower()
