"""The local app: the page of :mod:`audit.app.window`, served to this computer alone. The home of Starlette and uvicorn.

A window holds one request open for as long as it stands (``/window``). When the last one is gone, the app ends.
"""

import asyncio
import json
import mimetypes
import secrets
import socket
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from audit.app import ask, doorkeeper, folders, window
from audit.app.doorkeeper import HEADERS, HOST, MOST_BYTES, Door, Knock
from audit.app.many import OverviewRun
from audit.problems import AuditError, Where, problem

ASK, WINDOW = "/ask", "/window"
TO_DO = (ASK.encode(), WINDOW.encode())
"""The paths at which something is done."""
WITHOUT_A_WINDOW = 10.0
"""Seconds that the app waits for a window to come back, as when a page is loaded again."""
_BEAT = 5.0
_TICKS_IN_A_SECOND = 10
_SHOWN_POLICY = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
"""What was made is shown as a page of nobody's: whatever should be in it, it can ask nothing of this program."""


@dataclass
class LocalApp:
    """One app from its start to its end: the door, the run, how many windows are open, and whether it is to end.

    ``shown`` is a word that nobody can guess, under which what was made can be looked at, in a window of its own.
    """

    door: Door
    run: OverviewRun
    shown: str = field(default_factory=doorkeeper.new_key)
    windows: int = 0
    alone_since: float | None = None
    ended: bool = False

    @property
    def address(self) -> str:
        """Where its window is opened, with the key that no request carries in its address."""
        return f"http://{self.door.host}/#{self.door.key}"

    def is_over(self, now: float) -> bool:
        """Whether somebody ended it, or its last window has been gone for so long that it will not come back."""
        return self.ended or (self.alone_since is not None and now - self.alone_since > WITHOUT_A_WINDOW)

    def application(self) -> ASGIApp:
        """What a server runs."""
        inner = Starlette(
            routes=[
                Route("/", self._page),
                Route(ASK, self._ask, methods=["POST"]),
                Route(WINDOW, self._window, methods=["POST"]),
                Route("/shown/{word}/{name:path}", self._show),
            ]
        )
        return _AtTheDoor(inner, self.door)

    async def _page(self, _: Request) -> Response:
        headers = {"content-security-policy": f"{window.policy(window.LOCAL)}; frame-ancestors 'none'"}
        return HTMLResponse(await run_in_threadpool(window.page, window.LOCAL), headers=headers)

    async def _ask(self, request: Request) -> Response:
        """A question of the page: as many bytes of JSON as the first four say, and then the files it sends."""
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                return PlainTextResponse("This is more than can be given at once.", 413)
        try:
            question, details, files = _unpacked(bytes(body))
        except (ValueError, KeyError, TypeError, RecursionError):
            return PlainTextResponse("This is no question.", 400)
        more = self.run.questions()
        if question not in more and question not in ask.QUESTIONS:
            return PlainTextResponse("There is no such question.", 404)
        said, made = await run_in_threadpool(ask.answer, question, json.dumps(details), files, more)
        if question.startswith("overview-"):
            said = json.dumps({**json.loads(said), "shown": f"/shown/{self.shown}/"})
        return Response(_packed(said.encode(), made), media_type="application/octet-stream")

    async def _window(self, _: Request) -> Response:
        return StreamingResponse(self._held_open(), media_type="application/octet-stream")

    async def _held_open(self) -> AsyncIterator[bytes]:
        self.windows += 1
        self.alone_since = None
        try:
            while True:
                yield b"."
                await asyncio.sleep(_BEAT)
        finally:
            self.windows -= 1
            if not self.windows:
                self.alone_since = time.monotonic()

    async def _show(self, request: Request) -> Response:
        """A file of what was made."""
        _, _, word, name = str(request.scope["path"]).split("/", 3)  # a route takes no notice of a line end
        output = self.run.status.output
        if not output or not secrets.compare_digest(word.encode(), self.shown.encode()):
            return PlainTextResponse("There is nothing here.", 404)
        path = folders.inside(Path(output), name)
        if path is None or not path.is_file() or path.name.startswith("."):
            return PlainTextResponse("There is nothing here.", 404)
        media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        data = await run_in_threadpool(path.read_bytes)
        return Response(data, media_type=media, headers={"content-security-policy": _SHOWN_POLICY})


class _AtTheDoor:
    """Nothing comes further than this unless the door lets it in; every answer takes the headers of the house along."""

    def __init__(self, inner: ASGIApp, door: Door) -> None:
        self.inner, self.door = inner, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
        asked = Knock(method=scope["method"], path=scope["path"].encode(errors="replace"), headers=headers)

        async def with_headers(message: Any) -> None:  # noqa: ANN401 - what ASGI sends
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in HEADERS]
                message = {**message, "headers": [*message["headers"], *own]}
            await send(message)

        refused = self.door.refusal(asked, TO_DO)
        go_on = PlainTextResponse(refused.words, refused.status, {"connection": "close"}) if refused else self.inner
        try:
            await go_on(scope, receive, with_headers)
        except ClientDisconnect:
            return  # whoever asked has gone


def _unpacked(body: bytes) -> tuple[str, dict[str, Any], list[bytes]]:
    """The question, its details and its files. Raises ValueError, KeyError or TypeError where it is none."""
    end = 4 + int.from_bytes(body[:4], "little")
    asked = json.loads(body[4:end])
    details, sizes, at = dict(asked["details"]), list(asked["sizes"]), end
    names = details.setdefault("names", [])
    if len(names) != len(sizes) or not all(isinstance(size, int) and size >= 0 for size in sizes):
        raise ValueError
    if not all(isinstance(name, str) for name in names) or end + sum(sizes) != len(body):
        raise ValueError
    files = []
    for size in sizes:
        files.append(body[at : at + size])
        at += size
    return str(asked["question"]), details, files


def _packed(said: bytes, files: Sequence[bytes]) -> bytes:
    head = json.dumps({"said": json.loads(said), "sizes": [len(one) for one in files]}).encode()
    return len(head).to_bytes(4, "little") + head + b"".join(files)


class _Server(uvicorn.Server):
    """Ends when it is asked to, and when its last window is gone. That is no fault, so no signal is raised again."""

    def __init__(self, config: uvicorn.Config, app: LocalApp) -> None:
        super().__init__(config)
        self.app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as the library calls it
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        if counter % _TICKS_IN_A_SECOND == 0 and self.app.is_over(time.monotonic()):
            return True
        return await super().on_tick(counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An app whose address is open, before it answers."""

    app: LocalApp
    listening: socket.socket

    def serve(self) -> None:
        """Answer until it is asked to end or its last window is gone; nothing is left running then."""
        config = uvicorn.Config(
            self.app.application(),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        try:
            _Server(config, self.app).run(sockets=[self.listening])
        finally:
            self.app.run.stop()
            self.listening.close()


def opened(home: Path) -> Opened:
    """Open an address of this computer at a port that the system chooses.

    Args:
        home: the folder below which folders can be chosen from a list.

    Raises:
        AuditError: S19, none could be opened.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((HOST, 0))
        listening.listen()  # from here on whoever asks waits until it answers
    except OSError as fault:
        listening.close()
        raise AuditError([problem("S19", Where(), why=fault.strerror or str(fault))]) from fault
    door = Door(port=listening.getsockname()[1], key=doorkeeper.new_key())
    return Opened(app=LocalApp(door=door, run=OverviewRun(home)), listening=listening)
