"""The zone behind a time: an offset, UTC, the name of a place, an abbreviation that means one zone alone."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

_TAIL = re.compile(
    r"(?P<before>.*\d.*?)\s*\(?(?P<zone>[A-Za-z][\w/+:-]*|[+-]\d{1,2}(?::?\d{2})?)\)?\s*", re.ASCII | re.DOTALL
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE | re.ASCII)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}|\d{3,4}\s*[ap]\.?m\.?", re.IGNORECASE)
_HOURS = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "EET": 2,
    "EEST": 3,
    "SAST": 2,
    "HKT": 8,
    "SGT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "HST": -10,
    "AKST": -9,
    "AKDT": -8,
    "PDT": -7,
    "MDT": -6,
    "EDT": -4,
}
"""Hours ahead of UTC. Abbreviations of several zones, such as CST, IST, BST, EST and PST, are not among them."""


def take_zone(text: str) -> tuple[dt.tzinfo | None, str]:
    """The zone that stands behind the time in `text`, and the text before it; None, and all of it, where none does."""
    found = _TAIL.fullmatch(text)
    if found is None or not _CLOCK.search(found["before"]):
        return None, text
    zone = _zone(found["zone"])
    return (None, text) if zone is None else (zone, found["before"].strip())


def _zone(said: str) -> dt.tzinfo | None:
    if said.upper() in _HOURS:
        hours = _HOURS[said.upper()]
        return dt.timezone(dt.timedelta(hours=hours)) if hours else dt.UTC
    if offset := _OFFSET.fullmatch(said):
        ahead = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return dt.timezone(ahead if offset[1] == "+" else -ahead) if ahead < dt.timedelta(hours=24) else None
    if "/" not in said:
        return None
    try:
        return zoneinfo.ZoneInfo(said)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
