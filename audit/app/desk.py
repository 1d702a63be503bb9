"""What can be asked about workbooks: make one, look at one, its report and other forms, last year's to this year's."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

from audit import api
from audit.app import names
from audit.app.values import ChecklistChoice, FaultLine, Figures, GivenFile, KindChoice, NamedFile, Seen
from audit.problems import AuditError, grouping, is_private, one_line
from audit.text import counted, percent_words

if TYPE_CHECKING:
    from audit import Checklist, Problem, Report, Return

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA = {
    ".html": "text/html",
    "-owners.html": "text/html",
    ".csv": "text/csv",
    ".json": "application/json",
    ".ics": "text/calendar",
    ".xlsx": XLSX,
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMS = ("html", "csv", "json", "owners", "ics", "xlsx")
"""The forms of a report that need no compiled library. Word and PDF are for the command."""
_HALF_A_YEAR = timedelta(days=183)
NOT_HERE = {
    "W24": "it is one part of several, which have to be put together first",
    "W03": "it is of an earlier edition, and this year's workbook is begun from it",
    "W20": "its hidden details are gone, so it is not sure which questions it was asked",
    "W21": "it names a kind of setting that is not known here",
    "W42": "it is of a kind of setting that is no longer chosen",
    "F20": "a part of its file is damaged, and a spreadsheet program has to repair it first",
}
"""Why a workbook is not answered one question at a time, by what was found."""


def choices() -> tuple[ChecklistChoice, ...]:
    """Every checklist that can be chosen, with the kinds of setting that it asks something."""
    return tuple(
        ChecklistChoice(id=one.id, title=one.title, purpose=one.purpose, edition=one.edition, kinds=tuple(_kinds(one)))
        for one in api.load_checklists()
    )


def _kinds(whole: "Checklist") -> Iterator[KindChoice]:
    for kind in whole.kinds:
        asked = whole.for_kind(kind.id)
        if asked.criteria:
            yield KindChoice(
                id=kind.id,
                title=kind.title,
                about=kind.about,
                questions=len(asked.criteria),
                essentials=len(asked.essentials),
            )


def new_workbook(  # noqa: PLR0913 - each is named
    checklist_id: str, kind: str, day: date, *, name: str = "", urn: str = "", group: str = "", first_look: bool = False
) -> NamedFile:
    """A workbook to fill in; of a first look, one that asks the essentials alone.

    Raises:
        AuditError: C08 or S10, there is no such checklist or kind; S11, the checklist has no essentials.
    """
    checklist = api.load_checklist(checklist_id, kind)
    api.refuse_retired_kind(checklist)
    begin = api.begin_first_look if first_look else api.begin
    begun = begin(checklist, name=name, urn=urn, group=group)
    asked = checklist.essentials if first_look else checklist.criteria
    return NamedFile(
        name=names.of_workbook(checklist, begun.audit, day, state=""),
        media=XLSX,
        data=api.make_workbook(checklist, day, begun=begun),
        said=(f"{counted(len(asked), 'question', 'questions')}.", api.edition_sentence(checklist, day)),
    )


def look(sent: GivenFile, day: date) -> Seen:
    """What came of a workbook: its faults in groups, what is not answered, and the judgement with its figures."""
    return seen(api.read_return(sent.data, name=sent.name, today=day, every_part=True), day)


def look_at_several(several: Sequence[GivenFile], day: date) -> tuple[Seen, ...]:
    """The same of several, each for itself, in the order in which they were given."""
    return tuple(look(one, day) for one in several)


def report_file(sent: GivenFile, day: date, form: str = "html", detail: str = "full") -> NamedFile:
    """The report of a workbook in one of :data:`FORMS`, under the command's name; a plan's says that it is one.

    Raises:
        AuditError: why the workbook was refused; S09, there is no such form, or not at this level of detail.
    """
    report = api.make_report(api.read_return(sent.data, name=sent.name), day, detail)
    ending = api.FORMS[form].ending if form in api.FORMS else ""
    name = f"{api.report_name(report)}{names.PLAN.get(form, ending)}"
    return NamedFile(name=name, media=_MEDIA.get(ending, XLSX), data=api.render(report, form))


def marked_file(sent: GivenFile) -> NamedFile:
    """A copy of a workbook with each fault at its cell.

    Raises:
        AuditError: F14, it is of a kind that cannot be marked; or why it was refused.
    """
    returned = api.read_return(sent.data, name=sent.name)
    data = api.marked_copy(sent.data, returned, name=sent.name)
    return NamedFile(name=f"{PurePath(sent.name).stem}-marked.xlsx", media=XLSX, data=data)


def this_year(sent: GivenFile, day: date, kind: str = "") -> NamedFile:
    """A workbook for this year from last year's, or the whole from a first look.

    Args:
        sent: last year's workbook, or a first look.
        day: the day it is made.
        kind: another kind of setting than last year's.

    Raises:
        AuditError: why last year's was refused; W43, its kind is no longer chosen and several took its place.
    """
    before = api.read_return(sent.data, name=sent.name)
    if before.audit is None:
        raise AuditError(before.problems)
    checklist = api.load_checklist(before.audit.checklist, kind or before.audit.setting.kind)
    if kind:
        api.refuse_retired_kind(checklist)
        noted: tuple[Problem, ...] = ()
    else:
        noted = api.look_at_last_kind(checklist, before)
    begun = api.begin(checklist, before)
    return NamedFile(
        name=names.of_workbook(checklist, begun.audit, day, state="begun-from-last"),
        media=XLSX,
        data=api.make_workbook(checklist, day, begun=begun),
        said=tuple(_of_carried(len(begun.changes), [*noted, *api.lost_of(before)])),
    )


def _of_carried(changes: int, problems: Sequence["Problem"]) -> Iterator[str]:
    if changes:
        yield f"{counted(changes, 'change is', 'changes are')} listed on the sheet 'Changes'."
    for group in grouping.grouped(problems):
        places = group.places()
        yield f"{f'{places}: ' if places else ''}{group.message()} {group.fix_in_a_window}"


def put_together(several: Sequence[GivenFile], day: date) -> NamedFile:
    """The workbooks of several colleagues put together; where they disagree nothing is chosen, and it is said.

    Raises:
        AuditError: what is wrong with those that were refused; W25, they do not ask the same questions.
    """
    merged = api.merge_returns([api.read_return(one.data, name=one.name) for one in several], day)
    answered = sum(response.rating is not None for response in merged.audit.responses)
    asked = counted(len(merged.checklist.criteria), "question", "questions")
    conflicts = (
        f"{one.ref or 'Start here'}, {one.heading}: not agreed. {'; '.join(f'{w}: {said}' for w, said in one.said)}"
        for one in merged.conflicts
    )
    return NamedFile(
        name=names.of_workbook(merged.checklist, merged.audit, day, state="put-together"),
        media=XLSX,
        data=merged.data,
        said=(f"{answered} of {asked} answered, from {counted(len(several), 'workbook', 'workbooks')}.", *conflicts),
    )


def seen(returned: "Return", day: date) -> Seen:
    """What is shown of a return that has been read; :func:`look` reads it first."""
    report = None if returned.refused else api.make_report(returned, day)
    setting = returned.audit.setting.name if returned.audit else ""
    return Seen(
        file=one_line(returned.file),
        checklist=returned.checklist.id if returned.checklist else "",
        kind_id=returned.checklist.kind if returned.checklist else "",
        setting=one_line(setting),
        kind=returned.checklist.kind_title() if returned.checklist else "",
        title=returned.checklist.title if returned.checklist else "",
        refused=returned.refused,
        untouched=any(found.code == "W04" for found in returned.problems),
        dated=_dated_lately(returned, day),
        said=tuple(_said(returned, day)),
        tally=grouping.tally(returned.problems),
        faults=fault_lines(returned.problems),
        unanswered=tuple(_unanswered(returned)),
        figures=_figures(report) if report else None,
        forms=() if returned.refused else FORMS,
        can_mark=bool(returned.problems) and not any(found.code.startswith("F") for found in returned.problems),
        first_look=bool(returned.audit and returned.audit.first_look),
        why_not_here=why_not_here(returned),
    )


def fault_lines(problems: Sequence["Problem"], *, with_file: bool = False) -> tuple[FaultLine, ...]:
    """The problems in groups, the worst first, each with every one of its places and what can be done in a window.

    Args:
        problems: what was found.
        with_file: whether the files are named, since there are several.
    """
    return tuple(
        FaultLine(
            severity=group.severity.value,
            code=group.code,
            message=group.message(),
            fix=group.fix_in_a_window,
            places=group.places(len(group.problems), with_file=with_file),
            number=len(group.problems),
        )
        for group in grouping.grouped(problems)
    )


def _said(returned: "Return", day: date) -> Iterator[str]:
    """What is said of a workbook as a whole, before anything else."""
    if returned.audit is None or returned.checklist is None:
        return
    answered = sum(response.rating is not None for response in returned.audit.responses)
    asked = len(returned.checklist.essentials) if returned.audit.first_look else len(returned.checklist.criteria)
    unread = f"; {counted(len(returned.unread), 'rating', 'ratings')} could not be read" if returned.unread else ""
    yield f"{answered} of {counted(asked, 'question', 'questions')} answered{unread}."
    if returned.audit.first_look:
        yield "This is a first look: it asks the essentials alone."
    if private := len({found.where.spot for found in returned.problems if is_private(found)}):
        yield (
            f"{counted(private, 'cell seems', 'cells seem')} to hold something personal. "
            "Look at them before you give this workbook or its report to anybody."
        )
    yield api.edition_sentence(returned.checklist, returned.audit.audit_date or day)


def _dated_lately(returned: "Return", day: date) -> str:
    """The date of an audit of the last half year, of which nobody is likely to begin the next; empty for another."""
    dated = returned.audit.audit_date if returned.audit else None
    return f"{dated:%d/%m/%Y}" if dated and day - dated < _HALF_A_YEAR else ""


def _unanswered(returned: "Return") -> Iterator[str]:
    """The questions without a rating, essentials first, each with its row."""
    criteria = {c.id: c for c in returned.checklist.criteria} if returned.checklist else {}
    for response in sorted(returned.unanswered, key=lambda one: not criteria[one.ref].essential):
        if response.place:
            essential = ", essential" if criteria[response.ref].essential else ""
            yield f"{criteria[response.ref].title} (row {response.place.row}{essential})"


def _figures(report: "Report") -> Figures:
    judgement, overall = report.card.judgement, report.card.overall
    return Figures(
        level=str(judgement.level),
        css_class=judgement.level.css_class,
        sentence=judgement.sentence,
        reasons=judgement.reasons,
        lead=f"{judgement.counts}." if judgement.counts else "",
        so_far=percent_words(overall.so_far),
        best_case=percent_words(overall.best_case),
        evidenced=percent_words(overall.with_evidence),
        actions=len(report.plan.actions),
        breaches=len(report.card.breaches),
    )


def why_not_here(returned: "Return") -> str:
    """Why a workbook cannot be answered one question at a time; empty where it can."""
    if returned.audit is None:
        return "it could not be read"
    if returned.review:
        return "it is a reviewer's copy"
    found = {problem.code for problem in returned.problems}
    return next((why for code, why in NOT_HERE.items() if code in found), "")
