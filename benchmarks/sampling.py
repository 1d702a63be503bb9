"""What an inspector's sample is made of, and what moves it: ``python -m benchmarks.sampling --returns 1000``.

Prints, over invented returns of every kind with a phrase each, the shares of essentials, of law and of claims without
dated evidence, beside their shares of all claims; how often one changed answer draws another sample; and, with
``--saves``, how many samples come of one return that was saved so often in other bytes.
"""

import argparse
import io
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from audit import api
from audit.checklist.load import load
from audit.judgement import sampling
from audit.judgement.findings import Finding, findings_of
from audit.judgement.review import Draw, answers_fingerprint
from audit.model import Audit, Rating, Response, Setting

KINDS = ("school", "early-years", "charity", "sports-club", "health")
EVIDENCE = ("", "Minutes of 3 May 2026", "The log in the office", "CP policy, page 12", "Rota, January 2026", "tbc")
RATINGS = (*[Rating.MET] * 6, *[Rating.PARTLY] * 2, Rating.NOT_MET, None)


def invented(number: int) -> tuple[str, Audit]:
    """An invented return, another one for every number, and its kind."""
    chance = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    checklist = load("leaders", kind)
    responses = tuple(
        Response(ref=c.id, rating=chance.choice(RATINGS), evidence=f"{chance.choice(EVIDENCE)} {c.id}".strip())
        for c in checklist.criteria
    )
    setting = Setting(name=f"Invented {number}", kind=kind)
    return kind, Audit(checklist="leaders", edition=checklist.edition, setting=setting, responses=responses)


def drawn(kind: str, audit: Audit) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """All that is claimed, and the sample of it."""
    findings = findings_of(load("leaders", kind), audit)
    drawing = sampling.Drawing(answers=answers_fingerprint(audit), draws=(Draw(phrase="Snow on Tuesday"),))
    refs = {pick.ref for pick in sampling.draw(findings, drawing)}
    claims = tuple(f for f in findings if f.rating not in {None, Rating.NOT_MET})
    return claims, tuple(f for f in claims if f.criterion.id in refs)


def shares(returns: int) -> Iterator[str]:
    """The shares of each stratum, a line each, and how often a changed answer changes the sample."""
    strata = (("essentials", sampling.is_essential), ("law", sampling.is_law), ("undated", sampling.is_undated))
    counts: Counter[tuple[str, str]] = Counter()
    moved = themes = 0
    for number in range(returns):
        kind, audit = invented(number)
        claims, sample = drawn(kind, audit)
        themes += len({f.criterion.theme for f in sample})
        for name, belongs in strata:
            counts["claims", name] += sum(map(belongs, claims))
            counts["sample", name] += sum(map(belongs, sample))
        counts["claims", "all"] += len(claims)
        counts["sample", "all"] += len(sample)
        place = random.Random(number).randrange(len(audit.responses))
        changed = replace(audit.responses[place], evidence=f"{audit.responses[place].evidence} too")
        other = replace(audit, responses=(*audit.responses[:place], changed, *audit.responses[place + 1 :]))
        moved += {f.criterion.id for f in sample} != {f.criterion.id for f in drawn(kind, other)[1]}
    yield f"{returns} samples, of {counts['sample', 'all'] / returns:.1f} each, in {themes / returns:.1f} themes"
    for name, _ in strata:
        of_sample, of_claims = (counts[which, name] / counts[which, "all"] for which in ("sample", "claims"))
        yield f"{name}: {of_sample:.0%} of the samples, {of_claims:.0%} of claims"
    yield f"one changed answer draws another sample in {moved} of {returns}"


def saves(number: int) -> str:
    """One return, saved so often in other bytes: how many files, and how many samples."""
    raw = api.invented_workbook(date(2026, 11, 27))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [(part.filename, archive.read(part)) for part in archive.infolist()]
    files: set[str] = set()
    found: set[tuple[str, ...]] = set()
    for turn in range(number):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.comment = str(turn).encode()
            for name, data in parts:
                archive.writestr(zipfile.ZipInfo(name, (2026, 1 + turn % 12, 1 + turn % 28, 0, 0, 0)), data)
        returned = api.read_return(out.getvalue(), name="a.xlsx")
        drawing, picks = api.draw_sample(returned, "Snow on Tuesday")
        files.add(returned.sha256)
        found.add((*drawing.seeds, *(pick.ref for pick in picks)))
    return f"{len(files)} files of one return: {len(found)} sample"


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=1000)
    parser.add_argument("--saves", type=int, default=0)
    asked = parser.parse_args()
    for line in shares(asked.returns):
        print(line)
    if asked.saves:
        print(saves(asked.saves))


if __name__ == "__main__":
    main()
