"""Why a mistake has no name whose check lends a function that remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILES = {
    "course.yaml": (
        "version: 1\nname: drawing\ntitle: Drawing\nexercises:\n"
        "  - {id: drawn, title: Drawn, kind: code, file: drawn.py, points: 2, exam: basic}\n"
    ),
    "solutions/drawn.py": (
        "def drawn(draw):\n"
        '    """Twice what is drawn."""\n'
        "    ### BEGIN SOLUTION\n    return 2 * draw()\n    ### END SOLUTION\n"
    ),
    "solutions/mistakes/drawn/drawn_twice.py": (
        '"""You draw twice. One number is meant, and its double."""\n\n\ndef drawn(draw):\n    return draw() + draw()\n'
    ),
    "exercises/drawn.py": (
        'def drawn(draw):\n    """Twice what is drawn."""\n    raise NotImplementedError("drawn is not written yet")\n'
    ),
}
CHECK = '''import itertools


def test_drawn(submission, close):
    """One number, doubled."""
    draws = iter([0.25, 0.75])
    close(submission.drawn({lent}), 0.5)
'''


@pytest.mark.parametrize("lent", ["lambda: next(draws)", "lambda seen=[]: (seen.append(0), 0.25 * len(seen))[1]"])
def test_the_exam_says_that_a_lent_function_remembers(tmp_path: Path, command: Callable[..., Any], lent: str) -> None:
    for name, text in {**FILES, "tests/visible/test_drawn.py": CHECK.format(lent=lent)}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = command("verify", "--course", tmp_path)
    said = " ".join((done.stdout + done.stderr).split())
    assert "drawn_twice is diagnosed as nothing: test_drawn lends a function that remembers something" in said
    assert "`{mistake: drawn_twice, where: everywhere, why: ...}`" in said
