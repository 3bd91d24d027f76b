"""What each layer of the wall is for: the attack suite with all layers, and with each one taken away. Prints JSON.

    python benchmarks/ablation.py

For each set of layers: how many of the attacks were contained, and what got through. Takes some minutes.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "attacks"))

from attackers import NAMES, SECRET, attack, make_bench, make_places

from autograder.sandbox.wall.layers import ALL

TOGETHER = (("bubblewrap", "landlock"), ("seccomp", "landlock"), ("seccomp", "bubblewrap"))
"""Layers that stand for each other. Without seccomp and limits, or as root, the fork bombs would be real: not here."""


def main() -> None:
    os.environ["AUTOGRADER_SECRET"] = SECRET
    table = {}
    for without in ((), *((layer,) for layer in ALL), *TOGETHER):
        table["without " + " and ".join(without) if without else "all layers"] = row(without)
        print(f"done: without {without or 'nothing'}", file=sys.stderr)
    print(json.dumps({"attacks": len(NAMES), "layers": table}, indent=2))


def row(without: tuple[str, ...]) -> dict[str, object]:
    """One line of the table."""
    through: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        places = make_places(Path(scratch))
        for name in NAMES:
            with make_bench(without) as bench:  # a wall of its own: what one attack breaks is not the next one's doing
                breaches = attack(bench, name, places).breaches
            if breaches:
                through[name] = breaches
            for left in places.writable.iterdir():
                left.unlink()
    return {"contained": len(NAMES) - len(through), "through": through}


if __name__ == "__main__":
    main()
