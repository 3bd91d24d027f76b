"""A quiz as QTI 1.2 in a zip, as Canvas imports it; the package qti-package-maker writes it."""

from __future__ import annotations

import contextlib
import html
import io
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.exchange.feedback import make_zip
from autograder.exchange.quiz_items import Blanks, Number, Pairs, Pick


def qti_zip(title: str, questions: Iterable[Pick | Number | Pairs | Blanks]) -> bytes:
    """The archive to import. What answers are told has no place in it, and each question is worth one point.

    The package writes into the working folder and prints: it is given one of its own, and nobody to talk to.
    """
    from qti_package_maker.package_interface import QTIPackageInterface

    maker = QTIPackageInterface(title, verbose=False, allow_mixed=True)
    for question in questions:
        maker.add_item(*_item(question))
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        maker.save_package("canvas_qti_v1_2", "quiz.zip")
        with zipfile.ZipFile(Path(folder, "quiz.zip")) as made:
            return make_zip([(name, made.read(name)) for name in sorted(made.namelist())])


def _item(question: Pick | Number | Pairs | Blanks) -> tuple[str, tuple[Any, ...]]:
    """The package's name of the kind, and its fields."""
    prompt = f"<p>{html.escape(question.prompt, quote=False)}</p>"
    match question:
        case Pick():
            texts = [html.escape(option.text, quote=False) for option in question.options]
            right = [text for text, option in zip(texts, question.options, strict=True) if option.right]
            return ("MC", (prompt, texts, right[0])) if question.single else ("MA", (prompt, texts, right))
        case Number():
            return "NUM", (prompt, question.answer, question.within)
        case Pairs():
            lefts, rights = zip(*question.pairs, strict=True)
            return "MATCH", (prompt, list(lefts), [*rights, *question.others])
        case Blanks():
            return _blanks(question, prompt)


def _blanks(question: Blanks, prompt: str) -> tuple[str, tuple[Any, ...]]:
    if len(question.accept) == 1:
        return "FIB", (prompt, list(question.accept[0]))
    text = html.escape(question.parts[0], quote=False)
    for place, after in enumerate(question.parts[1:], 1):
        text += f"[blank{place}]" + html.escape(after, quote=False)
    words = {f"blank{place}": list(accept) for place, accept in enumerate(question.accept, 1)}
    return "MULTI_FIB", (f"<p>{text}</p>", words)
