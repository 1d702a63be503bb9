"""All that is held against a page: its own answers, the workbook it was made from, its seal and a key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit import files
from audit.checklist.load import load
from audit.integrity import compare, harm, seal
from audit.integrity.harm import Harm
from audit.integrity.verify import Page, comparable, made_again, of_page
from audit.model import Checklist
from audit.problems import AuditError, Problem, Where, is_fault, problem
from audit.report import build, published, redaction
from audit.report.detail import Detail
from audit.workbook.read.reader import Return

MOST_SHOWN = 20
"""How many differences are named where there are more; the first of them show what kind they are of."""


_ELSEWHERE = {"V03", "V04", "V29"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A page, and everything that was found when it was worked out again: faults, and notes such as V08."""

    page: Page
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Where it is not what it says."""
        return tuple(found for found in self.problems if is_fault(found))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What makes no difference and is worth knowing."""
        return tuple(found for found in self.problems if not is_fault(found))

    @property
    def same(self) -> bool:
        """Whether every figure and text follows from what the page carries, and from the workbook if there was one."""
        return not self.faults

    @property
    def seal_fits(self) -> bool:
        """Whether the page has a seal and nothing was changed since, which can be said of a page of any version."""
        return self.page.seal is not None and all(found.code != "V12" for found in self.faults)

    @property
    def compared(self) -> bool:
        """Whether it could be compared to the letter: not where other templates or another checklist made it."""
        return not _ELSEWHERE & {found.code for found in self.faults}

    @property
    def altered(self) -> bool:
        """Whether something was found that only a hand can have done, whatever else could not be compared."""
        return not all(found.code in _ELSEWHERE | {"V30"} for found in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """A public key's file: its bytes, and where it is."""

    pem: bytes
    where: Where


def verified(
    page: Page,
    *,
    workbook: Return | None = None,
    key: PublicKey | None = None,
    secret: bytes = b"",
    folder: Path | None = None,
) -> Verification:
    """Work a page out again and compare.

    Args:
        page: the page, as :func:`audit.integrity.verify.opened` gives it.
        workbook: the workbook it is said to be made from.
        key: the public key it has to be sealed with.
        secret: the setting's secret, with which a public page commits to its workbook.
        folder: checklists of one's own, beside ours.

    Raises:
        AuditError: V04, its checklist is not there; V14, this is no such key; V15, a library is missing; or why the
            workbook was refused.
    """
    own = against_itself(page, folder)
    found = [*_against_workbook(page, workbook, secret), *own, *_against_key(page, key, _as_sealed(page, own, folder))]
    return Verification(page=page, problems=harm.in_order((Harm.FIGURE, one) for one in found))


def _as_sealed(page: Page, own: Sequence[Problem], folder: Path | None) -> str:
    """The text that a seal was put on: the page's own, or where a browser wrote that again, as it was made."""
    if page.seal is None or all(found.code != "V27" for found in own) or any(map(is_fault, own)):
        return page.text
    return made_again(page, _checklist(page, folder))


def against_itself(page: Page, folder: Path | None = None) -> Sequence[Problem]:
    """Where a page does not say what follows from the answers it carries, or why that cannot be known here.

    Raises:
        AuditError: V04, its checklist is not there.
    """
    checklist = _checklist(page, folder)
    return comparable(page, checklist) or of_page(page, checklist)


def _checklist(page: Page, folder: Path | None) -> Checklist:
    """The checklist that a page answers; where there is none of that name or kind, V04 says so."""
    given = page.record.audit
    try:
        return load(given.checklist, given.setting.kind, folder)
    except AuditError as fault:
        if any(p.code not in {"C08", "S10"} for p in fault.problems):
            raise
        raise AuditError([problem("V04", page.where, edition=given.edition, checklist=given.checklist)]) from fault


def _against_workbook(page: Page, workbook: Return | None, secret: bytes) -> Iterator[Problem]:
    if workbook is None:
        if page.record.detail is Detail.PUBLIC:
            yield problem("V10", page.where)
        return
    if workbook.checklist is None:
        raise AuditError(workbook.problems)
    record = build.record_of(workbook, page.record.as_of)
    own = redaction.redact(
        build.from_record(workbook.checklist, record), page.record.detail, themes=_tells_themes(page)
    )
    yield from compare.compare(page.record, own.record, workbook.file)
    if page.record.detail is not Detail.PUBLIC:
        return
    if not secret:
        yield problem("V26", page.where)
    elif page.record.provenance.commitment != published.commitment(secret, workbook.sha256):
        yield problem("V25", page.where)


def _tells_themes(page: Page) -> bool:
    return bool(page.record.published and page.record.published.themes)


def _against_key(page: Page, key: PublicKey | None, text: str) -> Iterator[Problem]:
    if page.seal is None:
        if key:
            yield problem("V11", page.where)
        return
    if not seal.fits(text, page.seal):
        yield problem("V12", page.where)
    if key:
        wanted = seal.public_key(key.pem, key.where)
        if wanted != page.seal.key:
            theirs, ours = seal.fingerprint(page.seal.key), seal.fingerprint(wanted)
            yield problem("V13", page.where, theirs=theirs, ours=ours)


def sealed(page: Page, private: bytes, signer: seal.Signer, where: Where, folder: Path | None = None) -> str:
    """A page with a seal, if it is what its answers come to.

    Args:
        page: the page; a seal that it has is replaced.
        private: the private key's bytes.
        signer: who seals it.
        where: the key's file, for faults.
        folder: checklists of one's own, beside ours.

    Raises:
        AuditError: V02 to V05 or V29, it is not what its answers come to, or nobody can tell; V14, this is no such key;
            V15, a library is missing.
    """
    if found := [one for one in against_itself(page, folder) if is_fault(one)]:
        raise AuditError(found[:MOST_SHOWN])
    return seal.sealed(page.text, private, signer, where) + "\n"


def write_keys(path: Path) -> tuple[Path, Path]:
    """Make a pair of keys: the private one here, for its owner's eyes, and the public one beside it as ``.pub``.

    Raises:
        AuditError: V07, one of them is there already; V15, a library is missing; S02, they cannot be written.
    """
    public = path.with_name(f"{path.name}.pub")
    pair = seal.new_pair()
    for one in (path, public):
        if one.exists():
            raise AuditError([problem("V07", Where(file=str(one)))])
    files.write(path, pair.private, replace=False, private=True)
    try:
        files.write(public, pair.public, replace=False)
    except BaseException:
        path.unlink(missing_ok=True)  # half a pair is of no use: both are there, or neither
        raise
    return path, public
