"""A return is read the same, whatever was read before it: its cells met before, for the first time, or not at all."""

import random
import re
from collections.abc import Callable

import pytest

from audit.workbook import guard, reader, rows
from audit.workbook.familiar import MEMORY, Memory
from audit.workbook.reader import Return
from tests import every_workbook, hostile
from tests.test_bad_input import FINE
from tests.test_mutations import mutated, with_shared_strings

MUTATIONS = range(100_000, 100_150)
SHEET2 = "xl/worksheets/sheet2.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"


@pytest.fixture(autouse=True)
def _forgotten():
    MEMORY.forget()


def whole(data: bytes, monkeypatch: pytest.MonkeyPatch, name: str = "return.xlsx") -> Return:
    """As it is read where nothing is taken apart."""
    with monkeypatch.context() as patch:
        patch.setattr(guard, "_take_apart", lambda *_: {})
        return reader.read_bytes(data, name)


def read(data: bytes) -> Return:
    return reader.read_bytes(data, "return.xlsx")


def is_apart(data: bytes) -> bool:
    """Whether a return is taken apart."""
    return bool(guard.check_bytes(data, "return.xlsx", reader.LIMITS).apart)


def is_opened(data: bytes, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the fast reader has to open a return."""
    opened = []
    with monkeypatch.context() as patch:
        real = guard.Checked.repacked
        patch.setattr(guard.Checked, "repacked", lambda checked: opened.append(1) or real(checked))
        read(data)
    return bool(opened)


# Whatever stands in a workbook


@pytest.mark.parametrize("shape", [bytes, with_shared_strings], ids=["own texts", "shared texts"])
@pytest.mark.parametrize("kind", every_workbook.FILLED)
def test_every_workbook_is_read_the_same(kind, shape, monkeypatch):
    data = shape(every_workbook.made(kind))
    wanted = whole(data, monkeypatch)
    assert wanted.audit
    assert is_apart(data)
    assert read(data) == wanted, "for the first time"
    assert read(data) == wanted, "again"
    assert not is_opened(data, monkeypatch), "every cell of it was met"


def test_cells_of_another_workbook_are_met_and_those_typed_are_read(monkeypatch):
    for kind in every_workbook.FILLED:
        read(every_workbook.made(kind))
    data = every_workbook.made("filled")
    other = spoilt(data, lambda xml: re.sub(r"(?<=<t>)Met(?=</t>)", "Partly met", xml, count=3))
    assert read(other) == whole(other, monkeypatch)
    assert read(other).audit != read(data).audit


TYPED = re.compile(r'<c r="([K-Q](?!1")\d+)"( s="\d+")?[^<>/]*>(?:(?!</c>).)*</c>', re.DOTALL)


def test_what_one_setting_typed_never_stands_in_the_return_of_another(monkeypatch):
    """Rows are known by how they begin: what follows there is the setting's own, whoever's was read before."""
    emptied = spoilt(FINE, lambda xml: TYPED.sub(r'<c r="\1"\2/>', xml))
    other = spoilt(FINE, lambda xml: xml.replace("<t>Met</t>", "<t>Not met</t>"))
    wanted = {data: whole(data, monkeypatch) for data in (FINE, emptied, other)}
    for data in (FINE, FINE, FINE, emptied, other, emptied, FINE, other, other, other, emptied):
        assert read(data) == wanted[data]
    assert MEMORY.openings.lately
    assert not any(response.rating for response in read(emptied).audit.responses)


def test_a_formula_among_our_own_words_is_named_each_time(monkeypatch):
    data = spoilt(FINE, lambda xml: re.sub(r'<c r="B2".*?</c>', '<c r="B2" t="str"><f>A1</f><v>x</v></c>', xml))
    wanted = sheet_rows(data, monkeypatch, apart=False)
    assert "B2" in wanted[1]
    for _ in range(5):
        assert sheet_rows(data, monkeypatch, apart=True) == wanted


@pytest.mark.parametrize("number", MUTATIONS)
def test_broken_by_chance_it_is_the_same_return_or_the_same_fault(number, monkeypatch):
    base, how, data = mutated(number)
    if base.endswith(".ods"):
        return
    read(FINE)
    read(with_shared_strings(FINE))
    wanted = whole(data, monkeypatch)
    assert read(data) == wanted, how
    assert read(data) == wanted, how


def spoilt(data: bytes, change: Callable[[str], str], part: str = SHEET2) -> bytes:
    """A workbook with one part changed."""
    members = hostile.parts(data)
    before = members[part].decode()
    after = change(before)
    assert after != before
    return hostile.zipped({**members, part: after.encode()})


# What is unusual is read whole, whatever was met before


CELL = re.compile(r'<c r="K2"[^<>]*>.*?</c>|<c r="K2"[^<>]*/>')


CELLS = re.compile(r'<c r="K2".*?(?=<c r="M2")')


def instead_of_a_cell(piece: str) -> Callable[[str], str]:
    return lambda xml: CELL.sub(lambda _: piece, xml, count=1)


ROW = re.search(rb'<row r="3"[^<>]*>', hostile.parts(FINE)[SHEET2])[0].decode()
HEAD = hostile.parts(FINE)[SHEET2].decode().partition("<sheetData>")[0] + "<sheetData>"
UNUSUAL = {
    "a cell in another row": lambda xml: xml.replace('<c r="K2"', '<c r="K3"'),
    "a cell without a place": lambda xml: xml.replace('<c r="K2"', "<c"),
    "a cell with a prefix": instead_of_a_cell('<x:c xmlns:x="u" r="K2" t="inlineStr"><is><t>Met</t></is></x:c>'),
    "attributes in another order": instead_of_a_cell('<c t="inlineStr" r="K2"><is><t>Met</t></is></c>'),
    "a shared text where none are": instead_of_a_cell('<c r="K2" t="s"><v>0</v></c>'),
    "a comment": instead_of_a_cell('<!-- <c r="K2" t="inlineStr"><is><t>Met</t></is></c> -->'),
    "an instruction": instead_of_a_cell('<?x <c r="K2" t="inlineStr"><is><t>Met</t></is></c>?>'),
    "character data": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t><![CDATA[Met]]></t></is></c>'),
    "words between cells": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t>Met</t></is></c>words'),
    "an element between cells": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t>Met</t></is></c><x/>'),
    "a cell that does not end": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t>Met</t></is>'),
    "a cell in a cell": instead_of_a_cell('<c r="K2"><c r="K2" t="inlineStr"><is><t>Met</t></is></c></c>'),
    "an error of a newer program": instead_of_a_cell('<c r="K2" t="e"><v>#SPILL!</v></c>'),
    "what begins a row as a cell": instead_of_a_cell(f'<c r="{ROW}'),
    "what begins a sheet as a row": lambda xml: re.sub(r'<row r="1"[^<>]*>', lambda _: HEAD, xml),
    "a row twice": lambda xml: xml.replace('<row r="3"', '<row r="2"><c r="T2"><v>1</v></c></row><row r="3"', 1),
    "a row that does not end": lambda xml: xml.replace("</row></sheetData>", "</sheetData>"),
    "rows in another order": lambda xml: xml.replace('<row r="2"', '<row r="9"', 1),
    "words after the rows": lambda xml: xml.replace("</sheetData>", "words</sheetData>"),
    "two pieces": lambda xml: xml.replace("</sheetData>", "</sheetData><sheetData/>"),
    "a dimension that is none": lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="dimension"', xml),
    "two pieces, the first of them empty": lambda xml: xml.replace("<sheetData>", "<sheetData/><sheetData>"),
    "a declaration at the end": lambda xml: xml + "<!DOCTYPE x>",
    "an attribute twice": lambda xml: xml.replace('<row r="2"', '<row r="2" s="1" s="2"', 1),
    "a row that does not begin": lambda xml: re.sub(r'<row r="2"[^<>]*>', "", xml),
    "no rows": lambda xml: re.sub(r"(?s)<sheetData>.*</sheetData>", "<sheetData/>", xml),
    "a far cell": instead_of_a_cell('<c r="XFD1048576"><v>1</v></c>'),
    "a control character": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t>Met\x01</t></is></c>'),
    "an unknown entity": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t>&met;</t></is></c>'),
    "an end of character data": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t>]]></t></is></c>'),
    "a character that no file may hold": instead_of_a_cell('<c r="K2" t="inlineStr"><is><t>\uffff</t></is></c>'),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_what_is_unusual_has_one_judge(what, monkeypatch):
    data = spoilt(FINE, UNUSUAL[what])
    read(FINE)
    wanted = whole(data, monkeypatch)
    for _ in range(4):
        assert read(data) == wanted
    assert read(FINE) == whole(FINE, monkeypatch), "what was unusual is not remembered as usual"


SHARED = {
    "a comment over two texts": ("<si>", "<si><t><!-- </t></si><si><t>--></t></si><si>"),
    "data over two texts": ("<si>", "<si><t><![CDATA[</t></si><si><t>]]></t></si><si>"),
    "a text in a text": ("<si>", "<si><si><t>x</t></si></si><si>"),
    "a text without end": ("<si>", "<si/><si>"),
    "an empty text between": ("</si><si>", "</si><si/><si>"),
    "a text of another form between": ("</si><si>", '</si><si x="y"><t>x</t></si><si>'),
    "an end too many": ("</si>", "</si></si>"),
    "a comment before": ("<si>", "<!-- <si><t>x</t></si> --><si>"),
    "another end": ("</sst>", "</sst >"),
}


@pytest.mark.parametrize("what", SHARED)
def test_unusual_shared_texts_have_one_judge(what, monkeypatch):
    base = with_shared_strings(FINE)
    data = spoilt(base, lambda xml: xml.replace(*SHARED[what], 1), "xl/sharedStrings.xml")
    read(base)
    assert read(data) == whole(data, monkeypatch)
    assert read(base) == whole(base, monkeypatch)


@pytest.mark.parametrize("number", ["007", "99999", "-1", "x", "1.0", "1234567"])
def test_the_number_of_a_shared_text(number, monkeypatch):
    base = with_shared_strings(FINE)
    data = spoilt(base, lambda xml: re.sub(r't="s"><v>\d+<', f't="s"><v>{number}<', xml, count=1))
    read(base)
    assert read(data) == whole(data, monkeypatch)


def test_limits_hold_for_cells_met_before():
    read(FINE)
    for changed in ({"last_row": 5}, {"last_column": 3}, {"part_bytes": 20_000}):
        limits = guard.Limits(every_sheet=False, **changed)
        assert reader.read_bytes(FINE, "return.xlsx", limits=limits).refused, changed


TOGETHER = {
    "a cell in a cell": ('<c r="K2" t="n">', '<c r="L2" t="n"><v>1</v></c></c>'),
    "cells in an element": ('<c r="K2" t="n"><v>1</v></c><x>', '<c r="L2" t="n"><v>1</v></c></x>'),
    "a comment over two cells": ('<c r="K2" t="n"><v>1</v><!-- </c>', '<c r="L2" t="n"> --></c>'),
    "data over two cells": ('<c r="K2" t="n"><v><![CDATA[</c>', '<c r="L2" t="n">]]></v></c>'),
    "an instruction over two cells": ('<c r="K2" t="n"><v>1</v><?x </c>', '<c r="L2" t="n">?></c>'),
}


@pytest.mark.parametrize("what", TOGETHER)
def test_what_is_whole_only_together_is_not_remembered_in_pieces(what, monkeypatch):
    both = spoilt(FINE, lambda xml: CELLS.sub(lambda _: "".join(TOGETHER[what]), xml, count=1))
    first = spoilt(FINE, instead_of_a_cell(TOGETHER[what][0]))
    read(FINE)
    for data in (both, both, first, both):
        assert read(data) == whole(data, monkeypatch)


def test_a_shared_text_named_in_another_way(monkeypatch):
    """The number would be taken for one among the texts that are left."""
    base = with_shared_strings(FINE)
    data = spoilt(base, lambda xml: re.sub(r'(s="\d+") t="s"><v>', r't="s" \1><v>', xml, count=1))
    assert read(data) == whole(data, monkeypatch)


# What a piece means


ALPHABET = (
    *("Met", "a", "12", "=1+1", "'", '"', "&amp;", "&lt;", "&quot;", "&#8226;", "_x000D_", "_x", ">", "]]"),
    *("\n", "\t", " ", "\u00a0", "\u0085", "\u2028", "\x7f", "é", "…", "\ue000", "\ufb01", "😀"),
)


def cells_of(texts: list[str], form: str) -> bytes:
    """A workbook with these texts in a column beside the questions, in rows of their own."""
    line = "".join(
        f'<row r="{200 + n}">{form.format(at=f"T{200 + n}", text=text)}</row>' for n, text in enumerate(texts)
    )
    return spoilt(FINE, lambda xml: xml.replace("</sheetData>", f"{line}</sheetData>"))


FORMS = (
    '<c r="{at}" s="5" t="inlineStr"><is><t>{text}</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><r><t>{text}</t></r><r><t>more</t></r></is></c>',
    '<c r="{at}" t="str"><f>A1</f><v>{text}</v></c>',
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(4))
def test_texts_are_those_of_the_fast_reader(form, seed, monkeypatch):
    chance = random.Random(seed)
    texts = ["".join(chance.choices(ALPHABET, k=chance.randrange(5))) for _ in range(60)]
    data = cells_of([text.replace("]]>", "") for text in texts], form)
    wanted = sheet_rows(data, monkeypatch, apart=False)
    assert sheet_rows(data, monkeypatch, apart=True) == wanted
    assert sheet_rows(data, monkeypatch, apart=True) == wanted


@pytest.mark.parametrize("value", ["46000", "46000.5", "-1", "0", "1", "1E3", "0.25", "TRUE", "", "x", " 5 "])
@pytest.mark.parametrize("kind", ["", ' t="n"', ' t="b"', ' t="e"', ' t="d"', ' t="str"'])
def test_values_are_those_of_the_fast_reader(kind, value, monkeypatch):
    data = cells_of([value] * 12, '<c r="{at}" s="7"' + kind + "><v>{text}</v></c>")
    wanted = sheet_rows(data, monkeypatch, apart=False)
    assert sheet_rows(data, monkeypatch, apart=True) == wanted
    assert sheet_rows(data, monkeypatch, apart=True) == wanted


def sheet_rows(data: bytes, monkeypatch: pytest.MonkeyPatch, *, apart: bool) -> object:
    """The rows of the checklist sheet without what is empty at their ends, and its cells that nobody typed in."""
    with monkeypatch.context() as patch:
        if not apart:
            patch.setattr(guard, "_take_apart", lambda *_: {})
        checked = guard.check_bytes(data, "return.xlsx", reader.LIMITS)
        assert bool(checked.apart) == apart
        try:
            read = [list(row) for row in rows.Sheets(checked, "return.xlsx")["Checklist"]]
        except guard.AuditError as fault:
            return [problem.message for problem in fault.problems]
    for row in read:
        while row and row[-1] == "":
            row.pop()
    while read and not read[-1]:
        read.pop()
    return read, guard.untyped_cells(checked, "Checklist")


def test_a_number_is_a_date_by_the_styles_of_its_own_workbook(monkeypatch):
    """The same bytes mean a day here, a number there, and another day where days are counted from 1904."""
    dated = spoilt(FINE, instead_of_a_cell('<c r="K2" s="7"><v>46000</v></c>'))
    plain = spoilt(dated, lambda xml: re.sub(r'formatCode="[^"]*y[^"]*"', 'formatCode="0.00"', xml), STYLES)
    later = spoilt(dated, lambda xml: re.sub(r"<workbookPr[^<>]*/>", '<workbookPr date1904="1"/>', xml), BOOK)
    texts = []
    for data in (dated, plain, later, dated, plain, later):
        assert is_apart(data)
        found = read(data)
        assert found == whole(data, monkeypatch)
        texts.append([problem.message for problem in found.problems if problem.code == "W11"])
    assert texts[0] != texts[1]
    assert texts[0] != texts[2]
    assert texts[:3] == texts[3:]


def test_a_frame_that_the_fast_reader_does_not_open_is_refused_though_its_cells_were_met(monkeypatch):
    members = hostile.parts(FINE)
    del members["[Content_Types].xml"], members["_rels/.rels"]
    data = hostile.zipped(members)
    read(FINE)
    assert read(data) == whole(data, monkeypatch)


# What is remembered


def test_memory_is_bounded_and_forgets_what_was_not_met_for_long():
    memory = Memory[int](most=1_000)
    for number in range(1_000):
        memory.keep(b"%010d" % number, number)
        memory.recall(b"%010d" % 0)
    assert memory.recall(b"%010d" % 0) == 0, "met all the time"
    assert memory.recall(b"%010d" % 999) == 999
    assert memory.recall(b"%010d" % 10) is None
    assert sum(memory.recall(b"%010d" % number) is not None for number in range(1_000)) <= 100


def test_a_vast_cell_is_not_remembered():
    memory = Memory[int]()
    memory.keep(b"x" * 100_000, 1)
    assert memory.recall(b"x" * 100_000) is None
