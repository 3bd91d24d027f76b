"""The quiz page in a real browser: every kind answered by keyboard, marked as in class, and told to a screen reader."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.kinds.quiz.answers import BadAnswer, read_answer
from autograder.kinds.quiz.key import Item, draws, read_key
from autograder.kinds.quiz.marking import mark, wrong_answers
from autograder.kinds.quiz.teaching import said_to
from autograder.pages.quiz_page import render_quiz

QUIZ = Path(__file__).parents[1] / "data" / "quiz.yaml"
ITEMS = read_key(QUIZ.read_text(encoding="utf-8"), QUIZ)


def item(**question: Any) -> Item:
    """One item from its key; what a test leaves out is filled in."""
    row = {"id": "x", "title": "A title", "prompt": "A prompt?", "says": "Because.", **question}
    (made,) = read_key(yaml.safe_dump({"questions": [row]}, sort_keys=False), Path("quiz.yaml"))
    return made


# The rules of the page are those of the engine.

LETTERS = "abcdefgh"
WORDS = (
    "query",
    "Query vector",
    "QUERY-VECTOR",
    "key",
    " keys. ",
    "Straße",
    "STRASSE",
    "λόγος",
    "ΛΌΓΟΣ",
    "ﬁt",
    "a  b",
    "“q”",
)
DIGITS = (
    "0.25",
    "0,25",
    "1/4",
    "-1/4",
    " 1 / 4 ",
    "1/0",
    "0/0",
    "1/2/2",
    ".5",
    "5.",
    "+3",
    "1e3",
    "1E-2",
    "1_0",
    "1__0",
    "_1",
)
ODD = (
    "",
    " ",
    "one",
    "0x10",
    "1,000.5",
    "1,0,0",
    "nan",
    "inf",
    "Infinity",
    "1e999",
    "--1",
    "1.2.3",
    "/",
    ".",
    "1" * 61,
    "٣x",
)


def any_item(name: str, chance: random.Random) -> Item:
    """An item of any kind and size."""
    kind = ("one", "several", "numeric", "ordering", "matching", "cloze")[chance.randrange(6)]
    ids = list(LETTERS[: chance.randint(2, 7)])
    note = {"says": f"note {chance.random()}", "misconception": "m"}
    match kind:
        case "one" | "several":
            right = chance.sample(ids, 1 if kind == "one" else chance.randint(1, len(ids)))
            rest: dict[str, Any] = {
                "options": {i: {"text": i, "right": i in right, **note, "says": f"{name} {i}"} for i in ids}
            }
        case "numeric":
            known = ({"answer": formula, **note, "says": formula} for formula in ("p + 50", "p * q + 90", "p + 50.3"))
            rest = {
                "numbers": {"p": [1, 2.5, 4], "q": [0.25, 3]},
                "answer": "p * q",
                "within": 0.2,
                "wrong": list(known),
            }
        case "ordering":
            wrong = [{"order": chance.sample(ids, len(ids)), **note} for _ in range(3)]
            rest = {"steps": {i: i for i in ids}, "order": chance.sample(ids, len(ids)), "wrong": wrong}
        case "matching":
            pairs = {i: chance.choice(LETTERS) for i in ids}
            wrong = [{"pair": [i, r], **note, "says": i + r} for i in ids for r in LETTERS[:3] if r != pairs[i]]
            rest = {"left": {i: i for i in ids}, "right": {r: r for r in LETTERS}, "pairs": pairs, "wrong": wrong}
        case _:
            blanks = [
                {"accept": chance.sample(WORDS, 2), "wrong": [{"accept": [word], "says": word} for word in WORDS[3:6]]}
                for _ in ids
            ]
            rest = {"prompt": "___ " * len(ids), "blanks": blanks}
    return item(id=name, kind=kind, **rest)


def any_answer(asked: Item, numbers: dict[str, float], chance: random.Random) -> Any:
    """What a form of this kind can hold, often close to right."""
    ids = list(asked.question.options)
    match asked.question.kind:
        case "one":
            return chance.choice([*ids, ""])
        case "several":
            return sorted(chance.sample(ids, chance.randint(0, len(ids))))
        case "numeric":
            near = [*numbers.values(), numbers["p"] * numbers["q"], numbers["p"] + 50, numbers["p"] * numbers["q"] + 90]
            return chance.choice(
                [*DIGITS, *ODD, *(repr(value + chance.choice((0, 0.1, 0.19, 0.21))) for value in near)]
            )
        case "ordering":
            return chance.sample(ids, len(ids))
        case "matching":
            return {left: chance.choice([*LETTERS[:4], ""]) for left in ids}
    return [chance.choice([*WORDS, "", " ", "other", "Keys", "kEy!"]) for _ in range(asked.question.blanks)]


def in_class(asked: Item, answer: Any, numbers: dict[str, float]) -> list[Any]:
    """The share and the notes by the engine; no share for what is no answer."""
    try:
        read = read_answer(asked.question, answer)
    except BadAnswer:
        return [None]
    if read is None:
        return [None]
    marked = mark(asked, read, numbers)
    return [marked.share, [note.says for note in marked.notes]]


def test_the_page_marks_as_the_engine_does(open_page) -> None:
    """Over many items of every kind and many answers, share and notes are the same to the last digit."""
    chance = random.Random(11)
    items = [any_item(f"q{number}", chance) for number in range(150)]
    cases = [
        (asked, place, numbers, any_answer(asked, numbers, chance))
        for asked in items
        for place, numbers in enumerate(draws(asked.question))
        for _ in range(40 if len(asked.question.numbers) == 0 else 20)
    ]
    page = open_page(render_quiz(items))
    got = page.execute_script(
        """return arguments[0].map(([name, place, answer]) => {
             const key = quizPage.keys.get(name);
             const { share, notes } = quizPage.mark(key, answer, key.draws?.[place]);
             return share === null ? [null] : [share, notes];
           })""",
        [(asked.question.id, place, answer) for asked, place, _, answer in cases],
    )
    wanted = [in_class(asked, answer, numbers) for asked, _, numbers, answer in cases]
    differing = [(case[0].key, case[3], g, w) for case, g, w in zip(cases, got, wanted, strict=True) if g != w]
    assert differing == []
    shares = {
        kind: [w[0] for case, w in zip(cases, wanted, strict=True) if case[0].question.kind == kind] for kind in KINDS
    }
    for kind, seen in shares.items():  # the cases reach what they should
        assert {0.0, 1.0} <= set(seen), kind
        assert (None in seen) is (kind != "ordering")
    assert len(cases) > 5000


KINDS = ("one", "several", "numeric", "ordering", "matching", "cloze")

MARKS = [
    ("far_value", "b", 1),
    ("far_value", "a", 0),
    ("far_value", "", None),
    ("trapezoid_facts", ["a", "b"], 1),
    ("trapezoid_facts", ["a"], 0.5),
    ("trapezoid_facts", ["a", "b", "c"], 0.5),
    ("trapezoid_facts", ["c"], 0),
    ("trapezoid_facts", [], None),
    ("median_steps", ["b", "c", "a"], 1),
    ("median_steps", ["b", "a", "c"], 1 / 3),
    ("median_steps", ["a", "c", "b"], 0),
    ("words_of_statistics", {"mean": "b", "median": "a", "range": ""}, 2 / 3),
    ("fill_in", [" Average.", "2"], 1),
    ("fill_in", ["sum", "two"], 0.5),
]


def test_every_kind_is_marked(open_page) -> None:
    """Each answer gets its share of the points, worked out by hand; a blank one none at all."""
    page = open_page(render_quiz(ITEMS))
    for name, answer, expected in MARKS:
        got = page.execute_script(
            "return quizPage.mark(quizPage.keys.get(arguments[0]), arguments[1]).share", name, answer
        )
        assert got == pytest.approx(expected), (name, answer)


def test_keyboard_alone(open_page) -> None:
    """Space chooses, Enter checks, feedback stands in a live region and the total follows, weighed by points."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_quiz(ITEMS, student="Ada"))
    keys(page, Keys.TAB, Keys.SPACE, Keys.ARROW_DOWN, Keys.ENTER)
    feedback = page.find_element("css selector", "[data-item=far_value] .feedback")
    assert feedback.get_attribute("aria-live") == "polite"
    lines = feedback.text.split("\n")
    assert lines[:2] == ["Right.", "It stays near 80 cm."]
    assert lines[2].startswith("The median looks only at the middle")
    keys(page, Keys.TAB, Keys.TAB, Keys.SPACE, Keys.TAB, Keys.SPACE, Keys.ENTER)
    assert said(page, "trapezoid_facts").startswith("Right.")
    keys(page, Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, "0.5", Keys.ENTER)
    assert said(page, "strip").startswith("Not this one.")
    assert page.find_element("id", "score").text == "3 of 7 points, 3 of 6 answered."


WHY = "The median looks only at the middle"


def choose(page: Any, item: str, letter: str) -> str:
    """Chooses an option, presses Check, and gives what is said."""
    form = page.find_element("css selector", f"[data-item={item}]")
    form.find_element("css selector", f"input[value={letter}]").click()
    form.find_element("css selector", ".primary").click()
    return said(page, item)


def test_the_explanation_waits_for_a_second_try(open_page) -> None:
    """A wrong answer is led on; the same again is no second try; another wrong one, and a right one, are told why."""
    page = open_page(render_quiz(ITEMS))
    assert WHY not in choose(page, "far_value", "a")
    assert WHY not in choose(page, "far_value", "a")
    assert "another try" in page.find_element("css selector", "[data-state=far_value]").text
    assert WHY in choose(page, "far_value", "c")
    assert WHY in choose(page, "far_value", "b")
    assert page.find_element("css selector", "[data-state=far_value]").text == "right in the end"


@pytest.mark.parametrize(
    "name",
    [
        *("trapezoid_facts", "strip"),
        *(pytest.param(name, marks=pytest.mark.whole) for name in ("far_value", "words_of_statistics", "fill_in")),
    ],
)
def test_page_and_terminal_say_the_same(open_page, name: str) -> None:
    """What a wrong answer is told, first and second time, is what the engine's teaching says."""
    asked = next(one for one in ITEMS if one.question.id == name)
    numbers = asked.question.drawn("Ada")
    page = open_page(render_quiz(ITEMS, student="Ada"))
    wrong = [answer for answer, _ in wrong_answers(asked, numbers)]
    wrong += {"strip": [77777.0], "fill_in": [("off", "off")], "trapezoid_facts": [("a",)]}.get(name, [])
    assert wrong
    for answer in wrong:
        marked = mark(asked, answer, numbers)
        typed = answer if isinstance(answer, str) else str(answer) if isinstance(answer, float) else answer
        for before in (0, 1):
            got = page.execute_script(
                """const key = quizPage.keys.get(arguments[0]);
                   const { share, notes } = quizPage.mark(key, arguments[1], key.draws?.[0]);
                   return quizPage.said(key, share, notes, arguments[2], false).texts""",
                *(name, list(typed) if isinstance(typed, tuple) else typed, before + 1),
            )
            assert got == said_to(asked, marked, before)


def test_a_reload_keeps_what_was_done(open_page) -> None:
    """Answers, checked or not, numbers, tries and feedback are there after a reload; afresh forgets them."""
    page = open_page(render_quiz(ITEMS, kept_as="measuring/quiz"))
    choose(page, "far_value", "a")
    choose(page, "trapezoid_facts", "c")
    strip = page.find_element("css selector", "[data-item=strip]")
    strip.find_element("css selector", "[data-redraw]").click()
    drawn = numbers_in(strip)
    strip.find_element("css selector", ".numeric").send_keys("12,5")
    page.find_element("css selector", "[data-step] [data-way='1']").click()
    order = [line.get_attribute("data-step") for line in page.find_elements("css selector", ".ordering li")]
    page.find_element("css selector", ".blank").send_keys("mean")
    page.find_elements("tag name", "select")[0].send_keys("the su")
    before, score = said(page, "far_value"), page.find_element("id", "score").text
    page.refresh()
    assert said(page, "far_value") == before
    assert page.find_element("id", "score").text == score
    strip = page.find_element("css selector", "[data-item=strip]")
    assert numbers_in(strip) == drawn
    assert strip.find_element("css selector", ".numeric").get_attribute("value") == "12,5"
    assert [one.get_attribute("data-step") for one in page.find_elements("css selector", ".ordering li")] == order
    assert page.find_element("css selector", ".blank").get_attribute("value") == "mean"
    assert page.find_elements("tag name", "select")[0].get_attribute("value") == "b"
    assert WHY in choose(page, "far_value", "c")  # the try before the reload counts
    page.find_element("id", "afresh").click()
    page.switch_to.alert.accept()
    page.refresh()
    assert said(page, "far_value") == ""
    assert page.find_element("id", "score").text == "Nothing answered yet."


def test_another_quiz_of_the_name_starts_afresh(open_page) -> None:
    """What is kept belongs to one key: a changed quiz does not take its answers."""
    page = open_page(render_quiz(ITEMS, kept_as="measuring/quiz"))
    choose(page, "far_value", "a")
    page = open_page(render_quiz(ITEMS[:2], kept_as="measuring/quiz"))
    assert said(page, "far_value") == ""
    page.execute_script("localStorage.clear()")


def test_the_blank_that_is_off_is_marked(open_page) -> None:
    """The wrong blank is named and marked, the right one is not; typing takes the mark away."""
    page = open_page(render_quiz(ITEMS))
    first, second = page.find_elements("css selector", ".blank")
    first.send_keys("mean")
    second.send_keys("seventeen")
    page.find_element("css selector", "[data-item=fill_in] .primary").click()
    assert "Look again at blank 2." in said(page, "fill_in")
    assert [one.get_attribute("aria-invalid") for one in (first, second)] == ["false", "true"]
    second.send_keys("x")
    assert second.get_attribute("aria-invalid") is None


def test_a_table_is_a_table(open_page) -> None:
    """A Markdown table in a prompt has column and row headers, and scrolls by itself where it is wide."""
    table = "Before:\n\n| | the | {p} |\n|---|---|---|\n| die | 0.8 | 0.2 |\n\nAfter?"
    asked = item(kind="numeric", prompt=table, numbers={"p": [3]}, answer="p")
    page = open_page(render_quiz([asked]), width=360)
    assert [th.get_attribute("scope") for th in page.find_elements("tag name", "th")] == ["col", "col", "row"]
    assert [th.text for th in page.find_elements("tag name", "th")] == ["the", "3", "die"]
    assert [p.text for p in page.find_elements("css selector", ".prompt p")] == ["Before:", "After?"]


def test_ordering_by_keyboard(open_page) -> None:
    """The move buttons sort the steps; the focus stays on the button, and the new place is told."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_quiz(ITEMS))
    for place, step in enumerate(["b", "c", "a"]):
        button = page.find_element("css selector", f"[data-step={step}] [data-way='-1']")
        for _ in range(3):
            order = [line.get_attribute("data-step") for line in page.find_elements("css selector", ".ordering li")]
            if order[place] == step:
                break
            button.send_keys(Keys.ENTER)
            assert page.switch_to.active_element == button
            assert "Now step" in said(page, "median_steps")
    page.find_element("css selector", "[data-item=median_steps] .primary").send_keys(Keys.ENTER)
    assert said(page, "median_steps").startswith("Right.")


def test_matching_and_cloze(open_page) -> None:
    """Selects and blanks are labelled and typed into; what is known about a wrong one is said."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_quiz(ITEMS))
    for select, choice in zip(page.find_elements("tag name", "select"), ("the su", "the mi", "the la"), strict=True):
        select.send_keys(choice)
    page.find_element("css selector", "[data-item=words_of_statistics] .primary").send_keys(Keys.ENTER)
    assert said(page, "words_of_statistics").startswith("Right.")
    for blank, word in zip(page.find_elements("css selector", ".blank"), ("sum", "two"), strict=True):
        assert blank.accessible_name.startswith("Blank")
        blank.send_keys(word)
    blank.send_keys(Keys.ENTER)
    assert said(page, "fill_in").startswith("Partly right: 50 %.\nThe sum would lie far outside")


def test_blank_is_not_wrong(open_page) -> None:
    """A question without an answer says so, gives nothing away and does not count as answered; nor does no number."""
    page = open_page(render_quiz(ITEMS))
    for name in ("far_value", "strip", "fill_in"):
        page.find_element("css selector", f"[data-item={name}] .primary").click()
        assert said(page, name) == "Not answered yet."
    check_number(page.find_element("css selector", "[data-item=strip]"), "one")
    assert said(page, "strip") == "Not answered yet.\nThat is not a number yet: write it like 0.25."
    assert page.find_element("id", "score").text == "0 of 7 points, 0 of 6 answered."


@pytest.mark.parametrize("dark", [pytest.param(False, marks=pytest.mark.whole), True])
def test_phone(open_page, dark: bool) -> None:
    """The quiz fits 360 pixels by day and by night, with its feedback open."""
    page = open_page(render_quiz(ITEMS), width=360, dark=dark)
    page.execute_script("document.querySelectorAll('.primary').forEach((button) => button.click())")
    assert page.execute_script("return document.documentElement.scrollWidth") <= 360
    ground = page.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground[4:-1].split(","))) < 200) is dark


def test_hostile_text(open_page) -> None:
    """Markup in a title, a prompt, an option or feedback is shown as text."""
    evil = "</script><img src=x onerror=alert(1)>"
    options = {
        evil: {"text": evil, "right": True, "says": evil},
        "__proto__": {"text": "b", "right": False, "says": "b", "misconception": "m"},
    }
    made = item(kind="one", title=evil, prompt=evil, says=evil, options=options)
    page = open_page(render_quiz([made], title=evil))
    for place in (0, 1):
        page.find_elements("css selector", ".option input")[place].click()
        page.find_element("css selector", ".primary").click()
        assert evil in said(page, "x")
    assert not page.find_elements("tag name", "img")


def test_other_numbers(open_page) -> None:
    """A press draws another set of numbers: prompt and right answer follow, and the old answer goes."""
    page = open_page(render_quiz(ITEMS))
    form = page.find_element("css selector", "[data-item=strip]")
    seen = set()
    for _ in range(6):
        before = numbers_in(form)
        form.find_element("css selector", "[data-redraw]").click()
        width, left, right = after = numbers_in(form)
        assert after != before
        assert form.find_element("css selector", ".numeric").get_attribute("value") == ""
        assert said(page, "strip") == f"New numbers: {width:g}, {left:g}, {right:g}."
        assert page.find_element("id", "score").text == "0 of 7 points, 0 of 6 answered."
        check_number(form, f"{width * (left + right)}")
        assert "You added the two heights" in said(page, "strip")
        check_number(form, f"{width * (left + right) / 2}".replace(".", ","))
        assert said(page, "strip").startswith("Right.")
        seen.add(after)
    assert len(seen) > 2


def test_each_visit_draws(open_page) -> None:
    """Over several visits the numbers differ."""
    html = render_quiz(ITEMS)
    seen = {numbers_in(open_page(html).find_element("css selector", "[data-item=strip]")) for _ in range(12)}
    assert len(seen) > 1


def test_a_students_own_numbers(open_page) -> None:
    """For one student the page has that student's numbers and no others."""
    page = open_page(render_quiz(ITEMS, student="Ada Lovelace"))
    form = page.find_element("css selector", "[data-item=strip]")
    question = next(one.question for one in ITEMS if one.question.id == "strip")
    assert numbers_in(form) == tuple(question.drawn("lovelace, ada").values())
    assert not page.find_elements("css selector", "[data-redraw]")


def test_a_table_keeps_its_lines(open_page) -> None:
    """Lines with bars stay lines of fixed width; the text around them flows, paragraph by paragraph."""
    page = open_page(render_quiz(ITEMS, student="Ada"))
    prompt = page.find_element("css selector", "[data-item=strip] .prompt")
    table = prompt.find_element("tag name", "pre")
    assert [line.count("|") for line in table.text.split("\n")] == [2, 2]
    assert "mono" in table.value_of_css_property("font-family")
    assert len(prompt.find_elements("tag name", "p")) == 2


def test_a_wide_table_scrolls_by_itself(open_page) -> None:
    """On a phone a table that is too wide scrolls; the page does not."""
    wide = item(kind="numeric", prompt="x | " + "1234567 | " * 20, answer="1")
    page = open_page(render_quiz([wide]), width=360)
    assert page.execute_script("return document.documentElement.scrollWidth") <= 360
    assert page.execute_script("const p = document.querySelector('pre'); return p.scrollWidth > p.clientWidth")


def test_steps_never_come_in_order(open_page) -> None:
    """Even where the key lists the steps in their order, the page does not."""
    page = open_page(render_quiz([item(kind="ordering", steps={"a": "A", "b": "B", "c": "C"}, order=["a", "b", "c"])]))
    shown = [line.get_attribute("data-step") for line in page.find_elements("css selector", ".ordering li")]
    assert sorted(shown) == ["a", "b", "c"] != shown


def test_all_is_named(open_page) -> None:
    """Every input, select and button has a name that a screen reader can say."""
    page = open_page(render_quiz(ITEMS))
    controls = page.find_elements("css selector", "input, select, button")
    assert len(controls) > 20
    assert [control.get_attribute("outerHTML") for control in controls if not control.accessible_name] == []


def keys(page: Any, *pressed: str) -> None:
    for key in pressed:
        page.switch_to.active_element.send_keys(key)


def said(page: Any, item: str) -> str:
    return page.find_element("css selector", f"[data-item={item}] .feedback").text


def numbers_in(form: Any) -> tuple[float, ...]:
    """The numbers that the prompt shows."""
    return tuple(float(span.text) for span in form.find_elements("css selector", "[data-number]"))


def check_number(form: Any, text: str) -> None:
    field = form.find_element("css selector", ".numeric")
    field.clear()
    field.send_keys(text)
    form.find_element("css selector", ".primary").click()
