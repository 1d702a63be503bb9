"""A seal on a page: an Ed25519 signature with a key that somebody holds, so that a later change shows.

The seal stands in one line at the end of the page, shows nothing, and signs every character of the rest, and who signed
it, as what and on which day. This is the home of ``cryptography``: no other module knows it.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import ModuleType
from typing import Any

from audit.checklist.in_force import in_words
from audit.problems import AuditError, Where, problem

_LINE = re.compile(r'<script type="application/json" id="seal">(\{[^<>\n]{1,4000}\})</script>\n')
_KEY, _SIGNATURE = re.compile(r"[A-Za-z0-9+/]{43}="), re.compile(r"[A-Za-z0-9+/]{86}==")
LONGEST_NAME = 200
"""Characters of a name or a role."""
_CLOSING = "</body>"
LARGEST_KEY = 20_000
"""How many bytes a key's file may have; one of ours has 120."""
_ABOUT = b"safeguarding-audit report, seal 2\n"
"""Stands before what is signed, so that the signature means nothing elsewhere."""
_ABOUT_NAMELESS = b"safeguarding-audit report, seal 1\n"
"""The same in the first format, which named nobody. Its seals stay good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who seals a page: their name, as what they do so, and the day."""

    name: str
    role: str
    day: date

    @property
    def words(self) -> str:
        """The signer in words."""
        return f"{self.name}, {self.role}, on {in_words(self.day)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The public key (32 bytes) and the signature (64 bytes) that a page carries, and who signed it.

    ``signer`` is ``None`` in a seal of the first format, which names nobody.
    """

    key: bytes
    signature: bytes
    signer: Signer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A new pair of keys as PEM: ``private`` is for nobody but its holder, ``public`` for everybody."""

    private: bytes
    public: bytes


def fingerprint(key: bytes) -> str:
    """A public key in a form that can be read out over the telephone: 16 letters of its SHA-256, in fours."""
    letters = hashlib.sha256(key).hexdigest()[:16]
    return " ".join(letters[n : n + 4] for n in range(0, 16, 4))


def split(text: str, where: Where) -> tuple[str, Seal | None]:
    """A page's text without its seal, and the seal if it has one.

    Raises:
        AuditError: V12, something stands there as a seal and is none, or there are several.
    """
    found = list(_LINE.finditer(text))
    rest = _LINE.sub("", text)
    seal = from_text(found[0][1]) if len(found) == 1 else None
    if (found and seal is None) or 'id="seal"' in rest:
        raise AuditError([problem("V12", where)])
    return (rest, seal) if seal else (text, None)


def from_text(written: str) -> Seal | None:
    """The seal that a text says, in the one way in which it is written; ``None`` where it says none."""
    try:
        said = json.loads(written)
        values = {name: said[name] for name in said if isinstance(said[name], str)}
        signer = None
        if set(values) == {"day", "key", "name", "role", "signature"}:
            signer = Signer(name=values["name"], role=values["role"], day=date.fromisoformat(values["day"]))
        elif set(values) != {"key", "signature"}:
            return None
    except (RecursionError, TypeError, ValueError):
        return None
    if not (_KEY.fullmatch(values["key"]) and _SIGNATURE.fullmatch(values["signature"])):
        return None
    seal = Seal(key=base64.b64decode(values["key"]), signature=base64.b64decode(values["signature"]), signer=signer)
    return seal if as_text(seal) == written else None


def as_text(seal: Seal) -> str:
    """A seal as JSON in one way, in which nothing means anything in HTML."""
    said = _of(seal.signer) | {
        "key": base64.b64encode(seal.key).decode(),
        "signature": base64.b64encode(seal.signature).decode(),
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _of(signer: Signer | None) -> dict[str, str]:
    return {"name": signer.name, "role": signer.role, "day": signer.day.isoformat()} if signer else {}


def sealed(text: str, private: bytes, signer: Signer, where: Where) -> str:
    """A page with a seal before the end of its body.

    Args:
        text: the page as :func:`audit.integrity.verify.normal` gives it, without a seal.
        private: the private key of a :class:`KeyPair`.
        signer: who seals it.
        where: the key's file, for faults.

    Raises:
        AuditError: V14, this is no such key; V15, the library is not installed.
    """
    seal = signed(_page(text), private, signer, where, _ABOUT)
    line = f'<script type="application/json" id="seal">{as_text(seal)}</script>\n'
    before, closing, after = text.rpartition(_CLOSING)
    return f"{before}{line}{closing}{after}"


def signed(content: bytes, private: bytes, signer: Signer, where: Where, about: bytes) -> Seal:
    """A seal on bytes. ``about`` says what they are, so that no seal on one thing is one on another.

    Raises:
        AuditError: V14, this is no such key; V15, the library is not installed.
    """
    ed25519, serialization = _library()
    load = partial(serialization.load_pem_private_key, password=None)
    key = _key(load, private, ed25519.Ed25519PrivateKey, "a private key without a password", where)
    public = key.public_key().public_bytes_raw()
    return Seal(key=public, signature=key.sign(_with_signer(content, signer, about)), signer=signer)


def fits(text: str, seal: Seal) -> bool:
    """Whether a seal fits a page's text, which is without it.

    Raises:
        AuditError: V15, the library is not installed.
    """
    return fits_bytes(_page(text), seal, _ABOUT if seal.signer else _ABOUT_NAMELESS)


def fits_bytes(content: bytes, seal: Seal, about: bytes) -> bool:
    """Whether a seal fits bytes.

    Raises:
        AuditError: V15, the library is not installed.
    """
    from_bytes = _library()[0].Ed25519PublicKey.from_public_bytes
    from cryptography.exceptions import InvalidSignature

    try:
        from_bytes(seal.key).verify(seal.signature, _with_signer(content, seal.signer, about))
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(pem: bytes, where: Where) -> bytes:
    """The 32 bytes of a public key.

    Raises:
        AuditError: V14, this is no such key; V15, the library is not installed.
    """
    ed25519, serialization = _library()
    raw: bytes = _key(
        serialization.load_pem_public_key, pem, ed25519.Ed25519PublicKey, "a public key", where
    ).public_bytes_raw()
    return raw


def new_pair() -> KeyPair:
    """A new pair of keys.

    Raises:
        AuditError: V15, the library is not installed.
    """
    ed25519, serialization = _library()
    key = ed25519.Ed25519PrivateKey.generate()
    return KeyPair(
        private=key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        public=key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
    )


def _key(load: Callable[[bytes], Any], pem: bytes, kind: type, what: str, where: Where) -> Any:  # noqa: ANN401
    """The key, whose class belongs to a library that may not be there. Raises AuditError (V14) as those above."""
    from cryptography.exceptions import UnsupportedAlgorithm

    if len(pem) > LARGEST_KEY:
        raise AuditError([problem("V14", where, why="it is larger than a key can be")])
    try:
        key = load(pem)
    except (TypeError, ValueError, UnsupportedAlgorithm) as fault:
        raise AuditError([problem("V14", where, why=f"it is not {what}")]) from fault
    if not isinstance(key, kind):
        raise AuditError([problem("V14", where, why="it is a key of another kind than Ed25519")])
    return key


def _page(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


def _with_signer(content: bytes, signer: Signer | None, about: bytes) -> bytes:
    """What is signed: the bytes, and before them who signs, so that nobody can put another name to it."""
    if signer is None:
        return about + content
    return about + json.dumps(_of(signer), sort_keys=True).encode() + b"\n" + content


def _library() -> tuple[ModuleType, ModuleType]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as absent:
        raise AuditError([problem("V15", Where(), library="cryptography")]) from absent
    return ed25519, serialization
