"""Downloads with traps, and what has to come of each: labelled by the platforms' rules before anything was run on them.

An expectation is a student id and what each exercise's file has to be: a tag (the file whose text is that tag counts),
`ASK` (a person has to choose), `either("tag")` (taken and said, or asked), `NOTED` (nothing counts, and it is said what
was handed in), `NOTHING` (handed in nothing). Whoever of the roster is not named has to have handed in nothing.
"""

from __future__ import annotations

from traps import blackboard, brightspace, canvas, folders, git, google, gradescope, moodle, second
from traps.base import Trap

TRAPS: list[Trap] = [
    trap
    for made in (
        canvas.canvas,
        moodle.moodle,
        blackboard.blackboard,
        brightspace.brightspace,
        gradescope.gradescope,
        google.google,
        git.git,
        folders.folders,
    )
    for trap in made().values()
]
TRAPS += second.second()
