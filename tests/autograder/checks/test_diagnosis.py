"""diagnosis: which known mistake a submission shows, by the calls of the function that it is about."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.diagnosis.likeness import alike, along, answers_where_none_is_due, apart, equal, rich, sketch
from autograder.checks.diagnosis.mistakes import Mistakes
from autograder.checks.diagnosis.suspects import Suspects
from autograder.checks.fingerprint import fingerprint
from autograder.checks.run import Verdict
from autograder.classroom.grader import Grader
from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import Course, Submission, SubmittedFile
from autograder.course.solutions import load_target, read_source
from autograder.course.variants import load_mistake
from autograder.sandbox.here import LocalHost
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.sandbox.values import to_plain

DATA = [
    Path(__file__).parents[1] / "data" / name
    for name in ("wild_code.yaml", "wild_code_2.yaml", "wild_code_7.yaml", "wild_code_8.yaml")
]
FRESH = [DATA[0].with_name(f"wild_code_{number}.yaml") for number in (3, 5, 6, 9, 10, 11, 12)]
LET_THROUGH = frozenset(("c6_bottleneck_08", "c6_change_query_09"))
"""Wrong for one odd input alone: states around their mean at a distance of just 1, and a single key. Checks for these
would take points from what most readers call right, and hid the right names of other mistakes."""
SAMPLE = 8
"""Of the larger sets one in so many is graded where it is not asked for `--whole`."""


def named(course: Course, exercise: str, text: str) -> set[str]:
    """The names that a submission's failed checks are told."""
    grader = Grader(course, [exercise])
    submission = Submission("student", {exercise: SubmittedFile(course.exercise(exercise).file, text)})
    with np.errstate(all="ignore"):
        result = grader.grade(submission, LocalHost(limit=True), "none").exercises[0]
    return {check.diagnosis for check in result.checks if check.diagnosis}


def test_each_mistake_of_the_tiny_course_has_its_own_name(course: Course) -> None:
    """A file that holds nothing but the wrong function is named, and says something."""
    exercise = course.exercise("median")
    mistakes = Mistakes(course, exercise)
    for path in course.mistakes(exercise):
        assert named(course, "median", path.read_text(encoding="utf-8")) == {path.stem}
        assert mistakes.says(path.stem)


def test_a_check_is_not_run_on_a_mistake_that_answers_it_as_the_reference_does(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known without a run is what a run says."""
    exercise = course.exercise("median")
    checks = collect(course, [exercise])["median"]
    reference = load_target(course.solution(exercise))
    programs = {path: load_mistake(course, exercise, path) for path in course.mistakes(exercise)}

    def failing() -> tuple[dict[tuple[str, str], bool], int]:
        suspects = Suspects(course, exercise, checks, reference, programs)
        ran: list[str] = []
        verdict = suspects._verdict

        def noted(check: str, target: LocalTarget) -> Verdict:
            ran.append(check)
            return verdict(check, target)

        monkeypatch.setattr(suspects, "_verdict", noted)
        for one in suspects.of("median"):
            for question in suspects.questions["median"]:
                suspects.answer(one, question)
        asked = [(one, check.id) for one in suspects.of("median") for check in checks]
        return {(one.file, check): suspects.fails(one, check) for one, check in asked}, len(ran)

    known, few = failing()
    monkeypatch.setattr(Suspects, "_passes", lambda self, program, check: False)
    assert failing() == (known, len(known))
    assert 0 < few < len(known)
    assert set(known.values()) == {True, False}


def test_an_answer_that_no_mistake_gives_has_no_name(course: Course) -> None:
    """An unknown idea is not diagnosed, nor is a right answer."""
    assert named(course, "median", "def median(values):\n    return 17.5\n") == set()
    assert named(course, "median", course.solution(course.exercise("median")).read_text(encoding="utf-8")) == set()


def test_rounding_does_not_hide_an_idea(course: Course) -> None:
    """An answer that differs from the mistake's by rounding has the same name."""
    path = next(path for path in course.mistakes(course.exercise("trapezoid")) if path.stem == "not_halved")
    text = path.read_text(encoding="utf-8")
    rounded = f"{text}\n\n_area = area\n\n\ndef area(*given):\n    return _area(*given) * (1 + 1e-12)\n"
    assert named(course, "trapezoid", rounded) == {"not_halved"}


def test_two_equal_mistakes_name_nobody(measuring: Path) -> None:
    """No guess between two that say the same."""
    folder = measuring / "solutions" / "mistakes" / "median"
    text = (folder / "unsorted.py").read_text(encoding="utf-8")
    assert named(load_course(measuring), "median", text) == {"unsorted"}
    (folder / "twin.py").write_text(text, encoding="utf-8")
    assert named(load_course(measuring), "median", text) == set()


def test_a_mistake_with_two_faces_has_two_files(measuring: Path) -> None:
    """Either file's answers have the one name, which is said once."""
    folder = measuring / "solutions" / "mistakes" / "median"
    faces = {"worst": "0.25", "worst.none": "None"}
    for face, answer in faces.items():
        text = f"def median(values):\n    return {answer}\n"
        (folder / f"{face}.py").write_text(f'"""You gave up."""\n{text}', encoding="utf-8")
    course = load_course(measuring)
    mistakes = Mistakes(course, course.exercise("median"))
    assert list(mistakes).count("worst") == 1
    assert mistakes.says("worst") == "You gave up."
    for face in faces:
        assert named(course, "median", (folder / f"{face}.py").read_text(encoding="utf-8")) == {"worst"}


def test_a_mistake_that_never_ends_names_nobody_and_holds_nobody_up(measuring: Path) -> None:
    """What a known mistake does not answer in time says nothing; the others still do."""
    folder = measuring / "solutions" / "mistakes" / "median"
    text = (folder / "unsorted.py").read_text(encoding="utf-8")
    (folder / "loops.py").write_text('"""You loop."""\n\n\ndef median(values):\n    while True:\n        pass\n')
    manifest = measuring / "course.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("{seconds: 2,", "{seconds: 0.3,"), encoding="utf-8"
    )
    course = load_course(measuring)
    assert named(course, "median", text) <= {"unsorted"}


def whole(repository: Path, exercise: str, code: str) -> str:
    """The reference with some functions written otherwise."""
    return f"{(repository / 'solutions' / f'{exercise}.py').read_text(encoding='utf-8')}\n\n{code}"


def test_two_mistakes_in_one_function_are_both_told(repository: Path) -> None:
    """Where neither alone gives a student's answers and both together give all of them, each is told."""
    course = load_course(repository, with_solutions=True)
    swapped = (
        "def attend(query, keys, values):\n"
        "    shares = softmax([dot(query, key) for key in keys])\n"
        "    shares.sort()\n"
        "    shares.reverse()\n"
        "    return context(shares, values), shares\n"
    )
    assert named(course, "context", whole(repository, "context", swapped)) == {"pair_swapped", "sorted_weights"}


def test_two_mistakes_in_one_function_are_told_in_whatever_style(repository: Path) -> None:
    """The files of two mistakes need not be written alike, nor like the reference, to be found together."""
    course = load_course(repository, with_solutions=True)
    code = (
        "def softmax(scores, temperature=1.0):\n"
        "    if temperature <= 0:\n"
        "        raise ValueError('hot or cold')\n"
        "    z = np.asarray(scores, dtype=float) / temperature\n"
        "    e = np.exp2(z - z.max())\n"
        "    return (e / e.sum()).round(4)\n"
    )
    found = named(course, "softmax", whole(repository, "softmax", f"import numpy as np\n\n\n{code}"))
    assert found == {"base_2", "rounded"}


def test_two_mistakes_are_told_beside_a_refusal_that_one_of_them_forgot(repository: Path) -> None:
    """Who ignores the mask, and asks first whether it leaves each query a key, ignores the mask nonetheless."""
    course = load_course(repository, with_solutions=True)
    code = (
        "def attention(Q, K, V, scale=None, mask=None):\n"
        "    if mask is not None and not np.asarray(mask).any(axis=1).all():\n"
        "        raise ValueError('nowhere to look')\n"
        "    W = softmax_rows(Q @ K.T * (1.0 if scale is None else scale))\n"
        "    return W @ V, W\n"
    )
    found = named(course, "attention", whole(repository, "attention", code))
    assert found == {"no_scale", "mask_ignored"}


def test_a_refusal_that_is_missing_is_told_beside_another_idea(repository: Path) -> None:
    """A temperature of 0 ends in the same accident, whatever else has been done to the scores."""
    course = load_course(repository, with_solutions=True)
    code = (
        "def softmax(scores, temperature=1.0):\n"
        "    scores = [int(s) for s in scores]\n"
        "    e = [math.exp((s - max(scores)) / temperature) for s in scores]\n"
        "    return [x / sum(e) for x in e]\n"
    )
    assert named(course, "softmax", whole(repository, "softmax", code)) == {"temperature_unchecked"}


def test_who_has_written_nothing_or_looks_elsewhere_is_told_of_no_refusal(repository: Path) -> None:
    """The same for everything is not accepted on purpose; who looks at the wrong key looks whether it can win."""
    course = load_course(repository, with_solutions=True)
    nothing = (
        "def failure_checks(A, expected, low=0.5, high=1.5):\n"
        "    return {'omission': [], 'repetition': [], 'wrong_alignment': []}\n"
    )
    assert named(course, "alignment", whole(repository, "alignment", nothing)) == set()
    neighbour = (
        "_query_for = query_for\n\n\ndef query_for(keys, target, w):\n    return _query_for(keys, target - 1, w)\n"
    )
    assert named(course, "change_query", whole(repository, "change_query", neighbour)) == set()


@pytest.mark.parametrize(
    ("top", "total", "names"),
    [
        ("S.max(axis=1)", "e.sum(axis=1, keepdims=True)", {"no_keepdims"}),
        ("S.max(axis=1, keepdims=True)", "e.sum(axis=1)", {"no_keepdims"}),
        ("S.max(axis=1)", "e.sum(axis=1)", {"no_keepdims"}),
        ("0", "e.sum(axis=1)", {"no_keepdims", "unstable"}),
    ],
)
def test_an_idea_in_one_of_two_lines_is_named_in_either(
    repository: Path, top: str, total: str, names: set[str]
) -> None:
    """Its errors count where its file says which values show it; an idea in the other line is told beside it."""
    course = load_course(repository, with_solutions=True)
    code = f"def softmax_rows(S):\n    e = np.exp(S - {top})\n    return e / {total}\n"
    found = named(course, "attention", whole(repository, "attention", code))
    assert found == names


def test_a_mistake_that_ends_with_an_error_is_seen_in_a_value_that_its_file_knows(repository: Path) -> None:
    """Who lets the first word look at itself, and no other, has numbers where the mistake's own file has none."""
    course = load_course(repository, with_solutions=True)
    code = (
        "def self_attention(X, Wq, Wk, Wv, causal=False):\n"
        "    mask = np.tri(len(X), k=-1, dtype=bool) if causal else None\n"
        "    if causal:\n"
        "        mask[0, 0] = True\n"
        "    return attention(X @ Wq, X @ Wk, X @ Wv, 1 / np.sqrt(Wq.shape[1]), mask)\n"
    )
    assert named(course, "self_attention", whole(repository, "self_attention", code)) == {"causal_no_diagonal"}


def test_a_name_of_several_files_clouds_only_what_each_file_is_about(repository: Path) -> None:
    """A table that counts from 1 is nothing that the alarms call, though another file of that name is."""
    course = load_course(repository, with_solutions=True)
    code = (
        "_table, _checks = alignment_table, failure_checks\n\n\n"
        "def alignment_table(*given, **named):\n"
        "    return [{**row, 'position': row['position'] + 1} for row in _table(*given, **named)]\n\n\n"
        "def failure_checks(A, expected, low=0.5, high=1.5):\n"
        "    found = _checks(A, expected, low, high)\n"
        "    return {**found, 'repetition': [j for j, c in enumerate(coverage(A)) if c >= high]}\n"
    )
    found = named(course, "alignment", whole(repository, "alignment", code))
    assert found == {"counts_from_one", "bounds_included"}


def test_who_reads_the_pairs_alone_is_told_what_zip_leaves_out(repository: Path) -> None:
    """The idea is named in the function that has it, though the course first met it in the one beside it."""
    course = load_course(repository, with_solutions=True)
    code = (
        "def attend(query, keys, values):\n"
        "    pairs = list(zip(keys, values))\n"
        "    weights = softmax([dot(query, key) for key, _ in pairs])\n"
        "    read = [0.0] * len(values[0])\n"
        "    for w, (_, value) in zip(weights, pairs):\n"
        "        read = [r + w * x for r, x in zip(read, value)]\n"
        "    return weights, read\n"
    )
    assert named(course, "context", whole(repository, "context", code)) == {"zip_truncates"}


def test_two_mistakes_on_different_inputs_are_both_told(repository: Path) -> None:
    """What is left beside a mistake that is sure is told, where nothing speaks against it."""
    course = load_course(repository, with_solutions=True)
    zero = "    if not scale:\n        scale = 1 / np.sqrt(K.shape[1])\n"
    code = (
        f"def attention(Q, K, V, scale=None, mask=None):\n{zero}"
        "    S = scale * (Q @ K.T)\n"
        "    if mask is not None:\n"
        "        if not mask.any(axis=1).all():\n"
        "            raise ValueError('nowhere to look')\n"
        "        S = S * mask\n"
        "    W = softmax_rows(S)\n"
        "    return W @ V, W\n"
    )
    due = {"mask_zero", "scale_zero_is_default"}
    assert named(course, "attention", whole(repository, "attention", code)) == due


def test_a_style_is_no_second_mistake(repository: Path) -> None:
    """One mistake in a program of another style is one mistake, though a second would give the same answers."""
    course = load_course(repository, with_solutions=True)
    style = (repository / "solutions" / "accepted" / "attention" / "large_negative_fill.py").read_text(encoding="utf-8")
    columns = "def softmax_rows(S):\n    raised = np.exp(S - S.max(axis=0))\n    return raised / raised.sum(axis=0)\n"
    assert named(course, "attention", f"{style}\n\n{columns}") == {"axis_0"}


def test_a_longer_list_than_the_mistakes_is_another_idea(repository: Path) -> None:
    """To fill short lines up with zeros is not to stop at the shorter one."""
    course = load_course(repository, with_solutions=True)
    code = "def coverage(A):\n    return [sum(c) for c in zip_longest(*A, fillvalue=0)]\n"
    code = f"from itertools import zip_longest\n\n\n{code}"
    assert named(course, "alignment", whole(repository, "alignment", code)) == set()
    short = "def coverage(A):\n    return [sum(c) for c in zip(*A)]\n"
    assert named(course, "alignment", whole(repository, "alignment", short)) == {"zip_truncates"}


DOT = """
def dot(a, b):
    if len(a) != len(b):
        {}
    return sum(x * y for x, y in zip(a, b))
"""
QUERY_FOR = """
def query_for(keys, target, min_weight, of=query_for):
    query = of(keys, target, min_weight)
    return {} if query is None else query
"""


@pytest.mark.parametrize(
    ("exercise", "code"),
    [
        *(("scores", DOT.format(f"return {one}")) for one in ("ValueError('no')", "ValueError", "'ValueError'", "[]")),
        *(("scores", DOT.format(f"return {one}")) for one in ("0", "0.0", "-1", "float('nan')", "False")),
        ("scores", DOT.format("print('lengths'); return None")),
        *(("change_query", QUERY_FOR.format(one)) for one in ("[]", "0", "False", "'None'", "ValueError('no')")),
        *(("softmax", f"def break_plain_normalisation(): return [float('{one}'), 1]") for one in ("inf", "nan")),
    ],
)
def test_a_refusal_in_other_words_is_no_value_computed_by_a_mistake(repository: Path, exercise: str, code: str) -> None:
    """An error, a text or one and the same thing given back where a refusal is due shows that it was noticed."""
    course = load_course(repository, with_solutions=True)
    assert named(course, exercise, whole(repository, exercise, code)) == set()


@pytest.mark.parametrize(
    ("exercise", "code", "name"),
    [
        ("scores", DOT.format("pass"), "zip_truncates"),
        ("scores", DOT.format("print('lengths')"), "zip_truncates"),
        ("change_query", QUERY_FOR.format("[100.0 * x for x in keys[target]]"), "ignores_impossible"),
        ("change_query", QUERY_FOR.format("[0.0] * len(keys[0])"), "ignores_impossible"),
        ("softmax", "def break_plain_normalisation(): return [0.5, 1]", "positive_is_enough"),
        (
            "bottleneck",
            "def mean_vector(states, of=mean_vector): return of(states) if states else [0.0]",
            "empty_is_empty",
        ),
    ],
)
def test_a_value_that_is_computed_where_a_refusal_is_due_has_its_name(
    repository: Path, exercise: str, code: str, name: str
) -> None:
    """What goes on as if nothing were the matter is told so."""
    course = load_course(repository, with_solutions=True)
    assert named(course, exercise, whole(repository, exercise, code)) == {name}


FAR = Returned([0.5, 1.5])


@pytest.mark.parametrize(
    ("given_outcome", "answer", "same"),
    [
        (Returned([1.0]), Returned([1.0 + 1e-9]), True),
        (Returned([1.0]), Returned(np.array([1.0])), True),
        (Returned([1.0]), Returned([1.1]), False),
        (Returned([0.3001, 0.7]), Returned([0.3, 0.7]), True),
        (Returned([0.31, 0.69]), Returned([0.3, 0.7]), False),
        (Returned(None), Returned(None), True),
        (Returned(1.0, ([1],)), Returned(1.0, ([2],)), False),
        (Raised("V", "shapes (3,) (2,)", "ValueError", 1), Raised("V", "shapes (4,) (5,)", "ValueError", 7), True),
        (Raised("K", "'a'", "KeyError"), Raised("K", "'b'", "KeyError"), True),
        (Raised("V", "my own words", "ValueError"), Raised("V", "others", "ValueError"), False),
        (
            Raised("V", "shapes (2,3) and (2,) not aligned: 3 (dim 1) != 2 (dim 0)", "ValueError"),
            Raised("V", "matmul: Input operand 1 has a mismatch in its core dimension 0", "ValueError"),
            True,
        ),
        (Raised("A", "", "ValueError"), Raised("A", "", "KeyError"), False),
        (Raised("A", "lengths!", "AssertionError"), Raised("A", "", "AssertionError"), True),
        (Raised("O", "math range error", "OverflowError"), Returned([np.nan, 0.0]), True),
        (Raised("Z", "division by zero", "ZeroDivisionError"), Raised("O", "x", "OverflowError"), True),
        (Raised("V", "no", "ValueError"), Returned([np.nan, 0.0]), False),
        (NotData("a set"), NotData("a set"), True),
        (NotData("a set"), NotData("bytes"), False),
        (Crashed("killed"), Crashed("killed"), False),
        (TimedOut(1), TimedOut(1), False),
        (NoSuchFunction("f"), NoSuchFunction("f"), False),
    ],
)
def test_what_shows_the_same_idea(given_outcome: CallOutcome, answer: CallOutcome, same: bool) -> None:
    """Equal values, an accident in the same words, or numbers out of range in either language's way."""
    assert alike(given_outcome, answer, FAR) is same


@pytest.mark.parametrize("squeezed", ["np.clip(S, -37, 37)", "40 * np.tanh(S / 40)"])
def test_a_leak_that_another_function_makes_is_not_laid_on_the_mask(repository: Path, squeezed: str) -> None:
    """The mask is right; the rows' own function lifts what was hidden, and it is that which is told."""
    course = load_course(repository, with_solutions=True)
    code = f"def softmax_rows(S):\n    e = np.exp({squeezed})\n    return e / e.sum(axis=1, keepdims=True)\n"
    assert named(course, "attention", whole(repository, "attention", code)) == {"large_scores_alike"}


def test_nan_in_the_place_of_none_is_no_value_that_a_mistake_computed() -> None:
    """Another number may be; where an error is due, nan is what goes on."""
    none, refused = Returned(None), Raised("V", "no", "ValueError")
    assert answers_where_none_is_due(Returned(1.5), Returned(2.5), none)
    assert not answers_where_none_is_due(Returned(math.nan), Returned(2.5), none)
    assert answers_where_none_is_due(Returned(math.nan), Returned(2.5), refused)


def test_a_length_is_free_where_a_direction_is_asked_for() -> None:
    """A row that points where the mistake's does shows it, unless the right one points there too."""
    assert along(Returned([2.0, 0.0]), Returned([5.0, 0.0]), Returned([1.0, 1.0]))
    assert not along(Returned([2.0, 0.0]), Returned([5.0, 0.0]), Returned([1.0, 0.0]))
    assert not along(Returned([-2.0, 0.0]), Returned([5.0, 0.0]), Returned([1.0, 1.0]))


def test_a_fraction_says_much_and_a_whole_number_little() -> None:
    """A whole number, an error or nan is hit by chance."""
    right, refused = Returned(1.0), Raised("V", "no", "ValueError")
    assert rich(Returned([0.25, 0.75]), right)
    assert rich(Returned({"w": np.array([1.0, 0.5])}), right)
    assert not any(rich(answer, right) for answer in (Returned([1, 2.0]), Returned([np.nan]), refused))
    assert not rich(Returned(0.5), refused)


def test_what_is_written_into_an_argument_says_as_much_where_that_is_what_the_function_is_for() -> None:
    """Who leaves the same wrong thing there shares the idea; of scratch paper, whatever is on it."""
    handed, right = ([1.5, 2.5],), Returned(None, ([2.5, 1.5],))
    left, other, untouched = Returned(None, ([0.5, 1.5],)), Returned(None, ([9.5, 1.5],)), Returned(None, ([1.5, 2.5],))
    assert alike(left, left, right, handed)
    assert not alike(left, other, right, handed)
    assert not alike(untouched, other, right, handed)
    assert not alike(untouched, untouched, right, handed)  # it may be an empty function
    assert alike(Returned(1.5, untouched.arguments), Returned(1.5, untouched.arguments), right, handed)
    assert rich(left, right, handed)
    assert not rich(untouched, right, handed)
    scratch = Returned(3.0, ([1.5, 2.5],))
    assert alike(Returned(3.0, ([7.0],)), Returned(3.0, ([8.0],)), scratch, handed)
    assert not rich(Returned(3.0, ([7.5],)), scratch, handed)


@dataclass(frozen=True)
class Wild:
    """A labelled submission, the names it was given, and whether it lost points."""

    id: str
    kind: str
    due: set[str]
    given: set[str]
    lost: bool
    done_at_home: bool
    """Whether all that is visible passes."""
    share: float
    also: set[str]
    """Names that are no label's and true all the same."""


@pytest.fixture(scope="module")
def wild(repository: Path, request: pytest.FixtureRequest) -> list[Wild]:
    """The labelled submissions, graded: a fixed sample of the largest set, or, with --whole, all of it."""
    course = load_course(repository, with_solutions=True)
    grader, found = Grader(course), []
    entries = [entry for path in DATA for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    fresh = [entry for path in FRESH for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for entry in (*entries, *fresh[:: 1 if request.config.getoption("--whole") else SAMPLE]):
        exercise = course.exercise(entry["exercise"])
        reference = course.solution(exercise).read_text(encoding="utf-8")
        text = entry["code"] if entry.get("whole") else f"{reference}\n\n{entry['code']}"
        submission = Submission(entry["id"], {exercise.id: SubmittedFile(exercise.file, text)})
        with np.errstate(all="ignore"):
            graded = grader.grade(submission, LocalHost(limit=True), "none")
        result = next(one for one in graded.exercises if one.id == exercise.id)
        names = {check.diagnosis for check in result.checks if check.diagnosis} - {entry.get("answers_like")}
        lost = result.score < result.max_score
        done = all(check.outcome == "passed" for check in result.checks if check.visible)
        share, also = result.score / result.max_score, set(entry.get("also", ()))
        found.append(Wild(entry["id"], entry.get("kind", "one"), set(entry["due"]), names, lost, done, share, also))
    return found


def test_no_wild_submission_is_given_a_wrong_name(wild: list[Wild]) -> None:
    """What a teacher would not say is not said."""
    assert [one for one in wild if one.given - one.due - one.also] == []


def test_done_at_home_is_never_little_in_class(wild: list[Wild]) -> None:
    """What passes all that is visible has at least eight tenths of the points."""
    done = [one for one in wild if one.done_at_home]
    assert len(done) > 20
    assert [one.id for one in done if one.share < 0.8] == []


def test_most_wild_submissions_are_given_the_name_that_is_due(wild: list[Wild]) -> None:
    """Nearly as many as were named when this was measured."""
    due = [one for one in wild if one.due and one.lost]
    named = [one for one in due if (one.given >= one.due if one.kind in ("two", "same") else one.given)]
    assert len(named) >= 0.96 * len(due)


def test_right_code_keeps_all_its_points(wild: list[Wild]) -> None:
    """However unusual the way, a right answer is a right answer; and what is labelled wrong loses some."""
    right, late = ("ok", "sloppy"), ("w3_", "c5_", "c6_")
    assert [one.id for one in wild if one.kind in right and one.lost] == []
    wrong = [one for one in wild if one.id.startswith(late) and one.kind not in right]
    assert {one.id for one in wrong if not one.lost} <= LET_THROUGH


def test_a_mistake_may_say_which_answers_show_it(measuring: Path) -> None:
    """A mistake of many sizes has one file: its `shows_` function knows its answers; an accident in it says no."""
    folder = measuring / "solutions" / "mistakes" / "median"
    (folder / "too_far.py").write_text(
        '"""Too far."""\n\n\ndef median(values):\n    return sorted(values)[len(values) // 2] + 10.5\n\n\n'
        "def shows_median(answer, right, values):\n    return answer - right > 10\n"
    )
    course = load_course(measuring)
    for added, names in (("33.25", {"too_far"}), ("2.25", set())):
        text = f"def median(values):\n    return sorted(values)[len(values) // 2] + {added}\n"
        assert named(course, "median", text) == names
    assert named(course, "median", "def median(values):\n    return 'high'\n") == set()


REFUSES = """
def median(values):
    if len(values) % 2 == 0:
        raise ValueError("{}")
    return sorted(values)[len(values) // 2]
"""


@pytest.mark.parametrize("says", [False, True])
def test_a_refusal_in_ones_own_words_shows_a_mistake_that_says_so(measuring: Path, says: bool) -> None:
    """Who refuses just what the mistake refuses has its idea, where the mistake's file answers for that."""
    folder = measuring / "solutions" / "mistakes" / "median"
    mark = "\n\nrefuses_median = True\n" if says else ""
    (folder / "odd_only.py").write_text(f'"""Odd."""\n\n{REFUSES.format("an odd count is wanted")}{mark}')
    course = load_course(measuring)
    assert named(course, "median", REFUSES.format("sorry, no middle")) == ({"odd_only"} if says else set())
    assert named(course, "median", REFUSES.format("an odd count is wanted")) == {"odd_only"}
    all_ = "def median(values):\n    raise ValueError('sorry')\n"
    assert named(course, "median", all_) == set()
    aligned = "shapes (2,3) and (2,) not aligned: 3 (dim 1) != 2 (dim 0)"
    assert named(course, "median", REFUSES.format(aligned)) == set()


def test_a_refusal_that_two_mistakes_may_explain_names_neither(measuring: Path) -> None:
    """In words of one's own nobody can tell which of two that refuse the same it was."""
    folder = measuring / "solutions" / "mistakes" / "median"
    for name in ("odd_only", "no_pairs"):
        text = REFUSES.format(name.replace("_", " "))
        (folder / f"{name}.py").write_text(f'"""{name}."""\n\n{text}\n\nrefuses_median = True\n')
    assert named(load_course(measuring), "median", REFUSES.format("sorry")) == set()


def test_a_line_that_misses_one_by_rounding_is_named_in_any_words(repository: Path) -> None:
    """Whoever turns the table round refuses the same lines, and it is not that which is told."""
    course = load_course(repository, with_solutions=True)
    code = """
def alignment_table(source, target, A, k=1):
    {}
    if len(A) != len(target) or any(len(a) != len(source) or {} for a in A):
        raise ValueError("one of your rows looks odd")
    return [
        {{"position": i, "output": t, "source": list(source), "weights": list(a), "focus": focus(a, k)}}
        for i, (t, a) in enumerate(zip(target, A))
    ]
"""
    exact, turned = code.format("", "sum(a) != 1"), code.format("A = list(zip(*A))", "abs(sum(a) - 1) > 0.001")
    assert named(course, "alignment", whole(repository, "alignment", exact)) == {"exact_sum"}
    assert named(course, "alignment", whole(repository, "alignment", turned)) == set()


def test_a_column_is_not_taken_for_the_numbers_of_a_list(repository: Path) -> None:
    """What `shows_` compares number by number is not shown by an array of another shape, which NumPy would compare."""
    column = "def scores(query, states):\n    return np.array(states) @ np.array(query).reshape(-1, 1)\n"
    text = whole(repository, "scores", f"import numpy as np\n\n\n{column}")
    assert named(load_course(repository), "scores", text) == set()


def test_a_mistake_of_many_variants_weighs_no_more_than_one(measuring: Path) -> None:
    """Two mistakes that explain the same calls name nobody, though one of them lies there in three files."""
    folder = measuring / "solutions" / "mistakes" / "median"
    code = "def median(values):\n    return sorted(values)[len(values) // 2] + 10.5\n"
    for name in ("too_far", "shifted", "shifted.twice", "shifted.often"):
        (folder / f"{name}.py").write_text(code if "." in name else f'"""{name}."""\n\n\n{code}')
    assert named(load_course(measuring), "median", code) == set()


def test_what_is_rounded_to_nothing_is_not_too_large() -> None:
    """NumPy may be asked to raise where a number is so small that 0 is left of it: that is no overflow."""
    too_large = Returned(np.array([np.inf]))
    for text, same in (("overflow encountered in exp", True), ("underflow encountered in exp", False)):
        raised = Raised("FloatingPointError", text, "FloatingPointError")
        assert alike(raised, too_large, Returned(np.array([1.0]))) is same


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=2)
plain = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=2).map(tuple)
        | st.lists(st.floats(), min_size=1, max_size=3).map(np.array)
        | st.dictionaries(st.text(max_size=1), inner, max_size=2)
    ),
    max_leaves=5,
)
outcomes = st.one_of(
    st.builds(Returned, plain),
    st.builds(Returned, plain, st.tuples(plain)),
    st.builds(Raised, st.just("E"), st.text(max_size=5), st.sampled_from(["ValueError", "OverflowError", None])),
    st.builds(NotData, st.text(max_size=3)),
    st.just(TimedOut(1.0)),
)


@given(outcomes, outcomes, outcomes)
def test_whatever_comes_back_can_be_compared(one: Any, other: Any, right: Any) -> None:
    """A student's answer, however odd, never stops the diagnosis; nothing is unlike itself."""
    with np.errstate(all="ignore"):
        for given_outcome, answer in ((one, other), (other, one)):
            alike(given_outcome, answer, right)
            along(given_outcome, answer, right)
            rich(answer, right)
            answers_where_none_is_due(given_outcome, answer, right)
        assert equal(one, one) or not isinstance(one, Returned)


rows = st.lists(st.floats(-2, 2) | st.sampled_from([0.25, 0.2501, 0.2503]), min_size=1, max_size=3).map(Returned)


@given(rows, rows, rows)
def test_what_looks_apart_is_never_alike(one: Any, other: Any, right: Any) -> None:
    """The first look leaves out nothing that a closer one would find."""
    if apart(sketch(one), sketch(other)):
        assert not alike(one, other, right)


small_leaves = st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-2, 2) | st.text(max_size=2)
small = st.recursive(
    small_leaves,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.lists(inner, max_size=2).map(tuple)
        | st.lists(st.floats(-2, 2), min_size=1, max_size=2).map(np.array)
        | st.dictionaries(st.text(max_size=1), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(small, small)
def test_a_fingerprint_stands_for_its_value(left: Any, right: Any) -> None:
    """Fingerprints are equal exactly when the values read the same, and can be keys."""
    assert hash(fingerprint(left)) == hash(fingerprint(to_plain(left)))
    assert (fingerprint(left) == fingerprint(right)) == (written(left) == written(right))


def written(value: Any) -> str:
    """The value as text, with its types: an independent idea of what is the same."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tolist()}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}({', '.join(map(written, value))})"
    if isinstance(value, dict):
        return f"dict({', '.join(f'{key!r}: {written(part)}' for key, part in value.items())})"
    return repr(value)


FOCUS_IN_A_TUPLE = """
def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError(k)
    return tuple(sorted(range(len(weights)), key=lambda j: -weights[j])[:k])


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("expected")
    found = [i for i, line in enumerate(A) if focus(line) != [expected[i]]]
    covered = enumerate(coverage(A))
    omission, repetition = [], []
    for j, amount in covered:
        if amount < low:
            omission.append(j)
        if amount > high:
            repetition.append(j)
    return {"omission": omission, "repetition": repetition, "wrong_alignment": found}
"""


def test_a_mistake_of_a_function_that_is_right_is_not_seen_in_the_whole_numbers_of_another(repository: Path) -> None:
    """A tuple that equals no list sets off every alarm, as other ideas do, and none of these is the student's."""
    course = load_course(repository, with_solutions=True)
    text = read_source(course.solution(course.exercise("alignment")))
    assert named(course, "alignment", f"{text}\n{FOCUS_IN_A_TUPLE}") == set()
