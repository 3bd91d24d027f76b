"""What pytest asks of the engine. Above a course's folder it says where to go; in it, `checking` runs the checks.

Where a process only waits for another one that does (see `again`), nothing else of the engine is loaded.
"""

from __future__ import annotations

import pytest

NOT_STARTED = "autograder_not_started"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(NOT_STARTED, "what an untouched exercise's tests do: skip or fail", default="skip")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    from autograder.student.pytest.again import run_to_its_end

    return run_to_its_end(config)


def pytest_configure(config: pytest.Config) -> None:
    if (config.rootpath / "course.yaml").is_file():
        from autograder.student.pytest.checking import install

        install(config, fail_unstarted=config.getini(NOT_STARTED) == "fail")
        return
    from autograder.student.pytest.outside import Outside

    config.pluginmanager.register(Outside(), "autograder-outside")
