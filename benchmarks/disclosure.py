"""How likely the likeliest gap is on a public page: ``python -m benchmarks.disclosure --audits 200``.

Every audit is invented: of any kind and quality, with questions left out and left blank. Each page that may be made is
attacked by somebody who knows the checklist, the rule, and every question that is not applicable or blank, once without
and once with the knowledge that all that is met names evidence (``tests/attack.py``). Prints what was found,
also of the bands of themes that ``--themes`` tells, and of those that it holds back.
"""

import argparse
from collections import Counter

from audit.report import published
from tests.test_disclosure import invented, likeliest, likeliest_with, report_of


def main() -> None:
    """Attack the pages and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=200)
    asked = parser.parse_args()
    refused: Counter[str] = Counter()
    found: dict[str, list[float]] = {}
    with_themes: list[float] = []
    for number in range(asked.audits):
        report = report_of(invented(number)[2])
        if why := published.why_not(report.card):
            refused[why.partition(" and ")[0].partition(" ")[2].lstrip("0123456789 ")] += 1
            continue
        found.setdefault(report.card.judgement.level.value, []).append(likeliest(report))
        if themes := published.themes_of(report.card):
            with_themes.append(likeliest_with(report, themes))
    made = sum(map(len, found.values()))
    print(f"{made} pages of {asked.audits} audits; none of the others: {dict(refused)}")
    for level, some in found.items():
        certain = sum(value > 1 - 1e-9 for value in some)
        print(f"{level}: {len(some)} pages, {certain} with a certain gap, the likeliest gap {max(some):.2f}")
    told = [value for value in with_themes if value <= published.LIKELIEST]
    print(f"--themes: {len(told)} of {len(with_themes)} pages tell bands, the likeliest gap {max(told, default=0):.2f}")


if __name__ == "__main__":
    main()
