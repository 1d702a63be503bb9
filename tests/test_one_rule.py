"""One rule, shown to be one: the workbook's own formulas, recalculated by LibreOffice, against the scorer.

``AUDIT_RULE_SEED`` and ``AUDIT_RULE_BOOKS`` choose another seed or number by hand.
"""

import functools
import os
import random
import subprocess
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from audit.checklist.load import load
from audit.judgement import plan
from audit.judgement import reasons as rule_of_reasons
from audit.judgement.evidence import is_last_years, names_something
from audit.judgement.findings import Finding, may_be_left_out
from audit.judgement.owners import NOBODY, is_named
from audit.judgement.reasons import NO_REASON, UNDECIDED, gives_reason
from audit.judgement.scoring import Scorecard, score
from audit.judgement.verdict import Level
from audit.model import Audit, Duty, Rating, Response, Setting
from audit.model.ratings import EARNING, WANTING
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import splice, writer
from audit.workbook.write.figures_sheet import NO_ANSWER, NOT_ONE_OF_OURS
from audit.workbook.write.summary_sheet import NONE_YET
from tests.test_evidence import labelled
from tests.test_reasons import GIVEN, NONE_GIVEN, NOT_DONE

pytestmark = [
    pytest.mark.parts,
    pytest.mark.filterwarnings("ignore:.* extension is not supported"),  # LibreOffice's own part of a data bar
]

SEED = int(os.environ.get("AUDIT_RULE_SEED", "20261120"))
BOOKS = int(os.environ.get("AUDIT_RULE_BOOKS", "200"))
KINDS = ("", *(kind.id for kind in load("leaders").kinds), "police-justice")
# Shares of met, partly met, not met, not applicable, blank.
SPREADS = (
    (8, 2, 1, 1, 1),
    (1, 2, 8, 1, 1),
    (1, 1, 1, 1, 12),
    (1, 0, 0, 12, 0),
    (1, 0, 0, 0, 0),
    (0, 0, 0, 1, 0),
    (4, 6, 0, 1, 0),
)
DAY = demonstration.SAMPLE_DAY
EVIDENCE = (
    "", "   ", ".", "n/a", "N/A.", "TBC", "see above", "policy", "In the file.", "Will do next term", "x", "?", "SCR",
    "We will look at it", "[Last year] Log", "[LAST YEAR] Log", "CP policy p12", "ask Jo in the office for the log",
    "Yes - all done", "Do not have this yet", "will be put in the minutes of 3 May", "\u2013", "Not yet\nbut soon",
    '"none"', *(text for _, text in labelled()), *(text for _, text in labelled("learnt")),
)  # fmt: skip
REASONS = (
    "",
    "n/a",
    ".",
    "None",
    *["We have no boarders.", "[LAST YEAR] We have no boarders."] * 4,
    "[Last year] none",
    *NONE_GIVEN,
    *NOT_DONE,
    *GIVEN,
)
OWNERS = ("", "Head", " ", "TBC", "?", "-", "nobody", "n/a", "Jo / Sam", "To be decided", "J")
POINTS = ("Points so far (%)", "Points at best (%)", "Points with evidence (%)")
_BATCH = 100  # more at once, and LibreOffice stops silently


def random_audit(dice: random.Random) -> tuple[str, Audit]:
    """A kind of setting, and answers of every sort: mostly good, mostly bad, nearly empty, nearly all left out."""
    kind = dice.choice(KINDS)
    weights = dice.choice(SPREADS)
    checklist = load("leaders", kind)
    named = dice.choice([0, 0.5, 0.9, 1])
    careful = dice.random() < 0.3  # no breach, so that the milder judgements are reached too
    responses = []
    for criterion in checklist.criteria:
        rating = dice.choices([*Rating, None], weights)[0]
        if careful and rating in {Rating.NOT_MET, Rating.PARTLY}:
            rating = Rating.MET if criterion.duty is Duty.MUST else Rating.PARTLY
        responses.append(answer(criterion, rating, dice, named))
    audit = Audit(
        checklist="leaders", edition="", setting=Setting(name="X", kind=kind), responses=tuple(responses),
        audit_date=dice.choice([DAY, DAY, DAY, None]),
    )  # fmt: skip
    return kind, audit


def answer(criterion, rating, dice: random.Random, named: float) -> Response:
    """An answer with evidence, a reason, an owner and a date of every sort."""
    evidence = "Training log, p 4" if dice.random() < named else dice.choice(EVIDENCE)
    return Response(
        ref=criterion.id,
        rating=rating,
        rating_words="" if rating else dice.choice(["", "", "Mostly", "0", "Green"]),
        evidence=evidence,
        notes=dice.choice(REASONS),
        action=dice.choice(["", "Write it down"]),
        owner=dice.choice(["Head", "Head", *OWNERS]),
        due=dice.choice([None, DAY, DAY - timedelta(1), DAY + timedelta(300), date(2027, 11, 20), date(2027, 11, 21)]),
    )


@functools.cache
def template(kind: str) -> splice.Template:
    """What the writer makes for a kind; answers are spliced into it as it writes them (see test_sendout)."""
    made = splice.template(load("leaders", kind), demonstration.SAMPLE_DAY)
    assert made.faithful
    return made


def write(path: Path, kind: str, audit: Audit, dice: random.Random) -> None:
    """The workbook as filled, with some ratings in another case, as people type them."""
    typed = {}
    for response in audit.responses:
        if words := response.rating.value if response.rating else response.rating_words:
            odd = dice.choice([words.upper(), words.lower(), f" {words} "]) if dice.random() < 0.2 else words
            typed[response.ref, "rating"] = odd
    path.write_bytes(template(kind).spliced(audit, typed))


def recalculated(paths: list[Path], folder: Path, soffice: str) -> list[Path]:
    """The same workbooks, calculated and saved by LibreOffice."""
    for begin in range(0, len(paths), _BATCH):
        words = [soffice, "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "xlsx"]
        batch = [str(path) for path in paths[begin : begin + _BATCH]]
        subprocess.run([*words, "--outdir", str(folder / "out"), *batch], check=True, capture_output=True)
    made = [folder / "out" / path.name for path in paths]
    assert all(path.exists() for path in made)
    return made


def figures_on_sheet(book: Workbook) -> dict[str, object]:
    """Every figure of the summary: the named ones, and each cell of each table by lens, row and heading."""
    found: dict[str, object] = {}
    for name, defined in book.defined_names.items():
        of_summary = defined.attr_text.rpartition("!")[0].strip("'$") == layout.SUMMARY
        if of_summary and not name.endswith("_table") and not name.startswith("TitleRegion"):
            found[name] = book[layout.SUMMARY][defined.attr_text.rpartition("!")[2].replace("$", "")].value
    lens, headings = "", []
    for row in (*book[layout.SUMMARY].iter_rows(values_only=True), *book[layout.MORE].iter_rows(values_only=True)):
        if not row[0]:
            lens = ""
        elif str(row[0]).startswith("By "):
            lens, headings = str(row[0]), []
        elif lens and row[0] and not headings:
            headings = [str(cell) for cell in row[1:]]
        elif lens and row[0]:
            found |= {f"{lens}/{row[0]}/{h}": v for h, v in zip(headings, row[1:], strict=True)}
    return found


def figures_of_scorer(card: Scorecard) -> dict[str, object]:
    """The same figures as the scorer has them."""

    def said(value: int | None, answered: int = 1) -> object:
        return "no score" if value is None else value if answered else NONE_YET

    overall, essentials = card.overall, [f for f in card.findings if f.criterion.essential]
    found: dict[str, object] = {
        "Judgement": card.judgement.level.value,
        "At_best": card.judgement.at_best.value if card.judgement.at_best else None,
        "For_the_tool": sum(bool(f.response.rating_words) for f in card.findings),
        "Essentials_shown": card.judgement.essentials[0],
        "Essentials": card.judgement.essentials[1],
        "Shown": card.judgement.shown[0],
        "Applicable": card.judgement.shown[1],
        "Law_partly_shown": len(card.law_partly_shown),
        "Score_so_far": said(overall.so_far, overall.answered),
        "Score_best_case": said(overall.best_case),
        "Score_evidenced": said(overall.with_evidence, overall.answered),
        "Breaches_of_law": sum(f.criterion.duty == "must" for f in card.breaches),
        "Breaches_of_guidance": sum(f.criterion.duty == "should" for f in card.breaches),
        "Answered": overall.answered,
        "To_do": overall.blank,
        "Answers_wanting": sum(still_needed(f.criterion, f.response) not in {"", NO_ANSWER} for f in card.findings),
        "Answered_percent": 100 * overall.answered // overall.asked,
        "Essentials_answered_percent": 100 * sum(not f.blank for f in essentials) // len(essentials),
    }
    for lens in card.lenses:
        for row in lens.rows:
            s = row.score
            values = (s.asked, s.answered, s.blank, *s.counts)
            three = (said(s.so_far, s.answered), said(s.best_case), said(s.with_evidence, s.answered))
            names = ("Answered (%)", "Questions", "Answered", "To do", *(r.value for r in Rating), *POINTS)
            done = 100 * s.answered // s.asked
            found |= {f"{lens.title}/{row.title}/{n}": v for n, v in zip(names, (done, *values, *three), strict=True)}
    return found


def test_every_figure_of_many_random_workbooks_is_the_scorers(tmp_path, soffice):
    dice = random.Random(SEED)
    cases = [random_audit(dice) for _ in range(BOOKS)]
    paths = [tmp_path / f"{n:04}.xlsx" for n in range(BOOKS)]
    for path, (kind, audit) in zip(paths, cases, strict=True):
        write(path, kind, audit, dice)
    compared = 0
    levels, lacks = set(), set()
    for made, (kind, audit) in zip(recalculated(paths, tmp_path, soffice), cases, strict=True):
        card = score(load("leaders", kind), audit)
        expected = figures_of_scorer(card)
        book = openpyxl.load_workbook(made, data_only=True, read_only=True)  # the hidden sums are long, and not asked
        assert figures_on_sheet(book) == expected, made.name
        compared += len(expected)
        levels.add(card.judgement.level)
        said = column(book[layout.CHECKLIST], "Still needed")
        assert [text or "" for text in said] == [still_needed(f.criterion, f.response) for f in card.findings]
        lacks.update(said)
        assert lists_on_sheet(book) == lists_of_plan(card), made.name
    print(f"{compared} figures of {BOOKS} workbooks agree (seed {SEED})")
    assert len(levels) == 4, "the random audits have to reach every judgement"
    assert len(lacks) == 8, "and everything that an answer can lack"


GOOD = {"rating": Rating.MET, "evidence": "CP policy p12, office cabinet."}
LATER = "This cannot be judged yet: "
AS_FAR_AS = {
    # how many are answered, and how; what is said of it; the word; at best; points so far
    "nothing": (0, GOOD, f"{LATER}62 questions are unanswered, 12 of them essential.", Level.INCOMPLETE, NONE_YET),
    "one": (1, GOOD, f"{LATER}61 questions are unanswered, 12 of them essential.", Level.INCOMPLETE, 1),
    "half": (31, GOOD, f"{LATER}31 questions are unanswered, 4 of them essential.", Level.INCOMPLETE, 49),
    "half, badly": (
        31, {"rating": Rating.NOT_MET}, "31 questions are unanswered, 4 of them essential.", Level.ACT_NOW, 0,
    ),
    "all but one": (61, GOOD, f"{LATER}1 question is unanswered.", Level.INCOMPLETE, 99),
    "all": (62, GOOD, "Every question is answered.", Level.IN_PLACE, 100),
}  # fmt: skip


def test_before_all_is_answered_the_summary_says_that_it_is_no_result(tmp_path, soffice):
    checklist = load("leaders", "early-years")
    paths = [tmp_path / f"{n}.xlsx" for n in range(len(AS_FAR_AS))]
    cards = []
    for path, (number, answer_, *_) in zip(paths, AS_FAR_AS.values(), strict=True):
        responses = tuple(Response(ref=c.id, **answer_) for c in checklist.criteria[:number])
        audit = Audit(
            checklist="leaders", edition="", setting=Setting(name="X", kind="early-years"), responses=responses
        )
        path.write_bytes(writer.build(checklist, audit, DAY))
        cards.append(score(checklist, audit))
    for made, card, (number, _, sentence, level, points) in zip(
        recalculated(paths, tmp_path, soffice), cards, AS_FAR_AS.values(), strict=True
    ):
        book = openpyxl.load_workbook(made, data_only=True)
        found = figures_on_sheet(book)
        assert found == figures_of_scorer(card)
        assert book[layout.SUMMARY]["A3"].value == sentence
        assert (found["Judgement"], found["Score_so_far"]) == (level.value, points)
        assert card.judgement.level is level
        assert (found["At_best"] is None) == (number == 62)
        assert card.judgement.sentence.startswith(sentence.rstrip(".")) or level is not Level.INCOMPLETE


def lists_on_sheet(book: Workbook) -> dict[str, list[str]]:
    """What the summary lists: what to put right first, what to answer next, and how much each role has left."""
    found = {}
    for word in ("Put_these_right_first", "Answer_these_next", "Questions_left"):
        ((sheet, cells),) = book.defined_names[f"{word}_table"].destinations
        rows = [[cell.value for cell in row] for row in book[sheet][cells.replace("$", "")][1:]]
        found[word] = [f"{one}: {other}" if word == "Questions_left" else one for one, other in rows if one]
    return found


def lists_of_plan(card: Scorecard) -> dict[str, list[str]]:
    """The same by the plan."""
    numbers = {c.id: f"{n}. {c.title}" for n, c in enumerate(card.checklist.criteria, start=1)}
    actions = [a for a in plan.make(card.checklist, card.findings, DAY).actions if a.priority < 4]
    blank = [f.criterion for f in card.findings if f.blank]
    roles = {card.checklist.role(c.owner): 0 for c in card.checklist.criteria}
    for criterion in blank:
        roles[card.checklist.role(criterion.owner)] += 1
    return {
        "Put_these_right_first": [numbers[a.criterion.id] for a in actions[:6]] or ["Nothing so far."],
        "Answer_these_next": [numbers[c.id] for c in sorted(blank, key=lambda c: not c.essential)[:5]]
        or ["Every question is answered."],
        "Questions_left": [f"{role}: {number}" for role, number in roles.items()],
    }


def test_every_labelled_text_is_judged_alike(tmp_path, soffice):
    """Each text that the rule was measured on or has learnt from, in one long workbook."""
    texts = [text for name in ("labelled", "learnt") for _, text in labelled(name)]
    texts += [
        "Minutes\nof 3 May",
        "Log?\n",
        "no no log",
        "log no",
        "x " * 49 + "zq",
        "Caf\u00e9 Rouge",
        "SCR\u00a0tab 2",
        "x" * 100 + "?",
        "is " + "q" * 97,
        "is " + "q" * 98,
        "we wugs zog it " + "a " * 42,
        "we wugs zog it " + "a " * 44,
        "zogs are always everywhere",
        "folders are always everywhere",
        "pupil zog is always everywhere",
        "the zog is always everywhere",
        "7 zogs are always everywhere",
        'info sheet, "who else can we speak to" box',
        "\u201cwho else can we speak to\u201d box, sheet",
        '"staff know who to tell"',
        ' -"staff know who to tell". ',
        'we "do  the right thing"',
        'all "fine" "or nearly" so',
        'the policy says "see above',
        '" " " "',
        'x ""',
        'see "Who to\ntell"',
        "7zog is always everywhere",
        "no zog, we think wug",
        "do not have a zog, all wug",
        "zog " * 30,
    ]
    ours = load("leaders", "school")
    criteria = tuple(replace(ours.criteria[n % len(ours.criteria)], id=f"text-{n}") for n in range(len(texts)))
    responses = tuple(
        Response(ref=criterion.id, rating=Rating.MET, evidence=text)
        for criterion, text in zip(criteria, texts, strict=True)
    )
    audit = Audit(checklist="leaders", edition="", setting=Setting(name="X", kind="school"), responses=responses)
    path = tmp_path / "texts.xlsx"
    path.write_bytes(writer.build(replace(ours, criteria=criteria), audit, DAY))
    (made,) = recalculated([path], tmp_path, soffice)
    seen = column(openpyxl.load_workbook(made, data_only=True)[layout.FIGURES], "Has evidence")
    named = [names_something(text, criterion.question) for criterion, text in zip(criteria, texts, strict=True)]
    apart = [text for text, here, there in zip(texts, named, seen, strict=True) if here != bool(there)]
    assert apart == []
    assert 0 < sum(named) < len(named)


def test_every_reason_and_every_owner_is_judged_alike(tmp_path, soffice):
    """Each text that gives a reason or none, and each that names somebody or nobody, in one workbook."""
    reasons = [*NONE_GIVEN, *NOT_DONE, *GIVEN, *NO_REASON, *rule_of_reasons.NOT_DONE, *UNDECIDED, "w" * 300, "9 a 9 b"]
    reasons += [f"Because {text.strip()} to us at the moment, it is" for text in (*NO_REASON, "paper", "a a a a a", "")]
    owners = [*OWNERS, *NOBODY, "no-one", "Nobody yet.", "Jo (DSL)", "DSL", "\u2013", "Noel", "w" * 300]
    ours = load("leaders", "school")
    free = next(c for c in ours.criteria if may_be_left_out(c) and not c.essential)
    law = next(c for c in ours.criteria if c.duty is Duty.MUST and not c.essential)
    responses = [Response(ref=f"r{n}", rating=Rating.NOT_APPLICABLE, notes=text) for n, text in enumerate(reasons)]
    responses += [Response(ref=f"o{n}", rating=Rating.PARTLY, owner=text, due=DAY) for n, text in enumerate(owners)]
    criteria = tuple(replace(free if r.rating is Rating.NOT_APPLICABLE else law, id=r.ref) for r in responses)
    audit = Audit(
        checklist="leaders", edition="", setting=Setting(name="X"), responses=tuple(responses), audit_date=DAY
    )
    path = tmp_path / "reasons.xlsx"
    path.write_bytes(writer.build(replace(ours, criteria=criteria), audit, DAY))
    (made,) = recalculated([path], tmp_path, soffice)
    sheet = openpyxl.load_workbook(made, data_only=True)[layout.FIGURES]
    given = [text or "" for text in column(sheet, "Answer given")][: len(reasons)]
    assert [t for t, said in zip(reasons, given, strict=True) if bool(said) != gives_reason(t)] == []
    untaken = column(sheet, "Law undated")[len(reasons) :]
    assert [t for t, said in zip(owners, untaken, strict=True) if bool(said) is is_named(t)] == []


def test_what_only_the_tool_can_read_is_counted_and_never_flatters(tmp_path, soffice):
    """A rating and a day in words, a time on the last day, a question in two rows: each in a workbook of its own."""
    ours = load("leaders", "school")
    law = [c.id for c in ours.criteria if c.duty is Duty.MUST and not c.essential][:2]
    year = datetime.combine(date(2027, 11, 20), time(15, 30))
    cases = {"plain": 0, "time": 0, "late": 0, "words": 2, "rating": 1, "twice": 1}
    for name in cases:
        responses = tuple(
            Response(
                ref=c.id, rating=Rating.PARTLY if c.id in law else Rating.MET, evidence="SCR", owner="Head", due=DAY
            )
            for c in ours.criteria
        )
        audit = Audit(checklist="leaders", edition="", setting=Setting(name="X"), responses=responses, audit_date=DAY)
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(writer.build(ours, audit, DAY))
        book = openpyxl.load_workbook(path)
        sheet = book[layout.CHECKLIST]
        rows = {sheet[f"{layout.column_letter('Ref')}{n}"].value: n for n in range(layout.FIRST_ROW, sheet.max_row + 1)}
        due, rating = layout.column_letter("By when"), layout.column_letter("Rating")
        for ref in law:
            if name in {"time", "late"}:
                sheet[f"{due}{rows[ref]}"].value = year + timedelta(days=name == "late")
            elif name == "words":
                sheet[f"{due}{rows[ref]}"].value = "20 November 2027"
        if name == "rating":
            sheet[f"{rating}{layout.FIRST_ROW}"].value = "Y"
        if name == "twice":
            last = sheet.max_row + 1
            sheet[f"{layout.column_letter('Ref')}{last}"].value = ours.criteria[3].id
            sheet[f"{rating}{last}"].value = "Not met"
        book.save(path)
    made = recalculated([tmp_path / f"{name}.xlsx" for name in cases], tmp_path, soffice)
    for path, (name, number) in zip(made, cases.items(), strict=True):
        on_sheet = figures_on_sheet(openpyxl.load_workbook(path, data_only=True))
        returned = reader.read(tmp_path / f"{name}.xlsx")
        by_tool = score(returned.checklist, returned.audit).judgement.level
        assert on_sheet["For_the_tool"] == number, name
        assert on_sheet["Judgement"] == by_tool or number, name
        assert list(Level).index(on_sheet["Judgement"]) <= list(Level).index(by_tool), name


def column(sheet, heading: str) -> list[object]:
    """What stands below a heading."""
    rows = list(sheet.iter_rows(values_only=True))[layout.HEADING_ROW - 1 if sheet.title == layout.CHECKLIST else 0 :]
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:] if row[0]]


def still_needed(criterion, response: Response) -> str:
    """What an answer lacks, by the rule that the tool goes by."""
    finding = Finding.of(criterion, response)
    if response.rating is None:
        return NOT_ONE_OF_OURS if response.rating_words else NO_ANSWER
    if response.rating is Rating.NOT_APPLICABLE:
        lacking = "a reason in Notes" if may_be_left_out(criterion) else "a rating, or a reviewer who agrees"
        return lacking if finding.not_accepted else ""
    if response.rating in EARNING and not finding.evidenced:
        old = not response.evidence.strip() or is_last_years(response.evidence)
        return "evidence of this year" if old else "evidence that names something"
    return "an owner" if response.rating in WANTING and response.action and not is_named(response.owner) else ""


def test_another_weight_in_the_rule_changes_both(tmp_path, soffice):
    """The formulas come from the rule's data: with other weights and lines they still agree with the scorer."""
    checklist = load("leaders", "school")
    rule = replace(
        checklist.rule,
        must_weight=7,
        should_weight=3,
        advice_weight=2,
        act_now_below=20,
        act_now_musts=2,
        act_now_least=2,
        act_now_one_in=4,
        in_place_musts_partly=1,
        in_place_shown=(1, 2),
        in_place_left_out_one_in=5,
    )
    checklist = replace(checklist, rule=rule)
    answers = demonstration.fill(checklist, demonstration.SCHOOL, demonstration.SAMPLE_DAY)
    path = tmp_path / "weights.xlsx"
    path.write_bytes(writer.build(checklist, answers, demonstration.SAMPLE_DAY))
    (made,) = recalculated([path], tmp_path, soffice)
    book = openpyxl.load_workbook(made, data_only=True)
    assert figures_on_sheet(book) == figures_of_scorer(score(checklist, answers))
