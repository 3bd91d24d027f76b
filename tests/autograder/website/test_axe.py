"""axe finds nothing on the site: its pages on a phone by night, those with the most controls in every look."""

from __future__ import annotations

import pytest

from autograder.course.manifest import load_course
from autograder.website.build import build
from autograder.website.distribution import Distribution
from tests.autograder.pages.axe import LOOKS, axe_source, found_by_axe, look
from tests.autograder.website.conftest import REPOSITORY, Page, Serve, Visit

pytestmark = pytest.mark.whole  # the pages' own parts are held against the rules where they are made

OTHER_LOOKS = [one for one in LOOKS if one != (360, True)]
"""Those that are not every page's."""
BUSY = ("softmax", "quiz", "evidence_card", "why_softmax", "hand-in")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, no_python: Distribution, serve: Serve, visit: Visit) -> Page:
    """The course for self-study; its Python is not needed."""
    folder = tmp_path_factory.mktemp("axe")
    build(load_course(REPOSITORY, require_stubs=False), folder / "site", no_python, self_study=True)
    return visit(serve(folder / "site"))


def broken(page: Page, places: list[str], source: str) -> dict[str, list[str]]:
    """Place -> the rules that are broken there."""
    found = {}
    for place in places:
        page.go(place).run("for (const one of document.querySelectorAll('main details')) one.open = true")
        if lines := found_by_axe(page.browser, source):
            found[place] = lines
    return found


def show_more(page: Page) -> None:
    """A hint, and what is said of a wrong answer."""
    page.go("exercise-softmax").run("document.querySelector('#exercise-softmax .hint').click()")
    page.go("exercise-quiz").run(
        "const form = document.querySelector('[data-seat] form[data-kind=cloze]');"
        "form.querySelector('.blank').value = 'no'; form.requestSubmit();"
    )


def test_every_page(page: Page) -> None:
    """No page of the site breaks a rule or is wider than a phone, with a hint and a wrong answer shown."""
    source = axe_source()
    look(page.browser, width=360, dark=True)
    show_more(page)
    places = page.run("return steps.map((step) => step.id)")
    assert len(places) > 14
    assert broken(page, places, source) == {}
    for place in places:
        assert page.go(place).run("return document.documentElement.scrollWidth") <= 360, place


@pytest.mark.parametrize(("width", "dark"), OTHER_LOOKS)
def test_every_look(page: Page, width: int, dark: bool) -> None:
    """Code, form, written answer, quiz and handing in, with a hint and a wrong answer shown."""
    source = axe_source()
    look(page.browser, width=width, dark=dark)
    show_more(page)
    assert broken(page, [f"exercise-{name}" if name != "hand-in" else name for name in BUSY], source) == {}
