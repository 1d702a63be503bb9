"""An action plan that comes back as a workbook."""

from audit.problems.catalogue.fault import ERROR, NOTE, WARNING, Fault

FAULTS = (
    Fault(
        "B01",
        ERROR,
        "No action plan was found: no sheet has a heading row with 'Topic', 'What to do' and 'Status'.",
        "Use the workbook that 'safeguarding-audit report RETURN --also xlsx' made, and keep its heading row.",
    ),
    Fault(
        "B02",
        ERROR,
        "The plan's hidden page of details is gone, so it cannot be seen which return it belongs to.",
        "Make the plan again with 'safeguarding-audit report RETURN --also xlsx', and copy into it what was ticked.",
    ),
    Fault(
        "B03",
        ERROR,
        "This plan is of another setting: it says {theirs}, and the return says {ours}.",
        "Name the return that the plan was made of. If the setting has a new name or number, write it in the return "
        "as it is in the plan, and change it back afterwards.",
    ),
    Fault(
        "B04",
        ERROR,
        "This plan is of another audit: it is of {theirs}, and the return is of {ours}.",
        "Name the return that the plan was made of.",
    ),
    Fault(
        "B05",
        WARNING,
        "The plan says '{text}' as {heading} of '{ref}'. The return was changed since to '{other}' at {cell}, and "
        "that was kept.",
        "If the plan is right, type its words into that cell of the return.",
    ),
    Fault(
        "B06",
        WARNING,
        "This line ('{text}') is about no question of the return, so nothing of it was brought.",
        "It still stands in the plan. Write it beside the question that it belongs to, or keep it in the plan.",
        many="Lines that are about no question of the return, and were not brought: {each}.",
    ),
    Fault(
        "B07",
        WARNING,
        "The line '{ref}' stands here and also at {other}, and they differ; neither was brought.",
        "Keep the right one and delete the other.",
        many="Lines that stand twice and differ; neither was brought: {each}.",
        each="'{ref}'",
    ),
    Fault(
        "B08",
        NOTE,
        "The line '{ref}' is gone from the plan; what the return says of it was kept.",
        "If it is done, tick it off in the return.",
        many="Lines that are gone from the plan; what the return says was kept: {each}.",
        each="'{ref}'",
    ),
    Fault(
        "B09",
        WARNING,
        "'{text}' is no word we know for how far an action has come, so this status was not brought.",
        "Choose Not started, Under way or Done, and run the same command again.",
        many="No status that we know, so not brought: {each}.",
    ),
    Fault(
        "B10",
        WARNING,
        "The cell holds a formula or an error value, so it was not brought.",
        "Type the words or the date into the cell itself, and run the same command again.",
        many="Cells with a formula or an error value were not brought.",
        each="",
    ),
    Fault(
        "B11",
        NOTE,
        "The column '{text}' is not one of the plan's own. What is written in it stays in the plan.",
        "If it belongs into the audit, copy it into 'Notes' of the return.",
        many="Columns that are not the plan's own; what is written in them stays in the plan: {each}.",
    ),
    Fault(
        "B12",
        NOTE,
        "{heading} of '{ref}' was emptied in the plan. The return says '{other}' at {cell}, and that was kept.",
        "If it is to go, empty that cell of the return.",
    ),
    Fault(
        "B13",
        WARNING,
        "{heading} of '{ref}' ('{text}') could not be written into the return at {cell}: {why}.",
        "Type it into the return.",
    ),
    Fault(
        "B14",
        ERROR,
        "The return cannot be written to: {why}.",
        "Open it, save it as .xlsx in your spreadsheet program, and run the same command on that file.",
    ),
    Fault(
        "B15",
        ERROR,
        "What was written did not read back as it should ({ref}, {heading}), so nothing was kept of it.",
        "Type what was ticked into the return, and report this as a fault of the tool.",
    ),
    Fault(
        "B16",
        ERROR,
        "This is an action plan, not a return.",
        "Name the return itself. What was ticked off in the plan is brought into it with: safeguarding-audit progress "
        "PLAN.xlsx RETURN.xlsx -o UPDATED.xlsx.",
        window="Open the return itself, and type into it what was ticked off in the plan.",
    ),
    Fault(
        "B17",
        ERROR,
        "The plan was made by a newer version of this tool (layout {theirs}; this one knows {ours}).",
        "Install the newest safeguarding-audit and try again.",
    ),
    Fault(
        "B18",
        NOTE,
        "The return holds charts, diagrams or threads of comments of your own, which the updated workbook leaves out.",
        "Keep the return as well; every answer stands in both.",
    ),
)
