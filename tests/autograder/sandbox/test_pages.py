"""A zygote's memory lies in large pages, where the kernel has them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.launcher import ROOM, Launcher
from autograder.sandbox.process.pages import LARGE

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no zygote")
ASKED_FOR = 16 * LARGE
PROGRAM = f"""
import ctypes, mmap
from autograder.sandbox.process import pages
pages.lay_out({ASKED_FOR})
laid_out = len(pages._laid_out())
pages.gather()
sizes = [line.split()[1] for line in open("/proc/self/smaps") if line.startswith("AnonHugePages")]
print(laid_out, sum(map(int, sizes)) * 1024 // {LARGE})
"""


def in_pages() -> tuple[int, int]:
    """The large pages that a new Python has laid out, and those that it then has."""
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{PROGRAM}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(said[0]), int(said[1])


def has_large_pages() -> bool:
    """Whether this kernel can put memory into a large page when it is asked to."""
    release = tuple(int(part) for part in os.uname().release.split(".")[:2])
    return release >= (6, 1) and Path("/sys/kernel/mm/transparent_hugepage").is_dir()


def test_the_room_is_one_piece_but_for_its_ends() -> None:
    assert in_pages()[0] >= ASKED_FOR // LARGE - 6


@pytest.mark.skipif(not has_large_pages(), reason="this kernel has no large pages to give")
def test_what_is_laid_out_comes_to_lie_in_large_pages() -> None:
    laid_out, large = in_pages()
    assert large >= laid_out // 2  # there may be no more of them free


@pytest.mark.skipif(not has_large_pages(), reason="this kernel has no large pages to give")
@pytest.mark.parametrize("lean", [True, False])
def test_a_zygote_lies_in_large_pages(lean: bool) -> None:
    """Of five one at least: where in memory a small one comes to lie is chance."""
    assert any(in_large_pages(lean) >= ROOM[lean] // 8 for _ in range(5))


def in_large_pages(lean: bool) -> int:
    """Bytes of a zygote that has forked a worker."""
    with Launcher("none" if os.getuid() else "auto", without=("bubblewrap", "user")) as launcher:
        with launcher.open(SessionLimits(seconds=30), lean=lean) as session:
            session.load("line", "a = 1\n", filename="line.py")
        process = launcher._zygote(lean)._process
        assert process is not None
        rolled_up = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    large = next(line.split()[1] for line in rolled_up.splitlines() if line.startswith("AnonHugePages"))
    return int(large) * 1024


def test_what_is_imported_last_lies_together() -> None:
    program = """
from collections import Counter
from autograder.sandbox.process import pages
pages.lay_out(1 << 22)
pages.bring(("json", "email"))
for size in range(64, 513, 64):
    blocks = [bytes(size - 33) for _ in range(20)]
    places = Counter(id(block) // pages.POOL for block in blocks)
    print(sum(times for _, times in places.most_common(2)) > 10)  # a hole or two may be made meanwhile
"""
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{program}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert said == ["True"] * 8
