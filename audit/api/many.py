"""Many settings: workbooks sent out, returns added up, and invented ones to try it with."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit import files
from audit.problems import Problem

if TYPE_CHECKING:
    from audit.aggregate.audit_year import AuditYear
    from audit.aggregate.executors import Tls
    from audit.aggregate.forget import Kept as Kept  # noqa: PLC0414 -- for the commands, which know this room alone
    from audit.aggregate.overview import Overview
    from audit.aggregate.production import Produced, Watch
    from audit.aggregate.register import Register
    from audit.aggregate.run import Order, Progress
    from audit.aggregate.send_out import SentOut
    from audit.report.write import Written
    from audit.spreadsheet.branding import Look
    from audit.spreadsheet.limits import Limits


def aggregate_returns(
    paths: Sequence[Path | str],
    as_of: date,
    *,
    register: Path | None = None,
    previous: Sequence[str] = (),
    year: "AuditYear | None" = None,
    decide: Path | None = None,
    checklists: Path | None = None,
    processes: int = 0,
) -> "Overview":
    """Add up many returns: who sent one, the spread, the common gaps, whom to chase. Nothing is kept or written.

    Args:
        paths: folders, patterns, zip files or addresses.
        as_of: the day of the overview.
        register: a CSV file of the settings that are expected.
        previous: earlier years: last year's returns, or the data made of a year.
        year: the one that is added up; the register's or the last twelve months if not said.
        decide: a filled-in ``to-decide.csv``, which ``aggregate`` writes where it is not certain whose a return is.
        checklists: a folder of checklists of one's own, beside ours.
        processes: how many processes read; 0 reads in this one.

    Raises:
        AuditError: A27, there is nothing to read; or no file is a return that can be counted, and why.
    """
    from audit.aggregate import run

    with tempfile.TemporaryDirectory() as output:
        order = run.Order(
            paths=tuple(map(str, paths)),
            output=Path(output),
            as_of=as_of,
            register=register,
            previous=tuple(previous),
            year=year,
            decide=decide,
            checklists=checklists,
            processes=processes,
        )
        return run.add_up(run.gather(order)).overview


def produce_overview(
    order: "Order",
    *,
    reports: bool = False,
    publish: Path | None = None,
    watch: "Watch | None" = None,
    notice: Callable[[Problem], None] | None = None,
) -> "Produced":
    """Everything that ``aggregate`` makes of many returns, written into a folder; a second run reads what is new.

    ``publish`` is another folder, for figures in bands that name nobody; why it was left is ``unpublished`` of what
    is handed back.

    Raises:
        AuditError: as :func:`audit.aggregate.production.produce` says.
    """
    from audit.aggregate import production

    watched = watch or production.unwatched
    return production.produce(order, reports=reports, publish=publish, watch=watched, notice=notice)


def stop_reading() -> None:
    """Ask the processes that read returns for this one to stop: nobody waits any longer for what they read."""
    from audit.aggregate import workers

    workers.stop()


def make_order(
    paths: Sequence[str],
    output: Path,
    as_of: date,
    *,
    register: Path | None = None,
    previous: Sequence[str] = (),
    year: "AuditYear | None" = None,
    decide: Path | None = None,
    by: str = "",
    processes: int = 1,
    cluster: str | None = None,
    cluster_files: tuple[str, str, str] = ("", "", ""),
    schemes: Sequence[str] = (),
    limits: "Limits | None" = None,
    checklists: Path | None = None,
) -> "Order":
    """What :func:`produce_overview` is asked for.

    What is not said here is as for :func:`aggregate_returns`. ``by`` (kind, phase, area or group) is what settings have
    pages of their own together by. ``cluster`` is the address of a Dask scheduler, whose workers then read, and
    ``cluster_files`` are for a ``tls://`` one the certificate of its authority, your own, and its key. ``schemes`` are
    kinds of address that are read besides the usual, ``limits`` what is too large, as :func:`make_limits` gives it.

    Raises:
        AuditError: A26, there is no such cluster.
    """
    from audit.aggregate import batch, run
    from audit.aggregate.overview import By

    return run.Order(
        paths=tuple(paths),
        output=output,
        as_of=as_of,
        register=register,
        previous=tuple(previous),
        year=year,
        decide=decide,
        by=By(by) if by else None,
        processes=processes,
        cluster=cluster or "",
        checklists=checklists,
        limits=limits or batch.LIMITS,
        schemes=tuple(schemes),
        tls=_looked_at(cluster, cluster_files),
    )


def _looked_at(cluster: str | None, cluster_files: tuple[str, str, str]) -> "Tls":
    from audit.aggregate import executors

    ca, cert, key = cluster_files
    tls = executors.Tls(ca=ca, cert=cert, key=key)
    if cluster is not None:  # an empty one too, as from a variable that is not set
        executors.look_at(cluster, tls)
    return tls


def read_register(path: Path, *, checklists: Path | None = None) -> "Register":
    """The settings that are expected to send a return, and what is wrong with the list of them.

    Raises:
        AuditError: it cannot be read.
    """
    from audit.aggregate import register
    from audit.checklist.load import load_all

    any_one = load_all(checklists)[0]
    return register.load(path, any_one.kinds, any_one.retired_kinds)


def send_out(
    checklist_id: str,
    register: "Register",
    folder: Path,
    day: date,
    *,
    previous: str = "",
    replace: bool = False,
    look: "Look | None" = None,
    progress: "Progress | None" = None,
    checklists: Path | None = None,
) -> "SentOut":
    """Write a workbook for each setting of a register, with what last year's returns (``previous``) carry into it.

    Raises:
        AuditError: C08 (no such checklist), A27 (nothing to read in ``previous``) or S02 (it cannot be written).
    """
    from audit.aggregate import send_out as sending

    return sending.send_out(
        checklist_id,
        register,
        folder,
        day,
        checklists=checklists,
        previous=previous,
        replace=replace,
        look=look,
        progress=progress,
    )


def what_is_kept(folder: Path, home: Path) -> "Kept":
    """What :func:`produce_overview` left of returns in its folder, what of it was changed, and what others put there.

    Raises:
        AuditError: A71, the folder is not there, is none of ours, is a link, or is ``home`` or one above it.
    """
    from audit.aggregate import forget as forgetting

    return forgetting.what_is_kept(folder, home)


def forget(kept: "Kept", home: Path, *, changed: bool = False) -> int:
    """Delete what :func:`what_is_kept` showed to be ours, with ``changed`` also what was changed since; how many files.

    Raises:
        AuditError: A40, a run is at work in the folder; A71, it is not what it was; A72, what could not be deleted.
    """
    from audit.aggregate import forget as forgetting

    return forgetting.forget(kept, home, changed=changed)


# Invented settings


def invented_workbook(day: date) -> bytes:
    """The filled workbook of an invented nursery."""
    from audit.samples import demonstration

    return demonstration.filled_workbook(demonstration.NURSERY, day)


def write_samples(folder: Path) -> "Iterator[Written]":
    """Write the sample reports of three invented settings, the whole way through.

    Raises:
        AuditError: S02, they could not be written.
    """
    from audit.samples import demonstration

    return demonstration.make(folder)


def write_blank_workbooks(folder: Path) -> "Iterator[Path]":
    """Write a blank workbook for each kind of setting, and one for the first look.

    Raises:
        AuditError: S02, they could not be written.
    """
    from audit.samples import blanks

    for name, data in blanks.blank_workbooks():
        files.write(folder / name, data)
        yield folder / name


def write_invented_returns(
    folder: Path, settings: int, *, last_year: bool = False, progress: "Progress | None" = None
) -> tuple[int, Path]:
    """Write the returns of many invented settings, faults and all: how many files, and their register.

    Raises:
        AuditError: S02, they could not be written.
    """
    from audit.samples import return_factory

    return return_factory.write_returns(folder, settings, last_year=last_year, progress=progress)


def audit_year(text: str) -> "AuditYear":
    """The school year that ``2026-27`` means, from 1 September to 31 August.

    Raises:
        ValueError: it is not two years running.
    """
    from audit.aggregate.audit_year import written

    return written(text)
