"""Kinds of setting: the words people use for them, those that were split, and when they are closed."""

from datetime import date

import pytest
from click.testing import CliRunner

from audit.carry_forward.carry import forward, typed
from audit.checklist.kinds import KindRelations
from audit.checklist.load import load, load_all
from audit.checklist.nearest import meant, nearest_kind
from audit.cli.main import cli
from audit.model import Audit, Checklist, Duty, Kind, Rating, Response, RetiredKind, Sector, Setting
from audit.problems import AuditError
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests.conftest import DAY
from tests.own import OWN, own_folder

KINDS, RETIRED = load("leaders").kinds, load("leaders").retired_kinds
IDS = [kind.id for kind in KINDS]
SPLIT = ("police", "probation-prison", "youth-justice-secure")


# Words for a kind


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("nursery", ("early-years",)),
        ("Nursery School", ("school",)),
        ("academy", ("school",)),
        ("MAT", ("trust",)),
        ("gp", ("health",)),
        ("child minder", ("childminder",)),
        ("  Child   Minder ", ("childminder",)),
        ("club", ("charity", "sports-club")),
        ("YOT", ("youth-justice-secure",)),
        ("prison", ("probation-prison",)),
        ("police-justice", SPLIT),
        ("Police or justice service", SPLIT),
        ("sports-club", ("sports-club",)),
        ("Sports club", ("sports-club",)),
        ("children’s services", ("local-authority",)),
        ("lighthouse", ()),
        ("", ()),
    ],
)
def test_what_people_call_a_kind_leads_to_it(word, ids):
    assert meant(word, KINDS, RETIRED) == ids


def test_no_other_word_is_a_kind_of_its_own():
    """A word in the table that is also an id or a title would never be reached."""
    own = {w.casefold() for kind in KINDS for w in (kind.id, kind.title)}
    words = [w for kind in KINDS for w in kind.also]
    assert not own & set(words)
    for kind in KINDS:
        assert kind.also, kind.id
        assert len(set(kind.also)) == len(kind.also), kind.id
        assert all(w == " ".join(w.split()).casefold() for w in kind.also), kind.id


@pytest.mark.parametrize("word", ["nursery", "academy", "child minder", "gp"])
def test_a_near_miss_on_the_command_line_is_told_which_to_use(word, tmp_path):
    done = CliRunner().invoke(cli, ["new", "leaders", "-o", str(tmp_path / "a.xlsx"), "--kind", word])
    assert done.exit_code == 1
    (id_,) = meant(word, KINDS)
    assert f"There is no kind of setting called '{word}' (use '{id_}')." in done.output
    assert not (tmp_path / "a.xlsx").exists()


def test_a_word_of_several_kinds_names_them_all():
    assert nearest_kind("club", KINDS) == " (use 'charity' or 'sports-club')"
    assert nearest_kind("schol", KINDS) == " (did you mean 'school'?)"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("nursary", " (did you mean 'early-years'?)"),
        ("Private day nursery", " (use 'early-years')"),
        ("our football club", " (use 'sports-club')"),
        ("play-groop", " (did you mean 'early-years'?)"),
        ("after-school club (Year 4)", " (use 'charity' or 'sports-club')"),
        ("lighthouse", ""),
        ("", ""),
    ],
)
def test_what_people_call_themselves_is_near_a_kind_in_longer_or_misspelt_words_too(word, hint):
    assert nearest_kind(word, KINDS) == hint


def test_whoever_names_no_kind_is_shown_them_all(tmp_path):
    done = CliRunner().invoke(cli, ["new", "-o", str(tmp_path / "a.xlsx"), "--kind", "lighthouse"])
    assert f"Write --kind with one of: {', '.join(IDS)}." in done.output


def book(tmp_path, kind: str, typed_kind: str | None, checklist: str = "leaders"):
    """A blank workbook of a kind, with another kind typed over its own on 'Start here'."""
    import openpyxl

    whole = load(checklist, kind)
    audit = Audit(checklist=checklist, edition=whole.edition, setting=Setting(name="Rosebank", kind=kind), responses=())
    path = tmp_path / "book.xlsx"
    path.write_bytes(writer.build(whole, audit, DAY))
    if typed_kind is not None:
        made = openpyxl.load_workbook(path)
        start = made["Start here"]
        cell = next(c for row in start.iter_rows() for c in row if c.value == "Kind of setting")
        start.cell(cell.row, cell.column + 1).value = typed_kind
        made.save(path)
    return path


def codes(returned) -> list[str]:
    return [p.code for p in returned.problems]


@pytest.mark.parametrize("kind", ["", *IDS, "police-justice"])
def test_a_workbooks_own_kind_is_no_fault(tmp_path, kind):
    assert "W41" not in codes(reader.read(book(tmp_path, kind, None)))


@pytest.mark.parametrize(
    ("kind", "word", "hint"),
    [
        ("", "nursery", " (use 'early-years')."),
        ("school", "Child minder", " (use 'childminder')."),
        ("sports-club", "GP", " (use 'health')."),
        ("school", "Private day nursery", " (use 'early-years')."),
        ("school", "Nursary", " (did you mean 'early-years'?)."),
        ("school", "Lighthouse", "."),
    ],
)
def test_another_kind_typed_into_the_workbook_is_told_which_to_use(tmp_path, kind, word, hint):
    returned = reader.read(book(tmp_path, kind, word))
    (found,) = [p for p in returned.problems if p.code == "W41"]
    assert f"'{word}' stands as the kind of setting" in found.message
    assert hint in found.message
    assert found.where.spot.startswith("Start here!")
    assert returned.audit.setting.kind == kind, "what it is read as is what it was made for"


@pytest.mark.parametrize(("kind", "word"), [("early-years", "nursery"), ("sports-club", "club"), ("school", None)])
def test_another_word_for_its_own_kind_is_no_fault(tmp_path, kind, word):
    assert "W41" not in codes(reader.read(book(tmp_path, kind, word)))


# Kinds that were split


def test_each_new_kind_is_asked_only_its_own():
    asked = {kind: {c.id for c in load("section-11", kind).criteria} for kind in SPLIT}
    only = {
        "police-sharing": {"police"},
        "offender-exchange": {"probation-prison"},
        "prison-enquiries": {"probation-prison"},
        "secure-policy": {"youth-justice-secure"},
        "public-protection": set(SPLIT),
    }
    for ref, kinds in only.items():
        assert {kind for kind in SPLIT if ref in asked[kind]} == kinds, ref


@pytest.mark.parametrize(
    ("provision", "kinds"),
    [
        ("wt2023-247", {"police"}),
        ("wt2023-208", {"probation-prison"}),
        ("wt2023-264", {"probation-prison"}),
        ("wt2023-276", {"probation-prison"}),
        ("wt2023-277", {"probation-prison"}),
        ("wt2023-278", {"probation-prison"}),
        ("wt2023-280", {"probation-prison"}),
        ("wt2023-265", {"probation-prison", "youth-justice-secure"}),
        ("wt2023-296", {"youth-justice-secure"}),
        ("wt2023-298", {"youth-justice-secure"}),
        ("wt2023-287", set(SPLIT)),
        ("wt2023-88", {"police"}),
    ],
)
def test_each_new_kind_reads_only_its_own_paragraphs(provision, kinds):
    cited = {kind: {p.id for one in load_all() for p in one.for_kind(kind).cited()} for kind in SPLIT}
    assert {kind for kind in SPLIT if provision in cited[kind]} == kinds


@pytest.mark.parametrize("checklist", ["leaders", "section-11", "readiness-2026"])
def test_a_kind_no_longer_chosen_is_asked_all_that_its_successors_are_asked(checklist):
    successors = [load(checklist, kind) for kind in SPLIT]
    old = load(checklist, "police-justice")
    assert {c.id for c in old.criteria} == {c.id for one in successors for c in one.criteria}
    for criterion in old.criteria:
        each = [own for one in successors if (own := one.criterion(criterion.id))]
        assert set(criterion.cites) == {p for own in each for p in own.cites}
        assert criterion.duty == max((own.duty for own in each), key=["advice", "should", "must"].index)
    assert old.kind_title() == "Police or justice service"
    assert all(old.role(role.id) for role in old.roles)


def filled(checklist: Checklist) -> Audit:
    responses = tuple(
        Response(ref=c.id, rating=Rating.PARTLY, evidence=f"Evidence of {c.id}", owner="Sam", action=f"Do {c.id}")
        for c in checklist.criteria
    )
    setting = Setting(name="Northshire (invented)", kind=checklist.kind)
    return Audit(checklist=checklist.id, edition="2026-1", setting=setting, responses=responses, audit_date=DAY)


@pytest.mark.parametrize("checklist", ["leaders", "section-11", "readiness-2026"])
@pytest.mark.parametrize(
    ("old", "new"), [*(("police-justice", kind) for kind in SPLIT), ("early-years", "childminder")]
)
def test_what_was_returned_under_the_old_kind_is_carried_with_nothing_lost(checklist, old, new):
    last = filled(load(checklist, old))
    begun = forward(last, load(checklist, new), DAY)
    assert begun.audit.setting.kind == new
    kept = " ".join(words for response in begun.audit.responses for _, words in typed(response))
    kept += " ".join(r.last_rating.value for r in begun.audit.responses if r.last_rating)
    kept += " ".join(words for change in begun.changes for _, words in change.typed)
    for response in last.responses:
        for _, words in typed(response):
            assert words in kept, response.ref


def test_a_return_of_the_old_kind_is_read_whole_and_says_so(tmp_path):
    path = tmp_path / "old.xlsx"
    old = load("leaders", "police-justice")
    path.write_bytes(writer.build(old, filled(old), DAY))
    returned = reader.read(path)
    (note,) = [p for p in returned.problems if p.code == "W42"]
    assert "Next time choose one of: police, probation-prison, youth-justice-secure" in str(note)
    assert "W21" not in codes(returned)
    assert [(r.ref, r.rating, r.evidence) for r in returned.audit.responses] == [
        (r.ref, r.rating, r.evidence) for r in filled(old).responses
    ]


def test_new_from_an_old_return_asks_for_the_kind_and_takes_it(tmp_path):
    path, made = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old = load("leaders", "police-justice")
    path.write_bytes(writer.build(old, filled(old), DAY))
    asked = CliRunner().invoke(cli, ["new", "leaders", "-o", str(made), "--from", str(path)])
    assert asked.exit_code == 1
    assert "W43" in asked.output
    assert "police, probation-prison, youth-justice-secure" in asked.output
    assert not made.exists()
    still_old = CliRunner().invoke(
        cli, ["new", "leaders", "-o", str(made), "--from", str(path), "--kind", "police-justice"]
    )
    assert still_old.exit_code == 1
    assert "use 'police' or 'probation-prison' or 'youth-justice-secure'" in still_old.output
    done = CliRunner().invoke(cli, ["new", "leaders", "-o", str(made), "--from", str(path), "--kind", "police"])
    assert done.exit_code == 0, done.output
    begun = reader.read(made)
    assert begun.audit.setting.kind == "police"


def test_nobody_begins_under_a_kind_that_is_no_longer_chosen(tmp_path):
    done = CliRunner().invoke(cli, ["new", "leaders", "-o", str(tmp_path / "a.xlsx"), "--kind", "police-justice"])
    assert done.exit_code == 1
    assert "use 'police' or 'probation-prison' or 'youth-justice-secure'" in done.output


def test_a_checklist_of_ones_own_may_still_name_the_old_kind(tmp_path):
    text = OWN.replace("applies_to: [school, early-years]", "applies_to: [police-justice]").replace(
        "          trust:\n", "          police-justice:\n"
    )
    folder = own_folder(tmp_path, text)
    for kind in SPLIT:
        own = load("our-own", kind, folder)
        assert own.criterion("open-evening"), kind
        assert "The issue that went to every setting" in own.criterion("newsletter").evidence, kind
    assert load("our-own", "school", folder).criterion("open-evening") is None


# One adult


@pytest.mark.parametrize("checklist", ["leaders", "section-11"])
def test_a_childminder_is_asked_nothing_that_needs_a_second_adult(checklist):
    own = load(checklist, "childminder")
    for c in own.criteria:
        words = " ".join((c.question, c.met, c.partly, c.remedy)).casefold()
        for needs in (
            "a deputy",
            "two managers",
            "staff meeting",
            "team meeting",
            "board meeting",
            "colleague",
            "governor",
        ):
            assert needs not in words, (c.id, needs)


def test_whom_to_ask_is_never_dropped_and_names_the_advice_line():
    own = load("leaders", "childminder")
    assert {c.id for c in own.criteria if c.essential} == {
        c.id for c in load("leaders", "early-years").criteria if c.essential
    }
    unsure = own.criterion("when-unsure")
    assert "the council's advice line" in unsure.met
    assert "three people" not in " ".join((unsure.met, unsure.partly, *unsure.evidence)).casefold()
    assert "Three people" in load("leaders", "early-years").criterion("when-unsure").met


@pytest.mark.parametrize("checklist", load_all(), ids=lambda one: one.id)
def test_each_question_that_a_childminder_is_not_asked_says_why(checklist):
    """What the early years are asked and a childminder is not has its reason; whole groups of kinds need none."""
    for criterion in checklist.criteria:
        if criterion.applies("early-years") and not criterion.applies("childminder"):
            reason = dict(criterion.sector).get("childminder")
            named = criterion.applies_to is not None and "childminder" not in criterion.applies_to
            assert named or (reason and reason.not_asked), criterion.id


# Owners


@pytest.mark.parametrize("kind", ["local-authority", "police", "probation-prison", "youth-justice-secure", "health"])
def test_nobody_without_a_board_has_a_chair_of_the_board(kind):
    assert load("leaders", kind).role("chair") != "Chair of the board"


def test_the_leads_work_is_the_leads():
    own = load("leaders", "school")
    for ref in ("induction", "refresher", "role-training", "supervision", "whole-picture", "protect-identity"):
        assert own.role(own.criterion(ref).owner) == "Designated safeguarding lead", ref


def test_the_club_secretary_does_not_get_everything():
    own = load("leaders", "sports-club")
    mine = [c for c in own.criteria if own.role(c.owner) == "Club secretary"]
    assert len(mine) * 4 <= len(own.criteria)


# Closed periods


def closed(*periods) -> Kind:
    return Kind(id="a-kind", title="A kind", about="A kind.", closed=periods)


@pytest.mark.parametrize(
    ("day", "shut"),
    [
        (date(2026, 7, 21), False), (date(2026, 7, 22), True), (date(2026, 9, 1), True), (date(2026, 9, 2), False),
        (date(2026, 12, 19), False), (date(2026, 12, 20), True), (date(2026, 12, 31), True), (date(2027, 1, 1), True),
        (date(2027, 1, 3), True), (date(2027, 1, 4), False),
    ],
)  # fmt: skip
def test_a_period_has_its_first_and_last_day_and_may_go_over_new_year(day, shut):
    assert closed(((7, 22), (9, 1)), ((12, 20), (1, 3))).closed_on(day) is shut
    assert closed().closed_on(day) is False


def test_those_that_never_close_have_no_such_period():
    always = {kind.id for kind in KINDS if not kind.closed}
    assert always == {"health", "local-authority", *SPLIT}
    assert all(kind.closed_on(date(2026, 12, 25)) for kind in KINDS if kind.id not in always)


OWN_KIND = "kinds:\n  - id: forest-school\n    title: Forest school\n    about: Outdoors.\n    like: early-years\n"


def with_kind(tmp_path, more: str):
    folder = own_folder(tmp_path)
    (folder / "kinds.yaml").write_text(OWN_KIND + more, encoding="utf-8")
    return folder


@pytest.mark.parametrize("day", ["06-31", "13-01", "02-29", "6-1", "00-10", "soon"])
def test_a_day_that_there_is_not_is_a_fault_at_its_line(tmp_path, day):
    folder = with_kind(tmp_path, f'    closed:\n      - from: "{day}"\n        to: 07-01\n')
    with pytest.raises(AuditError, match=r"kinds\.yaml > line \d+: C06"):
        load("our-own", "", folder)


def test_a_trusts_own_kind_has_words_and_closed_periods_too(tmp_path):
    folder = with_kind(tmp_path, "    also: [woodland nursery]\n    closed:\n      - from: 08-01\n        to: 08-31\n")
    kinds = load("our-own", "", folder).kinds
    assert meant("Woodland nursery", kinds) == ("forest-school",)
    assert next(k for k in kinds if k.id == "forest-school").closed == (((8, 1), (8, 31)),)


# How kinds stand to each other

RELATIONS = KindRelations(like={"lido": "pool"}, replaced={"baths": ("pool", "sauna")})


@pytest.mark.parametrize(
    ("named", "whole"),
    [
        (None, None),
        (("school",), {"school"}),
        (("sauna",), {"sauna", "baths"}),
        (("pool",), {"pool", "baths", "lido"}),
        (("baths",), {"baths", "pool", "sauna", "lido"}),
    ],
)
def test_a_list_of_kinds_is_made_whole(named, whole):
    found = RELATIONS.whole(named)
    assert (set(found) if found is not None else None) == whole


def test_a_kind_no_longer_chosen_takes_what_differs_for_those_that_are_asked():
    said = {"pool": Sector(duty=Duty.MUST, evidence=("Depth",)), "sauna": Sector(evidence=("Heat",))}
    both = dict(RELATIONS.sectors(said, None, Duty.ADVICE))["baths"]
    assert (both.duty, both.evidence) == (Duty.MUST, ("Depth", "Heat"))
    one = dict(RELATIONS.sectors(said, ("sauna", "baths"), Duty.ADVICE))["baths"]
    assert (one.duty, one.evidence) == (Duty.ADVICE, ("Heat",))
    none = dict(RELATIONS.sectors({"pool": Sector(not_asked="Why.")}, ("pool", "baths"), Duty.ADVICE))["baths"]
    assert none.not_asked == "Why."


def test_a_retired_kind_is_found_by_its_title():
    gone = RetiredKind(id="baths", title="Public baths", replaced_by=("pool", "sauna"), because="Two.")
    assert meant("public baths", (), (gone,)) == ("pool", "sauna")
