"""A stranger draws the sample from a workbook, a report and a phrase by ``docs/inspectors.md`` alone.

Written from that page's text: nothing of the code that draws is used, only a reader of spreadsheets, ``hashlib`` and
regular expressions.
"""

import datetime as dt
import hashlib
import html as entities
import io
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import openpyxl
import pytest

from audit import api
from audit.report import build, data, html
from audit.samples import demonstration
from audit.workbook.read import reader
from tests.conftest import DAY

COLUMNS = ("Rating", "Evidence", "Notes", "Action", "Owner", "By when", "Status")
DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}\b|\b\d{1,2}/\d\d\b"
    r"|\b(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|april|june|july|august|september|october"
    r"|november|december)\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:mar|march|may)\b"
    r"|\b(?:in|since|from|until)\s+(?:march|may)\b|\b(?:mar|march|may)\s+\d{1,2}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """What the report says of a question."""

    ref: str
    theme: str
    duty: str
    essential: bool
    rating: str
    evidence: str
    named: bool


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(workbook: bytes, checklist: str, kind: str) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)["Checklist"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "Ref" in row)
    lines = {}
    for row in rows[rows.index(head) + 1 :]:
        said = dict(zip(head, row, strict=True))
        values = [said[column] for column in COLUMNS]
        words = [v.date().isoformat() if isinstance(v, dt.datetime) else str(v or "") for v in values]
        words = [" ".join(word.split()) for word in words]
        if said["Ref"] and any(words):
            lines[said["Ref"]] = "\0".join((said["Ref"], *words))
    return sha("\n".join([f"{checklist}\0{kind}", *(lines[ref] for ref in sorted(lines))]))


def answers(page: str) -> list[Answer]:
    theme, found = "", []
    pattern = re.compile(
        r'<h3 id="t\d+">(?P<theme>.*?)</h3>'
        r'|<details><summary><b>.*?</b>(?P<marks>.*?)<i class="[a-z-]+">(?P<rating>.*?)'
        r"</i>.*?Ref(?:</dt><dd>| )(?P<ref>[a-z0-9-]+).*?</details>\s*<div>(?P<evidence>.*?)</div>",
        re.DOTALL,
    )
    for one in pattern.finditer(page):
        if one["theme"]:
            theme = one["theme"]
            continue
        marks, evidence = one["marks"], one["evidence"]
        words, _, _ = re.sub(r" <small>[A-Z]+\d+</small>", "", evidence).partition('<p class="mark">')
        duty = re.search(r"<small>(Law|Statutory guidance|Advice)", marks)
        assert duty
        found.append(
            Answer(
                ref=one["ref"],
                theme=theme,
                duty=duty[1],
                essential=">Essential<" in marks,
                rating=one["rating"],
                evidence=entities.unescape(re.sub("<[^>]*>", " ", words)),
                named="none named" not in evidence and 'class="mark"' not in evidence,
            )
        )
    return found


def drawn(said: list[Answer], seed: str) -> set[str]:
    def alike(text: str) -> str:
        plain = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-").replace("\u2011", "-")
        return " ".join(plain.split()).casefold().rstrip(" .")

    times = Counter(alike(one.evidence) for one in said if one.named)

    def lowest(one: Answer) -> str:
        reasons = one.essential + (not one.named or one.rating == "Not applicable")
        reasons += one.named and times[alike(one.evidence)] >= 3
        tickets = {"Law": 4, "Statutory guidance": 2, "Advice": 1}[one.duty] + 3 * reasons
        return min(sha(f"{seed}/{one.ref}/{n}") for n in range(tickets))

    queue = sorted((one for one in said if one.rating in {"Met", "Partly met", "Not applicable"}), key=lowest)
    wanted = (
        (3, lambda one: one.essential),
        (3, lambda one: one.duty == "Law"),
        (2, lambda one: one.rating != "Not applicable" and not (one.named and DATED.search(one.evidence))),
        (8, lambda _: True),
    )
    taken: list[Answer] = []
    for least, belongs in wanted:
        while len(taken) < 8 and sum(map(belongs, taken)) < least:
            left = [one for one in queue if one not in taken and belongs(one)]
            had = Counter(one.theme for one in taken)
            if not left:
                break
            under = [one for one in left if had[one.theme] < 2]
            taken.append(under[0] if under else min(left, key=lambda one: had[one.theme]))
    return {one.ref for one in taken}


@pytest.mark.parametrize("profile", demonstration.PROFILES, ids=lambda profile: profile.setting.kind)
def test_a_stranger_draws_the_same_sample_by_the_docs_alone(profile):
    workbook = demonstration.filled_workbook(profile, DAY)
    returned = reader.read_bytes(workbook, "a.xlsx")
    report = build.build(returned, DAY)
    page, facts = html.render(report), json.loads(data.as_json(report))
    own = fingerprint(workbook, facts["audit"]["checklist"], facts["setting"]["kind"])
    assert own in page
    said = answers(page)
    assert len(said) == len(report.checklist.criteria)
    for number in range(25):
        phrase = f"  Snow on\u00a0day {number} "
        words = " ".join(unicodedata.normalize("NFKC", phrase).casefold().split())
        _, picks = api.draw_sample(returned, phrase)
        assert drawn(said, sha(f"{own} {words}")) == {pick.ref for pick in picks}, phrase
