"""The archive that runs this course on Gradescope: the course, the engine as a wheel, what that needs, two scripts."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.author.wheel import EPOCH, requirements, write_wheel
from autograder.course.model import Course
from autograder.errors import UserError
from autograder.exchange.result_files import Visibility

SETTINGS = "pack.json"
BEHIND_THE_WALL = ("msgspec", "pyseccomp")
"""What grading other people's work needs beside the student's part."""
_COURSE = ("course.yaml", "exercises", "solutions", "tests/visible", "tests/hidden", "data")
_PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
_LONGEST = 1500

_SETUP = """\
#!/usr/bin/env bash
# Installs the engine beside this file, once, when the image is built.{origin}
set -euo pipefail
here="$(cd "$(dirname "${{BASH_SOURCE[0]}}")" && pwd)"

find_python() {{
  local name
  for name in {candidates}; do
    if command -v "$name" > /dev/null && "$name" -c 'import sys; sys.exit({test})'; then
      "$name" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  return 1
}}

python="$(find_python || true)"
if [ -z "$python" ]; then
  apt-get update -qq && apt-get install -y -qq {apt} || true
  python="$(find_python || true)"
fi
if [ -z "$python" ]; then
  echo "This course needs {needs}. Choose a base image that has it, such as Ubuntu 24.04." >&2
  exit 1
fi
if ! "$python" -c 'import ctypes.util, sys; sys.exit(ctypes.util.find_library("seccomp") is None)'; then
  apt-get update -qq && apt-get install -y -qq libseccomp2
fi
rm -rf "$here/site-packages"
{install}
cat > "$here/python" << END
#!/bin/sh
export PYTHONPATH="$here/site-packages"
exec "$python" -P "\\$@"
END
chmod 755 "$here/python" "$here/run_autograder"
chmod -R u=rwX,go= "$here/course"
"$here/python" -m autograder.cli doctor || true
"""
_QUIET = "--quiet --root-user-action=ignore --no-warn-conflicts"
_OFFLINE = f"""\
"$python" "$(echo "$here"/wheels/pip-*.whl)/pip" install {_QUIET} \\
  --no-index --find-links "$here/wheels" --target "$here/site-packages" -r "$here/requirements.txt"\
"""
_ONLINE = f"""\
"$python" -m pip --version > /dev/null 2>&1 || apt-get install -y -qq python3-pip
"$python" -m pip install {_QUIET} \\
  --find-links "$here/wheels" --target "$here/site-packages" -r "$here/requirements.txt"\
"""
_RUN = """\
#!/bin/sh
# Grades what lies in submission/. results/results.json is written at the end; where grading failed it is not there.
here="${0%/*}"
[ "$here" = "$0" ] && here=.
root="$here"
[ -d "$root/source" ] || root="$here/.."
exec "$root/source/python" -m autograder.author.on_gradescope "$root"
"""


@dataclass(frozen=True, slots=True)
class Pack:
    """What goes into the archive beside the course. `python` is the version, like 3.12, that the wheels are for."""

    python: str = "3.12"
    wheels: bool = True
    packages: Sequence[str] = ()
    hidden: Visibility = "after_published"
    proposals: bool = False


def pack_gradescope(course: Course, pack: Pack) -> bytes:
    """The archive. UserError where wheels cannot be had: pip says why."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        engine = write_wheel(folder).name
        needed = [*requirements(), *BEHIND_THE_WALL, *pack.packages]
        if pack.wheels:
            _download([*needed, "pip"], pack.python, folder)
        files = {f"wheels/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.whl"))}
    name = engine.partition("-")[0].replace("_", "-")
    files["requirements.txt"] = "".join(f"{line}\n" for line in [name, *needed]).encode()
    files["setup.sh"] = setup_script(pack).encode()
    files["run_autograder"] = _RUN.encode()
    files[SETTINGS] = json.dumps({"hidden": pack.hidden, "proposals": pack.proposals}).encode() + b"\n"
    files |= {f"course/{name}": path.read_bytes() for name, path in _course_files(course)}
    return _zip(files)


def setup_script(pack: Pack) -> str:
    """The script that installs the engine when their image is built."""
    version = tuple(int(part) for part in pack.python.split("."))
    if pack.wheels:
        candidates, test = f"python{pack.python} python3", f"sys.version_info[:2] != {version}"
        apt, needs, origin = (
            f"python{pack.python}",
            f"Python {pack.python}",
            " Nothing is fetched for it.",
        )
    else:
        candidates, test = "python3.13 python3.12 python3.11 python3", "sys.version_info < (3, 11)"
        apt, needs, origin = "python3.12 python3-pip", "Python 3.11 or newer", " Packages come from the index."
    install = _OFFLINE if pack.wheels else _ONLINE
    return _SETUP.format(candidates=candidates, test=test, apt=apt, needs=needs, origin=origin, install=install)


def _download(needed: Sequence[str], python: str, folder: Path) -> None:
    tag = "cp" + python.replace(".", "")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", str(folder)]
    command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python, "--abi", tag]
    command += [word for name in _PLATFORMS for word in ("--platform", name)]
    tested = Path(__file__).parents[2] / "constraints.txt"
    if tested.is_file():
        command += ["--constraint", str(tested)]
    done = subprocess.run([*command, *needed], capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(
            f"the wheels for Python {python} on Linux could not be fetched: {done.stderr.strip()[-_LONGEST:]}\n"
            "Try again with a network, name another version with --python, or add --without-wheels."
        )


def _course_files(course: Course) -> Iterator[tuple[str, Path]]:
    for part in _COURSE:
        path = course.root / part
        if path.is_file():
            yield part, path
        for file in sorted(path.rglob("*")) if path.is_dir() else ():
            parts = file.relative_to(course.root).parts
            if (
                file.is_file()
                and not file.is_symlink()
                and not any(one.startswith((".", "__pycache__")) for one in parts)
            ):
                yield "/".join(parts), file


def _zip(files: dict[str, bytes]) -> bytes:
    """The scripts may be run; names and contents alone decide the bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3
            info.external_attr = (0o755 if name in ("setup.sh", "run_autograder") else 0o644) << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
