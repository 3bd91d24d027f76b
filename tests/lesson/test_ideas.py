"""The lesson says all that it has to say, each thing where it belongs, and shows each tool before it is needed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGES = {path.stem.partition("-")[2]: path for path in sorted((ROOT / "lesson" / "pages").glob("*.md"))}
IDEAS: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("ideas.yaml").read_text(encoding="utf-8"))
EXERCISES = [name for name in PAGES if (ROOT / "solutions" / f"{name}.py").is_file()]
SMALL = {"len", "sum", "range", "abs", "min", "max", "list", "enumerate", "sorted", "append", "key", "dtype", "strict"}
"""What somebody knows who has met lists and loops; and what an answer can do without."""


@pytest.mark.parametrize("idea", IDEAS)
def test_an_idea_has_its_place(idea: str) -> None:
    """Its words stand on its page."""
    text = PAGES[IDEAS[idea]["page"]].read_text(encoding="utf-8")
    assert [words for words in IDEAS[idea]["words"] if not re.search(words, text)] == []


def test_every_page_has_an_idea() -> None:
    """No page is there for nothing."""
    assert {idea["page"] for idea in IDEAS.values()} == set(PAGES)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_tool_is_shown_before_it_is_needed(exercise: str) -> None:
    """Whatever the solution uses of NumPy, of math and of Python's odder corners stood in code on a page before."""
    told = set()
    for name, path in PAGES.items():
        text = path.read_text(encoding="utf-8")
        told |= set(words_of_code(text.partition("{exercise ")[0] if name == exercise else text))
        if name == exercise:
            break
    source = (ROOT / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")
    assert tools(source) - told == set()


def words_of_code(text: str) -> Iterator[str]:
    """Names and operators inside code, in blocks and in lines."""
    for code in re.findall(r"```python\n(.*?)```|`([^`\n]+)`", text, re.DOTALL):
        yield from re.findall(r"[A-Za-z_]\w*|@", "".join(code))


def tools(source: str) -> set[str]:
    """Functions, attributes and keywords that a program takes from elsewhere."""
    tree = ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.keyword(arg=str(name)) | ast.Call(func=ast.Name(id=name)):
                found.add(name)
            case ast.BinOp(op=ast.MatMult()):
                found.add("@")
    return found - own - SMALL
