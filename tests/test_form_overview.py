"""Forty returns on three forms of others and ours: each form is added up apart, and only like is put beside like."""

import csv
import datetime as dt
from collections import Counter

import pytest

from audit import api
from audit.aggregate import across, forget, run
from audit.aggregate.overview import State
from audit.checklist.load import load
from audit.model import Audit, Place, Rating, Response, Setting
from audit.workbook.write.writer import build
from tests.form_workbooks import FORMS, S11_BLOCKS, TICKED, blocks, mappings, school, scored, ticked, workbook

DAY = dt.date(2026, 11, 27)
MANY = {"coast-schools": 9, "rivermouth-s11": 8, "acorns-ticks": 7, "leaders": 16}
SAME = "board-lead"


def linked(folder):
    """The three forms; of two a question is declared the same as one of ours, of one a question only wider."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in FORMS.glob("*.yaml")}
    for form, asks, how in (
        ("coast-schools", "One governor holds the safeguarding brief and has had a course", "same"),
        ("rivermouth-s11", "Someone at the top answers for safeguarding", "same"),
        ("acorns-ticks", "We keep a list of checks", "wider"),
    ):
        line = f"      asks: {asks}\n"
        assert line in texts[form]
        texts[form] = texts[form].replace(line, f"{line}      like: leaders/{SAME}\n      how: {how}\n")
    return mappings(folder, **texts)


def sent(form, number):
    """The workbook of the setting with this number: every other one does not meet the shared question."""
    return MAKE[form](f"Setting {number} (invented)", good=bool(number % 2))


def coast(name, *, good):
    sheets = school(governance=(3, 3 if good else 1, 3))
    sheets["School details"] = [*sheets["School details"][:2], ("School name", name)]
    return workbook(sheets)


def rivermouth(name, *, good):
    top = [(3 if good else 0, None), *[(3, None)] * (sum(map(len, S11_BLOCKS)) - 1)]
    return workbook(blocks(scored(*top), name=name))


def acorns(name, *, good):
    sheets = ticked(*[("x",) if good else (None, None, "x")] * len(TICKED))
    sheets["Cover"] = [("Name of setting:", name)]
    return workbook(sheets)


def ours(name, *, good):
    checklist = load("leaders", "school")
    rating, place = Rating.MET if good else Rating.NOT_MET, Place(sheet="Checklist", cell="A1")
    audit = Audit(
        checklist=checklist.id,
        edition=checklist.edition,
        setting=Setting(name=name, kind="school"),
        responses=tuple(Response(ref=one.id, rating=rating, place=place) for one in checklist.criteria),
        audit_date=DAY,
    )
    return build(checklist, audit, DAY)


MAKE = {"coast-schools": coast, "rivermouth-s11": rivermouth, "acorns-ticks": acorns, "leaders": ours}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The overview of a mixed folder, with a register of all of them and of one that sent nothing."""
    folder = tmp_path_factory.mktemp("mixed")
    returns = folder / "returns"
    returns.mkdir()
    number = 0
    lines = ["name,kind"]
    for form, many in MANY.items():
        for _ in range(many):
            number += 1
            (returns / f"{number:02}.xlsx").write_bytes(sent(form, number))
            kind = "early-years" if form == "acorns-ticks" else "school"
            lines.append(f"Setting {number} (invented),{kind}")
    lines.append("Setting 99 (invented),school")
    register = folder / "settings.csv"
    register.write_text("\n".join(lines), encoding="utf-8")
    order = api.make_order(
        [str(returns)], folder / "out", DAY, register=register, checklists=linked(folder), processes=0
    )
    return order, api.produce_overview(order).overview


def test_each_form_is_added_up_by_itself_and_the_most_frequent_is_the_page(made):
    order, overview = made
    assert overview.checklist.id == "leaders"
    assert len(overview.in_figures) == MANY["leaders"]
    for form in MANY.keys() - {"leaders"}:
        folder = order.output / "forms" / form
        rows = list(csv.DictReader((folder / "data" / "settings.csv").read_text(encoding="utf-8").splitlines()))
        assert Counter(row["state"] for row in rows) == {"returned": MANY[form]}
        assert {row["level"] for row in rows} == {"Not judged"}
        assert len(list((folder / "feedback").glob("*.html"))) >= MANY[form]
        assert (folder / "overview.xlsx").is_file()
        page = (folder / "overview.html").read_text(encoding="utf-8")
        assert f'id="headline">{MANY[form]} settings returned<' in page
        assert 'href="../../overview.html"' in page


def test_who_sent_another_form_is_not_missing_and_not_written_to(made):
    _, overview = made
    assert overview.returns.another_form == 40 - MANY["leaders"]
    assert overview.returns.missing == 1
    assert [line.name for line in overview.chase if line.reason == "Not returned"] == ["Setting 99 (invented)"]
    assert Counter(row.state for row in overview.settings)[State.ANOTHER_FORM] == 40 - MANY["leaders"]
    assert overview.returns.expected_returned == MANY["leaders"]


def test_only_what_was_declared_the_same_is_put_side_by_side(made):
    order, _ = made
    page = (order.output / "overview.html").read_text(encoding="utf-8")
    section = page[page.index('<h2 id="forms">') : page.index('<h2 id="judgements">')]
    assert "40 returns came on 4 forms" in section
    assert "1 question is asked by several forms" in section
    title = load("leaders").criterion(SAME).title
    assert title in section
    for form, of, wanting in (("Coastshire schools audit", 9, 4), ("Rivermouth section 11 return", 8, 4)):
        assert f"{form}: {wanting} of {of}" in section
    assert "Safeguarding and welfare audit: " not in section
    assert "What cannot be compared" in section
    for form in MANY.keys() - {"leaders"}:
        assert f'href="forms/{form}/overview.html"' in section


def test_a_second_run_takes_away_the_pages_of_a_form_that_nobody_answers_any_longer(made, tmp_path):
    order, _ = made
    returns = tmp_path / "returns"
    returns.mkdir()
    for form in MANY:
        (returns / f"{form}.xlsx").write_bytes(sent(form, 1))
    (returns / "again.xlsx").write_bytes(sent("leaders", 2))
    again = api.make_order([str(returns)], tmp_path / "out", DAY, checklists=order.checklists, processes=0)
    api.produce_overview(again)
    gone, kept = tmp_path / "out" / "forms" / "acorns-ticks", tmp_path / "out" / "forms" / "coast-schools"
    (gone / "notes.txt").write_text("ours", encoding="utf-8")
    (returns / "acorns-ticks.xlsx").unlink()
    api.produce_overview(again)
    assert [path.name for path in gone.rglob("*") if path.is_file()] == ["notes.txt"]
    assert (kept / "overview.html").is_file()


def test_returns_on_one_form_say_nothing_of_several(tmp_path):
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "a.xlsx").write_bytes(sent("coast-schools", 1))
    order = api.make_order(
        [str(tmp_path / "returns")], tmp_path / "out", DAY, checklists=mappings(tmp_path), processes=0
    )
    api.produce_overview(order)
    assert 'id="forms"' not in (tmp_path / "out" / "overview.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out" / "forms").exists()


def test_last_year_s_answers_to_one_form_are_no_answers_to_another(made, tmp_path):
    """Both number their questions 1.1, 1.2 and so on."""
    order, _ = made
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "a.xlsx").write_bytes(sent("coast-schools", 1))
    for previous, common in ((order.output, 12), (order.output / "forms" / "rivermouth-s11", 0)):
        overview = api.aggregate_returns(
            [tmp_path / "returns"], DAY, previous=(str(previous),), checklists=order.checklists
        )
        assert [mover.criteria for mover in overview.movers] == ([common] if common else [])


def test_what_is_said_of_several_forms_counts_every_question_once(made):
    order, _ = made
    said = across.of(run.add_up(run.gather(order)))
    asked = sum(form.questions for form in said.forms)
    assert asked == said.unlike + sum(len(question.shares) for question in said.shared)
    assert [len(question.shares) for question in said.shared] == [3]
    assert set(said.not_judged) == {form.title for form in said.forms[1:]}


def test_what_is_kept_of_other_forms_is_forgotten_too_and_never_read_as_returns(made, tmp_path):
    order, _ = made
    output = tmp_path / "returns" / "out"
    (tmp_path / "returns").mkdir()
    for form in ("coast-schools", "acorns-ticks"):
        (tmp_path / "returns" / f"{form}.xlsx").write_bytes(sent(form, 1))
    again = api.make_order([str(tmp_path / "returns")], output, DAY, checklists=order.checklists, processes=0)
    files = api.produce_overview(again).overview.returns.files
    [apart] = (output / "forms").iterdir()
    (apart / "notes.txt").write_text("ours", encoding="utf-8")
    other = api.make_order(
        [str(tmp_path / "returns")], tmp_path / "beside", DAY, checklists=order.checklists, processes=0
    )
    looked = [line.file for line in api.produce_overview(other).overview.files]
    assert len(looked) - files == len([name for name in looked if name.endswith("notes.txt")])
    kept = forget.what_is_kept(output, tmp_path.parent)
    assert {path for path in kept.others if path.parts[0] == "forms"} == {apart.relative_to(output) / "notes.txt"}
    forget.forget(kept, tmp_path.parent)
    assert [path.name for path in output.rglob("*") if path.is_file()] == ["notes.txt"]
