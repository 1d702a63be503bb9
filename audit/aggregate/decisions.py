"""What a person has settled of single files: whose each is, or that it is left out.

The file of decisions is the only memory of them. Every run lists what waits, and what was settled before, in
``to-decide.csv``; filled in, that list can be given to the next run as it stands.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audit.aggregate import own_output
from audit.aggregate.csv_records import Records, opened
from audit.aggregate.identity import Identity, Whose, of_return, of_setting
from audit.aggregate.record import ReturnRecord
from audit.aggregate.register import Expected
from audit.problems import AuditError, Problem, Where, problem
from audit.text import from_harmless, harmless, identifier, plain

NAME = own_output.TO_DECIDE
LEAVE_OUT = "leave out"
COUNT = "count"
"""Counts a return as what it calls itself, where no register says who is expected."""
HEADINGS = ("File", "SHA-256", "Identifier", "Name", "What was found", "Decision", "Why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was settled of the file with a SHA-256, and on which line; ``what`` is as it was typed."""

    line: int
    sha256: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All that was settled, by the SHA-256 of each file, so that a file may be renamed or sent again."""

    file: str = ""
    settled: Mapping[str, Decision] = field(default_factory=dict)

    def whose(self, record: ReturnRecord, address: str, expected: Mapping[Identity, Expected] | None) -> Whose | None:
        """Whose a return is as a person settled it; ``None`` where nobody did.

        What is left out waits for nobody, and is no setting's. A decision that cannot be followed is said, and waits.
        Without a register ``expected`` is ``None``.
        """
        decision = self.settled.get(record.sha256)
        if decision is None:
            return None
        where, at = Where(file=address), f"{self.file}, line {decision.line}"
        word = plain(decision.what)
        if word == LEAVE_OUT:
            return Whose(identity=None, found=(problem("A49", where, at=at),))
        if expected is None:
            known = of_return(record, address) if word == COUNT else None
        else:
            known = _chosen(decision.what, expected)
        if known is None:
            return Whose(identity=None, waits=True, found=(problem("A50", where, what=decision.what, at=at),))
        name = expected[known].name if expected else record.name or address
        return Whose(identity=known, found=(problem("A46", where, name=name, at=at),))


def _chosen(what: str, expected: Mapping[Identity, Expected]) -> Identity | None:
    """The expected setting that a decision names, by its identifier or by its name, if that is one setting's alone."""
    by_urn = of_setting(identifier(what), "")
    if by_urn in expected:
        return by_urn
    named = [identity for identity, one in expected.items() if plain(one.name) == plain(what)]
    return named[0] if len(named) == 1 else None


def load(path: Path) -> Decisions:
    """Read a file of decisions: a CSV with the headings of :data:`HEADINGS`, of which SHA-256 and Decision are needed.

    Raises:
        AuditError: A51, it cannot be read or has not those headings.
    """
    where = Where(file=path.name)
    settled: dict[str, Decision] = {}
    columns: dict[str, int] = {}
    try:
        text, _ = opened(path)
        with text:
            lines = Records(text)
            for record in lines:
                cells = [from_harmless(cell).strip() for cell in record.cells]
                if not any(cells):
                    continue
                if not columns:
                    columns = {plain(cell): at for at, cell in enumerate(cells)}
                    lines.width = len(cells)
                    continue
                said = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
                if said[plain("SHA-256")] and said["decision"]:
                    sha256 = said[plain("SHA-256")].lower()
                    settled[sha256] = Decision(
                        line=record.line, sha256=sha256, what=said["decision"], why=said.get("why", "")
                    )
    except (OSError, ValueError, csv.Error) as fault:
        raise AuditError([problem("A51", where, why=getattr(fault, "strerror", None) or fault)]) from fault
    except KeyError as fault:
        why = "it has no heading 'SHA-256' or no heading 'Decision'"
        raise AuditError([problem("A51", where, why=why)]) from fault
    return Decisions(file=path.name, settled=settled)


def typed_in_vain(path: Path, given: Path | None) -> Iterator[Problem]:
    """That the list of an earlier run holds decisions of a person that were not given to this one: once, or nothing."""
    if not path.is_file() or (given and given.is_file() and path.samefile(given)):
        return
    try:
        if not load(path).settled:
            return
    except AuditError:
        pass  # whatever it is now, no run has written it so
    yield problem("A55", Where(file=str(path)))


def as_csv(waiting: Iterable[tuple[str, ReturnRecord, Iterable[Problem]]], decisions: Decisions) -> str:
    """What waits and what was settled, to be filled in: each file with its record and what was found of it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for address, record, found in waiting:
        settled = decisions.settled.get(record.sha256)
        row = [address, record.sha256, record.urn, record.name, " ".join(one.message for one in found)]
        writer.writerow([*map(harmless, row), *map(harmless, (settled.what, settled.why) if settled else ("", ""))])
    return out.getvalue()
