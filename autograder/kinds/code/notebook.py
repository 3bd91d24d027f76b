"""A notebook's text under a program's name: to Python it is one long dict, which defines no function at all."""

from __future__ import annotations

import json

NOTEBOOK = (
    " holds a notebook, not a program. Hand in the notebook itself, with its name ending in .ipynb, or save it as a "
    "script: in Jupyter, File, Save and Export Notebook As, Executable Script."
)
"""What is said of it, after the file's name."""


def is_notebook(text: str) -> bool:
    """Whether a text is the JSON of a notebook."""
    if not text.lstrip().startswith("{") or '"cells"' not in text:
        return False
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and isinstance(data.get("cells"), list)
