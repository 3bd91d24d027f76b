"""files: text from bytes, in one way for students' files and the course's own."""

from __future__ import annotations

import tokenize
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.solutions import read_source
from autograder.errors import CourseError
from autograder.files import MAX_BYTES, decode_source


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["median.py", "median.md"])
def test_the_ways_in_which_editors_save_a_text_say_the_same(encoding: str, end: str, name: str) -> None:
    """Whatever the editor, the text is the same, its lines ended by a newline."""
    assert decode_source(f"a = 'café'{end}b = 2{end}".encode(encoding), name).text == "a = 'café'\nb = 2\n"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso-8859-15", "koi8-r", "gbk", "shift_jis"])
def test_a_declared_encoding_is_what_python_itself_takes(encoding: str) -> None:
    """The line `coding:` of a Python file is read as the interpreter reads it."""
    raw = f"# -*- coding: {encoding} -*-\nname = 'abc'\n".encode(encoding)
    assert tokenize.detect_encoding(BytesIO(raw).readline)[0]
    assert decode_source(raw, "median.py").text == raw.decode(encoding)


def test_a_problem_names_the_file_the_line_and_the_byte() -> None:
    """The sentence is one that a student can act on."""
    decoded = decode_source(b"a = 1\r\nb = '\xe9'\n", "median.py")
    assert decoded.text is None
    assert decoded.line == 2
    assert decoded.problem == ("median.py:2: is not UTF-8 text (byte 0xe9). Save the file as UTF-8.")
    assert decode_source(b"a\n\0", "median.py").problem.startswith("median.py:2: holds a zero byte")


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_text_or_a_problem(raw: bytes) -> None:
    """Never both, never neither, never an exception; and no text holds a carriage return or a zero."""
    for name in ("median.py", "card.yaml"):
        decoded = decode_source(raw, name)
        assert (decoded.text is None) == bool(decoded.problem)
        assert decoded.text is None or not set("\0\r") & set(decoded.text)


def test_a_file_of_the_course_is_read_alike_and_may_be_long(tmp_path: Path) -> None:
    """read_source takes the same bytes; what cannot be read is a CourseError with the line."""
    (tmp_path / "long.py").write_bytes(b"\xef\xbb\xbf" + b"#" * (MAX_BYTES + 1) + b"\r\n")
    assert read_source(tmp_path / "long.py") == "#" * (MAX_BYTES + 1) + "\n"
    (tmp_path / "bad.py").write_bytes(b"a\nb\xe9")
    with pytest.raises(CourseError, match=r"bad\.py:2: this file cannot be read: it is not UTF-8 text") as caught:
        read_source(tmp_path / "bad.py")
    assert caught.value.line == 2
    with pytest.raises(CourseError, match="No such file"):
        read_source(tmp_path / "none.py")
