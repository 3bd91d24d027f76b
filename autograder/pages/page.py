"""One self-contained page: Jinja templates of a folder, and data that cannot leave its script element."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import UserError

if TYPE_CHECKING:
    from jinja2 import Environment

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def plain(text: str) -> str:
    """The text without terminal escapes, control characters and direction overrides; line ends and tabs stay."""
    if text.isprintable():  # then nothing of that is in it
        return text
    return _CONTROL.sub("", _ANSI.sub("", text.replace("\r\n", "\n")))


def embed(data: object) -> str:
    """Plain data as JSON, ready for `{{ ... | safe }}` inside a script element; NaN and infinity raise ValueError.

    Every character that HTML could read as markup is a JSON escape.
    """
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for character, escape in _UNSAFE_IN_SCRIPT.items():
        text = text.replace(character, escape)
    return text


def render(folder: str | Path, template: str, /, **data: Any) -> str:
    """One page from the `templates` folder of a package, or from a folder of a course, named by its Path.

    What is lacking there comes from this package's own templates.
    """
    return _environment(folder).get_template(template).render(**data)


@cache
def macros(folder: str | Path, template: str) -> Any:
    """The macros of a template, as functions that make parts of a page."""
    return _environment(folder).get_template(template).module


@cache
def _environment(folder: str | Path) -> Environment:
    """Made once, as a class has a page a student."""
    try:
        import jinja2
    except ImportError as error:
        raise UserError("Pages need the package jinja2: pip install jinja2") from error
    first = jinja2.FileSystemLoader(folder) if isinstance(folder, Path) else jinja2.PackageLoader(folder)
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([first, jinja2.PackageLoader("autograder.pages")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        auto_reload=False,  # else the disk is asked for each page
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finalize(value: Any) -> Any:
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
