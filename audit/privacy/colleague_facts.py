"""What is private to a named colleague: illness, a divorce, a conviction. An audit needs the cover, not the reason."""

import re
from collections.abc import Iterator

from audit.privacy import words as w
from audit.privacy.detection import Detection, hidden
from audit.privacy.features import Glance
from audit.privacy.patterns import ready
from audit.privacy.reading import KNOWN_CAPITALS, ReadText, Sort
from audit.privacy.word_lists import each, family

CUES = family("circumstances")["private"]
_ILLNESS = (
    r"(?:cancer|stress|depress\w*|anxiety|breakdown|surgery|operation|bereave\w*|miscarriage|chemo\w*|covid|stroke|"
    r"heart|ivf|hiv|mental health|epilepsy|diabetes|adhd|autism|ptsd|menopause|long term|back pain|burn.?out)"
)
_NOT_WORK = (
    r"(?! (?:training|leads?|courses?|policy|support|groups?|team|workshop|awareness|lessons?|leaflets?|guidance|"
    r"session|resources?|club|clinic|first|champion|project|plans?))"
)
_BEING = r"\b(?:is|was|now|been|got|being)\b (?:\w+ ){0,2}?"
_HAVING = (
    r"\b(?:has|had|having|with|got|suffers?|suffering|recovering|treated|living|going|gone|been|battling|undergoing)\b "
    r"(?:\w+ ){0,3}?"
)
_STATES = (
    r"(?:pregnant|divorc\w+|separat(?:ed|ing)|bankrupt|alcoholic|suspended|depressed|bereaved|suicidal|arrested|cautioned|"
    r"convicted|expecting|in rehab|in debt|autistic|epileptic|diabetic|sectioned|evicted|homeless|disciplined|"
    r"dismissed|sacked|dyslexic|infertile|transgender|gay)"
)
_TROUBLES = r"(?:conviction|caution|criminal record|divorce|debts?|affair|drink(?:ing)? problem|drug problem|gambling)"
_LOST = (
    r"lost (?:her|his|their|a) "
    r"(?:baby|husband|wife|partner|mum|dad|mother|father|son|daughter|child|licence|house|twins)"
)
_FACTS = (
    rf"\b(?:off|signed off|absent|away|on leave|in hospital)\b.{{0,25}}\b(?:sick|ill|{_ILLNESS})\b{_NOT_WORK}",
    rf"{_HAVING}(?:{_ILLNESS}|{_TROUBLES})\b{_NOT_WORK}",
    rf"{_BEING}{_STATES}\b",
    (
        r"^(?:[ ,(]{0,2}[\w ]{0,25}[,)])? ?\b(?:drinks|gambles|self.harms|miscarried|"
        r"suspended (?:after|following|pending|over|for|on))\b"
        r"(?= (?:heavily|too|a lot|at|before|on|after|following|pending|over|for)\b|\s*[.,;]|\s*$|(?<=\w) )"
    ),
    (
        r"(?:^'s|\b(?:her|his)) (?:husband|wife|partner|ex|marriage|son|daughter|mother|father|mum|dad)\b.{0,40}"
        r"\b(?:arrested|prison|left|leaving|died|dying|hits?|abus\w+|cancer|affair|dementia|ill|hospital|divorc\w+|drinks)\b"
    ),
    r"\b(?:has|have|having) (?-i:MS|ME)\b",
    r"\b(?:off|away|signed off|absent|leave|out) (?:\w+ ){0,2}?(?:with|due to|cos of|because of) (?:her|his|their) \w+",
    (
        r"\b(?:sick|fit|doctor'?s) notes?\b"
        r"|\b(?:bk|back|heart|knee|hip|brain|gastric|eye|hernia|bowel|breast) (?:surgery|op)\b"
    ),
    (
        rf"\b(?:{_LOST})\b|\bantidepressants\b|\bbeing investigated\b|\bdrink problem\b"
        r"|\b(?:drink|drug).?driv\w+|\bspent conviction|\bnervous breakdown"
    ),
    (
        r"(?:^'s|\b(?:her|his))(?: own)? (?:kids?|children|son|daughter) (?:is|are|was|were) "
        r"(?:on an? |on cp|on cin|in care|known to|under )"
    ),
    (
        r"\b(?:chemo\w*|miscarriage|in rehab|in recovery|addiction|ocd|ptsd|bipolar|dyslexic|recovery from|"
        rf"suspended on|arrested|visa (?:expires?|ran|run|out)|"
        rf"(?:is|was) being (?:hit|abused|stalked|beaten))\b{_NOT_WORK}"
    ),
    (
        r"\b(?:restraining order|final (?:written )?warning|under investigation|failed (?:her|his) probation|"
        r"dbs (?:came back|shows?|has|with|had)|disciplinary (?:hearing|for|over|about))\b"
    ),
    r"\b(?:her|his) (?:epilepsy|cancer|depression|anxiety|hip|diabetes|drinking|divorce|visa|conviction)\b",
    (
        r"\b(?:pushed|hit|slapped|grabbed|touched|touches|kissed|messaged|messages|texted|groped|comments on|"
        r"shouted at|swore at|photographed|filmed) (?:a|the|their|girls?|boys?|pupils?|child|kids?|two|one|her|him)\b"
    ),
)
_SENTENCE = re.compile(r"[.;!?](?:\s|$)")
_LONGEST = 110
"""Characters after a name in which what is said is said of it."""
_POSTS = each("coach volunteer teacher caretaker pastor captain nurse trustee governor cleaner cook driver")
_INTERESTS = each("declared declares declaring declaration interest interests")


_POST = (
    r"(?P<post>(?:(?:site|office|business|nursery|room|centre|club|bar|team) )?(?:manager|mgr)|"
    r"(?:the |our |^)(?:deputy )?(?:dsl|ddsl|head|headteacher|"
    r"senco|sendco|sbm|chair|trustee|governor|coach|vicar|imam|ta|"
    r"welfare officer|treasurer|nurse|cleaner|teacher|secretary)|(?:deputy|assistant) (?:dsl|head|ht)|caretaker|cook|"
    r"bursar|head coach|minibus driver|cleaner|school nurse|lunchtime supervisor|link governor|senco|"
    r"y(?:ea)?r? ?\d{1,2} (?:teacher|ta|lead)|(?:new|previous|last|old) (?:dsl|head|caretaker|cook|coach|ta|deputy))"
)
_HAPPENED = (
    rf"(?:{_LOST}|miscarr\w+|(?:drink|drug).?driv\w+|convictions?|cautioned|cancer|chemo\w*|stroke|nervous breakdown|"
    r"divorc(?:e|ed|ing)|rehab|arrested|bankrupt\w*|affair|overdosed?|ivf|pregnant|alcoholic|drink problem|"
    r"heart attack|(?:bk|back|heart|knee|hip|brain) (?:surgery|op)|dementia|sectioned|evicted|depressed|depression|"
    r"investigated|caution|antidepressants|on bail|charged with|off with (?:stress|depression|anxiety|her|his)|"
    r"(?:her|his) (?:husband|wife|partner|son|daughter|marriage|divorce|nerves|drinking|illness))"
)
_IN_GENERAL = r"\b(?:if|when|where|whenever|any|every|each|an?|no|should|unless) (?:\w+ )?$"
POSTS = each(
    """
    manager mgr dsl ddsl head headteacher senco sendco sbm chair trustee governor coach vicar imam ta officer treasurer
    nurse cleaner teacher secretary caretaker cook bursar driver supervisor lead deputy ht
    """
)
"""Without one of these :func:`by_their_post` finds nothing."""
_POST_AND_FACT = (
    rf"\b{_POST}(?:'s)?,?(?: \w+){{0,4}}? {_HAPPENED}\b"
    r"(?! (?:training|policy|policies|course|checks?|leads?|support|awareness|lessons?|groups?))"
)


def by_their_post(glance: Glance) -> Iterator[Detection]:
    """'site manager had a drink driving conviction': of a post that one person holds, what is not said of posts."""
    if not glance.seen.isdisjoint(_INTERESTS):
        return
    match = ready(_POST_AND_FACT).search(glance.text)
    if match and not ready(_IN_GENERAL).search(glance.text[: match.start()]):
        yield Detection(code="P13", start=match.start(), end=match.end(), shown=hidden(match["post"]))


_ANY_FACT = "|".join(f"(?:{fact})" for fact in _FACTS)


def private(reading: ReadText, text: str) -> Iterator[Detection]:
    """Each named person of whom something private is said."""
    if not reading.seen.isdisjoint(_INTERESTS):
        return
    for i, word in enumerate(reading.words):
        last = _named(reading, i)
        if last is None:
            continue
        rest = text[reading.words[last].start + len(reading.words[last].text) :][:_LONGEST]
        rest = _SENTENCE.split(rest, maxsplit=1)[0]
        if ready(_ANY_FACT).search(rest):
            yield Detection(
                code="P13", start=word.start, end=reading.words[last].end, shown=hidden(reading.words[last].text)
            )
            return


def _named(reading: ReadText, i: int) -> int | None:
    """Where the name of somebody ends that begins here: 'Mrs Patel', 'Jo', 'Anita Roy'."""
    word, after = reading.words[i], reading.at(i + 1)
    if word.kind != "word":
        return None
    if word.low in w.TITLES:
        if after.kind != "word" or not (after.capital or word.text.islower()):
            return None
        return i + 2 if reading.at(i + 2).kind == "word" and reading.may_be_surname(i + 2) else i + 1
    if word.low in _POSTS and after.kind == "word" and after.capital and after.text not in KNOWN_CAPITALS:
        return i + 1
    name = reading.name(i)
    return name.last if name and name.sort in {Sort.CHILD, Sort.ADULT} and word.low not in w.STAY else None
