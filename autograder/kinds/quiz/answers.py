"""What stands after `answer:`, to an answer of the question's kind. Nothing here knows the key."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.kinds.quiz.questions import Kind, Question
from autograder.kinds.quiz.repair import Unreadable

Answer = str | float | tuple[str, ...] | Mapping[str, str]
"""one: an option's id; several: ids; numeric: a number; ordering: all ids; matching: left -> right; cloze: words."""
LONGEST = 60


class BadAnswer(ValueError):
    """An answer that is not of its question's kind. The text is a sentence that says what to write."""


def read_answer(question: Question, raw: Any) -> Answer | None:
    """The answer; None where nothing is filled in yet. Raises BadAnswer for what cannot be one."""
    if isinstance(raw, Unreadable):
        raise BadAnswer(f"it cannot be read ({raw.what.rstrip('.')}); write {how_to_write(question)}.")
    if question.kind != "matching" and isinstance(raw, dict) and raw and all(part is None for part in raw.values()):
        raw = list(raw)  # {a, c} is [a, c] in other brackets
    if question.kind == "matching" and isinstance(raw, dict):
        raw = dict(_parted(left, right) for left, right in raw.items())
    if is_blank(raw):
        return None
    return _READERS[question.kind](question, raw)


def is_blank(raw: Any) -> bool:
    """Whether nothing is filled in."""
    if isinstance(raw, dict | list):
        return all(is_blank(part) for part in (raw.values() if isinstance(raw, dict) else raw))
    return raw is None or (isinstance(raw, str) and not raw.strip())


def how_to_write(question: Question) -> str:
    """One line on what to put after `answer:`."""
    ids = list(question.options)
    match question.kind:
        case "one":
            return "one letter"
        case "several":
            return f"a list of letters, like [{ids[0]}, {ids[-1]}]"
        case "numeric":
            return "a number"
        case "ordering":
            return f"all {len(ids)} letters in order, like [{', '.join(ids)}]"
        case "matching":
            return "behind each colon a letter"
        case "cloze":
            return "a word for each blank, in a list" if question.blanks > 1 else "a word"


def show(value: Any) -> str:
    """A value as a message quotes it, never longer than a line."""
    text = str(value).replace("\n", " ")
    return f"`{text[:LONGEST]}{'...' if len(text) > LONGEST else ''}`"


def _one(question: Question, raw: Any) -> str:
    chosen = _ids(question, raw)
    if len(chosen) > 1:
        raise BadAnswer(f"{len(chosen)} options are chosen; this question asks for one.")
    return chosen[0]


def _several(question: Question, raw: Any) -> tuple[str, ...]:
    return tuple(sorted(set(_ids(question, raw))))


def _ordering(question: Question, raw: Any) -> tuple[str, ...]:
    order = _ids(question, raw)
    for step in order:
        if order.count(step) > 1:
            raise BadAnswer(f"the step {show(step)} stands in the order more than once.")
    left_out = [step for step in question.options if step not in order]
    if left_out:
        raise BadAnswer(f"the order leaves out {', '.join(show(step) for step in left_out)}.")
    return tuple(order)


def _ids(question: Question, raw: Any) -> list[str]:
    parts = raw if isinstance(raw, list) else [raw]
    several = [one for part in parts if not is_blank(part) for one in _split(question, part)]
    return [_id(part, question.options) for part in several]


def _split(question: Question, part: Any) -> list[Any]:
    """`c)`, `(c)`, `a, c, e` or `ace` as the letters in it, `a) ..., c) ...` as its parts; all else as it is."""
    found = letters(question, part) if isinstance(part, str) else []
    known = {name.casefold() for name in question.options}
    if found and {one.casefold() for one in found} <= known:
        return list(found)
    parts = re.split(r"[,;]\s*(?=[(\[]?\w+[)\]]\s)", part) if isinstance(part, str) else [part]
    marks = [_MARK.match(one) for one in parts] if len(parts) > 1 else []
    return parts if marks and all(mark and mark[1].casefold() in known for mark in marks) else [part]


QUOTES = "“”„‟‘’‚‛«»‹›"
"""What an editor puts in the place of straight quotes."""
_AROUND = frozenset(("and", "option", "options", "answer", "answers"))
"""Words beside the letters of an answer that change nothing of it."""


def letters(question: Question, line: str) -> list[str]:
    """`a c`, `a, c`, `[a, c]` or `ac`: the parts of a line, as letters where they can be nothing else."""
    known = {name.casefold() for name in question.options}
    if line.strip().casefold() in known:
        return [line.strip()]
    parts = [part for part in re.split(rf"(?:[-=]+>|[\s,;.:()\[\]{{}}<>\"'`/&+*?→⇒{QUOTES}])+", line) if part]
    parts = [part for part in parts if part.casefold() in known or part.casefold() not in _AROUND] or parts
    if len(parts) == 1 and parts[0].casefold() not in known and set(parts[0].casefold()) <= known:
        return list(parts[0])
    return parts


def _id(part: Any, known: Mapping[str, str]) -> str:
    if isinstance(part, dict | list):
        raise BadAnswer(f"{show(part)} is not one of {', '.join(known)}.")
    name = str(part).strip()
    found = next(
        (one for one in known if one.casefold() in (name.casefold(), name.strip(f" .,:;()[]{QUOTES}").casefold())),
        None,
    )
    found = found or _by_words(name, known)
    if found is None:
        raise BadAnswer(f"there is no {show(part)} here, only {', '.join(known)}.")
    return found


_MARK = re.compile(r"[(\[]?\s*(\w+)\s*[).:\]]+\s*(?=\S)")
"""A letter before an option's words: `b) `, `(b) `, `b. `."""


def _by_words(text: str, known: Mapping[str, str]) -> str | None:
    """The option whose words these are, or whose letter stands before words that are no other option's."""
    whole = _of_words(text, known)
    mark = _MARK.match(text)
    if whole is not None or mark is None:
        return whole
    letter = next((one for one in known if one.casefold() == mark[1].casefold()), None)
    return letter if _of_words(text[mark.end() :], known) in (None, letter) else None


def _of_words(text: str, known: Mapping[str, str]) -> str | None:
    """The one option that has these words."""
    words = re.findall(r"\w+", text.casefold())
    found = [one for one, option in known.items() if words and re.findall(r"\w+", option.casefold()) == words]
    return found[0] if len(found) == 1 else None


def _numeric(question: Question, raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise BadAnswer(f"{show(raw)} is not a number.")
    try:
        value = _number(raw.strip()) if isinstance(raw, str) else float(raw)
    except (ValueError, ZeroDivisionError, OverflowError):
        raise BadAnswer(f"{show(raw)} is not a number; write it like 0.25.") from None
    if not math.isfinite(value):
        raise BadAnswer(f"{show(raw)} is not a finite number.")
    return value


def _number(text: str) -> float:
    """0.25, 0,25, 1/4 or = 0.25; a minus as in print and an editor's quotes are what they are meant for."""
    if len(text) > LONGEST:
        raise ValueError("too long for a number")
    text = text.strip(QUOTES).removeprefix("=").replace("−", "-")
    text = text.replace(",", ".", 1) if text.count(",") == 1 and "." not in text else text
    if "/" in text:
        above, _, below = text.partition("/")
        return float(above) / float(below)
    return float(text)


def _matching(question: Question, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        lefts = ", ".join(f"{left}: " for left in question.options)
        raise BadAnswer(f"{show(raw)} does not say what belongs to what; write {{{lefts}}} with a letter behind each.")
    return {
        _id(left, question.options): _id(right, question.targets) for left, right in raw.items() if not is_blank(right)
    }


def _parted(left: Any, right: Any) -> tuple[Any, Any]:
    """In {query:b} there is no blank behind the colon, and YAML reads one word of it."""
    name, colon, letter = left.partition(":") if isinstance(left, str) and right is None else (left, "", right)
    return (name.strip(), letter.strip()) if colon else (left, right)


def _cloze(question: Question, raw: Any) -> tuple[str, ...]:
    parts = raw if isinstance(raw, list) else [raw]
    if len(parts) == 1 and question.blanks > 1 and isinstance(parts[0], str):
        parts = re.split(r"\s*[,;]\s*", parts[0].strip(f" ()[]{{}}{QUOTES}"))
    if len(parts) != question.blanks:
        raise BadAnswer(f'there are {question.blanks} blanks and {len(parts)} words; write "" for one you leave open.')
    if any(isinstance(part, dict | list) for part in parts):
        raise BadAnswer(f"{show(raw)} is not a list of words.")
    return tuple("" if part is None else " ".join(str(part).strip(QUOTES).split()) for part in parts)


def plain(answer: Answer) -> Any:
    """The answer as it is written to a file."""
    if isinstance(answer, Mapping):
        return dict(answer)
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return list(answer)
    return answer


_READERS: dict[Kind, Callable[[Question, Any], Answer]] = {
    "one": _one,
    "several": _several,
    "numeric": _numeric,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
}
