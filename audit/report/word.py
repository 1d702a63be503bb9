"""The report as a paper of two pages for a board, with room for signatures. The home of python-docx."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from audit import files
from audit.judgement.plan import Action
from audit.report import decisions, in_short
from audit.report.build import Report
from audit.text import counted, listed, printable, shortened

FIRST = 10
"""So many actions stand in the paper; the rest are counted."""
_SIGNATURES = ("Chair", "Senior leader", "Safeguarding lead")
_LONGEST_PROPERTY = 255
_LONGEST_TITLE, _LONGEST_SENTENCE, _LONGEST_WHAT, _LONGEST_OWNER = 120, 400, 140, 50
_MOST_ESSENTIALS = 12
_ACTION_WIDTHS = (1.0, 9.0, 3.9, 3.7)
_SIGNING_WIDTHS = (3.6, 4.8, 5.6, 3.6)


def as_word(report: Report) -> bytes:
    """A ``.docx`` file: judgement and reasons, essentials, what to decide, the next ten actions, and signatures."""
    document = Document()
    title = shortened(printable(in_short.title(report)), _LONGEST_TITLE)
    _set_up(document, title)
    document.add_heading(title, 1)
    _say(document, f"{report.checklist.title}. Paper for the board; the report has every answer and paragraph.")
    _judgement(document, report)
    _essentials(document, report)
    _decisions(document, report)
    _actions(document, report)
    document.add_heading("Agreed by", 2)
    rows = [(role, "", "", "") for role in _SIGNATURES]
    _table(document, ("Role", "Name", "Signature", "Date"), rows, _SIGNING_WIDTHS, height=0.9)
    _say(document, report.edition)
    out = io.BytesIO()
    document.save(out)
    return files.timeless(out.getvalue())


def _set_up(document: Any, title: str) -> None:  # noqa: ANN401 - python-docx has no public type for it
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.5)
    section.footer_distance = Cm(0.7)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(3), 1.0
    for name, size in (("Heading 1", 15), ("Heading 2", 11.5)):
        heading = document.styles[name]
        fonts = heading.element.rPr.rFonts  # those of a theme would win over the face that is named
        fonts.attrib.clear()
        heading.font.name, heading.font.size = "Arial", Pt(size)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(7), Pt(3)
    for name in ("List Bullet", "List Number"):
        document.styles[name].paragraph_format.space_after = Pt(1)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)
    document.core_properties.title = title[:_LONGEST_PROPERTY]
    document.core_properties.language = "en-GB"
    document.core_properties.author = "safeguarding-audit"
    document.styles["Footer"].font.size = Pt(8)
    _footer(section, title)


def _footer(section: Any, title: str) -> None:  # noqa: ANN401 - as above
    """Whose paper it is, and the number of the page, on each page."""
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{title}. Page ")
    number = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        number._r.append(part)  # noqa: SLF001 - python-docx offers no other way


def _say(document: Any, text: str, style: str | None = None) -> None:  # noqa: ANN401 - as above
    document.add_paragraph(printable(text), style=style)


def _judgement(document: Any, report: Report) -> None:  # noqa: ANN401 - as above
    judgement = report.card.judgement
    document.add_heading(judgement.result, 2)
    _say(document, f"{shortened(judgement.sentence, _LONGEST_SENTENCE)} {judgement.caution}")
    if report.first_look:
        _say(document, shortened(report.first_look, _LONGEST_SENTENCE))
    for reason in judgement.reasons:
        _say(document, reason, "List Bullet")
    _say(document, f"{in_short.shown(report)} {in_short.points(report)}")


def _essentials(document: Any, report: Report) -> None:  # noqa: ANN401 - as above
    said = in_short.essentials(report)
    if not said:
        return
    document.add_heading("Essentials", 2)
    _say(document, f"An essential is what could leave a child in danger today if it is missing. {said}")
    found = list(in_short.open_essentials(report))
    for topic, stands in found[:_MOST_ESSENTIALS]:
        _say(document, f"{topic}: {stands}", "List Bullet")
    if len(found) > _MOST_ESSENTIALS:
        _say(document, f"And {len(found) - _MOST_ESSENTIALS} more.")
    if there := in_short.essentials_in_place(report):
        _say(document, f"In place with evidence: {listed(there, len(there))}.")


def _decisions(document: Any, report: Report) -> None:  # noqa: ANN401 - as above
    """The decisions of the page; where nothing is to be done there are none."""
    asked = decisions.to_decide(report)
    if asked:
        document.add_heading("What you are asked to decide", 2)
    for decision in asked:
        _say(document, decision.in_words, "List Number")


def _actions(document: Any, report: Report) -> None:  # noqa: ANN401 - as above
    actions, every = report.plan.first(FIRST), len(report.plan.actions)
    if not actions:
        return
    said = "What to do next" if every <= FIRST else f"The next {FIRST} of {counted(every, 'action', 'actions')}"
    document.add_heading(said, 2).paragraph_format.page_break_before = True
    rows = (_row(number, action, report) for number, action in enumerate(actions, start=1))
    _table(document, ("No.", "Topic and what to do", "Who", "By when"), rows, _ACTION_WIDTHS)
    if every > FIRST:
        others = counted(every - FIRST, "action stands", "actions stand")
        _say(document, f"The other {others} in the report and in the plan as a workbook.")


def _row(number: int, action: Action, report: Report) -> tuple[str, ...]:
    return (
        str(number),
        f"{action.criterion.title}\n{in_short.what(action, _LONGEST_WHAT)}",
        in_short.who(action, _LONGEST_OWNER),
        in_short.by_when(action, report),
    )


def _table(
    document: Any,  # noqa: ANN401 - as above
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    height: float = 0,
) -> None:
    """A table whose heading row is marked as one and repeated on every page; no row is torn apart."""
    table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    table.autofit = False
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for words in rows:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        if height:
            row.height = Cm(height)
        for cell, text in zip(row.cells, words, strict=True):
            _fill(cell, text)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(1)


def _fill(cell: Any, text: str) -> None:  # noqa: ANN401 - as above
    """A text in a cell; of two lines the first is the topic."""
    topic, line, more = printable(text).partition("\n")
    cell.paragraphs[0].add_run(topic).bold = bool(line)
    if line:
        cell.add_paragraph(more)


def _mark(row: Any, name: str) -> None:  # noqa: ANN401 - as above
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx offers no other way
