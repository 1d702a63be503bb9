"""The words by which a text is seen to name nothing, as the scorer and the workbook's formulas both look them up."""

BEGIN, END = "^", "$"
"""Stand for a word before the first and after the last."""


def _each(texts: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in texts.split("|"))


NOTHING = _each("""
    n a | na | none | nil | no | nope | not applicable | not relevant | nothing | nothing yet | no evidence | none yet |
    tbc | t b c | tba | t b a | tbd | dk | d k | idk | to be confirmed | to be agreed | to do | todo | to be done |
    to follow | to add | to be added | to upload | see above | as above | above | see below | as below | below | ditto |
    same | same again | same as above | same as last one | as before | as previous | as previous answer | see notes |
    see other | see previous | yes | yep | yeah | ok | okay | all ok | all okay | fine | all fine | good | all good |
    great | done | all done | sorted | all sorted | xx | xxx | true | false | met | fully met | partly met |
    partially met | not met | partly | partially | all met | mostly | mostly met | in place | all in place |
    everything in place | fully in place | completed | complete | policy | policies | policy in place |
    policies in place | procedure | procedures | process | processes | training | records | evidence | document |
    documents | documentation | paperwork | various | several | lots | loads | many | plenty | plenty of evidence |
    lots of evidence | some | available | available on request | evidence available | evidence available on request |
    on request | on file | in progress | ongoing | on going | under way | underway | working on it | work in progress |
    wip | pending | awaiting | not sure | unsure | unknown | don t know | dont know | dunno | not known | no idea |
    not yet | not started | later | soon | next term | next year | this term | always | common sense | of course |
    obviously | verbal | verbally | word of mouth | self evident | see policy | as per policy | in policy | per policy |
    in the policy | observation | observations | discussion | discussions | conversation | conversations | embedded |
    established | outstanding | requires improvement | green | amber | red | rag green | rag g | rag amber | blue |
    compliant | non compliant | fully compliant | developing | emerging | secure | exceeding | expected | excellent |
    strong | strong practice | good practice | best practice | good culture | satisfactory | adequate | inadequate |
    weak | high | medium | low | test | testing | insert evidence here | evidence here | enter text | placeholder |
    example | query | question | help | action needed | action required | needs work | needs action | on my list |
    on the list | no time | no sorry | sorry | maybe | possibly | probably | perhaps | hopefully | fingers crossed |
    rather not say | confidential | private | as required | as needed | if needed | if required | when needed |
    where needed | ad hoc | informal | informally | n a at the moment | not at the moment | none at present |
    not at present | none at the moment | nothing at present | daily | weekly | monthly | termly | annually | yearly |
    regularly | often | sometimes | never | rarely | four out of five | 4 5 | 3 5 | 5 5 | 2 5 | 1 5 | 100 | 10 10 | 9 10
    | 8 10 | tick | ticked | checked | correct | agreed | noted | missing | blank | left blank | left blank on purpose |
    skip | skipped | zilch | zilch tbh | nada | nowt | ref | name | value | select | delete as appropriate |
    click or tap here to enter text | click here | enter text here | type here | fill in before sending | fill in |
    come back to this | come back later | covered elsewhere | elsewhere | see elsewhere | self explanitory |
    self explanatory | self explanatory really | big gap | gap | strength | weakness | working towards | under review |
    in review | getting there | getting there slowly | rag red | red amber | amber green | green amber | amber red |
    4 out of 5 | 3 out of 5 | 5 out of 5 | nothing to add | no comment | no change | as last year | unchanged |
    never been minuted | big strength | assessment | assessments | record | report | reports | plan | plans | list |
    lists | file | files | book | books | notes | audit | audits | briefing | briefings | survey | surveys | findings |
    standards | returns | agreements | guides | displays | display | recording | recordings | figures | statistics |
    refs | action plan | development plan | improvement plan | in the plan | in action plan | in our action plan |
    scenarios | section | sections | reports and records | nil return | nil returns | email | emails | e mail | e mails
    | letters | letter | by email | via email | by letter | return | paper copy | hard copy | paper copies
""")
"""Names nothing, as the whole of a text."""

CLAIMS = _each("""
    we | us | they | i | im | me | you | your | it s | its | is | are | was | were | been | being | be | would | should
    | could | might | must | shall | will | can | cannot | do | does | did | doing | have | had | all | everyone |
    everyones | everybody | everything | evrything | any | anyone | anybody | nobody | none | nothing |
    someone | somebody | always | never | ever | often | usually | regularly | really | very | extremely | fully |
    completely | totally | properly | appropriately | seriously | simply | just | know | knows | known | understand |
    understands | understood | aware | vigilant | vigilance | confident | comfortable | happy | proud | pride |
    committed | commitment | dedicated | passionate | trustworthy | experienced | take | takes | taken | treat | treats
    | follow | follows | followed | comply | complies | compliant | ensure | ensures | make sure | makes sure | happens
    | happen | happening | use | uses | act | acts | top priority | a priority | high priority | one priority |
    second nature | common sense | commonsense | day to day | everyday | embedded | robust | good | great | strong |
    excellent | lovely | warm | caring | safely | securely | sorry | busy | ran out | slipped | difficult | applicable |
    apply | applies | n a | relevant | yes | no | not | without | too small | small team | complained | incident free |
    in place | in palce | improving | improve | from the top | come first | comes first | at the moment | at present |
    currently | so far | up to date | what counts | honestly | recognised as | recognises | on request | as above |
    see above | if asked | if needed | if required | capacity permitting | see previous | see section | see q |
    see question | see last | see other | unchanged | report concerns | report it | report them | reported to | refer to
    | referred to | culture of | work closely | works closely | working closely | respond | responds | feel | feels |
    believe | think | encouraged | encourage | promote | promotes | support | supports | monitor | monitors | monitored
    | oversee | oversees | oversight | handles | deals | deal with | dealt with | looks after | leads on | responsible |
    same as | same for | as per | as stated | as set out | as detailed | set out in | in line with | in accordance |
    covered by | covered in | covered at | already | when required | when necessary | when needed | where necessary |
    where needed | where appropriate | as and when | as necessary | as needed | as required | if it | if there | if a |
    depends | sometimes | hardly | rarely | risk of | welcome | encouraging | working well | works well |
    well established | well trained | well managed | kept safe | kept secure | kept under review | in practice |
    standard practice | best practice | common practice | daily practice | part of practice | the culture | at the heart
    | learned | learnt | see report | see plan | see comments | see notes | see attached | heard of | too many |
    answered | in the action | the action plan | staff log | see action | evidence on file | each other |
    look out of place | cover this | covers this | require | requires | sorts | filed away | locked away | kite mark |
    investors in | affiliated | crb | by email | via email | by e mail | by text | by letter | can be seen |
    can be shown | ask about | submitted | uploaded | improvement plan | see our
""")
"""Claim, excuse, refer elsewhere or ask: beside them only what points clearly at something counts."""

PROMISES = _each("""
    will be | will have | will add | will get | will write | will put | will look | will ask | will check | will pick |
    will sort | will try | will do | will find | will set | will make | will create | will start | will update |
    will review | will upload | will send | will provide | will speak | will follow | will discuss | will raise |
    will chase | will arrange | will book | will attach | will complete | will develop | will bring in | wil | ll add |
    ll do | ll get | ll put | ll sort | ll ask | ll check | ll write | ll look | ll make | ll upload | ll send | ll find
    | going to | gonna | to do | need | needs | must book | must check | must get | must ask | must do | must find |
    must make | must write | must start | must set | plan to | plans to | planned | hope | hopes | hoping | hopefully |
    aim | aiming | intend | intends | intending | intention | yet to | still to | still writing | still working |
    working on | working towards | in progress | in hand | in the pipeline | in development | under development |
    under construction | being developed | being written | being drafted | being set up | being updated | being reviewed
    | being made | being worked | being looked | being designed | being put | being gathered | being collated |
    looking into | looking at | looking to | next term | next year | next month | next week | next meeting |
    next financial year | new financial year | in due course | shortly | soon | asap | when possible | time permitting |
    funding | when the new | when we get | when we have | when i have | when i get | when time | subject to |
    on the list | on my list | on agenda | on the agenda for | to follow | for discussion | awaiting | waiting | pending
    | chasing | tbc | tba | tbd | todo | wip | under review | under way | underway | in draft | draft only |
    draft version | half done | half finished | unfinished | nearly done | nearly finished | nearly there | went missing
    | gone missing | mislaid | misplaced | went when | got when we | thrown away | would like | would be useful |
    would be good | would be nice | should have | ought | trying to | starting again | from scratch | get round to |
    got round to | getting round to | getting on top | getting there | get to this | for development | by easter |
    by christmas | by summer | by the end | by end | end of term | end of the term | target date | aspire | aspiration |
    proposal | proposed | propose | think about | thinking about | thinking of | discuss at | recruiting | new in post |
    just started | handed over | should be done | should be ready | sort this | sort it | sort out | dealing with |
    leave with | leave it | get back to | come back to | return to this | on maternity | on leave | ^ to | on its way |
    on the way | on order | not arrived | ordered | to be done | to be written | to be made | to be created | to be set
    | to be put | to be completed | to be agreed | to be confirmed | to be comfirmed | to be arranged | to be discussed
    | to be developed | to be reviewed | to be updated | to be finalised | to be added | to be uploaded | to be designed
    | to be printed | to be held | to be picked | to be decided | to be advised | to be sorted | to be drafted |
    to be organised | to be booked | to be appointed | to be announced | to be provided | to be sent | to be looked |
    to be addressed | to be considered | to be rewritten | to be started | to be launched | to be rolled | to be bought
    | to be taken | to be introduced | to be implemented | to be established | to be found | to be produced |
    to be recruited | to be scheduled | to be fixed | to be formalised | to be determined | to be followed |
    to be worked | probably | somewhere | there may | may be | might be | must be in | should be in | i think |
    i believe | think we | think hr | think the | on our list | our list of | things to | once the | once we | once a |
    once i | once our | once this | when we are | when i am | where do | can you | can we | could you | is there a |
    is there an | how do i | who do i | please send | rewriting | which died | has died | out of date | retired |
    has since left | might know | may know | will know | wherever | planning | must remember | remember to |
    note to self | would look | should really | fell off | left and took | took it | took the | took all | dsl to |
    head to | secretary to | manager to | committee to | governors to | trustees to | chair to | deputy to | leader to |
    new forms | new form | on the cards
""")
"""Say of what is pointed at that it is not there: a promise, a hope, a lack. Much has to point at something else."""

LACKS = _each("""
    not yet | work on | to look at | later in | later this | later on | once | to confirm | to agree | to arrange |
    to book | to check | to chase | to raise | to discuss | to attach | to upload | to add | to write | to send |
    to complete | to update | to sort | to start | to set up | to create | to develop | to get | to obtain | to provide
    | to review | to ask | to find out | to print | to order | to buy | booked | scheduled | not finished | not complete
    | not completed | not started | not done | not held | not kept | not recorded | not written | never written |
    not documented | not currently | not sure | not known | unsure | not got | not set up | not in place | not there |
    not been | don t | dont | do not | doesn t | doesnt | does not | didn t | didnt | did not | haven t | havent |
    have not | hasn t | hasnt | has not | aren t | arent | isn t | isnt | wasn t | wasnt | won t | wont | couldn t |
    could not | can t | cant | cannot | unable | never had | never been | never done | never used | never seen |
    never heard | never needed | used to have | used to keep | used to be | is missing | are missing | binned | flooded
    | nothing written | nothing in writing | nothing formal | nothing to | nobody has | no idea | no clue | wish |
    want to | wants to | no access | lack of | lacking | gap | gaps | due | considering | consider | vacancy | vacant |
    off sick | only started | only just | left in a hurry | before my time | sorting | is on it | off work | available |
    can be provided | can be produced | upon request | needed | ^ lost $ | is lost | was lost | got lost | been lost |
    lost in | lost when | lost everything | we lost | paperwork lost | mislaid | locked out
""")
"""Say that something is not there, or not yet seen to: one thing clearly pointed at, with its day, is wanted beside."""

DENIALS = _each("""
    don t keep any | do not keep any | don t have any | do not have any | haven t got any | don t keep a | do not keep a
    | don t have a | do not have a | do not have the | don t have the | don t have an | haven t got a | haven t any |
    haven t a | haven t got | havent got a | dont have a | dont have any | dont keep a | dont keep any | not got a |
    not have a | not have any | never had a | never kept a | havent got | no written | no formal | no specific |
    no separate | no proper | no actual | no such | without any | without a | lack of | need a | need an | need some |
    needs a | needs an | needs some | want a | we | always | no | not | without | nor | other | another | previous | ten
    | five | few | fifteen | twenty | thirty | this
""")
"""Directly before a word that points at something: the thing is not there. The longer come first."""


STRONG = _each("""
    notice in | notice on | notice at | notice by | notices in | notices on | notices at | notices by | was not brought
    | did not attend | has emails | has copies | has the emails | has the letters | person books | family books | record
    books | home books | contact books | message books | communication book | communication books | link book | link
    books | training dates | ask them at | ask them on | log | logs | logbook | lists | folder | folders | binder |
    binders | minutes | mins | registers | register | form | forms | proforma | template | templates | sheet | sheets |
    handbook | handbooks | hand book | manual | poster | posters | leaflet | leaflets | flyer | flyers | booklet |
    booklets | workbook | noticeboard | noticeboards | notice board | notice boards | whiteboard | flipchart | website |
    webpage | intranet | http | https | www | inbox | letters | certificate | certificates | certs | cert | spreadsheet
    | spreadsheets | xls | xlsx | pdf | pdfs | docx | tracker | trackers | questionnaire | questionnaires | questionaire
    | matrix | checklist | checklists | flowchart | flowcharts | slides | slide | presentation | powerpoint | ppt |
    signed | countersigned | initialled | initialed | initials | dated | page | pages | pg | pp | appendix | app a | app
    b | annex | para | paragraph | chapter | clause | clauses | tab | row | rows | col | dashboard | scorecard |
    screenshot | screenshots | screen shot | screen shots | photo | photos | photograph | copy of | copies | photocopy |
    photocopies | photocopied | cards | crib | lanyard | lanyards | badge | badges | diary | diaries | daybook | day
    book | notebook | notebooks | calendar | rota | rotas | timetable | packs | pack | contracts | job description | job
    descriptions | job desc | jd | dpia | ropa | isa | dsa | mou | sop | sops | terms of reference | tor | notes of |
    notes from | notes at | notes are | visit notes | supervision notes | meeting notes | case notes | session notes |
    file note | file notes | mtg notes | her notes | his notes | visitors book | visitor book | visitors books |
    accident book | incident book | concerns book | complaints book | signing in | sign in | sign out | record of |
    report to | report of | annual report | governor report | audit of | audits of | dip sample | dip samples | dip
    sampling | chronology | chronologies | case study | case studies | risk assessment | risk assessments | ra for |
    training record | training records | newsletter | newsletters | bulletin | bulletins | briefing note | briefing
    notes | transcript | exit interview | exit interviews | attendance list | signature | signatures | stats | invoice |
    invoices | receipt | receipts | quiz | filed in | filed under | filed on | filed with | displayed in | displayed on
    | displayed by | pinned | taped | laminated | stapled | stuck on | talk you through | can talk through | bring up |
    will demo | can demo | will bring | brings | demonstrate the | look at the | open both | reading room | cpoms | cpom
    | myconcern | my concern | scr | single central record | sims | arbor | bromcom | scholarpack | integris | isams |
    edukey | classcharts | tapestry | famly | iconnect | i connect | blossom app | nursery in a box | eylog | eyman |
    eyworks | kinderly | babysdays | parenta | parentmail | weduc | seesaw | classdojo | datix | ulysses | systmone |
    systm one | emis | rio | epr | lorenzo | niche | athena | pnd | pnc | holmes | chronicle | liquidlogic | liquid
    logic | lcs | mosaic | ehm | capita one | eclipse | controcc | lamplight | upshot | salesforce | charitylog | iizuka
    | ecins | safeguard software | team app | teamer | pitchero | spond | heja | loveadmin | clubspark | membermojo |
    whole game system | playing system | clubmatters | clubmark | swimmark | swim 21 | wavepower | sharepoint | share
    point | onedrive | one drive | google drive | gdrive | google doc | google docs | dropbox | drop box | teams channel
    | teams area | area of teams | onenote | one note | shared drive | t drive | s drive | z drive | g drive | p drive |
    h drive | o drive | j drive | shared area | trello | breathehr | every hr | bamboohr | bamboo | itrent | esr |
    learning pool | moodle | educare | smartlog | national college | lms | egress | galaxkey | smoothwall | securly |
    senso | impero | lightspeed | inventry | entrysign | oasys | delius | childview | assetplus | asset plus | visor |
    merlin | ppn | ppns | bwv | policy p | policy v | version | schedule 1 | schedule 6 | schedule 7 | archive |
    occurrence | records held | session records | custody records | custody record | personnel files | personnel file |
    staff file | staff files | their file | each file | childs file | child s file | sampled | printout | printouts |
    print out | print outs | printed | export | doc on | self assessment | kloe | swipe | cctv | ledger | charter |
    constitution | prospectus | wall display | box file | lever arch | pigeon hole | licences | permit | permits | id
    card | observation notes | report on | report from | report by | reports on | scan | scans | scanned | hyperlink |
    url | qr code | bookmark | worksheet | roster | records check | cabinet | drawer | cupboard | locker | tray | trays
    | shelf | clip board | clipboard | lockbox | safe in the office | safe in office | safe in my | in the safe | in
    safe | office safe | staffroom | staff room | staff door | on the wall | office wall | hall wall | kitchen wall |
    ward wall | on wall | hallway | corridor wall | fridge | kettle | photocopier | front desk | reception desk | at
    reception | in reception | in the office | in office | in the kitchen | on the door | on door | the door of | loo |
    loos | toilet | toilets | under the till | behind the bar | by the bar | red file | blue file | green file | yellow
    file | purple file | red box | blue box | green box | yellow box | grey box | red book | blue book | green book |
    yellow book | purple book | black book | yellow section | marf | marfs | email from | emails from | letter from |
    letter to | letter home | sent to the | whatsapp | whats app | tally | answers written | written up | write up |
    typed up | wrote it | wrote down the | feedback report | feedback letter | visit report | audit report | audit
    letter | inspection report | ofsted report | cqc report | peer review | spot check | spot checks | mystery call |
    call recordings | call recording | section 175 | s175 | s11 | section 11 return | sect | sticker | stickers | body
    map | body maps | care plan | care plans | contract with | tick list | sign off | signing off | grid | organogram |
    chart | charts | diagram | map of | worry box | suggestion box | suggestions box | comments book | app under | app
    incident | cp is | cpis | reg no | registration no | registration number | the app | our app | notifications | test
    call | phoned the number | rang round | we rang | last entry | entries | ref no | reference no | crime no | urn |
    category | system report | report card | terms agreed | see list | list of | list with | list in | list on | the
    list | list by | list at | staff list | driver list | drivers list | vetting list | training list | renewals list |
    dbs list | allergy list | key holder list | pupil list | member list | shows the | shows all | shows who | shows dbs
    | current one | present one | scripts | script | workshop notes | breathe hr | reference number | s office | back of
    | privacy impact | absence slips | permission slips | consent slips | reply slips | signed slips | slip |
    confirmations | parent view | my child at school | booking terms | dsl file | dsl room | dsl s | in the dsl | s safe
    | s desk | s room | s car | car boot | purse | wallet | kit bag | in her bag | in his bag | in my bag | office file
    | main file | noted in | recorded in | recorded on | written in | logged in | logged on | entered on | entered in |
    privacy notices | board paper | board papers | staff board | team board | safeguarding board | connect childcare |
    governorhub | governor hub | on teams | ms teams | in teams | mug | magnet | magnets | banner | wristband |
    wristbands | coasters | her report | his report | their report | hr system | on the system called | agenda item |
    item 1 | item 2 | item 3 | item 4 | item 5 | item 6 | item 7 | item 8 | item 9 | action 1 | action 2 | paper a |
    paper b | paper c | paper d | paper 1 | paper 2 | paper 3 | paper 4 | paper 5 | paper 6 | her email | his email |
    their email | emails saved | email saved | saved emails | ^ views $ | ^ inform $ | ^ connect $ | ^ go $ | ^ halo $ |
    ^ compass $ | has list | has a list | has our list | anonymised | has the paperwork | discharge | crime report no |
    bring the | bring it | crm | assurance framework | training attendances | steward | inside the lid | lid of |
    shoebox | tin | tins | fob | tablet | envelope | envelopes | shed | loft | vestry | clubhouse | pavilion | pinboard
    | corkboard | cork board | porch | hatch | lobby | garage | memo | memos | factsheet | factsheets | pamphlet |
    brochure | handout | handouts | docket | waiver | waivers | disclaimer | rulebook | rule book | byelaws | bye laws |
    standing orders | articles of association | deed | lease | pen portrait | pen portraits | one pager | aide memoire |
    pro forma | scoresheet | timesheet | timesheets | appendices | footage | slideshow | pencil case | clipboards |
    video clip | training video | filmed | photographed | family tree | genogram | genograms | ecomap | notepad | note
    book | jotter | strong room | basement | glovebox | glove box | minibus file | van | cab | waiting room | show you
    the | show you where | ask any | stub | stubs
""")
"""Points at something clearly: a document, a record, a system by its name, where it is kept, somebody who shows it."""

MEDIUM = _each("""
    v1 | v2 | v3 | v4 | v5 | v6 | v7 | v8 | v9 | v10 | v11 | v12 | dates on |
    list | file | files | filed | filing | drive | card | wall | foyer | corridor | hall entrance | letter | survey |
    surveys | database | portal | app | contract | protocol | notes | book | records of | report | reports | audit |
    recording | recordings | statistics | scenario | scenarios | displayed | display | displays | policy on | index |
    licence | links to | document | ring | compass | synergy | paris | references | refs | testimonials | agreement |
    agreements | guide | guides | school council | originals | certificated | careers | pep | advert | tool |
    role description | safe space | behaviour watch | safeguard my school | nursery story | go membership | flag on |
    named nurse | named doctor | named gp | duty desk | advice email | panco | adviser visit | advisor visit |
    visit from | code of conduct | codes of conduct | terms and conditions | visitors | record | assessment |
    assessments | plan | briefing | returns | can show | show you | will show | would show | could show | findings |
    has the | holds the | keeps the | rapid review | learning review | safe review | review of | papers | rules | hub |
    notices | schedule b | schedule a | schedule c | terms of | welfare officer email | sent items | room 1 | room 2 |
    room 3 | logged | minuted | minute | kept with | kept by | kept on | kept at | held by | held in | held on | held at
    | stored in | stored on | stored at | saved in | saved on | saved to | the system | evolve | hays | flick | halo |
    nil return | reviewed by | declarations | note is | visit note | advice note | attached to | noted on | clipped |
    download | downloads | reporting button | entry | prompt | alert shows | alerts | flagged | tabled | item |
    team brief | show the | retention schedule | email to | email of | emails to | text to | message to | check of |
    checks of | note of | review date | say when asked | says when asked | dates of | published | kept in the |
    note attached | attached note | feelings board | notice | reply emails | summary of | speak up line | postbox |
    email | e mail | return | club site | our site | interview questions | annual review | reply | numbers on |
    correspondence | endorsement | toolkit | video | videos | specification | rubric | counter | till | kiosk | hut |
    screen | graph | declaration | memorandum | testimony | deck | directory | prospectuses | plan of | picture of |
    pictures of | drawing of | drawings | quote from | quotes from | extract | extracts | sample of | examples in |
    example in | results of | results in | outcome letter | dataset | data set | coding | code list | read codes |
    search report | exported
""")
"""Points at something where nothing is claimed; beside a claim it wants a day or something else."""

SLIGHT = _each("""
    reception | hall | kitchen | desk | office | door | emails | e mails | agenda | records | audits | briefings |
    induction | figures | data | attendances | levels | summary | link | written | ask | speak to | contact | review |
    reviewed | text | texts | message | messages | plans | feedback | dbs | copy | checked | visit | visits | meeting |
    mtg | supervision | inset | agm | lado | dsl | ddsl | trustees | governors | phone | paper | policy | ofsted | cqc |
    isi | section | standards | standard | may | ratified | emailed | audited | wrote
""")
"""Points at something only together with others."""

MONTHS = _each("""
    jan | january | feb | february | april | june | july | aug | august | sept | september | oct | october | nov |
    november | dec | december
""")
"""A day or a number is as good beside a claim as a paper is; "may" and "march" are other words too."""

LEADING_IN = _each("""
    the | our | a | an | my | your | their | this | last | previous | other | another | few | see | in | on | at | by |
    with | from | for | as | to | of | and | via | per | if | when | what | who
""")
"""Little words before what a text is about, which claim nothing, and are not what it is about either."""

MISTYPED = _each("""
    nothing | none | evidence | policy | policies | procedures | procedure | training | ditto | above | below | yes |
    okay | applicable | relevant | progress | request | confirmed | completed | complete | ongoing | available |
    everything | always | sorted | pending | various | documents | records | unsure | embedded | compliant | sense |
    safeguarding | regular | regularly | everyone | discussed | understood | knowledge | obviously | practice | maybe
""")
"""Everyday words that are often mistyped when they are all that is typed."""

COUNTED_ONLY = ("yr", "yrs", "year", "years", "kids", "children", "out of")
"""Beside a number, say how many or how long: such a number points at nothing."""
