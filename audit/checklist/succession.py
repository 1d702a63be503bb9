"""Kinds of setting that are no longer chosen: who may still name one, and what took its place."""

from audit.checklist.nearest import no_such_kind
from audit.model import Checklist
from audit.problems import AuditError, Problem, Where, problem


def refuse_retired(checklist: Checklist) -> None:
    """A new workbook is made for a kind of today.

    Raises:
        AuditError: S10.
    """
    if checklist.kind in {gone.id for gone in checklist.retired_kinds}:
        raise AuditError([no_such_kind(checklist.kind, checklist)])


def succeeded(checklist: Checklist, file: str, *, changed: bool) -> tuple[Problem, ...]:
    """Last year's kind may be several of today: then it has to be said which, and one that was split off is named.

    Raises:
        AuditError: W43.
    """
    where = Where(file=file)
    if gone := next((k for k in checklist.retired_kinds if k.id == checklist.kind), None):
        raise AuditError([problem("W43", where, known=gone.replaced_by)])
    split = [kind.id for kind in checklist.kinds if kind.split_from == checklist.kind]
    return (problem("W44", where, kind=checklist.kind_title(), known=tuple(split)),) if split and changed else ()
