"""Mails saved as files, `*.eml`: whoever sent one handed in what is attached to it. The newest mail counts, whole."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import PurePosixPath

from autograder.course.model import Who
from autograder.intake.download import Download, Names, Note, Work, of_entries
from autograder.intake.entries import Entry
from autograder.intake.names import folded, readable_name

KIND = "mail"
TITLE = "folder of mails"
MAX_MAIL = 32 << 20
_Mail = tuple[dt.datetime | None, Who, list[Entry], str, str]


def recognised(names: Names) -> set[str]:
    return {name for name in names.files if name.casefold().endswith(".eml")}


def read(names: Names) -> Download:
    senders: dict[str, list[_Mail]] = {}
    notes = []
    for name in sorted(recognised(names)):
        mail = _read(names.place.file(name), name)
        if mail is None:
            to_do = "Save what is attached in a folder with the student's name."
            notes.append(Note("", readable_name(name), "is no mail that can be read, or nobody's.", to_do))
        else:
            senders.setdefault(folded(mail[1].email), []).append(mail)
    works = tuple(_work(key, senders[key]) for key in sorted(senders))
    return Download(KIND, TITLE, works, tuple(notes))


def _work(key: str, mails: list[_Mail]) -> Work:
    times = [time for time, *_ in mails if time is not None]
    unclear = len(mails) > 1 and len(set(times)) < len(mails)
    (_, who, entries, text, _), *before = (
        mails if unclear or not times else sorted(mails, key=lambda mail: mail[0] or _NEVER, reverse=True)
    )
    named = " and ".join(name for *_, name in mails[:3])
    problem = f"handed in {len(mails)} times and which is the newest is not clear: {named}" if unclear else ""
    said = None if entries or not text else (lambda: text)
    old = of_entries([entry for mail in before for entry in mail[2]])
    return Work(key, who, of_entries(entries), said, attempts=len(mails), earlier=old, problem=problem)


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def _read(entry: Entry, name: str) -> _Mail | None:
    """One mail: when, from whom, what is attached, its text if nothing is, and its file's name."""
    try:
        raw = entry.read(MAX_MAIL + 1)
        if len(raw) > MAX_MAIL:
            return None
        mail = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
        called, address = parseaddr(str(mail["From"] or ""))
        if "@" not in address:
            return None
        entries = [_attached(part, number, entry) for number, part in enumerate(mail.iter_attachments(), 1)]
        body = mail.get_body(("plain",))
        text = str(body.get_content()).strip() if body is not None else ""
        time = getattr(mail["Date"], "datetime", None)
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        IndexError,
    ):  # what a damaged mail brings about
        return None
    if time is not None and time.tzinfo is None:
        time = time.replace(tzinfo=dt.UTC)
    at = time.isoformat() if time else ""
    who = Who(name=readable_name(called).strip(), email=readable_name(address), submitted_at=at)
    return time, who, entries, text, readable_name(name)


def _attached(part: EmailMessage, number: int, mail: Entry) -> Entry:
    name = (
        PurePosixPath((part.get_filename() or f"attachment {number}").replace("\\", "/")).name or f"attachment {number}"
    )
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""

    def read(limit: int = len(raw)) -> bytes:
        return raw[:limit]

    return Entry(PurePosixPath(name), read, (*mail.origin, name))
