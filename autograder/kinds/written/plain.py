"""Whether an answer means what its words say. Of one that does not, the second reader would learn the wrong thing.

"They sum to 1. All of this is false." is worth nothing, and none of its words is to blame; a list, a thing and its
contrary, what is struck out are for other modules to see.
"""

from __future__ import annotations

from autograder.kinds.written import suspicion
from autograder.kinds.written.disguise import undisguised
from autograder.kinds.written.retraction import announces_falsehood, is_question, takes_back
from autograder.kinds.written.text import read


def is_plain(raw: str) -> bool:
    """Nothing in it is struck out, disguised, listed, taken back, asked, or said together with its contrary."""
    seen = undisguised(raw)
    if seen.struck or seen.disguised:
        return False
    text = read(seen.text)
    if suspicion.is_shotgun(text) or suspicion.is_enumeration(text) or suspicion.repeats(text):
        return False
    return not any(
        takes_back(sentence) or announces_falsehood(sentence) or is_question(sentence) or suspicion.is_list(sentence)
        for sentence in text.sentences
    )
