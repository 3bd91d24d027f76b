"""The quiz page in a real browser: every kind answered by keyboard, marked right, and told to a screen reader."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.pages.quiz_page import render_quiz

ITEMS: list[dict[str, Any]] = [
    {
        "id": "mistake",
        "kind": "one",
        "prompt": "Is attention just an average?",
        "options": [
            {"id": "a", "text": "yes", "correct": False, "feedback": "The weights change with the query."},
            {"id": "b", "text": "no", "correct": True, "feedback": "It changes how the input is read."},
        ],
        "feedback": "Only the “just” is wrong.",
    },
    {
        "id": "true",
        "kind": "several",
        "prompt": "What holds for softmax?",
        "options": [
            {"id": "a", "text": "positive", "correct": True, "feedback": "Yes, positive."},
            {"id": "b", "text": "sums to 1", "correct": True, "feedback": "Yes, one look."},
            {"id": "c", "text": "linear", "correct": False, "feedback": "exp is not linear."},
        ],
    },
    {"id": "number", "kind": "numeric", "prompt": "e^0?", "answer": 1.0, "tolerance": 0.01},
    {"id": "order", "kind": "ordering", "prompt": "Order the steps.", "order": ["score", "softmax", "mix"]},
    {
        "id": "match",
        "kind": "matching",
        "prompt": "Match.",
        "pairs": [{"left": "query", "right": "what is asked"}, ["score", "how relevant"]],
    },
    {"id": "words", "kind": "cloze", "prompt": "A ___ asks, ___ share.", "answer": ["query", ["weights", "shares"]]},
]

MARKS = [
    ("mistake", ["b"], 1),
    ("mistake", ["a"], 0),
    ("mistake", [], None),
    ("true", ["a", "b"], 1),
    ("true", ["a"], 0.5),
    ("true", ["a", "b", "c"], 0.5),
    ("true", ["c"], 0),
    ("true", [], None),
    ("number", "1.009", 1),
    ("number", "0,995", 1),
    ("number", "1.02", 0),
    ("number", "one", None),
    ("number", " ", None),
    ("order", ["score", "softmax", "mix"], 1),
    ("order", ["softmax", "score", "mix"], 1 / 3),
    ("match", ["what is asked", "how relevant"], 1),
    ("match", ["what is asked", ""], 0.5),
    ("match", ["", ""], None),
    ("words", [" Query", "shares"], 1),
    ("words", ["key", "weights"], 0.5),
    ("words", ["", ""], None),
]


def test_every_kind_is_marked(open_page) -> None:
    """Each answer gets its share of the point, a blank one none at all, never below 0."""
    page = open_page(render_quiz(ITEMS))
    for name, answer, expected in MARKS:
        got = page.execute_script(
            "return attentionQuiz.mark(attentionQuiz.keys.get(arguments[0]), arguments[1]).score", name, answer
        )
        assert got == pytest.approx(expected), (name, answer)


def test_keyboard_alone(open_page) -> None:
    """Space chooses, Enter checks, feedback stands in a live region and the total follows."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_quiz(ITEMS))
    keys(page, Keys.TAB, Keys.SPACE, Keys.ARROW_DOWN, Keys.ENTER)
    feedback = page.find_element("css selector", "[data-item=mistake] .feedback")
    assert feedback.get_attribute("aria-live") == "polite"
    assert feedback.text.split("\n") == ["Right.", "It changes how the input is read.", "Only the “just” is wrong."]
    keys(page, Keys.TAB, Keys.TAB, Keys.SPACE, Keys.TAB, Keys.SPACE, Keys.ENTER)
    assert said(page, "true").startswith("Right.")
    keys(page, Keys.TAB, Keys.TAB, Keys.TAB, "0.5", Keys.ENTER)
    assert said(page, "number").startswith("Not this one.")
    assert page.find_element("id", "score").text == "2 of 6 points, 3 answered."


def test_ordering_by_keyboard(open_page) -> None:
    """The move buttons sort the steps; the focus stays on the button, and the new place is told."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_quiz(ITEMS))
    for place, step in enumerate(["score", "softmax", "mix"]):
        button = page.find_element("css selector", f"[data-step={step}] [data-way='-1']")
        for _ in range(3):
            order = [line.get_attribute("data-step") for line in page.find_elements("css selector", ".ordering li")]
            if order[place] == step:
                break
            button.send_keys(Keys.ENTER)
            assert page.switch_to.active_element == button
            assert "Now step" in said(page, "order")
    page.find_element("css selector", "[data-item=order] .primary").send_keys(Keys.ENTER)
    assert said(page, "order").startswith("Right.")


def test_matching_and_cloze(open_page) -> None:
    """Selects and blanks are labelled and typed into."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_quiz(ITEMS))
    for select, choice in zip(page.find_elements("tag name", "select"), ("what", "how"), strict=True):
        select.send_keys(choice)
    page.find_element("css selector", "[data-item=match] .primary").send_keys(Keys.ENTER)
    assert said(page, "match").startswith("Right.")
    for blank, word in zip(page.find_elements("css selector", ".blank"), ("query", "keys"), strict=True):
        assert blank.accessible_name.startswith("Blank")
        blank.send_keys(word)
    blank.send_keys(Keys.ENTER)
    assert said(page, "words").startswith("Partly right: 50 %.")


def test_blank_is_not_wrong(open_page) -> None:
    """A question without an answer says so and does not count as answered."""
    page = open_page(render_quiz(ITEMS))
    page.find_element("css selector", "[data-item=mistake] .primary").click()
    assert said(page, "mistake") == "Not answered yet."
    assert page.find_element("id", "score").text == "0 of 6 points, 0 answered."


@pytest.mark.parametrize("dark", [False, True])
def test_phone(open_page, dark: bool) -> None:
    """The quiz fits 360 pixels by day and by night."""
    page = open_page(render_quiz(ITEMS), width=360, dark=dark)
    assert page.execute_script("return document.documentElement.scrollWidth") <= 360


def test_hostile_text(open_page) -> None:
    """Markup in a prompt, an option or feedback is shown as text."""
    evil = "</script><img src=x onerror=alert(1)>"
    options = [{"id": evil, "text": evil, "correct": True, "feedback": evil}]
    page = open_page(render_quiz([{"id": "__proto__", "kind": "one", "prompt": evil, "options": options}], title=evil))
    page.find_element("css selector", ".option input").click()
    page.find_element("css selector", ".primary").click()
    assert evil in said(page, "__proto__")
    assert not page.find_elements("tag name", "img")


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"id": "x", "kind": "essay", "prompt": "?"}, "unknown kind"),
        ({"id": "x", "kind": "one", "prompt": "?", "options": []}, "0 options are correct"),
        ({"id": "x", "kind": "ordering", "prompt": "?", "order": ["a", "a"]}, "twice"),
        ({"id": "x", "kind": "cloze", "prompt": "no blank", "answer": "a"}, "at least one blank"),
        ({"id": "x", "kind": "cloze", "prompt": "___ ___", "answer": ["a"]}, "2 blanks but 1"),
    ],
)
def test_wrong_items_are_refused(item: dict[str, Any], sentence: str) -> None:
    """An item that cannot be shown is refused by its id."""
    with pytest.raises(ValueError, match=sentence):
        render_quiz([item])


def keys(page: Any, *pressed: str) -> None:
    for key in pressed:
        page.switch_to.active_element.send_keys(key)


def said(page: Any, item: str) -> str:
    return page.find_element("css selector", f"[data-item={item}] .feedback").text
