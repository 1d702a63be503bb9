"""What a board paper and an e-mail say alike: the figures, the essentials still open, and who does what by when."""

from collections.abc import Iterator

from audit.checklist.in_force import in_words
from audit.judgement.findings import Finding
from audit.judgement.plan import Action
from audit.model import Rating
from audit.problems import one_line
from audit.report.build import Report
from audit.text import counted, percent_words, printable, shortened


def on_one_line(text: str) -> str:
    """A text from a workbook on one line; what no document can hold shows as a mark."""
    return one_line(printable(text))


def title(report: Report) -> str:
    """Whose audit it is, and of when."""
    return f"{on_one_line(report.title)}: safeguarding audit of {in_words(report.day)}"


def essentials(report: Report) -> str:
    """How many essentials are in place, in a sentence; empty where the checklist has none that apply."""
    shown, of = report.card.judgement.essentials
    return f"Essentials: {shown} of {of} in place with evidence." if of else ""


def shown(report: Report) -> str:
    """How many questions are met with evidence, and what is open."""
    there, of = report.card.judgement.shown
    breaches = counted(len(report.card.breaches), "breach", "breaches")
    actions = counted(len(report.plan.actions), "action", "actions")
    return (
        f"{there} of {counted(of, 'question', 'questions')} met with evidence; {breaches}, {actions}, "
        f"{report.card.overall.blank} unanswered."
    )


def points(report: Report) -> str:
    """The three figures, which are for comparing years."""
    overall = report.card.overall
    so_far, best, evidenced = map(percent_words, (overall.so_far, overall.best_case, overall.with_evidence))
    return f"Points, for comparing years: {so_far} so far, {best} at best, {evidenced} evidenced."


def open_essentials(report: Report) -> Iterator[tuple[str, str]]:
    """Each essential that is not in place with evidence: its topic, and how it stands."""
    for finding in report.card.findings:
        if finding.criterion.essential and finding.applicable and not finding.shown:
            yield finding.criterion.title, _stands(finding)


def essentials_in_place(report: Report) -> list[str]:
    """The topics of the essentials that are."""
    return [f.criterion.title for f in report.card.findings if f.criterion.essential and f.shown]


def who(action: Action, most: int) -> str:
    """Who does it, and whether that is only suggested."""
    return f"{shortened(on_one_line(action.owner), most)}{_suggested(action.owner_suggested)}"


def by_when(action: Action, report: Report, most: int = 40) -> str:
    """By when, whether that is only suggested, and whether it is late."""
    words = f"\u201c{shortened(on_one_line(action.due_words), most)}\u201d" if action.due_words else ""
    day = f"{in_words(action.due)} {words}".strip() if action.due else f"{words} (not a date)"
    late = action.standing_words(report.as_of)
    return f"{day}{_suggested(action.due_suggested)}{f'; {late[:1].lower()}{late[1:]}' if late else ''}"


def what(action: Action, most: int) -> str:
    """What to do, on one line, and whether that is only suggested."""
    return f"{shortened(on_one_line(action.what), most)}{_suggested(action.what_suggested)}"


def _suggested(flag: bool) -> str:
    return " (suggested)" if flag else ""


def _stands(finding: Finding) -> str:
    if finding.blank:
        return "not answered"
    return "met, with no evidence named" if finding.rating is Rating.MET else str(finding.rating).lower()
