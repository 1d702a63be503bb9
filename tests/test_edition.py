"""The edition sentence says what was in force on the day and what replaced it."""

from datetime import date

from audit.checklist import in_force
from audit.checklist.load import load


def test_on_the_day_before_and_the_day_of_the_change():
    leaders = load("leaders")
    before = in_force.sentence(leaders, date(2026, 3, 17))
    assert "were in force on 17 March 2026" in before
    assert "replaced" not in before
    between = in_force.sentence(leaders, date(2026, 3, 18))
    assert (
        "Working Together 2023 was replaced by Working Together to Safeguard Children 2026 on 18 March 2026." in between
    )
    assert "DfE information sharing advice 2024 was in force on 18 March 2026." in between
    after = in_force.sentence(leaders, date(2026, 9, 10))
    assert "on 10 September 2026" in after
    assert "read what replaced it as well" in after
