"""Whatever a student does to a notebook: the points that can be established, a clear line, and the class goes on."""

from __future__ import annotations

WARNED = {
    "nb_deleted_tests": "times instead of once",
    "nb_deleted_own": "the student's own cell softmax is there 0 times instead of once",
    "nb_duplicated": "the student's own cell softmax is there 3 times instead of once",
    "nb_reordered": "the cells stand in another order",
    "nb_retyped": "was turned into a",
    "nb_not_json": "The file is not a notebook: it is not JSON",
    "nb_not_a_notebook": "it has no cells",
    "nb_empty": "The file is empty",
    "nb_bytes": "not JSON",
    "nb_folder": "no file but a folder",
    "nb_linked": "a link or the like, which is not opened",
}


def test_what_can_be_established_is_given(graded, broken, results):
    """A broken notebook costs at most its own exercise, and nothing where the answer is still in it."""
    worth = {exercise.id: exercise.max_score for exercise in results["perfect_lists"].exercises}
    for student, left in broken.items():
        expected = dict.fromkeys(worth, 0.0) | {name: worth[name] for name in left}
        assert graded.scores(student) == expected, student


def test_the_instructor_reads_a_line(graded):
    """For each the log names student, notebook and what is wrong."""
    for student, said in WARNED.items():
        lines = [line for line in graded.logs["autograde"].splitlines() if f"{student}/attention/softmax: " in line]
        assert any(said in line for line in lines), (student, lines)


def test_nothing_failed(graded):
    """No submission is left out, and no traceback is shown."""
    assert "Traceback" not in graded.logs["autograde"]
    assert "Removing failed" not in graded.logs["autograde"]


def test_no_link_is_followed(graded):
    """What a link in a submission points to is nowhere among what nbgrader copied."""
    copied = graded.paper("nb_linked", "softmax", "autograded").parent
    assert (copied / "scores.ipynb").is_file()
    assert not (copied / "secret.txt").exists()
