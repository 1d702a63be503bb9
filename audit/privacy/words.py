"""The words by which a child or a relative is distinguished from a colleague or an organisation.

All in lower case. The words are those that English settings use when they write to each other
about a child; what each set means for a name beside it is decided in :mod:`audit.privacy.telling`.
They stand in ``lists/``, with what each list is for; here they get their names and are put together.
"""

from audit.privacy.word_lists import family, phrases

_PEOPLE, _STAFF, _PLACES, _TELLING = family("people"), family("staff"), family("places"), family("telling")

TITLES = _PEOPLE["titles"]
ONE_CHILD = _PEOPLE["one_child"]
SOMEBODYS = _PEOPLE["somebodys"]
CHILDREN_IN_GENERAL = _PEOPLE["children_in_general"]
A_CHILD = _PEOPLE["a_child"]
KIN = _PEOPLE["kin"]
SIBLINGS = _PEOPLE["siblings"]
FAMILY = _PEOPLE["family"]
NOT_A_FAMILY = _PEOPLE["not_a_family"]
GRANDCHILDREN = _PEOPLE["grandchildren"]

ROLES = _STAFF["roles"]
QUALIFIES_A_ROLE = _STAFF["qualifies_a_role"]
OFFICES = _STAFF["offices"]
LABELS = _STAFF["labels"]
STAFF_HAVE = _STAFF["staff_have"]
STAFF_WILL = _STAFF["staff_will"]
DONE_BY_STAFF = _STAFF["done_by_staff"]
COME_FROM = _STAFF["come_from"]
MANY = _STAFF["many"]
AT_WORK = _STAFF["at_work"]
STAFF_VERBS = _STAFF["staff_verbs"]
COURSES = _STAFF["courses"]

PLACES = _PLACES["places"]
PLACES_IN_LOWER_CASE = _PLACES["places_in_lower_case"]
ROOMS = _PLACES["rooms"]
NOT_BEFORE_A_NAME = _PLACES["not_before_a_name"]

NOW = _TELLING["now"]
REFERRED = _TELLING["referred"]
ABOUT = _TELLING["about"]
OF = _TELLING["of"]
CASES = _TELLING["cases"]
PAPERS = CASES | _TELLING["other_papers"]
HARD = _TELLING["hard"]
OF_A_CHILD_HARDLY_ELSE = _TELLING["of_a_child_hardly_else"]
OF_SOMEBODY = _TELLING["of_somebody"]
EVENTS = _TELLING["events"]
TELLING = CASES | A_CHILD | KIN | _TELLING["also_telling"]
OWNED_BY_A_CHILD = _TELLING["owned_by_a_child"]
OWNED = OWNED_BY_A_CHILD | _TELLING["owned_by_others_too"]
HAPPENED = _TELLING["happened"]
HAPPENED_TO_NOBODY_ELSE = HAPPENED - _TELLING["happened_to_colleagues_too"]
HAPPENED_PERHAPS = HAPPENED | _TELLING["happened_perhaps"]
TOLD_WHOM = _TELLING["told_whom"]
LIVES = _TELLING["lives"]
HAS_SURELY = _TELLING["has_surely"]
HAS = HAS_SURELY | _TELLING["has_perhaps"]

AFTER_TWO = frozenset((first, second) for first, second in map(str.split, phrases("phrases")["after_two"]))
STAY = family("capitals")["stay"]
