"""Fetches axe-core, with which the tests look for what a page keeps from people who do not see or point, by npm.

Usage: python scripts/fetch_axe.py [FILE]; default: $AUTOGRADER_AXE, else ~/.cache/autograder/axe/axe.min.js. One pinned
version, for tests only. Where it cannot be had, the script says so and ends with 1; the tests that need it skip.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "axe-core@4.14.1"
FILE = "axe.min.js"


def main() -> int:
    """Writes the file; 0 where it is there."""
    default = os.environ.get("AUTOGRADER_AXE") or Path.home() / ".cache" / "autograder" / "axe" / FILE
    place = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    if not place.is_file():
        try:
            content = fetched()
        except (OSError, subprocess.CalledProcessError, LookupError) as error:
            print(f"The tests with axe will skip: {error}", file=sys.stderr)
            return 1
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    print(place)
    return 0


def fetched() -> bytes:
    """The script, out of the package."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=made, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(made).glob("*.tgz"))) as archive:
            member = archive.extractfile(f"package/{FILE}")
            if member is None:
                raise LookupError(f"{PACKAGE} holds no {FILE}")
            return member.read()


if __name__ == "__main__":
    sys.exit(main())
