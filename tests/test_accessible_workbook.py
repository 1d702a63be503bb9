"""Every workbook that the tool writes can be used without seeing it and without telling colours apart.

What a machine can check is checked here, in every kind of workbook. Each check is shown to find what it looks for.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.checklist.spreadsheet import layout as contract
from audit.model import Rating
from audit.spreadsheet.branding import LEAST_CONTRAST, contrast
from audit.workbook import layout, plan_layout
from tests import every_workbook

ORDER = {
    "plan": ["Action plan"],
    "marked": ["Faults found", *layout.SHEETS],
    "carried": [*layout.SHEETS, layout.CHANGES],
    "review": [*layout.SHEETS, layout.CHANGES],
    "overview": ["Settings", "Most common gaps", "Spread", "Since last year", "Chase", "Files"],
    "authoring": [
        contract.START, "Checklist", "Themes", "Criteria", "Sector differences", "Retired", contract.SOURCES,
        contract.LISTS,
    ],
}  # fmt: skip
USUAL = [*layout.SHEETS]
"""What there is for; then what to do; then how it stands; then what it rests on."""
OF_SEVERAL_TABLES = {layout.SUMMARY, layout.MORE}
OF_WORDS = {layout.START, layout.GUIDE}
A_NAME = re.compile(r"(?![A-Za-z]{1,3}\d+$)(?![RrCc]$)[A-Za-z_][A-Za-z0-9_.]*")
"""What spreadsheet programs take as a name: no spaces, no hyphens, and nothing that could be a cell."""
BARE = re.compile(r"(https?://|www\.)", re.IGNORECASE)


@pytest.fixture(params=every_workbook.MADE)
def kind(request) -> str:
    return request.param


@pytest.fixture
def book(kind) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(every_workbook.made(kind)))


def seen(book: openpyxl.Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def cells(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row)


# The document


def document_faults(book) -> list[str]:
    about = book.properties
    faults = [] if about.language == "en-GB" else ["no language"]
    faults += [] if about.title and len(about.title.split()) > 2 else ["no title"]
    faults += [] if about.creator and "safeguarding-audit" in about.creator else ["no creator"]
    return faults


def test_the_document_says_what_it_is_and_in_which_language(book):
    assert document_faults(book) == []


def test_sheets_stand_in_the_order_they_are_needed(book, kind):
    assert [sheet.title for sheet in seen(book)] == ORDER.get(kind, USUAL)
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    assert all(name.startswith("_") for name in hidden), "only what is ours alone is hidden"
    assert book.active is seen(book)[0], "it opens where it begins"


def test_the_first_cell_of_a_sheet_says_what_it_is_about(book):
    """It is what a screen reader says first."""
    for sheet in seen(book):
        assert sheet["A1"].value, sheet.title


# Tables


def tables(sheet: Worksheet) -> list[str]:
    """The tables of a sheet, with their heading rows, by the names that they have."""
    mine = (name.attr_text for key, name in sheet.parent.defined_names.items() if key.endswith("_table"))
    places = [place.rpartition("!") for place in mine]
    return [cells.replace("$", "") for owner, _, cells in places if owner.strip("'").replace("''", "'") == sheet.title]


def test_every_sheet_but_the_words_is_a_named_table(book):
    for sheet in seen(book):
        found = len(tables(sheet))
        several = sheet.title in OF_SEVERAL_TABLES
        assert found > 1 if several else found == (sheet.title not in OF_WORDS), sheet.title


def merged_faults(book) -> list[str]:
    return [sheet.title for sheet in book.worksheets if sheet.merged_cells.ranges]


def test_no_cells_are_merged(book):
    assert merged_faults(book) == []


def header_faults(book) -> list[str]:
    """Tables whose headings scroll out of sight, are not on every page, or are not told to screen readers."""
    faults = []
    for sheet in seen(book):
        for place in tables(sheet):
            first_column, first, _, _ = range_boundaries(place)
            corner = f"${openpyxl.utils.get_column_letter(first_column)}${first}"
            if not all(cell.value and cell.font.b for row in sheet[place][:1] for cell in row):
                faults.append(f"{sheet.title} {place}: a heading is blank or not bold")
            if sheet.title in OF_SEVERAL_TABLES:
                end = f"{place.replace(':', '.')}.{book.worksheets.index(sheet) + 1}"
                told = [n.attr_text for key, n in book.defined_names.items() if key.endswith(end)]
                faults += [] if f"'{sheet.title}'!{corner}" in told else [f"{sheet.title} {place}: not told"]
                continue
            told = sheet.defined_names.get("Title")
            faults += [] if told and told.attr_text.endswith(f"!{corner}") else [f"{sheet.title}: not told"]
            faults += [] if sheet.print_title_rows == f"${first}:${first}" else [f"{sheet.title}: not on every page"]
            frozen = range_boundaries(f"{sheet.freeze_panes}:{sheet.freeze_panes}")[1] if sheet.freeze_panes else 0
            faults += [] if frozen == first + 1 else [f"{sheet.title}: headings scroll away"]
    return faults


def test_headings_are_marked_as_headings(book):
    assert header_faults(book) == []


def gap_faults(book) -> list[str]:
    """Rows and columns within a table that hold nothing: a screen reader takes them for its end."""
    faults = []
    for sheet in seen(book):
        for place in tables(sheet):
            if sheet.title == contract.LISTS:  # six lists side by side, of different lengths
                continue
            for row in sheet[place]:
                faults += [] if any(cell.value is not None for cell in row) else [f"{sheet.title}!{row[0].coordinate}"]
    return faults


def test_no_empty_rows_in_tables(book, kind):
    if kind == "authoring":
        for sheet in seen(book):
            for place in tables(sheet):
                assert sheet[place][0][0].value
        return
    assert gap_faults(book) == []


def name_faults(book) -> list[str]:
    names = [*book.defined_names, *(name for sheet in book.worksheets for name in sheet.defined_names)]
    return [name for name in names if not A_NAME.fullmatch(name)]


def test_names_are_names_to_every_program(book, kind):
    assert name_faults(book) == []
    if kind in every_workbook.FILLED:
        first = "The_setting" if kind == "review" else "Your_setting"
        assert {first, "Checklist_table", "Sources_table", "Judgement", "To_do"} <= set(book.defined_names)


def test_a_name_leads_to_what_it_says(book):
    for word, name in book.defined_names.items():
        for title, place in name.destinations:
            found = [cell.value for row in openpyxl_range(book[title], place) for cell in row]
            assert word == layout.AUDIT_DATE_NAME or any(value is not None for value in found), word
    if "Your_setting" in book.defined_names:
        ((title, place),) = book.defined_names["Your_setting"].destinations
        labels = [row[0].value for row in openpyxl_range(book[title], place)]
        assert labels == [label for _, label in layout.SETTING_LABELS]


def openpyxl_range(sheet: Worksheet, place: str):
    found = sheet[place.replace("$", "")]
    return found if isinstance(found, tuple) else ((found,),)


# Words


def link_faults(book) -> list[str]:
    """Links that are an address, or nothing, instead of words."""
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for cell in cells(sheet)
        if cell.hyperlink and (not str(cell.value or "").strip() or BARE.match(str(cell.value)))
    ]


def test_links_are_words(book):
    assert link_faults(book) == []


def test_links_are_seen_whole(book):
    """LibreOffice does not go on to another line within a link."""
    for sheet in seen(book):
        for cell in (cell for cell in cells(sheet) if cell.hyperlink):
            width = sheet.column_dimensions[cell.column_letter].width
            assert len(str(cell.value)) <= 1.1 * width, f"{sheet.title}!{cell.coordinate}"


def picture_faults(data: bytes) -> list[str]:
    """Pictures and charts without words for those who do not see them."""
    faults = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", part):
                shown = [node for node in ET.fromstring(archive.read(part)).iter() if node.tag.endswith("}cNvPr")]
                assert shown
                faults += [part for node in shown if node.get("descr", "").strip() in {"", "Picture", "Name of file"}]
    return faults


def test_every_picture_has_words(kind):
    data = every_workbook.made(kind)
    assert picture_faults(data) == []
    assert (b"drawing1.xml" in data) == (kind == "dressed"), "there are pictures to look at"


# Colours


def colour(found, otherwise: str) -> str:
    """RRGGBB of an openpyxl colour. What has none, and what only a theme says, is black on white with us."""
    return found.rgb[2:] if found is not None and isinstance(found.rgb, str) and found.rgb != "00000000" else otherwise


def paper(cell: Cell) -> str:
    return colour(cell.fill.fgColor, "FFFFFF") if cell.fill.patternType == "solid" else "FFFFFF"


def pairs(sheet: Worksheet) -> Iterator[tuple[str, str, str]]:
    """Every colour that letters have with the colour behind them, and a cell that has them."""
    for cell in cells(sheet):
        yield colour(cell.font.color, "000000"), paper(cell), f"{sheet.title}!{cell.coordinate}"
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if rule.dxf is None:  # a bar behind a number
                yield "1D2A35", colour(rule.dataBar.color, "FFFFFF"), f"{sheet.title}!{area.sqref}"
                continue
            for cell in (cell for part in area.cells.ranges for row in sheet[part.coord] for cell in row):
                ink = colour(rule.dxf.font and rule.dxf.font.color, colour(cell.font.color, "000000"))
                behind = colour(rule.dxf.fill and rule.dxf.fill.bgColor, paper(cell))
                yield ink, behind, f"{sheet.title}!{cell.coordinate}"


def contrast_faults(book) -> list[str]:
    return [
        f"{where}: {ink} on {behind}"
        for sheet in book.worksheets
        for ink, behind, where in set(pairs(sheet))
        if contrast(ink, behind) < LEAST_CONTRAST
    ]


def test_letters_stand_out_from_what_is_behind_them(book):
    assert contrast_faults(book) == []


def test_the_contrasts_looked_at_are_those_that_are_there():
    book = openpyxl.load_workbook(io.BytesIO(every_workbook.made("marked")))
    looked_at = {(ink, behind) for sheet in book.worksheets for ink, behind, _ in pairs(sheet)}
    assert {("FFFFFF", "17405F"), ("0B4A2B", "D5EFDF"), ("1D2A35", "FBD9D6"), ("0B4F8A", "FFFFFF")} <= looked_at


def prompted(sheet: Worksheet) -> set[str]:
    """The cells that say what they are for while they are chosen, or what may stand in them by a list."""
    rules = [
        rule
        for rule in sheet.data_validations.dataValidation
        if (rule.prompt and rule.showInputMessage) or (rule.type == "list" and rule.error)
    ]
    areas = [range_boundaries(part.coord) for rule in rules for part in rule.sqref.ranges]
    here = (sheet.min_column, sheet.min_row, sheet.max_column, sheet.max_row)
    return {
        f"{openpyxl.utils.get_column_letter(column)}{row}"
        for left, top, right, bottom in areas
        for column in range(left, min(right, here[2]) + 1)
        for row in range(top, min(bottom, here[3]) + 1)
    }


def colour_alone_faults(book) -> list[str]:
    """Coloured cells that hold no word, have no label, no comment, and no message when they are chosen."""
    faults = []
    for sheet in seen(book):
        said = prompted(sheet)
        for cell in cells(sheet):
            if paper(cell) == "FFFFFF" or cell.value not in (None, "") or cell.comment or cell.coordinate in said:
                continue
            if sheet.title == layout.CHECKLIST and cell.row == layout.GROUP_ROW:
                continue  # a band, which goes on to the right of its words
            labelled = cell.column == 2 and sheet.cell(cell.row, 1).value
            faults += [] if labelled else [f"{sheet.title}!{cell.coordinate}"]
    return faults


def test_no_colour_stands_without_a_word(book):
    assert colour_alone_faults(book) == []


def test_a_rating_is_coloured_by_its_own_word(book, kind):
    """The colours of ratings come with the word in the same cell; a bar with its number."""
    for sheet in book.worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.dxf is None:
                    assert rule.dataBar.showValue is not False
                    continue
                if rule.dxf.fill is None:
                    assert rule.dxf.font is None, "a line between themes, and nothing else"
                    continue
                column = re.match(r"[A-Z]+", str(area.sqref))[0]
                assert rule.formula[0] in {f'${column}{layout.FIRST_ROW}="{rating.value}"' for rating in Rating}


# Paper and sizes


def paper_faults(book) -> list[str]:
    """Sheets that do not fit A4, or whose pages do not say which sheet and page they are."""
    faults = []
    for sheet in seen(book):
        words = sheet.title in OF_WORDS and sheet["A1"].value[:9] != "Checklist"
        upright = "portrait" if words else "landscape"
        page, below = sheet.page_setup, sheet.oddFooter
        fits = sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
        good = (int(page.paperSize), page.orientation, fits, bool(page.fitToWidth)) == (9, upright, True, True)
        faults += [] if good else [f"{sheet.title}: does not fit A4"]
        said = (below.left.text, below.right.text)
        whose = sheet.title == plan_layout.SHEET and said[0].startswith("Rosebank Nursery (invented): action plan")
        named = whose or said[0] == "&A"
        faults += [] if named and said[1] == "Page &P of &N" else [f"{sheet.title}: nothing below"]
    return faults


def test_every_sheet_prints_on_a4_and_its_pages_say_where_they_belong(book):
    assert paper_faults(book) == []


@pytest.mark.parts
@pytest.mark.parametrize("kind", every_workbook.MADE)
def test_no_text_is_cut_off(office, tmp_path, kind):
    """LibreOffice would make no row higher than it is; and the rows are not twice as high as their texts."""
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(every_workbook.made(kind))
    with office.opened(path) as open_book:
        rows = open_book.heights()
    assert [(sheet, row, had, needs) for sheet, row, had, needs in rows if needs > had + 0.5] == []
    assert sum(had for _, _, had, _ in rows) < 1.75 * sum(needs for *_, needs in rows)


@pytest.mark.parts
def test_a_text_that_is_cut_off_is_found(office, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(every_workbook.made("filled")))
    book[layout.CHECKLIST].row_dimensions[4].height = 20
    path = tmp_path / "low.xlsx"
    book.save(path)
    with office.opened(path) as open_book:
        rows = open_book.heights()
    assert [(sheet, row) for sheet, row, had, needs in rows if needs > had + 0.5] == [(layout.CHECKLIST, 4)]


# Each check finds what it looks for


def broken(change) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(io.BytesIO(every_workbook.made("filled")))
    change(book, book[layout.CHECKLIST])
    return book


def _merge(book, sheet):
    sheet.merge_cells("A2:B2")


def _unfreeze(book, sheet):
    sheet.freeze_panes = None


def _once(book, sheet):
    sheet.print_title_rows = "3:3"


def _untold(book, sheet):
    del sheet.defined_names["Title"]


def _unheaded(book, sheet):
    sheet["E2"].value = None


def _empty(book, sheet):
    for cell in sheet[6]:
        cell.value = None


def _hyphen(book, sheet):
    book.defined_names["By-theme"] = DefinedName("By-theme", attr_text="'Checklist'!$A$1")


def _address(book, sheet):
    sheet["A3"].value = "https://www.gov.uk/"


def _wordless(book, sheet):
    sheet["C3"].hyperlink = Hyperlink(ref="C3", location="'Sources'!A1")
    sheet["C3"].value = None


def _pale(book, sheet):
    sheet["C3"].font = Font(color="FF9AA7B2")


def _pale_rule(book, sheet):
    next(iter(sheet.conditional_formatting)).rules[0].dxf.font.color = "FF55AA77"


def _dark(book, sheet):
    sheet["C3"].fill = PatternFill("solid", fgColor="FF333333")


def _colour_alone(book, sheet):
    sheet["Q3"].value, sheet["Q3"].fill = None, PatternFill("solid", fgColor="FFFBD9D6")


def _footless(book, sheet):
    sheet.oddFooter.left.text = None


def _square(book, sheet):
    sheet.page_setup.paperSize = 1


def _nameless(book, sheet):
    book.properties.title = "Workbook"


def _no_language(book, sheet):
    book.properties.language = None


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (_merge, merged_faults), (_unfreeze, header_faults), (_once, header_faults), (_untold, header_faults),
        (_unheaded, header_faults), (_empty, gap_faults), (_hyphen, name_faults), (_address, link_faults),
        (_wordless, link_faults), (_pale, contrast_faults), (_pale_rule, contrast_faults), (_dark, contrast_faults),
        (_colour_alone, colour_alone_faults), (_footless, paper_faults), (_square, paper_faults),
        (_nameless, document_faults), (_no_language, document_faults),
    ],
)  # fmt: skip
def test_each_check_can_fail(change, check):
    assert check(openpyxl.load_workbook(io.BytesIO(every_workbook.made("filled")))) == []
    assert check(broken(change))


def test_a_picture_without_words_is_found():
    data, out = every_workbook.made("dressed"), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w") as copy:
        for name in whole.namelist():
            part = whole.read(name)
            copy.writestr(name, re.sub(rb' descr="[^"]*"', b"", part) if "drawings/drawing" in name else part)
    assert picture_faults(out.getvalue()) == ["xl/drawings/drawing1.xml"]
