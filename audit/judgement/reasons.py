"""Whether a text gives a reason: why a question does not apply, or why nothing is to be done about it.

"All on paper" says why. "Not needed here", "because", "12" and "will check" do not, and "we have not done this yet" is
an answer of its own: Not met. What is said around a reason is taken out first ("because", "to us", "at the moment"),
so that short lists see through many wordings. A workbook's formulas follow the rule word for word.
"""

from audit.judgement.evidence import compared, says, unmarked

FILLERS = tuple(
    f" {phrase} "
    for phrase in (
        "to this setting", "for this setting", "in this setting", "to our setting", "for our setting", "in our setting",
        "to our school", "in our school", "in this case", "in our case", "at the moment", "at present", "at this time",
        "to us", "for us", "with us", "to me", "for me", "at all", "so far", "i think", "we think", "the question",
        "question", "currently", "because", "really", "simply", "just", "since", "still", "here", "yet", "this", "that",
        "it is", "it s", "its", "it", "is", "are", "as", "we", "i", "they",
    )
)  # fmt: skip
"""Said around a reason, and no part of it: taken out one after the other, in this order."""

NO_REASON = (
    "not", "no", "relevant", "not relevant", "irrelevant", "not needed", "not required", "not necessary", "unnecessary",
    "no need", "do not need", "don t need", "dont need", "does not apply", "doesn t apply", "doesnt apply",
    "do not apply", "don t apply", "dont apply", "not apply", "inapplicable", "not appropriate", "not suitable",
    "not us", "not our thing", "not ours", "do not know", "don t know", "dont know", "no reason", "reason", "as stated",
    "obvious", "see question", "said so", "was told so", "head said so", "will do", "left out", "skipped this",
)  # fmt: skip
"""Says no more than Not applicable does, or that nobody knows; as the whole of what is left."""

UNDECIDED = tuple(
    f"{phrase} "
    for phrase in (
        "will check", "ll check", "will ask", "ll ask", "will find out", "will look into", "to check", "to be checked",
        "need to check", "needs checking", "must check", "checking", "not sure", "am not sure", "m not sure", "unsure",
        "do not know", "don t know", "dont know", "no idea", "have no idea",
    )
)  # fmt: skip
"""Says at its beginning that nobody knows yet."""

NOT_DONE = (
    "not done", "not been done", "have not done", "haven t done", "havent done", "has not been done",
    "hasn t been done",
    "not doing", "do not do", "don t do", "dont do", "do not", "don t", "dont", "have not", "haven t", "havent",
    "not in place", "nothing in place", "none in place", "not there", "do not have", "don t have", "dont have",
    "not have", "have not got", "haven t got", "not got", "not started", "have not started", "haven t started",
    "not happening", "does not happen", "doesn t happen", "not written", "not set up", "not developed", "not complete",
    "not completed", "not finished", "not met", "not yet", "no policy", "no procedure", "nothing", "never done",
    "have never done", "no time", "have no time", "have not had time", "haven t had time", "to do", "to be done",
    "in progress", "under way", "underway", "working on",
)  # fmt: skip
"""Says that it is not done, as the whole of what is left: that is Not met, and no reason why it would not apply."""

LEAST = 4
"""Characters that are left of a reason without its digits, at the least."""


def core(text: str) -> str:
    """What is left of a text without what is said around a reason, as :func:`audit.judgement.evidence.compared`."""
    words = f" {compared(unmarked(text))} "
    for filler in FILLERS:
        words = words.replace(filler, " ")
    return " ".join(words.split())


def gives_reason(text: str) -> bool:
    """Whether a text says why."""
    if not text or not says(compared(unmarked(text))):
        return False
    left = core(text)
    letters = " ".join("".join(character for character in left if character not in "0123456789").split())
    if len(letters) < LEAST or not letters.replace(letters[0], "").strip():
        return False
    return left not in NO_REASON and left not in NOT_DONE and says(left) and not f"{left} ".startswith(UNDECIDED)


def says_not_done(text: str) -> bool:
    """Whether a text says that something is not done, which is an answer and no reason."""
    return core(text) in NOT_DONE
