"""Whatever people do with a workbook in LibreOffice, the answers that are read are those they typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
import python_calamine

from audit.checklist.load import load
from audit.judgement.findings import findings_of
from audit.model import Audit, Checklist, Rating, Response, Setting
from audit.spreadsheet.coordinates import letter
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests.conftest import DAY
from tests.libreoffice import Book

pytestmark = pytest.mark.parts

KINDS = ("early-years", "school")
ENDINGS = ("xlsx", "ods")
OTHER = {"xlsx": "ods", "ods": "xlsx"}
PROPERTIES = {"xlsx": "docProps/custom.xml", "ods": "meta.xml"}
IN_TURN = (Rating.MET, Rating.PARTLY, Rating.NOT_MET, None, Rating.NOT_APPLICABLE, Rating.MET, None)
COUNTED = ("Questions", "Answered", "To do", *(rating.value for rating in Rating))
Counts = Mapping[str, float]
HEADINGS = [column.heading for column in layout.COLUMNS]

TYPED_FIELDS = ("ref", "rating", "evidence", "notes", "action", "owner", "due", "due_words", "status")


def at(heading: str, row: int, moved: int = 0) -> str:
    """The cell below a heading; ``moved`` by so many columns to the right."""
    return f"{letter(HEADINGS.index(heading) + moved)}{row}"


SMALL_SCREEN = (1366, 728)
"""What is left of the screen of a small laptop beside a bar of tasks."""
ON_PURPOSE = [("W13", f"Checklist!{at('By when', 4)}"), ("W15", f"Checklist!{at('Notes', 7)}")]
"""What is wrong with what is typed: the second question's date is "half term", the fifth has no reason."""


def left_out(filled: "Filled") -> list[tuple[str, str]]:
    """And those that are left out with a reason, though they are essentials or law and do not offer it."""
    findings = enumerate(findings_of(filled.checklist, filled.answers), start=layout.FIRST_ROW)
    return sorted(
        ("W46", f"Checklist!{at('Rating', row)}") for row, f in findings if f.not_accepted and f.response.notes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A workbook a person filled: the answers they meant, the files they saved, what the Summary then showed."""

    checklist: Checklist
    answers: Audit
    files: Mapping[str, Path]
    summary: Mapping[str, Counts]


@pytest.fixture(scope="session", params=KINDS)
def filled(request, office, tmp_path_factory) -> Filled:
    """A new workbook, opened, typed into cell by cell, and saved as both kinds of file."""
    checklist, folder = load("leaders", request.param), tmp_path_factory.mktemp("filled")
    answers = meant(checklist)
    with office.opened(blank(checklist, folder)) as book:
        book.type(layout.START, beside_labels(book, typed_details(answers)))
        book.type(layout.CHECKLIST, typed_answers(answers))
        summary = seen_summary(book)
        files = {ending: book.save(folder / f"filled.{ending}") for ending in ENDINGS}
    return Filled(checklist=checklist, answers=answers, files=files, summary=summary)


@pytest.fixture(scope="session", params=["as written", *ENDINGS])
def kept(request, office, tmp_path_factory) -> Path:
    """A new workbook, as the tool wrote it, or saved by LibreOffice."""
    path = blank(load("leaders", "early-years"), tmp_path_factory.mktemp("kept"))
    return path if request.param == "as written" else office.saved_again(path, request.param)


@pytest.fixture(scope="session")
def odd(office, tmp_path_factory) -> Mapping[str, Path]:
    """A workbook with odd things in its cells, saved as both kinds of file."""
    folder = tmp_path_factory.mktemp("odd")
    with office.opened(blank(load("leaders", "school"), folder)) as book:
        book.type(layout.START, beside_labels(book, {"Name of setting": "Tŷ Gwyn"}))
        book.put(layout.CHECKLIST, down("Evidence", ODD_TEXTS))
        book.type(layout.CHECKLIST, down("By when", SAME_DAY))
        book.type(layout.CHECKLIST, {at("Rating", 3): "Met"} | FORMULAS)
        book.link(layout.CHECKLIST, at("Notes", 3), "our policy", "https://example.org/policy")
        book.put(layout.CHECKLIST, {at("Notes", 4): "Bold and plain\nin two lines"})
        book.embolden(layout.CHECKLIST, at("Notes", 4), 4)
        book.comment(layout.CHECKLIST, at("Rating", 3), "Are we sure?\nNot met")
        book.comment(layout.CHECKLIST, at("Rating", 6), "Met")
        return {ending: book.save(folder / f"odd.{ending}") for ending in ENDINGS}


ODD_TEXTS = (
    "=1+1",
    "+44 and more",
    "-",
    "- a list\n- of two",
    "@home",
    "'twas the head's",
    "''quoted''",
    '"quoted"',
    "non\u00a0breaking\u00a0space",
    "one line\nanother\n\nafter an empty one",
    "  spaces before,  between   and after  ",
    "tab\tbetween",
    "\U0001f600 and \U0001f469\u200d\U0001f469\u200d\U0001f467",
    "Tŷ Gwyn, Llŷn, ŵyn, siân, ïon",
    "e\u0301 is not \u00e9",
    "<b>1 & 2</b> &amp;",
    "_x0041_ as Excel writes an A",
    "007",
    "12/12",
    "TRUE",
    "x" * 4000,
)
FORMULAS = {at("Rating", 4): '="Met"', at("Rating", 5): "=NA()", at("By when", 21): "=TODAY()+14"}
SAME_DAY = (
    "05/06/2027",
    "5/6/2027",
    "5 June 2027",
    "5 Jun 2027",
    "2027-06-05",
    "05.06.2027",
    "5-6-27",
    "5th June 2027",
)


# What the person means, and types


def meant(checklist: Checklist) -> Audit:
    return Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=Setting(name="Tŷ Gwyn & Co. (invented)", kind=checklist.kind, urn="100234", group="'Our' Trust"),
        responses=tuple(answer(number, criterion.id) for number, criterion in enumerate(checklist.criteria)),
        audit_date=date(2026, 10, 9),
        completed_by="Sam Example",
    )


def answer(number: int, ref: str) -> Response:
    rating = IN_TURN[number % len(IN_TURN)]
    response = Response(ref=ref, rating=rating)
    if rating is None:
        return replace(response, notes="ask the board" if number % 2 else "")
    if rating is Rating.NOT_APPLICABLE:
        return replace(response, notes="" if number == 4 else f"Nid yw hyn i ni: {number}")
    response = replace(response, evidence=f"Minutes {number}\nitem ‘{ref}’")
    if rating is Rating.MET:
        return response
    due = DAY + timedelta(days=7 * number)
    when = {"due_words": "half term"} if number == 1 else {"due": due}
    response = replace(response, action=f"Write it down, {number}", owner="Head; deputy", **when)
    return replace(response, status=layout.STATUSES[number % len(layout.STATUSES)])


def typed_answers(answers: Audit) -> dict[str, str]:
    """What is typed into which cell."""
    cells = {}
    for row, given in enumerate(answers.responses, start=layout.FIRST_ROW):
        texts = {
            "Rating": given.rating.value if given.rating else "",
            "Evidence": given.evidence,
            "Notes": given.notes,
            "Action": given.action,
            "Owner": given.owner,
            "By when": f"{given.due:%d/%m/%Y}" if given.due else given.due_words,
            "Status": given.status,
        }
        cells |= {at(heading, row): text for heading, text in texts.items() if text}
    return cells


def typed_details(answers: Audit) -> dict[str, str]:
    """What is typed beside which label."""
    return {
        "Name of setting": answers.setting.name,
        "URN or other identifier": answers.setting.urn,
        "Group or trust": answers.setting.group,
        "Completed by": answers.completed_by,
        "Date of this audit": f"{answers.audit_date:%d/%m/%Y}",
    }


def beside_labels(book: Book, texts: Mapping[str, str]) -> dict[str, str]:
    labels = [row[0] for row in book.values(layout.START, "A1:A40")]
    return {f"B{labels.index(label) + 1}": text for label, text in texts.items()}


def down(heading: str, texts: Iterable[object]) -> dict[str, object]:
    return {at(heading, row): text for row, text in enumerate(texts, start=layout.FIRST_ROW)}


# What is there before and after


def blank(checklist: Checklist, folder: Path) -> Path:
    nobody = Audit(
        checklist=checklist.id, edition=checklist.edition, setting=Setting(kind=checklist.kind), responses=()
    )
    path = folder / "blank.xlsx"
    path.write_bytes(writer.build(checklist, nobody, DAY))
    return path


def told(audit: Audit) -> list[object]:
    """All that was typed, wherever it stands."""
    whole = [audit.checklist, audit.edition, audit.setting, audit.audit_date, audit.completed_by]
    return whole + [[getattr(response, name) for name in TYPED_FIELDS] for response in audit.responses]


def faults(read: reader.Return) -> list[tuple[str, str]]:
    return sorted((problem.code, problem.where.spot) for problem in read.problems)


def made_for(checklist: Checklist) -> dict[str, str]:
    """Whose workbook it is, as far as the answers hang on it."""
    return {
        "checklist": checklist.id,
        "edition": checklist.edition,
        "digest": checklist.digest,
        "kind": checklist.kind,
    }


def seen_summary(book: Book, sheet: str = layout.SUMMARY) -> dict[str, Counts]:
    """What the Summary counts: a row a theme, by the words of its headings, and two figures of the whole."""
    rows = book.values(sheet, "A1:Z80")
    begin = [row[0] for row in rows].index("Theme")
    headings, seen = rows[begin], {}
    for row in rows[begin + 1 :]:
        if not row[0]:
            break
        seen[row[0]] = {heading: row[headings.index(heading)] for heading in COUNTED}
    ((answered,),), ((to_do,),) = book.named("Answered"), book.named("To_do")
    return seen | {"all": {"Answered": answered, "To do": to_do}}


def counted(checklist: Checklist, answers: Audit) -> dict[str, Counts]:
    """The same as it ought to be."""
    rows = {}
    for theme in checklist.themes:
        ratings = [f.rating for f in findings_of(checklist, answers) if f.criterion.theme == theme.id]
        blanks = ratings.count(None)
        figures = (len(ratings), len(ratings) - blanks, blanks, *(ratings.count(rating) for rating in Rating))
        rows[theme.title] = dict(zip(COUNTED, figures, strict=True))
    blanks = [finding.rating for finding in findings_of(checklist, answers)].count(None)
    return rows | {"all": {"Answered": len(answers.responses) - blanks, "To do": blanks}}


# The tests


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_typed_is_what_is_read(filled, ending):
    read = reader.read(filled.files[ending])
    assert faults(read) == ON_PURPOSE + left_out(filled)
    assert told(read.audit) == told(filled.answers)


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_answer_is_placed_at_the_cell_it_was_typed_into(filled, ending):
    read = reader.read(filled.files[ending])
    places = [str(response.place) for response in read.audit.responses]
    assert places == [
        f"Checklist!{at('Rating', row)}" for row in range(layout.FIRST_ROW, len(places) + layout.FIRST_ROW)
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_saved_twice_more_it_says_the_same_and_whose_it_is(office, filled, ending):
    once = office.saved_again(filled.files[ending], OTHER[ending])
    twice = office.saved_again(once, ending)
    for path in (once, twice):
        read = reader.read(path)
        assert faults(read) == ON_PURPOSE + left_out(filled)
        assert told(read.audit) == told(filled.answers)
    hidden = python_calamine.CalamineWorkbook.from_path(twice).get_sheet_by_name(layout.META).to_python()
    properties = ZipFile(twice).read(PROPERTIES[ending]).decode()
    whose = made_for(filled.checklist)
    assert {row[0]: row[1] for row in hidden}.items() >= whose.items()
    assert [name for name, value in whose.items() if f">{value}<" not in properties] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_without_the_hidden_sheet_the_document_properties_say_whose_it_is(office, filled, ending, tmp_path):
    with office.opened(filled.files[ending]) as book:
        book.remove(layout.META)
        bare = book.save(tmp_path / f"bare.{ending}")
    read = reader.read(bare)
    assert faults(read) == ON_PURPOSE + left_out(filled)
    assert told(read.audit) == told(filled.answers)
    assert made_for(read.checklist) == made_for(filled.checklist)


@pytest.mark.parametrize("ending", ENDINGS)
def test_sorted_added_to_coloured_and_renamed_it_says_the_same(office, filled, ending, tmp_path):
    with office.opened(filled.files[ending]) as book:
        rearrange(book, len(filled.checklist.criteria))
        refs = [row[0] for row in book.values("Our answers", f"{at('Ref', 3)}:{at('Ref', 21)}")]
        summary = seen_summary(book, "Totals")
        path = book.save(tmp_path / f"rearranged.{ending}")
    read = reader.read(path)
    by_question = sorted(filled.checklist.criteria, key=lambda c: c.question.casefold(), reverse=True)
    assert refs == [criterion.id for criterion in by_question[:19]]
    assert [fault for fault in faults(read) if fault[0] == "W08"] == [("W08", f"Our answers!{at('Notes', 32, 1)}")]
    assert [code for code, _ in faults(read)] == ["W08", "W13", "W15", *(code for code, _ in left_out(filled))]
    assert told(read.audit) == told(filled.answers)
    assert summary == counted(filled.checklist, filled.answers)


def test_ten_answers_take_no_scrolling_to_the_side(office, tmp_path):
    """On a small screen question, rating, what met and partly met look like and evidence are seen together."""
    first = layout.FIRST_ROW
    steps = [
        (at(heading, row), text)
        for row in range(first, first + 10)
        for heading, text in (("Rating", "Met"), ("Evidence", "Training log, page 4"))
    ]
    with office.opened(blank(load("leaders", "early-years"), tmp_path)) as book:
        seen = book.type_looking(layout.CHECKLIST, steps, *SMALL_SCREEN)
    begins, ends = layout.ORDINARY.index("Last year"), layout.ORDINARY.index("Evidence")
    assert all(left <= begins + 1 and right >= ends for left, right, _, _ in seen), seen
    assert len({(left, right) for left, right, _, _ in seen}) == 1, "nothing went to the side"
    assert seen[0][2] == first - 1
    assert seen[0][3] - seen[0][2] + 1 >= 3, "three questions at once"


def rearrange(book: Book, questions: int) -> None:
    book.sort(layout.CHECKLIST, layout.ORDINARY.table(questions), HEADINGS.index("Question"), False)
    book.insert(layout.CHECKLIST, row=21)
    book.insert(layout.CHECKLIST, row=31)
    book.insert(layout.CHECKLIST, column=HEADINGS.index("Rating"))
    book.put(layout.CHECKLIST, {at("Rating", 2): "Seen by", at("Rating", 3): "the board"})
    book.paint(layout.CHECKLIST, "D1:D1048576")
    book.paint(layout.CHECKLIST, "E1:E30000")
    book.paint(layout.CHECKLIST, "A41:AAC41")
    book.type(layout.CHECKLIST, {at("Notes", 32, 1): "Ask about these again in spring"})
    for sheet, name in (
        (layout.CHECKLIST, "Our answers"),
        (layout.START, "About us"),
        (layout.SUMMARY, "Totals"),
        (layout.META, "Sheet5"),
    ):
        book.rename(sheet, name)


def test_the_summary_counts_what_was_typed(filled):
    assert filled.summary == counted(filled.checklist, filled.answers)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_password_is_named(office, blank_workbook, tmp_path, ending):
    with office.opened(blank_workbook) as book:
        read = reader.read(book.save(tmp_path / f"locked.{ending}", password="correct horse"))
    assert read.refused
    assert faults(read) == [("F06", "")]


def test_the_old_format_is_named(office, blank_workbook, tmp_path):
    with office.opened(blank_workbook) as book:
        read = reader.read(book.save(tmp_path / "old.xls"))
    assert read.refused
    assert faults(read) == [("F05", "")]


def test_only_typing_cells_are_open(office, kept):
    last = layout.last_row(len(load("leaders", "early-years").criteria))
    with office.opened(kept) as book:
        assert [sheet for sheet in layout.SHEETS if not book.protected(sheet)] == [layout.CHECKLIST]
        for column in layout.COLUMNS:
            beyond = at(column.heading, last + 9)
            typing = [f"Checklist.{at(column.heading, 3)}:{at(column.heading, last)}"] if column.typing else []
            assert book.unlocked(layout.CHECKLIST, f"{at(column.heading, 1)}:{beyond}") == typing
        assert book.unlocked(layout.START, "A1:Z60") == ["'Start here'.B6", "'Start here'.B8:B11"]


def test_ratings_and_statuses_drop_down(office, kept):
    criteria = load("leaders", "early-years").criteria
    with office.opened(kept) as book:
        ratings = book.rules(layout.CHECKLIST, list(down("Rating", criteria)))
        statuses = book.rules(layout.CHECKLIST, list(down("Status", criteria)))
        assert {tuple(rule[:3]) for rule in ratings} == {("LIST", "STOP", layout.RATINGS_NAME)}
        assert {tuple(rule[:3]) for rule in statuses} == {("LIST", False, layout.STATUSES_NAME)}
        assert book.named(layout.RATINGS_NAME) == [[rating.value] for rating in Rating]
        assert book.named(layout.STATUSES_NAME) == [[status] for status in layout.STATUSES]


@pytest.mark.parametrize("ending", ENDINGS)
def test_odd_texts_come_back_as_typed(odd, ending):
    responses = reader.read(odd[ending]).audit.responses
    got = [response.evidence for response in responses[: len(ODD_TEXTS)]]
    assert got == [text.replace("\u00a0", " ").strip() for text in ODD_TEXTS]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_date_typed_in_any_usual_way_is_that_day(odd, ending):
    responses = reader.read(odd[ending]).audit.responses
    assert [response.due for response in responses[: len(SAME_DAY)]] == [date(2027, 6, 5)] * len(SAME_DAY)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_formula_is_no_answer(odd, ending):
    read = reader.read(odd[ending])
    nothing = ("W45", f"Checklist!{at('Evidence', 3)}")  # a sum that was typed as text is no evidence
    assert faults(read) == [*(("W18", f"Checklist!{cell}") for cell in FORMULAS), nothing]
    assert [response.rating for response in read.audit.responses[:4]] == [Rating.MET, None, None, None]
    assert (read.audit.responses[18].due, read.audit.responses[18].due_words) == (None, "")


@pytest.mark.parametrize("ending", ENDINGS)
def test_links_and_bold_are_read_and_comments_are_not(odd, ending):
    responses = reader.read(odd[ending]).audit.responses
    assert [response.notes for response in responses[:4]] == ["our policy", "Bold and plain\nin two lines", "", ""]
    assert [response.rating for response in responses[:4]] == [Rating.MET, None, None, None]
