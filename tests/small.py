"""A checklist small enough to add up in the head, and audits written as one letter a question."""

from datetime import date

from audit.model import (
    Audit,
    Certainty,
    Checklist,
    Criterion,
    Duty,
    Effort,
    Provision,
    Rating,
    Response,
    Role,
    Setting,
    Source,
    SourceGroup,
    Theme,
)

DUTIES = {"m": Duty.MUST, "s": Duty.SHOULD, "a": Duty.ADVICE}
LETTERS = {"M": Rating.MET, "P": Rating.PARTLY, "N": Rating.NOT_MET, "-": Rating.NOT_APPLICABLE, ".": None}


def source(id_: str = "law", group: str = "data-protection", **changes) -> Source:
    given = {
        "id": id_,
        "title": f"The {id_}",
        "short": id_.capitalize(),
        "publisher": "Nobody",
        "edition": "First",
        "status": "legislation",
        "group": group,
        "published": "2020",
        "checked_on": date(2026, 1, 1),
        "address": "https://example.org/",
        "licence": "none",
        "certainty": Certainty.TEXT,
    }
    return Source(**(given | changes))


LAW = source("law")
GUIDE = source("guide", "working-together", chapters=("First things", "Last things"), status="statutory guidance")
HINTS = source("hints", "dfe-advice", status="advice", certainty=Certainty.SECONDARY)


def provision(id_: str, of: Source, force: Duty, **changes) -> Provision:
    given = {
        "id": id_,
        "source": of,
        "locator": f"place {id_}",
        "verb": force.value,
        "force": force,
        "binds": "everybody",
        "paraphrase": f"What {id_} says.",
        "certainty": of.certainty,
    }
    return Provision(**(given | changes))


PROVISIONS = {
    Duty.MUST: provision("article", LAW, Duty.MUST),
    Duty.SHOULD: provision("paragraph", GUIDE, Duty.SHOULD, chapter=2),
    Duty.ADVICE: provision("rule", HINTS, Duty.ADVICE, golden_rule=4, title="Ask"),
}


def criterion(id_: str, duty: Duty, theme: str = "one", **changes) -> Criterion:
    given = {
        "id": id_,
        "theme": theme,
        "title": f"Title of {id_}",
        "question": f"Is {id_} in place?",
        "why": "Because.",
        "met": f"All of {id_}.",
        "partly": f"Some of {id_}.",
        "evidence": (f"The {id_} file",),
        "remedy": f"Begin {id_}.",
        "effort": Effort.SMALL,
        "owner": "leader",
        "duty": duty,
        "cites": (PROVISIONS[duty],),
    }
    return Criterion(**(given | changes))


def checklist(duties: str, **changes) -> Checklist:
    """``checklist("mmsa")`` asks two questions of law, one of statutory guidance and one of advice: q1 to q4."""
    criteria = tuple(criterion(f"q{n}", DUTIES[d]) for n, d in enumerate(duties, start=1))
    given = {
        "id": "small",
        "title": "A small checklist",
        "purpose": "To be added up in the head.",
        "edition": "1",
        "compared_on": date(2026, 1, 1),
        "scored_against": (GUIDE,),
        "themes": (Theme(id="one", title="Theme one", about="The first."),),
        "criteria": criteria,
        "kinds": (),
        "roles": (Role(id="leader", title="Leader"),),
        "groups": (
            SourceGroup(id="dfe-advice", title="Advice"),
            SourceGroup(id="working-together", title="Guidance"),
            SourceGroup(id="data-protection", title="Law"),
        ),
        "sources": (LAW, GUIDE, HINTS),
        "digest": "0",
    }
    return Checklist(**(given | changes))


def audit(letters: str, evidence: str = "", **responses: Response) -> Audit:
    """``audit("MP.")`` rates q1 met and q2 partly met and leaves q3 blank.

    ``evidence`` has an ``e`` for each question that names evidence; a keyword gives a whole response.
    """
    marks = evidence.ljust(len(letters))
    made = [
        Response(
            ref=f"q{n}",
            rating=LETTERS[letter],
            evidence="In the file." if mark == "e" else "",
            notes="We have none." if letter == "-" else "",
        )
        for n, (letter, mark) in enumerate(zip(letters, marks, strict=True), start=1)
    ]
    made = [responses.get(r.ref, r) for r in made]
    return Audit(checklist="small", edition="1", setting=Setting(name="Nowhere"), responses=tuple(made))
