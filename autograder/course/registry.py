"""Which kinds of exercise there are: a line a kind. Adding one here is all that the rest of the engine asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Registered:
    """How a file of this kind may end, and the module whose `KIND` says all else (see autograder/kinds/base.py)."""

    suffixes: tuple[str, ...]
    module: str


KINDS: dict[str, Registered] = {
    "code": Registered((".py",), "autograder.kinds.code.kind"),
    "quiz": Registered((".yaml", ".yml"), "autograder.kinds.quiz.kind"),
    "written": Registered((".md", ".txt"), "autograder.kinds.written.kind"),
    "form": Registered((".yaml", ".yml"), "autograder.kinds.form.kind"),
}
