"""What the first sheet says to do, for somebody who has only this file."""

from collections import Counter
from collections.abc import Iterator

from audit.model import LAST_YEAR, Checklist, Duty, Rating
from audit.text import counted

Section = tuple[str, tuple[tuple[str, str], ...]]
"""A heading, and lines of a name and a text."""
_MINUTES_A_THEME, _SITTINGS_FROM = 25, 4

LAST_YEARS = (
    f"{LAST_YEAR} stands before what was written last year. Look at it, bring it up to date, and take the mark away: "
    "until then it does not count."
)


def for_leader(checklist: Checklist, *, carried: bool, first_look: bool = False) -> Iterator[Section]:
    """What a leader is to do, and what the words mean.

    Args:
        checklist: what the workbook asks.
        carried: whether last year's answers stand in it.
        first_look: whether it asks the essentials alone.
    """
    if first_look:
        yield "A first look", tuple(_first_look(checklist))
    steps = [
        ("1. Save your own copy", "Where your team can open it. Nothing has to be installed."),
        ("2. Choose who helps", _who_helps(checklist)),
        (
            "3. Answer on 'Checklist'",
            (
                "Choose a rating. Not sure? Leave it blank and go on. Met or partly met: say what shows it, and "
                "where it is kept. Not met: one action, who, by when. Click the number of a question for help with it."
            ),
        ),
        ("4. Look at 'Summary', and save", "Unfinished is fine: come back another day. A blank counts as unanswered."),
        (
            "5. Send it back",
            (
                "To whoever sent it to you: they make the report. To make it yourself, run: safeguarding-audit report "
                "followed by the name of this file."
            ),
        ),
    ]
    yield "What to do", tuple(steps)
    if not first_look:
        yield "How long it takes", tuple(_time(checklist))
    if carried:
        yield "From last year", (("What the mark means", LAST_YEARS),)
    yield (
        "What the ratings mean",
        (
            *((rating.value, rating.chosen_when) for rating in Rating),
            ("Left blank", "You have not answered yet. It earns nothing and is shown as unanswered."),
        ),
    )
    yield from after_ratings()


def for_reviewer() -> Iterator[Section]:
    """What a reviewer is to do, and what the words mean."""
    yield (
        "What to do",
        (
            (
                "1. Write who you are",
                "In the pale yellow cells under 'Your review': your name or post, and the day.",
            ),
            ("2. Begin with what is marked", "'Check first' says which answers were drawn to be looked at, and why."),
            ("3. Choose your rating", "In the column 'Reviewer's rating', for each answer that you have looked into."),
            ("4. Say why", "In 'Reviewer's reason': what you saw. The leader's own words are locked."),
            (
                "5. Talk, and agree",
                "What you and the leader settle on goes into 'Agreed rating': the report judges by it.",
            ),
            (
                "6. Save and send it back",
                (
                    "To whoever asked you: they make the report. To make it yourself, run: safeguarding-audit report "
                    "followed by the name of this file."
                ),
            ),
        ),
    )
    yield (
        "What your ratings mean",
        (
            *((rating.value, rating.agreed_when) for rating in Rating),
            ("Left blank", "You have not looked into it: the leader's own rating counts."),
        ),
    )
    yield from after_ratings(locked=True)


def after_ratings(*, locked: bool = False) -> Iterator[Section]:
    """What the duties mean, and the two rules. ``locked`` is whether the checklist is protected."""
    yield (
        "What the duties mean (Guide has the duty of each question)",
        (
            (Duty.MUST.meaning, "The law requires it. Not met is a breach; partly met is partly shown."),
            (Duty.SHOULD.meaning, "Statutory guidance: to be followed unless there are exceptional circumstances."),
            (Duty.ADVICE.meaning, "Government or regulator advice: good practice."),
        ),
    )
    yours = "You may filter and print." if locked else "You may sort, filter, add columns, comment and print."
    keep = "Keep the row of headings." if locked else "Keep the row of headings, and sort the whole table at once."
    yield (
        "Two rules",
        (
            ("Nothing about a child", "No names, initials, dates of birth or numbers of a child or family, anywhere."),
            ("Keep the headings", f"{yours} {keep}"),
        ),
    )


def _who_helps(checklist: Checklist) -> str:
    """Which roles the questions are for, and in which order to ask them."""
    roles = Counter(checklist.role(criterion.owner) for criterion in checklist.criteria).most_common()
    ask = "Ask three people at random before you choose Met."
    if len(roles) == 1:
        return f"All of it is for one person: {roles[0][0].lower()}. {ask}"
    first, *rest = (f"{role} {number}" for role, number in roles)
    return (
        f"Questions by role: {', '.join((f'{first}', *rest))}. Begin with the first of these, ask the others for "
        f"theirs, and show your board what came of it. {ask}"
    )


def _first_look(checklist: Checklist) -> Iterator[tuple[str, str]]:
    """That it is one, how long it takes, what can come of it, and how to go on."""
    essentials = counted(len(checklist.essentials), "essential", "essentials")
    yield (
        "What this asks",
        f"The {essentials} alone: what could leave a child in danger today if it failed. About twenty minutes.",
    )
    yield (
        "What it can say",
        "Act now, where something cannot wait; otherwise Incomplete, since all the other questions are still open.",
    )
    yield (
        "What comes next",
        (
            "Ask whoever sent you this for the whole workbook, or make it yourself: safeguarding-audit new "
            f"{checklist.id} --from followed by the name of this file, and -o whole.xlsx. All that you typed stands "
            "in it."
        ),
    )


def _time(checklist: Checklist) -> Iterator[tuple[str, str]]:
    themes = len({criterion.theme for criterion in checklist.criteria})
    sittings = ", in two or three sittings" if themes >= _SITTINGS_FROM else ""
    each = "a theme" if themes > 1 else "for its one theme"
    of_all = f", and there are {themes}" if themes > 1 else ""
    yield "The whole", f"About {_MINUTES_A_THEME} minutes {each}{of_all}{sittings}."
    essential = [str(number) for number, criterion in enumerate(checklist.criteria, start=1) if criterion.essential]
    if 0 < len(essential) < len(checklist.criteria):
        yield (
            "A first look",
            (
                f"Twenty minutes: begin with the {counted(len(essential), 'essential', 'essentials')}, whose failure "
                f"could leave a child in danger today. They are "
                f"question{'s' * (len(essential) > 1)} {', '.join(essential)}."
            ),
        )
