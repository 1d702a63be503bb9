"""A first look: the essentials alone, judged as the whole with the rest blank, and gone on from as it was typed."""

import io
import json
import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from audit import api
from audit.aggregate import feedback_pages, record, register
from audit.aggregate.overview import State
from audit.carry_forward import carry
from audit.carry_forward.merge import merge
from audit.checklist.load import load
from audit.cli.main import cli
from audit.judgement.scoring import score
from audit.judgement.verdict import Level
from audit.model import LAST_YEAR, Audit, Rating, Response, Retired, Setting
from audit.problems import AuditError
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests import small
from tests.test_aggregate_figures import answered, overview
from tests.test_one_rule import figures_of_scorer, figures_on_sheet, recalculated

DAY = date(2026, 11, 20)
KINDS = [
    (checklist, kind.id) for checklist in ("leaders", "section-11") for kind in load(checklist).kinds
] + [("leaders", "")]  # fmt: skip
WAYS = (
    {"rating": Rating.MET, "evidence": "The log in the office"},
    {"rating": Rating.PARTLY, "evidence": "Minutes of 3 May", "action": "Write it down", "owner": "Head", "due": DAY},
    {"rating": Rating.MET, "notes": "Ask Jo\nfor the rota", "action": "Finish it", "status": "Done"},
    {"rating_words": "mostly", "action": "Ring them", "due_words": "half term", "owner": "Deputy; head"},
    {"rating": Rating.NOT_APPLICABLE, "notes": "We have none.", "status_words": "who knows"},
    {},
)
"""What people type in a row, every field of it among them."""


def filled(checklist="leaders", kind="school", ways=WAYS):
    """A first look in which each way is typed in turn."""
    asked = load(checklist, kind)
    said = tuple(Response(ref=c.id, **ways[n % len(ways)]) for n, c in enumerate(asked.essentials))
    setting = Setting(name="Rosebank (invented)", kind=kind, urn="100234", group="Our trust")
    audit = Audit(
        checklist=checklist, edition=asked.edition, setting=setting, responses=said, audit_date=DAY,
        completed_by="Sam Example", first_look=True,
    )  # fmt: skip
    return asked, audit


def returned(checklist="leaders", kind="school", ways=WAYS):
    asked, audit = filled(checklist, kind, ways)
    return api.read_return(writer.build(asked, audit, DAY), name="first.xlsx")


def texts(data, sheet):
    rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


# The workbook


@pytest.mark.parametrize(("checklist", "kind"), KINDS)
def test_the_essentials_that_apply_to_the_kind_are_asked_alone(checklist, kind):
    asked = api.load_checklist(checklist, kind)
    data = api.make_workbook(asked, DAY, begun=api.begin_first_look(asked, name="Rosebank"))
    read = api.read_return(data, name="first.xlsx")
    assert {r.ref for r in read.audit.responses if r.place} == {c.id for c in asked.criteria if c.essential}
    assert {p.code for p in read.problems} == {"W04"}, "that nothing is answered, and no more"
    assert read.audit.first_look
    said = " ".join(texts(data, layout.START))
    assert "About twenty minutes." in said
    assert f"safeguarding-audit new {checklist} --from" in said
    assert "whoever sent you this" in said
    assert "25 minutes" not in said


def test_an_ordinary_workbook_says_nothing_of_it():
    asked = api.load_checklist("leaders", "school")
    data = api.make_workbook(asked, DAY)
    assert not api.read_return(data, name="x.xlsx").audit.first_look
    assert "--from" not in " ".join(texts(data, layout.START))


def test_what_is_answered_beside_the_essentials_is_not_lost():
    """The essentials of another edition were others: a review's copy is written with the answers of the return."""
    asked, audit = filled()
    more = next(c.id for c in asked.criteria if not c.essential)
    audit = replace(audit, responses=(*audit.responses, Response(ref=more, rating=Rating.MET, evidence="The log")))
    back = api.read_return(writer.build(asked, audit, DAY), name="x.xlsx").audit
    assert (back.response(more).rating, back.response(more).evidence) == (Rating.MET, "The log")
    assert back.first_look


def test_a_row_that_was_taken_out_is_missed():
    asked, audit = filled()
    book = openpyxl.load_workbook(io.BytesIO(writer.build(asked, audit, DAY)))
    book[layout.CHECKLIST].delete_rows(layout.FIRST_ROW)
    out = io.BytesIO()
    book.save(out)
    found = api.read_return(out.getvalue(), name="x.xlsx").problems
    assert [p.message.split("'")[1] for p in found if p.code == "W05"] == [asked.essentials[0].id]


@pytest.mark.filterwarnings("ignore:.* extension is not supported")
def test_the_summary_is_of_the_whole_and_leads_only_to_what_is_asked(tmp_path, soffice):
    asked, audit = filled()
    path = tmp_path / "first.xlsx"
    path.write_bytes(writer.build(asked, audit, DAY))
    (made,) = recalculated([path], tmp_path, soffice)
    read = reader.read(made)
    assert read.audit.first_look, "LibreOffice keeps the mark"
    found = figures_on_sheet(openpyxl.load_workbook(made, data_only=True))
    wanted = figures_of_scorer(score(asked, read.audit))
    assert {name: found[name] or None for name in ("Judgement", "At_best")} == {
        name: wanted[name] for name in ("Judgement", "At_best")
    }
    assert {name: found.get(name) for name in wanted if name != "At_best"} == {
        name: value for name, value in wanted.items() if name != "At_best"
    }
    links = [
        cell.hyperlink.location
        for row in openpyxl.load_workbook(path)[layout.SUMMARY].iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    rows = [int(re.search(r"(\d+)$", location)[1]) for location in links]
    assert rows
    assert max(rows) < layout.FIRST_ROW + len(asked.essentials)


# How it is judged and reported


@pytest.mark.parametrize(("checklist", "kind"), KINDS)
def test_it_is_judged_as_the_whole_with_the_rest_blank(checklist, kind):
    ways = ({"rating": Rating.MET, "evidence": "The log in the office"},)
    read = returned(checklist, kind, ways)
    judgement = api.score(read).judgement
    essentials = len(read.checklist.essentials)
    assert (judgement.level, judgement.at_best) == (Level.INCOMPLETE, Level.IN_PLACE)
    assert judgement.essentials == (essentials, essentials)
    assert judgement.shown == (essentials, len(read.checklist.criteria))
    assert read.problems == ()


def test_an_essential_that_is_not_met_is_to_be_acted_on_now():
    judgement = api.score(returned(ways=({"rating": Rating.NOT_MET}, *WAYS[:1] * 11))).judgement
    assert judgement.level is Level.ACT_NOW


def test_where_all_is_met_the_page_says_what_comes_next_and_not_that_nothing_is_to_be_done():
    report = api.make_report(returned(ways=({"rating": Rating.MET, "evidence": "The log in the office"},)), DAY)
    assert report.plan.actions == ()
    page = api.render(report).decode()
    assert "There is nothing to do" not in page
    assert "What comes next: the 54 other questions" in page


def test_no_public_report_is_made_of_a_first_look():
    """It asks so few questions that answers could be worked out."""
    with pytest.raises(AuditError, match="S14"):
        api.make_report(returned(), DAY, "public")


@pytest.mark.parametrize("detail", ["full", "shared"])
def test_the_first_page_says_that_it_is_one_and_what_comes_next(detail):
    report = api.make_report(returned(), DAY, detail)
    page = api.render(report).decode()
    first, _, rest = page.partition("</section>")
    assert "This is a first look: it asks the 12 essentials alone." in first
    assert "safeguarding-audit new leaders --from FIRST-LOOK.xlsx" in first
    assert "2 of 12 that apply are met with evidence." in first
    assert "This is a first look" not in rest.partition("</main>")[0].replace(first, "")
    assert json.loads(api.render(report, "json"))["audit"]["first_look"] is True
    assert api.verify(page.encode()).problems == ()


def test_the_word_plan_says_so_too():
    import docx

    document = docx.Document(io.BytesIO(api.render(api.make_report(returned(), DAY), "docx")))
    assert any(p.text.startswith("This is a first look") for p in document.paragraphs)


def test_the_report_of_a_whole_return_says_nothing_of_it():
    asked, audit = filled()
    read = api.read_return(writer.build(asked, replace(audit, first_look=False), DAY), name="x.xlsx")
    report = api.make_report(read, DAY)
    assert "first look" not in api.render(report).decode()
    assert report.first_look == ""


def test_only_what_it_asks_is_to_be_answered_first():
    page = api.render(api.make_report(returned(), DAY)).decode()
    blank = sum(f.blank for f in api.score(returned()).essentials)
    assert f"answer the {blank} questions left blank" in page
    page = api.render(api.make_report(returned(ways=WAYS[:1]), DAY)).decode()
    assert "left blank</a>" not in page


def test_check_names_its_own_blanks_and_no_others(tmp_path):
    asked, audit = filled(ways=(WAYS[0], {}))
    path = tmp_path / "first.xlsx"
    path.write_bytes(writer.build(asked, audit, DAY))
    done = run("check", path)
    assert done.exit_code == 0, done.output
    assert "6 of 12 questions answered" in done.output
    assert "This is a first look" in done.output
    assert "Not answered (6, 6 of them essential)" in done.output
    assert "W" not in {line.strip()[:1] for line in done.output.splitlines()}


def test_a_review_of_one_asks_the_same_and_stays_one():
    read = returned()
    made = api.make_review(read, DAY)
    back = api.read_return(made.data, name="review.xlsx")
    assert back.audit.first_look
    assert {r.ref for r in back.audit.responses if r.place} == {c.id for c in read.checklist.essentials}
    assert back.review is not None
    assert not back.review.altered


# Going on from it


@pytest.mark.parametrize(("checklist", "kind"), KINDS)
def test_everything_typed_stands_in_the_whole_as_it_was_typed(checklist, kind):
    first = returned(checklist, kind)
    begun = api.begin(first.checklist, first)
    data = api.make_workbook(first.checklist, DAY, begun=begun)
    whole = api.read_return(data, name="whole.xlsx")
    assert not whole.audit.first_look
    assert begun.changes == ()
    nowhere = [replace(r, place=None) for r in first.audit.responses]
    assert [replace(r, place=None) for r in whole.audit.responses] == nowhere
    assert all(r.place for r in whole.audit.responses), "every question is asked"
    assert replace(whole.audit, responses=(), first_look=True) == replace(first.audit, responses=())
    assert LAST_YEAR not in " ".join(texts(data, layout.CHECKLIST))
    assert all(r.last_rating is None and r.open_since is None for r in whole.audit.responses)
    one, other = (api.make_report(read, DAY) for read in (first, whole))
    assert (one.card.overall, one.card.judgement) == (other.card.overall, other.card.judgement)
    assert one.card.lenses == other.card.lenses
    assert planned(one) == planned(other)


def planned(report):
    return [(a.criterion.id, a.priority, a.what, a.owner, a.due, a.due_words) for a in report.plan.actions]


def test_what_is_no_question_of_another_kind_is_listed_word_for_word():
    first = returned("section-11", "local-authority")
    begun = api.begin(api.load_checklist("section-11", "sports-club"), first)
    kept = {r.ref for r in begun.audit.responses}
    lost = [r for r in first.audit.responses if r.ref not in kept and any(carry.typed(r))]
    assert lost
    assert {change.ref for change in begun.changes} >= {r.ref for r in lost}
    listed = {change.ref: change.typed for change in begun.changes}
    assert all(listed[r.ref] == tuple(carry.typed(r)) for r in lost)


def test_two_questions_that_became_one_keep_a_rating_only_where_they_agree():
    retired = (Retired(id="old", retired_in="2", because="It asked the same.", replaced_by="q1"),)
    asked = small.checklist("ms", retired=retired)
    for other, expected in ((Rating.MET, Rating.MET), (Rating.NOT_MET, None)):
        audit = replace(
            small.audit("M.", "e"),
            first_look=True,
            strays=(Response(ref="old", rating=other, evidence="The minutes"),),
        )
        response = carry.begin(asked, audit).audit.response("q1")
        assert response.rating is expected
        assert response.evidence == "In the file."
        assert "The minutes" in response.notes
        assert expected or "Met" in response.notes
    blank = replace(small.audit("..", ""), first_look=True, strays=(Response(ref="old", rating=Rating.MET),))
    assert carry.begin(asked, blank).audit.response("q1").rating is Rating.MET


def test_colleagues_first_looks_put_together_are_no_first_look():
    _, audit = filled()
    assert not merge([("a.xlsx", audit), ("b.xlsx", audit)]).audit.first_look


# The command


def test_the_way_from_the_command_to_the_whole(tmp_path):
    first, whole = tmp_path / "first.xlsx", tmp_path / "whole.xlsx"
    made = run("new", "leaders", "-o", first, "--first-look", "--kind", "school", "--name", "Rosebank")
    assert made.exit_code == 0, made.output
    assert "12 questions." in made.output
    assert f"new leaders -o whole.xlsx --from {first}" in made.output
    asked, audit = filled()
    first.write_bytes(writer.build(asked, audit, DAY))
    made = run("new", "leaders", "-o", whole, "--from", first)
    assert made.exit_code == 0, made.output
    assert "66 questions" in made.output
    answers = [r for r in api.read_return(whole).audit.responses if any(carry.typed(r))]
    assert len(answers) == 10
    assert run("score", first).output.count("This is a first look") == 1


def test_a_checklist_without_essentials_is_one_usage_fault(tmp_path):
    path = tmp_path / "x.xlsx"
    done = run("new", "readiness-2026", "-o", path, "--first-look")
    assert done.exit_code == 2
    assert "The checklist 'readiness-2026' has no essentials" in done.output
    assert not path.exists()
    with pytest.raises(AuditError, match="no essentials"):
        api.begin_first_look(api.load_checklist("readiness-2026"))


@pytest.mark.parametrize("other", [("--from", "x.xlsx"), ("--split-by", "owner"), ("--register", "r.csv")])
def test_it_is_one_new_workbook(tmp_path, other):
    done = run("new", "leaders", "-o", tmp_path / "x.xlsx", "--first-look", *other)
    assert done.exit_code == 2
    assert "leave out" in done.output


# Many settings


def first_look(name):
    read = answered(name, "M?")
    return replace(read, audit=replace(read.audit, first_look=True))


def test_it_is_counted_as_a_part_and_said_to_be_one():
    made = overview([first_look("Early"), answered("Full", "M")])
    assert (made.returns.returned, made.returns.in_parts, made.returns.first_looks) == (1, 1, 1)
    assert next(row for row in made.settings if row.name == "Early").state is State.FIRST_LOOK
    (line,) = [line for line in made.files if not line.counted]
    assert line.problems[-1].code == "A41"
    assert "new leaders --from" in line.problems[-1].fix
    assert made.spreads[0].five.counted == 1


def test_its_feedback_says_how_to_go_on():
    made = overview([first_look("Early"), answered("Full", "M")])
    row = next(row for row in made.settings if row.name == "Early")
    page = feedback_pages.in_vain(row, made, ())
    assert "It is a first look" in page
    assert "safeguarding-audit new leaders --from FIRST-LOOK.xlsx" in page
    assert "one part of a return" not in page


def test_whoever_was_expected_is_written_to_with_thanks():
    expected = [register.Expected(name="Early", urn="", line=2)]
    (line,) = overview([first_look("Early")], expected).chase
    assert line.reason == "Returned a first look"
    assert line.what_to_do.startswith("Thank you for your first look.")


def test_the_whole_is_counted_beside_it_however_old():
    made = overview([first_look("Early"), answered("Early", "P", day=date(2026, 1, 1))])
    assert (made.returns.returned, made.returns.in_parts) == (1, 0)


def test_what_is_kept_of_one_is_one():
    read = returned()
    assert record.audit_of(record.of(read, "0")) == (read.checklist, read.audit)


# What stands first on the page


def test_leaders_responsibilities_stand_first_and_in_their_own_order():
    """Among the scores, and in a line on the first page."""
    page = api.render(api.make_report(returned(ways=WAYS[:1]), DAY)).decode()
    first, scores = page[: page.index("<nav")], page[page.index('id="scores"') :]
    titles = (
        "An environment of confidence",
        "Robust systems",
        "Process, policy and training",
        "A shared understanding",
    )
    for part in (first, scores):
        places = [part.index(title) for title in titles]
        assert places == sorted(places)
    assert "Other ways to add up" in page
