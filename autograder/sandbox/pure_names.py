"""What a program may name that only computes: plain functions of Python's own and of NumPy's that keep nothing."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BUILTINS = _words(
    """
    ArithmeticError AssertionError AttributeError Exception False FloatingPointError IndexError KeyError
    LookupError None NotImplemented NotImplementedError OverflowError RuntimeError StopIteration True TypeError
    UnboundLocalError ValueError ZeroDivisionError __name__ abs all any bin bool callable chr complex dict
    divmod enumerate filter float format frozenset int isinstance iter len list map max min next ord pow
    print range repr reversed round set slice sorted str sum tuple zip
    """
)
"""Of Python's own names what keeps nothing, and leads to nothing that does. Not `hasattr`, which asks for any name."""
_MATH = _words(
    """
    acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2
    expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp
    lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan
    tanh tau trunc ulp
    """
)
_NUMPY = _words(
    """
    abs absolute add all allclose amax amin any append apply_along_axis arange arccos arcsin arctan arctan2
    argmax argmin argpartition argsort argwhere around array array_equal array_split asarray asfarray atleast_1d
    atleast_2d atleast_3d average bincount block bool_ broadcast_to ceil clip column_stack complex128
    concatenate copy corrcoef count_nonzero cov cross cumprod cumsum deg2rad delete diag diagonal diff digitize
    divide dot dstack e einsum equal exp exp2 expand_dims expm1 eye fabs fill_diagonal finfo flatnonzero flip
    float16 float32 float64 floating floor full full_like greater greater_equal hstack hypot identity indices
    inf inner insert int32 int64 integer interp intersect1d isclose isfinite isin isinf isnan isneginf isposinf
    isscalar ix_ kron less less_equal lexsort linalg linspace log log10 log1p log2 logaddexp logical_and
    logical_not logical_or logical_xor logspace matmul max maximum mean median meshgrid min minimum mod moveaxis
    multiply nan nan_to_num nanmax nanmean nanmin nansum ndim negative newaxis nonzero norm not_equal number
    ones ones_like outer percentile pi power prod ptp put quantile rad2deg ravel reciprocal repeat reshape rint
    roll rot90 round searchsorted select setdiff1d shape sign sin sinh size sort split sqrt square squeeze stack
    std subtract sum swapaxes take take_along_axis tan tanh tensordot tile trace transpose trapezoid tri tril
    tril_indices tril_indices_from triu triu_indices triu_indices_from true_divide trunc union1d unique var vdot
    vectorize vstack where zeros zeros_like
    """
)
"""Without what gives memory as it lies there (`empty`), sets how NumPy behaves, draws chance or reads files."""
_METHODS = _words(
    """
    T __name__ accumulate add append argmax argmin argsort astype at capitalize clear clip conj conjugate copy
    count cumprod cumsum denominator diagonal difference discard dot dtype endswith eps extend fill find flatten
    fromkeys get imag index insert intersection is_integer isalnum isalpha isdigit isspace issubset item items
    itemsize join keys kind limit_denominator lower lstrip max mean min most_common name nbytes ndim nonzero
    numerator outer pop prod ravel real reduce remove repeat replace reshape reverse rfind rotate round rstrip
    setdefault shape size sort split splitlines squeeze startswith std strip sum swapaxes symmetric_difference
    take tiny title tolist trace transpose union update upper values var zfill
    """
)
_TYPING = _words(
    """
    Any Callable Dict Iterable Iterator List Literal Mapping Optional Sequence Set Tuple Union annotations
    """
)
_TOOLS = _words(
    """
    Counter Fraction OrderedDict accumulate bisect bisect_left bisect_right chain combinations deepcopy
    defaultdict deque eq floordiv fmean ge gt heapify heappop heappush heappushpop heapreplace insort
    insort_left insort_right islice itemgetter le lt median_high median_low mode mul multimode ne neg nlargest
    nsmallest partial product pstdev pvariance starmap stdev sub truediv variance zip_longest
    """
)
TYPING = frozenset(("typing",))
"""Modules for the head of a program alone: what they give for one thing they give again for what is equal to it, so a
function that asks them could tell what was asked before."""
ATTRIBUTES = _MATH | _NUMPY | _METHODS | _TYPING | _TOOLS
"""What a program may ask of anything. Not `format`, to which a text can name attributes of its own."""
MODULES = _words(
    """
    __future__ bisect collections collections.abc copy fractions functools heapq itertools math numpy
    numpy.linalg operator statistics typing
    """
)
OPERATIONS = _words(
    """
    BINARY_OP BINARY_SLICE BINARY_SUBSCR CACHE CALL CALL_FUNCTION_EX CALL_KW CHECK_EXC_MATCH CLEANUP_THROW
    COMPARE_OP CONTAINS_OP CONVERT_VALUE COPY COPY_FREE_VARS DELETE_DEREF DELETE_FAST DELETE_SUBSCR DICT_UPDATE
    END_FOR END_SEND EXTENDED_ARG FORMAT_SIMPLE FORMAT_VALUE FORMAT_WITH_SPEC FOR_ITER GET_ITER GET_LEN
    GET_YIELD_FROM_ITER IS_OP JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT JUMP_FORWARD JUMP_IF_FALSE_OR_POP
    JUMP_IF_TRUE_OR_POP KW_NAMES LIST_APPEND LIST_EXTEND LIST_TO_TUPLE LOAD_ASSERTION_ERROR LOAD_CLOSURE
    LOAD_CONST LOAD_DEREF LOAD_FAST LOAD_FAST_AND_CLEAR LOAD_FAST_BORROW LOAD_FAST_BORROW_LOAD_FAST_BORROW
    LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST LOAD_SMALL_INT MAKE_CELL MAKE_FUNCTION MAP_ADD MATCH_KEYS MATCH_MAPPING
    MATCH_SEQUENCE NOP NOT_TAKEN POP_EXCEPT POP_ITER POP_TOP PRECALL PUSH_EXC_INFO PUSH_NULL RAISE_VARARGS
    RERAISE RESUME RETURN_CONST RETURN_GENERATOR RETURN_VALUE SEND SETUP_ANNOTATIONS SET_ADD
    SET_FUNCTION_ATTRIBUTE SET_UPDATE STORE_DEREF STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_MAYBE_NULL
    STORE_FAST_STORE_FAST STORE_SLICE STORE_SUBSCR SWAP TO_BOOL UNPACK_EX UNPACK_SEQUENCE YIELD_VALUE
    """
)
"""Of Python's byte code what stays within a function, in the versions up to NEWEST."""
KINDS_OF_OPERATIONS = ("BUILD_", "POP_JUMP_", "UNARY_")
NEWEST = (3, 13)
