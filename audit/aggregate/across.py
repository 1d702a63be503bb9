"""Several forms side by side: what each of them came to, and what of it can be compared.

Only questions that a person declared to be the same are ever put beside each other. Points, judgements and ranks are
not: each form asks other things, and counts them in its own way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.aggregate.overview import By, Five, Gap, Overview, Share
from audit.aggregate.own_output import FORMS
from audit.aggregate.run import Result
from audit.checklist.forms import FormMapping
from audit.checklist.load import load, load_forms
from audit.judgement.verdict import Level

SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFigures:
    """What the returns on one form came to; ``folder`` leads to its own overview, and is empty for this one."""

    id: str
    title: str
    folder: str
    settings: int
    questions: int
    judged: bool
    five: Five
    first_gap: Gap | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedQuestion:
    """A question that several forms ask, as somebody declared: of each form how many do not fully meet it."""

    title: str
    shares: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossForms:
    """Several forms; ``unlike`` counts the questions of all of them that are the same as none of another form."""

    forms: tuple[FormFigures, ...]
    shared: tuple[SharedQuestion, ...]
    unlike: int

    @property
    def settings(self) -> int:
        """How many returns there are in all."""
        return sum(form.settings for form in self.forms)

    @property
    def not_judged(self) -> tuple[str, ...]:
        """The titles of the forms of which nothing is judged."""
        return tuple(form.title for form in self.forms if not form.judged)


def of(result: Result) -> AcrossForms | None:
    """What is said of several forms together; ``None`` where there is only one, and of one of the others."""
    if not result.others:
        return None
    made = [result, *result.others]
    mappings = {mapping.id: mapping for mapping in load_forms(result.order.checklists)}
    asked: dict[str, list[tuple[str, Share]]] = defaultdict(list)
    for one in made:
        for gap, meant in _meant(one.overview, mappings.get(one.overview.checklist.id)):
            asked[meant].append((one.overview.checklist.title, gap.share))
    titles = _titles(asked, result)
    shared = {meant: shares for meant, shares in asked.items() if len({title for title, _ in shares}) > 1}
    return AcrossForms(
        forms=tuple(_form(one) for one in made),
        shared=tuple(
            SharedQuestion(title=titles[meant], shares=tuple(shares)) for meant, shares in sorted(shared.items())
        ),
        unlike=sum(len(one.overview.gaps) for one in made) - sum(map(len, shared.values())),
    )


def _form(result: Result) -> FormFigures:
    overview = result.overview
    return FormFigures(
        id=overview.checklist.id,
        title=overview.checklist.title,
        folder=f"{FORMS}/{result.form}/" if result.form else "",
        settings=len(overview.in_figures),
        questions=len(overview.gaps),
        judged=not any(level is Level.NOT_JUDGED for level, _ in overview.levels),
        five=next(spread.five for spread in overview.spreads if spread.by is By.ALL),
        first_gap=next((gap for gap in overview.gaps if gap.share.count), None),
    )


def _meant(overview: Overview, mapping: FormMapping | None) -> Iterable[tuple[Gap, str]]:
    """Each question with the criterion that it is: its own, or the one that it was declared to be the same as."""
    links = {link.ref: link.like for link in mapping.links if link.how == SAME} if mapping else {}
    for gap in overview.gaps:
        if mapping is None:
            yield gap, f"{overview.checklist.id}/{gap.ref}"
        elif gap.ref in links:
            yield gap, links[gap.ref]


def _titles(asked: Iterable[str], result: Result) -> Mapping[str, str]:
    """The title of each criterion, as its own checklist has it."""
    checklists = {one.split("/")[0] for one in asked}
    known = [load(checklist, folder=result.order.checklists) for checklist in sorted(checklists)]
    return {
        f"{checklist.id}/{criterion.id}": criterion.title for checklist in known for criterion in checklist.criteria
    }
