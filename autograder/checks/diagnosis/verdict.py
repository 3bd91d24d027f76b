"""Which mistakes are held, and which of them each failed check is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.checks.diagnosis import likeness
from autograder.checks.diagnosis.evidence import Asked, Evidence, asked, explains, gather
from autograder.checks.diagnosis.suspects import Pair, Suspect, Suspects
from autograder.checks.sentences import Call


POOR_ENOUGH = 3
"""So many wrong answers without a fraction in them, all explained by the same two mistakes, are no chance."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How one check of a submission ended, and its calls. `judged`: it ran to a verdict of its own."""

    failed: bool
    judged: bool
    calls: tuple[Call, ...]


def name(suspects: Suspects, seen: Mapping[str, Seen]) -> dict[str, str]:
    """Check id -> the mistake that it shows. A check for which there is no sure name is left out."""
    suspects.begin()
    case = _Case(suspects, seen)
    shown = {check: case.shown_by(check) for check, one in seen.items() if one.failed}
    told = Counter(names[0] for names in shown.values() if len(names) == 1)
    found = {}
    for check, names in shown.items():
        if names:
            found[check] = min(names, key=lambda name: (told[name], name))
            told[found[check]] += len(names) > 1
    return found


class _Case:
    """One submission: its calls by function, and the mistakes that explain its wrong answers."""

    def __init__(self, suspects: Suspects, seen: Mapping[str, Seen]) -> None:
        self._suspects = suspects
        self._seen = seen
        failed = {check: one.calls for check, one in seen.items() if one.failed}
        self._calls = {check: [asked(suspects, check, True, call) for call in calls] for check, calls in failed.items()}
        # what passed is looked at only where something is wrong: most functions of most students are right
        wrong = {one.call.function for calls in self._calls.values() for one in calls if one.wrong}
        passed = ((check, call) for check, one in seen.items() if not one.failed for call in one.calls)
        others = [asked(suspects, check, False, call) for check, call in passed if call.function in wrong]
        self._by_function: dict[str, list[Asked]] = {}
        for one in (*(one for calls in self._calls.values() for one in calls), *others):
            self._by_function.setdefault(one.call.function, []).append(one)
        self._evidence = {f: self._gathered(c) for f, c in self._by_function.items() if any(one.wrong for one in c)}
        self._called = {call.function for one in seen.values() for call in one.calls}
        held = [evidence for found in self._evidence.values() for evidence in self._held(found)]
        self._own = Counter(evidence.suspect.name for evidence in held if evidence.suspect.own)
        self._explains: dict[int, set[str]] = {}
        self._weights: Counter[str] = Counter()
        everything = [evidence for found in self._evidence.values() for evidence in found]
        for evidence in everything:
            if self._counts(evidence, evidence in held):
                suspect = evidence.suspect.name
                for one in evidence.explained:
                    self._explains.setdefault(id(one), set()).add(suspect)
                self._weights[suspect] += evidence.alike
        self._together: dict[int, tuple[str, ...]] = {}
        for function, found in self._evidence.items():
            self._pair_up(function, {e.suspect.name for e in held if e.suspect.function == function and e.rich})
            if self._unexplained(function):
                for evidence in self._rest(found):
                    if self._counts(evidence, True):
                        for one in evidence.explained:
                            self._explains.setdefault(id(one), set()).add(evidence.suspect.name)
                        self._weights[evidence.suspect.name] += evidence.alike

    def _unexplained(self, function: str) -> list[Asked]:
        known = self._explains.keys() | self._together.keys()
        return [one for one in self._by_function[function] if one.wrong and id(one) not in known]

    def _telling(self, one: Asked) -> bool:
        """Whether a likeness in this answer is hardly chance: in numbers, or where an error or None is due."""
        if likeness.kind(one.right) != "value":
            return True
        return one.call.function not in self._suspects.free and likeness.finite(one.call.outcome)

    def _pair_up(self, function: str, names: Collection[str]) -> None:
        """What two mistakes explain together, where each alone leaves something unexplained."""
        calls = self._by_function[function]
        wrong = [one for one in calls if one.wrong]
        left = self._unexplained(function)
        if not left or len(names) > 2 or function in self._suspects.free:
            return
        found = [
            pair
            for pair in self._suspects.pairs(function, names)
            if all(member.own or member.name in self._own for member in pair.members)
            if explains(self._suspects, pair.together, left[:1]) and self._tells_all(pair, calls, len(wrong))
        ]
        sure = frozenset.intersection(*(pair.names for pair in found)) if found else frozenset()
        for one in wrong if sure else ():
            alone = {m.name for pair in found for m in pair.members if explains(self._suspects, m, [one])}
            self._together[id(one)] = tuple(sorted(alone & sure if len(alone & sure) == 1 else sure))

    def _tells_all(self, pair: Pair, calls: Sequence[Asked], wrong: int) -> bool:
        """Whether two mistakes together explain each wrong answer, to the letter."""
        evidence = gather(self._suspects, pair.together, calls)
        function = pair.together.function
        alone = all(id(one) in self._explains for f, e in self._by_function.items() if f != function for one in e if one.wrong)
        return evidence.clean and evidence.alike == wrong and (evidence.rich > 0 or (alone and wrong >= POOR_ENOUGH))

    def _gathered(self, calls: Sequence[Asked]) -> list[Evidence]:
        """The evidence for every suspect that explains at least one wrong call of this function."""
        wrong = [one for one in calls if one.wrong]
        suspects = self._suspects.of(calls[0].call.function)
        likely = [suspect for suspect in suspects if explains(self._suspects, suspect, wrong)]
        return [gather(self._suspects, suspect, calls) for suspect in likely]

    def _held(self, found: Sequence[Evidence]) -> list[Evidence]:
        """Of the suspects in one function those with strong evidence, or with poor evidence that is the whole story.

        Several may tell it together, where each answers alike; beside strong ones, where each answers in numbers.
        """
        strong = [evidence for evidence in found if self._strong(evidence)]
        others = [e for e in found if e not in strong and not len(e.stray) > e.rich > 0]
        poor = [e for e in others if e.clean and self._fails_all(e) and self._stands_alone(e)]
        exact = [evidence for evidence in poor if evidence.alike == len(evidence.explained)]
        numbers = [e for e in exact if all(likeness.finite(one.call.outcome) for one in e.explained)]
        stories = [exact, [*strong, *numbers], *([evidence] for evidence in poor)]
        telling = [evidence for story in stories if self._whole_story(story) for evidence in story]
        return [*strong, *(evidence for evidence in poor if evidence in telling)]

    def _rest(self, found: Sequence[Evidence]) -> list[Evidence]:
        """Those that tell what is left beside others, who are sure."""
        strong = [evidence for evidence in found if self._strong(evidence)]
        told = {id(one) for evidence in strong for one in evidence.explained}
        return [e for e in found if e not in strong and self._tells_the_rest(e, told)]

    def _tells_the_rest(self, evidence: Evidence, told: Container[int]) -> bool:
        """Whether it fits without a word against it beside what others, who are sure, tell of the function."""
        rest = [one for one in evidence.explained if id(one) not in told]
        return (
            bool(told and rest)
            and evidence.clean
            and all(id(one) in told for one in evidence.stray)
            and all(self._telling(one) for one in rest)
            and self._fails_all(evidence)
            and self._stands_alone(evidence)
        )

    def _whole_story(self, told: Sequence[Evidence]) -> bool:
        """Whether these, all about one function, explain every wrong answer of it."""
        explained = {id(one) for evidence in told for one in evidence.explained}
        return bool(told) and all(
            id(one) in explained for one in self._by_function[told[0].suspect.function] if one.wrong
        )

    def _strong(self, evidence: Evidence) -> bool:
        """Whether rich evidence is enough; where several answers are right, a likeness by chance must be ruled out."""
        sure = evidence.suspect.judges or evidence.suspect.function not in self._suspects.free
        return evidence.strong and (sure or (evidence.clean and self._fails_all(evidence)))

    def _fails_all(self, evidence: Evidence) -> bool:
        """Whether every check that the suspect fails is failed here too, and explained."""
        explained = {one.check for one in evidence.explained}
        function = evidence.suspect.function
        return all(
            check in explained
            for check, one in self._seen.items()
            if one.judged and any(call.function == function for call in one.calls)
            if self._suspects.fails(evidence.suspect, check)
        )

    def _stands_alone(self, evidence: Evidence) -> bool:
        """Whether nothing that the function calls is as likely to be at fault."""
        suspect = evidence.suspect
        return not suspect.own or not any(
            self._may_come_from(other, evidence) for other in self._suspects.of(suspect.function)
        )

    def _may_come_from(self, other: Suspect, evidence: Evidence) -> bool:
        """Whether a wrong function that is called here may be what goes wrong: nothing shows that it is right there."""
        if other.own or other.name == evidence.suspect.name:
            return False
        if all(self._suspects.agrees(other, one.call, one.key, one.right) for one in evidence.explained):
            return False
        inner = [
            gather(self._suspects, suspect, self._by_function[function])
            for function in self._evidence.keys() & self._suspects.functions(other.name)
            for suspect in self._suspects.of(function)
            if suspect.file == other.file and suspect.own
        ]
        # a mistake that says itself what shows it finds nothing wrong in right answers
        inner = [found for found in inner if found.explained or not found.suspect.judges]
        return any(not (found.right or found.forgiven) for found in inner)

    def _counts(self, evidence: Evidence, held: bool) -> bool:
        """Whether what this suspect explains is accounted for.

        A function that only calls what is wrong shows what the other shows. It cannot where the student's own is wrong
        in another way, and where that is right it has not forgotten to refuse.
        """
        suspect = evidence.suspect
        inner = self._suspects.functions(suspect.name)
        if suspect.own or not inner & self._called:
            return held
        if self._evidence.keys() & inner:
            return suspect.name in self._own
        return held and any(likeness.kind(one.right) == "value" for one in evidence.explained)

    def shown_by(self, check: str) -> tuple[str, ...]:
        """The mistake that accounts for the check's last wrong call, while others account for the other wrong calls.

        Both, where two make it wrong together.
        """
        calls = self._calls[check]
        # where several answers are right, the one before which the check went on may be one of them
        wrong = [one for one in calls if one.wrong and (one is calls[-1] or one.call.function not in self._suspects.free)]
        if not wrong:
            found = self._by_a_hair(check)
        elif not all(id(one) in self._explains or id(one) in self._together for one in wrong):
            found = None
        elif id(wrong[-1]) in self._together:
            return self._together[id(wrong[-1])]
        else:
            found = self._best(self._explains[id(wrong[-1])])
        return (found,) if found else ()

    def _best(self, names: Iterable[str]) -> str | None:
        """Of several the one that explains most, then the one most of whose functions are wrong here. No tie."""
        ranked = sorted((self._weights[name], self._share(name), name) for name in names)
        tied = len(ranked) > 1 and ranked[-1][:2] == ranked[-2][:2]
        return None if tied else ranked[-1][2]

    def _share(self, name: str) -> float:
        """How many of the functions that a mistake is about are wrong in its way."""
        return self._own[name] / max(1, len(self._suspects.functions(name)))

    def _by_a_hair(self, check: str) -> str | None:
        """All answers are right but for their last digits: the one mistake that fails this check in the same way."""
        if any(likeness.silent(one.call.outcome) for one in self._calls[check]):
            return None
        names = self._suspects.fails_by_a_hair(check)
        judges = [
            (one, suspect)
            for one in self._calls[check]
            for suspect in self._suspects.of(one.call.function)
            if suspect.judges and suspect.name in names
        ]
        shown = {suspect.name for one, suspect in judges if self._suspects.shows(suspect, one.call, one.right)}
        names = frozenset(shown) or names - {suspect.name for _, suspect in judges}
        return next(iter(names)) if len(names) == 1 else None
