"""The wire: what goes in comes out, and anything else is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

pytest.importorskip("msgspec", reason="the wire needs the instructor's packages")

from autograder.isolation.values import DTYPES, to_plain
from autograder.isolation.wire import (
    CALL,
    MAX_HEADER,
    MAX_PAYLOAD,
    PREFIX,
    RETURNED,
    BadFrame,
    Reply,
    Request,
    check_lengths,
    frame,
    pack,
    read_reply,
    read_request,
)
from autograder.model import Tolerance
from autograder.tolerance import difference

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


@given(plain, st.data())
@settings(deadline=None, max_examples=150)
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
        {"f": [2**62]},
        {"f": "x"},
        {"i": "not hex"},
        {"i": "f" * 3000},
        {"d": [[[1], 2]]},
        {"d": [[1]]},
        {"x": []},
        {"t": 1, "l": 2},
        {"c": ["a", "b"]},
        b"bytes",
    ],
)
def test_what_is_no_value_is_refused(value: Any) -> None:
    """Wrong tags, shapes, types and sizes are refused before anything is allocated."""
    header = frame(Reply(7, RETURNED, value), [])[PREFIX.size :]
    with pytest.raises(BadFrame):
        read_reply(header, memoryview(b""))


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
