"""Runs every nth attack as an ordinary user and prints what got through, as JSON. Exit 77: it cannot be tried here.

python tests/attacks/as_plain_user.py FOLDER N
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

USER = 65533
CANNOT = 77


def main() -> None:
    folder, step = Path(sys.argv[1]), int(sys.argv[2])
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    os.environ |= {"HOME": str(folder), "TMPDIR": str(folder)}
    try:
        import attackers

        from autograder.sandbox.wall.layers import ALL, why_not
    except (ImportError, OSError) as error:
        print(f"an ordinary user cannot read the interpreter or the engine here: {error}")
        sys.exit(CANNOT)
    missing = {layer: reason for layer in ALL if (reason := why_not(layer))}
    if missing:
        print(f"an ordinary user has no strict wall on this machine: {missing}")
        sys.exit(CANNOT)
    os.environ["AUTOGRADER_SECRET"] = attackers.SECRET
    places = attackers.Places(folder / "secret.txt", folder / "writable")
    places.secret.write_text(attackers.SECRET, encoding="utf-8")
    places.writable.mkdir()
    with attackers.make_bench() as bench:
        assert bench.launcher.name == "strict"
        through = {name: attackers.attack(bench, name, places).breaches for name in attackers.NAMES[::step]}
    print(json.dumps({name: breaches for name, breaches in through.items() if breaches}))


if __name__ == "__main__":
    main()
