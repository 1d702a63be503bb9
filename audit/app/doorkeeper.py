"""Who is let in at the local app: only the window that it opened itself, and only with what that window sends.

Other programs, other pages in the same browser, and names that lead to this computer by a trick all come to the same
door. Each of the rules here keeps some of them out; none is enough alone. Nothing here knows how requests arrive.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

HOST = "127.0.0.1"
KEY_HEADER = "x-safeguarding-key"
MOST_BYTES = 20_000_000
"""Of the body of one request: a workbook has at most 10 MB, and several may be put together."""

HEADERS = (
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
)
"""What goes with every answer: it is kept nowhere, framed nowhere, and leads nobody to where it came from."""


def new_key() -> str:
    """A key of 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request goes no further: the status, and words for whoever looks at it."""

    status: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A request as it stands at the door: its method, its path as it was sent, and its headers, names in lower case."""

    method: str
    path: bytes
    headers: tuple[tuple[str, str], ...]

    def only(self, name: str) -> str | None:
        """What a header says; ``None`` where it is missing or there is more than one."""
        found = [value for key, value in self.headers if key == name]
        return found[0] if len(found) == 1 else None

    def has(self, name: str) -> bool:
        """Whether there is such a header at all."""
        return any(key == name for key, _ in self.headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The address that is answered at, and the key of its window."""

    port: int
    key: str

    @property
    def host(self) -> str:
        """The one name that this computer goes by here."""
        return f"{HOST}:{self.port}"

    def refusal(self, asked: Knock, to_do: Iterable[bytes]) -> Refusal | None:
        """Why a request is refused; ``None`` where it may come in.

        Args:
            asked: the request.
            to_do: the paths at which something is done, each with POST alone. All others are only looked at.
        """
        if asked.only("host") != self.host:
            return Refusal(status=421, words=f"This program answers to {self.host} alone.")
        if asked.path in set(to_do):
            return self._of_doing(asked)
        if asked.method != "GET":
            return Refusal(status=405, words="This can only be looked at.")
        return self._of_looking(asked)

    def _of_doing(self, asked: Knock) -> Refusal | None:
        if asked.method != "POST":
            return Refusal(status=405, words="This is done with POST alone.")
        elsewhere = asked.has("sec-fetch-site") and asked.only("sec-fetch-site") != "same-origin"
        if elsewhere or asked.only("origin") != f"http://{self.host}":
            return Refusal(status=403, words="Only the page of this program may ask.")
        given = asked.only(KEY_HEADER)
        if given is None or not secrets.compare_digest(given.encode(), self.key.encode()):
            return Refusal(status=403, words="The key of the window is missing or wrong.")
        return self._of_length(asked.only("content-length"))

    def _of_length(self, length: str | None) -> Refusal | None:
        if length is None:
            return None  # whoever reads it counts
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            return Refusal(status=400, words="This is no length.")
        if int(length) > MOST_BYTES:
            return Refusal(status=413, words=f"At most {MOST_BYTES // 1_000_000} MB can be given at once.")
        return None

    def _of_looking(self, asked: Knock) -> Refusal | None:
        """A page is looked at in a window of its own; never inside another page, and by no script of one."""
        if asked.only("sec-fetch-site") in {"none", "same-origin"} or not asked.has("sec-fetch-site"):
            return None
        if asked.only("sec-fetch-mode") == "navigate" and asked.only("sec-fetch-dest") == "document":
            return None
        return Refusal(status=403, words="No other page may ask for this.")
