"""Everyday words: a short text of nothing else names nothing that could be looked at, whatever it claims.

"Regular training", "good links with families" and "by end of term" are made of these alone; "Lamplight" and "CP1 slips"
are not. Words that point at something, and those of claims, have their points in
:mod:`audit.judgement.evidence_words`, and so are no strangers either.
"""

from audit.judgement.evidence_words import BEGIN, CLAIMS, END, LACKS, MEDIUM, MISTYPED, PROMISES, SLIGHT, STRONG

_VOWELS = "aeiou"
_LITTLE = """
    a aaa aaaa abc abcd about above academic across afaik after afternoon again against ago ah all almost along already
    also although always am amber among an and annual annually another any anybody anyone anything anyway anywhere apart
    apologies apr april are around as asap asd asdf aside at aug august autumn away b back bank bar be because been
    before behind being below beside besides between beyond blah blue both btw but by c can cannot cant cf cheers
    christmas could couldn covid d daily date dates day days dec december dfe did didn didnt ditto ditto1 div dk do does
    doesn doesnt doing dolor don done dont down dozen dozens due dunno during e each easter eg eif eight either eleven
    else elsewhere enough erm error etc even evening ever every everybody everyday everyone everyones everything
    everywhere except eyfs f false feb february few fewer fifty financial first five foo for fortnightly forty four
    fourth fri friday fridays from fully further fyi g gdpr grade graded green h had hadn haha half halfterm hardly has
    hasn hasnt have haven havent having he hello hence her here hers herself hey hi him himself his hiya hmm hols hour
    hourly hours how however hr hrs hse hundred hundreds i ibid idem idk ie if im imo in inadequate inc indeed
    inspection inspections inspector inspectorate inspectors instead into ipsum is isn isnt it its itself ive j jan
    january jul july jun june just k kcsie l last lastly least less ll lockdown lol lorem lot lots lscb lscp m many mar
    march may maybe me met might mine minute mon monday mondays month monthly months more moreover morning mornings most
    mostly much must my myself n n1 na naa nada nah nan nb nd near nearly need neither never nevertheless next night nil
    nine nn no nobody none nope nor not nothing nov november now nowhere nowt null o oct october of off ofsteds often oh
    ok okay okey on once one ones only onto oops or other others otherwise ought our ours ourselves out outside
    outstanding over own p pandemic partially partly past per perhaps please plenty pls plus plz pm possibly previous
    probably put q q1 q2 q3 q4 quarter quarterly quite qwe qwerty r rag rarely rather re really red ref ri s same sat
    saturday saturdays season seasons second select sep sept september seven several shall she should shouldn sic side
    since six so some somebody somehow someone something sometimes somewhere soon sorry spring st still such summer sun
    sunday sundays t ta tba tbc tbd tbh ten term termly terms test tested testing tests th than thank thanks that thats
    the their theirs them themselves then there therefore theres these they theyre thing things think third thirty this
    those though thousand three through throughout thu thur thurs thursday thursdays thus till time times to today todo
    together tomorrow tonight too toward towards true tue tues tuesday tuesdays twelve twenty twice two u um under
    unless unlike until up upon us usual usually v value various ve very via viz void w was wasn way ways we wed
    wednesday wednesdays weds week weekend weekly weeks well were weren weve what whatever when whenever where wherever
    whether which while who whoever whole whom whose why will winter wip with within without won wont would wouldn wt
    wtsc x xmas xx xxx xxxx xxxxx y ye yea yeah year yearly years yellow yep yes yesterday yet you your youre yours
    yourself yr yrs yup z zero zilch zip zz zzz
"""
_DESCRIBING = """
    abit able absolute absolutely abundant accessible accordance accordingly accurate accurately active actively actual
    actually acute additional adequate adequately adhoc afraid aged ain aint alert alike alive allways alone alot aloud
    alright alwasy alway amazing ample ancillary anecdotal anonymous aplicable apparent applicable applicible
    approachable approp appropiate appropriate appropriately approximately assured automatic automatically available
    availble avaliable awaiting aware awesome bad badly bare basic basically beautiful becuase beleive best better big
    biggest bit bits bland blank bold brave brief briefly bright brilliant broad broadly bunch busy capable careful
    carefully caring casual cautious centered central centrally centred certain certainly challenging cheerful clear
    clearer clearly close closely cohesive comfortable comfortably commited committed common commonly commonplace
    commonsense comon compassionate compatible competent complete completely compliant complient comprehensive
    compulsory concerned confident confidential confidentially confidently congruent conscientious consistent
    consistently constant constantly constructive contemporary contextual continual continually continuous continuously
    convenient core correct correctly cos couple coz critical crucial cultural curious current currently customary cuz
    daft day dear decent dedicated deep deeply def definately definite definitely defo deliberate deliberately delighted
    dependable dependent desirable detailed determined developing diff different difficult digital diligent direct
    directly discreet discrete distinct diverse dontknow double downright dramatic driven dual dun dutiful eager early
    easier easily easy effective effectively effortless electronic embedded embeded emerging emotional empathetic empty
    enabled encouraged encouraging engaged engaging enormous enough entire entirely equal equally especially essential
    essentially established ethical eventually everythin evident evidential evidently evryone evrything exact exactly
    exceeding excelent excellent exceptional exceptionally excessive exciting exemplary existing expected expensive
    experienced expert explanatory explanitory explantory explicit explicitly extensive extensively external externally
    extra extreme extremely fabulous factual fair fairly faithful false familiar family famous fantastic far fast faster
    favourable fine finest firm firmly fit flawless flexible flexibly focused focussed fond foremost formal formally
    former formerly forthcoming fortunate fortunately forward frank frankly free freely frequent frequently fresh
    friendly front frustrating full fundamental funny future general generally generic gentle genuine genuinely given
    glad global gonna good gotta gradual gradually grand grateful great greater greatest greatly gross hands handy
    happier happily happy hard harder hardworking healthy heavily heavy helpful hidden high higher highest highly
    holistic holistically honest honestly hopeful hopefully huge human humble ideal ideally identical immediate
    immediately immense imminent impeccable implicit important impossible impractical impressive inapplicable
    inappropriate incident inclusive inconsistent incredible incredibly independent independently individual
    individually inevitable informal informally initial initially innate innit inside instant instantly instinctive
    instinctively insufficient integral intelligent intense intensive interested interesting interim intermittent
    internal internally intrinsic intuitive invaluable inviting involved irregular irrelevant joint jointly keen key
    kind kindly knowlege known lacking large largely larger late later latest legal legally legitimate lengthy light
    likely limited little lively local locally logical long longer loose lost lovely loving low lower loyal luckily
    lucky main mainly major manageable mandatory manual marginal massive material mature maximum meaningful meaningfully
    medium mental mere merely mindful minimal minimum minor missing mixed moderate modern moral multi multiple mutual
    mutually named narrow national nationally native natural naturally necesary necessarily necessary negative new newer
    newly nice nicely noidea nonapplicable normal normally notable notapplicable noticeable noticed numerous obv obvious
    obviously obvs occasional occasionally odd official officially okay old older oncoming onging ongoing online open
    openly operational optimal optional oral orally ordinary organised original outstanding overall overdue overkill
    overly overt palce paramount particular particularly passionate patchy patient perfect perfectly permanent
    permanently perpetual personal personally pertinent physical plain planned plce pleasant pleased pleasing plentiful
    poilcy polcy policys polite poor poorly popular positive positively possible potential potentially powerful
    practical practically practise practised practises precise precisely predominantly preferable prepared present
    presently pretty prevailing prevalent primary prime prior private proactive proactively prob probs procedues
    proceedure proceedures productive professional professionally proficient profound progressive prominent prompt
    promptly proper properly proportionate proud proven provisional prudent public purely purposeful qualified quarterly
    questionable quick quicker quickly quiet quietly random rapid rare readily ready real realistic reasonable
    reasonably recent recently recieve reflective reg regulaly regular regularly regulary regulatory related relative
    relatively relavent relaxed relevant relevent reliable reliably relivant reluctant remarkable repeatable reputable
    required resilient respectful respective responsible responsive rest restorative restricted rich right rightly rigid
    rigorous rigorously robust robustly rolling rough roughly round routine routinely rubbish sadly safe safegarding
    safegaurding safely safer safest saftey safty satisfactory satisfied scary seamless secondary secure securely self
    selfexplanatory senior sensible sensibly sensitive sensitively separate separately serious seriously severe shared
    sharp short shortly sick significant significantly silly similar similarly simple simply sincere single skilled
    slight slightly slow slower slowly small smaller smooth smoothly social soft sole solely solid sound special
    specialist specific specifically spoken sporadic spot stable standard statutory steady straight straightaway
    straightforward straightfoward strategic strict strictly strong stronger strongest strongly structured stuck subject
    subjective substantial successful successfully sudden suddenly sufficent sufficient sufficiently suitable suitably
    super superb supportive sure surely surprised sustained swift swiftly systematic systematically systemic tacit
    talented tangible temporary terrible thankful thankfully thier thorough thoroughly thoughtful tight tightly tiny
    tired top total totally tough traditional traditionally tragic trained trainning traning transparent transparently
    tremendous trial tricky true truly trusted trusting trustworthy truthful typical typically ultimate ultimately
    unable unaware uncertain unchanged unclear underlying understaffed understood underway unfinished unfortunate
    unfortunately uniform unique universal universally unknown unlikely unnecessary unofficial unrealistic unsure
    unusual unwritten upcoming urgent urgently useful usual usuall vacant vague valid valuable valued varied verbal
    verbally viable vibrant vigilant vigilent virtually visible visibly vital vocal voluntary vulnerable wanna warm
    warmly wat weak weaker wealthy weird welcome welcoming wellbeing wen wide widely wider wil wonderful workable
    working world worried worrying worse worst worth worthwhile worthy wrong yearly young younger youngest
"""
_THINGS = """
    ability absence abuse academy accountability achievement action activities activity adherence adolescents adult
    advice adviser advisor aftercare age agencies agency agenda agreement aim alarm alrite amount analyses analysis
    angle answer apology appetite application appointment approach approval area arrangement asdfg asdfgh aspect
    aspiration assessment assistance association assumption assurance athlete atmosphere attention attitude attribute
    author authorities authority autonomy availability average awareness babies baby background backing backlog badness
    balance barrier base bases basics basis became behaviour belief benefit blowing board borough boroughs boundary box
    boxes boy boys branch breach break budget building bullying burden business call campaign candour capability
    capacity care career carelessness carer carers caretaker case cause caution cell centre chain chair challenge chance
    change character charge charities charity chat check child childcare children childrens childs choice church
    circumstance citizen clarity class classroom click clinic clinician club clue coach cohort collaboration colleague
    college column come comes coming commander comment commitment committee communication communications communities
    community companies company comparison competence complaint completion compliance complication component concern
    conclusion conduct confidence confidentiality confirmation conflict confusion connect connected connection connects
    consensus consent consequence consideration consistency constraint consultation contact content context continuity
    contractor contribution control convenience conversation cooperation copy corner cost council councillor country
    county course cover coverage cpd craft crb credit crew crises crisis criteria crosses culture curiosity curriculum
    custom customer danger data dbs deadline deal debate decade decision default defence definition degree delay delete
    delivery demand department deputy describe description detail development dfg dialogue difference difficulties
    difficulty diligence diocese direction director directorate disability discipline disclosure discretion discussion
    dispute distance district diversity doc docs document documentation door doubt draft drive dsls dunno duplicate
    duplicates duties duty ear ease east economy education effect effectiveness effort element email emergency emotion
    emphasis employee employer employment encouragement end energy engagement enquiries enquiry enter entry environment
    equality equipment equivalent error escalation essence estate ethos evening event evidence evidences example
    excellence exception excuse executive exercise exist existed existence exists expansion expectation experience
    expertise explanation exploitation extent eye face facility fact factor failure faith fallback families family
    father fault favour fear feature feedback feeling female field figure fill finance finger fingers flag flexibility
    flow focus folk food foot force foremost forum foundation framework freedom friend friendship front function fund
    funding future game gap gathering gdpr gender generation gentleman girl girls gist glance goal goodness governance
    government governor grace group grown growth grumble guardian guess guidance guideline gut guy habit hall hand
    handbooks handling handover happening happiness harm hash head headline headquarters headteacher health heart help
    hierarchy history holiday home honesty hope hospital house household hq hr hub huddle hurry idea ideal
    identification illness image impact implementation importance impression improvement inability inception inclination
    inclusion inconsistency indication individual induction infant influence info infomation information infos
    infrastructure initiative input inquiries inquiry insert insight instinct institution instruction integrity intent
    intention interaction interest intervention introduction investment involvement issue it item job journey judgement
    judgment junior justice kid kids kindness knit knowhow knowledge la lack lad ladies lados lads lady language last
    law lea lead leader leadership learner learning legislation length lesson level liaison liberty life lifetime light
    limit line link listener literature little loads local location logic look looking loop loss love luck ma
    maintenance majority male man management manager manner mark market marks mat maternity matter maturity meal mean
    meaning means measure measurement mechanism media meeting member membership memory men mention message method mind
    mindset ministry minority minute mission mistake misunderstanding mix mode moment momentum money monitoring mood
    morale mother motivation mouth move movement mum name nature necessity need negligence neighbour network newcomer
    ngb nil noo norm north note notice notion nowt nuffin nuffink number nurse nursery nuthin objective obligation
    observation occasion occurrence office officer oki onus opening operation operator opinion opportunities opportunity
    option order organisation organization orientation origin outcome outlook outset oversight overview ownership pace
    pain paper paperwork parent parents parish part participant participation partner partnership passion password
    passwords paste pasted patience patient pattern people perception performance period permission person personality
    personnel perspective phase philosophy phone phrase picture piece pipeline place placeholder plan planning player
    playground pleasure point police policies policy politics population portion position possibility post potential
    power practicality practice practitioner praise preference premise preparation presence pressure prevention previous
    pride principal principle priorities priority privacy problem procedure procedures proceeding process profession
    professional professionalism profile programme progress project promise proof proofs proportion protection protocol
    provider provision public pupil purpose qualities quality quantity queries query question quote range rapport rate
    rating reaction reader realities reality reason reassurance recap receipt receives recipe recognition recommendation
    record recovery recruitment reduction reference reflection reform refusal regard region regulation regulator
    relation relationship relevance reliability reluctance remainder remark remedy reminder remit repeat repeated
    repeats reply report reporting representative reputation request requirement research resilience resolution resource
    respect respite response responsibilities responsibility rest restructure result retention review right rigour risk
    role room root route routine row rule run safeguard safeguarding safer safety sample samples saying scale scenario
    schedule scheme school scope score scores screening scrutiny sdf secrecy secret section sector security senior sense
    sensitivity sentence sequence service session set setting setup shape share sharing sheet shift shop shortage
    shoulder shout shrug sickness sight sign significance signpost silence site situation size skill slot society
    solution someone son soul source south space speaker speciality speed spirit spot stability staff staffing stage
    stakeholder stance standard standpoint start state statement status statute steer step stereotype story strategy
    strength stress structure student study stuff style subject submission success suggestion suitability summary
    supervision supervisor supply support supporter surrounding sympathy system table talk tap target task teacher
    teaching team teamwork tech technique technology teenagers teens temperature temptation tendency tension term text
    theme theory thinking thought threat threshold tick tickbox ticked timeline timescale timing tip toddler toddlers
    tone tool topic total touch town track trade tradition trainer training transition transparency trend trouble trust
    trustee truth try turn turnover type uncertainty understanding union unit unity update upset urgency usage use user
    vacancy value variation varieties variety venue version view viewpoint views vigilance village vision visit visitor
    voice volume volunteer vulnerability wait walk ward warning waste weakness wealth welfare wellbeing west whistle
    whistleblowing will willingness winner wisdom wish witness woman women word work worker workforce workload workplace
    workshop world worry worth writing yess youngster youth zone
"""
_DOING = """
    abide absorb accept access accommodate accompany accord account achieve acknowledge acquire act adapt add address
    adhere adjust admit adopt advance advertise advise advocate affect afford agree aim alert align allocate allow alter
    amend analyse announce answer anticipate apologise appear apply appoint appreciate approach approve argue arise
    arrange arrive ask assess assign assist assume assure attach attain attempt attend avoid await award back balance
    base beat become befriend begin behave believe belong benefit block boast book bother bring broaden build bury call
    care carry catch cause cease celebrate centre challenge change chase chat check choose circulate cite claim clarify
    close coach collaborate collate collect combine comfort command comment commit communicate compare compile complain
    complete comply comprehend compromise concentrate conclude conduct confer confide confirm conform confuse connect
    consider consist constitute consult contain continue contribute control convey convince cooperate cope correct
    correspond cost count cover create criticise cross cry deal debate decide declare dedicate deem defer define delay
    delegate deliver demand demonstrate deny depend deploy describe deserve design desire detect determine develop
    devise devote differ direct disagree disappear discharge disclose discover discuss dismiss disrupt disseminate
    distinguish distribute divide document doubt draft drive drop earn ease educate elect embed embody embrace emerge
    emphasise employ empower enable encounter encourage end endeavour endorse enforce engage enhance enjoy enquire
    enrich ensure entail enter entrust equip escalate escape establish estimate evaluate evidence evolve examine exceed
    excel exchange exclude excuse execute exercise exist expand expect experience explain explore expose express extend
    face facilitate fail fall familiarise favour fear feature feed feel fight fill finalise find finish fit fix flag
    float flood flow fly focus follow forbid force forget forgive form formalise forward foster found fulfil function
    fund further gain gather generate get give go govern grant grasp greet grow guarantee guard guess guide handle
    happen harm hate head heal hear help hesitate hide highlight hinder hit hold honour hope hurry identify ignore
    illustrate imagine impact implement imply impose improve include increase indicate influence inform inherit initiate
    input insist inspect inspire install instil instill instruct intend interact interest interpret intervene interview
    introduce invest investigate invite involve isolate issue join judge jump justify keep know lack land last laugh
    launch lay lead learn leave let liaise lie lift like limit line link listen live locate look lose love maintain make
    manage mark master match matter mean measure meet mention mentor merge mind minimise miss mistake mitigate mix model
    modify monitor motivate mount move name need neglect negotiate note notice notify nurture obey object observe obtain
    occur offer omit open operate oppose opt order organise outline overcome overlook oversee owe own participate pass
    pay perceive perfect perform permit persist persuade phone pick place plan play please point ponder pop populate
    pose position possess post postpone practice practise praise predict prefer prepare present preserve press presume
    pretend prevail prevent pride print prioritise proceed process produce progress prohibit promise promote prompt
    pronounce propose protect prove provide publish pull purchase pursue push qualify quantify query question quit quote
    raise rate reach react read realise reassure recall receive recognise recommend reconsider record recover recruit
    rectify reduce refer refine reflect refresh refuse regard register regulate reinforce reiterate reject relate relax
    release rely remain remember remind remove renew repeat replace reply report represent request require research
    resolve resource respect respond rest restart restrict restructure result retain rethink retire return reveal review
    revise revisit reward ring roll rule run rush safeguard satisfy save say schedule score scrutinise search secure see
    seek seem sell send separate serve service set settle shape share shift shine should shout show sign signpost sit
    skip sleep slip solve sort sound speak specify spend split spot spread staff stand start state stay stem step stick
    stop store strengthen stress strive struggle study submit succeed suffer suggest suit summarise supervise supply
    support suppose survive suspect sustain swap switch tackle tailor take talk target task teach tell tend test thank
    think threaten thrive throw tick tidy tie tolerate touch track train transfer transform translate transpire travel
    treat triage triangulate trigger trust try turn uncover undergo underpin understand undertake update uphold upload
    upset urge use utilise value vary verify vet view visit voice volunteer vouch wait wake walk want warn watch weave
    weigh welcome win wish witness wonder work worry write yield
"""
_MORE = """
    copy copies paper hard tier level levels presumably supposedly apparently allegedly hopefully thru tho b4 cos coz
    gonna prob probs poss defo deffo ish deadline
    bread butter stuff bronze silver affirmative form forms button buttons
    accept accreditation accredited affiliated affiliation ahead ambition ambitious amen annoying anyhow appearance
    approachability assemblies assembly assistants associated athletes audited award awards beavers beginning bigger
    biscuit biscuits bless bonkers brownies building burdensome bureaucracy bursars cadets camp captains car carefulness
    caretakers cars ceos certified champion champions charter checklists circle citizens cleaners clergy clients
    clinicians closer club coffee colour colourful colours comfort commanders commissioners competition complex computer
    concept condition conditions congregation congregations conscience conscientious consistency constables consultants
    contract cooks cooperation coordinators councillors cover crazy creative creativity crossed crystal cubs cup cups
    curates customers daft dancers deacons debt dentists deputies destroyed detainees dinner directors doctors domestic
    dream dreams earlier eastern ects elders elite enclosed england english enthusiasm enthusiastic environmental
    especially european excited expert experts explorers externally faith fans federation finally flying football
    forever friendlier gift god gold golden goodwill gospel governors gps ground guides guilty gymnasts halfway handson
    hassle headache heads heat helpfulness hereby herewith hlta hltas honesty honour human humanity humans identity ill
    imams immense inclusion increasingly independence industry inspectors insurance insured intelligence involve joke
    kettle kindness labour ladies largest lawyer leaders league leagues legend limitations looked lord lowest lucky
    lunchtime machine mad magic magistrates marshals masses matrons mayors medical members membership memories mental
    merger mergers midday midwives mindfulness mini ministers miracle mps neighbourhood neighbours nightmare nonsense
    northern notwithstanding nqts nurses offenders openness organisers originally owner owners painful pair pairs
    paramedics parishioners park parks parties passed passes path patients peace pharmacists physios players pointless
    political porters prayer prayers preparedness previously price priests prisoners profit program programs promptness
    purely quest rabbis rangers reactive readiness receptionists red referees regardless regional regions religious
    residents resilience ridiculous rock rural sacred scared scientific scouts secretaries seniors sergeants service
    setup shoestring smart someway soul southern spirit spiritual sport sports star stars stewards stick sticky stone
    stones street streets stupid superintendents supervisors supply supporters surrey suspects swimmers talent tape tas
    tea teaching team tenacity tenants therapists thing thoughtfulness thousands thread threads till tip tradition
    transparency treasurers tremendously trip trips trustees trustworthiness umpires unfair united upper urban users
    vicars victim victims villagers violence violent wardens wellbeing wellness western willing willingness worship
"""
_IRREGULAR = """
    admitted agreed agreeing arisen arose ate became began beginning begun beheld being bought broke broken brought
    built burnt came caught chatted chatting chose chosen committed committing controlled controlling cut cutting
    dealing dealt digging does drawn dreamt drew driven dropped dropping drove dyed dying earnt equipped fallen fed fell
    felt fitted forgave forgetting forgot forgotten fought found froze frozen fulfilled fulfilling gave getting given
    goes gone got gotten grew grown guaranteed having heard held hid hidden hitting hurt instilled kept knew known
    labelled laid lain lay leapt learned learnt led left lent letting lit lost lying made meant met mistaken modelled
    modelling occurred occurring overcame oversaw overseeing overseen paid permitted planned planning preferred
    programmed proven putting quit quitting ran rang referred referring regretted risen rose rung running said sang sat
    saw says seeing seen sent set setting shaken shown shut shutting sitting skipped skipping slept slid slipped
    slipping sold sought spelt spent spoilt spoke spoken stolen stood stopped stopping struck stuck submitted submitting
    sung swapped swapping swept swore sworn swum taken taught tell thought threw thrown tied told took transferred
    transferring travelled travelling tying understood undertaken undertook upheld upsetting vetted vetting went winning
    woken won wore worn woven written wrote
"""


_SEEN = """
    alert alerts baby booking bookings box boxes button buttons column comments computer contacts dates doc docs flag
    flags huddle huddles incident interview interviews item items machine names parish passwords room rooms schedule
    schedules shop shops slips table tables tape timeline timelines trip trips visitor ward wards
"""
"""Everyday words for what can be seen, opened or read: "visitor comments" names something, as "CP1 slips" does."""


def _each() -> frozenset[str]:
    """Every word with its plural, or its forms as a verb, but what can be seen, and all that has its own weight."""
    words = {*_LITTLE.split(), *_DESCRIBING.split(), *_MORE.split(), *_IRREGULAR.split()}
    for word in _THINGS.split():
        words |= {word, _with_s(word)}
    for word in _DOING.split():
        stem = word.removesuffix("e")
        past = word[:-1] + "ied" if word.endswith("y") and word[-2] not in "aeiou" else stem + "ed"
        words |= {word, _with_s(word), past, stem + "ing"}
    words |= {slip for word in MISTYPED for slip in _slips(word)}
    return frozenset(words - set(_SEEN.split())) | _weighed()


def _weighed() -> frozenset[str]:
    """The words that have their points by themselves, and each word of what is claimed, lacking or promised."""
    alone = {phrase for phrase in (*STRONG, *MEDIUM, *SLIGHT) if " " not in phrase}
    claimed = {word for phrase in (*CLAIMS, *LACKS, *PROMISES) for word in phrase.split()}
    return frozenset((alone | claimed) - {BEGIN, END})


def _slips(word: str) -> set[str]:
    """The word with one letter left out, typed twice, or in the other order, and with another vowel."""
    ends = [(word[:place], word[place:]) for place in range(len(word))]
    out = {before + after[1:] for before, after in ends}
    twice = {before + after[0] + after for before, after in ends}
    turned = {before + after[1] + after[0] + after[2:] for before, after in ends if len(after) > 1}
    vowels = {before + v + after[1:] for before, after in ends if after[0] in _VOWELS for v in _VOWELS}
    return out | twice | turned | vowels


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


EVERYDAY = _each()
