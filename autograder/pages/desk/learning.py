"""Learning beside marking: while somebody reads the next answer, the proposals of the others are read again."""

from __future__ import annotations

import threading

from autograder.classroom.desk import MarkingDesk


class Learning:
    """One reading at a time; marks that come meanwhile are learned from in the next."""

    def __init__(self, desk: MarkingDesk) -> None:
        self._desk = desk
        self._busy = threading.Lock()
        self._wanted: set[str] = set()
        self._guard = threading.Lock()

    def catch_up(self) -> None:
        """Learns from the marks of earlier evenings while the first answers are read already."""
        with self._guard:
            self._wanted.update(self._desk.unlearned)
        if self._wanted:
            threading.Thread(target=self._learn, daemon=True).start()

    def soon(self, exercise: str) -> None:
        """Learns from an exercise's marks, now or, where a reading is under way, in that thread after it."""
        with self._guard:
            self._wanted.add(exercise)
        self._learn()

    def _learn(self) -> None:
        while self._busy.acquire(blocking=False):
            try:
                with self._guard:
                    wanted, self._wanted = self._wanted, set()
                for name in sorted(wanted):
                    self._desk.learn(name)
            finally:
                self._busy.release()
            with self._guard:
                if not self._wanted:
                    return
