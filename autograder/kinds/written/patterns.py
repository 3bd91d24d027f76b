"""The pattern language of rubrics.

A pattern is read from left to right, in words:

* ``vector`` the word itself; ``los*`` any word that begins so; ``a|b`` either
* ``_`` up to three words between; ``__`` up to eight
* ``@LOSE`` any entry of the rubric's set LOSE; an entry is a pattern itself
* ``A & B`` both in one sentence, in any order, not far apart
* ``A & !B`` A in a sentence in which B is nowhere

A pattern is matched within one sentence, whatever stands around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.kinds.written.english import stem

Places = tuple[int, ...]
"""Which words of a sentence were matched, by index; what stands in the gaps is not among them."""

_LONG_START = 6
"""Letters of a word's beginning that leave little doubt which word it is."""
GAPS = {"_": 3, "__": 8}
WINDOW = 22
"""How many words the parts of `A & B` may span."""


class PatternError(ValueError):
    """A pattern that cannot be read."""


class Lexicon:
    """Which atoms of one table of patterns accept a word: asked once for each word that is ever met.

    It also knows, for each pattern, words without one of which it cannot match: in a sentence without them, which most
    sentences are to most patterns, nothing is looked for.
    """

    MOST = 20_000

    def __init__(self) -> None:
        self._behind: dict[Atom, list[int]] = {}
        self._patterns = 0
        self._words: dict[str, list[Atom]] = {}
        self._stems: dict[str, list[Atom]] = {}
        self._met: dict[str, tuple[Atom, ...]] = {}

    def add(self, atom: Atom) -> None:
        """Takes the atom's words and stems in, once they are complete."""
        for word in atom.words:
            self._words.setdefault(word, []).append(atom)
        for start in atom.stems:
            self._stems.setdefault(start, []).append(atom)
        self._met.clear()

    def number(self, parts: Sequence[Chain]) -> int:
        """A number for a pattern that needs all of `parts`."""
        self._patterns += 1
        for atom in _gates(parts):
            self._behind.setdefault(atom, []).append(self._patterns)
        return self._patterns

    def possible(self, atoms: Mapping[Atom, object]) -> frozenset[int]:
        """The numbers of the patterns that may match a sentence in which these atoms accept a word."""
        return frozenset().union(*(self._behind[atom] for atom in self._behind.keys() & atoms.keys()))

    def knows(self, word: str) -> bool:
        """Whether a pattern has the word, or a beginning of it that is long or goes on as words do.

        `compre` begins as `comp*` does and is no word for all that; `compared` is one.
        """
        if word in self._words:
            return True
        starts = (word[:end] for end in range(1, len(word) + 1) if word[:end] in self._stems)
        return any(len(start) >= _LONG_START or stem(f"xxx{word[len(start) :]}") == "xxx" for start in starts)

    def atoms_of(self, word: str) -> tuple[Atom, ...]:
        """Every atom that accepts `word` as it stands."""
        if word not in self._met:
            if len(self._met) > self.MOST:
                self._met.clear()
            found = dict.fromkeys(self._words.get(word, ()))
            for end in range(1, len(word) + 1):
                found.update(dict.fromkeys(self._stems.get(word[:end], ())))
            self._met[word] = tuple(found)
        return self._met[word]


@dataclass(eq=False, slots=True)
class Atom:
    """Alternatives: single words, beginnings of words, and longer phrases. Compared by identity, shared by patterns."""

    lexicon: Lexicon
    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    phrases: list[Chain] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chain:
    """Atoms one after another; `gaps[i]` words may stand before atom i."""

    atoms: tuple[Atom, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """``source`` compiled: all of `parts` must match."""

    source: str
    parts: tuple[Chain, ...]
    without: tuple[Chain, ...]
    lexicon: Lexicon
    number: int
    """Its own in the lexicon."""

    def find(self, reader: Reader) -> Iterable[Places]:
        """Where the pattern matches in the reader's sentence; at most a few places."""
        return self._find(reader) if self.number in reader.possible(self.lexicon) else ()

    def _find(self, reader: Reader) -> Iterator[Places]:
        if not all(map(reader.chain, self.parts)) or any(map(reader.chain, self.without)):
            return
        if len(self.parts) == 1:
            yield from reader.chain(self.parts[0])
            return
        first, *others = self.parts
        for places in reader.chain(first):
            found = _join(places, others, reader)
            if found:
                yield found


def matches(patterns: Sequence[Pattern], reader: Reader) -> Iterator[tuple[Places, Pattern]]:
    """Where each of the patterns, all of one lexicon, matches in the reader's sentence, in their order."""
    possible = reader.possible(patterns[0].lexicon) if patterns else ()
    for pattern in (one for one in patterns if one.number in possible):
        yield from ((places, pattern) for places in pattern.find(reader))


def _gates(parts: Iterable[Chain]) -> frozenset[Atom]:
    """Atoms of which one at least accepts a word of any sentence that all of `parts` match, as few words as can be."""
    choices = ({atom}.union(*(_gates([phrase]) for phrase in atom.phrases)) for part in parts for atom in part.atoms)
    return frozenset(min(choices, key=lambda atoms: sum(len(atom.words) + len(atom.stems) for atom in atoms)))


def _join(places: Places, others: Sequence[Chain], reader: Reader) -> Places | None:
    """The nearest match of each other part that overlaps nothing yet matched and stays inside the window."""
    taken = places
    for part in others:
        free = [more for more in reader.chain(part) if not set(more) & set(taken)]
        fits = [more for more in free if max(*more, *taken) - min(*more, *taken) < WINDOW]
        if not fits:
            return None
        taken += min(fits, key=lambda more: abs(more[0] - places[0]))
    return taken


class Reader:
    """One sentence's words, and what was already looked for in them."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._single: dict[Lexicon, dict[Atom, list[int]]] = {}
        self._atoms: dict[Atom, dict[int, list[Places]]] = {}
        self._chains: dict[int, list[Places]] = {}
        self._possible: dict[Lexicon, frozenset[int]] = {}

    def possible(self, lexicon: Lexicon) -> frozenset[int]:
        """The numbers of the lexicon's patterns that are worth looking for."""
        if lexicon not in self._possible:
            self._possible[lexicon] = lexicon.possible(self._table(lexicon))
        return self._possible[lexicon]

    def chain(self, chain: Chain) -> list[Places]:
        """One match for each word at which the chain can begin."""
        found = self._chains.get(id(chain))
        if found is None:
            there = all(map(self.atom, chain.atoms))
            found = self._chains[id(chain)] = list(self._matches(chain)) if there else []
        return found

    def _matches(self, chain: Chain) -> Iterator[Places]:
        first, *others = map(self.atom, chain.atoms)
        for matches in first.values():
            for match in matches:
                found = self._extend(match, others, chain.gaps[1:])
                if found:
                    yield found

    def _extend(self, places: Places, tables: list[dict[int, list[Places]]], gaps: tuple[int, ...]) -> Places | None:
        if not tables:
            return places
        after = places[-1] + 1
        for start in range(after, after + gaps[0] + 1):
            for match in tables[0].get(start, ()):
                found = self._extend(places + match, tables[1:], gaps[1:])
                if found:
                    return found
        return None

    def atom(self, atom: Atom) -> dict[int, list[Places]]:
        """Where the atom matches: first word -> matches."""
        table = self._atoms.get(atom)
        if table is None:
            table = {i: [(i,)] for i in self._table(atom.lexicon).get(atom, ())}
            for phrase in atom.phrases:
                for places in self.chain(phrase):
                    table.setdefault(places[0], []).append(places)
            self._atoms[atom] = table
        return table

    def _table(self, lexicon: Lexicon) -> dict[Atom, list[int]]:
        if lexicon not in self._single:
            table = self._single[lexicon] = {}
            for index, word in enumerate(self.words):
                for atom in lexicon.atoms_of(word):
                    table.setdefault(atom, []).append(index)
        return self._single[lexicon]


class Compiler:
    """Compiles patterns that share one table of sets."""

    def __init__(self, sets: Mapping[str, Sequence[str]] | None = None) -> None:
        self.lexicon = Lexicon()
        self._sources = dict(sets or {})
        self._atoms: dict[str, Atom] = {}
        self._open: list[str] = []

    def pattern(self, source: str) -> Pattern:
        """Raises PatternError with the reason."""
        parts = [part.strip() for part in source.split("&")]
        wanted = tuple(self._chain(part) for part in parts if not part.startswith("!"))
        if not wanted:
            raise PatternError("there is nothing that it looks for")
        without = tuple(self._chain(part[1:]) for part in parts if part.startswith("!"))
        return Pattern(source, wanted, without, self.lexicon, self.lexicon.number(wanted))

    def _chain(self, source: str) -> Chain:
        atoms: list[Atom] = []
        gaps: list[int] = []
        gap = 0
        for token in source.split():
            if token in GAPS:
                gap += GAPS[token]
                continue
            atoms.append(self._atom(token))
            gaps.append(gap)
            gap = 0
        if not atoms:
            raise PatternError(f"{source.strip()!r} holds no word")
        if gap or gaps[0]:
            raise PatternError(f"{source.strip()!r} begins or ends with a gap")
        return Chain(tuple(atoms), tuple(gaps))

    def _atom(self, token: str) -> Atom:
        if token.startswith("@") and "|" not in token:
            return self._set(token[1:])
        if token not in self._atoms:
            self._atoms[token] = self._made(token.split("|"))
        return self._atoms[token]

    def _made(self, choices: Sequence[str]) -> Atom:
        atom = Atom(self.lexicon)
        for choice in choices:
            self._add(atom, choice)
        self.lexicon.add(atom)
        return atom

    def _set(self, name: str) -> Atom:
        if name not in self._sources:
            raise PatternError(f"there is no set @{name}")
        if name in self._open:
            raise PatternError(f"the sets {' and '.join(f'@{part}' for part in [*self._open, name])} name each other")
        if f"@{name}" not in self._atoms:
            self._open.append(name)
            self._atoms[f"@{name}"] = self._made(self._sources[name])
            self._open.pop()
        return self._atoms[f"@{name}"]

    def _add(self, atom: Atom, choice: str) -> None:
        choice = choice.strip().lower() if "@" not in choice else choice.strip()
        if not choice:
            raise PatternError("there is an empty alternative")
        if " " in choice:
            atom.phrases.append(self._chain(choice))
        elif choice.startswith("@"):
            other = self._set(choice[1:])
            atom.words |= other.words
            atom.stems |= other.stems
            atom.phrases += other.phrases
        elif choice.endswith("*") and len(choice) > 1:
            atom.stems.add(choice[:-1])
        else:
            atom.words.add(choice)
