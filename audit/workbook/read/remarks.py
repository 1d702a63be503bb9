"""Whether a remark beside a rating or a status is known to take nothing back: only where each of its words is known.

"Met - policy missing" and "Done by Easter" begin with a word that makes a setting look better. So the remark is read
word by word, and one that is not known makes a question of the whole cell.
"""

import re
from collections.abc import Sequence
from datetime import date

from audit import privacy
from audit.text import as_seen, plain
from audit.workbook.read.cell_values import MONTHS, NotADateError, as_date
from audit.workbook.read.remark_words import (
    A_KIND,
    AFTER_IN,
    ARTICLES,
    DENIES,
    NOT_OURS,
    REMARK,
    SHOWN_BY_WORK,
    SHOWS,
    STATUS_REMARK,
    STRENGTHENS,
    TO_BOARD,
    WHAT_IS_DONE,
    WHY_NOT,
    WORK,
)

_PAST, _SOME_DAY = "pastday", "someday"
"""Stand for a day that has come by the date of the audit, and for one of which nobody says the year."""
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NUMBERS = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/-]\d{1,2}[/-]\d{1,2}"
_WHOLE = rf"{_NUMBERS}|\d{{1,2}}{_ORDINAL}(?: of)?[ /-]?{_MONTH}[ ,/-]{{1,2}}'?(?:\d{{4}}|\d{{2}})"
_OF_A_YEAR = rf"(?P<month>{_MONTH})[ ,/-]{{0,2}}'?(?P<of>\d{{4}}|\d{{2}})|(?P<year>20\d\d)(?:[/-](?:20)?\d\d)?"
_NO_YEAR = rf"\d{{1,2}}{_ORDINAL}(?: of)?[ -]?{_MONTH}|{_MONTH}(?: \d{{1,2}}{_ORDINAL})?|\d{{1,2}}/\d{{1,2}}"
_DAY = re.compile(rf"(?<![\w/.-])(?:(?P<whole>{_WHOLE})|{_OF_A_YEAR}|(?P<bare>{_NO_YEAR}))(?![\w/-])")
_FRACTIONS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4"})
_FILE = re.compile(r"(?:https?://|www\.)\S+|[\w-]+\.(?:docx?|xls[xm]?|pdf|pptx?|msg|eml|od[tsp]|csv|txt|jpe?g|png)\b")
_NUMBER_OF = r"\.? ?\d+(?:\.\d+)*[a-z]?(?: ?(?:-|to|and|&|,) ?\d+(?:\.\d+)*[a-z]?)?(?![\w%/])"
_PLACE = re.compile(
    rf"\b(?:pp?|pgs?|pages?|sections?|sect?|paras?|paragraphs?|appendix|annex|folders?|files?|drawer|cabinet|chapters?|"
    rf"kcsie part){_NUMBER_OF}"
)
_PART_OF = re.compile(rf"\b(?:s|points?|rows?|lines?|q|questions?|items?|v|version|tab|box|no\.|standard){_NUMBER_OF}")
"""Where to look, beside what to look at; alone it could be all that is met: "Met - item 2"."""
_LETTERED = re.compile(r"\b(?:appendix|annex|section|folder|file|tab) [a-h]\b")
_LOG = r"(?:log|logs|policy|policies|procedures?|forms?|records?|book|file|register|assessments?|reporting)\b"
_OF_TROUBLE = re.compile(
    r"\b(?:low[ -]level )?(?:concerns?|complaints?|incidents?|accidents?|allegations?|risks?|near miss(?:es)?|bullying|"
    rf"anti-bullying|(?:data |security )?breach(?:es)?|missing (?:child(?:ren)?|pupils?)|bruises?) (?={_LOG})"
)
"""What a log or a policy is about: beside one it is no trouble, and by itself it is."""
_STRONG_PHRASES = re.compile(
    r"\bup[ -]to[ -]date\b|\bin place\b|\bin full\b|\bwell (?:established|embedded)|\b100 ?%|"
    r"\bfor (?=all|every|each|everyone|everybody)|\bon time\b|\bas (?:planned|agreed)\b"
)
_HARMLESS_PHRASES = re.compile(
    r"\bas well\b|\blevel \d\b|\bsigned[ -]off\b|\b(?:refer|link|linked|according) to\b|\bin line with\b|"
    r"\bon request\b|\bearly help\b|\bfirst aid\b|\binterests? (?=register|form)|"
    r"\b(?:shared|agreed|read|checked|covered|discussed) with (?=(?:all|staff|governors|trustees|parents|families)\b)|"
    r"\bat (?:the |our )?(?:(?:staff|full|governing|governors'?|trustees'?|board|committee|team|safeguarding|council|"
    r"school|annual) ){0,2}(?:meeting|inset|induction|office|reception)\b|"
    r"(?<=register of )interests?|\baccess requests? (?=log|policy|procedure|form)|\bfor (?:audit|reference|evidence)\b"
)
_FROM_A_DAY = re.compile(
    rf"\b(minutes|notes|log|report|email|letter|record|records|certificates?|meeting) from (?={_PAST}"
    rf"|{_SOME_DAY})"
)
_SENT_TO = re.compile(
    r"\b(sent|emailed|issued|circulated|given|explained|presented|available) to "
    r"(?=(?:all|the|staff|governors|trustees|parents|families|volunteers|everyone)\b)"
)
_BEFORE_NOW = re.compile(r"\b(?:last|this) (?:week|month|term|morning|afternoon)\b")
_SINCE = re.compile(rf"\bsince (?={_PAST})")
_BY_NAME = re.compile(r"\bby (?:(?:mr|mrs|ms|miss|dr|rev)\.? )?([a-z'-]+)(?: ([a-z'-]+))?")
_BY_ROLE = re.compile(
    r"\bby (?:the |our )?(?:(?:deputy|assistant|business|office|school|nursery|safeguarding|designated|board of|"
    r"full|governing|executive|vice|lead) ){0,2}(?:head(?:teacher)?|deputy|dsls?|ddsls?|manager|lead|leader|chair|"
    r"governors?|trustees?|board|body|committee|office|admin|administrator|hr|sbm|bursar|senco|sendco|principal|"
    r"staff|team|council|la|local authority|lado|lscp|all staff|everyone|secretary|caretaker|treasurer|clerk)\b"
)
_TIMES = frozenset({*MONTHS, "spring", "summer", "autumn", "winter", "eve", "noel", "easter", "eid", "advent"})
_BETWEEN = re.compile('[\\s.,;:()\\[\\]"/&+*\u2013\u2014\u201c\u201d\u2713\u2714\u221a\u2611\u2705\U0001f7e2-]+')
_THEIRS = re.compile(r"'(?=s\b)|(?<=s)'(?!\w)")


def takes_nothing_back(remark: str, since: date | None) -> bool:
    """Whether a remark beside "Met" only repeats it, strengthens it, or points to where it is shown.

    Args:
        remark: as it was typed.
        since: the date of the audit; a day after it has not come yet.
    """
    words = _words(remark, since)
    if not words or not REMARK.issuperset(words - _MARKS):
        return False
    # "Met in 2025" speaks of that year, and says nothing of this one.
    of_a_day = _PAST in words and "in" not in words
    return of_a_day or _SOMEBODY in words or not words.isdisjoint(SHOWS | STRENGTHENS)


def tells_of_work_done(remark: str, since: date | None, *, undated: bool = True) -> bool:
    """Whether a remark beside "Done" leaves it done: when, by whom, or where it is shown.

    Args:
        remark: as it was typed.
        since: the date of the audit; what has a later date is not done.
        undated: whether a day without a year can only be one that has been.
    """
    words = _words(remark, since)
    if not words or not STATUS_REMARK.issuperset(words - _MARKS):
        return False
    if _SOME_DAY in words and not undated:
        return False
    return not words.isdisjoint(SHOWS | STRENGTHENS | SHOWN_BY_WORK | _MARKS)


def names_work(text: str) -> bool:
    """Whether what stands before "completed" is a thing that can be completed, as a whole: "staff training"."""
    words = frozenset(_BETWEEN.sub(" ", _HARMLESS_PHRASES.sub(" ", _OF_TROUBLE.sub(" ", plain(text)))).split())
    return WHAT_IS_DONE.issuperset(words) and not words.isdisjoint(WORK)


def points_elsewhere(remark: str, since: date | None) -> bool:
    """Whether a remark only says where more stands: "see notes", "policy p4"."""
    words = _words(remark, since)
    return bool(words & SHOWS) and REMARK.issuperset(words - _MARKS)


def says_why_not(remark: str) -> bool:
    """Whether a remark beside "Not applicable" says whom or what a setting is without, or what it is, for good."""
    text = plain(as_seen(remark))
    words = _BETWEEN.sub(" ", _AGE.sub(" under ", text)).split()
    if _ON_PAPER.fullmatch(text):
        return True
    if "?" in text or not WHY_NOT.issuperset(words):
        return False
    denial = next((at for at, word in enumerate(words) if word in DENIES), None)
    # "No boarders", and not "staff do not": what is denied comes after.
    after = frozenset(words if denial is None else words[denial + 1 :])
    if denial is None or words[denial] == "none":
        return not after.isdisjoint(A_KIND if denial is None else TO_BOARD)
    return not after.isdisjoint(NOT_OURS - A_KIND) or (not after.isdisjoint(A_KIND) and after.isdisjoint({"in", "at"}))


def _words(remark: str, since: date | None) -> frozenset[str]:
    """The words of a remark; none where it asks, or names a day to come. What is known as a whole is taken out."""
    text = plain(as_seen(remark))
    if "?" in text:
        return frozenset()
    text = _FILE.sub(" document ", text)
    dated = _with_days(text, since)
    if dated is None:
        return frozenset()
    text = _PART_OF.sub(" ", _LETTERED.sub(" page ", _PLACE.sub(" page ", dated)))
    text = _HARMLESS_PHRASES.sub(_meeting, _STRONG_PHRASES.sub(" yes ", _OF_TROUBLE.sub(" ", text)))
    text = _SENT_TO.sub(r"\1 ", _BEFORE_NOW.sub(f" {_SOME_DAY} ", text))
    text = _SINCE.sub("", _FROM_A_DAY.sub(r"\1 ", text))
    text = _BY_NAME.sub(_named, _BY_ROLE.sub(f" {_SOMEBODY} ", text))
    words = _BETWEEN.sub(" ", _THEIRS.sub("", text)).split()
    if not _all_in_something(words):
        return frozenset()
    return frozenset(words)


def _all_in_something(words: Sequence[str]) -> bool:
    """Whether each "in" is followed by what something can be in."""
    for at, word in enumerate(words):
        if word == "in":
            after = next((w for w in words[at + 1 :] if w not in ARTICLES), "")
            if after not in AFTER_IN and after not in _MARKS:
                return False
    return True


def _meeting(match: re.Match[str]) -> str:
    return f" {_MEETING} " if match[0].endswith(("meeting", "inset")) else " "


_AGE = re.compile(r"\b(?:under|over|aged?|below|above)(?: the age of)? \d{1,2}s?(?: years?(?: old)?)?\b")
_SOMEBODY, _MEETING = "bysomebody", "atmeeting"
_MARKS = frozenset({_PAST, _SOME_DAY, _SOMEBODY, _MEETING})
_ON_PAPER = re.compile(
    r"(?:(?:we|i) (?:only )?(?:use|keep|have) |(?:it is|everything is|records are) )?(?:all|only|everything)?"
    r"(?: is| are| our)? ?(?:records )?(?:on )?paper(?: records| only| based)?"
)


def _named(match: re.Match[str]) -> str:
    """Who did it, where it is surely a person: 'by May' and 'by Friday' are times to come."""
    given, surname = match[1], match[2] or ""
    titled = bool(re.match(r"by (?:mr|mrs|ms|miss|dr|rev)\b", match[0]))
    if given in _TIMES:
        return match[0]
    if surname and privacy.is_name(given, surname):
        return f" {_SOMEBODY} "
    return f" {_SOMEBODY} {surname} " if titled or privacy.is_name(given) else match[0]


def _with_days(text: str, since: date | None) -> str | None:
    """The text with a mark for each day; ``None`` where one is still to come, or does not exist."""
    marked, at = [], 0
    for match in _DAY.finditer(text):
        mark = _mark(match, since)
        if not mark:
            return None
        marked += [text[at : match.start()], f" {mark} "]
        at = match.end()
    return " ".join("".join([*marked, text[at:]]).split())


def _mark(match: re.Match[str], since: date | None) -> str:
    """What stands for a day, month or year; nothing where it is to come, or cannot be."""
    if match["bare"]:
        return "" if match["bare"] in _FRACTIONS else _SOME_DAY
    first = _first_of(match)
    if first is None or (since and first > since):
        return ""
    # "Sept 26" is the month of that year or a day of it.
    could_be_a_day = bool(match["of"]) and len(match["of"]) == 2 and "'" not in match[0]
    return _PAST if since and not could_be_a_day else _SOME_DAY


def _first_of(match: re.Match[str]) -> date | None:
    """The day, or the first day of the month or year, that a text names; ``None`` where there is none."""
    try:
        if whole := match["whole"]:
            return as_date(re.sub(r"^(\d{4})/(\d+)/", r"\1-\2-", whole))
        if match["year"]:
            return date(int(match["year"]), 1, 1)
        year = int(match["of"]) + (2000 if len(match["of"]) == 2 else 0)
        return date(year, MONTHS[match["month"].strip(".")], 1)
    except (NotADateError, ValueError):
        return None
