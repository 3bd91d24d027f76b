"""Judges random companies of programs for a while, each program alone too: not a byte may differ. Prints JSON.

    python benchmarks/fuzz_company.py [--seconds 60] [--seed 1]

In turns two kinds of companies. Small programs are put together at random from what a program that only computes may
name, and are called with random values, some of the calls foreseen. Whole programs are this course's solutions,
accepted styles and mistakes, the sample class's and the labelled ones of the tests; a student has one of each of some
exercises, and every exercise's result is held against that of judging it by itself. Nobody hurries: what runs out of
time is left out, and counted. A difference is printed with its programs; then the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import yaml

from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Submission, SubmittedFile
from autograder.sandbox import pure_names
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.likely import Likely, LikelyCall
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded
from autograder.sandbox.process import company, foresight, session
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.pure import is_pure
from autograder.sandbox.ready import NotReady
from autograder.sandbox.walled import WalledHost

ROOT = Path(__file__).parents[1]
LIMITS = SessionLimits(seconds=3.0, memory_mb=256)
PLACES = re.compile(r"number=\d+|0x[0-9a-f]{5,}")
"""What another run has otherwise, too."""
HEAD = """import collections, copy, fractions, functools, heapq, itertools, math, operator, statistics
import numpy as np
from typing import Dict, List, Literal, Optional, Union
"""
MODULES = {name: __import__(name) for name in ("math", "operator", "statistics", "heapq", "fractions")}
FUNCTIONS = {
    name: sorted(one for one in pure_names.ATTRIBUTES if callable(getattr(module, one, None)))
    for name, module in {"np": np, **MODULES}.items()
}
METHODS = sorted(
    one for one in pure_names.ATTRIBUTES if any(hasattr(kind, one) for kind in (np.ndarray, list, dict, str))
)
BUILTINS = sorted(one for one in pure_names.BUILTINS if one.islower() and one not in ("__name__", "frozenset", "set"))
CONSTANTS = (
    *("0", "1", "2", "-1", "0.5", "1e308", "-0.0", "1e-320", "2**31", "1j", "float('nan')", "'ab'", "''", "'i,j->ij'"),
    *("None", "True", "()", "[]", "{}", "b'xy'", "range(4)", "np.float32(0.1)", "np.int64(5)"),
)
OPTIONS = (
    *("axis=0", "axis=-1", "dtype=float", "dtype='i4'", "dtype=np.float32", "dtype=object", "dtype='f4,f8'"),
    *("keepdims=True", "initial=0", "out=x", "copy=False", "order='F'", "ddof=1", "key=len", "default=0"),
)
TYPES = ("List[list[{}]]", "Union[{}, None, int]", "Literal[{}]", "Optional[{}]", "Dict[str, {}]")


class Writer:
    """Writes one program."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._names = ["x", "y"]
        self._made = 0

    def program(self) -> str:
        pick = self._chance.choice
        kinds = f"KINDS = str({pick(TYPES).format(pick(('1', 'True', '1.0', '-0.0', '0.0', 'int')))})\n"
        globals_ = f"A = {pick(CONSTANTS)}\nB: float = {pick(('1.5', '(1, (2.5, None))', 'np.exp', 'len'))}\n"
        self._names = ["x", "y", "A", "B", "KINDS"]
        return HEAD + kinds + globals_ + "".join(self._function(name) for name in "fgh")

    def _function(self, name: str) -> str:
        tries = "    try:\n{}    except Exception:\n        acc.append('an error')\n"
        body = "".join(tries.format(self._statement("        ")) for _ in range(self._chance.randrange(2, 8)))
        back = self._chance.choice(("acc", "acc", self._value(1), f"lambda: {self._name()}"))
        return f"def {name}(x, y=1):\n    acc = []\n{body}    return {back}\n"

    def _name(self) -> str:
        return self._chance.choice(self._names)

    def _fresh(self) -> str:
        self._made += 1
        return f"v{self._made}"

    def _statement(self, margin: str) -> str:
        value, name, fresh, line = self._value(), self._name(), self._fresh(), f"\n{margin}"
        steps = (
            *(f"{fresh} = {value}", f"acc.append({value})", f"{name}[{self._value(2)}] = {value}", f"x += {value}"),
            *(f"del x[{self._value(2)}]", f"raise ValueError({value})", f"x, *y = {value}"),
            f"for {fresh} in {value}:{line}    acc.append({fresh}){line}    if {self._value(2)}:{line}        break",
            f"def {fresh}(a):{line}    nonlocal x{line}    x = a{line}    yield from a{line}x = [*{fresh}({value})]",
            f"match {value}:{line}    case [a, *b]:{line}        x = b{line}    case {{'k': d}}:{line}        x = d",
        )
        return f"{margin}{self._chance.choice(steps)}\n"

    def _value(self, depth: int = 0) -> str:
        chance = self._chance
        if depth > 3 or chance.random() < 0.15:
            return self._name() if chance.random() < 0.7 else chance.choice(CONSTANTS)
        one, two = self._value(depth + 1), self._value(depth + 1)
        module = chance.choice(("np", "np", "np", "np", *FUNCTIONS))
        also = f", {chance.choice(OPTIONS)}" if chance.random() < 0.3 else ""
        given = one + (f", {two}" if chance.random() < 0.4 else "") + also
        return chance.choice(
            (
                *[f"{module}.{chance.choice(FUNCTIONS[module])}({given})"] * 5,
                *[f"{self._name()}.{chance.choice(METHODS)}({'' if chance.random() < 0.4 else one})"] * 3,
                *[f"({one} {chance.choice(('+', '-', '*', '/', '//', '%', '@', '<', '==', 'in', 'or'))} {two})"] * 2,
                *[f"{chance.choice(BUILTINS)}({given})"] * 2,
                *(f"[{one} for i in {two}]", f"[{one}, *{two}]", f"({one}, {two})", f"{{'k': {one}}}", f"{one}[{two}]"),
                *(f"(lambda a, b=1: [a, b])({one})", f"({one} if {two} else None)", f"{self._name()}[::-1]"),
                *(f"sum(i * i for i in {one})", f"f'{{{self._name()}!r}}'", f"copy.deepcopy({one})"),
                *(f"list(itertools.chain({one}, {two}))", f"collections.Counter({one})", f"np.add.reduce({given})"),
            )
        )


def given(chance: random.Random, depth: int = 0) -> Any:
    """A value to call a function with."""
    if depth < 2 and chance.random() < 0.35:
        parts = [given(chance, depth + 1) for _ in range(chance.randrange(5))]
        return chance.choice((parts, tuple(parts), {"k": parts}))
    if chance.random() < 0.5:
        numbers = [chance.gauss(0, 1) for _ in range(chance.choice((1, 2, 6, 16, 40)))]
        return np.array(numbers, chance.choice(("f8", "f4", "i4"))).reshape(chance.choice(((-1,), (1, -1), (-1, 1))))
    return chance.choice((0, 1, -3, 0.5, math.nan, math.inf, 1e308, -0.0, "ab", "", None, True))


class Small:
    """Companies of small programs."""

    def __init__(self, chance: random.Random, launcher: Launcher) -> None:
        self._chance, self._launcher = chance, launcher

    def differences(self, counts: Counter[str]) -> Iterator[dict[str, Any]]:
        """Judges one company."""
        chance = self._chance
        sources = [self._pure() for _ in range(chance.randrange(2, 6))]
        calls = [[self._call() for _ in range(chance.randrange(2, 9))] for _ in sources]
        likely = [chance.sample(made, chance.randrange(len(made) + 1)) for made in calls]
        programs = [
            Program(f"m{place}", f"m{place}.py", source, LIMITS, likely=Likely(foreseen))
            for place, (source, foreseen) in enumerate(zip(sources, likely, strict=True))
        ]
        with WalledHost(self._launcher, lean=True) as host:
            for program in programs:
                host.begin(program)
            together = [answers(host, *one) for one in zip(programs, calls, strict=True)]
        for program, made, found in zip(programs, calls, together, strict=True):
            alone = answers(WalledHost(self._launcher, lean=True), program, made)
            if "TimedOut" in f"{found}{alone}":
                counts["out of time"] += 1
                continue
            counts["calls"] += len(made)
            if found != alone:
                pairs = [pair for pair in zip(found, alone, strict=False) if pair[0] != pair[1]]
                yield {"programs": sources, "which": program.name, "together, alone": pairs}

    def _pure(self) -> str:
        while True:
            source = Writer(self._chance).program()
            if is_pure(compile(source, "m.py", "exec", dont_inherit=True)):
                return source

    def _call(self) -> LikelyCall:
        chance = self._chance
        return LikelyCall(chance.choice("fgh"), (given(chance), given(chance)), {}, chance.random() < 0.4)


def answers(host: WalledHost, program: Program, calls: Sequence[LikelyCall]) -> list[str]:
    """What a program answers, as a grader asks it: with NotReady from its load on again."""
    while True:
        target = HostedTarget(host, program)
        try:
            loaded = target.load()
            made = calls if isinstance(loaded, Loaded) else ()
            found = [target.call(one.function, one.args, one.kwargs, want_arguments=one.want_arguments) for one in made]
        except NotReady:
            host.close()
            continue
        host.forget(program, LIMITS.seconds)
        host.close()
        return [PLACES.sub("", repr(one)) for one in (loaded, *found)]


class Whole:
    """Companies of one student's work."""

    def __init__(self, chance: random.Random, launcher: Launcher) -> None:
        self._chance, self._launcher = chance, launcher
        self._course = load_course(ROOT)
        self._texts = {path.stem: list(texts(path)) for path in sorted((ROOT / "solutions").glob("*.py"))}
        self._together, self._alone = (Grader(self._course, tuple(self._texts)) for _ in range(2))

    def differences(self, counts: Counter[str]) -> Iterator[dict[str, Any]]:
        """Judges one company."""
        names = self._chance.sample([*self._texts], self._chance.randrange(2, len(self._texts) + 1))
        files = {name: SubmittedFile(f"{name}.py", self._chance.choice(self._texts[name])) for name in names}
        found = self._judged(self._together, files)
        for name, file in files.items():
            alone = self._judged(self._alone, {name: file})[name]
            if "timed_out" in found[name] + alone:
                counts["out of time"] += 1
                continue
            counts["exercises"] += 1
            if found[name] != alone:
                yield {"programs": {one: files[one].text for one in files}, "which": name, "both": [found[name], alone]}

    def _judged(self, grader: Grader, files: dict[str, SubmittedFile]) -> dict[str, str]:
        with WalledHost(self._launcher, lean=True) as host:
            judged = grader.judge(Submission("student", files, named=False, only=tuple(files)), host)
        return {one.result.id: repr(one.result) for one in judged}


def texts(solution: Path) -> Iterator[str]:
    """All programs that there are for one exercise."""
    reference, name = solution.read_text(encoding="utf-8"), solution.stem
    yield reference
    for kind in ("accepted", "mistakes"):
        for path in sorted((solution.parent / kind / name).glob("*.py")):
            yield f"{reference}\n\n{path.read_text(encoding='utf-8')}"
    for path in sorted((ROOT / "tests" / "autograder" / "data").glob("wild_code*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            if entry["exercise"] == name:
                yield entry["code"] if entry.get("whole") else f"{reference}\n\n{entry['code']}"
    for path in sorted((ROOT / "tests" / "class").glob(f"*/{name}.py")):
        yield path.read_text(encoding="utf-8", errors="replace")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    warnings.simplefilter("ignore", SyntaxWarning)  # of programs that nobody wrote
    np.set_printoptions(threshold=sys.maxsize, floatmode="unique")
    company.SECONDS, session.WITHIN, foresight.SECONDS = 600.0, LIMITS.seconds, LIMITS.seconds
    chance, counts = random.Random(asked.seed), Counter[str]()
    end = monotonic() + asked.seconds
    with Launcher("auto") as launcher:
        launcher.try_out()
        kinds = Small(chance, launcher), Whole(chance, launcher)
        while monotonic() < end:
            for kind in kinds:
                counts["companies"] += 1
                for difference in kind.differences(counts):
                    counts["differences"] += 1
                    print(json.dumps(difference))
    print(json.dumps(counts))
    sys.exit(counts["differences"] > 0)


if __name__ == "__main__":
    main()
