"""isolation/values: what may cross the wall is plain data, whatever a student's code makes."""

from __future__ import annotations

import copy
import enum
from collections import OrderedDict, defaultdict, deque, namedtuple
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.sandbox.described import describe
from autograder.sandbox.values import DTYPES, MAX_DEPTH, NotPlain, to_plain

numbers = st.integers() | st.floats() | st.complex_numbers() | st.booleans()
arrays = npst.arrays(st.sampled_from(sorted(DTYPES)), npst.array_shapes(min_dims=1, max_dims=3, max_side=3))
plain = st.recursive(
    st.none() | numbers | st.text() | arrays,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text() | st.integers(-(2**63), 2**64 - 1), inner, max_size=3)
    ),
    max_leaves=12,
)


def same(left: Any, right: Any) -> bool:
    """Equal in type and content, NaN for NaN, entry by entry."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return bool(left == right) or repr(left) == repr(right)


def parts(value: Any) -> list[Any]:
    """The value and everything in it that could be changed."""
    inner = value if isinstance(value, list | tuple) else value.values() if isinstance(value, dict) else ()
    return [value, *(part for item in inner for part in parts(item))]


@given(plain)
def test_plain_data_stays_as_it_is(value: Any) -> None:
    """Plain data comes out equal in type and content, and once more the same."""
    once = to_plain(value)
    assert same(once, value)
    assert same(to_plain(once), once)


@pytest.mark.parametrize("shape", [(10_001, 0), (0, 200, 200), (2**40, 0, 1)])
def test_rows_of_nothing_are_bounded(shape: tuple[int, ...]) -> None:
    """An array without entries is data as long as its rows can be counted."""
    with pytest.raises(NotPlain, match="very many rows"):
        to_plain(np.zeros(shape))
    assert to_plain(np.zeros((0, 10_000))).shape == (0, 10_000)


@given(plain)
def test_nothing_that_can_change_is_shared(value: Any) -> None:
    """The copy shares no list, dict or array memory with the original."""
    before = copy.deepcopy(value)
    changeable = {id(part) for part in parts(value) if isinstance(part, list | dict | np.ndarray)}
    for part in parts(to_plain(value)):
        assert id(part) not in changeable
        if isinstance(part, np.ndarray) and part.size:
            part.reshape(-1)[0] = not part.reshape(-1)[0]
    assert same(value, before)


@pytest.mark.parametrize("dtype", sorted(DTYPES))
def test_numpy_scalars_become_python_numbers(dtype: str) -> None:
    """A NumPy scalar, and an array without dimensions, arrive as the Python number."""
    scalar = np.ones(1, dtype)[0]
    for value in (scalar, np.array(scalar)):
        assert type(to_plain(value)) in (bool, int, float, complex)
        assert to_plain(value) == 1


@pytest.mark.parametrize("dtype", [">f8", ">i2", ">c16", np.longdouble])
def test_arrays_arrive_in_native_order(dtype: str) -> None:
    """Foreign byte order and long doubles become the machine's own numbers."""
    arrived = to_plain(np.array([1.5, 2], dtype))
    assert arrived.dtype.str in DTYPES
    assert arrived.tolist() == np.array([1.5, 2]).astype(dtype).tolist()


def test_strides_and_subclasses_are_left_behind() -> None:
    """A transposed, sliced, read-only or matrix view arrives as an ordinary contiguous array."""
    base = np.arange(12.0).reshape(3, 4)
    base.setflags(write=False)
    for view in (base.T, base[::2, ::-1], np.asmatrix(base)):
        arrived = to_plain(view)
        assert type(arrived) is np.ndarray
        assert arrived.flags.c_contiguous
        assert arrived.flags.writeable
        np.testing.assert_array_equal(arrived, np.asarray(view))


class Liar(float):
    """A number that claims to equal everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __float__(self) -> float:
        return 7.0

    def __hash__(self) -> int:
        return 0


class Listed(list[Any]):
    """A list that shows other items than it holds."""

    def __iter__(self) -> Any:
        return iter([7])

    def __len__(self) -> int:
        return 1


class Word(str):
    """A text that shows another."""

    def __str__(self) -> str:
        return "seven"


class Mapped(dict[Any, Any]):
    """A dict that shows other items."""

    def items(self) -> Any:
        return [("seven", 7)]


class Lot(enum.IntEnum):
    ONE = 1


def test_a_subclass_is_never_asked() -> None:
    """Subclasses arrive as their base type, with what they hold and not what they say."""
    pair = namedtuple("pair", "x y")
    given_values = [Liar(2.0), Listed([1, 2]), Word("two"), Mapped(a=1), Lot.ONE, pair(1, 2), OrderedDict(a=1)]
    wanted = [2.0, [1, 2], "two", {"a": 1}, 1, (1, 2), {"a": 1}]
    assert same(to_plain(given_values), wanted)
    assert same(to_plain(defaultdict(list, a=[1])), {"a": [1]})


def test_a_numpy_scalar_subclass_is_never_asked() -> None:
    """A subclass of NumPy's float arrives as the number that it holds."""

    class Seven(np.float64):
        def __float__(self) -> float:
            return 7.0

        def item(self) -> float:  # type: ignore[override]
            return 7.0

    assert same(to_plain(Seven(2.0)), 2.0)


class Pretender:
    """An object whose class claims to be another."""

    def __init__(self, claim: type) -> None:
        self._claim = claim

    @property
    def __class__(self) -> Any:
        return self._claim


@pytest.mark.parametrize("claim", [int, float, str, list, tuple, dict, np.ndarray, np.float64, bool, type])
def test_a_pretender_is_refused(claim: type) -> None:
    """An object that claims to be a builtin is refused as what it is."""
    with pytest.raises(NotPlain, match="an object of type Pretender"):
        to_plain(Pretender(claim))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ((x for x in "ab"), "a generator (wrap it in list(...))"),
        (map(abs, [1]), "a map object"),
        (range(3), "a range"),
        ({(i,) for i in range(3000)}, "a set of more than 2000 tuples"),
        ({}.values(), "a view of a dict"),
        (print, "a function (was it meant to be called?)"),
        (test_a_subclass_is_never_asked, "a function"),
        (int, "a class"),
        (memoryview(b"ab"), "a view of bytes (make bytes of it: bytes(...))"),
        (deque([1]), "an object of type deque (wrap it in list(...))"),
        (iter([1]), "an object of type list_iterator (wrap it in list(...))"),
        (object(), "an object of type object"),
        (Fraction(1, 2**5000), "a Fraction of more than a thousand digits"),
        (np.array([None, 1]), "an array of objects"),
        (np.array([b"a"]), "an array of bytes8"),
        (np.zeros(2, "M8[25s]"), "an array of datetime64"),
        (np.zeros(2, [("a", "f8")]), "an array of void"),
        (np.ma.masked_array([1.0], [True]), "a masked array"),
        (1 << 5000, "an integer of more than a thousand digits"),
        ({(1, n): 3 for n in range(3000)}, "a dict with more than 2000 tuples as keys"),
        ({(1, 2**5000): 3}, "an integer of more than a thousand digits"),
    ],
)
def test_what_is_not_plain_is_described(value: object, says: str) -> None:
    """Everything else is refused, also deep inside, in words that help."""
    for holder in (value, [1, [value]], {"a": (value,)}):
        with pytest.raises(NotPlain) as caught:
            to_plain(holder)
        assert says in str(caught.value)


def test_depth_is_bounded() -> None:
    """A list that holds itself ends in a NotPlain, as does one nested too deep."""
    endless: list[Any] = []
    endless.append(endless)
    deep: list[Any] = []
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    for value in (endless, deep):
        with pytest.raises(NotPlain, match="nested more than 32 deep"):
            to_plain(value)


def test_size_is_bounded() -> None:
    """Thirty lists that each hold the one before twice would be a thousand million parts."""
    doubled: list[Any] = [1.0]
    for _ in range(30):
        doubled = [doubled, doubled]
    with pytest.raises(NotPlain, match="parts"):
        to_plain(doubled)


def test_a_description_runs_no_foreign_code() -> None:
    """A class whose metaclass answers for its name is named without being asked."""

    class Meta(type):
        @property
        def __name__(cls) -> Any:  # type: ignore[override]
            raise RuntimeError("asked")

    class Shy(metaclass=Meta):
        pass

    assert describe(Shy()) == "an object of type Shy"


@pytest.mark.parametrize("text", ["1E-1303", "-2.5E-999999", "1.25E-1000", "-1E-1000", "0E-5000", "-0E+5000", "0.10"])
def test_a_decimal_near_zero_crosses(text: str) -> None:
    """However near to 0: its sign stays, it is 0 only where it was, and what it becomes is short."""
    value = Decimal(text)
    found = to_plain(value)
    assert type(found) is Decimal
    assert (found.is_signed(), found == 0, float(found)) == (value.is_signed(), value == 0, float(value))
    assert found.as_tuple().exponent >= -1010
    assert to_plain(found) == found
    if abs(value.adjusted()) <= 1000:
        assert str(found) == text


def test_a_decimal_that_is_too_large_does_not_cross() -> None:
    """As an int it would fill the memory."""
    with pytest.raises(NotPlain, match="too large"):
        to_plain(Decimal("1E+1001"))
