"""Pictures: right files, the same bytes each time, kind errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.solutions import run_file

PICTURES = run_file(Path(__file__).parents[2] / "lesson" / "pictures.py")
draw_alignment, draw_card = PICTURES.draw_alignment, PICTURES.draw_card

SOURCE, TARGET, WEIGHTS = ["i", "love", "$nlp_x"], ["j'aime", "nlp"], [[0.1, 0.7, 0.2], [0.1, 0.2, 0.7]]
CARD = {
    "source_target": {"task": "translation", "source": "i love nlp"},
    "decoded_output": "x" * 400 + "\x1b[31m $\\frac{",
    "alignment_note": {"weights": [0.1, 0.7, 0.2], "focus": "love"},
    "failure_check": None,
}


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml")])
def test_same_bytes_twice(tmp_path: Path, name: str, start: bytes) -> None:
    """The same table and the same card give the same bytes, without a date."""
    for draw in (lambda path: draw_alignment(SOURCE, TARGET, WEIGHTS, path), lambda path: draw_card(CARD, path)):
        files = [tmp_path / f"{turn}{name}" for turn in (1, 2)]
        for path in files:
            draw(path)
        assert files[0].read_bytes() == files[1].read_bytes()
        assert files[0].read_bytes().startswith(start)
        assert b"dc:date" not in files[0].read_bytes()


def test_wrong_shapes_are_refused(tmp_path: Path) -> None:
    """A table of the wrong shape, an unknown suffix and an empty card raise ValueError."""
    with pytest.raises(ValueError, match="2 output tokens need 2 rows"):
        draw_alignment(SOURCE, TARGET, WEIGHTS[:1], tmp_path / "a.png")
    with pytest.raises(ValueError, match="row 1 has 2 weights"):
        draw_alignment(SOURCE, TARGET, [[0.1, 0.7, 0.2], [0.5, 0.5]], tmp_path / "a.png")
    with pytest.raises(ValueError, match=r"\.png or \.svg"):
        draw_alignment(SOURCE, TARGET, WEIGHTS, tmp_path / "a.gif")
    with pytest.raises(ValueError, match="no fields"):
        draw_card({}, tmp_path / "a.png")
