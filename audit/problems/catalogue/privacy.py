"""Something personal in a return."""

from audit.problems.catalogue.fault import NOTE, WARNING, Fault

FAULTS = (
    Fault(
        "P01",
        WARNING,
        "This cell seems to hold a date of birth ('{text}').",
        "Take it out. An age or a year group is enough: 'a child in Year 4'.",
        many="Seem to hold a date of birth: {each}.",
    ),
    Fault(
        "P02",
        WARNING,
        "This cell seems to hold a pupil's number (UPN '{text}').",
        "Take it out. Say where the record is kept, not whose it is.",
        many="Seem to hold a pupil's number (UPN): {each}.",
    ),
    Fault(
        "P03",
        WARNING,
        "This cell seems to hold an NHS number ('{text}').",
        "Take it out. Say where the record is kept, not whose it is.",
        many="Seem to hold an NHS number: {each}.",
    ),
    Fault(
        "P04",
        WARNING,
        "This cell seems to hold a National Insurance number ('{text}').",
        "Take it out. Say what was checked and where that is recorded.",
        many="Seem to hold a National Insurance number: {each}.",
    ),
    Fault(
        "P05",
        WARNING,
        "This cell seems to hold somebody's telephone number ('{text}').",
        "Take it out. Say where it is kept: 'on the contact sheet in the office'.",
        many="Seem to hold somebody's telephone number: {each}.",
    ),
    Fault(
        "P06",
        WARNING,
        "This cell seems to hold somebody's e-mail address ('{text}').",
        "Take it out. Name the role instead, or an address that several people read.",
        many="Seem to hold somebody's e-mail address: {each}.",
    ),
    Fault(
        "P07",
        WARNING,
        "This cell seems to hold a postal address or postcode ('{text}').",
        "Take it out. Say what was checked and where that is recorded.",
        many="Seem to hold a postal address or postcode: {each}.",
    ),
    Fault(
        "P08",
        WARNING,
        "This cell seems to name a child or somebody in a child's family ('{text}').",
        "Write 'a child' or 'a parent' instead. If it is a colleague, give the role too: 'the deputy lead'.",
        many="Seem to name a child or somebody in a child's family: {each}.",
    ),
    Fault(
        "P09",
        WARNING,
        "This cell seems to hold the initials of a child or somebody in a child's family ('{text}').",
        "Write 'a child' or 'a parent' instead. If it is a colleague, give the role too: 'the deputy lead'.",
        many="Seem to hold the initials of a child or somebody in a child's family: {each}.",
    ),
    Fault(
        "P10",
        WARNING,
        "The workbook holds over {most} characters; from this cell on nothing was looked through for personal details.",
        "Shorten the answers, name the document instead of copying it in, and check again.",
    ),
    Fault(
        "P11",
        WARNING,
        "This cell seems to hold a name that somebody uses online ('{text}').",
        "Take it out. The name of the site is enough: 'messages on a gaming site'.",
        many="Seem to hold a name that somebody uses online: {each}.",
    ),
    Fault(
        "P12",
        NOTE,
        "Could somebody know which child or family this is ('{text}')? Nobody is named, but few others fit.",
        "Say only what was done and how often: 'a child moved here; the file came within 5 days'. If many fit, leave "
        "it.",
        many="Could somebody know which child or family is meant: {each}?",
    ),
    Fault(
        "P13",
        WARNING,
        "This cell seems to say something private about a person who is named ('{text}').",
        "Leave the person or the reason out: 'the deputy covers while the lead is away'.",
        many="Seem to say something private about a person who is named: {each}.",
    ),
)
