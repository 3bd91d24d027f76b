"""Long rows of numbers cross whatever their kind; what is too large is told alike on both sides of the wall."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("msgspec", reason="the wire needs the instructor's packages")

from autograder.sandbox.amounts import amount, too_much, words
from autograder.sandbox.bounds import MAX_HEADER, MAX_PAYLOAD
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded, NotData, Returned
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.process.packing import BadFrame, pack
from autograder.sandbox.process.wire import PREFIX, RETURNED, Reply, frame, read_reply
from autograder.sandbox.values import NotPlain, measured, to_plain
from autograder.sandbox.walled import WalledHost

number = st.one_of(st.integers(-(2**70), 2**70), st.floats(allow_nan=False), st.integers(-9, 9))
row = st.one_of(st.lists(number, min_size=20, max_size=70), st.lists(st.integers(-(2**63), 2**63), min_size=32))
pairs = st.lists(st.tuples(number, number), min_size=32, max_size=40)
long = st.one_of(row, row.map(tuple), pairs, pairs.map(tuple), pairs.map(lambda given: [list(one) for one in given]))
others = st.recursive(
    st.one_of(number, st.text(max_size=300), st.none(), st.booleans(), st.complex_numbers(), row),
    lambda inner: st.one_of(st.lists(inner), st.tuples(inner), st.dictionaries(st.text(max_size=40), inner)),
    max_leaves=30,
)


def there_and_back(value: Any) -> Any:
    buffers: list[bytes] = []
    data = frame(Reply(7, RETURNED, pack(value, buffers)), buffers)
    start = PREFIX.size + PREFIX.unpack_from(data)[0]
    return read_reply(data[PREFIX.size : start], memoryview(data)[start:]).value


@given(long)
@settings(deadline=None, max_examples=100)
def test_rows_come_back_as_they_were(value: Any) -> None:
    """Ints as ints, floats as floats, tuples as tuples, each in its place."""
    assert repr(there_and_back(value)) == repr(value)


@given(others)
@settings(deadline=None, max_examples=100)
def test_an_amount_is_what_the_wire_makes_of_it(value: Any) -> None:
    """Counted without the wire's packages; what is measured in passing is never less."""
    plain, _, most = measured(value, lambda part: part)
    buffers: list[bytes] = []
    data = frame(Reply(2**40, RETURNED, pack(plain, buffers)), buffers)
    header, payload = PREFIX.unpack_from(data)
    counted, more = amount(plain)
    assert abs(counted + 16 - header) <= 16 + header // 50
    assert more == payload
    assert counted <= most


@pytest.mark.parametrize("value", [range(300_000), [*range(50_000), 0.5], ((n, 2 * n) for n in range(40_000))])
def test_large_rows_are_no_parts(value: Any) -> None:
    """Three hundred thousand ints take no more room among the parts than as many floats."""
    made = list(value)
    assert too_much(made) == ""
    assert there_and_back(made) == made
    assert there_and_back(tuple(made)) == tuple(made)


@pytest.mark.parametrize(
    "packed",
    [
        {"n": ["l", "i", [3]]},
        {"n": ["l", "i", [0]]},
        {"n": ["ll", "i", [1]]},
        {"n": ["x", "i", [1]]},
        {"n": ["l", "O", [1]]},
        {"n": ["", "i", []]},
        {"n": ["lll", "f", [1, 1, 1]]},
        {"n": ["l", "m", [1]]},
    ],
)
def test_rows_that_are_none_are_refused(packed: Any) -> None:
    """Of more than was sent, of nothing, in no known kind, or with half of what it takes."""
    data = frame(Reply(7, RETURNED, packed), [bytes(8)])
    start = PREFIX.size + PREFIX.unpack_from(data)[0]
    with pytest.raises(BadFrame):
        read_reply(data[PREFIX.size : start], memoryview(data)[start:])


@pytest.mark.parametrize("number", [np.inf, np.nan, 1e308, -(2.0**53) - 2])
def test_what_is_no_whole_number_cannot_be_sent_as_one(number: float) -> None:
    """Neither the infinite nor what takes more room as a whole number, whatever the mark beside it says."""
    buffers = [np.array([number]).tobytes(), b"\1"]
    data = frame(Reply(7, RETURNED, {"n": ["l", "m", [1]]}), buffers)
    start = PREFIX.size + PREFIX.unpack_from(data)[0]
    with pytest.raises(BadFrame):
        read_reply(data[PREFIX.size : start], memoryview(data)[start:])


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        (np.array([1, 2.5, True], object), [1, 2.5, True]),
        (np.array([[1, 2], [3, 4]], object), [[1, 2], [3, 4]]),
        (np.array([np.int32(1), Fraction(1, 2)], object), [1, Fraction(1, 2)]),
        (np.array([10**30, 1], object), [10**30, 1]),
        (np.array(7, object), 7),
    ],
)
def test_arrays_of_objects_that_are_numbers_are_lists(given: Any, plain: Any) -> None:
    """Whatever NumPy called them."""
    assert repr(to_plain(given)) == repr(plain)


class Agreeable(int):
    """Says yes to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize("part", [None, "text", object(), Agreeable(1), [1]])
def test_arrays_of_other_objects_are_refused(part: Any) -> None:
    """As before."""
    array = np.empty(2, object)
    array[:] = [1, 1]
    array[1] = part
    with pytest.raises(NotPlain, match="an array of objects, not of numbers or text"):
        to_plain(array)


@pytest.fixture(scope="module")
def targets() -> Iterator[list[HostedTarget]]:
    """At home, and behind the wall."""
    source = (
        "import numpy as np\n"
        "def ints(n):\n    return list(range(n))\n"
        "def names(n):\n    return [f'a name {k}' for k in range(n)]\n"
        "def text(n):\n    return 'é' * n\n"
        "def ones(n):\n    return np.ones(n)\n"
        "def kept(x):\n    x.extend(['a word'] * 20_000)\n    return ['a word'] * 20_000\n"
    )
    program = Program("read", "read.py", source, SessionLimits(20.0), ("numpy",))
    with Launcher("auto") as launcher:
        walled = WalledHost(launcher)
        hosts: list[Host] = [LocalHost(), walled]
        made = [HostedTarget(host, program) for host in hosts]
        assert all(isinstance(target.load(), Loaded) for target in made)
        yield made
        walled.close()


def test_three_hundred_thousand_ints_are_an_answer(targets: list[HostedTarget]) -> None:
    """On both sides."""
    for target in targets:
        outcome = target.call("ints", (300_000,), {}, want_arguments=False)
        assert isinstance(outcome, Returned)
        assert outcome.value == list(range(300_000))


@pytest.mark.parametrize(
    ("function", "count", "says"),
    [
        ("names", 60_000, "750 KiB of lists and texts, where 256 KiB can be sent at once. An array, or a list of"),
        ("text", 200_000, "390 KiB of lists and texts, where 256 KiB can be sent at once."),
        ("ones", 9_000_000, "68 MiB of numbers, where 64 MiB can be sent at once. Return less"),
    ],
)
def test_too_much_is_told_alike(targets: list[HostedTarget], function: str, count: int, says: str) -> None:
    """How much it is, how much may be, what to do."""
    home, walled = (target.call(function, (count,), {}, want_arguments=False) for target in targets)
    assert isinstance(home, NotData)
    assert home == walled
    assert says in home.what


def test_what_arguments_became_counts_too(targets: list[HostedTarget]) -> None:
    """Both go in one message."""
    home, walled = (target.call("kept", ([],), {}, want_arguments=True) for target in targets)
    assert isinstance(home, NotData)
    assert home == walled


def test_words_name_the_limit() -> None:
    """Of the parts first: that is what an array helps against."""
    assert "256 KiB" in words(MAX_HEADER + 1, MAX_PAYLOAD + 1)
    assert "64 MiB" in words(0, MAX_PAYLOAD + 1)
