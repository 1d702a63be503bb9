"""A trust's own checklist for the tests: two questions of its own, one that differs by kind, one retired."""

from pathlib import Path

OWN = """\
checklist:
  id: our-own
  title: Our own questions
  purpose: To ask what our trust wants to know.
  edition: "2026-1"
  compared_on: 2026-11-22
  scored_against: [working-together-2023]

themes:
  - id: our-theme
    title: What we ask besides
    about: What our trust has promised to families.
    criteria:
      - id: newsletter
        title: Newsletter
        question: Does your newsletter say how to raise a worry about a child?
        why: A parent who knows where to turn speaks up sooner.
        met: Each issue of the last 12 months says whom to ask.
        partly: At least one issue of the last 12 months says whom to ask.
        evidence:
          - The last three issues
          - The list of those who get it
        remedy: Put two lines in the next issue.
        effort: small
        owner: leader
        duty: advice
        cites: [dfe2024-leaders-confidence]
        sector:
          trust:
            evidence:
              - The issue that went to every setting

      - id: open-evening
        title: Open evening
        question: Did you hold an open evening on safety this year?
        why: Families who have met you trust you with a worry.
        met: One was held in the last 12 months, and its date is on the website.
        partly: One is planned, with a date.
        evidence:
          - The page with the date
        remedy: Choose a date this week.
        effort: medium
        owner: safeguarding-lead
        duty: advice
        cites: [dfe2024-leaders-confidence, dfe2024-leaders]
        applies_to: [school, early-years]

retired:
  - id: old-leaflet
    retired_in: "2026-1"
    replaced_by: newsletter
    because: Nobody read it.
"""


def own_folder(folder: Path, text: str = OWN, name: str = "own.yaml") -> Path:
    """A folder that holds this checklist."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder
