"""What a board is asked to decide follows from the plan and from what is unanswered."""

from dataclasses import replace
from datetime import date

import pytest

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
    assert "statutory guidance that states the law</em>" in html.render(report)
