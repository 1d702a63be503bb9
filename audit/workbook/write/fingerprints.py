"""What a review carries of the return, unseen, so that a change to it is noticed: a fingerprint of each answer, and the
setting's details.
"""

from audit.judgement.review import ReviewCopy, fingerprint
from audit.model import Audit
from audit.workbook import layout


def of(answers: Audit, review: ReviewCopy | None) -> dict[str, str]:
    """What the hidden sheet keeps of each answer, so that a change made during the review is seen."""
    if review is None:
        return {}
    left_out = set(review.without_fingerprint)
    prints = {f"{layout.FINGERPRINT}{r.ref}": fingerprint(r) for r in answers.responses if r.ref not in left_out}
    if review.given:  # what was changed in an earlier review stays changed
        prints |= {f"{layout.FINGERPRINT}{ref}": "changed" for ref in review.given.altered}
    own = details_of(answers)
    watched = (name for name, label in layout.SETTING_LABELS if name in own and label not in review.unwatched)
    return prints | {f"{layout.DETAIL}{name}": own[name] for name in watched}


def details_of(answers: Audit) -> dict[layout.SettingField, str]:
    """The setting's details as they are compared, but for its kind, which a workbook is made for."""
    setting = answers.setting
    return {
        "name": setting.name,
        "urn": setting.urn,
        "group": setting.group,
        "completed_by": answers.completed_by,
        "audit_date": answers.audit_date.isoformat() if answers.audit_date else "",
    }
