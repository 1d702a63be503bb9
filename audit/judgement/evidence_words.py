"""The words by which a text is seen to name nothing, as the scorer and the workbook's formulas both look them up."""


def _each(texts: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in texts.split("|"))


NOTHING = _each("""
    above | all in place | all met | all staff are aware | all staff aware | all staff know | all staff know this |
    always | as above | as before | as below | as per policy | available | available on request | awaiting | below |
    common sense | complete | completed | conversation | conversations | discussion | discussions | ditto | dk |
    document | documents | don t know | done | dont know | everybody knows | everyone knows | evidence | evidence
    available | evidence available on request | false | fine | fully in place | fully met | good | in place | in
    policy | in progress | in the policy | later | lots | many | met | n a | na | next term | next year | nil | no |
    no evidence | no evidence yet | none | none yet | nope | not applicable | not known | not met | not relevant |
    not started | not sure | not yet | nothing | nothing yet | observation | obviously | of course | ok | okay | on
    file | on request | ongoing | partly | partly met | pending | per policy | policies | policies in place | policy
    | policy in place | procedure | procedures | records | same | same as above | see above | see below | see notes
    | see other | see policy | self evident | several | soon | staff are aware | staff aware | staff know | t b a |
    t b c | tba | tbc | tbd | this term | to add | to be added | to be agreed | to be confirmed | to be done | to do
    | to follow | todo | training | true | under way | underway | unknown | unsure | various | verbal | verbally |
    we always do it | we always do this | we do | we do this | wip | word of mouth | work in progress | working on
    it | x | xx | xxx | y | yep | yes
""")
"""Names nothing, as the whole of a text."""

EMPTY_PHRASES = _each("""
    will do | will be | will have | will add | will get | will write | will put | will look | will ask | will check
    | will need | we will | to be | need to | needs to | going to | plan to | planning to | hope to | hoping to |
    aim to | intend to | not yet | do not have | don t have | dont have | does not have | have not | haven t |
    havent | has not | not have | no evidence | nothing written | not written | not in place | not sure | not done |
    still to | yet to | all staff know | everyone knows | everybody knows | staff know | we all know | we always |
    always do | goes without | in progress | in hand | working on | next term | next year | on request | as above |
    see above
""")
"""Say that there is nothing yet, or only claim; unless the text also holds a digit or one of :data:`CUES`."""

CUES = _each("""
    log | logs | logged | file | files | filed | folder | folders | minutes | minute | mins | register | registers |
    record | records | recorded | form | forms | handbook | poster | posters | drive | cabinet | drawer | office |
    noticeboard | board | website | site | email | emails | e mail | letter | letters | certificate | certificates |
    spreadsheet | tracker | agenda | report | reports | survey | audit | audits | matrix | checklist | flowchart |
    leaflet | slides | sign | signed | dated | page | pages | section | appendix | cpoms | myconcern | scr | dbs |
    sharepoint | intranet | ask | diary | calendar | rota | induction pack | pack | contract | agreement | dpia |
    notice | statement | supervision notes | notes of | copy | copies | screenshot | policy p | plan on
""")
"""Point at something: a document, a record, a place, somebody to ask."""
