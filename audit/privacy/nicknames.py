"""What somebody is called by others: 'known as "Ghost"', 'goes by the street name Lil T'."""

from collections.abc import Iterator

from audit.privacy import vocabulary as v
from audit.privacy.detection import Detection, hidden
from audit.privacy.features import Glance
from audit.privacy.patterns import ready, ready_cased
from audit.privacy.reading import KNOWN_CAPITALS
from audit.privacy.word_lists import each

_CALLED = (
    r"\b(?:known (?:locally |on the street )?as|aka|a\.k\.a\.?|nicknamed|nickname(?: is| of| was)?|"
    r"street name(?: of| is)?|"
    r"goes by(?: the (?:street )?(?:nick)?name(?: of)?)?|calls (?:him|her)self|"
    r"calls? (?:him|her))\b[ :]{0,2}[\"'(]?"
    r"(?P<it>(?:(?:Lil|Little|Big|Young|Baby) )?[A-Z][A-Za-z-]*)"
)
_THEY = (
    r"(?:they|everyone|everybody|others|we|mum|dad|nan|friends|"
    r"mates|kids|lads|peers|the (?:lads|boys|girls|kids|others))"
)
_SO_CALLED = (
    r"^\W{0,2}(?P<it>[a-z][a-z-]{2,14}),? [(\-]? ?(?:that'?s |this is |which is )?(?:what|how|wot) "
    rf"{_THEY}(?: all)? calls?\b"
    rf"|\b{_THEY} (?:all )?calls? (?:him|her|them) [\"']?(?P<so>(?!a "
    rf"|the |in |out |back |over |names )[a-z][a-z-]{{2,14}})"
    r"|\b(?:aka|a\.k\.a\.?|nicknamed|nickname(?: is)?|street "
    r"name(?: is)?|tag name(?: is)?) [\"']?(?P<or>[a-z][a-z-]{2,14})"
    r"|\b(?P<pet>[A-Za-z][a-z-]{2,14}) \((?:real|actual|proper|full|legal) name\b"
)
CUES = each("real proper legal known aka nicknamed nickname street goes calls call k")
_SOMEBODY = each(
    """
    real actual proper legal lad boy girl he she him her estate gang police kid child pupil older student street
    brother mum young lads others kids peers friends
    """
)


def called(glance: Glance) -> Iterator[Detection]:
    """Each nickname that a text says is one."""
    cues = glance.seen & CUES
    if not cues or (cues == {"known"} and "as" not in glance.seen) or glance.seen.isdisjoint(_SOMEBODY):
        return
    for match in ready_cased(_CALLED).finditer(glance.text):
        it = match["it"]
        if it not in KNOWN_CAPITALS and it not in v.ACRONYMS and not (it.isupper() and len(it) > 2):
            yield Detection(code="P08", start=match.start("it"), end=match.end("it"), shown=hidden(it))
    for match in ready(_SO_CALLED).finditer(glance.text):
        which = match.lastgroup or "it"
        if match[which].capitalize() not in KNOWN_CAPITALS:
            yield Detection(code="P08", start=match.start(which), end=match.end(which), shown=hidden(match[which]))
