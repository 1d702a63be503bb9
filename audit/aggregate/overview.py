"""What many returns amount to, as one frozen value: everything a page, a list or a test needs, worked out once.

Percentages of scores are whole numbers rounded down, as :mod:`audit.judgement.scoring` makes them, and ``None`` where
nothing applies. Shares of settings are given as a count of a total, with the bounds that hold whatever those say who
have not answered, so that nobody has to guess what a percentage is a percentage of. Settings are known everywhere by
their ``key``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.aggregate.years import YearBefore
from audit.judgement.verdict import Level
from audit.model import Checklist, Rating
from audit.model.ratings import UNANSWERED
from audit.problems import Problem
from audit.text import FEWEST_FOR_A_SHARE

ASKED_NOTHING = "-"
"""In :attr:`SettingRow.answers`: this setting is not asked this criterion."""

ANSWERS: tuple[tuple[str, Rating | None], ...] = (*((rating.letter, rating) for rating in Rating), (UNANSWERED, None))
"""The letters of :attr:`SettingRow.answers` and the rating each stands for; ``?`` is asked and unanswered."""


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    FAULTS = "read with faults"
    REFUSED = "refused"


class State(StrEnum):
    """How a setting stands with its return."""

    RETURNED = "returned"
    BLANK = "returned blank"
    UNREADABLE = "sent, not readable"
    IN_PARTS = "sent in parts"
    FIRST_LOOK = "sent a first look"
    WAITING = "waits for a decision"
    ANOTHER_YEAR = "sent, of another year"
    ANOTHER_FORM = "sent another form"
    MISSING = "not returned"


FED_BACK = (State.RETURNED, State.BLANK, State.UNREADABLE, State.IN_PARTS, State.FIRST_LOOK)
"""Whoever stands so has a page of feedback: all who sent something of this year that is surely their own."""


NO_POINTS = (0, 0)
"""Earned and available where nothing applies."""


class By(StrEnum):
    """What settings are compared by: all of them, or what stands in the field of this name in their rows."""

    ALL = "all"
    KIND = "kind"
    PHASE = "phase"
    AREA = "area"
    GROUP = "group"


COMPARED = (By.KIND, By.PHASE, By.AREA, By.GROUP)
"""What parts the settings into groups."""
NOT_SAID = "Not said"
"""The title of the group of those that do not say theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file that was looked at. Every file has a line, whatever became of it.

    ``file`` is its path as found (``returns.zip > b/rosebank.xlsx`` inside a zip file), ``setting`` the key of the
    setting it was counted for or empty, ``counted`` whether its answers are in the figures, and ``why_not`` says in
    words why they are not. One that ``waits`` is nobody's until a person says whose it is.
    """

    file: str
    outcome: Outcome
    counted: bool
    setting: str
    name: str
    sha256: str
    why_not: str
    problems: tuple[Problem, ...]
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """How many settings were expected, and what came.

    ``expected`` and ``missing`` are ``None`` without a register. ``returned`` counts settings whose answers are in the
    figures: with a register only those that it expects, which ``expected_returned`` counts too. ``not_expected`` are
    in no figure. ``blank``, ``unreadable`` and
    ``in_parts`` (a return split among colleagues and not put together, or a first look, of which ``first_looks`` counts
    the settings), ``waiting``, ``another_year`` and ``another_form`` count settings too; the rest counts files.
    """

    expected: int | None
    returned: int
    expected_returned: int
    missing: int | None
    blank: int
    unreadable: int
    in_parts: int
    first_looks: int
    not_expected: int
    waiting: int
    another_year: int
    another_form: int
    files: int
    read: int
    with_faults: int
    refused: int
    superseded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``count`` of ``of``, and between what it lies in percent whatever the ``missing`` would say.

    Returns are no random sample, so there is no interval of chance: who has not answered may stand in any way. ``low``
    and ``high`` are ``None`` where nobody is missing, or nobody is there.
    """

    count: int
    of: int
    low: float | None
    high: float | None
    missing: int = 0

    @property
    def percent(self) -> float | None:
        """The share in percent, not rounded."""
        return 100 * self.count / self.of if self.of else None

    @property
    def few(self) -> bool:
        """Whether so few answered that a percentage, or a place among others, would say more than there is."""
        return self.of < FEWEST_FOR_A_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Five:
    """Five numbers of a spread of whole percentages, and how many went into it.

    Quartiles are of the scores before they are rounded, by linear interpolation (numpy's default,
    ``statistics.quantiles(method="inclusive")``); the lowest and the highest are whole percentages, as that setting's
    own report says them. All five are ``None`` where ``counted`` is 0. ``no_score`` settings have nothing that
    applies: they are in none of the five.
    """

    counted: int
    no_score: int
    lowest: int | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    highest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The scores of the settings that have something in common.

    ``id`` is what is common (a kind's id, or the words of the register), empty for those that do not say. ``five`` and
    ``scores``, lowest first, are of those that have answered every question. ``incomplete`` counts the others, and
    ``begun`` is of their scores so far, which count what is unanswered as not earned: so they stand apart.
    """

    by: By
    id: str
    title: str
    five: Five
    incomplete: int
    begun: Five
    levels: tuple[tuple[Level, int], ...]
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSpread:
    """One theme over all returned settings."""

    id: str
    title: str
    five: Five


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One criterion over all returned settings that are asked it.

    ``counts`` are of each rating, in the order of :class:`~audit.model.Rating`; with ``unanswered`` and ``not_asked``
    they add up to the number of returned settings. ``share`` is of those that answered and to whom it applies: how many
    are not fully met. Unanswered, not applicable and not asked are in neither of its numbers. ``expected`` and
    ``returned`` are of the register's settings whose kinds are asked: the return rate to print beside it. Without a
    register ``expected`` is ``None``, and ``returned`` are all that are asked. From ``best`` to ``worst`` are the
    places it may have among the gaps, the most common being 1, whatever the missing would say; ``None`` where too few
    answered.
    """

    ref: str
    theme: str
    title: str
    duty: str
    counts: tuple[int, ...]
    unanswered: int
    not_asked: int
    share: Share
    breaches: int
    returned: int
    expected: int | None
    best: int | None = None
    worst: int | None = None

    def count(self, rating: Rating) -> int:
        """How many settings gave this rating."""
        return self.counts[rating.place]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting, returned or not.

    ``answers`` has a letter for each criterion of ``Overview.checklist.criteria`` in that order (:data:`ANSWERS`, or
    :data:`ASKED_NOTHING`); empty where nothing was returned, as are all figures. ``themes`` are whole percent or
    ``None`` in the order of ``Overview.checklist.themes``. ``late`` is the register's ``due`` day passed at ``as_of``
    without a return, or an audit dated after it; ``other_edition`` that it was made from other questions.
    ``law`` and ``guidance`` are the Refs of breaches. ``points`` and ``theme_points`` are earned and available, which
    the percentages are rounded from.

    Where it was reviewed, all figures are by the agreed ratings if there are any. ``reviewed`` and ``agreed`` count
    answers with a reviewer's and with an agreed rating, ``accepted`` has the Refs that both leave out with why, and the
    last six say what it came to by the leader's own ratings and by the reviewer's, and these ratings themselves. Of the
    actions that somebody wrote, ``closed`` are marked as done and ``overdue`` of those ``still_open`` were due before
    ``as_of``: the ``oldest`` with its day and Ref.
    """

    key: str
    name: str
    kind: str
    kind_title: str
    urn: str
    phase: str
    area: str
    group: str
    contact: str
    expected: bool
    state: State
    file: str = ""
    sha256: str = ""
    audit_date: date | None = None
    other_edition: str = ""
    due: date | None = None
    late: bool = False
    level: Level | None = None
    so_far: int | None = None
    best_case: int | None = None
    evidenced: int | None = None
    counts: tuple[int, ...] = (0,) * len(Rating)
    unanswered: int = 0
    themes: tuple[int | None, ...] = ()
    points: tuple[int, int] = NO_POINTS
    theme_points: tuple[tuple[int, int], ...] = ()
    answers: str = ""
    law: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    actions: int = 0
    faults: int = 0
    reviewer: str = ""
    reviewed: int = 0
    agreed: int = 0
    accepted: tuple[tuple[str, str], ...] = ()
    own_level: Level | None = None
    own_so_far: int | None = None
    moderated_level: Level | None = None
    moderated_so_far: int | None = None
    self_answers: str = ""
    reviewer_answers: str = ""
    closed: int = 0
    still_open: int = 0
    overdue: int = 0
    oldest: tuple[date, str] | None = None

    def count(self, rating: Rating) -> int:
        """How many questions have this rating."""
        return self.counts[rating.place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A setting this year and last, on the criteria common to both.

    Common are the criteria that both years asked and both times were answered and applied (``criteria`` of them). Both
    percentages are sums over these alone, with this year's weights; ``change`` is the difference in points. ``better``
    and ``worse`` are the Refs whose rating went up or down.
    """

    key: str
    name: str
    criteria: int
    before: int
    now: int
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def change(self) -> int:
        """Points up (or, negative, down)."""
        return self.now - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """The same evidence, word for word (spaces and case aside), in the returns of several settings.

    ``settings`` counts them all; ``where`` names the first 50 places, each as setting key and Ref.
    """

    text: str
    settings: int
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """A setting that somebody has to write to, and what about: in ``reason`` (a few words) and ``what_to_do``.

    ``due`` is the day its return was due, where the register says one.
    """

    key: str
    name: str
    urn: str
    kind: str
    kind_title: str
    phase: str
    area: str
    group: str
    contact: str
    reason: str
    what_to_do: str
    due: date | None
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that is said about many returns.

    ``checklist`` is the whole one (all kinds). ``settings`` holds expected and unexpected ones in the order of their
    names; ``spreads`` starts with ``By.ALL`` and within each ``By`` is in the order of titles; ``gaps`` has every
    criterion that was asked, the most common gap first; ``movers`` the biggest change first, better or worse;
    ``repeated`` the most settings first; ``files`` in the order they were found; ``years`` the last one first.
    """

    as_of: date
    checklist: Checklist
    edition: str
    tool_version: str
    returns: Returns
    levels: tuple[tuple[Level, int], ...]
    spreads: tuple[Spread, ...]
    themes: tuple[ThemeSpread, ...]
    gaps: tuple[Gap, ...]
    settings: tuple[SettingRow, ...]
    movers: tuple[Mover, ...]
    repeated: tuple[Repeated, ...]
    chase: tuple[ChaseLine, ...]
    files: tuple[FileLine, ...]
    register_problems: tuple[Problem, ...] = ()
    years: tuple[YearBefore, ...] = ()

    @property
    def returned(self) -> tuple[SettingRow, ...]:
        """The settings with a return of their own that can be counted."""
        return tuple(row for row in self.settings if row.state is State.RETURNED)

    @property
    def in_figures(self) -> tuple[SettingRow, ...]:
        """Those of them that the figures are of: with a register, only those that it expects."""
        return in_figures(self.settings, registered=self.returns.expected is not None)


def in_figures(settings: Iterable[SettingRow], *, registered: bool) -> tuple[SettingRow, ...]:
    """The settings that figures are made of: those that returned, and were expected where anybody was."""
    return tuple(row for row in settings if row.state is State.RETURNED and (row.expected or not registered))
