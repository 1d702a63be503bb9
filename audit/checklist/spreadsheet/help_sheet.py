"""The first sheet of a checklist to edit: what to do, and how to write a good question."""

from openpyxl.worksheet.worksheet import Worksheet

from audit.checklist.spreadsheet import layout as contract
from audit.spreadsheet import styles
from audit.spreadsheet.cells import height, put, widths


def write(sheet: Worksheet, title: str) -> None:
    """Write how to change a checklist and bring it back."""
    widths(sheet, (30, 112))
    put(sheet, 1, 1, f"Checklist to edit: {title}", styles.TITLE).alignment = styles.ONE_LINE
    sheet.row_dimensions[1].height = 30
    row = 2
    for heading, lines in _HOW_TO:
        row += 1
        put(sheet, row, 1, heading, styles.HEADING).alignment = styles.ONE_LINE
        sheet.row_dimensions[row].height = 22
        for name, text in lines:
            row += 1
            put(sheet, row, 1, name, styles.BOLD)
            put(sheet, row, 2, text)
            sheet.row_dimensions[row].height = height(((name, 30), (text, 112)))
        row += 1


_HOW_TO: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "What to do",
        (
            (
                "1. Give it its own id",
                "On the sheet 'Checklist'. With an id of its own your checklist stands beside the one it began from.",
            ),
            (
                "2. Leave what you like as it is",
                "A question that you do not change stays theirs: it is used from their checklist, in their words.",
            ),
            (
                "3. Add your own questions",
                "On the sheet 'Criteria', one to a row, in the empty rows below. Each has a Ref of its own.",
            ),
            (
                "4. To change a question",
                "Give your version a Ref of its own and empty 'Used from': its answers cannot be compared with theirs.",
            ),
            ("5. Take out what you do not ask", "Delete the whole row, and its rows on 'Sector differences'."),
            (
                "6. Say what it rests on",
                "In 'Rests on': ids from the sheet 'Sources to choose from', where each is explained in plain words.",
            ),
            (
                "7. Save and bring it in",
                "Run: safeguarding-audit checklists import, the name of this file, and -o my.yaml.",
            ),
        ),
    ),
    (
        "How to write a good one",
        (
            ("One question, one thought", "No 'and/or'. If it needs two answers, make two rows of it."),
            ("Met and partly met", "Write them so that two people who have not spoken would choose the same."),
            ("Evidence", "Something a visitor can ask to see, kept where it is named. Nothing about a child."),
            ("First step", "What one person can begin this month."),
            (
                "Duty",
                "The force of the strongest source it rests on: law, statutory guidance or advice, no more, no less.",
            ),
        ),
    ),
    (
        "The sheets",
        (
            (contract.HEAD.sheet, "What the checklist is called and what it is for."),
            (contract.THEMES.sheet, "The groups of questions, in their order."),
            (contract.CRITERIA.sheet, "The questions, each a row. They are asked in the order of the rows."),
            (contract.SECTORS.sheet, "Where one kind of setting differs: one row for each question and kind."),
            (contract.RETIRED.sheet, "Questions that are asked no more. Their Refs are never used again."),
            (contract.SOURCES, "For looking up. It is not read back."),
            (contract.LISTS, "The words to choose from. It is not read back."),
        ),
    ),
    (
        "Please",
        (
            ("Keep the headings", "Sort, filter and move columns as you like. Keep the headings as they are."),
            ("Several in one cell", "One under the other: Alt and Enter gives a new line (Ctrl and Enter on a Mac)."),
        ),
    ),
)
