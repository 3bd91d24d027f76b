"""Names that a later Python has and an earlier one has not, for a file that several of them run.

Standard library only: the worker lives on it. Modules and names are those that come up in exercises; a name that is not
listed here is simply not known to be newer.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

Version = tuple[int, int]

_SINCE: Mapping[Version, Mapping[str, str]] = {
    (3, 12): {
        "math": "sumprod",
        "itertools": "batched",
        "random": "binomialvariate",
        "typing": "override TypeAliasType",
        "types": "get_original_bases",
        "collections.abc": "Buffer",
        "calendar": "Month Day",
        "inspect": "markcoroutinefunction getasyncgenstate getasyncgenlocals BufferFlags",
    },
    (3, 13): {
        "math": "fma",
        "statistics": "kde kde_random",
        "typing": "ReadOnly TypeIs NoDefault get_protocol_members is_protocol",
        "copy": "replace",
        "warnings": "deprecated",
        "enum": "EnumDict",
        "re": "PatternError",
        "types": "CapsuleType",
        "queue": "ShutDown",
    },
    (3, 14): {
        "functools": "Placeholder",
        "operator": "is_none is_not_none",
        "decimal": "IEEEContext",
        "heapq": "heapify_max heappop_max heappush_max heappushpop_max heapreplace_max",
        "typing": "evaluate_forward_ref",
    },
}
"""The Python that had them first -> module -> its new names."""


def came_with(module: str, name: str) -> Version | None:
    """The Python that had `name` in `module` first, where it is one of those that not every Python here has."""
    return next((version for version, names in _SINCE.items() if name in names.get(module, "").split()), None)


def dotted(version: Version) -> str:
    """``Python 3.12``."""
    return f"Python {version[0]}.{version[1]}"


def why_missing(text: str) -> str:
    """What to add to the text of an error about a name that a module has not: which versions speak here, or nothing."""
    found = re.fullmatch(r"module '([\w.]+)' has no attribute '(\w+)'\.?(?: Did you mean: .*)?", text)
    found = found or re.match(r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'", text)
    if not found:
        return ""
    module, name = (found["module"], found["name"]) if "name" in found.groupdict() else (found[1], found[2])
    since, here = came_with(module, name), sys.version_info[:2]
    if since and here < since:
        return f": {dotted(since)} has it, {dotted(here)}, which runs this, has not"
    numpy = sys.modules.get("numpy")
    return f": this is NumPy {numpy.__version__}" if module.partition(".")[0] == "numpy" and numpy else ""
