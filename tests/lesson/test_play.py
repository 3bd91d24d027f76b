"""The play page in a real browser: its numbers are NumPy's, and pointer, keyboard and phone all work."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course.solutions import run_file

PLAY = run_file(Path(__file__).parents[2] / "lesson" / "play.py")
PlayData, Series, render_play = PLAY.PlayData, PLAY.Series, PLAY.render_play

STATES = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
ODD = [[1.3, -0.2], [-0.7, 0.4], [0.1, -1.1], [0.9, 0.9]]


def attend(states: Any, query: Any, mode: str, temperature: float, scaled: bool) -> tuple[Any, Any, Any]:
    """The reference's numbers."""
    keys, asked = np.array(states), np.array(query)
    scores = keys @ asked / (np.sqrt(len(query)) if scaled else 1.0)
    if mode == "hard":
        weights = np.eye(len(states))[np.argmax(scores)]
    elif mode == "plain":
        weights = scores / scores.sum()
    else:
        exps = np.exp((scores - scores.max()) / temperature)
        weights = exps / exps.sum()
    return scores, weights, weights @ keys


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize(
    ("mode", "temperature"), [("softmax", 1), ("softmax", 0.01), ("softmax", 37.5), ("plain", 1), ("hard", 1)]
)
@pytest.mark.parametrize(("states", "query"), [(STATES, [0.7, 0.3]), (ODD, [-0.4, 1.25]), (ODD, [1.6, 0.01])])
def test_numbers_equal_numpy(open_page, browser, states, query, mode, temperature, scaled) -> None:
    """Scores, weights and context agree with NumPy to 1e-9 in every mode."""
    if browser.current_url in ("data:,", "about:blank") or not browser.execute_script("return !!window.attentionPlay"):
        open_page(render_play())
    state = {"states": states, "query": query, "mode": mode, "temperature": temperature, "scaled": scaled}
    got = browser.execute_script("return attentionPlay.compute(arguments[0])", state)
    for name, expected in zip(("scores", "weights", "context"), attend(**state), strict=True):
        np.testing.assert_allclose(got[name], expected, rtol=0, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("scaled", [False, True])
def test_self_attention_equals_numpy(open_page, causal: bool, scaled: bool) -> None:
    """The square table agrees with NumPy, and a masked weight is exactly 0."""
    page = open_page(render_play())
    vectors = np.array(ODD)
    scores = vectors @ vectors.T / (np.sqrt(2) if scaled else 1.0)
    if causal:
        scores = np.where(np.tri(4, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    got = page.execute_script(
        "return attentionPlay.selfAttention(arguments[0])", {"vectors": ODD, "causal": causal, "scaled": scaled}
    )
    np.testing.assert_allclose(got["weights"], weights, rtol=0, atol=1e-9)
    np.testing.assert_allclose(got["output"], weights @ vectors, rtol=0, atol=1e-9)
    if causal:
        assert all(got["weights"][i][j] == 0 for i in range(4) for j in range(i + 1, 4))


def test_lesson_digits_are_printed(open_page) -> None:
    """The page opens on the worked example, with its exact context."""
    page = open_page(render_play())
    assert text(page, "context-value") == "[0.5662, 0.4338]"
    assert text(page, "weights2").split() == ["i", "0.4018", "love", "0.3289", "nlp", "0.2693"]


def test_drag_the_query(open_page) -> None:
    """A pointer moves the query, and the printed weights follow NumPy."""
    page = open_page(render_play())
    drag(page, "query", -60, -40)
    query = page.execute_script("return attentionPlay.steps[1].state.query")
    assert query[0] < 0.5
    assert query[1] > 0.4
    expected = attend(STATES, query, "softmax", 1, False)
    assert printed(page, "weights2") == pytest.approx(expected[1], abs=5.1e-5)
    assert printed(page, "scores2") == pytest.approx(expected[0], abs=5.1e-5)


def test_drag_a_state(open_page) -> None:
    """An encoder state can be dragged too, and the context moves with it."""
    page = open_page(render_play())
    before = text(page, "context-value")
    drag(page, "key1", 50, 50)
    assert text(page, "context-value") != before


def test_keyboard_alone(open_page) -> None:
    """Tab reaches the points in the plane, arrows move them, and a live region tells the result."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_play())
    for _ in range(60):
        page.switch_to.active_element.send_keys(Keys.TAB)
        if page.switch_to.active_element.get_attribute("data-point") == "query":
            break
    focused = page.switch_to.active_element
    assert "Query at [0.70, 0.30]" in focused.get_attribute("aria-label")
    focused.send_keys(Keys.ARROW_LEFT, Keys.ARROW_UP)
    assert page.execute_script("return attentionPlay.steps[1].state.query") == pytest.approx([0.6, 0.4])
    focused.send_keys(Keys.SHIFT, Keys.ARROW_RIGHT)
    assert page.execute_script("return attentionPlay.steps[1].state.query") == pytest.approx([0.61, 0.4])
    wait_for(page, "return document.getElementById('live').textContent.includes('Query [0.61, 0.40]')")


def test_temperature_slider(open_page) -> None:
    """Arrow keys on the slider change the temperature on a logarithmic scale."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_play())
    find(page, "temperature").send_keys(Keys.ARROW_LEFT * 10)
    temperature = page.execute_script("return attentionPlay.steps[1].state.temperature")
    assert temperature == pytest.approx(10**-0.5)
    assert printed(page, "weights2") == pytest.approx(
        attend(STATES, [0.7, 0.3], "softmax", temperature, False)[1], abs=5.1e-5
    )


def test_switching_softmax_off(open_page) -> None:
    """Plain normalisation with a negative score shows a negative weight; a zero sum shows none; hard lookup copies."""
    page = open_page(render_play())
    set_query(page, [1.0, -0.5])
    click(page, "input[value=plain]")
    assert min(printed(page, "weights2")) < 0
    assert "below zero" in text(page, "tip2")
    set_query(page, [0.5, -0.5])
    assert text(page, "sum-value") == "–"
    click(page, "input[value=hard]")
    assert printed(page, "weights2") == [1, 0, 0]
    assert "hard lookup" in text(page, "tip2")


def test_midway_state_never_wins(open_page) -> None:
    """The lesson's second state is named as one that no query can choose."""
    page = open_page(render_play())
    set_query(page, [0.5, 0.5])
    assert "never passes 1/3" in text(page, "tip2")


def test_two_sentences_one_mean(open_page) -> None:
    """Step 1 starts with equal means; the query tells the sentences apart; the button restores equality."""
    page = open_page(render_play())
    assert "cannot know" in text(page, "verdict1")
    click(page, "#read-with-query")
    assert "tells the sentences apart" in text(page, "verdict1")
    drag(page, "state0", 40, 20)
    assert "differ now" in text(page, "verdict1")
    click(page, "#align-means")
    assert "differ now" not in text(page, "verdict1")


def test_failures_can_be_spotted(open_page) -> None:
    """A wrong guess is sent back to the coverage row, the right one is explained."""
    page = open_page(render_play())
    click(page, "#translations button:nth-child(3)")
    click(page, "[data-fault=repetition]")
    assert "once more" in text(page, "answer3")
    click(page, "[data-fault=omission]")
    assert text(page, "answer3").startswith("Yes: omission.")
    click(page, "#heat3 tbody tr:nth-child(4) button")
    assert printed(page, "weights3")[4] == 0.86


def test_causal_mask_in_the_table(open_page) -> None:
    """With the mask the first word copies itself, and choosing its row says so."""
    page = open_page(render_play())
    click(page, "#causal")
    click(page, "#heat4 tbody tr:first-child button")
    assert "[0.2000, 0.3000]" in text(page, "asked4")
    assert len(page.find_elements("css selector", "#heat4 td.hidden")) == 6


@pytest.mark.parametrize("dark", [pytest.param(False, marks=pytest.mark.whole), True])
@pytest.mark.parametrize("width", [360, pytest.param(768, marks=pytest.mark.whole), 1200])
def test_fits_the_width(open_page, width: int, dark: bool) -> None:
    """Nothing sticks out sideways, on a phone as on a desk, by day and by night."""
    page = open_page(
        render_play(PlayData(student=(Series("softmax", [[1e3, 999.0]], "x" * 500, [0.7, 0.3]),))),
        width=width,
        dark=dark,
    )
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True])
def test_contrast(open_page, dark: bool) -> None:
    """Text colours reach 4.5 to 1 on both backgrounds, in both schemes."""
    page = open_page(render_play(), dark=dark)
    colours = page.execute_script(
        "const s = getComputedStyle(document.documentElement);"
        "return Object.fromEntries(arguments[0].map((n) => [n, s.getPropertyValue('--' + n).trim()]))",
        ["bg", "card", "ink", "muted", "query", "state", "context", "bad"],
    )
    for ground in ("bg", "card"):
        for ink in ("ink", "muted", "query", "state", "context", "bad"):
            assert contrast(colours[ground], colours[ink]) >= 4.5, (ground, ink)
    assert (luminance(colours["bg"]) < 0.1) == dark


def test_student_results_stand_beside_the_reference(open_page) -> None:
    """A student's own answers are shown as text at their step, however hostile."""
    hostile = "</script><img src=x onerror=alert(1)>\x1b[31mred\x1b[0m"
    series = (
        Series("softmax", [[1, 2]], hostile, [0.27, 0.73]),
        Series("mean_vector", [STATES], [0.5, 0.5], [0.5, 0.5]),
    )
    page = open_page(render_play(PlayData(student=series, tokens=("i", "</script><b>", "nlp"))))
    assert "<img src=x onerror=alert(1)>red" in page.find_element("css selector", "#step2 .yours").text
    assert "✓ same" in page.find_element("css selector", "#step1 .yours").text
    assert not page.find_elements("css selector", "img")


def test_page_refers_to_nothing_outside() -> None:
    """The text holds a strict policy and no address that a browser would fetch."""
    html = render_play()
    assert "default-src 'none'" in html
    assert set(re.findall(r"https?://[^\s\"'<]+", html)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<link|\bsrc=|@import|url\(", html)
    json.loads(html.partition('id="data">')[2].partition("</script>")[0])


def test_wrong_data_is_refused() -> None:
    """Data that cannot be drawn raises ValueError with a sentence."""
    with pytest.raises(ValueError, match="one state a token"):
        render_play(PlayData(tokens=("i",)))
    with pytest.raises(ValueError, match="two numbers"):
        render_play(PlayData(query=(1.0, 2.0, 3.0)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"JSON|nan"):
        render_play(PlayData(query=(float("nan"), 0.0)))


def find(page: Any, name: str) -> Any:
    return page.find_element("id", name)


def text(page: Any, name: str) -> str:
    return find(page, name).get_property("innerText")


def printed(page: Any, name: str) -> list[float]:
    return [float(value.text) for value in find(page, name).find_elements("css selector", ".value")]


def click(page: Any, selector: str) -> None:
    page.find_element("css selector", selector).click()


def drag(page: Any, point: str, right: int, down: int) -> None:
    from selenium.webdriver import ActionChains

    mark = page.find_element("css selector", f"[data-point={point}] .mark")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    ActionChains(page, duration=20).click_and_hold(mark).move_by_offset(right, down).release().perform()


def set_query(page: Any, query: list[float]) -> None:
    page.execute_script("const s = attentionPlay.steps[1]; s.state.query = arguments[0]; s.update()", query)


def wait_for(page: Any, condition: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(page, 3, poll_frequency=0.05).until(lambda driver: driver.execute_script(condition))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
