"""Every example of what a check can hand over and get back, as one course: a program, a check, a wrong program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from autograder.course.manifest import load_course
from autograder.kinds.stubs import stub_changes

MANIFEST = """\
version: 1
name: handing
title: What crosses
seed: 4
exercises:
  - id: examples
    title: All examples
    kind: code
    file: examples.py
    points: 22
    exam: basic
    allowed_imports: [numpy, pandas, matplotlib]
    data: [houses.csv, data/notes.txt]
    limits: {seconds: 20, memory_mb: 1024, total_seconds: 300}
"""
HEAD = """\
from collections import Counter
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

"""


CHECKS_HEAD = """\
import copy
import inspect
import math
from collections.abc import Container

import pytest


"""


@dataclass(frozen=True)
class Example:
    """`name` is a check's. `wrong`: a text of the program and what stands there in a wrong one."""

    name: str
    program: str
    check: str
    wrong: tuple[str, str]


ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
EXAMPLES = tuple(Example(row["name"], row.get("program", ""), row["check"], tuple(row["wrong"])) for row in ROWS)


def write_course(root: Path) -> Path:
    """The course, with its stub."""
    checks = "\n\n".join(
        f'def test_{one.name}(submission, close):\n    """The example {one.name}."""\n'
        + re.sub("^(?=.)", "    ", one.check, flags=re.MULTILINE)
        + "\n"
        for one in EXAMPLES
    )
    files = {
        "course.yaml": MANIFEST,
        "solutions/examples.py": program(),
        "tests/visible/test_examples.py": f"{CHECKS_HEAD}{checks}",
        "exercises/houses.csv": "area,price\n50,100\n80,160\n",
        "exercises/data/notes.txt": "grey\nblue\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for stub, text in stub_changes(load_course(root, require_stubs=False)).items():
        stub.write_text(text, encoding="utf-8")
    return root


def program(*, wrong: bool = False) -> str:
    """The whole file; a wrong one is wrong in every example."""
    parts: list[str] = []
    for one in EXAMPLES:
        parts += [one.program] if one.program else []
        right, instead = one.wrong
        assert right in parts[-1] or wrong, one.name
        parts[-1] = parts[-1].replace(right, instead) if wrong else parts[-1]
    return HEAD + "\n\n".join(parts)


def write_class(folder: Path) -> Path:
    for student, text in (("right", program()), ("wrong", program(wrong=True))):
        (folder / student).mkdir(parents=True)
        (folder / student / "examples.py").write_text(text, encoding="utf-8")
    return folder
