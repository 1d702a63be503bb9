"""Checklists, and the workbooks that are made of them to be filled in."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit.problems import AuditError, Where, problem
from audit.workbook.split_by import SplitBy

if TYPE_CHECKING:
    from audit.carry_forward.carry import Carried
    from audit.model import Checklist
    from audit.problems import Problem
    from audit.spreadsheet.branding import Look
    from audit.workbook.parts import MergedWorkbook, Part
    from audit.workbook.read.reader import Return


def load_checklist(checklist_id: str, kind: str = "", *, checklists: Path | None = None) -> "Checklist":
    """A checklist as settings of a kind are asked it.

    Args:
        checklist_id: such as ``leaders``.
        kind: such as ``early-years``; empty is asked everything.
        checklists: a folder of checklists of one's own, beside ours.

    Raises:
        AuditError: C08, there is no such checklist; S10, no such kind; or every fault of the files.
    """
    from audit.checklist.load import load

    return load(checklist_id, kind, checklists)


def load_checklists(checklists: Path | None = None) -> "tuple[Checklist, ...]":
    """Every checklist that comes with the tool, and those of a folder of one's own.

    Raises:
        AuditError: every fault of the files; C26, there is no checklist in the folder.
    """
    from audit.checklist.load import load_all

    return load_all(checklists)


def edition_sentence(checklist: "Checklist", day: date) -> str:
    """What an audit is scored against, and whether that was in force on a day."""
    from audit.checklist import in_force

    return in_force.sentence(checklist, day)


def refuse_retired_kind(checklist: "Checklist") -> None:
    """A new workbook is made for a kind of today.

    Raises:
        AuditError: S10, the kind is no longer chosen.
    """
    from audit.checklist.succession import refuse_retired

    refuse_retired(checklist)


def look_at_last_kind(checklist: "Checklist", last: "Return") -> "tuple[Problem, ...]":
    """What is to be said of the kind that last year's return was made for: W44, where some were split off since.

    Raises:
        AuditError: W43, the kind is no longer chosen, and several took its place.
    """
    from audit.checklist.succession import succeeded

    return succeeded(checklist, last.file, changed=any(found.code == "W03" for found in last.problems))


_LOST = frozenset({"W06", "W11", "W18"})


def lost_of(last: "Return") -> "list[Problem]":
    """What was found in last year's return that cannot come along into this year's workbook."""
    return [found for found in last.problems if found.code in _LOST]


def begin(
    checklist: "Checklist", last: "Return | None" = None, *, name: str = "", urn: str = "", group: str = ""
) -> "Carried":
    """What a workbook begins with: the details of a setting, and what last year's return or a first look brings.

    Raises:
        AuditError: why last year's return was refused.
    """
    from audit.carry_forward import carry

    if last is not None and last.audit is None:
        raise AuditError(last.problems)
    return carry.begin(checklist, last.audit if last else None, name=name, urn=urn, group=group)


def begin_first_look(checklist: "Checklist", *, name: str = "", urn: str = "", group: str = "") -> "Carried":
    """What a first look begins with: the workbook made of it asks the essentials alone.

    Raises:
        AuditError: S11, the checklist has no essentials.
    """
    from audit.carry_forward import carry

    if not checklist.essentials:
        raise AuditError([problem("S11", Where(), checklist=checklist.id)])
    return carry.begin_first_look(checklist, name=name, urn=urn, group=group)


def make_workbook(
    checklist: "Checklist", day: date, *, begun: "Carried | None" = None, look: "Look | None" = None
) -> bytes:
    """A workbook to fill in (``.xlsx``).

    Args:
        checklist: as :func:`load_checklist` gives it.
        day: the day it is made.
        begun: what :func:`begin` gives; nothing is filled in if not said.
        look: a colour and logo of one's own, as :func:`make_look` gives it.
    """
    from audit.workbook.write import writer

    begun = begun or begin(checklist)
    return writer.build(checklist, begun.audit, day, changes=begun.changes, look=look)


def split_workbook(
    checklist: "Checklist", begun: "Carried", day: date, by: SplitBy, look: "Look | None" = None
) -> "Iterator[Part]":
    """A workbook for each colleague or theme, one after the other."""
    from audit.workbook.parts import split

    return split(checklist, begun, day, by, look)


def merge_returns(returns: "Sequence[Return]", day: date, *, checklists: Path | None = None) -> "MergedWorkbook":
    """The workbooks of several colleagues put together, or several reviews: one workbook, and where they disagree.

    Raises:
        AuditError: what is wrong with those that were refused; W25, they do not ask the same questions; V23 or V24,
            they are not reviews of the same answers, or only some of them are reviews.
    """
    from audit.workbook.parts import together

    return together(returns, day, checklists)


def make_look(colour: str = "", logo: Path | None = None, text: str = "") -> "Look":
    """A colour and a logo of one's own; ``text`` says what the logo shows.

    Raises:
        AuditError: S03 or S04 of the colour; F01, F12 or F15 to F17 of a logo that cannot be used.
    """
    from audit.spreadsheet import branding

    return branding.Look(
        colour=branding.colour_of(colour) if colour else "", logo=branding.load_logo(logo, text) if logo else None
    )
