"""The generated nbgrader_config.py."""

from __future__ import annotations

from autograder.course.model import LatePolicy

CONFIG_FILE = "nbgrader_config.py"
COURSE_FOLDER = "course"
WHEELS = "wheels"
"""Folder of the assignment with what a plain Jupyter needs."""

_TEXT = '''\
"""Made by `autograder nbgrader build`, which writes it anew. Your own settings go to nbgrader_local.py beside it."""

import sys
from pathlib import Path

from autograder.nbgrader.intake import drop_odd_stamps

c = get_config()
here = Path(__file__).resolve().parent
drop_odd_stamps(here / "submitted")

c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = "{course}"

# The course that the notebooks were made of, which also grades them; and how strong the wall must be: auto or strict.
c.CourseRoom.folder = c.TolerantExporter.folder = str(here / "course")
c.CourseRoom.isolation = "auto"

# Students get the engine with the notebooks; it need not come back with each of them.
if {"collect", "zip_collect", "autograde", "generate_feedback"} & set(sys.argv):
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "wheels"]

# A student gets the course's own stubs.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "autograder.nbgrader.preprocessors.ReleaseStubs",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Whatever was handed in is read, and put back into the notebook that was given out.
c.Autograde.pre_convert_hook = "autograder.nbgrader.intake.drop_links"  # nbgrader would copy what a link points to
c.Autograde.exporter_class = "autograder.nbgrader.intake.TolerantExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader.preprocessors.RepairCells",
    "autograder.nbgrader.preprocessors.OtherClearOutput",
    "autograder.nbgrader.preprocessors.OtherDeduplicateIds",
    "autograder.nbgrader.preprocessors.OtherOverwriteKernelspec",
    "autograder.nbgrader.preprocessors.OtherOverwriteCells",
    "autograder.nbgrader.preprocessors.OtherCheckCellMetadata",
]

# The student's code runs behind the wall in place of a kernel; scores, proposals and comments go to the gradebook.
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader.preprocessors.WalledExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader.preprocessors.RecordMarks",
    "nbgrader.preprocessors.AssignLatePenalties",
    "autograder.nbgrader.preprocessors.OtherCheckCellMetadata",
]
c.Execute.skip_cells_with_tag = ""  # for a notebook of your own, which runs in a kernel: students cannot skip its tests

# HTML that students write is shown as text in formgrader and in feedback: a script would run in the reader's browser.
c.HTMLExporter.filters = {"markdown2html": "autograder.nbgrader.shown.markdown"}

# What only grading may see does not go back to the students.
c.GenerateFeedback.preprocessors = [
    {again}"nbgrader.preprocessors.GetGrades",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
{late}
if (here / "nbgrader_local.py").is_file():
    load_subconfig("nbgrader_local.py")
'''

_LATE = """
# What lateness costs stands in course.yaml. Feedback works it out anew, since a person may have changed a mark.
c.AssignLatePenalties.plugin_class = "autograder.nbgrader.lateness.CourseLatePolicy"
c.CourseLatePolicy.folder = str(here / "course")
"""
_AGAIN = '"nbgrader.preprocessors.AssignLatePenalties",\n    '


def config_text(course: str, late: LatePolicy) -> str:
    """The configuration of the nbgrader course that is called `course`; it names no folder of this machine.

    Where lateness costs nothing, nothing is said of it, and nbgrader's own settings stand.
    """
    costs = late.percent_per_day > 0 and late.max_percent > 0
    text = _TEXT.replace("{course}", course)
    return text.replace("{late}", _LATE if costs else "").replace("{again}", _AGAIN if costs else "")
