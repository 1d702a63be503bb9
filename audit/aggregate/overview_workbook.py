"""What is given out besides the data package: a workbook for people, and a list to write letters from."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from audit import files
from audit.aggregate.overview import Overview, SettingRow
from audit.aggregate.run import Result
from audit.model.ratings import LEFT_OUT, SCORED, WANTING
from audit.spreadsheet import table_workbook
from audit.spreadsheet.table_workbook import Table, Value
from audit.text import counted, harmless, of_words

CHASE_COLUMNS = (
    "name",
    "urn",
    "kind",
    "kind_title",
    "phase",
    "area",
    "group",
    "contact",
    "reason",
    "what_to_do",
    "due",
    "file",
    "setting",
)


def write(result: Result) -> tuple[Path, ...]:
    """Write ``overview.xlsx`` and ``chase.csv`` into the output folder.

    Raises:
        AuditError: S02, they could not be written.
    """
    return tuple(filter(None, in_steps(result)))


def in_steps(result: Result) -> Iterator[Path | None]:
    """The same, some rows at a time: each path when it is written, and nothing for each step before."""
    folder, overview = result.folder, result.overview
    for made in _workbook(overview):
        yield files.write(folder / "overview.xlsx", made) if made else None
    yield files.write(folder / "chase.csv", chase_csv(overview))


def chase_csv(overview: Overview) -> str:
    """A line for each setting and thing to write about, ready for mail merge in any office program."""
    out = io.StringIO()
    out.write("\ufeff")  # without it Excel takes the text for another encoding
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CHASE_COLUMNS)
    for line in overview.chase:
        values = [getattr(line, "key" if name == "setting" else name) for name in CHASE_COLUMNS]
        writer.writerow([harmless(str(value)) if value else "" for value in values])
    return out.getvalue()


def workbook(overview: Overview) -> bytes:
    """The overview as a workbook: settings, most common gaps, spread, movers, whom to chase, and every file."""
    *_, made = _workbook(overview)
    return made


def _workbook(overview: Overview) -> Iterator[bytes]:
    made = (
        _settings(overview),
        _gaps(overview),
        _spread(overview),
        _movers(overview),
        _chase(overview),
        _files(overview),
    )
    return table_workbook.in_steps(f"{overview.checklist.title}: overview", made, overview.as_of)


def _settings(overview: Overview) -> Table:
    names = [theme.title for theme in overview.checklist.themes]
    headings = [
        *(("Setting", 44), ("State", 18), ("Judgement", 13), ("So far %", 9), ("Best case %", 9), ("Evidenced %", 10)),
        *((name, 12) for name in names),
        *(("Unanswered", 11), ("Breaches of law", 10), ("Breaches of guidance", 10), ("Actions", 9)),
        *(("Kind", 26), ("Phase", 14), ("Area", 22), ("Group", 26), ("URN", 12), ("Date of audit", 12), ("Late", 7)),
        *(("Expected", 9), ("Other edition", 24), ("File", 64)),
    ]
    return Table(
        name="Settings",
        about=f"{counted(overview.returns.returned, 'setting', 'settings')} returned; percentages are rounded down.",
        headings=headings,
        rows=[tuple(_setting(row, len(names))) for row in overview.settings],
    )


def _setting(row: SettingRow, themes: int) -> Iterator[Value]:
    there = row.level is not None
    yield from (row.name, row.state.value, row.level.value if row.level else None)
    yield from (row.so_far, row.best_case, row.evidenced)
    yield from row.themes if there else (None,) * themes
    counts: tuple[Value, ...] = (row.unanswered, len(row.law), len(row.guidance), row.actions)
    yield from counts if there else (None,) * len(counts)
    yield from (row.kind_title, row.phase, row.area, row.group, row.urn, row.audit_date, row.late)
    yield from (row.expected, row.other_edition, row.file)


_GAP_FIRST = tuple(sorted(SCORED, key=lambda rating: rating not in WANTING))
"""The ratings as a table of gaps shows them."""


def _gaps(overview: Overview) -> Table:
    came = overview.returns
    rate = "" if came.expected is None else f" Returned: {of_words(came.expected_returned, came.expected)}."
    return Table(
        name="Most common gaps",
        about=f"Of the settings that answered and to whom it applies, how many do not fully meet each criterion.{rate}",
        headings=[
            *(
                ("Criterion", 40),
                ("Not fully met", 10),
                ("Answered", 9),
                ("Not fully met %", 10),
                ("At least %", 10),
                ("At most %", 10),
            ),
            *((rating.value, 9) for rating in _GAP_FIRST),
            *(("Unanswered", 11), *((rating.value, 11) for rating in LEFT_OUT), ("Not asked", 9)),
            *(("Place, at best", 9), ("Place, at worst", 9)),
            *(("In breach", 9), ("Force", 10), ("Returned", 9), ("Expected", 9), ("Ref", 24)),
        ],
        rows=[
            (
                *(gap.title, gap.share.count, gap.share.of, None if gap.share.few else _rounded(gap.share.percent)),
                *(_rounded(gap.share.low), _rounded(gap.share.high)),
                *(gap.count(rating) for rating in _GAP_FIRST),
                *(gap.unanswered, *(gap.count(rating) for rating in LEFT_OUT), gap.not_asked),
                *(gap.best, gap.worst),
                *(gap.breaches, gap.duty, gap.returned, gap.expected, gap.ref),
            )
            for gap in overview.gaps
        ],
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _spread(overview: Overview) -> Table:
    return Table(
        name="Spread",
        about=(
            "The scores of complete returns: a quarter lie below the lower quartile, a quarter above the upper. Those "
            "with blanks stand apart, since what is not answered yet earns nothing."
        ),
        headings=[
            *(("By", 9), ("What", 40), ("Complete", 9), ("Lowest", 9), ("Lower quartile", 9), ("Median", 9)),
            *(("Upper quartile", 9), ("Highest", 9), ("No score", 9), ("With blanks", 9), ("Their median", 9)),
            *((level.value, 11) for level, _ in overview.levels),
        ],
        rows=[
            (
                *(spread.by.value, spread.title, spread.five.counted, spread.five.lowest),
                *map(_tenth, (spread.five.lower_quartile, spread.five.median, spread.five.upper_quartile)),
                spread.five.highest,
                *(spread.five.no_score, spread.incomplete, _tenth(spread.begun.median)),
                *(count for _, count in spread.levels),
            )
            for spread in overview.spreads
        ],
    )


def _tenth(value: float | None) -> float | None:
    """A quartile as the page prints it."""
    return None if value is None else round(value, 1)


def _movers(overview: Overview) -> Table:
    return Table(
        name="Since last year",
        about="On the criteria that both years asked, answered and applied; the biggest change first.",
        headings=[
            ("Setting", 44),
            ("Last year %", 11),
            ("Now %", 9),
            ("Points", 9),
            ("Criteria", 9),
            ("Better", 50),
            ("Worse", 50),
        ],
        rows=[
            (m.name, m.before, m.now, m.change, m.criteria, ", ".join(m.better), ", ".join(m.worse))
            for m in overview.movers
        ],
    )


def _chase(overview: Overview) -> Table:
    return Table(
        name="Chase",
        about="Whom to write to. The file chase.csv holds the same, ready for mail merge.",
        headings=[
            ("Setting", 44),
            ("Reason", 28),
            ("Due", 12),
            ("What to do", 50),
            ("Contact", 30),
            ("Area", 22),
            ("Group", 26),
            ("URN", 12),
        ],
        rows=[(c.name, c.reason, c.due, c.what_to_do, c.contact, c.area, c.group, c.urn) for c in overview.chase],
    )


def _files(overview: Overview) -> Table:
    return Table(
        name="Files",
        about="Every file that was looked at, and what became of it.",
        headings=[
            ("File", 64),
            ("Outcome", 17),
            ("Counted", 9),
            ("Setting", 40),
            ("Why not counted", 60),
            ("Faults", 60),
        ],
        rows=[
            (
                f.file,
                f.outcome.value,
                f.counted,
                f.name,
                f.why_not,
                "\n".join(f"{p.code} {p.message}" for p in f.problems),
            )
            for f in overview.files
        ],
    )
