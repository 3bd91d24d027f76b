"""The desk as a web application: a page, and the few things that its keys ask for."""

from __future__ import annotations

import json
import secrets
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from autograder.classroom.desk import MarkingDesk
from autograder.classroom.desk_queue import Step
from autograder.errors import GraderFault, UserError
from autograder.pages.desk.guard import Guard
from autograder.pages.desk.learning import Learning
from autograder.pages.desk.view import compared, state
from autograder.pages.page import render


def make_app(desk: MarkingDesk, token: str, port: int) -> ASGIApp:
    """The application, behind its guard."""
    return Guard(_Asked(desk, token).app(), token, port)


class _Asked:
    """What is asked of the desk. Each change is on the disk when it is answered; learning comes after the answer."""

    def __init__(self, desk: MarkingDesk, token: str) -> None:
        self._desk = desk
        self._token = token
        self._learning = Learning(desk)
        self._learning.catch_up()

    def app(self) -> Starlette:
        routes = [
            Route("/", self.page),
            Route("/state", self.state),
            Route("/version", self.version),
            Route("/compared", self.compared),
            Route("/mark", self.mark, methods=["POST"]),
            Route("/undo", self.undo, methods=["POST"]),
            Route("/rest", self.rest, methods=["POST"]),
        ]
        return Starlette(routes=routes, exception_handlers={UserError: _mended, GraderFault: _failed})

    async def page(self, request: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        html = render(
            "autograder.pages.desk", "desk.html.j2", nonce=nonce, token=self._token, title=self._desk.course.title
        )
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
            "img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return HTMLResponse(html, headers={"content-security-policy": policy})

    async def state(self, request: Request) -> Response:
        asked = request.query_params
        return await self._shown(asked.get("exercise", ""), asked.get("student", ""), skim=bool(asked.get("skim")))

    async def version(self, request: Request) -> Response:
        return JSONResponse({"version": await run_in_threadpool(self._desk.look)})

    async def compared(self, request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(compared, self._desk))

    async def mark(self, request: Request) -> Response:
        asked = await _body(request)
        exercise = self._exercise(asked)
        found, points = asked.get("found"), _number(asked.get("points"))
        if found is not None and not _is_names(found):
            raise UserError("`found` is a list of names.")
        if not _is_names(asked.get("students")):
            raise UserError("`students` is a list of names.")
        left_out = asked.get("left_out")
        if left_out is not None and not _is_names(left_out):
            raise UserError("`left_out` is a list of names.")
        step = await run_in_threadpool(
            self._desk.mark,
            exercise,
            asked["students"],
            None if found is None else frozenset(found),
            points,
            str(asked.get("comment") or ""),
            _number(asked.get("shown")),
            left_out,
        )
        return await self._shown(exercise, "", step, skim=bool(asked.get("skim")))

    async def undo(self, request: Request) -> Response:
        exercise = self._exercise(await _body(request))
        step = await run_in_threadpool(self._desk.undo, exercise)
        return await self._shown(exercise, step.changes[0].student if step and step.changes else "", step)

    async def rest(self, request: Request) -> Response:
        asked = await _body(request)
        exercise, count = self._exercise(asked), asked.get("count")
        if type(count) is not int:
            raise UserError("`count` is how many are left.")
        return await self._shown(exercise, "", await run_in_threadpool(self._desk.accept_rest, exercise, count))

    def _exercise(self, asked: dict[str, Any]) -> str:
        exercise = asked.get("exercise")
        if not isinstance(exercise, str) or exercise not in self._desk.sheets:
            raise UserError("There is no such question here.")
        return exercise

    async def _shown(self, exercise: str, student: str, step: Step | None = None, *, skim: bool = False) -> Response:
        data = await run_in_threadpool(partial(state, self._desk, exercise, student, skim=skim))
        data["changed"] = len(step.changes) if step is not None else 0
        learn = BackgroundTask(self._learning.soon, data["exercise"]) if step is not None else None
        return JSONResponse(data, background=learn)


async def _body(request: Request) -> dict[str, Any]:
    """The request's JSON, of a type that no form of a foreign page can send."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise UserError("A request is JSON.")
    try:
        data = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise UserError("A request is JSON.") from error
    if not isinstance(data, dict):
        raise UserError("A request is a map.")
    return data


def _is_names(data: object) -> bool:
    return isinstance(data, list) and all(isinstance(name, str) for name in data)


def _number(data: object) -> float | None:
    if data is not None and (isinstance(data, bool) or not isinstance(data, int | float)):
        raise UserError("Points are a number.")
    return None if data is None else float(data)


async def _mended(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 400)


async def _failed(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 500)
