"""The right return under the right name: identifier and name, the year, last year's file, and what a person decides."""

import csv
from datetime import date
from pathlib import Path

import pytest

from audit.aggregate import audit_year, production, run, store
from audit.aggregate.identity import alike
from audit.aggregate.overview import State
from audit.checklist.load import load
from audit.model import Audit, Rating, Response, Setting
from audit.problems import AuditError
from audit.text import slug
from audit.workbook.write import writer
from tests.conftest import DAY

REGISTER = """\ufeffName,URN,Kind,Contact
Larch Nursery (invented),EY100026,early-years,larch@example.org
Maple Nursery (invented),EY100027,early-years,maple@example.org
St Bede's CofE School (invented),001234,school,bede@example.org
Alder Club (invented),,sports-club,alder@example.org
Twin House (invented),900001,charity,one@example.org
Twin House (invented),900002,charity,two@example.org
"""


def send(folder, name, urn, *, kind="early-years", day=DAY, file="", rating=Rating.MET):
    """A return whose evidence holds a word that stands in no other; the word, and the file."""
    number = len(list(folder.rglob("*.xlsx")))
    word, path = f"canary{number:03}", folder / (file or f"{number:03}.xlsx")
    checklist = load("leaders", kind)
    said = tuple(
        Response(ref=c.id, rating=rating, evidence=f"Minutes of 3 May 2026, item {n}, {word}")
        for n, c in enumerate(checklist.criteria)
    )
    setting = Setting(name=name, kind=kind, urn=urn)
    audit = Audit(
        checklist=checklist.id, edition=checklist.edition, setting=setting, responses=said, audit_date=day,
        completed_by=f"Owner {word}",
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(writer.build(checklist, audit, DAY))
    return word, path


def add_up(folder, *, register=REGISTER, **changes):
    """Everything that a run writes, and its overview."""
    given = {"paths": (str(folder / "returns"),), "output": folder / "out", "as_of": DAY, "processes": 0}
    if register:
        (folder / "settings.csv").write_text(register, encoding="utf-8")
        given["register"] = folder / "settings.csv"
    made = production.produce(run.Order(**(given | changes)), reports=True)
    return made.overview


def codes(overview, path):
    (line,) = (line for line in overview.files if Path(line.file).name == path.name)
    return {p.code for p in line.problems if p.code.startswith("A")}


def standing(overview):
    return {(row.name, row.urn): row.state for row in overview.settings}


def pages_with(folder, word):
    """The names of all written files in which a word stands, what is remembered of each file apart."""
    written = [path for path in (folder / "out").rglob("*") if path.is_file() and path.name != store.NAME]
    return {path.relative_to(folder / "out").as_posix() for path in written if word.encode() in path.read_bytes()}


# Identifier and name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Bede's CofE School", "Saint Bede's Church of England Academy"),
        ("St. Bede’s C of E Primary School", "ST BEDES C.E. PRIMARY"),
        ("Crèche Thérèse", "Cre\u0300che The\u0301re\u0300se"),
        ("Oak and Ash Nursery", "Oak & Ash  nursery"),
    ],
)
def test_one_setting_writes_its_name_in_several_ways(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Larch Nursery", "Maple Nursery"),
        ("Oak Primary School", "Oak Secondary School"),
        ("St Bede's Infants", "St Bede's Juniors"),
        ("School", "Academy of Dance"),
        ("Nursery 26", "Nursery 27"),
    ],
)
def test_two_settings_are_not_taken_for_one(one, other):
    assert not alike(one, other)


def test_a_neighbours_identifier_never_puts_words_under_the_neighbours_name(tmp_path):
    mine, wrong = send(tmp_path / "returns", "Larch Nursery (invented)", "EY100027", rating=Rating.NOT_MET)
    theirs, right = send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027")
    made = add_up(tmp_path)
    assert standing(made)[("Maple Nursery (invented)", "EY100027")] is State.RETURNED
    assert standing(made)[("Larch Nursery (invented)", "EY100026")] is State.WAITING
    assert codes(made, wrong) == {"A42"}
    assert not codes(made, right)
    assert pages_with(tmp_path, mine) == set(), "nobody's page and no row of the data may hold it"
    where = pages_with(tmp_path, theirs)
    assert {p for p in where if p.startswith(("feedback/", "reports/"))} == {
        "reports/maple-nursery-invented-ey100027.html"
    }
    assert made.returns.returned == 1
    (line,) = (line for line in made.chase if line.urn == "EY100026")
    assert "EY100027" not in line.what_to_do
    assert "Maple" not in line.reason + line.what_to_do
    first = (tmp_path / "out" / "files.html").read_text()
    assert first.index("000.xlsx") < first.index("001.xlsx"), "what waits stands first"


def test_another_name_with_a_known_identifier_is_nobodys(tmp_path):
    _, path = send(tmp_path / "returns", "Totally Different Academy (invented)", "001234", kind="school")
    _, other = send(tmp_path / "returns", "Alder Club (invented)", "", kind="sports-club")
    made = add_up(tmp_path)
    assert codes(made, path) == {"A42"}
    assert not codes(made, other), "neither side has an identifier, so there is nothing to say"
    assert made.returns.returned == 1
    assert not (tmp_path / "out" / "feedback" / "st-bedes-cofe-school-invented-001234.html").exists()


@pytest.mark.parametrize(
    "case",
    [
        ("Saint Bede's Church of England Academy (invented)", "001234", "school", State.RETURNED, set()),
        ("St Bede's CofE School (invented)", "1234", "school", State.RETURNED, {"A43"}),
        ("St Bede's CofE School (invented)", "", "school", State.RETURNED, {"A44"}),
        ("St Bede's CofE School (invented)", "", "charity", State.WAITING, {"A45"}),
        ("St Bede's CofE Academy (invented)", "", "school", State.WAITING, {"A45"}),
        ("St Bede's CofE School (invented)", "4321", "school", State.WAITING, {"A42"}),
        ("St Bede's CofE School (invented)", "001234", "charity", State.RETURNED, {"A34"}),
        ("", "001234", "school", State.WAITING, {"A45"}),
    ],
)
def test_what_agrees_counts_and_what_does_not_waits(tmp_path, case):
    name, urn, kind, state, said = case
    _, path = send(tmp_path / "returns", name, urn, kind=kind)
    send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026")
    made = add_up(tmp_path)
    assert standing(made)[("St Bede's CofE School (invented)", "001234")] is state
    assert codes(made, path) == said


def test_two_settings_of_one_name_wait_and_are_not_said_to_be_unknown(tmp_path):
    _, path = send(tmp_path / "returns", "Twin House (invented)", "", kind="charity")
    send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026")
    made = add_up(tmp_path)
    assert codes(made, path) == {"A35"}
    assert made.returns.not_expected == 0


def test_without_a_register_one_identifier_under_two_names_is_nobodys(tmp_path):
    words = [send(tmp_path / "returns", f"{name} (invented)", "EY1")[0] for name in ("Larch", "Maple")]
    _, third = send(tmp_path / "returns", "Birch (invented)", "EY2")
    made = add_up(tmp_path, register="")
    assert made.returns.returned == 1
    assert made.returns.waiting == 2
    assert [codes(made, Path(f"{n:03}.xlsx")) for n in (0, 1)] == [{"A52"}, {"A52"}]
    assert not codes(made, third)
    assert all(not pages_with(tmp_path, word) for word in words)


def test_who_is_not_in_the_register_has_a_page_and_is_in_no_figure(tmp_path):
    send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026")
    _, path = send(tmp_path / "returns", "Stranger (invented)", "777", rating=Rating.NOT_MET)
    made = add_up(tmp_path)
    assert codes(made, path) == {"A30"}
    assert (made.returns.returned, made.returns.expected_returned, made.returns.not_expected) == (1, 1, 1)
    assert sum(number for _, number in made.levels) == 1
    assert all(gap.share.count == 0 for gap in made.gaps)
    assert {spread.five.counted for spread in made.spreads} == {1}
    assert (tmp_path / "out" / "feedback" / "stranger-invented-777.html").is_file()


# The year


def test_an_audit_of_another_year_is_named_and_not_counted(tmp_path):
    _, last = send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026", day=date(2025, 11, 20))
    _, far = send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027", day=date(2028, 11, 20))
    _, now = send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027")
    made = add_up(tmp_path)
    assert codes(made, last) == codes(made, far) == {"A47"}
    assert not codes(made, now)
    assert standing(made)[("Larch Nursery (invented)", "EY100026")] is State.ANOTHER_YEAR
    assert standing(made)[("Maple Nursery (invented)", "EY100027")] is State.RETURNED
    assert {line.reason for line in made.chase if line.urn == "EY100026"} == {"Returned for another year"}
    assert made.returns.returned == 1


def test_the_year_is_as_asked_else_the_registers_else_the_last_twelve_months(tmp_path):
    _, old = send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026", day=date(2025, 9, 1))
    _, now = send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027")
    assert codes(add_up(tmp_path), old) == {"A47"}
    asked = add_up(tmp_path, year=audit_year.written("2025-26"), output=tmp_path / "asked")
    assert (codes(asked, old), codes(asked, now)) == (set(), {"A47"})
    lines = REGISTER.splitlines()
    said = "\n".join([f"{lines[0]},Audit year", *(f"{line},2025/26" for line in lines[1:])])
    assert codes(add_up(tmp_path, register=said, output=tmp_path / "said"), old) == set()


@pytest.mark.parametrize("text", ["2026", "2026-28", "26-27", "next year", "2099-00x"])
def test_what_is_no_year_is_none(text):
    with pytest.raises(ValueError, match=text):
        audit_year.written(text)


def test_twelve_months_end_with_the_day():
    year = audit_year.up_to(date(2028, 2, 29))
    assert (year.first, year.last) == (date(2027, 3, 1), date(2028, 2, 29))
    assert (audit_year.up_to(date(2027, 2, 28)).first) == date(2026, 3, 1)


def test_last_years_file_is_not_this_years_return(tmp_path):
    _, path = send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026")
    _, other = send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027")
    (tmp_path / "last").mkdir()
    (tmp_path / "last" / "renamed.xlsx").write_bytes(path.read_bytes())
    made = add_up(tmp_path, previous=(str(tmp_path / "last"),))
    assert codes(made, path) == {"A48"}
    assert not codes(made, other)
    assert [row.name for row in made.returned] == ["Maple Nursery (invented)"]


# Decisions


def decide(folder, words):
    """The list of what waits, with what a person writes beside each file."""
    path = folder / "out" / "to-decide.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    for row in rows:
        row["Decision"] = words.get(Path(row["File"]).name, row["Decision"])
    with path.open("w", encoding="utf-8", newline="") as out:
        writer_of = csv.DictWriter(out, rows[0])
        writer_of.writeheader()
        writer_of.writerows(rows)
    return path


def test_a_person_settles_each_case_once_and_the_file_is_the_memory(tmp_path):
    word, wrong = send(tmp_path / "returns", "Larch Nursery (invented)", "EY100027")
    _, old = send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027", day=date(2025, 9, 30))
    _, twin = send(tmp_path / "returns", "Twin House (invented)", "", kind="charity")
    send(tmp_path / "returns", "Alder Club (invented)", "", kind="sports-club")
    add_up(tmp_path)
    path = decide(tmp_path, {wrong.name: "EY100026", old.name: "leave out", twin.name: "Twin Hose"})
    made = add_up(tmp_path, decide=path)
    assert codes(made, wrong) == {"A46"}
    assert codes(made, old) == {"A49"}
    assert codes(made, twin) == {"A50"}
    assert standing(made)[("Larch Nursery (invented)", "EY100026")] is State.RETURNED
    assert any("larch" in page for page in pages_with(tmp_path, word))
    wrong.rename(wrong.with_name("renamed.xlsx"))
    again = add_up(tmp_path, decide=decide(tmp_path, {twin.name: "900002"}))
    assert codes(again, wrong.with_name("renamed.xlsx")) == {"A46"}, "a file is known by what it holds"
    assert standing(again)[("Twin House (invented)", "900002")] is State.RETURNED
    assert standing(again)[("Twin House (invented)", "900001")] is State.MISSING


def test_a_decision_without_a_register_counts_as_it_says(tmp_path):
    one, two = (send(tmp_path / "returns", f"{name} (invented)", "EY1")[1] for name in ("Larch", "Maple"))
    send(tmp_path / "returns", "Birch (invented)", "EY2")
    add_up(tmp_path, register="")
    made = add_up(tmp_path, register="", decide=decide(tmp_path, {one.name: "count", two.name: "leave out"}))
    assert {row.name for row in made.returned} == {"Larch (invented)", "Birch (invented)"}


def test_decisions_that_were_typed_and_not_given_are_not_written_over(tmp_path):
    _, wrong = send(tmp_path / "returns", "Larch Nursery (invented)", "EY100027")
    send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027")
    add_up(tmp_path)
    before = decide(tmp_path, {wrong.name: "EY100026"}).read_bytes()
    send(tmp_path / "returns", "Alder Club (invented)", "", kind="sports-club")
    made = add_up(tmp_path)
    assert (tmp_path / "out" / "to-decide.csv").read_bytes() == before
    assert "A55" in {p.code for p in made.register_problems}


@pytest.mark.parametrize("text", [b"PK\x03\x04", b"File,Decision\nx,y\n", b"SHA-256,What\nx,y\n"])
def test_a_file_that_holds_no_decisions_is_refused_with_its_code(tmp_path, text):
    send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026")
    (tmp_path / "decisions.csv").write_bytes(text)
    with pytest.raises(AuditError, match="A51"):
        add_up(tmp_path, decide=tmp_path / "decisions.csv")
    with pytest.raises(AuditError, match="A51"):
        add_up(tmp_path, decide=tmp_path / "there is none.csv")


# What is left behind


def test_the_report_of_a_return_that_was_taken_away_goes_and_what_people_put_there_stays(tmp_path):
    word, path = send(tmp_path / "returns", "Larch Nursery (invented)", "EY100026")
    send(tmp_path / "returns", "Maple Nursery (invented)", "EY100027")
    add_up(tmp_path)
    reports = tmp_path / "out" / "reports"
    assert len(list(reports.iterdir())) == 2
    (reports / "notes.html").write_text("our own")
    path.unlink()
    add_up(tmp_path)
    assert sorted(p.name for p in reports.iterdir()) == ["maple-nursery-invented-ey100027.html", "notes.html"]
    assert pages_with(tmp_path, word) == set()
    assert path.name.encode() not in (tmp_path / "out" / store.NAME).read_bytes()
    assert word.encode() not in (tmp_path / "out" / store.NAME).read_bytes()


def test_accents_are_letters_in_the_name_of_a_file():
    assert slug("École Thérèse") == slug("E\u0301cole The\u0301re\u0300se") == "ecole-therese"
