"""Where the download knows names they stand beside the numbers, in the gradebook and the table of reviews."""

from __future__ import annotations

import csv
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.cli import app


def table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def grade(course: Path, download: Path, out: Path, *more: str) -> str:
    words = ["grade", download, "--out", out, "--course", course, "--isolation", "none", *more]
    done = CliRunner().invoke(app, [str(word) for word in words])
    return f"{done.output} {done.exception or ''}"


def test_a_number_has_its_name_beside_it(measuring: Path, tmp_path: Path) -> None:
    """The download's own; and a mark that is written into that table counts."""
    download, out = tmp_path / "a.zip", tmp_path / "out"
    good = (measuring / "class" / "good" / "median.py").read_text(encoding="utf-8")
    with zipfile.ZipFile(download, "w") as archive:
        for name, file, text in (("Jane Doe_46", "median.py", good), ("Max Brod_47", "median.docx", "x")):
            archive.writestr(f"{name}_assignsubmission_file/{file}", text)
    grade(measuring, download, out)
    assert {row["student"]: row["name"] for row in table(out / "gradebook.csv")} == {"46": "Jane Doe", "47": "Max Brod"}
    [row] = [row for row in table(out / "reviews.csv") if row["student"] == "47"]
    assert (row["name"], row["exercise"]) == ("Max Brod", "median")
    text = (out / "reviews.csv").read_text(encoding="utf-8-sig")
    (out / "reviews.csv").write_text(text.replace('",,\n', '",7,\n').replace(",,\n", ",7,\n"), encoding="utf-8")
    grade(measuring, download, out)
    assert {row["student"]: row["median"] for row in table(out / "gradebook.csv")}["47"] == "7"
    assert [row["name"] for row in table(out / "reviews.csv")] == ["Max Brod"]


def test_plain_folders_have_no_column_for_it(measuring: Path, tmp_path: Path) -> None:
    """The folder's name is all there is to know."""
    grade(measuring, measuring / "class", tmp_path / "out")
    assert "name" not in table(tmp_path / "out" / "gradebook.csv")[0]


def test_out_that_is_a_file_is_said(measuring: Path, tmp_path: Path) -> None:
    """And nothing of an intake.json is."""
    (tmp_path / "out").write_text("x", encoding="utf-8")
    said = grade(measuring, measuring / "class", tmp_path / "out")
    assert "is a file. Give --out a folder" in said
    assert (tmp_path / "out").read_text(encoding="utf-8") == "x"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere names are text")
def test_a_course_whose_path_is_no_text_is_graded(measuring: Path, tmp_path: Path) -> None:
    """Such as a plain C locale makes of an umlaut."""
    course = measuring.rename(tmp_path / os.fsdecode(b"kurs \xe9"))
    grade(course, course / "class", tmp_path / "out")
    assert [row["student"] for row in table(tmp_path / "out" / "gradebook.csv")] == ["good", "lost"]
