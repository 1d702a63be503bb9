"""The words by which a text is seen to name nothing, as the scorer and the workbook's formulas both look them up."""


def _each(texts: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in texts.split("|"))


NOTHING = _each("""
    n a | na | none | nil | no | nope | not applicable | not relevant | nothing | nothing yet | no evidence | none
    yet | tbc | t b c | tba | t b a | tbd | dk | d k | idk | to be confirmed | to be agreed | to do | todo | to be
    done | to follow | to add | to be added | to upload | see above | as above | above | see below | as below |
    below | ditto | same | same again | same as above | same as last one | as before | as previous | as previous
    answer | see notes | see other | see previous | yes | yep | yeah | ok | okay | all ok | all okay | fine | all
    fine | good | all good | great | done | all done | sorted | all sorted | xx | xxx | true | false | met | fully
    met | partly met | partially met | not met | partly | partially | all met | mostly | mostly met | in place | all
    in place | everything in place | fully in place | completed | complete | policy | policies | policy in place |
    policies in place | procedure | procedures | process | processes | training | records | evidence | document |
    documents | documentation | paperwork | various | several | lots | loads | many | plenty | plenty of evidence |
    lots of evidence | some | available | available on request | evidence available | evidence available on request
    | on request | on file | in progress | ongoing | on going | under way | underway | working on it | work in
    progress | wip | pending | awaiting | not sure | unsure | unknown | don t know | dont know | dunno | not known |
    no idea | not yet | not started | later | soon | next term | next year | this term | always | common sense | of
    course | obviously | verbal | verbally | word of mouth | self evident | see policy | as per policy | in policy |
    per policy | in the policy | observation | observations | discussion | discussions | conversation |
    conversations | embedded | established | outstanding | requires improvement | green | amber | red | rag green |
    rag g | rag amber | blue | compliant | non compliant | fully compliant | developing | emerging | secure |
    exceeding | expected | excellent | strong | strong practice | good practice | best practice | good culture |
    satisfactory | adequate | inadequate | weak | high | medium | low | test | testing | insert evidence here |
    evidence here | enter text | placeholder | example | query | question | help | action needed | action required |
    needs work | needs action | on my list | on the list | no time | no sorry | sorry | maybe | possibly | probably
    | perhaps | hopefully | fingers crossed | rather not say | confidential | private | as required | as needed | if
    needed | if required | when needed | where needed | ad hoc | informal | informally | n a at the moment | not at
    the moment | none at present | not at present | none at the moment | nothing at present | daily | weekly |
    monthly | termly | annually | yearly | regularly | often | sometimes | never | rarely | four out of five | 4 5 |
    3 5 | 5 5 | 2 5 | 1 5 | 100 | 10 10 | 9 10 | 8 10 | tick | ticked | checked | correct | agreed | noted | missing
    | blank | left blank | left blank on purpose | skip | skipped | zilch | zilch tbh | nada | nowt | ref | name |
    value | select | delete as appropriate | click or tap here to enter text | click here | enter text here | type
    here | fill in before sending | fill in | come back to this | come back later | covered elsewhere | elsewhere |
    see elsewhere | self explanitory | self explanatory | self explanatory really | big gap | gap | strength |
    weakness | working towards | under review | in review | getting there | getting there slowly | rag red | red
    amber | amber green | green amber | amber red | 4 out of 5 | 3 out of 5 | 5 out of 5 | nothing to add | no
    comment | no change | as last year | unchanged | never been minuted | big strength
""")
"""Names nothing, as the whole of a text."""

CLAIMS = _each("""
    will do | will be | will have | will add | will get | will write | will put | will look | will ask | will check
    | will need | will pick | will sort | will try | going to | to be | need to | needs to | need | needs | needed |
    plan to | planning to | hope | hopes | hoping | hopefully | aim | aiming | intend | intending | not yet | do not
    | don t | dont | does not | doesn t | doesnt | have not | haven t | havent | has not | hasn t | hasnt | not have
    | no evidence | nothing written | not written | not in place | not sure | unsure | not done | still to | yet to
    | in progress | in hand | working on | work on | next term | next year | on request | as above | see above | if
    asked | if they ask | if needed | if required | can provide | could be given | happy to | we | we re | we ve |
    we ll | we d | our | ours | us | they | they re | their | i | i m | i d | i ll | i ve | my | you | your | it s |
    its | it is | this is | that is | there is | there are | is | are | was | were | been | being | be | would |
    should | could | might | may | must | shall | do | does | did | doing | has | have | had | all | every |
    everyone | everyones | everybody | everything | evrything | each | any | anyone | anybody | nobody | no one |
    none | nothing | someone | somebody | always | never | ever | often | usually | regularly | really | very |
    extremely | fully | completely | totally | properly | appropriately | seriously | simply | just | know | knows |
    known | understand | understands | understood | aware | awareness | vigilant | confident | comfortable | happy |
    proud | committed | commitment | dedicated | passionate | trustworthy | experienced | take | takes | taken |
    treat | treats | follow | follows | followed | comply | complies | ensure | ensures | make sure | makes sure |
    happens | happen | happening | use | uses | act | acts | talk | talks | culture | ethos | practice | practise |
    heart | priority | responsibility | standard practice | second nature | common sense | day to day | everyday |
    embedded | robust | clear arrangements | good | great | strong | excellent | lovely | warm | caring | safe |
    sorry | busy | no time | ran out | slipped | difficult | not applicable | applicable | apply | applies | n a |
    relevant | yes | no | not | too small | small team | no need | no problem | complained | complaint free |
    incident free | in place | in palce | improvement | improving | lessons are learned | from the top | come first
    | comes first | at the moment | at present | currently | so far | up to date | tbc | tba | todo | pending |
    awaiting | underway | ongoing | waiting to | waiting for | chasing | unable to | used to have | went when |
    intends | subject to | planned for | on the list for | must book | capacity permitting | what is | what does |
    what do | why is | how do | who is | honestly | put the voice | put children first | years without | in 20 yrs |
    in 22 yrs | recognised as | for development | one for development | to hear back | getting there | big gap
""")
"""Claim, promise, hope, refuse or ask, and point at nothing, unless a digit or one of :data:`CUES` is there too."""

CUES = _each("""
    log | logs | logged | logbook | file | files | filed | filing | folder | folders | folder on | binder | minutes
    | minute | mins | minuted | register | registers | form | forms | proforma | template | templates | sheet |
    sheets | handbook | handbooks | manual | poster | posters | leaflet | leaflets | flyer | booklet | drive |
    cabinet | drawer | cupboard | shelf | safe in | noticeboard | notice board | whiteboard | staffroom | staff room
    | reception | foyer | hallway | corridor | kitchen | fridge | wall | website | webpage | web page | site page |
    intranet | http | https | www | email | emails | e mail | e mails | inbox | letter | letters | certificate |
    certificates | certs | cert | spreadsheet | spreadsheets | workbook | tracker | trackers | agenda | agendas |
    survey | surveys | questionnaire | matrix | checklist | checklists | flowchart | flow chart | slides | slide |
    presentation | powerpoint | signed | dated | page | pages | section | appendix | annex | para | paragraph |
    chapter | tab | database | portal | dashboard | app | screenshot | screenshots | photo | photos | copy of |
    copies of | copies | card | cards | crib | lanyard | lanyards | badge | diary | calendar | rota | rotas |
    timetable | pack | packs | contract | contracts | job description | job descriptions | job desc | jd | dpia |
    ropa | isa | mou | protocol | sop | sops | terms of reference | tor | notes of | notes from | visit notes |
    supervision notes | case notes | file note | file notes | list | lists | book | visitors book | accident book |
    logs of | record of | records of | report to | report of | reports to | annual report | governor report | audit
    of | audits of | dip sample | dip samples | chronology | chronologies | case study | case studies | action plan
    | risk assessment | risk assessments | risk register | training record | training records | training log |
    newsletter | bulletin | briefing | briefings | induction | recording | recordings | transcript | exit interview
    | return | returns | statistics | stats | figures | data | invoice | receipt | quiz | scenario | scenarios |
    posters in | kept in | kept with | kept by | kept on | held by | held in | held on | held at | stored in |
    stored on | saved in | saved on | displayed | pinned | taped | ask | speak to | talk to | can show | will show
    you | contact | cpoms | myconcern | my concern | scr | single central record | dbs | sims | arbor | bromcom |
    scholarpack | tapestry | famly | iconnect | blossom | nursery in a box | eylog | datix | ulysses | systmone |
    emis | rio | epr | lorenzo | paris | niche | athena | connect | pnd | pnc | holmes | compact | liquidlogic | lcs
    | mosaic | ehm | capita one | synergy | lamplight | upshot | salesforce | charitylog | views | halo | iizuka |
    ecins | safeguard software | team app | teamer | pitchero | spond | whole game | playing system | clubmatters |
    sharepoint | onedrive | google drive | gdrive | dropbox | teams channel | teams folder | one note | onenote |
    trello | breathe | every hr | bamboo | esr | learning pool | moodle | nvq | nspcc course | flick | educare |
    hays | tes course | national college | lms | mash | lado | lscp | nhs mail | nhsmail | egress | galaxkey |
    policy p | policy v | policy on | policy dated | version | schedule | index | archive | pfa | bwv | ppn | crime
    report | occurrence | records held | session records | sampled | binders | printout | print out | doc | docs |
    self assessment | initials | desk | would show | could show | shows | attendances | levels | kloe | swipe | cctv
    | ledger | charter | constitution | certs folder | prospectus | display | displays | box file | lever arch |
    pigeon hole | safe space | licence | licences | permit | id cards | sign in | sign in sheet | visitor | visitors
    | observation sheet | observation notes | peer review | minutes book | summary | overview doc | report on
    | report from | scan | scanned | link | hyperlink | url | qr code | bookmark | worksheet | roster | records check
""")
"""Point at something: a document, a record, a system, a place, somebody to ask."""

DENIALS = (
    "no",
    "without",
    "don t have a",
    "do not have a",
    "haven t got a",
    "need a",
    "needs a",
    "need an",
    "no written",
)
"""Before one of :data:`CUES`: the thing is not there."""

UNMADE = _each("""
    needs setting up | needs writing | needs doing | needs updating | being written | being drafted | being set up |
    to be written | to be set up | to be made | still writing | not been written | not written | not yet written |
    not kept | isn t kept | not started | don t keep | do not keep | not got round | yet to write | yet to set up |
    will set up | will write | will make | will create | will start | need to write | need to set up | need to make
    | need to start | going to write | going to set up | plan to write | plan to set up | should have a | ought to
    have | would be useful | doesn t exist | does not exist | can t find | cannot find | used to have | never
    been | went missing | got when we moved
""")
"""Say of what is pointed at that it is not there yet."""

COUNTED_ONLY = ("yr", "yrs", "year", "years", "kids", "children", "out of")
"""Beside a number, say how many or how long: such a number points at nothing."""
