"""`--cluster` as an instructor runs it: a real scheduler, real workers, and what happens when any of them is killed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="a cluster needs the extra [cluster]")
pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
import psutil

from autograder.classroom.cluster import session
from autograder.classroom.cluster.facts import difference, facts
from autograder.classroom.cluster.parcel import files_needed, packed_course, unpacked_course
from autograder.classroom.cluster.place import Place, checked_place
from autograder.classroom.cluster.quiet import SETTINGS, as_environment
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.errors import UserError
from tests.autograder.classroom.cluster_processes import end, free_port, grading_children
from tests.autograder.conftest import in_this_process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills processes as Linux has them")

ROOT = Path(__file__).parents[3]
COURSE = ROOT / "tests" / "courses" / "measuring"
COMMAND = [sys.executable, "-m", "autograder.cli"]
SLOW = "\nimport time\n\ntime.sleep(0.1)\n"
"""A tenth of a second without work, so that a run is not over before something could be killed."""
KILLER = '''

def test_killer(submission):
    """Nothing ends the process above."""
    import os

    if submission.median([1]) == "kill":
        os.kill(os.getppid(), 9)
'''
DASK = {
    # Two deaths in place of four: the test of a killer waits for each.
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    # A worker that takes the place of a killed one is forked from a process that has imported Dask.
    "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "forkserver",
}
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    """Starts `autograder ...` in the background; all that was started is ended with the module."""
    begun: list[subprocess.Popen[bytes]] = []

    def run(*words: str | Path, engine: Path = ROOT) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PYTHONPATH": str(engine)} | DASK
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        begun.append(subprocess.Popen([*COMMAND, *map(str, words)], env=environment, cwd=engine, **quiet))
        return begun[-1]

    yield run
    for process in reversed(begun):
        end(process)


class Cluster:
    """A scheduler, and workers with two processes."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.begin_scheduler()
        self.begin_workers()

    def begin_scheduler(self) -> None:
        self.scheduler = self.start("cluster", "scheduler", "--port", str(self.port))

    def begin_workers(self) -> None:
        self.workers = self.start("cluster", "worker", self.address, "--processes", "2")

    def children(self) -> list[psutil.Process]:
        """The grading children of all workers."""
        return grading_children(self.workers)

    def a_child(self, process: subprocess.Popen[bytes]) -> psutil.Process:
        """One of them, once there is one: a worker that was killed before is made anew, and its child after it."""
        while not (found := self.children()):
            assert process.poll() is None, "the run has ended before anything could be killed"
            time.sleep(0.05)
        return found[0]


@pytest.fixture(scope="module")
def cluster(start: Start) -> Cluster:
    return Cluster(start)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen submissions, right, wrong and broken in turns, each of which takes a while."""
    folder = tmp_path_factory.mktemp("many") / "class"
    sources = [COURSE / "class" / "good", COURSE / "class" / "lost", COURSE / "exercises"]
    for number in range(16):
        student = shutil.copytree(sources[number % len(sources)], folder / f"student{number:02d}")
        with (student / "trapezoid.py").open("a", encoding="utf-8") as file:
            file.write(f"{SLOW}# {number}\n")
    (folder / "student07" / "median.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(many: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What one job makes of them."""
    out = tmp_path_factory.mktemp("whole")
    assert grade(many, out).returncode == 0
    return (out / "results.jsonl").read_bytes()


def words(many: Path, out: Path, *more: str | Path, course: Path = COURSE) -> list[str]:
    return [*COMMAND, "grade", *map(str, (many, "--out", out, "--course", course, *more))]


def grade(many: Path, out: Path, *more: str | Path, course: Path = COURSE) -> subprocess.CompletedProcess[str]:
    """The command in this process, which has imported what it needs; a client that is killed has one of its own."""
    return in_this_process(*words(many, out, *more, course=course)[len(COMMAND) :])


def begun(process: subprocess.Popen[bytes], out: Path, lines: int = 1) -> None:
    """Waits until some results are there."""
    file = out / "results.jsonl"
    while not (file.exists() and file.read_bytes().count(b"\n") >= lines):
        assert process.poll() is None, "the run has ended before anything could be killed"
        time.sleep(0.05)


ALONE = [pytest.param(killed, marks=pytest.mark.whole) for killed in ((), ("child",), ("worker",))]


@pytest.mark.parametrize("killed", [("child", "worker"), *ALONE], ids=lambda killed: " and ".join(killed) or "nobody")
def test_the_bytes_of_one_job_whoever_is_killed(
    cluster: Cluster, tmp_path: Path, many: Path, whole: bytes, killed: tuple[str, ...]
) -> None:
    """A cluster gives what one job gives, also where a child and a worker are killed in the middle."""
    process = subprocess.Popen(words(many, tmp_path, "--cluster", cluster.address), stdout=subprocess.DEVNULL)
    for place, who in enumerate(killed):
        begun(process, tmp_path, 1 + 4 * place)
        child = cluster.a_child(process)
        (child if who == "child" else child.parent()).kill()
    assert process.wait(200) == 0
    assert (tmp_path / "results.jsonl").read_bytes() == whole


@pytest.mark.whole
def test_a_killed_client_is_followed_by_another(cluster: Cluster, tmp_path: Path, many: Path, whole: bytes) -> None:
    """The same command goes on where it was; nothing of the first run stays with the workers."""
    process = subprocess.Popen(words(many, tmp_path, "--cluster", cluster.address), stdout=subprocess.DEVNULL)
    begun(process, tmp_path)
    process.kill()
    process.wait()
    done = grade(many, tmp_path, "--cluster", cluster.address)
    assert done.returncode == 0, done.stderr
    assert "kept from an earlier run" in done.stdout
    assert (tmp_path / "results.jsonl").read_bytes() == whole
    limit = time.monotonic() + 60
    while cluster.children():
        assert time.monotonic() < limit, "children of a run that is over"
        time.sleep(0.1)


@pytest.mark.whole
def test_a_submission_that_kills_workers_is_not_graded(cluster: Cluster, tmp_path: Path, measuring: Path) -> None:
    """Whoever stood beside it in a batch has a result; the killer's is a fault, and the class comes to its end."""
    with (measuring / "tests" / "hidden" / "test_median.py").open("a", encoding="utf-8") as checks:
        checks.write(KILLER)
    for name in ("ada", "bob", "cleo", "dan"):
        shutil.copytree(COURSE / "class" / "good", tmp_path / "class" / name)
    (tmp_path / "class" / "cleo" / "median.py").write_text("def median(v):\n    return 'kill'\n", encoding="utf-8")
    done = grade(tmp_path / "class", tmp_path / "out", "--cluster", cluster.address, course=measuring)
    assert done.returncode == 3, done.stderr
    assert "cleo" in done.stderr
    rows = (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8").splitlines()
    scores = {row.split(",")[0]: row.split(",")[3] for row in rows[1:]}
    assert scores == {"ada": "100", "bob": "100", "cleo": "", "dan": "100"}
    assert "tcp://" not in (tmp_path / "out" / "results.jsonl").read_text(encoding="ascii")


@pytest.mark.whole
def test_a_lost_scheduler_is_said_and_the_same_command_goes_on(
    cluster: Cluster, tmp_path: Path, many: Path, whole: bytes
) -> None:
    """Exit 3, how many results are kept, and what to do; with another scheduler it ends with the same bytes."""
    command = words(many, tmp_path, "--cluster", cluster.address)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    begun(process, tmp_path)
    end(cluster.scheduler)
    _, said = process.communicate(timeout=100)
    assert process.returncode == 3, said
    assert re.search(r"the scheduler at .* is lost\. \d+ results are kept: run the same command again", said), said
    assert "Traceback" not in said
    end(cluster.workers)
    cluster.begin_scheduler()
    cluster.begin_workers()
    done = grade(many, tmp_path, "--cluster", cluster.address)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results.jsonl").read_bytes() == whole


@pytest.mark.whole
def test_a_worker_with_another_engine_takes_no_part_however_late(start: Start, tmp_path: Path) -> None:
    """It joins while a run waits for a worker: it gets no batch, and the reason is said."""
    engine = tmp_path / "engine"
    shutil.copytree(ROOT / "autograder", engine / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    (engine / "autograder" / "another.py").write_text("", encoding="utf-8")
    port = str(free_port())
    address = f"tcp://127.0.0.1:{port}"
    start("cluster", "scheduler", "--port", port)
    command = words(COURSE / "class", tmp_path / "out", "--cluster", address)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    start("cluster", "worker", address, "--processes", "1", engine=engine)
    _, said = process.communicate(timeout=150)
    assert process.returncode == 2, said
    assert "no worker there can take part" in said
    assert re.search(r"engine \w{12} there, \w{12} here", said), said


def test_tls_is_demanded_and_a_stranger_is_refused(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the certificates that docs/scale.md makes a class is graded; without them, or with others, it is not."""
    own, strange = certificates(tmp_path / "own"), certificates(tmp_path / "strange")
    port = str(free_port())
    start("cluster", "scheduler", "--port", port, *own)
    start("cluster", "worker", f"tls://127.0.0.1:{port}", "--host", "127.0.0.1", "--processes", "1", *own)
    pile, out = COURSE / "class", tmp_path / "out"
    done = grade(pile, out, "--cluster", f"tls://127.0.0.1:{port}", *own)
    assert done.returncode == 0, done.stderr
    assert (out / "results.jsonl").read_bytes().count(b"\n") == 2
    monkeypatch.setattr(session, "_CONNECT", "3s")  # a stranger tries until then
    for refused in ([f"tls://127.0.0.1:{port}", *strange], [f"tcp://127.0.0.1:{port}"]):
        done = grade(pile, tmp_path / "nothing", "--cluster", *refused)
        assert done.returncode == 2, done.stderr
        assert "no cluster can be reached there" in done.stderr
        assert "Traceback" not in done.stderr
    done = grade(pile, tmp_path / "nothing", "--cluster", f"tls://127.0.0.1:{port}")
    assert done.returncode == 2
    assert "TLS needs --tls-ca-file, --tls-cert, --tls-key" in done.stderr
    assert "versions: as here" in in_this_process("cluster", "doctor", f"tls://127.0.0.1:{port}", *own).stdout


def certificates(folder: Path) -> list[str | Path]:
    """Runs the commands of the documentation; the options with what they made."""
    text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    (commands,) = [block for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) if "openssl" in block]
    folder.mkdir()
    subprocess.run(["bash", "-ec", commands], cwd=folder, check=True, capture_output=True)
    files = {"--tls-ca-file": "authority.pem", "--tls-cert": "node.pem", "--tls-key": "node.key"}
    return [word for option, name in files.items() for word in (option, folder / name)]


@pytest.mark.parametrize("given", ["tcp://10.0.0.5:8786", "10.0.0.5", "ws://127.0.0.1:1", "tcp://:8786", "tls://a:b"])
def test_an_address_that_would_be_open_to_others(given: str) -> None:
    """Plain tcp beyond this machine, and what is no address, is refused in a sentence."""
    with pytest.raises(UserError, match="tls://"):
        checked_place(Place(given))


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("127.0.0.1", "tcp://127.0.0.1:8786"),
        ("tcp://localhost:1", "tcp://localhost:1"),
        ("tcp://[::1]:2", "tcp://[::1]:2"),
        ("tls://head.example.org", "tls://head.example.org:8786"),
    ],
)
def test_an_address_has_a_scheme_and_a_port(given: str, address: str) -> None:
    """What is left out is what Dask takes itself."""
    assert checked_place(Place(given)).address == address


def test_dasks_clocks_are_dasks_own() -> None:
    """Each is a setting that this Dask has, and reads from the environment as what was meant."""
    import dask
    import distributed  # noqa: F401  # it is the one who knows its settings

    missing = object()
    assert [name for name in SETTINGS if dask.config.get(name, missing) is missing] == []
    read = {"distributed": dask.config.collect_env(as_environment())["distributed"]}
    assert {name: dask.config.get(name, config=read) for name in SETTINGS} == SETTINGS


def test_what_differs_is_named() -> None:
    """Each version that is not ours is told with both sides."""
    assert difference(facts(), facts()) == ""
    assert difference(facts(), facts() | {"numpy": "1.0"}).startswith("NumPy 1.0 there, ")


def test_a_course_travels_as_equal_bytes(measuring: Path, tmp_path: Path) -> None:
    """Equal courses in different folders, of different age, make one archive; unpacked it is graded by alike."""
    os.utime(measuring / "course.yaml", (1, 1))
    grader = Grader(load_course(measuring, with_solutions=True))
    archive = packed_course(measuring, files_needed(grader))
    other = Grader(load_course(COURSE, with_solutions=True))
    assert packed_course(COURSE, files_needed(other)) == archive
    place = unpacked_course(archive, tmp_path / "there")
    assert unpacked_course(archive, tmp_path / "there") == place
    assert [path.name for path in (tmp_path / "there").iterdir()] == [place.name]
    again = Grader(load_course(place, with_solutions=True))
    assert packed_course(place, files_needed(again)) == archive


def test_a_file_that_a_check_opens_travels_too(measuring: Path) -> None:
    """Data beside the course is no part of its rooms; a check was seen to open it."""
    (measuring / "data.txt").write_text("3", encoding="utf-8")
    check = measuring / "tests" / "hidden" / "test_median.py"
    reads = 'from pathlib import Path\nDATA = (Path(__file__).parents[2] / "data.txt").read_text()\n'
    check.write_text(check.read_text(encoding="utf-8").replace("import pytest\n", f"import pytest\n{reads}", 1))
    files = files_needed(Grader(load_course(measuring, with_solutions=True)))
    assert measuring.resolve() / "data.txt" in files
