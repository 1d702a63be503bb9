"""The report in short as plain text, of the size of an e-mail: at most 40 lines of 78 characters."""

import textwrap
from collections.abc import Iterator

from audit.checklist.in_force import in_words
from audit.judgement.plan import Action, Standing
from audit.report import decisions, in_short
from audit.report.build import Report
from audit.text import counted, shortened

WIDEST, MOST_LINES = 78, 40
_SENTENCE_LINES = 4
_MOST_ESSENTIALS = 4
_FIRST = 3
"""As many as stand first on the report; what to decide takes the room of others."""
_MOST_OWNER = 30


def as_text(report: Report) -> str:
    """Setting, date, judgement, essentials, what to decide, the first actions by whom and when, where the rest is."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    judgement = report.card.judgement
    yield from _folded(in_short.title(report), most=2)
    yield ""
    yield judgement.result
    yield from _folded(judgement.sentence, most=_SENTENCE_LINES)
    yield from _folded(judgement.caution)
    yield ""
    yield from _folded(" ".join(filter(None, (in_short.essentials(report), in_short.shown(report)))), most=2)
    yield from _essentials(report)
    yield from _decisions(report)
    yield from _actions(report)
    rest = len(report.plan.actions) - _FIRST
    others = f"The other {counted(rest, 'action', 'actions')}, every" if rest > 0 else "Every"
    yield ""
    yield from _folded(
        f"{others} answer and the paragraphs behind it stand in the report, the .html file of this name."
    )


def _essentials(report: Report) -> Iterator[str]:
    found = list(in_short.open_essentials(report))
    if not found:
        return
    yield ""
    yield "Essentials that are not yet in place with evidence:"
    for topic, stands in found[:_MOST_ESSENTIALS]:
        yield shortened(f"- {topic}: {stands}", WIDEST)
    if len(found) > _MOST_ESSENTIALS:
        yield f"- and {len(found) - _MOST_ESSENTIALS} more"


def _decisions(report: Report) -> Iterator[str]:
    asked = decisions.to_decide(report)
    if asked:
        yield ""
        yield "What you are asked to decide:"
    for decision in asked:
        yield from _folded(f"- {decision.in_short}", most=2, later="  ")


def _actions(report: Report) -> Iterator[str]:
    actions = report.plan.first(_FIRST)
    if not actions:
        return
    yield ""
    yield "What to do first:"
    for number, action in enumerate(actions, start=1):
        yield shortened(f"{number}. {action.criterion.title}", WIDEST)
        yield f"   {in_short.what(action, WIDEST - 15)}"
        yield f"   {shortened(_who_and_when(action, report), WIDEST - 3)}"


def _who_and_when(action: Action, report: Report) -> str:
    """Who by when; that both are only suggested is said once, and what is only due soon is seen by its date."""
    if action.owner_suggested and action.due_suggested and action.due:
        owner = shortened(in_short.on_one_line(action.owner), _MOST_OWNER)
        return f"{owner}, by {in_words(action.due)}; both are suggested"
    when = in_short.by_when(action, report, 20)
    if action.standing(report.as_of) is not Standing.OVERDUE:
        when = when.partition(";")[0]
    return f"{in_short.who(action, _MOST_OWNER)}, by {when}"


def _folded(text: str, most: int = 9, later: str = "") -> list[str]:
    """A text in lines, the last of them shortened where there are more than may be; those after the first set in."""
    lines = textwrap.wrap(text, WIDEST, subsequent_indent=later)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), WIDEST)]
