"""How good `autograder similar` is: copies of the sample class in disguise, found or not, and who else is named.

    python benchmarks/similar.py [--aside]

Each student of one half of the class is copied in turn, in each disguise of tests/autograder/classroom/disguise.py:
the whole submission, three exercises of it with the rest somebody else's, one. The other half is kept aside for the
end. Recall is the share of the copies that are named with their source; precision the share of copies among all pairs
that are named.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "autograder" / "classroom"))

import test_similar as known  # noqa: E402

SIZES = (0, 3, 1)
"""Exercises that are copied; 0 for all."""


def copy_of(victim: str, other: str, size: int, way: object) -> dict[str, str]:
    """`size` exercises of the victim's in disguise, the others' of another student."""
    own, rest = known.programs()[victim], known.programs()[other]
    names = sorted(own)
    random.Random(victim).shuffle(names)
    chosen = names if size == 0 else names[:size]
    made = known.disguised({name: own[name] for name in chosen}, way, victim)  # type: ignore[arg-type]
    left = {name: text for name, text in rest.items() if name not in chosen} if size else {}
    return made | known.disguised(left, known.disguise().swapped, other)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--aside", action="store_true", help="the half that was kept aside")
    students = sorted(known.programs())
    half = students[1::2] if parser.parse_args().aside else students[0::2]
    usual = known.flagged({})
    print(f"{len(half)} of {len(students)} students; without a copy named: {[sorted(pair) for pair in usual]}")
    print("disguise      whole           three           one        (found/copies, precision)")
    for way in known.disguise().DISGUISES:
        cells = []
        for size in SIZES:
            hits = named = 0
            for place, victim in enumerate(half):
                other = half[(place + 5) % len(half)]
                found = known.flagged({"copy": copy_of(victim, other, size, way)}) - usual
                right = {frozenset((victim, "copy"))} | ({frozenset((other, "copy"))} if size else set())
                hits += frozenset((victim, "copy")) in found
                named += len(found - right)
            precision = hits / (hits + named) if hits + named else 1.0
            cells.append(f"{hits:2}/{len(half)} {precision:4.2f}")
        print(f"{way.__name__:12}  " + "      ".join(cells), flush=True)


if __name__ == "__main__":
    main()
