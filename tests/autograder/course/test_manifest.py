"""course: course.yaml to a Course; every mistake named with file, line and what to do. The JSON Schema agrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.manifest import find_root, load_course
from autograder.course.model import Course, LatePolicy, Limits, Tolerance, mistake_name
from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError

BROKEN: list[tuple[str, str, int, str]] = [
    # What the text of course.yaml has, what stands there instead, the line that is named, what is said.
    ("    points: 40", "    pionts: 40", 13, "unknown key 'pionts'. Did you mean 'points'?"),
    ("seed: 7", "sede: 7", 4, "unknown key 'sede'. Did you mean 'seed'?"),
    ("{rtol: 1.0e-9}", "{relative: 1.0e-9}", 21, "unknown key 'relative'. Known keys: rtol, atol."),
    ("    points: 40", "    points: forty", 13, "points must be a number, not 'forty'."),
    ("    points: 40", "    points: true", 13, "points must be a number, not True."),
    ("    points: 40", "    points: -5", 13, "points cannot be negative, and is -5."),
    ("    points: 40", "    bonus: perhaps\n    points: 40", 13, "bonus must be true or false, not 'perhaps'."),
    ("hidden_feedback: diagnosis", "drop_lowest: -1", 5, "drop_lowest must be a whole number, not -1."),
    ("hidden_feedback: diagnosis", "drop_lowest: true", 5, "drop_lowest must be a whole number, not True."),
    ("hidden_feedback: diagnosis", "curve: [[0, 5.0]]", 5, "curve must be a list of two points or more."),
    ("hidden_feedback: diagnosis", "curve: [[0, 5.0], [50]]", 5, "[50] is no point of a curve. Write pairs"),
    ("hidden_feedback: diagnosis", "curve: [[0, 5.0], [50, a]]", 5, "[50, 'a'] is no point of a curve."),
    ("hidden_feedback: diagnosis", "curve: [[-1, 5.0], [50, 4]]", 5, "percent cannot be negative, and is -1."),
    ("    points: 40\n", "", 9, "the key 'points' is missing here. Add `points:`."),
    ("version: 1\n", "", 1, "the key 'version' is missing here."),
    ("version: 1", "version: 2", 1, "this course is written for format 2; this autograder reads up to 1. Upgrade"),
    ("version: 1", "version: one", 1, "version must be a whole number, not 'one'. Use 1."),
    ("version: 1", "version: 0", 1, "version must be a whole number"),
    ("name: measuring", "name: 7", 2, "name must be text, not 7. Quote it."),
    ("seed: 7", "seed: -1", 4, "seed must be a whole number"),
    ("seed: 7", "seed: 1.5", 4, "seed must be a whole number, not 1.5."),
    ("rtol: 1.0e-6", "rtol: 1e-6", 6, "rtol must be a number, not '1e-6'. Write it as 1.0e-6, with a point."),
    ("atol: 1.0e-9", "atol: -1.0", 6, "atol cannot be negative"),
    ("seconds: 2", "seconds: 0", 7, "seconds must be more than 0"),
    ("memory_mb: 512", "memory_mb: 0.5", 7, "memory_mb must be at least 1"),
    ("hidden_feedback: diagnosis", "hidden_feedback: none", 5, "hidden_feedback cannot be 'none'. Use one of title"),
    ("hidden_feedback: diagnosis", "hidden_feedback: [full]", 5, "hidden_feedback cannot be ['full']"),
    ("hidden_feedback: diagnosis", "written: maybe", 5, "written cannot be 'maybe'"),
    ("hidden_feedback: diagnosis", "late: {percent_per_day: 10, max_percent: 150}", 5, "max_percent cannot be more"),
    ("hidden_feedback: diagnosis", "late: {days: 3}", 5, "unknown key 'days'"),
    ("    kind: code", "    kind: essay", 11, "kind cannot be 'essay'. Use one of code, quiz, written, form."),
    (
        "    kind: code",
        "    kind: quiz",
        12,
        "'median.py' cannot hold an exercise of kind quiz. Its name must",
    ),
    ("file: median.py", "file: ../median.py", 12, "file must be a plain file name, not '../median.py'."),
    ("file: median.py", "file: .median.py", 12, "file must be a plain file name"),
    ("file: median.py", "file: median.txt", 12, "'median.txt' cannot hold an exercise of kind code."),
    ("id: median", "id: Median", 9, "'Median' cannot be an exercise's id. Use lower-case letters"),
    ("hints: [Each pair", "hints: [7, Each pair", 22, "hints[0] must be text, not 7."),
    ("hints: [Sort first., An even count has two middle values.]", "hints: sort", 14, "hints must be a list"),
    ("hidden_feedback: diagnosis", "allowed_imports: numpy", 5, "allowed_imports must be a list, not 'numpy'."),
    ("[math, numpy, statistics]", "numpy", 15, "allowed_imports must be a list, not 'numpy'."),
    ("tolerance: {rtol: 1.0e-9}", "tolerance: 1.0e-9", 21, "here must stand keys and values"),
    ("  - id: median", "  - 7\n  - id: median", 9, "here must stand keys and values, not 7."),
]
UNKNOWN_TO_A_SCHEMA: list[tuple[str, str, int, str]] = [
    ("hidden_feedback: diagnosis", "curve: [[50, 5.0], [50, 4]]", 5, "the percent must rise from point to point."),
    ("hidden_feedback: diagnosis", "drop_lowest: 2", 5, "drop_lowest is 2, and 2 exercises count to the maximum"),
    ("    points: 40", "    points: .nan", 13, "points must be a number, not nan."),
    ("    points: 40", "    points: .inf", 13, "points must be a number, not inf."),
    ("    points: 40", f"    points: {'9' * 400}", 13, "points is too large."),
    ("id: trapezoid", "id: median", 16, "the id 'median' is used twice (first in line 9)."),
    ("file: trapezoid.py", "file: Median.py", 19, "the file 'median.py' is used twice (first in line 12)."),
    ("file: trapezoid.py", "file: area.py", 19, "exercise 'trapezoid' needs exercises/area.py, which is not there."),
    ("name: measuring", "name: measuring\nname: again", 3, "the key 'name' is given twice. Keep one."),
    ("seed: 7", "seed: [7", 5, "this is not valid YAML"),
]


def number_of(case: tuple[str, str, int, str]) -> str:
    return case[1].strip()[:30] or f"without {case[0].strip()}"


def break_it(root: Path, old: str, new: str) -> Path:
    path = root / "course.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def schema_errors(text: str) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is in the extra dev")
    schema = json.loads(
        (Path(__file__).parents[3] / "autograder" / "course" / "course.schema.json").read_text(encoding="utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(text))]


def test_the_tiny_course_is_read(course: Course) -> None:
    """What stands in the manifest stands in the Course; defaults fill the rest."""
    median, trapezoid = course.exercises
    assert (course.name, course.seed, course.hidden_feedback, course.written) == (
        *("measuring", 7, "diagnosis", "propose"),
    )
    assert (median.id, median.kind, median.file, median.points) == ("median", "code", "median.py", 40.0)
    assert median.allowed_imports == ("math", "numpy", "statistics")
    assert trapezoid.allowed_imports is None
    assert median.tolerance == Tolerance(1e-6, 1e-9)
    assert trapezoid.tolerance == Tolerance(1e-9, 1e-9)
    assert trapezoid.limits == Limits(2.0, 512)
    assert course.late == LatePolicy(0.0, 100.0)
    assert course.max_score == 100.0
    assert course.exercise("trapezoid") is trapezoid
    with pytest.raises(KeyError):
        course.exercise("mode")


@pytest.mark.parametrize(
    ("course_wide", "own", "allowed"),
    [
        ("[math, numpy]", "[cmath]", ("cmath",)),
        ("[math, numpy]", "[]", ()),
        ("[math, numpy]", "null", None),
        ("[math, numpy]", None, ("math", "numpy")),
        ("[]", None, ()),
        ("null", None, None),
        (None, None, None),
    ],
)
def test_what_may_be_imported_is_said_once_for_the_course(
    measuring: Path, course_wide: str | None, own: str | None, allowed: tuple[str, ...] | None
) -> None:
    """An exercise's own list, or its permission of everything, stands in place of the course's."""
    break_it(measuring, "seed: 7\n", f"seed: 7\nallowed_imports: {course_wide}\n" if course_wide else "seed: 7\n")
    line = "    allowed_imports: [math, numpy, statistics]\n"
    path = break_it(measuring, line, f"    allowed_imports: {own}\n" if own else "")
    course = load_course(measuring)
    assert course.exercise("median").allowed_imports == allowed
    assert schema_errors(path.read_text(encoding="utf-8")) == []


def test_the_variants_are_found_by_name(course: Course) -> None:
    """Accepted styles and mistakes are the files in the exercise's folders, by name."""
    median = course.exercise("median")
    assert [path.stem for path in course.accepted(median)] == ["library", "numpy_median", "symmetric"]
    assert [path.stem for path in course.mistakes(median)] == [
        *("nothing_is_zero", "sorts_in_place", "unsorted", "upper_middle")
    ]


def test_several_files_share_the_name_before_the_first_dot(measuring: Path) -> None:
    """A mistake with two faces has two files; that with the plain name comes first."""
    folder = measuring / "solutions" / "mistakes" / "median"
    for name in ("unsorted.numpy.py", "unsorted.a.b.py", "unsorted_too.py"):
        (folder / name).write_text("def median(values):\n    return 0\n", encoding="utf-8")
    course = load_course(measuring)
    paths = course.mistakes(course.exercise("median"))
    assert [(mistake_name(path), path.name) for path in paths][2:6] == [
        ("unsorted", "unsorted.py"),
        ("unsorted", "unsorted.a.b.py"),
        ("unsorted", "unsorted.numpy.py"),
        ("unsorted_too", "unsorted_too.py"),
    ]


@pytest.mark.parametrize("case", BROKEN + UNKNOWN_TO_A_SCHEMA, ids=number_of)
def test_a_broken_manifest_is_named_by_file_and_line(measuring: Path, case: tuple[str, str, int, str]) -> None:
    """Each mistake in course.yaml gives a message with the file, the line, what is wrong and what to do."""
    old, new, line, says = case
    path = break_it(measuring, old, new)
    with pytest.raises(CourseError) as caught:
        load_course(measuring)
    assert str(caught.value).startswith(f"{path}:{line}: {says}")


@pytest.mark.parametrize("case", BROKEN, ids=number_of)
def test_the_schema_refuses_the_same_manifests(measuring: Path, case: tuple[str, str, int, str]) -> None:
    """What the reader refuses, an editor marks too."""
    assert schema_errors(break_it(measuring, case[0], case[1]).read_text(encoding="utf-8"))


def test_the_schema_accepts_the_courses(repository: Path) -> None:
    """Every manifest of this repository that the reader takes is valid under the schema."""
    manifests = [*repository.glob("tests/courses/*/course.yaml"), *repository.glob("course.yaml")]
    assert manifests
    for manifest in manifests:
        load_course(manifest.parent)
        assert schema_errors(manifest.read_text(encoding="utf-8")) == []


def test_the_schema_describes_every_key(repository: Path) -> None:
    """Each property has a description, which is what an editor shows."""

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            for name, child in part.get("properties", {}).items() if "if" not in part and "allOf" not in part else ():
                assert "description" in child or "$ref" in child, name
            for key, child in part.items():
                if key not in ("allOf", "if", "then"):
                    walk(child)

    walk(json.loads((repository / "autograder" / "course" / "course.schema.json").read_text(encoding="utf-8")))


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["a", "a.py", "", "code"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["rtol", "seconds"]), inner),
    max_leaves=4,
)
rows = st.fixed_dictionaries(
    {"id": st.just("a") | values, "file": st.just("a.py") | values, "points": st.just(1) | values},
    optional=dict.fromkeys(
        ("title", "kind", "lesson", "hints", "tolerance", "limits", "allowed_imports", "pionts"), values
    ),
)
manifests = st.fixed_dictionaries(
    {"version": st.just(1) | values, "name": st.just("n") | values, "exercises": st.lists(rows, max_size=1) | values},
    optional=dict.fromkeys(
        ("title", "seed", "tolerance", "limits", "allowed_imports", "late", "hidden_feedback", "written"), values
    ),
)


@given(manifests | values)
def test_the_schema_and_the_reader_agree(tmp_path_factory: pytest.TempPathFactory, manifest: Any) -> None:
    """A manifest of any values is taken by both or refused by both; the reader never fails in another way."""
    root = tmp_path_factory.mktemp("course")
    text = yaml.safe_dump(manifest)
    (root / "course.yaml").write_text(text, encoding="utf-8")
    assert read_yaml(text, root).data == manifest
    try:
        load_course(root, require_stubs=False)
    except CourseError as error:
        refused = str(error)
    else:
        refused = ""
    assert bool(refused) == bool(schema_errors(text)), refused


def test_missing_files_are_named(measuring: Path) -> None:
    """A stub or a reference that is not there is named, unless it is not asked for."""
    (measuring / "solutions" / "median.py").unlink()
    assert load_course(measuring).name == "measuring"
    with pytest.raises(CourseError, match=r"course.yaml:12: exercise 'median' needs solutions/median.py"):
        load_course(measuring, with_solutions=True)
    (measuring / "exercises" / "median.py").unlink()
    with pytest.raises(CourseError, match=r"course.yaml:12: exercise 'median' needs exercises/median.py"):
        load_course(measuring)
    assert load_course(measuring, require_stubs=False).name == "measuring"


def test_a_folder_without_a_manifest_is_no_course(tmp_path: Path) -> None:
    """Where there is no course.yaml, the message says so and what to give."""
    with pytest.raises(CourseError, match=r"there is no course\.yaml\. Give the course's folder."):
        load_course(tmp_path)
    assert find_root(tmp_path) is None


def test_a_manifest_that_is_not_text_is_refused(measuring: Path) -> None:
    """A manifest that is not UTF-8 is an error of the course."""
    (measuring / "course.yaml").write_bytes(b"name: caf\xe9\n")
    with pytest.raises(CourseError, match=r"course.yaml:1: this file cannot be read"):
        load_course(measuring)


def test_the_root_is_found_from_below(measuring: Path) -> None:
    """The course's folder is found from any folder in it."""
    assert find_root(measuring / "tests" / "visible") == measuring.resolve()


def test_a_due_time_is_read_or_refused(measuring: Path) -> None:
    """`due:` is text that says a moment; anything else is an error with its line."""
    manifest = measuring / "course.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(f"due: 2026-11-03 23:59\n{text}", encoding="utf-8")
    assert load_course(measuring).due == "2026-11-03 23:59"
    manifest.write_text(f"due: soon\n{text}", encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.yaml:1: 'soon' is no date and time"):
        load_course(measuring)


def test_what_counts_is_read(measuring: Path) -> None:
    """Practice, bonus, dropped exercises and a curve stand in the course; the schema takes them too."""
    break_it(measuring, "    points: 40", "    points: 0\n    bonus: true")
    path = break_it(measuring, "seed: 7", "seed: 7\ncurve: [[0, 5.0], [50, 4.0], [100, 1.0]]\ndrop_lowest: 0")
    course = load_course(measuring)
    assert (course.exercises[0].points, course.exercises[0].bonus, course.exercises[1].bonus) == (0.0, True, False)
    assert course.curve == ((0.0, 5.0), (50.0, 4.0), (100.0, 1.0))
    assert schema_errors(path.read_text(encoding="utf-8")) == []
