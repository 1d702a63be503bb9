"""A trust's own checklist beside ours: it cites our provisions, uses our criteria, and ends in a report."""

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from audit.checklist import load as loading
from audit.checklist import shelf as shelves
from audit.checklist.load import load, load_all
from audit.checklist.shelf import read_ours, shelf
from audit.cli.main import cli
from audit.files import resources
from audit.problems import AuditError
from audit.workbook import layout
from tests.own import OWN, own_folder
from tests.test_checklist_faults import SOURCE

ON_TOP = """\
checklist:
  id: on-top
  title: Ours on top of theirs
  purpose: Everything the leaders' checklist asks, and three questions of our own.
  edition: "2026-1"
  compared_on: 2026-11-22
  scored_against: [dfe-advice-2024, working-together-2023]

themes:
  - use_all: leaders

  - add_to: culture
    criteria:
      - use: our-own/newsletter

  - id: our-theme
    title: What we ask besides
    about: What our trust has promised.
    criteria:
      - use: our-own/open-evening
"""


def faults(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(AuditError) as refused:
        load_all(folder)
    return [(p.code, str(p.where)) for p in refused.value.problems]


def run(*words: object, ends_with: int = 0) -> str:
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == ends_with, done.output
    return done.output


def test_ours_are_always_there(tmp_path):
    ours = [c.id for c in load_all()]
    both = [c.id for c in load_all(own_folder(tmp_path))]
    assert both == [*ours, "our-own"]
    assert shelf(tmp_path).ours == tuple(ours)
    assert load("leaders", folder=tmp_path).criteria == load("leaders").criteria
    assert load("leaders", folder=tmp_path).digest == load("leaders").digest


def test_all_of_ours_with_a_few_on_top(tmp_path):
    own_folder(own_folder(tmp_path), ON_TOP, "on-top.yaml")
    ours, theirs = load("leaders"), load("on-top", folder=tmp_path)
    assert [c for c in theirs.criteria if ours.criterion(c.id)] == list(ours.criteria), "in our order, in our words"
    assert [c.id for c in theirs.criteria if not ours.criterion(c.id)] == ["newsletter", "open-evening"]
    assert theirs.criterion("newsletter").theme == "culture"
    assert theirs.themes[:-1] == ours.themes
    assert theirs.themes[-1].id == "our-theme"


def test_what_is_asked_already_is_not_asked_again(tmp_path):
    twice = ON_TOP.replace("  - use_all: leaders\n", "  - use_all: leaders\n\n  - use_all: section-11\n")
    own_folder(own_folder(tmp_path), twice, "on-top.yaml")
    both = load("on-top", folder=tmp_path)
    assert both.criterion("board-lead").theme == "culture", "it stays where it is asked first"
    refs = [c.id for c in both.criteria]
    assert len(refs) == len(set(refs))
    assert {c.id for name in ("leaders", "section-11") for c in load(name).criteria} < set(refs)


def forget():
    """As in a new process: what is kept of our files, which nobody writes during a run."""
    for kept in (shelves._shelf, shelves._ours, loading._all, loading._load):
        kept.cache_clear()


def test_a_change_of_our_words_changes_the_digest_of_what_uses_them(tmp_path, monkeypatch):
    copied = tmp_path / "checklists"
    shutil.copytree(resources.folder("checklists"), copied)
    folder = own_folder(own_folder(tmp_path / "own"), ON_TOP, "on-top.yaml")
    before = load("on-top", folder=folder).digest
    leaders = copied / "leaders.yaml"
    text = leaders.read_text(encoding="utf-8")
    evidence = "          - Notes or slides from two staff briefings in the last 12 months\n"
    assert evidence in text
    leaders.write_text(text.replace(evidence, evidence.replace("two", "three")), encoding="utf-8")
    monkeypatch.setattr(resources, "folder", lambda _: copied)
    forget()
    after = load("on-top", folder=folder).digest
    forget()
    assert before != after


def test_a_clash_names_both_places(tmp_path):
    text = OWN.replace("id: open-evening", "id: board-lead").replace("id: our-own", "id: section-11")
    folder, line = own_folder(tmp_path, text), text[: text.index("id: board-lead")].count("\n") + 1
    with pytest.raises(AuditError) as refused:
        load_all(folder)
    head, criterion = refused.value.problems
    assert (head.code, str(head.where)) == ("C07", f"{folder}/own.yaml > line 2")
    assert re.search(r"section-11\.yaml \(comes with the tool\) > line \d+", head.message)
    assert (criterion.code, str(criterion.where)) == ("C07", f"{folder}/own.yaml > line {line}")
    place = re.search(r"leaders\.yaml \(comes with the tool\) > line (\d+)", criterion.message)
    leaders = (resources.folder("checklists") / "leaders.yaml").read_text(encoding="utf-8").splitlines()
    assert leaders[int(place[1]) - 1].strip() == "- id: board-lead"


def test_two_files_of_theirs_that_clash(tmp_path):
    own_folder(own_folder(tmp_path, name="a.yaml"), name="b.yaml")
    assert {code for code, _ in faults(tmp_path)} == {"C07"}
    assert all(where.startswith(f"{tmp_path}/b.yaml") for _, where in faults(tmp_path))


def test_a_checklist_that_leads_back_to_itself_through_another(tmp_path):
    own_folder(
        tmp_path,
        ON_TOP.replace("use_all: leaders", "use_all: on-top-too").replace("add_to: culture", "add_to: our-theme-too"),
    )
    other = ON_TOP.replace("id: on-top", "id: on-top-too").replace("use_all: leaders", "use_all: on-top")
    own_folder(tmp_path, other.replace("our-theme", "our-theme-too"), "too.yaml")
    assert "C23" in {code for code, _ in faults(tmp_path)}


def test_a_file_that_is_changed_is_read_again(tmp_path):
    folder = own_folder(tmp_path)
    assert load("our-own", folder=folder).title == "Our own questions"
    for title in ("Our own Questions", "Our own questioNs"):  # as long as before, and changed at once
        (folder / "own.yaml").write_text(OWN.replace("Our own questions", title), encoding="utf-8")
        assert load("our-own", folder=folder).title == title
        assert shelf(folder).shape("our-own").checklist.title == title
    own_folder(
        folder,
        OWN.replace("our-own", "more")
        .replace("newsletter", "n2")
        .replace("open-evening", "o2")
        .replace("old-leaflet", "o3"),
        "more.yaml",
    )
    assert load("more", folder=folder).id == "more"
    (folder / "own.yaml").unlink()
    with pytest.raises(AuditError) as refused:
        load("our-own", folder=folder)
    assert [p.code for p in refused.value.problems] == ["C08"]


def test_a_folder_named_from_somewhere_else_is_another_folder(tmp_path, monkeypatch):
    for name in ("one", "two"):
        own_folder(tmp_path / name / "own", OWN.replace("Our own questions", f"Questions of {name}"))
        monkeypatch.chdir(tmp_path / name)
        assert load("our-own", folder=Path("own")).title == f"Questions of {name}"


def test_their_own_sources_kinds_and_roles(tmp_path):
    text = OWN.replace("dfe2024-leaders]", "ours-1]").replace("applies_to: [school,", "applies_to: [boarding, school,")
    folder = own_folder(tmp_path, text.replace("owner: safeguarding-lead", "owner: house-lead"))
    own_folder(folder / "sources", SOURCE, "ours.yaml")
    own_folder(folder, KINDS, "kinds.yaml")
    checklist = load("our-own", "boarding", folder)
    assert [c.id for c in checklist.criteria] == ["newsletter", "open-evening"]
    assert checklist.criterion("open-evening").cites[-1].citation == "Our policy, section 1"
    assert checklist.role("house-lead") == "Head of house"
    assert checklist.role("safeguarding-lead") == "Designated safeguarding lead", "as in a school"
    school, boarding = load("leaders", "school", folder), load("leaders", "boarding", folder)
    assert boarding.criteria == school.criteria, "a kind that is like a school is asked what a school is asked"
    assert len(boarding.criteria) > 40


KINDS = """\
kinds:
  - id: boarding
    title: Boarding house
    about: A house of a school where children live.
    like: school

roles:
  - id: house-lead
    title: Head of house
"""


def test_an_added_kind_says_what_it_is_like(tmp_path):
    own_folder(own_folder(tmp_path), KINDS.replace("    like: school\n", ""), "kinds.yaml")
    assert faults(tmp_path)[0] == ("C04", f"{tmp_path}/kinds.yaml > line 2")
    own_folder(tmp_path, KINDS.replace("like: school", "like: schol"), "kinds.yaml")
    assert faults(tmp_path)[0] == ("C08", f"{tmp_path}/kinds.yaml > line 5")
    own_folder(tmp_path, KINDS.replace("like: school", "like: boarding"), "kinds.yaml")
    assert faults(tmp_path)[0] == ("C08", f"{tmp_path}/kinds.yaml > line 5")


@pytest.mark.parametrize("name", ["own.yml", "OWN.YAML"])
def test_other_endings_count_too(tmp_path, name):
    assert load("our-own", folder=own_folder(tmp_path, name=name)).id == "our-own"


def test_a_folder_with_no_checklist_is_said(tmp_path):
    (tmp_path / ".own.yaml.swp").write_text("an editor's own file")
    (tmp_path / "notes.txt").write_text("nothing")
    assert faults(tmp_path) == [("C26", str(tmp_path))]


def test_a_folder_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert faults(tmp_path) == [("C13", str(tmp_path))]


def test_our_own_folder_stands_beside_nothing():
    folder = resources.folder("checklists")
    assert load_all(folder) == load_all()
    assert read_ours() == load_all()


def test_a_folder_with_braces_in_its_name(tmp_path):
    folder = own_folder(tmp_path / "{x}", OWN.replace("effort: small", "effort: tiny"))
    assert faults(folder) == [("C06", f"{folder}/own.yaml > line 24")]


def test_the_whole_way(tmp_path):
    """From our checklist as a spreadsheet, to a checklist of their own, to a filled workbook, to a report."""
    sheet, folder, workbook = tmp_path / "to edit.xlsx", tmp_path / "our trust", tmp_path / "return.xlsx"
    run("checklists", "export", "leaders", "-o", sheet)
    book = openpyxl.load_workbook(sheet)
    book["Checklist"]["B2"].value, book["Checklist"]["B3"].value = "our-trust", "Our trust asks"
    criteria = book["Criteria"]
    row = next(n for n in range(2, 200) if criteria.cell(n, 1).value is None)
    for place, cell in enumerate(criteria[3], start=1):
        criteria.cell(row, place).value = cell.value
    new = {
        "B": "our-newsletter",
        "E": "Does your newsletter say how to raise a worry?",
        "M": "advice",
        "N": "dfe2024-leaders-confidence",
    }
    for column, text in new.items():
        criteria[f"{column}{row}"].value = text
    book.save(sheet)

    said = run("checklists", "import", sheet, "-o", folder / "ours.yaml")
    assert f"1 question of its own, {len(load('leaders').criteria)} used from other checklists" in said
    assert f'safeguarding-audit new our-trust --checklists "{folder}"' in said
    made = ("new", "our-trust", "--checklists", folder, "-o", workbook, "--kind", "school", "--name", "Ashdown")
    assert f'report {workbook} --checklists "{folder}"' in run(*made)
    book = openpyxl.load_workbook(workbook)
    questions = book["Checklist"]
    heads = {cell.value: cell.column for cell in questions[layout.HEADING_ROW]}
    for number in range(layout.FIRST_ROW, questions.max_row + 1):
        if questions.cell(number, heads["Ref"]).value:
            questions.cell(number, heads["Rating"]).value = "Met"
            questions.cell(number, heads["Evidence"]).value = "The policy, page 3"
    book.save(workbook)

    assert "W02" in run("check", workbook, ends_with=1), "without the folder nobody knows this checklist"
    run("check", workbook, "--checklists", folder)
    said = run("score", workbook, "--checklists", folder, "--json", "--as-of", "2026-11-22")
    assert "our-newsletter" in json.dumps(json.loads(said))
    run("report", workbook, "--checklists", folder, "-o", tmp_path / "reports", "--as-of", "2026-11-22")
    (page,) = (tmp_path / "reports").glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "Our trust asks" in text
    assert "Does your newsletter say how to raise a worry?" in text
    assert run("checklists", "show", "our-trust", "--checklists", folder)
    assert load("our-trust", folder=folder).compared_on == load("leaders").compared_on
