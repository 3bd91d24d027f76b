"""Whether the lower bounds of pyproject.toml are true: grades the sample class with the lowest versions it allows.

Makes a venv in a temporary folder, installs `.[instructor]` there with each direct dependency at its lower bound, and
runs what a newcomer runs first.

    python3.11 scripts/try_lowest.py
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
BOUND = re.compile(r"(?P<name>[\w.-]+)(\[[\w,]+\])?>=(?P<lowest>[\w.]+)(?P<marker>\s*;.*)?$")


def main() -> None:
    """Exit code 1 where something fails with the lowest versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = lowest(project["dependencies"] + project["optional-dependencies"]["instructor"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lowest.txt").write_text("\n".join(pins) + "\n", encoding="utf-8")
        venv.create(folder / "venv", with_pip=True)
        programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        run(programs / "python", "-m", "pip", "install", "-q", "-c", folder / "lowest.txt", f"{ROOT}[instructor]")
        run(programs / "autograder", "--version")
        run(programs / "autograder", "doctor")
        run(programs / "autograder", "grade", ROOT / "tests" / "class", "--out", folder / "out")
        run(programs / "autograder", "report", folder / "out")
        run(programs / "autograder", "release", "--out", folder / "handout")
        run(programs / "autograder", "stubs", "--check")
    print("ok with", ", ".join(pins))


def lowest(requirements: list[str]) -> list[str]:
    """``name==lowest`` for each ``name>=lowest``, with its marker. A requirement without a lower bound is refused."""
    found = {text: BOUND.match(text) for text in requirements}
    bare = [text for text, bound in found.items() if bound is None]
    if bare:
        sys.exit(f"no lower bound: {', '.join(bare)}")
    return [f"{bound['name']}=={bound['lowest']}{bound['marker'] or ''}" for bound in found.values() if bound]


def run(*command: str | Path) -> None:
    """Runs one command in the repository; ends the script with its output where it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
