"""Reports that are verified, sealed or reviewed."""

from audit.problems.catalogue.fault import ERROR, NOTE, WARNING, Fault

FAULTS = (
    Fault(
        "V01",
        ERROR,
        "This is not a report that can be checked: {why}.",
        "Name the .html file that 'safeguarding-audit report' wrote, not a copy saved from a browser's print view.",
    ),
    Fault(
        "V02",
        ERROR,
        "The answers that the report carries cannot be read: {why}.",
        "Ask for the report to be made again from the workbook.",
    ),
    Fault(
        "V03",
        ERROR,
        "The report was made by version {theirs} of this tool, and this is version {ours}, which writes pages in other "
        "words or with another look: a difference may be the version's or a hand's, and nobody can tell from the page.",
        "Install version {theirs} to check the page to the letter, or make the report again from the workbook.",
    ),
    Fault(
        "V04",
        ERROR,
        "The report answers edition {edition} of the checklist '{checklist}', whose words are not the ones here.",
        "Name the folder that holds that edition with --checklists, or install the version of this tool it came with.",
    ),
    Fault(
        "V05",
        ERROR,
        "{place}: the page says '{page}', and by its own answers it should say '{ours}'.",
        "Do not rely on this page: make the report again from the workbook.",
    ),
    Fault(
        "V06",
        ERROR,
        "{what}: the report says '{report}', and the workbook '{workbook}'.",
        "Find out which of the two was changed; make the report again from the workbook that is right.",
    ),
    Fault(
        "V07",
        ERROR,
        "There is a file of this name already, and a key is never written over.",
        "Choose another name. Without its private key nobody can seal with the same pair again.",
    ),
    Fault(
        "V08",
        NOTE,
        "The workbook holds the same answers; the file itself was saved again, so its SHA-256 is another.",
        "Nothing to do.",
    ),
    Fault(
        "V09",
        NOTE,
        "{answers} than when the report was made, as after sorting.",
        "Nothing to do.",
    ),
    Fault(
        "V10",
        NOTE,
        "The page holds the judgement only, so what it rests on can be checked only with the workbook.",
        "Name the workbook after the report, if you have it.",
    ),
    Fault(
        "V11",
        ERROR,
        "There is no seal on it or beside it.",
        "Ask for the sealed page, or for the .seal file that belongs beside it. To check a page that has none, leave "
        "--public-key out; to check it against a workbook, name the page first.",
    ),
    Fault(
        "V12",
        ERROR,
        "The seal does not fit: something was changed after it was sealed.",
        "Do not rely on this. Ask whoever sealed it for it again.",
    ),
    Fault(
        "V13",
        ERROR,
        "The page was sealed with another key ({theirs}) than the one you named ({ours}).",
        "Ask whoever sealed it which key is theirs.",
    ),
    Fault(
        "V14",
        ERROR,
        "This is not a key that can be used: {why}.",
        "Make a pair with: safeguarding-audit seal --new-key FILE. Seal with FILE, and check with FILE.pub.",
    ),
    Fault(
        "V15",
        ERROR,
        "The library {library}, which seals need, is not installed.",
        "Run 'python -m pip install cryptography' in this tool's virtual environment, not in the system's Python.",
    ),
    Fault(
        "V16",
        WARNING,
        "The leader's answer to '{ref}' is no longer as it was when the review began.",
        "Write what you think in the reviewer's columns, and put the leader's words back from the original.",
    ),
    Fault(
        "V17",
        WARNING,
        "The reviewer's rating of '{ref}' differs from the leader's, and no reason is given.",
        "Write the reason in 'Reviewer's reason', so that the leader can follow it.",
    ),
    Fault("V18", ERROR, "This workbook is a review already.", "Go on in it, or start again from the leader's return."),
    Fault(
        "V21",
        ERROR,
        "'{label}' says '{now}' in this review, and said '{before}' when it began; the setting's own words are kept.",
        "Put it back. If the setting was wrong, ask it for a corrected return, and begin a review of that.",
    ),
    Fault(
        "V22",
        WARNING,
        "This is a reviewer's copy, and nobody has written a rating or a reason in it.",
        "Fill in the reviewer's columns on the sheet 'Checklist'. Until then no report calls it reviewed.",
    ),
    Fault(
        "V23",
        ERROR,
        "This is a review of other answers than {first}.",
        "Put together only reviews of the same answers; begin a review of the return that counts.",
    ),
    Fault(
        "V24",
        ERROR,
        "Only some of these workbooks are reviews: {file} is none.",
        "Put reviews together with reviews, and the workbooks of colleagues with each other.",
    ),
    Fault(
        "V25",
        ERROR,
        "The page's commitment is not to this workbook with this secret.",
        "Use the very file that the page was made from, not one that was saved again, and the secret of that day.",
    ),
    Fault(
        "V26",
        NOTE,
        "The judgement and the band are those of this workbook; that the page was made of it was not checked.",
        "If you have the setting's secret, name it with --secret.",
    ),
    Fault(
        "V27",
        NOTE,
        "The page's code was written again, as a browser does with 'Save as'; its words, figures, links and look are "
        "as they were made.",
        "Nothing to do. To have the very file, ask for the one that 'report' wrote.",
    ),
    Fault(
        "V28",
        ERROR,
        "The answers that the report carries are in format {number}, and this version reads up to {ours}.",
        "Install a newer version of this tool.",
    ),
    Fault(
        "V29",
        ERROR,
        "The report was made with other templates of version {ours}: a difference may be theirs or a hand's, and "
        "nobody can tell from the page.",
        "Check it with the very build that made it, or make the report again from the workbook.",
    ),
    Fault(
        "V30",
        WARNING,
        "{place}: the page says '{page}', and this version writes '{ours}' from the same answers.",
        "Another version may word it otherwise. If it is an answer, a rating or a figure, do not rely on this page.",
    ),
    Fault(
        "V31",
        NOTE,
        "Every word and figure on the page is what this version makes of its answers; its style and its code are of "
        "other templates and were not compared.",
        "Nothing to do, unless something on the page seems to be hidden.",
    ),
    Fault(
        "V32",
        NOTE,
        "The report is that of a review by {reviewer}, and this workbook is the setting's own return: its answers were "
        "compared, and what the review adds was not.",
        "To check that too, name the reviewed workbook.",
    ),
    Fault(
        "V33",
        NOTE,
        "The workbook is a review by {reviewer} of the return that the report was made from: the setting's answers "
        "were compared, and what the review adds was not.",
        "Nothing to do. To see what the review adds, make a report of it.",
    ),
    Fault(
        "V34",
        ERROR,
        "This cannot be sealed or checked: {why}.",
        "Name a file or a folder of files that you can open. Leave links out of a folder.",
    ),
    Fault(
        "V36",
        NOTE,
        "The report is that of several reviews put together, and this workbook is the review by {reviewer} alone: the "
        "setting's answers and what this reviewer wrote were compared, and what the others wrote was not.",
        "To check that too, name the workbook that 'safeguarding-audit merge' made.",
    ),
    Fault(
        "V35",
        ERROR,
        "This page was saved as a single file (.mhtml). Browsers leave the answers that a report carries out of such a "
        "file, so nothing in it can be checked.",
        "Ask for the .html file. To save a report from a browser, choose 'Web page, complete' or 'HTML only'.",
    ),
    Fault(
        "V20",
        ERROR,
        "The library WeasyPrint, which writes PDF, is not installed or cannot find Pango: {why}.",
        "Run 'python -m pip install weasyprint' in this tool's virtual environment, not in the system's Python (on "
        "Debian also 'apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0'), or print the page to PDF "
        "from a browser.",
    ),
)
