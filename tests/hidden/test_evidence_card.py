"""What grading adds to the visible checks of the evidence card: do its parts agree with each other?

A check judges its own field against the others. Where another field is missing, that field alone costs points: what
cannot be compared is not held against this one.
"""

import pytest

NEEDS_NO_WORD = ("weak evaluation", "none found")
KINDS = ("omission", "repetition", "hallucination", "wrong alignment", *NEEDS_NO_WORD)
PUNCTUATION = ".,;:!?\"'()…“”„‟‘’‚‛«»‹›¿¡"
"""What does not count at the ends of a word, the quotes among it that an editor puts in place of the straight ones."""


def _text(card, *path):
    """The text under these keys, or None where there is none."""
    for key in path:
        card = card.get(key) if isinstance(card, dict) else None
    if not isinstance(card, str) or not card.strip() or (card.strip().startswith("<") and card.strip().endswith(">")):
        return None
    return card


def _words(text):
    """The words of a text, without regard to upper case and to punctuation at their ends."""
    return [word.strip(PUNCTUATION) or word for word in (text or "").casefold().split()]


def _count(part, text):
    """How often the word (or the words) of `part` stand in `text`."""
    wanted, words = _words(part), _words(text)
    return sum(words[i : i + len(wanted)] == wanted for i in range(len(words)))


def _kind(card):
    """The kind of failure, spelled as the card lists it; empty where there is none."""
    text = (_text(card, "failure_check", "kind") or "").casefold()
    return " ".join(text.replace("_", " ").replace("-", " ").split())


def _weights(card):
    note = card.get("alignment_note") if isinstance(card, dict) else None
    weights = note.get("weights") if isinstance(note, dict) else None
    good = isinstance(weights, list) and all(
        isinstance(weight, int | float) and not isinstance(weight, bool) and -1e6 < weight < 1e6 for weight in weights
    )
    return weights if good else None


@pytest.mark.misconception("source_target_swapped")
def test_source_and_target_in_their_places(submission):
    """Source and target stand in their own places."""
    source, target = (_text(submission, "source_target", key) for key in ("source", "target"))
    assert source is not None, "source_target / source is missing."
    assert target is not None, "source_target / target is missing."
    focus = _text(submission, "alignment_note", "focus")
    swapped = focus is not None and _count(focus, target) > 0 and _count(focus, source) == 0
    assert not swapped, "The focus stands in the target and not in the source: the model can only look at its source."


@pytest.mark.misconception("phantom_token")
def test_words_of_the_note_exist(submission):
    """The words that the note names stand in the texts."""
    focus, word = (_text(submission, "alignment_note", key) for key in ("focus", "output_word"))
    assert focus is not None, "alignment_note / focus is missing."
    assert word is not None, "alignment_note / output_word is missing."
    source, target, output = (
        _text(submission, *path)
        for path in (("source_target", "source"), ("source_target", "target"), ("decoded_output",))
    )
    if source is not None:
        # A focus that stands in the target only is another mistake, and has its own check.
        assert _count(focus, source) or _count(focus, target), "The focus is a word that stands in neither text."
    if output is not None:
        assert _count(word, output), "The output word of the note does not stand in the decoded output."


@pytest.mark.misconception("focus_contradicts_weights")
def test_focus_agrees_with_the_weights(submission):
    """The focus is the source word with the largest weight."""
    focus, weights = _text(submission, "alignment_note", "focus"), _weights(submission)
    assert focus is not None, "alignment_note / focus is missing."
    assert weights, "alignment_note / weights is not a list of numbers."
    words = _words(_text(submission, "source_target", "source"))
    if len(words) != len(weights) or not _count(focus, " ".join(words)):
        return  # other checks say so
    largest = {word for word, weight in zip(words, weights, strict=True) if weight >= max(weights) - 1e-9}
    assert largest & set(_words(focus)), "Another word of the source has a larger weight than the focus."


@pytest.mark.misconception("failure_contradicts_output")
def test_failure_agrees_with_the_output(submission):
    """The failure that you name can be seen in the output."""
    kind = _kind(submission)
    if kind not in KINDS:
        pytest.fail(f"failure_check / kind must be one of: {', '.join(KINDS)}.")
    if kind in NEEDS_NO_WORD:
        return
    word = _text(submission, "failure_check", "word")
    assert word is not None, f"failure_check / word is missing: which word does the {kind} concern?"
    source, target, output = (
        _text(submission, *path)
        for path in (("source_target", "source"), ("source_target", "target"), ("decoded_output",))
    )
    if output is None:
        return
    here = _count(word, output)
    if kind == "omission":
        assert not here, "An omitted word is missing from the output, and this one stands in it."
        known = source is None or target is None or _count(word, source) or _count(word, target)
        assert known, "An omitted word stands in the source or in the target, and this one stands in neither."
    else:
        assert here, "The word of the failure check does not stand in the output."
    if kind == "repetition":
        assert here >= 2, "A repeated word stands in the output at least twice, and this one only once."
        assert here > _count(word, target), "The target says this word just as often, so it is not a repetition."
    if kind == "hallucination":
        invented = not _count(word, source) and not _count(word, target)
        assert invented, "An invented word stands neither in the source nor in the target, and this one does."


@pytest.mark.misconception("none_without_evidence")
def test_none_found_needs_evidence(submission):
    """Who finds nothing wrong quotes what was looked at."""
    kind, evidence = _kind(submission), _text(submission, "failure_check", "evidence")
    assert kind, "failure_check / kind is missing."
    assert evidence is not None, "failure_check / evidence is missing."
    output = _text(submission, "decoded_output")
    if kind == "none found" and output is not None:
        quoted = set(_words(evidence)) & set(_words(output))
        assert quoted, "Quote at least one word of the output, so that another person can compare it too."
