"""The data: every shipped criterion keeps the rules of the house, and no citation is finer than what was read."""

import re
import shutil
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from audit.checklist import in_force, readability, shape
from audit.checklist.coverage import cited
from audit.checklist.load import load
from audit.checklist.shelf import read_ours, shelf
from audit.cli.main import cli
from audit.files import resources
from audit.model import Audit, Certainty, Setting
from audit.problems import AuditError
from audit.workbook import layout
from audit.workbook.write import writer
from tests.conftest import DAY, ROOT
from tests.own import OWN, own_folder

HELD = shelf()
SHIPPED = Path(__file__).with_name("shipped-ids.txt")
CRITERIA = {c.id: (checklist, c) for checklist in reversed(HELD.checklists) for c in checklist.criteria}
KINDS = ("", *(kind.id for kind in HELD.checklists[0].kinds))


def each(test):
    return pytest.mark.parametrize(("checklist", "criterion"), CRITERIA.values(), ids=list(CRITERIA))(test)


# What each criterion rests on.


SECOND_HAND = {"access-control", "breach-plan", "records-requests"}
"""Law that is settled and was not read here: the mark of it is seen wherever they are asked."""


@each
def test_it_rests_on_a_document_that_was_read_or_its_checklist_says_that_none_was(checklist, criterion):
    for kind in KINDS:
        if criterion.applies(kind):
            own = criterion.for_kind(kind)
            assert own.cites, kind
            if own.second_hand:
                assert checklist.caution or criterion.id in SECOND_HAND, f"{criterion.id} for {kind or 'any'}"
            else:
                assert own.own_measure or any(p.certainty is Certainty.TEXT for p in own.cites)


def test_the_mark_of_second_hand_is_seen_in_the_workbook():
    for checklist in HELD.checklists:
        asked = load(checklist.id, "school")
        blank = Audit(checklist=asked.id, edition=asked.edition, setting=Setting(kind="school"), responses=())
        marked = _rests_on(writer.build(asked, blank, DAY))
        assert set(marked) == {c.id for c in asked.criteria}
        for criterion in asked.criteria:
            assert ("second hand" in marked[criterion.id]) is criterion.second_hand, criterion.id


def _rests_on(raw: bytes) -> dict[str, str]:
    """What each question rests on, by its Ref: in the order of the checklist, as the guide has it."""
    book = openpyxl.load_workbook(BytesIO(raw))
    ref = layout.column_letter("Ref")
    refs = [row[0].value for row in book[layout.CHECKLIST][f"{ref}{layout.FIRST_ROW}:{ref}999"] if row[0].value]
    rests = [row[1].value for row in book[layout.GUIDE].iter_rows() if row[0].value == "Rests on"]
    return dict(zip(refs, rests, strict=True))


SETTLED = {
    "uk-gdpr": r"Art 5\(1\)\([a-f]\)|Art 5\(2\)|Arts? (6|9|10|12-14|15|21|24|25|26|28|30|32|33-34|35|37-39)",
    "dpa-2018": r"Sch 1 para 18|Sch 1 Part 4|Sch 3|Part 3",
    "children-act-2004": r"s\.10",
    "education-act-2002": r"ss\.175 and 157",
    "childcare-act-2006": r"s\.40",
}
ADVICE_2024 = (
    r"golden rule [1-7] \(pp\. 4-5\)|responsibilities of senior leaders|lawful basis and consent"
    r"|p\. 7, definition of safeguarding"
)
READ = {
    "working-together-2023": r".*",  # held against the official PDF in test_verify.py
    "kcsie-2025": r"para (15|66|78|366|11[4-9]|12[0-2])|Annex C",  # held against the text in test_verify.py
    "children-act-2004": r"s\.1[01]|s\.16G\(4\)|s\.16H|s\.16E\(2A\)|s\.16LA\([1-4]\)|s\.16LC\((1\)-\(3|4\)-\(8)\)",
    "ico-audit-toolkit": r".*",
}


def finer_than_known(provision) -> bool:
    """Whether a locator says more than what is known of its document."""
    if provision.certainty is Certainty.OWN:
        return False
    if provision.certainty is Certainty.TEXT:
        return not re.fullmatch(READ.get(provision.source.id, "nothing"), provision.locator)
    if provision.source.id == "dfe-advice-2024":
        return not re.fullmatch(ADVICE_2024, provision.locator)
    settled = re.fullmatch(SETTLED.get(provision.source.id, "nothing"), provision.locator)
    return not settled and "locator to be verified" not in provision.locator


@pytest.mark.parametrize("provision", HELD.register, ids=lambda p: p.id)
def test_no_citation_is_finer_than_what_is_known(provision):
    assert not finer_than_known(provision)
    assert provision.certainty in {Certainty.SECONDARY, provision.source.certainty}


def test_a_citation_that_is_too_fine_is_found_out():
    by_id = {p.id: p for p in HELD.register}
    for id_, locator in (
        ("dfe2024-rule-4", "golden rule 4 (p. 5)"),
        ("dfe2024-leaders-systems", "responsibilities of senior leaders, item 3"),
        ("wt2026", "para 31"),
        ("kcsie2025-115", "para 151"),
        ("ca2004-16la-4", "s.16LA(5)"),
        ("ca2004-16lc-4", "s.16LC(4)-(9)"),
        ("ca2004-16la", "s.16LA(6)"),
        ("ukgdpr-6", "Art 6(1)(zz)"),
    ):
        assert finer_than_known(replace(by_id[id_], locator=locator))


def test_two_provisions_of_which_little_is_known_carry_no_more_than_that():
    resting = {p: {c.id for _, c in CRITERIA.values() if p in {q.id for q in cited(c)}} for p in KNOWN_ONLY_FOR}
    assert resting == KNOWN_ONLY_FOR


KNOWN_ONLY_FOR = {"kcsie2025-66": {"record-decisions"}, "kcsie2025-annex-c": {"whole-picture"}}
"""KCSIE 2025: para 66 is known to us for recording alone, and Annex C for the keeping of files."""


def test_the_advice_of_2024_counts_only_where_what_was_known_of_it_is_cited():
    """A golden rule, or one of the four headings of leaders' responsibilities: never the list that was not read."""
    for _, criterion in CRITERIA.values():
        theirs = [p for p in cited(criterion) if p.source.id == "dfe-advice-2024"]
        assert not theirs or any(p.golden_rule or p.responsibility for p in theirs), criterion.id
    assert [p.title for p in HELD.register if p.responsibility] == [
        "An environment of confidence", "Robust systems", "Process, policy and training", "A shared understanding",
    ]  # fmt: skip


def test_a_duty_that_is_not_its_sources_own_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "checklists"
    shutil.copytree(ROOT / "checklists", folder)
    path = folder / "leaders.yaml"
    text = path.read_text(encoding="utf-8")
    assert "duty: advice" in text
    path.write_text(text.replace("duty: advice", "duty: must", 1), encoding="utf-8")
    monkeypatch.setattr(resources, "folder", lambda _: folder)
    with pytest.raises(AuditError, match=r"C10 The duty of 'who-decides' is 'must'"):
        read_ours()


# The words.


@each
def test_one_question_one_thought(checklist, criterion):
    question = criterion.question
    assert question.endswith("?")
    assert question.count("?") == 1
    assert not re.search(r"and/or|;|\(s\)| as well as ", question)
    assert len(question.split()) <= 20


@each
def test_a_title_is_three_to_seven_words(checklist, criterion):
    assert 3 <= len(criterion.title.split()) <= 7


@each
def test_it_can_be_judged_shown_and_mended(checklist, criterion):
    assert criterion.met != criterion.partly
    assert len(criterion.evidence) >= 2
    texts = (criterion.question, criterion.why, criterion.met, criterion.partly, criterion.remedy, *criterion.evidence)
    for text in texts:
        assert "and/or" not in text
        assert not re.search(r"\betc\b|\be\.g\.|\bi\.e\.|—", text)


def test_titles_and_questions_are_told_apart():
    for checklist in HELD.checklists:
        for part in ("title", "question"):
            said = [getattr(c, part) for c in checklist.criteria]
            assert len(set(said)) == len(said)


@pytest.mark.parametrize("checklist", HELD.checklists, ids=lambda c: c.id)
def test_the_questions_are_easy_to_read(checklist):
    found = readability.measure(checklist.criteria)
    assert len(found.grades) == len(checklist.criteria)
    assert found.median <= 7
    assert found.hardest[1] <= 11
    assert found.good


def test_hard_words_are_found_out():
    (_, some) = next(iter(CRITERIA.values()))
    heavy = "Does your organisation systematically operationalise proportionate multi-agency information governance?"
    assert not readability.measure([replace(some, question=heavy)]).good
    with pytest.raises(ValueError, match="nothing to read"):
        readability.measure([])


# The kinds of setting.


@pytest.mark.parametrize("checklist", HELD.checklists, ids=lambda c: c.id)
def test_show_counts_what_each_kind_is_asked(checklist):
    done = CliRunner().invoke(cli, ["checklists", "show", checklist.id])
    assert done.exit_code == 0, done.output
    for kind in KINDS:
        own = checklist.for_kind(kind).criteria
        counts = [len(own), *(sum(c.duty.value == d for c in own) for d in ("must", "should", "advice"))]
        line = re.search(rf"^  {kind or 'any'} \(.*\) +(\d+) +(\d+) +(\d+) +(\d+)$", done.output, re.MULTILINE)
        assert line, kind
        assert [int(figure) for figure in line.groups()] == counts
        assert sum(counts[1:]) == counts[0]


def test_show_names_every_checklist_and_what_is_near():
    done = CliRunner().invoke(cli, ["checklists", "show"])
    assert all(f"{c.id}: {c.title}" in done.output for c in HELD.checklists)
    wrong = CliRunner().invoke(cli, ["checklists", "show", "leadres"])
    assert wrong.exit_code == 1
    assert "did you mean 'leaders'?" in wrong.output


def test_show_says_which_criteria_rest_on_nothing_that_was_read():
    done = CliRunner().invoke(cli, ["checklists", "show", "readiness-2026"]).output
    assert "Known at second hand only" in done
    assert "  record-what-why-whom\n" in done
    assert "  duty-carried-out\n" not in done
    leaders = CliRunner().invoke(cli, ["checklists", "show", "leaders"]).output
    assert "second hand" in leaders
    for ref in SECOND_HAND:
        assert f"  {ref}\n" in leaders


def test_show_goes_on_where_readability_cannot_be_measured(monkeypatch):
    monkeypatch.setitem(sys.modules, "textstat", None)
    done = CliRunner().invoke(cli, ["checklists", "show", "leaders"])
    assert done.exit_code == 0
    assert "was not measured. Run 'python -m pip install pypdf textstat==0.7.8' in" in done.output


def test_a_kind_is_asked_only_what_binds_it():
    for checklist in HELD.checklists:
        for kind in KINDS[1:]:
            asked = checklist.for_kind(kind).criteria
            assert asked
            assert all(p.binds_kind(kind) for c in asked for p in c.cites)
    everyone = {c.id for c in load("section-11").criteria}
    assert {c.id for c in load("section-11", "school").criteria} < everyone


# Editions, and ids that are for ever.


def lost(ids: set[str], checklists) -> set[str]:
    """Ids once shipped that are neither asked nor retired."""
    asked = {criterion.id for one in checklists for criterion in one.criteria}
    return ids - asked - {gone.id for one in checklists for gone in one.retired}


def shipped() -> list[str]:
    return SHIPPED.read_text(encoding="utf-8").split()


def test_no_id_that_was_ever_shipped_is_lost():
    assert lost(set(shipped()), HELD.checklists) == set(), "retire it in its checklist: see checklists/README.md"


def test_every_id_that_ships_is_pinned():
    ids = shipped()
    assert ids == sorted(set(ids))
    assert set(CRITERIA) <= set(ids), "add it to tests/shipped-ids.txt, by the alphabet, and never take it out"


def test_a_lost_id_is_found_out_and_a_retired_one_is_not_lost():
    leaders, *others = HELD.checklists
    without = replace(leaders, criteria=leaders.criteria[1:])
    others = [replace(o, criteria=tuple(c for c in o.criteria if c.id != leaders.criteria[0].id)) for o in others]
    assert lost(set(shipped()), [without, *others]) == {leaders.criteria[0].id}
    assert lost({*shipped(), "never-was"}, HELD.checklists) == {"never-was"}


RETIRED = """
  - id: {id}
    retired_in: "2027-1"
    replaced_by: {by}
    because: It was asked twice.
"""


@pytest.mark.parametrize(
    ("gone", "by", "code"),
    [
        ("old-question", "board-lead", None),
        ("old-question", "board-leda", "C08"),
        ("board-lead", "whistleblowing", "C07"),
        ("old-question", "old-question", "C08"),
    ],
)
def test_a_retired_id_is_used_no_more_and_leads_to_one_that_is_asked(tmp_path, monkeypatch, gone, by, code):
    folder = tmp_path / "checklists"
    shutil.copytree(ROOT / "checklists", folder)
    path = folder / "leaders.yaml"
    path.write_text(path.read_text(encoding="utf-8") + RETIRED.format(id=gone, by=by), encoding="utf-8")
    monkeypatch.setattr(resources, "folder", lambda _: folder)
    if code is None:
        (leaders,) = (c for c in read_ours() if c.id == "leaders")
        assert lost({gone}, [leaders]) == set()
        return
    with pytest.raises(AuditError) as fault:
        read_ours()
    (found,) = fault.value.problems
    assert found.code == code
    assert "line" in str(found.where)


@pytest.mark.parametrize(
    ("old", "new"), [("id: old-leaflet", "id: near-misses"), ("id: newsletter", "id: near-misses")]
)
def test_what_was_retired_may_be_retired_again_elsewhere_but_never_asked(tmp_path, old, new):
    """A copy of our checklist has our retired questions too."""
    folder = own_folder(tmp_path, OWN.replace(old, new).replace("replaced_by: newsletter", "replaced_by: open-evening"))
    if old == "id: old-leaflet":
        assert "near-misses" in {gone.id for gone in shelf(folder).checklist("our-own").retired}
        return
    with pytest.raises(AuditError) as fault:
        shelf(folder)
    assert [p.code for p in fault.value.problems] == ["C07"]


def test_new_check_and_report_say_what_was_replaced(tmp_path):
    book = tmp_path / "rosebank.xlsx"
    sentence = "Working Together 2023 was replaced by Working Together to Safeguard Children 2026 on 18 March 2026."
    made = CliRunner().invoke(cli, ["new", "leaders", "-o", str(book), "--kind", "early-years", "--name", "Rosebank"])
    assert made.exit_code == 0, made.output
    assert sentence in made.output
    assert sentence in _all_text(book)
    checked = CliRunner().invoke(cli, ["check", str(book)])
    assert sentence in checked.output
    loaded = openpyxl.load_workbook(book)
    _answer(loaded, "Met")
    loaded.save(book)
    reported = CliRunner().invoke(cli, ["report", str(book), "-o", str(tmp_path), "--as-of", "2026-11-22"])
    assert reported.exit_code == 0, reported.output
    (page,) = tmp_path.glob("*.html")
    assert sentence in page.read_text(encoding="utf-8")


def _all_text(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(v) for row in book.worksheets[0].iter_rows(values_only=True) for v in row if v is not None)


def _answer(book: openpyxl.Workbook, rating: str) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            names = {cell.value: cell.column for cell in row}
            if {"Ref", "Rating"} <= set(names):
                sheet.cell(row[0].row + 2, names["Rating"]).value = rating
                return


def test_what_had_not_begun_on_the_day_is_not_said_to_be_in_force():
    ready = load("readiness-2026")
    march, october = (in_force.sentence(ready, date(2026, month, 1)) for month in (3, 10))
    assert "DfE information sharing guidance 2026 was not yet in force on 1 March 2026." in march
    assert "Working Together 2026 was not yet in force on 1 March 2026." in march
    assert "Children Act 2004 was in force on 1 March 2026." in march
    assert "not yet" not in october
    assert "earlier guidance" not in march


def test_each_checklist_names_its_edition_and_when_it_was_compared():
    for checklist in HELD.checklists:
        assert re.fullmatch(r"\d{4}-\d+", checklist.edition)
        assert date(2026, 1, 1) < checklist.compared_on <= date.max
        for source in checklist.scored_against:
            assert source.superseded_on is None or checklist.source(source.superseded_by or "")


# The page that teaches how to write one.

TAUGHT = (ROOT / "checklists" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def taught(tmp_path) -> Path:
    """A folder of one's own, made from the examples of the page."""
    blocks = re.findall(r"```yaml\n(.*?)```", TAUGHT, re.DOTALL)
    checklist, source, retired = (one for one in blocks if not re.search("^form:", one, re.MULTILINE))
    (tmp_path / "sources").mkdir()
    (tmp_path / "our-trust.yaml").write_text(f"{checklist}\n{retired}", encoding="utf-8")
    (tmp_path / "sources" / "our-policy.yaml").write_text(source, encoding="utf-8")
    return tmp_path


def test_what_the_page_teaches_works(taught):
    held = shelf(taught)
    mine = held.checklist("our-trust")
    assert [c.id for c in mine.criteria] == [*(c.id for c in HELD.checklists[0].criteria), "our-one-number"]
    own = mine.for_kind("early-years").criterion("our-one-number")
    assert own.owner == "leader"
    assert [p.citation for p in own.cites] == ["Working Together 2023, para 31, bullet 1", "Our policy, para 4"]
    assert readability.measure([own]).good
    done = CliRunner().invoke(cli, ["checklists", "coverage", "--checklists", str(taught)])
    assert done.exit_code == 0, done.output
    book = taught / "rosebank.xlsx"
    command = ["new", "our-trust", "-o", str(book), "--kind", "school", "--checklists", str(taught)]
    assert CliRunner().invoke(cli, command).exit_code == 0


@pytest.mark.parametrize("shown", ["CriterionShape", "ProvisionShape", "SourceShape", "ChecklistShape", "SectorShape"])
def test_the_page_explains_every_key(shown):
    told = set(re.findall(r"`([a-z_]+)`", TAUGHT)) | set(re.findall(r"^ *-? ?([a-z_]+):", TAUGHT, re.MULTILINE))
    assert set(getattr(shape, shown).model_fields) <= told


def test_every_command_the_page_names_is_there():
    for words in re.findall(r"safeguarding-audit ((?:checklists )?[a-z]+)", TAUGHT):
        done = CliRunner().invoke(cli, [*words.split(), "--help"])
        assert done.exit_code == 0, words
