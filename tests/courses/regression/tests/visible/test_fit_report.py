"""What a student can check about the report before handing it in. `submission` is the report as data."""

import pytest

FIELDS = {
    "data": ("feature", "target", "train_rows", "test_rows"),
    "line": ("slope", "intercept"),
    "prediction": ("x", "y"),
    "errors": ("train", "test", "baseline"),
    "judgement": ("kind", "evidence"),
}
KINDS = ("useless", "overfitted", "sound")


def _part(report, field, name):
    """What stands under these two names; fails kindly where nothing does."""
    parts = report.get(field) if isinstance(report, dict) else None
    value = parts.get(name) if isinstance(parts, dict) else None
    assert value is not None, f"{field} / {name} is missing."
    waiting = isinstance(value, str) and value.strip().startswith("<") and value.strip().endswith(">")
    assert not waiting, f"{field} / {name} is not filled in yet."
    return value


def _text(report, field, name):
    value = _part(report, field, name)
    assert isinstance(value, str), f"{field} / {name} must be a text."
    assert value.strip(), f"{field} / {name} is empty."
    return value


def _number(report, field, name):
    value = _part(report, field, name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
    assert is_number, f"{field} / {name} must be a number, with a point and no unit."
    return value


@pytest.mark.misconception("unknown_field")
def test_no_unknown_fields(submission):
    """The report holds its five fields and no others."""
    assert isinstance(submission, dict), "The report must be made of fields: a name, a colon, and what belongs to it."
    given = [part for parts in submission.values() for part in (parts.values() if isinstance(parts, dict) else [parts])]
    filled = [part for part in given if not (isinstance(part, str) and part.strip().startswith("<"))]
    assert filled, "Nothing is filled in yet."
    for field, parts in submission.items():
        assert field in FIELDS, f"The report has no field {field!r}. Its fields: {', '.join(FIELDS)}."
        for name in parts if isinstance(parts, dict) else ():
            assert name in FIELDS[field], f"{field} has no part {name!r}. Its parts: {', '.join(FIELDS[field])}."


@pytest.mark.misconception("no_unit")
def test_units(submission):
    """Feature and target are named with their units."""
    for name in ("feature", "target"):
        text = _text(submission, "data", name)
        opened, _, rest = text.partition("(")
        unit = rest.partition(")")[0]
        named = bool(opened.strip()) and bool(unit.strip())
        assert named, f"data / {name} needs its unit in brackets, such as area (square metres)."


@pytest.mark.misconception("nothing_kept_aside")
def test_rows(submission):
    """Some rows were learned from and others kept aside."""
    for name in ("train_rows", "test_rows"):
        value = _number(submission, "data", name)
        assert isinstance(value, int), f"data / {name} must be a whole number."
        assert value > 0, f"data / {name} is {value}: there is nothing to be learned from, or nothing to test with."


@pytest.mark.misconception("line_without_numbers")
def test_line(submission):
    """The line has a slope and an intercept."""
    for name in ("slope", "intercept"):
        _number(submission, "line", name)


@pytest.mark.misconception("error_below_zero")
def test_errors(submission):
    """The three errors are numbers, none below 0."""
    for name in ("train", "test", "baseline"):
        assert _number(submission, "errors", name) >= 0, f"errors / {name} is below 0, and a root never is."


@pytest.mark.misconception("unknown_kind")
def test_judgement(submission):
    """The judgement is one of the three kinds."""
    kind = " ".join(_text(submission, "judgement", "kind").casefold().split())
    assert kind in KINDS, f"judgement / kind must be one of: {', '.join(KINDS)}."
