"""The engine as a wheel, made from the package's own files without a network: the same files give the same bytes."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from functools import lru_cache
from pathlib import Path

from autograder import __version__
from autograder.distribution import checkout_project, distribution_name
from autograder.errors import UserError

EPOCH = (2020, 1, 1, 0, 0, 0)
_ENTRY_POINTS = """\
[console_scripts]
autograder = autograder.cli:main

[pytest11]
autograder = autograder.student.pytest.plugin
"""


def write_wheel(folder: Path) -> Path:
    """Writes the wheel into `folder` and gives its path."""
    path = folder / wheel_name()
    write_zip(path, _with_record(_package() | _metadata()))
    return path


def wheel_name() -> str:
    """What the wheel's file is called."""
    return f"{_stem()}-py3-none-any.whl"


def write_zip(path: Path, files: dict[str, bytes]) -> None:
    """A zip whose bytes depend on nothing but names and contents."""
    path.write_bytes(zip_bytes(files))


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """The same zip, not written."""
    return _zipped(tuple(sorted(files.items())))


@lru_cache(maxsize=8)
def _zipped(files: tuple[tuple[str, bytes], ...]) -> bytes:
    """Kept: a folder to hand out, a site and a notebook's course bring the same engine; packing takes longest."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3  # the same on every system
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
    return made.getvalue()


def requirements() -> list[str]:
    """What the student's part of the engine needs from outside. UserError where nobody wrote that down."""
    project = checkout_project()
    if project:
        return sorted(project["dependencies"])
    name = distribution_name()
    try:
        listed = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        raise UserError(f"{name} is not installed: pip install -e . in its folder") from None
    return sorted(line for line in listed if "extra ==" not in line)


def _summary_and_licence() -> tuple[str, str]:
    """The project's line about itself and the text of its licence, from the checkout or from what is installed."""
    project = checkout_project()
    if project:
        return project["description"], (Path(__file__).parents[2] / "LICENSE").read_text(encoding="utf-8")
    installed = importlib.metadata.distribution(distribution_name())
    return installed.metadata["Summary"], installed.read_text("licenses/LICENSE") or ""


def _package() -> dict[str, bytes]:
    root = Path(__file__).parents[1]
    files = [path for path in root.rglob("*") if _belongs(path)]
    return {f"{root.name}/{path.relative_to(root).as_posix()}": path.read_bytes() for path in files}


def _belongs(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")


def _metadata() -> dict[str, bytes]:
    needed = requirements()
    summary, licence = _summary_and_licence()
    lines = [f"Metadata-Version: 2.4\nName: {distribution_name()}\nVersion: {__version__}\nSummary: {summary}"]
    lines += ["License-Expression: MIT\nLicense-File: LICENSE\nRequires-Python: >=3.11"]
    lines += [f"Requires-Dist: {requirement}" for requirement in needed]
    wheel = "Wheel-Version: 1.0\nGenerator: autograder release\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    texts = {"METADATA": "\n".join(lines) + "\n", "WHEEL": wheel, "entry_points.txt": _ENTRY_POINTS}
    texts["licenses/LICENSE"] = licence
    return {f"{_info()}/{name}": text.encode() for name, text in texts.items()}


def _with_record(files: dict[str, bytes]) -> dict[str, bytes]:
    rows = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(files.items())]
    record = f"{_info()}/RECORD"
    return files | {record: "\n".join([*rows, f"{record},,", ""]).encode()}


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _info() -> str:
    return f"{_stem()}.dist-info"


def _stem() -> str:
    return f"{distribution_name().replace('-', '_')}-{__version__}"
