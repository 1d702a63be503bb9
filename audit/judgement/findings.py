"""A criterion joined to its response, and how the answer is read: what counts as blank, what names its evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.judgement import evidence
from audit.judgement.reasons import gives_reason
from audit.model import Audit, Checklist, Criterion, Duty, Rating, Response, Rule
from audit.model.ratings import FULL_CREDIT, LEFT_OUT

BREACHES = frozenset({(Duty.MUST, Rating.NOT_MET), (Duty.SHOULD, Rating.NOT_MET)})
"""Which answers to which force break it (Working Together 2023, para 6). Partly met never does: what met looks like
carries measures of our own that the law does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A criterion joined to its response. :meth:`of` makes it.

    Attributes:
        criterion: as the setting's kind is asked it.
        response: as it was typed.
        rating: as it counts; ``None`` for a blank, and for a Not applicable that is not accepted.
        evidenced: whether the answer names evidence of its own year.
        offered: whether a Not applicable is one that the criterion offers, or that a reviewer has agreed.
        not_accepted: why a Not applicable counts as a blank; empty otherwise.
    """

    criterion: Criterion
    response: Response
    rating: Rating | None
    evidenced: bool
    offered: bool = False
    not_accepted: str = ""

    @classmethod
    def of(cls, criterion: Criterion, response: Response, *, agreed: str | None = None) -> "Finding":
        """Read one answer; ``agreed`` is why a reviewer agrees that the question does not apply, in their words."""
        rating = response.rating
        offered = agreed is not None or bool(criterion.not_applicable_when)
        refused = _not_accepted(criterion, (response.notes, agreed or ""), offered) if rating in LEFT_OUT else ""
        return cls(
            criterion=criterion,
            response=response,
            rating=None if refused else rating,
            evidenced=bool(response.evidence) and evidence.names_something(response.evidence, criterion.question),
            offered=offered,
            not_accepted=refused,
        )

    @property
    def applicable(self) -> bool:
        """Whether it counts in the denominator."""
        return self.rating not in LEFT_OUT

    @property
    def blank(self) -> bool:
        """Whether it counts as not answered."""
        return self.rating is None

    @property
    def breach(self) -> bool:
        """Law or statutory guidance that is not met. A blank is no breach, and partly met is none."""
        return (self.criterion.duty, self.rating) in BREACHES

    @property
    def evidence_lacks(self) -> str:
        """Why what stands as evidence does not count; empty where it counts or nothing stands there."""
        if self.evidenced or not self.response.evidence.strip():
            return ""
        if evidence.is_last_years(self.response.evidence):
            return "This is last year\u2019s evidence. It counts once it is brought up to date."
        return "This names no evidence. Say what shows it, and where it can be seen."

    @property
    def shown(self) -> bool:
        """Whether it is met, with evidence that shows it."""
        return self.rating is Rating.MET and self.evidenced

    def available(self, rule: Rule) -> int:
        """Points it could earn."""
        return available(self.criterion.duty, self.rating, rule)

    def earned(self, rule: Rule) -> int:
        """Points it earns."""
        return earned(self.criterion.duty, self.rating, rule)


def _not_accepted(criterion: Criterion, reasons: Iterable[str], offered: bool) -> str:
    """Why a Not applicable is not accepted, given the reasons of leader and reviewer; empty where it is."""
    if not any(gives_reason(reason) for reason in reasons):
        return "no reason is given in Notes"
    if offered or may_be_left_out(criterion):
        return ""
    return (
        f"it is {weight_words(criterion)}, and is left out only where the question offers that or a reviewer has agreed"
    )


def may_be_left_out(criterion: Criterion) -> bool:
    """Whether a reason alone is enough for Not applicable: no essential, no law, or the question offers it."""
    return bool(criterion.not_applicable_when) or not (criterion.essential or criterion.duty is Duty.MUST)


def weight_words(criterion: Criterion) -> str:
    """What makes a question one that cannot be left out by itself."""
    return "an essential" if criterion.essential else "a duty in law"


def available(duty: Duty, rating: Rating | None, rule: Rule) -> int:
    """Points that an answer could earn."""
    return 0 if rating in LEFT_OUT else FULL_CREDIT * rule.weight(duty)


def earned(duty: Duty, rating: Rating | None, rule: Rule) -> int:
    """Points that an answer earns."""
    return (rating.credit or 0) * rule.weight(duty) if rating else 0


def findings_of(checklist: Checklist, audit: Audit, agreed: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """Every criterion that is asked with its response, an empty one where there is none.

    Args:
        checklist: as the setting's kind is asked it.
        audit: the answers. Responses to questions that are not asked are not counted.
        agreed: the Refs of which a reviewer has agreed that they do not apply, each with the reviewer's reason.
    """
    given, reasons = {r.ref: r for r in audit.responses}, agreed or {}
    return tuple(
        Finding.of(c, given.get(c.id) or Response(ref=c.id), agreed=reasons.get(c.id)) for c in checklist.criteria
    )
