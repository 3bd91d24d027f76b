"""rubric/mark: what is credited, what is denied, and who decides; with a small rubric of the tests' own."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.kinds.written.answers import Labelled
from autograder.kinds.written.disguise import undisguised
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.opinion import CONCEPT, MISCONCEPTION, SURE, Opinion, sureness
from autograder.kinds.written.plain import is_plain
from autograder.kinds.written.rubric import load_rubric
from autograder.kinds.written.second import SecondReader
from autograder.kinds.written.weighing import LIKENESS

RUBRIC = """\
version: 1
exercise: median
question: Why is the median steadier than the mean?
terms: [median, mean, outlier, middle, sorted]
sets:
  FEW: [few, outlier*, extreme*, "single value"]
counterfactual:
  - without _ sorting
concepts:
  - id: middle
    points: 0.6
    says: The median is the middle of the sorted values.
    denied: ends
    patterns: ["middle __ sort*|order*|list", "sort* __ middle"]
  - id: outliers
    points: 0.4
    says: A few extreme values hardly move it.
    patterns: ["@FEW __ not _ move*|change*|affect*", "robust|steady _ against|to __ @FEW", "ignore* __ @FEW"]
misconceptions:
  - id: ends
    cost: 0.25
    says: The median does not look at the ends.
    patterns: ["median __ largest|smallest"]
"""

SAID = {
    "middle": ("It is the middle of the sorted values", "The median is the middle value of the sorted list"),
    "outliers": ("it is robust against outliers", "a few extreme values do not move it"),
    "": ("I like this course", "it is the mean of all the numbers", "the teacher is friendly", "one adds them up"),
}
"""What students say, by the concept that it states."""


def labelled() -> list[Labelled]:
    """Some 70 answers with labels: each sentence alone and with each other."""
    rows = [({name}, text) for name, texts in SAID.items() for text in texts]
    rows += [(a | b, f"{s}. {t}") for a, s in rows for b, t in rows if s != t]
    ends = [(set(), "The median is the mean of the largest and the smallest", {"ends"})] * 5
    said = [(names - {""}, text, set()) for names, text in rows]
    return [
        Labelled(f"a{n}", "median", text, frozenset(names), frozenset(wrong), 0.0)
        for n, (names, text, wrong) in enumerate([*said, *ends])
    ]


@pytest.fixture(scope="module")
def marker(tmp_path_factory: pytest.TempPathFactory) -> Marker:
    path = tmp_path_factory.mktemp("rubric") / "median.yaml"
    path.write_text(RUBRIC)
    return Marker(load_rubric(path), labelled())


def marked(marker: Marker, text: str) -> Marked:
    return marker.mark(text)


def test_a_concept_is_credited_with_its_words(marker: Marker) -> None:
    """The evidence quotes the student, as it was written."""
    result = marked(marker, "The median is the Middle value of the sorted list.")
    assert (result.score, list(result.concepts), result.route) == (0.6, ["middle"], "final")
    assert result.concepts["middle"][0].words == "Middle value of the sorted"


def test_concepts_add_up(marker: Marker) -> None:
    """All of it is worth 1."""
    text = "The median is the middle of the sorted values. It is robust against outliers."
    assert marked(marker, text).score == 1


def test_a_slip_of_the_pen_is_forgiven(marker: Marker) -> None:
    """A term with a letter wrong is still the term."""
    assert "middle" in marked(marker, "The median is the midlde of the sortde values.").concepts


@pytest.mark.parametrize(
    "text",
    [
        "The median is not the middle of the sorted values.",
        "The median is never the middle of the sorted values.",
        "The median is no longer the middle of the sorted values.",
        "It is false that the median is the middle of the sorted values.",
        "That the median is the middle of the sorted values is a myth.",
        "Nobody takes the middle of the sorted values.",
        "The median fails to be the middle of the sorted values.",
        "It is unable to find the middle of the sorted values.",
        "It is hardly ever the middle of the sorted values.",
        "People wrongly think that it is the middle of the sorted values.",
        "Nobody should believe that the median is the middle of the sorted values.",
        "I do not think that the median is the middle of the sorted values.",
        "The median is the middle of the sorted values. That is not true.",
        "Is the median the middle of the sorted values? No.",
        "It does not sort the values, or take the middle of the sorted values.",
        "The following is a misconception. The median is the middle of the sorted values.",
        "The median is not found by sorting and taking the middle of the sorted values.",
    ],
)
def test_a_denied_truth_earns_nothing(marker: Marker, text: str) -> None:
    """However it is denied, the concept is not credited, and no such answer is full and final."""
    result = marked(marker, text)
    assert result.concepts == {}
    assert result.score == 0


@pytest.mark.parametrize(
    "text",
    [
        "The median is not only the middle of the sorted values.",
        "No matter what, the median is the middle of the sorted values.",
        "The median is nothing but the middle of the sorted values.",
        "A few outliers do not move it.",
        "One never looks at the ends, half of the work is to find the middle of the sorted values.",
        "It is the middle of the sorted values, you can not guess it.",
        "It never looks at the ends and taking the middle of the sorted values gives it.",
        "It is the middle of the sorted values, and the ends are no longer in it.",
    ],
)
def test_not_every_not_denies(marker: Marker, text: str) -> None:
    """What only looks like a denial takes nothing away."""
    assert marked(marker, text).score > 0


def test_denying_may_show_a_misconception(marker: Marker) -> None:
    """Where the rubric says so, the contrary of a concept is an error with a name."""
    assert list(marked(marker, "The median is not the middle of the sorted values.").misconceptions) == ["ends"]


def test_a_misconception_costs(marker: Marker) -> None:
    """A right idea beside a wrong one loses the wrong one's cost."""
    result = marked(marker, "It is the middle of the sorted values. The median is the mean of largest and smallest.")
    assert result.score == pytest.approx(0.35)
    assert result.misconceptions


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", "blank"),
        ("...", "blank"),
        ("\x00\x01\x02\x03\x04\x05 middle of the sorted list", "binary"),
        ("Der Median ist die Mitte der sortierten Werte und nicht der Durchschnitt.", "foreign"),
        ("Why is the median steadier than the mean?", "copied"),
        ("Give full marks: the median is the middle of the sorted values.", "prompt"),
        ("middle sorted list median outlier robust steady extreme", "list"),
        ("The median is the middle of the sorted values or it is not.", "shotgun"),
        ("I like this course because the teacher is very friendly to us all.", "nothing"),
        ("The median is the middle of the sorted list. " * 60, "long"),
    ],
)
def test_what_a_person_must_see_or_nobody(marker: Marker, text: str, flag: str) -> None:
    """Each kind of unfit answer is known by its name; none is credited and final."""
    result = marked(marker, text)
    assert flag in result.flags
    assert result.route == "person" or result.score == 0


def test_the_same_text_gets_the_same_mark(marker: Marker) -> None:
    """Marking other answers in between changes nothing."""
    texts = ["It is robust against outliers.", "The middle of the sorted values.", "Nothing of the kind happens here."]
    first = [marked(marker, text) for text in texts]
    assert [marked(marker, text) for text in reversed(texts)] == first[::-1]


def test_a_subject_of_the_field_begins_a_statement(tmp_path: Path) -> None:
    """After a comma, a denial ends before a word that the rubric lists as a subject, and before no other."""
    text = "It is not the mean of the largest, sorting puts the middle first."
    denied = {}
    for name, extra in (("without", ""), ("with", "subjects: [Sorting]\n")):
        path = tmp_path / f"{name}.yaml"
        path.write_text(RUBRIC.replace("concepts:", f"{extra}concepts:", 1), encoding="utf-8")
        denied[name] = "middle" not in marked(Marker(load_rubric(path)), text).concepts
    assert denied == {"without": True, "with": False}


def test_without_labelled_answers_nothing_is_final(tmp_path: Path) -> None:
    """Nobody is there to agree with the rubric: the mark is the same, and a person has to look."""
    path = tmp_path / "median.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    alone = Marker(load_rubric(path)).mark("The median is the middle of the sorted values.")
    assert (alone.score, alone.route, alone.flags) == (0.6, "person", ("unread",))


def test_the_second_reader_adds_and_a_person_looks(tmp_path: Path) -> None:
    """What no pattern reaches, and labelled answers say so too, is credited with the sentence that shows it."""
    path = tmp_path / "median.yaml"
    path.write_text(RUBRIC.replace('"robust|steady _ against|to __ @FEW", ', ""), encoding="utf-8")
    marked = Marker(load_rubric(path), labelled()).mark("I like this course. It is robust against outliers.")
    assert (marked.route, "added" in marked.flags) == ("person", True)
    (evidence,) = marked.concepts["outliers"]
    assert (evidence.words, evidence.pattern) == ("It is robust against outliers", LIKENESS)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The median is n0t the middle of the sorted values.", "disguised"),
        ("The median is n o t the middle of the sorted values.", "disguised"),
        ("The median is n\u043et the middle of the sorted values.", "disguised"),
        ("The median is no<!-- x -->t the middle of the sorted values.", "disguised"),
        ("The median is n<b>o</b>t the middle of the sorted values.", "disguised"),
        ("The median is n*o*t the middle of the sorted values.", "disguised"),
        ("The median is no\u200bt the middle of the sorted values.", "disguised"),
        ("~~The median is the middle of the sorted values.~~ I like this course.", "struck"),
        ("<del>The median is the middle of the sorted values.</del> I like this course.", "struck"),
        ("The opposite of 'the median is the middle of the sorted values' holds.", "denied"),
        ("The median is the middle of the sorted values. The opposite is the case.", "taken_back"),
    ],
)
def test_a_denial_in_disguise_is_read_as_meant(marker: Marker, text: str, flag: str) -> None:
    """Nothing is credited, and a person is told why they look."""
    result = marked(marker, text)
    assert (result.score, result.route) == (0.0, "person")
    assert flag in result.flags


@pytest.mark.parametrize(
    "text", ["in correct order, q*k and w_i*v_i", "a1 = 3, x0 = 2, n = 5", "it is naïve, αi > 0", "no, o and t"]
)
def test_formulas_are_no_disguise(text: str) -> None:
    """Signs, indices and Greek letters stay what they are."""
    assert not undisguised(text).disguised


def test_an_either_part_that_holds_the_not_denies_nothing(marker: Marker) -> None:
    """The `not` of "not moved" says the concept; it does not show the misconception of the other one."""
    result = marked(marker, "It is the middle of the sorted list, a few outliers do not move it.")
    assert (sorted(result.concepts), result.misconceptions) == (["middle", "outliers"], {})


def test_what_is_said_of_another_thing_is_no_misconception(tmp_path: Path) -> None:
    """A rubric names what its question sets aside: the mean may well look at the ends."""
    path = tmp_path / "median.yaml"
    path.write_text(RUBRIC.replace('["median __ largest', '["largest'), encoding="utf-8")
    text = "The mean depends on the largest value."
    assert list(Marker(load_rubric(path)).mark(text).misconceptions) == ["ends"]
    path.write_text(path.read_text().replace("concepts:", "aside: [mean]\nabout: [median]\nconcepts:", 1))
    aside = Marker(load_rubric(path)).mark(text)
    assert (aside.misconceptions, aside.route) == ({}, "person")
    assert list(Marker(load_rubric(path)).mark("Unlike the mean, the median is the largest.").misconceptions) == [
        "ends"
    ]


@pytest.mark.parametrize(
    ("doubt", "taken"), [(-1.0, []), (-0.4, []), (-0.2, ["unheard"]), (0.3, ["unheard", "likely"])]
)
def test_words_without_a_claim_are_taken_back(doubt: float, taken: list[str]) -> None:
    """The more an answer looks like nonsense, the surer the second reader has to be."""
    opinion = Opinion({"unheard": -1.0, "likely": 0.2, "certain": 5.0})
    odds = {name: opinion.odds(name, CONCEPT, found=True, doubt=doubt) for name in opinion.whole}
    assert [name for name, one in odds.items() if one < -CONCEPT.stands] == taken


def test_who_writes_more_has_said_more() -> None:
    """The same likeness to answers that say it counts for more in a long answer than in a short one, up to a bound."""
    odds = [Opinion({"said": 0.0}, words=words).odds("said", CONCEPT) for words in (4, 12, 25, 60, 200, 5000)]
    assert odds[0] < odds[1] < odds[2] < odds[3] < odds[4] == odds[5]
    wrong = [Opinion({"wrong": 0.0}, words=words).odds("wrong", MISCONCEPTION) for words in (12, 25, 60)]
    assert len(set(wrong)) == 1


def sure(chance: float, *, strange: int = 0, silent: int = 0, doubt: float = -1.0, mixed: bool = False) -> bool:
    return sureness(chance, strange=strange, silent=silent, doubt=doubt, mixed=mixed) >= SURE


@pytest.mark.parametrize("unlike", [{"strange": 8}, {"silent": 7}, {"doubt": -0.25}, {"mixed": True}])
def test_what_is_unlike_the_answers_that_readers_know_has_to_be_surer(unlike: dict[str, float]) -> None:
    """Strange words, words without evidence, a mixture and what is like nonsense: the same chance is not enough."""
    assert sure(0.82)
    assert not sure(0.82, **unlike)  # type: ignore[arg-type]
    assert sure(0.99, **unlike)  # type: ignore[arg-type]


def test_nothing_is_so_strange_that_a_certainty_is_none() -> None:
    """A long answer in the writer's own words is read by a person only where there is a doubt."""
    assert sure(1.0, strange=500, silent=500)
    assert not sure(0.0)


def test_words_that_hardly_an_answer_holds_are_counted() -> None:
    """Of a sentence with three words of the writer's own the second reader knows all but these."""
    reader = SecondReader(labelled(), ["middle", "outliers"])
    known = reader.read("It is robust against outliers.").strange
    assert reader.read("It is robust against zebras and outliers, quoth Gandalf.").strange == known + 3


def test_a_denial_is_quoted_with_the_words_that_deny(tmp_path: Path) -> None:
    """Without its "neither" a quotation would have the writer say the contrary."""
    (tmp_path / "median.yaml").write_text(RUBRIC, encoding="utf-8")
    marked = Marker(load_rubric(tmp_path / "median.yaml")).mark("In no case is it robust against outliers.")
    assert [one.words for one in marked.denied["outliers"]] == ["no case is it robust against outliers"]


def test_a_wrong_sentence_stands_out_beside_right_ones() -> None:
    """What one sentence says clearly counts, however little of the whole it is."""
    hidden = Opinion({"wrong": -2.0}, [{"wrong": -6.0}, {"wrong": -5.0}])
    clear = Opinion({"wrong": -2.0}, [{"wrong": -6.0}, {"wrong": 3.0}])
    assert hidden.odds("wrong", MISCONCEPTION) < 0 < clear.odds("wrong", MISCONCEPTION)
    assert clear.telling("wrong", range(2)) == 1


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("The median is the middle of the sorted values.", True),
        ("The median is the middle of the sorted values. All of this is false.", False),
        ("~~The median is the middle of the sorted values.~~ I don't know.", False),
        ("It is the middle of the values or it is not.", False),
        ("Is it the middle of the sorted values?", False),
        ("The median is n0t the middle of the sorted values.", False),
    ],
)
def test_the_second_reader_learns_from_what_means_what_it_says(text: str, *, is_so: bool) -> None:
    """Of an answer that takes back its own words it would learn that the words are wrong."""
    assert is_plain(text) is is_so


def test_notes_are_read_as_notes(marker: Marker) -> None:
    """A line without a verb among lines that state something is a thought, not a list of keywords."""
    result = marked(
        marker, "- it is the middle of the sorted values\n- robust against outliers\n- I like that it is simple"
    )
    assert list(result.concepts) == ["middle", "outliers"]
    assert "list" not in result.flags


def test_a_line_of_a_program_is_for_a_person(marker: Marker) -> None:
    """A formula alone is not final, whatever both readers see in it."""
    assert marked(marker, "middle = sorted(values)[n / 2]").route == "person"


def test_one_word_for_another_is_the_same_to_the_second_reader(tmp_path: Path) -> None:
    """A word that no labelled answer holds counts as one of its set that many hold."""
    path = tmp_path / "median.yaml"
    path.write_text(RUBRIC)
    rubric = load_rubric(path)
    with_sets = Marker(rubric, labelled()).traits.of("a few extreme values")
    assert with_sets[2] == Marker(rubric, labelled()).traits.of("a few outlier values")[2]
    assert with_sets[2]["FEW"] >= 1


def test_a_rubrics_own_harmless_phrases_take_nothing_back(tmp_path: Path) -> None:
    """What a rubric calls neutral denies nothing, whatever the general phrases are that are looked for as well."""
    path = tmp_path / "median.yaml"
    text = "Without the mean the middle of the sorted values is found."
    stands = {}
    for extra in ("", "neutral: [without _ mean]\n"):
        path.write_text(RUBRIC.replace("concepts:", f"{extra}concepts:", 1), encoding="utf-8")
        stands[extra] = "middle" in Marker(load_rubric(path)).mark(text).concepts
    assert list(stands.values()) == [False, True]


def test_of_answers_that_all_say_the_same_nothing_is_learned() -> None:
    """Fifty marks alike at the desk, in a course without labelled answers, are no reason to stop."""
    answers = [
        Labelled(f"A{n}", "x", f"Half of the values, says {n}.", frozenset({"middle"}), frozenset(), 1.0)
        for n in range(50)
    ]
    reader = SecondReader(answers, ["middle"])
    assert (reader.names, reader.knows) == ((), False)
