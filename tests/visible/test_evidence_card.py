"""What a student can check about the evidence card before handing it in. `submission` is the card as data.

`pytest.fail` says that something is not written as a card is written: that shows no misconception.
"""

import pytest

FIELDS = {
    "source_target": {"task", "source", "target"},
    "decoded_output": None,
    "alignment_note": {"output_word", "weights", "focus"},
    "failure_check": {"kind", "word", "evidence"},
    "expected_output": {"text", "review"},
}
TASKS = ("translation", "summary", "transcript", "sequence")
KINDS = ("omission", "repetition", "hallucination", "wrong alignment", "weak evaluation", "none found")


def _part(card, *path):
    """What stands under these keys, or None."""
    for key in path:
        card = card.get(key) if isinstance(card, dict) else None
    return card


def _text(card, *path):
    """The text under these keys; fails kindly where there is none."""
    name, value = " / ".join(path), _part(card, *path)
    assert value is not None, f"{name} is missing."
    if isinstance(value, list | dict):
        pytest.fail(f"{name} must be a text, without brackets or braces around it, on one line.")
    if not isinstance(value, str):
        pytest.fail(f"{name} must be a text. It looks like a number, a date or yes or no: put it in quotes.")
    assert value.strip(), f"{name} is empty."
    assert not _is_placeholder(value), f"{name} is not filled in yet."
    return value


def _is_placeholder(value):
    text = value if isinstance(value, str) else ""
    return text.strip().startswith("<") and text.strip().endswith(">")


def _sentence(card, *path):
    text = _text(card, *path)
    assert len(text.split()) >= 4, f"{' / '.join(path)} must be a sentence of at least four words."


def _chosen(card, choices, *path):
    """Whether one of the choices stands under these keys, and what to say where it does not."""
    text = _text(card, *path).casefold().replace("_", " ").replace("-", " ")
    return " ".join(text.split()) in choices, f"{' / '.join(path)} must be one of: {', '.join(choices)}."


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e6 < value < 1e6


def _has_decimal_commas(weights):
    """Whether a list such as [0,1, 0,7, 0,2] was read as whole numbers, of which the first of each two is 0 or 1."""
    whole = all(isinstance(weight, int) for weight in weights) and len(weights) % 2 == 0
    return whole and set(weights[::2]) <= {0, 1} and sum(weights) > 1


@pytest.mark.misconception("unknown_field")
def test_no_unknown_fields(submission):
    """The card holds its five fields and no others."""
    if not isinstance(submission, dict):
        pytest.fail("The card must be made of fields: a name, a colon, and what belongs to it.")
    assert set(submission) & set(FIELDS), f"None of the five fields is there: {', '.join(FIELDS)}."
    parts = [part for value in submission.values() for part in (value.values() if isinstance(value, dict) else [value])]
    assert not all(part is None or _is_placeholder(part) for part in parts), "Nothing is filled in yet."
    for name, value in submission.items():
        assert name in FIELDS, f"The card has no field {name!r}. Its fields: {', '.join(FIELDS)}."
        for part in value if isinstance(value, dict) else ():
            known = FIELDS[name] or ()
            assert part in known, f"{name} has no part {part!r}. Its parts: {', '.join(sorted(known)) or 'none'}."


@pytest.mark.misconception("no_source_target")
def test_source_and_target(submission):
    """The card shows what went in and what should come out."""
    _text(submission, "source_target", "source")
    _text(submission, "source_target", "target")


@pytest.mark.misconception("unknown_task")
def test_task(submission):
    """The card names the type of the task."""
    known, wanted = _chosen(submission, TASKS, "source_target", "task")
    assert known, wanted


@pytest.mark.misconception("no_output")
def test_decoded_output(submission):
    """The card shows what the model wrote."""
    _text(submission, "decoded_output")


@pytest.mark.misconception("buzzword_only")
def test_alignment_note(submission):
    """The alignment note names a word of the output, the weights and the focus."""
    note = _part(submission, "alignment_note")
    assert note is not None, "alignment_note is missing."
    if isinstance(note, list):
        pytest.fail("alignment_note must hold output_word, weights and focus, a line each, without a dash before them.")
    assert isinstance(note, dict), "alignment_note must hold output_word, weights and focus: a remark shows nothing."
    _text(submission, "alignment_note", "output_word")
    _text(submission, "alignment_note", "focus")
    weights = note.get("weights")
    assert weights is not None, "alignment_note / weights is missing."
    assert not _is_placeholder(weights), "alignment_note / weights is not filled in yet."


@pytest.mark.misconception("weights_not_shares")
def test_weights(submission):
    """The weights share out one attention among the words of the source."""
    weights = _part(submission, "alignment_note", "weights")
    wanted = "alignment_note / weights must be a list of numbers in square brackets, such as [0.1, 0.7, 0.2]."
    if isinstance(weights, dict) or any(sign.isdigit() for sign in ("" if isinstance(weights, list) else str(weights))):
        pytest.fail(wanted)
    assert isinstance(weights, list), wanted
    for place, weight in enumerate(weights):
        if not _is_number(weight):
            pytest.fail(f"Weight {place} is not a number. Write numbers like 0.25, with a point.")
        assert weight >= 0, f"Weight {place} is negative."
    if _has_decimal_commas(weights):
        pytest.fail("In a list a comma stands between two numbers. Write 0.25 with a point, not 0,25.")
    source = _part(submission, "source_target", "source")
    if isinstance(source, str) and not _is_placeholder(source):
        count = len(source.split())
        assert len(weights) == count, f"There are {len(weights)} weights for the {count} words of the source."
    assert abs(sum(weights) - 1) <= 0.01, f"The weights add up to {sum(weights):.3g}, not to 1."


@pytest.mark.misconception("no_failure_check")
def test_failure_check(submission):
    """The failure check names a kind of failure and what you saw."""
    check = _part(submission, "failure_check")
    assert check is not None, "failure_check is missing."
    if isinstance(check, list):
        pytest.fail("failure_check must hold kind and evidence, a line each, without a dash before them.")
    assert isinstance(check, dict), "failure_check must hold kind and evidence."
    known, wanted = _chosen(submission, KINDS, "failure_check", "kind")
    if not known:
        pytest.fail(wanted)
    _sentence(submission, "failure_check", "evidence")


@pytest.mark.misconception("no_review")
def test_expected_output(submission):
    """The expected output comes with a note on what was reviewed."""
    _text(submission, "expected_output", "text")
    _sentence(submission, "expected_output", "review")
