"""Many settings: registers, folders of returns, the store."""

from audit.problems.catalogue.fault import ERROR, NOTE, WARNING, Fault

FAULTS = (
    Fault(
        "A01", ERROR, "The register could not be read: {why}.", "Check its name and its folder; save it as CSV UTF-8."
    ),
    Fault(
        "A02",
        ERROR,
        "The register has no column for the name of the setting; its headings are: {known}.",
        "Give the columns the headings Name, URN, Kind, Phase, Local authority, Group, Contact.",
    ),
    Fault(
        "A03", ERROR, "This line has neither a name nor an identifier.", "Give the setting a name, or delete the line."
    ),
    Fault(
        "A04",
        ERROR,
        "The identifier '{id}' already stands on line {other}; only that line counts.",
        "Correct the identifier, or delete one of the lines.",
    ),
    Fault(
        "A05",
        ERROR,
        "'{name}' already stands on line {other}, and neither has an identifier; only that line counts.",
        "Give both a URN or another identifier, or delete one of the lines.",
    ),
    Fault(
        "A06",
        ERROR,
        "'{kind}' is not a kind of setting we know{hint}; the setting is expected, but of no kind.",
        "Use one of: {known}.",
    ),
    Fault(
        "A07",
        ERROR,
        "This line has {cells} under {headings}, so its words may stand under the wrong ones.",
        "Put a name or an address that holds a comma in quotation marks.",
    ),
    Fault(
        "A08",
        NOTE,
        "The register is not in UTF-8; it was read as Windows-1252.",
        "If a name looks wrong, save it as CSV UTF-8.",
    ),
    Fault(
        "A09",
        NOTE,
        "{settings} closed or not yet open in the register, and not expected.",
        "Nothing to do, unless one of them is open: then correct its status.",
    ),
    Fault("A10", ERROR, "The register names no setting.", "Write one setting on each line below the headings."),
    Fault(
        "A11", WARNING, "The heading '{column}' stands twice; only the first was read.", "Rename or delete the other."
    ),
    Fault(
        "A12",
        WARNING,
        "'{text}' is not a date, so this setting has no due date.",
        "Write the date as day/month/year, for example 31/03/2027.",
    ),
    Fault(
        "A13", ERROR, "The register is a workbook, not a CSV file.", "Open it, choose Save As, and choose CSV UTF-8."
    ),
    Fault(
        "A14",
        ERROR,
        "A quotation mark on this line is not closed, so the line was read without its quotation marks.",
        "Take the mark away, or close it before the next comma; then look at the lines below it.",
    ),
    Fault(
        "A15",
        WARNING,
        "A cell that begins on this line goes over several lines; it was read as one.",
        "If that is not one cell, take the quotation marks away; if it is, there is nothing to do.",
    ),
    Fault(
        "A20",
        ERROR,
        "The zip file could not be looked into: {why}.",
        "Ask for it to be sent again, or unpack it first.",
    ),
    Fault(
        "A21", ERROR, "This name stands twice in the zip file; only the last was read.", "Rename one and zip it again."
    ),
    Fault(
        "A22",
        ERROR,
        "The address could not be reached: {why}.",
        "Check the address and your right to read it. 's3://' needs the package s3fs, 'abfs://' the package adlfs; "
        "'--allow-scheme NAME' allows another kind of address.",
    ),
    Fault(
        "A23", ERROR, "This is a zip file inside a zip file, and was not opened.", "Unpack it and add what it holds."
    ),
    Fault(
        "A24",
        ERROR,
        "What was read could not be remembered: {why}.",
        "Check that there is room and that you may write to this folder; what was remembered before is still whole.",
    ),
    Fault(
        "A25",
        ERROR,
        "Reading this file ended the program that read it, twice. The other files are not affected.",
        "Do not open it. Ask for the workbook to be saved again and sent again.",
    ),
    Fault(
        "A26",
        ERROR,
        "The cluster could not be used: {why}.",
        "Check the address, such as tcp://10.0.0.5:8786, that the scheduler and its workers are running, and that they "
        "have this tool. Where Dask is missing here, run 'python -m pip install dask distributed' in this tool's "
        "virtual environment, not in the system's Python. What was read before is kept.",
    ),
    Fault("A27", ERROR, "There is no file to read.", "Name the folder or the zip file that holds the returns."),
    Fault(
        "A28",
        ERROR,
        "Last year's data could not be read: {why}.",
        "Name the folder an earlier 'aggregate' wrote, or the folder of last year's returns.",
        window="Choose the folder of last year's overview, or the folder of last year's returns.",
    ),
    Fault(
        "A29",
        WARNING,
        "What was remembered here is damaged or from another version, so every file is read again; it is kept as "
        "'{other}'.",
        "Nothing to do. Delete that file when you no longer want it.",
    ),
    Fault(
        "A40",
        ERROR,
        "Another run is writing into this folder, so nothing was done.",
        "Wait until it has ended and run the command again, or choose another folder with -o.",
        window="Wait until it has ended and begin again, or choose another folder for what is made.",
    ),
    Fault(
        "A30",
        WARNING,
        "'{name}' is not in the register, so it has its own page and is in no figure of those that were expected.",
        "Correct its identifier or its name, or add it to the register.",
    ),
    Fault(
        "A31",
        WARNING,
        "'{name}' sent more than one return; {chosen} is counted, and this one is not.",
        "If the wrong one is counted, take the other away.",
    ),
    Fault("A32", WARNING, "The return is blank, so it is not counted.", "Ask the setting to fill it in."),
    Fault(
        "A33",
        NOTE,
        "The return answers '{checklist}', and most answer '{ours}', so it is added up apart from them.",
        "Look for its figures in the folder 'forms/{checklist}'.",
    ),
    Fault(
        "A34",
        WARNING,
        "The return is of the kind '{theirs}', and the register says '{ours}'.",
        "Send the setting the workbook of its kind, or correct the register.",
    ),
    Fault(
        "A35",
        WARNING,
        "The name '{name}' stands for several settings in the register, and no identifier tells which, so the return "
        "is counted for nobody.",
        "Ask for the URN on the sheet 'Start here', or say whose it is in the file for '--decide'.",
        window="Ask for the URN on the sheet 'Start here', and have it sent again.",
    ),
    Fault(
        "A42",
        ERROR,
        "The identifier and the name do not agree: {why}. So the return is counted for nobody.",
        "Ask which of the two is right and have it sent again, or say whose it is in the file for '--decide'.",
        window="Ask which of the two is right and have it sent again.",
    ),
    Fault(
        "A43",
        NOTE,
        "The identifier '{urn}' lacks the zeros at its start; with the same name it is counted as '{name}', '{ours}'.",
        "Nothing to do.",
    ),
    Fault(
        "A44",
        NOTE,
        "No identifier stands on both sides to compare; it is counted as '{name}', the only one of that name and kind.",
        "Nothing to do, if that is the setting.",
    ),
    Fault(
        "A45",
        ERROR,
        "It is not certain whose return this is: {why}. So it is counted for nobody.",
        "Ask for the identifier and the name on the sheet 'Start here', or say whose it is in the file for '--decide'.",
        window="Ask for the identifier and the name on the sheet 'Start here', and have it sent again.",
    ),
    Fault("A46", NOTE, "It is counted for '{name}', as a person decided ({at}).", "Nothing to do."),
    Fault(
        "A47",
        ERROR,
        "The audit is dated {day}, which is not in the year from {first} to {last}, so it is not counted.",
        "Ask for this year's return, or for its date to be corrected; '--year' says which year is added up, and the "
        "file for '--decide' can count this one.",
        window="Ask for this year's return, or for its date to be corrected.",
    ),
    Fault(
        "A48",
        ERROR,
        "This is the very file that was sent last year, so it is not counted.",
        "Ask for this year's return.",
    ),
    Fault("A49", NOTE, "It is left out, as a person decided ({at}).", "Nothing to do."),
    Fault(
        "A50",
        ERROR,
        "The decision '{what}' ({at}) names no setting of the register, so it was not followed.",
        "Write a setting's identifier or its name as in the register, or 'leave out'; without a register, 'count'.",
    ),
    Fault(
        "A51",
        ERROR,
        "The file of decisions could not be read: {why}.",
        "Give a filled-in 'to-decide.csv' as an earlier run wrote it, saved as CSV UTF-8.",
    ),
    Fault(
        "A53",
        WARNING,
        "'{text}' is not a year, so it is not taken for the year that is added up.",
        "Write two years running, for example 2026-27, or say it with '--year'.",
        window="Write two years running into the register, for example 2026-27.",
    ),
    Fault(
        "A54",
        WARNING,
        "The register names several years: {years}. None of them is taken for the year that is added up.",
        "Keep one register for each year, or say it with '--year'.",
        window="Keep one register for each year.",
    ),
    Fault(
        "A55",
        WARNING,
        "This list holds decisions, and was not given to this run: so they were not followed, and it stands as it is.",
        "Give it with '--decide', or move it elsewhere for a new list.",
        window="Move it elsewhere for a new list. The decisions in it cannot be followed from here.",
    ),
    Fault(
        "A56",
        ERROR,
        "Nothing was published: {settings} returned, and of fewer than {fewest} a figure may give one away.",
        "Wait for more returns, then run it again.",
    ),
    Fault(
        "A57",
        ERROR,
        "Nothing was published: this round has an edition already, of nearly the same settings. Two side by side "
        "may give single answers away.",
        "Keep the edition that is out. Another needs at least {apart} more, and enough at each question.",
    ),
    Fault(
        "A58",
        ERROR,
        "Nothing was published: the folder for it lies in the output folder, or holds other files.",
        "Name a new folder outside the output folder after '--publish'.",
    ),
    Fault(
        "A59",
        ERROR,
        "Nothing was published: the private list of editions cannot be read.",
        "Put it back from a backup. Without it nobody can say whether two editions together give answers away.",
    ),
    Fault(
        "A70",
        ERROR,
        "Returns of an earlier year were named after '--previous' already, and only one folder of returns is taken.",
        "Name for each year but one the folder that an earlier 'aggregate' made of it.",
    ),
    Fault(
        "A52",
        ERROR,
        "Another return gives the same identifier '{urn}' under another name, '{name}'. So neither is counted.",
        "Ask whose it is and have the others sent again, or settle it in the file for '--decide'.",
        window="Ask whose it is and have the others sent again.",
    ),
    Fault(
        "A41",
        WARNING,
        "This is a first look, which asks the essentials alone, so it is not counted.",
        "Ask for the whole, begun from it: safeguarding-audit new {checklist} --from FILE -o WHOLE.xlsx.",
        window=(
            "Ask for the whole. To begin it from this, open it here and choose 'Make the whole workbook from this "
            "first look'."
        ),
    ),
    Fault(
        "A36",
        ERROR,
        "This is one part of a return that was shared among colleagues, so it is not counted.",
        "Put the parts together with 'merge', and send the whole.",
        window=(
            "Open all the parts here at once, choose 'Put them together into one workbook', and put that into the "
            "folder in their place."
        ),
    ),
    Fault(
        "A37",
        ERROR,
        "This link {why}, so nothing was read there. Everything else is not affected.",
        "Delete the link, or make it lead to the folder or the file that is meant.",
    ),
    Fault(
        "A38",
        ERROR,
        "The name of this folder is damaged, so nothing can be written there.",
        "Choose a folder of another name with '-o', or rename this one.",
        window="Choose a folder of another name, or rename this one.",
    ),
    Fault(
        "A60",
        ERROR,
        "This lies in the folder for what is made, where its name is given to a page or a list, so it would be lost.",
        "Choose another folder for what is made, such as a new one beside the folder of returns.",
    ),
    Fault(
        "A61",
        NOTE,
        "{files} here were made by an earlier overview, and were not read as returns.",
        "Nothing to do. Keep what is made in a folder of its own, and this line goes.",
    ),
    Fault(
        "A71",
        ERROR,
        "Nothing was deleted: {why}.",
        "Name the folder that 'aggregate' was given with '-o', and nothing above it.",
    ),
    Fault(
        "A72",
        ERROR,
        "This could not be deleted: {why}.",
        "Close it in other programs, see who may write there, and run the same command again.",
    ),
)
