"""What a public page gives away, and that nothing is embedded that a page does not show."""

import html as entities
import json
import math
import random
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import pytest

from audit import api
from audit.checklist.load import load
from audit.judgement.findings import Finding, findings_of
from audit.judgement.scoring import score
from audit.judgement.verdict import JUDGEMENTS, Level, level_of
from audit.model import Audit, Duty, Rating, Response, Setting
from audit.problems import AuditError
from audit.report import build, canonical, data, html, likelihood, plausible, published, redaction
from audit.report.detail import Detail
from audit.samples import demonstration
from audit.workbook.read import reader
from audit.workbook.read.reader import Return
from audit.workbook.write import writer
from tests import attack, small
from tests.conftest import DAY
from tests.test_detail import FULL, sentinel, texts_of

MOST_LIKELY = 0.9
FAST = (
    *(("leaders", kind) for kind in ("childminder", "sports-club")),
    *(("section-11", kind.id) for kind in load("section-11").kinds),
)
"""Kinds with so few questions that all make-ups are soon counted; ``python -m benchmarks.disclosure`` does them all."""


def answered(checklist, rated: dict[str, Rating | None]) -> Audit:
    responses = tuple(
        Response(ref=c.id, rating=rated.get(c.id), notes="We have no such thing at all.", evidence="Log of May 2026")
        for c in checklist.criteria
    )
    setting = Setting(name="Nowhere (invented)", kind=checklist.kind)
    return Audit(
        checklist=checklist.id, edition=checklist.edition, setting=setting, responses=responses, audit_date=DAY
    )


def invented(number: int) -> tuple[str, str, Audit]:
    """An invented audit: of any quality, with as many questions left out and left blank as may be."""
    chance = random.Random(number)
    name, kind = FAST[number % len(FAST)]
    checklist = load(name, kind)
    good, out, blank = chance.choice((0.3, 0.6, 0.9, 0.97)), chance.choice((0, 0.1, 0.4)), chance.choice((0, 0, 0.3))

    def rating() -> Rating | None:
        luck = chance.random()
        if luck < out:
            return Rating.NOT_APPLICABLE
        if luck < out + blank:
            return None
        return Rating.MET if chance.random() < good else chance.choice((Rating.PARTLY, Rating.NOT_MET))

    return name, kind, answered(checklist, {c.id: rating() for c in checklist.criteria})


def report_of(audit: Audit) -> build.Report:
    checklist = load(audit.checklist, audit.setting.kind)
    returned = Return(file="a.xlsx", problems=(), sha256="ab" * 32, checklist=checklist, audit=audit)
    return build.build(returned, DAY)


# The attack


def test_the_counter_counts_what_brute_force_counts():
    """Six questions: two of law, one of them essential, three of guidance, one essential, and one of advice."""
    checklist = small.checklist("mmsssa")
    criteria = tuple(replace(c, essential="Because." if n in {0, 2} else "") for n, c in enumerate(checklist.criteria))
    for letters in ("MMMMMM", "MMM-MM", "MMMM.M", "MM.MMM"):
        findings = findings_of(replace(checklist, criteria=criteria), small.audit(letters))
        known = attack.Known.of(findings, checklist.rule)
        fixed = [f for f in findings if f.rating in {None, Rating.NOT_APPLICABLE}]
        by_group: dict[attack.Group, list[Finding]] = {}
        for f in findings:
            if f not in fixed:
                by_group.setdefault((f.criterion.duty, bool(f.criterion.essential)), []).append(f)

        def verdict(made, by_group=by_group, fixed=fixed):
            left = {group: list(some) for group, some in by_group.items()}
            given = [_as(left[group].pop(), state) for group, state in made]
            both = [*given, *fixed]
            rule = checklist.rule
            points, could = (sum(f.earned(rule) for f in both), sum(f.available(rule) for f in both))
            return level_of(both, rule, DAY), 100 * points // could

        judged = cache(lambda made, verdict=verdict: verdict(made))

        for level in JUDGEMENTS:
            for low, high in ((0, 49), (50, 89), (90, 100), (0, 100)):
                for evidence_known in (False, True):
                    ours = attack.likelihood(known, level, low, high, evidence_known=evidence_known)
                    slow = attack.brute_force(known, level, low, high, judged, evidence_known=evidence_known)
                    assert ours == pytest.approx(slow), (letters, level, low)


def _as(finding: Finding, state: attack.State) -> Finding:
    due = {"owner": "Deputy", "due": DAY} if state.taken_on else {}
    response = replace(finding.response, rating=state.rating, evidence="The log of May" if state.shown else "", **due)
    return Finding.of(finding.criterion, response)


def likeliest(report: build.Report) -> float:
    """How likely the likeliest gap of a public page is, for the stronger of two attackers."""
    said = redaction.redact(report, Detail.PUBLIC).record.published
    assert said
    known = attack.Known.of(report.card.findings, report.checklist.rule)
    found = [attack.likelihood(known, said.level, said.low, said.high, evidence_known=knows) for knows in (False, True)]
    assert all(found), "the page fits its own answers"
    return max(max(one.values()) for one in found)


def test_no_gap_is_certain_or_likelier_than_nine_in_ten_on_any_page_of_invented_audits():
    made, highest = 0, 0.0
    for number in range(30):
        report = report_of(invented(number)[2])
        if not published.why_not(report.card):
            made += 1
            highest = max(highest, likeliest(report))
    assert made >= 10
    assert highest <= MOST_LIKELY


@pytest.mark.parametrize(("name", "kind"), FAST[1:4])
def test_no_default_page_of_a_kind_gives_a_gap_away(name, kind):
    checklist = load(name, kind)
    met = dict.fromkeys((c.id for c in checklist.criteria), Rating.MET)
    known = attack.Known.of(findings_of(checklist, answered(checklist, met)), checklist.rule)
    for level, bands in published.BANDS.items():
        for low, high in bands:
            for evidence_known in (False, True):
                found = attack.likelihood(known, level, low, high, evidence_known=evidence_known)
                assert max(found.values(), default=0) <= MOST_LIKELY, (level, low)


# Bands of themes


def told(report: build.Report, *, themes: bool = True) -> published.Published:
    said = redaction.redact(report, Detail.PUBLIC, themes=themes).record.published
    assert said
    return said


def likeliest_with(report: build.Report, themes: tuple[published.ThemeBand, ...]) -> float:
    said = replace(told(report, themes=False), themes=themes)
    return likelihood.likeliest_gap(report.card.findings, report.checklist.rule, said)


def test_the_counter_of_the_tool_counts_what_the_attack_counts_where_no_theme_is_told():
    reports = [report_of(invented(number)[2]) for number in (0, 1, 7, 17, 36)]
    assert {told(one).level for one in reports} == set(JUDGEMENTS)
    for report in reports:
        assert likeliest_with(report, ()) == pytest.approx(likeliest(report))


def test_the_counter_of_the_tool_counts_what_brute_force_counts_with_a_band_of_a_theme():
    """Two themes of three questions each; every make-up of five answers that apply is tried."""
    checklist = small.checklist("mmsssa")
    criteria = tuple(
        replace(c, essential="Because." if n in {0, 2} else "", theme="one" if n < 3 else "other")
        for n, c in enumerate(checklist.criteria)
    )
    findings = findings_of(replace(checklist, criteria=criteria), small.audit("MMMM-M"))
    rule = checklist.rule
    rated = [f for f in findings if f.applicable]
    fits: dict[tuple[Level, tuple[int, int], tuple[int, int]], list[tuple[float, list[bool]]]] = {}
    bands = ((0, 49), (50, 69), (70, 89), (90, 100))
    for made in product(*(attack.states(f.criterion.duty, evidence_known=False) for f in rated)):
        both = [_as(f, state) for f, state in zip(rated, made, strict=True)]
        band, theme = (
            next(b for b in bands if b[0] <= 100 * sum(f.earned(rule) for f in some) // could <= b[1])
            for some in (both, [f for f in both if f.criterion.theme == "one"])
            if (could := sum(f.available(rule) for f in some))
        )
        key = level_of([*both, *(f for f in findings if not f.applicable)], rule, DAY), band, theme
        fits.setdefault(key, []).append((math.prod(s.weight for s in made), [s.gap for s in made]))
    assert len(fits) > 10
    for (level, band, theme), ways in fits.items():
        whole = sum(weight for weight, _ in ways)
        gaps = [sum(weight * gap[n] for weight, gap in ways) / whole for n in range(len(rated))]
        bands = (published.ThemeBand(id="one", low=theme[0], high=theme[1]),)
        said = published.Published(level=level, low=band[0], high=band[1], themes=bands)
        ours = likelihood.likeliest_for(findings, rule, said, evidence_known=False)
        assert ours == pytest.approx(max(gaps)), (level, band, theme)


def test_no_gap_is_likelier_than_nine_in_ten_on_a_page_with_bands_of_themes():
    made = 0
    for number in range(30):
        report = report_of(invented(number)[2])
        if not published.why_not(report.card) and (themes := told(report).themes):
            made += 1
            assert likeliest_with(report, themes) <= MOST_LIKELY
    assert made >= 10


def one_weak_theme() -> Audit:
    """All is met but what one theme asks: its band and "Work to do" together give its gaps away."""
    checklist = load("section-11", "school")
    weak = [c.id for c in checklist.criteria if c.theme == "positions-of-trust"]
    rated = {c.id: Rating.MET for c in checklist.criteria} | dict.fromkeys(weak, Rating.PARTLY)
    return answered(checklist, rated | dict.fromkeys(weak[-2:], Rating.NOT_MET))


def test_where_a_gap_would_be_too_likely_the_page_is_as_if_no_themes_were_asked_for():
    report = report_of(one_weak_theme())
    assert likeliest_with(report, published.themes_of(report.card)) > MOST_LIKELY
    asked, not_asked = (redaction.redact(report, Detail.PUBLIC, themes=themes) for themes in (True, False))
    assert html.render(asked) == html.render(not_asked)
    assert data.as_json(asked) == data.as_json(not_asked)
    assert data.as_csv(asked) == data.as_csv(not_asked)


def test_a_theme_of_few_questions_or_few_answers_has_no_band():
    checklist = load("section-11", "school")
    rated = {c.id: Rating.MET for c in checklist.criteria}
    theme = next(t.id for t in checklist.themes if t.id == "positions-of-trust")
    asks = [c.id for c in checklist.criteria if c.theme == theme]
    whole = published.themes_of(report_of(answered(checklist, rated)).card)
    assert theme in {one.id for one in whole}
    out = rated | {asks[-1]: Rating.NOT_APPLICABLE}
    assert len(asks) == published.THEME_QUESTIONS
    assert theme not in {one.id for one in published.themes_of(report_of(answered(checklist, out)).card)}
    for one in whole:
        own = [c.duty for c in checklist.criteria if c.theme == one.id]
        assert len(own) >= published.THEME_QUESTIONS
        assert own.count(Duty.SHOULD) >= published.THEME_GUIDANCE


def test_themes_are_asked_for_and_verified(run, nursery, tmp_path):
    said = run("report", nursery, "-o", "out", "--detail", "public", "--themes", "--secret", "our.secret")
    assert (said.exit_code, "S20" in said.output) == (0, False)
    (page,) = (tmp_path / "out").glob("*.html")
    text = page.read_text(encoding="utf-8")
    report = build.build(reader.read(nursery), DAY)
    themes = told(report).themes
    assert len(themes) >= 3
    titles = {theme.id: theme.title for theme in report.checklist.themes}
    rows = [f'<tr><th scope="row">{titles[one.id]}</th><td>{one.band}</td></tr>' for one in themes]
    assert all(entities.unescape(row) in entities.unescape(text) for row in rows)
    kept = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert [(one["id"], one["points_percent"]["from"]) for one in kept["themes"]] == [(t.id, t.low) for t in themes]
    assert all(f"{t.id} {t.low}-{t.high}" in page.with_suffix(".csv").read_text(encoding="utf-8") for t in themes)
    assert run("verify", page, nursery, "--secret", "our.secret").exit_code == 0
    said = redaction.redact(report, Detail.PUBLIC, themes=True)
    low, high = (90, 100) if themes[0].low < 90 else (0, 49)
    other = replace(told(report), themes=(replace(themes[0], low=low, high=high), *themes[1:]))
    page.write_text(
        html.render(build.from_record(report.checklist, replace(said.record, published=other))), encoding="utf-8"
    )
    done = run("verify", page, nursery)
    assert done.exit_code == 1
    assert f"Theme '{themes[0].id}'" in done.output


def test_it_is_said_why_no_themes_are_told_and_they_go_with_a_public_page(run, nursery, tmp_path):
    book = tmp_path / "weak.xlsx"
    weak = one_weak_theme()
    book.write_bytes(writer.build(load(weak.checklist, weak.setting.kind), weak, DAY))
    done = run("report", book, "-o", "out", "--detail", "public", "--themes")
    assert done.exit_code == 0, done.output
    assert "S20" in done.output
    assert "more than 90% likely" in " ".join(done.output.split())
    assert len(list((tmp_path / "out").glob("*.html"))) == 1
    assert run("report", nursery, "-o", "out", "--themes").exit_code == 2
    assert "in no theme" in redaction.why_no_themes(report_of(few_themes()))


def few_themes() -> Audit:
    """Enough for a public page, and in no theme enough."""
    checklist = load("section-11", "school")
    rated: dict[str, Rating | None] = {}
    for theme in checklist.themes:
        asks = [c.id for c in checklist.criteria if c.theme == theme.id]
        rated |= dict.fromkeys(asks[:4], Rating.MET) | dict.fromkeys(asks[4:], Rating.NOT_APPLICABLE)
    return answered(checklist, rated)


@pytest.mark.parametrize(
    "themes",
    [
        (published.ThemeBand(id="culture", low=0, high=100),),
        (published.ThemeBand(id="culture", low=0, high=49),) * 2,
    ],
)
def test_bands_of_themes_that_no_page_has_are_refused(themes):
    public = redaction.redact(FULL, Detail.PUBLIC).record
    assert public.published
    record = replace(public, published=replace(public.published, themes=themes))
    with pytest.raises(canonical.NotCanonicalError):
        canonical.record(canonical.text(canonical.values(record)))


def test_a_band_of_a_theme_that_is_not_asked_about_is_refused(run, tmp_path):
    public = redaction.redact(FULL, Detail.PUBLIC).record
    assert public.published
    strange = replace(public.published, themes=(published.ThemeBand(id="nowhere", low=0, high=49),))
    assert "theme" in plausible.foreign(replace(public, published=strange), FULL.checklist)


def few_essentials() -> Audit:
    """One essential that is rated and 21 others; by the page alone its gap would be certain."""
    checklist = load("section-11", "school")
    essentials = [c.id for c in checklist.criteria if c.essential]
    law = [c.id for c in checklist.criteria if c.duty is Duty.MUST and not c.essential]
    rated: dict[str, Rating | None] = {c.id: Rating.MET for c in checklist.criteria}
    rated |= dict.fromkeys(essentials[1:], None) | {essentials[0]: Rating.NOT_MET} | dict.fromkeys(law[3:], None)
    return answered(checklist, rated)


def test_the_attack_can_win():
    """Canaries: a page about one essential, and a page with today's figures for overlapping rows."""
    report = report_of(few_essentials())
    known = attack.Known.of(report.card.findings, report.checklist.rule)
    found = attack.likelihood(known, Level.ACT_NOW, 70, 89)
    assert max(found.values()) > MOST_LIKELY
    assert "essentials" in published.why_not(report.card)
    own = build.build(reader.read_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY), "a.xlsx"), DAY)
    there = {f.criterion.id: f.rating for f in own.card.findings if f.rating and f.applicable}
    rows = [
        (frozenset(row.refs) & frozenset(there), row.score.count(Rating.MET))
        for lens in own.card.lenses
        for row in lens.rows
    ]
    certain = attack.certain_gaps(rows)
    assert certain
    assert all(there[ref] is not Rating.MET for ref in certain)
    assert redaction.redact(own, Detail.PUBLIC).card.lenses == ()


@pytest.mark.parametrize(
    ("left", "why"),
    [(19, "answers apply"), (22, "")],
)
def test_a_page_is_made_only_where_enough_applies(left, why):
    checklist = load("section-11", "school")
    order = sorted(checklist.criteria, key=lambda c: (not c.essential, c.duty is not Duty.MUST))
    report = report_of(answered(checklist, {c.id: Rating.MET for c in order[:left]}))
    assert (why in published.why_not(report.card)) if why else published.why_not(report.card) == ""
    if why:
        with pytest.raises(AuditError) as fault:
            redaction.redact(report, Detail.PUBLIC)
        assert [p.code for p in fault.value.problems] == ["S14"]


def test_no_page_is_made_of_the_readiness_checklist():
    checklist = load("readiness-2026", "school")
    report = report_of(answered(checklist, {c.id: Rating.MET for c in checklist.criteria}))
    assert published.why_not(report.card)


def test_two_audits_with_the_same_judgement_and_band_have_the_same_page():
    """All that differs between them is nowhere in page, data or table."""
    checklist = load("section-11", "school")
    advice = [c.id for c in checklist.criteria if c.duty is Duty.SHOULD and not c.essential]
    pages = set()
    for gap in advice[:4]:
        audit = answered(checklist, {c.id: Rating.PARTLY if c.id == gap else Rating.MET for c in checklist.criteria})
        audit = replace(audit, audit_date=date(2026, 11, 3 + len(pages)), completed_by=gap)
        public = redaction.redact(report_of(audit), Detail.PUBLIC)
        pages.add((html.render(public), data.as_json(public), data.as_csv(public)))
    assert len(pages) == 1


# The commitment


def test_the_commitment_ties_the_page_to_its_workbook_for_who_has_the_secret(run, nursery, tmp_path):
    assert run("report", nursery, "-o", "out", "--detail", "public", "--secret", "our.secret").exit_code == 0
    (page,) = (tmp_path / "out").glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert reader.read(nursery).sha256 not in text
    secret = tmp_path / "our.secret"
    assert secret.stat().st_mode & 0o077 == 0
    kept = secret.read_bytes()
    assert kept.decode().strip() not in text
    done = run("verify", page, nursery, "--secret", "our.secret")
    assert (done.exit_code, "V26" in done.output) == (0, False)
    without = run("verify", page, nursery)
    assert (without.exit_code, "V26" in without.output) == (0, True)
    (tmp_path / "other.secret").write_text("ab" * 32)
    wrong = run("verify", page, nursery, "--secret", "other.secret")
    assert (wrong.exit_code, "V25" in wrong.output) == (1, True)
    run("report", nursery, "-o", "again", "--detail", "public", "--secret", "our.secret")
    assert secret.read_bytes() == kept
    assert (tmp_path / "again" / page.name).read_bytes() == page.read_bytes()


def test_a_secret_that_is_none_and_one_where_none_belongs_are_refused(run, nursery, tmp_path):
    (tmp_path / "bad.secret").write_text("xyz")
    assert "S15" in run("report", nursery, "-o", "out", "--detail", "public", "--secret", "bad.secret").output
    (tmp_path / "short.secret").write_text("abcd")
    assert "S15" in run("report", nursery, "-o", "out", "--detail", "public", "--secret", "short.secret").output
    assert run("report", nursery, "-o", "out", "--secret", "a.secret").exit_code == 2
    assert not (tmp_path / "a.secret").exists()


def test_without_a_secret_nothing_ties_the_page_to_a_workbook(run, nursery, tmp_path):
    run("report", nursery, "-o", "out", "--detail", "public")
    (page,) = (tmp_path / "out").glob("*.html")
    assert "Nothing on this page ties it to a workbook" in page.read_text(encoding="utf-8")
    assert run("verify", page).exit_code == 0


def test_a_public_page_of_other_answers_is_named(run, nursery, tmp_path):
    report = redaction.redact(build.build(reader.read(nursery), DAY), Detail.PUBLIC)
    said = report.record.published
    assert said
    other = next(
        published.Published(level=level, low=low, high=high)
        for level, bands in published.BANDS.items()
        for low, high in bands
        if level is not said.level
    )
    page = tmp_path / "forged.html"
    page.write_text(
        html.render(build.from_record(report.checklist, replace(report.record, published=other))), encoding="utf-8"
    )
    done = run("verify", page, nursery)
    assert done.exit_code == 1
    assert "Judgement: the report says" in done.output


@pytest.mark.parametrize(
    "change",
    [
        {"published": published.Published(level=Level.ACT_NOW, low=0, high=100)}, {"published": None},
        {"as_of": date(2026, 11, 2)},
    ],
)  # fmt: skip
def test_what_no_public_page_carries_is_refused(change):
    record = replace(redaction.redact(FULL, Detail.PUBLIC).record, **change)
    with pytest.raises(canonical.NotCanonicalError):
        canonical.record(canonical.text(canonical.values(record)))


# Nothing is embedded that the page does not show


@cache
def planted() -> dict[str, str]:
    """Every text that was typed or written into the return, by where."""
    assert FULL.audit
    found = {f"{r.ref}: {name}": getattr(r, name) for r in FULL.audit.responses for name in texts_of(Response)}
    review = FULL.record.review
    assert review
    found |= {f"{o.ref}: reason": o.reason for o in review.opinions}
    found |= {name: getattr(FULL.audit.setting, name) for name in texts_of(Setting) if name != "kind"}
    return {place: text for place, text in found.items() if text}


@pytest.mark.parametrize("level", list(Detail))
def test_every_word_in_the_packed_record_stands_on_the_page(level):
    report = redaction.redact(FULL, level)
    page = entities.unescape(html.render(report))
    record = canonical.text(canonical.values(report.record))
    carried = {place: text for place, text in planted().items() if canonical.text(text)[1:-1] in record}
    assert [place for place, text in carried.items() if text not in page] == []
    assert bool(carried) is (level is not Detail.PUBLIC)


def test_unknown_rows_are_not_embedded():
    assert "gone" not in canonical.text(canonical.values(FULL.record))


def test_what_is_met_and_done_with_is_not_shared():
    """The words of its due date among it: they are no part of the plan that is shared."""
    checklist = load("leaders", "early-years")
    word = sentinel("half term, says the head")
    done = {"action": "Ring them", "owner": word, "due_words": word, "status": "Done", "status_words": word}
    audit = answered(checklist, {c.id: Rating.MET for c in checklist.criteria})
    audit = replace(audit, responses=(replace(audit.responses[0], **done), *audit.responses[1:]))
    full = report_of(audit)
    assert word in entities.unescape(html.render(full))
    shared = redaction.redact(full, Detail.SHARED)
    for told in (entities.unescape(html.render(shared)), canonical.text(canonical.values(shared.record))):
        assert "says the head" not in told
    assert shared.card.overall == full.card.overall


@pytest.mark.parametrize("evidence", ["n/a", "policy", "tbc", "will do next term", "Log of 3 May 2026", "SCR", "yes"])
def test_evidence_that_is_withheld_counts_as_it_did(evidence):
    checklist = load("leaders", "early-years")
    audit = answered(checklist, {c.id: Rating.MET for c in checklist.criteria})
    audit = replace(audit, responses=tuple(replace(r, evidence=evidence) for r in audit.responses))
    full = report_of(audit)
    shared = redaction.redact(full, Detail.SHARED)
    assert shared.card.overall == full.card.overall
    assert shared.card.judgement == full.card.judgement
    assert score(checklist, shared.audit).overall == full.card.overall


@pytest.mark.parametrize("notes", ["n/a", "none", "We have no boats.", "-"])
def test_a_reason_that_is_withheld_counts_as_it_did(notes):
    checklist = load("leaders", "early-years")
    audit = answered(checklist, dict.fromkeys((c.id for c in checklist.criteria), Rating.NOT_APPLICABLE))
    audit = replace(audit, responses=tuple(replace(r, notes=notes) for r in audit.responses))
    full = report_of(audit)
    shared = redaction.redact(full, Detail.SHARED)
    assert shared.card.overall == full.card.overall


def test_a_program_gets_the_same_page():
    returned = reader.read_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY), "a.xlsx")
    report = api.make_report(returned, DAY, "public", secret=b"x" * 32)
    assert report.provenance.commitment == published.commitment(b"x" * 32, returned.sha256)
