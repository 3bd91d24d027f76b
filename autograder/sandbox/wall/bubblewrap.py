"""bubblewrap around the zygote: namespaces of its own, and a file system that holds Python and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/alternatives")


def find() -> str | None:
    """The program, where it is installed."""
    return shutil.which("bwrap")


def command(program: str, paths: Sequence[str]) -> list[str]:
    """The words that stand before the zygote's own command. `paths` are readable inside, and nothing else is.

    As root the rights to change user are kept until the zygote has stepped down: a mere `--uid` would leave it root
    for the file system.
    """
    words = [program, "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        words += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        words.append("--unshare-all")
    for path in dict.fromkeys([*SYSTEM, *paths]):
        if os.path.lexists(path):
            words += ["--symlink", os.readlink(path), path] if os.path.islink(path) else ["--ro-bind", path, path]
    return [*words, "--dev", "/dev", "--proc", "/proc", "--chdir", "/"]


def python_paths(package: Path, search: Sequence[str]) -> list[str]:
    """What a Python with NumPy needs to read: its own trees, the packages' folders, and the worker's package."""
    trees = [sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parent.parent)]
    packages = [path for path in search if Path(path).name in ("site-packages", "dist-packages")]
    return [path for path in dict.fromkeys([*trees, *packages, str(package)]) if path not in ("/", "/usr")]


def works() -> str:
    """Tries it once. An empty text where it works, else what it said."""
    program = find()
    if program is None:
        return "bwrap is not installed"
    tried = subprocess.run(
        [*command(program, []), "/usr/bin/true"], capture_output=True, text=True, timeout=30, check=False
    )
    return "" if tried.returncode == 0 else tried.stderr.strip() or f"bwrap ended with status {tried.returncode}"
