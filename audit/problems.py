"""Every fault we can explain: a code, how serious it is, what is wrong and what to do about it.

One catalogue, so that a message is written once, in one voice, and can be looked up: ``docs/faults.md`` is made from
it.
A message says what was found where; a fix is a thing the reader can do now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error changes what can be scored; a warning needs a look; a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of the catalogue. ``message`` and ``fix`` have ``{names}`` for the details of each case."""

    code: str
    severity: Severity
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The file, and the cell or line in it; either part may be empty."""

    file: str = ""
    spot: str = ""

    def __str__(self) -> str:
        return " > ".join(part for part in (self.file, self.spot) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault that was found, where, and in what words."""

    fault: Fault
    where: Where
    message: str
    fix: str

    @property
    def code(self) -> str:
        """The code it is looked up by."""
        return self.fault.code

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return self.fault.severity

    def __str__(self) -> str:
        return f"{self.where}: {self.code} {self.message} {self.fix}"


class AuditError(Exception):
    """Work could not go on. Carries every problem that was found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


_LONGEST_QUOTE = 60


def quoted(value: object) -> str:
    """A reader's own text inside a message: one line, of bearable length, with no control characters."""
    text = "".join(c if c.isprintable() else " " for c in " ".join(str(value).split()))
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def problem(code: str, where: Where, **details: object) -> Problem:
    """A problem from the catalogue, with the details of this case put in. ``KeyError`` for a code that is not there."""
    fault = CATALOGUE[code]
    said = {name: quoted(value) for name, value in details.items()}
    return Problem(fault=fault, where=where, message=fault.message.format(**said), fix=fault.fix.format(**said))


def is_fault(found: Problem) -> bool:
    """Whether it counts for the exit code of ``check``: errors and warnings do, notes do not."""
    return found.severity is not Severity.NOTE


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_FAULTS = (
    # The file as a whole.
    Fault("F01", _E, "There is no such file.", "Check the spelling and the folder."),
    Fault("F02", _E, "This is a folder, not a workbook.", "Name the workbook inside it."),
    Fault("F03", _E, "The file is empty (0 bytes).", "Ask for it to be sent again, or save it again."),
    Fault(
        "F04",
        _E,
        "This is not a spreadsheet: it looks like {looks}.",
        "Open the original in a spreadsheet program and save it as .xlsx.",
    ),
    Fault(
        "F05",
        _E,
        "This is the old .xls format (Excel 97 to 2003).",
        "Open it, choose Save As, and choose Excel Workbook (.xlsx).",
    ),
    Fault(
        "F06",
        _E,
        "The workbook is locked with a password, so it cannot be read.",
        "Open it, remove the password (File, Info, Protect Workbook), and save it again.",
    ),
    Fault(
        "F07",
        _E,
        "The file is damaged: {how}.",
        "Open it in a spreadsheet program, let it repair the file, and save it; or ask for it to be sent again.",
    ),
    Fault(
        "F08",
        _E,
        "The file is larger than a return can be: {what}.",
        "Copy the answers into a fresh workbook made with 'safeguarding-audit new'.",
    ),
    Fault(
        "F09",
        _E,
        "The file holds a document type or entity declaration, which no spreadsheet program writes.",
        "Do not open it. Ask the sender for the workbook saved again from their spreadsheet program.",
    ),
    Fault(
        "F10",
        _E,
        "A cell lies far outside the checklist ({cell}).",
        "Delete the stray entry, or copy the answers into a fresh workbook.",
    ),
    Fault(
        "F11",
        _E,
        "The inside of the file is not put together as spreadsheet programs do it: {what}.",
        "Open it in a spreadsheet program, save it under a new name, and use that.",
    ),
    Fault("F12", _E, "The file could not be opened: {why}.", "Close it in other programs and check who may read it."),
    Fault(
        "F13",
        _E,
        "This is the lock file a spreadsheet program leaves beside an open workbook.",
        "Use the workbook itself: the same name without '~$' or '.~lock.'.",
    ),
    # The workbook as a return.
    Fault(
        "W01",
        _E,
        "No checklist was found: no sheet has a heading row with 'Ref' and 'Rating'.",
        "Use a workbook made with 'safeguarding-audit new', and keep its heading row.",
    ),
    Fault(
        "W02",
        _E,
        "The workbook is for a checklist called '{checklist}', which is not here.",
        "Use one of: {known}. If it is your own checklist, put it beside ours first.",
    ),
    Fault(
        "W03",
        _W,
        "The workbook was made from edition {theirs}; this is edition {ours}, and the questions differ.",
        "The answers are read by Ref against this edition. Make a new workbook for the next audit.",
    ),
    Fault(
        "W04",
        _E,
        "Nothing has been answered: every rating is blank.",
        "Choose a rating for each question, save, and send it again.",
    ),
    Fault(
        "W05",
        _E,
        "The question '{ref}' is missing from the workbook, so it counts as unanswered.",
        "Put its row back: copy it from a fresh workbook made with 'safeguarding-audit new'.",
    ),
    Fault(
        "W06",
        _E,
        "The question '{ref}' stands here and also at {other}. {outcome}",
        "Keep the row with the right answer and delete the other.",
    ),
    Fault(
        "W07",
        _E,
        "'{ref}' is not a question of this checklist{hint}, so what is written in this row is not counted.",
        "Correct the Ref, or copy what is written to the right row.",
    ),
    Fault(
        "W08",
        _W,
        "This row has no Ref but something is written in it ('{text}'), which is not counted.",
        "If it is an answer, move it to the row of its question; if it is a note, leave it.",
    ),
    Fault(
        "W09",
        _E,
        "The column '{column}' is missing from the heading row, so nothing in it could be read.",
        "Put the heading back exactly as '{column}'.",
    ),
    Fault(
        "W10",
        _E,
        "The heading '{column}' stands twice, here and at {other}; only the first was read.",
        "Rename the column you added.",
    ),
    Fault(
        "W11",
        _E,
        "'{text}' is not a rating{hint}.",
        "Choose Met, Partly met, Not met or Not applicable.",
    ),
    Fault(
        "W12",
        _E,
        "The rating cell {rating_cell} is blank, but '{text}' is written here, in the column '{column}'.",
        "Choose the rating in the column 'Rating'; the question counts as unanswered until then.",
    ),
    Fault(
        "W13",
        _W,
        "'{text}' is not a date, so the action is shown with your words and no date.",
        "Write the date as day/month/year, for example 31/03/2027.",
    ),
    Fault(
        "W14",
        _W,
        "'{text}' cannot be the date of this {thing}.",
        "Write the date as day/month/year, for example 31/03/2027.",
    ),
    Fault(
        "W15",
        _E,
        "'Not applicable' needs a reason, and there is none.",
        "Write in 'Notes' why the question does not apply to you.",
    ),
    Fault(
        "W16",
        _W,
        "The workbook does not say whose it is: 'Name of setting' is blank.",
        "Write the name on the sheet 'Start here'.",
    ),
    Fault(
        "W17",
        _E,
        "The workbook was made by a newer version of this tool (layout {theirs}; this one knows {ours}).",
        "Install the newest safeguarding-audit and try again.",
    ),
    Fault(
        "W18",
        _E,
        "The cell holds a formula or an error value, and an answer has to be typed.",
        "Choose the rating, or type the words, in the cell itself.",
    ),
    Fault(
        "W19",
        _E,
        "The checklist stands on two sheets, '{first}' and '{second}'; only '{first}' was read.",
        "Delete or rename the heading row of the copy you do not want counted.",
    ),
    Fault(
        "W20",
        _W,
        "The workbook's hidden page of details is gone; it was taken for '{checklist}' by its questions.",
        "Next time start from a workbook made with 'safeguarding-audit new'.",
    ),
    Fault(
        "W21",
        _W,
        "'{kind}' is not a kind of setting we know{hint}, so every question was asked.",
        "Make the workbook with --kind and one of: {known}.",
    ),
    # Checklist files.
    Fault("C01", _E, "This is not YAML: {why}.", "Look at the line before it too: a quote or colon may be missing."),
    Fault("C02", _E, "The key '{key}' stands twice in the same place.", "Keep one of them."),
    Fault("C03", _E, "'{key}' is not a key we know here{hint}.", "The keys allowed here are: {known}."),
    Fault("C04", _E, "The key '{key}' is missing.", "Add it; 'checklists/README.md' shows what it is for."),
    Fault(
        "C05",
        _E,
        "'{key}' should be text, and '{text}' is read as {read_as}.",
        "Put it in quotation marks.",
    ),
    Fault("C06", _E, "'{text}' will not do for '{key}': {why}.", "Correct it; 'checklists/README.md' has examples."),
    Fault("C07", _E, "The id '{id}' is already used at {other}.", "Ids are permanent and unique: choose another."),
    Fault("C08", _E, "There is no {thing} called '{id}'{hint}.", "Correct the spelling, or add the {thing} first."),
    Fault("C09", _E, "An alias or a custom tag ('{text}') is not allowed here.", "Write the value out."),
    Fault(
        "C10",
        _E,
        "The duty of '{ref}' is '{duty}' for {kind}, but the strongest source cited for it says '{force}'.",
        "Say the source's own force, or cite the provision that carries this one.",
    ),
    Fault("C11", _E, "'{ref}' cites nothing that binds {kind}.", "Add a citation, or narrow 'applies_to'."),
    Fault("C12", _E, "{what} of '{ref}' {why}.", "See 'The words' in checklists/README.md."),
    Fault("C13", _E, "The file could not be read: {why}.", "Check its name, its folder and who may read it."),
    # What the command was asked.
    Fault("S01", _E, "The file is already there.", "Choose another name, or add --force to replace it."),
    Fault("S02", _E, "It could not be written: {why}.", "Choose a folder that you may write to and that has room."),
)

CATALOGUE = {fault.code: fault for fault in _FAULTS}
