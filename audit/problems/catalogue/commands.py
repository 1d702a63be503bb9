"""What the command was asked."""

from audit.problems.catalogue.fault import ERROR, NOTE, Fault

FAULTS = (
    Fault("S01", ERROR, "The file is already there.", "Choose another name, or add --force to replace it."),
    Fault(
        "S02",
        ERROR,
        "It could not be written: {why}.",
        "Close it in other programs, or choose a folder that you may write to and that has room.",
    ),
    Fault(
        "S03",
        ERROR,
        "'{text}' is not a colour.",
        "Write it as # and six digits or letters, in quotation marks: --colour '#17405F'.",
    ),
    Fault(
        "S04",
        ERROR,
        "White on {colour} cannot be read by everybody: the contrast is {ratio} to 1, and has to be at least 4.5 to 1.",
        "Choose a darker shade: the nearest of the same colour is --colour '{darker}'.",
    ),
    Fault("S05", ERROR, "'{text}' is not a limit{hint}.", "Write --limit NAME=VALUE, with one of: {known}."),
    Fault(
        "S06",
        ERROR,
        "'{text}' cannot be the limit '{name}': {why}.",
        "Write for example --limit {example}; docs/limits.md says what each limit is for.",
    ),
    Fault(
        "S07",
        ERROR,
        "What is printed could not be written: {why}.",
        "Print to a place that is open and has room, and run the same command again.",
    ),
    Fault("S08", NOTE, "Stopped. What was finished is kept.", "Run the same command again to go on."),
    Fault(
        "S10",
        ERROR,
        "There is no kind of setting called '{kind}'{hint}.",
        "Write --kind with one of: {known}.",
        window="Choose one of: {known}.",
    ),
    Fault(
        "S11",
        ERROR,
        "The checklist '{checklist}' has no essentials, so there is no first look at it.",
        "Leave out --first-look, and all of it is asked.",
        window="Take the mark away from 'A first look', and all of it is asked.",
    ),
    Fault(
        "S12",
        ERROR,
        "There is no workbook in this folder.",
        "Name the folder that holds the returns (.xlsx, .xlsm or .ods), or the workbook itself.",
    ),
    Fault(
        "S14",
        ERROR,
        "No public report is made: {why}. From a page about so few answers, single ones could be worked out.",
        "Give out the shared report to those who may see it, or answer more and try again.",
    ),
    Fault(
        "S13",
        ERROR,
        "This workbook cannot be answered here, one question at a time: {why}.",
        "Answer it in your spreadsheet program, as an .xlsx workbook, and open it here to see what it comes to.",
    ),
    Fault(
        "S15",
        ERROR,
        "This is not a secret that can be used: {why}.",
        "Name the file that 'report --detail public --secret FILE' made, or a name that is not there yet.",
    ),
    Fault(
        "S16",
        ERROR,
        "This cannot be used: {why}.",
        "Type the whole path of a folder or file on this computer, or choose it from the list.",
    ),
    Fault(
        "S17",
        ERROR,
        "An overview is being made already.",
        "Wait until it is ready, or cancel it; what was read is kept.",
    ),
    Fault(
        "S18",
        ERROR,
        "The libraries Starlette and uvicorn, which the local app is served with, are not installed.",
        "Run 'python -m pip install starlette uvicorn' in this tool's virtual environment, not in the system's Python, "
        "or use the page that needs no installation.",
    ),
    Fault(
        "S19",
        ERROR,
        "No address of this computer could be opened for the local app: {why}.",
        "Close other programs that serve pages and try again, or use the page that needs no installation.",
    ),
    Fault(
        "S20",
        NOTE,
        "The public report tells no bands of themes: {why}.",
        "Publish it as it is: nobody can see from it that they were asked for.",
    ),
    Fault(
        "S20",
        NOTE,
        "The public report tells no bands of themes: {why}.",
        "Publish it as it is: nobody can see from it that they were asked for.",
    ),
    Fault("S09", ERROR, "A {detail} report has no form '{form}'.", "Ask for one of: {known}."),
)
