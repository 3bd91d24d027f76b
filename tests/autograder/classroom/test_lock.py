"""One writer in a folder of results, and workers that end with their grader."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from autograder.classroom.lock import LOCK, only_writer
from autograder.errors import UserError

if not sys.platform.startswith("linux"):
    pytest.skip("locks and signals of Unix, processes through /proc", allow_module_level=True)

T = TypeVar("T")
HOLD = """
import sys, time
from pathlib import Path
from autograder.classroom.lock import only_writer
with only_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


ENDLESS = """

def test_endless(submission):
    \"\"\"Never comes back.\"\"\"
    if submission.median([1.0]) != 1.0:
        import os, pathlib, time
        pathlib.Path({mark!r} + str(os.getpid())).touch()
        time.sleep(600)
"""


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    """The message names the process; when that is killed, its lock is in nobody's way."""
    first = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert first.stdout is not None
    assert first.stdout.readline() == b"held\n"
    with pytest.raises(UserError, match=f"process {first.pid} is writing its results here"), only_writer(tmp_path):
        pass
    first.kill()
    first.communicate()
    with only_writer(tmp_path):
        assert (tmp_path / LOCK).read_text().split(" ")[0] == str(os.getpid())


@pytest.mark.parametrize(
    ("written", "said"),
    [("4711 lab-pc", "process 4711 on lab-pc is"), ("4711", "process 4711 is"), ("", "another process is")],
)
def test_a_writer_on_another_machine_is_named_with_it(tmp_path: Path, written: str, said: str) -> None:
    """A network's disk locks for all of its machines, and a number alone would be looked for on the wrong one."""
    with only_writer(tmp_path):
        (tmp_path / LOCK).write_text(written, encoding="utf-8")
        with pytest.raises(UserError, match=f"{said} writing its results here"), only_writer(tmp_path):
            pass


def test_a_second_run_leaves_with_code_2(tmp_path: Path, repository: Path, python: Callable[..., object]) -> None:
    """Nothing is graded, and nothing that is there is touched."""
    course = repository / "tests" / "courses" / "measuring"
    with only_writer(tmp_path / "out"):
        done = python("-m", "autograder.cli", "grade", course / "class", "--out", tmp_path / "out", "--course", course)
    assert (done.returncode, "is writing its results here" in done.stderr) == (2, True)  # type: ignore[attr-defined]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [LOCK]


def test_a_worker_ends_with_its_grader_in_the_middle_of_a_check(measuring: Path, tmp_path: Path) -> None:
    """A grader that is killed leaves no worker running that never comes back from a check."""
    check = measuring / "tests" / "visible" / "test_median.py"
    # The reference passes, so that the check judges; with a student's number it begins to wait.
    endless = ENDLESS.format(mark=str(tmp_path / "busy"))
    check.write_text(check.read_text(encoding="utf-8") + endless, encoding="utf-8")
    for name in ("ada", "bob"):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "median.py").write_text("def median(values):\n    return 7.0\n", encoding="utf-8")
    command = [sys.executable, "-m", "autograder.cli", "grade", str(tmp_path / "class"), "--out", str(tmp_path / "out")]
    command += ["--course", str(measuring), "--jobs", "2", "--isolation", "none", "--only", "median"]
    grader = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    workers = _wait_for(lambda: [int(path.name.removeprefix("busy")) for path in tmp_path.glob("busy*")])
    assert all(_runs(worker) for worker in workers)
    grader.send_signal(signal.SIGKILL)
    grader.communicate()
    assert _wait_for(lambda: not any(_runs(worker) for worker in workers))


def _wait_for(look: Callable[[], T], patience: float = 120.0) -> T:
    end = time.monotonic() + patience
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.05)
    assert found
    return found


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
