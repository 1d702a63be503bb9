"""What seems personal in a cell is warned of, at its cell, and never repeated; ordinary evidence is left in peace.

``privacy_sentences.csv`` is the set the rules were written with. ``privacy_heldout.csv`` was not: its first set was
written before the rules (and met 58 of 60, with 0 false alarms of 60, when it was first looked at; two rules have been
mended since, so it is no longer blind), its second after they were finished: 47 of 50, with 1 false alarm of 54, and
no rule has been changed since. All three were written by one hand, from how evidence is written in settings. Every
name in them is invented; numbers are those kept for tests (NHS 999, Ofcom's drama numbers, HMRC's QQ).
"""

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import privacy
from audit.checklist.load import load, load_all
from audit.model import ANY_KIND
from audit.privacy import contacts, families, identifiers, names
from audit.privacy.features import at_a_glance
from audit.problems import CATALOGUE, Severity
from audit.samples import demonstration
from audit.workbook.read import personal as looks
from audit.workbook.read import reader
from tests import tables

HERE = Path(__file__).resolve().parent
CODES = {
    "dob": {"P01"},
    "upn": {"P02"},
    "nhs": {"P03"},
    "nino": {"P04"},
    "phone": {"P05"},
    "email": {"P06"},
    "address": {"P07"},
    "name": {"P08", "P09"},
}


def sentences(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SENTENCES, HELD_OUT = sentences("privacy_sentences.csv"), sentences("privacy_heldout.csv")
PERSONAL = [row for row in SENTENCES + HELD_OUT if row["label"] == "personal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many of each kind there are, and how many were rightly found (or wrongly alarmed)."""

    asked: Counter[str]
    found: Counter[str]

    def percent(self, kind: str | None = None) -> float:
        if kind is None:
            return 100 * self.found.total() / self.asked.total()
        return 100 * self.found[kind] / self.asked[kind]


def measured(rows: list[dict[str, str]], label: str) -> Figures:
    """Of the personal sentences those found, by a code of their own kind; of the others those that raised an alarm."""
    asked, found = Counter(), Counter()
    for row in rows:
        if row["label"] == label:
            codes = {finding.code for finding in privacy.look(row["sentence"])}
            asked[row["kind"]] += 1
            found[row["kind"]] += bool(codes & CODES[row["kind"]] if label == "personal" else codes)
    return Figures(asked=asked, found=found)


def told(title: str, rows: list[dict[str, str]]) -> tuple[Figures, Figures]:
    """Both figures of a set, printed (``pytest -s`` shows them)."""
    recall, alarms = measured(rows, "personal"), measured(rows, "fine")
    for word, figures in (("found", recall), ("false alarms", alarms)):
        kinds = ", ".join(f"{kind} {figures.found[kind]}/{figures.asked[kind]}" for kind in figures.asked)
        print(f"{title}: {word} {figures.found.total()}/{figures.asked.total()} ({figures.percent():.1f}%): {kinds}")
    return recall, alarms


def test_the_labelled_set_is_found_and_ordinary_evidence_left_in_peace():
    recall, alarms = told("labelled", SENTENCES)
    assert recall.asked.total() + alarms.asked.total() >= 160
    assert recall.percent() >= 95
    assert alarms.percent() <= 5
    assert all(recall.percent(kind) >= 95 for kind in recall.asked)
    assert all(alarms.percent(kind) <= 5 for kind in alarms.asked)


@pytest.mark.parametrize("which", ["first", "second"])
def test_the_held_out_sets(which):
    recall, alarms = told(f"held out, {which}", [row for row in HELD_OUT if row["set"] == which])
    assert recall.asked.total() + alarms.asked.total() >= 60
    assert recall.percent() >= 90
    assert alarms.percent() <= 5


def test_the_measure_can_fail():
    rows = [
        {"label": "personal", "kind": "name", "sentence": "All staff trained"},
        {"label": "personal", "kind": "name", "sentence": "dob 3/5/15"},
        {"label": "fine", "kind": "staff", "sentence": "We referred Jayden to MASH"},
    ]
    assert measured(rows, "personal").percent() == 0
    assert measured(rows, "fine").percent() == 100


def test_nothing_in_our_own_checklists_raises_an_alarm():
    texts = {
        text
        for checklist in load_all()
        for kind in (ANY_KIND, *(k.id for k in checklist.kinds))
        for c in load(checklist.id, kind).criteria
        for text in (c.title, c.question, c.why, c.met, c.partly, c.remedy, *c.evidence)
    }
    assert len(texts) > 500
    assert {text: found for text in texts if (found := privacy.look(text))} == {}


@pytest.mark.parametrize("profile", demonstration.PROFILES, ids=lambda p: p.setting.kind)
def test_nothing_in_the_samples_raises_an_alarm(profile, tmp_path):
    path = tmp_path / "sample.xlsx"
    path.write_bytes(demonstration.filled_workbook(profile, demonstration.SAMPLE_DAY))
    assert [str(p) for p in reader.read(path).problems if p.code.startswith("P")] == []


# Numbers


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("9993237418", {"P03"}),
        ("9993237419", set()),  # the check digit is wrong
        ("NHS no 9993237419", {"P03"}),  # but it says what it is
        ("invoice 9993237418", set()),
        ("log 2026112001", set()),
        ("C801992625884", {"P02"}),
        ("C801992625885", set()),
        ("UPN C801992625885", {"P02"}),
        ("C8\u06601992625884", set()),  # a nought of another script, on which no check digit can be worked out
        ("C838999786666", {"P02"}),  # an authority formed after the library's list
        ("QQ123456C", {"P04"}),
        ("ZZ123456C and EY123456 C", set()),
        ("NI no ZZ123456C", {"P04"}),
        ("01632 960123", {"P05"}),
        ("MASH 01632 960123", set()),
        ("mum, after MASH rang: 01632 960123", {"P05"}),
        ("0113 496 0123", {"P05"}),
        ("0800 1111, 0300 123 4567, 116 123, 999", set()),
        ("7700900123", {"P05"}),  # a spreadsheet has eaten the 0
        ("order 7700900123 arrived", set()),
        ("+44 (0)7700 900123", {"P05"}),
        ("31/03/2027 and 4.5.26 - 6.5.26", set()),
        ("LS99 9ZZ", {"P07"}),
        ("ls999zz", {"P07"}),
        ("S47 2nd stage, L3 2yr", set()),
        ("KS2 3AB, CP1 2AB", set()),
        ("14 Mill Lane", set()),  # whose?
        ("family live at 14 Mill Lane", {"P07"}),
        ("home visits: 6 staff in place", set()),
        ("a.b@example.org", {"P06"}),
        ("safeguarding@example.org", set()),
        ("jane.office@example.org", {"P06"}),
        ("report@home, @nspcc", set()),
        ("policy of 3/5/2015, born leaders", set()),
        ("dob: 3/5/2015", {"P01"}),
        ("dob recorded, checked 3/5/2025", set()),
    ],
)
def test_numbers_and_addresses(text, codes):
    assert {finding.code for finding in privacy.look(text)} == codes


def test_an_authority_of_today_passes_where_the_library_knows_only_those_of_2011():
    from stdnum.gb import upn

    assert not upn.is_valid("C838999786666")
    assert upn.calc_check_digit("838999786666") == "C"


# Names


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Mrs Patel, DSL, keeps the log", set()),
        ("his mother Mrs Patel keeps a log", {"P08"}),
        ("Mrs Patel (mum)", {"P08"}),
        ("Mrs Patel rings mum", set()),
        ("JS was referred on 3 May", {"P09"}),
        ("JS reviewed the log on 3 May", set()),
        ("DSL was told on 3 May", set()),
        ("child A.B.", {"P09"}),
        ("Child A and Child B (made up)", set()),
        ("Amelia’s social worker", {"P08"}),
        ("Barnardo’s social worker", set()),
        ("Sarah’s Law", set()),
        ("concern about Zoë", {"P08"}),
        ("WE REFERRED JAYDEN", {"P08"}),
        ("ALL STAFF TOLD IN MAY", set()),
        ("half term in May, Hope House told of concern", set()),
        ("Tyler Road Nursery shares a file", set()),
        ("coach Jayden reports a concern", set()),
    ],
)
def test_a_name_is_told_by_the_words_around_it(text, codes):
    assert {finding.code for finding in privacy.look(text)} == codes


def test_the_owner_of_an_action_may_be_named_but_not_with_a_number():
    assert privacy.look("Jayden Moss, for child records", for_owner=True) == ()
    assert [f.code for f in privacy.look("Jayden Moss 07700 900123", for_owner=True)] == ["P05"]
    assert [f.code for f in privacy.look("Amelia's mum", for_owner=True)] == ["P08"]


# Quick looks

PIECES = sorted(
    {piece for row in SENTENCES + HELD_OUT for piece in row["sentence"].split(" ")}
    | {"Ivy", "Bank", "School", "Moor", "A", "B.", "McRae", "iPhone", "12a,", "is", "5", "on", "flat"}
)


def nothing_hidden(text):
    """No rule finds, asked without its quick look, what it did not find with it."""
    glance = at_a_glance(text)
    if glance.digits:
        rules = contacts._phones, contacts._postcodes, contacts._streets, contacts._lived_in
        assert set(contacts.numbers(glance)) == {found for rule in rules for found in rule(text)}
        found = set(identifiers.identifiers(glance))
        assert found >= set(identifiers._references(text))
        assert set(families.by_their_home(glance)) >= set(families._homes(text))
        if not glance.seen.isdisjoint(identifiers._BIRTH_WORDS):
            assert found >= set(identifiers._births(text))
        if identifiers._LONG_RUN.search(text):
            rules = identifiers._upns, identifiers._nhs_numbers, identifiers._insurance_numbers
            assert found >= {found for rule in rules for found in rule(text)}
    cued = not glance.seen.isdisjoint(names._UNKNOWN_CUES)
    assert names._odd(glance) or not names._odd_capital(text, cued=cued)
    if names._SURE_CAPITALS.issuperset(glance.capitals):
        assert set(names._CAPITALS.findall(text)) <= names.KNOWN_CAPITALS


@given(st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join))
def test_no_quick_look_hides_what_its_rule_finds(text):
    nothing_hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        *(row["sentence"] for row in SENTENCES + HELD_OUT),
        "it is 3/5/15birthdayparty",
        "he was 5 on 3 May",
        "upn A1 2 3 4 5",
        "lives with mum, flat B Mill Lane 2",
        "mum: 12a, Mill Lane",
        "home: 3 Ivy Way",
        "mob 07700 9001",
        "LS99 \u0669ZZ",  # a nine of another script
        "ni QQ123456",
        "I A told 2",
        "police log 0417, cad 55123, case no LCS 4410973, liquidlogic 44109",
        "the boy from 12a, Acacia Close",
        "Ivy, told",
        "McRae lives",
    ],
)
def test_no_quick_look_hides_a_detail_that_is_cut_short_or_run_on(text):
    nothing_hidden(text)


# Never repeated


@pytest.mark.parametrize("row", PERSONAL, ids=lambda row: row["sentence"][:40])
def test_no_message_tells_the_detail_again(row):
    text = row["sentence"]
    masked = privacy.masked(text)
    for finding in privacy.look(text):
        detail = text[finding.start : finding.end]
        assert detail
        assert len(finding.shown) < len(text)
        if len(detail) > 1:
            assert detail not in finding.shown
            assert detail not in masked
    assert "…" in masked or not privacy.look(text)


def test_what_is_shown_is_enough_to_find_it_by():
    shown = [f.shown for f in privacy.look("Jayden, dob 3/5/15: mum 07700 900123, k@example.org, LS99 9ZZ, told MASH")]
    assert shown == ["dob …", "07…", "k…@…", "L…", "J…"]


@given(st.text(max_size=200))
def test_any_text_is_borne(text):
    found = privacy.look(text)
    codes = [finding.code for finding in found]
    assert codes == sorted(set(codes))
    assert set(codes) <= set(CATALOGUE)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in found)
    privacy.masked(text)


def test_a_telephone_library_is_loaded_only_for_something_like_a_telephone_number():
    code = (
        "import sys; from audit import privacy; "
        "privacy.look('Mrs Patel (DSL) keeps the log, p. 12 of 2026, reviewed 03/09/2026, URN 123456'); "
        "assert 'phonenumbers' not in sys.modules; privacy.look('0113 496 0123'); assert 'phonenumbers' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=HERE.parent)


# In a workbook

TABLE = """
| Ref | Rating | Evidence | Notes | Action | Owner | Due |
|---|---|---|---|---|---|---|
| staff-confidence | Met | We referred Jayden to MASH | dob 3/5/2015 | email k.smith@example.org | Sam 07700 900123 | |
| board-lead | Met | Minutes of 3 May | | | Jayden Moss, with Ella (child records) | when Jayden's mum agrees |
|  | | JS was referred | | | | |
"""
DETAILS = ("Jayden to", "3/5/2015", "k.smith", "07700", "Jayden's", "JS was")


@pytest.fixture
def personal(tmp_path) -> Path:
    path = tables.workbook(tmp_path / "rosebank.xlsx", TABLE, name="Rosebank")
    book = openpyxl.load_workbook(path)
    book["Start here"]["A3"], book["Start here"]["B3"] = "Completed by", "Jayden's mum, 07700 900123"
    book.save(path)
    return path


def test_each_cell_is_named_and_who_completed_it_is_left_alone(personal):
    found = {(p.where.spot, p.code) for p in reader.read(personal).problems if p.code.startswith("P")}
    assert found == {
        ("Checklist!C2", "P08"),
        ("Checklist!D2", "P01"),
        ("Checklist!E2", "P06"),
        ("Checklist!F2", "P05"),
        ("Checklist!G3", "P08"),
        ("Checklist!C4", "P09"),
    }


def test_no_fault_of_any_code_repeats_the_detail(personal):
    said = "\n".join(str(p) for p in reader.read(personal).problems)
    assert "W13 'when J… mum agrees'" in said
    assert "W08" in said
    for detail in DETAILS:
        assert detail not in said


def test_they_are_warnings_with_something_to_do():
    for code in (f"P{n:02}" for n in range(1, 11)):
        assert CATALOGUE[code].severity is Severity.WARNING


def test_check_ends_with_1_and_names_the_cells(run, personal):
    done = run("check", "rosebank.xlsx")
    assert done.exit_code == 1
    assert "Checklist!C2 and G3: P08 These cells seem to name a child or somebody in a child's family." in done.output
    assert run("check", "rosebank.xlsx", "--fail-on", "privacy").exit_code == 1


def test_score_warns_apart_from_the_figures(run, personal):
    done = run("score", "rosebank.xlsx", "--json")
    assert done.exit_code == 0
    assert "Checklist!C2 and G3: P08" in done.stderr
    json.loads(done.stdout)


def test_report_goes_on_and_lists_them_without_the_detail(run, personal, tmp_path):
    done = run("report", "rosebank.xlsx", "-o", "out", "--detail", "shared")
    assert done.exit_code == 0
    files = sorted((tmp_path / "out").iterdir())
    assert {path.suffix for path in files} == {".html", ".csv", ".json"}
    values = json.loads(next(p for p in files if p.suffix == ".json").read_text(encoding="utf-8"))
    assert {fault["code"] for fault in values["faults"]} >= {"P01", "P05", "P06", "P08", "P09"}
    full = run("report", "rosebank.xlsx", "-o", "full")
    assert full.exit_code == 0
    (page,) = (tmp_path / "full").glob("*.json")
    faults = json.dumps(json.loads(page.read_text(encoding="utf-8"))["faults"], ensure_ascii=False)
    for detail in DETAILS:
        assert detail not in faults
        assert detail not in full.output


def test_fail_on_privacy_writes_nothing_of_that_file_and_all_of_the_others(run, personal, tmp_path):
    (tmp_path / "clean.xlsx").write_bytes(
        demonstration.filled_workbook(demonstration.NURSERY, demonstration.SAMPLE_DAY)
    )
    done = run("report", "rosebank.xlsx", "clean.xlsx", "-o", "out", "--fail-on", "privacy")
    assert done.exit_code == 1
    assert "rosebank.xlsx: 6 cells seem to hold something personal, so no report was written." in done.stderr
    assert "1 of 2 workbooks reported, 1 refused." in done.output
    assert [path.stem.startswith("rosebank-nursery") for path in (tmp_path / "out").glob("*.html")] == [True]
    assert run("report", "clean.xlsx", "-o", "out2", "--fail-on", "privacy").exit_code == 0


def test_a_workbook_too_long_to_look_through_says_so(personal, monkeypatch):
    monkeypatch.setattr(looks, "MOST_LOOKED_AT", 30)
    codes = [p.code for p in reader.read(personal).problems if p.code.startswith("P")]
    assert codes.count("P10") == 1
    assert codes.index("P10") < len(codes)
    assert set(codes) < {"P08", "P09", "P10"}


def test_the_sets_are_well_formed():
    for rows in (SENTENCES, HELD_OUT):
        assert all(row["label"] in {"personal", "fine"} and row["sentence"] and row["kind"] for row in rows)
        assert len({row["sentence"] for row in rows}) == len(rows)
        output = io.StringIO()
        csv.DictWriter(output, rows[0].keys(), lineterminator="\n").writerows(rows)
    assert not {r["sentence"] for r in SENTENCES} & {r["sentence"] for r in HELD_OUT}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Referral for Jayden Okoro after he disclosed on 3 March", "P08 words 3 to 4, 'J…'"),
        ("oliwia was bruised on monday", "P08 word 1, 'o…'"),
        ("07700 900123", "P05 words 1 to 2, '07…'"),
        ("jo@home-mail.example", "P06 'j…@…'"),
        ("Liam's dad was arrested, police told us on the day", "P13 word 1, 'L…'"),
    ],
)
def test_which_words_are_meant_is_said_by_number_and_each_name_once(text, said):
    found = privacy.each_once(privacy.look(text))
    assert [f"{one.code} {one.place_in(text)}" for one in found] == [said]
