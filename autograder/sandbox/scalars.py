"""Exact numbers, dates and times: rebuilt from their parts, so that no class of a student's crosses with them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from autograder.sandbox.bounds import MAX_INT_BITS, NotPlain

KINDS = (Decimal, Fraction, datetime.date, datetime.time, datetime.timedelta)
MOST_DIGITS = 1000
MOST_EXPONENT = 1000
"""A Decimal can be a few characters long, and as an int fill the memory."""


def plain(value: Any) -> Any:
    """A copy of base type. Raises NotPlain where it is too long, or cannot be copied."""
    try:
        return rebuilt(*parts(value))
    except NotPlain:
        raise
    except Exception as error:
        raise NotPlain(f"a {name_of(value)} that cannot be read") from error


def name_of(value: object) -> str:
    """What a value of one of KINDS is called, whatever its own class says; empty for others."""
    kind = type(value)
    for name, (base, _, _) in _KINDS.items():
        if issubclass(kind, base):
            return name
    return ""


def parts(value: Any) -> tuple[str, list[Any]]:
    """Its kind, and numbers or text that it can be rebuilt from."""
    name = name_of(value)
    return name, _KINDS[name][1](value)


def rebuilt(name: str, given: list[Any]) -> Any:
    """The value that has these parts. Raises NotPlain, ValueError or TypeError for others."""
    return _KINDS[name][2](*given)


def _decimal_parts(value: Decimal) -> list[Any]:
    return [Decimal.__str__(value)]


def _decimal(text: str) -> Decimal:
    if type(text) is not str or len(text) > MOST_DIGITS + 20:
        raise NotPlain("a Decimal of more than a thousand digits")
    found = Decimal(text)
    if found.is_snan() or (found.is_finite() and found and found.adjusted() > MOST_EXPONENT):
        raise NotPlain("a Decimal that is too large")
    return _no_smaller(found)


def _no_smaller(value: Decimal) -> Decimal:
    """What lies nearer to 0 than this room can hold is the smallest there is, of its sign: right to any tolerance."""
    if not value.is_finite() or abs(value.adjusted()) <= MOST_EXPONENT:
        return value
    return (Decimal((0, (1,), -MOST_EXPONENT)) if value else Decimal(0)).copy_sign(value)


def _fraction_parts(value: Fraction) -> list[Any]:
    return [int(Fraction.numerator.fget(value)), int(Fraction.denominator.fget(value))]  # type: ignore[attr-defined]


def _fraction(numerator: int, denominator: int) -> Fraction:
    if type(numerator) is not int or type(denominator) is not int or denominator < 1:
        raise NotPlain("a Fraction of something else than whole numbers")
    if max(numerator.bit_length(), denominator.bit_length()) > MAX_INT_BITS:
        raise NotPlain("a Fraction of more than a thousand digits")
    return Fraction(numerator, denominator)


def _text(text: Any) -> str:
    if type(text) is not str or len(text) > 50:
        raise NotPlain("a date in no known form")
    return text


def _timedelta(days: int, seconds: int, microseconds: int) -> datetime.timedelta:
    return datetime.timedelta(days, seconds, microseconds)


_Kind = tuple[type, Callable[[Any], list[Any]], Callable[..., Any]]
_KINDS: Mapping[str, _Kind] = {
    "Decimal": (Decimal, _decimal_parts, _decimal),
    "Fraction": (Fraction, _fraction_parts, _fraction),
    # before `date`, whose subclass it is
    "datetime": (
        datetime.datetime,
        lambda value: [datetime.datetime.isoformat(value)],
        lambda text: datetime.datetime.fromisoformat(_text(text)),
    ),
    "date": (
        datetime.date,
        lambda value: [datetime.date.isoformat(value)],
        lambda text: datetime.date.fromisoformat(_text(text)),
    ),
    "time": (
        datetime.time,
        lambda value: [datetime.time.isoformat(value)],
        lambda text: datetime.time.fromisoformat(_text(text)),
    ),
    "timedelta": (datetime.timedelta, lambda value: [value.days, value.seconds, value.microseconds], _timedelta),
}
