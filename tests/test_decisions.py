"""What a board is asked to decide follows from the plan and from what is unanswered."""

import re
from dataclasses import replace
from datetime import date

import pytest

from audit.files import resources
from audit.judgement.plan import ActionPlan
from audit.model import Rating
from audit.report import build, decisions, html
from audit.samples import demonstration
from audit.workbook.read import reader
from tests.conftest import DAY


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> build.Report:
    book = tmp_path_factory.mktemp("decisions") / "nursery.xlsx"
    book.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
    return build.build(reader.read(book), DAY)


def titles(report):
    return [one.title for one in decisions.to_decide(report)]


def test_all_that_is_open_is_put_to_the_board(report):
    assert titles(report) == [
        "Approve the plan:",
        "Name an owner",
        "Agree a date",
        "Have the blanks answered.",
        "Look at it again",
    ]
    _, owner, dated, *_ = decisions.to_decide(report)
    open_ = [action for action in report.plan.actions if not action.to_file]
    unowned = [action.criterion for action in open_ if action.owner_suggested]
    assert owner.criteria == tuple(unowned[:3])
    assert owner.more == len(unowned) - 3
    assert len(dated.criteria) + dated.more == sum(a.due_suggested or a.due is None for a in open_)


def test_what_is_decided_is_not_asked_again(report):
    settled = tuple(
        replace(action, owner_suggested=False, due_suggested=False, due=date(2027, 1, 5))
        for action in report.plan.actions
    )
    assert titles(replace(report, plan=replace(report.plan, actions=settled))) == [
        "Approve the plan:",
        "Have the blanks answered.",
        "Look at it again",
    ]


def test_where_nothing_is_to_be_done_nothing_is_asked(report):
    given = tuple(replace(r, rating=Rating.MET, evidence="The policy, p. 3", action="") for r in report.audit.responses)
    record = replace(report.record, audit=replace(report.audit, responses=given))
    done = build.from_record(report.checklist, record)
    done = replace(done, plan=ActionPlan(as_of=DAY, actions=(), no_actions=()))
    assert titles(done) == []
    assert 'id="decide"' not in html.render(done)


def test_law_is_cited_by_the_statute_before_what_states_it(report):
    found = [f.criterion.cites for f in report.card.findings if f.criterion.duty == "must"]
    for cites in found:
        (force, sources), *_ = html._by_force(cites)
        assert force == "must"
        laws = [source.is_law for source, _ in sources]
        assert laws == sorted(laws, reverse=True)
    assert "<em>states the law</em>" in html.render(report)


def test_of_what_is_not_met_the_places_that_give_its_force_are_said_once_and_of_the_rest_their_names(report):
    page = html.render(report)
    said = {
        p.id
        for f in report.card.findings
        if f.rating != "Met"
        for p in f.criterion.cites
        if p.force == f.criterion.duty
    }
    assert 10 < len(said) < len(report.checklist.cited())
    for place in report.checklist.cited():
        assert page.count(f"</dt><dd>{place.paraphrase} <q>".replace("&", "&amp;")) == (place.id in said), place.id
        assert place.place.replace("&", "&amp;") in page, place.id


def test_an_apostrophe_is_itself_and_what_could_end_a_text_or_an_attribute_is_not(report):
    audit = replace(report.audit, setting=replace(report.audit.setting, name="St Anne's & \"Joe's\" <b>&#39;"))
    page = html.render(replace(report, record=replace(report.record, audit=audit)))
    assert "<h1>St Anne's &amp; &#34;Joe's&#34; &lt;b&gt;&amp;#39;</h1>" in page
    single = re.compile(r"<[a-z][^<>]*='")
    assert [path.name for path in resources.folder("templates").glob("*.html") if single.search(path.read_text())] == []
