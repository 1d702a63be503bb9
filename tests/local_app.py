"""The local app as tests use it: running in this process or as the command, and asked over real connections."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audit.app import server


@dataclass(frozen=True)
class Local:
    """Where an app answers, and its key."""

    port: int
    key: str

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/#{self.key}"

    def usual(self) -> list[tuple[str, str]]:
        """What the page's own requests bring along."""
        return [
            ("Host", self.host),
            ("Origin", f"http://{self.host}"),
            ("Sec-Fetch-Site", "same-origin"),
            ("X-Safeguarding-Key", self.key),
        ]

    def send(
        self, method: str, path: str, headers: list[tuple[str, str]], body: bytes = b"", *, length: bool = True
    ) -> tuple[int, dict[str, str], bytes]:
        """A request with exactly these headers: status, headers and body of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if body and length:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path: str, *headers: tuple[str, str]) -> tuple[int, dict[str, str], bytes]:
        return self.send("GET", path, [("Host", self.host), *headers])

    def ask(self, question: str, *sent: tuple[str, bytes], **details: object) -> dict:
        """What the page is answered: the value, with the bytes of its file, or the faults."""
        status, _, body = self.send("POST", "/ask", self.usual(), packed(question, *sent, **details))
        assert status == 200, body
        end = 4 + int.from_bytes(body[:4], "little")
        answer = json.loads(body[4:end])
        said = answer["said"]
        if answer["sizes"]:
            said["value"]["bytes"] = body[end:]
        return said

    def until(self, *states: str, more=bool, within: float = 120) -> dict:
        """The status of the overview once it is in one of these states."""
        last = time.monotonic() + within
        while time.monotonic() < last:
            status = self.ask("overview-status")["value"]
            if status["state"] in states and more(status):
                return status
            time.sleep(0.02)
        raise AssertionError(f"it never was {states}: {status}")


def packed(question: str, *sent: tuple[str, bytes], **details: object) -> bytes:
    """A question as the page sends it."""
    words = {"day": "2026-11-27", **details, "names": [name for name, _ in sent]}
    asked = {"question": question, "details": words, "sizes": [len(data) for _, data in sent]}
    head = json.dumps(asked).encode()
    return len(head).to_bytes(4, "little") + head + b"".join(data for _, data in sent)


@contextmanager
def served(opened: server.Opened) -> Iterator[threading.Thread]:
    """An app in a thread of this process, which has ended afterwards."""
    thread = threading.Thread(target=opened.serve)
    thread.start()
    try:
        yield thread
    finally:
        opened.app.ended = True
        thread.join(60)
        assert not thread.is_alive()


@contextmanager
def running(home: Path) -> Iterator[Local]:
    """The same of a home folder."""
    opened = server.opened(home)
    with served(opened):
        yield Local(port=opened.app.door.port, key=opened.app.door.key)
