"""The words by which a child or a relative is distinguished from a colleague or an organisation.

All in lower case. The words are those that English settings use when they write to each other
about a child; what each set means for a name beside it is decided in :mod:`audit.privacy.telling`.
"""

from audit.privacy.lists import each

TITLES = each(
    """
    mr mrs ms miss mx dr rev fr revd reverend sir prof professor pc dc ds sgt dci cllr imam rabbi pastor bishop
    canon
    """
)

ONE_CHILD = each("child pupil student boy girl learner lad lass toddler baby")
SOMEBODYS = each(
    """
    toddler baby boy girl mum dad brother sister gran nan uncle aunt aunty auntie grandma grandad
    """
)
CHILDREN_IN_GENERAL = each("boys girls children pupils students kids lads")
"""Before a name only with a mark between: 'one of our boys (AT)'."""

A_CHILD = each(
    """
    child pupil student boy girl baby toddler learner lad lass teenager teen youngster infant kid yp sibling twin
    brother sister son daughter cousin nephew niece stepson stepdaughter grandson granddaughter siblings sibs twins
    brothers sisters sons daughters victim
    """
)
KIN = each(
    """
    mum mother mam mom mummy dad father daddy nan nana nanny gran granny grandma grandmother grandad grandpa
    grandfather aunt auntie aunty uncle stepdad stepfather stepmum stepmother parent parents carer carers guardian
    guardians partner gf bf boyfriend girlfriend brother sister cousin nephew niece son daughter mums dads family
    grandparents grandparent
    """
)
SIBLINGS = each("siblings twins brothers sisters sibs")
FAMILY = each(
    """
    grandchildren family children siblings sibs twins household brothers sisters boys girls kids
    """
)
NOW = each(
    """
    needs lives stays says feels wants misses likes comes hits hurts this his us was is has goes gets seems cries
    wets self-harms harms discloses
    """
)
"""Of all that ends in -s after a name, these are said of a child; 'keeps', 'deputises', 'joins' are what staff do."""

NOT_A_FAMILY = each(
    """
    hub hubs support worker workers liaison centre centres friendly learning link links group groups court law help
    engagement services service team approach governor governors evening evenings panel forum voice council room rep
    volunteer helper trustee member
    """
)
"""After 'family' or 'parent' these make it something else: a family hub, a parent governor."""

ROLES = each(
    """
    visitor support team teams safeguarder volunteer representative rep reps dslc dsl ddsl dso dpo deputy head
    headteacher principal manager governor governors trustee trustees chair coach teacher teachers officer senco
    sendco sendo secretary administrator admin clerk director ceo doctor gp leader lead leads practitioner worker
    tutor mentor counsellor warden nurse hv coordinator consultant adviser advisor trainer assistant ta hlta sbm
    bursar caretaker receptionist supervisor keyworker commissioner commander inspector sergeant vicar curate
    captain instructor lado iro pastoral ofsted slt caseworker casework safeguarders owner owners staff colleague
    colleagues ht dht
    """
)
QUALIFIES_A_ROLE = each(
    """
    our the deputy named lead safeguarding early it school senior acting interim chair designated assistant
    """
)
OFFICES = each(
    """
    la hr it office reception council trust team mash lado ofsted barnardo barnardos nspcc lea diocese county
    borough school nursery central head finance admin ict
    """
)
"""Where colleagues are: 'Maya in HR', 'Claire from the LA'."""

LABELS = each(
    """
    files records attendance logs training policy policies cover deputies deputy lead leads dsls charge contact
    contacts transport medical first online minutes notes sen send health wellbeing safeguarding persons reviewed
    checked visit visits
    """
)
"""Before a dash or colon these say who looks after something: 'Attendance - Ben'."""

STAFF_HAVE = each(
    """
    overall responsibility level training dbs access completed done read led oversight qualification dedicated admin
    delegated
    """
)
STAFF_WILL = each(
    """
    update check review send do ask write train chase email ring add lead book find share put make speak draft
    upload arrange meet sort look get finish complete attend
    """
)
DONE_BY_STAFF = each(
    """
    trained training delivered reviewed checked led signed written approved audited updated minuted taken run held
    presented chaired quality monitored completed kept overseen covered
    """
)
STAFF_VERBS = each(
    """
    keeps leads lead led runs run trains trained reviews reviewed updates updated emailed emails checks checked
    signs signed holds delivers delivered rings rang phones phoned asked asks chairs chaired monitors logs logged
    sends sent files filed manages oversees writes wrote looks covers covered did does completed completes will
    advises advised visited visits presents presented minutes audits audited explained explains shares refers
    records teaches attends tells contacts uploads scans types collates owns briefed briefs countersigns countersign
    follows chases chased should must can tracks cascades supports
    """
)
PLACES = each(
    """
    road street lane avenue close drive way trust nursery nurseries school schools foundation house project ward
    room class hall college academy award law rule review reviews report centre charter scheme programme training
    guidelines competence test day appeal group services unit council city park church cathedral primary infants
    junior juniors secondary high preschool pre-school playgroup hospital hospice surgery clinic university library
    wing site campus house's building team toolkit model inquiry enquiry county borough district term half week bank
    ltd limited cic street's estate farm club fc rfc united town rovers federation consultancy consulting solutions
    associates academies theatre place refuge society association partnership network inc scouts guides brownies
    camp fund course module conference-centre lodge court gardens terrace crescent
    """
)
PLACES_IN_LOWER_CASE = each(
    """
    training review reviews report award toolkit inquiry nursery school academy road street primary
    """
)
ROOMS = each("class classes room rooms house houses group groups team base unit")

REFERRED = each("referred refered refer referring reffered")
ABOUT = each("about abt re regarding concerning involving over rearding")
OF = each("for of on from against with w to")
CASES = each(
    """
    referral referrals referred refer referring concern concerns concerned worry worries worried disclosure
    disclosures disclosed conference strategy chronology case mash police camhs social sw lado safeguarding told
    allegation allegations incident incidents abuse neglect harm bruise injury cin cp section s47 s17 icpc rcpc tac
    taf pep eha
    """
)
"""What a text is about when 'about', 're' or 'regarding' leads to somebody."""

PAPERS = CASES | each(
    """
    file files record records plan plans review reviews email emails e-mail log logs logged entry entries meeting
    meetings ehcp lac cla notes note form forms minutes report transfer receipt consent assessment letter ctf info
    information shared
    """
)
"""And what a text is about when 'for' or 'of' leads to initials."""

HARD = each(
    """
    referred refered disclosed mum mother mam mummy dad father daddy gran nan grandma grandad grandmother
    grandfather brother sister sibling siblings uncle aunt aunty auntie cousin twin twins stepdad stepmum bruise
    bruises bruising injury injuries hurt harmed neglect missing absent excluded placement foster fostered cin cp
    yot yjs camhs encompass refuge knife nudes lines dv risk scared upset baby boy girl lad pupil student unborn sgo
    ehcp social absconded arrested suspended cla lac pep custody prison homeless consent s47 section cse cce fgm
    marac icpc overdose weapon gang grooming groomed bullied asylum whose worried worry worries concern episode
    escalated case example chronology carer police mash
    """
)
"""Hardly said but of one child: anywhere in a text beside a name that is usually a child's, any of these is enough."""

EVENTS = each(
    """
    bruise bruises bruising injury neglect dv cin cp cla lac disclosure disclosures missing absent excluded
    self-harm self-harming selfharm absconding nfa icpc rcpc marac section s47 s17 taf ehcp tac overdose homeless
    """
)
"""Straight after initials these tell: 'R.P CIN closed'."""

COURSES = each(
    """
    training lead leads coordinator policy level course refresher cover procedures flowchart trained
    """
)

TELLING = (
    CASES
    | A_CHILD
    | KIN
    | each(
        """
    file files chronologies plan records missing absent attendance hurt harmed bruises injuries risk foster
    placement consent shared share spoke spoken speak tell telling family families uncle eg example entry encompass
    early missed hv gp yot ehcp lac cla disclosing excluded exclusion young self-harm selfharm entries moved transferred
    transfer passed log email cpoms meeting seen scared upset told said wishes worked scr rapid fostered adopted
    adoption whose behaviour suspended arrested runaway absconded abscond abused neglected cafcass
    """
    )
)
"""Beside a name that is usually a child's, any of these is enough."""

OWNED_BY_A_CHILD = each(
    """
    social sw mum mother mam dad father nan nana gran grandma grandmother grandad grandfather brother brothers
    sister sisters siblings sibling uncle aunt auntie stepdad stepfather stepmum carer carers foster parents parent
    disclosure disclosures injury injuries bruise bruises bruising chronology placement ehcp cp cin self abuse
    neglect iro yot keyworker bullying assault probation bail solicitor curfew
    """
)
OWNED = OWNED_BY_A_CHILD | each(
    """
    file files records record plan family behaviour attendance case referral teacher teachers birthday address
    medication taf tac pep lac cla review contact home school nursery transfer wishes voice story situation care
    health allegation safety friend friends mate mates phone words form log information info absence absences tutor
    class entry needs move
    """
)

HAPPENED = each(
    """
    referred excluded absent missing hurt upset scared frightened admitted lac cla looked fostered adopted bruised
    injured hit abused neglected suspended arrested assaulted homeless exploited groomed bullied removed withdrawn
    stabbed attacked smacked trafficked
    """
)
"""After 'was' or 'is': hardly said of a colleague or of a thing."""

HAPPENED_TO_NOBODY_ELSE = HAPPENED - each("referred absent missing removed withdrawn looked hit upset")
"""And these, hardly of anything that begins a sentence with an unknown word: 'Signatures missing'."""

HAPPENED_PERHAPS = HAPPENED | each(
    """
    told seen moved transferred found taken known placed assessed open discussed interviewed spoken distressed
    unwell young at in under not living allowed subject safe back being vulnerable poorly asleep left
    """
)
TOLD_WHOM = each("her his us me a the their nobody ta mum dad nan friend friends them he she him")
LIVES = each(
    """
    disclosed discloses absconded self-harmed self-harms alleged lives lived stays whose confided disclosing
    selfharmed
    """
)
AFTER_TWO = frozenset(
    {
        ("self", "harmed"), ("self", "harms"), ("self", "harming"), ("self", "harm"), ("went", "missing"),
        ("goes", "missing"), ("ran", "away"), ("moved", "school"), ("moved", "schools"), ("moved", "to"),
        ("moved", "area"), ("moved", "house"), ("moved", "in"), ("moved", "from"), ("moved", "away"), ("left", "us"),
        ("came", "in"), ("came", "to"), ("turned", "up"), ("attended", "a"), ("said", "he"), ("said", "she"),
        ("said", "that"), ("said", "to"), ("said", "his"), ("said", "her"), ("on", "cp"), ("on", "cin"), ("on", "a"),
        ("seen", "by"), ("seen", "with"), ("seen", "in"), ("arrived", "with"), ("arrived", "in"), ("missing", "from"),
        ("left", "for"),
        ("transferred", "to"), ("transferred", "from"), ("referred", "to"), ("not", "in"), ("in", "care"),
        ("both", "on"), ("off", "roll"), ("off", "school"),
    }
)  # fmt: skip
HAS_SURELY = each("cin ehcp sw social bruise bruises bruising injuries sgo disclosed absconded")
HAS = HAS_SURELY | each("cp plan placement injury eha carer told moved gone")

NOT_BEFORE_A_NAME = each(
    """
    the a an our your in at from this that every each by is rated rating of green red or next last
    """
)
"""Before 'Paris', 'Ruby' or 'Star' these mean a place or a thing."""

GRANDCHILDREN = each("son daughter child children boy girl twins baby kids grandchildren grandson granddaughter")
"""Whose they are is a relative: 'Mrs Begum's son'."""

STAY = each(
    """
    april may june august summer autumn winter spring jan amber charity christian mark will hope faith trinity
    """
)
"""Names that are so often something else that only a phrase about a child makes them names."""
