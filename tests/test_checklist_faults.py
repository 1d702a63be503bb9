"""Broken checklists: each fault has its code and its line or cell, and all faults of a file come at once.

In YAML the expected fault is written beside the line it belongs to: ``#! C06``.
"""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from audit.checklist.load import load_all
from audit.checklist.shelf import shelf
from audit.checklist.spreadsheet import reader, writer
from audit.problems import AuditError
from tests.own import OWN, own_folder

FIRST = "        duty: advice\n        cites: [dfe2024-leaders-confidence]\n        sector:"
LAST = "        duty: advice\n        cites: [dfe2024-leaders-confidence, dfe2024-leaders]\n        applies_to:"

ANOTHER_THEME = """\
  - id: our-theme  #! C07
    title: Again
    about: Again and again.
    criteria:
      - use: leaders/board-lead

retired:"""

# What is broken, each as pairs of what stood there and what stands there now; the first place only is changed.
YAML = {
    "an unknown key": [
        ("        remedy: Put", "        remdy: Put  #! C03\n        #"),
        ("      - id: newsletter", "      - id: newsletter  #! C04"),
    ],
    "a key that is missing": [
        ("        why: A parent who knows where to turn speaks up sooner.\n", ""),
        ("      - id: newsletter", "      - id: newsletter  #! C04"),
    ],
    "a head that is missing": [(OWN[: OWN.index("themes:")], ""), ("themes:", "themes:  #! C04")],
    "a number for text": [('edition: "2026-1"', "edition: 2026  #! C05")],
    "yes for text": [("title: Newsletter", "title: yes  #! C05")],
    "a date for text": [('retired_in: "2026-1"', "retired_in: 2026-11-22  #! C05")],
    "nothing for text": [("title: Open evening", "title:  #! C05")],
    "an unknown duty": [("duty: advice", "duty: shoud  #! C06")],
    "an unknown effort": [("effort: small", "effort: tiny  #! C06")],
    "an id with capitals": [("id: open-evening", "id: Open_Evening  #! C06")],
    "a day in another form": [("compared_on: 2026-11-22", 'compared_on: "22/11/2026"  #! C06')],
    "a day that there is not": [("compared_on: 2026-11-22", "compared_on: 2026-02-30  #! C06")],
    "an empty list": [("cites: [dfe2024-leaders-confidence]\n", "cites: []  #! C06\n")],
    "text for a list": [
        ("        evidence:\n          - The page with the date\n", "        evidence: The page  #! C06\n")
    ],
    "an empty text": [("title: Newsletter", 'title: "  "  #! C06')],
    "a character nobody types": [("title: Newsletter", 'title: "News\\aletter"  #! C06')],
    "text of many pages": [("title: Newsletter", f"title: {'long ' * 2_000} #! C06")],
    "a use that is no use": [("      - id: newsletter", "      - use: board-lead  #! C06\n\n      - id: newsletter")],
    "the same key twice": [("effort: small", "effort: small\n        effort: medium  #! C02")],
    "an id twice": [("id: open-evening", "id: newsletter  #! C07")],
    "a retired id that is used again": [("id: old-leaflet", "id: open-evening  #! C07")],
    "a theme twice": [
        (
            "retired:",
            ANOTHER_THEME,
        )
    ],
    "an id of ours": [("id: open-evening", "id: board-lead  #! C07")],
    "a provision that is not there": [("dfe2024-leaders]", "dfe2024-leader]  #! C08")],
    "a role that is not there": [("owner: safeguarding-lead", "owner: safegarding-lead  #! C08")],
    "a kind that is not there": [("applies_to: [school, early-years]", "applies_to: [school, early-yaers]  #! C08")],
    "a sector that is not there": [("          trust:", "          trusts:  #! C08")],
    "a source that is not there": [
        ("scored_against: [working-together-2023]", "scored_against: [working-together-2032]  #! C08")
    ],
    "a replacement that is not there": [("replaced_by: newsletter", "replaced_by: newsleter  #! C08")],
    "a use of what is not there": [
        ("      - id: newsletter", "      - use: leaders/bord-lead  #! C08\n\n      - id: newsletter")
    ],
    "all of what is not there": [("themes:\n", "themes:\n  - use_all: leader  #! C08\n\n")],
    "a theme to add to that is not there": [
        ("themes:\n", "themes:\n  - add_to: culture  #! C08\n    criteria:\n      - use: leaders/board-lead\n\n")
    ],
    "an alias": [("title: Newsletter", "title: &t Newsletter"), ("title: Open evening", "title: *t  #! C09")],
    "a tag": [("title: Newsletter", "title: !!python/name:os.system x  #! C09")],
    "a duty that the source does not carry": [(FIRST, FIRST.replace("advice", "must  #! " + "C10 " * 8))],
    "a source that binds nobody asked": [
        (
            LAST,
            LAST.replace("advice", "should  #! C11").replace(
                "dfe2024-leaders-confidence, dfe2024-leaders", "kcsie2025-78"
            ),
        )
    ],
    "a checklist within itself": [("themes:\n", "themes:\n  - use_all: our-own  #! C23\n\n")],
    "a theme of ours beside ours": [
        ("themes:\n", "themes:\n  - use_all: leaders\n\n"),
        ("  - id: our-theme", "  - id: culture  #! C24"),
    ],
    "a question asked twice": [
        ("themes:\n", "themes:\n  - use_all: leaders\n\n"),
        ("      - id: open-evening", "      - use: leaders/board-lead  #! C25\n\n      - id: open-evening"),
    ],
    "no colon": [
        ("title: Newsletter", "title Newsletter"),
        ("        question: Does", "        question: Does  #! C01"),
    ],
    "a tab": [("        effort: small", "\teffort: small  #! C01")],
}


def changed(text: str, pairs: list[tuple[str, str]]) -> str:
    for old, new in pairs:
        assert old in text, f"the test is out of date: {old!r}"
        text = text.replace(old, new, 1)
    return text


def marked(text: str) -> list[tuple[str, str]]:
    lines = enumerate(text.splitlines(), start=1)
    return [
        (code, f"line {n}") for n, line in lines if "#!" in line for code in re.findall(r"C\d\d", line.split("#!")[1])
    ]


def faults(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(AuditError) as refused:
        load_all(folder)
    assert {p.where.file for p in refused.value.problems} == {f"{folder.as_posix()}/own.yaml"}
    assert all(p.fix and "{" not in p.message for p in refused.value.problems)
    return [(p.code, p.where.spot) for p in refused.value.problems]


def test_what_is_not_broken_has_no_fault(tmp_path):
    assert [c.id for c in load_all(own_folder(tmp_path))][-1] == "our-own"


@pytest.mark.parametrize("name", YAML)
def test_yaml(name, tmp_path):
    text = changed(OWN, YAML[name])
    assert marked(text), "a broken file without a mark proves nothing"
    assert sorted(faults(own_folder(tmp_path, text))) == sorted(marked(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "C06"),
        ("- a\n- b\n", "C06"),
        ("just words\n", "C06"),
        ("{}\n", "C04"),
        ("[" * 100_000, "C01"),
        ("\0", "C01"),
    ],
)
def test_yaml_that_is_something_else(text, code, tmp_path):
    assert {found for found, _ in faults(own_folder(tmp_path, text))} == {code}


def test_all_faults_of_a_file_come_at_once(tmp_path):
    together = [
        "a number for text", "yes for text", "an unknown effort", "a provision that is not there",
        "a role that is not there", "a day in another form",
    ]  # fmt: skip
    text = changed(OWN, [pair for name in together[1:] for pair in YAML[name]])
    text = changed(
        text, [('retired_in: "2026-1"', "retired_in: 2026  #! C05"), ("id: open-evening", "id: board-lead  #! C07")]
    )
    found = faults(own_folder(tmp_path, text))
    assert sorted(found) == sorted(marked(text))
    assert len(found) == 7


def test_a_faulty_source_does_not_make_its_citations_look_faulty(tmp_path):
    folder = own_folder(tmp_path, OWN.replace("dfe2024-leaders]", "ours-1]"))
    own_folder(folder / "sources", SOURCE.replace("page: 3", "page: three  #! C06"), "ours.yaml")
    with pytest.raises(AuditError) as refused:
        load_all(folder)
    ((code, where),) = [(p.code, str(p.where)) for p in refused.value.problems]
    assert (code, where) == ("C06", f"{folder.as_posix()}/sources/ours.yaml > line 18")
    own_folder(folder / "sources", "source: [\n", "ours.yaml")
    with pytest.raises(AuditError) as refused:
        load_all(folder)
    assert [p.code for p in refused.value.problems] == ["C01"], "what a file that cannot be read holds is not known"


SOURCE = """\
source:
  id: ours
  title: Our trust's safeguarding policy
  short: Our policy
  publisher: Our trust
  edition: "2026"
  status: advice
  group: sector-guidance
  published: "2026"
  checked_on: 2026-11-22
  address: https://trust.example/policy.pdf
  licence: ours
  certainty: text

provisions:
  - id: ours-1
    locator: section 1
    page: 3
    verb: should
    force: advice
    binds: Every setting of the trust
    paraphrase: Every setting tells families how to raise a worry.
    certainty: text
"""

# Spreadsheets


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[bytes, Path]:
    """The exported workbook of a checklist of one's own that also uses one question of ours, and its folder."""
    text = OWN.replace("      - id: newsletter", "      - use: leaders/board-lead\n\n      - id: newsletter")
    folder = own_folder(tmp_path_factory.mktemp("own"), text)
    known = shelf(folder)
    return writer.build(known.shape("our-own"), known), folder


def read_back(made, tmp_path, change) -> reader.Imported:
    data, folder = made
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    path = tmp_path / "changed.xlsx"
    book.save(path)
    return reader.checklist(path, folder)


def at(spot: str, value: object):
    """Write a value into a cell."""
    sheet, _, cell = spot.partition("!")

    def change(book):
        book[sheet][cell].value = value

    return change


def both(*changes):
    def change(book):
        for one in changes:
            one(book)

    return change


def copied(book):
    book.copy_worksheet(book["Retired"]).title = "Retired (2)"


def without(sheet: str):
    return lambda book: book.remove(book[sheet])


def row_again(sheet: str, row: int, to: int, **cells: object):
    """A row once more further down, with some of its cells changed."""

    def change(book):
        for cell in book[sheet][row]:
            book[sheet].cell(to, cell.column).value = cells.get(cell.column_letter, cell.value)

    return change


# Criteria: A Theme, B Ref, C Used from, D Title, E Question, F Why it matters, G met, H partly met, I Evidence,
# J First step, K Effort, L Owner, M Duty, N Rests on, O Only for. Row 2 is used from ours; 3 and 4 are theirs.
SHEETS = {
    "an unknown heading": (at("Criteria!P1", "My notes"), [("C30", "Criteria!P1")]),
    "a heading misspelt": (at("Criteria!E1", "Qestion"), [("C30", "Criteria!E1"), ("C32", "Criteria!A1")]),
    "a heading missing": (at("Sector differences!C1", None), [("C32", "Sector differences!A1")]),
    "a heading twice": (at("Themes!F1", "Title"), [("C31", "Themes!F1")]),
    "text under no heading": (at("Retired!H2", "a note"), [("C33", "Retired!H2")]),
    "an empty cell that is needed": (at("Criteria!E3", None), [("C27", "Criteria!E3")]),
    "only spaces where words are needed": (at("Criteria!G4", "   "), [("C27", "Criteria!G4")]),
    "no id": (
        at("Criteria!B3", None),
        [("C27", "Criteria!B3"), ("C08", "Sector differences!A2"), ("C08", "Retired!D2")],
    ),
    "a detail of the head missing": (at("Checklist!B5", None), [("C27", "Checklist!B5")]),
    "a theme without a title": (at("Themes!B2", None), [("C27", "Themes!B2")]),
    "an unknown theme": (at("Criteria!A3", "our-teme"), [("C08", "Criteria!A3")]),
    "no theme": (at("Criteria!A4", None), [("C27", "Criteria!A4")]),
    "an id twice": (at("Criteria!B4", "newsletter"), [("C07", "Criteria!B4")]),
    "an unknown duty": (at("Criteria!M3", "shoud"), [("C06", "Criteria!M3")]),
    "an unknown effort": (at("Criteria!K3", "tiny"), [("C06", "Criteria!K3")]),
    "an unknown provision": (
        at("Criteria!N4", "dfe2024-leaders\ndfe2024-leaders-confidense"),
        [("C08", "Criteria!N4")],
    ),
    "an unknown role": (at("Criteria!L4", "safeguarding-leed"), [("C08", "Criteria!L4")]),
    "an unknown kind": (at("Criteria!O4", "school\nnursry"), [("C08", "Criteria!O4")]),
    "an unknown kind that differs": (at("Sector differences!B2", "trusts"), [("C08", "Sector differences!B2")]),
    "an unknown document": (at("Checklist!B7", "working-together"), [("C08", "Checklist!B7")]),
    "an unknown criterion that differs": (
        at("Sector differences!A2", "news-letter"),
        [("C08", "Sector differences!A2")],
    ),
    "an unknown use": (both(at("Criteria!C2", "leaders/bord-lead")), [("C08", "Criteria!C2")]),
    "an id with spaces": (at("Criteria!B4", "open evening"), [("C06", "Criteria!B4")]),
    "two values where one is wanted": (at("Criteria!L3", "leader; chair"), [("C35", "Criteria!L3")]),
    "a formula": (at("Criteria!F3", "=CONCAT(E3,E4)"), [("C34", "Criteria!F3")]),
    "a number for text": (at("Criteria!D3", 2026), [("C36", "Criteria!D3")]),
    "a truth for text": (at("Criteria!D3", True), [("C36", "Criteria!D3")]),
    "a date for text": (at("Checklist!B5", __import__("datetime").date(2026, 1, 1)), [("C36", "Checklist!B5")]),
    "words for a date": (at("Checklist!B6", "last autumn"), [("C06", "Checklist!B6")]),
    "a sheet deleted": (without("Retired"), [("C28", "")]),
    "a sheet twice": (copied, [("C29", "Retired (2)!A1")]),
    "a theme that is two things": (at("Themes!D2", "leaders"), [("C37", "Themes!D2")]),
    "an added place with a title": (
        both(at("Themes!D3", "leaders"), at("Themes!B3", "All of it")),
        [("C37", "Themes!B3")],
    ),
    "a theme with no criteria": (row_again("Themes", 2, 3, A="empty-one"), [("C38", "Themes!A3")]),
    "words of ours changed": (at("Criteria!E2", "Does somebody lead?"), [("C39", "Criteria!E2")]),
    "a question of ours changed": (at("Criteria!C2", None), [("C39", "Criteria!B2")]),
    "a difference for no kind": (at("Sector differences!B2", None), [("C27", "Sector differences!B2")]),
    "a difference twice": (row_again("Sector differences", 2, 3), [("C02", "Sector differences!B3")]),
    "a duty that the source does not carry": (at("Criteria!M4", "must"), [("C10", "Criteria!M4")] * 2),
    "a source that binds nobody asked": (
        both(at("Criteria!N4", "kcsie2025-78"), at("Criteria!O4", "health")),
        [("C11", "Criteria!M4")],
    ),
    "a retired id in use": (at("Retired!A2", "open-evening"), [("C07", "Retired!A2")]),
    "a question used twice": (row_again("Criteria", 2, 5), [("C25", "Criteria!C5")]),
}


def test_a_spreadsheet_that_was_not_changed_has_no_fault(made, tmp_path):
    imported = read_back(made, tmp_path, lambda _: None)
    assert imported.noticed == ()
    assert imported.shape == shelf(made[1]).shape("our-own")


@pytest.mark.parametrize("name", SHEETS)
def test_spreadsheet(name, made, tmp_path):
    change, expected = SHEETS[name]
    with pytest.raises(AuditError) as refused:
        read_back(made, tmp_path, change)
    found = [(p.code, p.where.spot) for p in refused.value.problems]
    assert sorted(found) == sorted(expected)
    assert {p.where.file for p in refused.value.problems} == {"changed.xlsx"}
    assert all(p.fix and "{" not in p.message for p in refused.value.problems)


def test_all_faults_of_a_spreadsheet_come_at_once_from_the_top_down(made, tmp_path):
    names = [
        "a heading twice",
        "an empty cell that is needed",
        "an unknown theme",
        "an unknown role",
        "a formula",
        "two values where one is wanted",
        "words for a date",
        "a difference twice",
        "text under no heading",
    ]
    expected = [fault for name in names for fault in SHEETS[name][1]]
    with pytest.raises(AuditError) as refused:
        read_back(made, tmp_path, both(*(SHEETS[name][0] for name in names)))
    found = [(p.code, p.where.spot) for p in refused.value.problems]
    assert sorted(found) == sorted(expected)
    order = ["Checklist", "Themes", "Criteria", "Sector differences", "Retired"]
    rows = [
        (order.index(sheet), int(re.sub(r"\D", "", cell))) for _, spot in found for sheet, cell in [spot.split("!")]
    ]
    assert rows == sorted(rows)


def test_a_message_says_what_was_meant(made, tmp_path):
    def said(name: str) -> str:
        with pytest.raises(AuditError) as refused:
            read_back(made, tmp_path, SHEETS[name][0])
        return str(refused.value)

    assert "did you mean 'dfe2024-leaders-confidence'?" in said("an unknown provision")
    assert "did you mean 'our-theme'?" in said("an unknown theme")
    assert "did you mean 'Question'?" in said("a heading misspelt")
    assert "'must', 'should' or 'advice'" in said("an unknown duty")
    assert "changed.xlsx > Criteria!B3" in said("an id twice"), "the other place is named too"


def test_a_sheet_of_notes_is_named_and_does_no_harm(made, tmp_path):
    def notes(book):
        book.create_sheet("My notes")["A1"] = "ask Sam about question 3"

    imported = read_back(made, tmp_path, notes)
    assert [(p.code, p.where.spot) for p in imported.noticed] == [("C22", "My notes!A1")]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "F03"), (b"Theme,Ref\n", "F04"), (b"%PDF-1.7", "F04"), (b"PK\x03\x04 broken", "F07")],
)
def test_a_file_that_is_no_spreadsheet(data, code, tmp_path):
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    with pytest.raises(AuditError) as refused:
        reader.checklist(path)
    assert [p.code for p in refused.value.problems] == [code]


def test_a_spreadsheet_of_something_else(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "Shopping"
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(AuditError) as refused:
        reader.checklist(tmp_path / "list.xlsx")
    assert {p.code for p in refused.value.problems if not p.where.spot} == {"C28"}


def test_a_cell_far_away_is_refused_before_it_is_read(made, tmp_path):
    with pytest.raises(AuditError) as refused:
        read_back(made, tmp_path, at("Criteria!XFD9000", "far"))
    assert [p.code for p in refused.value.problems] == ["F10"]
