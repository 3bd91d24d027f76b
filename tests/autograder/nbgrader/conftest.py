"""What the tests of the nbgrader bridge share: real nbgrader courses, built and graded once a session, side by side."""

from __future__ import annotations

import contextlib
import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbgrader", reason="nbgrader is not installed: pip install 'attention-autograder[nbgrader]'")

from autograder.classroom.lines import from_line
from autograder.course.manifest import load_course
from autograder.course.model import StudentResult, Submission
from autograder.intake.folders import open_intake
from tests import background
from tests.autograder.warm import Warm


def _beside(name: str) -> Any:
    """A module of this folder, which is not a package."""
    spec = importlib.util.spec_from_file_location(f"notebook_tests_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


nbcourse, browser, postgres = _beside("nbcourse"), _beside("browser"), _beside("postgres")
spoilt, walk, handed = _beside("broken"), _beside("walk"), _beside("handed_over")

REPOSITORY: Path = nbcourse.REPOSITORY
CLASS = REPOSITORY / "tests" / "autograder" / "classroom" / "odd_class"
TRUSTING = REPOSITORY / "tests" / "courses" / "trusting"
REGRESSION = TRUSTING.with_name("regression")
COLD = nbcourse.Shell()
COMMANDS = (
    {"nbgrader": "nbgrader.apps.nbgraderapp:main", "autograder": "autograder.cli:main"},
    (
        *(
            "tests.disk",
            "autograder.commands.nbgrader",
            "autograder.nbgrader.preprocessors",
            "autograder.nbgrader.push",
        ),
        *("pandas", "matplotlib.pyplot"),
    ),
)
# Elsewhere it is not safe to fork a process that has imported so much.
SHELL = nbcourse.Shell(Warm(nbcourse.environment(), *COMMANDS).run) if sys.platform == "linux" else COLD
DUE = "2026-03-01 12:00:00 UTC"
LATE = {"careless": ("2026-03-02 12:00:01 UTC", "1.5"), "foreign": ("2026-04-01 00:00:00 UTC", "31")}
"""Student of the tiny course -> when they handed in, and the days that an instructor would write down for it."""
RICH = ("descent", "scaling", "linear_model", "houses", "picture")
"""Exercises of the regression course with a lent function, classes, a data file with a frame, and figures."""
HONEST = {"plain_softmax": ("softmax",)}
"""An honest student, and what of their work a kernel grades, too, which takes a second or more a notebook: code. The
other kinds are in the tiny course, which a kernel grades as well. With --whole it is all of another one's, too."""
SAMPLED = 12
"""Of the odd class nbgrader grades one in so many, and those that a test names; with --whole, everybody."""
FEW = ("scores", "softmax", "self_attention", "evidence_card", "quiz")
"""And of their work this much, without prose, which the tiny class has, and whose second reader learns for long; with
--whole, all of it."""
NAMED = ("perfect_lists", "plain_softmax")


class Workshop:
    """Makes what the tests of this session need, two things at a time: most of it is waiting for nbgrader."""

    def __init__(self, rooms: Path, wanted: set[str], *, whole: bool) -> None:
        self.honest = HONEST | ({"perfect_numpy": ()} if whole else {})
        self.by_a_kernel = ("careless", "honest") if whole else ("honest",)
        everybody = sorted(path.name for path in CLASS.iterdir())
        self.odd = everybody if whole else sorted({*everybody[::SAMPLED], *NAMED})
        self.validated = tuple(one.id for one in load_course(TRUSTING).exercises) if whole else ("doubled", "card")
        exercises = load_course(REPOSITORY).exercises
        self.with_another = frozenset(spoilt.BROKEN if whole else spoilt.LOST)
        """Who hands in a notebook beside the broken one, which must lose nothing by it."""
        self.odd_exercises = [one.id for one in exercises if whole or one.id in FEW]
        self._rooms = rooms
        self._pool = ThreadPoolExecutor(2)
        self._futures: dict[str, Future[Any]] = {}
        for name in MAKERS:  # what others need stands before them, so nobody waits for what has not begun
            if name in wanted:
                self._futures[name] = self._pool.submit(MAKERS[name], self)
        background.FUTURES.extend(self._futures.values())

    def get(self, name: str) -> Any:
        return self._futures[name].result()

    def room(self, name: str) -> Path:
        return self._rooms / name


def _make_released(shop: Workshop) -> Any:
    return nbcourse.build(shop.room("released"), REPOSITORY, SHELL)


def _make_trusting(shop: Workshop) -> Any:
    course = nbcourse.build(shop.room("trusting"), TRUSTING, SHELL)
    course.hand_in_class(TRUSTING / "class")
    return course


def _make_graded(shop: Workshop) -> Any:
    course = shop.get("released").copy(shop.room("graded"))
    course.hand_in_class(CLASS, shop.odd, only=shop.odd_exercises)
    files = open_intake(CLASS, course.desk.course).read("perfect_lists", course.desk.course).files
    for name, spoil in spoilt.BROKEN.items():
        handed_in = ("scores", "softmax") if name in shop.with_another else ("softmax",)
        course.hand_in(Submission(name, {exercise: files[exercise] for exercise in handed_in}))
        spoil(course.paper(name, "softmax"))
    course.run("autograde")
    return course


def _make_plain(shop: Workshop) -> Any:
    course = shop.get("released").copy(shop.room("plain"))
    for student, exercises in shop.honest.items():
        course.hand_in_class(CLASS, [student], only=exercises)
    course.make_plain()
    course.run("autograde")
    return course


def _make_walled_trusting(shop: Workshop) -> Any:
    course = shop.get("trusting").copy(shop.room("walled_trusting"))
    SHELL("nbgrader", "db", "assignment", "add", "trusting", "--duedate", DUE, cwd=course.root)
    for student, (stamp, _) in LATE.items():
        (course.paper(student, "why").parent / "timestamp.txt").write_text(stamp)
    course.shell = COLD  # what the command imports is not there already
    course.run("autograde")
    course.shell = SHELL
    course.run("generate_feedback")
    return course


def _make_trusting_results(shop: Workshop) -> Path:
    folder = shop.room("trusting_out")
    folder.mkdir()
    days = [f"{student},{days}" for student, (_, days) in LATE.items()]
    (folder / "late.csv").write_text("\n".join(["student,days", *days, ""]))
    late = ("--late", folder / "late.csv", "--course", TRUSTING)
    # A check of this course breaks on purpose, which the command says in its exit code.
    done = COLD("autograder", "grade", TRUSTING / "class", "--out", folder, *late, cwd=TRUSTING, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def _make_regression(shop: Workshop) -> Any:
    """The lesson with all kinds of things that cross: a student who is right, one with a mistake in each exercise."""
    lesson = nbcourse.only(RICH, REGRESSION, shop.room("regression_course"))
    course = nbcourse.build(shop.room("regression"), lesson, SHELL)
    nbcourse.write_class(course.desk.course, RICH, shop.room("regression_class"))
    course.hand_in_class(shop.room("regression_class"))
    course.run("autograde")
    return course


def _make_regression_results(shop: Workshop) -> Path:
    shop.get("regression")
    out = shop.room("regression_out")
    SHELL("autograder", "grade", shop.room("regression_class"), "--out", out, cwd=shop.room("regression_course"))
    return out / "results.jsonl"


def _make_handed_over(shop: Workshop) -> Path:
    """The examples' course, and what becomes of a right student and a wrong one at home and in class."""
    room = shop.room("handed_over")
    root, students = handed.write_course(room / "course"), handed.write_class(room / "class")
    SHELL("autograder", "release", "--out", room / "handout", cwd=root)
    SHELL("autograder", "grade", students, "--out", room / "graded", cwd=root)
    return room


def _make_handed_notebooks(shop: Workshop) -> Any:
    room = shop.get("handed_over")
    course = nbcourse.build(room / "nbgrader", room / "course", SHELL)
    course.hand_in_class(room / "class")
    course.run("autograde")
    return course


def _make_handed_plain(shop: Workshop) -> Any:
    course = shop.get("handed_notebooks").copy(shop.room("handed_plain"))
    course.forget("autograded")
    course.make_plain()
    course.run("autograde", "--force")
    return course


def _make_plain_trusting(shop: Workshop) -> Any:
    course = shop.get("trusting").copy(shop.room("plain_trusting"))
    course.forget("submitted")
    course.hand_in_class(TRUSTING / "class", ["attacker"], only=["doubled"])
    course.hand_in_class(TRUSTING / "class", shop.by_a_kernel)
    course.make_plain()
    course.run("autograde")
    return course


def _make_walked(shop: Workshop) -> Any:
    course = shop.get("trusting").copy(shop.room("walked"))
    course.forget("submitted")
    return walk.walk(course, shop.room("walk"), SHELL, shop.validated)


MAKERS: dict[str, Callable[[Workshop], Any]] = {
    "released": _make_released,
    "trusting": _make_trusting,
    "walked": _make_walked,
    "graded": _make_graded,
    "plain": _make_plain,
    "walled_trusting": _make_walled_trusting,
    "trusting_results": _make_trusting_results,
    "plain_trusting": _make_plain_trusting,
    "regression": _make_regression,
    "regression_results": _make_regression_results,
    "handed_over": _make_handed_over,
    "handed_notebooks": _make_handed_notebooks,
    "handed_plain": _make_handed_plain,
}
NEEDS = {
    "walked": "trusting",
    "graded": "released",
    "plain": "released",
    "walled_trusting": "trusting",
    "plain_trusting": "trusting",
    "regression_results": "regression",
    "handed_notebooks": "handed_over",
    "handed_plain": "handed_notebooks",
}


@pytest.fixture(scope="session", autouse=True)
def one_alembic() -> Iterator[None]:
    """Gradebooks that are made in this process ask as those of the commands do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", nbcourse.environment()["PATH"])
        yield


@pytest.fixture(scope="session")
def workshop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    named = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    wanted = named & MAKERS.keys()
    while more := {NEEDS[name] for name in wanted if name in NEEDS} - wanted:
        wanted |= more
    return Workshop(tmp_path_factory.mktemp("nbgrader"), wanted, whole=request.config.getoption("--whole"))


@pytest.fixture(scope="session")
def rooms(workshop: Workshop) -> Path:
    """A folder for whatever else a test makes."""
    return workshop.room(".")


@pytest.fixture(scope="session")
def results_file(odd_class_graded: Path) -> Path:
    """results.jsonl of the odd class, by our own runner."""
    return odd_class_graded / "results.jsonl"


@pytest.fixture(scope="session")
def results(results_file: Path) -> dict[str, StudentResult]:
    """Student -> result, by our own runner."""
    lines = results_file.read_text(encoding="ascii").splitlines()
    return {result.student: result for result in map(from_line, lines)}


@pytest.fixture(scope="session")
def released(workshop: Workshop) -> Any:
    """The repository's own course, built and given out; nobody has handed in."""
    return workshop.get("released")


@pytest.fixture(scope="session")
def graded(workshop: Workshop) -> Any:
    """Students of the odd class, graded by `nbgrader autograde` behind the wall; and broken notebooks."""
    return workshop.get("graded")


@pytest.fixture(scope="session")
def plain(workshop: Workshop) -> Any:
    """Honest students, graded by nbgrader alone: its own kernel, its own configuration."""
    return workshop.get("plain")


@pytest.fixture(scope="session")
def walled_trusting(workshop: Workshop) -> Any:
    """The class of a tiny course whose checks call np.allclose, graded with our configuration; two came late."""
    return workshop.get("walled_trusting")


@pytest.fixture(scope="session")
def trusting(workshop: Workshop) -> Any:
    """The tiny course, built, given out and handed in; nothing is graded."""
    return workshop.get("trusting")


@pytest.fixture(scope="session")
def trusting_results(workshop: Workshop) -> Path:
    """The folder with results.jsonl and gradebook.csv of the tiny course's class, by our own runner with `--late`."""
    path: Path = workshop.get("trusting_results")
    return path


@pytest.fixture(scope="session")
def plain_trusting(workshop: Workshop) -> Any:
    """An attacker and an honest student of this class, graded by nbgrader alone; with --whole, a careless one, too."""
    return workshop.get("plain_trusting")


@pytest.fixture(scope="session")
def regression(workshop: Workshop) -> Any:
    """The regression course's class, graded by `nbgrader autograde`: a class, a lent function, a frame, a figure."""
    return workshop.get("regression")


@pytest.fixture(scope="session")
def regression_results(workshop: Workshop) -> dict[str, StudentResult]:
    """Student -> result of the same class, by our own runner."""
    lines = workshop.get("regression_results").read_text(encoding="ascii").splitlines()
    return {result.student: result for result in map(from_line, lines)}


@pytest.fixture(scope="session")
def handed_over(workshop: Workshop) -> Path:
    """A folder with the examples' course, its `handout`, its `class`, and the class `graded` by our runner."""
    path: Path = workshop.get("handed_over")
    return path


@pytest.fixture(scope="session")
def handed_notebooks(workshop: Workshop) -> Any:
    """The same class under nbgrader with our configuration."""
    return workshop.get("handed_notebooks")


@pytest.fixture(scope="session")
def handed_plain(workshop: Workshop) -> Any:
    """And under nbgrader alone, in its own kernel."""
    return workshop.get("handed_plain")


@pytest.fixture(scope="session")
def walked(workshop: Workshop) -> Any:
    """What nbgrader's commands said and left, from the release to the export."""
    return workshop.get("walked")


@pytest.fixture(scope="session")
def honest(workshop: Workshop) -> dict[str, tuple[str, ...]]:
    """Student -> the exercises that they handed in to the kernel; none stands for all."""
    return workshop.honest


@pytest.fixture(scope="session")
def odd(workshop: Workshop) -> tuple[list[str], list[str]]:
    """The students of the odd class whom nbgrader grades, and what they hand in."""
    return workshop.odd, workshop.odd_exercises


@pytest.fixture(scope="session")
def broken(workshop: Workshop) -> dict[str, tuple[str, ...]]:
    """The students with a broken notebook -> the exercises of which something is left to judge."""
    another = {name: ("scores",) if name in workshop.with_another else () for name in spoilt.BROKEN}
    return {name: (*kept, *(() if name in spoilt.LOST else ("softmax",))) for name, kept in another.items()}


@pytest.fixture(scope="session")
def shell() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs any command, as a person would type it."""
    run: Callable[..., subprocess.CompletedProcess[str]] = SHELL
    return run


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of an empty database on a server of our own."""
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def open_formgrader() -> Callable[[Any], contextlib.AbstractContextManager[Any]]:
    """Opens formgrader on a course, in a browser."""
    reason = browser.why_not()
    if reason:
        pytest.skip(reason)

    @contextlib.contextmanager
    def look(course: Any) -> Iterator[Any]:
        with browser.formgrader(course.root, nbcourse.environment()) as address, browser.chromium() as driver:
            yield browser.Page(driver, address)

    return look
