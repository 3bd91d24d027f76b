"""Six more notebooks as instructors write them: odd cell ids, exceptions, a class, a table, a walk, a figure."""

from __future__ import annotations

from tests.autograder.author.notebooks import BEGIN, END, Example, code, hidden, nb, question, raw, solved, text

WEATHER = "day,city,temp\n1,Bern,12.5\n3,Bern,15.0\n1,Rome,20.5\n3,Rome,22.0\n"
"""weather.csv, which two of them read."""

ROOTS = Example(
    "roots",
    "nbgrader",
    [
        text("# Root finding\nWrite Newton's method."),
        code("import numpy as np\nimport matplotlib.pyplot as plt\n%matplotlib inline\nnp.random.seed(0)"),
        code("def f(x):\n    return x**2 - 2\n\ndef df(x):\n    return 2*x"),
        nb(
            solved(
                "newton(f, df, x0, tol=1e-10, maxiter=50)",
                "x = x0",
                "for k in range(maxiter):",
                "    step = f(x) / df(x)",
                "    x = x - step",
                "    if abs(step) < tol:",
                "        return x",
                "raise RuntimeError('no convergence')",
            ),
            "solution",
            "cell-3f1b2c9d",
        ),
        nb(
            "assert abs(newton(f, df, 1.0) - np.sqrt(2)) < 1e-8\n"
            + hidden(
                "assert np.isclose(newton(lambda x: x**3 - 5, lambda x: 3*x**2, 2.0), 5**(1/3))",
                "try:",
                "    newton(lambda x: x**2 + 1, lambda x: 2*x, 0.7, maxiter=5)",
                "except RuntimeError:",
                "    pass",
                "else:",
                "    raise AssertionError('expected RuntimeError')",
            ),
            "test",
            "newton tests #1",
            4,
        ),
        nb(f"{BEGIN}\nroot = newton(np.cos, lambda x: -np.sin(x), 1.0)\n{END}", "solution", "cell-root"),
        nb("np.testing.assert_almost_equal(root, np.pi/2)", "test", "cell-root-t", 2),
        nb("Plot f between 0 and 2 and mark the root.", "task", "plot", 3),
    ],
    6.0,
    {"no-raise": ("raise RuntimeError('no convergence')", "return x", 4.0), "wrong root": ("1.0)", "5.0)", 4.0)},
    ((8, "`plot` is marked"),),
    {"plot": 3.0},
)
BANK = Example(
    "bank",
    "nbgrader",
    [
        text("# Accounts"),
        nb(
            (
                "class Account:\n"
                '    """An account with an owner."""\n'
                "\n"
                "    def __init__(self, owner, balance=0):\n"
                "        ### BEGIN SOLUTION\n"
                "        self.owner, self.balance, self.history = owner, balance, []\n"
                "        ### END SOLUTION\n"
                "\n"
                "    def deposit(self, amount):\n"
                "        ### BEGIN SOLUTION\n"
                "        if amount <= 0:\n"
                "            raise ValueError('amount')\n"
                "        self.balance += amount\n"
                "        self.history.append(amount)\n"
                "        ### END SOLUTION\n"
                "\n"
                "    def __repr__(self):\n"
                "        ### BEGIN SOLUTION\n"
                "        return f'Account({self.owner!r}, {self.balance})'\n"
                "        ### END SOLUTION"
            ),
            "solution",
            "account",
        ),
        nb(
            "a = Account('Ada', 10)\na.deposit(5)\nassert a.balance == 15\nassert a.history == [5]",
            "test",
            "t_deposit",
            2,
        ),
        nb(
            "a = Account('Ada')\nassert repr(a) == \"Account('Ada', 0)\"\n"
            + hidden("a.deposit(2.5)", "assert repr(a) == \"Account('Ada', 2.5)\""),
            "test",
            "t_repr",
            2,
        ),
        nb(
            "from nose.tools import assert_raises\nassert_raises(ValueError, Account('B').deposit, -3)",
            "test",
            "t_raises",
            1,
        ),
        nb(solved("total(accounts)", "return sum(a.balance for a in accounts)"), "solution", "total"),
        nb("assert total([Account('A', 1), Account('B', 2)]) == 3\nassert total([]) == 0", "test", "t_total", 2),
    ],
    7.0,
    {
        "no history": ("self.history.append(amount)", "pass", 5.0),
        "repr": ("{self.owner!r}", "{self.owner}", 5.0),
        "no raise": ("if amount <= 0:", "if False:", 6.0),
    },
)
TEMPS = Example(
    "temps",
    "nbgrader",
    [
        text("# Temperatures"),
        code("import pandas as pd\nimport numpy as np\ndf = pd.read_csv('weather.csv')\ndf.head()"),
        nb(
            f"# mean temperature per city, as a Series\n{BEGIN}\nmeans = df.groupby('city')['temp'].mean()\n{END}",
            "solution",
            "means",
        ),
        nb(
            "assert isinstance(means, pd.Series)\nassert abs(means['Bern'] - 13.75) < 1e-9\n"
            + hidden("assert len(means) == 2", "assert np.allclose(means.sort_index().values, [13.75, 21.25])"),
            "test",
            "means_t",
            2,
        ),
        nb(
            (
                "def warmest(table, n=1):\n"
                '    """The n warmest rows."""\n'
                "    ### BEGIN SOLUTION\n"
                "    return table.sort_values('temp', ascending=False).head(n)\n"
                "    ### END SOLUTION"
            ),
            "solution",
            "warmest",
        ),
        nb(
            "assert list(warmest(df, 2)['temp']) == [22.0, 20.5]\nassert warmest(df).shape == (1, 3)",
            "test",
            "warm_t",
            3,
        ),
        nb("Which city is warmer, and why?", "manual", "why", 2),
    ],
    5.0,
    {"median": (".mean()", ".max()", 3.0), "order": ("ascending=False", "ascending=True", 2.0)},
    ((7, "`why` is marked"),),
    {"why": 2.0},
)
NORMS = Example(
    "norms",
    "otter",
    [
        raw("# ASSIGNMENT CONFIG\ngenerate: true\nfiles:\n    - weather.csv"),
        code("import numpy as np\nrng = np.random.default_rng(42)\nsample = rng.normal(size=100)"),
        *question(
            "name: q1\npoints: 2",
            code(
                "def norm(v, p=2):\n"
                "    # BEGIN SOLUTION\n"
                "    v = np.abs(np.asarray(v, float))\n"
                "    if p == np.inf:\n"
                "        return v.max()\n"
                "    return (v ** p).sum() ** (1 / p)\n"
                "    # END SOLUTION"
            ),
            tests=(
                code("np.isclose(norm([3, 4]), 5)", "True"),
                code("# HIDDEN\nbool(np.isclose(norm(sample, np.inf), np.abs(sample).max()))", "True"),
            ),
        ),
        *question(
            "name: q2\npoints: 1",
            code("unit = np.array([3, 4]) / norm([3, 4]) # SOLUTION"),
            tests=(code("unit.round(2).tolist()", "[0.6, 0.8]"),),
        ),
        *question(
            "name: q3\nmanual: true\npoints: 2",
            text("**SOLUTION:** Triangle inequality."),
            before=(text("Name a property of norms."),),
        ),
    ],
    3.0,
    {"no inf": ("return v.max()", "return v.sum()", 2.0), "unit": ("/ norm([3, 4])", "/ 1", 2.0)},
    ((20, "`q3` is marked"),),
    {"q3": 2.0},
)
WORDS = Example(
    "words",
    "otter",
    [
        raw("# ASSIGNMENT CONFIG\nrequirements: []"),
        code("from collections import Counter\nimport re"),
        *question(
            "name: q1",
            code(
                "def tokens(text):\n"
                '    """Lower-case words."""\n'
                '    return re.findall(r"[a-z\']+", text.lower()) # SOLUTION'
            ),
            tests=(code("tokens('A b, a.')", "['a', 'b', 'a']"), code("len(tokens(''))", "0")),
        ),
        *question(
            "name: q2\npoints: 3",
            code(
                "def most_common(text, n):\n"
                "    # BEGIN SOLUTION\n"
                "    return Counter(tokens(text)).most_common(n)\n"
                "    # END SOLUTION"
            ),
            tests=(
                code("most_common('a b a', 1)", "[('a', 2)]"),
                code("# HIDDEN\nassert most_common('x y z z y z', 2) == [('z', 3), ('y', 2)]"),
                code(
                    "def test_types(most_common):\n"
                    "    assert isinstance(most_common('q', 1)[0], tuple)\n"
                    "test_types(most_common)"
                ),
            ),
        ),
        *question(
            "name: q3\npoints: 1",
            code("text = 'the cat and the hat' # SOLUTION\ntop = most_common(text, 1)[0][0] # SOLUTION"),
            tests=(code("top == 'the'", "True"),),
        ),
    ],
    5.0,
    {"case": ("text.lower()", "text", 4.5), "n": ("most_common(n)", "most_common()", 3.0)},
)
WALK = Example(
    "walk",
    "otter",
    [
        raw("# ASSIGNMENT CONFIG\nseed:\n  variable: rng_seed\n  autograder_value: 90\n  student_value: 42"),
        code("import numpy as np\nimport matplotlib.pyplot as plt"),
        *question(
            "name: q1\npoints: 2",
            code(
                "def walk(n, seed):\n"
                "    # BEGIN SOLUTION\n"
                "    rng = np.random.default_rng(seed)\n"
                "    return np.cumsum(rng.choice([-1, 1], size=n))\n"
                "    # END SOLUTION"
            ),
            tests=(
                code("walk(10, 1).shape == (10,)", "True"),
                code("# HIDDEN\nset(np.abs(np.diff(walk(200, 3))).tolist()) == {1}", "True"),
            ),
        ),
        *question(
            "name: q2\npoints: 2",
            code(
                "def plot_walk(n):\n"
                "    # BEGIN SOLUTION\n"
                "    fig, ax = plt.subplots()\n"
                "    ax.plot(walk(n, 0))\n"
                "    ax.set_title('Walk')\n"
                "    return ax\n"
                "    # END SOLUTION"
            ),
            tests=(code("plot_walk(5).get_title() == 'Walk'", "True"),),
        ),
        *question(
            "name: q3\npoints: 1",
            code("far = max(abs(walk(50, s)[-1]) for s in range(20)) # SOLUTION"),
            tests=(code("far <= 50", "True"), code("# HIDDEN\nfar > 3", "True")),
        ),
    ],
    5.0,
    {"steps": ("[-1, 1]", "[-1, 2]", 3.5), "title": ("'Walk'", "'W'", 3.0)},
)

MORE = (ROOTS, BANK, TEMPS, NORMS, WORDS, WALK)
