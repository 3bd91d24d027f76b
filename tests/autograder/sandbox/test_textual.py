"""Which programs may turn a thing into text: their answers are not shown as they were given among others."""

from __future__ import annotations

import pytest

from autograder.sandbox.pure import is_pure
from autograder.sandbox.textual import makes_text

BY_ITSELF = {
    "a text in a text": 'def f(x):\n    return f"{f}"\n',
    "str": "def f(x):\n    return int(str(f)[-4:-1], 16)\n",
    "percent": 'def f(x):\n    return "%s" % f\n',
    "percent, put on": 'def f(x):\n    t = "%s"\n    t %= f\n    return t\n',
    "operator.mod": 'import operator\ndef f(x):\n    return operator.mod("%s", f)\n',
    "format": "def f(x):\n    return format(f)\n",
    "the order of a set": "def f(x):\n    g = lambda: 1\n    return [one is g for one in {f, g}]\n",
    "the order of a set that is added to": "def f(x):\n    return [y for y in {g for g in x}]\n",
    "keys as a set": "def f(x):\n    g = lambda: 1\n    return list({f: 1, g: 2}.keys() & [f, g])\n",
    "what deepcopy remembers": (
        "import copy\ndef f(x):\n    memo = {}\n    copy.deepcopy([x], memo)\n    return list(memo)\n"
    ),
    "in a function in a function": "def f(x):\n    def g():\n        return f'{f}'\n    return g()\n",
}
BY_NUMPY = {
    "a kind of array": 'import numpy as np\ndef f(x):\n    return np.array([f]).astype("U30").tolist()\n',
    "a kind of array, by place": (
        "from numpy import array\nKIND = 'U30'\ndef f(x):\n    return array([f], KIND).tolist()\n"
    ),
    "a function's name": "import numpy as np\ndef U30(x):\n    return np.array([U30], U30.__name__).tolist()\n",
    "a name that is handed over": (
        "import numpy as np\ndef g(**k):\n    return [*k][0]\ndef f(x):\n    return np.array(f, g(U9=1))\n"
    ),
    "a key": "import numpy as np\ndef f(x):\n    return np.array(f, [*dict(U9=1)][0])\n",
    "the docstring": '"""U30"""\nimport numpy as np\ndef f(x):\n    return np.array(f, __doc__)\n',
}
NONE = {
    "sums": 'def mean(xs):\n    """Adds them up."""\n    return sum(xs) / len(xs)\n',
    "an error in words": (
        'def mean(xs):\n    if not xs:\n        raise ValueError("no values")\n    return sum(xs) / len(xs)\n'
    ),
    "printing": 'def mean(xs):\n    print("mean of", xs)\n    return sum(xs) / len(xs)\n',
    "NumPy": (
        "import numpy as np\n"
        "def soft(x):\n"
        "    e = np.exp(x - np.max(x, axis=-1, keepdims=True))\n"
        "    return e / e.sum()\n"
    ),
}


@pytest.mark.parametrize("name", [*BY_ITSELF, *BY_NUMPY])
def test_what_may_show_where_a_thing_lies_is_told(name: str) -> None:
    """Addresses as text, as the order of a set, as keys; by NumPy's arrays of texts, wherever the kind is named."""
    assert makes_text(compile((BY_ITSELF | BY_NUMPY)[name], "m.py", "exec"))


@pytest.mark.parametrize("name", NONE)
def test_most_arithmetic_makes_none(name: str) -> None:
    """Such a program only computes, and a check that it fails is told as it was judged."""
    code = compile(NONE[name], "m.py", "exec")
    assert is_pure(code)
    assert not makes_text(code)
