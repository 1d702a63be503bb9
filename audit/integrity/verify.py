"""Whether a page says what follows from the answers it carries.

The page is made again from its own answers and compared character for character; only line ends and the mark at the
beginning of a file, which mail programs change, make no difference. A page that a browser wrote again is compared by
its marks and texts. Of one that was made with other templates the words are compared, and it is never called altered:
only its seal can show that. All of it is pure: files are read by the commands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import audit as package
from audit.integrity import browser_saved, harm, page_diff
from audit.integrity import seal as seals
from audit.integrity.harm import Harm
from audit.judgement.review import answers_fingerprint
from audit.model import Checklist
from audit.problems import AuditError, Problem, Where, problem
from audit.report import anchors, canonical, html, page_parts, plausible
from audit.report.build import from_record
from audit.report.detail import Detail
from audit.report.record import FORMAT, ReportRecord

LARGEST = 20_000_000
"""How many bytes a page may have."""
_MHTML_HEAD = 4_000
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
        AuditError: V01, it is no report or carries nothing; V02, what it carries cannot be read; V28, a later version
            wrote it; V35, a browser saved it as a single .mhtml file.
    """
    where = Where(file=file)
    if len(data) > LARGEST:
        raise AuditError([problem("V01", where, why="it is larger than a report can be")])
    if _is_mhtml(data):
        raise AuditError([problem("V35", where)])
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
    except canonical.NewerFormatError as fault:
        raise AuditError([problem("V28", where, number=fault.number, ours=FORMAT)]) from fault
    except canonical.NotCanonicalError as fault:
        raise AuditError([problem("V02", where, why=fault)]) from fault
    return Page(file=file, text=text, record=record, carried=carried, seal=sealed)


def _is_mhtml(data: bytes) -> bool:
    """Whether it is a letter of several parts, as which browsers save a page in a single file; its scripts are gone."""
    beginning = data[:_MHTML_HEAD].lstrip(b"\xef\xbb\xbf\r\n \t").partition(b"<html")[0].lower()
    return not beginning.startswith(b"<") and b"mime-version:" in beginning and b"multipart/related" in beginning


def normal(text: str) -> str:
    """A page's text as it is compared and sealed: one kind of line end, and no mark before the first character."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()


def comparable(page: Page, checklist: Checklist) -> tuple[Problem, ...]:
    """What keeps a page from being made again here: another edition of the checklist, or answers to another one."""
    if page.record.provenance.checklist_digest != checklist.digest:
        given = page.record.audit
        return (problem("V04", page.where, edition=given.edition, checklist=given.checklist),)
    why = plausible.foreign(page.record, checklist)
    return (problem("V02", page.where, why=why),) if why else ()


# The page against its own answers


def of_page(page: Page, checklist: Checklist) -> tuple[Problem, ...]:
    """Where the page does not say what follows from the answers it carries, worst harm first, and notes.

    Args:
        page: one that is comparable.
        checklist: the one it answers, as a setting of its kind is asked it.
    """
    return harm.in_order((*_own_digest(page), *_differences(page, made_again(page, checklist), checklist)))


def made_again(page: Page, checklist: Checklist) -> str:
    """The page as this version makes it of the answers that it carries, as :func:`normal` gives a page."""
    # A page is written with a question mark for what no text can hold, such as half of a letter in a file's name.
    report = from_record(checklist, page.record)
    whole = html.PRINTED_WHOLE in page.text
    said = html.by_owner(report) if _is_by_owner(page) else html.render(report, whole=whole)
    return normal(said.encode("utf-8", "replace").decode())


def _is_by_owner(page: Page) -> bool:
    """Whether it is the page of sheets by owner; a public report holds no plan, and has none."""
    return html.BY_OWNER in page.text and page.record.detail is not Detail.PUBLIC


def _differences(page: Page, ours: str, checklist: Checklist) -> Iterator[tuple[Harm, Problem]]:
    theirs = _packed_alike(page)
    if ours == theirs:
        return
    if _is_too_long(theirs, ours):
        yield _said(page, "The page, too long to be compared line by line", theirs, ours)
        return
    one, other = browser_saved.form(theirs), browser_saved.form(ours)
    if one is not None and one == other:
        yield Harm.CODE, problem("V27", page.where)
        return
    names = anchors.of(checklist).names
    if elsewhere := _made_elsewhere(page):
        yield Harm.CODE, elsewhere
        words = list(page_diff.word_differences(theirs, ours, names))
        yield from (_said(page, *difference, code="V30") for difference in words)
        if not words:
            yield Harm.CODE, problem("V31", page.where)
        return
    found = list(page_diff.differences(theirs, ours, names))
    if len(found) > _FEW and one is not None and other is not None:
        again = list(page_diff.differences("\n".join(one), "\n".join(other), names))
        found = min(found, again, key=len)
    yield from (_said(page, *difference) for difference in found)


_FEW = 5
"""From more differences on, it is looked into whether a browser wrote the page again before it was changed."""


def _made_elsewhere(page: Page) -> Problem | None:
    """That another version made the page, or this one with other templates; ``None`` where neither did.

    A page in the first format does not name its templates.
    """
    made_from = page.record.provenance
    if made_from.tool_version != package.__version__:
        return problem("V03", page.where, theirs=made_from.tool_version, ours=package.__version__)
    if made_from.templates != page_parts.digest(page_parts.BY_OWNER if _is_by_owner(page) else page_parts.PARTS):
        return problem("V29", page.where, ours=package.__version__)
    return None


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


def _own_digest(page: Page) -> Iterator[tuple[Harm, Problem]]:
    """In full the answers' SHA-256 and their fingerprint follow from the answers themselves."""
    record = page.record
    if record.detail is Detail.FULL:
        digest = canonical.answers_digest(record.audit, record.review)
        if digest != record.provenance.answers:
            yield _said(page, "The answers' SHA-256", record.provenance.answers, digest)
        own = answers_fingerprint(record.audit)
        if own != record.provenance.fingerprint:
            yield _said(page, "The fingerprint of the answers", record.provenance.fingerprint, own)


def _said(page: Page, place: str, theirs: str, ours: str, code: str = "V05") -> tuple[Harm, Problem]:
    worth, here, there = harm.of(theirs, ours)
    theirs, ours = page_diff.around(theirs, ours, here, there)
    return worth, problem(code, page.where, place=place, page=(theirs,), ours=(ours,))
