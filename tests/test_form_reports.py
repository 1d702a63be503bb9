"""What a form of somebody else's comes to: figures always, a judgement only where it says what it rests on."""

import datetime as dt
import io

import openpyxl
import pytest

from audit import api
from audit.aggregate import figures, record
from audit.app import desk
from audit.checklist.load import load
from audit.judgement.verdict import JUDGEMENTS, Level
from audit.model import Duty
from audit.problems import AuditError
from audit.report.published import Published
from tests.form_workbooks import FORMS, letters, mappings, read, school, workbook

DAY = dt.date(2026, 11, 27)
ANSWER = (3, "Minutes of 12 May")
ALL_MET = {"governance": [ANSWER] * 3, "leads": [ANSWER] * 4, "records": [ANSWER] * 3, "prevent": [ANSWER] * 2}
NOT_MET = ALL_MET | {"governance": [(1,), ANSWER, ANSWER]}


def cited(folder, essential=""):
    """The schools' form, each question of which rests on the same duty in law; the first an essential, if said."""
    law = next(p.id for c in load("leaders", "school").criteria for p in c.cites if p.force is Duty.MUST)
    lines = []
    for line in (FORMS / "coast-schools.yaml").read_text(encoding="utf-8").splitlines():
        lines.append(line)
        if line.startswith("      asks:"):
            lines.append(f"      cites: [{law}]")
            if "Governors look" in line and essential:
                lines.append(f"      essential: {essential}")
    return mappings(folder, coast="\n".join(lines))


@pytest.mark.parametrize("answers", [ALL_MET, NOT_MET, {}])
def test_a_form_without_duties_has_figures_and_no_judgement(tmp_path, answers):
    returned = read(workbook(school(**answers)), mappings(tmp_path, "coast-schools"))
    report = api.make_report(returned, DAY)
    judgement = report.card.judgement
    assert judgement.result == "Self-audit result: Not judged"
    assert (judgement.at_best, judgement.steps) == (None, ())
    assert "12 of the 12 questions of this form name no law or guidance" in judgement.sentence
    assert any("whether law or statutory guidance is broken" in reason for reason in judgement.reasons)
    assert report.card.overall.available == 24
    assert report.card.breaches == ()
    page = api.render(report).decode()
    assert "Self-audit result: Not judged" in page
    assert "whether a child could be at risk today" in page
    assert "Scored against the form itself" in page


def test_one_question_that_rests_on_nothing_is_enough_not_to_judge(tmp_path):
    folder = cited(tmp_path)
    path = folder / "mappings" / "coast.yaml"
    path.write_text(path.read_text(encoding="utf-8").rsplit("\n", 1)[0], encoding="utf-8")
    judgement = api.score(read(workbook(school(**ALL_MET)), folder)).judgement
    assert "1 of the 12 questions of this form names no law" in judgement.sentence


def test_a_form_that_says_what_it_rests_on_is_judged_like_ours(tmp_path):
    folder = cited(tmp_path, "A child would not be heard.")
    assert api.score(read(workbook(school(**ALL_MET)), folder)).judgement.level is Level.IN_PLACE
    card = api.score(read(workbook(school(**NOT_MET)), folder))
    assert card.judgement.level is Level.ACT_NOW
    assert [finding.criterion.id for finding in card.breaches] == ["1.1"]


@pytest.mark.parametrize("form", [name for name in api.FORMS if name != "pdf"])
def test_every_form_of_a_report_can_be_made(tmp_path, form):
    returned = read(workbook(school(**NOT_MET)), mappings(tmp_path, "coast-schools"))
    assert api.render(api.make_report(returned, DAY), form)


def test_what_is_not_judged_is_not_published(tmp_path):
    returned = read(workbook(school(**ALL_MET)), mappings(tmp_path, "coast-schools"))
    with pytest.raises(AuditError) as caught:
        api.make_report(returned, DAY, "public")
    assert [found.code for found in caught.value.problems] == ["S14"]


def test_faults_are_marked_at_their_own_cells(tmp_path):
    data = workbook(school(leads=(3, 3, "2/3", 3)))
    returned = read(data, mappings(tmp_path, "coast-schools"))
    marked = openpyxl.load_workbook(io.BytesIO(api.marked_copy(data, returned, name="return.xlsx")))
    assert "M01" in marked["2. Designated leads"]["C6"].comment.text


def test_a_reviewer_s_copy_is_of_our_make_and_holds_the_answers(tmp_path):
    folder = mappings(tmp_path, "coast-schools")
    returned = read(workbook(school(**NOT_MET)), folder)
    made = api.make_review(returned, DAY, checklists=folder)
    again = read(made.data, folder)
    assert letters(again) == letters(returned) == "N" + "M" * 11
    assert again.review is not None


def test_a_form_is_kept_and_had_again_word_for_word(tmp_path):
    folder = mappings(tmp_path, "coast-schools")
    returned = read(workbook(school(**NOT_MET)), folder)
    kept = record.kept_of(record.of(returned, returned.sha256, folder), folder)
    assert kept.audit == returned.audit
    assert kept.checklist == returned.checklist


def test_what_is_not_judged_is_called_so_wherever_many_are_added_up(tmp_path):
    """One word from one place: on the overview, on the pages of feedback, in the data; and never Incomplete."""
    folder = mappings(tmp_path, "coast-schools")
    returns = tmp_path / "returns"
    returns.mkdir()
    for name, answers in (("a", ALL_MET), ("b", NOT_MET)):
        sheets = school(**answers)
        sheets["School details"] = [*sheets["School details"][:2], ("School name", f"School {name} (invented)")]
        (returns / f"{name}.xlsx").write_bytes(workbook(sheets))
    output = tmp_path / "overview"
    order = api.make_order([str(returns)], output, DAY, checklists=folder, processes=0)
    made = api.produce_overview(order).overview
    assert made.levels == ((Level.NOT_JUDGED, 2),)
    assert [spread.levels for spread in made.spreads] == [((Level.NOT_JUDGED, 2),)] * len(made.spreads)
    texts = [path.read_text(encoding="utf-8") for path in output.rglob("*") if path.suffix in {".html", ".csv"}]
    assert sum("Not judged" in text for text in texts) >= 4
    assert not any("Incomplete" in text or "Act now" in text for text in texts)


def test_the_window_and_the_data_say_it_in_the_same_word(tmp_path):
    returned = read(workbook(school(**NOT_MET)), mappings(tmp_path, "coast-schools"))
    assert desk.seen(returned, DAY).figures.level == "Not judged"
    made = api.render(api.make_report(returned, DAY), "json").decode()
    assert '"level": "Not judged"' in made
    assert "Incomplete" not in made


def test_what_is_not_judged_is_counted_apart_from_the_four():
    assert figures.levels([]) == tuple((level, 0) for level in JUDGEMENTS)
    assert Level.NOT_JUDGED not in JUDGEMENTS


def test_a_reviewer_s_copy_of_a_form_has_no_judgement_in_its_summary(tmp_path):
    folder = mappings(tmp_path, "coast-schools")
    made = api.make_review(read(workbook(school(**NOT_MET)), folder), DAY, checklists=folder)
    rows = {row[0].value: row[1].value for row in openpyxl.load_workbook(io.BytesIO(made.data))["Summary"]}
    assert rows["Self-audit result"] == '="Not judged"'


def test_a_public_page_that_claims_it_was_not_judged_is_none_of_ours():
    assert not Published(level=Level.NOT_JUDGED, low=0, high=89).possible
