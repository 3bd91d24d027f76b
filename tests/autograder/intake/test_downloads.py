"""Downloads of learning platforms: everybody is found, with the right id and the right file, or a person is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import downloads as make
import pytest
from downloads import ADA, CLASS, EMMY, MAX, SEAN, Files, Pupil, work
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.model import Course, Submission
from autograder.errors import IntakeError
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions
from autograder.intake.report import require_some, sentences


def taken(path: Path, course: Course, *rosters: Path, **more: object) -> tuple[Intake, dict[str, Submission]]:
    options = IntakeOptions(rosters=tuple(map(str, rosters)), **more)  # type: ignore[arg-type]
    intake = open_intake(path, course, None, options)
    return intake, {student: intake.read(student, course) for student in intake.students}


def texts(submission: Submission) -> dict[str, str | None]:
    return {name: file.text for name, file in submission.files.items()}


def right(pupil: Pupil) -> dict[str, str | None]:
    return {"median": f"# median of {pupil.id}\n", "trapezoid": f"# trapezoid of {pupil.id}\n"}


def by_id(found: dict[str, Submission]) -> dict[str, Submission]:
    ids = [submission.who.id if submission.who else "" for submission in found.values()]
    assert len(set(ids)) == len(ids)
    return dict(zip(ids, found.values(), strict=True))


def _of(three: Callable[[Pupil], Files]) -> Files:
    return {name: text for pupil in (ADA, EMMY, SEAN) for name, text in three(pupil).items()}


_UPLOADS = [(p, "04.11.2026 01:30", name, str(text)) for p in (ADA, EMMY, SEAN) for name, text in work(p).items()]
PLATFORMS: dict[str, Files] = {
    "canvas": _of(lambda p: make.canvas(p, work(p))),
    "moodle": _of(lambda p: make.moodle(p.full, p.number, work(p))),
    "moodle flat": _of(lambda p: make.moodle(p.full, p.number, work(p), flat=True)),
    "moodle before 4.1": _of(lambda p: make.moodle(p.full, p.number, work(p), tail="_")),
    "blackboard": _of(lambda p: make.blackboard(p.login, "2026-11-04-01-30-00", work(p), make.blackboard_note(p))),
    "blackboard without notes": _of(lambda p: make.blackboard(p.login, "2026-11-04-01-30-00", work(p))),
    "brightspace": _of(lambda p: make.brightspace(p, "Nov 4, 2026 130 AM", work(p))) | {"index.html": ""},
    "brightspace flat": _of(lambda p: make.brightspace(p, "Nov 4, 2026 130 AM", work(p), flat=True)),
    "gradescope": make.gradescope([(ADA,), (EMMY,), (SEAN,)]),
    "google": _of(lambda p: {f"HW/{p.full} - {name}": text for name, text in work(p).items()}),
    "git": _of(
        lambda p: (
            {f"hw-1-{p.login}/exercises/{name}": text for name, text in work(p).items()}
            | {f"hw-1-{p.login}/.git/HEAD": "", f"hw-1-{p.login}/tests/visible/median.py": "not this"}
        )
    ),
    "nbgrader": _of(lambda p: {f"submitted/{p.login}/measuring/{name}": text for name, text in work(p).items()}),
    "folders": _of(lambda p: {f"{p.login}/{name}": text for name, text in work(p).items()}),
    "sakai": _of(lambda p: make.sakai(p, work(p))) | {"grades.csv": "HW 1,Points"},
    "ilias": _of(lambda p: make.ilias(p, "20261104013000", work(p))),
    "studip": make.studip(_UPLOADS),
    "studip in a folder": make.studip(_UPLOADS, "Hausaufgaben 1/", german=False),
    "mail": _of(lambda p: make.mail(p, "Wed, 04 Nov 2026 01:30:00 +0100", work(p))),
    "flat": _of(lambda p: {f"{p.login}_{name}": text for name, text in work(p).items()}),
    "flat behind": _of(lambda p: {name.replace(".py", f"-{p.login}.py"): text for name, text in work(p).items()}),
    "flat and a title": _of(lambda p: {f"hw_1_{p.full}_{name}": text for name, text in work(p).items()}),
}


def table(name: str, path: Path) -> list[Path]:
    if name == "canvas":
        return [make.canvas_gradebook(path / "gradebook.csv")]
    if name.startswith("moodle"):
        return [make.moodle_worksheet(path / "worksheet.csv")]
    return [make.roster(path / "roster.csv")]


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("form", ["zip", "folder", "folder around it"])
def test_everybody_is_found_with_id_and_files(tmp_path: Path, course: Course, name: str, form: str) -> None:
    """Each platform is told by its names, zipped, unpacked or one folder deeper; who sent nothing has a row too."""
    files = PLATFORMS[name]
    if form == "zip":
        path = make.pack(tmp_path / "download.zip", files)
    else:
        path = tmp_path / "download"
        make.unpack(path / "inner" if form == "folder around it" else path, files)
    intake, found = taken(path, course, *table(name, tmp_path))
    assert intake.kind == name.split()[0]
    people = by_id(found)
    assert {p.id: texts(people[p.id]) for p in CLASS} == {p.id: right(p) for p in (ADA, EMMY, SEAN)} | {MAX.id: {}}
    assert all(people[p.id].who.email == p.email for p in CLASS if name != "canvas")  # type: ignore[union-attr]
    require_some(intake, path, course)


def test_how_it_was_read_is_said(tmp_path: Path, course: Course) -> None:
    """The kind, how many, and who is missing, in one line."""
    path = make.pack(tmp_path / "a.zip", PLATFORMS["canvas"])
    intake, _ = taken(path, course, make.canvas_gradebook(tmp_path / "g.csv"))
    assert sentences(intake, Path("intake.csv")) == [
        "Read as a Canvas download: 3 students, 1 of the roster handed in nothing."
    ]


def test_without_a_roster_the_platforms_own_id_is_the_student(tmp_path: Path, course: Course) -> None:
    """The number, the login or the student id; text, with the zero that it begins with."""
    keys = {"canvas": "41", "moodle": "41", "blackboard": "alove", "gradescope": "0301", "git": "alove"}
    for name, key in keys.items():
        assert key in taken(make.pack(tmp_path / f"{name}.zip", PLATFORMS[name]), course)[1]


@pytest.mark.parametrize("kind", ["blackboard", "brightspace"])
def test_the_newest_attempt_counts_whole(tmp_path: Path, course: Course, kind: str) -> None:
    """Nothing of an earlier attempt is mixed in, not even a file that the newest lacks: it is named."""
    if kind == "blackboard":
        files = make.blackboard("alove", "2026-11-03-23-00-00", {"median.py": "old", "trapezoid.py": "old"})
        files |= make.blackboard("alove", "2026-11-04-00-10-00", {"median.py": "new"})
        files |= make.blackboard("enoet", "2026-11-04-00-10-00", {"median.py": "x"})
    else:
        files = make.brightspace(ADA, "Nov 3, 2026 1159 PM", {"median.py": "old", "trapezoid.py": "old"})
        files |= make.brightspace(ADA, "Nov 4, 2026 1210 AM", {"median.py": "new"})
    intake, found = taken(make.pack(tmp_path / "a.zip", files), course)
    ada = next(iter(found))
    assert texts(found[ada]) == {"median": "new"}
    assert found[ada].who.submitted_at == "2026-11-04T00:10:00"  # type: ignore[union-attr]
    assert found[ada].who.attempt == "2"  # type: ignore[union-attr]
    lacking, times = intake.said[ada]
    assert times.done == "handed in 2 times; the newest counts."
    assert lacking.exercise == "trapezoid"
    assert lacking.file.endswith("trapezoid.py")
    assert f"an earlier one has {lacking.file}" in lacking.done
    decided = IntakeOptions(taken=((ada, "trapezoid", lacking.file),))
    again = open_intake(tmp_path / "a.zip", course, None, decided)
    assert texts(again.read(ada, course)) == {"median": "new", "trapezoid": "old"}


def test_the_list_of_a_studip_folder_says_whose_and_which_is_the_newest(tmp_path: Path, course: Course) -> None:
    """A number behind a name is the folder's; which of two of one minute is newer nobody tells."""
    uploads = [
        (ADA, "03.11.2026 22:00", "median.py", "old"),
        (EMMY, "03.11.2026 23:00", "median.py", "emmy"),
        (ADA, "04.11.2026 00:10", "median.py", "new"),
        (SEAN, "04.11.2026 00:10", "median.py", "one"),
        (SEAN, "04.11.2026 00:10", "median.py", "two"),
    ]
    files = make.studip(uploads) | {"median[9].py": "whose?"}
    intake, found = taken(make.pack(tmp_path / "a.zip", files), course, make.roster(tmp_path / "roster.csv"))
    people = by_id(found)
    assert texts(people[ADA.id]) == {"median": "new"}
    assert people[ADA.id].who.submitted_at == "2026-11-04T00:10:00"  # type: ignore[union-attr]
    assert texts(people[EMMY.id]) == {"median": "emmy"}
    assert people[SEAN.id].files["median"].ask
    assert [note.file for note in intake.notes if "archive_filelist.csv" in note.done] == ["median[9].py"]


def test_a_studip_folder_without_its_list_is_nobodys(tmp_path: Path, course: Course) -> None:
    """The sentence says which file of the same download knows it."""
    files = {name: text for name, text in make.studip(_UPLOADS).items() if name != "archive_filelist.csv"}
    with pytest.raises(IntakeError, match=r"nothing says whose they are\. Where .* archive_filelist\.csv .* says it"):
        taken(make.pack(tmp_path / "a.zip", files), course)


def test_attempts_whose_order_is_unknown_are_asked(tmp_path: Path, course: Course) -> None:
    """Where a date cannot be read nobody guesses which attempt is the newest."""
    files = make.brightspace(ADA, "3 listopada 2026 23 59", {"median.py": "a"})
    files |= make.brightspace(ADA, "4 listopada 2026 00 10", {"median.py": "b"})
    _, found = taken(make.pack(tmp_path / "a.zip", files), course)
    assert all(file.ask for file in found["5041"].files.values())


@pytest.mark.parametrize("kind", ["canvas", "moodle", "blackboard", "gradescope"])
def test_a_groups_work_is_every_members(tmp_path: Path, course: Course, kind: str) -> None:
    """One piece of work, a row a member, also of those who sent nothing; a number that is a stranger's fools nobody."""
    files: Files = {}
    if kind == "canvas":
        files = make.canvas(ADA, work(ADA), head="red") | make.canvas(SEAN, work(SEAN), head="blue")
        rosters = [make.canvas_gradebook(tmp_path / "g.csv"), make.roster(tmp_path / "r.csv")]
    elif kind == "moodle":  # Red's number is Seán's, who is in Blue
        files = make.moodle("Red", SEAN.number, work(ADA)) | make.moodle("Blue", EMMY.number, work(SEAN))
        rosters = [make.moodle_worksheet(tmp_path / "w.csv", teams=True)]
    elif kind == "blackboard":
        files = make.blackboard("Red", "2026-11-04-01-30-00", work(ADA))
        files |= make.blackboard("Blue", "2026-11-04-01-30-00", work(SEAN))
        rosters = [make.roster(tmp_path / "r.csv")]
    else:
        files = make.gradescope([(ADA, EMMY), (SEAN, MAX)])
        rosters = [make.roster(tmp_path / "r.csv")]
    people = by_id(taken(make.pack(tmp_path / "a.zip", files), course, *rosters)[1])
    assert {p.id: texts(people[p.id]) for p in CLASS} == {
        **dict.fromkeys((ADA.id, EMMY.id), right(ADA)),
        **dict.fromkeys((SEAN.id, MAX.id), right(SEAN)),
    }
    assert {p.id: people[p.id].who.group for p in CLASS} == {p.id: p.team for p in CLASS}  # type: ignore[union-attr]
    assert len({people[p.id].lead for p in CLASS}) == 2


def test_namesakes_are_not_guessed_between(tmp_path: Path, course: Course) -> None:
    """Work under a name that two have is graded under that name; both are asked for, neither gets a silent zero."""
    twin = Pupil(49, "999", "alove2", "Ada", "Lovelace")
    files = make.brightspace(ADA, "Nov 4, 2026 130 AM", work(ADA)) | make.brightspace(
        EMMY, "Nov 4, 2026 130 AM", work(EMMY)
    )
    path = make.pack(tmp_path / "a.zip", files)
    intake, found = taken(path, course, make.roster(tmp_path / "r.csv", (*CLASS, twin)))
    assert texts(found["5041"]) == right(ADA)
    for login in ("alove", "alove2"):
        assert {file.ask for file in found[login].files.values()} == {True}
    assert any("is the name of several (alove and alove2)" in note.done for note in intake.notes)


def test_a_name_that_is_nearly_somebodys_is_a_question(tmp_path: Path, course: Course) -> None:
    """Emy Noether is not Emmy Noether: the work is graded and listed, and so is she."""
    files = {f"HW/Emy Noether - {name}": text for name, text in work(EMMY).items()}
    files |= {f"HW/{ADA.full} - {name}": text for name, text in work(ADA).items()}
    intake, found = taken(make.pack(tmp_path / "a.zip", files), course, make.roster(tmp_path / "r.csv"))
    assert texts(found["Emy Noether"]) == right(EMMY)
    assert texts(found["enoet"]) == {}
    assert any("Is it Emmy Noether?" in note.to_do for note in intake.notes)


@pytest.mark.parametrize(
    ("head", "file"),
    [("doe_jane_x", "median.py"), ("doejane", "1_2_median.py"), ("العليمحمد", "my_9_8_median.py"), ("doe7", "a_b.py")],
)
def test_canvas_names_are_parted_at_the_first_two_numbers(tmp_path: Path, course: Course, head: str, file: str) -> None:
    """Names and files may hold `_` and digits."""
    path = make.pack(tmp_path / "a.zip", {f"{head}_LATE_20_900_{file}": "x", "roe_21_901_median.py": "y"})
    intake, _ = taken(path, course)
    assert intake.students == ("20", "21")
    assert [str(entry.path) for entry in intake.entries("20")] == [file]
    assert intake.rows["20"].work.late is True  # type: ignore[union-attr]


def test_anonymous_and_text_entries_of_canvas(tmp_path: Path, course: Course) -> None:
    """A short id, also one of digits only; a text has no attachment id, and is no file of the course."""
    files: Files = {
        "LATE_anon_12345_900_median.py": "x",
        "anon_aB3dE_901_median.py": "y",
        "roe_21_text.html": "<p>Hi</p>",
    }
    intake, found = taken(make.pack(tmp_path / "a.zip", files), course)
    assert {student: texts(found[student]) for student in found} == {
        "anon_12345": {"median": "x"},
        "anon_aB3dE": {"median": "y"},
        "21": {"median": None, "trapezoid": None},
    }
    assert intake.said["21"][0].done == "wrote online, and which of median.py, trapezoid.py it answers is not clear: Hi"


def test_a_blind_moodle_download_is_joined_by_number(tmp_path: Path, course: Course) -> None:
    """Everybody is called Participant: the numbers tell them apart."""
    files = make.moodle("Teilnehmerin", 41, work(ADA)) | make.moodle("Teilnehmerin", 42, work(EMMY))
    people = by_id(taken(make.pack(tmp_path / "a.zip", files), course, make.moodle_worksheet(tmp_path / "w.csv"))[1])
    assert texts(people[ADA.id]) == right(ADA)
    assert texts(people[EMMY.id]) == right(EMMY)


def test_mixed_platforms_are_refused(tmp_path: Path, course: Course) -> None:
    """Two downloads thrown together: one sentence, and how to overrule it."""
    path = make.pack(tmp_path / "a.zip", PLATFORMS["canvas"] | PLATFORMS["moodle flat"])
    with pytest.raises(IntakeError, match=r"holds 6 names of a .* and 6 of a .*one download at a time.*--from"):
        open_intake(path, course)
    assert open_intake(path, course, None, IntakeOptions(kind="canvas")).students == ("41", "42", "43")


def test_what_cannot_be_a_class_is_one_sentence(tmp_path: Path, course: Course) -> None:
    """Half a zip, another platform's kind, another class's roster, another assignment."""
    whole = make.pack(tmp_path / "a.zip", PLATFORMS["canvas"])
    half = tmp_path / "half.zip"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(IntakeError, match="lacks its end: download it again"):
        open_intake(half, course)
    with pytest.raises(IntakeError, match=r"no name in it is one of a Moodle download\. What lies there: love"):
        open_intake(whole, course, None, IntakeOptions(kind="moodle"))
    strangers = make.roster(tmp_path / "r.csv", (MAX,))
    with pytest.raises(IntakeError, match=r"3 of the 3 who handed in are not in it .* another class"):
        taken(whole, course, strangers)
    other = make.pack(
        tmp_path / "b.zip", {re.sub(r"(median|trapezoid)\.py", r"essay.docx", name): "" for name in PLATFORMS["canvas"]}
    )
    intake, _ = taken(other, course)
    with pytest.raises(IntakeError, match=r"3 of 3 students have no file of any exercise.*essay\.docx.*--anyway"):
        require_some(intake, other, course)


def test_names_that_differ_by_case_only_are_said(tmp_path: Path, course: Course) -> None:
    """Two folders that a careless disk would take for one are graded as two, and a person is asked on the terminal."""
    path = make.pack(tmp_path / "a.zip", {"ada/median.py": "a", "Ada/median.py": "b"})
    intake, found = taken(path, course)
    assert "'Ada' and 'ada' differ by case" in sentences(intake, tmp_path / "intake.csv")[0]
    assert {name: texts(found[name]) for name in found} == {"ada": {"median": "a"}, "Ada": {"median": "b"}}
    assert any("but for case" in note.done for note in intake.notes)


def test_a_login_in_a_namesakes_place_says_whose_it_is(tmp_path: Path, course: Course) -> None:
    """What the question says to do is what answers it."""
    roster = tmp_path / "grades.csv"
    rows = ["OrgDefinedId,Username,Last Name,First Name", "#1,#jd1,Doe,Jane", "#2,#jd2,Doe,Jane"]
    roster.write_text("\n".join(rows), encoding="utf-8")
    files: Files = {}
    for number, name in (("51", "Jane Doe"), ("52", "Jane Doe")):
        files[f"{number}-9 - {name} - Nov 3, 2026 1100 PM/median.py"] = number
    intake, found = taken(make.pack(tmp_path / "a.zip", files), course, roster)
    assert {found[name].files["median"].ask for name in ("jd1", "jd2")} == {True}
    assert "'51' or '52'" in found["jd1"].files["median"].problem
    assert "put the id or login in place of the name" in intake.said["jd1"][0].to_do
    named = {name.replace("Jane Doe", "jd1" if name < "52" else "2"): text for name, text in files.items()}
    _, found = taken(make.pack(tmp_path / "b.zip", named), course, roster)
    assert {name: texts(found[name]) for name in found} == {"jd1": {"median": "51"}, "jd2": {"median": "52"}}


odd = st.text(st.sampled_from("aZ_ 019-.()é/\\١"), min_size=1, max_size=14)
pieces = st.sampled_from(
    [
        "_assignsubmission_file_",
        "_attempt_2026-11-04-01-30-00_",
        " - Nov 4, 2026 130 AM - ",
        "_1_2_",
        "_LATE_3_4_",
        " - ",
    ]
)
names = st.builds("{}{}{}".format, odd, pieces, odd | st.just("median.py"))


@given(st.dictionaries(names | odd, st.binary(max_size=20), min_size=1, max_size=8))
def test_any_names_are_a_class_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, course: Course, files: dict[str, bytes]
) -> None:
    """Whatever the entries are called: submissions whose files are a text or a problem each, or an IntakeError."""
    path = make.pack(tmp_path_factory.mktemp("odd") / "a.zip", dict(files))
    try:
        _, found = taken(path, course)
    except IntakeError:
        return
    assert list(found) == sorted(found)
    for submission in found.values():
        for file in submission.files.values():
            assert (file.text is None) == bool(file.problem)


@pytest.mark.parametrize("kind", ["ilias", "mail"])
def test_of_uploads_with_a_time_the_newest_counts(tmp_path: Path, course: Course, kind: str) -> None:
    """ILIAS keeps each upload of a name; a mail counts whole, whichever was saved first."""
    old: Files = {"median.py": "old", "trapezoid.py": "old"}
    if kind == "ilias":
        files = make.ilias(ADA, "20261103235900", old) | make.ilias(ADA, "20261104001000", {"median.py": "new"})
    else:
        files = make.mail(ADA, "Wed, 04 Nov 2026 00:10:00 +0100", {"median.py": "new"}, "a")
        files |= make.mail(ADA, "Tue, 03 Nov 2026 23:59:00 +0100", old, "b")
    _, found = taken(make.pack(tmp_path / "a.zip", files), course, make.roster(tmp_path / "roster.csv"))
    kept = {"median": "new"} | ({"trapezoid": "old"} if kind == "ilias" else {})
    assert {name: text for name, text in texts(found["alove"]).items() if text is not None} == kept


def test_mails_of_one_time_are_asked_about(tmp_path: Path, course: Course) -> None:
    """Nobody guesses which of two was the last."""
    files: Files = {}
    for name in "ab":
        files |= make.mail(ADA, "Wed, 04 Nov 2026 00:10:00 +0100", {"median.py": name}, name)
    _, found = taken(make.pack(tmp_path / "a.zip", files), course)
    assert all(file.ask for file in found["alove@school.example"].files.values())


def test_a_mail_that_is_none_is_named(tmp_path: Path, course: Course) -> None:
    """Beside those that can be read."""
    files = make.mail(ADA, "Wed, 04 Nov 2026 00:10:00 +0100", work(ADA)) | {"b.eml": b"\x00\xff", "c.eml": ""}
    intake, _ = taken(make.pack(tmp_path / "a.zip", files), course)
    assert {note.file for note in intake.notes} == {"b.eml", "c.eml"}


def test_a_team_in_ilias_is_every_members(tmp_path: Path, course: Course) -> None:
    """Whose folder it lies in does not matter, and a login with a `_` in it is known by the roster."""
    head = "Blatt 1/Team_7"
    files: Files = {f"{head}/Love_lace_Ada_alove_1/20261104001000_median.py": "x", f"{head}/O'Casey_Seán_soc_x_2/": ""}
    _, found = taken(make.pack(tmp_path / "a.zip", files), course, make.roster(tmp_path / "roster.csv"))
    assert [texts(found[login])["median"] for login in ("alove", "soc_x")] == ["x", "x"]
    assert texts(found["enoet"]) == {}


def test_many_copies_of_one_file_are_nobodys(tmp_path: Path, course: Course) -> None:
    """What a mail program numbers is several students' work, also where one exercise was asked for."""
    files: Files = {f"median{f' ({n})' if n else ''}.py": f"# {n}" for n in range(6)}
    for path in (
        make.unpack(tmp_path / "a", files),
        make.pack(tmp_path / "a.zip", {f"x/{n}": t for n, t in files.items()}),
    ):
        with pytest.raises(IntakeError, match=r"there are 6 files for median\.py side by side, and nothing says whose"):
            taken(path, course, make.roster(tmp_path / "roster.csv"))


def test_two_files_with_words_before_the_exercises_are_one_students(tmp_path: Path, course: Course) -> None:
    """A title is no student, and of two nobody can say which they are."""
    with pytest.raises(IntakeError, match="there are no submissions here"):
        taken(make.unpack(tmp_path / "a", {"hw1_median.py": "x", "hw1_trapezoid.py": "y"}), course)


@pytest.mark.parametrize("kind", ["canvas", "moodle", "gradescope"])
def test_a_whole_class_is_not_one_students_work(tmp_path: Path, course: Course, kind: str) -> None:
    """`--student` with the class's download would give one what all have sent."""
    path = make.pack(tmp_path / "download.zip", PLATFORMS[kind])
    with pytest.raises(IntakeError, match=r"of \d students, and --student takes the files of one"):
        open_intake(path, course, "ada")


def test_a_folder_of_students_is_not_one_of_them(tmp_path: Path, course: Course) -> None:
    """Where the student has a folder in it that folder is named; a student's own folders say nothing of a class."""
    files = {f"{who}/median.py": "x = 1\n" for who in ("ada", "bo", "cy")}
    make.unpack(tmp_path / "class", files)
    with pytest.raises(IntakeError, match=r"give .*class.ada, and grade that"):
        open_intake(tmp_path / "class", course, "ada")
    assert open_intake(tmp_path / "class", course, "dee").students == ("dee",)
