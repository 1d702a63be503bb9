"""Addresses of other stores than this disk: which kinds are read, what may stand in one, and how names are shown.

An address is typed by somebody, or comes in a list that somebody sent. fsspec knows kinds that read any file of this
machine, call other programs or fetch from anywhere, so only those in ``ALLOWED`` are opened unless more are asked for.
"""

import os
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.problems import AuditError, Where, problem

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

DISK = ("file", "local")
ALLOWED = (*DISK, "zip", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "sftp", "ssh", "smb", "memory")
_BETWEEN = "://"
_CHAIN = "::"
_WITH_HOST = ("sftp", "ssh", "smb")
_LITERAL = r"\\(?=x[0-9a-f]{2}|u[0-9a-f]{4})|" if os.sep == "/" else ""
_UNSHOWN = re.compile(_LITERAL + "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_OWN_FAULTS = {
    "botocore.exceptions": "BotoCoreError",
    "azure.core.exceptions": "AzureError",
    "aiohttp": "ClientError",
    "gcsfs.retry": "HttpError",
    "google.auth.exceptions": "GoogleAuthError",
    "paramiko": "SSHException",
    "smbprotocol.exceptions": "SMBException",
    "tarfile": "TarError",
}


def shown(name: str) -> str:
    r"""A name as it can be shown and stored anywhere; two names that differ are shown differently.

    Bytes that are no text become such as ``\xe9``, and characters that break a line or turn it round ``\u000a``.
    """
    return _UNSHOWN.sub(_escaped, name) if not name.isascii() or not name.isprintable() or "\\" in name else name


def is_text(name: str) -> bool:
    """Whether a name can be written down at all: other programs and libraries take no others."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that may be opened. ``members`` is what is wanted of it where it is a zip file, else ``None``."""

    scheme: str
    rest: str
    members: str | None = None

    @property
    def whole(self) -> str:
        """The address, without what is wanted of a zip file."""
        return f"{self.scheme}{_BETWEEN}{self.rest}"

    @property
    def host(self) -> str:
        """What stands before the first slash, without a password."""
        host = self.rest.partition("/")[0]
        user, at, machine = host.rpartition("@")
        return f"{user.partition(':')[0]}{at}{machine}"

    def show(self, system: "AbstractFileSystem", name: str) -> str:
        """The address of a file in it, with all that tells it from a file of another store."""
        account = self.host.partition("@")[0] + "/"
        if self.scheme in _WITH_HOST:
            return shown(f"{self.scheme}{_BETWEEN}{self.host}/{name.lstrip('/')}")
        if "@" in self.host and name.startswith(account):  # Azure: container@account
            return shown(f"{self.scheme}{_BETWEEN}{self.host}/{name.removeprefix(account)}")
        return shown(str(system.unstrip_protocol(name)))


def without_password(address: str) -> str:
    """An address as typed, without the password that may stand in it."""
    return shown(re.sub(r"(?<=://)([^/@:]*):[^/]*@", r"\1@", address))


def parsed(address: str, also: Iterable[str] = ()) -> Address:
    """The address, if it is of an allowed kind.

    Args:
        address: as typed, such as ``s3://bucket/returns`` or ``zip://*.xlsx::s3://bucket/returns.zip``.
        also: kinds that are allowed beside our own.

    Raises:
        AuditError: A22: it is of another kind, or a chain of other links than a zip file and where it lies.
    """
    allowed = (*ALLOWED, *(name.strip().lower().removesuffix(_BETWEEN) for name in also))
    links = [_link(address, part, allowed) for part in address.split(_CHAIN)]
    outer, inner = links[0], links[-1]
    if len(links) == 1 and outer[0] != "zip":
        return Address(scheme=outer[0], rest=outer[1])
    if len(links) == 2 and outer[0] == "zip" and inner[0] != "zip":
        return Address(scheme=inner[0], rest=inner[1], members=outer[1])
    why = "a zip file is named as zip://*.xlsx::s3://bucket/returns.zip, and nothing else is chained with '::'"
    raise AuditError([problem("A22", Where(file=without_password(address)), why=(why,))])


def _link(address: str, part: str, allowed: Sequence[str]) -> tuple[str, str]:
    scheme, between, rest = part.partition(_BETWEEN)
    scheme = scheme.lower()
    if between and scheme in allowed:
        return scheme, rest
    kinds = f"'{shown(scheme)}' is none of the kinds of address that are read: {', '.join(allowed)}"
    raise AuditError([problem("A22", Where(file=without_password(address)), why=(kinds,))])


def file_system(address: str) -> "tuple[AbstractFileSystem, str]":
    """The fsspec file system of an address, and the path in it. Only for what ``parsed`` let through.

    Raises:
        AuditError: A22: fsspec, its package for this kind of address, or a part of the address is missing.
    """
    try:
        import fsspec

        return fsspec.core.url_to_fs(address)  # type: ignore[no-any-return]
    except faults() as fault:
        raise AuditError([problem("A22", Where(file=without_password(address)), why=why(fault))]) from fault


def faults() -> tuple[type[Exception], ...]:
    """What the libraries of stores raise: most say ``OSError``, some have errors of their own, some just break."""
    own: list[type[Exception]] = [
        getattr(sys.modules[module], name, OSError) for module, name in _OWN_FAULTS.items() if module in sys.modules
    ]
    broken = (LookupError, TypeError, AttributeError, ImportError, EOFError, ArithmeticError)
    return (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, struct.error, *broken, *own)


def why(fault: BaseException) -> str:
    """What a library said, or the name of the fault where it said nothing."""
    if isinstance(fault, UnicodeDecodeError):
        return "a name in it is damaged"
    return str(getattr(fault, "strerror", None) or fault) or type(fault).__name__
