"""What a report follows from, all of it: with the words of the checklist nothing else is needed to make it again."""

from dataclasses import dataclass
from datetime import date

from audit.judgement.review import Review
from audit.model import Audit, Setting
from audit.problems import Problem
from audit.report.detail import Detail
from audit.report.published import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the report was made from, so that anybody can make it again.

    ``answers`` is the SHA-256 of every answer in full, wherever in the workbook it stands: it stays the same when the
    workbook is only saved again, and shows at every level of detail but ``public`` that a withheld word was changed.
    ``templates`` is the digest of the templates of its page, empty in the first format.
    ``fingerprint`` is that of what the setting answered and nothing else, from which the sample is drawn. A public
    report has none of these: ``commitment`` ties it to its workbook for whoever has the setting's secret.
    """

    file: str
    sha256: str
    checklist_digest: str
    tool_version: str
    answers: str = ""
    fingerprint: str = ""
    commitment: str = ""
    templates: str = ""


FORMAT = 2
"""The number of the format in which records are written now. The first says no number; all are read for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecord:
    """The answers, the faults found, the review if there was one, and what they were read from.

    ``as_of`` is the day the report was made. ``published`` stands in place of the answers in a public report.
    ``format`` is the number of the format in which it is written.
    """

    audit: Audit
    problems: tuple[Problem, ...]
    as_of: date
    provenance: Provenance
    detail: Detail = Detail.FULL
    review: Review | None = None
    published: Published | None = None
    format: int = 1


def without_answers(audit: Audit) -> Audit:
    """What stays of an audit in a public report: the kind of setting, which says what was asked."""
    return Audit(
        checklist=audit.checklist,
        edition=audit.edition,
        setting=Setting(kind=audit.setting.kind),
        responses=(),
    )
