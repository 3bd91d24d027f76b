"""The few facts about English that marking needs: what holds a sentence together, and what belongs to other tongues."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words in a text, as a set."""
    return frozenset(text.split())


ARTICLES_AND_SMALL_WORDS = words_of(
    "a an the of to in on at by for from with into onto over about as than then so if when while and or nor but "
    "because since although though however therefore thus hence that which who whom whose what how why where "
    "i you he she it we they me him her us them my your his its our their this these those there here one ones "
    "each every all any some both either neither no not never only just also too very more most less least much many "
    "few same other another such own up out off down again further once between through during before after above "
    "below under around across within without against per via like unlike instead rather whether until"
)
AUXILIARIES = words_of(
    "is are was were be been being am do does did done have has had having can could will would shall should may "
    "might must cannot"
)
_BASES = words_of(
    "make give need get turn become lose forget hold keep contain compare choose pick decide help allow let tell "
    "see know say think want take look use find show mean depend change compute calculate produce generate create "
    "convert transform normalize normalise squash squeeze compress cram carry store remember read ask answer "
    "multiply divide add combine blend mix apply assign select determine learn work happen fit suffer fade vanish "
    "disappear drop throw leave miss ignore consider treat guarantee ensure force require represent express "
    "encode decode translate attend retrieve collect gather follow come go start end pay spend share sum equal "
    "match weigh rank measure check consult exist describe explain relate rely serve fill total fall rise "
    "amplify scale turn flow update improve reduce increase prevent avoid differ vary connect communicate "
    "interpret understand focus call calls tend seem try point belong bring build cut put set run remain stay "
    "imagine suppose reach survive summarise summarize average exponentiate backpropagate train replace skip delete "
    "kill meet erase eliminate suppress cancel wipe rebuild reconstruct recover restore translate rewrite reread "
    "wander slide jump switch move pour cook paint draw pack stuff vote own owe tell ask reply speak listen hear watch "
    "peek glance stare search seek fetch grab pull push glue stir melt shrink grow double halve copy cover spill leak "
    "blur smear corrupt distort destroy discard dismiss reject accept receive obtain deliver provide supply offer "
    "possess lack vanish emerge arise happen behave resemble equal exceed lie sit stand live process handle treat "
    "punish reward boost shift reorder sort flip reverse rename distinguish separate unite join link connect attach "
    "expect predict guess estimate approximate correspond align"
)
VERBS = frozenset(verb + ending for verb in _BASES for ending in ("", "s", "es")) | words_of(
    "lost lose forgot forgets gets got became made gave took saw knew said thought meant found kept held read told "
    "came went left paid chosen picked carries tries varies multiplies relies applies losing making getting using "
    "looking turning giving taking comparing computing multiplying keeping needing wanting adds lets it's"
)
_NOUNS_TOO = words_of(
    "sum sums train trains interpret score scores match matches weigh focus look looks mix mixes blend average "
    "averages "
    "share shares measure measures total rank change changes need question end start point call answer use work "
    "read cut "
    "set put run fit force fall rise flow scale normalize normalise lost start ends"
)
LINKS = words_of("and or of to with in by for a the")
"""What joins keywords as well as sentences."""
_STATING = (VERBS - _NOUNS_TOO) | AUXILIARIES | words_of("i you he she it we they them this that which who")

OTHER_TONGUES = words_of(
    "der die das und ist nicht ein eine einen dem den weil mit für auf wird werden sich auch oder wenn zu von bei "
    "le la les des un une est pas que qui dans pour avec sur et ou du au aux ce cette sont doivent parce leur "
    "el los las una es no que en por para con del al como se lo su son pero más ambos "
    "il gli di che per con non sono della nel una è anche perché "
    "het een van en niet dat voor met zijn wordt de "
    "os um uma não em com para por mais são isso "
    "ve bir bu için ile nie jest się na że to do "
    "och att det som är på av för den"
)
ENGLISH_TOO = words_of("die den des on no me as in a i to do on also sat an was am at so")

CONNECTING = ARTICLES_AND_SMALL_WORDS | AUXILIARIES


def is_foreign(words: tuple[str, ...]) -> bool:
    """Whether a text is written in another language, by the small words that hold it together."""
    letters = [word for word in words if word[0].isalpha()]
    if len(letters) < 3:
        return False
    beyond = sum(any(ord(character) > 0x24F and not "α" <= character <= "ω" for character in word) for word in letters)
    if beyond > len(letters) / 4:
        return True
    other = sum(word in OTHER_TONGUES - ENGLISH_TOO and word not in CONNECTING for word in letters)
    english = sum(word in CONNECTING for word in letters)
    return other >= 2 and other > english


_ENDINGS = (
    *("ations", "ation", "ingly", "ments", "ings", "edly", "ness", "ment", "ing", "ies", "ied", "ers", "est"),
    *("er", "es", "ed", "ly", "s"),
)


def stem(word: str) -> str:
    """The word without its ending: `looks`, `looked` and `looking` are one. Rough, but the same each time."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word.removesuffix(ending)
    return word


def connects(words: tuple[str, ...]) -> float:
    """The share of words that join others: little of it in a list of keywords."""
    return sum(word in CONNECTING for word in words) / max(1, len(words))


def has_verb(words: tuple[str, ...]) -> bool:
    return any(word in AUXILIARIES or word in VERBS for word in words)


def states_something(words: tuple[str, ...]) -> bool:
    """Whether there is a word that only a sentence has: a verb that is no noun, an auxiliary, a pronoun.

    A verb that may be a noun counts where a pronoun, an auxiliary, `to` or a small word leads to it or away from it.
    """
    if any(word in _STATING for word in words):
        return True
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        before = words[index - 1] if index else ""
        if (
            word in _NOUNS_TOO
            and word in VERBS
            and (before == "to" or after in ("the", "a", "with", "how", "all", "every"))
        ):
            return True
    return False
