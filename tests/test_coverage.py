"""Every provision is asked about or explained, every registered duty is carried, and a loss shows."""

import csv
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.checklist.coverage import cited, cover
from audit.checklist.shelf import shelf
from audit.cli.main import cli
from tests.conftest import ROOT

DUTIES = ROOT.parent / "shared" / "sources" / "working-together-2023-duties.csv"
HELD = shelf()


def made(*, checklists=None, register=None, duties=None):
    return cover(
        HELD.checklists if checklists is None else checklists,
        HELD.register if register is None else register,
        HELD.duties if duties is None else duties,
    )


def without_citation(provision_id):
    """The checklists with one provision cited nowhere."""

    def left(cites):
        return tuple(p for p in cites if p.id != provision_id)

    def bare(criterion):
        sector = tuple((kind, replace(own, cites=left(own.cites))) for kind, own in criterion.sector)
        return replace(criterion, cites=left(criterion.cites), sector=sector)

    return tuple(replace(one, criteria=tuple(bare(c) for c in one.criteria)) for one in HELD.checklists)


def codes(coverage):
    return [(p.code, p.message) for p in coverage.problems]


def test_nothing_is_uncovered_or_unexplained():
    coverage = made()
    assert codes(coverage) == []
    assert coverage.unexplained == 0
    assert coverage.cited + coverage.out_of_scope == len(coverage.rows) == len(HELD.register)
    assert coverage.carried == len(coverage.duties) == 77


def test_a_provision_that_is_no_longer_cited_shows():
    for provision in ("wt2023-31-1", "dfe2024-rule-5", "wt2023-222-6"):
        coverage = made(checklists=without_citation(provision))
        assert coverage.unexplained == 1
        ((code, message),) = codes(coverage)
        assert code == "C45"
        assert f"'{provision}'" in message


def test_a_reason_taken_away_shows():
    left_out = next(p for p in HELD.register if p.out_of_scope)
    register = {replace(p, out_of_scope=None) if p is left_out else p: where for p, where in HELD.register.items()}
    coverage = made(register=register)
    assert coverage.unexplained == 1
    assert [p.code for p in coverage.problems] == ["C45"]
    assert str(coverage.problems[0].where) == str(HELD.register[left_out])


@pytest.mark.parametrize("duty", HELD.duties, ids=lambda d: d.ref)
def test_a_provision_taken_away_leaves_a_duty_that_nobody_carries(duty):
    register = {p: where for p, where in HELD.register.items() if duty.ref not in p.duties}
    lost = [message for code, message in codes(made(register=register)) if code == "C47"]
    assert any(f"'{duty.ref}'" in message for message in lost)


def test_a_provision_both_cited_and_left_out_is_a_fault():
    register = {
        replace(p, out_of_scope="Not so") if p.id == "wt2023-86" else p: where for p, where in HELD.register.items()
    }
    ((code, message),) = codes(made(register=register))
    assert code == "C46"
    assert "'wt2023-86'" in message
    assert "information-requests" in message


def test_a_duty_that_is_in_no_register_is_a_fault():
    register = {
        replace(p, duties=("33", "222 (66)")) if p.id == "wt2023-33" else p: where for p, where in HELD.register.items()
    }
    ((code, message),) = codes(made(register=register))
    assert code == "C48"
    assert "222 (66)" in message


def test_a_source_without_a_register_of_duties_is_not_held_to_one():
    assert not [code for code, _ in codes(made(duties={})) if code in {"C47", "C48"}]


def test_the_register_of_duties_is_the_one_that_was_compiled():
    if not DUTIES.exists():
        pytest.skip("the compiled register is not beside this checkout")
    with DUTIES.open(encoding="utf-8", newline="") as file:
        compiled = [(row["wt2023_ref"], row["topic"], row["page_june2025_pdf"]) for row in csv.DictReader(file)]
    ours = {(duty.ref, duty.pages) for duty in HELD.duties}
    missing = [row for row in compiled if not {(row[0], row[2]), (f"{row[0]} {row[1]}", row[2])} & ours]
    assert missing == []
    assert len(ours) == len(compiled) == 77


def test_every_reason_is_a_sentence_of_its_own_and_names_only_what_there_is():
    asked = {c.id for checklist in HELD.checklists for c in checklist.criteria}
    reasons = [p.out_of_scope for p in HELD.register if p.out_of_scope]
    assert len(set(reasons)) == len(reasons)
    for reason in reasons:
        assert reason.endswith(".")
        assert len(reason.split()) >= 8
        for named in re.findall(r"\(([a-z-]+(?:, [a-z-]+)*)\)", reason):
            assert set(named.split(", ")) <= asked, reason


def test_what_a_reason_says_is_cited_is_cited():
    by_id = {p.id: p for p in HELD.register}
    rests = {p.id for checklist in HELD.checklists for c in checklist.criteria for p in cited(c)}
    claims = {"wt2023-21": ["wt2023-25"], "wt2023-22": ["wt2023-26"], "wt2023-85": ["wt2023-86"]}
    claims |= {"wt2023-312": ["wt2023-311", "wt2023-313", "wt2023-314", "wt2023-315"]}
    claims |= {"wt2023-lsp-6": ["wt2023-70-act"], "wt2023-74": ["wt2023-79"], "wt2023-dsp-5": ["wt2023-123"]}
    claims |= {"ico10-10": [f"ico10-{step}" for step in range(1, 10)]}
    for left_out, others in claims.items():
        assert by_id[left_out].out_of_scope
        assert set(others) <= rests, left_out


@pytest.mark.parametrize("rule", range(1, 8))
def test_each_golden_rule_is_asked_about_by_three_criteria(rule):
    (provision,) = (p for p in HELD.register if p.golden_rule == rule)
    (row,) = (r for r in made().rows if r.provision is provision)
    assert len(row.asked) >= 3


@pytest.mark.parametrize(
    "topic",
    [
        "dfe2024-leaders-confidence",
        "dfe2024-leaders-process-policy-training",
        "dfe2024-leaders-shared-understanding",
        "dfe2024-leaders",
        "dfe2024-leaders-systems",
    ],
)
def test_both_ends_of_the_leaders_list_and_what_lies_between_are_asked_about(topic):
    (row,) = (r for r in made().rows if r.provision.id == topic)
    assert len(row.asked) >= 3


def test_a_criterion_that_two_checklists_ask_stands_once_in_a_row():
    (row,) = (r for r in made().rows if r.provision.id == "wt2023-86")
    (asked,) = (a for a in row.asked if a.criterion.id == "information-requests")
    assert asked.checklists == ("leaders", "section-11")


def test_the_command_prints_the_matrix_and_writes_the_page(tmp_path):
    page = tmp_path / "coverage.html"
    done = CliRunner().invoke(cli, ["checklists", "coverage", "-o", str(page)])
    assert done.exit_code == 0, done.output
    assert "0 uncovered or unexplained" in done.output
    assert "77 rows in the register of duties: 77 carried" in done.output
    assert re.search(r"para 31, bullet 1: .*sharing-inside", done.output)
    assert re.search(r"para 30: not asked\. Asks the safeguarding partners", done.output)
    text = page.read_text(encoding="utf-8")
    assert "Coverage: provision by criterion" in text
    assert 'id="p-wt2023-31-1"' in text


def test_the_command_fails_where_something_is_left_unexplained(tmp_path):
    """A folder of one's own with a source of which nothing is asked."""
    own = tmp_path / "own"
    (own / "sources").mkdir(parents=True)
    shutil.copy(ROOT / "checklists" / "sources" / "childcare-act-2006.yaml", own / "sources" / "mine.yaml")
    text = (own / "sources" / "mine.yaml").read_text(encoding="utf-8")
    text = text.replace("id: childcare-act-2006", "id: my-own-rules").replace("id: childcare2006-40", "id: my-own-rule")
    (own / "sources" / "mine.yaml").write_text(text, encoding="utf-8")
    leaders = (ROOT / "checklists" / "leaders.yaml").read_text(encoding="utf-8")
    head, _, rest = leaders.partition("\nthemes:\n")
    first = rest[: rest.index("      - id: board-lead\n")]
    small = f"{head}\nthemes:\n{first}"
    for ours, mine in (("leaders", "mine"), ("child-first-message", "my-first"), ("culture", "my-culture")):
        small = small.replace(f"id: {ours}\n", f"id: {mine}\n")
    (own / "mine.yaml").write_text(small, encoding="utf-8")
    done = CliRunner().invoke(cli, ["checklists", "coverage", "--checklists", str(own)])
    assert done.exit_code == 1, done.output
    assert "NOT EXPLAINED" in done.output
    assert "C45 No criterion cites 'my-own-rule'" in done.output


def test_a_page_has_to_be_called_a_page():
    done = CliRunner().invoke(cli, ["checklists", "coverage", "-o", "matrix.xlsx"])
    assert done.exit_code == 2
    assert "has to end in .html" in done.output


def test_no_page_is_written_where_it_cannot_be(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = CliRunner().invoke(cli, ["checklists", "coverage", "-o", str(Path(tmp_path, "file", "coverage.html"))])
    assert done.exit_code == 1
    assert "S02" in done.output
