"""classes: what a file's text says of a class whose object did not do as it should."""

from __future__ import annotations

from time import process_time

import pytest

from autograder.checks.advice import advice
from autograder.checks.classes import shared
from autograder.checks.outline import outline
from autograder.checks.sentences import Call
from autograder.sandbox.handles import Handle
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned

ACCOUNT = Handle(1, "an object of type Account")
MANY = Raised("TypeError", "Account.add() takes 1 positional argument but 2 were given", "TypeError")
NOTHING = Raised("TypeError", "Account() takes no arguments", "TypeError")
OTHER = Raised("TypeError", "'<' not supported between instances of 'str' and 'int'", "TypeError", 3)
WANTED = {"Account": ("owner",), "Account.add": ("amount",)}


def said(source: str, function: str, outcome: CallOutcome) -> str:
    args = ("ada",) if function == "Account" else (ACCOUNT, 1.5)
    return advice(Call(function, args, {}, outcome), outline(source), (), WANTED)


def test_a_method_without_self_is_told_what_to_write() -> None:
    """Python only counts the arguments."""
    told = said("class Account:\n    def add(amount):\n        pass\n", ".add()", MANY)
    assert told == "The first parameter of a method is the object itself: write def add(self, amount), in line 2."


def test_an_init_without_self_is_told_too() -> None:
    """Where there are defaults it is called all the same, each argument in another's place."""
    told = said("class Account:\n    def __init__(owner, rate=1):\n        rate < 0\n", "Account", OTHER)
    assert told == (
        "The first parameter of a method is the object itself: write def __init__(self, owner, rate), in line 2."
    )


@pytest.mark.parametrize(
    "source",
    [
        "class Account:\n    def add(self, amount):\n        pass\n",
        "class Account:\n    def add(this, amount):\n        pass\n",
        "class Account:\n    def add(*given):\n        pass\n",
        "class Account:\n    @staticmethod\n    def add(amount):\n        pass\n",
        "class Account:\n    @classmethod\n    def add(kind, amount):\n        pass\n",
        "class Other:\n    def add(amount):\n        pass\n",
    ],
)
def test_no_other_method_is_said_to_lack_self(source: str) -> None:
    """Another name for it, stars, a method that needs no object."""
    assert "first parameter" not in said(source, ".add()", MANY)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "class Account:\n    def _init_(self, owner):\n        pass\n",
            "Is _init_, in line 2, meant? It is __init__, with two underscores on either side.",
        ),
        (
            "class Account:\n    def __int__(self, owner):\n        pass\n",
            "Is __int__, in line 2, meant? It is __init__, with two underscores on either side.",
        ),
        (
            "class Account:\n    owner: str\n",
            "Your class Account has no __init__, and no @dataclass above it that would write one.",
        ),
    ],
)
def test_a_class_that_takes_nothing_hears_of_its_init(source: str, told: str) -> None:
    """Misspelt, or not there."""
    assert said(source, "Account", NOTHING) == told


SQUARE = """
class Shape:
    def __init__(self, name):
        self.name = name


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def unit(cls):
        return cls(1.0)

    def area_of(self, side):
        return side * side

    @property
    def area(self):
        return self.side * self.side

    def __iter__(self):
        return [self.side]
"""
ON = Handle(1, "an object of type Square")
PLACES = {"Square": ("side",), "Square.unit": (), "Square.area_of": ("side",), "Square.doubled": ()}


def missing(name: str) -> Raised:
    return Raised("AttributeError", f"'Square' object has no attribute '{name}'", "AttributeError")


@pytest.mark.parametrize(
    ("function", "args", "outcome", "told"),
    [
        (".name", (ON,), missing("name"), "Shape sets it, and your own __init__ takes the place of that: call super()"),
        (".colour", (ON,), missing("colour"), "Nothing in your class Square sets self.colour: does __init__?"),
        (
            ".doubled",
            (ON,),
            missing("doubled"),
            "Does def doubled stand inside the class, spelled as it was handed out?",
        ),
        ("==", (ON, ON), Returned(False), "Your class Square has no __eq__: without it an object is equal to itself"),
        (
            "Square.unit",
            (),
            Raised("TypeError", "Square.unit() missing 1 required positional argument: 'cls'", "TypeError"),
            "It is called by the name of the class: write @classmethod above def unit, in line 11.",
        ),
        (
            "Square.area_of",
            (1.5,),
            Raised("TypeError", "Square.area_of() missing 1 required positional argument: 'side'", "TypeError"),
            "It is called by the name of the class, without an object: write @staticmethod above def area_of",
        ),
        (
            ".area=",
            (ON, 2.0),
            Raised("AttributeError", "property 'area' of 'Square' object has no setter", "AttributeError"),
            "Write @area.setter above a second def area(self, value).",
        ),
        (
            "iter()",
            (ON,),
            Raised("TypeError", "iter() returned non-iterator of type 'list'", "TypeError"),
            "__iter__ returns an iterator",
        ),
    ],
)
def test_what_a_class_lacks_is_told_beside_pythons_own_words(
    function: str, args: tuple[object, ...], outcome: CallOutcome, told: str
) -> None:
    """What to write, where Python only says that something is not there."""
    assert advice(Call(function, args, {}, outcome), outline(SQUARE), (), PLACES).startswith(told)


@pytest.mark.parametrize(
    ("source", "function", "args", "outcome"),
    [
        (SQUARE.replace("self.side = side", "super().__init__('square')"), ".name", (ON,), missing("name")),
        (SQUARE.replace("(Shape)", "(Base)"), ".colour", (ON,), missing("colour")),  # who knows what a Base sets
        (SQUARE.replace("def area_of", "def __eq__"), "==", (ON, ON), Returned(False)),
        (SQUARE.replace("class Square", "@dataclass\nclass Square"), "==", (ON, ON), Returned(False)),
        (
            SQUARE.replace("class Square", "@dataclasses.dataclass(order=True)\nclass Square"),
            "==",
            (ON, ON),
            Returned(0),
        ),
        (SQUARE, "<", (ON, ON), Returned(False)),
        (SQUARE, "Square", (1.0,), Raised("ValueError", "no", "ValueError", 8)),
        (SQUARE.replace("unit(cls)", "unit(x)"), ".unit()", (ON,), Raised("ValueError", "no", "ValueError", 8)),
    ],
)
def test_what_is_there_is_not_said_to_be_missing(
    source: str, function: str, args: tuple[object, ...], outcome: CallOutcome
) -> None:
    """A class that sets, compares or calls what it should hears nothing of it."""
    assert advice(Call(function, args, {}, outcome), outline(source), (), PLACES) == ""


SHARED = "class Account:\n    movements = []\n\n    def add(self, amount):\n        self.movements.append(amount)\n"
DEFAULT = "class Account:\n    def __init__(self, start=[]):\n        self.size, self.kept = 1, start\n"


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        (
            SHARED,
            "All objects of Account share one `movements`, which line 2 makes in the class itself: is that meant?",
        ),
        (SHARED.replace("self.movements.append(amount)", "Account.movements += [amount]"), "All objects of Account"),
        (SHARED.replace("[]", "dict()").replace(".append(amount)", "[amount] = 1"), "All objects of Account"),
        (DEFAULT, "The default of `start`, in line 2, is made once: all objects made without it share it."),
        (DEFAULT.replace("1, start", "1, []\n        start.append(2)"), "The default of `start`"),
    ],
)
def test_what_all_objects_share_is_asked_about(source: str, begins: str) -> None:
    """A list in the class's body that methods change, or a default that is kept; in a hidden check as well."""
    assert said(source, ".movements", Returned([1.0])).startswith(begins)
    call = Call(".movements", (ACCOUNT,), {}, Returned([1.0]))
    assert shared(call, outline(source)).startswith(f"In one call Account gave something else than is right. {begins}")


@pytest.mark.parametrize(
    "source",
    [
        SHARED.replace("self.movements.append", "self.movements = []\n        self.movements.append"),
        SHARED.replace("self.movements.append(amount)", "return self.movements[amount]"),  # it is only read
        SHARED.replace("movements = []", "movements = None"),
        SHARED.replace("Account", "Other"),
        DEFAULT.replace("1, start", "1, list(start)"),
        DEFAULT.replace("start=[]", "start=()"),
        "def add(amount, into=[]):\n    into.append(amount)\n",
    ],
)
def test_what_is_each_ones_own_is_not_asked_about(source: str) -> None:
    """A copy, a tuple, a list that each object makes; another class."""
    assert said(source, ".movements", Returned([1.0])) == ""
    assert shared(Call(".movements", (ACCOUNT,), {}, Returned([1.0])), outline(source)) == ""


@pytest.mark.parametrize(
    "line",
    [
        "    a = [\n",
        "    def f(self, a=[], b={}):\n        self.x = a, b\n",
        "    def f(self, " + "a:b" * 20_000 + "\n",
        "    x = " + "a" * 100_000 + "\n",
        "        self.a, " * 20_000 + "\n",
        "        a[" * 20_000 + "\n",
    ],
)
def test_a_hostile_file_is_read_in_no_time(line: str) -> None:
    """Each line is looked at once, and no more of it than a person would write."""
    source = "class A:\n" + line * (200_000 // len(line) + 1)
    begun = process_time()
    outline(source)
    assert process_time() - begun < 5
