"""Long tables of a page as compact data: columns that say how they are shown, and rows of numbers and short texts.

A browser turns them into a table that can be searched, sorted and filtered (``templates/table.js``). What repeats is
said once: a row holds its place in a list of kinds, areas or groups. Nothing is escaped, since nothing is markup: the
page writes every value as text.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.aggregate.overview import FED_BACK, FileLine, Outcome, Overview, SettingRow, State
from audit.judgement.verdict import Level, words_to_count
from audit.model import Rating
from audit.model.ratings import UNANSWERED, WANTING

Cell = str | int | None

STEPS = (50, 70, 90)
"""From which percent a bar is shown in the next colour: for the eye alone, no judgement goes by it."""
LEVELS = tuple(Level)
"""The judgements, the one to look at first first."""
STATES = (
    State.RETURNED,
    State.WAITING,
    State.UNREADABLE,
    State.IN_PARTS,
    State.FIRST_LOOK,
    State.BLANK,
    State.ANOTHER_YEAR,
    State.ANOTHER_FORM,
    State.MISSING,
)
_ALL_YES = ("no", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageColumn:
    """How a column is shown.

    ``kind`` is ``text``, ``date``, ``number``, ``percent``, ``list`` (a cell is a place in ``values``) or ``hidden``.
    A ``percent`` is a whole number, ``None`` where there is none. ``views`` names the views that show it; one that can
    be filtered by has ``choose``.
    """

    title: str
    kind: str
    views: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    choose: bool = False
    search: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as data. ``links`` says, by folder, which column holds the name of the page in it."""

    what: str
    columns: tuple[PageColumn, ...]
    rows: list[list[Cell]]
    links: tuple[tuple[str, str], ...] = ()
    criteria: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    steps: tuple[int, ...] = ()
    fixed: int | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views, in the order in which columns name them."""
        return tuple(dict.fromkeys(view for column in self.columns for view in column.views))

    def as_json(self) -> str:
        """The text for a ``script`` of data; no ``<`` in it, so that nothing in it can end that script."""
        columns = [
            {"title": c.title, "kind": c.kind, "views": c.views, "values": c.values}
            | {"choose": c.choose, "search": c.search, "wide": c.wide}
            for c in self.columns
        ]
        whole = {
            "what": self.what,
            "views": self.views,
            "columns": columns,
            "links": self.links,
            "criteria": self.criteria,
            "answers": self.answers,
            "steps": self.steps,
            "fixed": self.fixed,
            "rows": self.rows,
        }
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


class _Places(dict[str, int]):
    """The place of each text in a sorted list of them, so that sorting by place is sorting by text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.values_ = tuple(sorted(set(texts), key=lambda text: (not text, text.casefold(), text)))
        super().__init__((text, place) for place, text in enumerate(self.values_))

    @property
    def titles(self) -> tuple[str, ...]:
        """The texts as they are shown."""
        return tuple(text or "Not said" for text in self.values_)


def in_order(rows: Iterable[SettingRow]) -> list[SettingRow]:
    """Settings in the order to look at them: those to act on first, the lowest score first, without a return last."""
    level, state = {one: place for place, one in enumerate(LEVELS)}, {one: at for at, one in enumerate(STATES)}

    def order(row: SettingRow) -> tuple[int, int, int]:
        score = 101 if row.so_far is None else row.so_far
        return state[row.state], level[row.level] if row.level else len(level), score

    return sorted(rows, key=order)


def settings(overview: Overview, rows: Sequence[SettingRow], *, reports: bool = False) -> Grid:
    """The table of all settings, in the order of ``rows``.

    The last column has a letter for each criterion, as :attr:`SettingRow.answers`, in lower case where it is a breach.
    """
    checklist = overview.checklist
    lists = {name: _Places(getattr(row, name) for row in rows) for name in ("kind_title", "phase", "area", "group")}
    places = {criterion.id: place for place, criterion in enumerate(checklist.criteria)}
    main, themes, who = "Judgement", "Themes", "Who and where"
    words = words_to_count(row.level for row in rows)
    level = PageColumn(title="Judgement", kind="list", views=(main,), values=words, choose=True)
    columns = (
        PageColumn(title="Setting", kind="text", views=(main, themes, who), search=True, wide=True),
        PageColumn(title="Page", kind="hidden"),
        PageColumn(title="State", kind="list", views=(who,), values=STATES, choose=True),
        level,
        PageColumn(title="So far", kind="percent", views=(main, themes)),
        *(PageColumn(title=theme.title, kind="percent", views=(themes,)) for theme in checklist.themes),
        *(PageColumn(title=title, kind="percent", views=(main,)) for title in ("Best case", "Evidenced")),
        *(
            PageColumn(title=title, kind="number", views=(main,))
            for title in ("Breaches of law", "Breaches of guidance")
        ),
        *(PageColumn(title=title, kind="number", views=(main,)) for title in ("Unanswered", "Actions")),
        *(
            PageColumn(title=title, kind="list", views=(who,), values=lists[name].titles, choose=True, search=True)
            for name, title in (("kind_title", "Kind"), ("phase", "Phase"), ("area", "Area"), ("group", "Group"))
        ),
        PageColumn(title="URN or identifier", kind="text", views=(who,), search=True),
        PageColumn(title="Date of audit", kind="date", views=(who,)),
        PageColumn(title="Late", kind="list", views=(who,), values=_ALL_YES),
        PageColumn(title="Expected", kind="list", values=_ALL_YES),
        PageColumn(title="Other edition", kind="list", values=_ALL_YES),
        PageColumn(title="Faults in the file", kind="number"),
        PageColumn(title="Answers", kind="hidden"),
    )
    return Grid(
        what="settings",
        columns=columns,
        rows=[_setting(row, words, lists, places, len(checklist.themes)) for row in rows],
        links=(("feedback", "feedback"), *((("reports", "full report"),) if reports else ())),
        criteria=tuple(criterion.title for criterion in checklist.criteria),
        answers=_CHOICES,
        steps=STEPS,
        fixed=2,
    )


def _both(ratings: Iterable[Rating]) -> str:
    """Their letters, also as they are written where the answer is a breach."""
    letters = "".join(rating.letter for rating in ratings)
    return letters + letters.lower()


_CHOICES = (
    ("Not fully met", _both(WANTING)),
    ("In breach", "".join(rating.letter for rating in WANTING).lower()),
    ("Unanswered", UNANSWERED),
    *((rating.value, rating.letter) for rating in Rating if rating not in WANTING),
)
"""What can be chosen of the answers to a criterion, and the letters that are shown for it."""


def _setting(
    row: SettingRow, words: tuple[Level, ...], lists: dict[str, _Places], places: dict[str, int], themes: int
) -> list[Cell]:
    there = row.state is State.RETURNED
    counts: list[Cell] = [len(row.law), len(row.guidance), row.unanswered, row.actions]
    return [
        row.name,
        row.key if row.state in FED_BACK else "",
        STATES.index(row.state),
        words.index(row.level) if row.level else None,
        row.so_far,
        *(row.themes if there else (None,) * themes),
        row.best_case,
        row.evidenced,
        *(counts if there else (None,) * len(counts)),
        *(own[getattr(row, name)] for name, own in lists.items()),
        row.urn,
        row.audit_date.isoformat() if row.audit_date else "",
        int(row.late),
        int(row.expected),
        int(bool(row.other_edition)),
        row.faults if there else None,
        _answers(row, places),
    ]


def _answers(row: SettingRow, places: dict[str, int]) -> str:
    letters = list(row.answers)
    for ref in (*row.law, *row.guidance):
        letters[places[ref]] = letters[places[ref]].lower()
    return "".join(letters)


def file_table(lines: Sequence[FileLine], names: Mapping[str, str]) -> Grid:
    """The table of all files; ``names`` has the name of each setting by its key."""
    outcomes = (Outcome.REFUSED, Outcome.FAULTS, Outcome.READ)
    columns = (
        PageColumn(title="File", kind="text", views=("Files",), search=True, wide=True),
        PageColumn(title="Outcome", kind="list", views=("Files",), values=outcomes, choose=True),
        PageColumn(title="Counted", kind="list", views=("Files",), values=_ALL_YES, choose=True),
        PageColumn(title="Setting", kind="text", views=("Files",), search=True),
        PageColumn(title="What was found, and what to do", kind="text", views=("Files",), search=True, wide=True),
    )
    rows: list[list[Cell]] = [
        [
            line.file,
            outcomes.index(line.outcome),
            int(line.counted),
            names.get(line.setting, line.name),
            explanation(line),
        ]
        for line in lines
    ]
    return Grid(what="files", columns=columns, rows=rows)


def explanation(line: FileLine) -> str:
    """The faults of a file, each with its code and its remedy."""
    return "\n".join(f"{p.where.spot and p.where.spot + ': '}{p.code} {p.message} {p.fix}" for p in line.problems)
