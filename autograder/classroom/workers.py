"""Several grading children side by side on this machine; a killed one is replaced."""

from __future__ import annotations

import selectors
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from autograder.classroom.bench import Graded
from autograder.classroom.child import Child, Order, packed, unpacked
from autograder.course.model import Submission

TRIES = 3


def died(times: int) -> str:
    """What is said of a submission that has ended so many children."""
    return f"the grading process died {times} times"


def grade_in_workers(
    order: Order, jobs: int, submissions: Iterable[Submission], fault: Callable[[Submission, str], Graded]
) -> Iterator[tuple[Submission, Graded]]:
    """Each submission with its result, in the order in which they are ready.

    Of `submissions` no more are taken than are being graded. Where one student's grading has ended three children,
    `fault` makes the result from the submission and the reason. Children end with the thread that goes through this.
    """
    waiting = iter(submissions)
    left = deque(islice(waiting, jobs))
    tries: Counter[str] = Counter()
    selector = selectors.DefaultSelector()

    def set_to_work(child: Child, seat: int) -> None:
        submission = left.popleft() if left else next(waiting, None)
        if submission is None:
            child.close()
        else:
            child.hand(packed(submission))
            selector.register(child, selectors.EVENT_READ, (seat, submission))

    try:
        for seat in range(len(left)):
            set_to_work(Child(order, seat), seat)
        while selector.get_map():
            for key, _ in selector.select():
                child: Child = key.fileobj  # type: ignore[assignment]  # only children are registered
                seat, submission = key.data
                answer = child.take()
                selector.unregister(child)
                if answer is not None:
                    set_to_work(child, seat)
                    yield submission, unpacked(answer)
                    continue
                child.close()
                tries[submission.student] += 1
                if tries[submission.student] < TRIES:
                    left.appendleft(submission)
                else:
                    yield submission, fault(submission, died(TRIES))
                set_to_work(Child(order, seat), seat)
    finally:
        for key in list(selector.get_map().values()):
            key.fileobj.kill()  # type: ignore[union-attr]  # only children are registered; nobody waits for these
        selector.close()
