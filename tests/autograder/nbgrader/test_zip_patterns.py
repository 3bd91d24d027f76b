"""The patterns for zip_collect in docs/nbgrader.md read the names that the platforms give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAMES = [
    ("Canvas", "doejane_20001_900123_softmax.ipynb", "20001", "softmax"),
    ("Canvas", "doejane_LATE_20001_900123_change_query-2.ipynb", "20001", "change_query"),
    ("Moodle", "Sinéad OBrien_1234503_assignsubmission_file/softmax.ipynb", "1234503", "softmax"),
    ("Moodle", "Sinéad OBrien_1234503_assignsubmission_file_/softmax.ipynb", "1234503", "softmax"),
    ("Blackboard", "HW 1_jdoe_attempt_2026-11-03-23-58-01_change_query.ipynb", "jdoe", "change_query"),
    ("Brightspace", "13394-80551 - Ann - Doe - Nov 3, 2026 1159 PM/softmax.ipynb", "Ann - Doe", "softmax"),
]


@pytest.mark.parametrize(("platform", "name", "student", "file"), NAMES)
def test_patterns_read_the_names_of_platforms(
    repository: Path, platform: str, name: str, student: str, file: str
) -> None:
    """nbgrader matches a pattern from the beginning of the absolute path, and needs these two groups."""
    text = (repository / "docs" / "nbgrader.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {platform} \| `(.+?)` \|", text, re.MULTILINE)
    assert row is not None
    found = re.match(row[1], f"/srv/my_course_1_2/downloaded/attention/extracted/{name}")
    assert found is not None
    assert (found["student_id"], found["file_id"]) == (student, file)
