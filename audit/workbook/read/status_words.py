"""How far an action has come, in the words people type: one of the three statuses, where only one can be meant.

A drop-down is there, but people write "Completed 12/11", "in hand" or "100%". An action that is done leaves the list of
what is to do, so "Done" is taken only where every word beside it is known to leave it done
(:mod:`audit.workbook.read.remarks`); the others only say that it is not, and any remark may follow them.
"""

import difflib
import re
from datetime import date

from audit.text import as_seen, plain
from audit.workbook import layout

_NOT_STARTED, _UNDER_WAY, _DONE = layout.STATUSES
_MEANT = {
    _NOT_STARTED: (
        "not started, not yet started, not started yet, not begun, not yet begun, not done, not done yet, not yet "
        "done, not completed, not complete, not yet, yet to start, yet to begin, yet to be started, to start, to "
        "begin, to do, todo, to be done, to be started, to be completed, to complete, to be actioned, to action, "
        "outstanding, still to do, still to start, unstarted, nothing yet, none yet, nothing done, nothing done yet, "
        "no progress, no progress yet, planned, scheduled, no, incomplete"
    ),
    _UNDER_WAY: (
        "under way, underway, in progress, in progess, inprogress, work in progress, wip, w.i.p, progressing, in "
        "hand, ongoing, on going, in train, in process, in development, begun, started, has started, have started, "
        "has begun, being done, being worked on, working on it, working on this, we are working on it, working "
        "towards, doing, on it, continuing, on track, on target, in draft, draft, drafted, draft written, drafting, "
        "half done, half way, halfway, half complete, half finished, part done, part complete, part completed, part "
        "finished, partly done, partly complete, partly completed, partially done, partially complete, partially "
        "completed, nearly done, nearly complete, nearly completed, nearly finished, nearly there, almost done, "
        "almost complete, almost completed, almost finished, almost there, mostly done, mostly complete, some done, "
        "some progress, making progress, good progress, just started, only just started, early stages, rolling, "
        "continuous"
    ),
    _DONE: (
        "done, completed, complete, finished, all done, now done, fully done, now complete, now completed, all "
        "complete, all completed, fully complete, fully completed, all finished, now finished, done and dusted, "
        "actioned, achieved, accomplished, closed, closed off, action closed, action complete, action completed, "
        "signed off, resolved, implemented, fully implemented, sorted, in place, now in place, all in place, "
        "has been done, has been completed, been done, is done, is complete, is completed, this is done, "
        "this is complete, already done, "
        "already complete, already completed, task complete, work complete, work done, work completed, "
        "it is done, it's done, its done, agreed and signed off, concluded, fulfilled, discharged, ticked off"
    ),
}
_WORDS = {word: status for status, words in _MEANT.items() for word in words.split(", ")}
_ALONE = tuple(word for word in _WORDS if " " not in word and len(word) > 3)
_LONGEST = 200
"""Nobody says a status in more; the longest typed are sentences, and belong in another column."""
_TICKS = "\u2713\u2714\u221a\u2611\u2705"
_EDGES = f" .!*-:;,()[]\"'\u201c\u201d{_TICKS}"
_PERCENT = re.compile(r"(\d{1,3}) ?(?:%|per ?cent)(?: (?:done|complete|completed|finished))?")
_IN_PART = re.compile(
    r"(?:about |only |just )?(?:(?:a |one )?(?:half|quarter|third)|half ?way|(?:two|2) thirds|(?:three|3) quarters|"
    r"1/2|1/3|2/3|1/4|3/4|\u00bd|\u00bc|\u00be|nearly|almost|virtually|practically|mostly|partly|partially|part|some) "
    r"(?:done|complete|completed|finished|there|through)"
)
"""A known part of it, or nearly all."""
_DONE_AFTER_ALL = re.compile(
    r"(?<!% )(?<!%)\b(?:done|completed|complete|finished|closed|actioned|achieved|implemented|signed off|resolved)\b"
)
_ENDS_DONE = re.compile(
    r"(.+?)[ ,:;-]+(?:is |now |has been |have been )?(?:done|completed|complete|finished|signed off|actioned)"
)
_STATES = re.compile(r"(?:.* )?(?:complete|in place)")
"""Words for how a thing is: with a day and no year they could be what is asked for, as in "complete 12/11"."""
_A_DAY_OF_A_YEAR = re.compile(r"(?:on )?\S*\d.*\d{2,4}\b.*")
_CLOSE = 0.8


def read(text: str, since: date | None = None) -> str:
    """Which of :data:`audit.workbook.layout.STATUSES` a text means; empty where it means none or could mean two.

    Args:
        text: what stands in the cell.
        since: the date of the audit, where it is known: what has a later date is not done.
    """
    if text in layout.STATUSES:
        return text
    if len(text) > _LONGEST:
        return ""
    meanings = {_of_line(line, since) for line in as_seen(text).splitlines() if line.strip()}
    return meanings.pop() if len(meanings) == 1 else ""


def suggestion(text: str) -> str:
    """A ``(did you mean ...?)`` for a word that is nearly one of a status, or nothing where none is near."""
    word = plain(as_seen(text[:_LONGEST])).strip(_EDGES)
    near = difflib.get_close_matches(word, _ALONE, n=1, cutoff=_CLOSE) if " " not in word else []
    return f" (did you mean {_WORDS[near[0]]}?)" if near else ""


def _of_line(line: str, since: date | None) -> str:
    word = plain(line).strip()
    bare = word.strip(_EDGES).replace("-", " ")
    if status := _WORDS.get(word) or _WORDS.get(bare) or _percent(bare):
        return status
    if not bare:
        return _DONE if any(tick in word for tick in _TICKS) else ""
    if "?" in word:
        return ""
    if _IN_PART.fullmatch(bare):
        return _UNDER_WAY
    return _with_remark(word.strip(" .!*-:;," + _TICKS), since) or _ends_done(bare)


def _percent(text: str) -> str:
    match = _PERCENT.fullmatch(text)
    if not match or int(match[1]) > 100:
        return ""
    return {0: _NOT_STARTED, 100: _DONE}.get(int(match[1]), _UNDER_WAY)


def _with_remark(text: str, since: date | None) -> str:
    """'Completed 12/11', 'in hand - chased in May': the longest words we know, and a remark that fits them."""
    words = re.split(r"([\s\-:;,(\[/.]+)", text)
    for end in range(len(words) - 2, 0, -2):
        begin, between, remark = "".join(words[:end]), words[end], "".join(words[end + 1 :])
        known = begin.replace("-", " ").strip(_EDGES)
        status = _WORDS.get(known) or _percent(begin)
        if not status or (begin == "no" and not between.strip()):  # "no action needed" does not say how far it has come
            continue
        if begin.endswith("%") and remark.startswith("of "):
            return ""
        if status == _DONE:
            return _DONE if _leaves_done(known, between, remark, since) else ""
        return "" if _DONE_AFTER_ALL.search(remark) else status
    return ""


def _leaves_done(known: str, between: str, remark: str, since: date | None) -> bool:
    """Whether what follows a word for done leaves it so. "Complete the policy" tells somebody to do it."""
    from audit.workbook.read import remarks  # few cells need it, and it takes a while to import

    state = bool(_STATES.fullmatch(known))
    if known == "complete" and not between.strip() and not _A_DAY_OF_A_YEAR.fullmatch(remark):
        return False
    if _WORDS.get(remark.strip(_EDGES)) == _DONE or remark.strip(_EDGES) in {"now", "already"}:
        return True
    return remarks.tells_of_work_done(remark, since, undated=not state)


def _ends_done(text: str) -> str:
    """'Training completed', 'policy signed off', 'yes - done'."""
    from audit.workbook.read import remarks  # few cells need it, and it takes a while to import

    whole = _ENDS_DONE.fullmatch(text)
    return _DONE if whole and (whole[1] in {"yes", "y"} or remarks.names_work(whole[1])) else ""
