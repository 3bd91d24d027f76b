"""Which layers of the wall this machine has, how each was tried, and what to do about those it lacks."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.wall.layers import ALL, why_not

_HOW_TRIED = {
    "bubblewrap": "ran `true` inside bubblewrap, with the namespaces that grading uses",
    "user": "looked at who runs this",
    "limits": "looked at the system",
    "landlock": "asked the kernel for its Landlock version",
    "seccomp": "compiled the filter with libseccomp",
}
_PURPOSE = {
    "bubblewrap": "namespaces of its own and a file system that holds Python alone",
    "user": "no student's code runs as root",
    "limits": "bounds on processor time, memory, files",
    "landlock": "no file can be opened by its name",
    "seccomp": "only the system calls that computing needs",
}
_USERNS = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the wall on this machine. `advice` is empty where it works."""

    name: str
    purpose: str
    works: bool
    how_tried: str
    found: str
    advice: str


def probe() -> tuple[Layer, ...]:
    """Tries every layer once."""
    return tuple(_layer(name, why_not(name)) for name in ALL)


def strict_possible(layers: tuple[Layer, ...]) -> bool:
    """Whether `--isolation strict` will grade here."""
    return all(layer.works for layer in layers)


def _layer(name: str, reason: str) -> Layer:
    found = reason or _state(name)
    return Layer(name, _PURPOSE[name], not reason, _HOW_TRIED[name], found, advice_for(name, reason) if reason else "")


def _state(name: str) -> str:
    if name == "user":
        root = os.getuid() == 0
        return "run as root: steps down to a plain user" if root else "run as an ordinary user"
    return "works"


def advice_for(name: str, reason: str) -> str:
    """What to do where a layer does not work, for someone who administers their own machine."""
    if not sys.platform.startswith("linux"):
        return (
            "The wall is made of parts of Linux. Grade other people's work on a Linux machine or in a virtual one; for "
            "your own code, say --isolation none."
        )
    if name == "bubblewrap":
        return _advice_for_bubblewrap(reason)
    if name == "landlock":
        return (
            "It needs Linux 5.13 or newer with Landlock switched on: add landlock to the lsm= list of the kernel's "
            "command line, or use a newer kernel. The other layers hold without it, but for the names of files."
        )
    if name == "seccomp":
        return (
            "Install libseccomp (Debian, Ubuntu: sudo apt install libseccomp2; Fedora: sudo dnf install libseccomp) "
            "and its binding: pip install pyseccomp."
        )
    return "This should be there on every Linux."


def _advice_for_bubblewrap(reason: str) -> str:
    if "not installed" in reason:
        return "Install it: sudo apt install bubblewrap (Debian, Ubuntu), sudo dnf install bubblewrap (Fedora)."
    if "uid map" in reason or "RTM_NEWADDR" in reason or _restricted_by_apparmor():
        return (
            "Ubuntu's AppArmor keeps ordinary programs from making namespaces. Allow it for bubblewrap alone: "
            "sudo apt install apparmor-profiles; "
            "sudo cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/; "
            "sudo systemctl reload apparmor. Leave the system-wide restriction switched on."
        )
    return (
        "Namespaces seem to be switched off, as in many containers. Grade on the machine itself, or start the "
        "container with the right to make user namespaces. Without bubblewrap the other layers hold, but for what "
        "stat tells."
    )


def start_advice(reason: str) -> str:
    """What to do where the layers are there, and yet no process behind them can be made for this reason."""
    denied = "did not start" in reason or "Permission denied" in reason or "Errno 13" in reason
    if denied and sys.platform.startswith("linux") and os.getuid() == 0 and (hidden := unreadable_for_others()):
        return (
            f"Grading as root steps down to a plain user, who may not enter {hidden}, and Python or the engine lies "
            f"below it. Grade as an ordinary user, or use a Python and a virtual environment that everyone may read, "
            f"such as one in /opt or /usr/local."
        )
    if denied:
        return "Some part of Python, NumPy or the engine cannot be read by the user who grades."
    return "Run `autograder doctor` for what this machine lacks."


def unreadable_for_others() -> str:
    """The nearest folder around Python, NumPy or the engine that an ordinary user may not enter; empty if none."""
    import numpy

    for file in (sys.executable, os.path.realpath(sys.executable), os.__file__, numpy.__file__, __file__):
        for folder in Path(file).parents:
            if not folder.stat().st_mode & 0o001:
                return str(folder)
    return ""


def _restricted_by_apparmor() -> bool:
    try:
        return _USERNS.read_text().strip() == "1"
    except OSError:
        return False
