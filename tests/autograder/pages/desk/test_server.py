"""The desk over HTTP: who is answered, and what a key does."""

from __future__ import annotations

import json
import re
import signal
import threading
from typing import Any

import pytest
from starlette.testclient import TestClient

from autograder.classroom.desk import MarkingDesk
from autograder.pages.desk.app import make_app
from autograder.pages.desk.guard import HEADER, MOST
from autograder.pages.desk.serve import serve

TOKEN = "a-token-for-this-test"
PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
MARK = {"exercise": "why_sort", "students": ["dia"], "found": ["order"]}


@pytest.fixture
def desk(small: Any) -> MarkingDesk:
    made: MarkingDesk = small.desk()
    return made


@pytest.fixture
def client(desk: MarkingDesk) -> TestClient:
    """The page's own requests."""
    return TestClient(make_app(desk, TOKEN, PORT), base_url=HOME, headers={HEADER: TOKEN})


@pytest.fixture
def stranger(desk: MarkingDesk) -> TestClient:
    """Somebody without a token."""
    return TestClient(make_app(desk, TOKEN, PORT), base_url=HOME)


def test_the_link_opens_the_page(stranger: TestClient) -> None:
    """The token in the link becomes a cookie and leaves the address; without either there is nothing to see."""
    assert stranger.get("/").status_code == 403
    assert stranger.get("/?token=wrong").status_code == 403
    answer = stranger.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in answer.headers["set-cookie"].split(";")}
    page = stranger.get("/")
    assert page.status_code == 200
    assert "Marking desk" in page.text


def test_the_page_is_self_contained(stranger: TestClient) -> None:
    """Nothing is loaded from anywhere; the policy allows this page's own script and style, and its own address."""
    page = stranger.get(f"/?token={TOKEN}")
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)
    assert nonce is not None
    assert page.text.count(f'nonce="{nonce[1]}"') == 2
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy  # noqa: PT018
    assert not re.search(r"https?://|src=|@import|url\(", page.text)
    assert page.headers["cache-control"] == "no-store"
    assert (
        re.search(r"script-src 'nonce-([\w-]+)'", stranger.get("/").headers["content-security-policy"])[1] != nonce[1]
    )  # type: ignore[index]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": f"http://evil.example/http://127.0.0.1:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": f"evil.example:{PORT}"},
        {"host": "127.0.0.1"},
        {"host": f"127.0.0.1.evil.example:{PORT}"},
        {HEADER: ""},
        {HEADER: "wrong"},
        {HEADER: "ü"},
        {"content-length": str(MOST + 1)},
    ],
)
@pytest.mark.parametrize("path", ["/mark", "/undo", "/rest", "/state", "/version"])
def test_others_are_refused(client: TestClient, desk: MarkingDesk, headers: dict[str, str], path: str) -> None:
    """A foreign page, a rebound name, a wrong token: 403, whatever is asked, and nothing is marked."""
    raw = {name: value.encode("utf-8") for name, value in headers.items()}
    if path in ("/state", "/version"):
        answer = client.get(path, headers=raw)  # type: ignore[arg-type]
    else:
        answer = client.post(path, content=json.dumps(MARK), headers={"content-type": "application/json", **raw})  # type: ignore[dict-item]
    assert answer.status_code == 403
    assert desk.done("why_sort") == frozenset()


def test_a_cookie_alone_marks_nothing(stranger: TestClient, desk: MarkingDesk) -> None:
    """What a browser sends by itself is not enough to change a mark."""
    stranger.get(f"/?token={TOKEN}")
    assert stranger.post("/mark", json=MARK).status_code == 403
    assert desk.done("why_sort") == frozenset()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (json.dumps(MARK), "text/plain"),
        ("exercise=why_sort", "application/x-www-form-urlencoded"),
        ("[]", "application/json"),
        ("{", "application/json"),
        ("[" * 90000, "application/json"),
        (json.dumps({**MARK, "exercise": "median"}), "application/json"),
        (json.dumps({**MARK, "exercise": ["why_sort"]}), "application/json"),
        (json.dumps({**MARK, "students": "dia"}), "application/json"),
        (json.dumps({**MARK, "students": ["nobody"]}), "application/json"),
        (json.dumps({**MARK, "found": "order"}), "application/json"),
        (json.dumps({**MARK, "points": "3"}), "application/json"),
        (json.dumps({**MARK, "points": True}), "application/json"),
        (json.dumps({**MARK, "points": float("nan")}), "application/json"),
        (json.dumps({**MARK, "points": 11}), "application/json"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(client: TestClient, desk: MarkingDesk, content: str, kind: str) -> None:
    """Each odd request is answered with what is wrong, and nothing is marked."""
    answer = client.post("/mark", content=content, headers={"content-type": kind})
    assert answer.status_code == 400
    assert answer.json()["error"].endswith((".", "page."))
    assert desk.done("why_sort") == frozenset()


def test_a_key_is_saved_and_the_next_answer_comes(client: TestClient, small: Any) -> None:
    """The answer to a key holds the next one to read; another desk on the folder sees the mark."""
    first = client.get("/state").json()
    body = {"exercise": "why_sort", "students": [first["item"]["student"]], "found": first["item"]["found"]}
    after = client.post("/mark", json=body).json()
    assert (after["done"], after["changed"]) == (1, 1)
    assert after["version"] > first["version"]
    assert after["item"]["student"] != first["item"]["student"]
    assert small.desk().done("why_sort") == {first["item"]["student"]}
    back = client.post("/undo", json={"exercise": "why_sort"}).json()
    assert (back["done"], back["item"]["student"]) == (0, first["item"]["student"])


def test_a_group_and_the_rest(client: TestClient) -> None:
    """What is shown as alike can be marked in one go, and the rest accepted once it is counted right."""
    item = client.get("/state", params={"exercise": "why_sort", "student": "ben"}).json()["item"]
    students = [item["student"], *(one["student"] for one in item["like"])]
    assert sorted(students) == ["ada", "ben", "cem"]
    after = client.post("/mark", json={"exercise": "why_sort", "students": students, "found": ["middle"]}).json()
    assert (after["done"], after["changed"], after["rest"]["count"]) == (3, 3, 4)
    assert client.post("/rest", json={"exercise": "why_sort", "count": 5}).status_code == 400
    done = client.post("/rest", json={"exercise": "why_sort", "count": 4}).json()
    assert (done["done"], done["item"]) == (7, None)


def test_evidence_is_shown_in_the_answer(client: TestClient) -> None:
    """Each concept's words are marked with its name; the misconception's too."""
    item = client.get("/state", params={"exercise": "why_sort", "student": "eva"}).json()["item"]
    named = {name: piece["text"] for piece in item["answer"] for name in piece["names"]}
    assert named["order"] == "in order"
    assert named["mean"] == "same as the mean"
    assert "".join(piece["text"] for piece in item["answer"]).startswith("It is the same as the mean")


@pytest.mark.parametrize("second", ["", "bo"])
def test_the_other_reading_differs_in_what_is_most_doubtful(small: Any, second: str) -> None:
    """It is the proposal but for the one concept or misconception that is least likely to be as proposed; a second
    marker, who is blind, has it too."""
    desk = small.desk(second=second)
    client = TestClient(make_app(desk, TOKEN, PORT), base_url=HOME, headers={HEADER: TOKEN})
    for student in desk.sheets["why_sort"].rows:
        item = client.get("/state", params={"exercise": "why_sort", "student": student}).json()["item"]
        (changed,) = set(item["found"]) ^ set(item["other"]["found"])
        assert [changed] == item["other"]["more"] + item["other"]["less"]
        chances = desk.sheets["why_sort"].reading(student).chances
        kept = {name: chance if name in item["found"] else 1 - chance for name, chance in chances.items()}
        assert kept[changed] == min(kept.values())
    body = {"exercise": "why_sort", "students": ["dia"], "found": item["other"]["found"]}
    assert client.post("/mark", json=body).json()["done"] == 1


def test_a_second_marker_is_compared(small: Any) -> None:
    """Kappa and the differences, largest first, of what both have marked."""
    small.desk().mark("why_sort", ["ada", "ben", "cem"], frozenset({"middle"}))
    client = TestClient(make_app(small.desk(second="bo"), TOKEN, PORT), base_url=HOME, headers={HEADER: TOKEN})
    assert client.get("/state").json()["item"]["mark"] == ""
    for student, points in (("ada", 6), ("ben", 4), ("cem", 1)):
        client.post("/mark", json={"exercise": "why_sort", "students": [student], "points": points})
    (row,) = client.get("/compared").json()
    assert (row["both"], row["same"]) == (3, 1)
    assert [one["student"] for one in row["differences"]] == ["cem", "ben"]
    assert row["kappa"] == 0.0


def test_closing_comes_back_to_the_command(desk: MarkingDesk) -> None:
    """Ctrl-C ends the serving and nothing else, so that the command can say what is left to do."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    asked: list[str] = []

    def opened(address: str) -> None:
        asked.append(address)
        threading.Timer(0.5, signal.raise_signal, [signal.SIGINT]).start()

    try:
        serve(desk, 0, opened)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(asked) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="this system has no such signal")
def test_a_terminal_that_is_gone_ends_it_and_is_told_on(desk: MarkingDesk, capfd: pytest.CaptureFixture[str]) -> None:
    """The server ends as on Ctrl-C, without a traceback, and whoever listens for the signal hears of it."""
    heard: list[int] = []
    before = signal.signal(signal.SIGHUP, lambda number, frame: heard.append(number))

    def opened(address: str) -> None:
        threading.Timer(0.5, signal.raise_signal, [signal.SIGHUP]).start()

    try:
        serve(desk, 0, opened)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert heard == [signal.SIGHUP]
    assert "Traceback" not in capfd.readouterr().err
