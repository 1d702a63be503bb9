"""What the desk gives: frozen values of words, numbers and bytes, which any window can show as they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file to save: its name, what kind of file it is, its bytes, and what is to be said of it."""

    name: str
    media: str
    data: bytes
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file that somebody gave: what it is called, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """A kind of setting that can be chosen, and how many questions it is asked: all, and in a first look."""

    id: str
    title: str
    about: str
    questions: int
    essentials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistChoice:
    """A checklist that can be chosen, and the kinds of setting that it asks something."""

    id: str
    title: str
    purpose: str
    edition: str
    kinds: tuple[KindChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """One thing that is wrong, with all its places: how serious it is, what it is, and what to do."""

    severity: str
    code: str
    message: str
    fix: str
    places: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The judgement and the figures of a return, in words."""

    level: str
    css_class: str
    sentence: str
    reasons: tuple[str, ...]
    lead: str
    so_far: str
    best_case: str
    evidenced: str
    actions: int
    breaches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of one workbook: how far it is answered, what is wrong, and what it comes to.

    ``figures`` is ``None`` where it was refused, and ``untouched`` says that nothing is answered in it yet. ``dated``
    is the date of an audit of the last half year, empty for another. ``why_not_here`` says why it cannot be answered
    one question at a time; empty where it can.
    """

    file: str
    checklist: str
    kind_id: str
    setting: str
    kind: str
    title: str
    refused: bool
    untouched: bool
    dated: str
    said: tuple[str, ...]
    tally: str
    faults: tuple[FaultLine, ...]
    unanswered: tuple[str, ...]
    figures: Figures | None
    forms: tuple[str, ...]
    can_mark: bool
    first_look: bool
    why_not_here: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingChoice:
    """A rating that can be chosen, and what it means at this question."""

    label: str
    css_class: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as it is asked, with what helps to answer it and what has been answered."""

    ref: str
    number: int
    theme: str
    title: str
    question: str
    why: str
    essential: str
    duty: str
    citations: tuple[str, ...]
    ratings: tuple[RatingChoice, ...]
    prompts: tuple[str, ...]
    remedy: str
    owner_hint: str
    last_rating: str
    open_since: str
    answer: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePart:
    """A theme and the Refs of its questions."""

    id: str
    title: str
    about: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """A checklist as a form: the setting's details, the themes, the questions, and where to go on."""

    checklist: str
    title: str
    kind: str
    kind_title: str
    edition: str
    first_look: bool
    statuses: tuple[str, ...]
    details: dict[str, str]
    themes: tuple[ThemePart, ...]
    questions: tuple[Question, ...]
    begin_at: str
