"""The command that writes reports: of one workbook, of several, or of every one in a folder."""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import api, crash, files
from audit.cli import results, screen
from audit.cli.common import AS_OF, CHECKLISTS, FAIL_ON, LIMITS, fail, show, tool
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError, Problem, Severity, Where, is_private, one_line, problem
from audit.text import counted, listed, percent_words

if TYPE_CHECKING:
    from audit import Limits, Report, Return, Written

_NOBODY_WRITES_SO_LONG = 3600
_ENDINGS = frozenset({".xlsx", ".xlsm", ".ods"})
_MOST_NAMED = 5
_PLAN = "B16"


@click.command(cls=HelpedCommand)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE_OR_FOLDER...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="The folder for the reports.",
)
@click.option(
    "--also",
    type=click.Choice([name for name, form in api.FORMS.items() if not form.always]),
    multiple=True,
    help="Another form too: a board paper of two pages in Word (docx); the plan as calendar reminders (ics), as a "
    "sheet for each owner, or as a workbook to tick off (xlsx); a summary for an e-mail (text); the report as a PDF.",
)
@click.option(
    "--detail",
    type=click.Choice([detail.value for detail in api.Detail]),
    default=api.Detail.FULL.value,
    show_default=True,
    help="How much to tell: all; all but evidence and notes; or the judgement and one band, with no names.",
)
@click.option(
    "--secret",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --detail public: commit to the workbook with the secret in this file, which is made if it is not there. "
    "Keep it; give it only to whoever is to check the page.",
)
@click.option(
    "--themes",
    is_flag=True,
    help="With --detail public: a band of points of each theme too, left out where it would give an answer away.",
)
@click.option(
    "--print",
    "printed",
    type=click.Choice(["open", "all"]),
    default="open",
    show_default=True,
    help="What of the page comes on paper: what is open in the browser, or its whole annex too.",
)
@screen.ALL
@FAIL_ON
@AS_OF
@LIMITS
@CHECKLISTS
def report(
    paths: Sequence[Path],
    output: Path,
    also: Sequence[str],
    detail: str,
    secret: Path | None,
    themes: bool,
    printed: str,
    every: bool,
    fail_on: str | None,
    as_of: date | None,
    limits: "Limits | None",
    folder: Path | None,
) -> None:
    """Write the action-plan report of each workbook, or of each one in a folder: HTML, CSV and JSON.

    A workbook that cannot be read is named, with what to do about it; the others are done all the same. Of several,
    each has one line, and a summary comes last. Ends with 1 if one of them could not be read or written, or a rating
    in one could not be read.
    """
    _look_at_detail(detail, also, secret, themes)
    files.clear(output, time.time() - _NOBODY_WRITES_SO_LONG)
    found = _Found.of(paths, output)
    writing = _Writing(
        output=output,
        also=also,
        detail=detail,
        secret=_secret(secret),
        themes=themes,
        printing_all=printed == "all",
        every=every,
        fail_on=fail_on,
        as_of=as_of,
        limits=limits,
        folder=folder,
        several=found.several,
    )
    show(found.problems)
    writing.refused += [p.where.file for p in found.problems]
    for path in found.workbooks:
        writing.one(path, named=path in found.named)
    if found.several:
        for line in writing.summary(found.others):
            screen.say(line)
    sys.exit(1 if writing.refused or writing.failed else 0)


def _look_at_detail(detail: str, also: Sequence[str], secret: Path | None, themes: bool) -> None:
    """Refuse what does not go with a level of detail."""
    public = detail == api.Detail.PUBLIC
    if public and any(api.FORMS[form].of_plan for form in also):
        raise click.UsageError("A public report tells the judgement only: there is no plan, so --also takes pdf alone.")
    if secret and not public:
        raise click.UsageError("--secret goes with --detail public.")
    if themes and not public:
        raise click.UsageError("--themes goes with --detail public.")


def _secret(path: Path | None) -> bytes:
    """The setting's secret, made where it is not there; nothing where none is named."""
    try:
        return api.make_secret(path) if path else b""
    except AuditError as fault:
        fail(fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The workbooks that were asked for, each once; ``named`` are those that were named one by one."""

    workbooks: tuple[Path, ...]
    named: frozenset[Path]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]
    several: bool

    @classmethod
    def of(cls, paths: Sequence[Path], output: Path) -> "_Found":
        """What stands under names: a folder is every workbook in it, but for the folder of the reports."""
        workbooks: dict[Path, Path] = {}
        named: set[Path] = set()
        others: list[str] = []
        problems: list[Problem] = []
        for path in paths:
            if not path.is_dir():
                named.add(workbooks.setdefault(_real(path), path))
                continue
            within = files.within(path, leave_out=output)
            books = [one for one in within if one.suffix.lower() in _ENDINGS]
            others += [one.name for one in within if one.suffix.lower() not in _ENDINGS]
            if not books:
                problems.append(problem("S12", Where(file=str(path))))
            for one in books:
                workbooks.setdefault(_real(one), one)
        return cls(
            workbooks=tuple(workbooks.values()),
            named=frozenset(named),
            others=tuple(others),
            problems=tuple(problems),
            several=len(workbooks) > 1 or any(path.is_dir() for path in paths),
        )


def _real(path: Path) -> Path:
    """The file behind a name, so that none is reported twice."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # a name that no disk takes, or links that lead round
        return path


@dataclass(slots=True, kw_only=True)
class _Writing:
    """One run: how to write, and what has come of it so far."""

    output: Path
    also: Sequence[str]
    detail: str
    secret: bytes
    themes: bool
    printing_all: bool
    every: bool
    fail_on: str | None
    as_of: date | None
    limits: "Limits | None"
    folder: Path | None
    several: bool
    taken: set[str] = field(default_factory=set)
    levels: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)

    def one(self, path: Path, *, named: bool) -> None:
        """One workbook: read, written and said; whatever happens to it, the next can be done."""
        done, problems = crash.attempt(partial(self._write, path, named=named), "report", Where(file=str(path)))
        show(problems)
        if problems:
            self.refused.append(path.name)
        elif done:
            self._say(path, *done)

    def _write(self, path: Path, *, named: bool) -> "tuple[Return, Report, Written] | None":
        """One workbook written; nothing if it is refused, or is a plan that was found in a folder."""
        returned = results.read(path, self.folder, self.limits, self.as_of)
        if not named and any(found.code == _PLAN for found in returned.problems):
            self.plans.append(path.name)
            return None
        if returned.refused or not self.several or self.every:
            room = screen.OF_SEVERAL if self.several else screen.BESIDE_A_RESULT
            screen.show_in_short(path, returned.problems, room=room, every=self.every)
        if returned.refused or (self.fail_on and _stopped(returned)):
            self.refused.append(path.name)
            return None
        made = results.reports(returned, self.as_of)
        given = api.redact(made, self.detail, secret=self.secret, themes=self.themes)
        if self.themes and not (given.record.published and given.record.published.themes):
            show([api.themes_left_out(made)])
        written = api.write_report(given, self.output, also=self.also, taken=self.taken, printing_all=self.printing_all)
        return returned, made, written

    def _say(self, path: Path, returned: "Return", made: "Report", written: "Written") -> None:
        level = made.card.judgement.level
        self.levels[level.value] += 1
        if written.problems or returned.unread:
            self.failed.append(path.name)
        if not self.several:
            _reported(returned, made, written)
            return
        to = f" -> {written.made[0]}" if written.made else ""
        screen.say(f"{one_line(path.name)}: {level}, {', '.join(_in_short(returned, made))}{to}")
        show(written.problems)

    def summary(self, others: Sequence[str]) -> Iterator[str]:
        """What came of all of them."""
        reported = sum(self.levels.values())
        asked = reported + len(self.refused)
        yield f"{reported} of {counted(asked, 'workbook', 'workbooks')} reported, {len(self.refused)} refused."
        if reported:
            levels = [f"{number} {level}" for level, number in self.levels.most_common()]
            yield f"Self-audit results: {listed(levels, len(levels))}."
        for names, what in (
            (self.refused, "Not reported"),
            (self.failed, "Reported, with something left to put right"),
            (self.plans, "Passed over, since they are action plans"),
            (others, "Passed over, since they are no workbooks by their names"),
        ):
            if names:
                yield f"{what}: {listed([one_line(name) for name in names], _MOST_NAMED)}."
        if self.levels and (self.refused or self.failed):
            yield f"What is wrong with one, cell by cell: {tool()} check FILE"


def _in_short(returned: "Return", made: "Report") -> Iterator[str]:
    """The figures of one workbook, and how much is wrong with it, for one line."""
    yield f"{percent_words(made.card.overall.so_far)} so far"
    yield counted(len(made.card.breaches), "breach", "breaches")
    yield counted(len(made.plan.actions), "action", "actions")
    if blank := made.card.overall.blank - len(returned.unread):
        yield f"{blank} unanswered"
    if returned.unread:
        yield counted(len(returned.unread), "rating could not be read", "ratings could not be read")
    severities = Counter(found.severity for found in returned.problems)
    yield from (counted(severities[one], one.value, f"{one.value}s") for one in Severity if severities[one])
    if cells := _private(returned):
        yield counted(len(cells), "cell seems to hold something personal", "cells seem to hold something personal")


def _private(returned: "Return") -> set[str]:
    """The cells that seem to hold something personal."""
    return {found.where.spot for found in returned.problems if is_private(found)}


def _stopped(returned: "Return") -> bool:
    """Whether ``--fail-on privacy`` stops the report of a return; says so if it does."""
    cells = _private(returned)
    if cells:
        seem = counted(len(cells), "cell seems", "cells seem")
        click.echo(f"  {returned.file}: {seem} to hold something personal, so no report was written.", err=True)
    return bool(cells)


def _reported(returned: "Return", made: "Report", written: "Written") -> None:
    """Say what came of one workbook: every form that was written, and why another was not."""
    results.say_unread(returned, made)
    results.say_result(made)
    results.say_figures(returned, made)
    if written.made:
        first, *others = written.made
        beside = ", ".join(p.name.removeprefix(written.html.stem) for p in others)
        click.echo(f"  {first}  (and {beside} beside it)" if others else f"  {first}")
    show(written.problems)
