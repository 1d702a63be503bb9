"""How far an action has come, in the words people type: one of the three statuses, where only one can be meant.

A drop-down is there, but people write "Completed 12/11", "in hand" or "100%". What is done only in part, or will be, is
never taken for done.
"""

import re

from audit.text import plain
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
        "signed off, resolved, implemented, fully implemented, sorted, in place, now in place, has been done, has "
        "been completed, been done, is done, is complete, is completed, this is done, this is complete, already done, "
        "already complete, already completed, task complete, work complete, work done, work completed, "
        "concluded, fulfilled, discharged, ticked off"
    ),
}
_WORDS = {word: status for status, words in _MEANT.items() for word in words.split(", ")}
_LONGEST = 200
"""Nobody says a status in more; the longest typed are sentences, and belong in another column."""
_TICKS = "\u2713\u2714\u221a\u2611\u2705\ufe0f"
_EDGES = f" .!*-:;,{_TICKS}"
_PERCENT = re.compile(r"(\d{1,3}) ?(?:%|per ?cent)(?: (?:done|complete|completed|finished))?")
_TAKES_BACK = re.compile(
    r"\b(?:not?|none|never|nothing|but|except|apart|part(?:ly|ially)?|some|most(?:ly)?|only|half|nearly|almost|still|"
    r"until|unless|a?wait(?:ing)?|pending|outstanding|need(?:s|ed)?|to be|to do|to go|to follow|remain(?:s|ing)?|"
    r"maybe|think|sure|should|could|would|will|hope(?:fully)?|aim(?:ing)?|soon|if|when|once|target|due|yet|"
    r"ongoing|in progress|under ?way|cancelled|paused|on hold)\b|n't\b|\?|(?<!10)\b\d?\d ?%"
)
_DONE_AFTER_ALL = re.compile(r"(?<!% )(?<!%)\b(?:done|completed|complete|finished|closed)\b")
_A_TIME_TO_COME = re.compile(
    r"by (?:the )?(?:end|next|easter|christmas|summer|autumn|spring|half|term|mon|tue|wed|thu|fri|sat|sun|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d)"
)
_ENDS_DONE = re.compile(r"(?:[a-z']+ ){1,3}(?:done|completed|complete|finished|signed off|actioned)")
_HOLDS_BACK = re.compile(
    r"\b(?:to|be|being|get|getting|if|when|once|until|can|may|might|must|unless|before|after|how|"
    r"who|what|by|of|for|the)\b"
)


def read(text: str) -> str:
    """Which of :data:`audit.workbook.layout.STATUSES` a text means; empty where it means none or could mean two."""
    if text in layout.STATUSES:
        return text
    if len(text) > _LONGEST:
        return ""
    meanings = {_of_line(line) for line in text.splitlines() if line.strip()}
    return meanings.pop() if len(meanings) == 1 else ""


def _of_line(line: str) -> str:
    text = plain(line).strip()
    word = text.replace("\ufe0f", "")
    bare = word.strip(_EDGES).replace("-", " ")
    if status := _WORDS.get(word) or _WORDS.get(bare) or _percent(bare):
        return status
    if not bare:
        return _DONE if any(tick in word for tick in _TICKS) else ""
    return _with_remark(word.strip(_EDGES)) or _ends_done(bare)


def _percent(text: str) -> str:
    match = _PERCENT.fullmatch(text)
    if not match or int(match[1]) > 100:
        return ""
    return {0: _NOT_STARTED, 100: _DONE}.get(int(match[1]), _UNDER_WAY)


def _with_remark(text: str) -> str:
    """'Completed 12/11', 'in hand - chased in May': the longest words we know, and a remark that takes nothing back."""
    words = re.split(r"([\s\-:;,(\[/.]+)", text)
    for end in range(len(words) - 2, 0, -2):
        begin, remark = "".join(words[:end]), "".join(words[end + 1 :])
        status = _WORDS.get(begin.replace("-", " ").strip(_EDGES)) or _percent(begin)
        if not status:
            continue
        if status == _DONE and (_TAKES_BACK.search(remark) or _A_TIME_TO_COME.match(remark)):
            return ""
        if (status != _DONE and _DONE_AFTER_ALL.search(remark)) or (begin.endswith("%") and remark.startswith("of ")):
            return ""
        return status
    return ""


def _ends_done(text: str) -> str:
    """'Training completed', 'policy signed off'."""
    whole = _ENDS_DONE.fullmatch(text)
    return _DONE if whole and not _TAKES_BACK.search(text) and not _HOLDS_BACK.search(text) else ""
