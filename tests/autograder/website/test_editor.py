"""The editor: colours that never change the text, indentation by keyboard, undo, and the line that is at fault."""

from __future__ import annotations

import io
import keyword
import random
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.website.build import build
from autograder.website.distribution import Distribution
from tests.autograder.conftest import MEASURING
from tests.autograder.website.conftest import REPOSITORY, Page, Serve, Visit

ENTER, TAB, ESCAPE, BACK, UP, HOME = "\ue007", "\ue004", "\ue00c", "\ue003", "\ue013", "\ue011"
SHIFT, CONTROL, NOTHING = "\ue008", "\ue009", "\ue000"
SOURCES = sorted((REPOSITORY / "solutions").rglob("*.py")) + sorted((REPOSITORY / "autograder" / "checks").glob("*.py"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, no_python: Distribution, serve: Serve, visit: Visit) -> Page:
    """The tiny course; typing needs no Python."""
    folder = tmp_path_factory.mktemp("editor")
    build(load_course(MEASURING), folder / "site", no_python)
    return visit(serve(folder / "site"))


@pytest.fixture
def page(opened: Page) -> Iterator[Page]:
    """It at an empty editor."""
    opened.go("exercise-median").type("median", "")
    opened.run("document.querySelector('#exercise-median textarea').focus()")
    yield opened
    opened.type("median", "")


def keys(page: Page, *typed: str) -> str:
    """Types, and gives what stands there then."""
    area = page.browser.find_element("css selector", "#exercise-median textarea")
    area.send_keys(*typed)
    return str(area.get_attribute("value"))


def painted(page: Page) -> list[list[str]]:
    """What lies behind the text: class and piece."""
    script = "return [...arguments[0].childNodes].map((one) => [one.className ?? '', one.textContent])"
    return list(page.run(script, page.browser.find_element("css selector", "#exercise-median .paint")))


def test_colours_are_the_text(page: Page) -> None:
    """The pieces put together are the text, whatever it is; an unreadable one and a huge one are no exception."""
    chance = random.Random(5)
    signs = [
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "\n",
        "#",
        "f",
        "rb",
        "0x1F",
        "1e-3",
        ".5",
        "def ",
        "x",
        " ",
        "é",
        "😀",
        "@",
        "(",
        "=",
    ]
    texts = ["".join(chance.choices(signs, k=chance.randint(1, 40))) for _ in range(1500)]
    texts += [path.read_text(encoding="utf-8") for path in SOURCES] + ["x = 1\n" * 20000, "'" * 9999, '"""\\' * 4000]
    script = "return arguments[0].map((text) => coloured(text).map(([, piece]) => piece).join('') === text)"
    assert all(page.run(script, texts))


def test_colours_are_pythons_own_tokens(page: Page) -> None:
    """Comments, strings, numbers and keywords are those that Python's tokenizer finds, in every solution and more."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    texts = [text for text in texts if 'f"' not in text and "f'" not in text]  # newer Pythons take these apart
    assert len(texts) > 100
    for text, pieces in zip(texts, page.run("return arguments[0].map((text) => coloured(text))", texts), strict=True):
        own = []
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in (tokenize.COMMENT, tokenize.STRING, tokenize.NUMBER) or keyword.iskeyword(token.string):
                own.append(token.string)
        named = ("comment", "string", "number", "keyword", "constant")
        assert [piece for name, piece in pieces if name in named and piece not in ("self", "match", "case")] == own


def test_what_is_typed_is_painted(page: Page) -> None:
    """Colours follow the typing, and the painted text stands exactly under the typed one."""
    text = "def median(values):\n    # sort\n    return sorted(values)[0] + 'x'\n"
    page.type("median", text)
    assert "".join(piece for _, piece in painted(page)) == text
    assert {("py-keyword", "def"), ("py-defined", "median"), ("py-comment", "# sort"), ("py-builtin", "sorted")} <= {
        (name, piece) for name, piece in painted(page)
    }
    script = """
        const area = document.querySelector('#exercise-median textarea');
        const paint = document.querySelector('#exercise-median .paint');
        const [a, b] = [getComputedStyle(area), getComputedStyle(paint)];
        const same = ["fontSize", "lineHeight", "fontFamily", "paddingLeft", "paddingTop", "tabSize", "letterSpacing"];
        const [p, q] = [area.getBoundingClientRect(), paint.getBoundingClientRect()];
        return [same.filter((name) => a[name] !== b[name]), p.left - q.left, p.top - q.top]"""
    assert page.run(script) == [[], 0, 0]


def test_it_scrolls_as_one(page: Page) -> None:
    """Numbers and colours go where the text goes."""
    page.type("median", "\n".join(f"x{n} = {'1 + ' * 60}1" for n in range(80)))
    script = """
        const done = arguments[0], area = document.querySelector('#exercise-median textarea');
        area.scrollTop = 400;
        requestAnimationFrame(() => requestAnimationFrame(() => done([area.scrollTop,
          area.scrollWidth - area.clientWidth,
          document.querySelector('#exercise-median .gutter').scrollTop,
          document.querySelector('#exercise-median .paint').style.transform])));"""
    down, beside, gutter, moved = page.browser.execute_async_script(script)
    assert (down, beside, gutter) == (400, 0, 400)
    assert moved == "translate(0px, -400px)"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_long_line_wraps_and_its_number_stands_beside_its_beginning(page: Page, width: int) -> None:
    """What an exercise asks for is read without moving sideways, on a telephone too."""
    lines = ["x = 1", "# " + "a long sentence, " * 20, "", "\ty = " + "'ä😀" * 70 + "'", "z = " + "1" * 300, "last = 2"]
    page.browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        page.type("median", "\n".join(lines))
        script = """
            const paint = document.querySelector('#exercise-median .paint');
            const area = document.querySelector('#exercise-median textarea');
            const walk = document.createTreeWalker(paint, NodeFilter.SHOW_TEXT), tops = [];
            let fresh = true;
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
              for (let i = 0; i < node.length; i += 1) {
                const range = document.createRange();
                range.setStart(node, i); range.setEnd(node, i + 1);
                if (fresh) tops.push(range.getClientRects()[0].top);
                fresh = node.data[i] === '\\n';
              }
            }
            const numbers = [...document.querySelectorAll('#exercise-median .gutter span')];
            return [tops, numbers.map((one) => one.getBoundingClientRect().top), paint.scrollHeight, area.scrollHeight,
              area.scrollWidth - area.clientWidth]"""
        tops, numbers, painted_height, typed_height, beside = page.wait(f"(() => {{{script}}})()")
    finally:
        page.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
    assert len(numbers) == len(tops) == len(lines)
    assert numbers[2] - numbers[1] > 2 * (numbers[1] - numbers[0])
    assert [number - top for number, top in zip(numbers, tops, strict=True)] == pytest.approx(
        [numbers[0] - tops[0]] * 6, abs=1
    )
    assert painted_height <= typed_height
    assert beside == 0


def test_indentation_by_keyboard(page: Page) -> None:
    """Deeper after a colon, as deep as before, back after return; Shift+Tab and Backspace take a step back."""
    typed = keys(page, "def f(x):", ENTER, "if x:", ENTER, "return 1", ENTER, "y = [", ENTER, "2]", ENTER, "return y")
    assert typed == "def f(x):\n    if x:\n        return 1\n    y = [\n    2]\n    return y"
    assert keys(page, ENTER, "z") == typed + "\nz"
    page.type("median", "")
    assert keys(page, TAB, "a", SHIFT, TAB, NOTHING) == "a"
    page.type("median", "")
    assert keys(page, TAB, TAB, BACK) == "    "
    page.type("median", "a\nb")
    assert keys(page, CONTROL, "a", NOTHING, TAB) == "    a\n    b"
    assert keys(page, SHIFT, TAB, NOTHING) == "a\nb"


def test_undo_takes_back_what_the_editor_did(page: Page) -> None:
    """Ctrl+Z goes back over indentation as over typing, and the colours with it."""
    page.open("exercise-median")  # with nothing before it to take back
    keys(page, "for x in y:", ENTER, "pass")
    assert keys(page, CONTROL, "a", NOTHING, TAB) == "    for x in y:\n        pass"
    assert keys(page, CONTROL, "z", NOTHING) == "for x in y:\n    pass"
    left = "x"
    for _ in range(20):
        left = keys(page, CONTROL, "z", NOTHING)
    assert left == ""
    assert painted(page) == []


def test_a_way_out_by_keyboard(page: Page) -> None:
    """Tab stays in the text, Escape then Tab leaves it forwards, Escape then Shift+Tab backwards."""
    focused = "return document.activeElement.className || document.activeElement.tagName"
    keys(page, TAB)
    assert page.run(focused) == "TEXTAREA"
    keys(page, ESCAPE, TAB)
    assert page.run(focused) == "primary check"
    keys(page, ESCAPE, SHIFT, TAB, NOTHING)
    assert page.run(focused) != "TEXTAREA"
    assert "Escape, then Tab leaves" in page.text("#keys-median")


def test_the_line_at_fault(page: Page) -> None:
    """It is marked until something is typed, and a button of the result goes there."""
    text = "def median(values):\n    x = 1\n    return values[9]\n"
    page.type("median", text)
    script = """
        const card = cards.find((one) => one.exercise.id === 'median');
        const check = { id: 'a', title: 'A', outcome: 'failed', visible: true, diagnosis: null };
        card.show({
          check: { exercises: [{ score: 0, max_score: 1, status: 'graded', message: '', checks: [check] }] },
          page: { lines: { a: ['It raised IndexError (line 3 of your file).'] }, ideas: {}, line: 3, call: null },
        }, card.editor.text);"""
    page.run(script)
    marked = "return [...document.querySelectorAll('#exercise-median .gutter .fault')].map((one) => one.textContent)"
    assert page.run(marked) == ["3"]
    button = page.browser.find_element("css selector", "#exercise-median .next button")
    assert button.text == "Go to line 3"
    button.send_keys(ENTER)
    assert page.run("return document.activeElement.selectionStart") == text.index("return")
    keys(page, "x")
    assert page.run(marked) == []


def test_it_is_printed_whole(page: Page, tmp_path: Path) -> None:
    """On paper all of a text stands there, however little of it the window shows."""
    page.type("median", "\n".join(f"line{n} = {n}" for n in range(120)))
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        script = """
            const shown = (selector) => getComputedStyle(document.querySelector(selector)).display;
            const paint = document.querySelector('#exercise-median .paint').getBoundingClientRect();
            return [shown('#exercise-median textarea'), paint.height > 100 * 15, shown('.steps')]"""
        assert page.run(script) == ["none", True, "none"]
    finally:
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
