"""Which programs only compute, and which of them keep nothing."""

from __future__ import annotations

import dis
import inspect
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import pure
from autograder.sandbox.pure import is_pure, keeps_nothing

ROOT = Path(__file__).parents[3]
COMPUTES = (
    '"""Words."""\nimport math\nimport numpy as np\nfrom math import exp\nLIMIT = -1.5\n',
    "def f(xs: list[float], *, axis: int | None = None) -> float:\n    return sum(x for x in xs) / len(xs)",
    "import numpy as np\ndef f(x):\n    x[0] = 1\n    return np.exp(x - x.max(axis=-1, keepdims=True)).sum().item()",
    "def f(x):\n    try:\n        return 1 / x\n    except TypeError as error:\n        raise ValueError(f'{x!r}')",
    "def f(n):\n    def g(k):\n        nonlocal n\n        n += k\n        return n\n    return [g(k) for k in (1,)]",
    "def f(x):\n    return 1\nif __name__ == '__main__':\n    print(f(2))",
    "from functools import partial\nfrom itertools import zip_longest\ndef f(x):\n    return partial(max, *x)()",
    "from functools import reduce\nfrom typing import Sequence\ndef f(x: Sequence[int]):\n    return reduce(max, x)",
    "def pairs(x):\n    for i in (j for j in x):\n        yield i\ndef f(x):\n    return list(pairs(x))",
    "def g(x):\n    try:\n        x = 1 / x\n    except ZeroDivisionError:\n        pass\n    yield [x for x in (x,)]",
    "def g(x):\n    yield from x\n    yield from (n for n in x)\ndef f(x):\n    return list(g(x))",
    "LIMIT: float = 0.5\nROWS: list[int]\ndef f(x: float) -> float:\n    half: float = x / 2\n    return half",
    "from copy import deepcopy\nfrom statistics import fmean\ndef f(x):\n    return fmean(deepcopy(x))",
    "from fractions import Fraction\nimport heapq\ndef f(x):\n    return Fraction(heapq.nlargest(1, x)[0])",
    "TABLE = ((1, 2), (3, (4.5, 'five')))\ndef f(x, rows=TABLE, *, scale=1.0):\n    return rows[0]",
    "t = ()\nfor n in range(5000):\n    t = (t,)\n",
    "t = (1,)\nfor n in range(60):\n    t = (t, t)\n",
    "g = None\nfor n in range(60):\n    g = lambda x, a=g, b=g: 1\n",
)
DOES_MORE = (
    "import os",
    "import sys",
    "import random",
    "import numpy as np\nnp.random.seed(1)",
    "import numpy as np\nnp.seterr(all='ignore')",
    "import numpy as np\nnp.exp = None",
    "import numpy as np\ndef f(n):\n    return np.empty(n)",
    "from numpy import *",
    "import numpy as np\ndef f(x):\n    return np.exp(x, where=False)",
    "import functools\nimport numpy as np\nf = functools.partial(np.exp, where=False)",
    "import numpy as np\ndef f(n):\n    return np.ndarray(n)",
    "import numpy as np\ndef f(x):\n    return np.pad(x, 1, mode='empty')",
    "import numpy as np\ndef f(x, options):\n    return np.exp(x, **options)",
    "from numpy import ctypeslib",
    "def f(x):\n    global seen\n    seen = x",
    "def f(x):\n    return x.__class__",
    "def f(x):\n    return '{0.__class__}'.format(x)",
    "def f(x):\n    return getattr(x, 'a')",
    "def f(x):\n    return __builtins__",
    "def f(x):\n    return globals()",
    "def f(x):\n    return eval(x)",
    "def f(x):\n    return open(x)",
    "def f(x):\n    f.memory = x",
    "class C:\n    pass",
    "def f(x):\n    with x:\n        pass",
    "async def f(x):\n    return await x",
    "import operator\nf = operator.attrgetter('__class__')",
    "def seterr(x):\n    return x\nimport numpy as np\ndef f(x):\n    return np.seterr(x)",
    "__builtins__ = {}",
    "x: int = 1\ndef f(x):\n    return __annotations__",
    "__annotations__ = {}",
    "def g(x):\n    try:\n        yield from x\n    finally:\n        print(2)",
    "e = eval\neval = 0\ndef f(x):\n    return e(x)",
    "def g():\n    return open\nreads = g()\nopen = 1",
    "import math as exit",
    "import numpy as np\ndef f(x):\n    return np.exp(*[x], where=False)",
    "f = " + 600 * "lambda: " + "1",
    "def g(x):\n    try:\n        raise x\n    except ValueError:\n        yield 1\n    print(2)",
    "def g(x):\n    for n in x:\n        try:\n            yield n\n        except ValueError:\n            print(n)",
    "def f(x):\n    match x:\n        case int(real=y):\n            return y",
    "def f(x):\n    return undefined(x)",
    "Box = type('Box', (), {'items': [], '__module__': 'builtins'})",
    "box = type('Box', (), {'items': [], '__module__': 'numpy', '__name__': 'ufunc'})()",
    "import copy\ndef f(x):\n    return copy.copy(type('B', (), {'__reduce_ex__': lambda *_: (f, (), (None, {}))})())",
    "def f(x, name):\n    return hasattr(x, name)",
    "def f(x):\n    from typing import List\n    return str(List[list[x]])",
    "def f(x):\n    def g():\n        try:\n            yield x\n        finally:\n            print(x)\n    next(g())",
    "def g():\n    try:\n        yield 1\n    except:\n        print(1)",
    "lazy = [n for n in (1, 2)]\ndef f(x):\n    return lambda: x.ctypes",
)
KEEPS = (
    "seen = []\ndef f(x):\n    seen.append(x)\n    return seen",
    "def f(x, seen=[]):\n    seen.append(x)\n    return seen",
    "def f(x, *, seen={}):\n    return seen",
    "both = [[]]\npush, pop = both[0].append, both[0].pop\n",
    "numbers = iter((1, 2, 3))\ndef f():\n    return next(numbers)",
    "import numpy as np\nTABLE = np.zeros(3)",
    "def make():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n    return g\nf = make()",
    "LIMITS = ([],)",
    "x: int = 1\nkept = (__annotations__,)",
    "x: int = 1\nget = __annotations__.update",
    "x: int = 1\nf = lambda x, kept=__annotations__: kept",
    "import numpy as np\nRECORD = np.zeros(1, dtype='f8,f8')[0]",
    "from typing import List\ndef f(x):\n    return str(List[list[x]])",
    "import typing\ndef f(x):\n    return [str(typing.List[list[y]]) for y in x]",
    "from typing import Literal\nkinds = (1, Literal)\ndef f(x):\n    return str(kinds[1][x])",
    "from typing import List\nL = List\ndef f(x):\n    return lambda y: str(L[list[y]])",
    "from typing import Tuple\ndef f(x, kind=Tuple):\n    return str(kind[list[x]])",
    "from typing import List\nboth = (lambda x: str(List[list[x]]), 1)\ndef f(x):\n    return both[0](x)",
    "from typing import List\ndef f(x, g=lambda x: str(List[list[x]])):\n    return g(x)",
    "__doc__ = []\ndef f(x):\n    __doc__.append(x)\n    return len(__doc__)",
    "g = None\nfor n in range(5000):\n    g = lambda x, a=g, b=[]: 1\n",
    "LONG = (1,) * 20_000 + ([],)",
    "LONG = ([],) + ((1,),) * 20_000",
)


def code_of(source: str) -> types.CodeType:
    return compile(source, "m.py", "exec", dont_inherit=True)


@pytest.mark.parametrize("source", COMPUTES)
def test_a_program_that_computes(source: str) -> None:
    """Functions of numbers, whatever they are written with; and their module holds nothing that changes."""
    names = {"__name__": "submission.m"}
    assert is_pure(code_of(source))
    exec(source, names)
    assert keeps_nothing(names)


@pytest.mark.parametrize("source", DOES_MORE)
def test_a_program_that_may_do_more(source: str) -> None:
    """Whatever reaches beyond the program's own values, or cannot be seen not to."""
    assert not is_pure(code_of(source))


@pytest.mark.parametrize("source", KEEPS)
def test_a_program_that_remembers(source: str) -> None:
    """It only computes, but what it computes may depend on what was asked before."""
    names = {"__name__": "submission.m"}
    assert is_pure(code_of(source))
    exec(source, names)
    assert not keeps_nothing(names)


def test_long_functions_are_read_to_their_end() -> None:
    """Names and jumps beyond the first 256 have an operand in two parts."""
    many = "\n".join(f"    x = math.sqrt(x + {n}) if x > {n} else x + {n}.5" for n in range(400))
    source = f"import math\ndef f(x):\n{many}\n    return x\n"
    assert is_pure(code_of(source))
    names = "\n".join(f"name_{n} = {n}" for n in range(400))
    assert is_pure(code_of(f"{names}\ndef f():\n    return {' + '.join(f'name_{n}' for n in range(400))}\n"))
    assert not is_pure(code_of(f"{source}\ndef g(x):\n{many}\n    return x.__class__\n"))
    assert not is_pure(
        code_of(f"{names}\ndef f(x):\n    return {' + '.join(f'name_{n}' for n in range(400))} + x.gi_frame\n")
    )


def test_where_errors_are_handled_is_read_as_python_reads_it() -> None:
    """In every module of Python's own."""
    for path in sorted(Path(inspect.__file__).parent.glob("*.py")):
        for code in parts(compile(path.read_bytes(), path.name, "exec", dont_inherit=True)):
            known = dis._parse_exception_table(code)  # type: ignore[attr-defined]
            read = [(2 * start, 2 * end, 2 * handler) for start, end, handler in pure._handlers(code.co_exceptiontable)]
            assert read == [(entry.start, entry.end, entry.target) for entry in known]


def parts(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from parts(part)


def test_the_references_of_this_course_compute() -> None:
    """What a course of this kind asks for can be written without anything else."""
    for path in sorted((ROOT / "solutions").glob("*.py")):
        assert is_pure(code_of(path.read_text(encoding="utf-8"))), path.name
