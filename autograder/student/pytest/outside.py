"""A run of pytest from a folder above the course's: its checks find nothing there, so the way is told instead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.course.manifest import find_root


class Outside:
    """The plugin where pytest's root is no course's folder."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Ends the run where nothing but a course's checks was found: each of them would miss its `submission`."""
        courses = {_course_of(item.path) for item in items if "submission" in getattr(item, "fixturenames", ())}
        if len(courses) != 1 or None in courses or not all(_course_of(item.path) in courses for item in items):
            return
        (root,) = courses
        assert root is not None
        there = os.path.relpath(root, config.invocation_params.dir)
        raise pytest.UsageError(
            f'the course is in the folder {there}: go there first, with cd "{there}", then type pytest again. '
            "In an editor, open that folder, not the one around it."
        )


def _course_of(path: Path) -> Path | None:
    return find_root(path.parent)
