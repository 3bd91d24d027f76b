"""What programs answered, as a tree: it tells how a check ends only where it must end so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.likely import LikelyCall
from autograder.sandbox.transcripts import Recording, Step, Transcripts

Program = dict[int, int]
"""Question -> answer."""
PROGRAMS = st.lists(st.fixed_dictionaries({n: st.integers(0, 2) for n in range(6)}), min_size=1, max_size=25)
CHECKS = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 2)), st.integers(0, 5), max_size=12)
"""A check begins with question 0; after a question and its answer comes the next one, or the end."""


class Told:
    """The answers of a program, of which `room` may still be taken."""

    def __init__(self, program: Program, room: int = 1000) -> None:
        self.program, self.room = program, room

    def digest(self, question: bytes) -> bytes | None:
        answer = self.program.get(int(question))
        return None if answer is None else b"%d" % answer

    def spend(self, filled: int) -> bool:
        fits = filled <= self.room
        self.room -= filled if fits else 0
        return fits

    @contextmanager
    def recording(self) -> Iterator[Recording]:
        yield Recording()


def step(question: int, answer: int, filled: int = 1, *, quick: bool = True) -> Step:
    call = LikelyCall("f", (question,), {}, False)
    return Step(call, b"%d" % question, b"%d" % answer, filled, quick)


def run(check: dict[tuple[int, int], int], program: Program) -> tuple[list[Step], str]:
    """What a check asks a program, at most eight questions, and how it ends."""
    steps, question = [], 0
    while len(steps) < 8:
        answer = program[question]
        steps.append(step(question, answer))
        if (question, answer) not in check:
            break
        question = check[question, answer]
    return steps, ".".join(f"{one.question!r}{one.answer!r}" for one in steps)


@given(check=CHECKS, programs=PROGRAMS)
def test_what_is_known_is_what_the_check_would_give(check: dict[tuple[int, int], int], programs: list[Program]) -> None:
    """Of any check and any programs, in any order; and who answers as somebody did is known."""
    known: Transcripts[str] = Transcripts()
    seen = set()
    for program in programs:
        steps, end = run(check, program)
        found = known.find(Told(program))
        assert found == (end if end in seen else None)
        known.keep(steps, end)
        seen.add(end)


@given(check=CHECKS, programs=PROGRAMS)
def test_what_comes_next_is_what_the_check_asks(check: dict[tuple[int, int], int], programs: list[Program]) -> None:
    """The question that is said to come next, of one who has answered a part, is one that the check asks of them."""
    known: Transcripts[str] = Transcripts()
    for program in programs:
        steps, end = run(check, program)
        asked: Program = {}
        while (call := known.next_question(Told(asked).digest)) is not None:
            number = call.args[0]
            assert isinstance(number, int)
            assert number in {int(one.question) for one in steps}
            assert number not in asked
            asked[number] = program[number]
        known.keep(steps, end)


def test_a_check_that_asks_otherwise_the_next_time_is_never_known() -> None:
    """What does not follow from answers alone is not told from answers."""
    known: Transcripts[str] = Transcripts()
    known.keep([step(0, 1), step(1, 1)], "passed")
    known.keep([step(0, 1), step(2, 1)], "failed")
    assert known.find(Told({0: 1, 1: 1, 2: 1})) is None
    assert known.next_question(Told({}).digest) is None

    shorter: Transcripts[str] = Transcripts()
    shorter.keep([step(0, 1)], "passed")
    shorter.keep([step(0, 1), step(1, 1)], "failed")
    assert shorter.find(Told({0: 1, 1: 1})) is None


def test_what_was_slow_to_answer_is_asked_of_nobody_ahead() -> None:
    """It is asked by the check, which has a limit for it."""
    known: Transcripts[str] = Transcripts()
    known.keep([step(0, 1), step(1, 1, quick=False)], "passed")
    call = known.next_question(Told({}).digest)
    assert call is not None
    assert call.args == (0,)
    assert known.next_question(Told({0: 1}).digest) is None


def test_answers_that_are_known_count_as_taken() -> None:
    """Where a program may not send as much any more, nothing is known of it, and the check finds out."""
    known: Transcripts[str] = Transcripts()
    known.keep([step(0, 1, 5), step(1, 1, 7)], "passed")
    told = Told({0: 1, 1: 1}, room=30)
    assert known.find(told) == "passed"
    assert told.room == 18
    assert known.find(Told({0: 1, 1: 1}, room=11)) is None
