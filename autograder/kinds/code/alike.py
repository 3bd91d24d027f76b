"""Programs of one class that answer alike are judged once: most are right, and many are wrong as others are.

Kept are verdicts by the answers they rest on (`sandbox/transcripts`), and names of mistakes by the verdicts they rest
on. Nothing is kept of what the clock, a full memory or a file may have had a part in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.checks.run import Verdict
from autograder.course.model import Check
from autograder.course.opened import watching
from autograder.sandbox.likely import LikelyCall
from autograder.sandbox.transcripts import Answers, Digest, Transcripts

MOST = 16 << 20
"""Bytes of answers, as the wall counts them, that are kept of one exercise; then it begins anew."""
SMALL = 1 << 16
"""Of one check."""
KEPT_FOR_A_VERDICT = 4096
"""What a verdict counts beside its answers."""

CERTAIN = ("passed", "failed", "skipped", "unwritten")
"""Endings that answers alone bring about."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is found in failed checks, by their ids: the mistake's name, or else a sentence on a kind of answer."""

    names: Mapping[str, str] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)


class Alike:
    """What is known of one exercise's checks from programs that were judged before."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._forget()

    def _forget(self) -> None:
        self._ends: dict[bool, dict[str, Transcripts[Verdict]]] = {True: {}, False: {}}
        self._verdicts: dict[int, Verdict] = {}
        self._found: dict[tuple[tuple[str, int], ...], Findings] = {}
        self._held = 0

    def verdict(self, check: Check, answers: Answers | None, judge: Callable[[], Verdict]) -> Verdict:
        """What `judge` gives: known already where a program answered this check alike."""
        if answers is None:
            return judge()
        ends = self._ends[check.visible].get(check.id)
        known = ends.find(answers) if ends is not None else None
        if known is not None:
            return known
        with watching(self._root) as opened, answers.recording() as recording:
            verdict = judge()
        filled = sum(step.filled for step in recording.steps)
        certain = verdict.ending in CERTAIN and not (opened.files or opened.unknown)
        if not (recording.whole and certain and filled <= SMALL):
            return verdict
        if self._held > MOST:
            self._forget()
        self._held += filled + KEPT_FOR_A_VERDICT
        verdict = replace(verdict, error=None)  # which holds on to the frames of the check
        self._verdicts[id(verdict)] = verdict
        self._ends[check.visible].setdefault(check.id, Transcripts()).keep(recording.steps, verdict)
        return verdict

    def further(self, visible: bool, digest: Digest) -> list[LikelyCall]:
        """What the visible or the hidden checks go on to ask a program that has answered this."""
        asked = (ends.next_question(digest) for ends in self._ends[visible].values())
        return [call for call in asked if call is not None]

    def findings(self, verdicts: Mapping[str, Verdict], find: Callable[[], Findings | None]) -> Findings:
        """What `find` gives, known already for the same verdicts."""
        key = tuple((check, id(verdict)) for check, verdict in verdicts.items())
        found = self._found.get(key)
        if found is not None:
            return found
        found = find()
        if found is not None and all(place in self._verdicts for _, place in key):
            self._found[key] = found
        return found or Findings()
