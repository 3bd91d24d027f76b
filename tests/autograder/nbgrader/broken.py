"""Notebooks that are broken in every way that a student manages. Each starts from a good one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path


def _cells(change: Callable[[list[dict[str, object]]], list[dict[str, object]]]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        notebook = json.loads(path.read_text())
        notebook["cells"] = change(notebook["cells"])
        path.write_text(json.dumps(notebook))

    return spoil


def _metadata(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    for index, cell in enumerate(cells):
        meta = cell["metadata"]["nbgrader"]  # type: ignore[index]
        meta |= [{"points": 1e9}, {"schema_version": 9}, {"grade_id": f"mine_{index}"}, {"grade": "yes"}][index % 4]
    return cells


def _own_name_gone(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    cells[1]["metadata"] = {}
    return cells


def _retyped(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**cell, "cell_type": "raw" if index % 2 else "markdown"} for index, cell in enumerate(cells)]


def _heavy(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    text = {"output_type": "stream", "name": "stdout", "text": "x" * (100 * 1024 * 1024)}
    cells[1]["outputs"] = [text]
    return cells


def _in_two_cells(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    own = cells[1]
    scratch = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1}
    helper = {**scratch, "source": "%matplotlib inline\nimport math as m\ndef power(x):\n    return m.exp(x)"}
    noise = {**scratch, "source": "1 / 0\nprint(softmax([1, 2]))\n!pip install nothing"}
    own["source"] = f"%timeit 1\n{own['source']}".replace("math.exp", "power")
    return [helper, *cells[:2], noise, *cells[2:]]


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x.txt").write_text("x")


def _linked(path: Path) -> None:
    """The notebook is a link to a solved one, and beside it lies one to a file of the machine."""
    path.rename(path.with_name("solved.txt"))
    path.symlink_to("solved.txt")
    path.with_name("secret.txt").symlink_to("/etc/passwd")


BROKEN: dict[str, Callable[[Path], None]] = {
    "nb_deleted_tests": _cells(lambda cells: cells[:2]),
    "nb_deleted_own": _cells(lambda cells: [cells[0], *cells[2:]]),
    "nb_duplicated": _cells(lambda cells: [cell for cell in cells for _ in range(3)]),
    "nb_reordered": _cells(lambda cells: cells[::-1]),
    "nb_retyped": _cells(_retyped),
    "nb_metadata": _cells(_metadata),
    "nb_own_name_gone": _cells(_own_name_gone),
    "nb_in_two_cells": _cells(_in_two_cells),
    "nb_not_json": lambda path: path.write_text('{"cells": [') and None,
    "nb_not_a_notebook": lambda path: path.write_text("[[1, 2], null]") and None,
    "nb_empty": lambda path: path.write_text("") and None,
    "nb_bytes": lambda path: path.write_bytes(b"\x00\xff\xfe" * 1000) and None,
    "nb_odd_cells": _cells(lambda cells: [None, 3, {"cell_type": 5}, {"source": {}}, *cells]),  # type: ignore[list-item]
    "nb_lone_surrogate": _cells(lambda cells: [*cells, {"cell_type": "markdown", "source": "\ud800", "metadata": {}}]),
    "nb_folder": _folder,
    "nb_linked": _linked,
    "nb_100_mb_of_outputs": _cells(_heavy),
}
LOST = {"nb_deleted_own", "nb_not_json", "nb_not_a_notebook", "nb_empty", "nb_bytes", "nb_folder", "nb_linked"}
"""Of these nothing of the exercise is left to judge."""
