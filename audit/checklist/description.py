"""A checklist, and the matrix of what it rests on, in lines for people to read."""

from collections.abc import Iterator, Sequence
from datetime import date

from audit.checklist import in_force, readability
from audit.checklist.coverage import Coverage, cited
from audit.model import Certainty, Checklist, Criterion, Duty
from audit.problems import AuditError
from audit.text import counted


def described(checklist: Checklist, day: date) -> Iterator[str]:
    """A checklist in lines: its edition, its questions by theme and by kind, what it rests on.

    Args:
        checklist: as its file says it, with what differs by kind of setting still apart.
        day: the day for which it is said whether its sources are in force.
    """
    yield f"{checklist.id}: {checklist.title}"
    yield f"Edition {checklist.edition}, compared with its sources on {in_force.in_words(checklist.compared_on)}."
    if checklist.caution:
        yield checklist.caution
    yield in_force.sentence(checklist, day)
    yield ""
    yield "Criteria by theme"
    for theme in checklist.themes:
        yield f"  {sum(c.theme == theme.id for c in checklist.criteria):>4}  {theme.title}"
    yield ""
    yield from _by_kind(checklist)
    yield ""
    yield from _second_hand(checklist)
    yield from _readable(checklist.criteria)
    yield ""
    yield "Sources"
    yield from _sources(checklist, day)


def _by_kind(checklist: Checklist) -> Iterator[str]:
    """How many criteria each kind of setting is asked, in all and by the force of their sources."""
    every = [checklist.for_kind(kind) for kind in ("", *(k.id for k in checklist.kinds))]
    names = [f"{own.kind or 'any'} ({own.kind_title()})" for own in every]
    wide = max(len(name) for name in names)
    yield f"{'Criteria by kind of setting':<{wide + 2}}   all  {'  '.join(duty.meaning.lower() for duty in Duty)}"
    for name, own in zip(names, every, strict=True):
        counts = (f"{sum(c.duty is duty for c in own.criteria):>{len(duty.meaning)}}" for duty in Duty)
        yield f"  {name:<{wide}} {len(own.criteria):>5}  {'  '.join(counts)}"


def _second_hand(checklist: Checklist) -> Iterator[str]:
    """The criteria that rest on no source read in the document itself, with the kinds of which that is true."""
    marked: dict[str, list[str]] = {}
    asked: dict[str, int] = {}
    for kind in (k.id for k in checklist.kinds):
        for criterion in checklist.for_kind(kind).criteria:
            asked[criterion.id] = asked.get(criterion.id, 0) + 1
            if criterion.second_hand:
                marked.setdefault(criterion.id, []).append(kind)
    if not marked:
        yield f"Every criterion rests on a source that was {Certainty.TEXT.meaning} itself."
        return
    known = Certainty.SECONDARY.meaning
    number = counted(len(marked), "criterion", "criteria")
    yield f"Known {known} only, and marked so in the workbook and the report: {number}"
    for ref, kinds in marked.items():
        yield f"  {ref}" + ("" if len(kinds) == asked[ref] else f" ({', '.join(kinds)})")


def _readable(criteria: Sequence[Criterion]) -> Iterator[str]:
    try:
        found = readability.measure(criteria)
    except AuditError as absent:
        yield f"How easy the questions are to read was not measured. {absent.problems[0].fix}"
        return
    ref, grade = found.hardest
    yield (
        f"Reading grade of the questions (Flesch-Kincaid): median {found.median:.1f}, "
        f"highest {grade:.1f} ({ref}); the house asks for {readability.MEDIAN_AT_MOST:g} at most and none over "
        f"{readability.NONE_OVER:g}."
    )


def _sources(checklist: Checklist, day: date) -> Iterator[str]:
    used = {p.source.id for c in checklist.criteria for p in cited(c)}
    for source in (s for s in checklist.sources if s.id in used):
        known = source.certainty.meaning
        yield f"  {source.short}: {source.status}, {known}. {in_force.standing(source, checklist.sources, day)}"


def matrix(made: Coverage) -> Iterator[str]:
    """The matrix as lines: each provision, and who asks about it or why nobody does."""
    for source, rows in made.by_source():
        yield f"{source.short} ({counted(len(rows), 'provision', 'provisions')})"
        for row in rows:
            asked = ", ".join(a.criterion.id for a in row.asked)
            reason = row.provision.out_of_scope
            yield f"  {row.provision.locator}: {asked or (f'not asked. {reason}' if reason else 'NOT EXPLAINED')}"
    yield (
        f"{counted(len(made.rows), 'provision', 'provisions')}: {made.cited} cited by a criterion, "
        f"{made.out_of_scope} out of scope with a "
        f"reason, {made.unexplained} uncovered or unexplained."
    )
    if made.duties:
        rows_of_duties = counted(len(made.duties), "row", "rows")
        yield f"{rows_of_duties} in the register of duties: {made.carried} carried by a provision."
