"""The action plan as a Word document for a meeting, with room for signatures. The home of python-docx."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from audit import files
from audit.checklist.in_force import in_words
from audit.judgement.plan import PRIORITIES, Action
from audit.judgement.verdict import BEFORE, CAUTION
from audit.report.build import Report
from audit.text import percent_words, printable

_SIGNATURES = ("Chair", "Senior leader", "Safeguarding lead")

_LONGEST_PROPERTY = 255


def as_word(report: Report) -> bytes:
    """A ``.docx`` file: judgement, figures, the plan by priority, and a block for signatures."""
    document = Document()
    _set_up(document, report)
    document.add_heading(printable(f"{report.title}: action plan"), 0)
    document.add_paragraph(printable(f"{report.checklist.title}. Audit of {in_words(report.day)}."))
    _judgement(document, report)
    for number, name in PRIORITIES:
        actions = [action for action in report.plan.actions if action.priority == number]
        if actions:
            document.add_heading(f"Priority {number}: {name[:1].lower()}{name[1:]}", 1)
            _table(
                document,
                ("What to do", "Who", "By when", "Done when", "Rests on"),
                (_row(action, report) for action in actions),
            )
    if report.card.overall.blank:
        document.add_heading("Unanswered", 1)
        for finding in report.card.rated(None):
            document.add_paragraph(printable(finding.criterion.question), style="List Bullet")
    document.add_heading("Agreed by", 1)
    _table(document, ("Role", "Name", "Signature", "Date"), ((role, "", "", "") for role in _SIGNATURES), height=1.2)
    document.add_paragraph(printable(report.edition))
    out = io.BytesIO()
    document.save(out)
    return files.timeless(out.getvalue())


def _set_up(document: Any, report: Report) -> None:  # noqa: ANN401 - python-docx has no public type for it
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)
    document.core_properties.title = printable(f"{report.title}: action plan")[:_LONGEST_PROPERTY]
    document.core_properties.language = "en-GB"
    document.core_properties.author = "safeguarding-audit"


def _judgement(document: Any, report: Report) -> None:  # noqa: ANN401 - as above
    judgement, overall = report.card.judgement, report.card.overall
    document.add_heading(f"{BEFORE} {judgement.level}", 1)
    document.add_paragraph(f"{judgement.sentence} {CAUTION}")
    if report.first_look:
        document.add_paragraph(report.first_look)
    for reason in judgement.reasons:
        document.add_paragraph(reason, style="List Bullet")
    figures = (overall.so_far, overall.best_case, overall.with_evidence)
    said = [percent_words(figure) for figure in figures]
    document.add_paragraph(f"So far {said[0]}, best case {said[1]}, evidenced {said[2]}. {overall.why}")
    for step in judgement.steps:
        document.add_paragraph(f"{step.title}: {step.what}.", style="List Number")


def _row(action: Action, report: Report) -> tuple[str, ...]:
    def marked(text: str, suggested: bool) -> str:
        return f"{text} (suggested)" if suggested else text

    words = f"\u201c{action.due_words}\u201d" if action.due_words else ""
    due = f"{in_words(action.due)} {words}".strip() if action.due else f"{words} (not a date)"
    return (
        f"{action.criterion.title}\n{marked(action.what, action.what_suggested)}",
        marked(action.owner, action.owner_suggested),
        "\n".join(filter(None, (marked(due, action.due_suggested), action.standing_words(report.as_of)))),
        action.done_when,
        "\n".join(p.citation for p in action.criterion.cites),
    )


def _table(document: Any, headings: Sequence[str], rows: Iterable[Sequence[str]], height: float = 0) -> None:  # noqa: ANN401
    """A table whose heading row is marked as one and repeated on every page."""
    table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - python-docx offers no other way
    for words in rows:
        row = table.add_row()
        if height:
            row.height = Cm(height)
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = printable(text)
