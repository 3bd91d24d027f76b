"""Which mistakes are held, and which of them each failed check is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from autograder.checks.diagnosis import likeness
from autograder.checks.diagnosis.accepting import accepts, telling
from autograder.checks.diagnosis.evidence import Asked, Evidence, cleared, explains, gather, given_for_nothing
from autograder.checks.diagnosis.given import Given, Seen
from autograder.checks.diagnosis.pairs import Pairs, tells_all
from autograder.checks.diagnosis.suspects import Suspect, Suspects


def name(suspects: Suspects, pairs: Pairs, seen: Mapping[str, Seen]) -> dict[str, str]:
    """Check id -> the mistake that it shows. A check for which there is no sure name is left out."""
    suspects.programs.begin()
    case = _Case(suspects, pairs, seen)
    shown = {check: names for check, one in seen.items() if one.failed and (names := case.shown_by(check))}
    told = Counter(names[0] for names in shown.values() if len(names) == 1)
    found = {}
    for check, names in shown.items():  # of two that make a check fail together, the one that is told less
        found[check] = min(names, key=lambda name: (told[name], name))
        told[found[check]] += len(names) > 1
    return found


class _Case:
    """One submission: its calls by function, and the mistakes that explain its wrong answers."""

    def __init__(self, suspects: Suspects, pairs: Pairs, seen: Mapping[str, Seen]) -> None:
        self._suspects, self._pairs, self._seen = suspects, pairs, seen
        self._given = Given(suspects, seen)
        self._wrong = self._given.wrong
        nothing = {function: given_for_nothing(wrong) for function, wrong in self._wrong.items()}
        self._nothing = {name: [*chain(*(nothing[one] for one in nothing if one != name))] for name in nothing}
        """Function -> what others give wherever there is no answer."""
        self._called = {call.function for one in seen.values() for call in one.calls}
        self._explains: dict[int, set[str]] = {}
        """Wrong call -> the mistakes each of which accounts for it."""
        self._together: dict[int, tuple[str, ...]] = {}
        """Wrong call -> the mistakes that do so only together."""
        self._alike: dict[str, dict[str, int]] = {}
        """Mistake -> function -> how many of its wrong calls the mistake answers alike, in the best of its variants."""
        self._explain()

    def _explain(self) -> None:
        """First what one mistake tells, then what two tell together, then what fits beside one that is sure."""
        found = {function: self._gathered(function) for function in self._wrong}
        strong = {function: [one for one in all_ if self._strong(one)] for function, all_ in found.items()}
        held = [*chain(*strong.values()), *chain(*map(self._whole, found.values()))]
        self._own: dict[str, set[str]] = {}
        """Mistake -> the functions whose own code is wrong in its way, whichever of its variants says so."""
        self._add_own(held)
        for one in chain(*found.values()):
            self._take(one, one in held)
        for function in found:
            self._pair_up(function, {one.suspect.name for one in strong[function]})
        beside = [one for function, all_ in found.items() if strong[function] for one in self._beside(all_)]
        self._add_own(beside)
        beside = [one for one in beside if self._counts(one, held=True)]
        for one in [one for one in beside if not any(self._rivals(one, other) for other in beside)]:
            self._take(one, held=True)
        alone = (function for function in found if self._alone(function))
        for one in [one for function in alone for one in self._accepting(found[function], bool(strong[function]))]:
            self._take(one, held=True)
        for function in self._wrong:
            self._doubt(function)

    def _doubt(self, function: str) -> None:
        """Takes back what a mistake's own file sees in answers that may come from another function, wrong in its way.

        Such a file looks for traces, and does not compute the very answer: what a function that is called here has
        done to it may leave the same.
        """
        doubted = {one.name for one in self._suspects.of(function) if one.own and one.judges} - self._blamed(function)
        for one in self._wrong[function] if doubted else ():
            if self._from_elsewhere(one):
                self._explains.get(id(one), set()).difference_update(doubted)
                if not self._explains.get(id(one), True):
                    del self._explains[id(one)]

    def _from_elsewhere(self, one: Asked) -> bool:
        """Whether a function that this one calls may have made the answer wrong.

        It has wrong answers that nothing accounts for, or is wrong in a way that makes this answer wrong, too. Where
        several answers are right, there is no telling.
        """
        function = one.call.function
        if function in self._suspects.free:
            return False
        if any(self._left(other) for other in self._called_by(function)):
            return True
        blamed = self._blamed(function)
        others = [other for other in self._suspects.of(function) if not other.own and other.name in blamed]
        return any(not self._suspects.answer(other, one.question).right for other in others)

    def _called_by(self, function: str) -> set[str]:
        """The functions with wrong answers that this one calls in the reference."""
        others = (one.file for one in self._suspects.of(function) if not one.own)
        found: set[str] = set().union(*map(self._suspects.functions, others))
        return (found - {function}) & self._wrong.keys()

    def _blamed(self, function: str) -> set[str]:
        """The mistakes that account for wrong answers of functions that this one calls."""
        wrong = (one for other in self._called_by(function) for one in self._wrong[other])
        return {name for one in wrong for name in self._explains.get(id(one), ())}

    def _add_own(self, held: Iterable[Evidence]) -> None:
        for one in held:
            if one.suspect.own:
                self._own.setdefault(one.suspect.name, set()).add(one.suspect.function)

    def _gathered(self, function: str) -> list[Evidence]:
        """The evidence for every suspect that explains at least one wrong call of this function."""
        suspects, beside = self._suspects, self._given.of_the_same_class(function)
        given = self._wrong[function], self._given.as_right[function], self._nothing[function]
        found = (gather(suspects, suspect, *given) for suspect in suspects.of(function))
        return [one for one in found if one and not cleared(suspects, one, beside)]

    def _strong(self, evidence: Evidence) -> bool:
        """Whether rich evidence is enough; where several answers are right, a likeness by chance must be ruled out."""
        sure = evidence.suspect.judges or evidence.suspect.function not in self._suspects.free
        return evidence.strong and (sure or (evidence.clean and self._fails_all(evidence)))

    def _whole(self, found: Sequence[Evidence]) -> Iterable[Evidence]:
        """Those against which nothing speaks, and which explain every wrong answer of their function.

        One does so alone, or several together, of which no two tell of one call.
        """
        clean = [one for one in found if one.clean and self._fails_all(one)]
        yield from (one for one in clean if self._all_told([one]))
        together = [one for one in clean if not any(self._rivals(one, other) for other in clean)]
        if self._all_told(together):
            yield from together

    def _all_told(self, told: Sequence[Evidence]) -> bool:
        """Whether these explain every answer of their function that is wrong for sure."""
        explained = {id(one) for evidence in told for one in evidence.explained}
        return bool(told) and all(id(one) in explained or one.open for one in self._wrong[told[0].suspect.function])

    def _beside(self, found: Sequence[Evidence]) -> Iterable[Evidence]:
        """What tells of calls that nothing accounts for, with no word against it but what is accounted for."""
        for evidence in found:
            left = set(map(id, self._left(evidence.suspect.function)))
            rest = [one for one in evidence.explained if id(one) in left]
            clean = evidence.clean and not any(id(one) in left for one in evidence.stray)
            if rest and clean and all(map(partial(telling, self._suspects), rest)) and self._fails_all(evidence):
                yield evidence

    def _accepting(self, found: Sequence[Evidence], sure: bool) -> Iterable[Evidence]:
        likely = [one for one in found if accepts(self._suspects, one, self._given.as_right, sure)]
        left = set(map(id, self._left(likely[0].suspect.function))) if likely else set()
        likely = [one for one in likely if any(id(call) in left for call in one.explained) and self._fails_all(one)]
        return likely if len({one.suspect.name for one in likely}) == 1 else ()

    def _alone(self, function: str) -> bool:
        """Whether all that is wrong beside a function calls it: nothing that it calls may have misled it."""
        return not any(self._apart(function))

    def _apart(self, function: str) -> Iterator[str]:
        """The other functions with wrong answers that do not call this one, and are not wrong by it."""
        return (other for other in self._wrong if other != function and function not in self._called_by(other))

    def _rivals(self, one: Evidence, other: Evidence) -> bool:
        """Whether another mistake tells of the same calls, and as well."""
        if one.suspect.name == other.suspect.name or one.suspect.function != other.suspect.function:
            return False
        shared = set(map(id, self._left(one.suspect.function))) & set(map(id, one.explained))
        return bool(shared & set(map(id, other.explained))) and other.alike >= one.alike

    def _fails_all(self, evidence: Evidence) -> bool:
        """Whether every check that the suspect fails is failed here too, and explained."""
        explained = {one.check for one in evidence.explained}
        function = evidence.suspect.function
        return not any(
            self._suspects.fails(evidence.suspect, check)  # asked last: it runs the check
            for check, one in self._seen.items()
            if one.judged and check not in explained
            if any(call.function == function for call in one.calls)
        )

    def _take(self, evidence: Evidence, held: bool) -> None:
        """What the suspect explains is accounted for."""
        if self._counts(evidence, held):
            alike, function = self._alike.setdefault(evidence.suspect.name, {}), evidence.suspect.function
            alike[function] = max(alike.get(function, 0), evidence.alike)
            for one in evidence.explained:
                self._explains.setdefault(id(one), set()).add(evidence.suspect.name)

    def _counts(self, evidence: Evidence, held: bool) -> bool:
        """Whether a suspect may account for anything.

        A function that only calls what is wrong shows what the other shows. It cannot where the student's own is wrong
        in another way. Where that is right, the idea would have to be written anew: whole numbers are hit by chance.
        """
        suspect = evidence.suspect
        inner = self._suspects.functions(suspect.name)
        if suspect.own or not inner & self._called:
            return held
        if self._wrong.keys() & inner:
            return suspect.name in self._own
        return held and evidence.rich > 0

    def _left(self, function: str) -> list[Asked]:
        """The wrong calls that nothing accounts for."""
        known = self._explains.keys() | self._together.keys()
        return [one for one in self._wrong[function] if id(one) not in known]

    def _pair_up(self, function: str, names: Collection[str]) -> None:
        """What two mistakes explain together, `names` among them, where each alone leaves something unexplained."""
        left = self._left(function)
        if not left or len(names) > 2 or function in self._suspects.free:
            return
        found = [
            pair
            for pair in self._pairs.of(function, names, left)
            if all(map(self._may_be_here, pair.members))
            if self._tells_all(pair.together, left[0], poor=all(member.own for member in pair.members))
        ]
        sure = frozenset.intersection(*(pair.names for pair in found)) if found else frozenset()
        members = {member for pair in found for member in pair.members if member.name in sure}
        enough = {
            member.name
            for member in members
            if any(self._tells_all(elsewhere, left[0]) for elsewhere in self._pairs.elsewhere(member))
        }
        for one in self._wrong[function] if sure else ():
            alone = {member.name for member in members if explains(self._suspects, member, one)}
            self._together[id(one)] = tuple(sorted(enough or (alone if len(alone) == 1 else sure)))

    def _may_be_here(self, suspect: Suspect) -> bool:
        """Whether a mistake may be in a function's answers: by its own code, or as others are wrong in its way.

        Or it is written anew where that which it is about is right. It has to show in more than a refusal that is
        missing: there another may have forgotten it in another way.
        """
        elsewhere = not suspect.own and suspect.name not in self._own
        if elsewhere and self._wrong.keys() & self._suspects.functions(suspect.name):
            return False
        valued = (one for one in self._wrong[suspect.function] if one.valued)
        return any(not self._suspects.answer(suspect, one.question).right for one in valued)

    def _tells_all(self, suspect: Suspect, first: Asked, poor: bool = True) -> bool:
        """As `tells_all`; answers without a fraction are enough where nothing is left unexplained elsewhere."""
        wrong, as_right = self._wrong[suspect.function], self._given.as_right[suspect.function]
        poor = poor and not any(map(self._left, self._apart(suspect.function)))
        return tells_all(self._suspects, suspect, first, wrong, as_right, poor)

    def shown_by(self, check: str) -> tuple[str, ...]:
        """The mistake that accounts for the check's last wrong call, while others account for the other wrong calls.

        Both, where two make it wrong together.
        """
        calls = self._given.calls[check]
        wrong = [one for one in calls if one.wrong and not one.open]
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
        ranked = sorted((sum(self._alike[name].values()), self._share(name), name) for name in names)
        tied = len(ranked) > 1 and ranked[-1][:2] == ranked[-2][:2]
        return None if tied else ranked[-1][2]

    def _share(self, name: str) -> float:
        """How many of the functions that a mistake is about are wrong in its way."""
        return len(self._own.get(name, ())) / max(1, len(self._suspects.functions(name)))

    def _by_a_hair(self, check: str) -> str | None:
        """All answers are right but for their last digits: the one mistake that fails this check in the same way."""
        if any(likeness.silent(one.call.outcome) for one in self._given.calls[check]):
            return None
        names = self._suspects.fails_by_a_hair(check)
        judges = [
            (one, suspect)
            for one in self._given.calls[check]
            for suspect in self._suspects.of(one.call.function)
            if suspect.judges and suspect.name in names
        ]
        if any(
            self._from_elsewhere(one) or names & self._blamed(one.call.function) for one in self._given.calls[check]
        ):
            return None
        shown = {suspect.name for one, suspect in judges if self._suspects.shows(suspect, one.call, one.right)}
        names = frozenset(shown) or names - {suspect.name for _, suspect in judges}
        return next(iter(names)) if len(names) == 1 else None
