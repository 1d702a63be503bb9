"""The report as a value: everything that any rendering says, worked out once."""

from dataclasses import dataclass
from datetime import date

import audit as package
from audit import edition
from audit.model import Audit, Checklist, Provision, Source
from audit.plan import ActionPlan, make
from audit.problems import Problem
from audit.scoring import Scorecard, score
from audit.workbook.reader import Return


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the report was made from, so that anybody can make it again."""

    file: str
    sha256: str
    checklist_digest: str
    tool_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One setting's audit, scored and planned.

    ``day`` is the date of the audit where the workbook says one, else the day the report was made (``as_of``): the
    edition sentence speaks of that day. Suggested dates count from ``as_of``.
    """

    checklist: Checklist
    audit: Audit
    card: Scorecard
    plan: ActionPlan
    problems: tuple[Problem, ...]
    as_of: date
    day: date
    edition: str
    provenance: Provenance

    @property
    def title(self) -> str:
        """The setting's name, or what stands for it."""
        return self.audit.setting.name or "A setting that gave no name"

    @property
    def sources(self) -> tuple[tuple[Source, tuple[Provision, ...]], ...]:
        """The sources its criteria rest on, those scored against first, each with the provisions cited."""
        cited = self.checklist.cited()
        first = {source.id for source in self.checklist.scored_against}
        used = dict.fromkeys(p.source.id for p in cited)
        order = sorted(used, key=lambda i: (i not in first, self.checklist.source(i).title))
        return tuple((self.checklist.source(i), tuple(p for p in cited if p.source.id == i)) for i in order)


def build(returned: Return, as_of: date) -> Report:
    """Score a return and plan what follows from it.

    Raises:
        ValueError: the return was refused, so that there is nothing to report.
    """
    if returned.audit is None or returned.checklist is None:
        raise ValueError(f"{returned.file} was refused")
    card = score(returned.checklist, returned.audit)
    day = returned.audit.audit_date or as_of
    return Report(
        checklist=returned.checklist,
        audit=returned.audit,
        card=card,
        plan=make(card, as_of),
        problems=returned.problems,
        as_of=as_of,
        day=day,
        edition=edition.sentence(returned.checklist, day),
        provenance=Provenance(
            file=returned.file,
            sha256=returned.sha256,
            checklist_digest=returned.checklist.digest,
            tool_version=package.__version__,
        ),
    )
