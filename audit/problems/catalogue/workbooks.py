"""The workbook as a return."""

from audit.problems.catalogue.fault import ERROR, NOTE, WARNING, Fault

FAULTS = (
    Fault(
        "W01",
        ERROR,
        "No checklist was found: no sheet has a heading row with 'Ref' and 'Rating'.",
        "Use a workbook made with 'safeguarding-audit new', and keep its heading row.",
        window="Use a workbook that 'Get a workbook' on the first screen made, and keep its heading row.",
    ),
    Fault(
        "W02",
        ERROR,
        "The workbook is for a checklist called '{checklist}', which is not here.",
        "Use one of: {known}. If it is your own checklist, name its folder with --checklists.",
        window=(
            "Use one of: {known}. If it is somebody's own checklist, open it on the page that they give out with it."
        ),
    ),
    Fault(
        "W03",
        WARNING,
        "The workbook was made from edition {theirs}; this is edition {ours}, and the questions differ.",
        "The answers are read by Ref against this edition. Make a new workbook for the next audit.",
    ),
    Fault(
        "W04",
        ERROR,
        "Nothing has been answered yet: every rating is blank.",
        "If it has only just been made, choose a rating for each question. If somebody sent it, ask for the filled "
        "one.",
    ),
    Fault(
        "W05",
        ERROR,
        "The question '{ref}' is missing from the workbook, so it counts as unanswered.",
        "Put its row back: copy it from a fresh workbook made with 'safeguarding-audit new'.",
        many="Missing questions: {each}.",
        each="'{ref}'",
        window="Put its row back: copy it from a blank workbook, which 'Get a workbook' on the first screen makes.",
    ),
    Fault(
        "W06",
        ERROR,
        "The question '{ref}' stands here and also at {other}. {outcome}",
        "Keep the row with the right answer and delete the other.",
        many="Questions that stand in several rows: {each}.",
        each="'{ref}'",
    ),
    Fault(
        "W07",
        ERROR,
        "'{ref}' is not a question of this checklist{hint}, so what is written in this row is not counted.",
        "Correct the Ref, or copy what is written to the right row.",
        many="No questions of this checklist: {each}.",
        each="'{ref}'{hint}",
    ),
    Fault(
        "W08",
        WARNING,
        "This row has no Ref but something is written in it ('{text}'), which is not counted.",
        "If it is an answer, move it to the row of its question; if it is a note, leave it.",
        many="Rows without a Ref: {each}.",
    ),
    Fault(
        "W47",
        NOTE,
        "This row has no Ref. Its question is that of '{ref}', so it was read as the answer to that.",
        "Write the question's Ref into the column Ref, which stands hidden between Question and Rating.",
        many="Rows without a Ref, read by their question: {each}.",
        each="'{ref}'",
    ),
    Fault(
        "W48",
        WARNING,
        "The question here is that of '{other}', but the Ref of this row is '{ref}', and as '{ref}' it was read.",
        "Perhaps only a part of the table was sorted. Undo that, or look whether each answer stands beside its own "
        "question; then sort with all columns chosen.",
        many="Rows whose question and Ref belong to different questions: {each}.",
        each="'{ref}'",
    ),
    Fault(
        "W09",
        ERROR,
        "The column '{column}' is missing from the heading row, so nothing in it could be read.",
        "Put it back into the heading row, in just these words.",
        many="Columns missing from the heading row: {each}.",
        each="'{column}'",
    ),
    Fault(
        "W10",
        ERROR,
        "The heading '{column}' stands twice, here and at {other}; only the first was read.",
        "Rename the column you added.",
        many="Headings that stand twice: {each}.",
        each="'{column}'",
    ),
    Fault(
        "W11",
        ERROR,
        "'{text}' is not a rating{hint}.",
        "Choose Met, Partly met, Not met or Not applicable from the list, and write anything more in 'Notes'.",
        many="Not ratings: {each}.",
        each="'{text}'{hint}",
    ),
    Fault(
        "W12",
        ERROR,
        "The rating cell {rating_cell} is blank, but '{text}' is written here, in the column '{column}'.",
        "Choose the rating in the column 'Rating'; the question counts as unanswered until then.",
        many="The rating is blank, but one is written in another column: {each}.",
        each="'{text}' in '{column}'",
    ),
    Fault(
        "W13",
        WARNING,
        "'{text}' is not a date, so the action is shown with your words and no date.",
        "Write the date as day/month/year, for example 31/03/2027.",
        many="Not dates: {each}.",
    ),
    Fault(
        "W14",
        WARNING,
        "'{text}' cannot be the date of this {thing}.",
        "Write the date as day/month/year, for example 31/03/2027.",
        many="No date can be meant: {each}.",
    ),
    Fault(
        "W15",
        ERROR,
        "'Not applicable' needs a reason, and {found} none, so the question counts as unanswered.",
        "Write in 'Notes' why the question does not apply to you.",
        many="'Not applicable' needs a reason.",
        each="",
    ),
    Fault(
        "W52",
        ERROR,
        "'{text}' says that it is not done, and not why the question does not apply, so it counts as unanswered.",
        "Did you mean Not met? Then choose it. If the question truly does not apply, write in 'Notes' why.",
        many="Notes beside 'Not applicable' that say it is not done: {each}. Did you mean Not met?",
    ),
    Fault(
        "W51",
        WARNING,
        "'{text}' names nobody who will do it, so the plan suggests a role.",
        "Write who will do it: a role is better than a name. If that is not decided yet, leave the cell empty.",
        many="Owners that name nobody: {each}.",
    ),
    Fault(
        "W53",
        WARNING,
        "The audit is dated {dated}, which is after today or the day of the report, {day}.",
        "Correct 'Date of this audit' on the sheet 'Start here'. Until then what is most pressing is dated from {day}.",
    ),
    Fault(
        "W54",
        WARNING,
        "The action is marked as done, but this essential is rated {rating}.",
        "If it is in place now, choose Met and name the evidence. If not, take 'Done' out of the status.",
        many="Essentials that are not met, with the action marked as done.",
        each="",
    ),
    Fault(
        "W45",
        WARNING,
        "This names no evidence{text}.",
        "Write what shows it and where it is kept, or whom to ask: 'Log, office cabinet', 'minutes of 3 May' or 'ask "
        "the deputy for the rota'. If there is nothing yet, leave the cell empty.",
        many="These name no evidence.",
    ),
    Fault(
        "W46",
        ERROR,
        "'Not applicable' is not offered here, since the question is {what}; it counts as unanswered.",
        "Choose Met, Partly met or Not met. If it truly cannot apply to you, keep your reason in 'Notes' and ask a "
        "reviewer to agree: safeguarding-audit review.",
        many="'Not applicable' is not offered at these questions and counts as unanswered.",
        each="",
        window=(
            "Choose Met, Partly met or Not met. If it truly cannot apply to you, keep your reason in 'Notes' and "
            "ask whoever reviews your audit to agree."
        ),
    ),
    Fault(
        "W16",
        WARNING,
        "The workbook does not say whose it is: 'Name of setting' is blank.",
        "Write the name on the sheet 'Start here'.",
    ),
    Fault(
        "W17",
        ERROR,
        "The workbook was made by a newer version of this tool (layout {theirs}; this one knows {ours}).",
        "Install the newest safeguarding-audit and try again.",
        window="Use the newest version of this page or tool.",
    ),
    Fault(
        "W18",
        ERROR,
        "The cell holds a formula or an error value, and an answer has to be typed.",
        "Choose the rating, or type the words, in the cell itself.",
    ),
    Fault(
        "W19",
        ERROR,
        "The checklist stands on two sheets, '{first}' and '{second}'; only '{first}' was read.",
        "Delete or rename the heading row of the copy you do not want counted.",
    ),
    Fault(
        "W20",
        WARNING,
        "The workbook's hidden page of details is gone; it was taken for '{checklist}' by its questions.",
        "Next time start from a workbook made with 'safeguarding-audit new'.",
        window="Next time start from a workbook that 'Get a workbook' on the first screen made.",
    ),
    Fault(
        "W21",
        WARNING,
        "'{kind}' is not a kind of setting we know{hint}, so every question was asked.",
        "Make the workbook with --kind and one of: {known}.",
        window=(
            "Make a workbook with 'Get a workbook' on the first screen, choose the kind there, and copy the "
            "answers into it."
        ),
    ),
    Fault(
        "W41",
        WARNING,
        "'{text}' stands as the kind of setting, but this workbook asks what is asked of: {title}{hint}.",
        "If the kind is wrong, make another workbook from this one: safeguarding-audit new --from FILE --kind KIND.",
        window="If the kind is wrong, choose 'Make this year's workbook from it', and the right kind there.",
    ),
    Fault(
        "W42",
        NOTE,
        "'{title}' is no longer one kind of setting; every answer in it is read as it was asked.",
        "Next time choose one of: {known}.",
    ),
    Fault(
        "W43",
        ERROR,
        "This workbook is of a kind that is now several: {known}.",
        "Say which one you are with --kind. What that kind is not asked is kept on the sheet 'Changes'.",
        window=(
            "Choose which one you are where this year's workbook is made. What that kind is not asked is kept on "
            "the sheet 'Changes'."
        ),
    ),
    Fault(
        "W44",
        NOTE,
        "Some who were asked as '{kind}' have a kind of their own now: {known}.",
        "If that is you, make the workbook with --kind and that word. Nothing that you wrote is lost.",
        window="If that is you, make the workbook again and choose that kind. Nothing that you wrote is lost.",
    ),
    Fault(
        "W22",
        NOTE,
        "'{text}' was read as {meaning}.",
        "If that is not what you meant, choose the rating from the list.",
        many="Read as ratings: {each}.",
        each="'{text}' as {meaning}",
    ),
    Fault(
        "W57",
        NOTE,
        "'{text}' was read as {meaning}.",
        "If that is not what you meant, choose the rating from the list.",
        many="Read as Met: {each}.",
        every_place=True,
    ),
    Fault(
        "W24",
        ERROR,
        "This workbook holds only a part of the checklist ({part}); every other question counts as unanswered.",
        "Put the parts together: safeguarding-audit merge FILE FILE -o WHOLE.xlsx.",
        window="Open all the parts here at once, and choose 'Put them together into one workbook'.",
    ),
    Fault(
        "W25",
        ERROR,
        "This workbook is for another checklist or kind of setting than {first}.",
        "Put together only the workbooks of one setting and one checklist.",
    ),
    Fault(
        "W23",
        NOTE,
        "'{text}' was read as {day}, the end of that month.",
        "If you mean another day, write it in full.",
        many="Read as the end of a month: {each}.",
        each="'{text}' as {day}",
    ),
    Fault(
        "W27",
        WARNING,
        "'{text}' could mean {first} or {second}, so no date was taken from it.",
        "Write the date as day/month/year, for example 31/03/2027.",
        many="Could mean two days, so no date was taken: {each}.",
        each="'{text}'",
    ),
    Fault(
        "W28",
        NOTE,
        "'{text}' names no year and was read as {day}, the next such day from the date of the audit on.",
        "If you mean another day, write it in full: day/month/year.",
        many="Read as the next such day from the date of the audit on: {each}.",
        each="'{text}' as {day}",
    ),
    Fault(
        "W29",
        WARNING,
        "'{text}' names no year, and the workbook gives no date of the audit to count from.",
        "Write the date as day/month/year, or fill in 'Date of this audit' on the sheet 'Start here'.",
        many="No year is named, nor a date of the audit to count from: {each}.",
    ),
    Fault(
        "W49",
        WARNING,
        "'{text}' names no year, so it cannot be taken as the date of this {thing}.",
        "Write the date as day/month/year, for example 31/03/2027.",
        many="No year is named: {each}.",
    ),
    Fault(
        "W55",
        NOTE,
        "'{text}' was read as {day}, but that is a {weekday}.",
        "Look which of the two is right, and write the date as day/month/year.",
        many="Read as days that are another day of the week: {each}.",
        each="'{text}' as {day}, a {weekday}",
    ),
    Fault(
        "W56",
        NOTE,
        "{day} is more than ten years from the date of the audit.",
        "Look at its year, and at that of 'Date of this audit' on the sheet 'Start here'.",
        many="More than ten years from the date of the audit: {each}.",
        each="{day}",
    ),
    Fault(
        "W30",
        NOTE,
        "'{text}' does not surely say how far the action has come{hint}, so it counts as not done.",
        "Choose Not started, Under way or Done, and keep your own words in 'Notes'.",
        many="Words that do not surely say how far an action has come, so not done: {each}.",
        each="'{text}'{hint}",
    ),
    Fault(
        "W50",
        WARNING,
        "The cells {cells} are merged: they were read as {first} alone, and the others count as blank.",
        "Unmerge them (Excel: Home > Merge & Center; LibreOffice: Format > Merge and Unmerge Cells), and answer each "
        "question in its own row.",
        many="Merged cells, read as the first of each alone, and the others count as blank: {each}.",
        each="{cells}",
    ),
    Fault(
        "W26",
        ERROR,
        "The sheet '{sheet}' has the headings 'Ref' and 'Rating', but none of its Refs, {example}, is a question of "
        "{whose}.",
        "Use a workbook made with 'safeguarding-audit new'. If the questions are your own, name the folder of your "
        "checklist with --checklists.",
        window=(
            "Use a workbook that 'Get a workbook' on the first screen made. If the questions are somebody's own, "
            "open it on the page that they give out with them."
        ),
    ),
)
