"""Pictures: drawn without Matplotlib, the same bytes each time, in words and numbers too; what is refused."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograder.course.solutions import run_file
from autograder.pages.page import render

PICTURES = run_file(Path(__file__).parents[2] / "lesson" / "pictures.py")
draw_alignment, draw_card = PICTURES.draw_alignment, PICTURES.draw_card

SOURCE, TARGET, WEIGHTS = ["i", "love", "$nlp_x"], ["j'aime", "nlp"], [[0.1, 0.7, 0.2], [0.1, 0.2, 0.7]]
CARD = {
    "source_target": {"task": "translation", "source": "i love <nlp>"},
    "decoded_output": "x" * 400 + "\x1b[31m $\\frac{",
    "alignment_note": {"weights": [0.1, 0.7, 0.2], "focus": "love"},
    "failure_check": None,
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without Matplotlib."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<svg ")])
def test_same_bytes_twice(tmp_path: Path, name: str, start: bytes) -> None:
    """The same table and the same card give the same bytes, without a date."""
    if name.endswith(".png"):
        pytest.importorskip("matplotlib", reason="PNG wants Matplotlib")
    for draw in (lambda path: draw_alignment(SOURCE, TARGET, WEIGHTS, path), lambda path: draw_card(CARD, path)):
        files = [tmp_path / f"{turn}{name}" for turn in (1, 2)]
        for path in files:
            draw(path)
        assert files[0].read_bytes() == files[1].read_bytes()
        assert files[0].read_bytes().startswith(start)


@pytest.mark.usefixtures("light")
def test_a_heat_map_without_matplotlib(tmp_path: Path) -> None:
    """Each weight has a cell as strong as it is large, each row a frame around its largest; words say the same."""
    draw_alignment(SOURCE, TARGET, WEIGHTS, tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    cells = [float(cell.attrib["fill-opacity"]) for cell in root.iterfind(f"{SVG}rect[@class='cell']")]
    assert cells == pytest.approx([0.6 * weight for row in WEIGHTS for weight in row])
    frames = [(one.attrib["x"], one.attrib["y"]) for one in root.iterfind(f"{SVG}rect[@class='frame']")]
    places = [(one.attrib["x"], one.attrib["y"]) for one in root.iterfind(f"{SVG}rect[@class='cell']")]
    assert frames == [places[1], places[5]]
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "Which word looked where"
    assert "j'aime looks most at love (0.70); nlp looks most at $nlp_x (0.70)" in str(root.findtext(f"{SVG}desc"))


@pytest.mark.usefixtures("light")
def test_a_card_without_matplotlib(tmp_path: Path) -> None:
    """A bar a weight, as long as it is large, beside its word; a text stays a text; nothing leaves the card."""
    draw_card(CARD, tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    bars = [float(bar.attrib["width"]) for bar in root.iterfind(f"{SVG}rect[@class='bar']")]
    assert [bar / bars[1] for bar in bars] == pytest.approx([1 / 7, 1, 2 / 7])
    texts = [text.text for text in root.iterfind(f"{SVG}text")]
    assert "source: i love <nlp>" in texts
    assert {"i", "love", "<nlp>", "0.700"} <= set(texts)
    assert max(len(text or "") for text in texts) <= 72
    height = float(root.attrib["height"])
    assert all(float(text.attrib["y"]) < height for text in root.iterfind(f"{SVG}text"))


def test_the_page_has_the_numbers_as_a_table() -> None:
    """Beside each picture its numbers, with headers for rows and columns."""
    made = [PICTURES.alignment_picture(SOURCE, TARGET, WEIGHTS), PICTURES.card_picture(CARD)]
    page = render(PICTURES.TEMPLATES, "pictures.html.j2", pictures=made)
    assert '<th scope="row">j&#39;aime</th><td class="n">0.10</td><td class="n">0.70</td>' in page
    assert '<th scope="row">&lt;nlp&gt;</th><td class="n">0.200</td>' in page


def test_wrong_shapes_are_refused(tmp_path: Path) -> None:
    """A table of the wrong shape or with an endless weight, an unknown suffix and an empty card raise ValueError."""
    with pytest.raises(ValueError, match="2 output words need 2 rows"):
        draw_alignment(SOURCE, TARGET, WEIGHTS[:1], tmp_path / "a.svg")
    with pytest.raises(ValueError, match="row 1 has 2 weights"):
        draw_alignment(SOURCE, TARGET, [[0.1, 0.7, 0.2], [0.5, 0.5]], tmp_path / "a.svg")
    with pytest.raises(ValueError, match="row 0 holds a weight that is no finite number"):
        draw_alignment(SOURCE, TARGET, [[float("nan"), 0.7, 0.2], [0.1, 0.2, 0.7]], tmp_path / "a.svg")
    with pytest.raises(ValueError, match=r"\.svg or \.png"):
        draw_alignment(SOURCE, TARGET, WEIGHTS, tmp_path / "a.gif")
    with pytest.raises(ValueError, match="no fields"):
        draw_card({}, tmp_path / "a.svg")


def test_a_card_is_there_to_read_where_the_window_is_narrow() -> None:
    """As text that breaks anywhere, with everything that the picture says; a table has none."""
    card = PICTURES.card_picture(CARD)
    text = dict(card.text)
    assert list(text) == [name.replace("_", " ") for name in CARD]
    assert text["source target"] == ("task: translation", "source: i love <nlp>")
    assert text["alignment note"][:3] == ("weights:", "i: 0.100", "love: 0.700")
    assert PICTURES.alignment_picture(SOURCE, TARGET, WEIGHTS).text == ()
    page = render(PICTURES.TEMPLATES, "pictures.html.j2", pictures=[card])
    assert "<dd>source: i love &lt;nlp&gt;</dd>" in page
