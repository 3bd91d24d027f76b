"""A command that is told to end: one sentence, the shell's exit code, nothing half done and nothing running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("these signals are POSIX's", allow_module_level=True)
pytest.importorskip("msgspec", reason="the commands that take long are an instructor's")

COURSE = Path(__file__).parents[1] / "courses" / "measuring"


def hearing(ignoring: int | None = None) -> None:
    """In the child: what whoever runs these tests ignores, as in the background or under nohup, is heard there."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN if number == ignoring else signal.SIG_DFL)


def begun(*words: str | Path, until: Callable[[], bool], ignoring: int | None = None) -> subprocess.Popen[str]:
    """A command in a session of its own, which has come as far as `until` says."""
    run = subprocess.Popen(
        [sys.executable, "-m", "autograder.cli", *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: hearing(ignoring),
    )
    while not until():
        assert run.poll() is None, run.communicate()
        time.sleep(0.02)
    return run


def of_its_session(run: subprocess.Popen[str]) -> list[str]:
    """The command lines of what still runs in the session that it began."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            session = int((folder / "stat").read_text().rpartition(")")[2].split()[3])
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue  # it has ended meanwhile
        if session == run.pid and command:
            found.append(command)
    return found


def nothing_is_left(run: subprocess.Popen[str]) -> bool:
    """What was killed may take a moment to go."""
    end = time.monotonic() + 20
    while left := of_its_session(run):
        if time.monotonic() > end:
            pytest.fail(f"still running: {left}")
        time.sleep(0.05)
    return True


@pytest.fixture
def crowd(tmp_path: Path) -> Path:
    """Students enough to be stopped in the middle of, in a folder each."""
    text = (COURSE / "solutions" / "median.py").read_text(encoding="utf-8")
    for number in range(60):
        folder = tmp_path / "class" / f"s{number:02}"
        folder.mkdir(parents=True)
        (folder / "median.py").write_text(f"{text}\nMY_NUMBER = {number}\n", encoding="utf-8")
    return tmp_path / "class"


@pytest.fixture
def slow(tmp_path: Path, measuring: Path) -> tuple[Path, Path]:
    """A course whose checks take a minute to collect, and the file that says that they have begun."""
    sign = tmp_path / "begun"
    check = measuring / "tests" / "hidden" / "test_median.py"
    busy = f"import pathlib, time\npathlib.Path({str(sign)!r}).touch()\ntime.sleep(60)\n"
    check.write_text(busy + check.read_text(encoding="utf-8").replace("from __future__ import annotations\n", ""))
    return measuring, sign


@pytest.mark.parametrize(
    ("jobs", "number"), [pytest.param("1", signal.SIGTERM, marks=pytest.mark.whole), ("2", signal.SIGHUP)]
)
def test_a_class_is_gone_on_with(tmp_path: Path, crowd: Path, jobs: str, number: signal.Signals) -> None:
    """What was graded is kept, nothing of the run is left, and the same command makes what it would have made."""
    out = tmp_path / "out"
    words = ("grade", crowd, "--out", out, "--course", COURSE, "--jobs", jobs)
    results = out / "results.jsonl"
    run = begun(*words, until=lambda: results.exists() and bool(results.read_bytes()))
    run.send_signal(number)
    _, said = run.communicate(timeout=100)
    if said.endswith(f"Stopped by {number.name}.\n"):
        pytest.skip("it had come to its end")
    assert run.returncode == 128 + number
    assert said.splitlines()[-1] == "Stopped. What was graded is kept: the same command goes on from there."
    assert "Traceback" not in said
    assert nothing_is_left(run)
    assert not list(out.glob(".*.new"))
    again = subprocess.run([sys.executable, "-m", "autograder.cli", *map(str, words)], capture_output=True, text=True)
    assert again.returncode == 0
    assert "kept from an earlier run" in again.stdout
    assert len(results.read_bytes().splitlines()) == 60


@pytest.mark.parametrize(
    ("command", "number"),
    [("verify", signal.SIGINT), ("verify", signal.SIGHUP), ("release", signal.SIGTERM), ("grade", signal.SIGTERM)],
)
def test_stopped_while_checks_are_collected(
    tmp_path: Path, slow: tuple[Path, Path], command: str, number: signal.Signals
) -> None:
    """It is no fault of the course, and what was to be written is not there."""
    course, sign = slow
    out = tmp_path / "made"
    words: dict[str, list[str | Path]] = {
        "verify": [],
        "release": ["--out", out, "--zip"],
        "grade": [course / "class", "--out", out],
    }
    run = begun(command, *words[command], "--course", course, until=sign.exists)
    os.killpg(run.pid, number)
    printed, said = run.communicate(timeout=60)
    assert run.returncode == 128 + number
    assert "cannot be collected" not in said
    assert [printed, *said.splitlines()] in (
        ["", "Stopped. The same command begins again."],
        ["", "Stopped. What was graded is kept: the same command goes on from there."],
    )
    assert nothing_is_left(run)
    assert not out.exists()
    assert not out.with_name("made.zip").exists()


def test_what_is_to_be_ignored_is_ignored(slow: tuple[Path, Path]) -> None:
    """A command under nohup outlives its terminal."""
    course, sign = slow
    run = begun("verify", "--course", course, until=sign.exists, ignoring=signal.SIGHUP)
    run.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(1)
    run.terminate()
    run.communicate(timeout=60)
    assert run.returncode == 128 + signal.SIGTERM


def test_a_second_signal_ends_what_does_not_end(tmp_path: Path, measuring: Path) -> None:
    """One at the same moment, as a closed terminal sends it, is the same wish; a later one is not waited for."""
    sign = tmp_path / "begun"
    (measuring / "lesson").mkdir()
    (measuring / "lesson" / "play.py").write_text(
        f"""\
import pathlib, time
pathlib.Path({str(sign)!r}).touch()
while True:
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        pass
""",
        encoding="utf-8",
    )
    run = begun("play", "--no-open", "--course", measuring, until=sign.exists)
    for _ in range(2):
        run.terminate()
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(0.2)
    time.sleep(1)
    run.terminate()
    run.communicate(timeout=60)
    assert run.returncode == -signal.SIGTERM


def test_a_terminal_that_is_gone_is_no_other_fault(slow: tuple[Path, Path]) -> None:
    """Nothing can be printed any more: the exit code says the signal and not that a file could not be written."""
    pty = pytest.importorskip("pty")
    course, sign = slow
    child, terminal = pty.fork()
    if child == 0:
        hearing()
        os.execv(sys.executable, [sys.executable, "-m", "autograder.cli", "verify", "--course", str(course)])
    while not sign.exists():
        time.sleep(0.02)
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
