"""Writes constraints.txt anew: the newest versions that `.[dev,postgresql]` gets today, in a venv made for it.

Run it with the oldest Python that pyproject.toml allows, then run the tests, then commit what changed:

    python3.11 scripts/refresh_constraints.py

The oldest, because a version that still supports it runs on the later ones as well, and not the other way round.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "constraints.txt"
NOT_PINNED = {"pip", "setuptools", "wheel"}
HEADER = """\
# The versions that the tests were run with; `-c constraints.txt` makes pip take these and no others.
# Written by scripts/refresh_constraints.py: do not edit by hand. What only another system needs is not pinned.
"""


def main() -> None:
    """Exit code 2 where this Python is not the one to pin with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    if f"{sys.version_info.major}.{sys.version_info.minor}" != oldest:
        sys.exit(f"Run this with Python {oldest}, the oldest that is supported: this is {sys.version.split()[0]}.")
    with tempfile.TemporaryDirectory() as folder:
        pins = newest(Path(folder), project["name"])
    TARGET.write_text(HEADER + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(pins)} pins")


def newest(folder: Path, own: str) -> list[str]:
    """``name==version`` of all that the project with its extras brings into a fresh venv."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", f"{ROOT}[dev,postgresql]"], check=True)
    listing = [python, "-m", "pip", "list", "--format=freeze"]
    lines = subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split()
    return sorted((line for line in lines if line.split("==")[0] not in NOT_PINNED | {own}), key=str.lower)


if __name__ == "__main__":
    main()
