"""Dates and times as people and learning platforms write them."""

from __future__ import annotations

import datetime as dt
import re

from autograder.course.zones import take_zone

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_PACKED_CLOCK = re.compile(r"(?<!\d)(\d{1,2}?)(\d{2})\s*([ap]\.?m\.?)?$", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
# The first letters that tell a month in English, German, French, Spanish, Italian, Portuguese, Dutch.
_MONTHS = (
    ("jan", "jän", "ene", "gen"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "maa", "mrt"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mei", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "ago"),
    ("sep", "set"),
    ("oct", "okt", "out", "ott"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)

# Likewise the days of the week, and what stands around a time of day.
_WEEKDAYS = (
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam", "son", "lun", "mar", "mer"),
    *("jeu", "ven", "dim", "mié", "mie", "jue", "vie", "sáb", "sab", "dom", "gio", "seg", "ter", "qua", "qui", "sex"),
    *("maa", "din", "woe", "vri", "zat", "zon"),
)
_FILL = frozenset(
    {"t", "at", "um", "uhr", "h", "hrs", "kl", "om", "uur", "à", "às", "las", "alle", "ore", "the", "on", "o", "clock"}
    | {"mo", "di", "mi", "do", "fr", "sa", "so", "de", "den", "le", "el", "a"}
)


def parse_when(text: str) -> dt.datetime | None:
    """``2026-11-03 23:59``, ``Nov 3, 2026 1159 PM``, ``Tuesday, 3 November 2026, 11:59 PM``, ``03.11.2026 23:59`` ...

    With a zone (``+01:00``, ``Z``, ``UTC``, ``CET``, ``Europe/Berlin``) the time is aware of it, else it is what a
    clock on the wall shows. A day alone ends at 23:59. None for anything that is no date, and where something stands
    behind it that nobody understands: half of a time is another time.
    """
    zone, clean = take_zone(" ".join(text.split()))
    found = _take_day(clean)
    if found is None:
        return None
    (year, month, day), rest = found
    clock = _take_clock(rest)
    if clock is None:
        return None
    try:
        return dt.datetime(year, month, day, *clock, tzinfo=zone)
    except ValueError:
        return None


def _take_day(text: str) -> tuple[tuple[int, int, int], str] | None:
    if found := _ISO_DAY.search(text):
        return (int(found[1]), int(found[2]), int(found[3])), text[: found.start()] + text[found.end() :].lstrip("T ")
    if found := _NUMERIC_DAY.search(text):
        return (int(found[3]), int(found[2]), int(found[1])), text[: found.start()] + text[found.end() :]
    year = _YEAR.search(text)
    day = _DAY.search(text)
    month = next((number for word in _WORD.findall(text) if (number := _month(word))), None)
    if year is None or day is None or month is None or day.start() > year.start():
        return None
    return (int(year[1]), month, int(day[1])), text[year.end() :]


def _month(word: str) -> int | None:
    heads = enumerate(_MONTHS, 1)
    return next((number for number, names in heads if word.casefold().startswith(names)), None)


def _take_clock(text: str) -> tuple[int, int, int] | None:
    rest = text.strip(" ,-")
    if not any(c.isdigit() for c in rest):
        return (23, 59, 0) if _says_nothing_more(rest) else None
    if found := _CLOCK.search(rest):
        hour, minute, second, half = int(found[1]), int(found[2]), int(found[3] or 0), found[4]
    elif found := _PACKED_CLOCK.search(rest):
        hour, minute, second, half = int(found[1]), int(found[2]), 0, found[3]
    else:
        return None
    if not _says_nothing_more(f"{rest[: found.start()]} {rest[found.end() :]}"):
        return None
    if half:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return hour, minute, second


def _says_nothing_more(text: str) -> bool:
    """Whether there is but a day of the week, and words that stand before or behind a clock's time."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return not any(c.isdigit() for c in text) and all(w in _FILL or w.startswith(_WEEKDAYS) for w in words)
