"""How much a report tells. What is withheld is taken out before anything is rendered, so that it can be nowhere.

``shared`` withholds what people write freely about their evidence: evidence, notes, a reviewer's reasons, and the words
that a fault quotes. Ratings, actions, owners and dates stay, because a plan is shared for others to act on it.
``public`` tells the judgement and one band: no answer, no action, no name of a person or a setting, and no day.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from string import Formatter
from typing import Any

from audit.judgement import evidence
from audit.judgement.review import Opinion, Review
from audit.judgement.scoring import Scorecard
from audit.model import LAST_YEAR, Checklist, Rating, Response
from audit.model.response_fields import FIELDS, SharedAs
from audit.problems import AuditError, Problem, Where, problem
from audit.report import published
from audit.report.build import Report, from_record
from audit.report.detail import Detail
from audit.report.record import Provenance, ReportRecord, without_answers
from audit.text import evidence_key

WITHHELD = "(withheld)"
_ELLIPSIS = "\u2026"


def redact(report: Report, detail: Detail, secret: bytes = b"", *, themes: bool = False) -> Report:
    """The report as it may be given at a level of detail.

    Args:
        report: the report.
        detail: how much it is to tell.
        secret: the setting's, from which a public page commits to its workbook; it commits to none if not said.
        themes: whether a public page tells a band of each theme too. It tells none where they would say too much.

    Raises:
        ValueError: more was asked for than the report still holds.
        AuditError: S14, too few answers apply for a public page.
    """
    order = tuple(Detail)
    if order.index(detail) < order.index(report.detail):
        raise ValueError(f"a {report.detail} report cannot become {detail}")
    if detail is report.detail:
        return report
    record = _shared(report) if detail is Detail.SHARED else _public(report, secret, themes)
    return from_record(report.checklist, record)


def _shared(report: Report) -> ReportRecord:
    record, audit = report.record, report.record.audit
    tell = _teller(report.checklist, audit.responses)
    planned = {action.criterion.id for action in report.plan.actions}
    responses = (r if r.ref in planned or r.rating is not Rating.MET else _without_action(r) for r in audit.responses)
    redacted = replace(audit, responses=tuple(_redacted(r, tell) for r in responses), strays=())
    return replace(
        record,
        audit=redacted,
        problems=tuple(_unquoted(p) for p in record.problems),
        review=record.review and _reviewed(record.review),
        detail=Detail.SHARED,
    )


def _without_action(response: Response) -> Response:
    """What is met and has nothing left to be done is no part of the plan that is shared."""
    return replace(response, action="", owner="", due=None, due_words="", status="", status_words="", open_since=None)


def _teller(checklist: Checklist, responses: Iterable[Response]) -> Callable[[Response], str]:
    """Gives each evidence a number in place of its words: the same words, the same number.

    What stands in its place counts as it did: it names something, or nothing, and a date, or none.
    """
    questions = {criterion.id: criterion.question for criterion in checklist.criteria}
    numbers: dict[str, int] = {}
    for response in responses:
        if response.evidence.strip():
            numbers.setdefault(evidence_key(response.evidence), len(numbers) + 1)

    def tell(response: Response) -> str:
        own = response.evidence
        if not own.strip():
            return ""
        if evidence.is_last_years(own):
            return f"{LAST_YEAR} Evidence {numbers[evidence_key(own)]} {WITHHELD}"
        if not evidence.names_something(own, questions.get(response.ref, "")):
            return f"none {WITHHELD}"
        dated = evidence.WITHHELD_DATED if evidence.is_dated(own) else WITHHELD
        return f"Evidence {numbers[evidence_key(own)]} {dated}"

    return tell


def _redacted(response: Response, tell: Callable[[Response], str]) -> Response:
    """A response without the words that are withheld; that there were some stays visible."""
    shown: dict[str, Any] = {}
    for field in FIELDS:
        own = getattr(response, field.name)
        if field.shared is SharedAs.KEPT:
            shown[field.name] = own
        elif field.shared is SharedAs.NUMBERED:
            shown[field.name] = tell(response)
        else:
            shown[field.name] = _in_place_of(own)
        if field.words_kept:
            shown[field.words] = getattr(response, field.words)
    return Response(ref=response.ref, place=response.place, **shown)


def _in_place_of(words: str) -> str:
    """What stands in place of words: a mark, or ``n/a`` for words that say nothing."""
    if not words.strip():
        return ""
    return WITHHELD if evidence.says_something(words) else "n/a"


def _unquoted(found: Problem) -> Problem:
    """A fault with an ellipsis for all that it quotes, and without a hint made from that."""
    both = found.fault.message + found.fault.fix
    names = {name for _, name, _, _ in Formatter().parse(both) if name}
    return problem(found.code, found.where, **(dict.fromkeys(names, _ELLIPSIS) | {"hint": ""}))


def _reviewed(review: Review) -> Review:
    voices = tuple(replace(v, opinions=tuple(_opinion(o) for o in v.opinions)) for v in review.voices)
    return replace(review, opinions=tuple(_opinion(o) for o in review.opinions), voices=voices)


def _opinion(opinion: Opinion) -> Opinion:
    return Opinion(
        ref=opinion.ref,
        rating=opinion.rating,
        reason=WITHHELD if opinion.reason.strip() else "",
        agreed=opinion.agreed,
        agreed_reason=WITHHELD if opinion.agreed_reason.strip() else "",
        place=opinion.place,
    )


def why_no_themes(report: Report) -> str:
    """Why a public report of this one tells no bands of themes though they were asked for, in words."""
    if published.themes_of(report.card):
        return "with them a gap would be more than 90% likely"
    return "in no theme do enough questions apply and have an answer"


def _public(report: Report, secret: bytes, themes: bool) -> ReportRecord:
    """The judgement and a band in place of the answers, and the month in place of days."""
    card, record = report.card, report.record
    if why := published.why_not(card):
        raise AuditError([problem("S14", Where(file=record.provenance.file), why=why)])
    made_from, said = record.provenance, published.published(card)
    return ReportRecord(
        audit=without_answers(report.audit),
        problems=(),
        as_of=report.day.replace(day=1),
        provenance=Provenance(
            file="",
            sha256="",
            checklist_digest=made_from.checklist_digest,
            tool_version=made_from.tool_version,
            commitment=published.commitment(secret, made_from.sha256) if secret else "",
            templates=made_from.templates,
        ),
        detail=Detail.PUBLIC,
        format=record.format,
        published=replace(said, themes=_themes(card, said) if themes else ()),
    )


def _themes(card: Scorecard, said: published.Published) -> tuple[published.ThemeBand, ...]:
    """The bands of themes; none where a gap would be too likely: a theme that is missing alone would tell one."""
    from audit.report import likelihood  # only here, since it brings numpy along

    bands = published.themes_of(card)
    if not bands:
        return ()
    most = likelihood.likeliest_gap(card.findings, card.checklist.rule, replace(said, themes=bands))
    return bands if most <= published.LIKELIEST else ()
