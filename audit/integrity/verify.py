"""Whether a page says what follows from the answers it carries.

The page is made again from its own answers and compared character for character; only line ends and the mark at the
beginning of a file, which mail programs change, make no difference. All of it is pure: files are read by the commands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import audit as package
from audit.integrity import page_diff
from audit.integrity import seal as seals
from audit.judgement.review import answers_fingerprint
from audit.model import Checklist
from audit.problems import AuditError, Problem, Where, problem
from audit.report import anchors, canonical, html, plausible
from audit.report.build import from_record
from audit.report.detail import Detail
from audit.report.record import ReportRecord

LARGEST = 20_000_000
"""How many bytes a page may have."""
_BLOCK = re.compile(r'<script type="application/octet-stream" id="record" data-sha256="[^"<>]{0,200}">([^<]*)</script>')
MOST_COMPARED = 200_000
"""How many tags or lines of a page are compared one by one; one of ours has a few thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report as it was handed over: its file's name, its text without the seal, and the record it carries.

    ``carried`` is that record's text, unpacked.
    """

    file: str
    text: str
    record: ReportRecord
    carried: str
    seal: seals.Seal | None = None

    @property
    def where(self) -> Where:
        """The file, for faults."""
        return Where(file=self.file)


def opened(data: bytes, file: str) -> Page:
    """A page and what it carries.

    Raises:
        AuditError: V01, it is no report or carries nothing; V02, what it carries cannot be read.
    """
    where = Where(file=file)
    if len(data) > LARGEST:
        raise AuditError([problem("V01", where, why="it is larger than a report can be")])
    try:
        text = normal(data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise AuditError([problem("V01", where, why="it is not text in UTF-8")]) from fault
    text, sealed = seals.split(text, where)
    blocks = [found[1] for found in islice(_BLOCK.finditer(text), 2)]
    if len(blocks) != 1:
        why = "it carries no answers" if not blocks else "it carries answers twice"
        raise AuditError([problem("V01", where, why=why)])
    try:
        carried = canonical.unpacked(blocks[0])
        record = canonical.record(carried)
    except canonical.NotCanonicalError as fault:
        raise AuditError([problem("V02", where, why=fault)]) from fault
    return Page(file=file, text=text, record=record, carried=carried, seal=sealed)


def normal(text: str) -> str:
    """A page's text as it is compared and sealed: one kind of line end, and no mark before the first character."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()


def comparable(page: Page, checklist: Checklist) -> tuple[Problem, ...]:
    """What keeps a page from being made again here: another version of the tool, another edition of the checklist."""
    found, made_from = [], page.record.provenance
    if made_from.tool_version != package.__version__:
        found.append(problem("V03", page.where, theirs=made_from.tool_version, ours=package.__version__))
    if made_from.checklist_digest != checklist.digest:
        given = page.record.audit
        found.append(problem("V04", page.where, edition=given.edition, checklist=given.checklist))
    elif why := plausible.foreign(page.record, checklist):
        found.append(problem("V02", page.where, why=why))
    return tuple(found)


# The page against its own answers


def of_page(page: Page, checklist: Checklist) -> tuple[Problem, ...]:
    """Where the page does not say what follows from the answers it carries.

    Args:
        page: one that is comparable.
        checklist: the one it answers, as a setting of its kind is asked it.
    """
    found = list(_own_digest(page))
    # A page is written with a question mark for what no text can hold, such as half of a letter in a file's name.
    whole = html.PRINTED_WHOLE in page.text
    ours = normal(html.render(from_record(checklist, page.record), whole=whole).encode("utf-8", "replace").decode())
    theirs = _packed_alike(page)
    if ours != theirs and _is_too_long(theirs, ours):
        found.append(_said(page, "The page, too long to be compared line by line", theirs, ours))
    elif ours != theirs:
        names = anchors.of(checklist).names
        found += [_said(page, place, other, own) for place, other, own in page_diff.differences(theirs, ours, names)]
    return tuple(found)


def _is_too_long(*texts: str) -> bool:
    return any(text.count(character) > MOST_COMPARED for text in texts for character in "<\n")


def _packed_alike(page: Page) -> str:
    """The page's text, with what it carries packed by the zlib that is here: another version packs in another way.

    Only where what was unpacked is, character for character, the one text that these values have.
    """
    if page.carried != canonical.text(canonical.values(page.record)):
        return page.text
    (found,) = _BLOCK.finditer(page.text)
    return page.text[: found.start(1)] + canonical.packed(page.record) + page.text[found.end(1) :]


def _own_digest(page: Page) -> Iterator[Problem]:
    """In full the answers' SHA-256 and their fingerprint follow from the answers themselves."""
    record = page.record
    if record.detail is Detail.FULL:
        digest = canonical.answers_digest(record.audit, record.review)
        if digest != record.provenance.answers:
            yield _said(page, "The answers' SHA-256", record.provenance.answers, digest)
        own = answers_fingerprint(record.audit)
        if own != record.provenance.fingerprint:
            yield _said(page, "The fingerprint of the answers", record.provenance.fingerprint, own)


def _said(page: Page, place: str, theirs: str, ours: str) -> Problem:
    theirs, ours = page_diff.around(theirs, ours)
    return problem("V05", page.where, place=place, page=theirs, ours=ours)
