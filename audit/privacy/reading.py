"""One text word by word, and what each word could be: a child's given name, an adult's, initials, an unknown name.

Every rule looks at a bounded number of words around a name, so that the longest cell is soon read.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from audit.privacy import vocabulary as v
from audit.privacy import words as w
from audit.privacy.given_names import ADULTS, ALSO_WORDS, RUN_ON, is_given, of_two_parts

_WORD = r"[^\W\d_]+(?:[-'][^\W\d_]+)*"
_TOKEN = re.compile(
    r"(?P<initials>(?<![\w.])(?:(?:[A-Z]\. ?){1,2}[A-Z](?:\.|\b)|(?:[a-z]\.){1,2}[a-z]\.)(?!'?[^\W\d_]{2})(?:'s)?)"
    rf"|(?P<word>{_WORD})|(?P<number>\d+)|(?P<mark>[^\s\w]|_)"
)
_SOFT = frozenset("(,-:\"'[/")
_JOINS = frozenset({"and", "&", "+", "/", ","})
LONGEST_LIST = 20
"""Words of a list of names that are followed: bounded, so that no text takes long."""


class Sort(Enum):
    """What kind of name a word could be."""

    CHILD = auto()
    ADULT = auto()
    INITIALS = auto()
    UNKNOWN = auto()


KNOWN_CAPITALS = (
    frozenset(
        word.capitalize()
        for word in (v.ORDINARY | w.ROLES | w.STAFF_VERBS | w.PAPERS | w.PLACES | w.HAPPENED | w.HARD | w.LABELS)
        - ALSO_WORDS
    )
    | v.ACRONYMS
    | frozenset(a.lower().capitalize() for a in v.ACRONYMS)
    | {"I", "A", "Y", "R", "C", "E", "P"}
)


class Token(NamedTuple):
    """A word, number or mark of a text, and where it stands.

    ``text`` is without a possessive 's, ``low`` the same in lower case; ``opens`` says that a sentence begins with it.
    A named tuple, since a dozen are made for every text looked at closely, in a third of the time of a dataclass.
    """

    text: str = ""
    low: str = ""
    kind: str = "end"
    start: int = 0
    end: int = 0
    opens: bool = False
    owns: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_new = tuple.__new__
END = Token()
"""What stands before the first word and after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What could be a name: its words ``first`` to ``last``, what kind, and what stands before it.

    ``before`` is the nearest word before it, or before the list of names it stands in; ``marks`` what is between.
    """

    first: int
    last: int
    sort: Sort
    word: Token
    before: Token
    before_at: int
    marks: str

    @property
    def doubtful(self) -> bool:
        """Whether it is so often something else that only what hardly happens to a thing or a colleague tells."""
        word = self.word
        odd = self.sort is Sort.INITIALS and word.kind == "word" and (word.text.islower() or len(word.text) > 2)
        return odd or self.sort in {Sort.UNKNOWN, Sort.ADULT} or self.also

    @property
    def also(self) -> bool:
        """Whether it is an ordinary word too."""
        return self.word.low in ALSO_WORDS


def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text."""
    made: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        word, kind = match[0], match.lastgroup or "mark"
        bare, low, owns = _bare(word, kind)
        start, end = match.span()
        made.append(_new(Token, (bare, low, kind, start, end, opens, owns)))
        if kind != "mark":
            opens = False
        elif word in ".!?;":
            opens = True
    return tuple(made)


@lru_cache(maxsize=20_000)
def _bare(word: str, kind: str) -> tuple[str, str, bool]:
    """A word without a possessive 's, the same in lower case, and whether it had one. A language has few words."""
    owns = kind in {"word", "initials"} and word.endswith(("'s", "s'"))
    bare = word if kind == "mark" else word[:-2] if word.endswith("'s") else word.rstrip("'")
    return bare, bare.lower(), owns


def _of_a_double_name(low: str) -> str:
    """What is looked up of 'bobby-joe' or 'ka-yan': the whole in one, or its first part."""
    whole = low.replace("-", "")
    return whole if is_given(whole) else low.partition("-")[0]


class ReadText:
    """One text: its words, and the names it could hold."""

    def __init__(self, text: str, seen: frozenset[str]) -> None:
        self.words = tokens(text)
        self.seen = seen
        self.shouting = text.isupper()

    def at(self, i: int) -> Token:
        """The word at a place; an empty one before the first and after the last."""
        return self.words[i] if 0 <= i < len(self.words) else END

    def lows(self, i: int, number: int) -> list[str]:
        """The next words from a place on, brackets and dashes left out, filled up with empty ones."""
        found = [t.low for t in self.words[max(0, i) : max(0, i) + number + 4] if t.text not in '(),"-']
        return (found + [""] * number)[:number]

    def name(self, i: int) -> Name | None:
        """The name that could begin at a place."""
        sort = self.sort(i)
        if sort is None:
            return None
        before_at, marks = self._before(i)
        return Name(
            first=i,
            last=self._last(i, sort),
            sort=sort,
            word=self.words[i],
            before=self.at(before_at),
            before_at=before_at,
            marks=marks,
        )

    def _before(self, i: int) -> tuple[int, str]:
        j, marks = i - 1, ""
        while j >= max(0, i - LONGEST_LIST):
            token = self.words[j]
            if token.low in _JOINS and (before := self._named_before(j - 1)):
                j -= 1 + before
            elif token.text in _SOFT or token.low in {"called", "named"}:
                marks += token.text if token.kind == "mark" else ""
                j -= 1
            else:
                break
        return j, marks

    def _named_before(self, i: int) -> int:
        """How many words before a comma or an 'and' are a name: 'Ella' 1, 'Ella Moss' 2, none 0."""
        if self._given(i) or (self.at(i).kind in {"word", "initials"} and self._initials(i)):
            return 1
        surname = self.at(i).kind == "word" and (self._unknown(self.at(i)) or self.at(i).low in v.SURNAMES)
        return 2 if surname and self._given(i - 1) else 0

    def _last(self, i: int, sort: Sort) -> int:
        """Where the whole name ends: 'Mason H', 'Noah Brennan'."""
        after, word = self.at(i + 1), self.words[i]
        whole = sort in {Sort.INITIALS, Sort.UNKNOWN} or word.owns or word.low in RUN_ON
        if whole or after.kind not in {"word", "initials"}:
            return i
        letter = len(after.text) == 1 and (after.text.isupper() or (word.text.islower() and after.text not in "aiw"))
        surname = self._unknown(after) or after.low in v.SURNAMES or (after.capital and self._given(i + 1))
        return i + 1 if letter or surname else i

    def sort(self, i: int) -> Sort | None:
        """What kind of name the word at a place could be."""
        word = self.words[i]
        if word.kind not in {"word", "initials"} or self._titled(i):
            return None
        return self._given(i) or self._initials(i) or self._unknown(word)

    def may_be_surname(self, i: int) -> bool:
        """Whether the word at a place can be the family name after a title and a given name."""
        token, before = self.at(i), self.at(i - 1)
        known = self._unknown(token) is not None or token.low in v.SURNAMES
        return known and (token.capital or (before.text.islower() and is_given(before.low)))

    def _titled(self, i: int) -> bool:
        """Whether it is the rest of 'Mr Novak', 'Mr P. Novak', 'PC Ethan Cole'."""
        j = i - 1
        while j >= i - 3 and (self.at(j).text == "." or (self.at(j).capital and self.at(j).low not in w.TITLES)):
            j -= 1
        return self.at(j).low in w.TITLES

    def _given(self, i: int) -> Sort | None:
        word = self.at(i)
        low = word.low if "-" not in word.text else _of_a_double_name(word.low)
        low = low[:-1] if low in RUN_ON else low
        if not is_given(low):
            return Sort.CHILD if word.capital and self._in_two_words(i) else None
        if low in ALSO_WORDS and (self.shouting or not (word.capital or word.owns or self.beside_kin(i))):
            return None
        return Sort.ADULT if low in ADULTS else Sort.CHILD

    def _in_two_words(self, i: int) -> bool:
        """'Siu Ming', 'Jia Yi': the two parts of one name, each with its capital."""
        word, after = self.words[i], self.at(i + 1)
        return after.kind == "word" and after.capital and of_two_parts(word.low, after.low)

    def beside_kin(self, i: int) -> bool:
        """'mum (sam)' and 'jo (mum)': brackets make a name of a word in small letters."""
        before, after = self.at(i - 1).text, self.at(i + 1).text
        inside = before == "(" and after == ")" and self.at(i - 2).low in w.KIN
        return inside or (after == "(" and self.at(i + 2).low in w.KIN and self.at(i + 3).text == ")")

    def _initials(self, i: int) -> Sort | None:
        word, before, after = self.words[i], self.at(i - 1), self.at(i + 1)
        text = word.text
        if word.kind == "initials":
            known = text.replace(".", "").replace(" ", "").upper() in v.DOTTED
        elif len(text) == 1:
            cued = before.low in w.ONE_CHILD or word.owns or self.at(i + (2 if after.text == "." else 1)).low in w.LIVES
            known = not cued or text not in "DEFGHJKLMNORSTUVW"
        elif text.isupper():
            bracketed = before.text == "(" and after.text == ")"
            known = self.shouting or len(text) > 3 or text in v.ACRONYMS or (text in v.SHOUTED and not bracketed)
        else:
            known = len(text) != 2 or not text.islower() or text in v.TWO_LETTERS or text.upper() in v.ACRONYMS
        return None if known or self._in_reference(i) else Sort.INITIALS

    def _in_reference(self, i: int) -> bool:
        """Whether it is a part of something like 'SG-2025', 'CP/1' or 'Y4'."""
        word, after, then = self.words[i], self.at(i + 1), self.at(i + 2)
        if after.start != word.end:
            return False
        return after.kind == "number" or (
            after.text in {"-", "/"} and then.kind == "number" and then.start == after.end
        )

    def _unknown(self, word: Token) -> Sort | None:
        text, low = word.text, word.low
        letters = text.replace("-", "").replace("'", "")
        plain = len(text) > 2 and text[0].isupper() and text[-1].islower() and letters.isalpha()
        if self.shouting or not plain or text in KNOWN_CAPITALS or low.endswith(v.NOT_A_NAME_ENDING):
            return None
        parts = {low.rstrip("s").capitalize(), low.partition("-")[0].capitalize()}
        return Sort.UNKNOWN if parts.isdisjoint(KNOWN_CAPITALS) else None
