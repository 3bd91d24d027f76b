"""What grading adds: the numbers of a report have to fit together."""

import re

import pytest


def _numbers(submission, field, *names):
    """The numbers under these names, or None where some are not numbers: the visible checks say that."""
    parts = submission.get(field) if isinstance(submission, dict) else None
    found = [parts.get(name) if isinstance(parts, dict) else None for name in names]
    ok = all(isinstance(value, int | float) and not isinstance(value, bool) for value in found)
    return found if ok else None


@pytest.mark.points(2)
@pytest.mark.needs("test_line")
@pytest.mark.misconception("prediction_off_the_line")
def test_prediction_lies_on_the_line(submission):
    """The prediction is what the line says."""
    line = _numbers(submission, "line", "slope", "intercept")
    point = _numbers(submission, "prediction", "x", "y")
    assert point is not None, "prediction / x and prediction / y must be numbers."
    assert line is not None, "line / slope and line / intercept must be numbers."
    said = line[0] * point[0] + line[1]
    off = abs(said - point[1])
    assert off <= 0.01 * abs(said) + 1e-9, (
        f"The line says {said:.6g} for x = {point[0]:.6g}, the report {point[1]:.6g}."
    )


@pytest.mark.points(2)
@pytest.mark.needs("test_errors", "test_judgement")
@pytest.mark.misconception("judgement_against_the_errors")
def test_judgement_follows_from_the_errors(submission):
    """The judgement is the one that the three errors call for."""
    errors = _numbers(submission, "errors", "train", "test", "baseline")
    assert errors is not None, "errors must be three numbers."
    train, test, baseline = errors
    wanted = "useless" if test >= baseline else "overfitted" if test > 1.5 * train else "sound"
    kind = " ".join(str(submission["judgement"]["kind"]).casefold().split())
    assert kind == wanted, f"With these errors the line is {wanted}, by the definitions above the fields."


@pytest.mark.needs("test_errors")
@pytest.mark.misconception("evidence_without_a_number")
def test_evidence_names_an_error(submission):
    """The evidence is a sentence that names one of the errors as a number."""
    parts = submission.get("judgement") if isinstance(submission, dict) else None
    text = parts.get("evidence") if isinstance(parts, dict) else None
    words = text.split() if isinstance(text, str) else []
    assert len(words) >= 6, "evidence must be a sentence of at least six words."
    errors = _numbers(submission, "errors", "train", "test", "baseline")
    assert errors is not None, "errors must be three numbers."
    named = [float(word) for word in re.findall(r"\d+(?:\.\d+)?", text)]
    close = any(abs(number - error) <= 0.01 * abs(error) for number in named for error in errors)
    assert close, "The evidence names none of the three errors as a number."
