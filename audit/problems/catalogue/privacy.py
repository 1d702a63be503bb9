"""Something personal in a return."""

from audit.problems.catalogue.fault import NOTE, WARNING, Fault

FAULTS = (
    Fault(
        "P01",
        WARNING,
        "This cell seems to hold a date of birth ({text}).",
        "Take the date out; the rest may stay: 'the date of birth is on the front sheet'.",
        many="These cells seem to hold a date of birth.",
    ),
    Fault(
        "P02",
        WARNING,
        "This cell seems to hold a number that leads to one child ({text}): a UPN, or that of a case.",
        "Take the number out, since it leads to one child; the rest may stay: 'the number was checked in the file'.",
        many="These cells seem to hold numbers that lead to one child: a UPN, or that of a case.",
    ),
    Fault(
        "P03",
        WARNING,
        "This cell seems to hold an NHS number ({text}).",
        "Take the number out, since it leads to one person; the rest may stay: 'the number was checked in the file'.",
        many="These cells seem to hold an NHS number.",
    ),
    Fault(
        "P04",
        WARNING,
        "This cell seems to hold a National Insurance number ({text}).",
        "Take the number out; the rest may stay: 'the number was checked when they joined'.",
        many="These cells seem to hold a National Insurance number.",
    ),
    Fault(
        "P05",
        WARNING,
        "This cell seems to hold somebody's telephone number ({text}).",
        "Take it out; the rest may stay: 'rang a parent back the same evening'. The number of a service may stay.",
        many="These cells seem to hold somebody's telephone number.",
    ),
    Fault(
        "P06",
        WARNING,
        "This cell seems to hold somebody's e-mail address ({text}).",
        "Write who it was in general: 'e-mailed a parent'. For a colleague, write the role, or an address that several "
        "people read.",
        many="These cells seem to hold somebody's e-mail address.",
    ),
    Fault(
        "P07",
        WARNING,
        "This cell seems to hold a postal address or postcode ({text}).",
        "Take all of it out; the rest may stay: 'a child moved; the new school was told the same day'.",
        many="These cells seem to hold a postal address or postcode.",
    ),
    Fault(
        "P08",
        WARNING,
        "This cell seems to name a child or somebody in a child's family ({text}).",
        "Write 'a child' or 'a parent' in its place. If it is a colleague, write the role instead of the name: 'the "
        "deputy lead'.",
        many="These cells seem to name a child or somebody in a child's family.",
    ),
    Fault(
        "P09",
        WARNING,
        "This cell seems to hold the initials of a child or somebody in a child's family ({text}).",
        "Write 'a child' or 'a parent' in their place. If it is a colleague, write the role instead of the initials: "
        "'the deputy lead'.",
        many="These cells seem to hold the initials of a child or somebody in a child's family.",
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
        "This cell seems to hold a name that somebody uses online ({text}).",
        "Take it out; the name of the site may stay: 'a child posts on Snapchat'. Your own account may stay.",
        many="These cells seem to hold a name that somebody uses online.",
    ),
    Fault(
        "P12",
        NOTE,
        "Could somebody know who this is ({text})? Nobody is named, but few would fit.",
        "Write 'a child' and leave out what marks them out: a twin, a year group, a need, a home. If many would fit, "
        "leave it.",
        many="Could somebody know who these are? Nobody is named, but few would fit.",
    ),
    Fault(
        "P13",
        WARNING,
        "This cell seems to say something private about one person ({text}).",
        "Leave out what is private, and write 'a child', 'a parent' or 'a colleague' for who it is: 'cover is in "
        "place while a colleague is away'.",
        many="These cells seem to say something private about a person who is named.",
    ),
)
