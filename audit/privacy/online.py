"""A name somebody has online: '@lil_tee_2010', 'snap jayden.b09', 'gamertag xXReeceXx11'."""

import re
from collections.abc import Iterator

from audit.privacy.detection import Detection, hidden
from audit.privacy.features import Glance
from audit.privacy.patterns import ready, ready_cased
from audit.privacy.word_lists import family

_LISTS = family("circumstances")
SITES = _LISTS["sites"]
_AT = r"(?<![\w@./+-])@(?P<it>[A-Za-z0-9](?:[\w.]{1,28})\w)(?![\w@])(?!\.\w)"
_NAMED = (
    rf"\b(?:{'|'.join(sorted(SITES))})\b"
    r"(?:[ :=\"'(/-]|name|id|account|profile|user|handle|is|was|called|as|on|under|it's){0,8}?"
    r"[ :=\"'(](?P<it>[@/]?(?=[\w.]*[A-Za-z])(?=[\w.]*[\d_.#])[A-Za-z0-9][\w.]{2,28}(?:#\d{2,5}|\w))(?![\w@])"
)
_CLUBS = ("fc", "rfc", "cc", "rufc", "utd", "united", "rovers", "town", "club", "trust", "charity", "church", "juniors")
_YEARS = r"(?:[yY]|[kK][sS]|[pP])\d{1,3}|\d+(?:st|nd|rd|th)|\w+\.(?:com|org|uk|net|docx?|pdf)|e\.g|i\.e"
_PARTS = re.compile(r"[a-z]+")


def handles(glance: Glance) -> Iterator[Detection]:
    """The names of a person online; those of a school or an organisation are left alone."""
    text = glance.text
    on_a_site = not glance.seen.isdisjoint(SITES)
    if "@" in text:
        for match in ready_cased(_AT).finditer(text):
            if (on_a_site or re.search(r"[\d_]", match["it"])) and not _is_office(match["it"]):
                yield _found(match)
    if on_a_site:
        for match in ready(_NAMED).finditer(text):
            if not ready(_YEARS).fullmatch(match["it"]) and not _is_office(match["it"]):
                yield _found(match)


def _is_office(handle: str) -> bool:
    low = handle.lower()
    return (
        low.endswith(_CLUBS)
        or any(word in low for word in ("school", "academy", "primary", "nursery", "police", "council", "nspcc"))
        or not (_LISTS["offices_online"].isdisjoint(_PARTS.findall(low)))
    )


def _found(match: re.Match[str]) -> Detection:
    return Detection(code="P11", start=match.start("it"), end=match.end("it"), shown=hidden(match["it"].lstrip("@")))
