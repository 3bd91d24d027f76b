"""The course of these traps: two exercises of ten points; a file says its own mark, so the score tells which it is."""

from __future__ import annotations

from pathlib import Path

_MANIFEST = """\
version: 1
name: vectors
title: Vector HW
seed: 7
limits: {seconds: 2, memory_mb: 512}
late: {percent_per_day: 10, max_percent: 50}
exercises:
  - {id: softmax, title: Softmax, kind: code, file: softmax.py, points: 10}
  - {id: dot, title: Dot product, kind: code, file: dot.py, points: 10}
"""
_CHECK = '''

def test_level_{mark}(submission):
    """It reaches level {mark}."""
    assert submission.level() >= {mark}
'''


def write_course(root: Path) -> Path:
    for name in ("softmax", "dot"):
        for folder, body in (("exercises", "pass"), ("solutions", "return 10")):
            target = root / folder / f"{name}.py"
            target.parent.mkdir(parents=True, exist_ok=True)
            text = '"""Levels."""\n\n\ndef level():\n    """The level reached."""\n'
            if folder == "solutions":
                body = f"### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"
                text += f"    {body}\n"
            else:
                text += f"    {body}\n"
            target.write_text(text, encoding="utf-8")
        visible, hidden = root / "tests" / "visible", root / "tests" / "hidden"
        visible.mkdir(parents=True, exist_ok=True)
        hidden.mkdir(parents=True, exist_ok=True)
        (visible / f"test_{name}.py").write_text(_CHECK.format(mark=1).lstrip(), encoding="utf-8")
        (hidden / f"test_{name}.py").write_text(
            "".join(_CHECK.format(mark=mark) for mark in range(2, 11)).lstrip(), encoding="utf-8"
        )
    (root / "course.yaml").write_text(_MANIFEST, encoding="utf-8")
    return root
