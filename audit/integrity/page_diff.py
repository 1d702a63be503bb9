"""Where two pages differ, in words: under which heading, what the one says and what the other."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from audit.integrity import characters

NOTHING = "nothing"
MOST_COMPARED = 3_000
"""How many lines, or pieces of a line, are lined up with each other; where more differ, it is one difference."""
_BEFORE, _AFTER = 18, 38
_HEADINGS = {"h1", "h2", "h3"}
_STYLE = "The style of the page"
_BEGINNING = "The beginning of the page"
_LONGEST_HEADING = 200
_IN_A_LINE = {"a", "b", "code", "em", "i", "q", "small", "span", "strong", "sup"}
_LOOSE = re.compile("([“(]) | ([”),.;:])")
_NEVER_SHOWN = {"script", "style"}
_FOLDED = "<details"
_LONGEST_TITLE = 600
_TOKEN = re.compile(r"<[^<>]*>?|[^<]+")
_SPACES = re.compile(r"[ \t\n\r\f]+")
"""What a browser shows as one space: others, such as the one that keeps words together, are characters of a text."""
_TAG = re.compile(r"<(/?)\s*([A-Za-z][A-Za-z0-9]*)")
_ID = re.compile(r"""\sid="?([^\s">]+)""")
MOST_WORK = 20_000_000
"""How many steps lining up may take, at worst, for a whole page; what is beyond is one difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text between two tags, or a tag; the line and the place it stands in."""

    text: str
    line: int
    place: str


class _Reader:
    """A page as pieces. What a browser would show is not its business: it only finds words for a difference."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self.pieces: list[Piece] = []
        self._heading: dict[str, str] = {}
        self._inside = ""
        self._target = ""
        self._line = 1

    def aim(self, inside: str) -> None:
        """What is folded away begins: its title comes before the id by which a link opens it."""
        id_ = _ID.search(inside)
        self._target = self._names.get(id_[1], self._target) if id_ else self._target

    def take(self, token: str) -> None:
        """One tag, or the text up to the next."""
        name = _TAG.match(token)
        if name is None and not token.startswith("<!"):
            self._text(token)
        elif name is None:
            self._add(token)
        elif name[1]:
            self._end(name[2].lower())
        else:
            self._begin(name[2].lower(), token)
        self._line += token.count("\n")

    def _begin(self, tag: str, token: str) -> None:
        if tag in _HEADINGS:
            self._target = ""
            self._heading = {name: text for name, text in self._heading.items() if name < tag}
        if tag in _HEADINGS or tag == "style":
            self._inside = tag
        id_ = _ID.search(token)
        self._target = self._names.get(id_[1], self._target) if id_ else self._target
        self._add(token)

    def _end(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        self._add(f"</{tag}>")

    def _text(self, token: str) -> None:
        for number, line in enumerate(token.split("\n")):
            words = html.unescape(_SPACES.sub(" ", line).strip(" "))
            if self._inside in _HEADINGS and words:
                heading = f"{self._heading.get(self._inside, '')} {words}".strip()
                self._heading[self._inside] = heading[:_LONGEST_HEADING]
            if words:
                self._add(words, number)

    def _add(self, text: str, below: int = 0) -> None:
        under = [self._heading[name] for name in sorted(self._heading) if name != "h1"]
        asked = [f"question '{self._target}'"] if self._target else []
        place = ", ".join((*asked, *reversed(under))) or _BEGINNING
        self.pieces.append(
            Piece(text=text, line=self._line + below, place=_STYLE if self._inside == "style" else place)
        )


def pieces(page: str, names: Mapping[str, str]) -> list[Piece]:
    """The words and tags of a page, in order. ``names`` has what an id is called: the Ref of a question."""
    reader = _Reader(names)
    for token in _TOKEN.finditer(page):
        if token[0].startswith(_FOLDED):
            reader.aim(page[token.end() : token.end() + _LONGEST_TITLE])
        reader.take(token[0])
    return reader.pieces


def differences(theirs: str, ours: str, names: Mapping[str, str] | None = None) -> Iterator[tuple[str, str, str]]:
    """Where two different pages differ: the place, what theirs has there, and what ours has.

    ``names`` has the Ref for each id that a question or an action stands under.
    """
    one, other = theirs.split("\n"), ours.split("\n")
    stretches = list(_unlike(one, other, _work(one, other) <= MOST_WORK))
    # One line more than differs: what is folded away is named by the id in the line after its title.
    left = _by_line(one[: stretches[-1][1] + 1], names or {}) if stretches else []
    right = _by_line(other[: stretches[-1][3] + 1], names or {}) if stretches else []
    found, work = False, MOST_WORK
    for a, b, c, d in stretches:
        here, there = [p for n in range(a, b) for p in left[n]], [p for n in range(c, d) for p in right[n]]
        work -= _work([p.text for p in here], [p.text for p in there])
        for said in _lined_up(here, there, work > 0):
            found = True
            yield said
    if not found:
        same = _first(theirs, ours)
        yield "The page's code, which is not shown", theirs[same:], ours[same:]


def word_differences(theirs: str, ours: str, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Where the words of two pages differ, whatever their tags, styles and scripts: as :func:`differences` says it."""
    here, there = (_words(pieces(page, names)) for page in (theirs, ours))
    yield from _lined_up(here, there, _work([p.text for p in here], [p.text for p in there]) <= MOST_WORK)


def _words(found: Sequence[Piece]) -> list[Piece]:
    """What a browser shows as text, a paragraph a piece: a link or emphasis within one parts nothing."""
    kept: list[Piece] = []
    inside, parted = "", True
    for piece in found:
        tag = _TAG.match(piece.text)
        if tag and tag[2].lower() in _NEVER_SHOWN:
            inside = "" if tag[1] else tag[2].lower()
        elif tag:
            parted = parted or tag[2].lower() not in _IN_A_LINE
        elif not inside and parted:
            kept.append(piece)
            parted = False
        elif not inside:
            text = _LOOSE.sub(lambda found: found[1] or found[2], f"{kept[-1].text} {piece.text}")
            kept[-1] = replace(kept[-1], text=text)
    return kept


def _by_line(lines: Sequence[str], names: Mapping[str, str]) -> list[list[Piece]]:
    """The pieces of each line of a page; nothing below the lines that are given need be looked at."""
    found: list[list[Piece]] = [[] for _ in lines]
    for piece in pieces("\n".join(lines), names):
        found[min(piece.line, len(found)) - 1].append(piece)
    return found


def _lined_up(left: Sequence[Piece], right: Sequence[Piece], finely: bool) -> Iterator[tuple[str, str, str]]:
    for a, b, c, d in _unlike([p.text for p in left], [p.text for p in right], finely):
        place = (*right[c:d], *left[a:b])[0].place  # ours knows best where it is
        yield place, " ".join(p.text for p in left[a:b]), " ".join(p.text for p in right[c:d])


def _unlike(left: Sequence[str], right: Sequence[str], finely: bool) -> Iterator[tuple[int, int, int, int]]:
    """The stretches in which two sequences differ, each as its beginning and end in both; one, where not ``finely``."""
    first, one, other = _between(left, right)
    if not finely or max(len(one), len(other)) > MOST_COMPARED:
        if one or other:
            yield first, first + len(one), first, first + len(other)
    elif one or other:
        for kind, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
            if kind != "equal":
                yield a + first, b + first, c + first, d + first


def _between(left: Sequence[str], right: Sequence[str]) -> tuple[int, Sequence[str], Sequence[str]]:
    """How far two sequences are the same, and what is left of both without that and without the same end."""
    first = _first(left, right)
    last = min(_first(left[::-1], right[::-1]), len(left) - first, len(right) - first)
    return first, left[first : len(left) - last], right[first : len(right) - last]


def _work(left: Sequence[str], right: Sequence[str]) -> int:
    """How many steps difflib takes at worst for two sequences: it looks at each pair alike again for each match.

    Texts that are in more than a hundredth of a long sequence are passed over by it, and so here.
    """
    _, one, other = _between(left, right)
    if max(len(one), len(other)) > MOST_COMPARED:
        return 0
    times = Counter(other)
    popular = len(other) // 100 + 1 if len(other) >= 200 else len(other)
    alike = sum(times[text] for text in one if times[text] <= popular)
    return (len(one) + alike) * min(len(one), len(other))


def around(one: str, other: str, here: int = 0, there: int = 0) -> tuple[str, str]:
    """The parts of two texts that show where they first differ, and :data:`NOTHING` for an empty one.

    What nobody sees, and what looks like something else, stands there by its name. ``here`` and ``there`` say where in
    each text what matters begins: what stands further before is left out.
    """
    cuts = max(0, here - _BEFORE), max(0, there - _BEFORE)
    if not (one and other) or one[cuts[0] :] == other[cuts[1] :]:
        cuts = 0, 0
    left, right = one[cuts[0] :], other[cuts[1] :]
    same = _first(left, right)
    start = max(0, same - _BEFORE)
    stretches = characters.shown_beside(left, right, start, same, same + _AFTER)
    shown = [
        ("\u2026" if start or cut else "") + words if text else NOTHING
        for text, cut, words in zip((one, other), cuts, stretches, strict=True)
    ]
    return shown[0], shown[1]


def _first(left: Sequence[str], right: Sequence[str]) -> int:
    """How far two sequences are the same from their beginning. Halves are compared whole: fast for any length."""
    same, least = 0, min(len(left), len(right))
    while same < least:
        step = least - same
        while step and left[same : same + step] != right[same : same + step]:
            step //= 2
        if not step:
            break
        same += step
    return same
