"""What the lesson's tests share: the page tests' browser, and the engine's settings for random cases."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings

from autograder.course.solutions import run_file

settings.register_profile("steady", deadline=None, derandomize=True)  # the same cases every time, at any speed
settings.load_profile("steady")

_PAGES = run_file(Path(__file__).parents[1] / "autograder" / "pages" / "conftest.py")
browser, open_page = _PAGES.browser, _PAGES.open_page
