"""autograder site: the course as a web page that checks exercises in the browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.common import Course, course_root, need_packages, out
from autograder.commands.stopping import told_to_end
from autograder.course.manifest import load_course
from autograder.errors import UserError
from autograder.student.check import has_solutions


def site(
    out_dir: Annotated[Path | None, typer.Option("--out", help="A new folder, or a site built before.")] = None,
    self_study: Annotated[
        bool,
        typer.Option("--self-study", help="Add hidden checks, known mistakes and solutions. Who looks can read them."),
    ] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Serve it on this machine until Ctrl-C.")] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="With --serve; 0 is any free one.")] = 8000,
    pyodide: Annotated[
        str | None, typer.Option("--pyodide", help="A folder, to be copied, or the address of Pyodide with NumPy.")
    ] = None,
    course: Course = None,
) -> None:
    """Make a static web page of the course: read, write and check in the browser, with nothing to install."""
    need_packages("jinja2")
    from autograder.website.build import build
    from autograder.website.distribution import distribution
    from autograder.website.libraries import needs_of, said

    if out_dir is None and not serve:
        raise typer.BadParameter("name a folder for the site, or --serve it from a temporary one", param_hint="--out")
    loaded = load_course(course_root(course), require_stubs=False)
    if self_study and not has_solutions(loaded):
        raise UserError("--self-study needs the course's solutions, which are not in this folder.")
    python = distribution(pyodide)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "site" if out_dir is None else out_dir.resolve()
        files = build(loaded, folder, python, self_study=self_study)
        out.print(f"Wrote {folder}, {len(files)} files for {len(loaded.exercises)} exercises.", markup=False)
        if self_study:
            out.print("For self-study: hidden checks, known mistakes and solutions are in it; anyone can read them.")
        else:
            out.print("Nothing hidden is in it: what is handed in from it is graded as always.")
        needs = {one.id: needs_of(loaded, one, python, self_study=self_study) for one in loaded.exercises}
        for line in said(loaded, needs):
            out.print(line, markup=False)
        if serve:
            _serve(folder, port)


def _serve(folder: Path, port: int) -> None:
    from autograder.website.serve import address, server

    with server(folder, port) as running:
        out.print(f"Serving {address(running)} on this machine. Ctrl-C ends it.", markup=False)
        webbrowser.open(address(running))
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            if not told_to_end():  # else that is said in the end, with the signal
                out.print("Stopped.")
