"""Text from strangers, made safe to show."""

from __future__ import annotations


def show_text(text: str) -> str:
    """Text that came from a student's code, on one line, bounded, without control characters."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return clean if len(clean) <= 200 else f"{clean[:196]} ..."
