"""The author's guide: the files on each page are a course that passes its exam, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app

REPOSITORY = Path(__file__).parents[3]
DOCS = REPOSITORY / "docs"
PAGES = (DOCS / "author.md", *sorted((DOCS / "author").glob("*.md")))
FILE = re.compile(r"^<!-- file: (\S+) -->\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_pages_files_are_a_course(page: Path, tmp_path: Path) -> None:
    """Put into an empty folder as they stand, with stubs made of the solutions, they pass `verify`."""
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    files = dict(FILE.findall(page.read_text(encoding="utf-8")))
    assert "course.yaml" in files
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for words in (["stubs"], ["verify"]):
        done = CliRunner().invoke(app, [*words, "--course", str(tmp_path)])
        assert done.exit_code == 0, done.output


def test_every_page_is_linked() -> None:
    """The guide's first page names all the others."""
    linked = set(LINK.findall(PAGES[0].read_text(encoding="utf-8")))
    assert {f"author/{page.name}" for page in PAGES[1:]} <= linked


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as GitHub makes them."""
    lines = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL).splitlines()
    heads = [line.lstrip("#").strip().lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in heads}


@pytest.mark.parametrize(
    "page",
    [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))],
    ids=lambda page: str(page.relative_to(REPOSITORY)),
)
def test_links_lead_somewhere(page: Path) -> None:
    """A link within the repository names a file that is there, and a heading that is in it."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    dead = []
    for link in LINK.findall(re.sub(r"`[^`]*`", "", text)):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []
