"""The page for the board and those of groups: each figure worked out once more by loops, one sheet, nobody else's."""

import html
import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import median

import pytest
from click.testing import CliRunner

from audit.aggregate import (
    board,
    board_pages,
    groups,
    leftovers,
    package,
    production,
    record,
    run,
    settings,
    year_figures,
)
from audit.aggregate.overview import ANSWERS, By, State
from audit.aggregate.previous import PastReturn, PastYear
from audit.aggregate.register import Expected, Register
from audit.checklist.load import load
from audit.cli.main import cli
from audit.judgement.verdict import JUDGEMENTS, Level
from audit.model import Audit, Rating, Response, Setting
from audit.problems import AuditError
from audit.samples import overview_factory
from audit.text import is_done, of_words, share_words
from tests import browser as look
from tests import many
from tests.browser import PHONE, WIDE, browser, window
from tests.conftest import DAY
from tests.test_browser import CONFIG

__all__ = ["browser", "window"]  # fixtures
WHOLE = load("leaders")
RATING = dict(ANSWERS)


@pytest.fixture(scope="module")
def made():
    return overview_factory.overview(150)


@pytest.fixture(scope="module")
def audits(made):
    return {row.key: (row, checklist, audit) for row, checklist, audit in overview_factory.audits(made)}


def words(page: str) -> str:
    return " ".join(
        html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL))).split()
    )


def figures_by_loops(rows, audits):
    """For each essential and each gap, from the answers of the audits themselves."""
    found = {}
    for row in rows:
        _, checklist, audit = audits[row.key]
        for criterion in checklist.criteria:
            rating = audit.response(criterion.id).rating
            own = found.setdefault(criterion.id, {"of": 0, "not": [], "partly": 0})
            counts = row.answers[[c.id for c in WHOLE.criteria].index(criterion.id)]
            if RATING.get(counts) is not rating:
                continue  # Not applicable that was not accepted counts as unanswered
            own["of"] += rating in {Rating.MET, Rating.PARTLY, Rating.NOT_MET}
            own["partly"] += rating is Rating.PARTLY
            if rating is Rating.NOT_MET:
                own["not"].append(row.name)
    return found


def test_every_figure_of_the_page_is_that_of_plain_loops(made, audits):
    rows = made.in_figures
    shown, text = board.of(made), words(board_pages.board_page(made))
    loops = figures_by_loops(rows, audits)
    checked = 0
    for line in shown.essentials:
        own = loops[line.ref]
        assert (line.not_met, line.partly, line.of) == (len(own["not"]), own["partly"], own["of"])
        assert len(line.names) + line.more == line.not_met
        assert f"{line.title} {line.not_met} of {line.of} {line.partly}" in text
        assert set(line.names) <= {board._short(name) for name in own["not"]}
        checked += 3
    assert {line.ref for line in shown.essentials} == {
        c.id for c in WHOLE.essentials if loops[c.id]["not"] or loops[c.id]["partly"]
    }
    for gap in shown.gaps:
        own = loops[gap.ref]
        count = own["partly"] + len(own["not"])
        assert f"{gap.title} {of_words(count, own['of'])}" in text
        silent = sum(
            row.expected and WHOLE.criterion(gap.ref).applies(row.kind) and row.state is not State.RETURNED
            for row in made.settings
        ) + sum(row.answers[[c.id for c in WHOLE.criteria].index(gap.ref)] == "?" for row in rows)
        everybody = own["of"] + silent
        between = f"{share_words(100 * count / everybody)} to {share_words(100 * (count + silent) / everybody)}"
        assert f"{of_words(count, own['of'])} {between}" in text
        checked += 4
    for level in JUDGEMENTS:
        number = sum(row.level is level for row in rows)
        assert f"{level} {number}" in text
        checked += 1
    expected = [row for row in made.settings if row.expected]
    came = sum(row.state is State.RETURNED for row in expected)
    assert f"{of_words(came, len(expected))} expected settings returned" in text
    assert checked >= 60


def test_actions_are_counted_from_what_was_written(made, audits):
    done = still = overdue = 0
    later = overview_factory.overview(150, day=DAY)
    day = made.as_of
    for row in later.in_figures:
        for one in audits[row.key][2].responses:
            if one.action or one.due or one.status:
                done += is_done(one.status)
                still += not is_done(one.status)
                overdue += bool(one.due and one.due < day and not is_done(one.status))
    shown = board.of(made)
    assert (shown.closed, shown.still_open, shown.overdue) == (done, still, overdue)
    assert still > 100


def test_overdue_is_what_was_due_before_the_day_and_is_not_done():
    before, after = DAY - timedelta(days=1), DAY + timedelta(days=1)
    long_ago = before - timedelta(days=5)
    given = [(before, ""), (before, "Done"), (DAY, ""), (after, "In progress"), (None, ""), (long_ago, "")]
    responses = [
        Response(ref=str(at), action="Do it.", due=due, status=status) for at, (due, status) in enumerate(given)
    ]
    nothing = Response(ref="9", evidence="In the minutes.", owner="The head")
    audit = Audit(checklist="leaders", edition="", setting=Setting(), responses=(*responses, nothing))
    written = tuple(record._written(audit))
    found = settings._of_actions(record.ReturnRecord(sha256="", faults=(), written=written), DAY)
    assert found == {"closed": 1, "still_open": 5, "overdue": 2, "oldest": (long_ago, "5")}


# Earlier years


def year_of(returns, **changes):
    return PastYear(
        **({"day": date(2025, 11, 20), "expected": None, "returned": 2, "sent": 2, "returns": returns} | changes)
    )


def past(answers, level=Level.ACT_NOW, breaches=()):
    return PastReturn(answers=answers, level=level, breaches=frozenset(breaches))


@dataclass
class Loops:
    """What plain loops over two years come to."""

    scores: list[list[float]] = field(default_factory=lambda: [[], []])
    moves: dict[str, list[int]] = field(default_factory=lambda: {c.id: [0, 0, 0] for c in WHOLE.criteria})
    breaches: list[int] = field(default_factory=lambda: [0, 0, 0])

    def take(self, row, before):
        own, earned, could = load("leaders", row.kind), [0, 0], 0
        for place, criterion in enumerate(WHOLE.criteria):
            pair = (before.answers[place], row.answers[place])
            if all(letter in "MPN" for letter in pair):
                weight = {"must": 3, "should": 2, "advice": 1}[own.criterion(criterion.id).duty.value]
                could += 2 * weight
                self.moves[criterion.id][0] += 1
                for at, letter in enumerate(pair):
                    earned[at] += {"M": 2, "P": 1, "N": 0}[letter] * weight
                    self.moves[criterion.id][1 + at] += letter in "PN"
            if not set(pair) & {"?", "-"}:
                now, then = criterion.id in (*row.law, *row.guidance), criterion.id in before.breaches
                for at, so in enumerate((then and not now, then and now, now and not then)):
                    self.breaches[at] += so
        for at, one in enumerate(earned if could else ()):
            self.scores[at].append(100 * one / could)


def test_an_earlier_year_is_worked_out_over_what_is_common_alone(made):
    rows = made.in_figures[:40]
    then, loops = {}, Loops()
    for number, row in enumerate(rows[:30]):
        letters = [
            "MPN?-"[(number + place) % 5] if letter in "MPN" else letter for place, letter in enumerate(row.answers)
        ]
        then[row.key] = past("".join(letters), breaches=[c.id for c in WHOLE.criteria[:9]])
        loops.take(row, then[row.key])
    found = year_figures.compare(rows, (year_of({}, sent=33), then), WHOLE, overview_factory.for_kind)
    assert (found.both, found.joined, found.left) == (30, 10, 3)
    assert [found.then, found.now] == [pytest.approx(median(own)) for own in loops.scores]
    assert [found.closed, found.still, found.new] == loops.breaches
    assert {m.ref: [m.of, m.then, m.now] for m in found.moves} == {r: m for r, m in loops.moves.items() if m[1] != m[2]}


def test_a_change_of_questions_is_no_change_of_practice(made):
    """Whatever was not asked or not answered then, or is not asked now, moves neither score nor gap nor breach."""
    rows = made.in_figures[:20]
    same = {row.key: past(row.answers, breaches=(*row.law, *row.guidance)) for row in rows}
    before = year_figures.compare(rows, (year_of({}), same), WHOLE, overview_factory.for_kind)
    assert before.then == before.now
    assert (before.closed, before.new, before.moves) == (0, 0, ())
    fewer = {
        row.key: past("-" * 30 + row.answers[30:], breaches=(*row.law, *row.guidance, "asked-no-longer"))
        for row in rows
    }
    found = year_figures.compare(rows, (year_of({}), fewer), WHOLE, overview_factory.for_kind)
    assert found.then == found.now
    assert (found.closed, found.new, found.moves) == (0, 0, ())


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    """This year's returns aggregated, and its data as if it were of two earlier years."""
    folder = tmp_path_factory.mktemp("years")
    many.make(folder)
    package.write(run.add_up(run.gather(many.order(folder, output="first"))))
    shutil.copytree(folder / "first" / "data", folder / "second" / "data")
    description = folder / "second" / "data" / "datapackage.json"
    later = (DAY + timedelta(days=1)).isoformat()
    description.write_text(description.read_text(encoding="utf-8").replace(DAY.isoformat(), later), encoding="utf-8")
    return folder


def test_several_earlier_years_stand_on_the_page_the_last_one_first(two_years):
    places = (str(two_years / "first"), str(two_years / "second" / "data"))
    made = production.produce(many.order(two_years, output="now", previous=places, by=By.AREA)).overview
    assert [year.day for year in made.years] == [DAY + timedelta(days=1), DAY]
    for year in made.years:
        assert (year.expected, year.returned) == (made.returns.expected, made.returns.expected_returned)
        assert (year.both, year.joined, year.left) == (made.returns.expected_returned, 0, made.returns.not_expected)
        assert year.levels_then == year.levels_now == made.levels
        assert year.then == year.now
        assert not year.moves
    text = words((two_years / "now" / "board.html").read_text(encoding="utf-8"))
    assert text.index("21 November 2026") < text.rindex("20 November 2026")
    assert list((two_years / "now" / "groups").glob("*.html"))
    again = production.produce(many.order(two_years, output="now", previous=places))
    assert again.overview is not None  # without pages of areas it is another run
    assert not list((two_years / "now" / "groups").glob("*.html"))


def test_two_folders_of_returns_cannot_both_be_earlier_years(two_years):
    with pytest.raises(AuditError) as caught:
        production.produce(many.order(two_years, output="now", previous=(str(two_years / "returns"),) * 2))
    assert [found.code for found in caught.value.problems] == ["A70"]


def test_the_command_takes_them_and_names_the_page(two_years):
    folder, out = two_years / "returns", two_years / "by-command"
    years = [word for name in ("first", "second") for word in ("--previous", str(two_years / name))]
    wanted = [
        "-o",
        str(out),
        "--register",
        str(two_years / "settings.csv"),
        "--as-of",
        DAY.isoformat(),
        "--by",
        "group",
    ]
    done = CliRunner().invoke(cli, ["aggregate", str(folder), *wanted, *years])
    assert "board.html" in done.output
    assert list((two_years / "by-command" / "groups").glob("group-*.html"))


# Groups


@pytest.mark.parametrize("by", [By.GROUP, By.AREA, By.PHASE, By.KIND])
def test_the_page_of_a_group_holds_its_own_settings_alone(made, by):
    register = Register(
        file="settings.csv",
        expected=tuple(
            Expected(line=1, name=r.name, urn=r.urn, kind=r.kind, phase=r.phase, area=r.area, group=r.group)
            for r in made.settings
            if r.expected
        ),
        problems=(),
    )
    # A name that stands in no other: the numbers of invented settings are parts of one another.
    canary = {row.key: f"Canary{number:04}x" for number, row in enumerate(made.settings)}
    named = replace(
        made,
        settings=tuple(replace(row, name=canary[row.key]) for row in made.settings),
        movers=tuple(replace(one, name=canary[one.key]) for one in made.movers),
    )
    found = groups.of(named, by, register, (), overview_factory.for_kind)
    column = "kind" if by is By.KIND else by.value
    assert sum(len(own.settings) for _, own in found) == len(made.settings)
    for title, own in found:
        page = board_pages.group_page(title, own)
        keys = {row.key for row in own.settings}
        assert len({getattr(row, column) for row in own.settings}) == 1
        seen = {key for key, name in canary.items() if name in page}
        assert seen == keys
        came = own.returns
        assert came.expected == sum(row.expected for row in own.settings)
        assert f"{of_words(came.expected_returned, came.expected)} expected" in words(page)
    for level in JUDGEMENTS:
        assert sum(dict(own.levels)[level] for _, own in found) == dict(made.levels)[level]
    gaps = {gap.ref: [0, 0] for gap in made.gaps}
    for _, own in found:
        for gap in own.gaps:
            gaps[gap.ref][0] += gap.share.count
            gaps[gap.ref][1] += gap.share.of
    assert gaps == {gap.ref: [gap.share.count, gap.share.of] for gap in made.gaps}


def test_names_of_files_are_names_on_every_system_and_all_different():
    titles = ["Thérèse", "THERESE", "CON", "nul", "../../up", "", "北京", "a/b", "x" * 300, "x" * 301]
    names = board_pages.file_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(re.fullmatch(r"group-[a-z0-9-]{1,64}\.html", name) for name in names)


def test_pages_of_groups_that_are_gone_are_taken_away_and_nothing_else(tmp_path):
    folder = tmp_path / "groups"
    folder.mkdir()
    for name in ("group-old.html", "group-new.html", "mine.html"):
        (folder / name).write_text("", encoding="utf-8")
    leftovers.take_away(tmp_path, [folder / "group-new.html"], [folder / "group-old.html", folder / "group-new.html"])
    assert sorted(path.name for path in folder.iterdir()) == ["group-new.html", "mine.html"]


# As paper and on screens


def crowded(made):
    """Everything that can be long is long: names, five years, everybody overdue, and no essential met."""
    name = "The Very Long Named Academy of Saint Somebody and All Its Friends " * 3
    year = year_figures.compare(
        made.in_figures,
        (
            year_of({}, expected=100_000, returned=99_999, sent=99_999),
            {row.key: past("N" * len(row.answers)) for row in made.in_figures},
        ),
        WHOLE,
        overview_factory.for_kind,
    )
    essentials = {c.id for c in WHOLE.essentials}
    letters = [c.id in essentials for c in WHOLE.criteria]
    rows = tuple(
        replace(
            row,
            name=f"{number} {name}",
            answers="".join("N" if bad and x != "-" else x for bad, x in zip(letters, row.answers, strict=False)),
            overdue=20,
            still_open=60,
            oldest=(DAY, WHOLE.criteria[3].id),
        )
        for number, row in enumerate(made.settings)
    )
    return replace(made, settings=rows, years=(year,) * 5)


@pytest.fixture(scope="module")
def pages(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("board")
    nobody = replace(overview_factory.overview(0), settings=())
    for name, overview in {
        "few": overview_factory.overview(38),
        "many": overview_factory.overview(600),
        "crowded": crowded(made),
        "nobody": nobody,
    }.items():
        (folder / f"{name}.html").write_text(board_pages.board_page(overview), encoding="utf-8")
    (title, own), *_ = groups.of(made, By.AREA, None, (), overview_factory.for_kind)
    (folder / "group.html").write_text(board_pages.group_page(title, own), encoding="utf-8")
    return folder


@pytest.mark.parts
def test_it_is_one_sheet_quiet_and_accessible(window, pages, npm_tool, tmp_path):
    source = npm_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    for path in sorted(pages.iterdir()):
        shown = window(path)
        assert look.axe(shown.page, source) == [], path.name
        if path.stem != "group":
            assert len(look.printed(shown.page, tmp_path / "one.pdf")) == 1, path.name
        assert look.pale_on_paper(shown.page) == []
        shown = window(path, size=PHONE, scheme="dark")
        assert look.sideways(shown.page) == [], path.name
        assert look.axe(shown.page, source) == [], path.name
        shown = window(path, size=WIDE, scripts=False)
        assert shown.beyond(path) == []


@pytest.mark.parts
def test_html_validate_finds_nothing(pages, npm_tool):
    tool = npm_tool("html-validate/bin/html-validate.mjs")
    assert look.html_validate(tool, CONFIG, sorted(pages.iterdir())) == []


def test_what_came_from_a_return_is_never_markup(made):
    evil = '<img src=x onerror="alert(1)">'
    rows = tuple(replace(row, name=evil, oldest=(DAY, evil), overdue=1) for row in made.settings)
    for page in (
        board_pages.board_page(replace(made, settings=rows)),
        board_pages.group_page(evil, replace(made, settings=rows)),
    ):
        assert "<img" not in page
        assert "&lt;img" in page
