"""Words with a capital, abbreviations, family names: what is nobody's name, and whose name everybody knows.

In lower case, except the abbreviations.
"""

from audit.privacy.lists import each

WELL_KNOWN = (
    "victoria climbi", "daniel pelka", "labinjo-hughes", "star hobson", "arthur and star", "star and arthur",
    "sara sharif", "oliver mcgowan", "peter connelly", "baby p ", "baby peter", "child q", "khyra ishaq",
    "lord laming", "stephen lawrence", "ben kinsella", "lucy faithfull", "charlie waller", "harry potter",
    "daisy chain", "poppy appeal", "poppy day", "martyn's law", "sarah's law", "clare's law", "martha's rule",
    "jessica's rule", "ruby's law", "benedict's law", "sarah payne", "soham",
    "natasha's law", "jade's law", "gillick", "harvey's law", "rosie's law", "molly russell",
    "molly rose", "brianna ghey", "josh macalister",
)  # fmt: skip
"""Published reviews, laws and charities with a person's name: lessons from them are ordinary evidence."""

ACRONYMS = each(
    """
    DSL DDSL DSO DPO LADO SENCO SENDCO SENDO SENCOS MASH MASA MASAs KCSIE LA LEA LAs HT DHT AHT EHT SLT SMT TA TAs
    HLTA LSA MDSA MDSAs HR IT ICT AI CEO CFO COO MAT PTA PTFA SBM SBO HOY HOD HOS FLO ELSA PSA EWO AWO ESW SW SWs
    FSW HV HVs GP GPs EP OT CP CPP CIN EH EHA EHE EHCP EHCPs EHC CME CAF TAF TAC TAM TAFs PEP PEPs SEN SEND LAC CLA
    CIC VSH VS IRO IROs LSCP LSCPs LSCB SCR SCRs SPR CSPR LCSPR MARAC MAPPA YOT YJS YOS PPU CSE CCE FGM HBA HBV DV
    DA DVA MH CAMHS NHS ED GDPR DPA DPIA DPIAs ICO FOI SAR SARs ISA ISAs WT KS EYFS EYPP EY EYs PC PCs PCSO SGT DC
    DS DI SNT SRO LP UK EU US BBC NSPCC NCA CEOP DBS CRB PE PSHE RSE RSHE SRE RE PSE INSET CPD TLR PPA NQT ECT ECTs
    ITT QTS HMI RI SEF SDP SIP SIMS AM PM TBC TBA NA OK ASAP FAO FYI PS NB CC BCC ID IDs PIN PO VPN USB PDF URL URN
    VLE MFA SSO RBAC AUP QA QTR KPI KPIs SLA SLAs MOU MOUS NDA CQC CHC ICB ICBs ICS CCG MDT MCA DOLS LPS IMR DHR
    DASH CT SPOC SPA FD EDT OOH MAST MACE MACSE FNP SGO SGOs CAO ICPC RCPC CPC PLO FGC FII NAI SIDS SUDI ISI SSAT
    NGA LGA UKHSA VCS VCSE CYP CYPs YP UASC NRPF EAL FSM PP GRT BME BAME LGBT NEET ASB ABE CPS AP APs PRU SEMH ASD
    ADHD SPLD PD HI VI YR FS NC DOB NI UPN UPNs CTF MIS DFE AGM EGM CIO RAG SOP SOPs RCA LFPSE SIRI DNA DNAs WNB GPS
    FE HE CPR SS TT ETA TV DVD CD PPE FTE EIF AOB TOR TORS IDVA ISVA HIDVA SARC RASSO DHSC MOJ HMRC DWP CAB YMCA
    RNIB NCB BACP FA RFU ECB LTA ASA UKCC SC CO II III IV VII ACE ACES PACE MAY JAN FEB MAR APR JUN JUL AUG SEP SEPT
    OCT NOV DEC MON TUE WED THU FRI SAT SUN WC RSL ISP CST EBD LSU HUB CPO OCC DSP MSP PVI CM CMS HIA CEF PVIS VC VA
    CE RC EWS AET SDQ SDQS ABC QR RM HQ PR RO ER PB CCTV SMS APP CPOMS OFSTED PREVENT BOX NEW OLD TOP PTO AKA DOC
    DOCS XLS CSV ODS ICL LSO CWO CSO CIS AV ADM TL EQA IQA FOIA UKGDPR SLO SPO NPS OM POM OMU ROTL HMP YOI
    SCH CAIT POLIT MPS CID MIT BTP WMP GMP FIS LIFT YJB YJ CSC CSCS EHM MARF EPO EPOS MBU GOV URI API HTML PHP UASCS
    NSM ARC ISR ERF TOG SIG CSA CSAS OSAT NWG PHSE HSB SHS SV PFA
    """
)
DOTTED = each(
    """
    DOB UK US EU NI IT HR PE RE AM PM EG IE NB PS CE UN GP PC BA MA BSC PHD BED NO II
    """
)
"""Abbreviations that people write with points."""

SHOUTED = each(
    """
    AND THE FOR NOT ALL YES NO ON IN TO OF AT BY IF IS AS OR WE UP AN BE DO GO HE ME MY SO OUR ITS HAS HAD WAS ARE
    DID
    """
)
"""Words in capitals for stress; in brackets two such letters are initials."""

TWO_LETTERS = each(
    """
    am an as at be by do eg ex go ha he hi id if ie in is it la me mr ms my no of ok on or pe re so sw ta to tv uk
    up us vs we dr hv gp sl ht cp cm mm kg pm hr pa pc ps st rd qa pp eh ed ep ad al et ft lb oz th nd da dv mh ks
    yr ni nb na cc ll ve rs ey fs np dc ds ot ri oh aa dd
    """
)
DEMONYM = ("ian", "ish", "ese", "ean")
NOT_A_NAME_ENDING = (
    "ing", "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ive", "ure", "ers", "ors", "ies",
    "ful", "ated", "ted", "ical", "onal", "ously", "ally", "tely", "ions", "ments", "ists", "care", "work", "guard",
    "able",
)  # fmt: skip
ORDINARY = each(
    """
    january february march april may june july august september october november december sept monday tuesday
    wednesday thursday friday saturday sunday spring summer autumn winter easter christmas term year half lent
    michaelmas xmas all any asked ask also after again agency and another app as at audit annual because before book
    both but by case calls call check checked child children childs chased clear coaches concern concerns contact
    copy could council dip data did does done draft due during each early emergency every everyone evidence example
    extended families family feedback few file files first five for form forms foster four from front given good got
    governor governors group had has have he head health held help her here his home host how however i if in is it
    its just kept last lead leaders leaver leavers learner learners let like list local log logs look looked made
    many meeting meetings met minutes most mum dad much my named need needs never new next no nobody none not note
    notes now nursery of office officer old on once one only online open or other our out over own page paper parent
    parents partly partner partners people person phone plan plans please police policies policy posters poster
    practice previous privacy procedure procedures pupil pupils quality reason reasons receipt record records
    referral referrals register report reports request review reviewed reviews room same saw school schools section
    see seen senior sent service services session setting share shared she should show shows sign signed since
    sister six slides social some someone spot spoke staff still student students such talk team teams template ten
    that the their them then there they this those three to told too total training transfer trust trustees two
    under until update updated use used using very via visit visitors volunteer volunteers was we weekly were what
    when where which while who whole why will with without word would written yes yet you young your whenever
    nothing something everything sometimes arbor bromcom myconcern cpoms sims egress prevent channel ofsted
    childline kooth jigsaw barnardo barnardos barnado microsoft google drive excel outlook whatsapp sharepoint
    onedrive dropbox zoom tapestry famly connect edukey provision safeguard software tootoot wonde parentmail
    parentpay classdojo seesaw evolve smoothwall senso securly impero lightspeed judicium edupay encompass operation
    gillick fraser caldicott guardian laming munro signs safety graded profile working together keeping education
    act england english british britain london leeds birmingham manchester kent essex surrey sussex devon cornwall
    dorset hampshire york yorkshire lancashire liverpool bristol sheffield nottingham leicester derby solihull
    coventry oxford cambridge norfolk suffolk lincolnshire medway croydon lambeth hackney camden islington barnet
    bromley ealing haringey harrow hounslow lewisham southwark sutton wandsworth westminster bradford wigan bolton
    bury salford stockport trafford rochdale oldham tameside wirral cheshire cumbria durham northumberland gateshead
    sunderland newcastle hull doncaster rotherham barnsley wakefield calderdale kirklees plymouth torbay exeter
    somerset wiltshire swindon reading slough berkshire bucks buckinghamshire bedford luton hertfordshire
    northampton worcester hereford shropshire telford stafford stoke dudley sandwell walsall wolverhampton
    warwickshire scotland scottish wales welsh ireland irish europe european asian african roma gypsy traveller
    travellers muslim christian jewish hindu sikh catholic anglican polish romanian ukrainian afghan syrian somali
    arabic urdu punjabi bengali chinese turkish french spanish kurdish eritrean iraqi pakistani safeguarding
    information sharing protection premium voice support hub centre board national society action victim women men
    mind minds citizen citizens advice rights charter agreement protocol threshold thresholds document guidance
    statutory duty manager deputy designated teacher inclusion attendance welfare behaviour wellbeing pastoral
    special virtual acting interim chair clerk trustee secretary treasurer coach captain minister vicar church
    mosque temple synagogue parish diocese diocesan academy college primary secondary infant junior high hall house
    road street lane avenue green red blue yellow amber black white north south east west upper lower middle central
    royal queen king saint holy lady lord park hill reception preschool class assembly assemblies lesson lessons
    circle digital cyber internet exploitation sexual criminal domestic abuse neglect death overview mental physical
    commission commissioner ministry department bill law rule common human appendix annex part chapter para
    paragraph table figure step level stage tier key band grade number item version final summary strategy
    conference core network forum link links family's single point access door assessment team's board's county city
    borough district unitary wide pan regional region nhs trust's windows apple android iphone ipad facebook
    instagram snapchat tiktok roblox youtube twitter kahoot cctv wifi induction refresher webinar twilight inset
    bulletin newsletter website handbook leaflet flyer noticeboard lanyard lanyards display corridor foyer toilets
    staffroom minibus following further despite although though unless whether than here's we've we're it's don't
    doesn't isn't weds tues thurs mon tue thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec body map
    notice sheet sheets pack folder box cabinet drawer shelf cupboard desk screen laptop tablet mobile independent
    reviewing multi panel hearing court tribunal appeal custody probation prison youth justice offending hospital
    clinic midwife midwives surgery nurse doctor worker workers care adult adults carer carers adoption kinship
    guardianship residential placement respite
    """
)
"""Words that stand with a capital in evidence and are nobody's name."""

SURNAMES = each(
    """
    smith jones taylor brown williams wilson johnson davies robinson wright thompson evans walker white roberts
    green hall wood jackson clarke clark patel khan lewis thomas phillips mitchell campbell kelly carter ali hussain
    ahmed begum kaur singh shah malik iqbal mahmood akhtar rahman islam miah uddin chowdhury choudhury bibi aziz
    hassan ibrahim mohamed ahmad baker martin turner hill scott cooper morris ward moore king watson harrison morgan
    young allen cook parker bell murphy bailey edwards collins griffiths shaw bennett cox richardson marshall
    simpson price anderson adams wilkinson foster ellis murray chapman mason gray richards webb rogers hunt mills
    holmes palmer matthews robertson gibson barnes knight butler russell barker stevens jenkins dixon fisher harvey
    pearson graham fletcher howard andrews reynolds ford saunders payne hughes stewart nowak kowalski popa okafor
    mensah osei adeyemi begley doherty connors docherty obrien o'brien o'connor o'neill
    """
)
"""The most usual family names; enough to see a family in 'Patel children'."""
