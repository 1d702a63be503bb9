"""The words of a remark that take nothing back from "Met", "Done" or "Not applicable".

Whatever is not here is not known, and a remark that holds it is a question: a list of words that do harm is never
complete. So a word belongs here only if a text of such words alone cannot say that something is missing, partial, to
come or doubtful.
"""

from audit.judgement.evidence_words import STRONG


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_ONLY_THINGS = _each("brings discharge lost occurrence")
SHOWS = frozenset(word for word in STRONG if " " not in word) - _NOT_ONLY_THINGS | _each("""
    policy policies procedure procedures protocol protocols log logs minutes notes note notice notices record records
    file files scr document documents documentation evidence guidance agreement agreements contract contracts report
    reports letter letters survey surveys portal app drive database index directory assessment assessments kcsie
    acknowledgements transcript toolkit display displays displayed schedule schedules above below attached enclosed
    uploaded filed minuted logged documented evidenced recorded page kept held stored saved
""")
"""Things that can be looked at, and words that point at them."""

STRENGTHENS = _each("""
    fully yes y completely entirely wholly totally all always every everyone everybody everywhere done completed
    finished confirmed embedded established compliant consistently throughout green met annually termly monthly weekly
    daily regular regularly routinely verified ok okay good strong robust excellent
""")
"""Repeats or strengthens what was said."""

ARTICLES = _each("a an the our its this that their")
_AROUND = ARTICLES | _each("""
    ours we i it these in on of and as is are has have been via also see per refer own them there both each now
""")
"""Little words between the others."""
WHOSE = _each("""
    staff governor governors trustee trustees board committee volunteer volunteers child children childrens pupil
    pupils student students parent parents family families carer carers team teams dsl dsls ddsl ddsls sendco senco head
    heads headteacher deputy manager managers chair lead leads leader leaders safeguarding protection cp sg welfare
    office school nursery club charity setting trust local authority la lscp lado partnership council
    hr admin administrator sbm bursar business principal designated clubs sites rooms classes room
""")
"""People and places."""
_ABOUT = _each("""
    safer safe recruitment behaviour attendance whistleblowing data gdpr information sharing online safety health
    referral referrals chronology transfer admission admissions consent privacy retention management send prevent
    induction supervision training annual current latest whole code conduct job description description dbs
    confidentiality confidential visitor visitors acceptable use security cyber esafety mobile phone phones
    intimate care collection english shared share internal external central single national secure locked
    statutory working together keeping education subject access processing impact lawful basis reference references
    full name names contact details medical sen eyfs ofsted cqc ico dfe website site web link links paper
    audit officer dpo named filing reception electronic digital copy email emails quick guide standards terms
""")
"""What papers are about."""
_THINGS_DONE = _each("""
    dated signed agreed approved adopted ratified published reviewed updated checked trained written used uses hold
    holds keep keeps sign signs available issued circulated emailed sent read explained covered audited observed
    appointed assessed given presented last
""")
REMARK = SHOWS | STRENGTHENS | _AROUND | WHOSE | _ABOUT | _THINGS_DONE
"""Every word of a remark beside "Met" or "Done" that does no harm."""
AFTER_IN = SHOWS | STRENGTHENS | WHOSE | _each("confidential secure locked both each single")
"""What "in" may be followed by: "in the folder", "in all rooms", and not "in training"."""

SHOWN_BY_WORK = _each("""
    meeting meetings inset email emailed sent circulated issued published signed agreed approved adopted ratified
    updated checked trained reviewed appointed explained presented actioned written today yesterday dusted
""")
"""Beside "Done" these say enough by themselves: what was to be done is work."""
STATUS_REMARK = REMARK | SHOWN_BY_WORK | _each("closed off new")

WORK = SHOWS - _each("above below attached enclosed signed dated") | _each("""
    training induction audit review action actions task tasks plan risk handover referral referrals recruitment
    supervision consultation briefing meeting meetings email emails letter letters check checks trained reviewed updated
    sent
""")
"""What can be completed."""
WHAT_IS_DONE = WORK | WHOSE | _ABOUT | ARTICLES | _THINGS_DONE | _each("all and of new")
"""What stands before "completed": "staff training completed", "policy updated - done"."""

A_KIND = _each("""
    childminder childminding nursery school primary secondary infant junior special college academy club charity church
    independent maintained private voluntary sole alone trader
""")
"""What a setting may be, or who it is made of: one person working alone has no staff to train."""
NOT_OURS = A_KIND | _each("""
    boarder boarders boarding residential employee employees staff volunteer volunteers contractor contractors
    supplier suppliers agency alternative provision placement placements referrals refer sixth form lettings let hirers
    hall trips visits transport minibus overnight stays homestay fives twos babies toddlers eyfs pupils children child
    five four three two students adults apprentices leavers looked prison police health hospital court probation
    fostering adoption secure
    estate detention governors trustees committee board sites branches clubs coaches teams computers computer cctv
    cameras website app software patients clients tenants exchange exchanges nurses midwives gp swimming premises
    board residents
""")
"""Whom or what a setting may be without."""
TO_BOARD = _each("board boards boarders boarding looked")
"""What none of the children may do or be."""
DENIES = _each("no none not never don't dont doesn't doesnt haven't havent hasn't aren't arent isn't isnt without")
WHY_NOT = (
    NOT_OURS
    | DENIES
    | _each("""
    a an the our ours we i i'm am are is it in at of or and any other as for to with under over below above all here
    there have has do does use used run runs employ employs provide provides offer offers take takes host hosts operate
    operates care cater caters work works working on only because since so one person aged age ages old after early
    based setting small deliver hire day
""")
)
"""Every word of a reason. What a setting should have, and a time, are not among them: "no policy", "not yet"."""
