"""A form of somebody else's, read by a mapping."""

from audit.problems.catalogue.fault import ERROR, WARNING, Fault

FAULTS = (
    Fault(
        "M01",
        ERROR,
        "'{text}' is not one of the form's answers, so it counts as unanswered.",
        "Type one of these alone: {known}. Put any remark in the column for evidence or comments.",
        many="Not one of the form's answers: {each}.",
    ),
    Fault(
        "M02",
        ERROR,
        "More than one column is marked ({marked}), so the question counts as unanswered.",
        "Keep the mark that is right, and delete the other.",
        many="Questions with more than one mark: {each}.",
        each="{marked}",
    ),
    Fault(
        "M03",
        ERROR,
        "The question '{ref}' ('{asks}') is not in the workbook, so it counts as unanswered.",
        "Put its row back from a blank form. If the form is another version, it needs a mapping of its own.",
        many="Questions of the form that are missing: {each}.",
        each="'{ref}'",
    ),
    Fault(
        "M04",
        WARNING,
        "'{text}' has an answer, and is no question of the form: it is not counted.",
        "If it is the setting's own question, leave it. If the form has changed, change its mapping.",
        many="Answers to what the form does not ask: {each}.",
    ),
    Fault(
        "M05",
        WARNING,
        "The question has no rating in {rating_cell}, and '{text}' stands here.",
        "If it is the rating, type it into {rating_cell}.",
        many="No rating, and a word that could be one in another column: {each}.",
    ),
    Fault(
        "M06",
        WARNING,
        "This row is taken for the question '{ref}', though its words are not quite the same ('{text}').",
        "If it is another question, correct the mapping of the form.",
        many="Taken for questions in nearly the same words: {each}.",
        each="'{ref}'",
    ),
    Fault(
        "M08",
        ERROR,
        "The forms '{first}' and '{second}' fit this workbook equally well, so it is not known which it is.",
        "Keep one of the two mappings in the folder.",
    ),
    Fault(
        "M09",
        ERROR,
        "This looks like the form '{form}', but of its questions it has {found}, not {expected}.",
        "Make a mapping for this version of the form, or put back the rows that were deleted.",
    ),
    Fault(
        "M10",
        WARNING,
        "'{text}' stands in the blank form already and nothing else is written in the row: it counts as unanswered.",
        "If it is the answer, say what shows it in the same row.",
        many="As in the blank form, so counted as unanswered: {each}.",
    ),
    Fault(
        "M11",
        WARNING,
        "Not applicable is answered and no reason is given, so the question counts as unanswered.",
        "Say in the row's comments or evidence why it cannot apply.",
        many="Not applicable without a reason, so counted as unanswered.",
        each="",
    ),
    Fault(
        "M12",
        ERROR,
        "'{text}' stands in the column '{heading}', so it is not clear what is meant, and counts as unanswered.",
        "Put one mark, such as x, into the column that is right.",
        many="Words in a column to tick that say something else: {each}.",
    ),
)
