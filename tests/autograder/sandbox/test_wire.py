"""The wire: what goes in comes out, and anything else is refused."""

from __future__ import annotations

import datetime
import math
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

pytest.importorskip("msgspec", reason="the wire needs the instructor's packages")

from autograder.checks.compare import difference
from autograder.course.model import Tolerance
from autograder.sandbox import frames
from autograder.sandbox.handles import Handle
from autograder.sandbox.process.packing import MAX_PAYLOAD, BadFrame, pack
from autograder.sandbox.process.wire import (
    CALL,
    MAX_HEADER,
    PREFIX,
    RETURNED,
    Reply,
    Request,
    check_lengths,
    frame,
    read_reply,
    read_request,
)
from autograder.sandbox.values import DTYPES, MAX_ITEMS, NotPlain, to_plain

numbers = st.one_of(st.integers(-(2**200), 2**200), st.floats(allow_nan=False), st.booleans(), st.none())
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
arrays = hnp.arrays(
    dtype=st.sampled_from(sorted(DTYPES)).map(np.dtype),
    shape=hnp.array_shapes(min_dims=1, max_dims=3, max_side=4),
)
plain = st.recursive(
    st.one_of(numbers, texts, arrays, st.complex_numbers(allow_nan=False)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.tuples(inner, inner), st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=12,
)


def there_and_back(value: Any) -> Any:
    buffers: list[bytes] = []
    data = frame(Reply(7, RETURNED, pack(value, buffers)), buffers)
    header, payload = PREFIX.unpack_from(data)
    start = PREFIX.size + header
    assert len(data) == start + payload
    return read_reply(data[PREFIX.size : start], memoryview(data)[start:]).value


def same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return bool(a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    return bool(a == b)


@given(plain)
@settings(deadline=None, max_examples=150)
def test_plain_data_come_back_as_they_were(value: Any) -> None:
    """Type, shape and every bit survive the way there and back."""
    assert same(there_and_back(to_plain(value)), to_plain(value))


@pytest.mark.parametrize("value", [[1.5] * 40, [[0.25, -1.0]] * 50, [[1.0] * 64] * 512, [[1.0], [1.0, 2.0]] * 20])
def test_long_lists_of_floats_come_back_as_lists(value: Any) -> None:
    """Lists that travel as one buffer are lists again at the other end."""
    back = there_and_back(value)
    assert type(back) is list
    assert back == value


def test_nan_and_minus_zero_come_back() -> None:
    """Floats that compare oddly keep their bits."""
    back = there_and_back([float("nan"), -0.0, float("inf")])
    assert difference(back, [float("nan"), -0.0, float("inf")], Tolerance()) is None


@given(st.binary(max_size=200), st.binary(max_size=64))
@settings(deadline=None, max_examples=300)
def test_garbage_is_refused(header: bytes, payload: bytes) -> None:
    """Any bytes are a reply or a refusal, and nothing else."""
    try:
        assert isinstance(read_reply(header, memoryview(payload)), Reply)
    except BadFrame:
        return


rich = st.sampled_from(
    [
        {1, 2.5},
        {"a"},
        {(1, frozenset({2}))},
        {frozenset({"a"}), frozenset()},
        b"",
        {b"\x00\xff": [b"ab", (b"c", 1.5)], (0, 1): {(2, frozenset({b"d"})): b"e"}, None: 1j, 1j: "i"},
        Decimal("0.10"),
        Fraction(1, 3),
        datetime.datetime(2024, 2, 29, 1, 2),
        np.array(["a", "bc"]),
        np.array(["2024-02-29"], "M8[D]"),
        Handle(5, "an object"),
        frames.Column("x", [1.0, None], frames.Labels([("a", 1), ("b", 2)], ("k", "n"), True)),
        frames.Frame(frames.Labels(["x"], (None,)), (np.arange(2.0),), frames.Labels([0, 1], (None,))),
    ]
)


@given(rich)
def test_richer_data_come_back_as_what_they_were(value: Any) -> None:
    """Sets, exact numbers, dates, text, tables and the numbers of objects."""
    assert repr(there_and_back(value)) == repr(value)


@given(plain | rich, st.data())
@settings(deadline=None, max_examples=300)
def test_a_changed_frame_is_refused_or_read(value: Any, data: st.DataObject) -> None:
    """A frame with bytes changed, cut or added is data or a refusal."""
    buffers: list[bytes] = []
    whole = bytearray(frame(Reply(7, RETURNED, pack(to_plain(value), buffers)), buffers))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(PREFIX.size, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    header = PREFIX.unpack_from(whole)[0]
    body = bytes(whole[PREFIX.size :])[: data.draw(st.integers(0, len(whole)))]
    try:
        assert isinstance(read_reply(body[:header], memoryview(body)[header:]), Reply)
    except BadFrame:
        return


@pytest.mark.parametrize(
    "value",
    [
        {"a": ["<f8", [2**40]]},
        {"a": ["<f8", [-1]]},
        {"a": ["O", [1]]},
        {"a": ["<f8", [0] * 1000]},
        {"n": ["l", "f", [2**62]]},
        {"n": "x"},
        {"i": "not hex"},
        {"i": "f" * 3000},
        {"d": [[[1], 2]]},
        {"d": [[1]]},
        {"x": []},
        {"t": 1, "l": 2},
        {},
        {"c": ["a", "b"]},
        b"bytes",
        {"b": 1},
        {"b": -1},
        {"k": [[[1], 2]]},
        {"k": [[{"x": ["Handle", [1, "a"]]}, 2]]},
        {"s": [{"d": []}]},
    ],
)
def test_what_is_no_value_is_refused(value: Any) -> None:
    """Wrong tags, shapes, types and sizes are refused before anything is allocated."""
    header = frame(Reply(7, RETURNED, value), [])[PREFIX.size :]
    with pytest.raises(BadFrame):
        read_reply(header, memoryview(b""))


def collider(number: int) -> int:
    """Integers that share one hash."""
    return 1 + number * sys.hash_info.modulus


def raw_map(*keys: Any) -> bytes:
    """A reply whose value is a msgpack map with these keys."""
    encode = msgspec.msgpack.encode
    entries = b"".join(encode(key) + encode(0) for key in keys)
    return bytes([0x93]) + encode(7) + encode(RETURNED) + b"\xdf" + len(keys).to_bytes(4, "big") + entries


@pytest.mark.parametrize(
    "header",
    [
        frame(Reply(7, RETURNED, {"d": [[{"i": hex(collider(n))}, 0] for n in range(8000)]}), [])[PREFIX.size :],
        frame(Reply(7, RETURNED, {"k": [[{"t": [{"i": hex(collider(n))}]}, 0] for n in range(4000)]}), [])[
            PREFIX.size :
        ],
        raw_map(*((n, 1) for n in range(100))),
        raw_map(*range(100)),
        raw_map("t", 1),
    ],
    ids=["long integers", "tuples of them", "tuples", "numbers", "a number beside a tag"],
)
def test_keys_that_could_collide_never_become_a_dict(header: bytes) -> None:
    """Keys whose hashes the sender can choose are refused: each would be compared with all that went before."""
    with pytest.raises(BadFrame):
        read_reply(header, memoryview(b""))


@pytest.mark.parametrize("shared", [1, 2**52 + 1, 2**60 + 12345, sum(2 ** (9 * n) for n in range(6))])
def test_few_keys_that_are_let_through_share_a_hash(shared: int) -> None:
    """Of all integers of 64 bits and all floats no more than 256 share a hash; the last one here is the worst."""
    modulus = sys.hash_info.modulus
    keys: list[float] = [shared + n * modulus for n in range(9) if shared + n * modulus < 2**64]
    for turn in range(61):  # 2 ** 61 is 1 to the hash of a number, so a float's bits are those of `shared`, turned
        bits = shared * 2**turn % modulus
        if bits % 2 and bits < 2**53:
            keys += [math.ldexp(bits, power) for power in range(-1074, 972) if (power + turn) % 61 == 0]
    assert {hash(key) for key in keys} == {shared}
    assert len(set(keys)) <= 256
    assert set(there_and_back(dict.fromkeys(keys, 0))) == set(keys)


def test_a_key_that_is_too_long_is_the_students_own_mistake() -> None:
    """A dict that cannot cross is described where it is made."""
    with pytest.raises(NotPlain, match="an integer of more than 64 bits as a key"):
        to_plain({2**64: 1})
    assert to_plain({2**64 - 1: 1, -(2**63): 2}) == {2**64 - 1: 1, -(2**63): 2}


@pytest.mark.parametrize(
    ("value", "payload"),
    [
        ({"n": ["ll", "f", [2**26, 0]]}, 0),
        ({"n": ["ll", "f", [40, 0]]}, 0),
        ({"n": ["lll", "f", [20, 2, 1]]}, 320),
        ({"a": ["<f8", [2**26, 0]]}, 0),
        ({"a": ["<f8", [200, 0, 200]]}, 0),
        ([{"n": ["ll", "f", [MAX_ITEMS // 2, 1]]}] * 3, 12 * MAX_ITEMS),
    ],
    ids=["rows of nothing", "few rows of nothing", "three deep", "an array of nothing", "thick nothing", "many lists"],
)
def test_a_small_frame_does_not_become_a_giant(value: Any, payload: int) -> None:
    """What would take far more room as Python's lists than its bytes took is refused."""
    header = frame(Reply(7, RETURNED, value), [])[PREFIX.size :]
    with pytest.raises(BadFrame):
        read_reply(header, memoryview(bytes(payload)))


def test_a_list_as_long_as_may_be_comes_back() -> None:
    """The bound is that of the side where the value was made."""
    value = [[0.5, 1.5]] * (MAX_ITEMS // 3 - 1)
    assert there_and_back(to_plain(value)) == value


def test_bytes_left_over_are_refused() -> None:
    """A payload that no array claims is no answer."""
    header = frame(Reply(7, RETURNED, 1.0), [])[PREFIX.size :]
    with pytest.raises(BadFrame):
        read_reply(header, memoryview(b"x"))


@pytest.mark.parametrize(("header", "payload"), [(MAX_HEADER + 1, 0), (0, MAX_PAYLOAD + 1), (2**32 - 1, 2**64 - 1)])
def test_lengths_are_checked_first(header: int, payload: int) -> None:
    """A frame that announces too much is refused for what it announces."""
    with pytest.raises(BadFrame):
        check_lengths(header, payload)


def test_a_request_carries_arguments() -> None:
    """The grader's side of the wire is the same grammar."""
    buffers: list[bytes] = []
    args = ([1.0, 2.0], np.arange(6).reshape(2, 3))
    data = frame(Request(1, CALL, "m", "f", pack(args, buffers), pack({"k": 1}, buffers)), buffers)
    header = PREFIX.unpack_from(data)[0]
    start = PREFIX.size + header
    request = read_request(data[PREFIX.size : start], memoryview(data)[start:])
    assert same(request.args, args)
    assert request.kwargs == {"k": 1}
