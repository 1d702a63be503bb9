"""The file as a whole."""

from audit.problems.catalogue.fault import ERROR, WARNING, Fault

FAULTS = (
    Fault("F01", ERROR, "There is no such file.{hint}", "Check the spelling and the folder."),
    Fault("F02", ERROR, "This is a folder, not a workbook.", "Name the workbook inside it."),
    Fault("F03", ERROR, "The file is empty (0 bytes).", "Ask for it to be sent again, or save it again."),
    Fault(
        "F04",
        ERROR,
        "This is not a spreadsheet: it looks like {looks}.",
        "Use the workbook itself, saved as .xlsx or .ods in a spreadsheet program. Answers that stand only in this "
        "file have to be typed into a blank workbook.",
    ),
    Fault(
        "F05",
        ERROR,
        "This is the old .xls format (Excel 97 to 2003).",
        "Open it, choose Save As, and choose Excel Workbook (.xlsx).",
    ),
    Fault(
        "F06",
        ERROR,
        "The workbook is locked with a password, so it cannot be read.",
        "Open it, remove the password (File, Info, Protect Workbook), and save it again.",
    ),
    Fault(
        "F07",
        ERROR,
        "The file is damaged: {how}.",
        "Open it in a spreadsheet program, let it repair the file, and save it; or ask for it to be sent again.",
    ),
    Fault(
        "F08",
        ERROR,
        "The file is larger than a return can be: {what}.",
        "Copy the answers into a fresh workbook made with 'safeguarding-audit new'. If you know the sender and it "
        "has to be so large, raise the limit with --limit: docs/limits.md names each.",
        window="Copy the answers into a blank workbook: 'Get a workbook' on the first screen makes one.",
    ),
    Fault(
        "F09",
        ERROR,
        "The file holds a document type or entity declaration, which no spreadsheet program writes.",
        "Do not open it. Ask the sender for the workbook saved again from their spreadsheet program.",
    ),
    Fault(
        "F10",
        ERROR,
        "A cell lies far outside the checklist ({cell}).",
        "Delete the stray entry, or copy the answers into a fresh workbook.",
    ),
    Fault(
        "F11",
        ERROR,
        "The inside of the file is not put together as spreadsheet programs do it: {what}.",
        "Open it in a spreadsheet program, save it under a new name, and use that.",
    ),
    Fault(
        "F12", ERROR, "The file could not be opened: {why}.", "Close it in other programs and check who may read it."
    ),
    Fault(
        "F13",
        ERROR,
        "This is the lock file a spreadsheet program leaves beside an open workbook.",
        "Use the workbook itself: the same name without '~$' or '.~lock.'.",
    ),
    Fault(
        "F14",
        ERROR,
        "A marked copy of this workbook cannot be made: {why}.",
        "In a spreadsheet program take out what is named here (merged cells: select all, then Unmerge Cells), save it "
        "under a new name as .xlsx, and mark that; or copy the answers into a fresh workbook made with "
        "'safeguarding-audit new'. Without --marked it is checked all the same.",
        window=(
            "In a spreadsheet program take out what is named here (merged cells: select all, then Unmerge Cells), "
            "save it under a new name as .xlsx, and mark that; or copy the answers into a blank workbook: 'Get a "
            "workbook' on the first screen makes one. What is wrong in it is listed here all the same."
        ),
    ),
    Fault(
        "F15",
        ERROR,
        "The logo is not a PNG or JPEG picture: it looks like {looks}.",
        "Open it in a picture program and save it as PNG, then name that file with --logo.",
    ),
    Fault(
        "F16",
        ERROR,
        "The logo is too large to be one: {what}.",
        "Save it smaller: about 700 by 200 pixels is as much as is seen, on paper too.",
    ),
    Fault(
        "F17",
        ERROR,
        "The logo cannot be used: {why}.",
        "Open it in a picture program, look at it, and save it again as PNG.",
    ),
    Fault(
        "F18",
        ERROR,
        "Something stands twice in the file, where it can stand once: {what}.",
        "Open it in a spreadsheet program, look at what stands there, and save it under a new name; or ask the sender "
        "for it again.",
    ),
    Fault(
        "F19",
        ERROR,
        "The sheet '{sheet}' is not a sheet of cells but {what}, and may run when the file is opened.",
        "Copy the answers into a fresh workbook made with 'safeguarding-audit new'; or, if you know the sender, ask "
        "them to delete that sheet and save the file as .xlsx.",
        window=(
            "Copy the answers into a blank workbook ('Get a workbook' on the first screen makes one); or, if you "
            "know the sender, ask them to delete that sheet and save the file as .xlsx."
        ),
    ),
    Fault(
        "F20",
        WARNING,
        "The part '{part}' of the file is damaged. No answer stands in it, and every answer was read.",
        "Open it in a spreadsheet program, let it repair the file, and save it under a new name; then go on in that.",
    ),
)
