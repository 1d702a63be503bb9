"""Where two pages differ, in words: under which heading, what the one says and what the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

NOTHING = "nothing"
MOST_COMPARED = 3_000
"""How many lines, or pieces of a line, are lined up with each other; where more differ, it is one difference."""
_BEFORE, _AFTER = 18, 38
_HEADINGS = {"h1", "h2", "h3"}
_STYLE = "The style of the page"
_BEGINNING = "The beginning of the page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text between two tags, or a tag; the line and the place it stands in."""

    text: str
    line: int
    place: str


class _Reader(HTMLParser):
    """A page as pieces. What a browser would show is not its business: it only finds words for a difference."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._names = names
        self.pieces: list[Piece] = []
        self._heading: dict[str, str] = {}
        self._inside = ""
        self._target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self._target = ""
            self._heading = {name: text for name, text in self._heading.items() if name < tag}
        if tag in _HEADINGS or tag == "style":
            self._inside = tag
        id_ = dict(attrs).get("id") or ""
        self._target = self._names.get(id_, self._target)
        self._add(self.get_starttag_text() or f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        self._add(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        for number, line in enumerate(data.split("\n")):
            words = " ".join(line.split())
            if self._inside in _HEADINGS and words:
                self._heading[self._inside] = f"{self._heading.get(self._inside, '')} {words}".strip()
            if words:
                self._add(words, number)

    def handle_comment(self, data: str) -> None:
        self._add(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._add(f"<!{decl}>")

    def _add(self, text: str, below: int = 0) -> None:
        under = [self._heading[name] for name in sorted(self._heading) if name != "h1"]
        asked = [f"question '{self._target}'"] if self._target else []
        place = ", ".join((*asked, *reversed(under))) or _BEGINNING
        line = self.getpos()[0] + below
        self.pieces.append(Piece(text=text, line=line, place=_STYLE if self._inside == "style" else place))


def pieces(page: str, names: Mapping[str, str]) -> list[Piece]:
    """The words and tags of a page, in order. ``names`` has what an id is called: the Ref of a question."""
    reader = _Reader(names)
    reader.feed(page)
    reader.close()
    return reader.pieces


def differences(theirs: str, ours: str, names: Mapping[str, str] | None = None) -> Iterator[tuple[str, str, str]]:
    """Where two different pages differ: the place, what theirs has there, and what ours has.

    ``names`` has the Ref for each id that a question or an action stands under.
    """
    one, other = theirs.split("\n"), ours.split("\n")
    stretches = list(_unlike(one, other))
    left = _by_line(one[: stretches[-1][1]], names or {}) if stretches else []
    right = _by_line(other[: stretches[-1][3]], names or {}) if stretches else []
    found = False
    for a, b, c, d in stretches:
        for said in _lined_up([p for n in range(a, b) for p in left[n]], [p for n in range(c, d) for p in right[n]]):
            found = True
            yield said
    if not found:
        yield "The page's code, which is not shown", theirs[_first(theirs, ours) :], ours[_first(theirs, ours) :]


def _by_line(lines: Sequence[str], names: Mapping[str, str]) -> list[list[Piece]]:
    """The pieces of each line of a page; nothing below the lines that are given need be looked at."""
    found: list[list[Piece]] = [[] for _ in lines]
    for piece in pieces("\n".join(lines), names):
        found[min(piece.line, len(found)) - 1].append(piece)
    return found


def _lined_up(left: Sequence[Piece], right: Sequence[Piece]) -> Iterator[tuple[str, str, str]]:
    for a, b, c, d in _unlike([p.text for p in left], [p.text for p in right]):
        place = (*right[c:d], *left[a:b])[0].place  # ours knows best where it is
        yield place, " ".join(p.text for p in left[a:b]), " ".join(p.text for p in right[c:d])


def _unlike(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches in which two sequences differ, each as its beginning and end in both."""
    first = _first(left, right)
    last = min(_first(left[::-1], right[::-1]), len(left) - first, len(right) - first)
    one, other = left[first : len(left) - last], right[first : len(right) - last]
    if max(len(one), len(other)) > MOST_COMPARED:
        yield first, first + len(one), first, first + len(other)
    elif one or other:
        for kind, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
            if kind != "equal":
                yield a + first, b + first, c + first, d + first


def around(one: str, other: str) -> tuple[str, str]:
    """The parts of two texts that show where they first differ, and :data:`NOTHING` for an empty one."""
    same = _first(one, other)
    start = max(0, same - _BEFORE)
    before = "\u2026" if start else ""
    shown = [f"{before}{text[start : same + _AFTER]}" if text else NOTHING for text in (one, other)]
    return shown[0], shown[1]


def _first(left: Sequence[str], right: Sequence[str]) -> int:
    """How far two sequences are the same from their beginning."""
    both = enumerate(zip(left, right, strict=False))
    return next((number for number, (a, b) in both if a != b), min(len(left), len(right)))
